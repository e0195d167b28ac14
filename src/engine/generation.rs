//! Numbers that tell a fresh question from a stale one.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The newest question's number, shared between who asks and who answers.
#[derive(Clone, Default)]
pub(super) struct Generation(Arc<AtomicU64>);

impl Generation {
    /// From now on only `number` counts.
    pub(super) fn set(&self, number: u64) {
        self.0.store(number, Ordering::Release);
    }

    /// Makes every number given so far stale.
    pub(super) fn cancel(&self) {
        self.set(u64::MAX);
    }

    /// Whether the question with this number is still wanted.
    pub(super) fn is(&self, number: u64) -> bool {
        self.0.load(Ordering::Acquire) == number
    }

    /// For progress callbacks: go on only while the question is wanted.
    pub(super) fn flow(&self, number: u64) -> ControlFlow<()> {
        if self.is(number) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}
