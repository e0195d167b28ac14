//! TIFF: the first page. Which kinds there are, and what they mean, is Pillow's list (`TiffImagePlugin.OPEN_INFO`);
//! what is compressed is read as libtiff does.

mod compression;
mod kind;
mod layout;
mod predictor;
mod samples;
mod ycbcr;

use self::layout::Layout;
use super::{DecodeError, Format, Picture, within_limits};

/// Decodes a TIFF to RGB.
pub(super) fn decode(bytes: &[u8]) -> Result<Picture, DecodeError> {
    let layout = Layout::read(bytes)?;
    let (width, height) = (layout.width, layout.height);
    within_limits(width as u64, height as u64, || {
        Ok(Picture { height, width, rgb: samples::rgb(&layout, &layout.samples(bytes)?)? })
    })
}

/// Height and width.
pub(super) fn dimensions(bytes: &[u8]) -> Result<(usize, usize), DecodeError> {
    Layout::read(bytes).map(|layout| (layout.height, layout.width))
}

fn not_supported(kind: &str) -> DecodeError {
    DecodeError::NotSupported { what: format!("TIFF {kind}") }
}

fn broken(reason: &str) -> DecodeError {
    DecodeError::Broken { format: Format::Tiff.name(), reason: reason.to_owned() }
}

fn truncated() -> DecodeError {
    DecodeError::Truncated { format: Format::Tiff.name() }
}
