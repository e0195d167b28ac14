//! The photo that all lessons show.

use std::sync::Arc;

use crate::data::{Dataset, Picture, decode};
use crate::engine::open_datasets::OpenDatasets;
use crate::engine::views::{Absent, LessonPhoto};
use crate::lessons::picture::drawing;
use crate::lessons::{Exercise, Worked};
use crate::shared_error::SharedError;

/// The lessons' photo, which is read once.
pub struct KeptPhoto {
    datasets: OpenDatasets,
    /// The photo that was used last.
    last: Option<(LessonPhoto, Picture)>,
}

impl KeptPhoto {
    /// None read yet.
    pub const fn new(datasets: OpenDatasets) -> Self {
        Self { datasets, last: None }
    }

    /// What a lesson shows of it.
    pub fn work(&mut self, photo: LessonPhoto, exercise: &Exercise) -> Result<Worked, SharedError> {
        Ok(exercise.run(self.get(photo)?)?)
    }

    /// Its pixels.
    pub fn get(&mut self, photo: LessonPhoto) -> Result<&Picture, SharedError> {
        let known = match self.last.take().filter(|(last, _)| *last == photo) {
            Some(known) => known,
            None => (photo, self.read(photo)?),
        };
        let (_, picture) = self.last.insert(known);
        Ok(picture)
    }

    /// An open data set.
    pub fn dataset(&self, number: u64) -> Result<Arc<Dataset>, SharedError> {
        Ok(self.datasets.get(number).ok_or(Absent::Photograph)?)
    }

    fn read(&self, photo: LessonPhoto) -> Result<Picture, SharedError> {
        let LessonPhoto::OfDataset { dataset, index } = photo else { return Ok(drawing()) };
        let dataset = self.dataset(dataset)?;
        if index >= dataset.photos.len() {
            return Err(Absent::Photograph.into());
        }
        Ok(decode::decode(&dataset.read(index)?, true)?)
    }
}
