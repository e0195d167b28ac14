//! A run's answers on disk: `results/<weights>-<set>.safetensors`, one file a set of photographs.
//!
//! A file is believed only while its stamps agree: the weights, the photographs (names, sizes, times, labels) and its
//! own numbers. Anything else is computed again, as with every cache.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use super::source::Choice;
use super::{Evaluation, Set, Source};
use crate::data::Fingerprint;
use crate::nn::tensors::TensorView;
use crate::nn::weights_file::{self, FileError, WeightsFile};
use crate::predict::{Classifier, Weights};
use crate::results::{Predictions, Uncertainty};

/// Raised whenever the same photographs get other answers, or the file's format changes.
const GENERATION: u32 = 2;
const FOLDER: &str = "results";
const WEIGHTS: &str = "weights";
const PHOTOGRAPHS: &str = "photographs";
const NUMBERS: &str = "numbers";
const PROBABILITIES: &str = "probabilities";
const LABELS: &str = "labels";

/// What decides the answers.
pub(super) struct Stamp {
    weights: String,
    photographs: String,
}

impl Stamp {
    /// Of the weights that are at work and these photographs.
    pub(super) fn of(classifier: &Classifier, choice: &Choice) -> Self {
        let mut digest = Fingerprint::default();
        for photograph in &choice.photographs {
            let name = &choice.dataset.photos[photograph.index].name;
            digest.text(name).bytes(&photograph.label.to_le_bytes()).stamp(choice.dataset.stamp(photograph.index));
        }
        digest.bytes(format!("{:?}", choice.left_out).as_bytes());
        Self { weights: of_weights(classifier), photographs: digest.to_hex() }
    }
}

/// Of the weights as they were read, whatever lies in their file by now, and of this program.
fn of_weights(classifier: &Classifier) -> String {
    format!("{} {GENERATION} {}", env!("CARGO_PKG_VERSION"), classifier.digest())
}

/// The answers of a file.
pub(super) struct Kept {
    pub(super) predictions: Predictions,
    pub(super) places: Vec<usize>,
    pub(super) left_out: Vec<String>,
    pub(super) uncertainty: Option<Uncertainty>,
}

/// Where the answers to `source` are kept.
pub(super) fn path(run: &Path, weights: Weights, source: &Source<'_>) -> PathBuf {
    let set = match source {
        Source::Run { set, .. } => set.name().to_owned(),
        Source::Labelled(path) => {
            let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
            blake3::hash(path.to_string_lossy().as_bytes()).to_hex()[..16].to_owned()
        }
    };
    let weights = match weights {
        Weights::Best => "best",
        Weights::Last => "last",
    };
    run.join(FOLDER).join(format!("{weights}-{set}.safetensors"))
}

/// The doubt of a run, if it is kept and the classifier has the weights that it is about.
#[must_use]
pub fn uncertainty(run: &Path, weights: Weights, classifier: &Classifier) -> Option<Uncertainty> {
    let source = Source::Run { folder: run, set: Set::Validation, moved_to: None };
    let file = intact(&path(run, weights, &source))?;
    if file.metadata.get(WEIGHTS)? == &of_weights(classifier) { Uncertainty::read(&file) } else { None }
}

/// The answers of a file, if they are to these photographs.
pub(super) fn read(path: &Path, stamp: &Stamp, choice: &Choice) -> Option<Kept> {
    let file = intact(path)?;
    let word = |key: &str| file.metadata.get(key);
    if word(WEIGHTS)? != &stamp.weights || word(PHOTOGRAPHS)? != &stamp.photographs {
        return None;
    }
    let list = |key: &str| serde_json::from_str::<Vec<String>>(word(key)?).ok();
    let numbers = |name: &str| file.tensors.iter().find(|(tensor, ..)| tensor == name).map(|(_, _, data)| data.clone());
    let names = list("names")?;
    let photos = &choice.dataset.photos;
    let by_name: HashMap<&str, usize> =
        choice.photographs.iter().map(|chosen| (photos[chosen.index].name.as_str(), chosen.index)).collect();
    let places = names.iter().map(|name| by_name.get(name.as_str()).copied()).collect::<Option<_>>()?;
    let labels = numbers(LABELS)?.into_iter().map(|label| label as u32).collect();
    Some(Kept {
        predictions: Predictions::new(list("classes")?, names, labels, numbers(PROBABILITIES)?)?,
        places,
        left_out: list("left_out")?,
        uncertainty: Uncertainty::read(&file),
    })
}

/// Keeps the answers, whole or not at all.
pub(super) fn write(path: &Path, stamp: &Stamp, evaluation: &Evaluation) -> Result<(), String> {
    let predictions = &evaluation.predictions;
    let (count, classes) = (predictions.len(), predictions.classes().len());
    let probabilities = predictions.rows().flat_map(|(_, row)| row.iter().copied()).collect();
    let labels = predictions.labels().iter().map(|label| *label as f32).collect();
    let mut tensors =
        vec![(PROBABILITIES.to_owned(), vec![count, classes], probabilities), (LABELS.to_owned(), vec![count], labels)];
    tensors.extend(evaluation.uncertainty.iter().flat_map(Uncertainty::tensors));
    let json = |list: &[String]| serde_json::Value::from(list).to_string();
    let mut words = BTreeMap::from([
        (WEIGHTS.to_owned(), stamp.weights.clone()),
        (PHOTOGRAPHS.to_owned(), stamp.photographs.clone()),
        (NUMBERS.to_owned(), checksum(tensors.iter().map(|(_, _, data)| data.as_slice()))),
        ("classes".to_owned(), json(predictions.classes())),
        ("names".to_owned(), json(predictions.names())),
        ("left_out".to_owned(), json(&evaluation.left_out)),
    ]);
    words.extend(evaluation.uncertainty.as_ref().and_then(Uncertainty::words));
    let views = tensors.iter().map(|(name, shape, data)| TensorView {
        name: name.clone(),
        shape: shape.clone(),
        data,
        trainable: false,
    });
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    weights_file::write(path, &views.collect::<Vec<_>>(), &words).map_err(|error| match error {
        FileError::Write { source, .. } | FileError::Read { source, .. } => source.to_string(),
        FileError::Damaged { problem, .. } => problem,
    })
}

/// A file whose numbers are those that were written.
fn intact(path: &Path) -> Option<WeightsFile> {
    let file = weights_file::read(path).ok()?;
    let found = checksum(file.tensors.iter().map(|(_, _, data)| data.as_slice()));
    let same = file.metadata.get(NUMBERS)? == &found;
    same.then_some(file)
}

fn checksum<'a>(numbers: impl Iterator<Item = &'a [f32]>) -> String {
    let mut digest = blake3::Hasher::new();
    for number in numbers.flatten() {
        digest.update(&number.to_le_bytes());
    }
    digest.finalize().to_hex().to_string()
}
