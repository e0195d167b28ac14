//! How far the answers of what was written lie from those of the run.

use std::ops::ControlFlow;

use super::{ExchangeError, Model, ReadModel};
use crate::config::OptimizerConfig;
use crate::data::{Dataset, drawings};
use crate::nn::Network;

/// Photos that are compared, at most.
const MOST: usize = 16;

/// Drawings that are compared where there are no photos; each takes some time to draw.
const DRAWINGS: u64 = 4;

/// The seed of the drawings that stand in for photos.
const SEED: u64 = 0;

/// What a run's answers were compared on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// Photos of the run.
    Photos,
    /// Built-in drawings, since the run's photos are not there.
    Drawings,
}

/// The answers of an exported network beside those of the run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parity {
    /// How many pictures were compared.
    pub pictures: usize,
    /// What they were.
    pub compared: Compared,
    /// The largest difference between two probabilities.
    pub largest_difference: f32,
}

/// Computes the answers of a network that was written and read back, and compares them with the run's.
///
/// # Errors
/// A network that cannot be built or run.
pub(super) fn compare(model: &Model, read: &ReadModel) -> Result<Parity, ExchangeError> {
    let classifier = model.classifier();
    let threads = classifier.network().threads();
    let mut network = Network::new(&read.network, &OptimizerConfig::sgd(0.0, 0.0, false), read.outputs, 0, threads)?;
    network.load_tensors(&read.tensors)?;
    // Means over mirror images are the caller's to make, in other programs, too.
    network.set_mirror_averaging(classifier.network().averages_mirrored());
    let (pictures, compared) = pictures(model);
    let mut largest_difference = 0.0_f32;
    for pixels in &pictures {
        let x = classifier.input(pixels);
        let own = classifier.network().probabilities(&x)?;
        let other = network.probabilities(&x)?;
        let differences = own.iter().zip(&other).map(|(own, other)| (own - other).abs());
        largest_difference = differences.fold(largest_difference, f32::max);
    }
    Ok(Parity { pictures: pictures.len(), compared, largest_difference })
}

/// Pictures after the run's preprocessing: photos of the run from all over its data set, or drawings.
fn pictures(model: &Model) -> (Vec<Vec<u8>>, Compared) {
    let preprocessing = model.classifier().preprocessing();
    let source = model.config().data.source.as_ref();
    let dataset = source.and_then(|source| Dataset::open_watched(source, &mut |_| ControlFlow::Continue(())).ok());
    let count = dataset.as_ref().map_or(0, |dataset| dataset.photos.len());
    let photos: Vec<_> = (0..count.min(MOST))
        .filter_map(|number| {
            let bytes = dataset.as_ref()?.read(number * count / count.min(MOST)).ok()?;
            preprocessing.pixels(&bytes).ok()
        })
        .collect();
    if !photos.is_empty() {
        return (photos, Compared::Photos);
    }
    let drawings = (0..DRAWINGS).map(|index| preprocessing.apply(&drawings::draw((index % 2) as u32, SEED, index / 2)));
    (drawings.collect(), Compared::Drawings)
}
