use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::config::RunConfig;
use crate::text::Localized as _;

fn create(path: &Path) -> Result<RunFolder, RunFolderError> {
    RunFolder::create(path, &RunConfig::default(), &[])
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().into_string().expect("a plain name")).collect();
    names.sort();
    names
}

fn temporary() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[test]
fn a_folder_belongs_to_one_run_and_one_process() {
    let place = temporary();
    let path = place.path().join("runs/first");
    let folder = create(&path).expect("a new folder");
    assert!(matches!(create(&path), Err(RunFolderError::InUse { .. })));
    folder.write(CONFIG, "()").expect("it can be written");
    drop(folder);
    assert!(matches!(create(&path), Err(RunFolderError::AlreadyARun { .. })));
    let open = RunFolder::open(&path).expect("it holds a run");
    assert!(matches!(RunFolder::open(&path), Err(RunFolderError::InUse { .. })));
    drop(open);
    assert!(matches!(RunFolder::open(place.path()), Err(RunFolderError::NotARun { .. })));
}

#[test]
fn a_run_that_could_not_begin_leaves_only_what_was_there() {
    let place = temporary();
    let path = place.path().join("run");
    fs::create_dir(&path).expect("a folder");
    fs::write(path.join("mine.txt"), "kept").expect("a file");
    let folder = create(&path).expect("it holds no run");
    folder.write(HISTORY, "x").expect("it can be written");
    folder.discard();
    assert_eq!(names(&path), ["mine.txt"]);
    let other = place.path().join("other");
    create(&other).expect("a new folder").discard();
    assert!(!other.exists());
}

#[test]
fn writing_replaces_whole_files_and_leaves_nothing_beside_them() {
    let place = temporary();
    let folder = create(place.path()).expect("it holds no run");
    for text in ["first", "second"] {
        folder.write("logs/a.csv", text).expect("it can be written");
        assert_eq!(fs::read_to_string(folder.file("logs/a.csv")).expect("it is there"), text);
    }
    crate::files::link(&folder.file("logs/a.csv"), &folder.file("logs/b.csv")).expect("it can be linked");
    folder.write("logs/a.csv", "third").expect("it can be written");
    assert_eq!(fs::read_to_string(folder.file("logs/b.csv")).expect("it is there"), "second");
    assert_eq!(fs::read_dir(folder.file("logs")).expect("it is there").count(), 2);
    fs::create_dir(folder.file("taken")).expect("a folder");
    assert!(folder.write("taken", "text").is_err());
    assert!(!folder.file(".taken.tmp").exists());
}

#[test]
fn a_start_without_a_checkpoint_is_taken_over_by_the_same_configuration_only() {
    let place = temporary();
    let path = place.path().join("run");
    drop(create(&path).expect("a new folder"));
    assert!(RunFolder::open(&path).expect("it has a configuration").is_unfinished_start());
    fs::write(path.join(OVERLAY), "").expect("it can be written");
    fs::write(path.join(".bigode-a1b2c3"), "half").expect("it can be written");
    drop(create(&path).expect("nothing has begun in it"));
    assert_eq!(names(&path), [CONFIG, OVERLAY], "leftovers are removed");

    let other = RunConfig { seed: 1, ..RunConfig::default() };
    assert!(matches!(RunFolder::create(&path, &other, &[]), Err(RunFolderError::AlreadyARun { .. })));
    for name in OWN_FILES.into_iter().filter(|name| ![CONFIG, OVERLAY].contains(name)) {
        fs::write(path.join(name), "text").expect("it can be written");
        assert!(matches!(create(&path), Err(RunFolderError::AlreadyARun { .. })), "{name}");
        assert!(!RunFolder::open(&path).expect("it has a configuration").is_unfinished_start(), "{name}");
        assert_eq!(fs::read_to_string(path.join(name)).expect("it is there"), "text");
        fs::remove_file(path.join(name)).expect("it is there");
    }
    fs::remove_file(path.join(CONFIG)).expect("it is there");
    assert!(matches!(create(&path), Err(RunFolderError::AlreadyARun { .. })), "an overlay of unknown origin");
}

#[test]
fn a_start_that_was_taken_over_and_fails_leaves_the_folder_as_it_was() {
    let place = temporary();
    drop(create(place.path()).expect("a new folder"));
    let folder = create(place.path()).expect("nothing has begun in it");
    folder.write(CHECKPOINT, "x").expect("it can be written");
    folder.discard();
    assert_eq!(names(place.path()), [CONFIG]);
}

#[test]
fn leftovers_of_a_killed_process_are_removed() {
    let place = temporary();
    let folder = create(place.path()).expect("it holds no run");
    for name in [".writing-a1b2c3", ".history.csv.tmp", "mine.tmp"] {
        fs::write(folder.file(name), "half").expect("it can be written");
    }
    folder.remove_leftovers(&[]);
    assert_eq!(names(place.path()), [CONFIG, "mine.tmp"]);
}

