//! Receptive fields: deeper units see more of the photo.

use super::{Formula, Question};
use crate::config::{Activation, LayerConfig, NetworkConfig, Padding, Units};
use crate::nn::explain::{Field, receptive_fields};
use crate::text::Language;
use crate::text::lessons::FieldsText as Text;

/// What is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Fields {
    /// The layer, by its place among those with maps.
    pub layer: usize,
    /// How far down and to the right the unit lies, each from 0 to 1.
    pub place: (f32, f32),
    /// A network of one's own.
    pub stack: Stack,
}

/// A network of blocks, each a convolution and perhaps a pooling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stack {
    /// How many blocks there are.
    pub blocks: usize,
    /// Height and width of the kernels.
    pub kernel: usize,
    /// Whether each convolution is followed by a pooling of 2 x 2.
    pub pools: bool,
}

/// Counts of blocks and sizes of kernels that can be chosen.
pub const BLOCKS: std::ops::RangeInclusive<usize> = 1..=5;
/// Sizes of kernels that can be chosen.
pub const KERNELS: std::ops::RangeInclusive<usize> = 1..=7;

impl Stack {
    /// The width of what a unit in the middle of its last maps sees, in pixels of a large photo.
    #[must_use]
    pub fn width(&self) -> usize {
        let convolution = LayerConfig::Conv2D {
            filters: 1,
            kernel_size: (self.kernel, self.kernel),
            strides: (1, 1),
            padding: Padding::Valid,
            activation: Activation::Relu,
            use_bias: true,
        };
        let pooling = LayerConfig::MaxPooling2D { pool_size: (2, 2), strides: None, padding: Padding::Valid };
        let block = [Some(convolution), self.pools.then_some(pooling)];
        let blocks = (0..self.blocks).flat_map(|_| block.iter().flatten().cloned());
        let end = [
            LayerConfig::GlobalAveragePooling2D {},
            LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true },
        ];
        let layers = blocks.chain(end).collect();
        let fields = receptive_fields(&NetworkConfig { input: (PHOTO, PHOTO), layers }, 2, (0.5, 0.5));
        let last = if self.pools { 2 * self.blocks } else { self.blocks };
        let fields = fields.unwrap_or_default();
        fields.get(last - 1).map_or(0, |(_, field)| field.columns.len())
    }
}

/// Height and width of the photo before a stack: large enough for every one.
const PHOTO: usize = 512;

impl Default for Fields {
    fn default() -> Self {
        Self { layer: 0, place: (0.5, 0.5), stack: Stack { blocks: 2, kernel: 3, pools: true } }
    }
}

impl Fields {
    /// The receptive field of the unit in each layer of a network; none if it cannot be built.
    #[must_use]
    pub fn of(&self, network: &NetworkConfig, classes: usize) -> Vec<(String, Field)> {
        receptive_fields(network, classes, self.place).unwrap_or_default()
    }

    /// The width of a field, with its layers' windows and steps.
    #[must_use]
    pub fn formula(language: Language, width: usize) -> Formula {
        let at = |part, index| Formula::below(part, Formula::Sign(index));
        Formula::row([
            Formula::term("r", 0, language.text(Text::Width), Some(width.to_string())),
            Formula::Sign("="),
            Formula::Number("1".to_owned()),
            Formula::Sign("+"),
            at(Formula::Sign("Σ"), "i"),
            Formula::Sign("("),
            at(Formula::term("k", 1, language.text(Text::Window), None), "i"),
            Formula::Sign("−"),
            Formula::Number("1".to_owned()),
            Formula::Sign(")"),
            Formula::Sign("·"),
            at(Formula::term("s", 2, language.text(Text::Steps), None), "i"),
        ])
    }
}

/// The width of the middle unit's field in the last layer before Flatten of the notebook's network, and in the first.
fn of_notebook() -> (usize, usize) {
    let fields = Fields::default().of(&NetworkConfig::default(), 2);
    let width = |field: Option<&(String, Field)>| field.map_or(0, |(_, field)| field.columns.len());
    (width(fields.last()), width(fields.first()))
}

/// The lesson's question.
#[must_use]
pub fn question(language: Language) -> Question {
    let (last, first) = of_notebook();
    let (_, whole) = NetworkConfig::default().input;
    let fill = |text: Text| language.fill(text, &[("last", &last), ("first", &first), ("whole", &whole)]);
    let pixels = |n: usize| language.fill(Text::Pixels, &[("n", &n), ("whole", &whole)]);
    let answers = vec![
        (first, pixels(first), fill(Text::FirstReply)),
        (last, pixels(last), fill(Text::LastReply)),
        (whole / 2, pixels(whole / 2), fill(Text::HalfReply)),
        (whole, pixels(whole), fill(Text::WholeReply)),
    ];
    Question::new(fill(Text::Ask), &last, answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Without pooling a field grows by kernel − 1 with each layer; pooling doubles what each later step adds.
    #[test]
    fn fields_of_a_stack_are_those_of_the_sum() {
        for blocks in BLOCKS {
            for kernel in KERNELS {
                let plain = Stack { blocks, kernel, pools: false };
                assert_eq!(plain.width(), 1 + blocks * (kernel - 1), "{plain:?}");
                let pooled = Stack { blocks, kernel, pools: true };
                let sum: usize = (0..blocks as u32).map(|block| (kernel - 1 + 1) * 2_usize.pow(block)).sum();
                assert_eq!(pooled.width(), 1 + sum, "{pooled:?}");
            }
        }
    }

    /// Three blocks of a 3 x 3 convolution and a 2 x 2 pooling, by hand.
    #[test]
    fn fields_of_the_notebooks_network_grow_as_computed_by_hand() {
        let fields = Fields::default().of(&NetworkConfig::default(), 2);
        let mut widths: Vec<usize> = fields.iter().map(|(_, field)| field.columns.len()).collect();
        widths.dedup();
        assert_eq!(widths, [3, 4, 8, 10, 18, 22]);
    }
}
