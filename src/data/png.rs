//! Pictures as PNG files.

use std::io;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};

use super::Picture;
use crate::memory::ensure_available;

/// What the encoder takes at most, in bytes for each of a picture's: its compressed rows, the file, and room to grow.
pub const PNG_MEMORY: usize = 3;

impl Picture {
    /// The picture as the bytes of a PNG file, compressed fast.
    ///
    /// # Errors
    /// If the picture has no pixels, or there is no memory for the file.
    pub fn to_png(&self) -> io::Result<Vec<u8>> {
        ensure_available(PNG_MEMORY * self.rgb.len())
            .map_err(|error| io::Error::new(io::ErrorKind::OutOfMemory, error))?;
        let mut file = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Adaptive);
        let (width, height) = (self.width as u32, self.height as u32);
        encoder.write_image(&self.rgb, width, height, ExtendedColorType::Rgb8).map_err(io::Error::other)?;
        Ok(file)
    }
}
