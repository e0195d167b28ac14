//! A photograph on the prediction page, and its prediction.

use super::Model;
use crate::engine::{Photograph, Verdict};
use crate::shared_error::SharedError;

/// A prediction that leads the next class by less than this is uncertain.
const LEAD: f32 = 0.2;

/// What became of a photograph.
pub enum CardState {
    /// It waits to be classified.
    Waiting,
    /// It was classified.
    Done(Verdict),
    /// It could not be classified.
    Failed(SharedError),
}

/// A photograph and its prediction.
pub struct Card {
    /// Its number.
    pub id: u64,
    /// Its path or name.
    pub name: String,
    /// What became of it.
    pub state: CardState,
    /// The photograph itself, if it can be read.
    pub photograph: Option<Photograph>,
}

impl Card {
    /// Whether it is still to be classified by this network.
    #[must_use]
    pub fn is_due(&self, model: Option<&Model>) -> bool {
        match &self.state {
            CardState::Waiting => true,
            CardState::Done(verdict) => model != Some(&verdict.model) && self.photograph.is_some(),
            CardState::Failed(_) => false,
        }
    }

    /// Its prediction.
    #[must_use]
    pub const fn verdict(&self) -> Option<&Verdict> {
        match &self.state {
            CardState::Done(verdict) => Some(verdict),
            CardState::Waiting | CardState::Failed(_) => None,
        }
    }

    /// The predicted class's probability.
    #[must_use]
    pub fn confidence(&self, calibrated: bool) -> Option<f32> {
        let verdict = self.verdict()?;
        probabilities(verdict, calibrated).get(verdict.label as usize).copied()
    }

    /// The predicted class.
    #[must_use]
    pub fn label(&self) -> Option<u32> {
        self.verdict().map(|verdict| verdict.label)
    }
}

/// The probabilities to show: the calibrated ones where these are wanted and known.
#[must_use]
pub fn probabilities(verdict: &Verdict, calibrated: bool) -> &[f32] {
    verdict.calibrated.as_deref().filter(|_| calibrated).unwrap_or(&verdict.probabilities)
}

/// How far the most probable class leads the next one, from 0 to 1.
#[must_use]
pub fn lead(verdict: &Verdict, calibrated: bool) -> f32 {
    let (mut first, mut second) = (0.0_f32, 0.0_f32);
    for share in probabilities(verdict, calibrated) {
        if *share > first {
            (first, second) = (*share, first);
        } else {
            second = second.max(*share);
        }
    }
    first - second
}

/// Whether a prediction is in doubt: another class is nearly as probable, or the picture is novel.
#[must_use]
pub fn is_uncertain(verdict: &Verdict, calibrated: bool) -> bool {
    verdict.is_novel() || lead(verdict, calibrated) < LEAD
}
