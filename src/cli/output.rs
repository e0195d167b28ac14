//! Writing to the terminal without ever panicking: a reader that has gone (`bigode ... | head`) ends the command quietly.

#![expect(clippy::disallowed_methods, reason = "the one place that knows standard output and standard error")]

use std::error::Error;
use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

/// Writes a line of results to standard output.
///
/// # Errors
/// Whatever the writing fails with; a closed pipe is told apart in [`report`].
pub(crate) fn line(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes a line of progress or warning to standard error; where nobody reads it, nothing is lost.
pub(crate) fn warn(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Whether somebody may be looking at what [`warn`] writes, and a progress bar is of use.
pub(crate) fn warnings_reach_a_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Tells a failure on standard error and gives the exit code: 1, or 0 where only the reader of the results has gone.
pub(crate) fn report(failure: &anyhow::Error) -> ExitCode {
    let reader_gone = |cause: &(dyn Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    };
    if failure.chain().any(reader_gone) {
        return ExitCode::SUCCESS;
    }
    warn(&format!("error: {}", sentence(failure)));
    ExitCode::FAILURE
}

/// The failure and its causes in one sentence, leaving out a cause that the text before it tells already.
fn sentence(failure: &anyhow::Error) -> String {
    failure.chain().map(ToString::to_string).fold(String::new(), |told, cause| {
        if told.is_empty() {
            cause
        } else if told.contains(&cause) {
            told
        } else {
            format!("{told}: {cause}")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_has_gone_is_no_failure() {
        let gone = anyhow::Error::from(io::Error::from(io::ErrorKind::BrokenPipe)).context("writing results");
        assert_eq!(report(&gone), ExitCode::SUCCESS);
        assert_eq!(report(&anyhow::anyhow!("something else")), ExitCode::FAILURE);
    }

    #[test]
    fn causes_are_told_once() {
        let failure = anyhow::anyhow!("no such file").context("cannot read a.png: no such file").context("predicting");
        assert_eq!(sentence(&failure), "predicting: cannot read a.png: no such file");
    }
}
