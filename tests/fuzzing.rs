//! The files that fuzzing has kept: the corpus, and what once made a reader fail.

use std::fs;
use std::path::{Path, PathBuf};

use bigode::fuzzing::{Reader, Verdict};

use crate::material::repository;

/// The files of a folder in order; none where it does not exist.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

#[test]
fn every_reader_reads_or_refuses_the_files_that_fuzzing_has_kept() {
    for reader in Reader::ALL {
        let corpus = files(&repository("fuzz/corpus").join(reader.name()));
        assert!(!corpus.is_empty(), "{reader} has a corpus");
        let kept = files(&repository("fuzz/crashes").join(reader.name()));
        let kept = corpus.iter().chain(&kept).map(|file| fs::read(file).expect("a file"));
        // Stored results that another machine's weights made are refused, those of this one are not.
        let read = kept.chain(reader.own_files()).filter(|bytes| reader.read(bytes) == Verdict::Read).count();
        assert!(read > 0, "{reader} reads none of them");
    }
}

#[test]
fn every_reader_reads_what_a_run_writes() {
    for reader in Reader::ALL {
        for bytes in reader.own_files() {
            assert_eq!(reader.read(&bytes), Verdict::Read, "{reader}");
        }
    }
}

#[test]
fn every_reader_has_a_fuzzing_target_and_no_crashes_of_unknown_readers_are_kept() {
    let manifest = fs::read_to_string(repository("fuzz/Cargo.toml")).expect("the manifest of fuzz");
    for reader in Reader::ALL {
        let target = format!("fuzz_targets/{reader}.rs");
        assert!(repository("fuzz").join(&target).exists(), "{target}");
        assert!(manifest.contains(&format!("name = \"{reader}\"\npath = \"{target}\"")), "{target}");
    }
    let targets = files(&repository("fuzz/fuzz_targets")).len();
    assert_eq!(targets, Reader::ALL.len());
    for folder in [files(&repository("fuzz/corpus")), files(&repository("fuzz/crashes"))].concat() {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(Reader::ALL.iter().any(|reader| reader.name() == name), "{name} is no reader");
    }
}
