//! The inverted bottleneck of `MobileNetV2` (Sandler et al., 2018): a 1x1 convolution to many channels, a depthwise convolution,
//! and a 1x1 convolution to few. A few rows go through all three before the next, so that the many channels stay in the
//! second-level cache.

use std::ops::Range;

use super::products::{FoldedConvolution, FoldedDepthwise, in_bands};
use crate::nn::context::with_scratch;
use crate::nn::kernels::Simd;

/// Floats of the many channels that are in use at once.
const FLOATS_AT_ONCE: usize = 128 * 1024;

/// Up to so many floats all rows of many channels are kept, so that none has to be moved.
const FLOATS_OF_ALL_ROWS: usize = 160 * 1024;

/// Fewest rows of a band whose first rows may be computed twice.
const LOWEST_BAND: usize = 28;

/// The convolutions, of which the first one may be missing.
#[derive(Debug)]
pub struct Bottleneck {
    pub expand: Option<Box<FoldedConvolution>>,
    pub depthwise: Box<FoldedDepthwise>,
    pub project: Box<FoldedConvolution>,
}

impl Bottleneck {
    /// The result for the picture `x`, plus `onto`, in `bands` bands of rows. Low bands are those of one convolution after the
    /// other, since rows that two of them read would be computed twice.
    pub fn run(&self, simd: Simd, x: &[f32], onto: Option<&[f32]>, bands: usize, y: &mut [f32]) {
        let shape = &self.depthwise.depthwise;
        let (height, _) = shape.output();
        if bands == 1 || height >= bands * LOWEST_BAND {
            let row = y.len() / height;
            return in_bands(y, height, row, (bands, 1), |rows, y| {
                self.run_by_rows(simd, x, onto.map(|onto| &onto[rows.start * row..rows.end * row]), rows, y);
            });
        }
        with_scratch(shape.output_len(), |filtered| {
            match &self.expand {
                None => self.depthwise.run(simd, x, bands, filtered),
                Some(expand) => with_scratch(shape.input_len(), |expanded| {
                    expand.run(x, None, bands, expanded);
                    self.depthwise.run(simd, expanded, bands, filtered);
                }),
            }
            self.project.run(filtered, onto, bands, y);
        });
    }

    /// The rows `rows` of the result, plus `onto`.
    fn run_by_rows(&self, simd: Simd, x: &[f32], onto: Option<&[f32]>, rows: Range<usize>, y: &mut [f32]) {
        let shape = &self.depthwise.depthwise;
        let (height, _) = shape.output();
        let (expanded_row, filtered_row) = (shape.input_len() / shape.input_height(), shape.output_len() / height);
        let (x_row, y_row) = (x.len() / shape.input_height(), y.len() / rows.len());
        let each = (FLOATS_AT_ONCE * height / (shape.input_len() + shape.output_len())).clamp(1, rows.len());
        let expanded_rows = match &self.expand {
            None => 0,
            Some(_) if shape.input_len() <= FLOATS_OF_ALL_ROWS => shape.input_height(),
            Some(_) => shape.most_input_rows(each),
        };
        with_scratch(expanded_rows * expanded_row, |expanded| {
            let mut expanded = Rows { memory: expanded, len: expanded_row, first: 0, held: 0..0 };
            with_scratch(each * filtered_row, |filtered| {
                for (number, y) in y.chunks_mut(each * y_row).enumerate() {
                    let start = rows.start + number * each;
                    let part = start..start + y.len() / y_row;
                    let read = shape.input_rows(part.clone());
                    let pixels = |rows: Range<usize>| &x[rows.start * x_row..rows.end * x_row];
                    let read = match &self.expand {
                        None => pixels(read),
                        Some(expand) => expanded.advance(read, |rows, y| expand.pixels(pixels(rows), None, y)),
                    };
                    let filtered = &mut filtered[..part.len() * filtered_row];
                    self.depthwise.rows(simd, read, part, filtered);
                    let onto = onto.map(|onto| &onto[number * each * y_row..][..y.len()]);
                    self.project.pixels(filtered, onto, y);
                }
            });
        });
    }
}

/// Consecutive rows of a picture that is computed from above to below.
struct Rows<'a> {
    memory: &'a mut [f32],
    /// Floats of a row.
    len: usize,
    /// The row at the beginning of the memory.
    first: usize,
    /// The rows in memory.
    held: Range<usize>,
}

impl Rows<'_> {
    /// The rows `rows`, none of which lies above those of the last call: `compute` makes those that are not yet there.
    fn advance(&mut self, rows: Range<usize>, compute: impl FnOnce(Range<usize>, &mut [f32])) -> &[f32] {
        let kept = rows.start..self.held.end.max(rows.start);
        if (rows.end - self.first) * self.len > self.memory.len() {
            if !kept.is_empty() {
                let from = (rows.start - self.first) * self.len;
                self.memory.copy_within(from..from + kept.len() * self.len, 0);
            }
            self.first = rows.start;
        }
        let at = |row: usize| (row - self.first) * self.len;
        compute(kept.end..rows.end, &mut self.memory[at(kept.end)..at(rows.end)]);
        self.held = rows;
        &self.memory[at(self.held.start)..at(self.held.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_were_computed_are_kept_and_only_the_others_are_asked_for() {
        for memory_rows in [4, 5, 7, 12] {
            let mut memory = vec![0.0; memory_rows * 2];
            let mut rows = Rows { memory: &mut memory, len: 2, first: 0, held: 0..0 };
            let mut asked = Vec::new();
            for range in [0..3, 1..5, 2..6, 6..7, 9..12] {
                let values = rows.advance(range.clone(), |new, values| {
                    for (row, values) in new.clone().zip(values.chunks_exact_mut(2)) {
                        values.fill(row as f32);
                    }
                    asked.push(new);
                });
                let expected: Vec<f32> = range.flat_map(|row| [row as f32; 2]).collect();
                assert_eq!(values, expected);
            }
            assert_eq!(asked, [0..3, 3..5, 5..6, 6..7, 9..12]);
        }
    }
}
