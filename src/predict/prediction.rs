//! What a network predicts for a photograph.

use crate::nn::{ChannelStatistics, argmax};

/// A network's prediction for a photograph.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// The most probable class: an index into [`Classifier::classes`](super::Classifier::classes).
    pub label: u32,
    /// A probability for each class, in the order of [`Classifier::classes`](super::Classifier::classes); they sum to 1.
    pub probabilities: Vec<f32>,
}

impl Prediction {
    /// The most probable class's probability.
    #[must_use]
    pub fn probability(&self) -> f32 {
        self.probabilities[self.label as usize]
    }

    pub(super) fn of(probabilities: &[f32]) -> Self {
        Self { label: argmax(probabilities) as u32, probabilities: probabilities.to_vec() }
    }
}

/// A prediction with statistics of the feature maps that led to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// The prediction.
    pub prediction: Prediction,
    /// The channels' means and standard deviations, a row for each operation that leaves feature maps.
    pub statistics: ChannelStatistics,
}
