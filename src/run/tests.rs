use std::fs;
use std::path::PathBuf;

use super::*;

fn temporary() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[test]
fn a_folder_belongs_to_one_run_and_one_process() {
    let place = temporary();
    let path = place.path().join("runs/first");
    let folder = RunFolder::create(&path).expect("a new folder");
    assert!(matches!(RunFolder::create(&path), Err(RunFolderError::InUse { .. })));
    folder.write(CONFIG, "()").expect("it can be written");
    drop(folder);
    assert!(matches!(RunFolder::create(&path), Err(RunFolderError::AlreadyARun { .. })));
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
    let folder = RunFolder::create(&path).expect("it holds no run");
    folder.write(HISTORY, "x").expect("it can be written");
    folder.discard();
    let left: Vec<_> = fs::read_dir(&path).expect("it is there").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["mine.txt"]);
    let other = place.path().join("other");
    RunFolder::create(&other).expect("a new folder").discard();
    assert!(!other.exists());
}

#[test]
fn writing_replaces_whole_files_and_leaves_nothing_beside_them() {
    let place = temporary();
    let folder = RunFolder::create(place.path()).expect("it holds no run");
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
fn leftovers_of_a_killed_process_are_removed() {
    let place = temporary();
    let folder = RunFolder::create(place.path()).expect("it holds no run");
    for name in [".writing-a1b2c3", ".history.csv.tmp", "mine.tmp"] {
        fs::write(folder.file(name), "half").expect("it can be written");
    }
    folder.remove_leftovers();
    let mut left: Vec<_> = fs::read_dir(place.path()).expect("it is there").flatten().map(|e| e.file_name()).collect();
    left.sort();
    assert_eq!(left, ["mine.tmp"]);
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
            folder: PathBuf::from("a \"quoted\"\nname"),
            end: RunEnd::Failed { message: "no space left".to_owned() },
            epochs: 0,
            epochs_now: 0,
            epochs_wanted: 3,
            best: None,
        }),
    ]
}

#[test]
fn events_are_one_a_line_and_read_back() {
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
    let whole_split = split_text(&rows).expect("rows are data");
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
