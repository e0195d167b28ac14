//! Where the image crate forgives what Pillow does not, and the other way round.

use std::borrow::Cow;

use super::{DecodeError, Format};

/// Refuses what Pillow calls truncated, and completes what Pillow does not miss.
pub(super) fn check(bytes: &[u8], format: Format) -> Result<Cow<'_, [u8]>, DecodeError> {
    let is_cut_off = match format {
        Format::Gif => has_cut_block(bytes).unwrap_or(true),
        // libwebp reads no file that is shorter than its header says.
        Format::WebP => le32(bytes, 4).is_none_or(|size| bytes.len() < size + 8),
        _ => false,
    };
    if is_cut_off {
        return Err(DecodeError::Truncated { format: format.name() });
    }
    let padding = if format == Format::Bmp { missing_padding(bytes).unwrap_or(0) } else { 0 };
    Ok(if padding == 0 { bytes.into() } else { bytes.iter().copied().chain(std::iter::repeat_n(0, padding)).collect() })
}

/// Whether the file ends inside a block of the first frame's data; `None` if it ends before them.
fn has_cut_block(gif: &[u8]) -> Option<bool> {
    let palette = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + palette(*gif.get(10)?);
    loop {
        let is_frame = match gif.get(at)? {
            b'!' => false,
            b',' => true,
            _ => return Some(false),
        };
        at += if is_frame { 11 + palette(*gif.get(at + 9)?) } else { 2 };
        loop {
            let length = match gif.get(at) {
                Some(&length) => usize::from(length),
                // Nobody misses the block of length 0 that ends the data.
                None if is_frame => 0,
                None => return None,
            };
            at += 1;
            if length == 0 {
                break;
            }
            at += length;
            if is_frame && at > gif.len() {
                return Some(true);
            }
        }
        if is_frame {
            return Some(false);
        }
    }
}

/// How many of the bytes that fill an uncompressed BMP's last row are missing, if nothing else is.
fn missing_padding(bmp: &[u8]) -> Option<usize> {
    let (pixels, header) = (le32(bmp, 10)?, le32(bmp, 14)?);
    let is_compressed = le32(bmp, 30)? != 0;
    if header < 40 || is_compressed {
        return None;
    }
    let (width, height) = (le32(bmp, 18)?, le32(bmp, 22)? as u32 as i32);
    let bits_a_pixel = usize::from(*bmp.get(28)?);
    let row = width.checked_mul(bits_a_pixel)?.div_ceil(8);
    let filled_row = row.checked_next_multiple_of(4)?;
    let end = filled_row.checked_mul(height.unsigned_abs() as usize)?.checked_add(pixels)?;
    let missing = end.checked_sub(bmp.len())?;
    (missing <= filled_row - row).then_some(missing)
}

fn le32(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_le_bytes(four) as usize)
}
