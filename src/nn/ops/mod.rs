//! Operations, one file each: the forward pass in training, its gradient, and inference.

pub mod activation;
pub mod batch_norm;
pub mod conv;
pub mod conv_block;
pub mod dense;
pub mod depthwise;
pub mod dropout;
pub mod pooling;
pub mod residual;
pub mod zero_padding;

use std::cell::RefCell;
use std::rc::Rc;

use super::context::Context;
use super::params::StepState;

/// A training step in progress: where it computes, and the tensors that its backward pass changes.
#[derive(Clone)]
pub struct Step {
    /// Threads, instruction set and memory.
    pub context: Context,
    /// The tensors, shared with the operations on the tape.
    pub state: Rc<RefCell<StepState>>,
    /// Key of this step's dropout masks; `None` switches dropout off.
    pub dropout: Option<u64>,
}
