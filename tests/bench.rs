//! `bigode bench`: the fields of its line, whose values depend on the machine and are not tested; and the choice of the
//! instruction set.

use crate::support::Workplace;

#[test]
fn json_is_one_line_with_the_documented_fields() {
    let place = Workplace::new();
    let ended = place.succeed(&["bench", "--json", "--batch", "2"]);
    assert_eq!(ended.stdout.lines().count(), 1, "{}", ended.stdout);
    let fields: serde_json::Map<_, _> = serde_json::from_str(&ended.stdout).expect("a JSON object");
    for name in
        ["train_images_per_second", "inference_images_per_second", "latency_ms", "peak_gflops", "train_share_of_peak"]
    {
        assert!(fields[name].as_f64().is_some_and(|figure| figure > 0.0 && figure.is_finite()), "{name}: {fields:?}");
    }
    assert_eq!(fields["batch"], 2);
    assert!(fields["threads"].as_u64().is_some_and(|threads| threads > 0));
    assert!(fields["simd"].as_str().is_some_and(|name| !name.is_empty()));
}

#[test]
fn phases_are_the_operations_with_their_arithmetic_and_bytes() {
    let place = Workplace::new();
    let ended = place.succeed(&["bench", "--json", "--batch", "2", "--phases"]);
    let fields: serde_json::Value = serde_json::from_str(&ended.stdout).expect("a JSON object");
    let phases = &fields["phases"];
    assert!(phases["memory_gb_per_second"].as_f64().is_some_and(|speed| speed > 0.0));
    let operations = phases["operations"].as_array().expect("a list");
    let names: Vec<_> = operations.iter().filter_map(|operation| operation["layers"].as_str()).collect();
    assert_eq!(names[0], "1-4 Conv2D, BatchNormalization, MaxPooling2D, Dropout");
    assert_eq!(names.len(), 7, "{names:?}");
    // The first convolution: 126 x 126 pixels of 32 filters over 27 values each, for two pictures, and the weights' gradient
    // is as much; it reads its pictures and weights and writes what each layer makes of them.
    let first = &operations[0];
    let gflop = 2e-9 * 2.0 * (126.0 * 126.0 * 32.0 * 27.0);
    let floats = 2.0 * (128.0 * 128.0 * 3.0 + 2.0 * 126.0 * 126.0 * 32.0 + 2.0 * 63.0 * 63.0 * 32.0)
        + (27.0 * 32.0 + 32.0 + 4.0 * 32.0);
    for (pass, arithmetic) in [("forward", gflop), ("backward", gflop)] {
        assert!(first[pass]["ms"].as_f64().is_some_and(|ms| ms > 0.0));
        assert!(first[pass]["gflop"].as_f64().is_some_and(|found| (found / arithmetic - 1.0).abs() < 1e-9));
    }
    assert!(
        first["forward"]["megabytes"].as_f64().is_some_and(|found| (found / (4e-6 * floats) - 1.0).abs() < 1e-9),
        "{first}"
    );
}

#[test]
fn an_unknown_instruction_set_is_refused_with_the_known_ones() {
    let place = Workplace::new();
    let output = place.command(&["bench", "--json"]).env("BIGODE_SIMD", "avx3").output().expect("the command starts");
    let sentence = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{sentence}");
    assert!(sentence.contains("BIGODE_SIMD is \"avx3\"") && sentence.contains("portable"), "{sentence}");
    assert!(output.stdout.is_empty());
}
