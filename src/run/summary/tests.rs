use std::fs;
use std::path::Path;

use super::*;
use crate::run::{
    BEST, CHECKPOINT, EVENTS, HISTORY, NOTES, RunEnd, RunFolder, RunOutcome, TrainEvent, change_notes, events_text,
    history,
};
use crate::text::Localized as _;

fn epoch(epoch: usize, val_loss: f64) -> EpochStats {
    EpochStats {
        epoch,
        loss: 0.5,
        accuracy: 0.5,
        val_loss: Some(val_loss),
        val_accuracy: Some(0.5375),
        learning_rate: 0.01,
        seconds: 1.0,
        images_per_second: 10.0,
    }
}

fn info(folder: &Path) -> RunInfo {
    RunInfo {
        folder: folder.to_owned(),
        preset: "tiny".to_owned(),
        epochs_done: 0,
        epochs: 50,
        batch_size: 8,
        classes: vec!["cat".to_owned(), "dog".to_owned()],
        training: 320,
        validation: 80,
        unusable: Vec::new(),
        notes: Vec::new(),
        parameters: 1,
        multiply_adds: 1,
    }
}

/// The files of a run of three epochs that ended so, or did not end.
fn write_run(folder: &Path, end: Option<RunEnd>) {
    fs::create_dir_all(folder).expect("a folder");
    let epochs = [epoch(1, 0.7), epoch(2, 0.4), epoch(3, 0.6)];
    let mut events = vec![TrainEvent::RunStarted(info(folder))];
    events.extend(epochs.iter().map(|row| TrainEvent::EpochEnded(*row)));
    events.extend(end.map(|end| {
        let outcome = RunOutcome {
            invalid_loss: None,
            folder: folder.to_owned(),
            end,
            epochs: 3,
            epochs_now: 3,
            epochs_wanted: 50,
            batches_in_epoch: 0,
            best: Some(epochs[1]),
        };
        TrainEvent::RunEnded(outcome)
    }));
    let config = RunConfig { preset: "tiny".to_owned(), ..RunConfig::default() };
    for (name, text) in [
        (CONFIG, config.to_ron()),
        (HISTORY, history::to_csv(&epochs)),
        (EVENTS, events_text(&events).expect("plain data")),
        (CHECKPOINT, "weights are not read".to_owned()),
        (BEST, "weights are not read".to_owned()),
    ] {
        fs::write(folder.join(name), text).expect("a file");
    }
}

fn place() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[test]
fn a_run_at_a_glance_has_the_figures_of_its_files() {
    let place = place();
    let folder = place.path().join("2026-11-25-100645-tiny");
    write_run(&folder, Some(RunEnd::Completed));
    let run = RunSummary::read(&folder);
    assert_eq!(run.state, RunState::Done);
    assert_eq!((run.epochs, run.epochs_wanted), (3, Some(RunConfig::default().training.epochs)));
    assert_eq!(run.best.map(|best| (best.epoch, best.val_loss)), Some((2, Some(0.4))));
    assert_eq!(run.curve, [0.7, 0.4, 0.6]);
    assert_eq!(run.preset.as_deref(), Some("tiny"));
    assert_eq!(run.counts, Some(Counts { classes: 2, training: 320, validation: 80 }));
    assert_eq!(run.started.map(date_text).as_deref(), Some("2026-11-25 10:06"));
    assert_eq!(run.name(), "2026-11-25-100645-tiny");
}

#[test]
fn the_end_of_a_run_and_its_lock_are_its_state() {
    let place = place();
    let folder = place.path().join("run");
    let failed = RunEnd::Failed { message: "the disk is full".to_owned() };
    for (end, state) in [
        (Some(RunEnd::Completed), RunState::Done),
        (Some(RunEnd::StoppedByCallback), RunState::Done),
        (Some(RunEnd::Stopped), RunState::Stopped),
        (Some(failed), RunState::Failed { message: "the disk is full".to_owned() }),
        (None, RunState::Interrupted),
    ] {
        write_run(&folder, end);
        assert_eq!(RunSummary::read(&folder).state, state);
        let training = RunFolder::open(&folder).expect("it holds a run");
        assert_eq!(RunSummary::read(&folder).state, RunState::Training);
        drop(training);
    }
}

