//! `bigode train`: the run folder, resuming, one seed one run at any number of threads.

use std::fs;
use std::process::Stdio;

use crate::same_run::{assert_same_run, history, tensors};
use crate::support::Workplace;

const FILES: [&str; 8] = [
    "config.ron",
    "split.csv",
    "history.csv",
    "events.ron",
    "last.safetensors",
    "best.safetensors",
    "checkpoint.safetensors",
    "validation.safetensors",
];

#[test]
fn a_run_writes_its_files() {
    let place = Workplace::new();
    place.drawings("data", 20);
    place.train_tiny("data", "run", &[]);
    for file in FILES {
        assert!(place.path("run").join(file).is_file(), "{file}");
    }
    let lines = place.read("run/history.csv");
    let mut lines = lines.lines();
    let columns = "epoch,accuracy,learning_rate,loss,val_accuracy,val_loss,seconds,images_per_second";
    assert_eq!(lines.next(), Some(columns));
    assert!(lines.next().is_some_and(|line| line.starts_with("1,")));
    assert!(lines.next().is_some_and(|line| line.starts_with("2,")));
    assert_eq!(lines.next(), None);
    let left: Vec<_> = fs::read_dir(place.path("run")).expect("the run").collect();
    assert_eq!(left.len(), FILES.len(), "{left:?}");
}

#[test]
fn a_run_is_never_overwritten() {
    let place = Workplace::new();
    place.drawings("data", 8);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    let before = fs::read(place.path("run/history.csv")).expect("the history");
    let sentence = place.fail(&["train", "data", "--config", "tiny.ron", "--out", "run"]);
    assert!(sentence.contains("run"), "{sentence}");
    assert_eq!(fs::read(place.path("run/history.csv")).expect("the history"), before);
}

#[test]
fn the_default_folder_carries_date_and_preset() {
    let place = Workplace::new();
    place.drawings("data", 8);
    place.write("tiny.ron", crate::support::TINY);
    place.succeed(&["train", "data", "--config", "tiny.ron", "--epochs", "1"]);
    let runs: Vec<_> =
        fs::read_dir(place.path("runs")).expect("runs").map(|run| run.expect("a run").file_name()).collect();
    assert_eq!(runs.len(), 1);
    let name = runs[0].to_str().expect("a name");
    assert!(name.starts_with("20") && name.ends_with("-tiny"), "{name}");
}

#[test]
fn one_seed_is_one_run_at_any_number_of_threads() {
    let place = Workplace::new();
    place.drawings("data", 30);
    for threads in ["1", "2", "3"] {
        place.train_tiny("data", &format!("run{threads}"), &["--threads", threads]);
    }
    assert_same_run(&place, "run1", "run2");
    assert_same_run(&place, "run1", "run3");
    place.train_tiny("data", "other", &["--seed", "7"]);
    assert_ne!(history(&place, "run1"), history(&place, "other"));
}

#[test]
fn a_resumed_run_equals_the_unbroken_one() {
    let place = Workplace::new();
    place.drawings("data", 30);
    place.train_tiny("data", "whole", &["--epochs", "3"]);
    place.train_tiny("data", "cut", &["--epochs", "1"]);
    place.succeed(&["train", "--resume", "cut", "--epochs", "3"]);
    assert_same_run(&place, "whole", "cut");
}

