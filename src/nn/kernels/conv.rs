//! Convolution over NHWC pictures, one band of rows of one picture at a time, or several small pictures: the forward pass,
//! which over a padded gradient and flipped weights is also the input gradient, and the weight gradient.

use std::ops::Range;

use super::lanes::{Clamp, Kernel, Lanes, Simd, dispatch};
use super::packed_matrix::{PackedMatrix, width_for};
use super::pooling::Pitch;
use super::span;
use super::tile::{self, Walk, with_tile_shape};

/// The sizes of a convolution over an input that is already padded. Lengths and offsets within input, weights and
/// output never overflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Geometry {
    height: usize,
    width: usize,
    channels: usize,
    kernel: (usize, usize),
    strides: (usize, usize),
    filters: usize,
}

/// Floats of the widest panel of any instruction set.
const WIDEST_PANEL: usize = 64;

impl Geometry {
    /// The convolution of an input of height, width and channels, padding included, with kernels of this height and
    /// width, and strides down and across. `None` if a length is 0, if the kernel is larger than the input, or if
    /// input, weights or output exceed any memory.
    #[must_use]
    pub fn new(
        (height, width, channels): (usize, usize, usize),
        kernel: (usize, usize),
        strides: (usize, usize),
        filters: usize,
    ) -> Option<Self> {
        let lengths = [height, width, channels, kernel.0, kernel.1, strides.0, strides.1, filters];
        if lengths.contains(&0) || kernel.0 > height || kernel.1 > width {
            return None;
        }
        let geometry = Self { height, width, channels, kernel, strides, filters };
        let (out_height, out_width) = geometry.output();
        let padded = filters.checked_next_multiple_of(WIDEST_PANEL)?;
        let input = [1, height, width, channels];
        let weights = [kernel.0, kernel.1, channels, padded];
        let output = [1, out_height, out_width, padded];
        let fits = |lengths: [usize; 4]| {
            let floats = lengths.into_iter().try_fold(1_usize, usize::checked_mul);
            floats.is_some_and(|floats| floats <= isize::MAX as usize / size_of::<f32>())
        };
        [input, weights, output].into_iter().all(fits).then_some(geometry)
    }

    /// Input height, padding included.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Input width, padding included.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Input channels.
    #[must_use]
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// Kernel height and width.
    #[must_use]
    pub fn kernel(&self) -> (usize, usize) {
        self.kernel
    }

    /// Rows and columns between neighbouring windows.
    #[must_use]
    pub fn strides(&self) -> (usize, usize) {
        self.strides
    }

    /// Output channels.
    #[must_use]
    pub fn filters(&self) -> usize {
        self.filters
    }

    /// Output height and width.
    #[must_use]
    pub fn output(&self) -> (usize, usize) {
        ((self.height - self.kernel.0) / self.strides.0 + 1, (self.width - self.kernel.1) / self.strides.1 + 1)
    }

    /// Weights that contribute to one output: kernel height x width x channels.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.kernel.0 * self.kernel.1 * self.channels
    }

    /// Floats of the padded input.
    #[must_use]
    pub fn input_len(&self) -> usize {
        self.height * self.width * self.channels
    }

    /// The same convolution of one row of so many pixels; `None` as in [`Geometry::new`].
    #[must_use]
    pub fn of_pixels(&self, count: usize) -> Option<Self> {
        Self::new((1, count, self.channels), self.kernel, self.strides, self.filters)
    }

    fn row_pitch(&self) -> usize {
        self.width * self.channels
    }
}

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
            const FEWER: usize = R - 1;
            assert_eq!(self.weights.width, V * L::N, "the panels' width for this instruction set");
            let pixels = self.rows.len() * self.geometry.output().1;
            // SAFETY: `forward` checked the lengths; the caller guarantees that the processor supports `L`.
            unsafe {
                // Lower tiles where no more of them are needed: a tile's pixels beyond the last one are computed in vain.
                if pixels.div_ceil(FEWER) == pixels.div_ceil(R) {
                    self.tiles::<L, FEWER, V>();
                } else {
                    self.tiles::<L, R, V>();
                }
            }
        });
    }
}

impl Forward<'_> {
    #[inline(always)]
    unsafe fn tiles<L: Lanes, const R: usize, const V: usize>(self) {
        let g = self.geometry;
        let (out_height, out_width) = g.output();
        let pixels = self.rows.len() * out_width;
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
            let panel = self.weights.data[block * g.depth() * V * L::N..].as_ptr();
            let columns = (g.filters - block * V * L::N).min(V * L::N);
            let mut line = [0.0f32; 64];
            if let Some(bias) = self.bias {
                line[..columns].copy_from_slice(&bias[block * V * L::N..][..columns]);
            }
            let (mut picture, mut row, mut column) = (self.rows.start / out_height, self.rows.start % out_height, 0);
            let mut pixel = 0;
            while pixel < pixels {
                let count = R.min(pixels - pixel);
                let mut windows = [self.x.as_ptr(); R];
                let mut last = 0;
                for (r, window) in windows.iter_mut().enumerate() {
                    if r < count {
                        let inside = row * g.strides.0 * g.row_pitch() + column * g.strides.1 * g.channels;
                        last = picture * g.input_len() + inside;
                        column += 1;
                        if column == out_width {
                            column = 0;
                            row += 1;
                        }
                        if row == out_height {
                            row = 0;
                            picture += 1;
                        }
                    }
                    // SAFETY: a window of an output pixel, inside a picture.
                    *window = unsafe { self.x.as_ptr().add(last) };
                }
                // SAFETY: windows lie inside `x`, the panel inside `weights`, the pixels written inside `y`.
                unsafe {
                    let start = tile::read::<L, R, V>(line.as_ptr(), 0, R);
                    let mut acc = tile::accumulate(start, &windows, panel, walk);
                    for value in acc.as_flattened_mut() {
                        *value = self.clamp.apply(*value);
                    }
                    let at = pixel * g.filters + block * V * L::N;
                    let to = self.y.as_mut_ptr().add(at);
                    match self.onto {
                        Some(onto) if columns == V * L::N => {
                            let onto = tile::read::<L, R, V>(onto.as_ptr().add(at), g.filters, count);
                            for (value, onto) in acc.as_flattened_mut().iter_mut().zip(onto.as_flattened()) {
                                *value = value.add(*onto);
                            }
                            tile::write(acc, to, g.filters, count, columns);
                        }
                        Some(onto) => {
                            tile::write(acc, to, g.filters, count, columns);
                            // A whole register would reach beyond the last column.
                            for pixel in 0..count {
                                for column in pixel * g.filters..pixel * g.filters + columns {
                                    *to.add(column) += onto[at + column];
                                }
                            }
                        }
                        None => tile::write(acc, to, g.filters, count, columns),
                    }
                }
                pixel += count;
            }
        }
    }
}

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
