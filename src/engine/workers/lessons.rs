//! Computes what the open lesson shows, on a thread of its own.

use std::io;
use std::mem::discriminant;

use super::{Context, Worker};
use crate::config::OptimizerConfig;
use crate::data::split::Split;
use crate::data::{Picture, decode};
use crate::engine::model::Models;
use crate::engine::open_datasets::OpenDatasets;
use crate::engine::threads::{Ended, Mailbox, mailbox};
use crate::engine::views::{Absent, LessonPhoto, LessonsCommand, LessonsEvent, OwnRun, WorkerKind};
use crate::lessons::bench::owned;
use crate::lessons::own::{OwnAnswer, OwnQuestion, Shown, Trained};
use crate::lessons::picture::drawing;
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
                LessonsCommand::Own { generation, run, question } => {
                    let so_far = |answer: &OwnAnswer, is_own: bool| {
                        let answer = Ok(Box::new(answer.clone()));
                        outbox.send(LessonsEvent::Own { generation, is_own, answer });
                        !newer.waits()
                    };
                    let is_own = run.is_some();
                    let answer = teacher.ask(run.as_deref(), question, |answer| so_far(answer, is_own));
                    LessonsEvent::Own { generation, is_own, answer: answer.map(Box::new) }
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

/// Photos that a run's network is asked about, at most.
const PHOTOS: usize = 200;

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
        let known = self.last.take().filter(|(last, _)| *last == photo);
        let known = match known {
            Some(known) => known,
            None => (photo, self.read(photo)?),
        };
        let (_, picture) = self.last.insert(known);
        Ok(exercise.run(picture)?)
    }

    fn ask(
        &mut self,
        run: Option<&OwnRun>,
        question: OwnQuestion,
        go_on: impl FnMut(&OwnAnswer) -> bool,
    ) -> Result<OwnAnswer, SharedError> {
        let known = self.trained.take().filter(|(of, _)| of.as_ref() == run);
        let known = match (known, run) {
            (Some(known), _) => known,
            (None, Some(run)) => (Some(run.clone()), self.trained(run)?),
            (None, None) => (None, Trained::of_drawings()?),
        };
        let (_, trained) = self.trained.insert(known);
        Ok(trained.answer(question, go_on)?)
    }

    /// A run's best weights with validation photos, spread evenly over all of them.
    fn trained(&self, run: &OwnRun) -> Result<Trained, SharedError> {
        let model = self.models.of_run(&run.folder, None)?;
        let dataset = self.datasets.get(run.dataset).ok_or(Absent::Photograph)?;
        let validation = Split::of(&dataset.photos, &run.config.data)?.validation;
        let classes = model.classifier.classes();
        let sgd = OptimizerConfig::sgd(0.0, 0.0, false);
        let mut network = Network::new(&run.config.network, &sgd, classes.len(), run.config.seed, self.threads)?;
        network.load_tensors(&owned(model.classifier.network()))?;
        let photos = validation.iter().step_by(validation.len().div_ceil(PHOTOS).max(1));
        let mut shown = Vec::new();
        for index in photos {
            let name = dataset.photos[*index].label.and_then(|label| dataset.classes.get(label as usize));
            let Some(label) = name.and_then(|name| classes.iter().position(|class| class == name)) else { continue };
            let preprocessing = model.classifier.preprocessing();
            let whole = decode::decode(&dataset.read(*index)?, preprocessing.exif_orientation)?;
            let rgb = preprocessing.apply(&whole);
            let input = model.classifier.input(&rgb);
            let picture = Picture { height: preprocessing.height, width: preprocessing.width, rgb };
            shown.push(Shown { picture, input, label: label as u32 });
        }
        if shown.is_empty() {
            return Err(Absent::Photograph.into());
        }
        Ok(Trained::own(network, shown))
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
