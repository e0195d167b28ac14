//! Gradient descent in a valley, C = θ², by the optimiser that trains.

use super::{Formula, Question};
use crate::config::OptimizerConfig;
use crate::nn::optimizer::Update;
use crate::text::Language;
use crate::text::lessons::GradientDescentText as Text;

/// The learning rates that can be chosen.
pub const RATES: std::ops::RangeInclusive<f32> = 0.01..=1.2;
/// Where the path can begin.
pub const STARTS: std::ops::RangeInclusive<f32> = -2.0..=2.0;
/// Updates at most.
pub const MOST_UPDATES: usize = 30;

/// What is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct GradientDescent {
    /// η.
    pub rate: f32,
    /// θ before the first update.
    pub start: f32,
    /// How many updates are made.
    pub updates: usize,
}

impl Default for GradientDescent {
    fn default() -> Self {
        Self { rate: 0.1, start: 1.0, updates: 8 }
    }
}

/// How a path goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// It comes down on one side.
    Creeps,
    /// It comes down and changes sides.
    Swings,
    /// It leaves the valley.
    Diverges,
}

/// The loss.
#[must_use]
pub fn cost(theta: f32) -> f32 {
    theta * theta
}

/// The loss's derivative.
#[must_use]
pub fn gradient(theta: f32) -> f32 {
    2.0 * theta
}

impl GradientDescent {
    /// θ before the first update and after each.
    #[must_use]
    pub fn path(&self) -> Vec<f32> {
        let mut theta = [self.start];
        let mut path = vec![self.start];
        for iteration in 0..self.updates as u64 {
            let slope = [gradient(theta[0])];
            update(self.rate, iteration).apply(&mut theta, &slope, &mut []);
            path.push(theta[0]);
        }
        path
    }

    /// How the path goes on.
    #[must_use]
    pub fn course(&self) -> Course {
        let path = Self { start: 1.0, updates: 1, ..self.clone() }.path();
        match path[1] {
            after if after.abs() > path[0] => Course::Diverges,
            after if after < 0.0 => Course::Swings,
            _ => Course::Creeps,
        }
    }

    /// The notebook's formula, and the first update with its numbers.
    #[must_use]
    pub fn formulas(&self, language: Language) -> [Formula; 2] {
        let path = self.path();
        let (before, after) = (path[0], path.get(1).copied().unwrap_or(path[0]));
        let number = |value: f32| language.short(f64::from(value)).replace('-', "−");
        let theta = || Formula::term("θ", 0, language.text(Text::Weights), Some(number(before)));
        let eta = || Formula::term("η", 1, language.text(Text::RateTerm), Some(number(self.rate)));
        let slope = language.text(Text::Gradient);
        let cost_term = |symbol| Formula::term(symbol, 3, language.text(Text::Cost), Some(number(cost(before))));
        let nabla = Formula::term("∇", 2, slope, Some(number(gradient(before))));
        let change = Formula::term("∂", 2, slope, Some(number(gradient(before))));
        let written = Formula::row([
            theta(),
            Formula::Sign("="),
            theta(),
            Formula::Sign("−"),
            eta(),
            Formula::Sign("·"),
            nabla,
            cost_term("J"),
            Formula::Sign("("),
            theta(),
            Formula::Sign(";"),
            Formula::Number("x".to_owned()),
            Formula::Sign(","),
            Formula::Number("y".to_owned()),
            Formula::Sign(")"),
            Formula::Sign("⇔"),
            theta(),
            Formula::Sign("="),
            theta(),
            Formula::Sign("−"),
            eta(),
            Formula::Sign("·"),
            Formula::fraction(Formula::row([change.clone(), cost_term("C")]), Formula::row([change, theta()])),
        ]);
        let filled = Formula::row([
            Formula::Number(number(before)),
            Formula::Sign("−"),
            Formula::Number(number(self.rate)),
            Formula::Sign("·"),
            Formula::Number(number(gradient(before))),
            Formula::Sign("="),
            Formula::Number(number(after)),
        ]);
        [written, filled]
    }
}

fn update(rate: f32, iteration: u64) -> Update {
    Update { config: OptimizerConfig::sgd(rate, 0.0, false), learning_rate: rate, iteration }
}

/// The rates of the question.
const ASKED: [f32; 4] = [0.05, 0.4, 0.9, 1.2];

/// The lesson's question.
#[must_use]
pub fn question(language: Language) -> Question {
    let after = |rate| GradientDescent { rate, start: 1.0, updates: 1 }.path()[1];
    let lowest = ASKED.into_iter().min_by(|a, b| cost(after(*a)).total_cmp(&cost(after(*b)))).unwrap_or(ASKED[0]);
    let answers = ASKED.into_iter().map(|rate| {
        let theta = after(rate);
        let text = if rate.to_bits() == lowest.to_bits() {
            Text::RateReply
        } else if theta < 0.0 {
            Text::TooLong
        } else {
            Text::TooShort
        };
        let [theta, loss] = [theta, cost(theta)].map(|value| language.short(f64::from(value)).replace('-', "−"));
        let reply = language.fill(text, &[("after", &theta), ("loss", &loss)]);
        let rate_text = language.short(f64::from(rate));
        (rate, language.fill(Text::Rate, &[("rate", &rate_text)]), reply)
    });
    Question::new(language.text(Text::Ask).to_owned(), &lowest, answers.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// θ is multiplied by 1 - 2η at each update.
    #[test]
    fn the_path_is_geometric() {
        let lesson = GradientDescent { rate: 0.1, start: 1.0, updates: 5 };
        for (number, theta) in lesson.path().into_iter().enumerate() {
            assert!((theta - 0.8_f32.powi(number as i32)).abs() < 1e-6);
        }
    }

    #[test]
    fn the_course_turns_at_a_half_and_at_one() {
        let course = |rate| GradientDescent { rate, ..GradientDescent::default() }.course();
        assert_eq!(
            [0.1, 0.49, 0.51, 0.99, 1.01].map(course),
            [Course::Creeps, Course::Creeps, Course::Swings, Course::Swings, Course::Diverges]
        );
    }
}
