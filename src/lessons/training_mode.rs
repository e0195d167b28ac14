//! Batch normalisation and dropout: in training the network is not the network that predicts.

use super::{Formula, Question};
use crate::config::{Activation, LayerConfig, NetworkConfig, OptimizerConfig, Units};
use crate::nn::explain::{Activations, Step, output_path};
use crate::nn::kernels::Mask;
use crate::nn::optimizer::update_average;
use crate::nn::{DropoutKey, Network, NetworkError};
use crate::text::Language;
use crate::text::lessons::TrainingModeText as Text;

/// Shares that can be dropped.
pub const RATES: std::ops::RangeInclusive<f32> = 0.0..=0.9;
/// Units that are shown.
pub const UNITS: u32 = 24;
/// Predictions that are shown.
pub const PASSES: u64 = 6;
/// Batches that can be counted.
pub const BATCHES: std::ops::RangeInclusive<usize> = 1..=500;
/// Keras's momentum of the moving statistics.
const MOMENTUM: f32 = 0.99;
/// Height and width of the pictures.
const SIDE: usize = 8;
/// Pictures of the batch, half of each class.
const BATCH: usize = 8;

/// What is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainingMode {
    /// The share of units that dropout drops.
    pub rate: f32,
    /// Whether the network trains or predicts.
    pub is_training: bool,
    /// Which draw of units is shown.
    pub draw: u64,
    /// Batches after which the moving mean is looked at.
    pub batches: usize,
}

impl Default for TrainingMode {
    fn default() -> Self {
        Self { rate: 0.25, is_training: true, draw: 0, batches: 213 }
    }
}

/// What a small network says to one picture, several times.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeated {
    /// The first class's share in each pass.
    pub shares: Vec<f32>,
    /// One number of the batch normalisation at prediction.
    pub normalised: Normalised,
}

/// The arithmetic of one normalised number.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Normalised {
    /// What comes in.
    pub input: f32,
    /// The moving mean.
    pub mean: f32,
    /// The moving variance.
    pub variance: f32,
    /// Added to the variance.
    pub epsilon: f32,
    /// The trained scale.
    pub gamma: f32,
    /// The trained shift.
    pub beta: f32,
    /// What comes out.
    pub output: f32,
}

impl TrainingMode {
    /// The factor of each shown unit: 0 where it is dropped.
    #[must_use]
    pub fn factors(&self) -> Vec<f32> {
        let mask = if self.is_training { Mask::new(self.draw + 1, self.rate) } else { Mask::none() };
        (0..UNITS).map(|unit| mask.factor(unit)).collect()
    }

    /// How much of the way from the start to its true value a moving mean has come.
    #[must_use]
    pub fn arrived(&self) -> f32 {
        let mut mean = [0.0];
        for _ in 0..self.batches {
            update_average(&mut mean, &[1.0], MOMENTUM);
        }
        mean[0]
    }

    /// Asks the small network about one picture several times.
    ///
    /// # Errors
    /// If the system has no memory or threads.
    pub fn run(&self) -> Result<Repeated, NetworkError> {
        let mut network = small_network(self.rate)?;
        let (x, labels) = batch();
        let picture = &x[..SIDE * SIDE * 3];
        let activations = Activations::of(&network, picture)?;
        let normalised = normalised(&network, &activations).unwrap_or_default();
        let share = |pass: u64, network: &mut Network| {
            if !self.is_training {
                return Ok(network.probabilities(picture)?[0]);
            }
            let key = DropoutKey { seed: self.draw, step: pass };
            Ok(network.gradients(&x, &labels, Some(key))?.probabilities[0])
        };
        let shares = (0..PASSES).map(|pass| share(pass, &mut network)).collect::<Result<_, NetworkError>>()?;
        Ok(Repeated { shares, normalised })
    }

    /// What dropout makes of a number that it keeps.
    #[must_use]
    pub fn dropout_formula(&self, language: Language) -> Formula {
        let kept = self.factors().into_iter().fold(0.0, f32::max);
        let number = |value: f32| Formula::Number(language.decimal(f64::from(value), 3));
        let rate = Formula::term("p", 1, language.text(Text::Rate), Some(language.short(f64::from(self.rate))));
        let x = Formula::term("x", 0, language.text(Text::Kept), None);
        Formula::row([
            Formula::fraction(x.clone(), Formula::row([Formula::Number("1".to_owned()), Formula::Sign("−"), rate])),
            Formula::Sign("="),
            number(kept),
            Formula::Sign("·"),
            x,
        ])
    }
}

impl Normalised {
    /// The definition with the numbers below each other.
    #[must_use]
    pub fn formulas(&self, language: Language) -> [Formula; 2] {
        // A number that rounds to zero has no sign.
        let written = |value: f32| {
            let value = if value.abs() < 5e-4 { 0.0 } else { value };
            language.decimal(f64::from(value), 3).replace('-', "−")
        };
        let term = |symbol, colour, text: Text, value: f32| {
            Formula::term(symbol, colour, language.text(text), Some(written(value)))
        };
        let number = |value: f32| Formula::Number(written(value));
        let plus = || Formula::Sign("+");
        let definition = Formula::row([
            term("y", 0, Text::Output, self.output),
            Formula::Sign("="),
            Formula::fraction(
                Formula::row([
                    term("x", 1, Text::Input, self.input),
                    Formula::Sign("−"),
                    term("μ", 2, Text::Mean, self.mean),
                ]),
                Formula::Root(Box::new(Formula::row([
                    term("σ²", 3, Text::Variance, self.variance),
                    plus(),
                    term("ε", 4, Text::Epsilon, self.epsilon),
                ]))),
            ),
            Formula::Sign("·"),
            term("γ", 5, Text::Gamma, self.gamma),
            plus(),
            term("β", 6, Text::Beta, self.beta),
        ]);
        let [sign, beta] = Formula::added(language, self.beta, 3);
        let filled = Formula::row([
            Formula::fraction(
                Formula::row([number(self.input), Formula::Sign("−"), number(self.mean)]),
                Formula::Root(Box::new(Formula::row([number(self.variance), plus(), number(self.epsilon)]))),
            ),
            Formula::Sign("·"),
            number(self.gamma),
            sign,
            beta,
            Formula::Sign("="),
            number(self.output),
        ]);
        [definition, filled]
    }
}

