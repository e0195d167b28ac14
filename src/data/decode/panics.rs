//! Panics of decoders are caught and say nothing on standard error: the file is refused in a sentence instead.

use std::cell::Cell;
use std::panic::{UnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread is about to be caught here.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Runs what may panic; `None` if it did.
pub(super) fn catch<T>(run: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
    silence_caught_panics();
    let before = IS_CAUGHT.replace(true);
    let result = catch_unwind(run);
    IS_CAUGHT.set(before);
    result.ok()
}

/// Puts a hook before the one that is there: other panics are reported as before, by whatever hook comes later too.
fn silence_caught_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| {
            if !IS_CAUGHT.get() {
                usual(info);
            }
        }));
    });
}
