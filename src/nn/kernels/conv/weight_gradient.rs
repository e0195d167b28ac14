//! The weights' gradient.

use std::ops::Range;

use super::super::lanes::{Kernel, Lanes, Simd, dispatch};
use super::super::packed_matrix::{PackedMatrix, width_for};
use super::super::pooling::Pitch;
use super::super::span;
use super::super::tile::{self, Walk, with_tile_shape};
use super::Geometry;

/// Adds to `gradient` (packed, `depth` x `filters`) the contribution of the output rows `rows` of each of `pictures`.
///
/// `x` has the whole pictures, `dy` begins at the first of those rows of the first picture; its pixels are
/// [`padded_channels`] floats, and the padding is zero.
///
/// # Panics
/// If pictures, rows, pitch or a slice do not fit the geometry.
pub fn weight_gradient(
    simd: Simd,
    geometry: &Geometry,
    x: &[f32],
    dy: &[f32],
    pitch: Pitch,
    pictures: usize,
    rows: Range<usize>,
    gradient: &mut [f32],
) {
    let (out_height, out_width) = geometry.output();
    let channels = padded_channels(simd, geometry.filters);
    assert!(rows.start <= rows.end && rows.end <= out_height, "rows {rows:?} of {out_height}");
    assert!(pictures >= 1 && x.len() / geometry.input_len() >= pictures, "whole pictures");
    assert_eq!(pitch.pixel, channels, "pixels of the gradient");
    let row_end = out_width * channels;
    let picture_end = span(rows.len().max(1), pitch.row, row_end);
    assert!(rows.is_empty() || dy.len() >= span(pictures, pitch.picture, picture_end), "the rows of the gradient");
    let len = PackedMatrix::len_for(simd, geometry.depth(), geometry.filters);
    assert_eq!(gradient.len(), len, "the length of the packed gradient");
    dispatch(simd, WeightGradient { simd, geometry, x, dy, pitch, pictures, rows, gradient });
}

/// Floats from pixel to pixel in the gradients that [`weight_gradient`] reads: the filters, padded to whole tiles.
#[must_use]
pub fn padded_channels(simd: Simd, filters: usize) -> usize {
    let (_, width) = width_for(simd, filters);
    filters.div_ceil(width) * width
}

struct WeightGradient<'a> {
    simd: Simd,
    geometry: &'a Geometry,
    x: &'a [f32],
    dy: &'a [f32],
    pitch: Pitch,
    pictures: usize,
    rows: Range<usize>,
    gradient: &'a mut [f32],
}

impl Kernel for WeightGradient<'_> {
    type Output = ();
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) {
        let (registers, _) = width_for(self.simd, self.geometry.filters);
        let depth = self.geometry.depth();
        with_tile_shape!(L, registers, |R, V| {
            const FEWER: usize = R / 4 * 3;
            // SAFETY: `weight_gradient` checked the lengths; the caller guarantees that the processor supports `L`.
            unsafe {
                // Lower tiles where no more of them are needed: a tile's rows beyond the last weight are computed in vain.
                if depth.div_ceil(FEWER) == depth.div_ceil(R) {
                    self.tiles::<L, FEWER, V>();
                } else {
                    self.tiles::<L, R, V>();
                }
            }
        });
    }
}

/// Pixels that one pass of the weight gradient reads: few enough for both operands to fit the first-level cache.
const PIXELS_PER_PASS: usize = 64;

impl WeightGradient<'_> {
    #[inline(always)]
    unsafe fn tiles<L: Lanes, const R: usize, const V: usize>(self) {
        let g = self.geometry;
        let (_, out_width) = g.output();
        let depth = g.depth();
        let width = V * L::N;
        let channels = g.filters.div_ceil(width) * width;
        let rows_per_pass = (PIXELS_PER_PASS / out_width).max(1);
        let offset = |k: usize| {
            let (kh, rest) = (k / (g.kernel.1 * g.channels), k % (g.kernel.1 * g.channels));
            kh * g.row_pitch() + rest
        };
        let pictures_per_pass = (PIXELS_PER_PASS / (self.rows.len() * out_width).max(1)).max(1);
        let passes = (0..self.pictures).step_by(pictures_per_pass).flat_map(|picture| {
            let each_row = (0..self.rows.len()).step_by(rows_per_pass);
            each_row.map(move |row| (picture, row))
        });
        for (picture, first) in passes {
            let count = rows_per_pass.min(self.rows.len() - first);
            let start = picture * g.input_len() + (self.rows.start + first) * g.strides.0 * g.row_pitch();
            let x = &self.x[start..];
            let dy = &self.dy[picture * self.pitch.picture + first * self.pitch.row..];
            let walk = Walk {
                pictures: pictures_per_pass.min(self.pictures - picture),
                row_picture: g.input_len(),
                panel_picture: self.pitch.picture,
                runs: count,
                steps: out_width,
                row_run: g.strides.0 * g.row_pitch(),
                row_step: g.strides.1 * g.channels,
                panel_run: self.pitch.row,
                panel_step: channels,
            };
            for block in 0..channels / width {
                let panel = dy[block * width..].as_ptr();
                let mut k = 0;
                while k < depth {
                    let rows = R.min(depth - k);
                    // SAFETY: each tap lies inside `x` for every window of the walk, the panel inside `dy`, and the
                    // tile inside `gradient`.
                    unsafe {
                        let taps = std::array::from_fn(|r| x.as_ptr().add(offset(k + r.min(rows - 1))));
                        let to = self.gradient.as_mut_ptr().add((block * depth + k) * width);
                        let acc = tile::accumulate::<L, R, V>(tile::read(to, width, rows), &taps, panel, walk);
                        tile::write(acc, to, width, rows, width);
                    }
                    k += rows;
                }
            }
        }
    }
}