#[test]
fn a_start_that_was_cut_off_is_an_interrupted_run_without_epochs() {
    let place = place();
    let folder = place.path().join("run");
    drop(RunFolder::create(&folder, &RunConfig::default(), &[]).expect("a new folder"));
    let run = RunSummary::read(&folder);
    assert_eq!((run.state, run.epochs, run.counts), (RunState::Interrupted, 0, None));
}

/// The English sentence, which has a Portuguese one beside it that names the same place.
fn sentence(folder: &Path) -> String {
    let RunState::Unreadable(error) = RunSummary::read(folder).state else { panic!("it can be read") };
    let portuguese = error.localized(crate::text::Language::Portuguese);
    assert_ne!(portuguese, error.to_string());
    error.to_string()
}

#[test]
fn each_file_that_is_missing_or_damaged_is_named() {
    let place = place();
    let folder = place.path().join("run");
    let text = |name: &str| fs::read_to_string(folder.join(name)).expect("a file");
    for (name, damage, part) in [
        (CONFIG, None, "has no config.ron"),
        (CONFIG, Some("(preset: \"tiny\", invented_by_a_newer_version: 1)".to_owned()), "invented_by_a_newer_version"),
        (CONFIG, Some(String::new()), "config.ron"),
        (HISTORY, None, "history.csv"),
        (HISTORY, Some("epoch\n".to_owned()), "history.csv is damaged"),
        (EVENTS, Some("InventedByANewerVersion(1)\n".to_owned()), "events.ron is damaged: line 1"),
    ] {
        write_run(&folder, Some(RunEnd::Completed));
        match damage {
            None => fs::remove_file(folder.join(name)).expect("it is there"),
            Some(damage) => fs::write(folder.join(name), damage).expect("it can be written"),
        }
        let sentence = sentence(&folder);
        assert!(sentence.contains(part), "{name}: {sentence}");
    }
    write_run(&folder, None);
    fs::remove_file(folder.join(CHECKPOINT)).expect("it is there");
    assert!(sentence(&folder).contains("checkpoint.safetensors"), "it cannot be resumed");
    write_run(&folder, None);
    let cut = text(EVENTS) + "RunEnded((fol";
    fs::write(folder.join(EVENTS), cut).expect("it can be written");
    assert_eq!(RunSummary::read(&folder).state, RunState::Interrupted, "a line that is being written is no damage");
}

#[test]
fn files_cut_off_at_any_byte_or_with_any_byte_changed_are_read_without_a_panic() {
    let place = place();
    let folder = place.path().join("run");
    for name in [CONFIG, HISTORY, EVENTS] {
        write_run(&folder, Some(RunEnd::Completed));
        let whole = fs::read(folder.join(name)).expect("a file");
        for at in (0..whole.len()).step_by(7) {
            fs::write(folder.join(name), &whole[..at]).expect("it can be written");
            let _ = RunSummary::read(&folder);
            let mut changed = whole.clone();
            changed[at] ^= 0xff;
            fs::write(folder.join(name), changed).expect("it can be written");
            let _ = RunSummary::read(&folder);
        }
    }
}

#[test]
fn a_file_that_is_too_large_or_no_file_is_not_read() {
    let place = place();
    let folder = place.path().join("run");
    write_run(&folder, Some(RunEnd::Completed));
    // Sparse: it takes no room on the disk.
    fs::File::create(folder.join(HISTORY)).and_then(|file| file.set_len(200 << 20)).expect("it can be written");
    assert!(sentence(&folder).contains("200 MiB"));
    fs::remove_file(folder.join(HISTORY)).expect("it is there");
    fs::create_dir(folder.join(HISTORY)).expect("a folder");
    assert!(sentence(&folder).contains("is not a file"));
}

