//! What the samples of a pixel mean.

use super::not_supported;
use crate::data::DecodeError;
use crate::data::decode::ifd::{Directory, Order};
use crate::data::decode::pixels::Palette;

/// The meaning of samples.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// One sample; of 1, 2, 4 or 8 bits 0 is black, or white if inverted.
    Gray { is_inverted: bool },
    /// Whole numbers of 12, 16 or 32 bits, as Pillow converts them: what is outside of 0 to 255 is clipped.
    WideGray { is_signed: bool },
    /// Numbers of 32 bits with a fraction, clipped likewise.
    FloatGray,
    /// Numbers of colours.
    Indexed(Box<Palette>),
    /// Red, green and blue.
    Rgb,
    /// Four inks.
    Cmyk,
    /// Luma and two chroma samples.
    YCbCr,
}

/// What the first sample after those of the colour is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alpha {
    /// Nothing that counts.
    None,
    /// The colour is multiplied by it.
    Associated,
    /// The colour is not.
    Unassociated,
}

/// Samples that belong to a pixel.
#[derive(Debug, Clone)]
pub(super) struct Pixel {
    pub kind: Kind,
    pub alpha: Alpha,
    /// Of each sample.
    pub bits: usize,
    /// Those of the colour, the alpha and what does not count.
    pub samples: usize,
}

mod tag {
    pub(super) const BITS_PER_SAMPLE: u16 = 258;
    pub(super) const PHOTOMETRIC_INTERPRETATION: u16 = 262;
    pub(super) const SAMPLES_PER_PIXEL: u16 = 277;
    pub(super) const COLOR_MAP: u16 = 320;
    pub(super) const EXTRA_SAMPLES: u16 = 338;
    pub(super) const SAMPLE_FORMAT: u16 = 339;
}

/// Values of `SampleFormat`.
const UNSIGNED: u64 = 1;
const SIGNED: u64 = 2;
const FLOAT: u64 = 3;

impl Pixel {
    /// `has_planes` tells that each sample has a plane of its own, so that those that do not count can be left out.
    pub(super) fn read(directory: &Directory, has_planes: bool) -> Result<Self, DecodeError> {
        let photometric = directory.number(tag::PHOTOMETRIC_INTERPRETATION).unwrap_or(0);
        let mut samples = directory.number(tag::SAMPLES_PER_PIXEL).unwrap_or(1) as usize;
        let mut extra = directory.numbers(tag::EXTRA_SAMPLES).unwrap_or_default();
        if has_planes && extra.iter().all(|extra| *extra == 0) {
            samples = samples.saturating_sub(extra.len());
            extra.clear();
        }
        let format = one_of(directory, tag::SAMPLE_FORMAT, samples).unwrap_or(UNSIGNED);
        let bits = one_of(directory, tag::BITS_PER_SAMPLE, samples).unwrap_or(1) as usize;
        let order = directory.order();
        let what = photometric_name(photometric);
        let unknown = || not_supported(&format!("in {what} with {samples} samples of {bits} bits"));
        let kind = match (photometric, format, bits) {
            (0 | 1, UNSIGNED, 1 | 2 | 4 | 8) => Kind::Gray { is_inverted: photometric == 0 },
            (1, SIGNED, 8) => Kind::Gray { is_inverted: false },
            (1, UNSIGNED, 12) | (0 | 1, UNSIGNED, 16) => Kind::WideGray { is_signed: false },
            (1, SIGNED, 16 | 32) => Kind::WideGray { is_signed: true },
            (1, UNSIGNED, 32) if order == Order::LittleEndian => Kind::WideGray { is_signed: true },
            (0 | 1, FLOAT, 32) => Kind::FloatGray,
            (2, UNSIGNED, 8 | 16) => Kind::Rgb,
            (3, UNSIGNED, 1 | 2 | 4 | 8) => Kind::Indexed(Box::new(read_palette(directory, bits).ok_or_else(unknown)?)),
            (5, UNSIGNED, 8 | 16) => Kind::Cmyk,
            (6, UNSIGNED, 8) if samples == 1 => Kind::Gray { is_inverted: false },
            (6, UNSIGNED, 8) => Kind::YCbCr,
            (4 | 8.., _, _) => return Err(not_supported(&format!("in {what}"))),
            _ => return Err(unknown()),
        };
        let of_colour = match kind {
            Kind::Rgb | Kind::YCbCr => 3,
            Kind::Cmyk => 4,
            _ => 1,
        };
        let rest = extra.get(1..).unwrap_or_default();
        let alpha = match (&kind, bits, extra.first()) {
            // Alpha that is not announced.
            (Kind::Rgb, _, None) if samples == 4 => Alpha::Unassociated,
            (_, _, None)
            | (Kind::Gray { is_inverted: false } | Kind::Indexed(_) | Kind::Cmyk, 8, Some(0))
            | (Kind::Rgb, _, Some(0)) => Alpha::None,
            (Kind::Gray { is_inverted: false } | Kind::Indexed(_), 8, Some(2)) | (Kind::Rgb, _, Some(2 | 999)) => {
                Alpha::Unassociated
            }
            (Kind::Rgb, _, Some(1)) => Alpha::Associated,
            _ => return Err(not_supported(&format!("in {what} with such transparency"))),
        };
        let expected = of_colour + extra.len() + usize::from(extra.is_empty() && alpha != Alpha::None);
        if samples != expected || extra.len() > 3 || rest.iter().any(|extra| *extra != 0) {
            return Err(unknown());
        }
        Ok(Self { kind, alpha, bits, samples })
    }

    /// Samples that count: those of the colour and the alpha, which come first.
    pub(super) fn used_samples(&self) -> usize {
        let colour = match self.kind {
            Kind::Rgb | Kind::YCbCr => 3,
            Kind::Cmyk => 4,
            _ => 1,
        };
        colour + usize::from(self.alpha != Alpha::None)
    }
}

/// A field that has one value, or the same for each sample; `None` too where they differ.
fn one_of(directory: &Directory, tag: u16, samples: usize) -> Option<u64> {
    let values = directory.numbers(tag)?;
    let (first, rest) = values.split_first()?;
    // Different values are none of the kinds that are known: no value is 0.
    Some(if rest.iter().take(samples.saturating_sub(1)).all(|value| value == first) { *first } else { 0 })
}

/// Colours of 16 bits, first all reds; of these the upper 8 bits.
fn read_palette(directory: &Directory, bits: usize) -> Option<Palette> {
    let map = directory.numbers(tag::COLOR_MAP)?;
    let count = 1 << bits;
    if map.len() < 3 * count {
        return None;
    }
    Some(Palette::new((0..count).map(|number| [0, 1, 2].map(|channel| (map[channel * count + number] >> 8) as u8))))
}

fn photometric_name(photometric: u64) -> &'static str {
    match photometric {
        0 | 1 => "gray",
        2 => "RGB",
        3 => "palette colours",
        4 => "a transparency mask",
        5 => "CMYK",
        6 => "YCbCr",
        8 => "CIELAB",
        9 => "ICCLAB",
        10 => "ITULAB",
        32803 => "a camera's raw colours",
        32844 | 32845 => "LogLuv",
        34892 => "linear raw colours",
        _ => "unknown colours",
    }
}
