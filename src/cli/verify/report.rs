//! One line a check, and the count of those that passed.

use std::fmt::Debug;

use crate::cli::failure::Failure;
use crate::cli::output;

/// How far our numbers may lie from the reference.
#[derive(Debug, Clone, Copy)]
pub(super) enum Tolerance {
    /// Largest difference of any two numbers.
    Absolute(f64),
    /// Largest difference, as a share of the reference's largest magnitude.
    OfLargest(f64),
}

/// Prints each check as it is made and counts.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) passed: usize,
    pub(super) failed: usize,
}

impl Report {
    /// Compares two lists of numbers, one by one.
    ///
    /// # Errors
    /// If standard output cannot be written.
    pub(super) fn close(
        &mut self,
        name: &str,
        ours: &[f64],
        reference: &[f64],
        tolerance: Tolerance,
    ) -> Result<(), Failure> {
        if ours.len() != reference.len() {
            return self.fail(name, &format!("{} numbers here, {} in the file", ours.len(), reference.len()));
        }
        let (bound, scale, unit) = match tolerance {
            Tolerance::Absolute(bound) => (bound, 1.0, ""),
            Tolerance::OfLargest(bound) => (bound, largest(reference.iter().copied()), " of the largest magnitude"),
        };
        let difference = largest(ours.iter().zip(reference).map(|(a, b)| a - b));
        // All zeros on both sides leave nothing to divide by.
        let error = if difference == 0.0 { 0.0 } else { difference / scale };
        // A NaN on our side makes the error NaN, which no bound holds.
        self.line(error <= bound, name, &format!("largest error {error:.1e}, tolerance {bound:.0e}{unit}"))
    }

    /// Like [`Report::close`] for single precision numbers of ours.
    ///
    /// # Errors
    /// If standard output cannot be written.
    pub(super) fn close_f32(
        &mut self,
        name: &str,
        ours: &[f32],
        reference: &[f64],
        tolerance: Tolerance,
    ) -> Result<(), Failure> {
        let ours: Vec<f64> = ours.iter().map(|&value| f64::from(value)).collect();
        self.close(name, &ours, reference, tolerance)
    }

    /// Compares two values that must be equal.
    ///
    /// # Errors
    /// If standard output cannot be written.
    pub(super) fn exact<T: PartialEq + Debug>(&mut self, name: &str, ours: &T, reference: &T) -> Result<(), Failure> {
        if ours == reference {
            self.line(true, name, "largest error 0, exact")
        } else {
            self.line(
                false,
                name,
                &format!("not equal: {} here, {} in the file", shortened(ours), shortened(reference)),
            )
        }
    }

    /// Counts a check that could not be made.
    ///
    /// # Errors
    /// If standard output cannot be written.
    pub(super) fn fail(&mut self, name: &str, reason: &str) -> Result<(), Failure> {
        self.line(false, name, reason)
    }

    fn line(&mut self, passed: bool, name: &str, finding: &str) -> Result<(), Failure> {
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
        output::line(&format!("{} {name:<58} {finding}", if passed { "pass" } else { "FAIL" }))
    }
}

/// The largest magnitude; NaN where any value is NaN, 0 where there is none.
fn largest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |most: f64, value| if value.is_nan() || value.abs() > most { value.abs() } else { most })
}

/// A value's debug form, shortened where it is long.
fn shortened(value: &impl Debug) -> String {
    const LONGEST: usize = 80;
    let text = format!("{value:?}");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(ours: &[f64], reference: &[f64], tolerance: Tolerance) -> bool {
        let mut report = Report::default();
        report.close("check", ours, reference, tolerance).unwrap();
        report.failed == 0
    }

    #[test]
    fn differences_are_held_against_the_tolerance() {
        assert!(passes(&[1.0, 2.0], &[1.0, 2.09], Tolerance::Absolute(0.1)));
        assert!(!passes(&[1.0, 2.0], &[1.0, 2.11], Tolerance::Absolute(0.1)));
        assert!(passes(&[1.0, 100.0], &[1.5, 100.0], Tolerance::OfLargest(0.01)));
        assert!(!passes(&[1.0, 100.0], &[3.0, 100.0], Tolerance::OfLargest(0.01)));
        assert!(passes(&[0.0], &[0.0], Tolerance::OfLargest(1e-3)));
    }

    #[test]
    fn nan_and_missing_numbers_never_pass() {
        assert!(!passes(&[f64::NAN, 1.0], &[1.0, 1.0], Tolerance::Absolute(1.0)));
        assert!(!passes(&[1.0, f64::INFINITY], &[1.0, 1.0], Tolerance::OfLargest(1.0)));
        assert!(!passes(&[1.0], &[1.0, 1.0], Tolerance::Absolute(1.0)));
    }
}