#[test]
fn only_folders_with_a_file_of_a_run_are_listed_the_newest_first() {
    let place = place();
    let path = |name: &str| place.path().join(name);
    for name in ["2026-01-01-000000-a", "2026-02-01-000000-b"] {
        write_run(&path(name), None);
    }
    for empty in ["2026-03-01-000000-killed", "leftover", "photographs"] {
        fs::create_dir(path(empty)).expect("a folder");
    }
    fs::write(path("leftover/.bigode-a1b2c3"), "half").expect("a file");
    fs::write(path("photographs/cat.0.jpg"), "no run").expect("a file");
    fs::write(path("file.ron"), "no folder").expect("a file");
    let half = path("2025-01-01-000000-half");
    fs::create_dir(&half).expect("a folder");
    fs::write(half.join(HISTORY), "").expect("a file");
    let expected = [path("2026-02-01-000000-b"), path("2026-01-01-000000-a"), half];
    assert_eq!(runs_below(place.path()).expect("it can be read"), expected);
    assert_eq!(runs_below(&expected[0]).expect("it can be read"), expected[..1], "a run itself");
    assert!(runs_below(&path("nowhere")).is_err());
}

#[test]
fn a_name_and_a_note_are_kept_and_never_lost_to_another_window() {
    let place = place();
    let folder = place.path().join("run");
    write_run(&folder, None);
    let none = RunNotes::default();
    let first = RunNotes { name: "  wide\nnetwork ".to_owned(), note: "two\nlines".to_owned() };
    let kept = change_notes(&folder, &none, first).expect("it can be written");
    assert_eq!(kept, RunNotes { name: "wide network".to_owned(), note: "two\nlines".to_owned() });
    assert_eq!(RunSummary::read(&folder).notes, kept);
    assert_eq!(RunSummary::read(&folder).name(), "wide network");
    let late = RunNotes { name: "mine".to_owned(), ..none.clone() };
    let refused = change_notes(&folder, &none, late.clone()).expect_err("the other window was first");
    assert!(refused.to_string().contains("wide network") && refused.portuguese().contains("wide network"));
    assert_eq!(RunSummary::read(&folder).notes, kept);
    assert_eq!(change_notes(&folder, &kept, late.clone()).expect("it was seen"), late);
    let long = RunNotes { name: "é".repeat(128), ..none };
    assert!(change_notes(&folder, &late, long).expect_err("it is too long").to_string().contains("256 bytes"));
}

#[test]
fn notes_of_a_newer_version_are_left_as_they_are() {
    let place = place();
    let folder = place.path().join("run");
    write_run(&folder, Some(RunEnd::Completed));
    let newer = "(name: \"a\", note: \"\", stars: 5)";
    fs::write(folder.join(NOTES), newer).expect("it can be written");
    let run = RunSummary::read(&folder);
    assert_eq!(run.state, RunState::Done, "the run itself can be read");
    assert!(run.notes_problem.is_some_and(|problem| problem.to_string().contains("stars")));
    let name = RunNotes { name: "b".to_owned(), note: String::new() };
    assert!(change_notes(&folder, &RunNotes::default(), name).is_err());
    assert_eq!(fs::read_to_string(folder.join(NOTES)).expect("it is there"), newer);
}

#[test]
fn a_long_history_is_drawn_in_few_points_that_end_with_the_last_epoch() {
    let history: Vec<_> = (1..=1000).map(|number| epoch(number, 1.0 / number as f64)).collect();
    let points = curve(&history);
    assert!(points.len() <= CURVE_POINTS && points.len() > CURVE_POINTS / 2, "{}", points.len());
    assert_eq!(points.last().copied(), Some(0.001));
    assert!(curve(&[]).is_empty());
}

#[test]
fn a_curve_never_mixes_losses_of_training_and_validation() {
    let validated = |number, loss| epoch(number, loss);
    let unvalidated = |number| EpochStats { val_loss: None, val_accuracy: None, ..epoch(number, 3.0) };
    let history = [unvalidated(1), validated(2, 0.5), unvalidated(3), validated(4, 0.25), unvalidated(5)];
    assert_eq!(curve(&history), [0.5, 0.25]);
    let loss = unvalidated(1).loss as f32;
    assert_eq!(curve(&history[..1]), [loss], "nothing is validated yet");
}
