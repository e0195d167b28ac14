//! What an axis shows: its range, and round numbers along it.

use super::ticks::{step, ticks};

/// The range of an axis and its ticks, from below.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Round numbers from one end to the other.
    pub ticks: Vec<f64>,
}

impl Scale {
    /// A scale with about `most` ticks, whose ends are the round numbers around the finite ones of the values. Values of
    /// one sign never give a scale with the other: a constant stands in its middle, and zero at its end.
    #[must_use]
    pub fn fitted(values: impl IntoIterator<Item = f64>, most: usize) -> Self {
        let Some((low, high)) = range(values) else { return Self::between(0.0, 1.0, most) };
        let is_constant = high - low <= 1e-9 * low.abs().max(high.abs());
        let (low, high) = match is_constant {
            true if high > 0.0 => (0.0, 2.0 * high),
            true if low < 0.0 => (2.0 * low, 0.0),
            true => (0.0, 1.0),
            false => (low, high),
        };
        let step = step((high - low) / most.max(1) as f64, false);
        if !step.is_finite() || step <= 0.0 {
            return Self { low, high, ticks: Vec::new() };
        }
        // Ends that are round already are not widened for a rounding error: the rates come from single precision.
        let (first, last) = ((low / step + 1e-6).floor() as i64, (high / step - 1e-6).ceil() as i64);
        let ticks = (first..=last).map(|place| place as f64 * step).collect();
        Self { low: first as f64 * step, high: last as f64 * step, ticks }
    }

    /// The same, but no higher than `most`: an accuracy is never above one.
    #[must_use]
    pub fn at_most(mut self, most: f64) -> Self {
        if self.high > most && self.low < most {
            self.high = most;
            self.ticks.retain(|tick| *tick <= most);
        }
        self
    }

    /// A scale from one number to the other, exactly.
    #[must_use]
    pub fn between(low: f64, high: f64, most: usize) -> Self {
        Self { low, high, ticks: ticks(low, high, most, false) }
    }

    /// A scale that counts from one number to the other: its ticks are whole.
    #[must_use]
    pub fn counting(low: f64, high: f64, most: usize) -> Self {
        Self { low, high, ticks: ticks(low, high, most, true) }
    }

    /// The same with room beside both ends, as if `room` of `width` points.
    #[must_use]
    pub fn with_room(self, room: f64, width: f64) -> Self {
        let beside = (self.high - self.low) * room / width.max(1.0);
        Self { low: self.low - beside, high: self.high + beside, ..self }
    }

    /// A logarithmic scale around the values above zero: its ends and ticks are logarithms to base 10, the ticks those of
    /// 1, 2 and 5 times the powers of ten, or of the powers alone where these are many.
    #[must_use]
    pub fn logarithmic(values: impl IntoIterator<Item = f64>) -> Self {
        const DECADES: f64 = 3.0;
        let positive = values.into_iter().filter(|value| *value > 0.0).map(f64::log10);
        let (low, high) = range(positive).unwrap_or((-1.0, 0.0));
        let times: &[f64] = if high - low > DECADES { &[1.0] } else { &[1.0, 2.0, 5.0] };
        let powers = low.floor() as i32..=high.floor() as i32 + 1;
        let all: Vec<f64> =
            powers.flat_map(|power| times.iter().map(move |times| f64::from(power) + times.log10())).collect();
        let below = all.iter().rev().find(|tick| **tick <= low + 1e-9).copied().unwrap_or(low);
        let above = all.iter().find(|tick| **tick >= high - 1e-9 && **tick > below).copied().unwrap_or(high);
        let ticks = all.into_iter().filter(|tick| (below..=above).contains(tick)).collect();
        Self { low: below, high: above, ticks }
    }
}

