//! The photographs of a training: opened, split, decoded into the cache, ready for batches.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::error::TrainError;
use super::features;
use super::fit::VALIDATION_BATCH;
use super::listing::Listing;
use super::sides::Sides;
use crate::config::RunConfig;
use crate::data::augment::Augmenter;
use crate::data::batches::{Features, Loader};
use crate::data::overlay::{Change, Overlay, OverlayError};
use crate::data::split::Split;
use crate::data::{DataError, Dataset, PixelStore, Preprocessing, Unusable, class_of_name};
use crate::nn::Network;
use crate::run::LeftOut;

/// Why a photograph without a class is left out.
const UNLABELLED: &str = "it has no class";

/// How many missing photographs of an overlay are reported by name; more would hide the other remarks.
const MISSING_NAMED: usize = 20;

/// The photographs of a run by name: opened and split, not yet decoded.
pub struct Listed {
    dataset: Dataset,
    split: Split,
    excluded: Vec<usize>,
    /// The names of the photographs without a class, which are left out.
    unlabelled: Vec<String>,
    notes: Vec<String>,
}

/// Both sides of the split, ready to be trained on.
pub struct Photographs {
    /// Indices of the usable training photographs.
    pub training: Vec<u32>,
    /// Indices of the usable validation photographs.
    pub validation: Vec<u32>,
    /// Photographs that cannot be read, and those without a class that are left out.
    pub unusable: Vec<LeftOut>,
    /// Other remarks about the data, as English sentences.
    pub notes: Vec<String>,
    /// What the photographs are recognised by.
    pub listing: Listing,
    /// Makes batches of them: of pixels, or of what a frozen network makes of them.
    pub loader: Loader,
    store: Arc<PixelStore>,
    labels: Arc<Vec<u32>>,
    augmenter: Arc<Augmenter>,
    workers: usize,
    /// Whether batches are of features.
    pub of_features: bool,
}

impl Photographs {
    /// Training steps of an epoch.
    #[must_use]
    pub fn steps_per_epoch(&self, config: &RunConfig) -> u64 {
        self.training.len().div_ceil(config.training.batch_size) as u64
    }

    /// From now on batches are of what a frozen network makes of the photographs, found in the cache or computed there.
    ///
    /// # Errors
    /// If the cache cannot be written, the network fails, or `progress` breaks.
    pub fn with_features(
        self,
        network: &Network,
        config: &RunConfig,
        cache: &Path,
        progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<Self, TrainError> {
        let mut of = |mirrored| {
            features::open(&self.store, &self.loader, network, mirrored, cache, progress).map_err(|error| match error {
                TrainError::Data(error) => stopped(error),
                other => other,
            })
        };
        let plain = of(false)?;
        let is_mirrored = config.augmentation.horizontal_flip || config.prediction.mirror_averaging;
        let mirrored = if is_mirrored { Some(of(true)?) } else { None };
        let features = Features { len: network.feature_len(), plain, mirrored };
        let (labels, augmenter) = (self.labels.clone(), self.augmenter.clone());
        let loader = Loader::of_features(features, labels, augmenter, self.workers)?;
        Ok(Self { loader, of_features: true, ..self })
    }
}

impl Listed {
    /// Opens and splits the photographs that a configuration names. The split is made over all listed photographs with
    /// their original labels, and `overlay` is applied to its sides: no change moves another photograph to the other side.
    ///
    /// # Errors
    /// If there is no such data, fewer than two classes, a new label that is none of them, or if `found` breaks.
    pub fn open(
        config: &RunConfig,
        overlay: &Overlay,
        found: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Self, TrainError> {
        let source = config.data.source.as_ref().ok_or(TrainError::NoSource)?;
        let mut dataset = Dataset::open_for_training(source, found).map_err(stopped)?;
        let unlabelled = if config.data.leave_out_unlabelled { dataset.leave_out_unlabelled() } else { Vec::new() };
        dataset.require_classes()?;
        if let Some((file, label)) = overlay.unknown_label(&dataset.classes) {
            return Err(TrainError::Overlay(OverlayError::UnknownLabel {
                path: config.data.overlay.clone().unwrap_or_default(),
                file: file.to_owned(),
                label: label.to_owned(),
                classes: dataset.classes.join(", "),
            }));
        }
        let split = Split::of(&dataset.photos, &config.data)?;
        let mut notes = missing(overlay, &dataset);
        notes.extend(dataset.notes.iter().map(ToString::to_string));
        let excluded = apply(overlay, &mut dataset);
        Ok(Self { dataset, split, excluded, unlabelled, notes })
    }

    /// The classes' names, sorted.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.dataset.classes
    }

    /// Training and validation photographs, those that will turn out to be unusable included.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.split.train.len(), self.split.validation.len())
    }

