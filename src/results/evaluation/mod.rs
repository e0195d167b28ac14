//! Judging labelled photographs with a run's network: those of the run, or any others.

mod error;
mod source;

use std::ops::ControlFlow;
use std::path::Path;

pub use error::EvaluationError;
pub use source::{Set, Source};

use super::Judgements;
use crate::data::{DataError, Dataset, PixelStore};
use crate::predict::Classifier;

/// Photographs that go through the network together.
const BATCH: usize = 64;

/// A set of photographs judged.
#[derive(Debug)]
pub struct Evaluation {
    /// The photographs and the network's answers.
    pub judgements: Judgements,
    /// Photographs that cannot be used, with reasons.
    pub left_out: Vec<String>,
    /// What else the person should know.
    pub notes: Vec<String>,
    /// Where the photographs come from.
    pub dataset: Dataset,
    /// Each judged photograph's index in it.
    pub places: Vec<usize>,
}

/// Judges the photographs of `source`. Their pixels come from the cache in the folder `cache`, and are decoded into it
/// first where it lacks them. `progress` is told what is done of how much, first of decoding, then of judging, and may
/// break.
///
/// # Errors
/// Photographs that are gone or of other classes, none that can be used, a network that cannot run, or `progress`
/// breaking ([`DataError::Cancelled`]).
pub fn evaluate(
    classifier: &Classifier,
    source: &Source<'_>,
    cache: &Path,
    threads: usize,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Evaluation, EvaluationError> {
    let chosen = source.choose(classifier.classes())?;
    let store = PixelStore::open(&chosen.dataset, classifier.preprocessing(), cache, threads, progress)?;
    let mut left_out = chosen.left_out;
    let mut photographs = Vec::new();
    for photograph in chosen.photographs {
        let unusable = |reason: &str| format!("{}: {reason}", chosen.dataset.photos[photograph.index].name);
        match store.unusable().iter().find(|unusable| unusable.index == photograph.index) {
            Some(found) => left_out.push(unusable(&found.reason)),
            None => photographs.push(photograph),
        }
    }
    if photographs.is_empty() {
        return Err(EvaluationError::Nothing { example: left_out.into_iter().next() });
    }
    let preprocessing = classifier.preprocessing();
    let mut pixels = vec![0; preprocessing.height * preprocessing.width * 3 * BATCH];
    let mut probabilities = Vec::with_capacity(photographs.len() * classifier.classes().len());
    for (batch, photographs_of_it) in photographs.chunks(BATCH).enumerate() {
        if progress(batch * BATCH, photographs.len()).is_break() {
            return Err(DataError::Cancelled.into());
        }
        let sample = preprocessing.height * preprocessing.width * 3;
        for (photograph, pixels) in photographs_of_it.iter().zip(pixels.chunks_exact_mut(sample)) {
            store.read(photograph.index, pixels)?;
        }
        let pictures: Vec<&[u8]> = pixels.chunks_exact(sample).take(photographs_of_it.len()).collect();
        for prediction in classifier.classify_batch(&pictures)? {
            probabilities.extend(prediction.probabilities);
        }
    }
    let names = photographs.iter().map(|photograph| chosen.dataset.photos[photograph.index].name.clone()).collect();
    let labels = photographs.iter().map(|photograph| photograph.label).collect();
    let classes = classifier.classes().to_vec();
    let judgements = Judgements::new(classes, names, labels, probabilities).ok_or(EvaluationError::Unfit)?;
    let warning = store.warning().map(str::to_owned);
    Ok(Evaluation {
        judgements,
        left_out,
        notes: chosen.notes.into_iter().chain(warning).collect(),
        places: photographs.iter().map(|photograph| photograph.index).collect(),
        dataset: chosen.dataset,
    })
}
