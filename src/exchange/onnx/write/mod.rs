//! A network as an ONNX graph.

mod graph;
mod layers;

use std::collections::BTreeMap;
use std::path::Path;

use prost::Message as _;

use self::graph::GraphBuilder;
use super::super::{Description, ExchangeError, ExportOptions, Exported, Layout, Model, parity};
use super::messages::{
    Dimension, DimensionProto, ModelProto, OperatorSetIdProto, StringStringEntryProto, TensorShapeProto,
    TensorTypeProto, TypeProto, ValueInfoProto, data_type,
};
use super::{CLASSES, PREPROCESSING};
use crate::files;
use crate::nn::shapes::LayerShape;
use crate::nn::tensors::TensorView;

/// The version of the operators.
const OPSET: i64 = 17;
/// The version of the format.
const IR_VERSION: i64 = 8;
/// Bytes of the longest message that protobuf's other readers take.
const MOST_BYTES: usize = i32::MAX as usize;

/// Writes a network as an ONNX file.
///
/// # Errors
/// A network of 2 GiB or more, which no such file holds, or a file that cannot be written.
pub fn export(model: &Model, out: &Path, options: ExportOptions) -> Result<Exported, ExchangeError> {
    let tensors = model.tensors();
    let description = model.description();
    let bytes = encode(model.layers(), &tensors, &description, options.layout)
        .map_err(|problem| ExchangeError::TooLargeForFormat { path: out.to_owned(), problem })?;
    let back = super::decode(out, &bytes)?;
    let parity = parity::compare(model, &back)?;
    files::write(out, &bytes).map_err(|source| ExchangeError::Write { path: out.to_owned(), source })?;
    Ok(Exported { parity: Some(parity) })
}

/// The bytes of the file: `tensors` are those of `layers` in their order.
///
/// # Errors
/// If it would have 2 GiB or more.
pub fn encode(
    layers: &[LayerShape],
    tensors: &[TensorView<'_>],
    description: &Description,
    layout: Layout,
) -> Result<Vec<u8>, String> {
    let by_name: BTreeMap<&str, &TensorView<'_>> =
        tensors.iter().map(|tensor| (tensor.name.as_str(), tensor)).collect();
    let mut graph = GraphBuilder::new(by_name);
    layers::add(&mut graph, layers, layout);
    let mut graph = graph.finish();
    let (height, width) = (description.preprocessing.height, description.preprocessing.width);
    let picture = match layout {
        Layout::Nhwc => [height, width, 3],
        Layout::Nchw => [3, height, width],
    };
    graph.name.clone_from(&description.run);
    graph.input = vec![value(layers::INPUT, &picture)];
    graph.output = vec![value(layers::OUTPUT, &[description.classes.len()])];
    let model = ModelProto {
        ir_version: Some(IR_VERSION),
        producer_name: "bigode".to_owned(),
        producer_version: env!("CARGO_PKG_VERSION").to_owned(),
        graph: Some(graph),
        opset_import: vec![OperatorSetIdProto { domain: String::new(), version: OPSET }],
        metadata_props: metadata(description),
    };
    if model.encoded_len() > MOST_BYTES {
        return Err("ONNX files hold less than 2 GiB".to_owned());
    }
    Ok(model.encode_to_vec())
}

/// The classes and the preprocessing as JSON, and the run's name.
fn metadata(description: &Description) -> Vec<StringStringEntryProto> {
    let entry = |key: &str, value: String| StringStringEntryProto { key: key.to_owned(), value };
    let mut entries = vec![
        entry(CLASSES, serde_json::to_string(&description.classes).unwrap_or_default()),
        entry(PREPROCESSING, serde_json::to_string(&description.preprocessing).unwrap_or_default()),
    ];
    entries.push(entry("bigode.run", description.run.clone()));
    entries.extend(description.epoch.map(|epoch| entry("bigode.epoch", epoch.to_string())));
    entries
}

/// A value of floats: any number of these.
fn value(name: &str, axes: &[usize]) -> ValueInfoProto {
    let batch = DimensionProto { value: Some(Dimension::Name("batch".to_owned())) };
    let others = axes.iter().map(|length| DimensionProto { value: Some(Dimension::Length(*length as i64)) });
    let shape = TensorShapeProto { dim: std::iter::once(batch).chain(others).collect() };
    let tensor_type = TensorTypeProto { elem_type: data_type::FLOAT, shape: Some(shape) };
    ValueInfoProto { name: name.to_owned(), r#type: Some(TypeProto { tensor_type: Some(tensor_type) }) }
}
