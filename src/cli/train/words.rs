//! What happened in a training, in sentences.

use std::path::Path;

use crate::run::{CallbackEvent, EpochStats, LeftOut, RunEnd, RunInfo, RunOutcome, Verdict};

/// Unusable photographs that are told one by one; `split.csv` has them all.
const UNUSABLE_TOLD: usize = 200;

/// What a training is about to do, a sentence a line.
pub(super) fn started(info: &RunInfo) -> Vec<String> {
    let RunInfo { unusable, classes, training, validation, epochs, epochs_done, .. } = info;
    let mut lines: Vec<String> = info.notes.iter().map(|note| sentence(note)).collect();
    let told = |photo: &LeftOut| format!("Left out: {}: {}", photo.name, photo.reason);
    lines.extend(unusable.iter().take(UNUSABLE_TOLD).map(told));
    if unusable.len() > UNUSABLE_TOLD {
        lines.push(format!("Left out: {} more, see split.csv", unusable.len() - UNUSABLE_TOLD));
    }
    let classes = match classes.len() {
        0..=12 => classes.join(", "),
        count => format!("{count} classes"),
    };
    lines.push(format!(
        "Training on {} photographs ({classes}), validating on {}; {} parameters",
        grouped(*training),
        grouped(*validation),
        grouped(info.parameters)
    ));
    if *epochs_done > 0 {
        lines.push(format!("Going on after epoch {epochs_done} of {epochs}"));
    }
    lines.push(format!("The run is in {}", quoted(&info.folder)));
    lines
}

/// A whole epoch.
pub(super) fn epoch(stats: &EpochStats, epochs: usize) -> String {
    let EpochStats { epoch, loss, accuracy, learning_rate, seconds, images_per_second, .. } = stats;
    let validation = match (stats.val_loss, stats.val_accuracy) {
        (Some(loss), Some(accuracy)) => format!(", val_loss {loss:.4}, val_accuracy {accuracy:.4}"),
        _ => String::new(),
    };
    format!(
        "Epoch {epoch}/{epochs}: loss {loss:.4}, accuracy {accuracy:.4}{validation}, learning_rate {}, {}, \
         {images_per_second:.0} images/s",
        rate(*learning_rate),
        duration(*seconds)
    )
}

/// What a callback did; waiting and improving need no words.
pub(super) fn callback(event: &CallbackEvent) -> Option<String> {
    match event {
        CallbackEvent::EarlyStopping { monitor, patience, best, best_epoch, verdict: Verdict::Stopped, .. } => {
            let epochs = if *patience == 1 { "epoch" } else { "epochs" };
            Some(format!(
                "EarlyStopping: no better {monitor} for {patience} {epochs}; the best was {best:.4} in epoch {best_epoch}"
            ))
        }
        CallbackEvent::BestWeightsRestored { best_epoch, .. } => {
            Some(format!("EarlyStopping: the weights of epoch {best_epoch} are back"))
        }
        CallbackEvent::ReduceLROnPlateau { monitor, change: Some(change), .. } => Some(format!(
            "ReduceLROnPlateau: {monitor} does not improve; learning rate {} -> {}",
            rate(change.old),
            rate(change.new)
        )),
        CallbackEvent::ModelSaved { file, .. } => Some(format!("ModelCheckpoint: weights saved as {}", file.display())),
        CallbackEvent::InvalidLoss { epoch, batch } => Some(format!(
            "TerminateOnNaN: the loss of batch {batch} in epoch {epoch} is not a finite number; a lower learning rate \
             may help"
        )),
        CallbackEvent::EarlyStopping { .. } | CallbackEvent::ReduceLROnPlateau { .. } => None,
    }
}

