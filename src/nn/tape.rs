//! Our operations on dfdx's tape.
//!
//! Activations are in our own memory, so that kernels read them without a copy. dfdx holds an empty tensor for each:
//! its identity, which is the key of its gradient, and the tape. Gradients are moved into and out of dfdx's
//! [`Gradients`], neither copied nor filled with zeros first.

use std::sync::Arc;

use dfdx::tensor::{Cache, Cpu, CpuError, Gradients, OwnedTape, PutTape, SplitTape, Tape, Tensor, TensorFromVec};

use super::context::Buffer;
use super::shapes::Shape;

/// dfdx's tape of backward operations.
pub type GradientTape = OwnedTape<f32, Cpu>;

/// A batch of activations on the tape, NHWC.
pub struct Traced {
    /// The activations.
    pub values: Arc<Buffer>,
    /// Pictures in the batch.
    pub count: usize,
    /// The shape of each.
    pub shape: Shape,
    token: Tensor<(usize,), f32, Cpu, GradientTape>,
}

/// The device of dfdx's tensors. Its cache is off, because gradients are moved out of its memory.
#[must_use]
pub fn device() -> Cpu {
    let device = Cpu::default();
    device.disable_cache();
    device
}

impl Traced {
    /// The network's input, with a new tape.
    #[must_use]
    pub fn input(device: &Cpu, values: Arc<Buffer>, count: usize, shape: Shape) -> Self {
        let token = device.tensor_from_vec(Vec::new(), (0,)).put_tape(GradientTape::default());
        Self { values, count, shape, token }
    }

    /// Records an operation on the tape: `values` of `shape` are its result, and `backward` computes the gradient of
    /// the input from that of the result, or nothing where no operation before needs it.
    #[must_use]
    pub fn then<F>(self, values: impl Into<Arc<Buffer>>, shape: Shape, backward: F) -> Self
    where
        F: 'static + FnOnce(Vec<f32>) -> Option<Vec<f32>>,
    {
        let Self { token, count, .. } = self;
        let (input, mut tape) = token.split_tape();
        let output: Tensor<(usize,), f32, Cpu> = input.device().tensor_from_vec(Vec::new(), (0,));
        let (from, to) = (output.ghost(), input.ghost());
        tape.add_backward_op(move |gradients: &mut Gradients<f32, Cpu>| {
            let gradient = std::mem::take(&mut **gradients.get_or_alloc_mut(&from)?);
            if let Some(gradient) = backward(gradient) {
                **gradients.get_or_alloc_mut(&to)? = gradient;
            }
            Ok(())
        });
        Self { values: values.into(), count, shape, token: output.put_tape(tape) }
    }

    /// The same activations in another shape.
    #[must_use]
    pub fn reshaped(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    /// The activations as a dfdx tensor `[count, size]` on the same tape, for dfdx's losses.
    ///
    /// # Errors
    /// If dfdx cannot allocate memory.
    pub fn into_tensor(self) -> Result<Tensor<(usize, usize), f32, Cpu, GradientTape>, CpuError> {
        let (input, mut tape) = self.token.split_tape();
        let values = self.values.to_vec();
        let tensor = input.device().try_tensor_from_vec(values, (self.count, self.shape.size()))?;
        let (from, to) = (tensor.ghost(), input.ghost());
        tape.add_backward_op(move |gradients: &mut Gradients<f32, Cpu>| {
            let gradient = std::mem::take(&mut **gradients.get_or_alloc_mut(&from)?);
            **gradients.get_or_alloc_mut(&to)? = gradient;
            Ok(())
        });
        Ok(tensor.put_tape(tape))
    }
}
