//! A Jupyter notebook in Keras that does a run: its photos and split, its preprocessing and augmentation, its network,
//! optimiser and callbacks, explained in the user's language.
//!
//! The format: nbformat 4.5, <https://nbformat.readthedocs.io/en/latest/format_description.html>.

mod keras_code;

use std::path::Path;

use serde_json::{Value, json};

use self::keras_code::{callbacks, compile, network};
use super::cluster::{AUGMENTATION, STREAMS, training_order};
use super::python::PIXELS;
use super::{Description, ExchangeError};
use crate::config::{DataSource, RunConfig};
use crate::files;
use crate::run::{self, EpochStats, ModelCard, SPLIT, SplitRow};
use crate::text::{Language, NotebookText};

/// Writes a run's notebook.
///
/// # Errors
/// If the run's files cannot be read, or the notebook cannot be written.
pub fn export(run: &Path, out: &Path, language: Language) -> Result<(), ExchangeError> {
    let config = run::read_config(run)?;
    if let Some(name) = config.network.pretrained() {
        return Err(ExchangeError::NoPretrained(name.name.name()));
    }
    let rows = run::read_split(run)?;
    let history = run::read_history(run)?;
    let mut classes: Vec<String> = rows.iter().map(|row| row.label.clone()).collect();
    classes.sort();
    classes.dedup();
    let card = ModelCard::new(&config, classes);
    let notebook = Notebook { run, config: &config, card: &card, rows: &rows, history: &history, language };
    let text = serde_json::to_string_pretty(&notebook.cells()).unwrap_or_default() + "\n";
    files::write(out, text.as_bytes()).map_err(|source| ExchangeError::Write { path: out.to_owned(), source })
}

struct Notebook<'a> {
    run: &'a Path,
    config: &'a RunConfig,
    card: &'a ModelCard,
    rows: &'a [SplitRow],
    history: &'a [EpochStats],
    language: Language,
}

