//! The split and overfitting: a validation curve that is drawn before it is seen.

use super::{Question, recorded};
use crate::run::EpochStats;
use crate::run::history::best_epoch;
use crate::text::Language;
use crate::text::lessons::OverfittingText as Text;

/// Points that are drawn.
pub const DRAWN: usize = 5;

/// What is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Overfitting {
    /// The drawn accuracies, spread evenly over the epochs, each from 0 to 1.
    pub drawn: [f64; DRAWN],
    /// Whether the true curve is shown.
    pub is_revealed: bool,
    /// Validation photos that train, too.
    pub duplicates: usize,
    /// The epoch after which training ends in the sandbox; the last one where there are fewer.
    pub ends_after: usize,
}

impl Default for Overfitting {
    fn default() -> Self {
        Self { drawn: [0.5; DRAWN], is_revealed: false, duplicates: 0, ends_after: usize::MAX }
    }
}

impl Overfitting {
    /// The epoch of each drawn point.
    #[must_use]
    pub fn places(epochs: &[EpochStats]) -> [usize; DRAWN] {
        let last = epochs.len().saturating_sub(1);
        std::array::from_fn(|point| 1 + point * last / (DRAWN - 1))
    }

    /// The epochs up to the one after which training ends.
    #[must_use]
    pub fn trained<'a>(&self, epochs: &'a [EpochStats]) -> &'a [EpochStats] {
        &epochs[..epochs.len().min(self.ends_after.max(1))]
    }

    /// The drawn accuracy in each epoch, straight between the points.
    #[must_use]
    pub fn line(&self, epochs: &[EpochStats]) -> Vec<f64> {
        let places = Self::places(epochs);
        let between = |epoch: usize| {
            let point = places.windows(2).position(|pair| epoch <= pair[1]).unwrap_or(DRAWN - 2);
            let (from, to) = (places[point], places[point + 1]);
            let share = (epoch - from) as f64 / (to - from).max(1) as f64;
            self.drawn[point] + (self.drawn[point + 1] - self.drawn[point]) * share
        };
        epochs.iter().map(|epoch| between(epoch.epoch.clamp(1, epochs.len()))).collect()
    }

    /// How far the drawn curve lies from the true one, on average.
    #[must_use]
    pub fn distance(&self, epochs: &[EpochStats]) -> f64 {
        let truth = epochs.iter().filter_map(|epoch| epoch.val_accuracy);
        let distances = self.line(epochs).into_iter().zip(truth).map(|(drawn, truth)| (drawn - truth).abs());
        distances.sum::<f64>() / epochs.len().max(1) as f64
    }
}

/// The numbers that say whether a run overfits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// The last epoch's.
    pub accuracy: f64,
    /// The last epoch's.
    pub val_accuracy: f64,
    /// The epoch with the lowest validation loss.
    pub best: usize,
    /// Its validation loss.
    pub best_val_loss: f64,
    /// The last epoch's.
    pub val_loss: f64,
}

impl Gap {
    /// Of a validated run.
    #[must_use]
    pub fn of(epochs: &[EpochStats]) -> Option<Self> {
        let (last, best) = (epochs.last()?, best_epoch(epochs)?);
        Some(Self {
            accuracy: last.accuracy,
            val_accuracy: last.val_accuracy?,
            best: best.epoch,
            best_val_loss: best.val_loss?,
            val_loss: last.val_loss?,
        })
    }
}

/// The lesson's question, about the recorded run.
#[must_use]
pub fn question(language: Language) -> Question {
    let gap = Gap::of(recorded::epochs());
    let (training, validation) = gap.map_or((0.0, 0.0), |gap| (gap.accuracy, gap.val_accuracy));
    let rounded = |share: f64| (share * 100.0).round() as u32;
    let percent = |share: f64| language.percent(share, 0);
    let guess = 0.5;
    let fill = |text: Text| {
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("training", &percent(training)), ("validation", &percent(validation)), ("guess", &percent(guess))];
        language.fill(text, &values)
    };
    let answers = vec![
        (rounded(training), percent(training), fill(Text::AllReply)),
        (rounded(validation), percent(validation), fill(Text::LessReply)),
        (rounded(guess), percent(guess), fill(Text::GuessReply)),
    ];
    Question::new(fill(Text::Ask), &rounded(validation), answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawn_line_goes_through_its_points_and_the_true_curve_has_no_distance() {
        let epochs = recorded::epochs();
        let mut lesson = Overfitting { drawn: [0.5, 0.6, 0.7, 0.8, 0.9], ..Overfitting::default() };
        let line = lesson.line(epochs);
        assert_eq!(line.len(), epochs.len());
        for (place, drawn) in Overfitting::places(epochs).into_iter().zip(lesson.drawn) {
            assert!((line[place - 1] - drawn).abs() < 1e-9);
        }
        let flat: Vec<EpochStats> =
            epochs.iter().map(|epoch| EpochStats { val_accuracy: Some(0.75), ..*epoch }).collect();
        lesson.drawn = [0.75; DRAWN];
        assert!(lesson.distance(&flat) < 1e-12);
        lesson.drawn = [0.5; DRAWN];
        assert!((lesson.distance(&flat) - 0.25).abs() < 1e-12);
    }
}
