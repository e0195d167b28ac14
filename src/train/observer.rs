//! What a training reports to.

use std::ops::ControlFlow;

use super::memory::MemoryAdvice;
use crate::run::TrainEvent;

/// Receives what a training reports, on the thread that trains.
pub trait Observer {
    /// Something happened.
    fn event(&mut self, event: TrainEvent);

    /// `done` of `total` photographs are read and resized, before the run starts; `Break` ends the start.
    fn loading(&mut self, _done: usize, _total: usize) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// `done` of `total` photographs, or their mirror images, have gone through the frozen pretrained network, before the run
    /// starts; `Break` ends the start.
    fn features(&mut self, _done: usize, _total: usize) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// How the memory that the run will need compares with the machine's, before the network is built.
    fn memory(&mut self, _advice: &MemoryAdvice) {}
}