    /// Decodes all photographs into the cache, or finds them there. Unusable ones are left out of their side, and no other
    /// photograph changes sides.
    ///
    /// # Errors
    /// If a class, or the training side, has no usable photograph, the cache cannot be written, or `progress` breaks.
    pub fn decode(
        self,
        config: &RunConfig,
        cache: &Path,
        threads: usize,
        progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<(Photographs, Sides), TrainError> {
        let Self { dataset, split, excluded, unlabelled, mut notes } = self;
        let store = PixelStore::open(&dataset, &Preprocessing::of(config), cache, threads, progress);
        let store = store.map_err(stopped)?;
        let is_used = |index: usize| store.is_usable(index) && excluded.binary_search(&index).is_err();
        require_usable_classes(&dataset, &store, &is_used)?;
        let listing =
            Listing::new(&dataset, &excluded, store.unusable().iter().map(|photo| photo.name.clone()).collect());
        let Dataset { photos, classes, .. } = dataset;
        let labels: Vec<u32> = photos.iter().filter_map(|photo| photo.label).collect();
        let sides = Sides::new(photos, classes, &split, &excluded, store.unusable());
        let Split { train: mut training, mut validation, .. } = split;
        training.retain(|index| is_used(*index as usize));
        validation.retain(|index| is_used(*index as usize));
        if training.is_empty() {
            return Err(TrainError::NothingToTrainOn);
        }
        notes.extend(store.warning().map(str::to_owned));
        let left_out = |photo: &Unusable| LeftOut { name: photo.name.clone(), reason: photo.reason.to_string() };
        let mut unusable: Vec<LeftOut> = store.unusable().iter().map(left_out).collect();
        unusable.extend(unlabelled.into_iter().map(|name| LeftOut { name, reason: UNLABELLED.to_owned() }));
        // A worker more than batches would have nothing to do.
        let batches = |side: &[u32], batch_size: usize| side.len().div_ceil(batch_size.max(1));
        let most_batches = batches(&training, config.training.batch_size).max(batches(&validation, VALIDATION_BATCH));
        let (height, width) = config.network.input;
        let augmenter = Arc::new(Augmenter::new(&config.augmentation, height, width));
        let (store, labels, workers) = (Arc::new(store), Arc::new(labels), threads.min(most_batches));
        let photographs = Photographs {
            training,
            validation,
            notes,
            listing,
            unusable,
            loader: Loader::new(store.clone(), labels.clone(), augmenter.clone(), workers)?,
            store,
            labels,
            augmenter,
            workers,
            of_features: false,
        };
        Ok((photographs, sides))
    }
}

/// Applies the new labels to `dataset`; returns the indices of the excluded photographs, in order.
fn apply(overlay: &Overlay, dataset: &mut Dataset) -> Vec<usize> {
    let mut excluded = Vec::new();
    for (name, change) in overlay.iter() {
        let Some(index) = dataset.photos.place_of(name) else { continue };
        match change {
            Change::Relabel(label) => {
                if let Some(label) = class_of_name(&dataset.classes, label) {
                    dataset.photos.set_label(index, Some(label));
                }
            }
            Change::Exclude => excluded.push(index),
            Change::Flagged => {}
        }
    }
    excluded
}

/// A remark on each photograph that the overlay names and that is not there.
fn missing(overlay: &Overlay, dataset: &Dataset) -> Vec<String> {
    let missing = overlay.gone(dataset);
    let named = missing.iter().take(MISSING_NAMED).map(|name| format!("the overlay names {name}, which is not there"));
    let more = missing.len().saturating_sub(MISSING_NAMED);
    named.chain((more > 0).then(|| format!("the overlay names {more} more photos that are not there"))).collect()
}

fn stopped(error: DataError) -> TrainError {
    match error {
        DataError::Cancelled => TrainError::StoppedWhileLoading,
        other => other.into(),
    }
}

fn require_usable_classes(
    dataset: &Dataset,
    store: &PixelStore,
    is_used: &dyn Fn(usize) -> bool,
) -> Result<(), DataError> {
    for (class, label) in dataset.classes.iter().zip(0..) {
        let usable =
            (0..dataset.photos.len()).any(|index| dataset.photos.label(index) == Some(label) && is_used(index));
        if !usable {
            let class = class.clone();
            let of_class = store.unusable().iter().find(|photo| dataset.photos.label(photo.index) == Some(label));
            return Err(match of_class {
                Some(example) => DataError::NoUsable { class, example: example.clone() },
                None => DataError::AllExcluded { class },
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::DataSource;

    #[test]
    fn there_are_no_more_workers_than_batches() {
        let cache = tempfile::tempdir().expect("a folder");
        let mut config = RunConfig::default();
        config.data.source = Some(DataSource::drawings(10, 1));
        for (batch_size, workers) in [(1, 6), (4, 2), (100, 1)] {
            config.training.batch_size = batch_size;
            let listed =
                Listed::open(&config, &Overlay::default(), &mut |_| ControlFlow::Continue(())).expect("drawings");
            assert_eq!(listed.counts(), (8, 2));
            let photographs = listed.decode(&config, cache.path(), 6, &mut |_, _| ControlFlow::Continue(()));
            let (photographs, _) = photographs.expect("they are decoded");
            assert_eq!(photographs.loader.most_in_flight(), workers + 2, "of {batch_size}");
        }
    }
}
