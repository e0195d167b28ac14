//! Answers that follow the person's hand: the split, a photograph large, augmented versions, the network's table.

use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;

use super::command::Preview;
use super::dataset::OpenedSlot;
use super::event::{AugmentationView, EngineEvent, NetworkProblem, PhotoView, Side, VersionView};
use super::latest::Questions;
use super::outbox::Outbox;
use super::{thumbnails, worker};
use crate::config::{AugmentationConfig, DataConfig};
use crate::data::augment::{Augmenter, SampleKey};
use crate::data::{Dataset, Picture, Preprocessing, decode, split};
use crate::nn::NetworkError;
use crate::nn::summary::summarize;
use crate::reason::Reason;

/// A question in its own variant, so that a newer one replaces an older one of the same kind only.
pub(super) enum Question {
    Split(u64, Preview),
    Photo(u64, Preview),
    Augmentation(u64, Preview),
    Summary(u64, Preview),
}

impl Question {
    pub(super) fn new(generation: u64, preview: Preview) -> Self {
        match preview {
            Preview::Split { .. } => Self::Split(generation, preview),
            Preview::Photo { .. } => Self::Photo(generation, preview),
            Preview::Augmentation { .. } => Self::Augmentation(generation, preview),
            Preview::Summary { .. } => Self::Summary(generation, preview),
        }
    }

    fn into_parts(self) -> (u64, Preview) {
        match self {
            Self::Split(generation, preview)
            | Self::Photo(generation, preview)
            | Self::Augmentation(generation, preview)
            | Self::Summary(generation, preview) => (generation, preview),
        }
    }
}

/// The longer side of a photograph shown large, in pixels.
const LARGE: usize = 1280;

pub(super) fn spawn(outbox: &Outbox, questions: Questions<Question>, opened: OpenedSlot) -> io::Result<JoinHandle<()>> {
    let sender = outbox.clone();
    worker::spawn(worker::Part::Preview, outbox.clone(), questions, move |question: Question| {
        let (generation, preview) = question.into_parts();
        if let Some(answer) = answer(generation, preview, &opened) {
            sender.send(answer);
        }
    })
}

/// Nothing where the data set has been replaced meanwhile.
fn answer(generation: u64, preview: Preview, opened: &OpenedSlot) -> Option<EngineEvent> {
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
            let key = SampleKey { seed, epoch: 0, index: index as u64 };
            let versions = versions(&*opened.get(dataset)?, index, preprocessing, &config, key, count).map(Box::new);
            EngineEvent::Augmentation { generation, versions }
        }
        Preview::Summary { network, classes } => {
            let summary = summarize(&network, classes).map(Box::new).map_err(problem);
            EngineEvent::Summary { generation, summary }
        }
    })
}

/// Empty where the share leaves one side without photographs.
fn sides(dataset: &Dataset, data: &DataConfig) -> Vec<Side> {
    let photographs = dataset.photos.len();
    let labels: Option<Vec<u32>> = dataset.photos.iter().map(|photo| photo.label).collect();
    let split = match labels {
        Some(labels) if data.stratify => split::stratified(&labels, data.validation_share, data.split_seed),
        _ => split::train_test_split(photographs, data.validation_share, data.split_seed),
    };
    let Ok(split) = split else { return Vec::new() };
    let mut sides = vec![Side::Training; photographs];
    for index in split.validation {
        sides[index] = Side::Validation;
    }
    sides
}

fn photo(dataset: &Dataset, index: usize, preprocessing: Preprocessing) -> Result<PhotoView, Reason> {
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

fn versions(
    dataset: &Dataset,
    index: usize,
    preprocessing: Preprocessing,
    config: &AugmentationConfig,
    key: SampleKey,
    count: usize,
) -> Result<AugmentationView, Reason> {
    let Preprocessing { height, width, .. } = preprocessing;
    let bytes = dataset.read(index)?;
    let pixels = preprocessing.pixels(&bytes)?;
    let augmenter = Augmenter::new(config, height, width);
    let mut numbers = vec![0.0; augmenter.sample_len()];
    let versions = (0..count as u64).map(|epoch| {
        let transform = augmenter.draw(SampleKey { epoch, ..key });
        augmenter.apply(&transform, &pixels, &mut numbers);
        let rgb = numbers.iter().map(|number| shown(*number, config.rescale)).collect();
        VersionView { transform, matrix: augmenter.matrix(&transform), picture: Picture { height, width, rgb } }
    });
    let versions = versions.collect();
    Ok(AugmentationView { original: Picture { height, width, rgb: pixels }, versions })
}

/// A number of the network's input as the gray level that it came from.
fn shown(number: f32, rescale: f64) -> u8 {
    let level = if rescale == 0.0 { 0.0 } else { f64::from(number) / rescale };
    level.round().clamp(0.0, 255.0) as u8
}

fn problem(error: NetworkError) -> NetworkProblem {
    match error {
        NetworkError::Layer { number, problem, .. } | NetworkError::TooLarge { number, problem, .. } => {
            NetworkProblem { layer: Some(number.saturating_sub(1)), reason: problem.into() }
        }
        other => NetworkProblem { layer: None, reason: other.into() },
    }
}
