//! Depthwise convolution for inference, over a picture without its padding.

use std::ops::Range;

use super::super::Geometry;
use super::super::lanes::{Clamp, Kernel, Lanes, Simd, dispatch, fetch};

/// A picture inside its padding, which is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surroundings {
    /// Rows of zeros above it.
    pub above: usize,
    /// Columns of zeros left of it.
    pub left: usize,
    /// Its own rows.
    pub height: usize,
    /// Its own columns.
    pub width: usize,
}

/// The convolution of a picture without its padding, for the output rows `rows`, plus `bias`, then `clamp`: as
/// [`depthwise_forward`](super::depthwise_forward) for inference, without a padded copy of the picture.
///
/// # Panics
/// If the lengths do not fit each other.
pub fn depthwise_clamped(
    simd: Simd,
    g: &Geometry,
    inside: Surroundings,
    x: &[f32],
    weights: &[f32],
    bias: &[f32],
    clamp: Clamp,
    rows: Range<usize>,
    y: &mut [f32],
) {
    let channels = g.channels();
    let ((height, width), (kernel_height, kernel_width)) = (g.output(), g.kernel());
    let Surroundings { above, left, height: own_height, width: own_width } = inside;
    let fits = |before: usize, own: usize, padded: usize| before.checked_add(own).is_some_and(|end| end <= padded);
    assert!(fits(above, own_height, g.height()) && fits(left, own_width, g.width()), "a picture inside its padding");
    assert!(x.len() == own_height * own_width * channels, "a picture");
    assert!(weights.len() == kernel_height * kernel_width * channels, "a filter for each channel");
    assert!(bias.len() == channels, "a bias for each channel");
    assert!(rows.start <= rows.end && rows.end <= height, "rows {rows:?} of {height}");
    assert!(y.len() == rows.len() * width * channels, "the rows of the result");
    dispatch(simd, Clamped { g, inside, x, weights, bias, clamp, rows, y });
}

struct Clamped<'a> {
    g: &'a Geometry,
    inside: Surroundings,
    x: &'a [f32],
    weights: &'a [f32],
    bias: &'a [f32],
    clamp: Clamp,
    rows: Range<usize>,
    y: &'a mut [f32],
}

/// The part of a window that lies inside the picture: its places in the window, and where it begins in
/// the picture.
fn part_inside(start: usize, size: usize, before: usize, own: usize) -> (Range<usize>, usize) {
    let first = before.saturating_sub(start).min(size);
    let end = (before + own).saturating_sub(start).clamp(first, size);
    (first..end, (start + first).saturating_sub(before))
}

impl Kernel for Clamped<'_> {
    type Output = ();
    #[inline(always)]
    unsafe fn run<L: Lanes>(mut self) {
        // SAFETY: `depthwise_clamped` checked the lengths; the caller guarantees that the processor supports `L`.
        unsafe {
            match (self.g.kernel().1, self.g.strides().1) {
                (3, 1) => self.blocks::<L, 3, 1>(),
                (3, 2) => self.blocks::<L, 3, 2>(),
                (5, 1) => self.blocks::<L, 5, 1>(),
                (5, 2) => self.blocks::<L, 5, 2>(),
                _ => {
                    for channel in (0..self.whole::<L>()).step_by(L::N) {
                        self.pixels::<L>(channel);
                    }
                }
            }
        }
        for channel in self.whole::<L>()..self.g.channels() {
            self.channel(channel);
        }
    }
}

/// Floats from which zeros are read in place of pixels outside the picture: a register of any instruction set.
static ZEROS: [f32; 16] = [0.0; 16];

