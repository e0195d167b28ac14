//! From a file's bytes to pixels: by content, never by extension, and as strict as Pillow.
//!
//! What Pillow refuses is refused, truncated and broken scans included; what it accepts, warts and all, is kept.

mod bmp;
mod describe;
pub mod exif;
mod format;
mod gif;
mod ifd;
mod jpeg;
mod metadata;
mod orientation;
mod pixels;
mod png;
mod png_checksum;
mod pnm;
pub mod portuguese;
mod reader;
mod tiff;
mod webp;

use std::panic::UnwindSafe;
use std::sync::{Mutex, PoisonError};

pub use describe::{Description, describe};
pub use format::Format;
pub use orientation::Orientation;

use super::DecodeError;
use crate::memory::caught;
use crate::panics;

/// Pillow's limit against decompression bombs (twice `Image.MAX_IMAGE_PIXELS`).
pub const MAX_PIXELS: u64 = 178_956_970;

/// The largest file that is read: enough for an uncompressed picture of [`MAX_PIXELS`].
pub const MAX_FILE_BYTES: u64 = 640_000_000;

/// From this size on, pictures are decoded one at a time, so that many threads cannot exhaust the memory.
const LARGE_PIXELS: u64 = 25_000_000;

static LARGE: Mutex<()> = Mutex::new(());

/// A decoded photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// In pixels, at least 1.
    pub height: usize,
    /// In pixels, at least 1.
    pub width: usize,
    /// Height x width x 3 bytes: red, green, blue.
    pub rgb: Vec<u8>,
}

/// Decodes a picture of any supported [`Format`]; of an animation, its first frame. Transparency lies over white.
///
/// With `exif_orientation` the picture is turned as its EXIF says. TIFF is always turned, since Pillow does so.
///
/// # Errors
/// If the bytes are no picture, are truncated or broken, or hold more than [`MAX_PIXELS`].
pub fn decode(bytes: &[u8], exif_orientation: bool) -> Result<Picture, DecodeError> {
    let format = Format::of(bytes)?;
    run_decoder(format, || {
        let picture = match format {
            Format::Jpeg => jpeg::decode(bytes),
            Format::Png => png::decode(bytes),
            Format::Gif => gif::decode(bytes),
            Format::Bmp => bmp::decode(bytes),
            Format::Tiff => tiff::decode(bytes),
            Format::WebP => webp::decode(bytes),
            Format::Pnm => pnm::decode(bytes),
        }?;
        let turns = exif_orientation || format == Format::Tiff;
        Ok(if turns { exif::orientation(bytes, format).apply(picture)? } else { picture })
    })
}

/// The decoders are others' work and the files anybody's: whatever a file does to them ends here.
fn run_decoder<T>(
    format: Format,
    work: impl FnOnce() -> Result<T, DecodeError> + UnwindSafe,
) -> Result<T, DecodeError> {
    let gave_up = || DecodeError::Broken { format: format.name(), reason: "the decoder gave up on it".to_owned() };
    panics::catch_silently(|| caught(work)).unwrap_or_else(|| Ok(Err(gave_up())))?
}

/// Refuses bombs by their header; runs `decode` alone if the picture is large.
fn within_limits<T>(
    width: u64,
    height: u64,
    decode: impl FnOnce() -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let pixels = width * height;
    if pixels > MAX_PIXELS {
        return Err(DecodeError::TooManyPixels { width, height });
    }
    let _alone = (pixels > LARGE_PIXELS).then(|| LARGE.lock().unwrap_or_else(PoisonError::into_inner));
    decode()
}

#[cfg(test)]
mod tests;
