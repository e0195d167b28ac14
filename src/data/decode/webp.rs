//! WebP, by the image crate.

use std::io::{Cursor, ErrorKind};

use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder as _, ImageError};

use super::pixels::over_white;
use super::{DecodeError, Format, Picture, within_limits};
use crate::memory::ensure_available;

/// What the image crate takes at most: for the samples, those of the alpha channel, luma and chroma, and the chunks.
const BYTES_PER_PIXEL: usize = 12;

/// Decodes a picture, or an animation's first frame, to RGB.
pub(super) fn decode(bytes: &[u8]) -> Result<Picture, DecodeError> {
    let decoder = open(bytes)?;
    let (width, height) = decoder.dimensions();
    within_limits(u64::from(width), u64::from(height), || {
        ensure_available(BYTES_PER_PIXEL * width as usize * height as usize + bytes.len())?;
        let (samples, channels) = match DynamicImage::from_decoder(decoder).map_err(fault)? {
            DynamicImage::ImageRgba8(pixels) => (pixels.into_raw(), 4),
            other => (other.into_rgb8().into_raw(), 3),
        };
        Ok(Picture { height: height as usize, width: width as usize, rgb: over_white(samples, channels) })
    })
}

/// Height and width.
pub(super) fn dimensions(bytes: &[u8]) -> Result<(usize, usize), DecodeError> {
    let (width, height) = open(bytes)?.dimensions();
    Ok((height as usize, width as usize))
}

fn open(bytes: &[u8]) -> Result<WebPDecoder<Cursor<&[u8]>>, DecodeError> {
    // libwebp reads no file that is shorter than its header says.
    let said = bytes.get(4..8).map(|size| u32::from_le_bytes([size[0], size[1], size[2], size[3]]) as usize);
    let container = said.and_then(|size| bytes.get(..size.checked_add(8)?));
    if !container.is_some_and(chunks_fit) {
        return Err(DecodeError::Truncated { format: Format::WebP.name() });
    }
    WebPDecoder::new(Cursor::new(bytes)).map_err(fault)
}

/// Whether no chunk is longer than the container has room for. Behind a picture without extensions libwebp reads nothing.
fn chunks_fit(container: &[u8]) -> bool {
    let mut rest = container.get(12..).unwrap_or_default();
    while let Some((head, behind)) = rest.split_first_chunk::<8>() {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        match behind.get(length.next_multiple_of(2)..) {
            Some(_) if matches!(&head[..4], b"VP8 " | b"VP8L") => return true,
            Some(next) => rest = next,
            None => return false,
        }
    }
    true
}

fn fault(error: ImageError) -> DecodeError {
    let format = Format::WebP.name();
    match error {
        ImageError::IoError(source) if source.kind() == ErrorKind::UnexpectedEof => DecodeError::Truncated { format },
        error => DecodeError::Broken { format, reason: error.to_string() },
    }
}
