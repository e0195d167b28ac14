//! Commands whose output cannot be written: it is there whole or not at all, and what was there before stays.

use std::collections::BTreeMap;
use std::fs;

use super::library::{Call, run};
use super::{leftovers, orders};
use crate::support::{TINY, Workplace};

/// A command, and the folder that it writes to.
struct Writer {
    arguments: &'static [&'static str],
    folder: &'static str,
}

const WRITERS: &[Writer] = &[
    Writer { arguments: &["predict", "run", "data", "--csv", "labels/list.csv"], folder: "labels" },
    Writer { arguments: &["evaluate", "run", "data", "--csv", "evaluated/list.csv"], folder: "evaluated" },
    Writer { arguments: &["report", "run", "--out", "report/page.html"], folder: "report" },
    Writer { arguments: &["explain", "run", "data/cat.0.png", "--out", "explained"], folder: "explained" },
    Writer { arguments: &["decode", "data/cat.0.png", "--out", "seen"], folder: "seen" },
];

type Files = BTreeMap<String, Vec<u8>>;

/// All files of a folder by name.
fn files(place: &Workplace, folder: &str) -> Files {
    let entries = fs::read_dir(place.path(folder)).into_iter().flatten().map(|entry| entry.expect("an entry"));
    let content = |path| fs::read(path).expect("a file");
    entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), content(entry.path()))).collect()
}

/// Lets one call of a command fail, then repeats the command.
///
/// # Errors
/// What did not happen as it should.
fn check(place: &Workplace, writer: &Writer, order: &str, before: &Files, whole: &Files) -> Result<(), String> {
    let Writer { arguments, folder } = writer;
    for (name, content) in before {
        place.write(&format!("{folder}/{name}"), content);
    }
    let (ended, _) = run(place, arguments, folder, Some(order));
    let is_error = |line: &str| line.starts_with("error: ") && line.contains(folder);
    if ended.code != 1 || !ended.stderr.lines().any(is_error) {
        return Err(format!("exit code {} and: {}", ended.code, ended.stderr));
    }
    for (name, content) in files(place, folder) {
        if before.get(&name) != Some(&content) && whole.get(&name) != Some(&content) {
            return Err(format!("{name} is neither what it was nor whole"));
        }
    }
    let left = leftovers(place, folder);
    if !left.is_empty() {
        return Err(format!("left behind: {left:?}"));
    }
    let again = place.run(arguments);
    if again.code != 0 || files(place, folder) != *whole {
        return Err(format!("afterwards: exit code {} and {}", again.code, again.stderr));
    }
    Ok(())
}

#[test]
fn an_output_that_cannot_be_written_is_an_error_and_what_was_there_stays() {
    let place = Workplace::new();
    place.drawings("data", 20);
    place.write("tiny.ron", TINY);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    let mut failures = Vec::new();
    for writer in WRITERS {
        let Writer { arguments, folder } = writer;
        fs::create_dir_all(place.path(folder)).expect("a folder");
        place.succeed(arguments);
        let whole = files(&place, folder);
        let before: Files = whole.keys().map(|name| (name.clone(), b"what was there".to_vec())).collect();
        for (name, content) in &before {
            place.write(&format!("{folder}/{name}"), content);
        }
        let (ended, calls) = run(&place, arguments, folder, None);
        assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.stderr);
        assert!(!whole.is_empty() && whole == files(&place, folder), "{arguments:?} replaces what was there");
        let calls: Vec<&Call> = calls.iter().filter(|call| call.number > 0).collect();
        let kinds: Vec<&str> = calls.iter().map(|call| call.kind.as_str()).collect();
        for kind in ["open", "write", "sync", "rename"] {
            assert!(kinds.contains(&kind), "{arguments:?}: {kinds:?}");
        }
        for call in calls {
            for order in orders(call.number) {
                if let Err(failure) = check(&place, writer, &order, &before, &whole) {
                    failures.push(format!(
                        "{arguments:?}: {} of {} fails ({order}): {failure}",
                        call.kind,
                        call.path.display()
                    ));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}
