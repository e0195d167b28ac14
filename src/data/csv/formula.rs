//! Names in a CSV that a spreadsheet would run as formulas.
//!
//! A spreadsheet takes a field that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula, quoted or
//! not, and a formula can start programs and send data away. As OWASP advises, such a field is written with an
//! apostrophe before it, which a spreadsheet takes for "this is text"; [`unguarded`] takes it away again.
//! Source: <https://owasp.org/www-community/attacks/CSV_Injection>.

use std::borrow::Cow;

/// What a field begins with that is a formula.
const BEGINNINGS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// The mark of text.
const APOSTROPHE: char = '\'';

/// A name as it is written into a CSV. Numbers stay as they are: they start nothing, and `-1` may be a class.
#[must_use]
pub fn guarded(name: &str) -> Cow<'_, str> {
    if is_formula(name) { Cow::Owned(format!("{APOSTROPHE}{name}")) } else { Cow::Borrowed(name) }
}

/// The name that [`guarded`] has written. Any other text stays as it is.
#[must_use]
pub fn unguarded(field: &str) -> &str {
    field.strip_prefix(APOSTROPHE).filter(|name| is_formula(name)).unwrap_or(field)
}

/// Whether a name needs an apostrophe: a formula, or what would be taken for one that has its apostrophe already.
fn is_formula(name: &str) -> bool {
    name.trim_start_matches(APOSTROPHE).starts_with(BEGINNINGS) && name.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_become_text_and_everything_else_stays() {
        for (name, written) in [
            ("=1+2", "'=1+2"),
            ("@eaDir/cat.jpg", "'@eaDir/cat.jpg"),
            ("-cat", "'-cat"),
            ("+cat", "'+cat"),
            ("\tcat", "'\tcat"),
            ("\r=1", "'\r=1"),
            ("'=1", "''=1"),
            ("-1", "-1"),
            ("+1.5e3", "+1.5e3"),
            ("'cat'", "'cat'"),
            ("cat=1", "cat=1"),
            ("", ""),
        ] {
            assert_eq!(guarded(name), written, "{name:?}");
            assert_eq!(unguarded(written), name, "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_guarded_reads_back_equal_and_is_no_formula(name in "['=+@\t a1-]{0,6}") {
            let written = guarded(&name);
            prop_assert_eq!(unguarded(&written), name.as_str());
            prop_assert!(!written.starts_with(BEGINNINGS) || written.parse::<f64>().is_ok());
        }
    }
}