impl Notebook<'_> {
    fn cells(&self) -> Value {
        let text = |phrase| self.language.text(phrase).to_owned();
        let name = run::folder_name(self.run);
        let title = self.language.fill(NotebookText::Title, &[("run", &name)]);
        let cells = [
            (true, title),
            (false, "%pip install -q keras numpy pillow matplotlib jax".to_owned()),
            (false, IMPORTS.to_owned()),
            (true, text(NotebookText::Photos)),
            (false, self.photos()),
            (false, SHOW.to_owned()),
            (true, text(NotebookText::Preprocessing)),
            (false, self.preprocessing()),
            (true, text(NotebookText::Augmentation)),
            (false, self.augmentation()),
            (false, self.batches()),
            (true, text(NotebookText::Network)),
            (false, network(&self.config.network, self.card.classes.len())),
            (true, text(NotebookText::Compile)),
            (false, compile(self.config)),
            (true, text(NotebookText::Fit)),
            (false, self.fit()),
            (true, text(NotebookText::Curves)),
            (false, self.curves()),
            (true, text(NotebookText::Predict)),
            (false, PREDICT.to_owned()),
        ];
        let cells: Vec<Value> = cells
            .iter()
            .enumerate()
            .map(|(number, (is_text, source))| {
                let id = format!("cell-{number}");
                let source: Vec<&str> = source.split_inclusive('\n').collect();
                if *is_text {
                    json!({ "cell_type": "markdown", "id": id, "metadata": {}, "source": source })
                } else {
                    json!({ "cell_type": "code", "id": id, "metadata": {}, "source": source,
                            "execution_count": null, "outputs": [] })
                }
            })
            .collect();
        let kernel = json!({ "display_name": "Python 3", "language": "python", "name": "python3" });
        let metadata = json!({ "kernelspec": kernel, "language_info": { "name": "python" } });
        json!({ "cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5 })
    }

    fn photos(&self) -> String {
        let data = match &self.config.data.source {
            Some(DataSource::Path(path)) => path.to_string_lossy().into_owned(),
            Some(DataSource::Drawings { .. }) | None => "drawings".to_owned(),
        };
        let order = training_order(self.rows, &self.card.classes, self.config);
        PHOTOS
            .replace("{data}", &quoted(&data))
            .replace("{split}", &quoted(&self.run.join(SPLIT).to_string_lossy()))
            .replace("{classes}", &json!(self.card.classes).to_string())
            .replace("{order}", &json!(order).to_string())
    }

    fn preprocessing(&self) -> String {
        let pixels = Description::of(self.card, "", None).preprocessing;
        let settings = python(&json!(pixels));
        format!("{PIXELS}\n\nPREPROCESSING = {settings}\n{READ}")
    }

    fn augmentation(&self) -> String {
        let settings = python(&json!(self.config.augmentation));
        let without = |text: &str| {
            let lines = text.lines().filter(|line| !line.starts_with("from streams") && !line.starts_with("import "));
            lines.collect::<Vec<_>>().join("\n").trim_start().to_owned()
        };
        format!(
            "import math\n\n{}\n\n\n{}\n\nAUGMENTATION = {settings}\nSEED = {}\n",
            without(STREAMS),
            without(AUGMENTATION),
            self.config.seed
        )
    }

    fn batches(&self) -> String {
        BATCHES.replace("{batch}", &self.config.training.batch_size.to_string())
    }

    fn fit(&self) -> String {
        let training = &self.config.training;
        let weights: Vec<String> = self
            .card
            .classes
            .iter()
            .enumerate()
            .filter_map(|(label, name)| Some(format!("{label}: {}", training.class_weight.get(name)?)))
            .collect();
        let class_weight =
            if weights.is_empty() { String::new() } else { format!(", class_weight={{{}}}", weights.join(", ")) };
        let frequency = match training.validation_freq {
            1 => String::new(),
            other => format!(", validation_freq={other}"),
        };
        format!(
            "EPOCHS = {}\ntraining, validation = Photos(TRAINING), Photos(VALIDATION, augments=False)\ncallbacks = [\n    \
             keras.callbacks.LambdaCallback(on_epoch_begin=lambda epoch, logs: training.start(epoch + 1)),{}]\n\
             history = model.fit(training, validation_data=validation, epochs=EPOCHS, shuffle=False,\n                    \
             callbacks=callbacks{class_weight}{frequency})\n",
            training.epochs,
            callbacks(&self.config.callbacks)
        )
    }

    fn curves(&self) -> String {
        let column = |value: &dyn Fn(&EpochStats) -> Option<f64>| {
            let numbers: Vec<Value> = self.history.iter().map(|row| json!(value(row))).collect();
            python(&json!(numbers))
        };
        CURVES
            .replace("{loss}", &column(&|row| Some(row.loss)))
            .replace("{val_loss}", &column(&|row| row.val_loss))
            .replace("{accuracy}", &column(&|row| Some(row.accuracy)))
            .replace("{val_accuracy}", &column(&|row| row.val_accuracy))
    }
}

/// A text as Python writes it.
fn quoted(text: &str) -> String {
    json!(text).to_string()
}

/// JSON as Python writes it.
fn python(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(items) => format!("[{}]", items.iter().map(python).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{}: {}", quoted(key), python(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

const IMPORTS: &str = "import csv
import os
import pathlib

os.environ.setdefault(\"KERAS_BACKEND\", \"jax\")

import keras
import matplotlib.pyplot as plt
import numpy
from keras import layers

print(\"Keras\", keras.__version__, \"on\", keras.backend.backend())
";

const PHOTOS: &str = "DATA = pathlib.Path({data})
SPLIT = pathlib.Path({split})
CLASSES = {classes}

with open(SPLIT, newline=\"\") as file:
    rows = list(csv.DictReader(file))
used = {index for index, row in enumerate(rows) if not row[\"left_out\"]}
TRAINING = {order}
VALIDATION = [index for index in sorted(used) if rows[index][\"side\"] == \"validation\"]
LABELS = numpy.array([CLASSES.index(row[\"label\"]) for row in rows])

for name, side in ((\"training\", TRAINING), (\"validation\", VALIDATION)):
    counts = numpy.bincount(LABELS[side], minlength=len(CLASSES))
    print(name, len(side), dict(zip(CLASSES, counts.tolist())))
";

const SHOW: &str = "from PIL import Image

figure, axes = plt.subplots(1, 4, figsize=(12, 3))
for axis, index in zip(axes, TRAINING):
    axis.imshow(Image.open(DATA / rows[index][\"filename\"]))
    axis.set_title(rows[index][\"label\"])
    axis.axis(\"off\")
plt.show()
";

const READ: &str = "
PIXELS = {index: read_pixels(DATA / rows[index][\"filename\"], PREPROCESSING) for index in TRAINING + VALIDATION}
print(len(PIXELS), \"photos of\", PIXELS[TRAINING[0]].shape)
";

const BATCHES: &str = "BATCH = {batch}


class Photos(keras.utils.PyDataset):
    \"\"\"Batches of photos, those of the training side in another order and changed in another way in each epoch.\"\"\"

    def __init__(self, indices, augments=True, **arguments):
        super().__init__(**arguments)
        self.indices, self.augments = indices, augments
        self.start(1)

    def start(self, epoch):
        \"\"\"The epoch that follows, from 1; Keras itself also takes batches between epochs.\"\"\"
        self.epoch = epoch
        self.order = shuffled(self.indices, SEED, self.epoch) if self.augments else self.indices

    def __len__(self):
        return -(-len(self.indices) // BATCH)

    def __getitem__(self, batch):
        part = self.order[batch * BATCH:(batch + 1) * BATCH]
        if self.augments:
            values = [augmented(PIXELS[index], AUGMENTATION, SEED, self.epoch, index) for index in part]
        else:
            values = [PIXELS[index].astype(numpy.float32) for index in part]
        scale = numpy.float32(PREPROCESSING[\"scale\"])
        return numpy.stack(values) * scale, keras.utils.to_categorical(LABELS[part], len(CLASSES))


STEPS = len(Photos(TRAINING))
pictures, _ = Photos(TRAINING)[0]
figure, axes = plt.subplots(1, 4, figsize=(12, 3))
for axis, picture in zip(axes, pictures):
    axis.imshow(numpy.clip(picture / (PREPROCESSING[\"scale\"] * 255), 0, 1))
    axis.axis(\"off\")
plt.show()
";

const CURVES: &str = "RUN = {
    \"loss\": {loss},
    \"val_loss\": {val_loss},
    \"accuracy\": {accuracy},
    \"val_accuracy\": {val_accuracy},
}
figure, axes = plt.subplots(1, 2, figsize=(12, 4))
for axis, metric in zip(axes, (\"loss\", \"accuracy\")):
    for name, style in ((metric, \"-\"), (\"val_\" + metric, \"--\")):
        if name in history.history:
            axis.plot(history.history[name], style, label=name)
        axis.plot([numpy.nan if value is None else value for value in RUN[name]], style, alpha=0.4, label=name + \" (run)\")
    axis.set_xlabel(\"epoch\")
    axis.legend()
plt.show()
";

const PREDICT: &str = "some = VALIDATION[:8]
values = numpy.stack([PIXELS[index] for index in some]).astype(numpy.float32) * numpy.float32(PREPROCESSING[\"scale\"])
probabilities = model.predict(values, verbose=0)
figure, axes = plt.subplots(2, 4, figsize=(12, 6))
for axis, index, row in zip(axes.flat, some, probabilities):
    axis.imshow(PIXELS[index])
    axis.set_title(f\"{CLASSES[row.argmax()]} {row.max():.0%}\")
    axis.axis(\"off\")
plt.show()
";
