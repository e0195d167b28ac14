//! Names as they are shown.

use std::borrow::Cow;

/// A name of a file or class with its control characters escaped, so that it can neither end a line nor steer a terminal,
/// and with the invisible characters that turn the direction of writing.
#[must_use]
pub fn shown(name: &str) -> Cow<'_, str> {
    let is_escaped = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !name.contains(is_escaped) {
        return Cow::Borrowed(name);
    }
    let mut text = String::with_capacity(name.len() + 8);
    for letter in name.chars() {
        if is_escaped(letter) {
            text.extend(letter.escape_default());
        } else {
            text.push(letter);
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn control_characters_are_escaped_and_letters_are_not() {
        assert_eq!(shown("c\u{e3}o \u{1f600}"), "c\u{e3}o \u{1f600}");
        assert_eq!(shown("a\nb\t\u{1b}[31m\u{7f}\u{9b}"), "a\\nb\\t\\u{1b}[31m\\u{7f}\\u{9b}");
        assert_eq!(shown("a\u{202e}gpj.exe"), "a\\u{202e}gpj.exe");
    }
}
