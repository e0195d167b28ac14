//! Right-hand matrices of products, packed in the order in which the tiles read them.

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

    /// Number of panels.
    pub(super) fn panels(&self) -> usize {
        self.columns.div_ceil(self.width)
    }
}

/// Copies packed data, laid out as in a [`PackedMatrix`] for `simd`, into the row-major `depth` x `columns` matrix
/// `to`.
///
/// # Panics
/// If the lengths of `data` and `to` are not those of the matrix.
pub fn unpack(simd: Simd, data: &[f32], depth: usize, columns: usize, to: &mut [f32]) {
    assert_eq!(
        data.len(),
        PackedMatrix::len_for(simd, depth, columns),
        "the length of a packed {depth}x{columns} matrix"
    );
    assert_eq!(to.len(), depth * columns, "the length of a {depth}x{columns} matrix");
    if depth == 0 {
        return;
    }
    let (_, width) = width_for(simd, columns);
    for (index, panel) in data.chunks_exact(depth * width).enumerate() {
        let first = index * width;
        let count = width.min(columns - first);
        for (row, line) in panel.chunks_exact(width).enumerate() {
            to[row * columns + first..][..count].copy_from_slice(&line[..count]);
        }
    }
}
