//! The legacy `.h5`: configuration and numbers in one HDF5 file, as Keras 1 to 3 write it.

use std::path::Path;

use serde_json::{Value, json};

use super::archive::of_parts;
use super::model_config;
use super::optimizer::{compile_config, has_rate, read_training, slots_in_order};
use super::variables::{LayerVariables, read_all, read_optimizer};
use super::write_layers::KerasNetwork;
use crate::exchange::bytes::{self, Refusal, guarded};
use crate::exchange::export::Exported;
use crate::exchange::hdf5::{Hdf5, Hdf5Writer};
use crate::exchange::{Description, ExchangeError, Model, ReadModel, Unreadable, description, parity};
use crate::files;
use crate::nn::shapes::TensorSpec;

/// The version of Keras whose files these are.
const VERSION: &str = "3.15.1";

/// The group of the model's numbers.
const WEIGHTS: &str = "model_weights";

/// The group of the optimiser's.
const OPTIMIZER: &str = "optimizer_weights";

/// Writes the file, reads it back, and compares.
pub(in crate::exchange) fn export(model: &Model, out: &Path) -> Result<Exported, ExchangeError> {
    let bytes = encoded(model, out)?;
    files::write_output(out, &bytes).map_err(|source| ExchangeError::Write { path: out.to_owned(), source })?;
    let read = read_bytes(out, bytes)?;
    Ok(Exported { parity: Some(parity::compare(model, &read)?) })
}

fn encoded(model: &Model, out: &Path) -> Result<Vec<u8>, ExchangeError> {
    let network = KerasNetwork::of(model.layers());
    let optimizer = &model.config().training.optimizer;
    let state = model.optimizer_state()?;
    let rate = state.as_ref().map(|state| state.learning_rate);
    let mut writer = Hdf5Writer::new()
        .text("", "keras_version", VERSION)
        .text("", "backend", "tensorflow")
        .text("", "model_config", &network.config(true).to_string())
        .text("", "training_config", &training_config(model, rate).to_string())
        .text("", description::KEY, &model.description().to_json())
        .text(WEIGHTS, "keras_version", VERSION)
        .text(WEIGHTS, "backend", "tensorflow");
    let tensors = model.tensors();
    let with_weights = || network.layers.iter().filter(|layer| !layer.tensors.is_empty());
    writer = writer.texts(WEIGHTS, "layer_names", &with_weights().map(|layer| layer.name).collect::<Vec<_>>());
    for layer in with_weights() {
        let group = format!("{WEIGHTS}/{}", layer.name);
        // Those that are trained come first, as in Keras.
        let (first, second): (Vec<&TensorSpec>, Vec<&TensorSpec>) =
            layer.tensors.iter().copied().partition(|spec| spec.trainable);
        let specs: Vec<_> = first.into_iter().chain(second).collect();
        let names: Vec<&str> = specs.iter().map(|spec| spec.name.as_str()).collect();
        writer = writer.texts(&group, "weight_names", &names);
        for spec in specs {
            let data = tensors.iter().find(|tensor| tensor.name == spec.name).map_or(&[] as &[f32], |found| found.data);
            writer = writer.tensor(&format!("{group}/{}", spec.name), &spec.shape, data);
        }
    }
    if let Some(state) = &state
        && let Some(slots) = slots_in_order(optimizer, state, &network.trainable())
    {
        let rate = has_rate(optimizer).then_some("learning_rate");
        let numbers = (0..slots.len()).map(|number| format!("slot_{number}"));
        let names: Vec<String> =
            std::iter::once("iteration".to_owned()).chain(rate.map(str::to_owned)).chain(numbers).collect();
        writer = writer.texts(OPTIMIZER, "weight_names", &names.iter().map(String::as_str).collect::<Vec<_>>());
        writer = writer.integer(&format!("{OPTIMIZER}/iteration"), state.iterations);
        if let Some(rate) = rate {
            writer = writer.tensor(&format!("{OPTIMIZER}/{rate}"), &[], &[state.learning_rate]);
        }
        for (number, (shape, data)) in slots.into_iter().enumerate() {
            writer = writer.tensor(&format!("{OPTIMIZER}/slot_{number}"), shape, data);
        }
    }
    writer.finish().map_err(|problem| ExchangeError::TooLargeForFormat { path: out.to_owned(), problem })
}

/// Optimiser, loss and metric in the words of the old format.
fn training_config(model: &Model, learning_rate: Option<f32>) -> Value {
    let mut config = compile_config(model.config(), learning_rate, model.steps());
    let optimizer = config["optimizer"].take();
    let (class, own) = (optimizer["class_name"].clone(), optimizer["config"].clone());
    if let Some(object) = config.as_object_mut() {
        object.remove("optimizer");
    }
    config["optimizer_config"] = json!({ "class_name": class, "config": own });
    config
}

/// Reads a file of the old format.
pub(in crate::exchange) fn read(path: &Path) -> Result<ReadModel, ExchangeError> {
    read_bytes(path, bytes::read(path)?)
}

/// Reads the bytes of a file of the old format.
pub(super) fn read_bytes(path: &Path, bytes: Vec<u8>) -> Result<ReadModel, ExchangeError> {
    guarded(path, || -> Result<ReadModel, Refusal> {
        let file = Hdf5::open(bytes)?;
        let Some(config) = file.text("", "model_config") else {
            // Weights alone, as Keras 2 and 3 save them under the same ending.
            let is_weights = file.has_group("layers") || file.texts("", "layer_names").is_some();
            let problem =
                if is_weights { Unreadable::NoNetwork } else { Unreadable::Missing("model_config".to_owned()) };
            return Err(problem.into());
        };
        let config: Value = serde_json::from_str(&config).map_err(|error| Unreadable::Damaged(error.to_string()))?;
        let model = model_config::read(&config)?;
        let names: Vec<Vec<String>> = model.layers.iter().map(|layer| weight_names(&file, layer)).collect();
        let place = |layer: &LayerVariables, number: usize| {
            let at = model.layers.iter().position(|other| other.name == layer.name).unwrap_or(0);
            let stored = layer.variables[..number].iter().filter(|variable| variable.is_stored()).count();
            let name = names[at].get(stored).cloned().unwrap_or_default();
            format!("{WEIGHTS}/{}/{name}", layer.name)
        };
        let tensors = read_all(&model.layers, place, &file)?;
        let description = file.text("", description::KEY).and_then(|text| Description::from_json(&text));
        let training = file.text("", "training_config").and_then(|text| serde_json::from_str::<Value>(&text).ok());
        let training = training.as_ref().and_then(read_training);
        let optimizer = training.as_ref().and_then(|training| {
            let names = file.texts(OPTIMIZER, "weight_names")?;
            let paths: Vec<String> = names.iter().map(|name| format!("{OPTIMIZER}/{name}")).collect();
            read_optimizer(&file, &paths, &model.layers, &training.optimizer)
        });
        Ok(of_parts(model, tensors, description, training, optimizer))
    })
}

/// The names of a layer's tensors in the order of this program, in which those that are not trained come last, too.
fn weight_names(file: &Hdf5, layer: &LayerVariables) -> Vec<String> {
    file.texts(&format!("{WEIGHTS}/{}", layer.name), "weight_names").unwrap_or_default()
}
