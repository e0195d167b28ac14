//! A run as a project for PyTorch, or Keras on JAX, on many machines, and back.
//!
//! The project's files lie in `project/`. Beside them stand `run.json` (settings, layers, the order of the photos),
//! `split.csv` and the first weights. What it writes, [`import`] reads.

mod back;
mod layers;
mod webdataset;

use std::io;
use std::path::Path;

use serde_json::json;

use super::python::PIXELS;
use super::{ExchangeError, ExportOptions, Exported, Model};
use crate::config::RunConfig;
use crate::data::Photos;
use crate::data::split::Split;
use crate::files::{self, WholeFolder};
use crate::nn::{Network, weights_file};
use crate::run::{self, SPLIT, Side, SplitRow};

pub use back::import;
pub use webdataset::export as export_shards;

/// The file with the run's settings, by which the folder is recognised.
pub const RUN: &str = "run.json";
/// The file with the first weights.
const INITIAL: &str = "initial.safetensors";

/// Random changes of training photos in Python.
pub const AUGMENTATION: &str = include_str!("project/augmentation.py");
/// The program's random numbers in Python.
pub const STREAMS: &str = include_str!("project/streams.py");

/// The project's own files.
const FILES: [(&str, &str); 16] = [
    ("README.md", include_str!("project/README.md")),
    ("requirements.txt", include_str!("project/requirements.txt")),
    ("requirements-keras.txt", include_str!("project/requirements-keras.txt")),
    ("train.py", include_str!("project/train.py")),
    ("train_ray.py", include_str!("project/train_ray.py")),
    ("train_keras_multihost.py", include_str!("project/train_keras_multihost.py")),
    ("network.py", include_str!("project/network.py")),
    ("optimizers.py", include_str!("project/optimizers.py")),
    ("callbacks.py", include_str!("project/callbacks.py")),
    ("data.py", include_str!("project/data.py")),
    ("photos.py", include_str!("project/photos.py")),
    ("files.py", include_str!("project/files.py")),
    ("augmentation.py", AUGMENTATION),
    ("streams.py", STREAMS),
    ("slurm.sh", include_str!("project/slurm.sh")),
    ("kubernetes.yaml", include_str!("project/kubernetes.yaml")),
];

/// Writes the project to a folder that is not there yet.
///
/// # Errors
/// If the run's files cannot be read, or the folder cannot be written.
pub fn export(model: &Model, out: &Path, options: ExportOptions) -> Result<Exported, ExchangeError> {
    let write = |source: io::Error| ExchangeError::Write { path: out.to_owned(), source };
    let (config, card) = (model.config(), model.card());
    let rows = run::read_split(model.run())?;
    let folder = WholeFolder::create(out).map_err(write)?;
    let put = |name: &str, text: &str| files::write(&folder.path().join(name), text.as_bytes()).map_err(write);

    let description = model.description();
    let settings = json!({
        "classes": card.classes,
        "config": config,
        "config_ron": config.to_ron(),
        "layers": layers::described(model.layers()),
        "preprocessing": description.preprocessing,
        "run": description.run,
        "training_order": training_order(&rows, &card.classes, config),
    });
    put(RUN, &format!("{settings:#}\n"))?;
    put(SPLIT, &run::split_text(rows).map_err(write)?)?;
    for (name, text) in FILES {
        let batch = config.training.batch_size.to_string();
        put(
            name,
            &if name == "README.md" {
                text.replace("{run}", &description.run).replace("{batch}", &batch)
            } else {
                text.to_owned()
            },
        )?;
    }
    put("pixels.py", PIXELS)?;
    // The weights that the run began with: they follow from its seed.
    let optimizer = &config.training.optimizer;
    let network = Network::new(&config.network, optimizer, card.classes.len(), config.seed, options.threads)?;
    weights_file::write(&folder.path().join(INITIAL), &network.all_tensors(), &card.to_metadata())?;
    folder.finish().map_err(write)?;
    Ok(Exported { parity: None })
}

/// The training photos in the order that each epoch's shuffling begins with: that of the split.
#[must_use]
pub fn training_order(rows: &[SplitRow], classes: &[String], config: &RunConfig) -> Vec<usize> {
    let label = |row: &SplitRow| classes.iter().position(|class| *class == row.label).map(|label| label as u32);
    let photos: Photos = rows.iter().map(|row| (&row.filename, label(row))).collect();
    let is_training = |index: &usize| rows[*index].side == Side::Training && rows[*index].left_out.is_empty();
    let in_order: Vec<usize> = (0..rows.len()).filter(is_training).collect();
    let split = Split::of(&photos, &config.data).map(|split| split.train).unwrap_or_default();
    let split: Vec<usize> = split.into_iter().map(|index| index as usize).filter(is_training).collect();
    // Relabelled photos may have another place in a stratified split.
    if split.len() == in_order.len() { split } else { in_order }
}
