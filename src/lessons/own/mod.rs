//! Questions to a trained network about photos: the user's own ones, or a small network's on the built-in drawings.

mod drawings;
mod kernels;
mod losses;
mod passes;
mod rates;
mod seen;
mod silent;
mod strongest;
#[cfg(test)]
mod tests;

pub use drawings::of_drawings;
pub use losses::Losses;
pub use passes::Passes;
pub use rates::{NamedWeight, RATES, RateScan, rates};
pub use seen::{Seen, Stage};
pub use silent::Silent;
pub use strongest::{STRONGEST, Strongest};

use super::bench::Filter;
use crate::data::Picture;
use crate::nn::{DropoutKey, Network, NetworkError};
use strongest::Means;

/// Photos of a batch, at most.
pub const BATCH: usize = 16;
/// What dropout draws in all trials of a batch.
const DRAW: DropoutKey = DropoutKey { seed: 0, step: 0 };

/// Photos that a network can be asked about.
pub trait Photos: Send {
    /// How many there are.
    fn count(&self) -> usize;
    /// One of them; none if it cannot be read.
    fn read(&self, place: usize) -> Option<Shown>;
    /// Another photo as the network takes it.
    fn shown(&self, picture: &Picture, label: u32) -> Shown;
    /// The names of the classes.
    fn classes(&self) -> Vec<String>;
    /// Whether they are the drawings that stand for the user's own photos.
    fn are_drawings(&self) -> bool {
        false
    }
}

/// A photo as the network takes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Its pixels at the network's size.
    pub picture: Picture,
    /// The network's numbers of it.
    pub input: Vec<f32>,
    /// Its class.
    pub label: u32,
}

/// A network with photos that it is asked about.
pub struct Trained {
    network: Network,
    photos: Box<dyn Photos>,
    /// The photos of one batch, spread evenly over all.
    batch: Vec<Shown>,
    /// What is known of the photos' feature maps.
    means: Means,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnQuestion {
    /// The loss of a batch after one update at each of some learning rates.
    Rates,
    /// One photo several times through the network in training.
    Passes,
    /// The filters of the first layer.
    Kernels,
    /// The photos that move a filter most.
    Strongest {
        /// The operation with maps, in their order.
        operation: usize,
        /// The filter.
        filter: usize,
    },
    /// The share of zeros after each layer with `ReLU`.
    Silent,
    /// Each photo's loss.
    Losses,
    /// One photo on its way through all layers.
    Seen,
}

/// What the network answers.
#[derive(Debug, Clone, PartialEq)]
pub enum OwnAnswer {
    /// Losses after one update.
    Rates(RateScan),
    /// One photo several times.
    Passes(Passes),
    /// The filters of the first layer; none where they are not 3 x 3 over a photo.
    Kernels(Vec<Filter>),
    /// The photos that move a filter most.
    Strongest(Strongest),
    /// Zeros layer by layer.
    Silent(Silent),
    /// The photos' losses.
    Losses(Losses),
    /// One photo in all layers.
    Seen(Box<Seen>),
}

impl Trained {
    /// A network with photos; nothing where none of them can be read.
    #[must_use]
    pub fn new(network: Network, photos: Box<dyn Photos>) -> Option<Self> {
        let batch: Vec<Shown> = spread(photos.count()).filter_map(|place| photos.read(place)).take(BATCH).collect();
        (!batch.is_empty()).then(|| Self { network, photos, batch, means: Means::default() })
    }

    /// Answers a question; `kept` is the lessons' photo with its class, if that is known. Where an answer takes long, what
    /// there is so far comes before it, and `go_on` says whether the rest is wanted.
    ///
    /// # Errors
    /// If the system has no memory.
    pub fn answer(
        &mut self,
        question: OwnQuestion,
        kept: Option<(&Picture, Option<u32>)>,
        mut go_on: impl FnMut(OwnAnswer) -> bool,
    ) -> Result<OwnAnswer, NetworkError> {
        Ok(match question {
            OwnQuestion::Rates => OwnAnswer::Rates(self.rate_scan(|scan| go_on(OwnAnswer::Rates(scan.clone())))?),
            OwnQuestion::Passes => OwnAnswer::Passes(self.passes()?),
            OwnQuestion::Kernels => OwnAnswer::Kernels(kernels::first(&self.network)),
            OwnQuestion::Strongest { operation, filter } => {
                let so_far = |strongest| go_on(OwnAnswer::Strongest(strongest));
                OwnAnswer::Strongest(self.strongest(operation, filter, so_far)?)
            }
            OwnQuestion::Silent => OwnAnswer::Silent(self.silent()?),
            OwnQuestion::Losses => OwnAnswer::Losses(self.losses(|losses| go_on(OwnAnswer::Losses(losses.clone())))?),
            OwnQuestion::Seen => OwnAnswer::Seen(Box::new(self.seen(kept)?)),
        })
    }

    /// The batch as the network takes it.
    fn batch(&self) -> (Vec<f32>, Vec<u32>) {
        joined(&self.batch)
    }
}

/// Photos as a batch.
fn joined(photos: &[Shown]) -> (Vec<f32>, Vec<u32>) {
    let x = photos.iter().flat_map(|photo| photo.input.iter().copied()).collect();
    (x, photos.iter().map(|photo| photo.label).collect())
}

/// All places up to `count`, each once, so that the first ones are spread evenly over all.
fn spread(count: usize) -> impl Iterator<Item = usize> {
    let golden = ((count as f64 * 0.618) as usize).max(1);
    let step = (golden..=count.max(1)).find(|step| is_coprime(*step, count.max(1))).unwrap_or(1);
    (0..count).map(move |number| number * step % count)
}

const fn is_coprime(mut one: usize, mut other: usize) -> bool {
    while other > 0 {
        (one, other) = (other, one % other);
    }
    one == 1
}
