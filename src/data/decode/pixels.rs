//! From samples as they are stored to RGB, as Pillow converts them.
//!
//! Where the system has no memory left, these functions unwind, and [`decode`](super::decode()) returns the error.

use crate::memory::{collected, or_unwind};

/// RGB of samples with 1 to 4 channels: gray or colour, without or with transparency, which lies over white.
pub(super) fn over_white(samples: Vec<u8>, channels: usize) -> Vec<u8> {
    match channels {
        1 => gathered(samples.len(), samples.iter().map(|gray| [*gray; 3])),
        2 => gathered(samples.len() / 2, samples.chunks_exact(2).map(|p| [blend(p[0], p[1]); 3])),
        4 => gathered(
            samples.len() / 4,
            samples.chunks_exact(4).map(|p| [p[0], p[1], p[2]].map(|channel| blend(channel, p[3]))),
        ),
        _ => samples,
    }
}

/// The bytes of `count` pixels, one after another.
pub(super) fn gathered(count: usize, pixels: impl Iterator<Item = [u8; 3]>) -> Vec<u8> {
    or_unwind(collected(count, pixels)).into_flattened()
}

/// A channel over white.
pub(super) fn blend(channel: u8, alpha: u8) -> u8 {
    let (channel, alpha) = (u32::from(channel), u32::from(alpha));
    ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// Gray of sixteen bits as Pillow converts it: values above 255 are white (`I;16` in `Convert.c`).
pub(super) fn clipped(gray: u16) -> u8 {
    gray.min(255) as u8
}

/// RGB of inverted CMYK, as Adobe stores it, 4 bytes a pixel (`cmyk2rgb` in `Convert.c`).
pub(super) fn rgb_from_inverted_cmyk(pixels: &[u8]) -> Vec<u8> {
    gathered(
        pixels.len() / 4,
        pixels.chunks_exact(4).map(|p| [light(p[0], p[3]), light(p[1], p[3]), light(p[2], p[3])]),
    )
}

/// What is left of white light by an ink and black, both inverted.
fn light(ink: u8, black: u8) -> u8 {
    let absorbed = u32::from(255 - ink) * u32::from(black) + 128;
    let absorbed = ((absorbed >> 8) + absorbed) >> 8;
    black.saturating_sub(absorbed as u8)
}

/// RGB of JFIF's YCbCr.
pub(super) fn rgb_from_ycbcr([luma, blue, red]: [u8; 3]) -> [u8; 3] {
    let (luma, blue, red) = (f32::from(luma), f32::from(blue) - 128.0, f32::from(red) - 128.0);
    let channels = [luma + 1.402 * red, luma - 0.344_14 * blue - 0.714_14 * red, luma + 1.772 * blue];
    channels.map(|channel| channel.round() as u8)
}

/// 256 colours by number.
#[derive(Debug, Clone)]
pub(super) struct Palette([[u8; 3]; 256]);

impl Default for Palette {
    /// Shades of gray.
    fn default() -> Self {
        Self(std::array::from_fn(|gray| [gray as u8; 3]))
    }
}

impl Palette {
    /// Colours that are missing are black; no more than 256 are taken.
    pub(super) fn new(colours: impl Iterator<Item = [u8; 3]>) -> Self {
        let mut palette = Self([[0; 3]; 256]);
        palette.0.iter_mut().zip(colours).for_each(|(entry, colour)| *entry = colour);
        palette
    }

    pub(super) fn set(&mut self, number: u8, colour: [u8; 3]) {
        self.0[usize::from(number)] = colour;
    }

    pub(super) fn get(&self, number: u8) -> [u8; 3] {
        self.0[usize::from(number)]
    }

    /// RGB of `count` numbers.
    pub(super) fn rgb(&self, count: usize, numbers: impl Iterator<Item = u8>) -> Vec<u8> {
        gathered(count, numbers.map(|number| self.get(number)))
    }
}
