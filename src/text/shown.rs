//! Names as they are shown.

use std::borrow::Cow;

/// A name of a file or class with its control characters escaped, so that it can neither end a line nor steer a terminal,
/// and with the invisible characters that turn the direction of writing.
#[must_use]
pub fn shown(name: &str) -> Cow<'_, str> {
    escaped(name, is_invisible)
}

/// As [`shown`], for a text that may have several lines.
#[must_use]
pub fn shown_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |letter| letter != '\n' && is_invisible(letter))
}

fn is_invisible(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn escaped(text: &str, is_escaped: fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_escaped(letter) {
            escaped.extend(letter.escape_default());
        } else {
            escaped.push(letter);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::{shown, shown_lines};

    #[test]
    fn control_characters_are_escaped_and_letters_are_not() {
        assert_eq!(shown("c\u{e3}o \u{1f600}"), "c\u{e3}o \u{1f600}");
        assert_eq!(shown("a\nb\t\u{1b}[31m\u{7f}\u{9b}"), "a\\nb\\t\\u{1b}[31m\\u{7f}\\u{9b}");
        assert_eq!(shown_lines("a\n\u{1b}b"), "a\n\\u{1b}b");
        assert_eq!(shown("a\u{202e}gpj.exe"), "a\\u{202e}gpj.exe");
    }
}
