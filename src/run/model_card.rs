//! All that predicting with a network's weights needs, in a safetensors file's metadata; copies of the weights.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::config::{NetworkConfig, PredictionConfig, Resize, RunConfig};
use crate::data::Preprocessing;
use crate::memory::{OutOfMemory, with_capacity};
use crate::nn::tensors::{OwnedTensor, TensorView};

/// Tensors by name.
pub type Tensors = Vec<OwnedTensor>;

/// All that predicting needs besides the tensors.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelCard {
    /// The classes' names in the order of the network's outputs.
    pub classes: Vec<String>,
    /// The layers.
    pub network: NetworkConfig,
    /// How a photograph becomes pixels.
    pub preprocessing: Preprocessing,
    /// The factor that pixels are multiplied by.
    pub rescale: f64,
    /// How the network is asked.
    pub prediction: PredictionConfig,
}

/// A card's entry `preprocessing` in the metadata.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PreprocessingEntry {
    height: usize,
    width: usize,
    exif_orientation: bool,
    resize: Resize,
    rescale: f64,
}

impl ModelCard {
    /// The card of a run with these classes.
    #[must_use]
    pub fn new(config: &RunConfig, classes: Vec<String>) -> Self {
        Self {
            classes,
            network: config.network.clone(),
            preprocessing: Preprocessing::of(config),
            rescale: config.augmentation.rescale,
            prediction: config.prediction,
        }
    }

    /// Entries for the metadata of a safetensors file: `classes` as a list in JSON, `network`, `preprocessing` and, where
    /// photographs are not predicted once as they are, `prediction` in RON.
    #[must_use]
    pub fn to_metadata(&self) -> BTreeMap<String, String> {
        let Preprocessing { height, width, exif_orientation, resize } = self.preprocessing;
        let preprocessing = PreprocessingEntry { height, width, exif_orientation, resize, rescale: self.rescale };
        let entries = [
            ("classes", serde_json::to_string(&self.classes).ok()),
            ("network", ron::to_string(&self.network).ok()),
            ("preprocessing", ron::to_string(&preprocessing).ok()),
            ("prediction", ron::to_string(&self.prediction).ok().filter(|_| !self.prediction.is_plain())),
        ];
        entries.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text?))).collect()
    }

    /// Reads what [`Self::to_metadata`] wrote.
    ///
    /// # Errors
    /// The key of the entry that is missing or cannot be read.
    pub fn from_metadata(metadata: &BTreeMap<String, String>) -> Result<Self, &'static str> {
        let entry = |key: &'static str| metadata.get(key).ok_or(key);
        let classes: Vec<String> = serde_json::from_str(entry("classes")?).map_err(|_| "classes")?;
        let network = ron::from_str(entry("network")?).map_err(|_| "network")?;
        let read: PreprocessingEntry = ron::from_str(entry("preprocessing")?).map_err(|_| "preprocessing")?;
        let PreprocessingEntry { height, width, exif_orientation, resize, rescale } = read;
        let preprocessing = Preprocessing { height, width, exif_orientation, resize };
        let prediction = metadata.get("prediction").map_or(Ok(PredictionConfig::default()), |text| ron::from_str(text));
        let prediction = prediction.map_err(|_| "prediction")?;
        Ok(Self { classes, network, preprocessing, rescale, prediction })
    }
}

/// A copy of tensors.
///
/// # Errors
/// If there is no memory for it.
pub fn copy_of(tensors: Vec<TensorView<'_>>) -> Result<Tensors, OutOfMemory> {
    let copy = |tensor: TensorView<'_>| {
        let mut data = with_capacity(tensor.data.len())?;
        data.extend_from_slice(tensor.data);
        Ok((tensor.name, tensor.shape, data))
    };
    tensors.into_iter().map(copy).collect()
}
