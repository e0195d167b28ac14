//! Four optimisers in a valley of two weights, by the code that trains.

use super::Question;
use crate::config::OptimizerConfig;
use crate::nn::optimizer::{Update, slots};
use crate::text::Language;
use crate::text::lessons::OptimizersText as Text;

/// The learning rates that can be chosen.
pub const RATES: std::ops::RangeInclusive<f32> = 0.001..=0.5;
/// The momenta that can be chosen.
pub const MOMENTA: std::ops::RangeInclusive<f32> = 0.0..=0.98;
/// Updates at most.
pub const MOST_UPDATES: usize = 100;
/// How much steeper the valley can be across than along.
pub const STEEPNESS: std::ops::RangeInclusive<f32> = 1.0..=50.0;
/// Where all paths begin: along the valley, and across it.
pub const START: [f32; 2] = [-2.0, 1.0];
/// Beyond this the valley is left.
pub const EDGE: f32 = 4.0;
/// The weight across the valley.
const ACROSS: usize = 1;
/// Parameters of `RMSprop` and Adam as Keras presets them.
pub const RHO: f32 = 0.9;
/// Of Adam.
pub const BETA_1: f32 = 0.9;
/// Of Adam.
pub const BETA_2: f32 = 0.999;
/// Of both.
pub const EPSILON: f32 = 1e-7;

/// What is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Optimizers {
    /// η.
    pub rate: f32,
    /// β of SGD with momentum.
    pub momentum: f32,
    /// How many updates are made.
    pub updates: usize,
    /// How much steeper the valley is across than along.
    pub steepness: f32,
}

impl Default for Optimizers {
    fn default() -> Self {
        Self { rate: 0.05, momentum: 0.9, updates: 40, steepness: 20.0 }
    }
}

/// A path through the valley.
#[derive(Debug, Clone, PartialEq)]
pub struct Trail {
    /// Which optimiser it is of.
    pub name: Text,
    /// The weights before the first update and after each.
    pub points: Vec<[f32; 2]>,
    /// The last update of the weight across the valley.
    pub last: Option<LastUpdate>,
}

/// One update of one weight, with what the optimiser remembers of its gradients.
#[derive(Debug, Clone, PartialEq)]
pub struct LastUpdate {
    /// The how manieth it is, from 1 on.
    pub number: usize,
    /// The gradient.
    pub gradient: f32,
    /// The weight before and after it.
    pub weight: (f32, f32),
    /// Each slot before and after it, in the engine's order.
    pub memory: Vec<(f32, f32)>,
}

impl Trail {
    /// The weights after the last update.
    #[must_use]
    pub fn end(&self) -> [f32; 2] {
        self.points.last().copied().unwrap_or(START)
    }

    /// Whether it has left the valley.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.points.iter().flatten().any(|weight| weight.abs().is_nan() || weight.abs() > EDGE)
    }
}

impl Optimizers {
    /// The loss.
    #[must_use]
    pub fn cost(&self, [along, across]: [f32; 2]) -> f32 {
        f32::midpoint(along * along, self.steepness * across * across)
    }

    fn gradient(&self, [along, across]: [f32; 2]) -> [f32; 2] {
        [along, self.steepness * across]
    }

    /// The paths of SGD, SGD with momentum, `RMSprop` and Adam, whose other parameters are Keras's.
    #[must_use]
    pub fn trails(&self) -> Vec<Trail> {
        let optimizers = [
            (Text::Sgd, OptimizerConfig::sgd(self.rate, 0.0, false)),
            (Text::SgdMomentum, OptimizerConfig::sgd(self.rate, self.momentum, false)),
            (Text::RmsProp, OptimizerConfig::rmsprop(self.rate, RHO, 0.0, EPSILON)),
            (Text::Adam, OptimizerConfig::adam(self.rate, BETA_1, BETA_2, EPSILON)),
        ];
        let trails = optimizers.into_iter().map(|(name, config)| {
            let (points, last) = walk(&config, self.rate, START, self.updates, |weights| self.gradient(weights));
            Trail { name, points, last }
        });
        trails.collect()
    }
}

