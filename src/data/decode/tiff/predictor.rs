//! Samples that are stored as differences from those to their left.

use super::kind::Pixel;
use super::layout::Shape;
use super::not_supported;
use crate::data::DecodeError;
use crate::data::decode::ifd::{Directory, Order};

const PREDICTOR: u16 = 317;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Predictor {
    None,
    /// Whole numbers.
    Difference,
    /// Bytes of floats, of which all highest ones of a row come first.
    FloatDifference,
}

impl Predictor {
    pub(super) fn read(directory: &Directory, pixel: &Pixel) -> Result<Self, DecodeError> {
        match (directory.number(PREDICTOR).unwrap_or(1), pixel.bits) {
            (1, _) => Ok(Self::None),
            (2, 8 | 16 | 32) => Ok(Self::Difference),
            (3, 32) => Ok(Self::FloatDifference),
            _ => Err(not_supported("with such a predictor")),
        }
    }

    /// Makes samples of differences.
    pub(super) fn undo(self, bytes: &mut [u8], shape: Shape, order: Order) {
        for row in bytes.chunks_exact_mut(shape.row_bytes().max(1)) {
            match self {
                Self::None => {}
                Self::Difference => add_up(row, shape.samples, shape.bits / 8, order),
                Self::FloatDifference => {
                    add_up(row, shape.samples, 1, order);
                    join_floats(row, order);
                }
            }
        }
    }
}

/// Adds to each number the one that lies `samples` numbers before it.
fn add_up(row: &mut [u8], samples: usize, width: usize, order: Order) {
    for at in (samples * width..row.len()).step_by(width) {
        let before = order.number(&row[at - samples * width..][..width]);
        let sum = order.number(&row[at..][..width]).wrapping_add(before);
        order.put(sum, &mut row[at..at + width]);
    }
}

/// Puts the four bytes of each float together.
fn join_floats(row: &mut [u8], order: Order) {
    let count = row.len() / 4;
    let planes = row.to_vec();
    for (index, float) in row.chunks_exact_mut(4).enumerate() {
        let bits = (0..4).fold(0, |bits, byte| bits << 8 | u64::from(planes[byte * count + index]));
        order.put(bits, float);
    }
}
