//! The sum of a residual block's two branches on one tape.
//!
//! The tape is a list, so both branches lie on it one after the other: the block's input, the layers, a way back to the
//! input, the shortcut's layers, the sum. Gradients that have to wait for the other branch do so in a [`Waiting`].

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rayon::prelude::*;

use super::Step;
use crate::nn::context::{Buffer, Context};
use crate::nn::shapes::Shape;
use crate::nn::tape::Traced;

/// A gradient that waits for the other branch.
type Waiting = Rc<RefCell<Vec<f32>>>;

/// A block in the forward pass of training.
pub struct Fork {
    context: Context,
    x: Arc<Buffer>,
    shape: Shape,
    /// The gradient of the layers' result, from the sum on.
    main: Waiting,
    /// The gradient of the block's input that came through the shortcut.
    shortcut: Waiting,
}

/// Begins a block: the layers take the second result.
#[must_use]
pub fn begin(step: &Step, x: Traced) -> (Fork, Traced) {
    let context = step.context.clone();
    let fork = Fork { context, x: x.values.clone(), shape: x.shape, main: Rc::default(), shortcut: Rc::default() };
    let (context, shortcut) = (fork.context.clone(), fork.shortcut.clone());
    let (values, shape) = (x.values.clone(), x.shape);
    let x = x.then(values, shape, move |mut gradient| {
        let other = context.adopt(shortcut.take());
        // The first layer of a network computes no gradient of the picture.
        if gradient.is_empty() || other.is_empty() {
            return None;
        }
        add(&context, &mut gradient, &other);
        Some(gradient)
    });
    (fork, x)
}

impl Fork {
    /// From the end of the layers back to the block's input: the shortcut's layers take the result.
    #[must_use]
    pub fn turn(&self, main: Traced) -> Traced {
        let (waiting, shortcut) = (self.main.clone(), self.shortcut.clone());
        main.then(self.x.clone(), self.shape, move |gradient| {
            shortcut.replace(gradient);
            Some(waiting.take())
        })
    }

    /// Ends the block: the sum of the layers' result `main` and that of the shortcut.
    #[must_use]
    pub fn end(self, main: &Arc<Buffer>, shortcut: Traced) -> Traced {
        let Self { context, main: waiting, .. } = self;
        let mut sum = copied(&context, main);
        add(&context, &mut sum, &shortcut.values);
        let shape = shortcut.shape;
        shortcut.then(sum, shape, move |gradient| {
            waiting.replace(copied(&context, &gradient).into_vec());
            Some(gradient)
        })
    }
}

/// Elements in a piece of work.
const PIECE: usize = 16 * 1024;

fn copied(context: &Context, from: &[f32]) -> Buffer {
    let mut to = context.buffer(from.len());
    context.run(|| {
        to.par_chunks_mut(PIECE).zip(from.par_chunks(PIECE)).for_each(|(to, from)| to.copy_from_slice(from));
    });
    to
}

/// `to += from`
pub fn add(context: &Context, to: &mut [f32], from: &[f32]) {
    context.run(|| {
        to.par_chunks_mut(PIECE).zip(from.par_chunks(PIECE)).for_each(|(to, from)| {
            for (to, from) in to.iter_mut().zip(from) {
                *to += from;
            }
        });
    });
}
