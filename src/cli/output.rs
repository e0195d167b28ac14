//! Writing to the terminal without ever panicking: a reader that has gone (`bigode ... | head`) ends the command quietly.

#![expect(clippy::disallowed_methods, reason = "the one place that knows standard output and standard error")]

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::failure::Failure;
use crate::files;
use crate::text::{CliText, Language, is_active, printable};

/// Writes a line of results to standard output, [`printable`].
///
/// # Errors
/// [`Failure::Output`].
pub(crate) fn line(text: &str) -> Result<(), Failure> {
    write_line(&printable(text))
}

/// Writes lines of results to standard output, each [`printable`].
///
/// # Errors
/// [`Failure::Output`].
pub(crate) fn lines(text: &str) -> Result<(), Failure> {
    text.lines().try_for_each(line)
}

fn write_line(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let mut write = || {
        out.write_all(text.as_bytes())?;
        out.write_all(b"\n")?;
        out.flush()
    };
    write().map_err(Failure::Output)
}

/// Writes results to standard output as one line of JSON.
///
/// # Errors
/// As [`line()`]; a value that JSON cannot hold.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(|error| Failure::new(CliText::NoJson, &[("reason", &error)]))?;
    write_line(&active_escaped(&text))
}

/// JSON whose strings have nothing that acts on a terminal.
fn active_escaped(json: &str) -> String {
    let escaped =
        |letter: char| if is_active(letter) { format!("\\u{:04x}", u32::from(letter)) } else { letter.into() };
    json.chars().map(escaped).collect()
}

/// Writes a line of progress or warning to standard error, [`printable`]; where nobody reads it, nothing is lost.
pub(crate) fn warn(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", printable(text));
}

/// Whether somebody may be looking at what [`warn`] writes, and a progress bar is of use.
pub(crate) fn warnings_reach_a_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Writes a file that the user named.
///
/// # Errors
/// A file that cannot be written, by its name.
pub(crate) fn write_file(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    files::write_output(file, bytes).map_err(|error| cannot_write(file, error))
}

/// Writes a file into a folder that the user named: whole or not at all, never into a pipe or device that lies there.
///
/// # Errors
/// A file that cannot be written, by its name.
pub(crate) fn write_into_folder(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    files::write(file, bytes).map_err(|error| cannot_write(file, error))
}

/// A file that cannot be written. Where it is a pipe whose reader has gone, that is no more than [`line()`]'s.
pub(crate) fn cannot_write(file: &Path, error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::Output(error),
        _ => Failure::because(CliText::CannotWrite, &[("file", &file.display())], error),
    }
}

/// Writes a failure to standard error and gives the exit code: 1, or 0 where only the reader of the results has gone.
pub(crate) fn fail(failure: &Failure, language: Language) -> ExitCode {
    if failure.is_reader_gone() {
        return ExitCode::SUCCESS;
    }
    warn(&language.fill(CliText::Error, &[("reason", &failure.localized(language))]));
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_with_hidden_letters_stays_the_same_json() {
        let value = serde_json::json!({ "a\u{7f}\u{202e}\u{1b}\n": "\u{9b}" });
        let escaped = active_escaped(&value.to_string());
        assert!(!escaped.contains(is_active), "{escaped}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).expect("JSON"), value);
    }

    #[test]
    fn a_reader_that_has_gone_is_no_failure() {
        let gone = Failure::Output(io::ErrorKind::BrokenPipe.into());
        assert_eq!(fail(&gone, Language::English), ExitCode::SUCCESS);
        assert_eq!(fail(&Failure::new(CliText::NoPhotograph, &[]), Language::English), ExitCode::FAILURE);
    }
}