impl Clamped<'_> {
    /// Channels that fill whole registers.
    fn whole<L: Lanes>(&self) -> usize {
        self.g.channels() / L::N * L::N
    }

    /// The rows of the kernel that lie inside the picture for an output row, and the picture's row under the first of them.
    fn kernel_rows(&self, row: usize) -> (Range<usize>, usize) {
        part_inside(row * self.g.strides().0, self.g.kernel().0, self.inside.above, self.inside.height)
    }

    /// The whole registers of channels, under kernels `K` columns wide and `S` columns apart: as many windows at once as
    /// leave the fewest columns over; few under wide kernels far apart, which read more pixels than there are registers.
    ///
    /// # Safety
    /// The processor supports the instructions of `L`.
    #[inline(always)]
    unsafe fn blocks<L: Lanes, const K: usize, const S: usize>(&mut self) {
        let (_, width) = self.g.output();
        let padded = |columns: usize| width.next_multiple_of(columns);
        // SAFETY: the caller guarantees the instructions.
        unsafe {
            if K > 3 && S > 1 || padded(4) < padded(7).min(padded(8)) {
                self.windows::<L, K, S, 4>();
            } else if padded(7) <= padded(8) {
                self.windows::<L, K, S, 7>();
            } else {
                self.windows::<L, K, S, 8>();
            }
        }
    }

    /// The whole registers of channels, `C` windows at once: each pixel is read once for all windows that it lies in.
    ///
    /// # Safety
    /// The processor supports the instructions of `L`.
    #[inline(always)]
    unsafe fn windows<L: Lanes, const K: usize, const S: usize, const C: usize>(&mut self) {
        let (channels, (_, width)) = (self.g.channels(), self.g.output());
        let Surroundings { left, width: own_width, height: own_height, .. } = self.inside;
        for channel in (0..self.whole::<L>()).step_by(L::N) {
            for (index, row) in self.rows.clone().enumerate() {
                let (kernel_rows, first_row) = self.kernel_rows(row);
                // Where kernels lie side by side, the next row of results reads this row of pixels for the first time. Where
                // they lie apart, the first-level cache has no time for more.
                let next = first_row + kernel_rows.len();
                let soon = (S == 1 && next < own_height)
                    .then(|| self.x.as_ptr().wrapping_add(next * own_width * channels + channel));
                for column in (0..width).step_by(C) {
                    let start = column * S;
                    if let Some(soon) = soon {
                        for place in start..start + C {
                            fetch(soon.wrapping_add(place * channels));
                        }
                    }
                    let first_inside = start.checked_sub(left).filter(|first| first + under(C, K, S) <= own_width);
                    // SAFETY: `depthwise_clamped` checked the lengths: what is read lies inside the picture or is `ZEROS`, and
                    // whole registers of channels are read and written; the caller guarantees the instructions.
                    unsafe {
                        let mut sums = [L::load(self.bias.as_ptr().add(channel)); C];
                        for (place, kernel_row) in kernel_rows.clone().enumerate() {
                            let weights = self.weights.as_ptr().add(kernel_row * K * channels + channel);
                            let line =
                                self.x.as_ptr().wrapping_add((first_row + place) * own_width * channels + channel);
                            if let Some(first) = first_inside {
                                let line = line.add(first * channels);
                                add_row::<L, K, S, C>(&mut sums, weights, channels, |place| line.add(place * channels));
                            } else {
                                add_row::<L, K, S, C>(&mut sums, weights, channels, |place| {
                                    let inside = (start + place).wrapping_sub(left);
                                    if inside < own_width { line.add(inside * channels) } else { ZEROS.as_ptr() }
                                });
                            }
                        }
                        for (c, sum) in sums.into_iter().enumerate().take(width - column) {
                            let to = (index * width + column + c) * channels + channel;
                            self.clamp.apply(sum).store(self.y.as_mut_ptr().add(to));
                        }
                    }
                }
            }
        }
    }

    /// Calls `add` with each pair of a place in the picture and one in the weights, of channel `channel`, that is a part of
    /// the output pixel's sum.
    #[inline(always)]
    fn taps(&self, row: usize, column: usize, channel: usize, mut add: impl FnMut(usize, usize)) {
        let (channels, (_, kernel_width)) = (self.g.channels(), self.g.kernel());
        let (kernel_rows, first_row) = self.kernel_rows(row);
        let start = column * self.g.strides().1;
        let (kernel_columns, first_column) = part_inside(start, kernel_width, self.inside.left, self.inside.width);
        for (place, kernel_row) in kernel_rows.enumerate() {
            let at = ((first_row + place) * self.inside.width + first_column) * channels + channel;
            for (along, kernel_column) in kernel_columns.clone().enumerate() {
                add(at + along * channels, (kernel_row * kernel_width + kernel_column) * channels + channel);
            }
        }
    }

    /// The register of channels from `channel` on, under any kernel.
    ///
    /// # Safety
    /// The processor supports the instructions of `L`, and there are so many channels.
    #[inline(always)]
    unsafe fn pixels<L: Lanes>(&mut self, channel: usize) {
        let (_, width) = self.g.output();
        for (index, row) in self.rows.clone().enumerate() {
            for column in 0..width {
                // SAFETY: `depthwise_clamped` checked the lengths, windows are cut to the picture, and whole registers of
                // channels are read and written; the caller guarantees the instructions.
                unsafe {
                    let mut sum = L::load(self.bias.as_ptr().add(channel));
                    self.taps(row, column, channel, |x, w| {
                        sum = sum.fma(L::load(self.x.as_ptr().add(x)), L::load(self.weights.as_ptr().add(w)));
                    });
                    let to = (index * width + column) * self.g.channels() + channel;
                    self.clamp.apply(sum).store(self.y.as_mut_ptr().add(to));
                }
            }
        }
    }

    /// One channel, under any kernel.
    fn channel(&mut self, channel: usize) {
        let (_, width) = self.g.output();
        for (index, row) in self.rows.clone().enumerate() {
            for column in 0..width {
                let mut sum = self.bias[channel];
                self.taps(row, column, channel, |x, w| sum += self.x[x] * self.weights[w]);
                self.y[(index * width + column) * self.g.channels() + channel] = self.clamp.of(sum);
            }
        }
    }
}

/// Pixels of a row under `windows` windows of `kernel_width` columns, `stride` columns apart.
const fn under(windows: usize, kernel_width: usize, stride: usize) -> usize {
    (windows - 1) * stride + kernel_width
}

/// Adds what a row of the kernel gives to the sums of `C` windows, `S` columns apart: `pixel` says where the register of
/// channels of each pixel under them begins.
///
/// # Safety
/// The processor supports the instructions of `L`; pixels and `K` weights, `channels` floats apart, are readable.
#[inline(always)]
unsafe fn add_row<L: Lanes, const K: usize, const S: usize, const C: usize>(
    sums: &mut [L; C],
    weights: *const f32,
    channels: usize,
    pixel: impl Fn(usize) -> *const f32,
) {
    // SAFETY: the caller guarantees the instructions and what is read.
    unsafe {
        let mut taps = [L::zero(); K];
        for (k, tap) in taps.iter_mut().enumerate() {
            *tap = L::load(weights.add(k * channels));
        }
        for place in 0..under(C, K, S) {
            let x = L::load(pixel(place));
            for (c, sum) in sums.iter_mut().enumerate() {
                if place >= c * S && place < c * S + K {
                    *sum = sum.fma(x, taps[place - c * S]);
                }
            }
        }
    }
}
