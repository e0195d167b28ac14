//! Conv2D with bias and ReLU, and the division of every convolution into bands of rows.

mod backward;
mod batch;
mod forward;
mod units;
mod weights;

use std::ops::Range;

use crate::config::{Activation, LayerConfig};
use crate::nn::context::with_scratch;
use crate::nn::kernels::{
    Clamp, Geometry, POINTS, TILE, is_winograd, tiles_of, winograd_gradient_scratch, winograd_scratch,
};
use crate::nn::shapes::{Axis, LayerShape, Shape};

pub use backward::backward;
pub use batch::forward as whole_batch;
pub use forward::{PackedConvolution, train};
pub use units::{Unit, Units};
pub use weights::PackedWeights;

/// A convolution in its place in the network.
#[derive(Debug, Clone, PartialEq)]
pub struct Convolution {
    /// Its sizes over the padded input.
    pub geometry: Geometry,
    /// The padding above and below.
    rows: Axis,
    /// The padding left and right.
    columns: Axis,
    /// Whether a ReLU follows.
    pub relu: bool,
    /// Whether it has a bias.
    pub bias: bool,
    output: Shape,
}

impl Convolution {
    /// The convolution that `layer` is, if it is one.
    #[must_use]
    pub fn of(layer: &LayerShape) -> Option<Self> {
        let LayerConfig::Conv2D { filters, kernel_size, strides, padding, activation, use_bias } = layer.config else {
            return None;
        };
        let Shape::Picture { height, width, channels } = layer.input else { return None };
        let rows = Axis::of(height, kernel_size.0, strides.0, padding)?;
        let columns = Axis::of(width, kernel_size.1, strides.1, padding)?;
        let padded = (height + rows.before + rows.after, width + columns.before + columns.after, channels);
        let geometry = Geometry::new(padded, kernel_size, strides, filters)?;
        let relu = activation == Activation::Relu;
        Some(Self { geometry, rows, columns, relu, bias: use_bias, output: layer.output })
    }

    /// What follows the sums.
    #[must_use]
    pub fn clamp(&self) -> Clamp {
        if self.relu { Clamp::Relu } else { Clamp::None }
    }

    /// Whether it is computed by Winograd's minimal filtering.
    fn by_winograd(&self) -> bool {
        is_winograd(&self.geometry)
    }

    /// The least multiple of so many rows that leaves no tile divided between two bands.
    #[must_use]
    pub fn whole_rows(&self, rows: usize) -> usize {
        if self.by_winograd() && !rows.is_multiple_of(TILE) {
            rows * if rows.is_multiple_of(2) { 2 } else { TILE }
        } else {
            rows
        }
    }

    /// Whether each pixel of the output is computed from one pixel of the input, at the same place.
    #[must_use]
    pub fn is_pointwise(&self) -> bool {
        !self.is_padded() && self.geometry.kernel() == (1, 1) && self.geometry.strides() == (1, 1)
    }

    fn is_padded(&self) -> bool {
        self.rows.before + self.rows.after + self.columns.before + self.columns.after > 0
    }

    /// Height, width and channels of the input without its padding.
    fn input(&self) -> (usize, usize, usize) {
        let g = &self.geometry;
        (
            g.height() - self.rows.before - self.rows.after,
            g.width() - self.columns.before - self.columns.after,
            g.channels(),
        )
    }

    /// Floats of the input of one picture, without padding.
    #[must_use]
    pub fn input_len(&self) -> usize {
        let (height, width, channels) = self.input();
        height * width * channels
    }

    /// Floats of the output for one picture.
    #[must_use]
    pub fn output_len(&self) -> usize {
        let (height, width) = self.geometry.output();
        height * width * self.geometry.filters()
    }

