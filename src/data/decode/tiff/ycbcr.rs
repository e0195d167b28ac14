//! Chroma samples that belong to several pixels, as libtiff expands them: without smoothing.

use super::compression::Compression;
use super::layout::Shape;
use super::not_supported;
use crate::data::DecodeError;
use crate::data::decode::ifd::Directory;
use crate::memory::{OutOfMemory, with_capacity};

mod tag {
    pub(super) const COEFFICIENTS: u16 = 529;
    pub(super) const SUBSAMPLING: u16 = 530;
    pub(super) const REFERENCE_BLACK_WHITE: u16 = 532;
}

/// What red, green and blue count for luma.
const COEFFICIENTS: [f64; 3] = [0.299, 0.587, 0.114];
/// The lowest and the highest value of each sample.
const FULL_RANGE: [f64; 6] = [0.0, 255.0, 128.0, 255.0, 128.0, 255.0];

/// Pixels that share chroma samples, across and down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chroma {
    across: usize,
    down: usize,
}

impl Chroma {
    /// `None` where each pixel has its own.
    pub(super) fn read(
        directory: &Directory,
        compression: &Compression,
        has_planes: bool,
    ) -> Result<Option<Self>, DecodeError> {
        let differs =
            |tag, usual: &[f64]| directory.fractions(tag).is_some_and(|fractions| !are_near(&fractions, usual));
        let is_unusual = differs(tag::COEFFICIENTS, &COEFFICIENTS) || differs(tag::REFERENCE_BLACK_WHITE, &FULL_RANGE);
        let subsampling = directory.numbers(tag::SUBSAMPLING);
        match (subsampling.as_deref(), compression) {
            _ if is_unusual => Err(not_supported("in YCbCr of another range")),
            (Some([1, 1]), _) | (None, Compression::None) => Ok(None),
            _ if has_planes || matches!(compression, Compression::None) => {
                Err(not_supported("in YCbCr with fewer chroma samples than pixels"))
            }
            (None, _) => Ok(Some(Self { across: 2, down: 2 })),
            (Some([across @ (1 | 2 | 4), down @ (1 | 2 | 4)]), _) => {
                Ok(Some(Self { across: *across as usize, down: *down as usize }))
            }
            _ => Err(not_supported("in YCbCr with such chroma samples")),
        }
    }

    /// Units of `across` x `down` luma samples and two chroma samples, as a row of bytes.
    pub(super) fn stored_shape(self, shape: Shape) -> Shape {
        let units = shape.width.div_ceil(self.across);
        let width = units * (self.across * self.down + 2);
        Shape { width, height: shape.height.div_ceil(self.down), samples: 1, bits: 8 }
    }

    /// Three samples a pixel; `None` if there are too few.
    pub(super) fn expanded(self, stored: &[u8], shape: Shape) -> Result<Option<Vec<u8>>, OutOfMemory> {
        let row_bytes = self.stored_shape(shape).row_bytes();
        let unit_bytes = self.across * self.down + 2;
        let mut samples = with_capacity(shape.bytes())?;
        for row in 0..shape.height {
            let units = stored.get(row / self.down * row_bytes..).and_then(|rest| rest.get(..row_bytes));
            let Some(units) = units else { return Ok(None) };
            for column in 0..shape.width {
                let unit = &units[column / self.across * unit_bytes..][..unit_bytes];
                let luma = row % self.down * self.across + column % self.across;
                samples.extend_from_slice(&[unit[luma], unit[unit_bytes - 2], unit[unit_bytes - 1]]);
            }
        }
        Ok(Some(samples))
    }
}

fn are_near(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-3)
}
