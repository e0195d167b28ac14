//! Wrong input and damaged files: each is refused with a sentence, without a panic, and leaves no half-written file.

use std::fs;

use crate::material::left_out;
use crate::support::{TINY, Workplace};

#[test]
fn data_that_cannot_be_trained_on() {
    let place = Workplace::new();
    place.write("tiny.ron", TINY);
    place.drawings("data", 8);
    fs::create_dir(place.path("empty")).expect("a folder");
    for number in 0..3 {
        fs::create_dir_all(place.path("cats_only")).expect("a folder");
        let name = format!("cat.{number}.png");
        fs::copy(place.path("data").join(&name), place.path("cats_only").join(&name)).expect("a copy");
        place.write(&format!("broken/cat.{number}.jpg"), "no picture");
        place.write(&format!("broken/dog.{number}.jpg"), "no picture");
    }
    place.write("notes.txt", "not a data set");
    for data in ["empty", "cats_only", "broken", "notes.txt", "nowhere"] {
        let sentence = place.fail(&["train", data, "--config", "tiny.ron", "--out", "run"]);
        assert!(sentence.contains(data) || data == "broken", "{data}: {sentence}");
        assert!(!place.path("run").join("checkpoint.safetensors").exists(), "{data} left a run");
    }
}

#[test]
fn one_photograph_of_each_class_ends_with_a_sentence_or_a_run() {
    let place = Workplace::new();
    place.write("tiny.ron", TINY);
    place.drawings("data", 2);
    let ended = place.run(&["train", "data", "--config", "tiny.ron", "--out", "run"]);
    assert!(matches!(ended.code, 0 | 1), "{}: {}", ended.code, ended.stderr);
    assert!(!ended.stderr.is_empty());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt as _;

    let place = Workplace::new();
    place.write("tiny.ron", TINY);
    place.drawings("data", 4);
    let closed = fs::Permissions::from_mode(0o000);
    fs::set_permissions(place.path("data"), closed).expect("permissions");
    if fs::read_dir(place.path("data")).is_ok() {
        left_out("this user may read everything");
    } else {
        let sentence = place.fail(&["train", "data", "--config", "tiny.ron", "--out", "run"]);
        assert!(sentence.contains("data"), "{sentence}");
    }
    fs::set_permissions(place.path("data"), fs::Permissions::from_mode(0o755)).expect("permissions");
}

#[test]
fn configurations_are_refused_with_line_column_and_field() {
    let place = Workplace::new();
    place.drawings("data", 4);
    for (wrong, field) in [
        (TINY.replace("batch_size: 8", "batch_sise: 8"), "batch_sise"),
        (TINY.replace("batch_size: 8", "batch_size: \"eight\""), "batch_size"),
        (TINY.replace("learning_rate: 0.01", "learning_rate: -0.01"), "learning_rate"),
        (TINY.replace("learning_rate: 0.01", "learning_rate: NaN"), "learning_rate"),
        (TINY.replace("rate: 0.1", "rate: 1.5"), "rate"),
        (TINY.replace("EarlyStopping(patience: 5)", "ReduceLROnPlateau(factor: 1.5)"), "factor"),
        (TINY.replace("EarlyStopping(patience: 5)", "EarlyStopping(monitor: \"val_f1\")"), "val_accuracy"),
        (TINY.replace("epochs: 2", "epochs: 0"), "epochs"),
    ] {
        place.write("wrong.ron", &wrong);
        let sentence = place.fail(&["train", "data", "--config", "wrong.ron", "--out", "run"]);
        assert!(sentence.contains(field), "{field}: {sentence}");
        assert!(sentence.contains("wrong.ron"), "{sentence}");
        let numbers = sentence.chars().filter(char::is_ascii_digit).count();
        assert!(numbers >= 2, "no line and column: {sentence}");
        assert!(!place.path("run").exists(), "{field} left a run");
        assert_eq!(place.fail(&["summary", "--config", "wrong.ron"]), sentence);
    }
}

