//! How optimisers remember gradients, as Keras defines it: each formula with the numbers of the path's last update.

use super::Formula;
use super::optimizers::{BETA_1, BETA_2, EPSILON, LastUpdate, Optimizers, RHO};
use crate::text::Language;
use crate::text::lessons::OptimizersText as Text;

/// The formulas of one optimiser.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Which optimiser it is.
    pub name: Text,
    /// What it remembers, and what it does with that.
    pub formulas: Vec<Formula>,
}

impl Optimizers {
    /// SGD with momentum, `RMSprop` and Adam.
    #[must_use]
    pub fn definitions(&self, language: Language) -> Vec<Definition> {
        let definitions = self.trails().into_iter().filter_map(|trail| {
            let last = trail.last?;
            let written = Written { language, lesson: self, last: &last };
            let formulas = match (trail.name, last.memory.as_slice()) {
                (Text::SgdMomentum, [velocity]) => written.momentum(*velocity),
                (Text::RmsProp, [squares]) => written.rmsprop(*squares),
                (Text::Adam, [means, squares]) => written.adam(*means, *squares),
                _ => return None,
            };
            Some(Definition { name: trail.name, formulas })
        });
        definitions.collect()
    }
}

/// Formulas of one update.
struct Written<'a> {
    language: Language,
    lesson: &'a Optimizers,
    last: &'a LastUpdate,
}

impl Written<'_> {
    /// v ← βv − ηg, θ ← θ + v
    fn momentum(&self, (before, after): (f32, f32)) -> Vec<Formula> {
        let velocity = || self.term("v", 0, Text::Velocity, None);
        let beta = self.term("β", 1, Text::Beta, Some(self.lesson.momentum));
        let kept = [beta, times(), velocity(), minus(), self.eta(), times(), self.slope()];
        let moved = [self.theta(), plus(), velocity()];
        [
            self.becomes(velocity(), kept, &[("β", self.lesson.momentum), ("v", before)], after),
            self.becomes(self.theta(), moved, &[("v", after)], self.last.weight.1),
        ]
        .concat()
    }

    /// a ← ρa + (1 − ρ)g², θ ← θ − ηg/√(a + ε)
    fn rmsprop(&self, squares: (f32, f32)) -> Vec<Formula> {
        let rho = || self.term("ρ", 1, Text::Rho, Some(RHO));
        let root = Formula::Root(Box::new(Formula::row([self.squares(), plus(), self.epsilon()])));
        let moved = [self.theta(), minus(), self.eta(), times(), Formula::fraction(self.slope(), root)];
        [
            self.mean_of_squares(rho, ("ρ", RHO), squares),
            self.becomes(self.theta(), moved, &[("a", squares.1)], self.last.weight.1),
        ]
        .concat()
    }

    /// m ← β₁m + (1 − β₁)g, a ← β₂a + (1 − β₂)g², θ ← θ − η · √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√a + ε)
    fn adam(&self, means: (f32, f32), squares: (f32, f32)) -> Vec<Formula> {
        let beta_1 = || self.term("β₁", 1, Text::Beta1, Some(BETA_1));
        let beta_2 = || self.term("β₂", 1, Text::Beta2, Some(BETA_2));
        let mean = || self.term("m", 0, Text::Means, None);
        let number = self.last.number;
        let t = || Formula::term("t", 7, self.language.text(Text::Number), Some(number.to_string()));
        let root = |part| Formula::Root(Box::new(part));
        let rest = |beta| Formula::row([one(), minus(), Formula::above(beta, t())]);
        let kept = [beta_1(), times(), mean(), plus(), bracketed(beta_1()), times(), self.slope()];
        let moved = [
            self.theta(),
            minus(),
            self.eta(),
            times(),
            Formula::fraction(root(rest(beta_2())), rest(beta_1())),
            times(),
            Formula::fraction(mean(), Formula::row([root(self.squares()), plus(), self.epsilon()])),
        ];
        let known = [("β₁", BETA_1), ("β₂", BETA_2), ("m", means.1), ("a", squares.1), ("t", number as f32)];
        [
            self.becomes(mean(), kept, &[("β₁", BETA_1), ("m", means.0)], means.1),
            self.mean_of_squares(beta_2, ("β₂", BETA_2), squares),
            self.becomes(self.theta(), moved, &known, self.last.weight.1),
        ]
        .concat()
    }

    /// a ← ρa + (1 − ρ)g²
    fn mean_of_squares(
        &self,
        decay: impl Fn() -> Formula,
        value: (&str, f32),
        (before, after): (f32, f32),
    ) -> [Formula; 2] {
        let squared = Formula::above(self.slope(), Formula::Number("2".to_owned()));
        let kept = [decay(), times(), self.squares(), plus(), bracketed(decay()), times(), squared];
        self.becomes(self.squares(), kept, &[value, ("a", before)], after)
    }

    /// What a symbol becomes, and the same with its numbers and what the engine made of them.
    fn becomes<const N: usize>(
        &self,
        symbol: Formula,
        written: [Formula; N],
        values: &[(&str, f32)],
        result: f32,
    ) -> [Formula; 2] {
        let common = [("η", self.lesson.rate), ("g", self.last.gradient), ("θ", self.last.weight.0), ("ε", EPSILON)];
        let values: Vec<(&str, f32)> = values.iter().copied().chain(common).collect();
        let filled = written.iter().enumerate().map(|(place, part)| self.filled(part, place > 0, &values));
        let filled = filled.chain([Formula::Sign("="), Formula::Number(self.number(result))]);
        let filled = Formula::row(filled);
        [Formula::row([symbol, Formula::Sign("←")].into_iter().chain(written)), filled]
    }

    /// A part with numbers for its symbols; a negative one behind a sign is bracketed.
    fn filled(&self, part: &Formula, is_behind: bool, values: &[(&str, f32)]) -> Formula {
        let pair = |[first, second]: &[Formula; 2], is_behind| {
            Box::new([self.filled(first, is_behind, values), self.filled(second, false, values)])
        };
        match part {
            Formula::Term(term) => {
                let value =
                    values.iter().find(|(symbol, _)| *symbol == term.symbol).map_or(f32::NAN, |(_, value)| *value);
                let number = Formula::Number(self.number(value));
                if value < 0.0 && is_behind {
                    Formula::row([Formula::Sign("("), number, Formula::Sign(")")])
                } else {
                    number
                }
            }
            Formula::Row(parts) => {
                Formula::row(parts.iter().enumerate().map(|(place, part)| self.filled(part, place > 0, values)))
            }
            Formula::Root(part) => Formula::Root(Box::new(self.filled(part, false, values))),
            Formula::Fraction(parts) => Formula::Fraction(pair(parts, false)),
            Formula::Above(parts) => Formula::Above(pair(parts, true)),
            Formula::Below(parts) => Formula::Below(pair(parts, true)),
            Formula::Sign(_) | Formula::Number(_) => part.clone(),
        }
    }

    fn term(&self, symbol: &'static str, colour: usize, meaning: Text, value: Option<f32>) -> Formula {
        Formula::term(symbol, colour, self.language.text(meaning), value.map(|value| self.number(value)))
    }

    fn squares(&self) -> Formula {
        self.term("a", 5, Text::Squares, None)
    }

    fn theta(&self) -> Formula {
        self.term("θ", 3, Text::Weights, None)
    }

    fn slope(&self) -> Formula {
        self.term("g", 4, Text::Gradient, None)
    }

    fn eta(&self) -> Formula {
        self.term("η", 2, Text::Rate, Some(self.lesson.rate))
    }

    fn epsilon(&self) -> Formula {
        self.term("ε", 6, Text::Epsilon, Some(EPSILON))
    }

    fn number(&self, value: f32) -> String {
        self.language.short(f64::from(value)).replace('-', "−")
    }
}

