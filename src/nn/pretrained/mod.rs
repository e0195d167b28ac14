//! Networks that were trained before, from their own preprocessing to their feature maps.
//!
//! A pretrained network is a list of this project's layers, so that all that goes through layers goes through it, too. Its
//! weights come with the program (`assets/pretrained/`, where a script makes them), or a user has added them ([`add()`]). Those
//! that stay as they are, are not among a run's weights: a run names them.

mod add;
mod added;
mod inverted_residuals;
mod layers;
mod names;
mod resnet;
#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

use safetensors::{Dtype, SafeTensors};

pub use add::{AddError, add, add_tensors, architecture_of};
pub use added::{Added, folder, list};

use self::added::Opened;
use self::layers::{Norm, Pad};
use super::error::NetworkError;
use super::shapes::TensorSpec;
use crate::config::{LayerConfig, PretrainedName, PretrainedNetwork};
use crate::memory::with_capacity;

/// What the layer that rescales pixels adds to their variance.
const RESCALING_EPSILON: f32 = 1e-3;

/// The name of the layer that rescales pixels, such as `(pixel - 127) / 128`: a batch normalisation that is never trained.
pub(super) const RESCALING: &str = "rescaling";

/// The layer of that name.
pub(super) fn rescaling() -> LayerConfig {
    LayerConfig::BatchNormalization { momentum: 0.99, epsilon: RESCALING_EPSILON }
}

/// The layers after it.
pub(super) struct Architecture {
    /// Those before the first block.
    pub(super) stem: Vec<LayerConfig>,
    /// The layers of each block.
    pub(super) blocks: Vec<Vec<LayerConfig>>,
    /// Those after the last block, up to the feature maps.
    pub(super) head: Vec<LayerConfig>,
}

/// A network's layers.
pub(super) fn architecture(name: PretrainedName) -> Architecture {
    match name {
        PretrainedName::EfficientnetLite0 => inverted_residuals::efficientnet_lite0(Pad::TensorFlow, Norm(1e-3)),
        PretrainedName::EfficientnetLite0Pytorch => inverted_residuals::efficientnet_lite0(Pad::Pytorch, Norm(1e-5)),
        PretrainedName::MobilenetV2 => inverted_residuals::mobilenet_v2(Pad::TensorFlow, Norm(1e-3)),
        PretrainedName::MobilenetV2Pytorch => inverted_residuals::mobilenet_v2(Pad::Pytorch, Norm(1e-5)),
        PretrainedName::Resnet18 => resnet::resnet18(Norm(1e-5)),
        PretrainedName::Resnet50 => resnet::resnet50(Norm(1e-5)),
    }
}

/// The weights of EfficientNet-Lite0 that come with the program.
const EFFICIENTNET_LITE0: &[u8] = include_bytes!("../../../assets/pretrained/efficientnet_lite0.safetensors");

/// What a network's weights are recognised by.
#[must_use]
pub fn digest(network: PretrainedNetwork) -> String {
    match network.weights {
        None => blake3::hash(EFFICIENTNET_LITE0).to_hex().to_string(),
        Some(digest) => digest.to_string(),
    }
}

/// A network's weights.
pub(super) struct Weights {
    network: PretrainedName,
    source: Source,
}

enum Source {
    Program(&'static Result<SafeTensors<'static>, String>),
    Added(Arc<Opened>),
}

impl Weights {
    /// Opens them.
    ///
    /// # Errors
    /// If they were added and are damaged or not there.
    pub(super) fn open(network: PretrainedNetwork) -> Result<Self, NetworkError> {
        static PROGRAM: OnceLock<Result<SafeTensors<'static>, String>> = OnceLock::new();
        let source = match network.weights {
            Some(digest) => Source::Added(added::open(network.name, digest, &added::folder())?),
            None => Source::Program(PROGRAM.get_or_init(|| parsed(EFFICIENTNET_LITE0))),
        };
        Ok(Self { network: network.name, source })
    }

    /// The elements of one of the network's tensors, whose name begins with the network's.
    ///
    /// # Errors
    /// If the weights are damaged, or there is no memory for them.
    pub(super) fn tensor(&self, spec: &TensorSpec) -> Result<Vec<f32>, NetworkError> {
        let network = self.network.name();
        let own = spec.name.strip_prefix(network).and_then(|name| name.strip_prefix('_')).unwrap_or(&spec.name);
        match &self.source {
            Source::Program(tensors) => from_file(tensors, network, own, &spec.shape),
            Source::Added(opened) => opened.tensor(own, &spec.shape),
        }
    }
}

fn parsed(file: &[u8]) -> Result<SafeTensors<'_>, String> {
    SafeTensors::deserialize(file).map_err(|error| error.to_string())
}

fn from_file(
    tensors: &Result<SafeTensors<'_>, String>,
    network: &'static str,
    name: &str,
    shape: &[usize],
) -> Result<Vec<f32>, NetworkError> {
    let damaged = |problem: String| NetworkError::Pretrained { name: network, problem };
    let tensors = tensors.as_ref().map_err(|problem| damaged(problem.clone()))?;
    let tensor = tensors.tensor(name).map_err(|error| damaged(format!("{name}: {error}")))?;
    if tensor.shape() != shape {
        return Err(damaged(format!("{name} has the shape {:?} instead of {shape:?}", tensor.shape())));
    }
    if tensor.dtype() != Dtype::F32 {
        return Err(damaged(format!("{name} holds {:?}", tensor.dtype())));
    }
    let mut values = with_capacity(shape.iter().product())?;
    values.extend(tensor.data().as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)));
    if values.iter().all(|value| value.is_finite()) {
        Ok(values)
    } else {
        Err(damaged(format!("{name} has values that are not numbers")))
    }
}