#[test]
fn networks_that_cannot_be_built_are_refused_with_the_layer() {
    let place = Workplace::new();
    place.drawings("data", 4);
    let too_deep = TINY.replace("MaxPooling2D(),", "MaxPooling2D(pool_size: (20, 20)),");
    let wrong_units = TINY.replace("units: classes", "units: 7");
    for wrong in [too_deep, wrong_units] {
        place.write("wrong.ron", &wrong);
        place.fail(&["train", "data", "--config", "wrong.ron", "--out", "run"]);
        assert!(!place.path("run").join("checkpoint.safetensors").exists());
    }
}

#[test]
fn presets_and_files_that_do_not_exist() {
    let place = Workplace::new();
    let sentence = place.run(&["summary", "--preset", "notbook"]);
    assert!(matches!(sentence.code, 1 | 2) && sentence.stderr.contains("notebook"), "{}", sentence.stderr);
    assert!(place.fail(&["summary", "--config", "nowhere.ron"]).contains("nowhere.ron"));
    assert!(place.fail(&["verify", "nowhere.json"]).contains("nowhere.json"));
    assert!(place.fail(&["predict", "nowhere", "a.jpg"]).contains("nowhere"));
    assert!(place.fail(&["train", "--resume", "nowhere"]).contains("nowhere"));
}

#[test]
fn zero_epochs_and_threads_are_refused() {
    let place = Workplace::new();
    place.drawings("data", 4);
    for arguments in [
        &["train", "data", "--epochs", "0", "--out", "run"][..],
        &["train", "data", "--batch-size", "0", "--out", "run"],
        &["train", "data", "--threads", "0", "--out", "run"],
    ] {
        let ended = place.run(arguments);
        assert!(matches!(ended.code, 1 | 2), "{arguments:?}: {}", ended.code);
        assert!(!ended.stderr.is_empty());
        assert!(!place.path("run").exists());
    }
}

#[test]
fn damaged_weights_are_an_error_that_names_the_file() {
    let place = Workplace::new();
    place.drawings("data", 8);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    for file in ["best.safetensors", "last.safetensors"] {
        let weights = if file.starts_with("best") { "best" } else { "last" };
        let whole = fs::read(place.path("run").join(file)).expect("weights");
        let mut flipped = whole.clone();
        flipped[9] ^= 0xff;
        let impossible_length = [&u64::MAX.to_le_bytes()[..], b"{}"].concat();
        let cuts = [0, 1, 7, 8, 9, 100, whole.len() / 2, whole.len() - 1].map(|length| whole[..length].to_vec());
        for damaged in cuts.into_iter().chain([impossible_length, flipped, [whole.clone(), vec![0]].concat()]) {
            // A file of its own: best and last may be one file under two names.
            fs::remove_file(place.path("run").join(file)).expect("the old one can be removed");
            fs::write(place.path("run").join(file), &damaged).expect("a damaged file");
            let sentence = place.fail(&["predict", "run", "data", "--weights", weights]);
            assert!(sentence.contains(file), "{} bytes: {sentence}", damaged.len());
        }
        fs::write(place.path("run").join(file), &whole).expect("the whole file");
        place.succeed(&["predict", "run", "data", "--weights", weights]);
    }
}

#[test]
fn a_damaged_checkpoint_is_an_error_and_stays_as_it_is() {
    let place = Workplace::new();
    place.drawings("data", 8);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    let file = place.path("run/checkpoint.safetensors");
    let whole = fs::read(&file).expect("a checkpoint");
    for length in [0, 8, 200, whole.len() / 2, whole.len() - 1] {
        fs::write(&file, &whole[..length]).expect("a damaged file");
        let sentence = place.fail(&["train", "--resume", "run", "--epochs", "3"]);
        assert!(sentence.contains("checkpoint.safetensors"), "{length} bytes: {sentence}");
        assert_eq!(fs::read(&file).expect("the file").len(), length);
    }
}

#[test]
fn a_cut_configuration_of_a_run_is_an_error() {
    let place = Workplace::new();
    place.drawings("data", 8);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    let whole = fs::read(place.path("run/config.ron")).expect("the configuration");
    for length in [0, 1, whole.len() / 3, whole.len() / 2] {
        fs::write(place.path("run/config.ron"), &whole[..length]).expect("a damaged file");
        assert!(place.fail(&["train", "--resume", "run", "--epochs", "3"]).contains("config.ron"), "{length} bytes");
    }
}
