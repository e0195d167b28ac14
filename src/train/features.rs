//! What a frozen network makes of each photograph, computed once before the epochs.

use std::ops::ControlFlow;
use std::path::Path;

use super::error::TrainError;
use crate::config::RunConfig;
use crate::data::batches::{Loader, Mode};
use crate::data::{DataError, FeatureStore, PixelStore};
use crate::nn::Network;

/// Photographs that go through the network at once. Only the speed depends on it.
const BATCH: usize = 32;

/// Whether the features of photographs are kept: in each epoch they are the same, and they take no more room than the pixels,
/// or are all that ever changes. `features` is how many numbers a photograph has.
pub(super) fn are_kept(config: &RunConfig, features: Option<usize>) -> bool {
    let (height, width) = config.network.input;
    let are_small = |features: usize| features.saturating_mul(size_of::<f32>()) <= height * width * 3;
    features.is_some_and(|features| config.repeats_pictures() && (config.network.is_frozen() || are_small(features)))
}

/// The features of all usable photographs of `store`, whose pixels `loader` reads, or of their mirror images: from the cache,
/// or computed and kept there.
///
/// # Errors
/// If the cache cannot be written, the network fails, or `progress` breaks.
pub(super) fn open(
    store: &PixelStore,
    loader: &Loader,
    network: &Network,
    mirrored: bool,
    cache: &Path,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<FeatureStore, TrainError> {
    let words = format!("{} {}", network.features_key(), if mirrored { "mirrored" } else { "plain" });
    let len = network.feature_len();
    // Finding them takes no time to speak of.
    let unreported = &mut |_, _| ControlFlow::Continue(());
    if let Some(found) = FeatureStore::find(store, &words, len, cache, network.threads(), unreported)? {
        return Ok(found);
    }
    let usable: Vec<u32> = (0..store.len() as u32).filter(|index| store.is_usable(*index as usize)).collect();
    let total = usable.len();
    let (_, width, channels) = network.input();
    let mut building = FeatureStore::build(store, &words, len, cache)?;
    let mut done = 0;
    for loaded in loader.pass(usable, BATCH, Mode::Plain) {
        let mut loaded = loaded?;
        if mirrored {
            for row in loaded.x.chunks_exact_mut(width * channels) {
                mirror(row, channels);
            }
        }
        let features = network.features(&loaded.x)?;
        for (index, features) in loaded.indices.iter().zip(features.chunks_exact(len)) {
            building.put(*index, features)?;
        }
        done += loaded.len();
        loader.recycle(loaded);
        if progress(done, total).is_break() {
            return Err(DataError::Cancelled.into());
        }
    }
    Ok(building.finish()?)
}

/// Reverses the order of a row's pixels.
fn mirror(row: &mut [f32], channels: usize) {
    row.reverse();
    for pixel in row.chunks_exact_mut(channels) {
        pixel.reverse();
    }
}
