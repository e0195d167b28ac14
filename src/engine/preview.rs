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
use crate::data::augment::{Augmenter, SampleKey, Transform};
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
    let mut looked_at = None;
    worker::spawn("bigode-preview", outbox.clone(), questions, move |question: Question| {
        let (generation, preview) = question.into_parts();
        if let Some(answer) = answer(generation, preview, &opened, &mut looked_at) {
            sender.send(answer);
        }
    })
}

/// The photograph whose versions were drawn last, as the network sees it, so that sliders do not decode it again.
struct LookedAt {
    dataset: u64,
    index: usize,
    preprocessing: Preprocessing,
    pixels: Vec<u8>,
}

/// Nothing where the data set has been replaced meanwhile.
fn answer(
    generation: u64,
    preview: Preview,
    opened: &OpenedSlot,
    looked_at: &mut Option<LookedAt>,
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
            let key = SampleKey { seed, epoch: 0, index: index as u64 };
            let of = (dataset, index, preprocessing);
            let pixels = pixels(&*opened.get(dataset)?, of, looked_at);
            let versions = pixels.map(|pixels| Box::new(versions(pixels, preprocessing, &config, key, count)));
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

/// The photograph as the network sees it, decoded only where it is another one than the last.
fn pixels<'a>(
    photographs: &Dataset,
    (dataset, index, preprocessing): (u64, usize, Preprocessing),
    looked_at: &'a mut Option<LookedAt>,
) -> Result<&'a [u8], Reason> {
    let known = looked_at.take().filter(|last| (last.dataset, last.index) == (dataset, index));
    let last = match known.filter(|last| last.preprocessing == preprocessing) {
        Some(last) => last,
        None => {
            let pixels = preprocessing.pixels(&photographs.read(index)?)?;
            LookedAt { dataset, index, preprocessing, pixels }
        }
    };
    Ok(&looked_at.insert(last).pixels)
}

fn versions(
    pixels: &[u8],
    preprocessing: Preprocessing,
    config: &AugmentationConfig,
    key: SampleKey,
    count: usize,
) -> AugmentationView {
    let Preprocessing { height, width, .. } = preprocessing;
    let augmenter = Augmenter::new(config, height, width);
    let mut numbers = vec![0.0; augmenter.sample_len()];
    let versions = (0..count as u64).map(|epoch| {
        let transform = augmenter.draw(SampleKey { epoch, ..key });
        augmenter.apply(&transform, pixels, &mut numbers);
        let rgb = numbers.iter().map(|number| shown(*number, config.rescale)).collect();
        let matrix = flipped(augmenter.matrix(&transform), &transform, height, width);
        VersionView { transform, matrix, picture: Picture { height, width, rgb } }
    });
    let versions = versions.collect();
    AugmentationView { original: Picture { height, width, rgb: pixels.to_owned() }, versions }
}

/// The matrix with the flips, which come after it: a mirrored row or column is counted from the other side.
fn flipped(mut matrix: [[f64; 3]; 3], transform: &Transform, height: usize, width: usize) -> [[f64; 3]; 3] {
    let flips = [(transform.flip_vertical, 0, height), (transform.flip_horizontal, 1, width)];
    for (_, axis, side) in flips.into_iter().filter(|(is_on, ..)| *is_on) {
        for row in &mut matrix {
            row[2] += row[axis] * (side as f64 - 1.0);
            row[axis] = -row[axis];
        }
    }
    matrix
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
