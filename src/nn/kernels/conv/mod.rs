//! Convolution over NHWC pictures, one band of rows of one picture at a time, or several small pictures: the forward pass,
//! which over a padded gradient and flipped weights is also the input gradient, and the weight gradient.

mod forward;
mod weight_gradient;

pub use forward::forward;
pub use weight_gradient::{padded_channels, weight_gradient};

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
