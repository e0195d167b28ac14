//! Weights of other programs become those of a pretrained network here: safetensors files of timm and torchvision, and tensors of
//! Keras Applications.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use thiserror::Error;

use super::added::{self, Added};
use super::names::{self, Program};
use super::{RESCALING, RESCALING_EPSILON};
use crate::config::{Activation, LayerConfig, NetworkConfig, PretrainedName, PretrainedNetwork, Trainable, Units};
use crate::files;
use crate::memory::OutOfMemory;
use crate::nn::error::NetworkError;
use crate::nn::half_precision::of_half;
use crate::nn::shapes::{LayerShape, TensorSpec, infer};
use crate::nn::tensors::OwnedTensor;
use crate::nn::weights_file::FileError;

/// Why a file cannot be added.
#[derive(Debug, Error)]
pub enum AddError {
    /// It cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// It is no safetensors file, or a damaged one.
    #[error("{} is no whole safetensors file ({problem}); expected are weights of timm or torchvision in one", path.display())]
    NotSafetensors {
        /// The file.
        path: PathBuf,
        /// What does not agree.
        problem: String,
    },
    /// Its tensors are of no network that the program has.
    #[error(
        "{} holds no network that Bigode has; expected are the tensors of timm's tf_efficientnet_lite0 or efficientnet_lite0 \
         (conv_stem.weight, blocks.0.0.conv_dw.weight, ...), of torchvision's mobilenet_v2 (features.0.0.weight, ...), \
         resnet18 or resnet50 (conv1.weight, layer1.0.conv1.weight, ...), or of Keras Applications' MobileNetV2 \
         (Conv1/kernel, block_1_expand/kernel, ...)",
        path.display()
    )]
    UnknownNetwork {
        /// The file.
        path: PathBuf,
    },
    /// The tensors are those of two networks, which differ in their padding alone.
    #[error(
        "{} holds EfficientNet-Lite0, of which timm has two: say whether it is tf_efficientnet_lite0, with --architecture \
         efficientnet_lite0, or timm's own efficientnet_lite0, with --architecture efficientnet_lite0_pytorch",
        path.display()
    )]
    Ambiguous {
        /// The file.
        path: PathBuf,
    },
    /// A tensor is not there.
    #[error("{} lacks {tensor}; expected are all tensors of {}", path.display(), name.name())]
    Missing {
        /// The file.
        path: PathBuf,
        /// The network.
        name: PretrainedName,
        /// The tensor.
        tensor: String,
    },
    /// A tensor has no place in the network.
    #[error("{} has {tensor}, which {} does not have", path.display(), name.name())]
    Unexpected {
        /// The file.
        path: PathBuf,
        /// The network.
        name: PretrainedName,
        /// The tensor.
        tensor: String,
    },
    /// A tensor has another shape.
    #[error("{tensor} in {} has the shape {found:?}, and {} expects {expected:?}", path.display(), name.name())]
    Shape {
        /// The file.
        path: PathBuf,
        /// The network.
        name: PretrainedName,
        /// The tensor.
        tensor: String,
        /// What it has.
        found: Vec<usize>,
        /// What it should have.
        expected: Vec<usize>,
    },
    /// A tensor holds no floating-point numbers, or numbers that are none.
    #[error("{tensor} in {} holds {found}; expected are finite numbers of 32 or 16 bits", path.display())]
    Numbers {
        /// The file.
        path: PathBuf,
        /// The tensor.
        tensor: String,
        /// What it holds.
        found: String,
    },
    /// There is no memory for it.
    #[error(transparent)]
    Memory(#[from] OutOfMemory),
    /// The network cannot be built.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// It cannot be kept.
    #[error(transparent)]
    Keep(#[from] FileError),
}

/// A tensor of another program: its shape and its numbers, or what it holds instead.
struct Foreign {
    shape: Vec<usize>,
    numbers: Result<Vec<f32>, String>,
}

/// Adds the weights in a safetensors file to the folder. `architecture` is asked for where the tensors do not say it.
///
/// # Errors
/// If the file is not whole, or is not exactly one of the networks here; the folder is then unchanged. If it cannot be written.
pub fn add(file: &Path, architecture: Option<PretrainedName>, folder: &Path) -> Result<Added, AddError> {
    let bytes = files::read(file).map_err(|source| AddError::Read { path: file.to_owned(), source })?;
    let tensors = SafeTensors::deserialize(&bytes)
        .map_err(|error| AddError::NotSafetensors { path: file.to_owned(), problem: error.to_string() })?;
    let foreign = |view: &TensorView<'_>| Foreign {
        shape: view.shape().to_vec(),
        numbers: numbers(view).ok_or_else(|| format!("{:?}", view.dtype())),
    };
    let tensors = tensors.iter().map(|(name, view)| (name.to_owned(), foreign(&view))).collect();
    add_foreign(file, architecture, &tensors, folder)
}

