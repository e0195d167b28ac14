//! Judging: from the cache through the network, unless the run holds the answers already.

use std::ops::ControlFlow;
use std::path::Path;

use super::kept::{self, Kept, Stamp};
use super::own;
use super::source::{Choice, Chosen};
use super::{Evaluation, EvaluationError, Set, Source};
use crate::data::{DataError, PixelStore};
use crate::nn::ChannelStatistics;
use crate::predict::{Classifier, Weights};
use crate::results::{Predictions, Uncertainty};

/// Photographs that go through the network together.
const BATCH: usize = 64;

/// Is told what is done of how much, first of decoding, then of judging, and may break.
pub type Progress<'a> = dyn FnMut(usize, usize) -> ControlFlow<()> + 'a;

/// A run's network that judges labelled photographs. Its answers are kept in the run's folder `results`, and read
/// again unless the weights, the photographs or their labels have changed. Other photographs under the validation
/// photographs' names are judged, too, and not kept.
pub struct Evaluator<'a> {
    /// The run's folder.
    pub run: &'a Path,
    /// Which of its weights.
    pub weights: Weights,
    /// These weights at work.
    pub classifier: &'a Classifier,
    /// Where decoded photographs are kept.
    pub cache: &'a Path,
    /// Threads that decode.
    pub threads: usize,
}

impl Evaluator<'_> {
    /// Judges the photographs of `source`; those that the cache lacks are decoded into it first.
    ///
    /// # Errors
    /// Photographs that are gone or of other classes, none that can be used, a network that cannot run, or `progress`
    /// breaking ([`DataError::Cancelled`]).
    pub fn evaluate(&self, source: &Source<'_>, progress: &mut Progress<'_>) -> Result<Evaluation, EvaluationError> {
        let choice = source.choose(self.classifier.classes())?;
        let is_validation = matches!(source, Source::Run { set: Set::Validation, .. });
        let stamp = Stamp::of(self.classifier, &choice);
        let path = kept::path(self.run, self.weights, source);
        if let Some(kept) = kept::read(&path, &stamp, &choice) {
            let Kept { predictions, places, left_out, uncertainty } = kept;
            let Choice { dataset, notes, .. } = choice;
            let evaluation = Evaluation { predictions, left_out, notes, dataset, places, uncertainty };
            return Ok(self.with_uncertainty(evaluation, is_validation));
        }
        let (mut evaluation, statistics) = self.run_network(choice, is_validation, progress)?;
        if is_validation && !own::is_own(self.run, &evaluation.predictions) {
            // Under the same names lie other photographs: they say nothing about the run's own doubt.
            evaluation.notes.push(
                "these are not the photographs that judged the run while it learnt: the network answers otherwise"
                    .to_owned(),
            );
            return Ok(self.with_uncertainty(evaluation, false));
        }
        if is_validation {
            evaluation.uncertainty = Uncertainty::fit(&evaluation.predictions, &statistics);
        }
        if let Err(reason) = kept::write(&path, &stamp, &evaluation) {
            evaluation.notes.push(format!("the answers cannot be kept in {}: {reason}", path.display()));
        }
        Ok(self.with_uncertainty(evaluation, is_validation))
    }

    /// What the run's validation photographs say about the network's doubt: as kept, or after judging them.
    ///
    /// # Errors
    /// As [`Self::evaluate`].
    pub fn uncertainty(&self, progress: &mut Progress<'_>) -> Result<Option<Uncertainty>, EvaluationError> {
        if let Some(uncertainty) = kept::uncertainty(self.run, self.weights, self.classifier) {
            return Ok(Some(uncertainty));
        }
        let source = Source::Run { folder: self.run, set: Set::Validation, moved_to: None };
        Ok(self.evaluate(&source, progress)?.uncertainty)
    }

    /// Other photographs take the doubt that was learnt from the validation set.
    fn with_uncertainty(&self, mut evaluation: Evaluation, is_validation: bool) -> Evaluation {
        if !is_validation {
            evaluation.uncertainty = kept::uncertainty(self.run, self.weights, self.classifier);
        }
        evaluation
    }

    /// Through the network; with the photographs' channel statistics where they are `watched`.
    fn run_network(
        &self,
        choice: Choice,
        watched: bool,
        progress: &mut Progress<'_>,
    ) -> Result<(Evaluation, Vec<ChannelStatistics>), EvaluationError> {
        let Self { classifier, cache, threads, .. } = *self;
        let preprocessing = classifier.preprocessing();
        let store = PixelStore::open(&choice.dataset, preprocessing, cache, threads, progress)?;
        let (photographs, left_out) = usable(&choice, &store);
        if photographs.is_empty() {
            return Err(EvaluationError::Nothing { example: left_out.into_iter().next() });
        }
        let sample = preprocessing.height * preprocessing.width * 3;
        let mut pixels = vec![0; sample * BATCH];
        let mut probabilities = Vec::with_capacity(photographs.len() * classifier.classes().len());
        let mut statistics = Vec::new();
        for (batch, photographs_of_it) in photographs.chunks(BATCH).enumerate() {
            if progress(batch * BATCH, photographs.len()).is_break() {
                return Err(DataError::Cancelled.into());
            }
            for (photograph, pixels) in photographs_of_it.iter().zip(pixels.chunks_exact_mut(sample)) {
                store.read(photograph.index, pixels)?;
            }
            let pictures: Vec<&[u8]> = pixels.chunks_exact(sample).take(photographs_of_it.len()).collect();
            if watched {
                for look in classifier.look_batch(&pictures)? {
                    probabilities.extend(look.prediction.probabilities);
                    statistics.push(look.statistics);
                }
            } else {
                for prediction in classifier.classify_batch(&pictures)? {
                    probabilities.extend(prediction.probabilities);
                }
            }
        }
        let names = photographs.iter().map(|photograph| choice.dataset.photos[photograph.index].name.clone());
        let labels = photographs.iter().map(|photograph| photograph.label).collect();
        let predictions = Predictions::new(classifier.classes().to_vec(), names.collect(), labels, probabilities);
        let warning = store.warning().map(str::to_owned);
        let evaluation = Evaluation {
            predictions: predictions.ok_or(EvaluationError::Unfit)?,
            left_out,
            notes: choice.notes.into_iter().chain(warning).collect(),
            places: photographs.iter().map(|photograph| photograph.index).collect(),
            dataset: choice.dataset,
            uncertainty: None,
        };
        Ok((evaluation, statistics))
    }
}

/// The photographs that have pixels, and why the others have none.
fn usable(choice: &Choice, store: &PixelStore) -> (Vec<Chosen>, Vec<String>) {
    let (mut photographs, mut left_out) = (Vec::new(), choice.left_out.clone());
    for photograph in &choice.photographs {
        match store.unusable().iter().find(|unusable| unusable.index == photograph.index) {
            Some(found) => {
                left_out.push(format!("{}: {}", choice.dataset.photos[photograph.index].name, found.reason));
            }
            None => photographs.push(*photograph),
        }
    }
    (photographs, left_out)
}
