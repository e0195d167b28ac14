//! Exports and imports whose output cannot be written: it is whole or absent, and a sentence names it.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use super::library::{Call, run};
use super::orders;
use crate::support::{TINY, Workplace, copy_folder};

/// Each command, whose last argument is its output within the folder `out`.
const COMMANDS: &[&[&str]] = &[
    &["export", "run", "--to", "keras", "--out", "out/network.keras"],
    &["export", "run", "--to", "weights.h5", "--out", "out/network.weights.h5"],
    &["export", "run", "--to", "h5", "--out", "out/network.h5"],
    &["export", "run", "--to", "onnx", "--out", "out/network.onnx"],
    &["export", "run", "--to", "safetensors", "--out", "out/network.safetensors"],
    &["export", "run", "--to", "notebook", "--out", "out/run.ipynb"],
    &["export", "run", "--to", "python", "--out", "out/python"],
    &["export", "run", "--to", "tensorboard", "--out", "out/events"],
    &["export", "run", "--to", "cluster", "--out", "out/project"],
    &["export", "data", "--to", "webdataset", "--out", "out/shards"],
    &["import", "network.keras", "--out", "out/from-keras"],
    &["import", "network.weights.h5", "--network", "run", "--out", "out/from-weights"],
    &["import", "network.h5", "--out", "out/from-h5"],
    &["import", "network.onnx", "--out", "out/from-onnx"],
    &["import", "network.safetensors", "--out", "out/from-safetensors"],
    &["import", "written", "--out", "out/from-project"],
];

/// Calls of one command that fail, at most, unless all are asked for.
const MOST: usize = 8;

type Files = BTreeMap<String, Vec<u8>>;

/// All files below a folder by their names. Event files have the time in their names and in their bytes.
fn files(folder: &Path, prefix: &str, found: &mut Files) {
    for entry in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry")) {
        let name = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&entry.path(), &name, found);
        } else if name.contains("tfevents") {
            let (folder, _) = name.split_once("/events.out").expect("their names begin like this");
            found.insert(folder.to_owned(), Vec::new());
        } else if std::path::Path::new(&name).extension().is_some_and(|extension| extension == "keras") {
            // The time is in it, too.
            found.insert(name, entry.metadata().expect("a file").len().to_le_bytes().to_vec());
        } else {
            found.insert(name, fs::read(entry.path()).expect("a file"));
        }
    }
}

fn all(place: &Workplace) -> Files {
    let mut found = Files::new();
    files(&place.path("out"), "", &mut found);
    found
}

/// Those of the calls that fail: some from all over, and the last one.
fn failing(calls: &[Call]) -> Vec<&Call> {
    let calls: Vec<&Call> = calls.iter().filter(|call| call.number > 0).collect();
    if env::var("BIGODE_FAULTS").is_ok_and(|all| all == "all") {
        return calls;
    }
    // Odd, for a call's number decides how it fails.
    let step = calls.len().div_ceil(MOST) | 1;
    // The last one syncs the folder after the output has its name.
    calls.iter().rev().step_by(step).copied().collect()
}

/// Lets one call of a command fail.
///
/// # Errors
/// What did not happen as it should.
fn check(place: &Workplace, arguments: &[&str], order: &str, whole: &Files) -> Result<(), String> {
    fs::remove_dir_all(place.path("out")).expect("a folder");
    fs::create_dir(place.path("out")).expect("a folder");
    let (ended, _) = run(place, arguments, "out", Some(order));
    let out = arguments.last().expect("an output");
    let is_error = |line: &str| line.starts_with("error: ") && line.contains(out);
    if ended.code != 1 || !ended.stderr.lines().any(is_error) {
        return Err(format!("exit code {} and: {}", ended.code, ended.stderr));
    }
    let left = all(place);
    if left.is_empty() || left == *whole {
        return Ok(());
    }
    Err(format!("neither absent nor whole: {:?}", left.keys().collect::<Vec<_>>()))
}

#[test]
fn an_export_or_import_that_cannot_be_written_is_whole_or_absent() {
    let place = Workplace::new();
    place.drawings("data", 20);
    place.write("tiny.ron", TINY);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    for format in ["keras", "weights.h5", "h5", "onnx", "safetensors"] {
        place.succeed(&["export", "run", "--to", format, "--out", &format!("network.{format}")]);
    }
    // What a project has written: its own settings beside weights and history.
    place.succeed(&["export", "run", "--to", "cluster", "--out", "project"]);
    copy_folder(&place.path("project"), &place.path("written"));
    for name in ["history.csv", "last.safetensors", "best.safetensors"] {
        fs::copy(place.path(&format!("run/{name}")), place.path(&format!("written/{name}"))).expect("a file");
    }
    let mut failures = Vec::new();
    for arguments in COMMANDS {
        let _ = fs::remove_dir_all(place.path("out"));
        fs::create_dir(place.path("out")).expect("a folder");
        let (ended, calls) = run(&place, arguments, "out", None);
        assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.stderr);
        let whole = all(&place);
        assert!(!whole.is_empty(), "{arguments:?}");
        for call in failing(&calls) {
            for order in orders(call.number) {
                if let Err(failure) = check(&place, arguments, &order, &whole) {
                    let (kind, path) = (&call.kind, call.path.display());
                    failures.push(format!("{arguments:?}: {kind} of {path} fails ({order}): {failure}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}
