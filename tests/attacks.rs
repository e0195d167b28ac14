//! Links, pipes, devices and winding paths in the place of each file that a command reads or writes.

use std::fs;
use std::os::unix::fs::{FileTypeExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::support::{CommandOutput, TINY, Workplace};

/// Longer than any of the commands takes; one that waits for ever is ended then, and fails its test.
const PATIENCE: Duration = Duration::from_mins(2);

/// Commands whose option names a file that is written: `OUT`.
const FILES: [&[&str]; 5] = [
    &["predict", "run", "data", "--csv", "OUT"],
    &["predict", "run", "numbered", "--submission", "OUT"],
    &["evaluate", "run", "--csv", "OUT"],
    &["report", "run", "--out", "OUT"],
    &["summary", "--log", "OUT"],
];

/// Commands that write files of their own names into the folder `OUT`, with one of these names.
const FOLDERS: [(&[&str], &str); 4] = [
    (&["explain", "run", "data/cat.0.png", "--out", "OUT"], "input.png"),
    (&["decode", "data/cat.0.png", "--out", "OUT"], "cat.0.png"),
    (&["demo-data", "OUT", "--count", "2"], "cat.0.png"),
    (&["train", "data", "--config", "tiny.ron", "--epochs", "1", "--out", "OUT"], "last.safetensors"),
];

/// Drawings, also under numbers, and a run trained on them.
fn trained() -> Workplace {
    let place = Workplace::new();
    place.drawings("data", 12);
    for number in 0..2 {
        place.write(&format!("numbered/{number}.png"), fs::read(place.path("data/cat.0.png")).expect("a drawing"));
    }
    place.train_tiny("data", "run", &["--epochs", "1"]);
    place
}

fn with_out<'a>(arguments: &[&'a str], out: &'a str) -> Vec<&'a str> {
    arguments.iter().map(|argument| if *argument == "OUT" { out } else { argument }).collect()
}

/// Runs a command that must end by itself.
fn run(place: &Workplace, arguments: &[&str]) -> CommandOutput {
    let mut command = place.command(arguments);
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let child = child.expect("the command starts");
    let id = child.id();
    let (ended, end) = mpsc::sync_channel(1);
    let waiting = thread::Builder::new().name("waiting".to_owned()).spawn(move || ended.send(child.wait_with_output()));
    let waiting = waiting.expect("a thread");
    let Ok(output) = end.recv_timeout(PATIENCE) else {
        let _ = Command::new("kill").args(["-9", &id.to_string()]).status();
        panic!("{arguments:?} waits for ever");
    };
    waiting.join().expect("it has ended").expect("it was received");
    CommandOutput::of(output.expect("its output"))
}

/// Runs a command that must fail with a sentence.
fn refused(place: &Workplace, arguments: &[&str]) -> String {
    let ended = run(place, arguments);
    let sentence = ended.stderr.lines().last().unwrap_or_default().to_owned();
    assert!(ended.code == 1 && sentence.contains(' '), "{arguments:?}: {} {}", ended.code, ended.stderr);
    sentence
}

fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

fn is_pipe(path: &Path) -> bool {
    fs::symlink_metadata(path).expect("it is there").file_type().is_fifo()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("Unicode")).collect();
    names.sort();
    names
}

#[test]
fn a_link_in_the_place_of_an_output_harms_nothing_behind_it() {
    let place = trained();
    place.write("victim", "mine");
    for arguments in FILES {
        for target in ["victim", "absent"] {
            symlink(place.path(target), place.path("out")).expect("a link");
            let ended = run(&place, &with_out(arguments, "out"));
            let is_log = arguments.contains(&"--log");
            assert_eq!(ended.code, i32::from(is_log), "{arguments:?}: {}", ended.stderr);
            assert!(!is_log || ended.stderr.contains("it is a link"), "{}", ended.stderr);
            assert_eq!(
                fs::symlink_metadata(place.path("out")).expect("it is there").is_symlink(),
                is_log,
                "{arguments:?}"
            );
            assert_eq!(place.read("victim"), "mine", "{arguments:?}");
            assert!(!place.path("absent").exists(), "{arguments:?}");
            fs::remove_file(place.path("out")).expect("it can be removed");
        }
    }
    for (number, (arguments, file)) in FOLDERS.into_iter().enumerate() {
        let out = format!("out-{number}");
        fs::create_dir(place.path(&out)).expect("a folder");
        symlink(place.path("victim"), place.path(&out).join(file)).expect("a link");
        let ended = run(&place, &with_out(arguments, &out));
        assert!(matches!(ended.code, 0 | 1), "{arguments:?}: {}", ended.code);
        assert_eq!(place.read("victim"), "mine", "{arguments:?}");
    }
    symlink(place.path("victim"), place.path("run/report.html")).expect("a link");
    place.succeed(&["report", "run"]);
    assert_eq!(place.read("victim"), "mine");
    assert!(place.read("run/report.html").starts_with('<'));
}

