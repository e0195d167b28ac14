//! Answers that follow the person's hand: the split, a photograph large, augmented versions, the network's table.

use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;

use super::command::Preview;
use super::dataset::OpenedSlot;
use super::event::{EngineEvent, NetworkProblem, PhotoView, Side};
use super::mailbox::MailboxReceiver;
use super::outbox::Outbox;
use super::versions::{LookedAt, draw};
use super::{thumbnails, worker};
use crate::config::DataConfig;
use crate::data::augment::SampleKey;
use crate::data::split::Split;
use crate::data::{Dataset, Picture, Preprocessing, decode};
use crate::nn::summary::summarize;
use crate::nn::{NetworkError, likely_training_speed};
use crate::shared_error::SharedError;

/// A question in its own variant, so that a newer one replaces an older one of the same kind only.
pub(super) enum Question {
    Split(u64, Preview),
    Photo(u64, Preview),
    Augmentation(u64, Preview),
    Summary(u64, Preview),
    Speed(u64, Preview),
}

impl Question {
    pub(super) fn new(generation: u64, preview: Preview) -> Self {
        match preview {
            Preview::Split { .. } => Self::Split(generation, preview),
            Preview::Photo { .. } => Self::Photo(generation, preview),
            Preview::Augmentation { .. } => Self::Augmentation(generation, preview),
            Preview::Summary { .. } => Self::Summary(generation, preview),
            Preview::Speed => Self::Speed(generation, preview),
        }
    }

    fn into_parts(self) -> (u64, Preview) {
        match self {
            Self::Split(generation, preview)
            | Self::Photo(generation, preview)
            | Self::Augmentation(generation, preview)
            | Self::Summary(generation, preview)
            | Self::Speed(generation, preview) => (generation, preview),
        }
    }
}

/// The longer side of a photograph shown large, in pixels.
const LARGE: usize = 1280;

pub(super) fn spawn(
    outbox: &Outbox,
    questions: MailboxReceiver<Question>,
    opened: OpenedSlot,
    threads: usize,
) -> io::Result<JoinHandle<()>> {
    let sender = outbox.clone();
    let mut looked_at = LookedAt::default();
    worker::spawn(worker::WorkerKind::Preview, outbox.clone(), questions, move |question: Question| {
        let (generation, preview) = question.into_parts();
        if let Some(answer) = answer(generation, preview, &opened, &mut looked_at, threads) {
            sender.send(answer);
        }
    })
}

/// Nothing where the data set has been replaced meanwhile, or where the system gives no threads to measure with.
fn answer(
    generation: u64,
    preview: Preview,
    opened: &OpenedSlot,
    looked_at: &mut LookedAt,
    threads: usize,
) -> Option<EngineEvent> {
    Some(match preview {
        Preview::Split { dataset, data } => {
            let sides = Arc::new(sides(&*opened.get(dataset)?, &data));
            EngineEvent::Split { generation, sides }
        }
        Preview::Photo { dataset, index, preprocessing } => {
            let photo = photo(&*opened.get(dataset)?, index, preprocessing).map(Box::new);
            EngineEvent::Photo { generation, photo }
        }
        Preview::Augmentation { dataset, index, preprocessing, config, seed, count } => {
            let photographs = opened.get(dataset)?;
            let key = SampleKey { seed, epoch: 0, index: index as u64 };
            let pixels = looked_at.pixels(&photographs, (dataset, index, preprocessing));
            let versions = pixels.map(|pixels| Box::new(draw(pixels, preprocessing, &config, key, count)));
            EngineEvent::Augmentation { generation, versions }
        }
        Preview::Summary { network, classes } => {
            let summary = summarize(&network, classes).map(Box::new).map_err(problem);
            EngineEvent::Summary { generation, summary }
        }
        Preview::Speed => EngineEvent::Speed { multiply_adds: likely_training_speed(threads).ok()? },
    })
}

/// Empty where the share leaves one side without photographs.
fn sides(dataset: &Dataset, data: &DataConfig) -> Vec<Side> {
    let Ok(split) = Split::of(&dataset.photos, data) else { return Vec::new() };
    let mut sides = vec![Side::Training; dataset.photos.len()];
    for index in split.validation {
        sides[index] = Side::Validation;
    }
    sides
}

fn photo(dataset: &Dataset, index: usize, preprocessing: Preprocessing) -> Result<PhotoView, SharedError> {
    let bytes = dataset.read(index)?;
    let description = decode::describe(&bytes)?;
    let picture = decode::decode(&bytes, true)?;
    let upright = if preprocessing.exif_orientation { Ok(picture.clone()) } else { decode::decode(&bytes, false) };
    let seen = preprocessing.apply(&upright?);
    Ok(PhotoView {
        picture: thumbnails::fit(&picture, LARGE),
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
