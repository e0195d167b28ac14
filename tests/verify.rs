//! `bigode verify`: the reference numbers hold, and changed ones are noticed.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::material::repository;
use crate::support::Workplace;

const FILES: [&str; 5] =
    ["keras_semantics.json", "layers.json", "network_rmsprop.json", "network_sgd.json", "training.json"];

fn reference(name: &str) -> PathBuf {
    let folder = match name {
        "layers.json" => "src/nn/reference",
        "training.json" => "src/train/reference",
        _ => "tests/reference",
    };
    repository(folder).join(name)
}

#[test]
fn the_reference_numbers_hold() {
    let place = Workplace::new();
    let files = FILES.map(reference);
    let mut arguments = vec!["verify"];
    arguments.extend(files.iter().map(|file| file.to_str().expect("UTF-8")));
    let ended = place.run(&arguments);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    let lines: Vec<&str> = ended.stdout.lines().collect();
    assert!(lines.len() > 100, "a line a check: {}", lines.len());
    assert!(lines.last().is_some_and(|summary| summary.contains("all") && summary.contains("pass")), "{lines:?}");
}

/// Changes the first number that `change` finds in each leaf list or at each key, and expects `verify` to notice.
fn assert_noticed(place: &Workplace, file: &str, path: &[&str], change: impl Fn(&mut Value)) {
    let mut document: Value = serde_json::from_slice(&fs::read(reference(file)).expect("a file")).expect("JSON");
    let mut target = &mut document;
    for step in path {
        target = match step.parse::<usize>() {
            Ok(index) if target.is_array() => &mut target[index],
            _ => &mut target[*step],
        };
        assert!(!target.is_null(), "{path:?}");
    }
    change(target);
    place.write("changed.json", document.to_string());
    let ended = place.run(&["verify", "changed.json"]);
    assert_eq!(ended.code, 1, "{path:?} was changed and not noticed");
    assert!(ended.stdout.contains("FAIL"), "{path:?}: {}", ended.stdout);
}

fn more(value: &mut Value) {
    let number = value.as_f64().expect("a number");
    *value = if value.is_u64() { Value::from(number as u64 + 1) } else { Value::from(number + 0.01) };
}

#[test]
fn changed_reference_numbers_are_noticed() {
    let place = Workplace::new();
    for path in [
        &["mt19937_seed42", "u32", "3"][..],
        &["mt19937_seed42", "f64", "3"],
        &["split_test20_seed42", "10", "train", "7"],
        &["split_test20_seed42", "25000", "test_last3", "0"],
        &["pil_nearest", "499->16", "15"],
        &["params_seed42_128", "3", "zy"],
        &["affine", "5", "modern", "2", "3"],
        &["affine", "11", "classic", "0", "0"],
        &["pipeline_7x9_to_8x8_seed7", "resized_u8", "7", "7", "2"],
        &["pipeline_7x9_to_8x8_seed7", "classic", "7", "7", "2"],
        &["batchnorm_nhwc_2x2x1x3", "y_train", "11"],
        &["batchnorm_nhwc_2x2x1x3", "moving_var_keras3_biased", "2"],
        &["optim", "adam", "2", "2"],
        &["optim", "sgd_nesterov0.9", "1", "0"],
        &["cce", "mean"],
        &["callbacks", "real_run_tf2_47epochs", "EarlyStopping_patience10", "best_epoch"],
        &["callbacks", "real_run_b", "ReduceLR_val_acc_p2", "0", "0"],
        &["kernel_split_lexicographic_names", "val_cats"],
    ] {
        assert_noticed(&place, "keras_semantics.json", path, more);
    }
    for path in [
        &["inference", "probabilities", "7"][..],
        &["inference", "loss"],
        &["training_step", "probabilities", "0"],
        &["training_step", "loss"],
        &["training_step", "gradients", "6", "data", "0"],
        &["training_step", "moving_after", "5", "data", "0"],
        &["trajectory", "losses", "9"],
        &["trajectory", "inference_probabilities_after", "3"],
        &["weights", "18", "data", "0"],
    ] {
        assert_noticed(&place, "network_sgd.json", path, more);
    }
    for path in [
        &["networks", "0", "logits", "5"][..],
        &["networks", "1", "loss"],
        &["networks", "2", "gradients", "3", "0"],
        &["networks", "0", "moving_after", "batch_normalization/moving_mean", "0"],
        &["networks", "1", "weights", "0", "data", "0"],
    ] {
        assert_noticed(&place, "layers.json", path, more);
    }
    for path in [
        &["schedules", "1", "rates", "5"][..],
        &["training", "0", "losses", "5"],
        &["training", "1", "weights", "0", "0"],
        &["training", "3", "averages", "1", "0"],
    ] {
        assert_noticed(&place, "training.json", path, more);
    }
}

#[test]
fn sections_that_are_not_checked_are_noticed() {
    let place = Workplace::new();
    let unknown = |value: &mut Value| value["surprise"] = Value::from(1);
    assert_noticed(&place, "keras_semantics.json", &[], unknown);
    assert_noticed(&place, "keras_semantics.json", &["optim"], |optim| optim["lion"] = optim["sgd"].clone());
}

#[test]
fn other_files_get_a_sentence() {
    let place = Workplace::new();
    place.write("text.json", "no JSON");
    place.write("empty.json", "");
    place.write("other.json", r#"{"a": [1, 2]}"#);
    place.write("list.json", "[1, 2, 3]");
    place.write("half.json", r#"{"layers": [], "weights": []}"#);
    for name in ["text.json", "empty.json", "other.json", "list.json", "half.json", "nowhere.json", "."] {
        let sentence = place.fail(&["verify", name]);
        assert!(sentence.contains(name), "{sentence}");
    }
    let text = fs::read_to_string(reference("network_sgd.json")).expect("a file");
    place.write("cut.json", &text[..text.len() / 2]);
    place.fail(&["verify", "cut.json"]);
    place.write("wrong-shape.json", text.replacen("[3, 3, 3, 4]", "[3, 3, 3, 5]", 1));
    place.fail(&["verify", "wrong-shape.json"]);
}
