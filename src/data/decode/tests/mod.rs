mod bitmaps;
mod jpeg;
mod metadata;
mod pillow;
mod tiff;

use std::fs;

use image::{ImageFormat, Rgb, RgbImage};

use super::{DecodeError, Format, MAX_PIXELS, Orientation, Picture, decode, describe};
use crate::data::testing::{encoded, odd_files};

/// Smooth, so that JPEG keeps it.
fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(40 + 3 * x) as u8, (200 - 2 * y) as u8, (90 + x + y) as u8]))
}

fn jpeg() -> Vec<u8> {
    encoded(&picture(40, 24), ImageFormat::Jpeg)
}

fn size(bytes: &[u8]) -> Result<(usize, usize), DecodeError> {
    decode(bytes, false).map(|picture| (picture.width, picture.height))
}

fn position(bytes: &[u8], marker: u8) -> usize {
    bytes.windows(2).position(|pair| pair == [0xff, marker]).unwrap()
}

/// The file with `inserted` at `at`.
fn with(bytes: &[u8], at: usize, inserted: &[u8]) -> Vec<u8> {
    [&bytes[..at], inserted, &bytes[at..]].concat()
}

#[test]
fn odd_files_are_kept_and_refused_as_pillow_does() {
    for odd in odd_files() {
        for (name, pillow) in &odd.files {
            let bytes = fs::read(odd.folder.join(name)).unwrap();
            match decode(&bytes, false) {
                Ok(picture) => {
                    let size = (picture.width, picture.height);
                    assert_eq!(pillow.size, Some(size), "{name}");
                    assert_eq!(picture.rgb.len(), 3 * picture.width * picture.height);
                    let described = describe(&bytes).unwrap();
                    assert_eq!((described.width, described.height), size, "{name}");
                    let stated = Orientation::from_exif(pillow.exif_orientation.unwrap_or(1));
                    assert_eq!(described.orientation, stated, "{name}");
                }
                Err(reason) => assert!(pillow.is_refused(), "{name} should be kept: {reason}"),
            }
        }
    }
}

#[test]
fn all_formats_give_their_pixels() {
    let original = picture(13, 7);
    let lossless = [ImageFormat::Png, ImageFormat::Bmp, ImageFormat::Tiff, ImageFormat::WebP, ImageFormat::Pnm];
    let formats = [Format::Png, Format::Bmp, Format::Tiff, Format::WebP, Format::Pnm];
    for (encoder, format) in lossless.into_iter().zip(formats) {
        let bytes = encoded(&original, encoder);
        assert_eq!(decode(&bytes, false).unwrap().rgb, *original.as_raw(), "{format}");
        let described = describe(&bytes).unwrap();
        assert_eq!((described.format, described.width, described.height), (format, 13, 7));
    }
    for (encoder, format) in [(ImageFormat::Jpeg, Format::Jpeg), (ImageFormat::Gif, Format::Gif)] {
        let bytes = encoded(&original, encoder);
        let decoded = decode(&bytes, false).unwrap();
        let furthest = decoded.rgb.iter().zip(original.as_raw()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(furthest < Some(25), "{format}: {furthest:?}");
        assert_eq!(describe(&bytes).unwrap().format, format);
    }
}

#[test]
fn transparency_lies_over_white_and_sixteen_bits_become_eight() {
    let pixels = [[0, 0, 0, 0], [10, 20, 30, 255], [0, 100, 255, 128], [255, 0, 0, 51]];
    let eight = image::RgbaImage::from_fn(4, 1, |x, _| image::Rgba(pixels[x as usize]));
    let sixteen = image::DynamicImage::ImageRgba8(eight.clone()).into_rgba16();
    let expected = [[255, 255, 255], [10, 20, 30], [127, 177, 255], [255, 204, 204]].concat();
    for image in [image::DynamicImage::ImageRgba8(eight), image::DynamicImage::ImageRgba16(sixteen)] {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).unwrap();
        assert_eq!(decode(&bytes.into_inner(), false).unwrap().rgb, expected);
    }
}

