//! Asks a run's network, with the photos that validated it, or a small one that has learnt the drawings.

use std::sync::Arc;

use super::kept_photo::KeptPhoto;
use crate::config::OptimizerConfig;
use crate::data::split::Split;
use crate::data::{Dataset, Picture, decode};
use crate::engine::model::{Model, Models};
use crate::engine::views::{Absent, LessonPhoto, OwnRun};
use crate::lessons::bench::owned;
use crate::lessons::own::{OwnAnswer, OwnQuestion, Photos, Shown, Trained, of_drawings};
use crate::lessons::picture::DRAWING_LABEL;
use crate::nn::{Network, NetworkError};
use crate::shared_error::SharedError;

/// The network that lessons ask, with its photos.
pub struct Teacher {
    photos: KeptPhoto,
    models: Models,
    threads: usize,
    /// The network that was asked last, with its photos.
    trained: Option<(Option<OwnRun>, Trained)>,
}

impl Teacher {
    /// None opened yet; one of a run will be on `threads` threads.
    pub const fn new(photos: KeptPhoto, models: Models, threads: usize) -> Self {
        Self { photos, models, threads, trained: None }
    }

    /// What the run's network answers, or the drawings' where there is no run.
    pub fn ask(
        &mut self,
        run: Option<&OwnRun>,
        question: OwnQuestion,
        photo: LessonPhoto,
        go_on: impl FnMut(OwnAnswer) -> bool,
    ) -> Result<OwnAnswer, SharedError> {
        let known = self.trained.take().filter(|(of, _)| of.as_ref() == run);
        let known = match (known, run) {
            (Some(known), _) => known,
            (None, Some(run)) => (Some(run.clone()), self.trained(run)?),
            (None, None) => (None, of_drawings()?),
        };
        let label = self.label(run, photo);
        let kept = match question {
            OwnQuestion::Seen => Some(self.photos.get(photo)?.clone()),
            _ => None,
        };
        let (_, trained) = self.trained.insert(known);
        Ok(trained.answer(question, kept.as_ref().map(|picture| (picture, label)), go_on)?)
    }

    /// A run's best weights with its validation photos.
    fn trained(&self, run: &OwnRun) -> Result<Trained, SharedError> {
        let model = self.models.of_run(&run.folder, None)?;
        let dataset = self.photos.dataset(run.dataset)?;
        let validation = Split::of(&dataset.photos, &run.config.data)?.validation;
        let classes = model.classifier.classes().len();
        let sgd = OptimizerConfig::sgd(0.0, 0.0, false);
        let mut network = Network::new(&run.config.network, &sgd, classes, run.config.seed, self.threads)?;
        let weights = owned(model.classifier.network());
        if !weights.iter().all(|(_, _, values)| values.iter().all(|value| value.is_finite())) {
            return Err(NetworkError::NotNumbers.into());
        }
        network.load_tensors(&weights)?;
        let validation = validation.into_iter().map(|index| index as usize).collect();
        let photos = ValidationPhotos { model, dataset, validation };
        Ok(Trained::new(network, Box::new(photos)).ok_or(Absent::Validation)?)
    }

    /// The class of the lessons' photo, as far as it is known and the network has it.
    fn label(&self, run: Option<&OwnRun>, photo: LessonPhoto) -> Option<u32> {
        let LessonPhoto::OfDataset { dataset, index } = photo else {
            return run.is_none().then_some(DRAWING_LABEL);
        };
        let dataset = self.photos.dataset(dataset).ok()?;
        let model = self.models.of_run(&run?.folder, None).ok()?;
        label_of(&dataset, index, model.classifier.classes())
    }
}

/// The photos that validated a run, read when they are asked for.
struct ValidationPhotos {
    model: Arc<Model>,
    dataset: Arc<Dataset>,
    validation: Vec<usize>,
}

impl Photos for ValidationPhotos {
    fn count(&self) -> usize {
        self.validation.len()
    }

    fn read(&self, place: usize) -> Option<Shown> {
        let index = *self.validation.get(place)?;
        let label = label_of(&self.dataset, index, self.model.classifier.classes())?;
        let exif_orientation = self.model.classifier.preprocessing().exif_orientation;
        let whole = decode::decode(&self.dataset.read(index).ok()?, exif_orientation).ok()?;
        Some(self.shown(&whole, label))
    }

    fn shown(&self, picture: &Picture, label: u32) -> Shown {
        let preprocessing = self.model.classifier.preprocessing();
        let rgb = preprocessing.apply(picture);
        let input = self.model.classifier.input(&rgb);
        Shown { picture: Picture { height: preprocessing.height, width: preprocessing.width, rgb }, input, label }
    }

    fn classes(&self) -> Vec<String> {
        self.model.classifier.classes().to_vec()
    }
}

/// A photo's class among a network's.
fn label_of(dataset: &Dataset, index: usize, classes: &[String]) -> Option<u32> {
    let label = dataset.photos.get(index)?.label? as usize;
    let name = dataset.classes.get(label)?;
    Some(classes.iter().position(|class| class == name)? as u32)
}
