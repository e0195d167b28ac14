//! The command line: names, exit codes, what goes to which stream.

use std::process::Stdio;

use crate::support::Workplace;

const SUBCOMMANDS: [&str; 10] =
    ["train", "predict", "decode", "pretrained", "summary", "doctor", "verify", "bench", "demo-data", "cache"];

#[test]
fn each_help_explains_itself() {
    let place = Workplace::new();
    let all = place.succeed(&["--help"]);
    for name in SUBCOMMANDS {
        assert!(all.stdout.contains(name), "{}", all.stdout);
        let help = place.succeed(&[name, "--help"]);
        assert!(help.stdout.contains("Usage: bigode"), "{}", help.stdout);
        assert!(help.stderr.is_empty());
    }
}

#[test]
fn documented_options_exist() {
    let place = Workplace::new();
    for (name, options) in [
        ("train", "--demo --preset --config --epochs --batch-size --seed --threads --out --resume"),
        ("predict", "--csv --weights"),
        ("decode", "--out --preset --config --size"),
        ("summary", "--preset --config"),
        ("doctor", "--json"),
        ("bench", "--preset --config --batch --threads --data --phases --json"),
        ("demo-data", "--count"),
        ("cache", "clear"),
    ] {
        let help = place.succeed(&[name, "--help"]).stdout;
        for option in options.split(' ') {
            assert!(help.contains(option), "{name} --help does not name {option}");
        }
    }
}

#[test]
fn pretrained_networks_are_listed_and_what_is_none_is_refused_with_what_was_expected() {
    let place = Workplace::new();
    let listed = place.succeed(&["pretrained", "list"]).stdout;
    assert!(listed.contains("Pretrained(name: efficientnet_lite0)  comes with the program"), "{listed}");
    place.write("notes.safetensors", "no tensors");
    let refused = place.fail(&["pretrained", "add", "notes.safetensors"]);
    assert!(refused.contains("notes.safetensors is no whole safetensors file"), "{refused}");
    assert!(place.fail(&["pretrained", "add", "gone.safetensors"]).contains("gone.safetensors cannot be read"));
    assert!(!place.path("pretrained").exists(), "nothing is kept");
    assert_eq!(place.run(&["pretrained", "add", "notes.safetensors", "--architecture", "vgg"]).code, 2);
}

#[test]
fn a_training_that_begins_with_weights_that_are_not_there_says_how_to_add_them() {
    let place = Workplace::new();
    place.drawings("data", 20);
    let digest = "a5".repeat(16);
    let config = format!(
        "(augmentation: (rescale: 1.0), network: (input: (32, 32), layers: [Pretrained(name: resnet18, weights: {digest:?}), \
         GlobalAveragePooling2D(), Dense(units: classes, activation: softmax)]))"
    );
    place.write("own.ron", config);
    let refused = place.fail(&["train", "data", "--config", "own.ron", "--out", "run"]);
    let expected = format!("the weights {digest} of resnet18, which were added once, are not in");
    assert!(refused.contains(&expected) && refused.contains("bigode pretrained add FILE"), "{refused}");
    assert!(!place.path("run").exists(), "no half of a run stays");
}

#[test]
fn wrong_usage_ends_with_exit_code_2() {
    let place = Workplace::new();
    for arguments in [
        &["train"][..],
        &["train", "--preset", "notebook"],
        &["train", "data", "--preset", "notebook", "--config", "a.ron"],
        &["train", "data", "--threads", "0"],
        &["train", "data", "--epochs", "many"],
        &["predict"],
        &["predict", "run"],
        &["predict", "run", "a.jpg", "--weights", "worst"],
        &["decode", "a.jpg"],
        &["decode", "--out", "seen"],
        &["decode", "a.jpg", "--out", "seen", "--size", "0x4"],
        &["verify"],
        &["bench", "--batch", "0"],
        &["bench", "--threads", "0"],
        &["demo-data"],
        &["cache", "wash"],
        &["fly"],
        &["--sideways"],
    ] {
        let ended = place.run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.stderr);
        assert!(ended.stdout.is_empty() && ended.stderr.contains("--help"), "{arguments:?}: {}", ended.stderr);
    }
}

#[test]
fn summary_prints_the_notebook_table() {
    let place = Workplace::new();
    let table = place.succeed(&["summary"]).stdout;
    assert!(table.contains("12,942,786"), "{table}");
    assert!(table.contains("1,472"), "{table}");
    assert_eq!(place.succeed(&["summary", "--preset", "notebook"]).stdout, table);
}

