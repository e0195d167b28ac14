//! Honest doubt: probabilities that mean what they say, and pictures unlike all that the network was shown.

mod familiarity;
mod gauss;
mod kept;
mod temperature;

pub use familiarity::Familiarity;
pub use temperature::Temperature;

use super::Judgements;

/// What a run's validation photographs say about its own doubt.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// What makes the network as sure as it is right.
    pub temperature: Temperature,
    /// What its validation photographs are like; none where there are too few, or the network has no feature maps.
    pub familiarity: Option<Familiarity>,
}

impl Doubt {
    /// Learns from the validation photographs' judgements and channel statistics; `None` of no photographs.
    #[must_use]
    pub fn fit(judgements: &Judgements, statistics: &[Vec<Vec<f32>>]) -> Option<Self> {
        let temperature = Temperature::fit(judgements)?;
        Some(Self { temperature, familiarity: Familiarity::fit(statistics) })
    }

    /// How unlike the validation photographs a picture is: above 1 more than 95 of 100 of them. `None` where that is
    /// not known.
    #[must_use]
    pub fn unlikeness(&self, statistics: &[Vec<f32>]) -> Option<f32> {
        let familiarity = self.familiarity.as_ref()?;
        // The distance is 0 at the middle of the validation set, and the threshold lies above that.
        let unlikeness = familiarity.distance(statistics) / familiarity.threshold.max(f32::MIN_POSITIVE);
        Some(if unlikeness.is_nan() { f32::INFINITY } else { unlikeness.max(0.0) })
    }
}
