//! Lists of photographs, changes to them, and the cache of their pixels.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::sample::{self, sample};
use super::{Verdict, folder, put, refused};
use crate::data::overlay::Overlay;
use crate::data::{Dataset, PixelStore, cache};

/// Photographs of a zip that are read.
const READ: usize = 20;
/// Names that are arranged.
const NAMES: usize = 200;
/// Where a cache file states the length of its table, its table's digest, and where its pixels begin.
const CACHE_TABLE_LENGTH: usize = 56;
const CACHE_DIGEST: usize = 64;
const CACHE_PIXELS: usize = 96;

/// Opens a zip and decodes what is in it.
pub(super) fn zip(bytes: &[u8]) -> Verdict {
    let folder = folder();
    let path = put(folder.path(), "photographs.zip", bytes);
    if let Ok(dataset) = Dataset::open_unlabelled(&path, &mut |_| ControlFlow::Continue(())) {
        check(&dataset);
    }
    match Dataset::open_path(&path) {
        Ok(dataset) => {
            check(&dataset);
            for index in 0..dataset.photos.len().min(READ) {
                if let Err(error) = dataset.decode(index, true) {
                    refused(&error);
                }
            }
            Verdict::Read
        }
        Err(error) => refused(&error),
    }
}

/// Opens a list of photographs. They are not read: their names may lead anywhere.
pub(super) fn csv_list(bytes: &[u8]) -> Verdict {
    let folder = folder();
    let path = put(folder.path(), "list.csv", bytes);
    match Dataset::open_path(&path) {
        Ok(dataset) => {
            check(&dataset);
            Verdict::Read
        }
        Err(error) => refused(&error),
    }
}

/// Finds the classes of files of these names, one a line, by a zip that holds them.
pub(super) fn layout(bytes: &[u8]) -> Verdict {
    let text = String::from_utf8_lossy(bytes);
    let mut names = ZipWriter::new(Cursor::new(Vec::new()));
    for name in text.lines().take(NAMES) {
        // Names that cannot be written, such as repeated ones, are left out.
        let _ = names.start_file(name, SimpleFileOptions::default());
    }
    let bytes = names.finish().expect("a zip is written to memory").into_inner();
    let folder = folder();
    let path = put(folder.path(), "names.zip", &bytes);
    match Dataset::open_path(&path) {
        Ok(dataset) => {
            check(&dataset);
            Verdict::Read
        }
        Err(error) => refused(&error),
    }
}

/// What holds for every data set.
fn check(dataset: &Dataset) {
    assert!(dataset.classes.is_sorted_by(|a, b| a < b), "classes are sorted and different: {:?}", dataset.classes);
    assert!(dataset.photos.is_sorted_by(|a, b| a.name < b.name), "photographs are sorted and different");
    assert!(!dataset.photos.is_empty(), "an empty data set is refused");
    let mut has_photographs = vec![false; dataset.classes.len()];
    for label in dataset.photos.iter().filter_map(|photo| photo.label) {
        has_photographs[label as usize] = true;
    }
    assert!(has_photographs.iter().all(|has| *has), "each class has photographs: {:?}", dataset.classes);
    if let Err(error) = dataset.require_classes() {
        refused(&error);
    }
}

/// Reads relabels and exclusions; what is read is written and read back equal.
pub(super) fn overlay(bytes: &[u8]) -> Verdict {
    let folder = folder();
    let path = put(folder.path(), "overlay.csv", bytes);
    match Overlay::read(&path) {
        Ok(overlay) => {
            let again = Overlay::parse(&overlay.to_csv(), Path::new("overlay.csv")).expect("it reads what it writes");
            assert_eq!(again, overlay, "an overlay is written as it was read");
            Verdict::Read
        }
        Err(error) => refused(&error),
    }
}

/// Opens a few photographs where the cache holds this file for them: whatever it holds, their pixels are right.
pub(super) fn cache(bytes: &[u8]) -> Verdict {
    let sample = sample();
    let folder = folder();
    let path = put(folder.path(), &sample.cache.name, bytes);
    let dataset = sample::photographs();
    let open = || {
        PixelStore::open(&dataset, &sample::PREPROCESSING, folder.path(), 1, &mut |_, _| ControlFlow::Continue(()))
            .expect("photographs can be decoded anew")
    };
    assert_eq!(sample::pixels(&open()), sample.pixels, "a damaged cache changes no pixel");
    // With a digest that agrees, the table itself is read: it is then anybody's, and so may the pixels be.
    put(folder.path(), &sample.cache.name, &with_digest(bytes));
    let store = open();
    let mut pixels = vec![0; sample::PIXELS];
    for index in 0..dataset.photos.len() {
        if let Err(error) = store.read(index, &mut pixels) {
            refused(&error);
        }
    }
    put(folder.path(), &sample.cache.name, bytes);
    let listed = cache::list(folder.path()).expect("a folder can be listed");
    match listed.iter().find(|cached| cached.path == path).map(|cached| cached.title.is_some()) {
        Some(true) => Verdict::Read,
        _ => Verdict::Refused("it is not a file of the cache".to_owned()),
    }
}

/// The bytes with the digest of their table, if their lengths leave room for one.
fn with_digest(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let length = bytes.get(CACHE_TABLE_LENGTH..CACHE_DIGEST).and_then(|length| length.try_into().ok());
    let length = length.map_or(0, |length| u64::from_le_bytes(length) as usize);
    if let Some(start) = bytes.len().checked_sub(length).filter(|start| *start >= CACHE_PIXELS) {
        let digest = blake3::hash(&bytes[start..]);
        bytes[CACHE_DIGEST..CACHE_PIXELS].copy_from_slice(digest.as_bytes());
    }
    bytes
}
