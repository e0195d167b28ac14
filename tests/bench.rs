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
fn an_unknown_instruction_set_is_refused_with_the_known_ones() {
    let place = Workplace::new();
    let output = place.command(&["bench", "--json"]).env("BIGODE_SIMD", "avx3").output().expect("the command starts");
    let sentence = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{sentence}");
    assert!(sentence.contains("BIGODE_SIMD is \"avx3\"") && sentence.contains("portable"), "{sentence}");
    assert!(output.stdout.is_empty());
}
