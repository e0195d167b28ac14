//! What this floor's tests share.

use std::{fs, io::Cursor, path::Path};

use image::{ImageFormat, Rgb, RgbImage};
use tempfile::TempDir;

pub(crate) use self::material::{odd_files, repository, shared};
use super::Dataset;

#[path = "../../tests/material.rs"]
mod material;

/// A small PNG of one colour.
pub(crate) fn png(colour: [u8; 3]) -> Vec<u8> {
    encoded(&RgbImage::from_pixel(4, 3, Rgb(colour)), ImageFormat::Png)
}

/// A picture in any format that can be written.
pub(crate) fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A folder with these files, each a picture of another colour.
pub(crate) fn folder(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (index, name) in names.iter().enumerate() {
        put(folder.path(), name, &png([index as u8, 100, 200]));
    }
    folder
}

/// Writes a file, making the folders above it.
pub(crate) fn put(root: &Path, name: &str, bytes: &[u8]) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Names with their classes.
pub(crate) fn labelled(dataset: &Dataset) -> Vec<(&str, Option<&str>)> {
    let class = |label: Option<u32>| label.map(|label| dataset.classes[label as usize].as_str());
    dataset.photos.iter().map(|photo| (photo.name.as_str(), class(photo.label))).collect()
}

/// A file of reference numbers, `tests/reference/README.md` tells which.
pub(crate) fn reference(name: &str) -> serde_json::Value {
    let path = repository("tests/reference").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
