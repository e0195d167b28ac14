//! All formats but JPEG and PNG, by the image crate.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};

use super::pixels::over_white;
use super::{DecodeError, Format, MAX_PIXELS, Picture, leniency, within_limits};

/// Bytes that a decoder may take for itself: 16 bits in each of 4 channels would be 8 bytes a pixel.
const MAX_DECODER_BYTES: u64 = 8 * MAX_PIXELS;

pub(super) fn decode(bytes: &[u8], format: Format) -> Result<Picture, DecodeError> {
    let broken = |error: ImageError| fault(format, &error);
    let bytes = leniency::check(bytes, format)?;
    let mut reader = ImageReader::with_format(Cursor::new(&bytes[..]), image_format(format));
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(DecodeError::Broken { format: format.name(), reason: "it has no pixels".to_owned() });
    }
    within_limits(u64::from(width), u64::from(height), || {
        let (samples, channels) = eight_bits(DynamicImage::from_decoder(decoder).map_err(broken)?);
        Ok(Picture { height: height as usize, width: width as usize, rgb: over_white(samples, channels) })
    })
}

/// Height and width as the header says.
pub(super) fn dimensions(bytes: &[u8], format: Format) -> Result<(usize, usize), DecodeError> {
    let reader = ImageReader::with_format(Cursor::new(bytes), image_format(format));
    let (width, height) = reader.into_dimensions().map_err(|error| fault(format, &error))?;
    Ok((height as usize, width as usize))
}

fn image_format(format: Format) -> ImageFormat {
    match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Gif => ImageFormat::Gif,
        Format::Bmp => ImageFormat::Bmp,
        Format::Tiff => ImageFormat::Tiff,
        Format::WebP => ImageFormat::WebP,
        Format::Pnm => ImageFormat::Pnm,
    }
}

fn fault(format: Format, error: &ImageError) -> DecodeError {
    let name = format.name();
    match error {
        ImageError::IoError(source) if source.kind() == std::io::ErrorKind::UnexpectedEof => {
            DecodeError::Truncated { format: name }
        }
        _ => DecodeError::Broken { format: name, reason: error.to_string() },
    }
}

/// Eight bits a channel; of sixteen the upper eight, as Pillow does of colours.
fn eight_bits(image: DynamicImage) -> (Vec<u8>, usize) {
    let high = |samples: Vec<u16>| samples.into_iter().map(|sample| (sample >> 8) as u8).collect();
    match image {
        DynamicImage::ImageLuma8(pixels) => (pixels.into_raw(), 1),
        DynamicImage::ImageLumaA8(pixels) => (pixels.into_raw(), 2),
        DynamicImage::ImageRgba8(pixels) => (pixels.into_raw(), 4),
        DynamicImage::ImageLuma16(pixels) => (high(pixels.into_raw()), 1),
        DynamicImage::ImageLumaA16(pixels) => (high(pixels.into_raw()), 2),
        DynamicImage::ImageRgb16(pixels) => (high(pixels.into_raw()), 3),
        DynamicImage::ImageRgba16(pixels) => (high(pixels.into_raw()), 4),
        other => (other.into_rgb8().into_raw(), 3),
    }
}
