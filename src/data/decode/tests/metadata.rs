//! Where the orientation may be written.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::ImageFormat;

use super::{Orientation, decode, describe, jpeg, picture, with};
use crate::data::testing::{Tiff, encoded};

/// EXIF with one field.
fn exif(orientation: u8) -> Vec<u8> {
    [b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[orientation], &[0; 6]].concat()
}

fn xmp(orientation: u8) -> Vec<u8> {
    format!("<x:xmpmeta><rdf:Description tiff:Orientation=\"{orientation}\"/></x:xmpmeta>").into_bytes()
}

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    [&[0xff, marker], &(data.len() as u16 + 2).to_be_bytes()[..], data].concat()
}

fn in_jpeg(data: &[u8]) -> Vec<u8> {
    with(&jpeg(), 2, &segment(0xe1, data))
}

/// A PNG with a further chunk before or behind its pixels.
fn in_png(name: [u8; 4], data: &[u8], is_behind: bool) -> Vec<u8> {
    let whole = encoded(&picture(40, 24), ImageFormat::Png);
    let named = [&name[..], data].concat();
    let chunk = [&(data.len() as u32).to_be_bytes()[..], &named, &crc32fast::hash(&named).to_be_bytes()].concat();
    with(&whole, if is_behind { whole.len() - 12 } else { 33 }, &chunk)
}

/// A WebP with an extended header that announces EXIF and XMP.
fn in_webp(chunks: &[(&[u8; 4], Vec<u8>)], flags: u8) -> Vec<u8> {
    let whole = encoded(&picture(40, 24), ImageFormat::WebP);
    let mut body = [b"WEBPVP8X\x0a\0\0\0".as_slice(), &[flags, 0, 0, 0, 39, 0, 0, 23, 0, 0], &whole[12..]].concat();
    for (name, data) in chunks {
        body.extend_from_slice(*name);
        body.extend((data.len() as u32).to_le_bytes());
        body.extend_from_slice(data);
        body.resize(body.len().next_multiple_of(2), 0);
    }
    [b"RIFF", &(body.len() as u32).to_le_bytes()[..], &body].concat()
}

/// As `ImageMagick` writes EXIF into a text of a PNG.
fn profile(exif: &[u8]) -> Vec<u8> {
    let digits: String = exif
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect();
    let lines: Vec<&str> =
        (0..digits.len().div_ceil(72)).map(|line| &digits[72 * line..digits.len().min(72 * (line + 1))]).collect();
    format!("\nexif\n{:8}\n{}\n", exif.len(), lines.join("\n")).into_bytes()
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn the_orientation_is_found_wherever_pillow_finds_it() {
    let prefixed = |data: &[u8]| [b"Exif\0\0", data].concat();
    let raw = |orientation| profile(&prefixed(&exif(orientation)));
    let text = |key: &str, data: &[u8]| [key.as_bytes(), b"\0", data].concat();
    let files = |n: u8| {
        [
            ("JPEG", in_jpeg(&prefixed(&exif(n)))),
            ("JPEG with a doubled prefix", in_jpeg(&prefixed(&prefixed(&exif(n))))),
            ("JPEG with XMP", in_jpeg(&[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), &xmp(n)].concat())),
            ("PNG", in_png(*b"eXIf", &exif(n), false)),
            ("PNG behind its pixels", in_png(*b"eXIf", &exif(n), true)),
            ("PNG with a prefix", in_png(*b"eXIf", &prefixed(&exif(n)), false)),
            ("PNG with a text", in_png(*b"tEXt", &text("Raw profile type exif", &raw(n)), false)),
            (
                "PNG with a compressed text",
                in_png(*b"zTXt", &text("Raw profile type exif", &[&[0], &deflated(&raw(n))[..]].concat()), false),
            ),
            (
                "PNG with XMP",
                in_png(*b"iTXt", &text("XML:com.adobe.xmp", &[b"\0\0\0\0".as_slice(), &xmp(n)].concat()), false),
            ),
            (
                "PNG with compressed XMP",
                in_png(
                    *b"iTXt",
                    &text("XML:com.adobe.xmp", &[b"\x01\0\0\0".as_slice(), &deflated(&xmp(n))].concat()),
                    false,
                ),
            ),
            ("WebP", in_webp(&[(b"EXIF", exif(n))], 8)),
            ("WebP with a prefix", in_webp(&[(b"EXIF", prefixed(&exif(n)))], 8)),
            ("WebP with XMP", in_webp(&[(b"XMP ", xmp(n))], 4)),
            ("TIFF", Tiff::rgb(&picture(40, 24)).with(0x0112, &[u32::from(n)]).bytes()),
        ]
    };
    for number in 1..=8 {
        for (kind, file) in files(number) {
            let described = describe(&file).unwrap();
            assert_eq!(described.orientation, Orientation::from_exif(u32::from(number)), "{kind}");
            assert_eq!((described.width, described.height), (40, 24), "{kind}");
            let turned = decode(&file, true).unwrap();
            let plain = decode(&file, false).unwrap();
            // TIFF is always turned.
            let expected = if kind == "TIFF" { plain } else { described.orientation.apply(plain).unwrap() };
            assert_eq!(turned, expected, "{kind}");
        }
    }
}

#[test]
fn xmp_counts_only_where_exif_says_nothing() {
    let both = |exif: Vec<u8>| in_webp(&[(b"EXIF", exif), (b"XMP ", xmp(6))], 12);
    assert_eq!(describe(&both(exif(3))).unwrap().orientation, Orientation::HalfTurn);
    assert_eq!(describe(&both(exif(1))).unwrap().orientation, Orientation::Upright);
    assert_eq!(describe(&both(b"no EXIF at all".to_vec())).unwrap().orientation, Orientation::QuarterTurn);
    // An element instead of an attribute.
    let element = in_webp(&[(b"XMP ", b"<tiff:Orientation>8</tiff:Orientation>".to_vec())], 4);
    assert_eq!(describe(&element).unwrap().orientation, Orientation::ThreeQuarterTurn);
    // What the header does not announce is not there.
    assert_eq!(describe(&in_webp(&[(b"EXIF", exif(6))], 0)).unwrap().orientation, Orientation::Upright);
}

#[test]
fn broken_exif_changes_no_pixel() {
    let pixels = decode(&jpeg(), false).unwrap();
    let cut = exif(6)[..12].to_vec();
    let wild: Vec<u8> = exif(6).into_iter().map(|byte| byte ^ 0x55).collect();
    let far = [b"II\x2a\0\xff\xff\xff\xff".as_slice(), &[0xff; 40]].concat();
    for broken in [Vec::new(), cut, wild, far] {
        let file = in_jpeg(&[b"Exif\0\0", &broken[..]].concat());
        assert_eq!(decode(&file, true).unwrap(), pixels);
        assert_eq!(decode(&file, false).unwrap(), pixels);
    }
}
