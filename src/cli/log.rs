//! The log: what the program does and how long that takes, written to a file where the user asks for it.

use std::env::{self, VarError};
use std::path::Path;

use log::LevelFilter;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::failure::Failure;
use crate::files;
use crate::text::{CliText, printable};

/// The environment variable that names the level.
const LEVEL: &str = "BIGODE_LOG";

/// From now on appends to `file` what the program does, up to the level that `BIGODE_LOG` names (`info` without it), and
/// the warnings of the libraries.
///
/// # Errors
/// A file that cannot be opened, or a level that is none.
pub fn to_file(file: &Path) -> Result<(), Failure> {
    let level = level()?;
    let output = files::open_at_end(file)
        .map_err(|error| Failure::because(CliText::LogUnopened, &[("file", &file.display())], error))?;
    fern::Dispatch::new()
        .level(level.min(LevelFilter::Warn))
        .level_for("bigode", level)
        .format(|out, message, record| {
            let time = OffsetDateTime::now_utc().format(&Rfc3339).unwrap_or_default();
            out.finish(format_args!("{time} {} {}", record.level(), printable(&message.to_string())));
        })
        .chain(output)
        .apply()
        .map_err(|error| Failure::new(CliText::LogUnstarted, &[("reason", &error)]))
}

fn level() -> Result<LevelFilter, Failure> {
    match env::var(LEVEL) {
        Ok(level) => level.parse().map_err(|_| unknown(&level)),
        Err(VarError::NotPresent) => Ok(LevelFilter::Info),
        Err(VarError::NotUnicode(level)) => Err(unknown(&level.to_string_lossy())),
    }
}

fn unknown(level: &str) -> Failure {
    Failure::new(CliText::LogLevel, &[("variable", &LEVEL), ("level", &level)])
}
