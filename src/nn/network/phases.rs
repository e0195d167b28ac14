//! How long each operation of a training step takes.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::{BatchOutcome, DropoutKey, Network};
use crate::nn::error::NetworkError;
use crate::nn::plan::Planned;
use crate::nn::tape::Traced;

/// An operation of a training step.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// The range of the layers that it computes, numbers from 0.
    pub layers: Range<usize>,
    /// Seconds of its forward pass.
    pub forward_s: f64,
    /// Seconds of its backward pass, with the update of its weights.
    pub backward_s: f64,
}

impl Network {
    /// As [`Network::train_batch`], with the time that each operation took, in their order; frozen ones are left out.
    ///
    /// # Errors
    /// As [`Network::train_batch`].
    pub fn train_batch_in_phases(
        &mut self,
        x: &[f32],
        labels: &[u32],
        learning_rate: f32,
        dropout: DropoutKey,
    ) -> Result<(BatchOutcome, Vec<Phase>), NetworkError> {
        let count = self.check(x)?;
        let features = self.given_features(x, count)?;
        let clock = Clock::default();
        let x = features.as_deref().unwrap_or(x);
        let outcome = self.train_rows(x, count, labels, learning_rate, dropout, Some(&clock))?;
        Ok((outcome, clock.phases(&self.plan[self.frozen..])))
    }
}

/// When each operation of a training step began and ended.
#[derive(Debug, Clone, Default)]
pub(super) struct Clock(Arc<Mutex<Marks>>);

#[derive(Debug, Default)]
struct Marks {
    /// Before the first operation, and after each.
    forward: Vec<Instant>,
    /// Before the last operation's backward pass, and after each, down to the first one's.
    backward: Vec<Instant>,
}

impl Clock {
    fn mark(&self, marks: fn(&mut Marks) -> &mut Vec<Instant>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        marks(&mut all).push(Instant::now());
    }

    /// Marks the time now, and when the backward pass comes by here.
    pub(super) fn marked(&self, x: Traced) -> Traced {
        self.mark(|marks| &mut marks.forward);
        let (clock, values, shape) = (self.clone(), x.values.clone(), x.shape);
        x.then(values, shape, move |gradient| {
            clock.mark(|marks| &mut marks.backward);
            Some(gradient)
        })
    }

    fn phases(&self, plan: &[Planned]) -> Vec<Phase> {
        let marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seconds = |marks: &[Instant]| -> Vec<f64> {
            marks.windows(2).map(|pair| (pair[1] - pair[0]).as_secs_f64()).collect()
        };
        let passes = seconds(&marks.forward).into_iter().zip(seconds(&marks.backward).into_iter().rev());
        let phase = |(planned, (forward_s, backward_s)): (&Planned, (f64, f64))| Phase {
            layers: planned.layers.clone(),
            forward_s,
            backward_s,
        };
        plan.iter().zip(passes).map(phase).collect()
    }
}
