//! Files of a run.

use std::path::Path;

use super::sample::{self, STORED_RESULTS, sample};
use super::{Verdict, folder, put, refused};
use crate::config;
use crate::nn::summary::summarize;
use crate::nn::tensors::TensorView;
use crate::nn::weights_file;
use crate::predict::{Classifier, Weights};
use crate::run;
use crate::run::validation_predictions::read_validation_predictions;
use crate::text::Localized;
use crate::train::checkpoint;

/// The largest input of a network, in numbers, for which predictions are made.
const MAX_INPUT: usize = 1 << 16;

/// What the header of a file with a checksum holds.
const CHECKSUM: &[u8] = b"\"checksum\"";

/// A reader of a file in a folder: the file is written there, then read.
fn read<T, E: Localized>(
    name: &str,
    bytes: &[u8],
    read: impl FnOnce(&Path) -> Result<T, E>,
    check: impl FnOnce(T),
) -> Verdict {
    let folder = folder();
    put(folder.path(), name, bytes);
    match read(folder.path()) {
        Ok(content) => {
            check(content);
            Verdict::Read
        }
        Err(error) => refused(&error),
    }
}

/// Reads a configuration; what is read is written and read back equal, and its network has a summary or a refusal.
pub(super) fn config(bytes: &[u8]) -> Verdict {
    read(run::CONFIG, bytes, run::read_config, |config| {
        let again = config::parse(&config.to_ron(), "what was written").expect("it reads what it writes");
        assert_eq!(again, config, "a configuration is written as it was read");
        if let Err(error) = summarize(&config.network, 2) {
            refused(&error);
        }
    })
}

/// Reads a run's history; what is read is written and read back.
pub(super) fn history(bytes: &[u8]) -> Verdict {
    read(run::HISTORY, bytes, run::read_history, |rows| {
        let text = run::history::to_csv(&rows);
        let again = run::history::from_csv(&text).expect("it reads what it writes");
        assert_eq!(run::history::to_csv(&again), text, "a history is written as it was read");
        let _ = run::history::best_epoch(&rows);
    })
}

/// Reads a run's events; what is read is written and read back equal.
pub(super) fn events(bytes: &[u8]) -> Verdict {
    read(run::EVENTS, bytes, run::read_whole_events, |(events, _)| {
        let text = run::events_text(&events).expect("events are written");
        let folder = folder();
        put(folder.path(), run::EVENTS, text.as_bytes());
        let again = run::read_events(folder.path()).expect("it reads what it writes");
        assert_eq!(run::events_text(&again).expect("events are written"), text, "events are written as they were read");
    })
}

/// Reads a run's split; what is read is written and read back equal.
pub(super) fn split(bytes: &[u8]) -> Verdict {
    read(run::SPLIT, bytes, run::read_split, |rows| {
        let folder = folder();
        put(folder.path(), run::SPLIT, run::split_text(rows.clone()).expect("a split is written").as_bytes());
        // Without rows there is no header either, and so no line.
        if !rows.is_empty() {
            let again = run::read_split(folder.path()).expect("it reads what it writes");
            assert_eq!(again, rows, "a split is written as it was read");
        }
    })
}

/// Reads the predictions of each epoch.
pub(super) fn validation(bytes: &[u8]) -> Verdict {
    read(run::VALIDATION, bytes, read_validation_predictions, |file| {
        for numbers in file.predictions.values() {
            assert!(numbers.len().is_multiple_of(file.classes.len().max(1)), "each photo has all classes");
        }
    })
}

/// Reads a checkpoint.
pub(super) fn checkpoint(bytes: &[u8]) -> Verdict {
    read(run::CHECKPOINT, bytes, |folder| checkpoint::read(&folder.join(run::CHECKPOINT)), drop)
}

/// Opens weights as a classifier and classifies a picture.
pub(super) fn weights(bytes: &[u8]) -> Verdict {
    let open = |folder: &Path| {
        put(folder, run::CONFIG, &sample().config);
        Classifier::open(folder, Weights::Best, 1)
    };
    read(run::BEST, bytes, open, |classifier| {
        let size = classifier.preprocessing();
        let numbers = size.height.saturating_mul(size.width).saturating_mul(3);
        if numbers <= MAX_INPUT {
            let prediction = classifier.classify_pixels(&vec![128; numbers]);
            if let Err(error) = prediction {
                refused(&error);
            }
        }
    })
}

/// Evaluates the sample where these bytes are its stored predictions: whatever they are, the predictions are right.
pub(super) fn stored_results(bytes: &[u8]) -> Verdict {
    let sample = sample();
    let folder = folder();
    let (run, cache) = (folder.path().join("run"), folder.path().join("cache"));
    let files = [
        (run::CONFIG, &sample.config),
        (run::SPLIT, &sample.split),
        (run::BEST, &sample.weights),
        (run::VALIDATION, &sample.validation),
    ];
    for (name, content) in files {
        put(&run, name, content);
    }
    put(&cache, &sample.run_cache.name, &sample.run_cache.bytes);
    let stored = put(&run, STORED_RESULTS, bytes);
    let evaluation = sample::evaluate(&run, &cache);
    // Files of earlier versions carry no checksum over their metadata, so that damage to names and labels is believed.
    if bytes.windows(CHECKSUM.len()).any(|window| window == CHECKSUM) {
        assert_eq!(evaluation.predictions, sample.predictions, "damaged stored predictions change nothing");
    }
    // What was refused has been replaced.
    let verdict = match std::fs::read(&stored) {
        Ok(found) if found == bytes => Verdict::Read,
        _ => Verdict::Refused("the stored predictions are made anew".to_owned()),
    };
    put(&run, STORED_RESULTS, bytes);
    if is_stamped(&stored) {
        sample::evaluate(&run, &cache);
    }
    verdict
}

/// Gives a file of tensors the sample's stamps, so that its content is read and not only its stamps; false if it is no
/// such file.
fn is_stamped(path: &Path) -> bool {
    let Ok(mut file) = weights_file::read(path) else { return false };
    let sample = folder();
    let genuine = put(sample.path(), "stored.safetensors", &self::sample().stored_results);
    let genuine = weights_file::read(&genuine).expect("the sample is whole").metadata;
    for stamp in ["weights", "photographs"] {
        file.metadata.insert(stamp.to_owned(), genuine.get(stamp).cloned().unwrap_or_default());
    }
    let mut digest = blake3::Hasher::new();
    for number in file.tensors.iter().flat_map(|(_, _, data)| data) {
        digest.update(&number.to_le_bytes());
    }
    file.metadata.insert("numbers".to_owned(), digest.finalize().to_hex().to_string());
    let views = file.tensors.iter().map(|(name, shape, data)| TensorView {
        name: name.clone(),
        shape: shape.clone(),
        data,
        trainable: false,
    });
    weights_file::write(path, &views.collect::<Vec<_>>(), &file.metadata).is_ok()
}
