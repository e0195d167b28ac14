//! The products of small pictures: those of a whole batch at each point, so that the transformed weights, which are larger than
//! all of a picture's values, are read once a batch.
//!
//! The tiles of a batch are transformed in pieces of some pictures each, from any thread. A piece is laid out `[point][tile][channel]`;
//! the last one may have fewer tiles.

use super::super::conv::Geometry;
use super::super::lanes::{Clamp, Kernel, Lanes, Simd, dispatch};
use super::super::packed_matrix::{PackedMatrix, width_for};
use super::super::pooling::Pitch;
use super::super::span;
use super::super::tile::{self, Walk, with_tile_shape};
use super::forward::Outputs;
use super::transforms::{inputs, output_gradients};
use super::weight_gradient::pixels;
use super::{POINTS, is_tiled, places};

/// The transformed tiles of a batch.
#[derive(Debug, Clone, Copy)]
pub struct Tiles<'a> {
    values: &'a [f32],
    channels: usize,
    count: usize,
    /// Tiles of each piece but the last.
    together: usize,
}

impl<'a> Tiles<'a> {
    /// `count` tiles of so many channels in pieces of `together`.
    ///
    /// # Panics
    /// If `values` has not their length, or a piece has no tiles.
    #[must_use]
    pub fn new(values: &'a [f32], channels: usize, count: usize, together: usize) -> Self {
        assert!(together > 0, "pieces with tiles");
        assert_eq!(Some(values.len()), channels.checked_mul(POINTS * count), "the length of the transformed tiles");
        Self { values, channels, count, together }
    }

    /// The place of a tile's values at a point.
    fn at(&self, point: usize, tile: usize) -> usize {
        let (piece, inside) = (tile / self.together, tile % self.together);
        let first = piece * self.together;
        let tiles = self.together.min(self.count - first);
        (first * POINTS + point * tiles + inside) * self.channels
    }
}

/// Transforms the tiles of whole padded pictures.
///
/// # Panics
/// If the geometry [is not one](is_tiled), or `to` has not the length of the pictures' tiles.
pub fn winograd_inputs(simd: Simd, geometry: &Geometry, x: &[f32], to: &mut [f32]) {
    assert!(is_tiled(geometry), "kernels of 3x3 and enough channels");
    dispatch(simd, Inputs { geometry, x, to });
}

struct Inputs<'a> {
    geometry: &'a Geometry,
    x: &'a [f32],
    to: &'a mut [f32],
}

impl Kernel for Inputs<'_> {
    type Output = ();
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) {
        let Self { geometry: g, x, to } = self;
        let channels = g.channels();
        let places = places(g, 0..x.len() / g.input_len() * g.output().0);
        assert_eq!(to.len(), POINTS * places.len() * channels, "the length of the transformed tiles");
        let zeros = vec![0.0; channels];
        for (tile, place) in places.iter().enumerate() {
            // SAFETY: `to` has room for so many tiles at each point; the caller guarantees that the processor supports `L`.
            unsafe {
                let to = to[tile * channels..].as_mut_ptr();
                inputs::<L>(g, x, &zeros, *place, to, places.len() * channels);
            }
        }
    }
}

/// Transforms the gradient of the outputs of `pictures` whole pictures, whose rows and pixels are `pitch` apart.
///
/// # Panics
/// If the geometry [is not one](is_tiled), or pitch or a slice do not fit it.
pub fn winograd_output_gradients(
    simd: Simd,
    geometry: &Geometry,
    dy: &[f32],
    pitch: Pitch,
    pictures: usize,
    to: &mut [f32],
) {
    let (height, width) = geometry.output();
    assert!(is_tiled(geometry), "kernels of 3x3 and enough channels");
    assert_eq!(pitch.pixel, geometry.filters(), "pixels of the gradient");
    assert!(dy.len() >= span(pictures, pitch.picture, span(height, pitch.row, width * pitch.pixel)), "the gradient");
    dispatch(simd, OutputGradients { geometry, dy, pitch, pictures, to });
}

