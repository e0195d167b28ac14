//! Convolutions with kernels of 3x3 and strides of 1 by Winograd's minimal filtering F(4x4, 3x3): 36 products for 4x4 outputs,
//! channel and filter, where the direct way has 144.
//!
//! A tile of 6x6 inputs is transformed to 36 values. Each is multiplied with the transformed kernel's value of the same number
//! and summed over channels, and the 36 sums are transformed to 4x4 outputs. The weights' gradient takes the same way back. Source:
//! Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2015, arXiv:1509.09308, with interpolation at 0, 1, -1, 2, -2.
//!
//! Tiles begin at rows and columns that are multiples of 4, so that an output is the same in whichever band of rows it is computed.
//! Rounding errors are some eight times those of direct sums; infinities and NaN spread over a tile, so that both kernels
//! tell whether all results are finite, and their caller computes directly where they are not.

mod batch;
mod forward;
mod transforms;
mod weight_gradient;

pub use batch::{
    Tiles, winograd_gradient_product, winograd_inputs, winograd_output_gradients, winograd_outputs, winograd_product,
};
pub use forward::winograd_forward;
pub use transforms::{kernel_gradient_share, kernel_share};
pub use weight_gradient::winograd_weight_gradient;

use std::ops::Range;

use super::aligned_floats::LINE;
use super::conv::Geometry;

/// Outputs of a tile in each direction.
pub const TILE: usize = 4;
/// Inputs of a tile in each direction.
const SIDE: usize = TILE + 2;
/// Products of a tile for each channel and filter.
pub const POINTS: usize = SIDE * SIDE;

/// Channels and filters come in whole registers, and so in whole panels, of any instruction set, and there are enough of them to pay
/// for the transformations.
const WHOLE: usize = 16;
const FEWEST: usize = 32;

/// Fewest tiles of a picture: with fewer, reading 36 values of each kernel costs more than the products that they save, but for a whole
/// batch at once.
const FEWEST_TILES: usize = 9;

/// Whether a convolution can be computed in this way. Its shape alone decides.
#[must_use]
pub fn is_tiled(geometry: &Geometry) -> bool {
    let is_wide = |channels: usize| channels >= FEWEST && channels.is_multiple_of(WHOLE);
    (geometry.kernel(), geometry.strides()) == ((3, 3), (1, 1))
        && is_wide(geometry.channels())
        && is_wide(geometry.filters())
}

/// Whether it pays for each picture by itself.
#[must_use]
pub fn is_winograd(geometry: &Geometry) -> bool {
    is_tiled(geometry) && tiles_of(geometry) >= FEWEST_TILES
}

/// Tiles of a picture.
#[must_use]
pub fn tiles_of(geometry: &Geometry) -> usize {
    let (height, width) = geometry.output();
    height.div_ceil(TILE) * width.div_ceil(TILE)
}

/// How a thread's working memory is divided: zeros for pixels outside a picture and its gradient, then for each of the 36 points the values of as
/// many tiles at once as keep it in the second-level cache, before the product and after it.
#[derive(Clone, Copy)]
struct Layout {
    tiles: usize,
    channels: usize,
    filters: usize,
    inputs: usize,
    sums: usize,
}

impl Layout {
    /// For the forward pass, which needs room in that cache for what comes in and goes out as well.
    fn of_forward(geometry: &Geometry) -> Self {
        Self::of(geometry, 80 * 1024)
    }

    /// For the weights' gradient, to all of which each such number of tiles is added.
    fn of_gradient(geometry: &Geometry) -> Self {
        Self::of(geometry, 200 * 1024)
    }

    fn of(geometry: &Geometry, floats: usize) -> Self {
        const MULTIPLE: usize = 12;
        // A cache line more between two points, so that they do not compete for the same places of the cache.
        let (channels, filters) = (geometry.channels(), geometry.filters());
        let tiles = (floats / (POINTS * (channels + filters)) / MULTIPLE).max(1) * MULTIPLE;
        Self { tiles, channels, filters, inputs: tiles * channels + LINE, sums: tiles * filters + LINE }
    }

    fn len(self) -> usize {
        self.channels.max(self.filters) + POINTS * (self.inputs + self.sums)
    }

    /// The zeros, the values of the inputs, and those of the outputs.
    fn divide(self, scratch: &mut [f32]) -> (&[f32], &mut [f32], &mut [f32]) {
        let (zeros, rest) = scratch[..self.len()].split_at_mut(self.channels.max(self.filters));
        zeros.fill(0.0);
        let (inputs, sums) = rest.split_at_mut(POINTS * self.inputs);
        (zeros, inputs, sums)
    }
}

/// Floats that [`winograd_forward`] works in.
#[must_use]
pub fn winograd_scratch(geometry: &Geometry) -> usize {
    Layout::of_forward(geometry).len()
}

/// Floats that [`winograd_weight_gradient`] works in.
#[must_use]
pub fn winograd_gradient_scratch(geometry: &Geometry) -> usize {
    Layout::of_gradient(geometry).len()
}

/// The cache lines of the inputs after those of the tiles, and as many.
fn following<'a>(g: &Geometry, places: &[Place], x: &'a [f32]) -> impl Iterator<Item = &'a [f32]> + Clone + use<'a> {
    let pitch = g.width() * g.channels();
    let start = |place: &Place| place.picture * g.input_len() + place.row * pitch;
    let (first, last) = (start(&places[0]), start(&places[places.len() - 1]));
    let end = (last + SIDE * pitch).min(x.len());
    let after = (end + last + TILE * pitch - first).min(x.len());
    x[end..after].chunks(LINE)
}

/// A tile: its picture, and its first output row and column there.
#[derive(Clone, Copy)]
struct Place {
    picture: usize,
    row: usize,
    column: usize,
}

/// The tiles that have some of these output rows, which are counted from picture to picture.
fn places(geometry: &Geometry, rows: Range<usize>) -> Vec<Place> {
    let (height, width) = geometry.output();
    let mut places = Vec::new();
    let mut next = rows.start;
    while next < rows.end {
        let (picture, inside) = (next / height, next % height);
        let row = inside / TILE * TILE;
        places.extend((0..width).step_by(TILE).map(|column| Place { picture, row, column }));
        next = picture * height + (row + TILE).min(height);
    }
    places
}
