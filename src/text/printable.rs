//! Text from files and folders on its way to a person.

use std::borrow::Cow;

/// Text as one line in which nothing acts on a terminal: control characters, separators of lines and marks that turn the
/// direction of writing are spelt out as Rust does, `\n` or `\u{1b}`.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_active) {
        return Cow::Borrowed(text);
    }
    let spelt_out =
        |letter: char| if is_active(letter) { letter.escape_default().collect() } else { letter.to_string() };
    Cow::Owned(text.chars().map(spelt_out).collect())
}

/// Whether a character does something instead of being shown.
#[must_use]
pub fn is_active(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_on_a_terminal_is_left() {
        for (name, shown) in [
            ("cão.jpg", "cão.jpg"),
            (r"a\b.jpg", r"a\b.jpg"),
            ("a\x1b[2Jb", r"a\u{1b}[2Jb"),
            ("a\nb\tc\r", r"a\nb\tc\r"),
            ("\u{7f}\u{9b}31m", r"\u{7f}\u{9b}31m"),
            ("a\u{202e}gpj", r"a\u{202e}gpj"),
        ] {
            assert_eq!(printable(name), shown);
            assert_eq!(printable(shown), shown, "twice is as once");
        }
    }
}
