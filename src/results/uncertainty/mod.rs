//! Honest doubt: probabilities that mean what they say, and pictures unlike all that the network was shown.

mod kept;

use super::calibration::Temperature;
use super::novelty::NoveltyDetector;
use super::predictions::Predictions;

/// What a run's validation photographs say about its own doubt.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertainty {
    /// What makes the network as sure as it is right.
    pub temperature: Temperature,
    /// What its validation photographs are like; none where there are too few, or the network has no feature maps.
    pub novelty: Option<NoveltyDetector>,
}

impl Uncertainty {
    /// Learns from the validation photographs' judgements and channel statistics; `None` of no photographs.
    #[must_use]
    pub fn fit(predictions: &Predictions, statistics: &[Vec<Vec<f32>>]) -> Option<Self> {
        let temperature = Temperature::fit(predictions)?;
        Some(Self { temperature, novelty: NoveltyDetector::fit(statistics) })
    }

    /// How unlike the validation photographs a picture is: above 1 more than 95 of 100 of them. `None` where that is
    /// not known.
    #[must_use]
    pub fn novelty_score(&self, statistics: &[Vec<f32>]) -> Option<f32> {
        let novelty = self.novelty.as_ref()?;
        // The distance is 0 at the middle of the validation set, and the threshold lies above that.
        let novelty_score = novelty.distance(statistics) / novelty.threshold.max(f32::MIN_POSITIVE);
        Some(if novelty_score.is_nan() { f32::INFINITY } else { novelty_score.max(0.0) })
    }
}
