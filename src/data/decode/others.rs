//! All formats but JPEG, by the image crate.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};

use super::{DecodeError, Format, MAX_PIXELS, Picture, within_limits};

/// Bytes that a decoder may take for itself: 16 bits in each of 4 channels would be 8 bytes a pixel.
const MAX_DECODER_BYTES: u64 = 8 * MAX_PIXELS;

pub(super) fn decode(bytes: &[u8], format: Format) -> Result<Picture, DecodeError> {
    let broken = |error: ImageError| fault(format, &error);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), image_format(format));
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(DecodeError::Broken { format: format.name(), reason: "it has no pixels".to_owned() });
    }
    within_limits(u64::from(width), u64::from(height), || {
        Ok(over_white(DynamicImage::from_decoder(decoder).map_err(broken)?))
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

/// Eight bits a channel (of sixteen, the upper eight, as Pillow does), transparency over white.
fn over_white(image: DynamicImage) -> Picture {
    let (width, height) = (image.width() as usize, image.height() as usize);
    let high = |value: u16| (value >> 8) as u8;
    let rgb = match image {
        DynamicImage::ImageRgb8(pixels) => pixels.into_raw(),
        DynamicImage::ImageLuma8(pixels) => pixels.into_raw().into_iter().flat_map(|luma| [luma; 3]).collect(),
        DynamicImage::ImageLuma16(pixels) => pixels.into_raw().into_iter().flat_map(|luma| [high(luma); 3]).collect(),
        DynamicImage::ImageRgb16(pixels) => pixels.into_raw().into_iter().map(high).collect(),
        DynamicImage::ImageLumaA8(pixels) => pixels.pixels().flat_map(|p| [blend(p[0], p[1]); 3]).collect(),
        DynamicImage::ImageLumaA16(pixels) => {
            pixels.pixels().flat_map(|p| [blend(high(p[0]), high(p[1])); 3]).collect()
        }
        DynamicImage::ImageRgba8(pixels) => {
            pixels.pixels().flat_map(|p| [blend(p[0], p[3]), blend(p[1], p[3]), blend(p[2], p[3])]).collect()
        }
        DynamicImage::ImageRgba16(pixels) => {
            pixels.pixels().flat_map(|p| [p[0], p[1], p[2]].map(|c| blend(high(c), high(p[3])))).collect()
        }
        float => float.into_rgb8().into_raw(),
    };
    Picture { height, width, rgb }
}

fn blend(channel: u8, alpha: u8) -> u8 {
    let (channel, alpha) = (u32::from(channel), u32::from(alpha));
    ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}
