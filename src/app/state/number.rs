//! Numbers of requests.

use std::sync::atomic::{AtomicU64, Ordering};

/// A number that no other request has, whatever subject it is about: an answer to a request of another subject never
/// matches.
pub fn next_number() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}
