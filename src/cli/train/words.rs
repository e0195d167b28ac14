//! What happened in a training, in sentences.

use std::fmt::Display;
use std::path::Path;

use crate::cli::left_out;
use crate::config::Metric;
use crate::memory::size;
use crate::run::{CallbackEvent, EpochStats, LeftOut, RunEnd, RunInfo, RunOutcome, Verdict};
use crate::text::{CliText, Language, printable};
use crate::train::MemoryAdvice;

/// Lines about unusable photos; `split.csv` has them all.
const UNUSABLE_LINES: usize = 200;
/// Classes that are named; of more only the number is printed.
const CLASSES_NAMED: usize = 12;

/// What a training is about to do, a sentence a line.
pub(super) fn started(info: &RunInfo, language: Language) -> Vec<String> {
    let RunInfo { unusable, classes, training, validation, epochs, epochs_done, .. } = info;
    let fill = |text, values: &[(&str, &dyn Display)]| language.fill(text, values);
    let mut lines: Vec<String> = info.notes.iter().map(|note| sentence(note)).collect();
    let left_out = unusable.iter().map(|LeftOut { name, reason }| (name.as_str(), reason.as_str()));
    let mut left_out = left_out::lines(left_out, [CliText::LeftOut, CliText::LeftOutMany], language);
    let more = left_out.len().saturating_sub(UNUSABLE_LINES);
    left_out.truncate(UNUSABLE_LINES);
    lines.extend(left_out);
    if more > 0 {
        lines.push(fill(CliText::LeftOutMore, &[("n", &more)]));
    }
    let classes = match classes.len() {
        0..=CLASSES_NAMED => printable(&classes.join(", ")).into_owned(),
        count => fill(CliText::Classes, &[("n", &count)]),
    };
    let [training, validation, parameters] =
        [*training, *validation, info.parameters].map(|count| language.integer(count));
    lines.push(fill(
        CliText::TrainingOn,
        &[("training", &training), ("classes", &classes), ("validation", &validation), ("parameters", &parameters)],
    ));
    if *epochs_done > 0 {
        lines.push(fill(CliText::Resuming, &[("done", epochs_done), ("epochs", epochs)]));
    }
    lines.push(run_folder(&info.folder, language));
    lines
}

/// That memory may run out, if it may.
pub(super) fn memory(advice: &MemoryAdvice, language: Language) -> Option<String> {
    let MemoryAdvice::Close { needed_bytes, available_bytes } = advice else { return None };
    let [needed, available] = [needed_bytes, available_bytes].map(|bytes| language.point_in(&size(*bytes)));
    Some(language.fill(CliText::MemoryClose, &[("needed", &needed), ("available", &available)]))
}

/// Where the run is.
pub(super) fn run_folder(folder: &Path, language: Language) -> String {
    language.fill(CliText::RunFolder, &[("folder", &quoted(folder))])
}

/// A whole epoch.
pub(super) fn epoch(stats: &EpochStats, epochs: usize, language: Language) -> String {
    let metrics = match validation(stats, language) {
        Some(validation) => format!("{}, {validation}", training(stats, language)),
        None => training(stats, language),
    };
    let (rate, time) = (rate(stats.learning_rate, language), language.elapsed(stats.seconds));
    let speed = format!("{:.0}", stats.images_per_second);
    let values: [(&str, &dyn Display); 6] = [
        ("epoch", &stats.epoch),
        ("epochs", &epochs),
        ("metrics", &metrics),
        ("rate", &rate),
        ("time", &time),
        ("speed", &speed),
    ];
    language.fill(CliText::Epoch, &values)
}

/// What a callback did; waiting and improving need no words.
pub(super) fn callback(event: &CallbackEvent, language: Language) -> Option<String> {
    let fill = |text, values: &[(&str, &dyn Display)]| Some(language.fill(text, values));
    match event {
        CallbackEvent::EarlyStopping { monitor, patience, best, verdict: Verdict::Stopped, .. }
            if !best.is_finite() =>
        {
            let values: [(&str, &dyn Display); 1] = [("monitor", &monitor.name())];
            Some(language.count_and_fill(CliText::EarlyStoppingNoBest, *patience, &values))
        }
        CallbackEvent::EarlyStopping { monitor, patience, best, best_epoch, verdict: Verdict::Stopped, .. } => {
            let best = match monitor {
                Metric::Accuracy | Metric::ValAccuracy => language.accuracy(*best),
                Metric::Loss | Metric::ValLoss => number(*best, language),
            };
            let values: [(&str, &dyn Display); 3] =
                [("monitor", &monitor.name()), ("best", &best), ("epoch", best_epoch)];
            Some(language.count_and_fill(CliText::EarlyStopping, *patience, &values))
        }
        CallbackEvent::BestWeightsRestored { best_epoch, .. } => {
            fill(CliText::WeightsRestored, &[("epoch", best_epoch)])
        }
        CallbackEvent::ReduceLROnPlateau { monitor, change: Some(change), .. } => {
            let (old, new) = (rate(change.old, language), rate(change.new, language));
            fill(CliText::RateLowered, &[("monitor", &monitor.name()), ("old", &old), ("new", &new)])
        }
        CallbackEvent::ModelSaved { file, .. } => fill(CliText::WeightsSaved, &[("file", &file.display())]),
        CallbackEvent::InvalidLoss { epoch, batch } => {
            fill(CliText::InvalidLoss, &[("batch", batch), ("epoch", epoch)])
        }
        CallbackEvent::EarlyStopping { .. } | CallbackEvent::ReduceLROnPlateau { .. } => None,
    }
}