/// How a training that was not interrupted has ended.
pub(super) fn ended(outcome: &RunOutcome) -> String {
    let RunOutcome { end, epochs, epochs_now, epochs_wanted, .. } = outcome;
    match (end, epochs_now) {
        (RunEnd::StoppedByCallback, 0) => {
            format!("The run is finished already: a callback ended it after epoch {epochs}")
        }
        (RunEnd::StoppedByCallback, _) => {
            format!("The run is finished: a callback ended it after epoch {epochs} of {epochs_wanted}")
        }
        (_, 0) => format!("The run is finished already: epoch {epochs} of {epochs_wanted} is done"),
        _ => format!("The run is finished: epoch {epochs} of {epochs_wanted} is done"),
    }
}

/// The epoch whose weights predictions use.
pub(super) fn best(stats: &EpochStats) -> String {
    match (stats.val_loss, stats.val_accuracy) {
        (Some(loss), Some(accuracy)) => {
            format!("Best epoch: {} (val_loss {loss:.4}, val_accuracy {accuracy:.4})", stats.epoch)
        }
        _ => format!("Best epoch: {} (loss {:.4}, accuracy {:.4})", stats.epoch, stats.loss, stats.accuracy),
    }
}

/// How to go on with a training that was interrupted.
pub(super) fn stopped(outcome: &RunOutcome) -> String {
    let RunOutcome { epochs, epochs_wanted, folder, .. } = outcome;
    let saved = match epochs {
        0 => "no epoch is whole yet".to_owned(),
        1 => format!("1 of {epochs_wanted} epochs is saved"),
        _ => format!("{epochs} of {epochs_wanted} epochs are saved"),
    };
    format!("Stopped: {saved}, the running one was dropped. Go on with: bigode train --resume {}", quoted(folder))
}

/// How to go on with a training that could not.
pub(super) fn failed(outcome: &RunOutcome) -> String {
    let RunOutcome { epochs, epochs_wanted, folder, .. } = outcome;
    let folder = quoted(folder);
    format!("The first {epochs} of {epochs_wanted} epochs are safe; go on later with: bigode train --resume {folder}")
}

/// A learning rate without the noise of single precision: `0.0005`.
fn rate(value: f32) -> String {
    let rounded = format!("{value:.5e}");
    rounded.parse::<f64>().map_or(rounded, |value| value.to_string())
}

/// A path as a shell takes it.
pub(super) fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/\\._-:+@,=".contains(c);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// With a capital letter.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Rounded to what matters: `8 s`, `3 min 05 s`, `2 h 10 min`.
pub(super) fn duration(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    match whole {
        0..10 => format!("{seconds:.1} s"),
        10..60 => format!("{whole} s"),
        60..3600 => format!("{} min {:02} s", whole / 60, whole % 60),
        _ => format!("{} h {:02} min", whole / 3600, whole % 3600 / 60),
    }
}

/// Short, for the bar: `0:08`, `3:05`, `2:10:30`.
pub(super) fn clock(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    match whole {
        0..3600 => format!("{}:{:02}", whole / 60, whole % 60),
        _ => format!("{}:{:02}:{:02}", whole / 3600, whole % 3600 / 60, whole % 60),
    }
}

/// With commas between thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_times_read_well() {
        assert_eq!(rate(0.000_364_500_04), "0.0003645");
        assert_eq!(grouped(12_942_786), "12,942,786");
        assert_eq!(grouped(800), "800");
        assert_eq!(duration(3.21), "3.2 s");
        assert_eq!(duration(9.96), "10 s");
        assert_eq!(duration(185.0), "3 min 05 s");
        assert_eq!(duration(7_830.0), "2 h 10 min");
        assert_eq!([8.4, 185.0, 7_830.0].map(clock), ["0:08", "3:05", "2:10:30"]);
    }

    #[test]
    fn paths_can_be_pasted_into_a_shell() {
        assert_eq!(quoted(Path::new("runs/2026-01-02-030405-notebook")), "runs/2026-01-02-030405-notebook");
        assert_eq!(quoted(Path::new("my runs/it's")), r"'my runs/it'\''s'");
    }
}
