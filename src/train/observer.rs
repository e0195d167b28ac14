//! Who is told of a training.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::run::{Snapshot, TrainEvent};

/// Listens to a training, on the thread that trains.
pub trait Observer {
    /// Something happened.
    fn event(&mut self, event: TrainEvent);

    /// Photographs are being read and resized, before the run starts; `Break` gives up.
    fn loading(&mut self, _done: usize, _total: usize) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// Whether to copy the weights after this epoch for [`Observer::weights`].
    fn wants_weights(&self) -> bool {
        false
    }

    /// The weights after an epoch, for predictions while the training goes on.
    fn weights(&mut self, _snapshot: Arc<Snapshot>) {}
}