#[test]
fn demo_data_draws_kaggle_names_and_the_same_twice() {
    let place = Workplace::new();
    place.drawings("a", 6);
    place.drawings("b", 6);
    let mut names: Vec<_> = std::fs::read_dir(place.path("a"))
        .expect("the folder")
        .map(|entry| entry.expect("a file").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    assert_eq!(names, ["cat.0.png", "cat.1.png", "cat.2.png", "dog.0.png", "dog.1.png", "dog.2.png"]);
    for name in &names {
        let [a, b] = ["a", "b"].map(|folder| std::fs::read(place.path(folder).join(name)).expect("a drawing"));
        assert_eq!(a, b, "{name}");
    }
}

#[test]
fn doctor_finds_and_always_succeeds() {
    let place = Workplace::new();
    place.drawings("data", 6);
    place.write("data/cat.9.jpg", "<html>not a picture</html>");
    std::fs::copy(place.path("data/dog.0.png"), place.path("data/dog.8.png")).expect("a copy");
    let report = place.succeed(&["doctor", "data"]).stdout;
    for fact in ["cat", "dog", "cat.9.jpg", "dog.8.png"] {
        assert!(report.contains(fact), "{fact}: {report}");
    }
    let json = place.succeed(&["doctor", "data", "--json"]).stdout;
    let json_report: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert!(json_report.is_object(), "{json}");
}

#[test]
fn cache_shows_and_clears() {
    let place = Workplace::new();
    place.drawings("data", 12);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    let shown = place.succeed(&["cache"]).stdout;
    assert!(!shown.is_empty());
    place.succeed(&["cache", "clear"]);
    assert_ne!(place.succeed(&["cache"]).stdout, shown);
}

#[test]
fn a_reader_that_has_gone_is_no_panic() {
    let place = Workplace::new();
    place.drawings("data", 6);
    for arguments in [&["summary"][..], &["doctor", "data"], &["--help"], &["cache"]] {
        let mut child =
            place.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
        drop(child.stdout.take());
        let ended = child.wait_with_output().expect("the command ends");
        let stderr = String::from_utf8_lossy(&ended.stderr);
        assert!(!stderr.contains("panicked"), "{arguments:?}: {stderr}");
        assert_ne!(ended.status.code(), Some(101), "{arguments:?}");
    }
}

#[test]
fn without_a_display_the_demonstration_runs_in_the_terminal() {
    let place = Workplace::new();
    let mut child =
        place.command(&[]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the command starts");
    let mut stderr = String::new();
    let mut lines = std::io::BufReader::new(child.stderr.take().expect("its standard error"));
    // The first sentence and the beginning of the training are enough; the whole demonstration takes most of a minute.
    while !stderr.contains("drawings") {
        let before = stderr.len();
        std::io::BufRead::read_line(&mut lines, &mut stderr).expect("UTF-8");
        assert!(stderr.len() > before, "ended after: {stderr}");
    }
    child.kill().expect("it still runs");
    child.wait().expect("it ends");
    assert!(stderr.lines().next().is_some_and(|first| first.starts_with("No window")), "{stderr}");
}

#[test]
fn a_log_says_what_was_done_and_how_long_it_took() {
    let place = Workplace::new();
    place.drawings("mine", 4);
    place.succeed(&["doctor", "mine", "--log", "log.txt"]);
    place.succeed(&["--log", "log.txt", "cache"]);
    let log = place.read("log.txt");
    for part in [" INFO began: Doctor(", " INFO began: Cache(", " INFO ended after ", " ms"] {
        assert!(log.contains(part), "{part:?} is missing in\n{log}");
    }
    place.fail(&["summary", "--config", "nowhere.ron", "--log", "log.txt"]);
    assert!(place.read("log.txt").contains(" ERROR failed after "));
    let sentence = place.fail(&["--log", "nowhere/log.txt", "cache"]);
    assert!(sentence.contains("nowhere/log.txt"), "{sentence}");
    let ended = place.command(&["--log", "log.txt", "cache"]).env("BIGODE_LOG", "loud").output();
    let stderr = String::from_utf8(ended.expect("the command starts").stderr).expect("text");
    assert!(stderr.contains("BIGODE_LOG is \"loud\"") && stderr.contains("debug"), "{stderr}");
}