/// Adds these weights, which were read from `file`, to the folder: tensors of Keras Applications, named `layer/kernel`,
/// `layer/gamma` and so on.
///
/// # Errors
/// If they are not exactly one of the networks here; the folder is then unchanged. If it cannot be written.
pub fn add_tensors(
    file: &Path,
    architecture: Option<PretrainedName>,
    tensors: Vec<OwnedTensor>,
    folder: &Path,
) -> Result<Added, AddError> {
    let foreign = |(name, shape, data)| (name, Foreign { shape, numbers: Ok(data) });
    add_foreign(file, architecture, &tensors.into_iter().map(foreign).collect(), folder)
}

fn add_foreign(
    path: &Path,
    architecture: Option<PretrainedName>,
    tensors: &BTreeMap<String, Foreign>,
    folder: &Path,
) -> Result<Added, AddError> {
    let name = match architecture {
        Some(name) => name,
        None => architecture_of(path, &tensors.keys().collect::<Vec<_>>())?,
    };
    let converted = Source { path, name, program: Program::of(name), tensors }.converted()?;
    let origin = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(added::keep(name, &origin, &converted, folder)?)
}

/// Which network's the tensors in a file are, by their names and that of the file or of its folder.
///
/// # Errors
/// If it is none, or more than one.
pub fn architecture_of(file: &Path, tensors: &[impl AsRef<str>]) -> Result<PretrainedName, AddError> {
    let has = |name: &str| tensors.iter().any(|tensor| tensor.as_ref() == name);
    let path = || file.to_owned();
    if has("conv_stem.weight") && has("blocks.0.0.conv_dw.weight") {
        let named = file.to_string_lossy().to_lowercase();
        return match (named.contains("tf_efficientnet_lite0"), named.contains("efficientnet_lite0")) {
            (true, _) => Ok(PretrainedName::EfficientnetLite0),
            (false, true) => Ok(PretrainedName::EfficientnetLite0Pytorch),
            (false, false) => Err(AddError::Ambiguous { path: path() }),
        };
    }
    if has("features.0.0.weight") && has("features.1.conv.0.0.weight") {
        return Ok(PretrainedName::MobilenetV2Pytorch);
    }
    if has("Conv1/kernel") && has("block_16_project/kernel") {
        return Ok(PretrainedName::MobilenetV2);
    }
    match (has("layer1.0.conv2.weight"), has("layer1.0.conv3.weight")) {
        (true, true) => Ok(PretrainedName::Resnet50),
        (true, false) => Ok(PretrainedName::Resnet18),
        (false, _) => Err(AddError::UnknownNetwork { path: path() }),
    }
}

/// A file that is being added.
struct Source<'a> {
    path: &'a Path,
    name: PretrainedName,
    program: Program,
    tensors: &'a BTreeMap<String, Foreign>,
}

impl Source<'_> {
    /// All tensors of the network by this program's names and in its orders.
    fn converted(&self) -> Result<Vec<OwnedTensor>, AddError> {
        let layers = layers(self.name)?;
        let with_weights = layers.iter().skip(1).filter(|layer| !layer.tensors.is_empty());
        let mut all = rescaling(self.name);
        let mut used = Vec::new();
        for (layer, theirs) in with_weights.zip(names::layer_names(self.name)) {
            for spec in &layer.tensors {
                let (ours, kind) = spec.name.split_once('/').unwrap_or((&spec.name, ""));
                let tensor = self.program.tensor(&theirs, kind);
                let data = self.tensor(layer, spec, &tensor)?;
                used.push(tensor);
                let ours = ours.strip_prefix(self.name.name()).and_then(|name| name.strip_prefix('_')).unwrap_or(ours);
                all.push((format!("{ours}/{kind}"), spec.shape.clone(), data));
            }
        }
        let is_known = |tensor: &str| {
            let classifier = tensor.starts_with(names::classifier(self.name));
            classifier || tensor.ends_with(".num_batches_tracked") || used.iter().any(|name| name == tensor)
        };
        match self.tensors.keys().find(|tensor| !is_known(tensor)) {
            None => Ok(all),
            Some(tensor) => {
                let (path, tensor) = (self.path.to_owned(), tensor.clone());
                Err(AddError::Unexpected { path, name: self.name, tensor })
            }
        }
    }

    fn tensor(&self, layer: &LayerShape, spec: &TensorSpec, tensor: &str) -> Result<Vec<f32>, AddError> {
        let path = || self.path.to_owned();
        let Some(foreign) = self.tensors.get(tensor) else {
            return Err(AddError::Missing { path: path(), name: self.name, tensor: tensor.to_owned() });
        };
        let expected = match self.program {
            Program::Pytorch => pytorch_shape(layer, &spec.shape),
            Program::Keras => spec.shape.clone(),
        };
        if foreign.shape != expected {
            let (tensor, found) = (tensor.to_owned(), foreign.shape.clone());
            return Err(AddError::Shape { path: path(), name: self.name, tensor, found, expected });
        }
        let refused = |found: String| AddError::Numbers { path: path(), tensor: tensor.to_owned(), found };
        let numbers = foreign.numbers.as_ref().map_err(|found| refused(found.clone()))?;
        if !numbers.iter().all(|number| number.is_finite()) {
            return Err(refused("values that are not numbers".to_owned()));
        }
        Ok(match self.program {
            Program::Pytorch => in_our_order(layer, numbers, &expected),
            Program::Keras => numbers.clone(),
        })
    }
}

