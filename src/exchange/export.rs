//! A run leaves in a format.

use std::path::Path;

use super::{ExchangeError, Format, Model, Parity, cluster, keras, notebook, onnx, python, safetensors, tensorboard};
use crate::predict::Weights;
use crate::text::Language;

/// The order of the axes of a picture that the exported network takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// Height, width, channels: Keras's.
    #[default]
    Nhwc,
    /// Channels, height, width: PyTorch's.
    Nchw,
}

/// Whose names and orders tensors have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Naming {
    /// Keras's: `conv2d/kernel` of height, width, in, out.
    #[default]
    Keras,
    /// PyTorch's: `conv2d.weight` of out, in, height, width.
    PyTorch,
}

/// What can be chosen of an export. Formats to which a field means nothing leave it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportOptions {
    /// The order of a picture's axes.
    pub layout: Layout,
    /// The tensors' names.
    pub naming: Naming,
    /// The language of texts that a format holds.
    pub language: Language,
    /// Threads to compute with.
    pub threads: usize,
}

/// What an export did.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported {
    /// How far the answers of what was written lie from the run's own, where the program can read it back.
    pub parity: Option<Parity>,
}

/// Writes a run's weights, and what belongs to them, in a format to `out`: a file, or for some formats a folder that is not
/// there yet. The output is whole or absent.
///
/// # Errors
/// A run that cannot be read, a network that the format cannot hold, or an output that cannot be written.
pub fn export(
    run: &Path,
    format: Format,
    weights: Weights,
    out: &Path,
    options: ExportOptions,
) -> Result<Exported, ExchangeError> {
    let model = || Model::open(run, weights, options.threads);
    let exported = || match format {
        Format::Cluster => cluster::export(&model()?, out, options),
        Format::Keras => keras::export_archive(&model()?, out),
        Format::KerasWeights => keras::export_weights(&model()?, out),
        Format::KerasLegacy => keras::export_legacy(&model()?, out),
        Format::Notebook => {
            notebook::export(run, out, options.language)?;
            Ok(Exported { parity: None })
        }
        Format::Onnx => onnx::export(&model()?, out, options),
        Format::Python => python::export(&model()?, out, options),
        Format::Safetensors => safetensors::export(&model()?, out, options),
        Format::Tensorboard => {
            tensorboard::export(run, out, options.language)?;
            Ok(Exported { parity: None })
        }
        Format::Webdataset => {
            cluster::export_shards(run, out)?;
            Ok(Exported { parity: None })
        }
    };
    exported().map_err(|error| error.in_place(out))
}