/// The weights before the first update and after each, and the last update; it ends where they are no numbers.
fn walk(
    config: &OptimizerConfig,
    rate: f32,
    start: [f32; 2],
    updates: usize,
    gradient: impl Fn([f32; 2]) -> [f32; 2],
) -> (Vec<[f32; 2]>, Option<LastUpdate>) {
    let mut weights = start;
    let mut state = vec![[0.0; 2]; slots(config).len()];
    let mut points = vec![start];
    let mut last = None;
    for iteration in 0..updates as u64 {
        let (before, remembered) = (weights, state.clone());
        let mut slots: Vec<&mut [f32]> = state.iter_mut().map(<[f32; 2]>::as_mut_slice).collect();
        let update = Update { config: config.clone(), learning_rate: rate, iteration };
        let slope = gradient(weights);
        update.apply(&mut weights, &slope, &mut slots);
        if !weights.iter().all(|weight| weight.is_finite()) {
            break;
        }
        points.push(weights);
        last = Some(LastUpdate {
            number: points.len() - 1,
            gradient: slope[ACROSS],
            weight: (before[ACROSS], weights[ACROSS]),
            memory: remembered.iter().zip(&state).map(|(before, after)| (before[ACROSS], after[ACROSS])).collect(),
        });
    }
    (points, last)
}

/// The momentum of the question.
const BETA: f32 = 0.9;

/// The lengths of the updates of SGD with momentum under a constant gradient, in learning rates times the gradient.
fn lengths(updates: usize) -> Vec<f32> {
    const RATE: f32 = 0.01;
    let (points, _) = walk(&OptimizerConfig::sgd(RATE, BETA, false), RATE, [0.0; 2], updates, |_| [1.0, 0.0]);
    points.windows(2).map(|pair| (pair[0][0] - pair[1][0]) / RATE).collect()
}

/// The lesson's question.
#[must_use]
pub fn question(language: Language) -> Question {
    let lengths = lengths(400);
    let last = lengths.last().copied().unwrap_or(0.0);
    let updates = lengths.iter().position(|length| *length > 0.99 * last).map_or(0, |place| place + 1);
    let rounded = |length: f32| (length * 10.0).round() as u32;
    let first_two = 1.0 + BETA;
    let (beta, limit) = (language.short(f64::from(BETA)), language.short(f64::from((last * 10.0).round() / 10.0)));
    let times = |n: f32| language.fill(Text::Times, &[("n", &language.short(f64::from(n)))]);
    let reply = |text: Text| {
        let values: [(&str, &dyn std::fmt::Display); 3] = [("n", &limit), ("beta", &beta), ("updates", &updates)];
        language.fill(text, &values)
    };
    let answers = vec![
        (rounded(1.0), times(1.0), reply(Text::Once)),
        (rounded(first_two), times(first_two), reply(Text::Twice)),
        (rounded(1.0 / (1.0 - BETA)), times((10.0 / (1.0 - BETA)).round() / 10.0), reply(Text::Ten)),
        (u32::MAX, language.text(Text::Forever).to_owned(), reply(Text::ForeverReply)),
    ];
    Question::new(language.fill(Text::Ask, &[("beta", &beta)]), &rounded(last), answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn updates_under_a_constant_gradient_are_a_geometric_series() {
        let mut sum = 0.0;
        for (number, length) in lengths(100).into_iter().enumerate() {
            sum += BETA.powi(number as i32);
            assert!((length - sum).abs() < 1e-2, "update {number}: {length} instead of {sum}");
        }
    }

    #[test]
    fn without_momentum_both_paths_of_sgd_are_equal() {
        let trails = Optimizers { momentum: 0.0, ..Optimizers::default() }.trails();
        assert_eq!(trails[0].points, trails[1].points);
    }

    #[test]
    fn a_rate_can_be_too_large_for_sgd_and_not_for_adam() {
        let trails = Optimizers { rate: 0.2, ..Optimizers::default() }.trails();
        assert!(trails[0].is_lost() && !trails[3].is_lost());
    }
}