#[test]
fn transparency_over_white_is_rounded_to_the_nearest_level() {
    let image = image::GrayAlphaImage::from_fn(256, 256, |x, y| image::LumaA([x as u8, y as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let decoded = decode(&bytes.into_inner(), false).unwrap();
    for (pixel, rgb) in image.pixels().zip(decoded.rgb.chunks_exact(3)) {
        let [gray, alpha] = pixel.0.map(f64::from);
        let nearest = ((gray * alpha + 255.0 * (255.0 - alpha)) / 255.0).round();
        assert_eq!(rgb, [nearest as u8; 3], "{pixel:?}");
    }
}

#[test]
fn a_jpeg_cut_off_anywhere_is_truncated() {
    let whole = jpeg();
    for length in 2..whole.len() - 3 {
        assert!(decode(&whole[..length], false).is_err(), "cut off at {length}");
    }
    let cut = &whole[..whole.len() - 60];
    assert_eq!(decode(cut, false), Err(DecodeError::Truncated { format: "JPEG" }));
    // Pillow fills with gray what is missing before an end marker, or before anything else that libjpeg knows.
    assert_eq!(size(&[cut, &[0xff, 0xd9]].concat()), Ok((40, 24)));
}

#[test]
fn a_jpeg_s_junk_is_kept_and_its_contradictions_refused() {
    let whole = jpeg();
    let (tables, frame, scan) = (position(&whole, 0xdb), position(&whole, 0xc0), position(&whole, 0xda));
    let middle = whole.len() - 40;
    let header = whole[frame..frame + 19].to_vec();
    let kept = [
        with(&whole, tables, b"junk"),
        with(&whole, tables, &[0xff, 0xff, 0xff]),
        with(&whole, tables, &[0xff, 0xe5, 0, 4, 0xff, 0xd9]),
        with(&whole, whole.len(), b"junk behind the end, \xff\xc0 too"),
        with(&whole, middle, &[0xff, 0xd3]),
        with(&whole, middle, &[0xff, 0xfe, 0, 2]),
    ];
    for (number, file) in kept.iter().enumerate() {
        assert_eq!(size(file), Ok((40, 24)), "kept {number}");
    }
    let refused = [
        with(&whole, middle, &[0xff, 0x53]),
        with(&whole, middle, &header),
        with(&whole, middle, &[0xff, 0xd8]),
        with(&whole, middle, &[0xff, 0xc4, 0, 5, 0, 0, 0]),
        with(&whole, scan, &header),
        [&whole[..tables], &whole[scan..]].concat(),
        [&whole[..2], &whole[whole.len() - 2..]].concat(),
    ];
    for (number, file) in refused.iter().enumerate() {
        assert!(matches!(size(file), Err(DecodeError::Broken { .. })), "refused {number}: {:?}", size(file));
    }
}

#[test]
fn a_png_may_lack_its_end_but_not_its_rows() {
    let whole = encoded(&picture(40, 24), ImageFormat::Png);
    let end = whole.len() - 12;
    // The end chunk, the checksum of the pixels' chunk, their own checksum.
    for missing in [1, 12, 15, 16, 18] {
        assert_eq!(size(&whole[..whole.len() - missing]), Ok((40, 24)), "without {missing} bytes");
    }
    assert_eq!(decode(&whole[..whole.len() - 60], false), Err(DecodeError::Truncated { format: "PNG" }));
    assert_eq!(size(&with(&whole, end, b"\0\0\0\x09tEXt")), Ok((40, 24)));
    let unfinished = with(&whole[..end], end, b"\0\0\0\x09tEXtcut");
    assert_eq!(decode(&unfinished, false), Err(DecodeError::Truncated { format: "PNG" }));
    for at in [17, 30, end - 5] {
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        assert!(matches!(size(&flipped), Err(DecodeError::Broken { .. })), "flipped at {at}");
    }
}

/// A PNG of one row of gray pixels whose last `behind` compressed bytes lie in an IDAT of their own. The compressed rows are
/// stored, so that the last row ends right before the checksum, which is wrong.
fn png_with_wrong_checksum(width: u32, behind: usize) -> Vec<u8> {
    let row: Vec<u8> = std::iter::once(0).chain((0..width).map(|column| column as u8)).collect();
    let mut packed = vec![0x78, 1];
    let mut blocks = row.chunks(0xffff).peekable();
    while let Some(block) = blocks.next() {
        packed.push(u8::from(blocks.peek().is_none()));
        packed.extend((block.len() as u16).to_le_bytes());
        packed.extend((!(block.len() as u16)).to_le_bytes());
        packed.extend_from_slice(block);
    }
    packed.extend([1, 2, 3, 4]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut push = |name: &[u8], data: &[u8]| {
        png.extend((data.len() as u32).to_be_bytes());
        let start = png.len();
        png.extend([name, data].concat());
        let checksum = crc32fast::hash(&png[start..]);
        png.extend(checksum.to_be_bytes());
    };
    push(b"IHDR", &[&width.to_be_bytes()[..], &[0, 0, 0, 1, 8, 0, 0, 0, 0]].concat());
    let (first, second) = packed.split_at(packed.len() - behind);
    push(b"IDAT", first);
    push(b"IDAT", second);
    push(b"IEND", b"");
    png
}

/// What Pillow 13 opens of these, told apart by where the blocks end that it reads.
#[test]
fn a_wrong_checksum_counts_where_pillow_sees_it() {
    for (width, behind, is_opened) in [
        (20, 0, false),
        (20, 1, true),
        (20, 4, true),
        (20, 5, false),
        // The compressed rows have 12 bytes more than the row has pixels; Pillow reads 65,536 at a time.
        (65_524, 0, false),
        (65_525, 0, true),
        (65_528, 0, true),
        (65_529, 0, false),
    ] {
        let decoded = decode(&png_with_wrong_checksum(width, behind), false);
        assert_eq!(decoded.is_ok(), is_opened, "{width} pixels, {behind} bytes behind: {decoded:?}");
    }
}

#[test]
fn a_webp_whose_chunk_is_longer_than_its_container_is_truncated() {
    let whole = encoded(&picture(40, 24), ImageFormat::WebP);
    for (at, change) in [(4, -2_i32), (16, 2), (16, i32::MAX)] {
        let mut changed = whole.clone();
        let length = i32::from_le_bytes(changed[at..at + 4].try_into().unwrap());
        changed[at..at + 4].copy_from_slice(&length.wrapping_add(change).to_le_bytes());
        assert_eq!(decode(&changed, false), Err(DecodeError::Truncated { format: "WebP" }), "{change} at {at}");
    }
    assert_eq!(size(&[&whole[..], b"more"].concat()), Ok((40, 24)));
}

#[test]
fn no_damage_makes_a_decoder_panic() {
    let formats = [ImageFormat::Gif, ImageFormat::Bmp, ImageFormat::Tiff, ImageFormat::WebP, ImageFormat::Pnm];
    let files = formats.iter().map(|format| encoded(&picture(13, 7), *format)).chain([jpeg()]);
    for whole in files {
        for at in 0..whole.len() {
            let _ = size(&whole[..at]);
            for mask in [0xff, 0x01, 0x80] {
                let mut flipped = whole.clone();
                flipped[at] ^= mask;
                let _ = (size(&flipped), describe(&flipped));
            }
        }
    }
}

#[test]
fn what_is_no_picture_is_named() {
    let message = |bytes: &[u8]| decode(bytes, false).unwrap_err().to_string();
    assert_eq!(message(b""), "the file is empty");
    assert_eq!(message(b"\n<!DOCTYPE html><html>"), "not a picture: it looks like a web page");
    assert_eq!(message(b"\x93\x94\x95\x00\x01"), "not a picture");
    assert_eq!(message(b"\0\0\0\x18ftypheic"), "HEIC pictures are not supported: save it as JPEG or PNG");
    assert_eq!(message(b"\0\0\0\x18ftypavif"), "AVIF pictures are not supported: save it as JPEG or PNG");
}

#[test]
fn known_formats_that_are_not_decoded_are_named() {
    let tga = [b"\0\0\x02\0\0\0\0\0\0\0\0\0\x04\0\x04\0\x18\x20".as_slice(), &[0; 48]].concat();
    let files: [(&[u8], &str); 14] = [
        (&tga, "TGA"),
        (b"\x0a\x05\x01\x08\0\0\0\0", "PCX"),
        (b"qoif\0\0\0\x04", "QOI"),
        (b"DDS \x7c\0\0\0", "DDS"),
        (b"icns\0\0\0\x08", "ICNS"),
        (b"PF\n3 3\n-1.0\n", "PFM"),
        (b"P7\nWIDTH 3\n", "PAM"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", "AVIF"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heic", "HEIC"),
        (b"\xff\x0a\xfa\x1f", "JPEG XL"),
        (b"\0\0\0\x0cJXL \x0d\x0a\x87\x0a", "JPEG XL"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg/>", "SVG"),
        (b"8BPS\0\x01", "Photoshop"),
    ];
    for (bytes, format) in files {
        assert_eq!(decode(bytes, false), Err(DecodeError::Unsupported { format }));
    }
}

#[test]
fn decompression_bombs_are_refused_by_their_header() {
    let mut jpeg = jpeg();
    let frame = position(&jpeg, 0xc0);
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xfd, 0xe8, 0xfd, 0xe8]);
    assert_eq!(decode(&jpeg, false), Err(DecodeError::TooManyPixels { width: 65_000, height: 65_000 }));
    let bmp = encoded(&picture(8, 8), ImageFormat::Bmp);
    let side = 20_000_u32.to_le_bytes();
    let bomb = [&bmp[..18], &side[..], &side[..], &bmp[26..]].concat();
    assert_eq!(decode(&bomb, false), Err(DecodeError::TooManyPixels { width: 20_000, height: 20_000 }));
    const { assert!(20_000 * 20_000 > MAX_PIXELS) };
}

#[test]
fn the_eight_orientations_turn_a_picture_upright() {
    let stored = |rows: &[&[u8]]| Picture {
        height: rows.len(),
        width: rows[0].len(),
        rgb: rows.concat().into_iter().flat_map(|value| [value; 3]).collect(),
    };
    let original: [&[u8]; 2] = [&[1, 2, 3], &[4, 5, 6]];
    let upright: [&[&[u8]]; 8] = [
        &[&[1, 2, 3], &[4, 5, 6]],
        &[&[3, 2, 1], &[6, 5, 4]],
        &[&[6, 5, 4], &[3, 2, 1]],
        &[&[4, 5, 6], &[1, 2, 3]],
        &[&[1, 4], &[2, 5], &[3, 6]],
        &[&[4, 1], &[5, 2], &[6, 3]],
        &[&[6, 3], &[5, 2], &[4, 1]],
        &[&[3, 6], &[2, 5], &[1, 4]],
    ];
    for (value, expected) in (1..).zip(upright) {
        assert_eq!(Orientation::from_exif(value).apply(stored(&original)), Ok(stored(expected)), "orientation {value}");
    }
    assert_eq!(Orientation::from_exif(9), Orientation::Upright);
}

#[test]
fn exif_turns_a_photograph_only_when_asked() {
    for value in 1..=8_u8 {
        let tiff = [b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[value], &[0; 6]].concat();
        let length = (tiff.len() + 8) as u8;
        let file = with(&jpeg(), 2, &[&[0xff, 0xe1, 0, length], b"Exif\0\0".as_slice(), &tiff].concat());
        let described = describe(&file).unwrap();
        assert_eq!(described.orientation, Orientation::from_exif(u32::from(value)));
        assert_eq!(described.exif[0].0, "Orientation");
        let turned = decode(&file, true).unwrap();
        assert_eq!(turned, described.orientation.apply(decode(&file, false).unwrap()).unwrap());
        assert_eq!((turned.width, turned.height), if value >= 5 { (24, 40) } else { (40, 24) });
    }
}