#[test]
fn a_pipe_in_the_place_of_an_output_is_refused_at_once_and_stays() {
    let place = trained();
    fs::create_dir(place.path("there")).expect("a folder");
    make_pipe(&place.path("there/pipe"));
    for arguments in FILES.into_iter().chain(FOLDERS.map(|(arguments, _)| arguments)) {
        let sentence = refused(&place, &with_out(arguments, "there/pipe"));
        assert!(sentence.contains("there/pipe"), "{arguments:?}: {sentence}");
        assert!(is_pipe(&place.path("there/pipe")), "{arguments:?}");
        assert_eq!(names(&place.path("there")), ["pipe"], "{arguments:?}");
    }
    for (number, (arguments, file)) in FOLDERS.into_iter().enumerate() {
        let out = format!("out-{number}");
        fs::create_dir(place.path(&out)).expect("a folder");
        make_pipe(&place.path(&out).join(file));
        refused(&place, &with_out(arguments, &out));
        assert!(is_pipe(&place.path(&out).join(file)), "{arguments:?}");
    }
    make_pipe(&place.path("run/report.html"));
    refused(&place, &["report", "run"]);
    assert!(is_pipe(&place.path("run/report.html")));
}

#[test]
fn a_socket_in_the_place_of_an_output_is_refused_and_stays() {
    let place = trained();
    let _socket = UnixListener::bind(place.path("socket")).expect("a socket");
    for arguments in FILES.into_iter().chain(FOLDERS.map(|(arguments, _)| arguments)) {
        refused(&place, &with_out(arguments, "socket"));
        let kind = fs::symlink_metadata(place.path("socket")).expect("it is there").file_type();
        assert!(kind.is_socket(), "{arguments:?}");
    }
}

#[test]
fn devices_are_written_as_they_are_and_a_full_one_is_a_failure() {
    let place = trained();
    for arguments in FILES {
        assert_eq!(run(&place, &with_out(arguments, "/dev/null")).code, 0, "{arguments:?}");
        if !arguments.contains(&"--log") {
            let sentence = refused(&place, &with_out(arguments, "/dev/full"));
            assert!(sentence.contains("/dev/full"), "{arguments:?}: {sentence}");
        }
    }
    for (arguments, _) in FOLDERS {
        let sentence = refused(&place, &with_out(arguments, "/dev/null"));
        assert!(sentence.contains("/dev/null"), "{arguments:?}: {sentence}");
    }
    for device in ["/dev/null", "/dev/full"] {
        assert!(fs::metadata(device).expect("it is there").file_type().is_char_device(), "{device}");
    }
}

#[test]
fn paths_are_followed_as_the_system_does() {
    let place = trained();
    fs::create_dir_all(place.path("real/deep")).expect("folders");
    symlink(place.path("real"), place.path("linked")).expect("a link");
    for arguments in FILES {
        for out in ["linked/out", "real/deep/../out", "linked/deep/../out"] {
            let ended = run(&place, &with_out(arguments, out));
            assert_eq!(ended.code, 0, "{arguments:?} {out}: {}", ended.stderr);
            assert_eq!(names(&place.path("real")), ["deep", "out"], "{arguments:?} {out}");
            assert!(names(&place.path("real/deep")).is_empty(), "{arguments:?} {out}");
            fs::remove_file(place.path("real/out")).expect("it can be removed");
        }
    }
    for (arguments, file) in FOLDERS {
        for out in ["linked/out", "real/deep/../out"] {
            let ended = run(&place, &with_out(arguments, out));
            assert_eq!(ended.code, 0, "{arguments:?} {out}: {}", ended.stderr);
            assert!(place.path("real/out").join(file).is_file(), "{arguments:?} {out}");
            fs::remove_dir_all(place.path("real/out")).expect("it can be removed");
        }
    }
}

