//! `config.ron`: all that reproduces a run. Above it stand, as comments, the BLAKE3 of all that follows the first line,
//! and those of the run's files in CSV that others edit too easily and that have no place for it themselves.

use std::path::Path;

use super::{CONFIG, Damage, RunFolder, RunFolderError};
use crate::config::{self, ConfigError, RunConfig};
use crate::files;

/// How the first line begins. Files of earlier versions have none.
const CHECKSUM: &str = "// checksum: ";

/// A file of the run whose checksum `config.ron` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// The file's name.
    pub name: &'static str,
    /// Of its whole content.
    pub checksum: blake3::Hash,
}

impl Checked {
    /// A file of this text.
    #[must_use]
    pub fn of(name: &'static str, text: &str) -> Self {
        Self { name, checksum: blake3::hash(text.as_bytes()) }
    }
}

/// Writes the file of a run.
///
/// # Errors
/// If it cannot be written; what was there stays.
pub fn write_config(folder: &RunFolder, config: &RunConfig, checked: &[Checked]) -> Result<(), RunFolderError> {
    folder.write(CONFIG, &text(config, checked))
}

/// A run's configuration.
///
/// # Errors
/// If the folder holds no run, or the configuration is damaged or no longer what was written.
pub fn read_config(folder: &Path) -> Result<RunConfig, ConfigError> {
    let path = folder.join(CONFIG);
    let text = files::read_to_string(&path).map_err(|source| ConfigError::Read { path: path.clone(), source })?;
    let config = config::parse(&text, &path.display().to_string())?;
    if is_changed(&text) { Err(ConfigError::Changed { path }) } else { Ok(config) }
}

/// Refuses a file of the run whose text is not the one that `config.ron` holds the checksum of.
///
/// # Errors
/// If it is another, or `config.ron` itself has changed.
pub fn require_unchanged(folder: &Path, (name, text): (&'static str, &str)) -> Result<(), RunFolderError> {
    // A run without its configuration is reported where that is read.
    let Ok(config) = files::read_to_string(&folder.join(CONFIG)) else { return Ok(()) };
    let changed = |name: &str| RunFolderError::Damaged { path: folder.join(name), damage: Damage::Changed };
    if is_changed(&config) {
        return Err(changed(CONFIG));
    }
    let comments = config.lines().take_while(|line| line.starts_with("//"));
    let mut found = comments.filter_map(|line| line.strip_prefix(&start_of_line(name)));
    if found.any(|found| found != checksum(text)) { Err(changed(name)) } else { Ok(()) }
}

/// Whether the folder has the file of this very configuration, with or without checksums.
pub(super) fn is_in(folder: &Path, config: &RunConfig) -> bool {
    let ron = config.to_ron();
    files::read_to_string(&folder.join(CONFIG))
        .is_ok_and(|found| !is_changed(&found) && without_comments(&found) == ron)
}

fn text(config: &RunConfig, checked: &[Checked]) -> String {
    let lines = checked.iter().map(|it| format!("{}{}\n", start_of_line(it.name), it.checksum.to_hex()));
    let text = lines.collect::<Vec<_>>().concat() + &config.to_ron();
    format!("{CHECKSUM}{}\n{text}", checksum(&text))
}

fn is_changed(text: &str) -> bool {
    let rest = text.strip_prefix(CHECKSUM);
    rest.is_some_and(|rest| rest.split_once('\n').is_none_or(|(found, rest)| found != checksum(rest)))
}

fn without_comments(mut text: &str) -> &str {
    while text.starts_with("//") {
        text = text.split_once('\n').map_or("", |(_, rest)| rest);
    }
    text
}

fn start_of_line(name: &str) -> String {
    format!("// {name}: ")
}

fn checksum(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}
