//! A run's predictions on disk: `results/<weights>-<set>.safetensors`, one file a set of photographs.
//!
//! A file is used only while its checksum is that of its content, and its stamps agree: the weights and the photographs
//! (names, sizes, times, labels). Otherwise it is computed again, as a cache is.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::source::Choice;
use super::{Evaluation, LeftOut, Set, Source};
use crate::data::Fingerprint;
use crate::files;
use crate::nn::tensors::TensorView;
use crate::nn::weights_file::{self, FileError, WeightsFile};
use crate::predict::{Classifier, Weights};
use crate::results::{Predictions, Uncertainty};
use crate::run::RESULTS;

/// Raised whenever the same photographs get other predictions, or the file's format changes.
const GENERATION: u32 = 2;
const WEIGHTS: &str = "weights";
const PHOTOGRAPHS: &str = "photographs";
/// The digest of the numbers in files of earlier versions, which have no other checksum.
const NUMBERS: &str = "numbers";
const PROBABILITIES: &str = "probabilities";
const LABELS: &str = "labels";

/// What the predictions depend on.
pub(super) struct Stamp {
    weights: String,
    photographs: String,
}

impl Stamp {
    /// Of the weights that are at work and these photographs.
    pub(super) fn of(classifier: &Classifier, choice: &Choice) -> Self {
        let mut digest = Fingerprint::default();
        for photograph in &choice.photographs {
            let name = choice.dataset.photos.name(photograph.index);
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

/// The content of a file.
pub(super) struct Stored {
    pub(super) predictions: Predictions,
    pub(super) places: Vec<usize>,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) uncertainty: Option<Uncertainty>,
}

/// The file of the predictions for `source`.
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
    run.join(RESULTS).join(format!("{weights}-{set}.safetensors"))
}

/// What was fitted to a run's validation photographs, if it is stored and belongs to the classifier's weights.
#[must_use]
pub fn uncertainty(run: &Path, weights: Weights, classifier: &Classifier) -> Option<Uncertainty> {
    let source = Source::Run { folder: run, set: Set::Validation, moved_to: None };
    let file = intact(&path(run, weights, &source))?;
    if file.metadata.get(WEIGHTS)? == &of_weights(classifier) { Uncertainty::read(&file) } else { None }
}

/// The content of a file, if it is about these photographs.
pub(super) fn read(path: &Path, stamp: &Stamp, choice: &Choice) -> Option<Stored> {
    let file = intact(path)?;
    let text = |key: &str| file.metadata.get(key);
    if text(WEIGHTS)? != &stamp.weights || text(PHOTOGRAPHS)? != &stamp.photographs {
        return None;
    }
    let list = |key: &str| serde_json::from_str::<Vec<String>>(text(key)?).ok();
    let numbers = |name: &str| file.tensors.iter().find(|(tensor, ..)| tensor == name).map(|(_, _, data)| data.clone());
    let names = list("names")?;
    let photos = &choice.dataset.photos;
    let by_name: HashMap<&str, usize> =
        choice.photographs.iter().map(|chosen| (photos.name(chosen.index), chosen.index)).collect();
    let places = names.iter().map(|name| by_name.get(name.as_str()).copied()).collect::<Option<_>>()?;
    let labels = numbers(LABELS)?.into_iter().map(|label| label as u32).collect();
    let probabilities = numbers(PROBABILITIES)?;
    // Earlier versions stored predictions that are not numbers, which are refused now.
    if probabilities.iter().any(|value| !value.is_finite()) {
        return None;
    }
    Some(Stored {
        predictions: Predictions::new(list("classes")?, names, labels, probabilities)?,
        places,
        left_out: serde_json::from_str(text("left_out")?).ok()?,
        uncertainty: Uncertainty::read(&file),
    })
}

/// Stores the predictions, whole or not at all.
///
/// # Errors
/// [`FileError::Write`].
pub(super) fn write(run: &Path, path: &Path, stamp: &Stamp, evaluation: &Evaluation) -> Result<(), FileError> {
    let predictions = &evaluation.predictions;
    let (count, classes) = (predictions.len(), predictions.classes().len());
    let probabilities = predictions.rows().flat_map(|(_, row)| row.iter().copied()).collect();
    let labels = predictions.labels().iter().map(|label| *label as f32).collect();
    let mut tensors =
        vec![(PROBABILITIES.to_owned(), vec![count, classes], probabilities), (LABELS.to_owned(), vec![count], labels)];
    tensors.extend(evaluation.uncertainty.iter().flat_map(Uncertainty::tensors));
    let json = |list: &[String]| serde_json::Value::from(list).to_string();
    let mut metadata = BTreeMap::from([
        (WEIGHTS.to_owned(), stamp.weights.clone()),
        (PHOTOGRAPHS.to_owned(), stamp.photographs.clone()),
        ("classes".to_owned(), json(predictions.classes())),
        ("names".to_owned(), json(predictions.names())),
        ("left_out".to_owned(), serde_json::json!(evaluation.left_out).to_string()),
    ]);
    metadata.extend(evaluation.uncertainty.as_ref().and_then(Uncertainty::metadata));
    let views = tensors.iter().map(|(name, shape, data)| TensorView {
        name: name.clone(),
        shape: shape.clone(),
        data,
        trainable: false,
    });
    let folder = files::create_folders(run, Path::new(RESULTS));
    folder.map_err(|source| FileError::Write { path: run.join(RESULTS), source })?;
    weights_file::write(path, &views.collect::<Vec<_>>(), &metadata)
}

/// A file that holds what was written.
fn intact(path: &Path) -> Option<WeightsFile> {
    let file = weights_file::read(path).ok()?;
    let numbers = file.tensors.iter().map(|(_, _, data)| data.as_slice());
    let same = file.metadata.get(NUMBERS).is_none_or(|expected| *expected == digest(numbers));
    same.then_some(file)
}

fn digest<'a>(numbers: impl Iterator<Item = &'a [f32]>) -> String {
    let mut digest = blake3::Hasher::new();
    for number in numbers.flatten() {
        digest.update(&number.to_le_bytes());
    }
    digest.finalize().to_hex().to_string()
}
