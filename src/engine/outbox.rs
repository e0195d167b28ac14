//! The way from the threads to the window.

use std::sync::Arc;

use crossbeam_channel::Sender;

use super::EngineEvent;

/// Called after each event so that the window looks; it may be called from any thread.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Sends events and wakes the window.
#[derive(Clone)]
pub(super) struct Outbox {
    events: Sender<EngineEvent>,
    waker: Waker,
}

impl Outbox {
    pub(super) fn new(events: Sender<EngineEvent>, waker: Waker) -> Self {
        Self { events, waker }
    }

    /// Waits while the window has too many events unread; does nothing once the window is gone.
    pub(super) fn send(&self, event: EngineEvent) {
        if self.events.send(event).is_ok() {
            (self.waker)();
        }
    }
}
