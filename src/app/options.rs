//! Where the window keeps its files, and what its demonstration is.

use std::path::PathBuf;
use std::sync::Arc;

use crate::config::{self, RunConfig};
use crate::engine::{EngineOptions, SystemTrash};

/// What a window is opened with.
#[derive(Debug, Clone)]
pub struct AppOptions {
    /// Where runs are written.
    pub runs: PathBuf,
    /// The existing folder that is proposed for files to write.
    pub documents: PathBuf,
    /// The engine's.
    pub engine: EngineOptions,
    /// How many drawings the demonstration trains on.
    pub drawings: usize,
    /// What the demonstration trains.
    pub demonstration: RunConfig,
}

impl AppOptions {
    /// Runs in the user's documents, all of the machine's cores.
    ///
    /// # Errors
    /// If a preset cannot be read, which the preset's own tests rule out.
    pub fn of_system() -> Result<Self, config::ConfigError> {
        let documents = dirs::document_dir().or_else(dirs::home_dir).unwrap_or_else(std::env::temp_dir);
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Self {
            runs: documents.join("Bigode").join("runs"),
            documents,
            engine: EngineOptions {
                cache: crate::data::cache_folder(),
                threads,
                pretrained: crate::nn::pretrained::folder(),
                trash: Arc::new(SystemTrash),
            },
            drawings: 800,
            demonstration: config::preset("drawings")?,
        })
    }
}
