//! A run's tensors in one safetensors file, by Keras's or PyTorch's names and orders.
//!
//! The metadata are those of a run's own weights, [`Description`] and `format`, as PyTorch's reader of
//! such files asks for it.

use std::path::Path;

use super::export::{ExportOptions, Exported, Naming};
use super::import::Companion;
use super::{Description, ExchangeError, Model, ReadModel, Unreadable, description, parity, pytorch};
use crate::config::NetworkConfig;
use crate::nn::shapes::infer;
use crate::nn::tensors::{OwnedTensor, TensorView};
use crate::nn::weights_file::{self, WeightsFile};
use crate::run::{ModelCard, Tensors};

/// The entry of the metadata that names whose names the tensors have.
const FORMAT: &str = "format";
const PYTORCH: &str = "pt";

/// Writes the file, reads it back and compares.
pub(super) fn export(model: &Model, out: &Path, options: ExportOptions) -> Result<Exported, ExchangeError> {
    let description = model.description();
    let mut metadata = model.card().to_metadata();
    metadata.insert(description::KEY.to_owned(), description.to_json());
    if let Some(epoch) = description.epoch {
        metadata.insert("epoch".to_owned(), epoch.to_string());
    }
    let tensors = model.tensors();
    let renamed: Tensors;
    let views = match options.naming {
        Naming::Keras => tensors,
        Naming::PyTorch => {
            metadata.insert(FORMAT.to_owned(), PYTORCH.to_owned());
            metadata.insert("flatten".to_owned(), "x.permute(0, 2, 3, 1).flatten(1)".to_owned());
            let layers = model.layers().iter().flat_map(|layer| layer.tensors.iter().map(move |_| layer));
            renamed = layers.zip(&tensors).map(|(layer, tensor)| pytorch::to_pytorch(layer, tensor)).collect();
            renamed.iter().map(view).collect()
        }
    };
    weights_file::write(out, &views, &metadata)?;
    let read = read(out, None, &[])?;
    Ok(Exported { parity: Some(parity::compare(model, &read)?) })
}

fn view((name, shape, data): &OwnedTensor) -> TensorView<'_> {
    TensorView { name: name.clone(), shape: shape.clone(), data, trainable: false }
}

/// Reads a file of tensors with the network that its metadata describe, or that of `companion`. `classes` are those that
/// were given, if any.
pub(super) fn read(path: &Path, companion: Option<&Companion>, classes: &[String]) -> Result<ReadModel, ExchangeError> {
    let WeightsFile { tensors, metadata } = weights_file::read(path)?;
    if let Ok(card) = ModelCard::from_metadata(&metadata) {
        let outputs = card.classes.len();
        let tensors = in_own_order(path, &card.network, outputs, tensors)?;
        let pixels = Some(Description::of(&card, "", None).preprocessing);
        let (network, classes) = (card.network, Some(card.classes));
        return Ok(ReadModel { network, tensors, outputs, classes, pixels, training: None, optimizer: None });
    }
    let companion = companion.ok_or_else(|| ExchangeError::unreadable(path, Unreadable::NoNetwork))?;
    let outputs = companion.outputs(path, classes)?;
    Ok(ReadModel {
        tensors: in_own_order(path, &companion.network, outputs, tensors)?,
        network: companion.network.clone(),
        outputs,
        classes: companion.classes.clone(),
        pixels: companion.pixels.clone(),
        training: Some(companion.training.clone()),
        optimizer: None,
    })
}

/// Tensors by Keras's names as they are, those by PyTorch's with the names and orders of this program.
fn in_own_order(
    path: &Path,
    network: &NetworkConfig,
    outputs: usize,
    tensors: Tensors,
) -> Result<Tensors, ExchangeError> {
    let layers = infer(network, outputs)?;
    let pairs = || layers.iter().flat_map(|layer| layer.tensors.iter().map(move |spec| (layer, spec)));
    let found = |name: &str| tensors.iter().find(|(found, ..)| found == name);
    let is_pytorch = pairs().next().is_some_and(|(layer, spec)| {
        found(&spec.name).is_none() && found(&pytorch::name_and_shape(layer, spec).0).is_some()
    });
    if !is_pytorch {
        return Ok(tensors);
    }
    pairs()
        .map(|(layer, spec)| {
            let (name, shape) = pytorch::name_and_shape(layer, spec);
            let (_, found, data) =
                found(&name).ok_or_else(|| ExchangeError::unreadable(path, Unreadable::Missing(name.clone())))?;
            if *found != shape {
                let found = found.iter().map(|length| *length as u64).collect();
                return Err(ExchangeError::unreadable(path, Unreadable::TensorShape { name, found, expected: shape }));
            }
            Ok((spec.name.clone(), spec.shape.clone(), pytorch::from_pytorch(layer, spec, data)))
        })
        .collect()
}
