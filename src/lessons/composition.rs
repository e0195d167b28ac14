//! Two convolutions without an activation function between them, and the one convolution that they are worth.

use super::bench::{self, Filter, Map};
use super::kernels::Kernel;
use crate::config::{Activation, LayerConfig};
use crate::data::Picture;
use crate::nn::NetworkError;

/// Height and width of the kernel that two of 3×3 are worth.
pub const SIDE: usize = 5;
/// Height and width of a picture from whose single bright pixel that kernel is read.
const DOT: usize = 9;

/// Two layers beside the one.
#[derive(Debug, Clone, PartialEq)]
pub struct Composed {
    /// The one kernel, row by row.
    pub kernel: Vec<f32>,
    /// What the two layers make of the picture, one after the other.
    pub two: Map,
    /// What the one layer makes of it.
    pub one: Map,
    /// The first without the second.
    pub difference: Map,
}

impl Composed {
    /// Runs both over a picture; `between` is the activation function between the two layers.
    ///
    /// # Errors
    /// As [`bench::loaded`].
    pub fn of(picture: &Picture, kernels: [Kernel; 2], between: Activation) -> Result<Self, NetworkError> {
        let kernel = kernel(kernels)?;
        let two = two(picture, kernels, between)?;
        // Each weight stands for the three channels, as those of the first layer do.
        let weights = kernel.iter().flat_map(|weight| [*weight; 3]).collect();
        let network = bench::loaded(size(picture), &[convolution(SIDE)], &[("conv2d/kernel", weights)])?;
        let one = bench::maps_of(&network, picture, 1)?.pop().unwrap_or_default();
        let values = two.values.iter().zip(&one.values).map(|(two, one)| two - one).collect();
        let difference = Map { height: two.height, width: two.width, values };
        Ok(Self { kernel, two, one, difference })
    }

    /// The largest difference, whatever its sign.
    #[must_use]
    pub fn most(&self) -> f32 {
        self.difference.largest()
    }

    /// Whether both maps agree, but for what rounding leaves.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.most() <= 1e-4 * self.one.largest().max(1.0)
    }
}

const fn size(picture: &Picture) -> (usize, usize) {
    (picture.height, picture.width)
}

fn convolution(side: usize) -> LayerConfig {
    match bench::convolution(Activation::Linear) {
        LayerConfig::Conv2D { filters, strides, padding, activation, use_bias, .. } => {
            LayerConfig::Conv2D { filters, kernel_size: (side, side), strides, padding, activation, use_bias }
        }
        other => other,
    }
}

/// The map of two layers, one after the other.
fn two(picture: &Picture, [first, second]: [Kernel; 2], between: Activation) -> Result<Map, NetworkError> {
    let layers = [bench::convolution(between), bench::convolution(Activation::Linear)];
    let first = Filter::alike(first.weights()).weights();
    let weights = [("conv2d/kernel", first), ("conv2d_1/kernel", second.weights().to_vec())];
    let network = bench::loaded(size(picture), &layers, &weights)?;
    Ok(bench::maps_of(&network, picture, 2)?.pop().unwrap_or_default())
}

/// The one kernel, read from what the two layers make of a single bright pixel: it appears there turned by half a turn,
/// as each weight answers where it lies over the pixel.
fn kernel(kernels: [Kernel; 2]) -> Result<Vec<f32>, NetworkError> {
    let mut rgb = vec![0; DOT * DOT * 3];
    rgb[(DOT * DOT / 2) * 3] = u8::MAX;
    let dot = Picture { height: DOT, width: DOT, rgb };
    let mut values = two(&dot, kernels, Activation::Linear)?.values;
    values.reverse();
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture() -> Picture {
        let rgb = (0..16 * 16 * 3).map(|at| (at * at * 31 % 256) as u8).collect();
        Picture { height: 16, width: 16, rgb }
    }

    #[test]
    fn two_layers_without_an_activation_are_one_with_a_larger_kernel() {
        for first in Kernel::ALL {
            for second in Kernel::ALL {
                let composed = Composed::of(&picture(), [first, second], Activation::Linear).expect("a small network");
                assert!(composed.is_equal(), "{first:?} {second:?}: {}", composed.most());
                assert_eq!((composed.two.height, composed.two.width), (12, 12));
            }
        }
    }

    #[test]
    fn with_relu_between_them_they_are_not() {
        let kernels = [Kernel::VerticalEdges, Kernel::Blur];
        let composed = Composed::of(&picture(), kernels, Activation::Relu).expect("a small network");
        assert!(!composed.is_equal() && composed.most() > 0.1, "{}", composed.most());
    }

    #[test]
    fn the_pixel_itself_leaves_the_other_kernel_as_it_is() {
        let kernel = kernel([Kernel::VerticalEdges, Kernel::Identity]).expect("a small network");
        let inner: Vec<f32> = (1..4).flat_map(|row| kernel[row * SIDE + 1..row * SIDE + 4].to_vec()).collect();
        assert_eq!(inner, Kernel::VerticalEdges.weights());
    }
}
