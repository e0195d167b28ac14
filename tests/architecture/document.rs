//! `ARCHITECTURE.md` tells the truth: every path, test and dependency that it names exists, and none is left out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use quote::ToTokens as _;

use super::source::{Source, rust_files, tokens};
use crate::material::repository;

fn text() -> String {
    fs::read_to_string(repository("ARCHITECTURE.md")).expect("ARCHITECTURE.md")
}

/// What stands between backticks outside of code blocks.
fn quoted(text: &str) -> Vec<&str> {
    let mut outside = true;
    let lines = text.lines().filter(|line| {
        if line.starts_with("```") {
            outside = !outside;
        }
        outside
    });
    lines.flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

/// The names of all functions that carry `#[test]`, those within a macro (as proptest's) too.
fn test_names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in [rust_files(&repository("src")), rust_files(&repository("tests"))].concat() {
        let tokens = tokens(Source::read(&file).syntax.into_token_stream());
        for (place, _) in tokens.windows(4).enumerate().filter(|(_, window)| window.join(" ") == "# [ test ]") {
            let mut rest = tokens[place..].iter().skip_while(|token| *token != "fn");
            names.extend(rest.nth(1).cloned());
        }
    }
    names
}

#[test]
fn every_path_in_architecture_exists() {
    let text = text();
    let top =
        ["src/", "config/", "assets/", "tests/", "benches/", "fuzz/", ".ci/", "Cargo", "README", "CHANGELOG", "deny"];
    let paths: Vec<&str> =
        quoted(&text).into_iter().filter(|name| top.iter().any(|top| name.starts_with(top))).collect();
    assert!(paths.len() > 10, "the code map names paths");
    for path in paths {
        assert!(repository(path).exists(), "ARCHITECTURE.md names {path}, which does not exist");
    }
}

#[test]
fn every_folder_of_the_source_is_on_the_map() {
    let text = text();
    let files = rust_files(&repository("src"));
    let folders: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    for folder in folders {
        let name = format!("{}/", folder.strip_prefix(repository("")).expect("below the root").display());
        assert!(text.contains(&format!("`{name}`")), "ARCHITECTURE.md does not name the folder {name}");
    }
}

#[test]
fn every_test_that_guards_an_invariant_exists() {
    let text = text();
    let (_, invariants) = text.split_once("\n## Invariants").expect("a chapter of invariants");
    let invariants = invariants.split("\n## ").next().unwrap_or_default();
    let tests = test_names();
    let mut guarded = 0;
    for (number, invariant) in (1..).zip(invariants.lines().filter(|line| starts_with_number(line))) {
        assert!(invariant.starts_with(&format!("{number}. ")), "invariants are numbered in order: {invariant}");
        let (_, named) = invariant.rsplit_once("Guarded by ").unwrap_or_else(|| panic!("no test named: {invariant}"));
        for test in quoted(named) {
            assert!(tests.contains(test), "invariant {number} names the test {test}, which does not exist");
            guarded += 1;
        }
    }
    assert!(guarded >= 10, "{guarded} tests are named");
}

fn starts_with_number(line: &str) -> bool {
    line.split_once(". ").is_some_and(|(number, _)| number.parse::<usize>().is_ok())
}

#[test]
fn every_dependency_has_its_reason() {
    let text = text();
    let manifest = fs::read_to_string(repository("Cargo.toml")).expect("Cargo.toml");
    let mut listed = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            listed = line.ends_with("dependencies]");
        } else if listed && let Some((name, _)) = line.split_once(" = ") {
            assert!(text.contains(&format!("`{name}`")), "ARCHITECTURE.md gives no reason for {name}");
        }
    }
}
