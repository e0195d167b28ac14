//! What a JPEG's components mean, and how four of them become RGB.

use super::frame::Frame;

/// The meaning of a frame's components.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    /// One component.
    Gray,
    /// Luma and two chroma components.
    YCbCr,
    /// Stored as shown.
    Rgb,
    /// Ink, stored inverted as Adobe does.
    Cmyk,
    /// [`Self::Cmyk`] whose first three are stored as YCbCr.
    Ycck,
}

impl Colour {
    /// libjpeg's rules (`default_decompress_parms` in `jdapimin.c`).
    pub(super) fn of(frame: &Frame, has_jfif: bool, adobe_transform: Option<u8>) -> Self {
        match (frame.components.len(), adobe_transform) {
            (1, _) => Self::Gray,
            (3, Some(0)) if !has_jfif => Self::Rgb,
            (3, None) if !has_jfif && frame.is_named_rgb() => Self::Rgb,
            (3, _) => Self::YCbCr,
            (_, None | Some(0)) => Self::Cmyk,
            _ => Self::Ycck,
        }
    }
}

/// Pillow's conversion (`cmyk2rgb` in `Convert.c`) of inverted CMYK, 4 bytes a pixel, to 3.
pub(super) fn rgb_from_cmyk(pixels: &[u8]) -> Vec<u8> {
    pixels.chunks_exact(4).flat_map(|p| [light(p[0], p[3]), light(p[1], p[3]), light(p[2], p[3])]).collect()
}

/// The same of YCCK: the first three components are JFIF's YCbCr of the inks, not inverted.
pub(super) fn rgb_from_ycck(pixels: &[u8]) -> Vec<u8> {
    pixels
        .chunks_exact(4)
        .flat_map(|p| {
            let (luma, blue, red) = (f32::from(p[0]), f32::from(p[1]) - 128.0, f32::from(p[2]) - 128.0);
            let inks = [luma + 1.402 * red, luma - 0.344_136 * blue - 0.714_136 * red, luma + 1.772 * blue];
            inks.map(|ink| light(255 - ink.round().clamp(0.0, 255.0) as u8, p[3]))
        })
        .collect()
}

/// What is left of white light by an ink and black, both inverted.
fn light(ink: u8, black: u8) -> u8 {
    let absorbed = u32::from(255 - ink) * u32::from(black) + 128;
    let absorbed = ((absorbed >> 8) + absorbed) >> 8;
    black.saturating_sub(absorbed as u8)
}
