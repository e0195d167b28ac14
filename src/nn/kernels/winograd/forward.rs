//! The forward pass, which over a padded gradient and flipped weights is also the input gradient.

use std::ops::Range;
use std::slice::Chunks;

use super::super::aligned_floats::LINE;
use super::super::conv::Geometry;
use super::super::lanes::{Clamp, Kernel, Lanes, dispatch, fetch};
use super::super::packed_matrix::PackedMatrix;
use super::super::tile::{self, Walk, with_tile_shape};
use super::transforms::{inputs, outputs};
use super::{Layout, POINTS, Place, TILE, following, is_winograd, places};

/// `y = clamp(conv(x) + bias) + onto` for the output rows `rows`, as [`forward`](crate::nn::kernels::forward) of the same
/// arguments. Returns whether all sums are finite; where one is not, `y` is not what direct sums give.
///
/// `weights` are the transformed kernels: 36 matrices of `channels` rows and `filters` columns, one below the other. `scratch` has
/// [`winograd_scratch`](super::winograd_scratch) floats.
///
/// # Panics
/// If the geometry [is not one](is_winograd), or rows, weights or a slice do not fit it.
#[must_use]
pub fn winograd_forward(
    geometry: &Geometry,
    x: &[f32],
    weights: &PackedMatrix,
    bias: Option<&[f32]>,
    clamp: Clamp,
    onto: Option<&[f32]>,
    rows: Range<usize>,
    y: &mut [f32],
    scratch: &mut [f32],
) -> bool {
    let (out_height, out_width) = geometry.output();
    let pictures = x.len() / geometry.input_len();
    assert!(is_winograd(geometry), "kernels of 3x3 and enough channels");
    assert!(rows.start <= rows.end && rows.end <= pictures * out_height, "rows {rows:?} of {pictures} x {out_height}");
    assert!(y.len() >= rows.len() * out_width * geometry.filters(), "room for the rows of the output");
    let shape = (POINTS * geometry.channels(), geometry.filters());
    assert_eq!((weights.depth, weights.columns), shape, "the transformed weights' shape");
    assert!(bias.is_none_or(|bias| bias.len() == geometry.filters()), "a bias for each filter");
    assert!(onto.is_none_or(|onto| onto.len() >= rows.len() * out_width * geometry.filters()), "rows to add to");
    dispatch(weights.simd, Forward { geometry, x, weights, bias, clamp, onto, rows, y, scratch })
}

struct Forward<'a> {
    geometry: &'a Geometry,
    x: &'a [f32],
    weights: &'a PackedMatrix,
    bias: Option<&'a [f32]>,
    clamp: Clamp,
    onto: Option<&'a [f32]>,
    rows: Range<usize>,
    y: &'a mut [f32],
    scratch: &'a mut [f32],
}

impl Kernel for Forward<'_> {
    type Output = bool;
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) -> bool {
        with_tile_shape!(L, self.weights.registers, |R, V| {
            assert_eq!(self.weights.width, V * L::N, "the panels' width for this instruction set");
            // SAFETY: `winograd_forward` checked the lengths; the caller guarantees that the processor supports `L`.
            unsafe { self.tiles::<L, R, V>() }
        })
    }
}

impl Forward<'_> {
    #[inline(always)]
    unsafe fn tiles<L: Lanes, const R: usize, const V: usize>(self) -> bool {
        let Self { geometry: g, x, weights, bias, clamp, onto, rows, y, scratch } = self;
        let layout = Layout::of_forward(g);
        let (zeros, values, sums) = layout.divide(scratch);
        let mut all_finite = true;
        for places in places(g, rows.clone()).chunks(layout.tiles) {
            for (at, place) in places.iter().enumerate() {
                let to = values[at * layout.channels..].as_mut_ptr();
                // SAFETY: `Layout` has room for so many tiles at each point.
                unsafe { inputs::<L>(g, x, zeros, *place, to, layout.inputs) };
            }
            let soon = following(g, places, x).chain(outputs_of(g, places, rows.start, y));
            // SAFETY: as above; the weights have a matrix for each point.
            unsafe { multiply::<L, R, V>(layout, weights, places.len(), values, sums, soon) };
            for (at, place) in places.iter().enumerate() {
                let sums = &sums[at * layout.filters..];
                let outputs = Outputs { geometry: g, bias, clamp, onto, rows: &rows, y: &mut *y };
                // SAFETY: as above; `winograd_forward` checked `y`, `bias` and `onto`.
                all_finite &= unsafe { outputs.write::<L>(sums, layout.sums, *place) };
            }
        }
        all_finite
    }
}

