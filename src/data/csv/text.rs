//! The bytes of a CSV as text, in the encodings that spreadsheets and editors save.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::TableProblem;
use super::records::line_ends;

/// Text, and its encoding.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub(super) text: Cow<'a, str>,
    /// An encoding that was assumed, since nothing in the file names it.
    pub(super) assumed: Option<&'static str>,
}

/// Decodes UTF-8, UTF-16 with a byte order mark, or else Windows-1252, which has no mark and accepts nearly any bytes.
///
/// # Errors
/// The line, from 1, and what is wrong there: bytes that no such text contains.
pub(super) fn decode(bytes: &[u8]) -> Result<Text<'_>, (u64, TableProblem)> {
    let damaged = |encoding: &'static Encoding| (1, TableProblem::Encoding { encoding: encoding.name() });
    let (text, assumed) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
            (text.ok_or_else(|| damaged(encoding))?, None)
        }
        None => match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => (text, None),
            None => (WINDOWS_1252.decode_without_bom_handling(bytes).0, Some(WINDOWS_1252.name())),
        },
    };
    let is_binary = |letter: char| match assumed {
        None => letter == '\0',
        Some(_) => letter.is_control() && !matches!(letter, '\t' | '\n' | '\r'),
    };
    match text.find(is_binary) {
        Some(at) => Err((1 + line_ends(&text[..at]), TableProblem::NotText)),
        None => Ok(Text { text, assumed }),
    }
}
