//! Computes what the open lesson shows, on a thread of its own.

use std::io;
use std::mem::discriminant;
use std::sync::Arc;

use super::{Context, Worker};
use crate::config::OptimizerConfig;
use crate::data::split::Split;
use crate::data::{Dataset, Picture, decode};
use crate::engine::model::{Model, Models};
use crate::engine::open_datasets::OpenDatasets;
use crate::engine::threads::{Ended, Mailbox, mailbox};
use crate::engine::views::{Absent, LessonPhoto, LessonsCommand, LessonsEvent, OwnRun, WorkerKind};
use crate::lessons::bench::owned;
use crate::lessons::own::{OwnAnswer, OwnQuestion, Photos, Shown, Trained, of_drawings};
use crate::lessons::picture::{DRAWING_LABEL, drawing};
use crate::lessons::{Exercise, Worked};
use crate::nn::Network;
use crate::shared_error::SharedError;

pub struct LessonsWorker {
    commands: Mailbox<LessonsCommand>,
}

impl Worker for LessonsWorker {
    type Command = LessonsCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (commands, next) = mailbox(|newer: &LessonsCommand, older| discriminant(newer) == discriminant(older));
        let outbox = context.outbox.clone();
        let newer = next.newer();
        let (datasets, models) = (context.datasets.clone(), context.models.clone());
        let mut teacher = Teacher { datasets, models, threads: context.options.threads, last: None, trained: None };
        context.spawn(WorkerKind::Lessons, next, move |command: LessonsCommand| {
            let event = match command {
                LessonsCommand::Ask { lesson, language } => {
                    LessonsEvent::Asked { lesson, language, question: lesson.question(language) }
                }
                LessonsCommand::Work { generation, photo, exercise } => {
                    let worked = teacher.work(photo, &exercise).map(Box::new);
                    LessonsEvent::Worked { generation, worked }
                }
                LessonsCommand::Own { generation, run, question, photo } => {
                    let is_own = run.is_some();
                    let mut is_cut = false;
                    let so_far = |answer: OwnAnswer| {
                        let answer = Ok(Box::new(answer));
                        outbox.send(LessonsEvent::Own { generation, is_own, is_cut: false, answer });
                        is_cut = newer.waits();
                        !is_cut
                    };
                    let answer = teacher.ask(run.as_deref(), question, photo, so_far).map(Box::new);
                    LessonsEvent::Own { generation, is_own, is_cut, answer }
                }
            };
            outbox.send(event);
            Ended::Done
        })?;
        Ok(Self { commands })
    }

    fn send(&mut self, command: LessonsCommand) -> Result<(), LessonsCommand> {
        self.commands.post(command);
        Ok(())
    }
}

struct Teacher {
    datasets: OpenDatasets,
    models: Models,
    threads: usize,
    /// The photo that was used last.
    last: Option<(LessonPhoto, Picture)>,
    /// The network that was asked last, with its photos.
    trained: Option<(Option<OwnRun>, Trained)>,
}

impl Teacher {
    fn work(&mut self, photo: LessonPhoto, exercise: &Exercise) -> Result<Worked, SharedError> {
        Ok(exercise.run(self.kept(photo)?)?)
    }

    /// The lessons' photo, which is read once.
    fn kept(&mut self, photo: LessonPhoto) -> Result<&Picture, SharedError> {
        let known = match self.last.take().filter(|(last, _)| *last == photo) {
            Some(known) => known,
            None => (photo, self.read(photo)?),
        };
        let (_, picture) = self.last.insert(known);
        Ok(picture)
    }

    fn ask(
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
            OwnQuestion::Seen => Some(self.kept(photo)?.clone()),
            _ => None,
        };
        let (_, trained) = self.trained.insert(known);
        Ok(trained.answer(question, kept.as_ref().map(|picture| (picture, label)), go_on)?)
    }

    /// A run's best weights with its validation photos.
    fn trained(&self, run: &OwnRun) -> Result<Trained, SharedError> {
        let model = self.models.of_run(&run.folder, None)?;
        let dataset = self.datasets.get(run.dataset).ok_or(Absent::Photograph)?;
        let validation = Split::of(&dataset.photos, &run.config.data)?.validation;
        let classes = model.classifier.classes().len();
        let sgd = OptimizerConfig::sgd(0.0, 0.0, false);
        let mut network = Network::new(&run.config.network, &sgd, classes, run.config.seed, self.threads)?;
        network.load_tensors(&owned(model.classifier.network()))?;
        let photos = ValidationPhotos { model, dataset, validation };
        Ok(Trained::new(network, Box::new(photos)).ok_or(Absent::Photograph)?)
    }

    /// The class of the lessons' photo, as far as it is known and the network has it.
    fn label(&self, run: Option<&OwnRun>, photo: LessonPhoto) -> Option<u32> {
        let LessonPhoto::OfDataset { dataset, index } = photo else {
            return run.is_none().then_some(DRAWING_LABEL);
        };
        let dataset = self.datasets.get(dataset)?;
        let model = self.models.of_run(&run?.folder, None).ok()?;
        label_of(&dataset, index, model.classifier.classes())
    }

    fn read(&self, photo: LessonPhoto) -> Result<Picture, SharedError> {
        let LessonPhoto::OfDataset { dataset, index } = photo else { return Ok(drawing()) };
        let dataset = self.datasets.get(dataset).ok_or(Absent::Photograph)?;
        if index >= dataset.photos.len() {
            return Err(Absent::Photograph.into());
        }
        Ok(decode::decode(&dataset.read(index)?, true)?)
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
