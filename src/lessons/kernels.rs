//! Kernels that people have drawn by hand; a network learns its own.

use super::bench::{Filter, SHEET};

/// A kernel that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// Sobel's: where the right is brighter than the left.
    VerticalEdges,
    /// The same turned: where below is brighter than above.
    HorizontalEdges,
    /// The mean of nine.
    Blur,
    /// A pixel against its neighbours, added to itself.
    Sharpen,
    /// The pixel itself.
    Identity,
}

impl Kernel {
    /// All kernels.
    pub const ALL: [Self; 5] = [Self::VerticalEdges, Self::HorizontalEdges, Self::Blur, Self::Sharpen, Self::Identity];

    /// Its nine weights, row by row.
    #[must_use]
    pub const fn weights(self) -> [f32; SHEET] {
        match self {
            Self::VerticalEdges => [-1.0, 0.0, 1.0, -2.0, 0.0, 2.0, -1.0, 0.0, 1.0],
            Self::HorizontalEdges => [-1.0, -2.0, -1.0, 0.0, 0.0, 0.0, 1.0, 2.0, 1.0],
            Self::Blur => [1.0 / 9.0; SHEET],
            Self::Sharpen => [0.0, -1.0, 0.0, -1.0, 5.0, -1.0, 0.0, -1.0, 0.0],
            Self::Identity => [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0],
        }
    }

    /// A filter whose three sheets are this kernel.
    #[must_use]
    pub const fn filter(self) -> Filter {
        Filter::alike(self.weights())
    }
}
