//! `.weights.h5`: a model's numbers, each layer's in a group, and those of the optimiser.

use std::path::Path;

use super::optimizer::{has_rate, slots_in_order};
use super::variables::{LayerVariables, read_optimizer, read_tensors};
use super::write_layers::KerasNetwork;
use crate::config::OptimizerConfig;
use crate::exchange::bytes::{self, Refusal, guarded};
use crate::exchange::export::Exported;
use crate::exchange::hdf5::{Hdf5, Hdf5Writer};
use crate::exchange::import::Companion;
use crate::exchange::{Description, ExchangeError, Model, OptimizerState, ReadModel, Unreadable, description, parity};
use crate::files;
use crate::nn::shapes::infer;

/// Where the optimiser's numbers lie.
const OPTIMIZER: &str = "optimizer/vars";

/// Writes the file, reads it back beside the run's network, and compares.
pub(in crate::exchange) fn export(model: &Model, out: &Path) -> Result<Exported, ExchangeError> {
    let bytes = encoded(model, out)?;
    files::write_output(out, &bytes).map_err(|source| ExchangeError::Write { path: out.to_owned(), source })?;
    let card = model.card();
    let companion = Companion {
        network: card.network.clone(),
        classes: Some(card.classes.clone()),
        pixels: None,
        training: model.config().training.clone(),
    };
    let read = read_bytes(out, bytes, &companion, &[])?;
    Ok(Exported { parity: Some(parity::compare(model, &read)?) })
}

/// The file's bytes.
pub(super) fn encoded(model: &Model, out: &Path) -> Result<Vec<u8>, ExchangeError> {
    let network = KerasNetwork::of(model.layers());
    let tensors = model.tensors();
    let mut writer = Hdf5Writer::new().text("", description::KEY, &model.description().to_json());
    for (layer, group) in network.layers.iter().zip(&network.groups) {
        for (number, spec) in layer.tensors.iter().enumerate() {
            let data = tensors.iter().find(|tensor| tensor.name == spec.name).map_or(&[] as &[f32], |found| found.data);
            writer = writer.tensor(&format!("layers/{group}/vars/{number}"), &spec.shape, data);
        }
    }
    if let Some(state) = model.optimizer_state()? {
        writer = with_optimizer(writer, &model.config().training.optimizer, &state, &network);
    }
    writer.finish().map_err(|problem| ExchangeError::TooLargeForFormat { path: out.to_owned(), problem })
}

/// Adds steps, learning rate and slots.
fn with_optimizer(
    writer: Hdf5Writer,
    optimizer: &OptimizerConfig,
    state: &OptimizerState,
    network: &KerasNetwork<'_>,
) -> Hdf5Writer {
    let Some(slots) = slots_in_order(optimizer, state, &network.trainable()) else { return writer };
    let mut writer = writer.integer(&format!("{OPTIMIZER}/0"), state.iterations);
    let mut number = 1;
    if has_rate(optimizer) {
        writer = writer.tensor(&format!("{OPTIMIZER}/1"), &[], &[state.learning_rate]);
        number = 2;
    }
    for (shape, data) in slots {
        writer = writer.tensor(&format!("{OPTIMIZER}/{number}"), shape, data);
        number += 1;
    }
    writer
}

/// Reads a file of weights for the network of `companion`; `classes` are those that were given, if any.
pub(in crate::exchange) fn read(
    path: &Path,
    companion: Option<&Companion>,
    classes: &[String],
) -> Result<ReadModel, ExchangeError> {
    let companion = companion.ok_or_else(|| ExchangeError::unreadable(path, Unreadable::NoNetwork))?;
    read_bytes(path, bytes::read(path)?, companion, classes)
}

fn read_bytes(
    path: &Path,
    bytes: Vec<u8>,
    companion: &Companion,
    classes: &[String],
) -> Result<ReadModel, ExchangeError> {
    let outputs = companion.outputs(path, classes)?;
    let shapes = infer(&companion.network, outputs)?;
    let layers = KerasNetwork::of(&shapes).variables();
    let read = guarded(path, || -> Result<_, Refusal> {
        let file = Hdf5::open(bytes)?;
        let tensors = read_tensors(&file, &layers)?;
        let optimizer = read_state(&file, &layers, &companion.training.optimizer);
        let description = file.text("", description::KEY).and_then(|text| Description::from_json(&text));
        Ok((tensors, optimizer, description))
    });
    let (tensors, optimizer, description) = read?;
    let own = companion.classes.clone();
    Ok(ReadModel {
        network: companion.network.clone(),
        tensors,
        outputs,
        classes: own.or_else(|| description.as_ref().map(|description| description.classes.clone())),
        pixels: companion.pixels.clone().or_else(|| description.map(|description| description.preprocessing)),
        training: Some(companion.training.clone()),
        optimizer,
    })
}

/// The optimiser's state in a file of Keras 3.
pub(super) fn read_state(
    file: &Hdf5,
    layers: &[LayerVariables],
    optimizer: &OptimizerConfig,
) -> Option<OptimizerState> {
    let count = file.tensor_names(OPTIMIZER).len();
    let paths: Vec<String> = (0..count).map(|number| format!("{OPTIMIZER}/{number}")).collect();
    read_optimizer(file, &paths, layers, optimizer)
}
