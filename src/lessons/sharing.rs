//! Local receptive fields and shared weights: how many weights they save.

use super::{Formula, Question};
use crate::config::{LayerConfig, NetworkConfig};
use crate::nn::summary::summarize;
use crate::text::Language;
use crate::text::lessons::SharingText as Text;

/// Kernel sizes that can be chosen.
pub const KERNELS: std::ops::RangeInclusive<usize> = 1..=11;
/// Sizes of a photo that can be chosen.
pub const PHOTOS: std::ops::RangeInclusive<usize> = 64..=512;
/// Counts of filters that can be chosen.
pub const FILTERS: std::ops::RangeInclusive<usize> = 1..=128;

/// What is moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    /// Whether each unit sees a small window alone.
    pub is_local: bool,
    /// Whether all units of a map share their weights.
    pub is_shared: bool,
    /// Height and width of the window.
    pub kernel: usize,
    /// How many maps there are.
    pub filters: usize,
    /// Height and width of the photo.
    pub side: usize,
}

impl Default for Sharing {
    /// The notebook's first layer.
    fn default() -> Self {
        Self { is_local: true, is_shared: true, kernel: 3, filters: 32, side: 128 }
    }
}

/// The sizes of a first layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Numbers of the photo.
    pub inputs: usize,
    /// Numbers of the layer's result.
    pub outputs: usize,
    /// Weights of one filter with its bias.
    pub window: usize,
    /// Maps.
    pub filters: usize,
}

impl Sizes {
    /// Every output connected to every input, each connection with a weight of its own.
    #[must_use]
    pub const fn dense(self) -> usize {
        self.inputs * self.outputs
    }

    /// Every output connected to a window, each with weights of its own.
    #[must_use]
    pub const fn local(self) -> usize {
        self.window * self.outputs
    }

    /// One set of weights of a window for each map.
    #[must_use]
    pub const fn shared(self) -> usize {
        self.window * self.filters
    }

    /// One set of weights of the whole photo for each map.
    #[must_use]
    pub const fn shared_alone(self) -> usize {
        self.inputs * self.filters
    }
}

impl Sharing {
    /// The sizes of the notebook's first layer with this kernel and so many filters, from its summary.
    #[must_use]
    pub fn sizes(&self) -> Sizes {
        let mut network = NetworkConfig { input: (self.side, self.side), ..NetworkConfig::default() };
        let (height, width) = network.input;
        for layer in network.layers.iter_mut().take(1) {
            if let LayerConfig::Conv2D { kernel_size, filters, .. } = layer {
                (*kernel_size, *filters) = ((self.kernel, self.kernel), self.filters);
            }
        }
        let summary = summarize(&network, 2).ok();
        let first = summary.as_ref().and_then(|summary| summary.rows.first());
        let outputs = first.map_or(0, |row| row.output_shape.iter().product());
        let window = first.map_or(0, |row| row.parameters) / self.filters.max(1);
        Sizes { inputs: height * width * 3, outputs, window, filters: self.filters }
    }

    /// The weights that the layer would have.
    #[must_use]
    pub fn weights(&self) -> usize {
        let sizes = self.sizes();
        match (self.is_local, self.is_shared) {
            (false, false) => sizes.dense(),
            (true, false) => sizes.local(),
            (false, true) => sizes.shared_alone(),
            (true, true) => sizes.shared(),
        }
    }

    /// The product that its weights are.
    #[must_use]
    pub fn formula(&self, language: Language) -> Formula {
        let sizes = self.sizes();
        let term = |symbol, colour, text: Text, n: usize| {
            Formula::term(symbol, colour, language.text(text), Some(language.integer(n)))
        };
        let (seen, seen_number) = if self.is_local {
            (term("w", 0, Text::Window, sizes.window), sizes.window)
        } else {
            (term("x", 0, Text::Inputs, sizes.inputs), sizes.inputs)
        };
        let (each, each_number) = if self.is_shared {
            (term("f", 1, Text::Maps, sizes.filters), sizes.filters)
        } else {
            (term("u", 1, Text::Outputs, sizes.outputs), sizes.outputs)
        };
        let number = |n| Formula::Number(language.integer(n));
        Formula::row([
            seen,
            Formula::Sign("·"),
            each,
            Formula::Sign("="),
            number(seen_number),
            Formula::Sign("·"),
            number(each_number),
            Formula::Sign("="),
            number(self.weights()),
        ])
    }
}

/// What saves more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum More {
    Locality,
    Sharing,
    Neither,
}

/// The lesson's claim, with the numbers of the notebook's first layer.
#[must_use]
pub fn claim(language: Language) -> String {
    let sizes = Sharing::default().sizes();
    let (dense, shared) = (language.integer(sizes.dense()), language.integer(sizes.shared()));
    language.fill(Text::Claim, &[("dense", &dense), ("shared", &shared)])
}

/// The lesson's question.
#[must_use]
pub fn question(language: Language) -> Question {
    let sizes = Sharing::default().sizes();
    let (local, sharing) = (sizes.dense() / sizes.local().max(1), sizes.local() / sizes.shared().max(1));
    let more = match local.cmp(&sharing) {
        std::cmp::Ordering::Greater => More::Locality,
        std::cmp::Ordering::Less => More::Sharing,
        std::cmp::Ordering::Equal => More::Neither,
    };
    let number = |n| language.integer(n);
    let (window, inputs, places) = (sizes.window, sizes.inputs, sizes.outputs / sizes.filters.max(1));
    let reply = |text: Text| {
        let values: [(&str, &dyn std::fmt::Display); 5] = [
            ("local", &number(local)),
            ("sharing", &number(sharing)),
            ("window", &number(window)),
            ("inputs", &number(inputs)),
            ("places", &number(places)),
        ];
        language.fill(text, &values)
    };
    let text = |text: Text| language.text(text).to_owned();
    let answers = vec![
        (More::Locality, text(Text::Local), reply(Text::LocalReply)),
        (More::Sharing, text(Text::Shared), reply(Text::SharedReply)),
        (More::Neither, text(Text::Same), reply(Text::SameReply)),
    ];
    Question::new(text(Text::Ask), &more, answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 128 x 128 x 3 numbers, 126 x 126 x 32 units, 3 x 3 x 3 weights and a bias.
    #[test]
    fn the_notebooks_first_layer_has_896_weights() {
        let sizes = Sharing::default().sizes();
        assert_eq!((sizes.inputs, sizes.outputs), (128 * 128 * 3, 126 * 126 * 32));
        assert_eq!(sizes.dense(), 24_970_788_864);
        assert_eq!(sizes.local(), 14_224_896);
        assert_eq!(sizes.shared(), 896);
    }

    /// The weights of a shared filter do not depend on the photo's size; those of a dense layer grow with its fourth power.
    #[test]
    fn a_larger_photo_needs_no_more_shared_weights() {
        let [small, large] = [64, 512].map(|side| Sharing { side, ..Sharing::default() }.sizes());
        assert_eq!((small.shared(), large.shared()), (896, 896));
        assert_eq!((small.dense(), large.dense()), (64 * 64 * 3 * 62 * 62 * 32, 512 * 512 * 3 * 510 * 510 * 32));
    }

    #[test]
    fn every_kernel_and_count_of_filters_that_can_be_chosen_gives_a_layer() {
        for kernel in KERNELS {
            for filters in [1, 7, 128] {
                let sharing = Sharing { kernel, filters, ..Sharing::default() };
                assert_eq!(sharing.weights(), filters * (kernel * kernel * 3 + 1));
            }
        }
    }
}
