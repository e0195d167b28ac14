//! The uncertainty of a network's predictions: calibrated probabilities, and a novelty score of each photograph.

mod stored;

use super::calibration::Temperature;
use super::novelty::NoveltyDetector;
use super::predictions::Predictions;
use crate::memory::OutOfMemory;
use crate::nn::{ChannelStatistics, MapStatistics};

/// Above this a novelty score marks a photograph as unlike the validation set.
pub const NOVEL_ABOVE: f32 = 1.0;

/// Calibration and novelty detection, fitted to a run's validation photographs.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertainty {
    /// The temperature at which the network's confidence agrees with its accuracy.
    pub temperature: Temperature,
    /// The distribution of the validation photographs; none where there are too few, or the network has no feature maps.
    pub novelty: Option<NoveltyDetector>,
}

impl Uncertainty {
    /// Fits both to the validation photographs' predictions and channel statistics; `None` of no photographs.
    ///
    /// # Errors
    /// If there is no memory for the statistics' correlations.
    pub fn fit(predictions: &Predictions, statistics: &[ChannelStatistics]) -> Result<Option<Self>, OutOfMemory> {
        let Some(temperature) = Temperature::fit(predictions) else { return Ok(None) };
        Ok(Some(Self { temperature, novelty: NoveltyDetector::fit(statistics)? }))
    }

    /// How unlike the validation photographs a picture is, 0 or more: above [`NOVEL_ABOVE`] it lies farther from them than
    /// 95 of 100 of their own. `None` where that is not known.
    #[must_use]
    pub fn novelty_score(&self, statistics: &[MapStatistics]) -> Option<f32> {
        let novelty = self.novelty.as_ref()?;
        // The distance is 0 at the median of the validation set, and the threshold lies above that.
        let novelty_score = novelty.distance(statistics) / novelty.threshold.max(f32::MIN_POSITIVE);
        Some(if novelty_score.is_nan() { f32::INFINITY } else { novelty_score.max(0.0) })
    }
}
