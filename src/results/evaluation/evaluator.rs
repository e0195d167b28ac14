//! Evaluation: pixels from the cache through the network, unless the run has the predictions stored already.

use std::ops::ControlFlow;
use std::path::Path;

use super::own;
use super::source::{Choice, Chosen};
use super::stored::{self, Stamp, Stored};
use super::{Evaluation, EvaluationError, EvaluationNote, LeftOut, LeftOutReason, Set, Source};
use crate::data::{DataError, PixelStore};
use crate::nn::ChannelStatistics;
use crate::predict::{Classifier, Weights};
use crate::results::{Predictions, Uncertainty};
use crate::run;

/// Photographs that go through the network together.
const BATCH: usize = 64;

/// Gets how much is done of how much, first of decoding, then of predicting, and may break.
pub type Progress<'a> = dyn FnMut(usize, usize) -> ControlFlow<()> + 'a;

/// Evaluates a run's network on labelled photographs. The predictions are stored in the run's folder `results`, and
/// read again unless the weights, the photographs or their labels have changed. Other photographs under the validation
/// photographs' names are evaluated, too, and not stored.
pub struct Evaluator<'a> {
    /// The run's folder.
    pub run: &'a Path,
    /// Which of its weights.
    pub weights: Weights,
    /// The network with these weights.
    pub classifier: &'a Classifier,
    /// The folder of decoded photographs.
    pub cache: &'a Path,
    /// Threads that decode.
    pub threads: usize,
}

impl Evaluator<'_> {
    /// Evaluates the photographs of `source`; those that the cache lacks are decoded into it first. The figures of the best
    /// weights on the run's whole test set are kept beside the predictions.
    ///
    /// # Errors
    /// Photographs that are gone or of other classes, none that can be used, a network that cannot run, or `progress`
    /// breaking ([`DataError::Cancelled`]).
    pub fn evaluate(&self, source: &Source<'_>, progress: &mut Progress<'_>) -> Result<Evaluation, EvaluationError> {
        let mut evaluation = self.evaluated(source, progress)?;
        if matches!(source, Source::Run { set: Set::Test, .. }) && self.weights == Weights::Best {
            evaluation.notes.extend(self.keep_test_figures(&evaluation));
        }
        Ok(evaluation)
    }

    /// Keeps what the test set says; gives why that failed. Figures of a part of it are not kept.
    fn keep_test_figures(&self, evaluation: &Evaluation) -> Option<EvaluationNote> {
        let is_whole = evaluation.left_out.iter().all(|photograph| photograph.reason != LeftOutReason::NotThere);
        let epoch = self.classifier.epoch().filter(|_| is_whole)?;
        let error = run::write_test_figures(self.run, &evaluation.test_figures(epoch)).err()?;
        Some(EvaluationNote::TestNotKept { error })
    }

    fn evaluated(&self, source: &Source<'_>, progress: &mut Progress<'_>) -> Result<Evaluation, EvaluationError> {
        let mut choice = source.choose(self.classifier.classes())?;
        let is_validation = matches!(source, Source::Run { set: Set::Validation, .. });
        let stamp = Stamp::of(self.classifier, &choice);
        let path = stored::path(self.run, self.weights, source);
        if let Some(stored) = stored::read(&path, &stamp, &choice) {
            let Stored { predictions, places, left_out, uncertainty } = stored;
            let Choice { dataset, notes, .. } = choice;
            let evaluation = Evaluation { predictions, left_out, notes, dataset, places, uncertainty };
            return Ok(self.with_uncertainty(evaluation, is_validation));
        }
        let gone = choice.gone.take();
        let (mut evaluation, statistics) = self.run_network(choice, is_validation, progress)?;
        if let Some(gone) = gone {
            if is_validation && !own::is_own(self.run, &evaluation.predictions) {
                // A folder of other photographs, some of them by chance of the same names.
                return Err(gone);
            }
            // What the run keeps of all its photographs stays; nothing is fitted to a part of them.
            return Ok(self.with_uncertainty(evaluation, false));
        }
        if is_validation && !own::is_own(self.run, &evaluation.predictions) {
            // Nothing may be fitted to other photographs of the same names.
            evaluation.notes.push(EvaluationNote::OtherPhotographs);
            return Ok(self.with_uncertainty(evaluation, false));
        }
        if is_validation {
            evaluation.uncertainty = Uncertainty::fit(&evaluation.predictions, &statistics)?;
        }
        if let Err(error) = stored::write(self.run, &path, &stamp, &evaluation) {
            evaluation.notes.push(EvaluationNote::NotStored { path, error });
        }
        Ok(self.with_uncertainty(evaluation, is_validation))
    }

    /// What was fitted to the run's validation photographs: as stored, or after evaluating them.
    ///
    /// # Errors
    /// As [`Self::evaluate`].
    pub fn uncertainty(&self, progress: &mut Progress<'_>) -> Result<Option<Uncertainty>, EvaluationError> {
        if let Some(uncertainty) = stored::uncertainty(self.run, self.weights, self.classifier) {
            return Ok(Some(uncertainty));
        }
        let source = Source::Run { folder: self.run, set: Set::Validation, moved_to: None };
        Ok(self.evaluate(&source, progress)?.uncertainty)
    }

    /// Other photographs get what was fitted to the validation set.
    fn with_uncertainty(&self, mut evaluation: Evaluation, is_validation: bool) -> Evaluation {
        if !is_validation {
            evaluation.uncertainty = stored::uncertainty(self.run, self.weights, self.classifier);
        }
        evaluation
    }

    /// Predicts; gives the photographs' channel statistics, too, where `with_statistics`.
    fn run_network(
        &self,
        choice: Choice,
        with_statistics: bool,
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
        for (number, batch) in photographs.chunks(BATCH).enumerate() {
            if progress(number * BATCH, photographs.len()).is_break() {
                return Err(DataError::Cancelled.into());
            }
            for (photograph, pixels) in batch.iter().zip(pixels.chunks_exact_mut(sample)) {
                store.read(photograph.index, pixels)?;
            }
            let pictures: Vec<&[u8]> = pixels.chunks_exact(sample).take(batch.len()).collect();
            if with_statistics {
                for look in classifier.observe_batch(&pictures)? {
                    probabilities.extend(look.prediction.probabilities);
                    statistics.push(look.statistics);
                }
            } else {
                for prediction in classifier.classify_batch(&pictures)? {
                    probabilities.extend(prediction.probabilities);
                }
            }
        }
        let names = photographs.iter().map(|photograph| choice.dataset.photos.name(photograph.index).to_owned());
        let labels = photographs.iter().map(|photograph| photograph.label).collect();
        let predictions = Predictions::new(classifier.classes().to_vec(), names.collect(), labels, probabilities);
        let warning = store.warning().map(|warning| EvaluationNote::Cache(warning.to_owned()));
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

/// The photographs that have pixels, and those that are left out.
fn usable(choice: &Choice, store: &PixelStore) -> (Vec<Chosen>, Vec<LeftOut>) {
    let (mut photographs, mut left_out) = (Vec::new(), choice.left_out.clone());
    for photograph in &choice.photographs {
        match store.unusable().iter().find(|unusable| unusable.index == photograph.index) {
            Some(found) => left_out.push(LeftOut {
                name: choice.dataset.photos.name(photograph.index).to_owned(),
                reason: LeftOutReason::Recorded(found.reason.to_string()),
            }),
            None => photographs.push(*photograph),
        }
    }
    (photographs, left_out)
}
