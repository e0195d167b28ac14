//! The way from the threads to the window.

use std::sync::Arc;

use crossbeam_channel::Sender;

use crate::engine::views::EngineEvent;

/// Called after each event so that the window takes it in. It may be called from any thread.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Sends events and wakes the window.
#[derive(Clone)]
pub struct Outbox {
    events: Sender<EngineEvent>,
    waker: Waker,
}

impl Outbox {
    pub fn new(events: Sender<EngineEvent>, waker: Waker) -> Self {
        Self { events, waker }
    }

    /// Waits while the window has too many events unread; does nothing once the window is gone.
    pub fn send(&self, event: impl Into<EngineEvent>) {
        if self.events.send(event.into()).is_ok() {
            (self.waker)();
        }
    }
}
