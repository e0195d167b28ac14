//! Softmax: logits become shares.

use super::{Formula, Question};
use crate::nn;
use crate::text::Language;
use crate::text::lessons::SoftmaxText as Text;

/// Classes at most.
pub const MOST_CLASSES: usize = 5;
/// The logits that can be chosen.
pub const LOGITS: std::ops::RangeInclusive<f32> = -6.0..=6.0;

/// What is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Softmax {
    /// A logit for each class.
    pub logits: Vec<f32>,
    /// Whether 5 is added to all of them.
    pub is_shifted: bool,
}

impl Default for Softmax {
    fn default() -> Self {
        Self { logits: vec![2.0, 0.0], is_shifted: false }
    }
}

impl Softmax {
    /// The logits that the network would give.
    #[must_use]
    pub fn logits(&self) -> Vec<f32> {
        let more = if self.is_shifted { 5.0 } else { 0.0 };
        self.logits.iter().map(|logit| logit + more).collect()
    }

    /// The share of each class.
    #[must_use]
    pub fn probabilities(&self) -> Vec<f32> {
        nn::softmax(&self.logits(), self.logits.len().max(1))
    }

    /// Takes so many classes; new ones begin at 0.
    pub fn set_classes(&mut self, classes: usize) {
        self.logits.resize(classes.clamp(2, MOST_CLASSES), 0.0);
    }

    /// The definition, and the first class's share with its numbers.
    #[must_use]
    pub fn formulas(&self, language: Language) -> [Formula; 2] {
        let number = |value: f32, decimals| Formula::Number(written(language, value, decimals));
        let (logits, shares) = (self.logits(), self.probabilities());
        let power = |exponent: Formula| Formula::above(Formula::Sign("e"), exponent);
        let z = |index: &'static str, meaning, value: f32| {
            let term = Formula::term("z", 1, language.text(meaning), Some(written(language, value, 1)));
            Formula::below(term, Formula::Sign(index))
        };
        let p =
            Formula::term("p", 0, language.text(Text::Probability), Some(language.percent(f64::from(shares[0]), 1)));
        let definition = Formula::row([
            Formula::below(p, Formula::Sign("i")),
            Formula::Sign("="),
            Formula::fraction(
                power(z("i", Text::LogitOf, logits[0])),
                Formula::row([
                    Formula::below(Formula::Sign("Σ"), Formula::Sign("j")),
                    power(z("j", Text::LogitOther, logits[0])),
                ]),
            ),
        ]);
        let mut sum = Vec::new();
        for logit in &logits {
            if !sum.is_empty() {
                sum.push(Formula::Sign("+"));
            }
            sum.push(power(number(*logit, 1)));
        }
        let filled = Formula::row([
            Formula::fraction(power(number(logits[0], 1)), Formula::Row(sum)),
            Formula::Sign("="),
            number(shares[0], 4),
        ]);
        [definition, filled]
    }
}

fn written(language: Language, value: f32, decimals: usize) -> String {
    language.decimal(f64::from(value), decimals).replace('-', "−")
}

/// The least and the greatest total of two classes' shares over all pairs of logits, in whole percent.
fn totals() -> (u32, u32) {
    let grid = (-12..=12_i16).flat_map(|first| (-12..=12_i16).map(move |second| [f32::from(first), f32::from(second)]));
    let totals = grid.map(|logits| (nn::softmax(&logits, 2).iter().sum::<f32>() * 100.0).round() as u32);
    totals.fold((u32::MAX, 0), |(least, most), total| (least.min(total), most.max(total)))
}

/// The lesson's question.
#[must_use]
pub fn question(language: Language) -> Question {
    let text = |text: Text| language.text(text).to_owned();
    let low = nn::softmax(&[-3.0, -3.0], 2);
    let [first, second] = [low[0], low[1]].map(|share| language.percent(f64::from(share), 0));
    let low_reply = language.fill(Text::LowReply, &[("first", &first), ("second", &second)]);
    let answers = vec![
        ((0, 0), text(Text::Neither), text(Text::NeitherReply)),
        ((0, 100), text(Text::Low), low_reply),
        ((100, 100), text(Text::All), text(Text::AllReply)),
    ];
    Question::new(text(Text::Ask), &totals(), answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adding_five_to_all_logits_changes_no_share() {
        let mut softmax = Softmax { logits: vec![2.0, 0.0, -1.5], is_shifted: false };
        let before = softmax.probabilities();
        softmax.is_shifted = true;
        for (before, after) in before.iter().zip(softmax.probabilities()) {
            assert!((before - after).abs() < 1e-6);
        }
    }

    #[test]
    fn the_share_shown_is_the_quotient_beside_it() {
        let softmax = Softmax::default();
        let e = std::f32::consts::E;
        let expected = e.powf(2.0) / (e.powf(2.0) + 1.0);
        assert!((softmax.probabilities()[0] - expected).abs() < 1e-6);
    }
}
