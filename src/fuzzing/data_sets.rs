//! Lists of photographs, changes to them, and the cache of their pixels.

use std::io::Cursor;
use std::ops::{ControlFlow, Range};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::sample::{self, CacheFile, sample};
use super::{Verdict, folder, put, refused};
use crate::data::overlay::Overlay;
use crate::data::{Dataset, PixelStore, cache};

/// Photographs of a zip that are read.
const READ: usize = 20;
/// Names that are arranged.
const NAMES: usize = 200;
/// Where a cache file states its key, the length of its table and its table's digest, and where its pixels begin.
const CACHE_KEY: Range<usize> = 8..40;
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
    // A list none of whose files exists is refused.
    put(folder.path(), "cat.0.png", &[]);
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
    assert!(dataset.photos.iter().is_sorted_by(|a, b| a.name < b.name), "photos are sorted and different");
    assert!(!dataset.photos.is_empty(), "an empty data set is refused");
    let mut has_photographs = vec![false; dataset.classes.len()];
    for label in dataset.photos.iter().filter_map(|photo| photo.label) {
        has_photographs[label as usize] = true;
    }
    assert!(has_photographs.iter().all(|has| *has), "each class has photos: {:?}", dataset.classes);
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
            let again = Overlay::parse(overlay.to_csv(), Path::new("overlay.csv")).expect("it reads what it writes");
            assert_eq!(again, overlay, "an overlay is written as it was read");
            Verdict::Read
        }
        Err(error) => refused(&error),
    }
}

/// Opens a folder where the cache holds this file for it: whatever it holds, the pixels are right.
pub(super) fn cache(bytes: &[u8]) -> Verdict {
    let place = folder();
    let [pictures, cached] = ["pictures", "cache"].map(|name| place.path().join(name));
    for (name, content) in &sample().folder {
        put(&pictures, name, content);
    }
    let dataset = Dataset::open_path(&pictures).expect("the sample's folder is opened");
    let pixels = || -> Vec<Option<Vec<u8>>> {
        let proceed = &mut |_, _| ControlFlow::Continue(());
        let store = PixelStore::open(&dataset, &sample::PREPROCESSING, &cached, 1, proceed);
        let store = store.expect("photos can be decoded anew");
        let mut pixels = vec![0; sample::PIXELS];
        let read = |index| store.read(index, &mut pixels).ok().map(|()| pixels.clone());
        (0..dataset.photos.len()).map(read).collect()
    };
    let right = pixels();
    let whole = CacheFile::of(&cached);
    // The key is that of this folder.
    let mut bytes = bytes.to_vec();
    if let Some(key) = bytes.get_mut(CACHE_KEY) {
        key.copy_from_slice(&whole.bytes[CACHE_KEY]);
    }
    let path = put(&cached, &whole.name, &bytes);
    let listed = cache::list(&cached).expect("a folder can be listed");
    let is_read = listed.iter().any(|file| file.path == path && file.title.is_some());
    assert_eq!(pixels(), right, "a damaged cache changes no pixel");
    // With a digest that agrees, the table itself is read: it is then anybody's, and so may the pixels be.
    put(&cached, &whole.name, &with_digest(&bytes));
    pixels();
    if is_read { Verdict::Read } else { Verdict::Refused("it is not a file of the cache".to_owned()) }
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
