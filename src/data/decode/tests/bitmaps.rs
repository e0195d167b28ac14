//! GIF, BMP and PNM, byte by byte.

use super::{DecodeError, decode};

fn pixels(bytes: &[u8]) -> Vec<u8> {
    decode(bytes, false).unwrap().rgb
}

/// A GIF of 2 x 2 pixels, all but one of colour 1, with `inserted` before its frame.
fn gif(inserted: &[u8], origin: (u8, u8)) -> Vec<u8> {
    let screen = b"GIF89a\x02\0\x02\0\x80\0\0\x0a\x14\x1e\x28\x32\x3c".as_slice();
    let frame = [b',', origin.0, 0, origin.1, 0, 2, 0, 2, 0, 0, 2];
    // Codes of 3 bits, which stay so as the second clear comes before the table's codes need 4: clear, 1, 1, clear, 1, 0, end.
    let codes = [4_u32, 1, 1, 4, 1, 0, 5];
    let packed = codes.iter().enumerate().fold(0, |bits, (place, code)| bits | code << (3 * place));
    let data = [&[3], &packed.to_le_bytes()[..3], &[0]].concat();
    [screen, inserted, &frame, &data, b";"].concat()
}

#[test]
fn a_gif_is_read_as_leniently_as_pillow_does() {
    const DARK: [u8; 3] = [10, 20, 30];
    const LIGHT: [u8; 3] = [40, 50, 60];
    let plain = [LIGHT, LIGHT, LIGHT, DARK].concat();
    let whole = gif(b"", (0, 0));
    assert_eq!(pixels(&whole), plain);
    // What follows the pixels is not missed, and what stands between blocks is passed over.
    assert_eq!(pixels(&whole[..whole.len() - 2]), plain);
    assert_eq!(pixels(&gif(b"\x07junk", (0, 0))), plain);
    assert_eq!(pixels(&gif(b"!\xfe\x03abc\0", (0, 0))), plain);
    // Colour 1 is transparent.
    let transparent = gif(b"!\xf9\x04\x01\0\0\x01\0", (0, 0));
    assert_eq!(pixels(&transparent), [[255; 3], [255; 3], [255; 3], DARK].concat());
    // A frame that does not fit makes the screen larger; what it leaves free is of colour 0.
    let shifted = decode(&gif(b"", (1, 0)), false).unwrap();
    assert_eq!((shifted.width, shifted.height), (3, 2));
    assert_eq!(shifted.rgb, [DARK, LIGHT, LIGHT, DARK, LIGHT, DARK].concat());
    for length in 0..whole.len() - 2 {
        assert!(decode(&whole[..length], false).is_err(), "cut off at {length}");
    }
    let cut = &whole[..whole.len() - 3];
    assert_eq!(decode(cut, false), Err(DecodeError::Truncated { format: "GIF" }));
}

#[test]
fn bitmaps_of_os2_and_of_windows() {
    // Of OS/2: sizes of 16 bits, colours of 3 bytes; the lower row first, each filled up to 4 bytes.
    let rows = [0b1000_0000, 0, 0, 0, 0b0100_0000, 0, 0, 0];
    let header = [12, 0, 0, 0, 2, 0, 2, 0, 1, 0, 1, 0];
    let colours = [10, 20, 30, 40, 50, 60];
    let os2 = [b"BM\0\0\0\0\0\0\0\0\x20\0\0\0", &header[..], &colours, &rows].concat();
    assert_eq!(pixels(&os2), [[30, 20, 10], [60, 50, 40], [60, 50, 40], [30, 20, 10]].concat());
    assert_eq!(pixels(&os2[..os2.len() - 3]), pixels(&os2));
    assert_eq!(decode(&os2[..os2.len() - 4], false), Err(DecodeError::Truncated { format: "BMP" }));

    let windows = |header_bytes: u32, height: i32, bits: u16, compression: u32, more: &[u8], data: &[u8]| {
        let mut header = header_bytes.to_le_bytes().to_vec();
        header.extend(2_i32.to_le_bytes());
        header.extend(height.to_le_bytes());
        header.extend(1_u16.to_le_bytes());
        header.extend(bits.to_le_bytes());
        header.extend(compression.to_le_bytes());
        header.extend([0; 12]);
        header.extend(if bits == 8 { 2_u32 } else { 0 }.to_le_bytes());
        header.resize(header_bytes as usize, 0);
        let offset = (14 + header.len() + more.len()) as u32;
        [b"BM\0\0\0\0\0\0\0\0", &offset.to_le_bytes()[..], &header, more, data].concat()
    };
    // Blue, green, red; from the top where the height is negative.
    let colours = [1, 2, 3, 4, 5, 6, 0, 0];
    for (header_bytes, height) in [(40, 1), (64, 1), (108, -1), (124, -1)] {
        assert_eq!(pixels(&windows(header_bytes, height, 24, 0, &[], &colours)), [3, 2, 1, 6, 5, 4]);
    }
    // 5 bits for red, 6 for green, 5 for blue.
    let masks: Vec<u8> = [0xf800_u32, 0x7e0, 0x1f].iter().flat_map(|mask| mask.to_le_bytes()).collect();
    let sixteen = windows(40, 1, 16, 3, &masks, &[0xff, 0xff, 0x00, 0xf8]);
    assert_eq!(pixels(&sixteen), [255, 255, 255, 255, 0, 0]);
    // A run of two pixels of colour 1; the end.
    let run = windows(40, 1, 8, 1, &[9, 9, 9, 0, 7, 8, 9, 0], &[2, 1, 0, 1]);
    assert_eq!(pixels(&run), [9, 8, 7, 9, 8, 7]);
    let odd = windows(40, 1, 2, 0, &[], &[0; 4]);
    assert_eq!(
        decode(&odd, false).unwrap_err().to_string(),
        "BMP with 2 bits a pixel is not supported: save it as JPEG or PNG"
    );
}

#[test]
fn pnm_of_every_kind() {
    let gray = |values: &[u8]| values.iter().flat_map(|value| [*value; 3]).collect::<Vec<u8>>();
    assert_eq!(pixels(b"P1\n# comment\n3 1\n1 0\n1"), gray(&[0, 255, 0]));
    assert_eq!(pixels(b"P1 3 1 101"), gray(&[0, 255, 0]));
    assert_eq!(pixels(b"P2 3 1 100 0 50#x\n 100"), gray(&[0, 128, 255]));
    assert_eq!(pixels(b"P3 1 1 255 7 8 9"), [7, 8, 9]);
    assert_eq!(pixels(b"P4 3 1\n\xa0"), gray(&[0, 255, 0]));
    assert_eq!(pixels(b"P5 3 1 255\n\x00\x80\xff"), gray(&[0, 128, 255]));
    assert_eq!(pixels(b"P6 1 1 15\n\x00\x05\x0f"), [0, 85, 255]);
    assert_eq!(pixels(b"P6 1 1 1023\n\x00\x00\x02\x00\x03\xff"), [0, 128, 255]);
    // Gray of more than eight bits is clipped.
    assert_eq!(pixels(b"P5 3 1 65535\n\x00\x00\x00\x80\x10\x00"), gray(&[0, 128, 255]));
    assert_eq!(decode(b"P5 3 1 255\n\x00\x80", false), Err(DecodeError::Truncated { format: "PNM" }));
    assert!(matches!(decode(b"P2 1 1 10 11", false), Err(DecodeError::Broken { .. })));
    assert!(matches!(decode(b"P5 3 1 0\n\0\0\0", false), Err(DecodeError::Broken { .. })));
}
