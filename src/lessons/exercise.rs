//! What a lesson lets the engine compute, and what came of it.

use super::bench::Map;
use super::convolution::{self, Convolution, Convolved};
use super::leak::Leak;
use super::picture::{sized, tinted};
use super::pixels::Channel;
use super::pooling::{Pooled, Pooling};
use super::relu::{Rectified, Relu};
use super::training_mode::{Repeated, TrainingMode};
use crate::data::Picture;
use crate::nn::NetworkError;

/// What is to be computed of the photo.
#[derive(Debug, Clone, PartialEq)]
pub enum Exercise {
    /// The photo at a size, and a channel of it.
    Pixels(usize, Channel),
    /// A filter over the photo.
    Convolution(Convolution),
    /// A map before `ReLU` and after it.
    Relu(Relu),
    /// Pooled maps of the photo and of the moved one.
    Pooling(Pooling),
    /// One picture several times through a network in training.
    TrainingMode(TrainingMode),
    /// A network and photos that it was trained on, beside others.
    Leak,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Worked {
    /// The photo, and the chosen channel as it is shown.
    Pixels(Picture, Picture),
    /// The map of a filter.
    Convolution(Convolved),
    /// A map before `ReLU` and after it.
    Relu(Rectified),
    /// Pooled maps.
    Pooling(Pooled),
    /// One picture several times through a network in training.
    TrainingMode(Repeated),
    /// What a network makes of photos that it was trained on, and of others.
    Leak(Leak),
}

impl Exercise {
    /// Computes it for a photo of any size.
    ///
    /// # Errors
    /// If the system has no memory or threads.
    pub fn run(&self, photo: &Picture) -> Result<Worked, NetworkError> {
        Ok(match self {
            Self::Pixels(side, channel) => {
                let picture = sized(photo, *side);
                let shown = tinted(&picture, *channel);
                Worked::Pixels(picture, shown)
            }
            Self::Convolution(convolution) => Worked::Convolution(convolution.run(sized(photo, convolution::PHOTO))?),
            Self::Relu(relu) => Worked::Relu(relu.run(sized(photo, convolution::PHOTO))?),
            Self::Pooling(pooling) => Worked::Pooling(pooling.run(&sized(photo, Pooling::PHOTO))?),
            Self::TrainingMode(training) => Worked::TrainingMode(training.run()?),
            Self::Leak => Worked::Leak(Leak::run()?),
        })
    }
}

impl Worked {
    /// The pictures that the lesson shows, in its order. Maps that are compared have one scale.
    #[must_use]
    pub fn pictures(&self) -> Vec<Picture> {
        let alike = |maps: [&Map; 2]| {
            let limit = maps.iter().map(|map| map.largest()).fold(0.0, f32::max);
            maps.map(|map| map.picture(limit))
        };
        match self {
            Self::Pixels(_, shown) => vec![shown.clone()],
            Self::Convolution(convolved) => {
                vec![convolved.picture.clone(), convolved.map.picture(convolved.map.largest())]
            }
            Self::Relu(rectified) => {
                let [before, after] = alike([&rectified.before, &rectified.after]);
                let composed = &rectified.composed;
                let limit = composed.two.largest().max(composed.one.largest());
                let maps = [&composed.two, &composed.one, &composed.difference].map(|map| map.picture(limit));
                [rectified.picture.clone(), before, after].into_iter().chain(maps).collect()
            }
            Self::Pooling(pooled) => {
                let [still, moved] = alike([&pooled.still, &pooled.moved]);
                vec![pooled.picture.clone(), still, moved]
            }
            Self::TrainingMode(_) | Self::Leak(_) => Vec::new(),
        }
    }
}
