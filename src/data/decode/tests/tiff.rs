//! TIFFs of all kinds, written field by field. The expected values are Pillow's rules applied by hand.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use weezl::{BitOrder, encode::Encoder};

use super::{DecodeError, decode, describe, picture, size, with};
use crate::data::testing::{Tiff, repository};

fn pixels(tiff: Tiff) -> Vec<u8> {
    decode(&tiff.bytes(), false).unwrap().rgb
}

fn gray(values: &[u8]) -> Vec<u8> {
    values.iter().flat_map(|value| [*value; 3]).collect()
}

fn numbers<const N: usize>(values: &[[u8; N]]) -> Vec<Vec<u8>> {
    vec![values.concat()]
}

#[test]
fn gray_of_every_depth() {
    let of = |photometric, bits, data: &[u8]| pixels(Tiff::new((4, 1), photometric, bits, 1, vec![data.to_vec()]));
    assert_eq!(of(1, 1, &[0b1010_0000]), gray(&[255, 0, 255, 0]));
    assert_eq!(of(0, 1, &[0b1010_0000]), gray(&[0, 255, 0, 255]));
    assert_eq!(of(1, 2, &[0b0001_1011]), gray(&[0, 85, 170, 255]));
    assert_eq!(of(1, 4, &[0x0f, 0x37]), gray(&[0, 255, 51, 119]));
    assert_eq!(of(0, 8, &[0, 1, 254, 255]), gray(&[255, 254, 1, 0]));
    // More bits are clipped.
    let wide = numbers(&[0_u16, 200, 256, 65535].map(u16::to_be_bytes));
    assert_eq!(pixels(Tiff::new((4, 1), 1, 16, 1, wide)), gray(&[0, 200, 255, 255]));
    let signed = numbers(&[-5_i32, 0, 77, 70_000].map(i32::to_be_bytes));
    assert_eq!(pixels(Tiff::new((4, 1), 1, 32, 1, signed).with(Tiff::SAMPLE_FORMAT, &[2])), gray(&[0, 0, 77, 255]));
    let fractions = numbers(&[-1.0_f32, 0.9, 127.7, 1e9].map(f32::to_be_bytes));
    assert_eq!(pixels(Tiff::new((4, 1), 1, 32, 1, fractions).with(Tiff::SAMPLE_FORMAT, &[3])), gray(&[0, 0, 127, 255]));
}

#[test]
fn transparency_lies_over_white_premultiplied_or_not() {
    let of = |kind: u32, data: &[u8]| {
        pixels(Tiff::new((2, 1), 2, 8, 4, vec![data.to_vec()]).with(Tiff::EXTRA_SAMPLES, &[kind]))
    };
    let data = [100, 50, 0, 128, 0, 0, 0, 0];
    assert_eq!(of(0, &data), [100, 50, 0, 0, 0, 0]);
    // 255 - 128 of white, and 128/255 of the colour, which is 255/128 of what is stored if that is multiplied.
    assert_eq!(of(1, &data), [227, 177, 127, 255, 255, 255]);
    assert_eq!(of(2, &data), [177, 152, 127, 255, 255, 255]);
    let gray_alpha = Tiff::new((2, 1), 1, 8, 2, vec![vec![0, 128, 9, 255]]).with(Tiff::EXTRA_SAMPLES, &[2]);
    assert_eq!(pixels(gray_alpha), gray(&[127, 9]));
}