/// The least and the greatest of the finite values.
fn range(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter(|value| value.is_finite()).fold(None, |range, value| {
        let (low, high) = range.unwrap_or((value, value));
        Some((low.min(value), high.max(value)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(values: &[f64]) -> Scale {
        Scale::fitted(values.iter().copied(), 5)
    }

    #[test]
    fn the_ends_are_round_numbers_around_the_values() {
        let scale = fitted(&[0.537, 0.603, f64::NAN]);
        assert!((scale.low - 0.52).abs() < 1e-9 && (scale.high - 0.62).abs() < 1e-9, "{scale:?}");
        assert_eq!(scale.ticks.len(), 6, "{scale:?}");
        assert_eq!(fitted(&[0.0, 1.0]), Scale { low: 0.0, high: 1.0, ticks: Scale::between(0.0, 1.0, 5).ticks });
    }

    #[test]
    fn a_constant_rate_stands_in_the_middle_of_a_scale_from_zero() {
        let scale = fitted(&[0.001, 0.001]);
        assert_eq!((scale.low, scale.high), (0.0, 0.002));
        assert!(scale.ticks.len() >= 3);
        assert_eq!((fitted(&[-2.0]).low, fitted(&[-2.0]).high), (-4.0, 0.0));
        assert_eq!((fitted(&[0.0]).low, fitted(&[]).high), (0.0, 1.0));
    }

    #[test]
    fn an_accuracy_has_no_axis_above_one() {
        for values in [&[0.66][..], &[1.0], &[0.97, 1.0], &[0.2, 0.999_999]] {
            let scale = fitted(values).at_most(1.0);
            assert!(scale.high <= 1.0 && scale.ticks.len() >= 2, "{scale:?}");
            assert!(scale.ticks.iter().all(|tick| *tick <= 1.0), "{scale:?}");
        }
        assert_eq!(fitted(&[1.2, 1.5]).at_most(1.0), fitted(&[1.2, 1.5]), "what lies above is shown all the same");
    }

    #[test]
    fn rates_of_single_precision_do_not_widen_a_scale_beyond_their_round_ends() {
        let scale = Scale::fitted([0.001_f32, 0.0005, 0.0005].map(f64::from), 2);
        assert!((scale.low - 0.0005).abs() < 1e-9 && (scale.high - 0.001).abs() < 1e-9, "{scale:?}");
    }

    #[test]
    fn no_scale_of_positive_values_reaches_below_zero_and_each_holds_its_values() {
        for places in 0..400 {
            let low = f64::from(places) * 0.013;
            for width in [1e-4, 0.03, 0.7, 12.0, 3e5] {
                let scale = fitted(&[low, low + width]);
                assert!(scale.low >= 0.0 && scale.low <= low + 1e-9 && scale.high >= low + width - 1e-6 * width);
                assert!((3..=9).contains(&scale.ticks.len()), "{scale:?}");
                for most in 2..5 {
                    let scale = Scale::fitted([low, low + width], most);
                    assert!(scale.ticks.len() >= 2, "a low plot has two numbers at least: {scale:?}");
                }
            }
        }
    }

    #[test]
    fn extreme_values_have_a_scale() {
        for values in [[1e300, -1e300], [f64::MAX, f64::MIN], [5e-324, 0.0]] {
            let scale = fitted(&values);
            assert!(scale.low <= scale.high, "{scale:?}");
        }
    }

    #[test]
    fn a_logarithmic_scale_has_round_numbers_too() {
        let values = |scale: &Scale| scale.ticks.iter().map(|tick| 10_f64.powf(*tick)).collect::<Vec<_>>();
        let near = |found: Vec<f64>, wanted: &[f64]| {
            assert_eq!(found.len(), wanted.len(), "{found:?}");
            assert!(found.iter().zip(wanted).all(|(one, other)| (one / other - 1.0).abs() < 1e-9), "{found:?}");
        };
        near(values(&Scale::logarithmic([0.3, 1.4])), &[0.2, 0.5, 1.0, 2.0]);
        near(values(&Scale::logarithmic([0.002, 30.0, -1.0])), &[0.001, 0.01, 0.1, 1.0, 10.0, 100.0]);
        assert!(Scale::logarithmic([0.0]).low < Scale::logarithmic([0.0]).high);
        assert!(Scale::logarithmic([1.0, 1.0]).low < Scale::logarithmic([1.0, 1.0]).high);
    }
}
