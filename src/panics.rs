//! What a caught panic says, and panics of libraries that are caught and say nothing on standard error.

use std::any::Any;
use std::cell::Cell;
use std::panic::{UnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread is about to be caught here.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Runs what may panic over a damaged file, which is then refused in a sentence; `None` if it did.
pub fn catch_silently<T>(run: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
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

/// The message of a panic that `catch_unwind` or a joined thread gave.
#[must_use]
pub fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic without a message")
}

#[cfg(test)]
mod tests {
    use std::panic::{catch_unwind, panic_any};

    use super::message;

    #[test]
    fn the_message_of_a_panic_is_its_text_if_it_has_one() {
        let caught = |panics: fn()| catch_unwind(panics).expect_err("it panics");
        assert_eq!(message(&*caught(|| panic!("plain"))), "plain");
        assert_eq!(message(&*caught(|| panic!("{} of {}", 1, 2))), "1 of 2");
        assert_eq!(message(&*caught(|| panic_any(7))), "a panic without a message");
    }
}