struct OutputGradients<'a> {
    geometry: &'a Geometry,
    dy: &'a [f32],
    pitch: Pitch,
    pictures: usize,
    to: &'a mut [f32],
}

impl Kernel for OutputGradients<'_> {
    type Output = ();
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) {
        let Self { geometry: g, dy, pitch, pictures, to } = self;
        let ((height, _), filters) = (g.output(), g.filters());
        let places = places(g, 0..pictures * height);
        assert_eq!(to.len(), POINTS * places.len() * filters, "the length of the transformed tiles");
        let zeros = vec![0.0; filters];
        for (tile, place) in places.iter().enumerate() {
            let pixels = pixels(g, dy, pitch, &(0..height), *place, &zeros);
            // SAFETY: `to` has room for so many tiles at each point; the caller guarantees that the processor supports `L`.
            unsafe {
                let to = to[tile * filters..].as_mut_ptr();
                output_gradients::<L>(&pixels, filters, to, places.len() * filters);
            }
        }
    }
}

/// The product at a point of all tiles with the transformed weights, `to`: a row of the weights' columns for each tile.
///
/// # Panics
/// If there is no such point, or the weights or `to` do not fit the tiles.
pub fn winograd_product(weights: &PackedMatrix, point: usize, tiles: Tiles<'_>, to: &mut [f32]) {
    assert!(point < POINTS, "point {point} of {POINTS}");
    assert_eq!(weights.depth, POINTS * tiles.channels, "the transformed weights' rows");
    assert!(weights.columns.is_multiple_of(weights.width), "whole panels");
    assert_eq!(to.len(), tiles.count * weights.columns, "a row for each tile");
    dispatch(weights.simd, Product { weights, point, tiles, to });
}

struct Product<'a> {
    weights: &'a PackedMatrix,
    point: usize,
    tiles: Tiles<'a>,
    to: &'a mut [f32],
}

impl Kernel for Product<'_> {
    type Output = ();
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) {
        let Self { weights, point, tiles, to } = self;
        let (channels, columns) = (tiles.channels, weights.columns);
        with_tile_shape!(L, weights.registers, |R, V| {
            let width = V * L::N;
            assert_eq!(weights.width, width, "the panels' width for this instruction set");
            let walk = Walk::of_steps(channels, 1, width);
            for panel in 0..weights.panels() {
                let weights = weights.data[(panel * POINTS + point) * channels * width..].as_ptr();
                for first in (0..tiles.count).step_by(R) {
                    let count = R.min(tiles.count - first);
                    // SAFETY: rows beyond the last one repeat it; all others lie inside the tiles and `to`, whose lengths
                    // `winograd_product` checked; the caller guarantees that the processor supports `L`.
                    unsafe {
                        let row = |r: usize| tiles.values.as_ptr().add(tiles.at(point, first + r.min(count - 1)));
                        let rows = std::array::from_fn(row);
                        let acc = tile::accumulate::<L, R, V>([[L::zero(); V]; R], &rows, weights, walk);
                        let to = to.as_mut_ptr().add(first * columns + panel * width);
                        tile::write(acc, to, columns, count, width);
                    }
                }
            }
        });
    }
}

/// The product at a point of all tiles' inputs, transposed, with their gradients: that of the transformed weights, a row of `to`
/// for each channel.
///
/// # Panics
/// If there is no such point, or the gradients' tiles are others, or `to` does not fit them.
pub fn winograd_gradient_product(simd: Simd, point: usize, x: Tiles<'_>, dy: Tiles<'_>, to: &mut [f32]) {
    assert!(point < POINTS, "point {point} of {POINTS}");
    assert_eq!((x.count, x.together), (dy.count, dy.together), "the same tiles");
    assert_eq!(to.len(), x.channels * dy.channels, "a row for each channel");
    let (registers, width) = width_for(simd, dy.channels);
    assert!(dy.channels.is_multiple_of(width), "whole panels");
    dispatch(simd, GradientProduct { registers, point, x, dy, to });
}

