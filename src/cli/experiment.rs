//! `--preset NAME | --config FILE.ron`: which experiment a subcommand is about.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;

use crate::config::{self, ConfigError, LESSON_PRESETS, PRESETS, RunConfig};

/// An experiment that comes with the program, or one of the user's own.
#[derive(Debug, Clone, clap::Args)]
#[group(multiple = false)]
pub struct Experiment {
    /// An experiment that comes with the program
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(PRESETS.iter().chain(LESSON_PRESETS)))]
    preset: Option<String>,
    /// An experiment of your own, in RON; the presets in the folder `config` are examples
    #[arg(long, value_name = "FILE.ron")]
    config: Option<PathBuf>,
}

impl Experiment {
    /// Reads the experiment; without a choice it is the preset `otherwise`.
    ///
    /// # Errors
    /// A file that cannot be read or is not a valid experiment.
    pub(crate) fn read(&self, otherwise: &str) -> Result<RunConfig, ConfigError> {
        match (&self.config, &self.preset) {
            (Some(path), _) => config::read(path),
            (None, preset) => config::preset(preset.as_deref().unwrap_or(otherwise)),
        }
    }
}
