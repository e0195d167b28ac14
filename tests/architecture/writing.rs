//! Files are written by `src/files` alone: whole, under names that nobody can foresee, and through no link.

use quote::ToTokens as _;

use super::source::{contains, programs, tokens};

/// What makes, changes or renames a file; `tempfile` without names and folders of its own is not among it.
const WRITES: [&str; 12] = [
    "fs :: write (",
    "fs :: copy (",
    "fs :: rename (",
    "fs :: hard_link (",
    "File :: create (",
    "File :: create_new (",
    "File :: options (",
    "OpenOptions",
    "NamedTempFile",
    "tempfile :: Builder",
    ". set_len (",
    "symlink",
];

#[test]
fn files_are_written_by_one_floor_alone() {
    let mut seen = 0;
    for source in programs() {
        let tokens = tokens(source.syntax.to_token_stream());
        // How bytes in memory are read as HDF5 is no way to open a file.
        let of_bytes = |write: &str| write == "OpenOptions" && contains(&tokens, "hdf5_reader :: OpenOptions");
        for write in WRITES.into_iter().filter(|write| contains(&tokens, write) && !of_bytes(write)) {
            seen += 1;
            // What readers are fuzzed with lies in temporary folders, and waits for no disk.
            assert!(["files", "fuzzing"].contains(&source.floor().as_str()), "{}: {write}", source.file.display());
        }
    }
    assert!(seen >= 3, "the floor itself is found");
}