#[test]
fn a_pipe_a_socket_or_a_device_in_the_place_of_an_input_is_refused_at_once() {
    let place = trained();
    make_pipe(&place.path("pipe"));
    let _socket = UnixListener::bind(place.path("socket")).expect("a socket");
    for input in ["pipe", "socket", "/dev/zero"] {
        for arguments in [
            &["train", "OUT", "--config", "tiny.ron", "--out", "new"][..],
            &["train", "data", "--config", "OUT", "--out", "new"],
            &["train", "data", "--config", "tiny.ron", "--overlay", "OUT", "--out", "new"],
            &["train", "--resume", "OUT"],
            &["predict", "run", "OUT"],
            &["predict", "OUT", "data"],
            &["evaluate", "run", "OUT"],
            &["evaluate", "OUT"],
            &["explain", "run", "OUT", "--out", "new"],
            &["report", "OUT"],
            &["decode", "OUT", "--out", "new"],
            &["summary", "--config", "OUT"],
            &["verify", "OUT"],
        ] {
            refused(&place, &with_out(arguments, input));
        }
        // What is wrong with the data is the doctor's finding, and a report is made without them.
        assert_eq!(run(&place, &["doctor", input]).code, 0);
        assert_eq!(run(&place, &["report", "run", input]).code, 0);
    }
    assert!(is_pipe(&place.path("pipe")));
}

#[test]
fn a_pipe_in_the_place_of_a_runs_file_never_makes_a_command_wait() {
    let place = trained();
    let files = names(&place.path("run")).into_iter().filter(|name| place.path("run").join(name).is_file());
    for file in files.collect::<Vec<_>>() {
        let copy = format!("copy-{file}");
        crate::support::copy_folder(&place.path("run"), &place.path(&copy));
        let path = place.path(&copy).join(&file);
        fs::remove_file(&path).expect("it can be removed");
        make_pipe(&path);
        for arguments in [
            &["evaluate", &copy][..],
            &["predict", &copy, "data"],
            &["report", &copy, "--out", "report.html"],
            &["train", "--resume", &copy, "--epochs", "2"],
        ] {
            let ended = run(&place, arguments);
            assert!(matches!(ended.code, 0 | 1), "{arguments:?}: {}", ended.code);
            assert!(is_pipe(&path) || ended.code == 0, "{arguments:?}");
        }
    }
}

#[test]
fn a_folder_of_a_run_that_is_a_link_is_not_written_through() {
    let place = trained();
    fs::create_dir(place.path("outside")).expect("a folder");
    let _ = fs::remove_dir_all(place.path("run/results"));
    symlink(place.path("outside"), place.path("run/results")).expect("a link");
    let ended = run(&place, &["evaluate", "run"]);
    assert_eq!(ended.code, 0, "the figures need no stored file: {}", ended.stderr);
    assert!(ended.stderr.contains("results"), "it is said that they are not stored: {}", ended.stderr);
    assert!(names(&place.path("outside")).is_empty());

    let callbacks = "CSVLogger(filename: \"logs/log.csv\"), ModelCheckpoint(filepath: \"logs/{epoch}.safetensors\")";
    place.write("logged.ron", TINY.replace("EarlyStopping(patience: 5)", callbacks));
    fs::create_dir(place.path("logged")).expect("a folder");
    symlink(place.path("outside"), place.path("logged/logs")).expect("a link");
    let sentence = refused(&place, &["train", "data", "--config", "logged.ron", "--out", "logged"]);
    assert!(sentence.contains("logs"), "{sentence}");
    assert!(names(&place.path("outside")).is_empty());
}

#[test]
fn a_cache_that_is_full_of_links_pipes_and_devices_harms_nothing() {
    let place = Workplace::new();
    place.drawings("data", 8);
    place.train_tiny("data", "first", &["--epochs", "1"]);
    place.write("victim", "mine");
    let cached = names(&place.path("cache"));
    for kind in ["link", "pipe"] {
        for name in &cached {
            let path = place.path("cache").join(name);
            fs::remove_file(&path).expect("it can be removed");
            if kind == "link" {
                symlink(place.path("victim"), &path).expect("a link");
            } else {
                make_pipe(&path);
            }
        }
        let ended = run(&place, &["train", "data", "--config", "tiny.ron", "--out", kind, "--epochs", "1"]);
        assert_eq!(ended.code, 0, "{kind}: {}", ended.stderr);
        assert_eq!(run(&place, &["cache"]).code, 0);
        assert_eq!(run(&place, &["cache", "clear"]).code, 0);
        assert_eq!(place.read("victim"), "mine");
        if kind == "link" {
            place.train_tiny("data", "again", &["--epochs", "1"]);
        }
    }
}
