//! The presets of the folder `config`, embedded in the program.

use super::{ConfigError, RunConfig, parse};

/// The presets' names, the default first.
pub const PRESETS: &[&str] = &["notebook", "fast", "kernel", "drawings"];

/// A preset's text with its comments, to be saved and edited.
///
/// # Errors
/// If there is no such preset.
pub fn preset_text(name: &str) -> Result<&'static str, ConfigError> {
    match name {
        "notebook" => Ok(include_str!("../../config/notebook.ron")),
        "fast" => Ok(include_str!("../../config/fast.ron")),
        "kernel" => Ok(include_str!("../../config/kernel.ron")),
        "drawings" => Ok(include_str!("../../config/drawings.ron")),
        _ => Err(ConfigError::UnknownPreset(name.to_owned())),
    }
}

/// A preset.
///
/// # Errors
/// If there is no such preset.
pub fn preset(name: &str) -> Result<RunConfig, ConfigError> {
    parse(preset_text(name)?, &format!("config/{name}.ron"))
}
