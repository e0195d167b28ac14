//! Reliability diagrams: accuracy by confidence (Guo et al., "On calibration of modern neural networks", 2017).

use crate::results::Predictions;

/// Equal steps of confidence from 0 to 1.
pub const BINS: usize = 10;

/// The photographs whose confidence falls into one step.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bin {
    /// Photographs in it.
    pub count: usize,
    /// Their mean confidence, 0 to 1; 0 in an empty one.
    pub confidence: f64,
    /// Share of them whose most probable class is their label, 0 to 1; 0 in an empty one.
    pub accuracy: f64,
}

/// A reliability diagram.
#[derive(Debug, Clone, PartialEq)]
pub struct Reliability {
    /// Bin `i` holds the confidences above `i / 10` up to and with `(i + 1) / 10`.
    pub bins: [Bin; BINS],
    /// The expected calibration error, 0 to 1: the mean distance between confidence and accuracy, bins weighted by
    /// their photographs.
    pub error: f64,
}

impl Reliability {
    /// Sorts the photographs into the bins.
    #[must_use]
    pub fn of(predictions: &Predictions) -> Self {
        let mut bins = [Bin::default(); BINS];
        for photograph in 0..predictions.len() {
            let confidence = f64::from(predictions.confidence(photograph));
            let above = (1..BINS).filter(|edge| *edge as f64 / (BINS as f64) < confidence).count();
            bins[above].count += 1;
            bins[above].confidence += confidence;
            bins[above].accuracy += f64::from(u8::from(predictions.is_right(photograph)));
        }
        let mut error = 0.0;
        for bin in bins.iter_mut().filter(|bin| bin.count > 0) {
            error += (bin.accuracy - bin.confidence).abs() / predictions.len() as f64;
            bin.confidence /= bin.count as f64;
            bin.accuracy /= bin.count as f64;
        }
        Self { bins, error }
    }
}
