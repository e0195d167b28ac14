//! Painting waits for nothing.

use quote::ToTokens as _;

use super::source::{contains, programs, tokens};

const READS: &[&str] = &[
    "fs",
    "File ::",
    ". is_dir (",
    ". is_file (",
    ". exists (",
    ". try_exists (",
    ". metadata (",
    ". symlink_metadata (",
    ". canonicalize (",
    ". read_dir (",
    ". read_link (",
];
const COMPUTES: &[&str] = &["dfdx", "image ::", "decode (", "Network :: new", "Classifier", "Dataset :: open"];

/// The first of the parts that may not stand in the window's floor.
fn waits(tokens: &[String]) -> Option<&'static str> {
    READS.iter().chain(COMPUTES).copied().find(|part| contains(tokens, part))
}

/// The window's floor reads no files, decodes no pictures and computes no network.
#[test]
fn the_window_reads_no_files_and_computes_no_network() {
    let mut files = 0;
    for program in programs().into_iter().filter(|program| program.floor() == "app") {
        files += 1;
        let part = waits(&tokens(program.syntax.to_token_stream()));
        assert_eq!(part, None, "{}", program.file.display());
    }
    assert!(files > 50, "{files} files of the window are looked at");
}

#[test]
fn reading_and_computing_are_seen() {
    let tokens_of = |source: &str| tokens(source.parse().expect("tokens"));
    for source in [
        "use std::{fs, io};",
        "use std::fs;",
        "std::fs::read(path)",
        "File::open(path)",
        "if path . is_dir() {}",
        "assert!(path.exists())",
        "image::open(path)",
        "crate::data::decode(&bytes, false)",
        "use crate::predict::{Classifier, Labelled};",
    ] {
        assert!(waits(&tokens_of(source)).is_some(), "{source}");
    }
    assert_eq!(waits(&tokens_of("let name = path.file_name(); // fs::read(path)")), None);
}
