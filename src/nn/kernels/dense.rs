//! Products of the dense layer, cut so that each weight comes from memory once.

use super::lanes::{Kernel, Lanes, Simd, launch};
use super::panels::Panels;
use super::tile::{self, Walk, with_tile_shape};

/// `c[i][j] += sum over k of a[i][k] * b[k][j]`, `b` as panels. Any strides in `a`: element (i, k) lies at
/// `a[i * row + k * step]`; row `i` of `c` at `c[i * pitch]`.
///
/// # Panics
/// If a slice is too short.
pub fn product(
    simd: Simd,
    a: &[f32],
    (rows, row, step): (usize, usize, usize),
    b: &Panels,
    c: &mut [f32],
    pitch: usize,
) {
    if rows == 0 || b.depth == 0 || b.columns == 0 {
        return;
    }
    assert!(a.len() > (rows - 1) * row + (b.depth - 1) * step);
    assert!(c.len() >= (rows - 1) * pitch + b.columns && pitch >= b.columns);
    launch(simd, Product { a, rows, row, step, b, c, pitch });
}

struct Product<'a> {
    a: &'a [f32],
    rows: usize,
    row: usize,
    step: usize,
    b: &'a Panels,
    c: &'a mut [f32],
    pitch: usize,
}

impl Kernel for Product<'_> {
    type Output = ();
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) {
        // SAFETY: `product` checked the lengths; the processor is the caller's word.
        with_tile_shape!(L, self.b.registers, |R, V| unsafe { self.tiles::<L, R, V>() });
    }
}

impl Product<'_> {
    #[inline(always)]
    unsafe fn tiles<L: Lanes, const R: usize, const V: usize>(self) {
        let width = V * L::N;
        let walk =
            Walk { runs: 1, steps: self.b.depth, row_run: 0, row_step: self.step, panel_run: 0, panel_step: width };
        let mut line = [0.0f32; 64 * 12];
        for block in 0..self.b.blocks() {
            let panel = self.b.data[block * self.b.depth * width..].as_ptr();
            let columns = (self.b.columns - block * width).min(width);
            let mut i = 0;
            while i < self.rows {
                let count = R.min(self.rows - i);
                // SAFETY: rows lie inside `a`, the panel inside `b`, the tile inside `c`; a narrow last block goes
                // through `line`, which holds any tile.
                unsafe {
                    let rows = std::array::from_fn(|r| self.a.as_ptr().add((i + r.min(count - 1)) * self.row));
                    let to = self.c.as_mut_ptr().add(i * self.pitch + block * width);
                    let start = if columns == width {
                        tile::read::<L, R, V>(to, self.pitch, count)
                    } else {
                        for r in 0..count {
                            let from = to.add(r * self.pitch);
                            std::ptr::copy_nonoverlapping(from, line.as_mut_ptr().add(r * width), columns);
                        }
                        tile::read::<L, R, V>(line.as_ptr(), width, count)
                    };
                    let acc = tile::accumulate(start, &rows, panel, walk);
                    tile::write(acc, to, self.pitch, count, columns);
                }
                i += count;
            }
        }
    }
}
