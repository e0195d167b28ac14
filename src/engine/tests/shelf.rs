//! Runs at a glance: listed, read, renamed, deleted and restored.

use std::fs;

use super::*;
use crate::engine::views::Deletion;
use crate::run::{CONFIG, RunFolder, RunNotes, RunState};
use crate::shared_error::SharedError;

/// Starts that were cut off, the cheapest runs.
fn runs(bench: &Bench, names: &[String]) -> Vec<PathBuf> {
    let config = RunConfig { preset: "tiny".to_owned(), ..RunConfig::default() };
    let make = |name: &String| {
        let folder = bench.path("runs").join(name);
        drop(RunFolder::create(&folder, &config, &[]).expect("a new folder"));
        folder
    };
    names.iter().map(make).collect()
}

fn shelf_event(event: &EngineEvent) -> Option<&ShelfEvent> {
    match event {
        EngineEvent::Shelf(event) => Some(event),
        _ => None,
    }
}

/// Lists the folder until `count` runs were read; gives them in the order of their reading, and what was listed.
fn listed(bench: &mut Bench, generation: u64, count: usize) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let folders = vec![bench.path("runs"), bench.path("nowhere")];
    bench.send(ShelfCommand::List { generation, folders });
    let (mut found, mut read) = (Vec::new(), Vec::new());
    while read.len() < count || found.is_empty() {
        for event in bench.until(|event| shelf_event(event).is_some()) {
            match event {
                EngineEvent::Shelf(ShelfEvent::Listed { generation: own, runs, problems }) => {
                    assert_eq!(own, generation);
                    assert!(problems.is_empty(), "a folder that is not there has no runs: {problems:?}");
                    found = runs;
                }
                EngineEvent::Shelf(ShelfEvent::Read { runs }) => {
                    read.extend(runs.iter().map(|run| run.folder.clone()));
                }
                other => panic!("{other:?}"),
            }
        }
    }
    (found, read)
}

#[test]
fn runs_are_listed_the_newest_first_and_each_is_read() {
    let mut bench = Bench::new();
    let names: Vec<String> = (10..40).map(|number| format!("2026-01-01-0000{number}-tiny")).collect();
    let mut all = runs(&bench, &names);
    all.reverse();
    let (found, mut read) = listed(&mut bench, 1, all.len());
    assert_eq!(found, all);
    read.sort_by(|a, b| b.cmp(a));
    assert_eq!(read, all);
}

#[test]
fn a_second_listing_reads_only_what_has_changed() {
    let mut bench = Bench::new();
    let all = runs(&bench, &["a".to_owned(), "b".to_owned(), "c".to_owned()]);
    listed(&mut bench, 1, 3);
    fs::write(all[1].join(CONFIG), "(preset: \"damaged\"").expect("it can be written");
    let (found, read) = listed(&mut bench, 2, 1);
    assert_eq!((found.len(), read), (3, vec![all[1].clone()]));
}

#[test]
fn a_run_that_trains_is_seen_as_training() {
    let mut bench = Bench::new();
    let all = runs(&bench, &["a".to_owned()]);
    let training = RunFolder::open(&all[0]).expect("it holds a run");
    bench.send(ShelfCommand::List { generation: 1, folders: vec![bench.path("runs")] });
    let is_read = |event: &EngineEvent| matches!(shelf_event(event), Some(ShelfEvent::Read { .. }));
    let events = bench.until(is_read);
    let Some(EngineEvent::Shelf(ShelfEvent::Read { runs })) = events.last() else { panic!("{events:?}") };
    assert_eq!(runs[0].state, RunState::Training);
    bench.send(ShelfCommand::Delete { run: all[0].clone(), deletion: Deletion::Trash });
    let refused = deletion(&mut bench).expect_err("it trains");
    assert!(matches!(refused, Undeleted::Refused(reason) if reason.to_string().contains("in use")));
    drop(training);
}

/// What became of a deletion.
fn deletion(bench: &mut Bench) -> Result<(), Undeleted> {
    let events = bench.until(|event| matches!(shelf_event(event), Some(ShelfEvent::Deleted { .. })));
    match events.into_iter().next_back() {
        Some(EngineEvent::Shelf(ShelfEvent::Deleted { result, .. })) => result,
        other => panic!("{other:?}"),
    }
}

