//! A folder of `src/` knows only the folders below it.

use super::mentions::mentions;
use super::source::sources;

/// The floors from the ground up; those beside each other do not know each other either.
const FLOORS: &[&[&str]] = &[
    &["files", "panics"],
    &["text"],
    &["memory", "shared_error"],
    &["config"],
    &["data", "nn"],
    &["run"],
    &["train"],
    &["charts", "predict"],
    &["results"],
    &["exchange", "lessons"],
    &["engine", "fuzzing"],
    &["app", "cli"],
    &["main"],
];

/// How high a floor lies.
fn height(floor: &str) -> Option<usize> {
    FLOORS.iter().position(|level| level.contains(&floor))
}

/// Whether code of `floor` may mention a path from the crate's root on.
fn may_mention(floor: &str, path: &[String]) -> bool {
    let Some(other) = path.first() else { return false };
    match (height(floor), height(other)) {
        (Some(own), Some(height)) => other == floor || height < own,
        // What the root holds besides the floors is an unknown to them all.
        _ => false,
    }
}

#[test]
fn every_file_lies_on_a_floor() {
    for source in sources() {
        let floor = source.floor();
        assert!(floor == "lib" || height(&floor).is_some(), "{}: no floor is named {floor}", source.file.display());
    }
}

#[test]
fn floors_know_only_those_below() {
    let mut seen = 0;
    for source in sources().into_iter().filter(|source| source.floor() != "lib") {
        let floor = source.floor();
        for path in mentions(&source.text, &source.module()) {
            assert!(may_mention(&floor, &path), "{} names {}", source.file.display(), path.join("::"));
            seen += 1;
        }
    }
    assert!(seen > 1000, "{seen} paths are seen");
}

#[test]
fn a_floor_above_or_beside_is_refused_and_so_is_the_root() {
    let path = |path: &str| path.split("::").map(str::to_owned).collect::<Vec<_>>();
    assert!(may_mention("train", &path("nn::Network")));
    assert!(may_mention("train", &path("train::Control")));
    for wrong in ["engine::Engine", "charts", "*", "unknown::thing"] {
        assert!(!may_mention("train", &path(wrong)), "{wrong}");
    }
    assert!(!may_mention("nn", &path("data::Dataset")));
    assert!(!may_mention("train", &[]));
}
