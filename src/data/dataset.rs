//! A set of photographs: where they are, what they are called, which class each belongs to.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::csv::Purpose;
use super::layout::{self, Arrangement};
use super::store::{Stamp, Store};
use super::{DataError, Note, Photos, Picture, decode, drawings, opening};
use crate::config::DataSource;

/// A list of photographs, each of which is read when it is needed. Shared freely between threads.
#[derive(Debug)]
pub struct Dataset {
    /// What was opened.
    pub source: DataSource,
    /// Sorted; empty if the photographs carry no labels.
    pub classes: Vec<String>,
    /// In byte order of their names.
    pub photos: Photos,
    /// What was decided while opening it.
    pub notes: Vec<Note>,
    store: Store,
}

impl Dataset {
    /// Opens a data set.
    ///
    /// # Errors
    /// If nothing can be read, or there is no photograph.
    pub fn open(source: &DataSource) -> Result<Self, DataError> {
        Self::open_watched(source, &mut |_| ControlFlow::Continue(()))
    }

    /// Opens a folder, a `.csv`, a `.zip` or a single photograph.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_path(path: &Path) -> Result<Self, DataError> {
        Self::open(&DataSource::Path(path.to_owned()))
    }

    /// As [`Self::open`]; `progress` is called now and then with the number of files found, and may break.
    ///
    /// # Errors
    /// As [`Self::open`], and [`DataError::Cancelled`] if `progress` breaks.
    pub fn open_watched(
        source: &DataSource,
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Self, DataError> {
        Self::open_for(Purpose::Use, source, progress)
    }

    /// As [`Self::open_watched`]; a list may lack classes in some rows, which [`Self::require_classes`] refuses unless
    /// [`Self::leave_out_unlabelled`] has left them out.
    ///
    /// # Errors
    /// As [`Self::open_watched`].
    pub fn open_for_training(
        source: &DataSource,
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Self, DataError> {
        Self::open_for(Purpose::Train, source, progress)
    }

    fn open_for(
        purpose: Purpose,
        source: &DataSource,
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Self, DataError> {
        match source {
            DataSource::Path(path) => Ok(Self::of_path(path, opening::open(path, layout::arrange, purpose, progress)?)),
            DataSource::Drawings { count, seed, twice } => Ok(Self::of_drawings(*count, *seed, *twice)),
        }
    }

    /// As [`Self::open_watched`]; a list may lack classes in some rows, or be empty.
    ///
    /// # Errors
    /// As [`Self::open_watched`].
    pub fn open_for_editing(
        source: &DataSource,
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Self, DataError> {
        match source {
            DataSource::Path(path) if path.is_file() && layout::has_extension(&path.to_string_lossy(), "csv") => {
                Ok(Self::of_path(path, opening::open_list(path)?))
            }
            _ => Self::open_watched(source, progress),
        }
    }

    /// Opens all photographs below a folder, in a zip, in a CSV or in a single file, for prediction: without labels,
    /// and whatever the folders are called.
    ///
    /// # Errors
    /// As [`Self::open_watched`].
    pub fn open_unlabelled(path: &Path, progress: &mut dyn FnMut(usize) -> ControlFlow<()>) -> Result<Self, DataError> {
        let mut dataset = Self::of_path(path, opening::open(path, layout::unlabelled, Purpose::Use, progress)?);
        // A CSV has its labels all the same.
        dataset.classes.clear();
        dataset.photos.map_labels(|_| None);
        Ok(dataset)
    }

    fn of_path(path: &Path, (arrangement, store): (Arrangement, Store)) -> Self {
        let Arrangement { classes, photos, notes } = arrangement;
        Self { source: DataSource::Path(path.to_owned()), classes, photos, notes, store }
    }

    fn of_drawings(count: usize, seed: u64, twice: bool) -> Self {
        Self {
            source: DataSource::Drawings { count, seed, twice },
            classes: drawings::CLASSES.map(str::to_owned).to_vec(),
            photos: drawings::photos(count),
            notes: Vec::new(),
            store: Store::Drawings { seed, twice },
        }
    }

    /// Leaves out the photographs without a label, where others have one; gives their names.
    pub fn leave_out_unlabelled(&mut self) -> Vec<String> {
        if self.classes.is_empty() {
            return Vec::new();
        }
        let unlabelled = self.photos.iter().filter(|photo| photo.label.is_none());
        let names: Vec<String> = unlabelled.map(|photo| photo.name.to_owned()).collect();
        if !names.is_empty() {
            self.photos.retain(|photo| photo.label.is_some());
        }
        names
    }

    /// Whether this can be trained on: at least two classes, a label for each photograph.
    ///
    /// # Errors
    /// What is missing.
    pub fn require_classes(&self) -> Result<(), DataError> {
        self.require_classes_of(false)
    }

    /// As [`Self::require_classes`]; without a label for each photograph where those without one are left out.
    ///
    /// # Errors
    /// As [`Self::require_classes`].
    pub fn require_classes_of(&self, leave_out_unlabelled: bool) -> Result<(), DataError> {
        let origin = match &self.source {
            DataSource::Path(path) => path.display().to_string(),
            DataSource::Drawings { .. } => "the built-in drawings".to_owned(),
        };
        let columns = self.notes.iter().find_map(|note| match note {
            Note::NoCategoryColumn { found } => Some(found.clone()),
            _ => None,
        });
        let unlabelled = || self.photos.iter().filter(|photo| photo.label.is_none());
        match self.classes.as_slice() {
            [] => Err(match columns {
                Some(found) => DataError::NoCategoryColumn { origin, found },
                None => DataError::NoLabels { origin },
            }),
            classes => match (unlabelled().next().filter(|_| !leave_out_unlabelled), classes) {
                (Some(example), _) => {
                    let (count, example) = (unlabelled().count(), example.name.to_owned());
                    Err(DataError::SomeUnlabelled { origin, count, example })
                }
                (None, [class]) => Err(DataError::OneClass { origin, class: class.clone() }),
                (None, _) => Ok(()),
            },
        }
    }

    /// The encoded bytes of a photograph. Panics if there is no such index.
    ///
    /// # Errors
    /// If its file cannot be read, or is larger than any photograph.
    pub fn read(&self, index: usize) -> Result<Vec<u8>, DataError> {
        self.store.read(self.photos.name(index))
    }

    /// A photograph's pixels. Panics if there is no such index.
    ///
    /// # Errors
    /// If its file cannot be read or decoded.
    pub fn decode(&self, index: usize, exif_orientation: bool) -> Result<Picture, DataError> {
        let bytes = self.read(index)?;
        decode::decode(&bytes, exif_orientation)
            .map_err(|source| DataError::Decode { name: self.photos.name(index).to_owned(), source })
    }

    /// A photograph's size and time of change. Panics if there is no such index.
    #[must_use]
    pub fn stamp(&self, index: usize) -> Stamp {
        self.store.stamp(self.photos.name(index))
    }

    /// A photograph's own file, if it has one. Panics if there is no such index.
    #[must_use]
    pub fn path(&self, index: usize) -> Option<PathBuf> {
        self.store.path(self.photos.name(index))
    }
}