#[test]
fn palettes_inks_and_chroma() {
    let mut map = vec![0; 768];
    for (channel, value) in [0x1234, 0xffff, 0x8000].into_iter().enumerate() {
        map[256 * channel + 7] = value;
    }
    let indexed = Tiff::new((2, 1), 3, 8, 1, vec![vec![7, 0]]).with(Tiff::COLOR_MAP, &map);
    assert_eq!(pixels(indexed), [0x12, 0xff, 0x80, 0, 0, 0]);
    let inks = Tiff::new((2, 1), 5, 8, 4, vec![vec![0, 255, 0, 0, 0, 0, 0, 255]]);
    assert_eq!(pixels(inks), [255, 0, 255, 0, 0, 0]);
    let luma_and_chroma = Tiff::new((2, 1), 6, 8, 3, vec![vec![80, 128, 128, 80, 90, 200]]);
    assert_eq!(pixels(luma_and_chroma), [80, 80, 80, 181, 42, 13]);
    // One pair of chroma samples for 2 x 2 pixels.
    let shared = [2 + 4 + 1, 10, 20, 30, 40, 128, 128].map(|byte| byte as u8);
    let literal = [vec![shared[0] - 2], shared[1..].to_vec()].concat();
    let subsampled = Tiff::new((2, 2), 6, 8, 3, vec![literal]).with(Tiff::COMPRESSION, &[32773]).with(530, &[2, 2]);
    assert_eq!(pixels(subsampled), gray(&[10, 20, 30, 40]));
}

