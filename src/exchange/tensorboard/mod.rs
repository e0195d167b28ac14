//! Event files for `TensorBoard`, named and tagged as Keras's callback `TensorBoard` does.
//!
//! `train/` and `validation/` hold a file each with `epoch_loss`, `epoch_accuracy` and `epoch_learning_rate` by epoch, from 0;
//! besides, the first epochs' augmented photos and each epoch's confusion matrix as images. Everything follows from the run's
//! own files, so that a resumed run repeats no epoch.

mod messages;
mod pictures;
mod records;
mod training_log;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use prost::Message as _;

use self::messages::{Event, Summary, Value};
use self::pictures::Photos;
use self::records::record;
pub use self::training_log::{EVENT_FILES, TrainingLog};
use super::ExchangeError;
use crate::files::{self, WholeFolder};
use crate::results;
use crate::run::{self, EpochStats, HISTORY};
use crate::text::Language;

/// Epochs whose augmented photos are shown: those of later ones are of the same kind.
const AUGMENTED_EPOCHS: usize = 3;

/// The end of the files' names, by which they are found again.
const ENDING: &str = ".bigode.0.0.v2";

/// The folders of both sides.
const SIDES: [&str; 2] = ["train", "validation"];

/// Writes the event files of a run to a folder that is not there yet.
///
/// # Errors
/// If the run's files cannot be read, or the folder cannot be written.
pub fn export(run: &Path, out: &Path, language: Language) -> Result<(), ExchangeError> {
    let write = |source| ExchangeError::Write { path: out.to_owned(), source };
    let folder = WholeFolder::create(out).map_err(write)?;
    EventLog::begin(run, folder.path(), language)?;
    folder.finish().map_err(write)
}

/// The event files of a run that is still training.
#[derive(Debug)]
pub struct EventLog {
    run: PathBuf,
    /// One file a side.
    files: [PathBuf; 2],
    language: Language,
    /// Epochs that are written.
    epochs: usize,
}

impl EventLog {
    /// Writes the files anew with all epochs that the run has. Files of other programs stay.
    ///
    /// # Errors
    /// If the run's files cannot be read, or the folder cannot be written.
    pub fn begin(run: &Path, folder: &Path, language: Language) -> Result<Self, ExchangeError> {
        let history = run::read_history(run)?;
        let mut files = Vec::new();
        for side in SIDES {
            let side = folder.join(side);
            fs::create_dir_all(&side).map_err(|source| ExchangeError::Write { path: side.clone(), source })?;
            files.push(file_in(&side));
        }
        let files: [PathBuf; 2] = [files.remove(0), files.remove(0)];
        let mut log = Self { run: run.to_owned(), files, language, epochs: 0 };
        let version = Event { wall_time: now(), file_version: Some("brain.Event:2".to_owned()), ..Event::default() };
        let first = record(&version.encode_to_vec());
        let sides = log.events(&history)?;
        for (file, events) in log.files.iter().zip(sides) {
            let bytes = [first.as_slice(), &events].concat();
            files::write(file, &bytes).map_err(|source| ExchangeError::Write { path: file.clone(), source })?;
        }
        log.epochs = history.len();
        Ok(log)
    }

    /// Adds the epochs that the run has completed since.
    ///
    /// # Errors
    /// If the run's files cannot be read, or the event files cannot be added to.
    pub fn update(&mut self) -> Result<(), ExchangeError> {
        let history = run::read_history(&self.run)?;
        let sides = self.events(history.get(self.epochs..).unwrap_or_default())?;
        for (file, events) in self.files.iter().zip(sides) {
            files::append(file, &events).map_err(|source| ExchangeError::Write { path: file.clone(), source })?;
        }
        self.epochs = self.epochs.max(history.len());
        Ok(())
    }

    /// The records of both sides for these epochs, which are the run's last ones.
    fn events(&self, epochs: &[EpochStats]) -> Result<[Vec<u8>; 2], ExchangeError> {
        let mut sides = [Vec::new(), Vec::new()];
        let Some(first) = epochs.first().map(|row| row.epoch) else { return Ok(sides) };
        let config = run::read_config(&self.run)?;
        let photos = if first <= AUGMENTED_EPOCHS { Photos::open(&self.run, &config) } else { None };
        // Without predictions the curves are still there.
        let predictions = results::epochs(&self.run).unwrap_or_default();
        let mut time = ended(&self.run) - epochs.iter().map(|row| row.seconds).sum::<f64>();
        for row in epochs {
            time += row.seconds;
            let number = |tag: &str, value: f64| Value { tag: tag.to_owned(), number: Some(value as f32), image: None };
            let image = |tag: &str, image| Value { tag: tag.to_owned(), number: None, image: Some(image) };
            let mut training = vec![
                number("epoch_loss", row.loss),
                number("epoch_accuracy", row.accuracy),
                number("epoch_learning_rate", row.learning_rate.into()),
            ];
            if row.epoch <= AUGMENTED_EPOCHS {
                let augmented = photos.as_ref().and_then(|photos| photos.augmented(row.epoch));
                training.extend(augmented.map(|sheet| image("augmented_photos", sheet)));
            }
            let mut validation: Vec<Value> = Vec::new();
            validation.extend(row.val_loss.map(|loss| number("epoch_loss", loss)));
            validation.extend(row.val_accuracy.map(|accuracy| number("epoch_accuracy", accuracy)));
            let matrix = predictions.get(&row.epoch).and_then(|it| pictures::confusion(it, self.language));
            validation.extend(matrix.map(|matrix| image("confusion_matrix", matrix)));
            for (side, values) in sides.iter_mut().zip([training, validation]) {
                for value in values {
                    let summary = Some(Summary { value: vec![value] });
                    let event = Event { wall_time: time, step: row.epoch as i64 - 1, file_version: None, summary };
                    side.extend(record(&event.encode_to_vec()));
                }
            }
        }
        Ok(sides)
    }
}

/// The file of one side: the one that is there, or a new one with the time in its name.
fn file_in(folder: &Path) -> PathBuf {
    let found = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_own = |path: &PathBuf| path.to_string_lossy().ends_with(ENDING);
    found
        .filter(is_own)
        .min()
        .unwrap_or_else(|| folder.join(format!("events.out.tfevents.{:.0}{ENDING}", now().floor())))
}

fn now() -> f64 {
    seconds(SystemTime::now())
}

/// When the run's last epoch ended, as far as its files say.
fn ended(run: &Path) -> f64 {
    let modified = fs::metadata(run.join(HISTORY)).and_then(|metadata| metadata.modified());
    modified.map_or_else(|_| now(), seconds)
}

fn seconds(time: SystemTime) -> f64 {
    time.duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}
