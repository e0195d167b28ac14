//! Whole files, which are damaged.

use std::fs;
use std::path::{Path, PathBuf};

use bigode::data::decode::Format;
use bigode::fuzzing::Reader;

use crate::Source;

/// The corpus of a reader.
fn corpus(reader: Reader) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(reader.name())
}

/// A reader's whole files, in one order.
pub fn of(reader: Reader, source: &Source) -> Vec<Vec<u8>> {
    let mut seeds = files(&corpus(reader));
    seeds.extend(reader.own_files());
    if let Reader::Picture(format) = reader {
        let odd = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/odd/files");
        let all = [odd].iter().chain(&source.seeds).flat_map(|folder| files(folder)).collect::<Vec<_>>();
        seeds.extend(all.into_iter().filter(|bytes| Format::of(bytes).is_ok_and(|found| found == format)));
    } else {
        seeds.extend(source.seeds.iter().flat_map(|folder| files(&folder.join(reader.name()))));
    }
    assert!(!seeds.is_empty(), "{reader} has no whole files");
    seeds
}

fn files(folder: &Path) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().filter(|path| path.is_file()).map(|path| fs::read(path).expect("a file")).collect()
}

/// Writes the files of a small run into the corpus.
pub fn write_own_files() {
    for reader in Reader::ALL {
        for (number, bytes) in reader.own_files().iter().enumerate() {
            let folder = corpus(reader);
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(folder.join(format!("run_{number}")), bytes).expect("a file");
        }
    }
}
