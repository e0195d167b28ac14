//! Weights laid out as the tiles read them.

use super::floats::Floats;
use super::lanes::{Kernel, Lanes, Simd, launch};
use super::tile;

/// A matrix of `depth` rows cut into blocks of columns, each block contiguous: `[block][row][width]`, the columns that
/// do not exist filled with zeros.
#[derive(Debug, Clone, Default)]
pub struct Panels {
    pub(super) depth: usize,
    pub(super) columns: usize,
    pub(super) width: usize,
    pub(super) registers: usize,
    pub(super) data: Floats,
}

struct Width(usize);
impl Kernel for Width {
    type Output = (usize, usize);
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) -> (usize, usize) {
        let registers = tile::registers_wide::<L>(self.0);
        (registers, registers * L::N)
    }
}

/// For so many columns: registers a tile is wide, and floats.
pub(super) fn width_for(simd: Simd, columns: usize) -> (usize, usize) {
    launch(simd, Width(columns))
}

impl Panels {
    /// Panels of zeros for a `depth` x `columns` matrix.
    #[must_use]
    pub fn zeros(simd: Simd, depth: usize, columns: usize) -> Self {
        let (registers, width) = width_for(simd, columns);
        Self { depth, columns, width, registers, data: Floats::zeros(columns.div_ceil(width) * depth * width) }
    }

    /// Floats that panels of this shape hold, padding included.
    #[must_use]
    pub fn len_for(simd: Simd, depth: usize, columns: usize) -> usize {
        let (_, width) = width_for(simd, columns);
        columns.div_ceil(width) * depth * width
    }

    /// Fills the panels: `value(row, column)`.
    pub fn fill(&mut self, value: impl Fn(usize, usize) -> f32) {
        let (depth, width, columns) = (self.depth, self.width, self.columns);
        for (block, panel) in self.data.chunks_exact_mut(depth * width).enumerate() {
            for (row, line) in panel.chunks_exact_mut(width).enumerate() {
                for (i, slot) in line.iter_mut().enumerate() {
                    let column = block * width + i;
                    *slot = if column < columns { value(row, column) } else { 0.0 };
                }
            }
        }
    }

    /// Number of column blocks.
    pub(super) fn blocks(&self) -> usize {
        self.columns.div_ceil(self.width)
    }
}

/// Copies panel data (of the layout that `Panels::zeros` makes) into a row-major `depth` x `columns` matrix.
pub fn unpack(simd: Simd, data: &[f32], depth: usize, columns: usize, to: &mut [f32]) {
    let (_, width) = width_for(simd, columns);
    for (block, panel) in data.chunks_exact(depth * width).enumerate() {
        let first = block * width;
        let count = width.min(columns - first);
        for (row, line) in panel.chunks_exact(width).enumerate() {
            to[row * columns + first..][..count].copy_from_slice(&line[..count]);
        }
    }
}
