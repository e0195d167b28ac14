//! What follows from the experiment as it is being edited: the split, a photograph large, augmented versions, the
//! network's table.

mod versions;

use std::io;
use std::mem::discriminant;
use std::sync::Arc;

use super::thumbnails::fit;
use super::{Context, Worker};
use crate::config::{self, DataConfig, LESSON_PRESETS, PRESETS, RunConfig};
use crate::data::augment::SampleKey;
use crate::data::split::Split;
use crate::data::{Dataset, Picture, Preprocessing, decode};
use crate::engine::open_datasets::OpenDatasets;
use crate::engine::threads::{Ended, Mailbox, mailbox};
use crate::engine::views::{
    Absent, NetworkProblem, PhotoView, Preview, PreviewCommand, PreviewEvent, Side, WorkerKind,
};
use crate::memory::MachineMemory;
use crate::nn::summary::summarize;
use crate::nn::{NetworkError, likely_training_speed};
use crate::shared_error::SharedError;
use crate::train::{MemoryAdvice, TrainingCost, Workload};
use versions::{LastPhotograph, draw};

/// The longer side of a photograph shown large, in pixels.
const LARGE: usize = 1280;

pub struct PreviewWorker {
    questions: Mailbox<PreviewCommand>,
}

impl Worker for PreviewWorker {
    type Command = PreviewCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (questions, next) =
            mailbox(|newer: &PreviewCommand, older| discriminant(&newer.question) == discriminant(&older.question));
        let outbox = context.outbox.clone();
        let mut answerer = Answerer {
            datasets: context.datasets.clone(),
            threads: context.options.threads,
            last: LastPhotograph::default(),
        };
        context.spawn(WorkerKind::Preview, next, move |question| match answerer.answer(question) {
            Some(answer) => {
                outbox.send(answer);
                Ended::Done
            }
            None => Ended::Cancelled,
        })?;
        Ok(Self { questions })
    }

    fn send(&mut self, command: PreviewCommand) -> Result<(), PreviewCommand> {
        self.questions.post(command);
        Ok(())
    }
}

struct Answerer {
    datasets: OpenDatasets,
    threads: usize,
    last: LastPhotograph,
}

impl Answerer {
    /// `None` where the data set has been replaced meanwhile, or where the system gives no threads to measure with.
    fn answer(&mut self, PreviewCommand { generation, question }: PreviewCommand) -> Option<PreviewEvent> {
        Some(match question {
            Preview::Split { dataset, data } => {
                let sides = Arc::new(sides(&*self.datasets.get(dataset)?, &data));
                PreviewEvent::Split { generation, sides }
            }
            Preview::Photo { dataset, index, preprocessing } => {
                let photo = photo(&*self.datasets.get(dataset)?, index, preprocessing).map(Box::new);
                PreviewEvent::Photo { generation, photo }
            }
            Preview::Augmentation { dataset, index, preprocessing, config, seed, count } => {
                let photographs = self.datasets.get(dataset)?;
                let key = SampleKey { seed, epoch: 0, index: index as u64 };
                let pixels = self.last.pixels(&photographs, (dataset, index, preprocessing));
                let versions = pixels.map(|pixels| Box::new(draw(pixels, preprocessing, &config, key, count)));
                PreviewEvent::Augmentation { generation, versions }
            }
            Preview::Summary { network, classes } => {
                let summary = summarize(&network, classes).map(Box::new).map_err(problem);
                PreviewEvent::Summary { generation, summary }
            }
            Preview::Memory { config, classes, training, validation } => {
                let workload = Workload { classes, training, validation, threads: self.threads };
                let advice = MachineMemory::now().and_then(|now| MemoryAdvice::of(&config, &workload, now).ok());
                PreviewEvent::Memory { generation, advice: advice.unwrap_or(MemoryAdvice::Fits) }
            }
            Preview::Costs { config, classes, training, validation } => {
                let cost = |config: &RunConfig| TrainingCost::of(config, classes, training, validation).ok();
                let of_preset = |name: &&'static str| Some((*name, cost(&config::preset(name).ok()?)?));
                let presets = PRESETS.iter().chain(LESSON_PRESETS).filter_map(of_preset).collect();
                PreviewEvent::Costs { generation, experiment: cost(&config), presets }
            }
            Preview::Speed => PreviewEvent::Speed { multiply_adds: likely_training_speed(self.threads).ok()? },
        })
    }
}

/// Empty where the share leaves one side without photographs. A photograph that is left out is on no side.
fn sides(dataset: &Dataset, data: &DataConfig) -> Vec<Option<Side>> {
    let Ok(split) = Split::of(&dataset.photos, data) else { return Vec::new() };
    let mut sides = vec![None; dataset.photos.len()];
    let of_split = [(split.train, Side::Training), (split.validation, Side::Validation), (split.test, Side::Test)];
    for (indices, side) in of_split {
        for index in indices {
            sides[index as usize] = Some(side);
        }
    }
    sides
}

fn photo(dataset: &Dataset, index: usize, preprocessing: Preprocessing) -> Result<PhotoView, SharedError> {
    if index >= dataset.photos.len() {
        return Err(Absent::Photograph.into());
    }
    let bytes = dataset.read(index)?;
    let description = decode::describe(&bytes)?;
    let picture = decode::decode(&bytes, true)?;
    let upright = if preprocessing.exif_orientation { Ok(picture.clone()) } else { decode::decode(&bytes, false) };
    let seen = preprocessing.apply(&upright?);
    Ok(PhotoView {
        picture: fit(&picture, LARGE),
        size: (description.height, description.width),
        bytes: bytes.len() as u64,
        format: description.format.name().to_owned(),
        exif: description.exif,
        seen: Picture { height: preprocessing.height, width: preprocessing.width, rgb: seen },
    })
}

fn problem(error: NetworkError) -> NetworkProblem {
    match error {
        NetworkError::Layer { number, problem, .. } | NetworkError::TooLarge { number, problem, .. } => {
            NetworkProblem { layer: Some(number.saturating_sub(1)), reason: problem.into() }
        }
        other => NetworkProblem { layer: None, reason: other.into() },
    }
}
