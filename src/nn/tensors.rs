//! Named tensors that a network gives and takes.

/// A tensor of a network, borrowed.
#[derive(Debug, Clone, PartialEq)]
pub struct TensorView<'a> {
    /// The layer's name and its own: `conv2d_1/kernel`.
    pub name: String,
    /// Keras's shape.
    pub shape: Vec<usize>,
    /// The elements, row-major.
    pub data: &'a [f32],
    /// Whether the optimiser changes it.
    pub trainable: bool,
}

/// An owned tensor: name, shape and elements, row-major.
pub type OwnedTensor = (String, Vec<usize>, Vec<f32>);
