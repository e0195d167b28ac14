//! What a training reports to.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::memory::MemoryAdvice;
use crate::run::{Snapshot, TrainEvent};

/// Receives what a training reports, on the thread that trains.
pub trait Observer {
    /// Something happened.
    fn event(&mut self, event: TrainEvent);

    /// `done` of `total` photographs are read and resized, before the run starts; `Break` ends the start.
    fn loading(&mut self, _done: usize, _total: usize) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// How the memory that the run will need compares with the machine's, before the network is built.
    fn memory(&mut self, _advice: &MemoryAdvice) {}

    /// Whether to copy the weights after this epoch for [`Observer::weights`].
    fn wants_weights(&self) -> bool {
        false
    }

    /// The weights after an epoch, for predictions while the training continues.
    fn weights(&mut self, _snapshot: Arc<Snapshot>) {}
}