/// A batch of stripes: standing ones are of class 0, lying ones of class 1.
fn batch() -> (Vec<f32>, Vec<u32>) {
    let labels: Vec<u32> = (0..BATCH).map(|picture| (picture % 2) as u32).collect();
    let at = |picture: usize, row: usize, column: usize| {
        let along = if picture.is_multiple_of(2) { column } else { row };
        ((along + picture) as f32 * 1.3).sin().mul_add(0.4, 0.5)
    };
    let pixels =
        (0..BATCH).flat_map(|picture| (0..SIDE * SIDE).map(move |place| (picture, place / SIDE, place % SIDE)));
    let x = pixels.flat_map(|(picture, row, column)| [at(picture, row, column); 3]).collect();
    (x, labels)
}

/// A network of one convolution with batch normalisation and dropout, trained on the stripes for some steps.
fn small_network(rate: f32) -> Result<Network, NetworkError> {
    const STEPS: u64 = 12;
    let LayerConfig::Conv2D { kernel_size, strides, padding, .. } = super::bench::convolution(Activation::Relu) else {
        return Err(NetworkError::NoLayers);
    };
    let layers = vec![
        LayerConfig::Conv2D { filters: 4, kernel_size, strides, padding, activation: Activation::Relu, use_bias: true },
        LayerConfig::BatchNormalization { momentum: 0.8, epsilon: 1e-3 },
        LayerConfig::Flatten {},
        LayerConfig::Dropout { rate },
        LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true },
    ];
    let config = NetworkConfig { input: (SIDE, SIDE), layers };
    let mut network = Network::new(&config, &OptimizerConfig::sgd(0.01, 0.0, false), 2, 7, 1)?;
    let (x, labels) = batch();
    for step in 0..STEPS {
        network.train_batch(&x, &labels, 0.01, DropoutKey { seed: 7, step })?;
    }
    Ok(network)
}

/// The middle number of the normalised maps.
fn normalised(network: &Network, activations: &Activations) -> Option<Normalised> {
    let layer = activations.layers.iter().position(|layer| layer.kind == "BatchNormalization")?;
    let path = output_path(network, activations, layer, activations.layers[layer].values.len() / 2)?;
    let Step::Normalisation { input, mean, variance, epsilon, gamma, beta } = path.step else { return None };
    Some(Normalised { input, mean, variance, epsilon, gamma, beta, output: path.value })
}

/// Whether the same picture gets the same answer twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Twice {
    Same,
    Different,
    DifferentAlways,
}

fn is_constant(is_training: bool) -> bool {
    let repeated = TrainingMode { is_training, ..TrainingMode::default() }.run();
    let shares = repeated.map(|repeated| repeated.shares).unwrap_or_default();
    shares.windows(2).all(|pair| pair[0].to_bits() == pair[1].to_bits())
}

/// The lesson's question.
#[must_use]
pub fn question(language: Language) -> Question {
    let twice = match (is_constant(true), is_constant(false)) {
        (true, _) => Twice::Same,
        (false, true) => Twice::Different,
        (false, false) => Twice::DifferentAlways,
    };
    let text = |text: Text| language.text(text).to_owned();
    let answers = vec![
        (Twice::Different, text(Text::Different), text(Text::DifferentReply)),
        (Twice::Same, text(Text::Same), text(Text::SameReply)),
        (Twice::DifferentAlways, text(Text::Always), text(Text::AlwaysReply)),
    ];
    Question::new(text(Text::Ask), &twice, answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moving_mean_arrives_as_the_power_of_its_momentum_says() {
        for batches in [1, 25, 213] {
            let expected = 1.0 - MOMENTUM.powi(batches as i32);
            let arrived = TrainingMode { batches, ..TrainingMode::default() }.arrived();
            assert!((arrived - expected).abs() < 1e-4, "{batches}: {arrived} instead of {expected}");
        }
    }

    #[test]
    fn the_shown_normalisation_is_its_formula() {
        let Normalised { input, mean, variance, epsilon, gamma, beta, output } =
            TrainingMode::default().run().expect("a small network").normalised;
        let expected = (input - mean) / (variance + epsilon).sqrt() * gamma + beta;
        assert!((output - expected).abs() < 1e-4, "{output} instead of {expected}");
    }

    #[test]
    fn dropout_scales_what_it_keeps_and_does_nothing_at_prediction() {
        let factors = TrainingMode::default().factors();
        assert!(factors.iter().all(|factor| *factor == 0.0 || (factor - 4.0 / 3.0).abs() < 1e-6));
        let predicting = TrainingMode { is_training: false, ..TrainingMode::default() };
        assert!(predicting.factors().iter().all(|factor| (factor - 1.0).abs() < 1e-6));
    }
}
