//! Flatten and dense layers: where the weights are.

use super::{Formula, Question};
use crate::config::{LayerConfig, NetworkConfig, Units};
use crate::nn::summary::{Row, Summary, summarize};
use crate::text::Language;
use crate::text::lessons::DenseText as Text;

/// Units of the dense layer that can be chosen.
pub const UNITS: std::ops::RangeInclusive<usize> = 1..=1024;
const CLASSES: usize = 2;

/// What is moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dense {
    /// Whether the maps are averaged instead of flattened into a dense layer.
    pub is_pooled: bool,
    /// Units of the dense layer.
    pub units: usize,
}

impl Default for Dense {
    fn default() -> Self {
        Self { is_pooled: false, units: 512 }
    }
}

/// A layer with weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Keras's name of the layer.
    pub name: String,
    /// Its weights.
    pub weights: usize,
}

impl Dense {
    /// The notebook's network with this end.
    fn network(&self) -> NetworkConfig {
        let mut network = NetworkConfig::default();
        let flatten = network.layers.iter().position(|layer| matches!(layer, LayerConfig::Flatten {}));
        if let (true, Some(flatten)) = (self.is_pooled, flatten) {
            let last = network.layers.len() - 1;
            network.layers.drain(flatten..last);
            network.layers.insert(flatten, LayerConfig::GlobalAveragePooling2D {});
        }
        for layer in &mut network.layers {
            if let LayerConfig::Dense { units: units @ Units::Count(_), .. } = layer {
                *units = Units::Count(self.units);
            }
        }
        network
    }

    /// The layers of the notebook's network with this end that have weights.
    #[must_use]
    pub fn layers(&self) -> Vec<Layer> {
        layers_of(&self.network(), CLASSES).unwrap_or_default()
    }

    /// The product that the dense layer's weights are.
    #[must_use]
    pub fn formula(&self, language: Language) -> Option<Formula> {
        let summary = summarize(&self.network(), CLASSES).ok()?;
        let dense = first_dense(&summary)?;
        let before = summary.rows.iter().take_while(|row| row.name != dense.name).last()?;
        let inputs: usize = before.output_shape.iter().product();
        let units: usize = dense.output_shape.iter().product();
        let number = |n| Formula::Number(language.integer(n));
        let term = |symbol, colour, text: Text, n: usize| {
            Formula::term(symbol, colour, language.text(text), Some(language.integer(n)))
        };
        Some(Formula::row([
            term("w", 2, Text::WeightsOf, dense.parameters),
            Formula::Sign("="),
            term("n", 0, Text::Flattened, inputs),
            Formula::Sign("·"),
            term("u", 1, Text::UnitsOf, units),
            Formula::Sign("+"),
            term("u", 1, Text::UnitsOf, units),
            Formula::Sign("="),
            number(inputs),
            Formula::Sign("·"),
            number(units),
            Formula::Sign("+"),
            number(units),
            Formula::Sign("="),
            number(dense.parameters),
        ]))
    }
}

/// The layers of a network that have weights; `None` if it cannot be built.
#[must_use]
pub fn layers_of(network: &NetworkConfig, classes: usize) -> Option<Vec<Layer>> {
    let summary = summarize(network, classes).ok()?;
    let with_weights = summary.rows.into_iter().filter(|row| row.parameters > 0);
    Some(with_weights.map(|row| Layer { name: row.name, weights: row.parameters }).collect())
}

fn first_dense(summary: &Summary) -> Option<&Row> {
    let last = summary.rows.len() - 1;
    summary.rows[..last].iter().find(|row| row.layer == "Dense")
}

/// A place where most weights may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Convolutions,
    Flatten,
    FirstDense,
    Last,
}

/// The lesson's question.
#[must_use]
pub fn question(language: Language) -> Question {
    let rows = summarize(&Dense::default().network(), CLASSES).map(|summary| summary.rows).unwrap_or_default();
    let last = rows.len().saturating_sub(1);
    let place = |number: usize, row: &Row| match row.layer.as_str() {
        "Conv2D" => Some(Place::Convolutions),
        "Flatten" => Some(Place::Flatten),
        "Dense" if number == last => Some(Place::Last),
        "Dense" => Some(Place::FirstDense),
        _ => None,
    };
    let weights = |wanted: Place| -> usize {
        let of = rows.iter().enumerate().filter(|(number, row)| place(*number, row) == Some(wanted));
        of.map(|(_, row)| row.parameters).sum()
    };
    let all: usize = rows.iter().map(|row| row.parameters).sum();
    let places = [
        (Place::Convolutions, Text::Convolutions, Text::ConvolutionsReply),
        (Place::Flatten, Text::Flatten, Text::FlattenReply),
        (Place::FirstDense, Text::First, Text::FirstReply),
        (Place::Last, Text::Last, Text::LastReply),
    ];
    let most = places.iter().map(|(place, ..)| *place).max_by_key(|place| weights(*place)).unwrap_or(Place::Last);
    let answers = places.into_iter().map(|(place, text, reply)| {
        let n = weights(place);
        let share = language.percent(n as f64 / all.max(1) as f64, 1);
        let reply = language.fill(reply, &[("n", &language.integer(n)), ("share", &share)]);
        (place, language.text(text).to_owned(), reply)
    });
    Question::new(language.text(Text::Ask).to_owned(), &most, answers.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The count of the notebook's `model.summary()`.
    #[test]
    fn the_notebooks_dense_layer_has_nearly_all_weights() {
        let layers = Dense::default().layers();
        let dense = layers.iter().find(|layer| layer.name == "dense").expect("a dense layer");
        assert_eq!(dense.weights, 12_845_568);
        assert_eq!(layers.iter().map(|layer| layer.weights).sum::<usize>(), 12_942_786);
        let pooled = Dense { is_pooled: true, ..Dense::default() }.layers();
        assert!(pooled.iter().map(|layer| layer.weights).sum::<usize>() < 100_000);
    }
}
