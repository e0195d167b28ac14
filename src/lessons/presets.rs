//! Presets to learn from, some of them bad on purpose: what came of a run is computed from its own epochs.

use serde::{Deserialize, Serialize};

use super::Lesson;
use crate::run::EpochStats;
use crate::run::history::first_invalid_loss;
use crate::text::lessons::LessonPresetText as Text;

/// What may come of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// A loss is no number.
    NotANumber,
    /// Accuracy on new photos is that of guessing.
    Guesses,
    /// Accuracy on the training photos is far above that on new ones.
    Memorises,
    /// New photos are predicted as well as the training photos, and better than by guessing.
    Learns,
}

/// Accuracies this close to 1/classes, in shares of it, are those of guessing.
const GUESSING: f64 = 0.1;
/// Epochs that tell what came of a run.
const LAST: usize = 3;
/// Training accuracy this far above validation accuracy is memorising.
const FAR: f64 = 0.08;

impl Outcome {
    /// All of them, as answers.
    pub const ALL: [Self; 4] = [Self::Learns, Self::Memorises, Self::Guesses, Self::NotANumber];

    /// What came of a validated run: of its last epochs on average, for a single one may be chance.
    #[must_use]
    pub fn of(epochs: &[EpochStats], classes: usize) -> Option<Self> {
        if first_invalid_loss(epochs).is_some() {
            return Some(Self::NotANumber);
        }
        let validated = epochs.iter().rev().filter_map(|epoch| Some((epoch.accuracy, epoch.val_accuracy?)));
        let last: Vec<(f64, f64)> = validated.take(LAST).collect();
        if last.is_empty() {
            return None;
        }
        let count = last.len() as f64;
        let (accuracy, new) = last.iter().fold((0.0, 0.0), |sum, epoch| (sum.0 + epoch.0, sum.1 + epoch.1));
        let (accuracy, new, guess) = (accuracy / count, new / count, 1.0 / classes.max(1) as f64);
        Some(if new <= guess * (1.0 + GUESSING) && accuracy <= guess * (1.0 + GUESSING) {
            Self::Guesses
        } else if accuracy - new > FAR {
            Self::Memorises
        } else if new <= guess * (1.0 + GUESSING) {
            Self::Guesses
        } else {
            Self::Learns
        })
    }

    /// The outcome in words.
    #[must_use]
    pub const fn text(self) -> Text {
        match self {
            Self::NotANumber => Text::NotANumber,
            Self::Guesses => Text::Guesses,
            Self::Memorises => Text::Memorises,
            Self::Learns => Text::Learns,
        }
    }
}

/// The preset whose photos are on both sides of the split.
pub const DUPLICATES: &str = "duplicates";

/// The lesson of a preset to learn from.
#[must_use]
pub fn lesson_of(preset: &str) -> Option<Lesson> {
    match preset {
        "rate_of_1" => Some(Lesson::GradientDescent),
        "no_augmentation" | DUPLICATES => Some(Lesson::Overfitting),
        "dense_only" => Some(Lesson::Sharing),
        "global_average" => Some(Lesson::Dense),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{LESSON_PRESETS, preset};
    use crate::lessons::recorded;

    fn run(accuracy: f64, val_accuracy: f64, val_loss: f64) -> Vec<EpochStats> {
        let first = recorded::epochs()[0];
        vec![EpochStats { accuracy, val_accuracy: Some(val_accuracy), val_loss: Some(val_loss), ..first }]
    }

    #[test]
    fn what_came_of_a_run_follows_from_its_last_accuracies() {
        for (epochs, outcome) in [
            (run(0.5, 0.5, f64::NAN), Outcome::NotANumber),
            (run(0.48, 0.5, 0.7), Outcome::Guesses),
            (run(0.6, 0.52, 0.7), Outcome::Guesses),
            (run(1.0, 0.52, 2.0), Outcome::Memorises),
            (run(1.0, 0.8, 0.9), Outcome::Memorises),
            (run(0.9, 0.85, 0.4), Outcome::Learns),
            (run(0.8, 0.9, 0.3), Outcome::Learns),
        ] {
            assert_eq!(Outcome::of(&epochs, 2), Some(outcome), "{epochs:?}");
        }
        assert_eq!(Outcome::of(&[], 2), None);
        let dips: Vec<EpochStats> = [run(0.67, 0.74, 0.6), run(0.68, 0.61, 0.6), run(0.68, 0.51, 0.8)].concat();
        assert_eq!(Outcome::of(&dips, 2), Some(Outcome::Learns), "one epoch alone is not believed");
    }

    #[test]
    fn every_preset_to_learn_from_can_be_read_and_has_a_lesson() {
        for name in LESSON_PRESETS {
            assert_eq!(preset(name).expect("it is embedded").preset, *name);
            assert!(lesson_of(name).is_some(), "{name}");
        }
    }
}
