//! JPEG: [`survey()`] judges the stream as libjpeg does and cleans it, zune-jpeg decodes what is left.

mod colour;
mod entropy;
mod frame;
mod huffman;
mod reader;
mod restarts;
mod survey;

use zune_jpeg::{
    JpegDecoder,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

use self::{colour::Colour, survey::survey};
use super::{DecodeError, Picture, within_limits};

const NAME: &str = "JPEG";

/// Decodes a JPEG to RGB.
pub(super) fn decode(bytes: &[u8]) -> Result<Picture, DecodeError> {
    let survey = survey(bytes)?;
    let (height, width) = (survey.frame.height, survey.frame.width);
    within_limits(width as u64, height as u64, || {
        let stored = match survey.colour {
            Colour::Gray | Colour::YCbCr => ColorSpace::RGB,
            Colour::Rgb if survey.frame.is_named_rgb() => ColorSpace::RGB,
            // Of its default, YCbCr, zune-jpeg gives the components as they are; so it does of CMYK.
            Colour::Rgb => ColorSpace::YCbCr,
            Colour::Cmyk | Colour::Ycck => ColorSpace::CMYK,
        };
        let options = DecoderOptions::default()
            .set_strict_mode(false)
            .set_max_width(usize::from(u16::MAX))
            .set_max_height(usize::from(u16::MAX))
            .jpeg_set_max_scans(usize::MAX)
            .jpeg_set_out_colorspace(stored);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(survey.clean.as_slice()), options);
        let pixels = decoder.decode().map_err(|error| broken(error.to_string()))?;
        let rgb = match survey.colour {
            Colour::Cmyk => colour::rgb_from_cmyk(&pixels),
            Colour::Ycck => colour::rgb_from_ycck(&pixels),
            Colour::Gray | Colour::YCbCr | Colour::Rgb => pixels,
        };
        Ok(Picture { height, width, rgb })
    })
}

/// Height and width.
pub(super) fn dimensions(bytes: &[u8]) -> Result<(usize, usize), DecodeError> {
    let frame = survey::header(bytes)?;
    Ok((frame.height, frame.width))
}

fn broken(reason: impl Into<String>) -> DecodeError {
    DecodeError::Broken { format: NAME, reason: reason.into() }
}

fn truncated() -> DecodeError {
    DecodeError::Truncated { format: NAME }
}
