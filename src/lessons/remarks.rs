//! What a run's own numbers show, each in one line, with the lesson that explains it.

use super::Lesson;
use crate::config::{LayerConfig, RunConfig};
use crate::run::EpochStats;
use crate::run::history::best_epoch;
use crate::text::Language;
use crate::text::lessons::RemarkText as Text;

/// A run as far as it has come.
#[derive(Debug, Clone, Copy)]
pub struct Observed<'a> {
    /// Its epochs.
    pub epochs: &'a [EpochStats],
    /// How many classes there are.
    pub classes: usize,
    /// Whether dropout or augmentation make training harder than prediction.
    pub varies_in_training: bool,
    /// Whether all epochs have been trained that were wanted.
    pub is_complete: bool,
}

/// Something that a run's numbers show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Remark {
    /// Validation accuracy lies above training accuracy.
    ValidationAbove {
        /// Mean accuracy of the last epochs.
        training: f64,
        /// The same of the validation set.
        validation: f64,
        /// Whether dropout or augmentation explain it.
        varies_in_training: bool,
    },
    /// Accuracy is that of guessing.
    NearGuessing {
        /// The last epoch's.
        accuracy: f64,
        /// How many classes there are.
        classes: usize,
    },
    /// The best epoch is the last one.
    BestIsLast {
        /// The epoch.
        epoch: usize,
    },
    /// Validation loss has risen since its lowest, and so has validation accuracy.
    LossRises {
        /// The epoch of the lowest loss.
        epoch: usize,
        /// Its loss.
        before: f64,
        /// The last epoch's.
        after: f64,
    },
}

/// Fewer epochs say little.
const ENOUGH: usize = 3;
/// Accuracies this close to 1/classes, in shares of it, are those of guessing.
const GUESSING: f64 = 0.1;
/// A loss has risen if it is this many times the lowest.
const RISEN: f64 = 1.05;

/// What a run's numbers show, the most important first.
#[must_use]
pub fn remarks(run: Observed<'_>) -> Vec<Remark> {
    let epochs = run.epochs;
    let Some(last) = epochs.last().filter(|_| epochs.len() >= ENOUGH) else { return Vec::new() };
    if let Some(remark) = near_guessing(last, run.classes) {
        return vec![remark];
    }
    let best = best_epoch(epochs);
    let mut found = Vec::new();
    found.extend(best.and_then(|best| loss_rises(best, last)));
    found.extend(validation_above(&epochs[epochs.len() - ENOUGH..], run.varies_in_training));
    let is_last = best.is_some_and(|best| best.epoch == last.epoch);
    found.extend((run.is_complete && is_last).then_some(Remark::BestIsLast { epoch: last.epoch }));
    found
}

fn near_guessing(last: &EpochStats, classes: usize) -> Option<Remark> {
    let guess = 1.0 / classes.max(1) as f64;
    let is_near = |accuracy: f64| (accuracy - guess).abs() <= GUESSING * guess;
    let is_guessing = classes >= 2 && is_near(last.accuracy) && last.val_accuracy.is_none_or(is_near);
    is_guessing.then_some(Remark::NearGuessing { accuracy: last.accuracy, classes })
}

fn loss_rises(best: &EpochStats, last: &EpochStats) -> Option<Remark> {
    let (before, after) = (best.val_loss?, last.val_loss?);
    let rises = after > RISEN * before && last.val_accuracy? > best.val_accuracy?;
    rises.then_some(Remark::LossRises { epoch: best.epoch, before, after })
}

fn validation_above(epochs: &[EpochStats], varies_in_training: bool) -> Option<Remark> {
    let mean = |sum: f64| sum / epochs.len() as f64;
    let validated: Option<Vec<f64>> = epochs.iter().map(|epoch| epoch.val_accuracy).collect();
    let validation = mean(validated?.iter().sum());
    let training = mean(epochs.iter().map(|epoch| epoch.accuracy).sum());
    (validation > training).then_some(Remark::ValidationAbove { training, validation, varies_in_training })
}

/// Whether dropout or augmentation make training harder than prediction.
#[must_use]
pub fn varies_in_training(config: &RunConfig) -> bool {
    let drops = |layer: &LayerConfig| matches!(layer, LayerConfig::Dropout { .. });
    let is_varied = !config.augmentation.varied().is_empty();
    is_varied || config.network.layers.iter().any(drops)
}

