//! What a caught panic says.

use std::any::Any;

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
