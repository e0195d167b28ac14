//! `ReLU`: what is below zero becomes zero.

use super::bench::{self, Filter, Map};
use super::composition::Composed;
use super::formula::between;
use super::kernels::Kernel;
use super::{Formula, Question};
use crate::config::{Activation, LayerConfig};
use crate::data::Picture;
use crate::nn::NetworkError;
use crate::nn::explain::Activations;
use crate::text::Language;
use crate::text::lessons::ReluText as Text;

/// Biases that can be chosen.
pub const BIASES: std::ops::RangeInclusive<f32> = -3.0..=3.0;

/// What is moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relu {
    /// The filter before the activation function.
    pub kernel: Kernel,
    /// Its bias.
    pub bias: f32,
    /// Whether the map after `ReLU` is shown.
    pub is_on: bool,
    /// The filter of a second layer.
    pub second: Kernel,
    /// Whether `ReLU` stands between the two layers.
    pub is_between: bool,
    /// A unit of one input.
    pub unit: Unit,
}

/// A unit of one input: its weight and its bias.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// What comes in.
    pub input: f32,
    /// Its weight.
    pub weight: f32,
    /// Added to the product.
    pub bias: f32,
}

impl Unit {
    /// The sum before `ReLU`.
    #[must_use]
    pub fn sum(self) -> f32 {
        self.input * self.weight + self.bias
    }

    /// What `ReLU` leaves of it.
    #[must_use]
    pub fn output(self) -> f32 {
        self.sum().max(0.0)
    }
}

impl Default for Relu {
    fn default() -> Self {
        Self {
            kernel: Kernel::VerticalEdges,
            bias: 0.0,
            is_on: true,
            second: Kernel::Sharpen,
            is_between: false,
            unit: Unit { input: 0.5, weight: -1.0, bias: 0.2 },
        }
    }
}

/// A map before `ReLU` and after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rectified {
    /// The photo.
    pub picture: Picture,
    /// The sums.
    pub before: Map,
    /// What `ReLU` leaves of them.
    pub after: Map,
    /// The filter and a second one, beside the one that they are worth.
    pub composed: Composed,
}

impl Relu {
    /// Runs the filter over a photo, without `ReLU` and with it.
    ///
    /// # Errors
    /// As [`bench::network`].
    pub fn run(&self, picture: Picture) -> Result<Rectified, NetworkError> {
        let filter = Filter { bias: self.bias, ..self.kernel.filter() };
        let map = |activation| -> Result<Map, NetworkError> {
            let maps = bench::maps(&picture, &[bench::convolution(activation)], &filter)?;
            Ok(maps.into_iter().next().unwrap_or_default())
        };
        let (before, after) = (map(Activation::Linear)?, map(Activation::Relu)?);
        let between = if self.is_between { Activation::Relu } else { Activation::Linear };
        let composed = Composed::of(&picture, [self.kernel, self.second], between)?;
        Ok(Rectified { picture, before, after, composed })
    }
}

impl Rectified {
    /// The place of the least sum.
    #[must_use]
    pub fn least(&self) -> usize {
        let values = self.before.values.iter().enumerate();
        values.min_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(0, |(place, _)| place)
    }

    /// The definition, and the least sum's own arithmetic.
    #[must_use]
    pub fn formulas(&self, language: Language) -> [Formula; 2] {
        let place = self.least();
        let at = |map: &Map| map.values.get(place).copied().unwrap_or(0.0);
        let written = |value: f32| language.decimal(f64::from(value), 2).replace('-', "−");
        let (before, after) = (written(at(&self.before)), written(at(&self.after)));
        let of = |argument: Formula, value: Formula| {
            Formula::row([
                value,
                Formula::Sign("="),
                Formula::Sign("max"),
                Formula::Sign("("),
                Formula::Number("0".to_owned()),
                Formula::Sign(between(language)),
                argument,
                Formula::Sign(")"),
            ])
        };
        let sum = Formula::term("z", 1, language.text(Text::Sum), Some(before.clone()));
        let result = Formula::term("y", 0, language.text(Text::Result), Some(after.clone()));
        [of(sum, result), of(Formula::Number(before), Formula::Number(after))]
    }
}

/// How many layers a row of three is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Worth {
    One,
    Three,
    Nine,
}

/// The result of three convolutions of one filter for a picture of these numbers.
fn three(activation: Activation, numbers: &[f32]) -> Option<f32> {
    const SIZE: (usize, usize) = (7, 7);
    let layers: [LayerConfig; 3] = std::array::from_fn(|_| bench::convolution(activation));
    let filter = Filter { bias: 0.0, ..Kernel::Sharpen.filter() };
    let network = bench::network(SIZE, &layers, &filter).ok()?;
    let activations = Activations::of(&network, numbers).ok()?;
    activations.layers.get(2)?.values.first().copied()
}

/// One linear layer gives the sum of two pictures the sum of their results; so does a row of layers that is worth one.
fn is_additive(activation: Activation) -> bool {
    let wave = |by: f32| (0..7 * 7 * 3).map(|at| (at as f32 * by).sin()).collect::<Vec<f32>>();
    let (one, other) = (wave(0.7), wave(1.9));
    let sum: Vec<f32> = one.iter().zip(&other).map(|(a, b)| a + b).collect();
    let results = [&one, &other, &sum].map(|numbers| three(activation, numbers));
    match results {
        [Some(one), Some(other), Some(sum)] => (one + other - sum).abs() < 1e-3 * sum.abs().max(1.0),
        _ => false,
    }
}

/// The lesson's question.
#[must_use]
pub fn question(language: Language) -> Question {
    let worth = if is_additive(Activation::Linear) { Worth::One } else { Worth::Three };
    let text = |text: Text| language.text(text).to_owned();
    let answers = vec![
        (Worth::Three, text(Text::Three), text(Text::ThreeReply)),
        (Worth::One, text(Text::One), text(Text::OneReply)),
        (Worth::Nine, text(Text::Nine), text(Text::NineReply)),
    ];
    Question::new(text(Text::Ask), &worth, answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_layers_are_additive_without_relu_and_not_with_it() {
        assert!(is_additive(Activation::Linear));
        assert!(!is_additive(Activation::Relu));
    }

    #[test]
    fn relu_keeps_what_is_positive_and_makes_the_rest_zero() {
        let rgb = (0..12 * 12 * 3).map(|at| (at * 37 % 256) as u8).collect();
        let rectified = Relu::default().run(Picture { height: 12, width: 12, rgb }).expect("a small network");
        for (before, after) in rectified.before.values.iter().zip(&rectified.after.values) {
            assert!((before.max(0.0) - after).abs() < 1e-6);
        }
        assert!(rectified.after.zeros() > 0.0);
    }
}
