//! A run as one HTML file that needs nothing else: no network, no scripts, no other file.

mod html;
mod plot;
#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{ImageFormat, RgbImage};
use thiserror::Error;

use super::{Evaluation, Order};
use crate::config::ConfigError;
use crate::predict::Classifier;
use crate::train::run_folder::{self, CONFIG, RunFolderError};

/// Wrong photographs that are shown, at most.
const WORST: usize = 24;

/// Why there is no report.
#[derive(Debug, Error)]
pub enum ReportError {
    /// A file of the run cannot be read.
    #[error(transparent)]
    Run(#[from] RunFolderError),
    /// The configuration cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

/// A photograph that the network is wrong about.
#[derive(Debug, Clone, PartialEq)]
pub struct Worst {
    /// Its name in the data.
    pub name: String,
    /// The class that it is labelled as.
    pub label: String,
    /// What it was taken for, and how surely, 0 to 1.
    pub predicted: (String, f32),
    /// The picture as a PNG; none where it could not be read again.
    pub png: Option<Vec<u8>>,
}

/// The photographs of the highest loss that are taken for another class, with small pictures from `pixels`, which is
/// asked by name and answers at the network's input size.
#[must_use]
pub fn worst(evaluation: &Evaluation, classifier: &Classifier, pixels: &dyn Fn(&str) -> Option<Vec<u8>>) -> Vec<Worst> {
    let judgements = &evaluation.judgements;
    let wrong = Order::Loss.of(judgements).into_iter().filter(|photograph| !judgements.is_right(*photograph));
    let class = |label: u32| judgements.classes()[label as usize].clone();
    let size = classifier.preprocessing();
    let small = |name: &str| {
        let picture = RgbImage::from_raw(size.width as u32, size.height as u32, pixels(name)?)?;
        let mut png = Cursor::new(Vec::new());
        picture.write_to(&mut png, ImageFormat::Png).ok()?;
        Some(png.into_inner())
    };
    wrong
        .take(WORST)
        .map(|photograph| {
            let name = judgements.names()[photograph].clone();
            Worst {
                png: small(&name),
                label: class(judgements.labels()[photograph]),
                predicted: (class(judgements.predicted(photograph)), judgements.confidence(photograph)),
                name,
            }
        })
        .collect()
}

/// The report of a run. Without an evaluation, as where its photographs are gone, what needs one is left out and
/// `missing` says why.
///
/// # Errors
/// If the run's files cannot be read.
pub fn report(folder: &Path, evaluation: Result<(&Evaluation, &[Worst]), &str>) -> Result<String, ReportError> {
    let path = folder.join(CONFIG);
    let config = run_folder::read_config(folder)?;
    let config_text = fs::read_to_string(&path).map_err(|source| ReportError::Read { path, source })?;
    let history = run_folder::read_history(folder)?;
    let events = run_folder::read_events(folder)?;
    Ok(html::page(&html::Contents {
        folder,
        config: &config,
        config_text: &config_text,
        history: &history,
        events: &events,
        evaluation,
    }))
}
