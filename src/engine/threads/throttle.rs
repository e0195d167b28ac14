//! Progress that is reported now and then.

use std::time::{Duration, Instant};

/// Lets a report through at most this often.
const INTERVAL: Duration = Duration::from_millis(50);

/// Keeps progress from filling the window's events: the first report passes, then at most one every 50 ms.
#[derive(Debug, Default)]
pub struct Throttle {
    last: Option<Instant>,
}

impl Throttle {
    /// Whether a report may be sent now; if so, it counts as sent.
    pub fn is_due(&mut self) -> bool {
        let is_due = self.last.is_none_or(|last| last.elapsed() >= INTERVAL);
        if is_due {
            self.last = Some(Instant::now());
        }
        is_due
    }
}
