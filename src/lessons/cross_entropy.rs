//! The cross-entropy: how surprised a network is by the truth.

use super::{Formula, Question};
use crate::nn;
use crate::text::Language;
use crate::text::lessons::CrossEntropyText as Text;

/// The shares that can be chosen.
pub const SHARES: std::ops::RangeInclusive<f32> = 0.01..=0.99;
/// Classes to guess among, at most.
pub const MOST_CLASSES: usize = 20;

/// What is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossEntropy {
    /// The share that the network gives to each photo's true class, of two.
    pub shares: Vec<f32>,
    /// Classes to guess among.
    pub classes: usize,
}

impl Default for CrossEntropy {
    fn default() -> Self {
        Self { shares: vec![0.99, 0.8, 0.51, 0.3], classes: 2 }
    }
}

impl CrossEntropy {
    /// Each photo's loss.
    #[must_use]
    pub fn losses(&self) -> Vec<f32> {
        losses(&self.shares)
    }

    /// The batch's loss.
    #[must_use]
    pub fn mean(&self) -> f32 {
        mean(&self.shares)
    }

    /// The share of photos whose true class is first.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        accuracy(&self.shares)
    }

    /// The loss of equal shares for all classes.
    #[must_use]
    pub fn guessing(&self) -> f32 {
        guessing(self.classes)
    }

    /// The definition, and the batch's mean with its numbers.
    #[must_use]
    pub fn formulas(&self, language: Language) -> [Formula; 2] {
        let number = |value: f32, decimals| Formula::Number(language.decimal(f64::from(value), decimals));
        let term = |symbol, colour, meaning: Text| Formula::term(symbol, colour, language.text(meaning), None);
        let at = |part| Formula::below(part, Formula::Sign("i"));
        let loss = language.decimal(f64::from(self.mean()), 3);
        let definition = Formula::row([
            Formula::term("C", 0, language.text(Text::Loss), Some(loss)),
            Formula::Sign("="),
            Formula::Sign("−"),
            at(Formula::Sign("Σ")),
            at(term("y", 2, Text::Label)),
            Formula::Sign("ln"),
            at(term("p", 1, Text::Probability)),
        ]);
        let mut sum = Vec::new();
        for share in &self.shares {
            sum.extend([Formula::Sign("−"), Formula::Sign("ln"), number(*share, 2)]);
        }
        let filled = Formula::row([
            Formula::fraction(Formula::Row(sum), Formula::Number(self.shares.len().to_string())),
            Formula::Sign("="),
            number(self.mean(), 3),
        ]);
        [definition, filled]
    }
}

/// The loss of a photo by the share of its true class, of two.
#[must_use]
pub fn loss(share: f32) -> f32 {
    losses(&[share])[0]
}

/// The loss of equal shares for so many classes.
#[must_use]
pub fn guessing(classes: usize) -> f32 {
    nn::softmax_cross_entropy(&vec![0.0; classes.max(1)], &[0], classes.max(1))[0]
}

fn losses(shares: &[f32]) -> Vec<f32> {
    // The logits of which softmax makes these shares.
    let logits: Vec<f32> = shares.iter().flat_map(|share| [(share / (1.0 - share)).ln(), 0.0]).collect();
    nn::softmax_cross_entropy(&logits, &vec![0; shares.len()], 2)
}

fn mean(shares: &[f32]) -> f32 {
    losses(shares).iter().sum::<f32>() / shares.len().max(1) as f32
}

fn accuracy(shares: &[f32]) -> f64 {
    let right = shares.iter().filter(|share| nn::argmax(&[**share, 1.0 - **share]) == 0).count();
    right as f64 / shares.len().max(1) as f64
}

/// What two networks of equal accuracy can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Losses {
    Equal,
    Different,
    DifferentWithOtherClasses,
}

/// A careful network and a rash one, each right on the same eight of ten photos.
fn two_networks() -> [Vec<f32>; 2] {
    let of = |right: f32, wrong: f32| (0..10).map(|photo| if photo < 8 { right } else { wrong }).collect();
    [of(0.8, 0.4), of(0.97, 0.02)]
}

/// The lesson's question.
#[must_use]
pub fn question(language: Language) -> Question {
    let text = |text: Text| language.text(text).to_owned();
    let networks = two_networks();
    let [first, second] = [0, 1].map(|network| mean(&networks[network]));
    let found = if (first - second).abs() > 1e-3 { Losses::Different } else { Losses::Equal };
    let [one, other] = [first, second].map(|loss| language.decimal(f64::from(loss), 3));
    let accuracy = language.accuracy(accuracy(&networks[0]));
    let reply = |text: Text| language.fill(text, &[("first", &one), ("second", &other), ("accuracy", &accuracy)]);
    let answers = vec![
        (Losses::Equal, text(Text::Equal), reply(Text::EqualReply)),
        (Losses::DifferentWithOtherClasses, text(Text::WithClasses), reply(Text::WithClassesReply)),
        (Losses::Different, text(Text::Different), reply(Text::DifferentReply)),
    ];
    Question::new(text(Text::Ask), &found, answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_are_negative_logarithms() {
        for (share, expected) in [(0.99, 0.010), (0.51, 0.673), (0.01, 4.605), (0.5, 0.693)] {
            assert!((loss(share) - expected).abs() < 1e-3, "{share}");
        }
        assert!((guessing(2) - std::f32::consts::LN_2).abs() < 1e-6);
    }

    #[test]
    fn both_networks_of_the_question_are_equally_accurate() {
        let [careful, rash] = two_networks();
        assert!((accuracy(&careful) - accuracy(&rash)).abs() < 1e-12);
        assert!((accuracy(&careful) - 0.8).abs() < 1e-12);
    }
}
