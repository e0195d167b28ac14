//! Sliding windows along one axis.

use crate::config::Padding;

/// The positions and the padding of a window that slides along one axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// Positions of the window.
    pub output: usize,
    /// Padding before the first value.
    pub before: usize,
    /// Padding after the last value.
    pub after: usize,
}

impl Axis {
    /// TensorFlow's padding arithmetic; `None` if no window fits or a length is 0.
    #[must_use]
    pub fn of(input: usize, window: usize, stride: usize, padding: Padding) -> Option<Self> {
        if input == 0 || window == 0 || stride == 0 {
            return None;
        }
        match padding {
            Padding::Valid => {
                let output = input.checked_sub(window)? / stride + 1;
                Some(Self { output, before: 0, after: 0 })
            }
            Padding::Same => {
                let output = input.div_ceil(stride);
                let zeros = ((output - 1) * stride).checked_add(window)?.saturating_sub(input);
                Some(Self { output, before: zeros / 2, after: zeros - zeros / 2 })
            }
        }
    }
}
