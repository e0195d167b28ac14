//! One photo several times through a network in training, and once at prediction.

use super::Trained;
use crate::lessons::bench::owned;
use crate::nn::{DropoutKey, NetworkError};

/// How often a photo passes through the network in training.
const PASSES: u64 = 6;

/// One photo several times through a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Passes {
    /// The share of its class in each pass in training.
    pub training: Vec<f32>,
    /// Its share at prediction.
    pub prediction: f32,
}

impl Trained {
    /// The batch's first photo in training, each time with other dropped units, and at prediction.
    pub(super) fn passes(&mut self) -> Result<Passes, NetworkError> {
        let (x, labels) = self.batch();
        let before = owned(&self.network);
        let class = labels.first().map_or(0, |label| *label as usize);
        let training = (0..PASSES).map(|step| {
            let pass = self.network.gradients(&x, &labels, Some(DropoutKey { seed: 0, step }))?;
            Ok(pass.probabilities[class])
        });
        let training = training.collect::<Result<_, NetworkError>>()?;
        // The moving statistics are as before.
        self.network.load_tensors(&before)?;
        let one = self.batch.first().map_or(&[][..], |photo| &photo.input);
        Ok(Passes { training, prediction: self.network.probabilities(one)?[class] })
    }
}
