//! Transfer learning: a network that has learnt to see from other photos, of which only the end learns here.

use std::sync::LazyLock;

use super::{Formula, Question};
use crate::config::{LayerConfig, NetworkConfig, Trainable, preset};
use crate::nn::summary::summarize;
use crate::text::Language;
use crate::text::lessons::TransferText as Text;

/// Counts of classes that can be chosen.
pub const CLASSES: std::ops::RangeInclusive<usize> = 2..=100;
/// Counts of photos that can be chosen.
pub const PHOTOS: std::ops::RangeInclusive<usize> = 20..=25_000;

/// The network of the preset `transfer`.
static NETWORK: LazyLock<NetworkConfig> =
    LazyLock::new(|| preset("transfer").map(|preset| preset.network).unwrap_or_default());

/// What is moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Whether the pretrained weights stay as they are.
    pub is_frozen: bool,
    /// How many classes are told apart.
    pub classes: usize,
    /// How many photos there are.
    pub photos: usize,
}

impl Default for Transfer {
    fn default() -> Self {
        Self { is_frozen: true, classes: 2, photos: 100 }
    }
}

/// Weights of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weights {
    /// All of them.
    pub all: usize,
    /// Those that learn.
    pub learning: usize,
}

impl Weights {
    /// Of a network, from its summary; none if it cannot be built.
    #[must_use]
    pub fn of(network: &NetworkConfig, classes: usize) -> Option<Self> {
        let summary = summarize(network, classes).ok()?;
        Some(Self { all: summary.parameters(), learning: summary.trainable() })
    }
}

impl Transfer {
    /// The weights of the preset's network.
    #[must_use]
    pub fn weights(&self) -> Weights {
        let mut network = NETWORK.clone();
        for layer in &mut network.layers {
            if let LayerConfig::Pretrained { trainable, .. } = layer {
                *trainable = if self.is_frozen { Trainable::None } else { Trainable::All };
            }
        }
        Weights::of(&network, self.classes).unwrap_or_default()
    }

    /// The numbers that the pretrained network makes of a photo: what each class has a weight for.
    #[must_use]
    pub fn features(&self) -> usize {
        let frozen = Self { is_frozen: true, ..self.clone() };
        (frozen.weights().learning / self.classes.max(1)).saturating_sub(1)
    }

    /// The weights of the last layer.
    #[must_use]
    pub fn formula(&self, language: Language) -> Formula {
        let term = |symbol, colour, text: Text, n: usize| {
            Formula::term(symbol, colour, language.text(text), Some(language.integer(n)))
        };
        let number = |n: usize| Formula::Number(language.integer(n));
        let classes = || term("k", 1, Text::Classes, self.classes);
        Formula::row([
            term("f", 0, Text::Features, self.features()),
            Formula::Sign("·"),
            classes(),
            Formula::Sign("+"),
            classes(),
            Formula::Sign("="),
            number(self.features() * self.classes + self.classes),
        ])
    }
}

/// The lesson's question.
#[must_use]
pub fn question(language: Language) -> Question {
    let Weights { all, learning } = Transfer::default().weights();
    let fill = |text: Text| {
        let (all, learning) = (language.integer(all), language.integer(learning));
        language.fill(text, &[("all", &all), ("learning", &learning)])
    };
    let answers = vec![
        (all, language.integer(all), fill(Text::AllReply)),
        (0, language.text(Text::NoneOfThem).to_owned(), fill(Text::NoneReply)),
        (learning, language.integer(learning), fill(Text::FewReply)),
    ];
    Question::new(fill(Text::Ask), &learning, answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each class has a weight for each of EfficientNet-Lite0's 1,280 numbers, and a bias.
    #[test]
    fn only_the_last_layer_of_the_frozen_network_learns() {
        for classes in [2, 10] {
            let transfer = Transfer { classes, ..Transfer::default() };
            assert_eq!((transfer.features(), transfer.weights().learning), (1280, 1280 * classes + classes));
            let thawed = Transfer { is_frozen: false, ..transfer.clone() };
            assert!(thawed.weights().learning > 1_000_000 && thawed.weights().all == transfer.weights().all);
        }
    }
}