/// (1 − part)
fn bracketed(part: Formula) -> Formula {
    Formula::row([Formula::Sign("("), one(), minus(), part, Formula::Sign(")")])
}

fn one() -> Formula {
    Formula::Number("1".to_owned())
}

fn plus() -> Formula {
    Formula::Sign("+")
}

fn minus() -> Formula {
    Formula::Sign("−")
}

fn times() -> Formula {
    Formula::Sign("·")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(one: f32, other: f32) {
        assert!((one - other).abs() <= 1e-5 * one.abs().max(1.0), "{one} is not {other}");
    }

    #[test]
    fn the_engine_does_what_the_formulas_say() {
        for updates in [1, 2, 40, 100] {
            let lesson = Optimizers { updates, ..Optimizers::default() };
            let (eta, trails) = (lesson.rate, lesson.trails());
            let last = |name| trails.iter().find(|trail| trail.name == name).and_then(|trail| trail.last.clone());
            let momentum = last(Text::SgdMomentum).expect("it has moved");
            let (v, g) = (momentum.memory[0], momentum.gradient);
            close(v.1, lesson.momentum * v.0 - eta * g);
            close(momentum.weight.1, momentum.weight.0 + v.1);
            let rmsprop = last(Text::RmsProp).expect("it has moved");
            let (a, g) = (rmsprop.memory[0], rmsprop.gradient);
            close(a.1, RHO * a.0 + (1.0 - RHO) * g * g);
            close(rmsprop.weight.1, rmsprop.weight.0 - eta * g / (a.1 + EPSILON).sqrt());
            let adam = last(Text::Adam).expect("it has moved");
            let (m, a, g, t) = (adam.memory[0], adam.memory[1], adam.gradient, updates as i32);
            assert_eq!(adam.number, updates);
            close(m.1, BETA_1 * m.0 + (1.0 - BETA_1) * g);
            close(a.1, BETA_2 * a.0 + (1.0 - BETA_2) * g * g);
            let corrected = (1.0 - BETA_2.powi(t)).sqrt() / (1.0 - BETA_1.powi(t));
            close(adam.weight.1, adam.weight.0 - eta * corrected * m.1 / (a.1.sqrt() + EPSILON));
        }
    }

    #[test]
    fn each_formula_is_read_aloud_with_the_numbers_of_the_last_update() {
        let lesson = Optimizers { updates: 1, ..Optimizers::default() };
        let spoken: Vec<String> = lesson
            .definitions(Language::English)
            .iter()
            .flat_map(|definition| definition.formulas.iter().map(|formula| formula.spoken(Language::English)))
            .collect();
        assert_eq!(spoken.len(), 14);
        assert_eq!(spoken[0], "v becomes β times v minus η times g");
        assert_eq!(spoken[1], "0.9 times 0 minus 0.05 times 20 equals −1");
        assert_eq!(spoken[4], "a becomes ρ times a plus ( 1 minus ρ ) times g to the power of 2");
        assert_eq!(spoken[5], "0.9 times 0 plus ( 1 minus 0.9 ) times 20 to the power of 2 equals 40");
        for formula in &spoken {
            assert!(!formula.contains('–'), "{formula} has a symbol without a number");
        }
    }

    #[test]
    fn before_any_weight_has_moved_there_is_nothing_to_write() {
        assert_eq!(Optimizers { updates: 0, ..Optimizers::default() }.definitions(Language::Portuguese), []);
    }
}