#[test]
fn leftovers_are_removed_from_the_sub_folders_that_a_run_writes_and_from_no_other() {
    let place = temporary();
    let folder = create(place.path()).expect("it holds no run");
    for name in ["results", "logs", "logs/deep", "weights", "weights/1", "weights/2", "mine"] {
        fs::create_dir(folder.file(name)).expect("a folder");
        fs::write(folder.file(name).join(".bigode-a1b2c3"), "half").expect("it can be written");
        fs::write(folder.file(name).join("whole"), "whole").expect("it can be written");
    }
    let written = ["logs/training.csv", "weights/*/model.safetensors", "absent/*/model.safetensors"];
    folder.remove_leftovers(&written.map(PathBuf::from));
    for (name, is_tidied) in [
        ("results", true),
        ("logs", true),
        ("logs/deep", false),
        ("weights", false),
        ("weights/1", true),
        ("weights/2", true),
        ("mine", false),
    ] {
        assert!(folder.file(name).join("whole").exists(), "{name}");
        assert_eq!(folder.file(name).join(".bigode-a1b2c3").exists(), !is_tidied, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn leftovers_behind_links_are_left_alone() {
    let place = temporary();
    let elsewhere = place.path().join("elsewhere");
    fs::create_dir_all(elsewhere.join("inner")).expect("a folder");
    for folder in [elsewhere.clone(), elsewhere.join("inner")] {
        fs::write(folder.join(".bigode-a1b2c3"), "half").expect("it can be written");
    }
    let folder = create(&place.path().join("run")).expect("a new folder");
    for name in ["results", "logs"] {
        std::os::unix::fs::symlink(&elsewhere, folder.file(name)).expect("a link");
    }
    folder.remove_leftovers(&["logs/a.csv", "logs/inner/a.csv", "*/a.csv", "*/inner/a.csv"].map(PathBuf::from));
    assert!(elsewhere.join(".bigode-a1b2c3").exists() && elsewhere.join("inner/.bigode-a1b2c3").exists());
}

fn events() -> Vec<TrainEvent> {
    vec![
        TrainEvent::EpochStarted { epoch: 1 },
        TrainEvent::Callback(CallbackEvent::EarlyStopping {
            epoch: 1,
            monitor: crate::config::Metric::ValLoss,
            value: f64::INFINITY,
            wait: 0,
            patience: 10,
            best: 0.1,
            best_epoch: 1,
            verdict: Verdict::Improved,
        }),
        TrainEvent::RunEnded(RunOutcome {
            batches_in_epoch: 3,
            folder: PathBuf::from("a \"quoted\"\nname"),
            end: RunEnd::Failed { message: "no space left".to_owned() },
            epochs: 0,
            epochs_now: 0,
            epochs_wanted: 3,
            best: None,
            invalid_loss: None,
        }),
    ]
}

#[test]
fn events_are_written_one_in_each_line_and_read_back() {
    let place = temporary();
    for event in events() {
        append_event(place.path(), &event).expect("it can be written");
    }
    let text = fs::read_to_string(place.path().join(EVENTS)).expect("it is there");
    assert_eq!(text, events_text(&events()).expect("events are data"));
    assert_eq!(text.lines().count(), 3);
    assert_eq!(read_events(place.path()).expect("they are whole"), events());
}

#[test]
fn events_and_splits_cut_off_anywhere_are_errors_or_whole_lines() {
    let place = temporary();
    let whole_events = events_text(&events()).expect("events are data");
    let rows: Vec<SplitRow> = ["cat, or \"dog\".jpg", "dog.1.jpg"]
        .map(|name| SplitRow {
            filename: name.to_owned(),
            side: Side::Training,
            label: "cat".to_owned(),
            left_out: String::new(),
        })
        .into();
    let whole_split = split_text(rows.clone()).expect("rows are data");
    assert!(whole_split.starts_with("filename,side,label,left_out\n"));
    for (name, whole) in [(EVENTS, &whole_events), (SPLIT, &whole_split)] {
        for length in 0..=whole.len() {
            fs::write(place.path().join(name), &whole.as_bytes()[..length]).expect("it can be written");
            let lines = whole[..length].lines().count();
            let read = match name {
                EVENTS => read_events(place.path()).map(|events| events.len()),
                _ => read_split(place.path()).map(|rows| rows.len() + 1),
            };
            match read {
                Ok(read) => assert!(read == lines && (length == 0 || whole[..length].ends_with('\n'))),
                Err(error) => assert!(error.to_string().contains(name), "{error}"),
            }
        }
    }
    assert_eq!(read_split(place.path()).expect("it is whole"), rows);
}

#[test]
fn a_new_folder_is_named_by_time_and_preset() {
    let place = temporary();
    let first = new_folder(place.path(), "notebook");
    let name = first.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
    assert!(name.ends_with("-notebook") && name.starts_with("20"), "{name}");
    fs::create_dir(&first).expect("a folder");
    assert_ne!(new_folder(place.path(), "notebook"), first);
}

#[test]
fn damaged_files_are_reported_in_both_languages_with_the_same_facts() {
    let place = temporary();
    let read = |name: &str, text: &str| {
        fs::write(place.path().join(name), text).expect("it can be written");
        match name {
            EVENTS => read_events(place.path()).map(drop),
            SPLIT => read_split(place.path()).map(drop),
            _ => read_history(place.path()).map(drop),
        }
        .expect_err("it is damaged")
    };
    let header = history::to_csv(&[]);
    for (name, text, english, portuguese) in [
        (HISTORY, "epoch", "its last line is cut off", "a última linha está cortada"),
        (HISTORY, "epoch\n", "its first line should be epoch,", "a primeira linha deveria ser epoch,"),
        (
            HISTORY,
            &format!("{header}x\n"),
            "line 2 is not a row of epoch 1: x",
            "a linha 2 não é uma linha da época 1: x",
        ),
        (EVENTS, "EpochStarted(epoch: 1)\nx\n", "line 2: ", "linha 2: "),
        (SPLIT, "filename\nx\n", "line: 2", "line: 2"),
    ] {
        let error = read(name, text);
        let (in_english, in_portuguese) = (error.to_string(), error.portuguese());
        assert!(in_english.contains(name) && in_english.contains(english), "{in_english}");
        assert!(
            in_portuguese.contains(name)
                && in_portuguese.contains(portuguese)
                && in_portuguese.contains("está danificado"),
            "{in_portuguese}"
        );
    }
}
