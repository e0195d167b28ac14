//! An ONNX graph as a network, where it is a chain of layers that the program has, residual sums included.
//!
//! Read are files of this program and what PyTorch's, Keras's and TensorFlow's exporters write for such chains: pictures in
//! either order, `Gemm` or `MatMul` and `Add`, flattening by `Flatten` or `Reshape`, activations put together from others.
//! What has no counterpart is refused with its node's name.

mod assemble;
mod constants;
mod graph;
mod layers;
mod node;
mod scan;
mod shapes;
mod steps;
mod tensors;
mod windows;

use std::path::Path;
use std::rc::Rc;

use prost::Message as _;

use self::assemble::{Assembled, assemble};
use self::graph::Graph;
use super::super::{ExchangeError, Pixels, ReadModel, Unreadable};
use super::messages::{ModelProto, StringStringEntryProto};
use super::{CLASSES, PREPROCESSING};
use crate::config::NetworkConfig;
use crate::files;
use crate::nn::NetworkError;
use crate::nn::shapes::infer;
use crate::run::Tensors;

/// Reads an ONNX file.
///
/// # Errors
/// A file that cannot be read or is damaged, or a network that is no chain of layers that the program has.
pub fn import(path: &Path) -> Result<ReadModel, ExchangeError> {
    let bytes = files::read(path).map_err(|source| ExchangeError::read(path, source))?;
    decode(path, &bytes)
}

/// Reads the bytes of the ONNX file at `path`; other files with its weights lie beside it.
///
/// # Errors
/// Bytes that are damaged, or a network that is no chain of layers that the program has.
pub fn decode(path: &Path, bytes: &[u8]) -> Result<ReadModel, ExchangeError> {
    let unreadable = |problem| ExchangeError::unreadable(path, problem);
    scan::require_small_structure(bytes).map_err(unreadable)?;
    let model = ModelProto::decode(bytes).map_err(|error| ExchangeError::damaged(path, &error.to_string()))?;
    let ModelProto { graph, opset_import, metadata_props, .. } = model;
    let missing = |part: &str| unreadable(Unreadable::Missing(part.to_owned()));
    let opset = opset_import.iter().find(|set| is_own(&set.domain)).map(|set| set.version);
    let opset = opset.ok_or_else(|| missing("opset_import"))?;
    let graph = graph.ok_or_else(|| missing("graph"))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let (steps, input) = Graph::read(graph, opset, folder).map_err(unreadable)?;
    let Assembled { network, data, outputs } = assemble(&steps, input).map_err(unreadable)?;
    let tensors = named(&network, outputs, data)?.ok_or_else(|| missing("weights"))?;
    let classes = entry(&metadata_props, CLASSES).and_then(|text| serde_json::from_str::<Vec<String>>(text).ok());
    let pixels = entry(&metadata_props, PREPROCESSING).and_then(|text| serde_json::from_str::<Pixels>(text).ok());
    Ok(ReadModel {
        network,
        tensors,
        outputs,
        classes,
        pixels: pixels.filter(|pixels| (pixels.height, pixels.width) == input),
        training: None,
        optimizer: None,
    })
}

/// The tensors by the names and in the shapes of the network's; none where they are not as many or not as large.
fn named(network: &NetworkConfig, outputs: usize, data: Vec<Rc<Vec<f32>>>) -> Result<Option<Tensors>, NetworkError> {
    let specs: Vec<_> = infer(network, outputs)?.into_iter().flat_map(|layer| layer.tensors).collect();
    let fits = specs.len() == data.len() && specs.iter().zip(&data).all(|(spec, data)| spec.size() == data.len());
    let tensors = specs.into_iter().zip(data).map(|(spec, data)| (spec.name, spec.shape, Rc::unwrap_or_clone(data)));
    Ok(fits.then(|| tensors.collect()))
}

/// Whether a domain is that of ONNX's own operators.
fn is_own(domain: &str) -> bool {
    matches!(domain, "" | "ai.onnx")
}

fn entry<'a>(entries: &'a [StringStringEntryProto], key: &str) -> Option<&'a str> {
    entries.iter().find(|entry| entry.key == key).map(|entry| entry.value.as_str())
}
