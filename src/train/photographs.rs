//! The photographs of a training: opened, split, decoded into the cache, ready for batches.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::error::TrainError;
use super::features;
use super::fit::VALIDATION_BATCH;
use super::listing::Listing;
use crate::config::RunConfig;
use crate::data::augment::Augmenter;
use crate::data::batches::{Features, Loader};
use crate::data::overlay::{Change, Overlay, OverlayError};
use crate::data::split::Split;
use crate::data::{DataError, Dataset, PixelStore, Preprocessing, Unusable, class_of_name};
use crate::nn::Network;
use crate::run::{LeftOut, Side, SplitRow, split_text};

/// The entry of `split.csv` for a photograph that the user has excluded.
const EXCLUDED: &str = "excluded by the overlay";

/// Why a photograph without a class is left out.
const UNLABELLED: &str = "it has no class";

/// How many missing photographs of an overlay are reported by name; more would hide the other remarks.
const MISSING_NAMED: usize = 20;

/// The photographs of a run by name: opened and split, not yet decoded.
pub struct Listed {
    dataset: Dataset,
    labels: Vec<u32>,
    split: Split,
    excluded: Vec<usize>,
    /// The names of the photographs without a class, which are left out.
    unlabelled: Vec<String>,
    notes: Vec<String>,
}

/// Both sides of the split, ready to be trained on.
pub struct Photographs {
    /// Indices of the usable training photographs.
    pub training: Vec<usize>,
    /// Indices of the usable validation photographs.
    pub validation: Vec<usize>,
    /// Photographs that cannot be read, and those without a class that are left out.
    pub unusable: Vec<LeftOut>,
    /// Other remarks about the data, as English sentences.
    pub notes: Vec<String>,
    /// What the photographs are recognised by.
    pub listing: Listing,
    /// The whole of `split.csv`.
    pub split_text: Result<String, csv::Error>,
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
        let mut labels: Vec<u32> = dataset.photos.iter().filter_map(|photo| photo.label).collect();
        let split = Split::of(&dataset.photos, &config.data)?;
        let mut notes = missing(overlay, &dataset);
        notes.extend(dataset.notes.iter().map(ToString::to_string));
        let excluded = apply(overlay, &mut dataset, &mut labels);
        Ok(Self { dataset, labels, split, excluded, unlabelled, notes })
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
    ) -> Result<Photographs, TrainError> {
        let Self { dataset, labels, split, excluded, unlabelled, mut notes } = self;
        let store = PixelStore::open(&dataset, &Preprocessing::of(config), cache, threads, progress);
        let store = store.map_err(stopped)?;
        let is_used = |index: usize| store.is_usable(index) && excluded.binary_search(&index).is_err();
        require_usable_classes(&dataset, &labels, &store, &is_used)?;
        let usable = |side: &[usize]| -> Vec<usize> { side.iter().copied().filter(|index| is_used(*index)).collect() };
        let (training, validation) = (usable(&split.train), usable(&split.validation));
        if training.is_empty() {
            return Err(TrainError::NothingToTrainOn);
        }
        notes.extend(store.warning().map(str::to_owned));
        let left_out = |photo: &Unusable| LeftOut { name: photo.name.clone(), reason: photo.reason.to_string() };
        let mut unusable: Vec<LeftOut> = store.unusable().iter().map(left_out).collect();
        let names = unusable.iter().map(|photo| photo.name.clone()).collect();
        unusable.extend(unlabelled.into_iter().map(|name| LeftOut { name, reason: UNLABELLED.to_owned() }));
        // A worker more than batches would have nothing to do.
        let batches = |side: &[usize], batch_size: usize| side.len().div_ceil(batch_size.max(1));
        let most_batches = batches(&training, config.training.batch_size).max(batches(&validation, VALIDATION_BATCH));
        let (height, width) = config.network.input;
        let augmenter = Arc::new(Augmenter::new(&config.augmentation, height, width));
        let listing = Listing::new(&dataset, &labels, &excluded, names);
        let split_text = split_text(rows(&dataset, &labels, &split, &store, &excluded));
        let (store, labels, workers) = (Arc::new(store), Arc::new(labels), threads.min(most_batches));
        Ok(Photographs {
            training,
            validation,
            notes,
            listing,
            unusable,
            split_text,
            loader: Loader::new(store.clone(), labels.clone(), augmenter.clone(), workers)?,
            store,
            labels,
            augmenter,
            workers,
            of_features: false,
        })
    }
}

/// Applies the new labels to `dataset` and `labels`; returns the indices of the excluded photographs, in order.
fn apply(overlay: &Overlay, dataset: &mut Dataset, labels: &mut [u32]) -> Vec<usize> {
    let mut excluded = Vec::new();
    for (index, photo) in dataset.photos.iter_mut().enumerate() {
        match overlay.get(&photo.name) {
            Some(Change::Relabel(label)) => {
                if let Some(label) = class_of_name(&dataset.classes, label) {
                    labels[index] = label;
                    photo.label = Some(label);
                }
            }
            Some(Change::Exclude) => excluded.push(index),
            Some(Change::Flagged) | None => {}
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
    labels: &[u32],
    store: &PixelStore,
    is_used: &dyn Fn(usize) -> bool,
) -> Result<(), DataError> {
    for (class, label) in dataset.classes.iter().zip(0..) {
        let usable = labels.iter().enumerate().any(|(index, other)| *other == label && is_used(index));
        if !usable {
            let class = class.clone();
            let of_class = store.unusable().iter().find(|photo| labels.get(photo.index) == Some(&label));
            return Err(match of_class {
                Some(example) => DataError::NoUsable { class, example: example.clone() },
                None => DataError::AllExcluded { class },
            });
        }
    }
    Ok(())
}

/// The rows of `split.csv`, one after the other: all at once would take more memory than the photographs' names.
fn rows<'a>(
    dataset: &'a Dataset,
    labels: &'a [u32],
    split: &Split,
    store: &'a PixelStore,
    excluded: &'a [usize],
) -> impl Iterator<Item = SplitRow> + 'a {
    let mut sides = vec![Side::Training; labels.len()];
    for (indices, side) in [(&split.validation, Side::Validation), (&split.test, Side::Test)] {
        for index in indices {
            sides[*index] = side;
        }
    }
    let mut reasons: BTreeMap<usize, String> = excluded.iter().map(|index| (*index, EXCLUDED.to_owned())).collect();
    reasons.extend(store.unusable().iter().map(|photo| (photo.index, photo.reason.to_string())));
    let photos = dataset.photos.iter().zip(labels).zip(sides).enumerate();
    photos.map(move |(index, ((photo, label), side))| SplitRow {
        filename: photo.name.clone(),
        side,
        label: dataset.classes.get(*label as usize).cloned().unwrap_or_default(),
        left_out: reasons.remove(&index).unwrap_or_default(),
    })
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
            let photographs = photographs.expect("they are decoded");
            assert_eq!(photographs.loader.most_in_flight(), workers + 2, "of {batch_size}");
        }
    }
}