/// A loss that is not a finite number, in a batch of training or in validation.
pub(super) fn invalid_loss(epoch: usize, batch: Option<usize>, language: Language) -> String {
    match batch {
        Some(batch) => language.fill(CliText::InvalidTrainingLoss, &[("batch", &batch), ("epoch", &epoch)]),
        None => language.fill(CliText::InvalidValidationLoss, &[("epoch", &epoch)]),
    }
}

/// How a training that was not interrupted has ended.
pub(super) fn ended(outcome: &RunOutcome, language: Language) -> String {
    let text = match (&outcome.end, outcome.epochs_now) {
        (RunEnd::StoppedByCallback, 0) => CliText::WasFinishedByCallback,
        (RunEnd::StoppedByCallback, _) => CliText::FinishedByCallback,
        (_, 0) => CliText::WasFinished,
        _ => CliText::Finished,
    };
    language.fill(text, &[("epoch", &outcome.epochs), ("epochs", &outcome.epochs_wanted)])
}

/// The epoch whose weights predictions use.
pub(super) fn best(stats: &EpochStats, language: Language) -> String {
    let metrics = validation(stats, language).unwrap_or_else(|| training(stats, language));
    language.fill(CliText::BestEpoch, &[("epoch", &stats.epoch), ("metrics", &metrics)])
}

/// How to resume a training that was interrupted.
pub(super) fn stopped(outcome: &RunOutcome, language: Language) -> String {
    let (epoch, folder) = (outcome.epochs + 1, quoted(&outcome.folder));
    let values: [(&str, &dyn Display); 4] = [
        ("epoch", &epoch),
        ("batch", &outcome.batches_in_epoch),
        ("epochs", &outcome.epochs_wanted),
        ("folder", &folder),
    ];
    match (outcome.epochs, outcome.batches_in_epoch) {
        (0, 0) => language.fill(CliText::StoppedBeforeFirstBatch, &values[3..]),
        (saved, 0) => language.count_and_fill(CliText::Stopped, saved, &values[2..]),
        _ => language.fill(CliText::StoppedWithinEpoch, &values),
    }
}

/// How to resume a training that failed.
pub(super) fn failed(outcome: &RunOutcome, language: Language) -> String {
    let folder = quoted(&outcome.folder);
    let values: [(&str, &dyn Display); 3] =
        [("epoch", &outcome.epochs), ("epochs", &outcome.epochs_wanted), ("folder", &folder)];
    language.fill(CliText::Failed, &values)
}

/// `loss 0.1234, accuracy 0.9876`
fn training(stats: &EpochStats, language: Language) -> String {
    metrics("", stats.loss, stats.accuracy, language)
}

/// `val_loss 0.1234, val_accuracy 0.9876`, where the run has validation photos.
fn validation(stats: &EpochStats, language: Language) -> Option<String> {
    Some(metrics("val_", stats.val_loss?, stats.val_accuracy?, language))
}

/// Loss and accuracy under Keras's names.
pub(super) fn metrics(prefix: &str, loss: f64, accuracy: f64, language: Language) -> String {
    format!("{prefix}loss {}, {prefix}accuracy {}", number(loss, language), language.accuracy(accuracy))
}

/// A metric's value. One that is not finite is written as such: it is what the user must see.
fn number(value: f64, language: Language) -> String {
    language.point_in(&format!("{value:.4}"))
}

/// A learning rate.
fn rate(value: f32, language: Language) -> String {
    language.short(f64::from(value))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn stats() -> EpochStats {
        EpochStats {
            epoch: 3,
            loss: f64::NAN,
            accuracy: 0.5,
            val_loss: Some(0.25),
            val_accuracy: Some(0.75),
            learning_rate: 0.01,
            seconds: 3.21,
            images_per_second: 99.7,
        }
    }

    #[test]
    fn an_epoch_is_a_line_in_each_language() {
        assert_eq!(
            epoch(&stats(), 10, Language::English),
            "Epoch 3/10: loss NaN, accuracy 50.0 %, val_loss 0.2500, val_accuracy 75.0 %, learning_rate 0.01, 3.2 s, \
             100 images/s"
        );
        assert_eq!(
            epoch(&stats(), 10, Language::Portuguese),
            "Época 3/10: loss NaN, accuracy 50,0 %, val_loss 0,2500, val_accuracy 75,0 %, learning_rate 0,01, 3,2 s, \
             100 imagens/s"
        );
    }

    #[test]
    fn memory_that_may_run_out_is_a_sentence_and_enough_is_none() {
        let close = MemoryAdvice::Close { needed_bytes: 7_500_000_000, available_bytes: 8_000_000_000 };
        let english = memory(&close, Language::English).expect("a sentence");
        assert!(english.contains("needs about 7.5 GB, and 8.0 GB are free"), "{english}");
        let portuguese = memory(&close, Language::Portuguese).expect("a sentence");
        assert!(portuguese.contains("cerca de 7,5 GB, e há 8,0 GB livres"), "{portuguese}");
        assert_eq!(memory(&MemoryAdvice::Fits, Language::English), None);
    }

    #[test]
    fn the_best_epoch_is_that_of_the_validation_where_there_is_one() {
        let without = EpochStats { loss: 1.0, val_loss: None, val_accuracy: None, ..stats() };
        assert_eq!(best(&stats(), Language::English), "Best epoch: 3 (val_loss 0.2500, val_accuracy 75.0 %)");
        assert_eq!(best(&without, Language::English), "Best epoch: 3 (loss 1.0000, accuracy 50.0 %)");
    }

    #[test]
    fn paths_can_be_pasted_into_a_shell() {
        assert_eq!(quoted(Path::new("runs/2026-01-02-030405-notebook")), "runs/2026-01-02-030405-notebook");
        assert_eq!(quoted(Path::new("my runs/it's")), r"'my runs/it'\''s'");
    }
}