    /// Floats of the sums of the weights' gradient, of a large batch.
    #[must_use]
    pub fn gradient_groups(&self) -> usize {
        if self.is_whole_batch(usize::MAX) {
            return POINTS * self.geometry.channels() * self.geometry.filters();
        }
        let (depth, filters) = self.gradient_shape();
        let len = depth * filters;
        weights::groups_for(usize::MAX, len) * len
    }

    /// Floats that a thread works in: the padded input, and the gradient of the output with its padding, of the pictures
    /// that it handles at once.
    #[must_use]
    pub fn scratch(&self) -> usize {
        let (g, (height, width, _)) = (&self.geometry, self.input());
        let padded = (height + g.kernel().0 - 1) * (width + g.kernel().1 - 1) * g.filters();
        let compact = if g.strides() == (1, 1) { 0 } else { self.output_len() };
        let transformed = if self.by_winograd() { winograd_scratch(g).max(winograd_gradient_scratch(g)) } else { 0 };
        (g.input_len() + padded + compact) * self.pictures_at_once(usize::MAX) + transformed
    }

    /// Pictures of a batch of `count` that a thread handles at once, so that it does not read the weights anew for every few
    /// pixels of a small picture: as many as fill a pass of its products, and leave pieces of work for many threads.
    #[must_use]
    pub fn pictures_at_once(&self, count: usize) -> usize {
        const PIXELS: usize = 64;
        const TILES: usize = 24;
        const FEWEST_PIECES: usize = 8;
        let (height, width) = self.geometry.output();
        let enough = if self.by_winograd() { TILES / tiles_of(&self.geometry) } else { PIXELS / (height * width) };
        enough.min(count / FEWEST_PIECES).max(1)
    }

    /// Calls `work` with the padded pictures.
    pub fn with_padded<T>(&self, x: &[f32], work: impl FnOnce(&[f32]) -> T) -> T {
        if !self.is_padded() {
            return work(x);
        }
        let g = &self.geometry;
        let (_, width, channels) = self.input();
        let row = g.width() * channels;
        let (left, inside) = (self.columns.before * channels, width * channels);
        with_scratch(x.len() / self.input_len() * g.input_len(), |padded| {
            for (padded, x) in padded.chunks_exact_mut(g.input_len()).zip(x.chunks_exact(self.input_len())) {
                let (above, rest) = padded.split_at_mut(self.rows.before * row);
                let (rows, below) = rest.split_at_mut(x.len() / inside * row);
                above.fill(0.0);
                below.fill(0.0);
                for (to, from) in rows.chunks_exact_mut(row).zip(x.chunks_exact(inside)) {
                    to[..left].fill(0.0);
                    to[left..][..inside].copy_from_slice(from);
                    to[left + inside..].fill(0.0);
                }
            }
            work(padded)
        })
    }

    /// The output rows in at most `bands` bands, each but the last a multiple of `multiple` rows, and of whole tiles, high.
    #[must_use]
    pub fn bands(&self, bands: usize, multiple: usize) -> Vec<Range<usize>> {
        let (height, _) = self.geometry.output();
        let each = height.div_ceil(bands.max(1)).next_multiple_of(self.whole_rows(multiple));
        (0..height.div_ceil(each)).map(|i| i * each..((i + 1) * each).min(height)).collect()
    }
}

/// Fewest pieces of work in a batch. It does not depend on the number of threads, so that the order of every sum does
/// not either.
const PIECES: usize = 30;

/// Fewest rows of a band.
const FEWEST_ROWS: usize = 8;

/// Bands per picture in a batch of `count` pictures with so many rows.
fn bands_for(count: usize, rows: usize) -> usize {
    PIECES.div_ceil(count).min(rows / FEWEST_ROWS).max(1)
}

/// Output rows that are computed before the next operation reads them, few enough to stay in the cache.
#[must_use]
pub fn rows_at_once(width: usize, filters: usize, multiple: usize) -> usize {
    const FLOATS: usize = 48 * 1024;
    (FLOATS / (width * filters * multiple)).max(1) * multiple
}
