//! Operations, one file each: what it does forward, what its gradient is, and how it works at inference.

pub mod batch_norm;
pub mod conv;
pub mod conv_block;
pub mod dense;
pub mod dropout;
pub mod pooling;

use std::cell::RefCell;
use std::rc::Rc;

use super::context::Context;
use super::params::Stepping;

/// A step under way: where it computes, and the tensors that its backward pass changes.
#[derive(Clone)]
pub struct Step {
    /// Threads, instruction set and memory.
    pub context: Context,
    /// The tensors, shared with the operations on the tape.
    pub stepping: Rc<RefCell<Stepping>>,
    /// Key of this step's random numbers; `None` switches dropout off.
    pub dropout: Option<u64>,
}
