//! `EarlyStopping` and `ReduceLROnPlateau` over a recorded curve, by the callbacks that training calls.

use super::formula::between;
use super::{Formula, Question, recorded};
use crate::config::{CallbackConfig, Metric, Mode};
use crate::run::{CallbackEvent, EpochStats};
use crate::text::Language;
use crate::text::lessons::CallbacksText as Text;
use crate::train::callbacks::{from_config, on_epoch_end};
use crate::train::{Logs, PassMetrics};

/// Patiences that can be chosen.
pub const PATIENCES: std::ops::RangeInclusive<usize> = 1..=20;
/// Factors that can be chosen.
pub const FACTORS: std::ops::RangeInclusive<f64> = 0.1..=0.9;
/// Lowest rates that can be chosen.
pub const LEAST_RATES: std::ops::RangeInclusive<f64> = 1e-5..=1e-2;

/// What is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Callbacks {
    /// `EarlyStopping`'s.
    pub patience: usize,
    /// `ReduceLROnPlateau`'s.
    pub plateau_patience: usize,
    /// `ReduceLROnPlateau`'s.
    pub factor: f64,
    /// `ReduceLROnPlateau`'s.
    pub min_lr: f64,
    /// What both monitor: `val_loss` or `val_accuracy`.
    pub monitor: Metric,
}

impl Default for Callbacks {
    /// The notebook's.
    fn default() -> Self {
        Self { patience: 10, plateau_patience: 2, factor: 0.5, min_lr: 1e-5, monitor: Metric::ValLoss }
    }
}

/// What the callbacks would have done after an epoch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Replayed {
    /// From 1.
    pub epoch: usize,
    /// The monitored metric.
    pub value: f64,
    /// Epochs without improvement, as `EarlyStopping` counts them.
    pub wait: usize,
    /// The learning rate of the next epoch.
    pub learning_rate: f32,
    /// Whether the rate was lowered.
    pub is_lowered: bool,
    /// Whether training ends.
    pub is_stopped: bool,
    /// The best epoch so far.
    pub best: usize,
}

impl Callbacks {
    fn configs(&self) -> Vec<CallbackConfig> {
        let monitor = self.monitor.name().to_owned();
        vec![
            CallbackConfig::EarlyStopping {
                monitor: monitor.clone(),
                min_delta: 0.0,
                patience: self.patience,
                mode: Mode::Auto,
                baseline: None,
                restore_best_weights: false,
                start_from_epoch: 0,
            },
            CallbackConfig::ReduceLROnPlateau {
                monitor,
                factor: self.factor,
                patience: self.plateau_patience,
                min_delta: 1e-4,
                mode: Mode::Auto,
                cooldown: 0,
                min_lr: self.min_lr,
            },
        ]
    }

    /// The epochs up to the one in which training would have ended. The curve is the recorded one: after the first
    /// changed decision a true run's would differ.
    #[must_use]
    pub fn replay(&self, epochs: &[EpochStats]) -> Vec<Replayed> {
        let Ok(mut callbacks) = from_config(&self.configs(), true) else { return Vec::new() };
        let mut learning_rate = epochs.first().map_or(0.0, |first| first.learning_rate);
        let mut replayed = Vec::new();
        for stats in epochs {
            let training = PassMetrics { loss: stats.loss, accuracy: stats.accuracy };
            let validation = stats.val_loss.zip(stats.val_accuracy);
            let validation = validation.map(|(loss, accuracy)| PassMetrics { loss, accuracy });
            let logs = Logs { training, validation, learning_rate };
            let Some(value) = logs.get(self.monitor) else { continue };
            let decisions = on_epoch_end(&mut callbacks, stats.epoch, &logs);
            let waited = decisions.events.iter().find_map(|event| match event {
                CallbackEvent::EarlyStopping { wait, best_epoch, .. } => Some((*wait, *best_epoch)),
                _ => None,
            });
            let (wait, best) = waited.unwrap_or((0, stats.epoch));
            let is_lowered = decisions.learning_rate < learning_rate;
            learning_rate = decisions.learning_rate;
            let is_stopped = decisions.stop;
            replayed.push(Replayed { epoch: stats.epoch, value, wait, learning_rate, is_lowered, is_stopped, best });
            if is_stopped {
                break;
            }
        }
        replayed
    }

