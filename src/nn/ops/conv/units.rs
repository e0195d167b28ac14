//! The pieces of work that a batch is divided into.

use std::ops::Range;

use super::{Convolution, bands_for};

/// Bands of rows of single pictures or, where pictures are small, several whole pictures at once. They follow from the shape and
/// the batch alone, so that the order of every sum does not depend on the number of threads.
pub struct Units {
    count: usize,
    together: usize,
    bands: Vec<Range<usize>>,
}

/// A piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its pictures in the batch.
    pub pictures: Range<usize>,
    /// Its rows of the output of each of them: all where there are several.
    pub rows: Range<usize>,
}

impl Units {
    /// Those of `count` pictures, whose bands but the last are multiples of `multiple` rows high.
    pub fn new(conv: &Convolution, count: usize, multiple: usize) -> Self {
        let together = conv.pictures_at_once(count);
        let bands = if together > 1 { 1 } else { bands_for(count, conv.geometry.output().0) };
        Self { count, together, bands: conv.bands(bands, multiple) }
    }

    /// The same without dividing a picture.
    pub fn of_whole_pictures(conv: &Convolution, count: usize) -> Self {
        Self { count, together: conv.pictures_at_once(count), bands: conv.bands(1, 1) }
    }

    /// The most pictures of a unit.
    pub fn together(&self) -> usize {
        self.together
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count.div_ceil(self.together) * self.bands.len()
    }

    /// The one of this number.
    pub fn get(&self, unit: usize) -> Unit {
        let first = unit / self.bands.len() * self.together;
        Unit {
            pictures: first..self.count.min(first + self.together),
            rows: self.bands[unit % self.bands.len()].clone(),
        }
    }

    /// All, in their order.
    pub fn iter(&self) -> impl Iterator<Item = Unit> {
        (0..self.len()).map(|unit| self.get(unit))
    }
}

impl Unit {
    /// Rows of the output of all its pictures.
    pub fn row_count(&self) -> usize {
        self.pictures.len() * self.rows.len()
    }
}