/// What became of a restoration.
fn restoration(bench: &mut Bench) -> Result<(), SharedError> {
    let events = bench.until(|event| matches!(shelf_event(event), Some(ShelfEvent::Restored { .. })));
    match events.into_iter().next_back() {
        Some(EngineEvent::Shelf(ShelfEvent::Restored { result, .. })) => result,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_run_goes_to_the_trash_and_comes_back() {
    goes_and_comes_back(Bench::new());
}

/// The folder in which a process finds the user's trash, where desktops follow freedesktop.org.
#[cfg(target_os = "linux")]
const USER_DATA: &str = "XDG_DATA_HOME";

/// The system's own trash, in a process for which it lies in a temporary folder: never in the user's.
#[cfg(target_os = "linux")]
#[test]
fn the_systems_trash_takes_a_run_and_gives_it_back() {
    const INSIDE: &str = "BIGODE_TEST_TRASH";
    let folder = tempfile::tempdir().expect("a folder for the test");
    if std::env::var_os(INSIDE).is_none() {
        let (_, module) = module_path!().split_once("::").expect("it is a part of the crate");
        let test = format!("{module}::the_systems_trash_takes_a_run_and_gives_it_back");
        let program = std::env::current_exe().expect("these tests");
        let mut again = std::process::Command::new(program);
        let again = again.args(["--exact", &test]).env(INSIDE, "1").env(USER_DATA, folder.path());
        let output = again.output().expect("they can be started again");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("1 passed"), "{text}");
        return;
    }
    let trash = std::env::var_os(USER_DATA).map(|data| PathBuf::from(data).join("Trash/files"));
    goes_and_comes_back(Bench::with_trash(folder, Arc::new(SystemTrash)));
    assert!(trash.is_some_and(|trash| trash.is_dir()), "the run has been in the trash of this process alone");
}

fn goes_and_comes_back(mut bench: Bench) {
    let all = runs(&bench, &["a run to be deleted".to_owned()]);
    let config = fs::read(all[0].join(CONFIG)).expect("it is there");
    bench.send(ShelfCommand::Delete { run: all[0].clone(), deletion: Deletion::Trash });
    deletion(&mut bench).expect("there is a trash");
    assert!(!all[0].exists());
    bench.send(ShelfCommand::Restore { run: all[0].clone() });
    assert_eq!(restoration(&mut bench), Ok(()));
    assert_eq!(fs::read(all[0].join(CONFIG)).expect("it is back"), config);
    bench.send(ShelfCommand::Delete { run: all[0].clone(), deletion: Deletion::ForGood });
    deletion(&mut bench).expect("it holds a run alone");
    assert!(!all[0].exists());
    bench.send(ShelfCommand::Restore { run: all[0].clone() });
    let reason = restoration(&mut bench).expect_err("it was deleted for good");
    assert!(reason.to_string().contains("trash"), "{reason}");
}

#[test]
fn a_folder_with_photographs_or_another_run_is_not_deleted() {
    let mut bench = Bench::new();
    let all = runs(&bench, &["a".to_owned(), "b".to_owned()]);
    fs::write(all[0].join("cat.0.jpg"), "a photo").expect("it can be written");
    fs::create_dir(all[1].join("inner")).expect("a folder");
    fs::write(all[1].join("inner").join(CONFIG), "()").expect("it can be written");
    for (run, other) in all.iter().zip(["cat.0.jpg", "inner"]) {
        for way in [Deletion::Trash, Deletion::ForGood] {
            bench.send(ShelfCommand::Delete { run: run.clone(), deletion: way });
            let refused = deletion(&mut bench).expect_err("it holds something else");
            assert!(matches!(refused, Undeleted::Refused(reason) if reason.to_string().contains(other)));
            assert!(run.join(CONFIG).exists());
        }
    }
    let none = bench.path("photographs");
    fs::create_dir(&none).expect("a folder");
    bench.send(ShelfCommand::Delete { run: none.clone(), deletion: Deletion::ForGood });
    assert!(matches!(deletion(&mut bench), Err(Undeleted::Refused(_))) && none.exists());
}

#[test]
fn a_name_is_written_unless_another_window_was_first() {
    let mut bench = Bench::new();
    let all = runs(&bench, &["a".to_owned()]);
    let named = |name: &str| RunNotes { name: name.to_owned(), note: String::new() };
    let mut change = |before: RunNotes, after: RunNotes| {
        bench.send(ShelfCommand::ChangeNotes { run: all[0].clone(), before, after });
        let events = bench.until(|event| matches!(shelf_event(event), Some(ShelfEvent::NotesChanged { .. })));
        match events.into_iter().next_back() {
            Some(EngineEvent::Shelf(ShelfEvent::NotesChanged { result, .. })) => result,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(change(RunNotes::default(), named("first")), Ok(named("first")));
    assert!(change(RunNotes::default(), named("second")).is_err_and(|reason| reason.to_string().contains("first")));
    assert_eq!(change(named("first"), named("second")), Ok(named("second")));
}
