//! What a project has written becomes a run again.

use std::path::Path;

use serde::Deserialize;

use super::RUN;
use crate::config;
use crate::exchange::{ExchangeError, Unreadable};
use crate::files::{self, WholeFolder};
use crate::nn::tensors::TensorView;
use crate::nn::{check_tensors, weights_file};
use crate::run::history::{best_epoch, from_csv, to_csv};
use crate::run::{
    BEST, Checked, EVENTS, HISTORY, ImportedStart, LAST, ModelCard, RunFolder, RunFolderError, SPLIT, Tensors,
};

/// Bytes that a file of settings or of the history has at most.
const MOST_BYTES: u64 = 256 << 20;

#[derive(Deserialize)]
struct Settings {
    classes: Vec<String>,
    config_ron: String,
}

/// Makes a run in the folder `out`, which is not there yet or empty, of what a project has written to `folder`. Returns the
/// classes and the preprocessing.
///
/// # Errors
/// Files that are missing, damaged or of another network, or a folder that cannot be written.
pub fn import(folder: &Path, out: &Path) -> Result<ModelCard, ExchangeError> {
    let text = read_text(&folder.join(RUN))?;
    let settings: Settings =
        serde_json::from_str(&text).map_err(|error| ExchangeError::damaged(&folder.join(RUN), &error.to_string()))?;
    let config = config::parse(&settings.config_ron, &folder.join(RUN).display().to_string())?;
    config.validate()?;
    let card = ModelCard::new(&config, settings.classes);
    let history_file = folder.join(HISTORY);
    let history = from_csv(&read_text(&history_file)?)
        .map_err(|damage| RunFolderError::Damaged { path: history_file, damage })?;
    let last = tensors(&folder.join(LAST), &card)?;
    let best_file = folder.join(BEST);
    let best = if best_file.exists() { Some(tensors(&best_file, &card)?) } else { None };
    let split = folder.join(SPLIT);
    let split = if split.exists() { Some(read_text(&split)?) } else { None };

    let write = |source| ExchangeError::Write { path: out.to_owned(), source };
    let whole = WholeFolder::create(out).map_err(write)?;
    let checked: Vec<_> = split.iter().map(|text| Checked::of(SPLIT, text)).collect();
    let run = RunFolder::create(whole.path(), &config, &checked)?;
    let weights = |tensors: &Tensors, name: &str, epoch: Option<usize>| {
        let mut metadata = card.to_metadata();
        metadata.extend(epoch.map(|epoch| ("epoch".to_owned(), epoch.to_string())));
        weights_file::write(&run.file(name), &views(tensors), &metadata)
    };
    weights(&last, LAST, history.last().map(|row| row.epoch))?;
    if let Some(best) = &best {
        weights(best, BEST, best_epoch(&history).map(|row| row.epoch))?;
    }
    ImportedStart::write(run.path(), &card, &views(&last), 0)?;
    run.write(HISTORY, &to_csv(&history))?;
    run.write(EVENTS, "")?;
    if let Some(text) = &split {
        run.write(SPLIT, text)?;
    }
    drop(run);
    whole.finish().map_err(write)?;
    Ok(card)
}

fn read_text(path: &Path) -> Result<String, ExchangeError> {
    let file = files::open(path).map_err(|source| ExchangeError::read(path, source))?;
    let bytes = file.metadata().map_err(|source| ExchangeError::read(path, source))?.len();
    if bytes > MOST_BYTES {
        let part = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Err(ExchangeError::unreadable(path, Unreadable::TooLarge { part, mebibytes: bytes >> 20 }));
    }
    files::read_to_string(path).map_err(|source| ExchangeError::read(path, source))
}

/// The tensors of a file, which are those of the network.
fn tensors(path: &Path, card: &ModelCard) -> Result<Tensors, ExchangeError> {
    let mut tensors = weights_file::read(path)?.tensors;
    check_tensors(&card.network, card.classes.len(), &tensors)?;
    tensors.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(tensors)
}

fn views(tensors: &Tensors) -> Vec<TensorView<'_>> {
    tensors
        .iter()
        .map(|(name, shape, data)| TensorView { name: name.clone(), shape: shape.clone(), data, trainable: false })
        .collect()
}