/// The layers with their tensors' names and shapes, which the picture's size does not change.
fn layers(name: PretrainedName) -> Result<Vec<LayerShape>, NetworkError> {
    let (weights, trainable, learning_rate_multiplier) = (None, Trainable::None, 1.0);
    let layers = vec![
        LayerConfig::Pretrained { name, weights, trainable, learning_rate_multiplier },
        LayerConfig::GlobalAveragePooling2D {},
        LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true },
    ];
    let layers = infer(&NetworkConfig { input: (224, 224), layers }, 2)?;
    let own = PretrainedNetwork { name, weights };
    Ok(layers.into_iter().filter(|layer| layer.pretrained == Some(own)).collect())
}

/// The layer that rescales pixels from 0 to 255 as those programs do, `(pixel / 255 - mean) / deviation`.
fn rescaling(name: PretrainedName) -> Vec<OwnedTensor> {
    let [means, deviations] = names::pixels(name);
    let variance = |deviation: f32| (255.0 * deviation).powi(2) - RESCALING_EPSILON;
    let tensor = |own: &str, values: [f32; 3]| (format!("{RESCALING}/{own}"), vec![3], values.to_vec());
    vec![
        tensor("gamma", [1.0; 3]),
        tensor("beta", [0.0; 3]),
        tensor("moving_mean", means.map(|mean| 255.0 * mean)),
        tensor("moving_variance", deviations.map(variance)),
    ]
}

/// Kernels are out, in, height, width there, and in, 1, height, width in depthwise convolutions.
fn pytorch_shape(layer: &LayerShape, shape: &[usize]) -> Vec<usize> {
    match (shape, &layer.config) {
        ([height, width, channels, _], LayerConfig::DepthwiseConv2D { .. }) => vec![*channels, 1, *height, *width],
        ([height, width, channels, filters], _) => vec![*filters, *channels, *height, *width],
        _ => shape.to_vec(),
    }
}

/// From the order of [`pytorch_shape`] to height, width, in, out.
fn in_our_order(layer: &LayerShape, numbers: &[f32], theirs: &[usize]) -> Vec<f32> {
    let [filters, channels, height, width] = theirs else { return numbers.to_vec() };
    let is_depthwise = matches!(layer.config, LayerConfig::DepthwiseConv2D { .. });
    // Of a depthwise kernel `channels` is 1 there, and the last axis here.
    let (filters, channels, pixels) = (*filters, *channels, height * width);
    let mut ours = Vec::with_capacity(numbers.len());
    for pixel in 0..pixels {
        for channel in 0..channels {
            ours.extend((0..filters).map(|filter| numbers[(filter * channels + channel) * pixels + pixel]));
        }
    }
    debug_assert!(!is_depthwise || channels == 1);
    ours
}

/// The numbers of a tensor in single precision; `None` where they are no floating-point numbers of 32 or 16 bits.
fn numbers(view: &TensorView<'_>) -> Option<Vec<f32>> {
    let bytes = view.data();
    let narrow = || bytes.as_chunks().0.iter().map(|bytes| u16::from_le_bytes(*bytes));
    match view.dtype() {
        Dtype::F32 => Some(bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()),
        Dtype::BF16 => Some(narrow().map(|bits| f32::from_bits(u32::from(bits) << 16)).collect()),
        Dtype::F16 => Some(narrow().map(of_half).collect()),
        _ => None,
    }
}
