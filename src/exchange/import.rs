//! A network of another program becomes a run.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::class_order::sorted_classes;
use super::{ExchangeError, Pixels, ReadModel, Unreadable, cluster, keras, onnx, safetensors};
use crate::config::{self, AugmentationConfig, LayerConfig, NetworkConfig, Resize, RunConfig, TrainingConfig, Units};
use crate::files::{self, WholeFolder};
use crate::nn::tensors::{OwnedTensor, TensorView};
use crate::nn::{check_tensors, weights_file};
use crate::predict::{Classifier, Weights};
use crate::run::{self, BEST, EVENTS, HISTORY, ImportedStart, LAST, ModelCard, RunFolder, RunFolderError};

/// The preset's name in the configuration of an imported run.
const PRESET: &str = "imported";

/// The factor of pixels where nothing says otherwise: bytes become numbers from 0 to 1.
const SCALE: f64 = 1.0 / 255.0;

/// What a file does not say, or is to be taken otherwise.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportOptions {
    /// The classes' names in the order of the outputs; empty where the file's are taken.
    pub classes: Vec<String>,
    /// The preprocessing, where it is not the file's.
    pub pixels: PixelOverrides,
    /// A run's folder, or a configuration, with the network of a file that holds weights alone.
    pub network: Option<PathBuf>,
}

/// What is taken otherwise than the file says.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PixelOverrides {
    /// What each byte is multiplied by.
    pub scale: Option<f64>,
    /// How photos are brought to size.
    pub interpolation: Option<Resize>,
    /// Whether photos are turned as their EXIF says.
    pub exif_orientation: Option<bool>,
}

/// What an import made.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The classes, sorted.
    pub classes: Vec<String>,
    /// The preprocessing of the run.
    pub pixels: Pixels,
    /// Whether the file said nothing of the preprocessing.
    pub pixels_are_assumed: bool,
}

/// The network of a file that holds weights alone, from elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Companion {
    pub network: NetworkConfig,
    pub classes: Option<Vec<String>>,
    pub pixels: Option<Pixels>,
    pub training: TrainingConfig,
}

impl Companion {
    /// How many values the network puts out, with the classes that were given, if any.
    ///
    /// # Errors
    /// If neither the layers nor names of classes say it.
    pub(super) fn outputs(&self, file: &Path, classes: &[String]) -> Result<usize, ExchangeError> {
        let known = |classes: &[String]| (!classes.is_empty()).then_some(classes.len());
        let units = self.network.layers.iter().rev().find_map(|layer| match layer {
            LayerConfig::Dense { units, .. } => Some(*units),
            _ => None,
        });
        let counted = match units {
            Some(Units::Count(count)) => Some(count),
            _ => known(classes).or_else(|| known(self.classes.as_deref()?)),
        };
        counted.ok_or_else(|| ExchangeError::UnknownClasses { path: file.to_owned() })
    }
}

/// Makes a run in the folder `run`, which is not there yet or empty, of a file that another program has written. The run is
/// whole or absent.
///
/// # Errors
/// A file that is damaged, of no known kind, or holds what the program does not have; classes that neither the file nor
/// `options` name; a folder that cannot be written.
pub fn import(file: &Path, run: &Path, options: &ImportOptions) -> Result<Imported, ExchangeError> {
    if file.is_dir() {
        let card = cluster::import(file, run).map_err(|error| error.in_place(run))?;
        let pixels = super::Description::of(&card, "", None).preprocessing;
        return Ok(Imported { classes: card.classes, pixels, pixels_are_assumed: false });
    }
    let read = read(file, options)?;
    write_run(file, read, run, options).map_err(|error| error.in_place(run))
}

/// Reads a file by the end of its name.
fn read(file: &Path, options: &ImportOptions) -> Result<ReadModel, ExchangeError> {
    let companion = options.network.as_deref().map(companion).transpose()?;
    let companion = companion.as_ref();
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let ending = KNOWN.into_iter().find(|ending| name.ends_with(ending));
    match ending {
        Some(".onnx") => onnx::import(file),
        Some(".safetensors") => safetensors::read(file, companion, &options.classes),
        Some(".weights.h5") => keras::read_weights(file, companion, &options.classes),
        Some(".keras") => keras::read_archive(file),
        Some(".h5" | ".hdf5") => keras::read_legacy(file),
        _ => Err(ExchangeError::unreadable(file, Unreadable::Kind { known: KNOWN.join(", ") })),
    }
}

/// The ends of the names of files that are known.
const KNOWN: [&str; 6] = [".keras", ".weights.h5", ".h5", ".hdf5", ".onnx", ".safetensors"];