/// The cache lines of the tiles' outputs.
fn outputs_of<'a>(g: &Geometry, places: &[Place], first_row: usize, y: &'a [f32]) -> Chunks<'a, f32> {
    let (height, width) = g.output();
    let pitch = width * g.filters();
    let start = |place: &Place| (place.picture * height + place.row).saturating_sub(first_row) * pitch;
    let end = start(&places[places.len() - 1]) + TILE * pitch;
    y[start(&places[0])..end.min(y.len())].chunks(LINE)
}

/// For each point the product of the tiles' values and the weights. Meanwhile the cache lines `soon` are fetched.
///
/// # Safety
/// The processor supports the instructions of `L`; values, weights and sums are laid out for so many tiles.
#[inline(always)]
unsafe fn multiply<'a, L: Lanes, const R: usize, const V: usize>(
    layout: Layout,
    weights: &PackedMatrix,
    tiles: usize,
    values: &[f32],
    sums: &mut [f32],
    mut soon: impl Iterator<Item = &'a [f32]> + Clone,
) {
    let width = V * L::N;
    let walk = Walk::of_steps(layout.channels, 1, width);
    let products = POINTS * weights.panels() * tiles.div_ceil(R);
    let at_once = soon.clone().count().div_ceil(products);
    for point in 0..POINTS {
        let from = &values[point * layout.inputs..][..tiles * layout.channels];
        let to = &mut sums[point * layout.sums..][..tiles * layout.filters];
        for panel in 0..weights.panels() {
            let weights = weights.data[(panel * POINTS + point) * layout.channels * width..].as_ptr();
            for at in (0..tiles).step_by(R) {
                let count = R.min(tiles - at);
                soon.by_ref().take(at_once).for_each(|line| fetch(line.as_ptr()));
                // SAFETY: rows beyond the last one repeat it; all others lie inside `from` and `to`.
                unsafe {
                    let rows = std::array::from_fn(|r| from.as_ptr().add((at + r.min(count - 1)) * layout.channels));
                    let acc = tile::accumulate::<L, R, V>([[L::zero(); V]; R], &rows, weights, walk);
                    let to = to.as_mut_ptr().add(at * layout.filters + panel * width);
                    tile::write(acc, to, layout.filters, count, width);
                }
            }
        }
    }
}

/// Where the outputs of a tile go, and what is done to them.
pub(super) struct Outputs<'a> {
    pub geometry: &'a Geometry,
    pub bias: Option<&'a [f32]>,
    pub clamp: Clamp,
    pub onto: Option<&'a [f32]>,
    pub rows: &'a Range<usize>,
    pub y: &'a mut [f32],
}

impl Outputs<'_> {
    /// Writes those of a tile's outputs that lie in the rows. Returns whether all of its sums are finite.
    ///
    /// # Safety
    /// The processor supports the instructions of `L`; the sums are readable at all points and filters, and the rows of the tile that
    /// are wanted lie inside `y` and `onto`.
    #[inline(always)]
    pub unsafe fn write<L: Lanes>(self, sums: &[f32], pitch: usize, place: Place) -> bool {
        let Self { geometry: g, bias, clamp, onto, rows, y } = self;
        let ((height, width), filters) = (g.output(), g.filters());
        let first = place.picture * height + place.row;
        let wanted = rows.start.saturating_sub(first)..TILE.min(height - place.row).min(rows.end - first);
        let columns = TILE.min(width - place.column);
        // SAFETY: the caller guarantees the instructions, the sums and the room.
        unsafe {
            let mut check = L::zero();
            for f in (0..filters).step_by(L::N) {
                let lines = outputs::<L>(sums[f..].as_ptr(), pitch);
                let bias = bias.map_or(L::zero(), |bias| L::load(bias[f..].as_ptr()));
                for i in wanted.clone() {
                    let at = ((first + i - rows.start) * width + place.column) * filters + f;
                    for (j, value) in lines[i].into_iter().enumerate().take(columns) {
                        // 0 times a number is 0; times an infinity, or NaN, it is NaN.
                        check = check.fma(value, L::zero());
                        let mut value = clamp.apply(value.add(bias));
                        if let Some(onto) = onto {
                            value = value.add(L::load(onto.as_ptr().add(at + j * filters)));
                        }
                        value.store(y.as_mut_ptr().add(at + j * filters));
                    }
                }
            }
            is_zero(check)
        }
    }
}

/// Whether all lanes are 0.
///
/// # Safety
/// The processor supports the instructions of `L`.
#[inline(always)]
pub unsafe fn is_zero<L: Lanes>(value: L) -> bool {
    let mut lanes = [0.0f32; 16];
    // SAFETY: the caller guarantees the instructions; no register is wider.
    unsafe { value.store(lanes.as_mut_ptr()) };
    lanes.iter().all(|lane| *lane == 0.0)
}
