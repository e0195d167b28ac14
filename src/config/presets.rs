//! The presets of the folder `config`, embedded in the program.

use super::{ConfigError, RunConfig, parse};

/// The presets' names, the default first.
pub const PRESETS: &[&str] =
    &["notebook", "strong", "quick", "transfer", "transfer_quick", "fast", "kernel", "drawings"];

/// Presets to learn from, some of them bad on purpose; they are kept apart from [`PRESETS`].
pub const LESSON_PRESETS: &[&str] = &["rate_of_1", "no_augmentation", "duplicates", "dense_only", "global_average"];

/// A preset's text with its comments, to be saved and edited.
///
/// # Errors
/// If there is no such preset.
pub fn preset_text(name: &str) -> Result<&'static str, ConfigError> {
    match name {
        "notebook" => Ok(include_str!("../../config/notebook.ron")),
        "strong" => Ok(include_str!("../../config/strong.ron")),
        "quick" => Ok(include_str!("../../config/quick.ron")),
        "fast" => Ok(include_str!("../../config/fast.ron")),
        "kernel" => Ok(include_str!("../../config/kernel.ron")),
        "drawings" => Ok(include_str!("../../config/drawings.ron")),
        "transfer" => Ok(include_str!("../../config/transfer.ron")),
        "transfer_quick" => Ok(include_str!("../../config/transfer_quick.ron")),
        "rate_of_1" => Ok(include_str!("../../config/rate_of_1.ron")),
        "no_augmentation" => Ok(include_str!("../../config/no_augmentation.ron")),
        "duplicates" => Ok(include_str!("../../config/duplicates.ron")),
        "dense_only" => Ok(include_str!("../../config/dense_only.ron")),
        "global_average" => Ok(include_str!("../../config/global_average.ron")),
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