impl Remark {
    /// The remark in one line.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        match *self {
            Self::ValidationAbove { training, validation, varies_in_training } => {
                let text = if varies_in_training { Text::ValidationAbove } else { Text::MeanOfEpoch };
                let (training, validation) = (language.accuracy(training), language.accuracy(validation));
                language.fill(text, &[("training", &training), ("validation", &validation)])
            }
            Self::NearGuessing { accuracy, classes } => {
                let accuracy = language.accuracy(accuracy);
                language.fill(Text::NearGuessing, &[("accuracy", &accuracy), ("classes", &classes)])
            }
            Self::BestIsLast { epoch } => language.fill(Text::BestIsLast, &[("epoch", &epoch)]),
            Self::LossRises { epoch, before, after } => {
                let (before, after) = (language.decimal(before, 3), language.decimal(after, 3));
                language.fill(Text::LossRises, &[("epoch", &epoch), ("before", &before), ("after", &after)])
            }
        }
    }

    /// The lesson that explains it.
    #[must_use]
    pub const fn lesson(&self) -> Lesson {
        match self {
            Self::ValidationAbove { varies_in_training: true, .. } => Lesson::TrainingMode,
            Self::ValidationAbove { .. } => Lesson::Overfitting,
            Self::NearGuessing { .. } => Lesson::GradientDescent,
            Self::BestIsLast { .. } => Lesson::Callbacks,
            Self::LossRises { .. } => Lesson::CrossEntropy,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::recorded;

    /// Epochs of these training and validation accuracies and validation losses.
    fn epochs(numbers: &[(f64, f64, f64)]) -> Vec<EpochStats> {
        let epoch = |(place, (accuracy, val_accuracy, val_loss)): (usize, &(f64, f64, f64))| EpochStats {
            epoch: place + 1,
            accuracy: *accuracy,
            val_accuracy: Some(*val_accuracy),
            val_loss: Some(*val_loss),
            ..recorded::epochs()[0]
        };
        numbers.iter().enumerate().map(epoch).collect()
    }

    fn observed(epochs: &[EpochStats]) -> Observed<'_> {
        Observed { epochs, classes: 2, varies_in_training: true, is_complete: true }
    }

    #[test]
    fn a_run_that_guesses_is_told_so_and_nothing_else() {
        let run = epochs(&[(0.5, 0.51, 0.7), (0.52, 0.5, 0.7), (0.49, 0.52, 0.69)]);
        assert_eq!(remarks(observed(&run)), [Remark::NearGuessing { accuracy: 0.49, classes: 2 }]);
        let of_ten = Observed { classes: 10, ..observed(&run) };
        assert!(remarks(of_ten).iter().all(|remark| !matches!(remark, Remark::NearGuessing { .. })));
    }

    #[test]
    fn validation_above_training_is_explained_by_what_training_has_on() {
        let run = epochs(&[(0.6, 0.7, 0.6), (0.7, 0.8, 0.5), (0.8, 0.9, 0.5)]);
        let above = |varies_in_training| {
            let found = remarks(Observed { varies_in_training, ..observed(&run) });
            found.into_iter().find(|remark| matches!(remark, Remark::ValidationAbove { .. })).expect("it is above")
        };
        let Remark::ValidationAbove { training, validation, .. } = above(true) else { unreachable!() };
        assert!((training - 0.7).abs() < 1e-12 && (validation - 0.8).abs() < 1e-12);
        assert_eq!([above(true).lesson(), above(false).lesson()], [Lesson::TrainingMode, Lesson::Overfitting]);
        let below = epochs(&[(0.7, 0.6, 0.6), (0.8, 0.7, 0.5), (0.9, 0.8, 0.52)]);
        assert!(remarks(observed(&below)).is_empty());
    }

    #[test]
    fn only_a_complete_run_whose_last_epoch_is_its_best_should_train_longer() {
        let run = epochs(&[(0.7, 0.6, 0.6), (0.8, 0.7, 0.5), (0.9, 0.8, 0.4)]);
        assert_eq!(remarks(observed(&run)), [Remark::BestIsLast { epoch: 3 }]);
        assert!(remarks(Observed { is_complete: false, ..observed(&run) }).is_empty());
        assert!(remarks(observed(&run[..2])).is_empty(), "two epochs say little");
    }

    #[test]
    fn a_loss_that_rises_with_the_accuracy_is_told_from_one_that_rises_alone() {
        let both = epochs(&[(0.7, 0.6, 0.6), (0.8, 0.7, 0.5), (0.95, 0.75, 0.7)]);
        assert_eq!(remarks(observed(&both)), [Remark::LossRises { epoch: 2, before: 0.5, after: 0.7 }]);
        let alone = epochs(&[(0.7, 0.6, 0.6), (0.8, 0.7, 0.5), (0.95, 0.65, 0.7)]);
        assert!(remarks(observed(&alone)).is_empty());
    }

    #[test]
    fn remarks_are_sentences_with_all_numbers_in_both_languages() {
        let above = |varies_in_training| Remark::ValidationAbove { training: 0.8, validation: 0.9, varies_in_training };
        let all = [
            above(true),
            above(false),
            Remark::NearGuessing { accuracy: 0.5, classes: 2 },
            Remark::BestIsLast { epoch: 7 },
            Remark::LossRises { epoch: 7, before: 0.5, after: 0.7 },
        ];
        for language in [Language::English, Language::Portuguese] {
            for remark in all {
                assert!(!remark.sentence(language).contains('{'), "{remark:?}");
            }
        }
    }
}
