//! The matrix product of the dense layer's three passes.

use super::aligned_floats::LINE;
use super::lanes::{Kernel, Lanes, Simd, dispatch, fetch};
use super::packed_matrix::{PackedMatrix, width_for};
use super::span;
use super::tile::{self, Walk, with_tile_shape};

/// The right-hand matrix of a [`product`]: `depth` x `columns`.
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    simd: Simd,
    data: &'a [f32],
    depth: usize,
    count: usize,
    registers: usize,
    width: usize,
    /// Floats from one panel of columns to the next.
    block: usize,
    /// Floats from one row to the next.
    step: usize,
}

impl<'a> From<&'a PackedMatrix> for Columns<'a> {
    fn from(matrix: &'a PackedMatrix) -> Self {
        let &PackedMatrix { simd, depth, columns, width, registers, .. } = matrix;
        Self { simd, data: &matrix.data, depth, count: columns, registers, width, block: depth * width, step: width }
    }
}

impl<'a> Columns<'a> {
    /// A row-major matrix of whole rows without packing, if its columns fill whole tiles of `simd`.
    #[must_use]
    pub fn of_rows(simd: Simd, data: &'a [f32], columns: usize) -> Option<Self> {
        let (registers, width) = width_for(simd, columns);
        let depth = data.len().checked_div(columns)?;
        (columns.is_multiple_of(width) && data.len().is_multiple_of(columns)).then_some(Self {
            simd,
            data,
            depth,
            count: columns,
            registers,
            width,
            block: width,
            step: columns,
        })
    }

    fn panels(&self) -> usize {
        self.count.div_ceil(self.width)
    }
}

/// Where the sums of a [`product`] begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At zero: what was there is overwritten.
    Zero,
    /// At what is there already.
    Previous,
}

/// `c[i][j] = sum over k of a[i][k] * b[k][j]`, or `+=` as `start` says, where `a[i][k]` is `a[i * row + k * step]` and
/// row `i` of `c` begins at `c[i * pitch]`. Meanwhile `soon`, which may be empty, is fetched from memory into the cache:
/// what the caller reads next.
///
/// The instruction set is that of `b`.
///
/// # Panics
/// If a slice is too short.
pub fn product(
    a: &[f32],
    (rows, row, step): (usize, usize, usize),
    b: Columns<'_>,
    c: &mut [f32],
    pitch: usize,
    start: Start,
    soon: &[f32],
) {
    if rows == 0 || b.count == 0 {
        return;
    }
    if b.depth == 0 {
        if start == Start::Zero {
            c.chunks_mut(pitch).take(rows).for_each(|row| row[..b.count].fill(0.0));
        }
        return;
    }
    assert!(a.len() >= span(rows, row, span(b.depth, step, 1)), "the left-hand matrix");
    assert!(b.data.len() >= span(b.panels(), b.block, span(b.depth, b.step, b.width)), "the right-hand matrix");
    assert!(pitch >= b.count && c.len() >= span(rows, pitch, b.count), "room for the product");
    dispatch(b.simd, Product { a, rows, row, step, b, c, pitch, start, soon });
}

struct Product<'a> {
    a: &'a [f32],
    rows: usize,
    row: usize,
    step: usize,
    b: Columns<'a>,
    c: &'a mut [f32],
    pitch: usize,
    start: Start,
    soon: &'a [f32],
}

impl Kernel for Product<'_> {
    type Output = ();
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) {
        with_tile_shape!(L, self.b.registers, |R, V| {
            const FEWER: usize = R - 1;
            assert_eq!(self.b.width, V * L::N, "the panels' width for this instruction set");
            // SAFETY: `product` checked the lengths; the caller guarantees that the processor supports `L`.
            unsafe {
                // Lower tiles where no more of them are needed: a tile's rows beyond the last one are computed in vain.
                if self.rows == 1 {
                    self.tiles::<L, 1, V>();
                } else if self.rows.div_ceil(FEWER) == self.rows.div_ceil(R) {
                    self.tiles::<L, FEWER, V>();
                } else {
                    self.tiles::<L, R, V>();
                }
            }
        });
    }
}

impl Product<'_> {
    #[inline(always)]
    unsafe fn tiles<L: Lanes, const R: usize, const V: usize>(self) {
        let width = V * L::N;
        let tiles = self.rows.div_ceil(R);
        let walk = Walk::of_steps(self.b.depth, self.step, self.b.step);
        let mut soon = self.soon.chunks(self.soon.len().div_ceil(self.b.panels() * tiles).max(1));
        for block in 0..self.b.panels() {
            let panel = self.b.data[block * self.b.block..].as_ptr();
            let columns = (self.b.count - block * width).min(width);
            for tile in 0..tiles {
                soon.next().unwrap_or_default().iter().step_by(LINE).for_each(|value| fetch(value));
                let i = tile * R;
                let count = R.min(self.rows - i);
                // SAFETY: rows lie inside `a`, the panel inside `b`, the tile inside `c`.
                unsafe {
                    let rows = std::array::from_fn(|r| self.a.as_ptr().add((i + r.min(count - 1)) * self.row));
                    let to = self.c.as_mut_ptr().add(i * self.pitch + block * width);
                    let start = match self.start {
                        Start::Zero => [[L::zero(); V]; R],
                        Start::Previous => tile::read_columns::<L, R, V, false>(to, self.pitch, count, columns),
                    };
                    let acc = tile::accumulate(start, &rows, panel, walk);
                    tile::write(acc, to, self.pitch, count, columns);
                }
            }
        }
    }
}
