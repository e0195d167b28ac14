//! A run as one HTML file that needs nothing else: no network, no scripts, no other file.

mod html;
mod judged;
mod page;
mod plot;
#[cfg(test)]
mod tests;
mod words;

pub use words::Language;

use std::fs;
use std::io;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{ImageFormat, RgbImage, imageops};
use thiserror::Error;

use super::{Evaluation, Order};
use crate::config::ConfigError;
use crate::data::Picture;
use crate::train::run_folder::{self, CONFIG, RunFolderError};

/// Wrong photographs that are shown, at most.
const WORST: usize = 24;
/// The longer side of a small picture, in pixels.
const SIDE: usize = 192;

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
struct Worst {
    name: String,
    label: String,
    /// What it was taken for, and how surely, 0 to 1.
    predicted: (String, f32),
    /// A small picture as a PNG; none where it could not be read again.
    png: Option<Vec<u8>>,
}

/// The photographs of the highest loss that are taken for another class.
fn worst(evaluation: &Evaluation) -> Vec<Worst> {
    let judgements = &evaluation.judgements;
    let wrong = Order::Loss.of(judgements).into_iter().filter(|photograph| !judgements.is_right(*photograph));
    let class = |label: u32| judgements.classes()[label as usize].clone();
    let worst = wrong.take(WORST).map(|photograph| Worst {
        name: judgements.names()[photograph].clone(),
        label: class(judgements.labels()[photograph]),
        predicted: (class(judgements.predicted(photograph)), judgements.confidence(photograph)),
        png: small(evaluation, evaluation.places[photograph]),
    });
    worst.collect()
}

/// A photograph with its proportions, its longer side at most [`SIDE`] pixels.
fn small(evaluation: &Evaluation, place: usize) -> Option<Vec<u8>> {
    let Picture { height, width, rgb } = evaluation.dataset.decode(place, true).ok()?;
    let picture = RgbImage::from_raw(width as u32, height as u32, rgb)?;
    let longer = width.max(height).max(1);
    let side = |pixels: usize| (pixels * SIDE / longer).max(1) as u32;
    let picture = if longer > SIDE { imageops::thumbnail(&picture, side(width), side(height)) } else { picture };
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(png.into_inner())
}

/// The report of a run. Without an evaluation, as where its photographs are gone, what needs one is left out and the
/// reason is told.
///
/// # Errors
/// If the run's files cannot be read.
pub fn report(folder: &Path, language: Language, evaluation: Result<&Evaluation, &str>) -> Result<String, ReportError> {
    let path = folder.join(CONFIG);
    let config = run_folder::read_config(folder)?;
    let config_text = fs::read_to_string(&path).map_err(|source| ReportError::Read { path, source })?;
    let history = run_folder::read_history(folder)?;
    let events = run_folder::read_events(folder)?;
    Ok(page::page(&page::Contents {
        folder,
        language,
        config: &config,
        config_text: &config_text,
        history: &history,
        events: &events,
        evaluation,
    }))
}