/// What comes after the last dot of files that can be imported.
pub const ENDINGS: [&str; 5] = ["keras", "h5", "hdf5", "onnx", "safetensors"];

/// Whether a file is one that can be imported, by its name.
#[must_use]
pub fn can_import(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    KNOWN.iter().any(|ending| name.ends_with(ending))
}

/// The network in a run's folder or a configuration's file.
fn companion(path: &Path) -> Result<Companion, ExchangeError> {
    if !path.is_dir() {
        let RunConfig { network, training, .. } = config::read(path)?;
        return Ok(Companion { network, classes: None, pixels: None, training });
    }
    let config = run::read_config(path)?;
    // A run that has not been trained has no weights that say its classes.
    let classifier = Classifier::open(path, Weights::Last, 1).ok();
    let classes = classifier.as_ref().map(|classifier| classifier.classes().to_vec());
    let card = ModelCard::new(&config, classes.clone().unwrap_or_default());
    let pixels = Some(super::Description::of(&card, "", None).preprocessing);
    Ok(Companion { network: config.network, classes, pixels, training: config.training })
}

/// Writes the run of a network that was read.
pub(super) fn write_run(
    file: &Path,
    mut read: ReadModel,
    run: &Path,
    options: &ImportOptions,
) -> Result<Imported, ExchangeError> {
    check_tensors(&read.network, read.outputs, &read.tensors)?;
    let classes = classes(file, &read, options)?;
    let classes = sorted_classes(classes, &mut read)?;
    let pixels_are_assumed = read.pixels.is_none();
    let pixels = pixels(&read, options.pixels);
    let mut config = RunConfig {
        preset: PRESET.to_owned(),
        network: read.network,
        training: read.training.unwrap_or_default(),
        augmentation: AugmentationConfig { rescale: pixels.scale, ..AugmentationConfig::default() },
        ..RunConfig::default()
    };
    config.data.resize = pixels.interpolation;
    config.data.exif_orientation = pixels.exif_orientation;
    config.prediction.mirror_averaging = pixels.mirror_averaging;
    config.validate()?;

    let write = |source| ExchangeError::Write { path: run.to_owned(), source };
    let whole = WholeFolder::create(run).map_err(write)?;
    let card = ModelCard::new(&config, classes.clone());
    let folder = RunFolder::create(whole.path(), &config, &[])?;
    let weights: Vec<_> = read.tensors.iter().map(view).collect();
    weights_file::write(&folder.file(LAST), &weights, &card.to_metadata())?;
    let best = folder.file(BEST);
    files::link(&folder.file(LAST), &best).map_err(|source| RunFolderError::write(&best, source))?;
    let (slots, iterations) = match &read.optimizer {
        Some(state) => (state.slots.as_slice(), state.iterations),
        None => (&[] as &[OwnedTensor], 0),
    };
    let start: Vec<_> = read.tensors.iter().chain(slots).map(view).collect();
    ImportedStart::write(folder.path(), &card, &start, iterations)?;
    folder.write(HISTORY, &run::history::to_csv(&[]))?;
    folder.write(EVENTS, "")?;
    drop(folder);
    whole.finish().map_err(write)?;
    Ok(Imported { classes, pixels, pixels_are_assumed })
}

fn view((name, shape, data): &OwnedTensor) -> TensorView<'_> {
    TensorView { name: name.clone(), shape: shape.clone(), data, trainable: false }
}

/// The classes' names in the order of the outputs.
fn classes(file: &Path, read: &ReadModel, options: &ImportOptions) -> Result<Vec<String>, ExchangeError> {
    let given = (!options.classes.is_empty()).then(|| options.classes.clone());
    let path = file.to_owned();
    let Some(classes) = given.or_else(|| read.classes.clone()) else {
        return Err(ExchangeError::NoClasses { path, outputs: read.outputs });
    };
    if classes.len() != read.outputs {
        return Err(ExchangeError::ClassCount { path, given: classes.len(), outputs: read.outputs });
    }
    let mut seen = HashSet::new();
    match classes.iter().find(|name| name.trim().is_empty() || !seen.insert(name.as_str())) {
        Some(name) => Err(ExchangeError::ClassName(name.clone())),
        None => Ok(classes),
    }
}

fn pixels(read: &ReadModel, overrides: PixelOverrides) -> Pixels {
    let (height, width) = read.network.input;
    let own = read.pixels.clone().unwrap_or_else(|| Pixels::plain(height, width, SCALE));
    Pixels {
        height,
        width,
        interpolation: overrides.interpolation.unwrap_or(own.interpolation),
        scale: overrides.scale.unwrap_or(own.scale),
        exif_orientation: overrides.exif_orientation.unwrap_or(own.exif_orientation),
        ..own
    }
}