struct GradientProduct<'a> {
    registers: usize,
    point: usize,
    x: Tiles<'a>,
    dy: Tiles<'a>,
    to: &'a mut [f32],
}

impl Kernel for GradientProduct<'_> {
    type Output = ();
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) {
        let Self { registers, point, x, dy, to } = self;
        let (channels, filters) = (x.channels, dy.channels);
        let (pieces, last) = (x.count / x.together, x.count % x.together);
        let whole = Walk {
            pictures: pieces,
            row_picture: POINTS * x.together * channels,
            panel_picture: POINTS * x.together * filters,
            ..Walk::of_steps(x.together, channels, filters)
        };
        let rest = Walk::of_steps(last, channels, filters);
        with_tile_shape!(L, registers, |R, V| {
            let width = V * L::N;
            for panel in (0..filters).step_by(width) {
                for channel in (0..channels).step_by(R) {
                    let count = R.min(channels - channel);
                    // SAFETY: channels beyond the last one repeat it; all others lie inside the tiles and `to`, whose lengths
                    // `winograd_gradient_product` checked; the caller guarantees that the processor supports `L`.
                    unsafe {
                        let mut acc = [[L::zero(); V]; R];
                        for (tile, walk) in [(0, whole), (pieces * x.together, rest)] {
                            if tile < x.count {
                                let row =
                                    |r: usize| x.values.as_ptr().add(x.at(point, tile) + channel + r.min(count - 1));
                                let panel = dy.values.as_ptr().add(dy.at(point, tile) + panel);
                                acc = tile::accumulate::<L, R, V>(acc, &std::array::from_fn(row), panel, walk);
                            }
                        }
                        tile::write(acc, to.as_mut_ptr().add(channel * filters + panel), filters, count, width);
                    }
                }
            }
        });
    }
}

/// `y = clamp(outputs + bias)` for whole pictures from the sums of all tiles of the batch, `[point][tile][filter]`, of which those of
/// `y` begin with tile `first`. Returns whether all sums are finite; where one is not, `y` is not what direct sums give.
///
/// # Panics
/// If the geometry [is not one](is_tiled), or the sums, `y` or the bias do not fit it.
#[must_use]
pub fn winograd_outputs(
    simd: Simd,
    geometry: &Geometry,
    sums: &[f32],
    first: usize,
    bias: Option<&[f32]>,
    clamp: Clamp,
    y: &mut [f32],
) -> bool {
    assert!(is_tiled(geometry), "kernels of 3x3 and enough channels");
    assert!(bias.is_none_or(|bias| bias.len() == geometry.filters()), "a bias for each filter");
    dispatch(simd, BatchOutputs { geometry, sums, first, bias, clamp, y })
}

struct BatchOutputs<'a> {
    geometry: &'a Geometry,
    sums: &'a [f32],
    first: usize,
    bias: Option<&'a [f32]>,
    clamp: Clamp,
    y: &'a mut [f32],
}

impl Kernel for BatchOutputs<'_> {
    type Output = bool;
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) -> bool {
        let Self { geometry, sums, first, bias, clamp, y } = self;
        let ((_, width), filters) = (geometry.output(), geometry.filters());
        let rows = 0..y.len() / (width * filters);
        let places = places(geometry, rows.clone());
        let pitch = sums.len() / POINTS;
        assert!((first + places.len()) * filters <= pitch, "sums of all tiles");
        let mut all_finite = true;
        for (tile, place) in places.iter().enumerate() {
            let outputs = Outputs { geometry, bias, clamp, onto: None, rows: &rows, y: &mut *y };
            // SAFETY: each point has the sums of all tiles; the rows are those of `y`; the caller guarantees that the processor
            // supports `L`.
            all_finite &= unsafe { outputs.write::<L>(&sums[(first + tile) * filters..], pitch, *place) };
        }
        all_finite
    }
}
