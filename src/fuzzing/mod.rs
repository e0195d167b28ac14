//! What fuzzing feeds: each reader of files that others made, as a function of bytes.
//!
//! A reader panics where a property does not hold: that a file is read or refused in a sentence, that what was read is
//! consistent, that what is written back reads back equal. `fuzz/` and a test call it with damaged files.

mod data_sets;
mod exchange;
mod pictures;
mod run_files;
mod sample;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::data::decode::Format;
use crate::text::Localized;

/// A reader of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// A photograph.
    Picture(Format),
    /// A zip of photographs.
    Zip,
    /// A CSV that lists photographs.
    CsvList,
    /// The names of files, one a line, from which classes are found.
    Layout,
    /// Relabels and exclusions.
    Overlay,
    /// A configuration.
    Config,
    /// A file of the cache of decoded photographs.
    Cache,
    /// A run's weights.
    Weights,
    /// A run's checkpoint.
    Checkpoint,
    /// A run's predictions for its validation photographs, epoch by epoch.
    Validation,
    /// Predictions and uncertainty that an evaluation has stored.
    StoredResults,
    /// A run's history.
    History,
    /// A run's events.
    Events,
    /// A run's split.
    Split,
    /// A network of Keras 3.
    Keras,
    /// A network in the old format of Keras.
    KerasLegacy,
    /// A network in ONNX's format.
    Onnx,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It was read.
    Read,
    /// It was refused in this sentence.
    Refused(String),
}

impl Reader {
    /// Every reader.
    pub const ALL: [Self; 23] = [
        Self::Picture(Format::Jpeg),
        Self::Picture(Format::Png),
        Self::Picture(Format::Gif),
        Self::Picture(Format::Bmp),
        Self::Picture(Format::Tiff),
        Self::Picture(Format::WebP),
        Self::Picture(Format::Pnm),
        Self::Zip,
        Self::CsvList,
        Self::Layout,
        Self::Overlay,
        Self::Config,
        Self::Cache,
        Self::Weights,
        Self::Checkpoint,
        Self::Validation,
        Self::StoredResults,
        Self::History,
        Self::Events,
        Self::Split,
        Self::Keras,
        Self::KerasLegacy,
        Self::Onnx,
    ];

    /// The name of its fuzzing target and of the folder of its corpus.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Picture(Format::Jpeg) => "jpeg",
            Self::Picture(Format::Png) => "png",
            Self::Picture(Format::Gif) => "gif",
            Self::Picture(Format::Bmp) => "bmp",
            Self::Picture(Format::Tiff) => "tiff",
            Self::Picture(Format::WebP) => "webp",
            Self::Picture(Format::Pnm) => "pnm",
            Self::Zip => "zip",
            Self::CsvList => "csv_list",
            Self::Layout => "layout",
            Self::Overlay => "overlay",
            Self::Config => "config",
            Self::Cache => "cache",
            Self::Weights => "weights",
            Self::Checkpoint => "checkpoint",
            Self::Validation => "validation",
            Self::StoredResults => "stored_results",
            Self::History => "history",
            Self::Events => "events",
            Self::Split => "split",
            Self::Keras => "keras",
            Self::KerasLegacy => "keras_legacy",
            Self::Onnx => "onnx",
        }
    }

    /// Reads a file of these bytes.
    ///
    /// # Panics
    /// If a property of the reader does not hold.
    #[must_use]
    pub fn read(self, bytes: &[u8]) -> Verdict {
        match self {
            Self::Picture(_) => pictures::picture(bytes),
            Self::Zip => data_sets::zip(bytes),
            Self::CsvList => data_sets::csv_list(bytes),
            Self::Layout => data_sets::layout(bytes),
            Self::Overlay => data_sets::overlay(bytes),
            Self::Cache => data_sets::cache(bytes),
            Self::Config => run_files::config(bytes),
            Self::Weights => run_files::weights(bytes),
            Self::Checkpoint => run_files::checkpoint(bytes),
            Self::Validation => run_files::validation(bytes),
            Self::StoredResults => run_files::stored_results(bytes),
            Self::History => run_files::history(bytes),
            Self::Events => run_files::events(bytes),
            Self::Split => run_files::split(bytes),
            Self::Keras => exchange::keras(bytes),
            Self::KerasLegacy => exchange::keras_legacy(bytes),
            Self::Onnx => exchange::onnx(bytes),
        }
    }

    /// The whole files that a run of this program writes for this reader; none where files come from elsewhere.
    #[must_use]
    pub fn own_files(self) -> Vec<Vec<u8>> {
        let sample = sample::sample();
        match self {
            Self::Cache => vec![sample.cache.bytes.clone()],
            Self::Weights => vec![sample.weights.clone()],
            Self::Checkpoint => vec![sample.checkpoint.clone()],
            Self::Validation => vec![sample.validation.clone()],
            Self::StoredResults => vec![sample.stored_results.clone()],
            Self::Config => vec![sample.config.clone()],
            Self::History => vec![sample.history.clone()],
            Self::Events => vec![sample.events.clone()],
            Self::Split => vec![sample.split.clone()],
            Self::Picture(_)
            | Self::Zip
            | Self::CsvList
            | Self::Layout
            | Self::Overlay
            | Self::Keras
            | Self::KerasLegacy
            | Self::Onnx => Vec::new(),
        }
    }
}

impl fmt::Display for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A refusal, which has its sentence in both languages.
fn refused(error: &dyn Localized) -> Verdict {
    assert!(!error.portuguese().is_empty(), "an error has a sentence");
    Verdict::Refused(error.to_string())
}

/// An empty folder that ends with this value.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Writes a file of a folder.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).expect("a temporary folder can be made");
    }
    fs::write(&path, bytes).expect("a temporary file can be written");
    path
}
