//! `ARCHITECTURE.md` tells the truth: every path, test and dependency that it names exists, and none is left out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md")
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

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            rust_files(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
}

/// The names of all functions that carry `#[test]`.
fn test_names() -> BTreeSet<String> {
    let mut files = Vec::new();
    for folder in ["src", "tests"] {
        rust_files(&root().join(folder), &mut files);
    }
    let mut names = BTreeSet::new();
    for file in files {
        let source = fs::read_to_string(file).expect("a source file");
        let mut is_test = false;
        for line in source.lines().map(str::trim) {
            is_test |= line == "#[test]";
            if let Some(rest) = line.strip_prefix("fn ")
                && is_test
            {
                names.extend(rest.split('(').next().map(str::to_owned));
                is_test = false;
            }
        }
    }
    names
}

#[test]
fn every_path_in_architecture_exists() {
    let text = text();
    let top = ["src/", "config/", "assets/", "tests/", "benches/", ".ci/", "Cargo", "README", "CHANGELOG", "deny"];
    let paths: Vec<&str> =
        quoted(&text).into_iter().filter(|name| top.iter().any(|top| name.starts_with(top))).collect();
    assert!(paths.len() > 10, "the code map names paths");
    for path in paths {
        assert!(root().join(path).exists(), "ARCHITECTURE.md names {path}, which does not exist");
    }
}

#[test]
fn every_folder_of_the_source_is_on_the_map() {
    let text = text();
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let folders: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    for folder in folders {
        let name = format!("{}/", folder.strip_prefix(root()).expect("below the root").display());
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
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let mut listed = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            listed = line.ends_with("dependencies]");
        } else if listed && let Some((name, _)) = line.split_once(" = ") {
            assert!(text.contains(&format!("`{name}`")), "ARCHITECTURE.md gives no reason for {name}");
        }
    }
}

/// The floors from the ground up; `nn` and `data` lie side by side, and so do `app` and `cli`.
const FLOORS: [&[&str]; 12] = [
    &["files", "panics"],
    &["text"],
    &["shared_error"],
    &["config"],
    &["data", "nn"],
    &["run"],
    &["train"],
    &["charts", "predict"],
    &["results"],
    &["engine"],
    &["app", "cli"],
    &["main"],
];

/// Each source file's path, floor and text.
fn sources() -> Vec<(PathBuf, String, String)> {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    files
        .into_iter()
        .map(|file| {
            let below = file.strip_prefix(root().join("src")).expect("below src");
            let floor = below.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
            let text = fs::read_to_string(&file).expect("a source file");
            (file, floor.trim_end_matches(".rs").to_owned(), text)
        })
        .collect()
}

#[test]
fn floors_know_only_those_below() {
    for (file, floor, text) in sources() {
        let Some(height) = FLOORS.iter().position(|level| level.contains(&floor.as_str())) else { continue };
        for other in FLOORS[height..].iter().flat_map(|level| level.iter()).filter(|other| **other != floor) {
            let names_it = text.contains(&format!("crate::{other}::")) || text.contains(&format!("crate::{other};"));
            assert!(!names_it, "{} names the floor {other}", file.display());
        }
    }
}

#[test]
fn unsafe_code_stands_only_in_the_kernels() {
    let kernels = root().join("src/nn/kernels");
    for (file, _, text) in sources().into_iter().filter(|(file, ..)| !file.starts_with(&kernels)) {
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            assert!(!line.contains("unsafe "), "{}: {line}", file.display());
        }
    }
}

/// What a source file holds besides its tests and its comments; nothing of a file of tests.
fn program(file: &Path, text: &str) -> String {
    if file.ends_with("tests.rs")
        || file.ends_with("testing.rs")
        || file.components().any(|part| part.as_os_str() == "tests")
    {
        return String::new();
    }
    let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    program.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// What stands behind each place of `part` in `text`, without the space before it.
fn behind<'a>(text: &'a str, part: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(part).skip(1).map(str::trim_start)
}

#[test]
fn threads_are_named_and_channels_bounded() {
    let mut named = 0;
    for (file, floor, text) in sources() {
        let (program, file) = (program(&file, &text), file.display());
        for nameless in ["thread::spawn(", "rayon::spawn", "rayon::join", "unbounded(", "mpsc::channel("] {
            assert!(!program.contains(nameless), "{file}: {nameless}");
        }
        // A scope's own threads have no names: `thread::scope(|scope| scope.spawn(..))`.
        for scope in behind(&program, "thread::scope(|").filter_map(|rest| rest.split('|').next()) {
            assert!(!program.contains(&format!("{scope}.spawn(")), "{file}: a nameless thread of {scope}");
        }
        let builders =
            program.replace("thread::Builder::new()", "Builder::new()").replace("tempfile::Builder::new()", "");
        for (place, _) in builders.match_indices("Builder::new()") {
            let (before, rest) = builders.split_at(place);
            // `PathBuilder` and others build something else.
            if !before.ends_with(|c: char| c.is_alphanumeric()) {
                let rest = rest.trim_start_matches("Builder::new()").trim_start();
                assert!(rest.starts_with(".name("), "{file}: a thread without a name");
                named += 1;
            }
        }
        // Work in parallel runs on a pool of its own: rayon's common one has threads without names.
        for rest in behind(&program, "ThreadPoolBuilder::new()") {
            let chain = rest.split(".build()").next().unwrap_or_default();
            assert!(chain.contains(".thread_name("), "{file}: a pool without names");
            named += 1;
        }
        let pooled = floor == "nn" || program.contains("ThreadPoolBuilder::new()");
        assert!(pooled || !program.contains("use rayon::"), "{file}: work on rayon's common pool");
    }
    assert!(named >= 8, "{named} threads and pools are found");
}

/// Painting waits for nothing: the window's floor reads no files, decodes no pictures and computes no network.
#[test]
fn the_window_reads_no_files_and_computes_no_network() {
    let reads =
        ["fs::", "File::", ".is_dir()", ".is_file()", ".exists()", ".metadata()", ".canonicalize()", ".read_dir()"];
    let computes = ["dfdx", "image::", "decode(", "Network::new", "Classifier", "Dataset::open"];
    let mut files = 0;
    for (file, floor, text) in sources() {
        let program = program(&file, &text);
        if floor == "app" && !program.is_empty() {
            files += 1;
            for part in reads.iter().chain(&computes) {
                assert!(!program.contains(part), "{}: {part}", file.display());
            }
        }
    }
    assert!(files > 50, "{files} files of the window are looked at");
}
