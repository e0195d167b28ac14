//! Numbers that distinguish the newest request from those before it.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The newest request's number, shared between the side that asks and the side that answers.
#[derive(Clone, Default)]
pub struct Generation(Arc<AtomicU64>);

impl Generation {
    /// From now on only the request with this number is current.
    pub fn set(&self, number: u64) {
        self.0.store(number, Ordering::Release);
    }

    /// From now on no request is current.
    pub fn cancel(&self) {
        self.set(u64::MAX);
    }

    /// Whether the request with this number is current.
    pub fn is(&self, number: u64) -> bool {
        self.0.load(Ordering::Acquire) == number
    }

    /// For progress callbacks: breaks as soon as the request is no longer current.
    pub fn flow(&self, number: u64) -> ControlFlow<()> {
        if self.is(number) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}