#[test]
fn planes_and_tiles_of_every_depth_give_the_same_pixels() {
    let original = picture(37, 19);
    let (width, height) = (37_usize, 19_usize);
    let (tile_width, tile_height) = (16_usize, 16_usize);
    for bytes in [1, 2] {
        for has_planes in [false, true] {
            let samples = if has_planes { 1 } else { 3 };
            let planes = if has_planes { 3 } else { 1 };
            let mut tiles = Vec::new();
            for plane in 0..planes {
                for (top, left) in
                    (0..height).step_by(tile_height).flat_map(|y| (0..width).step_by(tile_width).map(move |x| (y, x)))
                {
                    let mut tile = Vec::new();
                    for (y, x) in (top..top + tile_height).flat_map(|y| (left..left + tile_width).map(move |x| (y, x)))
                    {
                        for sample in 0..samples {
                            let inside = x < width && y < height;
                            let value =
                                if inside { original.get_pixel(x as u32, y as u32)[plane + sample] } else { 99 };
                            tile.extend_from_slice(&[value, 201][..bytes]);
                        }
                    }
                    tiles.push(deflated(&tile));
                }
            }
            let tiff = Tiff::new(original.dimensions(), 2, 8 * bytes as u32, 3, tiles)
                .with(Tiff::TILE_WIDTH, &[tile_width as u32])
                .with(Tiff::TILE_LENGTH, &[tile_height as u32])
                .with(Tiff::COMPRESSION, &[8])
                .with(Tiff::PLANAR, &[if has_planes { 2 } else { 1 }]);
            assert_eq!(&pixels(tiff), original.as_raw(), "{bytes} bytes, planes: {has_planes}");
        }
    }
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn compressions_and_predictors_are_undone() {
    let original = picture(37, 19);
    let raw = original.as_raw();
    let row = 3 * 37;
    let differences: Vec<u8> =
        (0..raw.len()).map(|at| if at % row < 3 { raw[at] } else { raw[at].wrapping_sub(raw[at - 3]) }).collect();
    let lzw = |data: &[u8]| Encoder::with_tiff_size_switch(BitOrder::Msb, 8).encode(data).unwrap();
    let literals: Vec<u8> = raw.chunks(128).flat_map(|run| [&[run.len() as u8 - 1], run].concat()).collect();
    // A frame of Zstandard with one block that is stored as it is.
    let size = raw.len() as u32;
    let block = (size << 3 | 1).to_le_bytes();
    let zstd = [&[0x28, 0xb5, 0x2f, 0xfd, 0xa0][..], &size.to_le_bytes(), &block[..3], raw].concat();
    for (compression, predictor, data) in [
        (5, 1, lzw(raw)),
        (5, 2, lzw(&differences)),
        (8, 1, deflated(raw)),
        (32946, 2, deflated(&differences)),
        (32773, 1, literals),
        (50000, 1, zstd),
    ] {
        let tiff = Tiff { data: vec![data], ..Tiff::rgb(&original) };
        let tiff = tiff.with(Tiff::COMPRESSION, &[compression]).with(317, &[predictor]);
        assert_eq!(&pixels(tiff), raw, "compression {compression}, predictor {predictor}");
    }
}

#[test]
fn what_is_not_supported_is_named() {
    let of = |photometric, bits, samples| Tiff::new((1, 1), photometric, bits, samples, vec![vec![0; 64]]);
    for (tiff, named) in [
        (of(8, 8, 3), "TIFF in CIELAB is not supported: save it as JPEG or PNG"),
        (of(1, 64, 1), "TIFF in gray with 1 samples of 64 bits is not supported: save it as JPEG or PNG"),
        (
            of(2, 8, 3).with(Tiff::COMPRESSION, &[34925]),
            "TIFF compressed by LZMA is not supported: save it as JPEG or PNG",
        ),
        (
            of(2, 16, 3).with(Tiff::PLANAR, &[2]),
            "TIFF in uncompressed planes of 16 bits is not supported: save it as JPEG or PNG",
        ),
    ] {
        let bytes = tiff.bytes();
        assert_eq!(decode(&bytes, false).unwrap_err().to_string(), named);
        assert_eq!(describe(&bytes).unwrap_err().to_string(), named);
    }
}

#[test]
fn a_tiff_that_ends_too_early_is_truncated() {
    let whole = Tiff::rgb(&picture(13, 7));
    // Without compression rows are read on into whatever follows in the file, as Pillow does, so the whole file is too short.
    let short = Tiff { data: vec![whole.data[0][..20].to_vec()], ..whole.clone() };
    let far = whole.clone().with(Tiff::HEIGHT, &[1000]);
    let strange = Tiff { data: vec![deflated(&whole.data[0][..200])], ..whole }.with(Tiff::COMPRESSION, &[8]);
    for tiff in [short, far, strange] {
        let error = decode(&tiff.bytes(), false).unwrap_err();
        assert!(matches!(error, DecodeError::Truncated { .. } | DecodeError::Broken { .. }), "{error}");
    }
}

#[test]
fn tiles_larger_than_any_picture_take_no_memory() {
    let tiff = Tiff::new((2, 1), 1, 8, 1, vec![vec![0x80, 0, 0]]).with(Tiff::COMPRESSION, &[5]);
    let side = 1 << 18;
    let tiled = tiff.with(Tiff::TILE_WIDTH, &[side]).with(Tiff::TILE_LENGTH, &[side]);
    let refusal = DecodeError::Broken { format: "TIFF", reason: "its tiles are too large".to_owned() };
    assert_eq!(decode(&tiled.bytes(), false), Err(refusal));
}

#[test]
fn a_field_that_occurs_twice_is_refused() {
    let mut bytes = Tiff::new((4, 1), 1, 8, 1, vec![vec![0; 4]]).bytes();
    let field = |tag: u16| [&tag.to_be_bytes()[..], &[0, 4, 0, 0, 0, 1]].concat();
    let samples = field(Tiff::SAMPLES);
    let at = bytes.windows(8).position(|window| window == samples).unwrap();
    bytes[at..at + 8].copy_from_slice(&field(Tiff::WIDTH));
    let refusal = DecodeError::Broken { format: "TIFF", reason: "a field occurs twice".to_owned() };
    assert_eq!(decode(&bytes, false), Err(refusal));
}

#[test]
fn damaged_ccitt_codes_are_refused() {
    let whole = std::fs::read(repository("fuzz/corpus/tiff/two_group4")).unwrap();
    assert_eq!(size(&whole), Ok((23, 14)));
    let damaged: Vec<_> =
        (8..60).map(|at| decode(&with(&whole[..at], at, &[&[0][..], &whole[at + 1..]].concat()), false)).collect();
    let refusal = DecodeError::Broken { format: "TIFF", reason: "its CCITT codes are damaged".to_owned() };
    assert!(damaged.contains(&Err(refusal)), "{damaged:?}");
}
