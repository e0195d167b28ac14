//! Named tensors on their way in and out of a network.

/// A tensor of a network, borrowed.
#[derive(Debug, Clone, PartialEq)]
pub struct TensorView<'a> {
    /// The layer's name and its own: `conv2d_1/kernel`.
    pub name: String,
    /// Keras's shape.
    pub shape: Vec<usize>,
    /// As many numbers as the shape says, row-major.
    pub data: &'a [f32],
    /// Whether the optimiser changes it.
    pub trainable: bool,
}

/// A tensor on its own: name, shape and numbers, row-major.
pub type OwnedTensor = (String, Vec<usize>, Vec<f32>);
