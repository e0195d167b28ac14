//! The photographs of a training: opened, split, decoded into the cache, ready for batches.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::error::TrainError;
use super::listing::Listing;
use crate::config::RunConfig;
use crate::data::augment::Augmenter;
use crate::data::batches::Loader;
use crate::data::overlay::{Change, Overlay, OverlayError};
use crate::data::split::Split;
use crate::data::{DataError, Dataset, PixelStore, Preprocessing, Unusable};
use crate::run::{LeftOut, Side, SplitRow};

/// The entry of `split.csv` for a photograph that the user has excluded.
const EXCLUDED: &str = "excluded by the overlay";

/// How many missing photographs of an overlay are reported by name; more would hide the other remarks.
const MISSING_NAMED: usize = 20;

/// The photographs of a run by name: opened and split, not yet decoded.
pub struct Listed {
    dataset: Dataset,
    labels: Vec<u32>,
    split: Split,
    excluded: Vec<usize>,
    notes: Vec<String>,
}

/// Both sides of the split, ready to be trained on.
pub struct Photographs {
    /// Indices of the usable training photographs.
    pub training: Vec<usize>,
    /// Indices of the usable validation photographs.
    pub validation: Vec<usize>,
    /// Photographs that cannot be read.
    pub unusable: Vec<LeftOut>,
    /// Other remarks about the data, as English sentences.
    pub notes: Vec<String>,
    /// What the photographs are recognised by.
    pub listing: Listing,
    /// Each photograph's row of `split.csv`.
    pub rows: Vec<SplitRow>,
    /// Makes batches of them.
    pub loader: Loader,
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
        let mut dataset = Dataset::open_watched(source, found).map_err(stopped)?;
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
        Ok(Self { dataset, labels, split, excluded, notes })
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
        let Self { dataset, labels, split, excluded, mut notes } = self;
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
        let unusable: Vec<LeftOut> = store.unusable().iter().map(left_out).collect();
        let names = unusable.iter().map(|photo| photo.name.clone()).collect();
        let (height, width) = config.network.input;
        let augmenter = Augmenter::new(&config.augmentation, height, width);
        Ok(Photographs {
            training,
            validation,
            notes,
            listing: Listing::new(&dataset, &labels, &excluded, names),
            unusable,
            rows: rows(&dataset, &labels, &split.validation, &store, &excluded),
            loader: Loader::new(Arc::new(store), Arc::new(labels), Arc::new(augmenter), threads)?,
        })
    }
}

/// Applies the new labels to `dataset` and `labels`; returns the indices of the excluded photographs, in order.
fn apply(overlay: &Overlay, dataset: &mut Dataset, labels: &mut [u32]) -> Vec<usize> {
    let mut excluded = Vec::new();
    for (index, photo) in dataset.photos.iter_mut().enumerate() {
        match overlay.get(&photo.name) {
            Some(Change::Relabel(label)) => {
                if let Some(label) = dataset.classes.iter().position(|class| class == label) {
                    labels[index] = label as u32;
                    photo.label = Some(label as u32);
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
    named.chain((more > 0).then(|| format!("the overlay names {more} more photographs that are not there"))).collect()
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

fn rows(
    dataset: &Dataset,
    labels: &[u32],
    validation: &[usize],
    store: &PixelStore,
    excluded: &[usize],
) -> Vec<SplitRow> {
    let mut sides = vec![Side::Training; labels.len()];
    let mut reasons = vec![String::new(); labels.len()];
    for index in validation {
        sides[*index] = Side::Validation;
    }
    for index in excluded {
        EXCLUDED.clone_into(&mut reasons[*index]);
    }
    for photo in store.unusable() {
        reasons[photo.index] = photo.reason.to_string();
    }
    let photos = dataset.photos.iter().zip(labels).zip(sides.into_iter().zip(reasons));
    photos
        .map(|((photo, label), (side, left_out))| SplitRow {
            filename: photo.name.clone(),
            side,
            label: dataset.classes.get(*label as usize).cloned().unwrap_or_default(),
            left_out,
        })
        .collect()
}
