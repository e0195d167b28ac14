//! What a full or broken disk does to a run: its files are whole, a failure ends with a sentence, and the run can be resumed.
//!
//! Each call that could fail fails once; with the environment variable `BIGODE_FAULTS` set to `all`, in every way.

mod exchange;
mod kills;
mod library;
mod outputs;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;
use std::{env, fs};

use self::library::{Call, run};
use crate::same_run::assert_same_run;
use crate::support::{TINY, Workplace};

const EIO: i32 = 5;
const ENOSPC: i32 = 28;

fn prepared() -> Workplace {
    let place = Workplace::new();
    place.drawings("data", 20);
    place.write("tiny.ron", TINY);
    place.write("overlay.csv", "file,action,new_label\ncat.0.png,exclude,\n");
    place
}

fn arguments(folder: &str) -> Vec<&str> {
    vec!["train", "data", "--config", "tiny.ron", "--overlay", "overlay.csv", "--out", folder]
}

/// The names that files took, if each was synced before and its folder directly after.
///
/// # Errors
/// The first rename after which a power cut could leave a name without its bytes, or no name.
fn lasting_names(calls: &[Call]) -> Result<BTreeSet<OsString>, String> {
    let mut synced = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (at, call) in calls.iter().enumerate() {
        match call.kind.as_str() {
            "open" | "write" => {
                synced.remove(&call.path);
            }
            "sync" => {
                synced.insert(&call.path);
            }
            "link" | "rename" if !synced.contains(&call.path) => return Err(format!("not synced before {call:?}")),
            "link" => {
                synced.insert(&call.new_path);
            }
            "rename" => {
                let folder = call.new_path.parent();
                let is_folder_synced =
                    calls.get(at + 1).is_some_and(|next| next.kind == "sync" && Some(next.path.as_path()) == folder);
                if !is_folder_synced {
                    return Err(format!("its folder is not synced after {call:?}"));
                }
                synced.insert(&call.new_path);
                names.extend(call.new_path.file_name().map(ToOwned::to_owned));
            }
            other => return Err(format!("{other} is not a call that the library logs")),
        }
    }
    Ok(names)
}

#[test]
fn a_file_is_synced_before_it_takes_its_name_and_its_folder_after() {
    let place = prepared();
    let (ended, calls) = run(&place, &arguments("run"), "run", None);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let files = [
        "config.ron",
        "split.csv",
        "overlay.csv",
        "history.csv",
        "events.ron",
        "last.safetensors",
        "best.safetensors",
        "checkpoint.safetensors",
        "validation.safetensors",
    ];
    assert_eq!(lasting_names(&calls), Ok(files.map(Into::into).into()));
}

#[test]
fn names_of_files_that_are_not_synced_are_noticed() {
    let log = |calls: &[(&str, &str, &str)]| -> Vec<Call> {
        let call = |&(kind, path, new_path): &(&str, &str, &str)| Call {
            number: 1,
            kind: kind.to_owned(),
            path: path.into(),
            new_path: new_path.into(),
        };
        calls.iter().map(call).collect()
    };
    let (open, write) = (("open", "/run/.a", ""), ("write", "/run/.a", ""));
    let (sync, rename) = (("sync", "/run/.a", ""), ("rename", "/run/.a", "/run/a"));
    let (link, folder) = (("link", "/run/.a", "/run/.b"), ("sync", "/run", ""));
    assert_eq!(lasting_names(&log(&[open, write, sync, rename, folder])), Ok(["a".into()].into()));
    for missing in [
        &[open, write, rename, folder][..],
        &[open, write, sync, write, rename, folder],
        &[open, sync, write, rename, folder],
        &[open, write, sync, rename],
        &[open, write, sync, rename, open, folder],
        &[open, write, sync, rename, ("sync", "/other", "")],
        &[open, write, link, sync],
    ] {
        assert!(lasting_names(&log(missing)).is_err(), "{missing:?}");
    }
}

/// The ways in which the call of a number fails.
fn orders(number: usize) -> Vec<String> {
    let ways = [format!("{number} {EIO}"), format!("{number}+ {ENOSPC}"), format!("{number} {ENOSPC}")];
    match env::var("BIGODE_FAULTS") {
        Ok(all) if all == "all" => ways.into(),
        _ => vec![ways[number % 2].clone()],
    }
}

/// Files that a command writes to before they have their names.
fn leftovers(place: &Workplace, folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(place.path(folder)).into_iter().flatten();
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let is_leftover = |path: &PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        name.starts_with('.') || path.extension().is_some_and(|extension| extension == "tmp")
    };
    paths.filter(is_leftover).collect()
}

/// Lets one call fail, and continues with what is left of the run.
///
/// # Errors
/// What did not happen as it should.
fn check(place: &Workplace, call: &Call, order: &str) -> Result<(), String> {
    let folder = format!("run {order}");
    let (ended, calls) = run(place, &arguments(&folder), &folder, Some(order));
    assert!(calls.iter().any(|made| made.number == call.number), "the call was made");
    let is_error = |line: &str| line.starts_with("error: ") && line.contains(&folder);
    if ended.code != 1 || !ended.stderr.lines().any(is_error) {
        return Err(format!("exit code {} and: {}", ended.code, ended.stderr));
    }
    let is_there = place.path(&folder).join("config.ron").exists();
    let next = if is_there { vec!["train", "--resume", &folder] } else { arguments(&folder) };
    let continued = place.run(&next);
    if continued.code != 0 {
        return Err(format!("{next:?} does not continue: {}", continued.stderr));
    }
    let left = leftovers(place, &folder);
    if !left.is_empty() {
        return Err(format!("left behind: {left:?}"));
    }
    assert_same_run(place, "whole", &folder);
    fs::remove_dir_all(place.path(&folder)).expect("the run can be removed");
    Ok(())
}

#[test]
fn any_call_that_fails_ends_with_a_sentence_and_the_run_can_be_continued() {
    let place = prepared();
    let (ended, calls) = run(&place, &arguments("whole"), "whole", None);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let calls: Vec<&Call> = calls.iter().filter(|call| call.number > 0).collect();
    assert!(calls.len() > 50, "{calls:?}");
    let mut failures = Vec::new();
    for call in calls {
        for order in orders(call.number) {
            if let Err(failure) = check(&place, call, &order) {
                failures.push(format!("{} of {} fails ({order}): {failure}", call.kind, call.path.display()));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}
