//! What a file says about itself, without decoding its pixels.

use super::{DecodeError, Format, Orientation, bmp, exif, gif, jpeg, png, pnm, run_decoder, tiff, webp};

/// Format, size and EXIF of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// By content.
    pub format: Format,
    /// In pixels, as stored: before any turning.
    pub width: usize,
    /// In pixels, as stored: before any turning.
    pub height: usize,
    /// EXIF's fields by name, in the file's order, values in words and with units.
    pub exif: Vec<(String, String)>,
    /// How the picture must be turned.
    pub orientation: Orientation,
}

/// Reads a picture's headers.
///
/// # Errors
/// If the bytes are no picture, or its header is broken.
pub fn describe(bytes: &[u8]) -> Result<Description, DecodeError> {
    let format = Format::of(bytes)?;
    run_decoder(format, || {
        let (height, width) = match format {
            Format::Jpeg => jpeg::dimensions(bytes),
            Format::Png => png::dimensions(bytes),
            Format::Gif => gif::dimensions(bytes),
            Format::Bmp => bmp::dimensions(bytes),
            Format::Tiff => tiff::dimensions(bytes),
            Format::WebP => webp::dimensions(bytes),
            Format::Pnm => pnm::dimensions(bytes),
        }?;
        let orientation = exif::orientation(bytes, format);
        Ok(Description { format, width, height, exif: exif::fields(bytes, format), orientation })
    })
}
