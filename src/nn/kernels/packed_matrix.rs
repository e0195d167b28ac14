//! Right-hand matrices of products, packed in the order in which the tiles read them.

use std::ops::Range;

use super::aligned_floats::AlignedFloats;
use super::lanes::{Kernel, Lanes, Simd, dispatch};
use super::tile;

/// A matrix of `depth` rows cut into panels of columns, each contiguous: `[panel][row][width]`. The last panel is
/// padded with columns of zeros.
#[derive(Debug, Clone)]
pub struct PackedMatrix {
    /// The instruction set whose tiles read the matrix.
    pub(super) simd: Simd,
    pub(super) depth: usize,
    pub(super) columns: usize,
    pub(super) width: usize,
    pub(super) registers: usize,
    pub(super) data: AlignedFloats,
}

/// Rows of one panel.
#[derive(Debug)]
pub struct PanelBlock<'a> {
    /// The first row.
    pub row: usize,
    /// The first column.
    pub column: usize,
    /// How many columns it has.
    pub columns: usize,
    /// Floats from one row to the next: the columns and the padding after them.
    pub width: usize,
    data: &'a mut [f32],
}

impl<'a> PanelBlock<'a> {
    /// Its rows one after the other, padding included.
    pub fn data(&mut self) -> &mut [f32] {
        self.data
    }

    /// Each row with its elements, without the padding.
    pub fn lines(self) -> impl Iterator<Item = (usize, &'a mut [f32])> {
        let Self { row, columns, width, data, .. } = self;
        data.chunks_exact_mut(width).enumerate().map(move |(i, line)| (row + i, &mut line[..columns]))
    }
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

/// The width of a panel for so many columns, in registers and in floats.
pub(super) fn width_for(simd: Simd, columns: usize) -> (usize, usize) {
    dispatch(simd, Width(columns))
}

impl PackedMatrix {
    /// A `depth` x `columns` matrix of zeros for the products of `simd`.
    ///
    /// # Panics
    /// If the matrix exceeds any memory.
    #[must_use]
    pub fn zeros(simd: Simd, depth: usize, columns: usize) -> Self {
        let (registers, width) = width_for(simd, columns);
        let data = AlignedFloats::zeros(Self::len_for(simd, depth, columns));
        Self { simd, depth, columns, width, registers, data }
    }

    /// A `depth` x `columns` matrix in this memory, if it is enough: its elements have unspecified values, its padding is zero.
    ///
    /// # Panics
    /// If the matrix exceeds any memory.
    #[must_use]
    pub fn reusing(memory: AlignedFloats, simd: Simd, depth: usize, columns: usize) -> Self {
        let (registers, width) = width_for(simd, columns);
        let mut data = memory.reused(Self::len_for(simd, depth, columns));
        if !columns.is_multiple_of(width) {
            data.fill(0.0);
        }
        Self { simd, depth, columns, width, registers, data }
    }

    /// Its memory, which leaves it empty.
    pub fn take_memory(&mut self) -> AlignedFloats {
        (self.depth, self.columns) = (0, 0);
        std::mem::take(&mut self.data)
    }

    /// Floats in a packed matrix of this shape, padding included.
    ///
    /// # Panics
    /// If the matrix exceeds any memory.
    #[must_use]
    pub fn len_for(simd: Simd, depth: usize, columns: usize) -> usize {
        let (_, width) = width_for(simd, columns);
        let padded = columns.checked_next_multiple_of(width);
        padded.and_then(|padded| padded.checked_mul(depth)).expect("a matrix that fits memory")
    }

    /// Sets every element to `value(row, column)`.
    pub fn fill(&mut self, value: impl Fn(usize, usize) -> f32) {
        let (depth, width, columns) = (self.depth, self.width, self.columns);
        if depth == 0 {
            return;
        }
        for (index, panel) in self.data.chunks_exact_mut(depth * width).enumerate() {
            for (row, line) in panel.chunks_exact_mut(width).enumerate() {
                for (i, slot) in line.iter_mut().enumerate() {
                    let column = index * width + i;
                    *slot = if column < columns { value(row, column) } else { 0.0 };
                }
            }
        }
    }

    /// Blocks of at most `rows` rows of a panel, which may be filled from any thread.
    pub fn blocks_mut(&mut self, rows: usize) -> Vec<PanelBlock<'_>> {
        let (depth, width, columns) = (self.depth, self.width, self.columns);
        let panels = self.data.chunks_exact_mut((depth * width).max(1)).enumerate();
        panels
            .flat_map(|(panel, data)| {
                let column = panel * width;
                data.chunks_mut(rows * width).enumerate().map(move |(block, data)| PanelBlock {
                    row: block * rows,
                    column,
                    columns: width.min(columns - column),
                    width,
                    data,
                })
            })
            .collect()
    }

    /// Rows of the panel that begins with `column`, one after the other, padding included.
    #[must_use]
    pub fn panel_rows(&self, rows: Range<usize>, column: usize) -> &[f32] {
        let first = column / self.width * self.depth;
        &self.data[(first + rows.start) * self.width..(first + rows.end) * self.width]
    }

    /// Number of panels.
    pub(super) fn panels(&self) -> usize {
        self.columns.div_ceil(self.width)
    }
}

/// Adds matrices that lie one after the other, each laid out as in a [`PackedMatrix`] for `simd`, in their order, and
/// writes these rows of the sum, row-major, to `to`.
///
/// # Panics
/// If `groups` holds no whole number of `depth` x `columns` matrices, or the rows are not inside them, or `to` has not
/// their length.
pub fn sum_rows(simd: Simd, groups: &[f32], (depth, columns): (usize, usize), rows: Range<usize>, to: &mut [f32]) {
    let len = PackedMatrix::len_for(simd, depth, columns);
    assert!(groups.len().is_multiple_of(len.max(1)), "the length of packed {depth}x{columns} matrices");
    assert!(rows.start <= rows.end && rows.end <= depth, "rows inside a {depth}x{columns} matrix");
    assert_eq!(to.len(), rows.len() * columns, "the length of {} rows of {columns}", rows.len());
    let (_, width) = width_for(simd, columns);
    if len == 0 {
        return;
    }
    to.fill(0.0);
    for group in groups.chunks_exact(len) {
        for (index, panel) in group.chunks_exact(depth * width).enumerate() {
            let first = index * width;
            let count = width.min(columns - first);
            let lines = panel[rows.start * width..rows.end * width].chunks_exact(width);
            for (to, line) in to.chunks_exact_mut(columns).zip(lines) {
                to[first..][..count].iter_mut().zip(line).for_each(|(to, value)| *to += value);
            }
        }
    }
}
