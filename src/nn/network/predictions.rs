//! Inference: logits, probabilities, and what is observed on the way to them.

use rayon::prelude::*;

use super::Network;
use crate::memory::caught;
use crate::nn::error::NetworkError;
use crate::nn::inference::{Inference, Watch};
use crate::nn::probabilities::softmax;
use crate::nn::shapes::Shape;
use crate::nn::statistics::{ChannelStatistics, MapStatistics, Observation, direction, of_channels};

impl Network {
    /// Each picture's validation loss, from its row of logits: smoothed as in training, not weighted.
    ///
    /// # Panics
    /// If a label is no class.
    #[must_use]
    pub fn validation_losses(&self, logits: &[f32], labels: &[u32]) -> Vec<f32> {
        self.loss.of_validation(logits, labels, self.classes())
    }

    /// Inference: the logits, `[count, classes]`.
    ///
    /// # Errors
    /// If `x` is not a whole number of pictures.
    pub fn logits(&self, x: &[f32]) -> Result<Vec<f32>, NetworkError> {
        let count = self.check(x)?;
        self.averaged(self.logits_as_they_are(x, count)?, x, count)
    }

    /// The logits of pictures alone, whether or not predictions are means over mirror images.
    fn logits_as_they_are(&self, x: &[f32], count: usize) -> Result<Vec<f32>, NetworkError> {
        let features = self.given_features(x, count)?;
        self.watched_logits(features.as_deref().unwrap_or(x), count, &mut |_, _, _| ())
    }

    /// The logits from what the frozen operations make of pictures, or from the pictures where nothing is frozen.
    pub(super) fn watched_logits(&self, x: &[f32], count: usize, watch: Watch<'_>) -> Result<Vec<f32>, NetworkError> {
        Ok(caught(|| self.packed().run(&self.context, self.predicting(), x, count, watch))?)
    }

    /// What the frozen operations make of pictures, where there are any.
    pub(super) fn given_features(&self, x: &[f32], count: usize) -> Result<Option<Vec<f32>>, NetworkError> {
        if self.frozen > 0 { Ok(Some(self.run_frozen(x, count, false)?.0)) } else { Ok(None) }
    }

    /// The logits of the pictures `x`, averaged with those of their mirror images where predictions are.
    fn averaged(&self, logits: Vec<f32>, x: &[f32], count: usize) -> Result<Vec<f32>, NetworkError> {
        if !self.mirror_averaging {
            return Ok(logits);
        }
        let (_, width, channels) = self.input();
        let of_mirrored = self.logits_as_they_are(&mirrored(x, width, channels), count)?;
        Ok(self.mean_of(&logits, &of_mirrored))
    }

    /// Logits whose probabilities are the means of those of two equally long rows of logits.
    #[must_use]
    pub fn mean_of(&self, one: &[f32], other: &[f32]) -> Vec<f32> {
        let [one, other] = [one, other].map(|logits| softmax(logits, self.classes()));
        one.iter().zip(&other).map(|(one, other)| log_mean(*one, *other)).collect()
    }

    fn packed(&self) -> &Inference {
        let pack = || Inference::new(&self.context, &self.plan[self.frozen..], &self.layers, self.predicting());
        self.inference.get_or_init(pack)
    }

    /// Inference: each picture's probabilities with the channel statistics of its feature maps.
    ///
    /// # Errors
    /// If `x` is not a whole number of pictures, or a probability not a finite number.
    pub fn observe(&self, x: &[f32]) -> Result<Vec<Observation>, NetworkError> {
        let count = self.check(x)?;
        let mut statistics: Vec<ChannelStatistics> = vec![Vec::new(); count];
        let last_pretrained = self.layers.iter().rposition(|layer| layer.pretrained.is_some());
        // Of a pretrained network, its last feature maps stand for all.
        let mut watch = |layer: usize, shape: Shape, values: &[f32]| {
            let of_maps: fn(Shape, &[f32]) -> Option<MapStatistics> = match last_pretrained {
                Some(last) if layer < last => return,
                Some(last) if layer == last => |shape, maps| direction(shape, maps).map(MapStatistics::Features),
                _ => |shape, maps| of_channels(shape, maps).map(MapStatistics::Moments),
            };
            let each = statistics.par_iter_mut().zip(values.par_chunks_exact(shape.size()));
            each.for_each(|(rows, maps)| rows.extend(of_maps(shape, maps)));
        };
        let logits = if self.frozen > 0 {
            let (features, maps) = self.run_frozen(x, count, true)?;
            let logits = self.watched_logits(&features, count, &mut watch)?;
            if let Some(last) = last_pretrained.filter(|last| *last < self.first_trained()) {
                watch(last, self.frozen_maps(), &maps);
            }
            logits
        } else {
            self.watched_logits(x, count, &mut watch)?
        };
        let logits = self.averaged(logits, x, count)?;
        let probabilities = finite(softmax(&logits, self.classes()))?;
        let rows = probabilities.chunks_exact(self.classes()).map(<[f32]>::to_vec);
        let observed = rows.zip(statistics);
        Ok(observed.map(|(probabilities, statistics)| Observation { probabilities, statistics }).collect())
    }

    /// Inference: the probabilities, `[count, classes]`.
    ///
    /// # Errors
    /// If `x` is not a whole number of pictures, or a probability not a finite number.
    pub fn probabilities(&self, x: &[f32]) -> Result<Vec<f32>, NetworkError> {
        finite(softmax(&self.logits(x)?, self.classes()))
    }

    /// As [`Network::probabilities`], but of the pictures as they are, never averaged with their mirror images.
    ///
    /// # Errors
    /// If `x` is not a whole number of pictures, or a probability not a finite number.
    pub fn probabilities_as_they_are(&self, x: &[f32]) -> Result<Vec<f32>, NetworkError> {
        let count = self.check(x)?;
        finite(softmax(&self.logits_as_they_are(x, count)?, self.classes()))
    }
}

/// Pictures mirrored left to right.
fn mirrored(x: &[f32], width: usize, channels: usize) -> Vec<f32> {
    let mut x = x.to_vec();
    for row in x.chunks_exact_mut(width * channels) {
        row.reverse();
        row.chunks_exact_mut(channels).for_each(<[f32]>::reverse);
    }
    x
}

/// The logarithm of the mean of two probabilities; of 0, that of the smallest number.
fn log_mean(one: f32, other: f32) -> f32 {
    let mean = f32::midpoint(one, other);
    if mean < f32::MIN_POSITIVE { f32::MIN_POSITIVE.ln() } else { mean.ln() }
}

/// The probabilities, if all of them are finite numbers.
fn finite(probabilities: Vec<f32>) -> Result<Vec<f32>, NetworkError> {
    let all = probabilities.iter().all(|probability| probability.is_finite());
    if all { Ok(probabilities) } else { Err(NetworkError::NotNumbers) }
}