#[test]
fn a_killed_run_resumes_to_the_unbroken_one() {
    let place = Workplace::new();
    place.drawings("data", 60);
    place.train_tiny("data", "whole", &["--epochs", "12"]);
    let mut child = place
        .command(&["train", "data", "--config", "tiny.ron", "--out", "cut", "--epochs", "12"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    while fs::read_to_string(place.path("cut/history.csv")).map_or(0, |lines| lines.lines().count()) < 3 {
        assert!(child.try_wait().expect("its state").is_none() || place.path("cut/history.csv").exists());
        std::thread::park_timeout(std::time::Duration::from_millis(1));
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    place.succeed(&["train", "--resume", "cut"]);
    assert_same_run(&place, "whole", "cut");
}

#[test]
fn a_finished_run_says_so() {
    let place = Workplace::new();
    place.drawings("data", 8);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    let before = tensors(&place, "run/last.safetensors");
    let ended = place.succeed(&["train", "--resume", "run"]);
    assert!(format!("{}{}", ended.stdout, ended.stderr).contains("finished"), "{} {}", ended.stdout, ended.stderr);
    assert!(before == tensors(&place, "run/last.safetensors"));
}

#[test]
fn resuming_takes_the_folder_that_has_moved() {
    let place = Workplace::new();
    place.drawings("data", 20);
    place.train_tiny("data", "whole", &[]);
    place.train_tiny("data", "cut", &["--epochs", "1"]);
    fs::rename(place.path("data"), place.path("moved")).expect("the folder moves");
    let sentence = place.fail(&["train", "--resume", "cut", "--epochs", "2"]);
    assert!(sentence.contains("data"), "{sentence}");
    place.succeed(&["train", "--resume", "cut", "moved", "--epochs", "2"]);
    assert_same_run(&place, "whole", "cut");
}

#[test]
fn resuming_refuses_what_would_change_the_run() {
    let place = Workplace::new();
    place.drawings("data", 8);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    for more in [&["--seed", "7"][..], &["--batch-size", "4"], &["--preset", "fast"], &["--demo"], &["--out", "other"]]
    {
        let ended = place.run(&[&["train", "--resume", "run"], more].concat());
        assert_eq!(ended.code, 2, "{more:?}: {}", ended.stderr);
    }
}

#[test]
fn photographs_are_left_as_they_are() {
    let place = Workplace::new();
    place.drawings("data", 8);
    place.write("data/cat.7.jpg", "broken");
    let state = || {
        let mut files: Vec<_> = fs::read_dir(place.path("data"))
            .expect("the folder")
            .map(|entry| {
                let entry = entry.expect("a file");
                let changed = entry.metadata().and_then(|metadata| metadata.modified()).expect("its time");
                (entry.file_name(), changed, fs::read(entry.path()).expect("its bytes"))
            })
            .collect();
        files.sort();
        files
    };
    let before = state();
    place.train_tiny("data", "run", &["--epochs", "1"]);
    place.succeed(&["predict", "run", "data"]);
    place.succeed(&["doctor", "data"]);
    assert_eq!(state(), before);
}

#[cfg(unix)]
#[test]
fn ctrl_c_drops_the_epoch_and_says_how_to_go_on() {
    let place = Workplace::new();
    place.drawings("data", 60);
    place.train_tiny("data", "whole", &["--epochs", "40"]);
    let child = place
        .command(&["train", "data", "--config", "tiny.ron", "--out", "cut", "--epochs", "40"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    while fs::read_to_string(place.path("cut/history.csv")).map_or(0, |lines| lines.lines().count()) < 2 {
        std::thread::park_timeout(std::time::Duration::from_millis(1));
    }
    let interrupted = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupted.expect("kill").success());
    let ended = child.wait_with_output().expect("it ends");
    let stderr = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(130), "{stderr}");
    assert!(stderr.contains("--resume"), "{stderr}");
    place.succeed(&["train", "--resume", "cut"]);
    assert_same_run(&place, "whole", "cut");
}

#[test]
fn runs_are_listed_with_their_state_and_best_epoch() {
    let place = Workplace::new();
    place.drawings("data", 20);
    place.train_tiny("data", "runs/2026-01-02-030405-tiny", &[]);
    place.write("runs/half/history.csv", "");
    fs::create_dir(place.path("runs/empty")).expect("a folder");
    let listed = place.succeed(&["runs"]);
    let lines: Vec<&str> = listed.stdout.lines().collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[0].starts_with("date"), "{lines:?}");
    assert!(lines[1].contains("cannot be read") && lines[1].ends_with("half"), "{lines:?}");
    assert!(lines[2].starts_with("2026-01-02 03:04  done") && lines[2].contains(" 2/2 "), "{lines:?}");
    assert!(listed.stderr.contains("half: ") && listed.stderr.contains("config.ron"), "{}", listed.stderr);
    let json: serde_json::Value =
        serde_json::from_str(&place.succeed(&["runs", "runs", "--json"]).stdout).expect("one line of JSON");
    let (half, run) = (&json[0], &json[1]);
    assert_eq!((half["state"].as_str(), run["state"].as_str()), (Some("unreadable"), Some("done")));
    assert_eq!((run["epochs"].as_u64(), run["validation"].as_u64()), (Some(2), Some(4)));
    let best = run["best_epoch"].as_u64().expect("a best epoch") as usize;
    let row = place.read("runs/2026-01-02-030405-tiny/history.csv");
    let loss = row.lines().nth(best).and_then(|row| row.split(',').nth(5)?.parse().ok());
    assert_eq!(run["val_loss"].as_f64(), loss);
    assert!(place.succeed(&["--language", "pt", "runs"]).stdout.contains("não pode ser lido"));
    assert!(place.fail(&["runs", "nowhere"]).contains("nowhere"));
}