    /// How often a rate can be lowered before it is at the lowest, by `ReduceLROnPlateau` itself: over a curve that
    /// never improves.
    #[must_use]
    pub fn reductions(&self, first_rate: f32) -> usize {
        const LONG: usize = 400;
        let flat = (1..=LONG).map(|epoch| EpochStats {
            epoch,
            loss: 1.0,
            accuracy: 0.5,
            val_loss: Some(1.0),
            val_accuracy: Some(0.5),
            learning_rate: first_rate,
            seconds: 0.0,
            images_per_second: 0.0,
        });
        let impatient = Self { patience: LONG, plateau_patience: 1, ..self.clone() };
        impatient.replay(&flat.collect::<Vec<_>>()).iter().filter(|epoch| epoch.is_lowered).count()
    }

    /// What `ReduceLROnPlateau` makes of a rate.
    #[must_use]
    pub fn formula(&self, language: Language, rate: f32) -> Formula {
        let number = |value: f64| language.short(value);
        let eta = || Formula::term("η", 0, language.text(Text::Rate), Some(number(f64::from(rate))));
        let product = f64::from(rate) * self.factor;
        Formula::row([
            eta(),
            Formula::Sign("←"),
            Formula::Sign("max"),
            Formula::Sign("("),
            Formula::term("f", 1, language.text(Text::Factor), Some(number(self.factor))),
            Formula::Sign("·"),
            eta(),
            Formula::Sign(between(language)),
            Formula::term("m", 2, language.text(Text::LeastRate), Some(number(self.min_lr))),
            Formula::Sign(")"),
            Formula::Sign("="),
            Formula::Number(number(product.max(self.min_lr))),
        ])
    }
}

/// The patience of the question, and the notebook's.
const ASKED: usize = 3;

/// The epoch in which the recorded run would have ended.
fn stop(patience: usize) -> usize {
    let replayed = Callbacks { patience, ..Callbacks::default() }.replay(recorded::epochs());
    replayed.last().map_or(0, |last| last.epoch)
}

/// The lesson's question.
#[must_use]
pub fn question(language: Language) -> Question {
    let usual = Callbacks::default().patience;
    let (right, later) = (stop(ASKED), stop(usual));
    let replayed = Callbacks { patience: ASKED, ..Callbacks::default() }.replay(recorded::epochs());
    let best = replayed.last().map_or(0, |last| last.best);
    let reply = |text: Text| {
        let values: [(&str, &dyn std::fmt::Display); 5] =
            [("stop", &right), ("best", &best), ("later", &later), ("patience", &ASKED), ("usual", &usual)];
        language.fill(text, &values)
    };
    let epoch = |epoch: usize| language.fill(Text::Epoch, &[("n", &epoch)]);
    let answers = vec![
        (ASKED, epoch(ASKED), reply(Text::TooEarly)),
        (best, epoch(best), reply(Text::AtBest)),
        (right, epoch(right), reply(Text::AtStop)),
        (later, epoch(later), reply(Text::Later)),
    ];
    let values: [(&str, &dyn std::fmt::Display); 2] = [("patience", &ASKED), ("usual", &usual)];
    Question::new(language.fill(Text::Ask, &values), &right, answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn training_ends_after_as_many_epochs_without_improvement_as_the_patience() {
        for patience in [1, 3, 10] {
            let replayed = Callbacks { patience, ..Callbacks::default() }.replay(recorded::epochs());
            let last = replayed.last().expect("epochs");
            assert!(last.is_stopped && last.epoch == last.best + patience, "{last:?}");
            let lowest = replayed.iter().map(|epoch| epoch.value).fold(f64::INFINITY, f64::min);
            assert_eq!(replayed[last.best - 1].value.to_bits(), lowest.to_bits());
        }
    }

    /// 0.01 halved ten times is just below 0.00001.
    #[test]
    fn ten_halvings_lead_from_the_notebooks_rate_to_the_lowest() {
        assert_eq!(Callbacks::default().reductions(0.01), 10);
    }
}
