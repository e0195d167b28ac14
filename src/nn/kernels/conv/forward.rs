//! The forward pass.

use std::ops::Range;

use super::super::lanes::{Clamp, Kernel, Lanes, dispatch};
use super::super::packed_matrix::PackedMatrix;
use super::super::tile::{self, Walk, with_tile_shape};
use super::Geometry;

/// `y = clamp(conv(x) + bias) + onto` for the output rows `rows`.
///
/// `x` has one or more whole pictures (`height * width * channels` each), whose output rows are counted one after the other:
/// the weights are read once for all of them. `weights` have `depth` rows and `filters` columns, `y` gets
/// `rows.len() * output width * filters` floats, and `onto`, if there is something to add to, has as many. The
/// instruction set is that of the weights.
///
/// # Panics
/// If rows, weights or a slice do not fit the geometry.
pub fn forward(
    geometry: &Geometry,
    x: &[f32],
    weights: &PackedMatrix,
    bias: Option<&[f32]>,
    clamp: Clamp,
    onto: Option<&[f32]>,
    rows: Range<usize>,
    y: &mut [f32],
) {
    let (out_height, out_width) = geometry.output();
    let pictures = x.len() / geometry.input_len();
    assert!(rows.start <= rows.end && rows.end <= pictures * out_height, "rows {rows:?} of {pictures} x {out_height}");
    assert!(y.len() >= rows.len() * out_width * geometry.filters, "room for the rows of the output");
    assert_eq!((weights.depth, weights.columns), (geometry.depth(), geometry.filters), "the weights' shape");
    assert!(bias.is_none_or(|bias| bias.len() == geometry.filters), "a bias for each filter");
    assert!(onto.is_none_or(|onto| onto.len() >= rows.len() * out_width * geometry.filters), "rows to add to");
    dispatch(weights.simd, Forward { geometry, x, weights, bias, clamp, onto, rows, y });
}

/// How many products of registers take as long as what is done once for a tile.
const TILE_OVERHEAD: usize = 64;

struct Forward<'a> {
    geometry: &'a Geometry,
    x: &'a [f32],
    weights: &'a PackedMatrix,
    bias: Option<&'a [f32]>,
    clamp: Clamp,
    onto: Option<&'a [f32]>,
    rows: Range<usize>,
    y: &'a mut [f32],
}

impl Kernel for Forward<'_> {
    type Output = ();
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) {
        with_tile_shape!(L, self.weights.registers, |R, V| {
            // Another height, with which fewer pixels may be computed in vain: those of the last tile beyond the last pixel. Two
            // times 7 rows leave none of the pixels of 14 columns over.
            const OTHER: usize = if R == 12 && V == 1 { 14 } else { R - 1 };
            assert_eq!(self.weights.width, V * L::N, "the panels' width for this instruction set");
            let pixels = self.rows.len() * self.geometry.output().1;
            let products = |height: usize| pixels.div_ceil(height) * (height * V * self.weights.depth + TILE_OVERHEAD);
            // SAFETY: `forward` checked the lengths; the caller guarantees that the processor supports `L`.
            unsafe {
                if products(OTHER) < products(R) {
                    self.tiles::<L, OTHER, V>();
                } else {
                    self.tiles::<L, R, V>();
                }
            }
        });
    }
}

impl Forward<'_> {
    #[inline(always)]
    unsafe fn tiles<L: Lanes, const R: usize, const V: usize>(mut self) {
        let g = self.geometry;
        let walk = Walk {
            pictures: 1,
            row_picture: 0,
            panel_picture: 0,
            runs: g.kernel.0,
            steps: g.kernel.1 * g.channels,
            row_run: g.row_pitch(),
            row_step: 1,
            panel_run: g.kernel.1 * g.channels * V * L::N,
            panel_step: V * L::N,
        };
        for block in 0..self.weights.panels() {
            let columns = (g.filters - block * V * L::N).min(V * L::N);
            // SAFETY: the caller guarantees the lengths and the instructions.
            unsafe {
                if columns <= V * L::N - L::N / 2 {
                    self.panel::<L, R, V, true>(block, columns, walk);
                } else {
                    self.panel::<L, R, V, false>(block, columns, walk);
                }
            }
        }
    }

    /// The filters of a panel; with `HALF`, its last register has columns in its lower half alone.
    #[inline(always)]
    unsafe fn panel<L: Lanes, const R: usize, const V: usize, const HALF: bool>(
        &mut self,
        block: usize,
        columns: usize,
        walk: Walk,
    ) {
        // Copies of what the loop reads: it need not look whether writing the result has changed them.
        let Self { geometry: &g, x, clamp, onto, .. } = *self;
        let y = self.y.as_mut_ptr();
        let width = V * L::N;
        let (out_height, out_width) = g.output();
        let pixels = self.rows.len() * out_width;
        let panel = self.weights.data[block * g.depth() * width..].as_ptr();
        let mut line = [0.0f32; 64];
        if let Some(bias) = self.bias {
            line[..columns].copy_from_slice(&bias[block * width..][..columns]);
        }
        let mut place = Place { picture: self.rows.start / out_height, row: self.rows.start % out_height, column: 0 };
        let mut pixel = 0;
        while pixel < pixels {
            let count = R.min(pixels - pixel);
            let windows = if count == R && place.column + R <= out_width {
                let first = place.start(&g);
                place.advance(&g, R);
                // SAFETY: windows of output pixels in one row.
                std::array::from_fn(|r| unsafe { x.as_ptr().add(first + r * g.strides.1 * g.channels) })
            } else {
                let mut last = 0;
                std::array::from_fn(|r| {
                    if r < count {
                        last = place.start(&g);
                        place.advance(&g, 1);
                    }
                    // SAFETY: a window of an output pixel.
                    unsafe { x.as_ptr().add(last) }
                })
            };
            // SAFETY: windows lie inside `x`, the panel inside `weights`, the pixels read and written inside `onto` and `y`.
            unsafe {
                let start = tile::read::<L, R, V>(line.as_ptr(), 0, R);
                let mut acc = tile::accumulate_columns::<L, R, V, HALF>(start, &windows, panel, walk);
                for value in acc.as_flattened_mut() {
                    *value = clamp.apply(*value);
                }
                let at = pixel * g.filters + block * width;
                if let Some(onto) = onto {
                    let onto = tile::read_columns::<L, R, V, HALF>(onto.as_ptr().add(at), g.filters, count, columns);
                    for (value, onto) in acc.as_flattened_mut().iter_mut().zip(onto.as_flattened()) {
                        *value = value.add(*onto);
                    }
                }
                tile::write_columns::<L, R, V, HALF>(acc, y.add(at), g.filters, count, columns);
            }
            pixel += count;
        }
    }
}

/// An output pixel of one of several pictures.
struct Place {
    picture: usize,
    row: usize,
    column: usize,
}

impl Place {
    /// Where its window begins in the input.
    #[inline(always)]
    fn start(&self, g: &Geometry) -> usize {
        self.picture * g.input_len() + self.row * g.strides.0 * g.row_pitch() + self.column * g.strides.1 * g.channels
    }

    /// Goes so many pixels on, at most to the first one of the next row.
    #[inline(always)]
    fn advance(&mut self, g: &Geometry, pixels: usize) {
        let (height, width) = g.output();
        self.column += pixels;
        if self.column == width {
            self.column = 0;
            self.row += 1;
        }
        if self.row == height {
            self.row = 0;
            self.picture += 1;
        }
    }
}
