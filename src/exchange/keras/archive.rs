//! `.keras`: a zip of the model's configuration and its numbers.

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::format_description;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::model_config::{self, ModelConfig};
use super::optimizer::{compile_config, read_training};
use super::variables::{Variable, read_tensors};
use super::weights::{encoded, read_state};
use super::write_layers::KerasNetwork;
use crate::exchange::bytes::{self, Refusal, guarded};
use crate::exchange::export::Exported;
use crate::exchange::hdf5::Hdf5;
use crate::exchange::{Description, ExchangeError, Model, Pixels, ReadModel, Unreadable, description, parity};
use crate::files;
use crate::memory::with_capacity;

/// The version of Keras whose files these are.
const VERSION: &str = "3.15.1";

const METADATA: &str = "metadata.json";
const CONFIG: &str = "config.json";
const WEIGHTS: &str = "model.weights.h5";

/// Bytes that a configuration may have.
const MOST_CONFIG: u64 = 64 << 20;

/// Bytes of a file of weights besides its numbers.
const MOST_OVERHEAD: u64 = 64 << 20;

/// Copies of each number that a file may hold: itself and slots of an optimiser.
const MOST_COPIES: u64 = 4;

/// Bytes of a number of the widest kind.
const WIDEST: u64 = 8;

/// Writes the file, reads it back, and compares.
pub(in crate::exchange) fn export(model: &Model, out: &Path) -> Result<Exported, ExchangeError> {
    let bytes = archive(model, out)?;
    files::write_output(out, &bytes).map_err(|source| ExchangeError::Write { path: out.to_owned(), source })?;
    let read = read_bytes(out, &bytes)?;
    Ok(Exported { parity: Some(parity::compare(model, &read)?) })
}

fn archive(model: &Model, out: &Path) -> Result<Vec<u8>, ExchangeError> {
    let config = model.config();
    let network = KerasNetwork::of(model.layers());
    let learning_rate = model.optimizer_state()?.map(|state| state.learning_rate);
    let mut written = network.config(false);
    written["build_config"] = json!({ "input_shape": network.batch_shape() });
    written["compile_config"] = compile_config(config, learning_rate, model.steps());
    let metadata = json!({
        "keras_version": VERSION, "date_saved": date_saved(), description::KEY: model.description(),
    });
    let weights = encoded(model, out)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let parts =
        [(METADATA, metadata.to_string().into_bytes()), (CONFIG, written.to_string().into_bytes()), (WEIGHTS, weights)];
    let mut write = || -> Result<(), zip::result::ZipError> {
        for (name, bytes) in &parts {
            zip.start_file(*name, options.large_file(bytes.len() as u64 >= u64::from(u32::MAX)))?;
            zip.write_all(bytes)?;
        }
        Ok(())
    };
    let finished = write().and_then(|()| zip.finish());
    let finished = finished
        .map_err(|error| ExchangeError::TooLargeForFormat { path: out.to_owned(), problem: error.to_string() })?;
    Ok(finished.into_inner())
}

/// Now, as Keras writes it.
fn date_saved() -> String {
    let now = OffsetDateTime::now_local().unwrap_or_else(|_| OffsetDateTime::now_utc());
    now.format(format_description!("[year]-[month]-[day]@[hour]:[minute]:[second]")).unwrap_or_default()
}

/// Reads a file of Keras 3.
pub(in crate::exchange) fn read(path: &Path) -> Result<ReadModel, ExchangeError> {
    read_bytes(path, &bytes::read(path)?)
}

/// Reads the bytes of a file of Keras 3.
pub(super) fn read_bytes(path: &Path, bytes: &[u8]) -> Result<ReadModel, ExchangeError> {
    guarded(path, || -> Result<ReadModel, Refusal> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        let config: Value =
            serde_json::from_slice(&member(&mut zip, CONFIG, MOST_CONFIG)?).map_err(|error| damaged(&error))?;
        let metadata = member(&mut zip, METADATA, MOST_CONFIG).ok();
        let metadata: Option<Value> = metadata.and_then(|text| serde_json::from_slice(&text).ok());
        let description = metadata.and_then(|metadata| serde_json::from_value(metadata[description::KEY].clone()).ok());
        let model = model_config::read(&config)?;
        let numbers: u64 = model.layers.iter().flat_map(|layer| &layer.variables).map(Variable::count).sum();
        let most = numbers.saturating_mul(MOST_COPIES * WIDEST).saturating_add(MOST_OVERHEAD);
        let weights = member(&mut zip, WEIGHTS, most)?;
        let file = Hdf5::open(weights)?;
        let tensors = read_tensors(&file, &model.layers)?;
        let training = read_training(&config["compile_config"]);
        let optimizer = training.as_ref().and_then(|it| read_state(&file, &model.layers, &it.optimizer));
        Ok(of_parts(model, tensors, description, training, optimizer))
    })
}

/// What was read, as a model; the network's own `Rescaling` goes before what the description says.
pub(super) fn of_parts(
    model: ModelConfig,
    tensors: crate::run::Tensors,
    description: Option<Description>,
    training: Option<crate::config::TrainingConfig>,
    optimizer: Option<crate::exchange::OptimizerState>,
) -> ReadModel {
    let ModelConfig { network, outputs, scale, .. } = model;
    let (height, width) = network.input;
    let classes = description.as_ref().map(|description| description.classes.clone());
    let own = description.map(|description| description.preprocessing);
    let pixels = match (own, scale) {
        (Some(own), Some(scale)) => Some(Pixels { scale, ..own }),
        (own, None) => own,
        (None, Some(scale)) => Some(Pixels::plain(height, width, scale)),
    };
    ReadModel { network, tensors, outputs, classes, pixels, training, optimizer }
}

/// A part of the archive, which has `most` bytes at most.
fn member(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str, most: u64) -> Result<Vec<u8>, Unreadable> {
    let part = zip.by_name(name).map_err(|_| Unreadable::Missing(name.to_owned()))?;
    let size = part.size();
    if size > most {
        return Err(Unreadable::TooLarge { part: name.to_owned(), mebibytes: size >> 20 });
    }
    let mut bytes = with_capacity(size as usize).map_err(|error| damaged(&error))?;
    // One byte more than promised shows that more would follow.
    part.take(size + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
    if bytes.len() as u64 == size { Ok(bytes) } else { Err(Unreadable::Missing(name.to_owned())) }
}

fn damaged(error: &impl ToString) -> Unreadable {
    Unreadable::Damaged(error.to_string())
}
