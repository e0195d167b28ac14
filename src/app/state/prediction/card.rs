//! A photograph on the prediction page, and its prediction.

use crate::engine::{Photograph, Verdict};
use crate::shared_error::SharedError;

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
    /// The predicted class's probability.
    #[must_use]
    pub fn confidence(&self, calibrated: bool) -> Option<f32> {
        match &self.state {
            CardState::Done(verdict) => probabilities(verdict, calibrated).get(verdict.label as usize).copied(),
            _ => None,
        }
    }

    /// The predicted class.
    #[must_use]
    pub fn label(&self) -> Option<u32> {
        match &self.state {
            CardState::Done(verdict) => Some(verdict.label),
            _ => None,
        }
    }
}

/// The probabilities to show: the calibrated ones where these are wanted and known.
#[must_use]
pub fn probabilities(verdict: &Verdict, calibrated: bool) -> &[f32] {
    verdict.calibrated.as_deref().filter(|_| calibrated).unwrap_or(&verdict.probabilities)
}
