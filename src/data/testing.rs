//! What this floor's tests share.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use image::codecs::pnm::{PnmEncoder, PnmSubtype, SampleEncoding};
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
    match format {
        ImageFormat::Jpeg => jpeg(picture),
        ImageFormat::Tiff => Tiff::rgb(picture).bytes(),
        ImageFormat::Pnm => {
            let mut bytes = Vec::new();
            let encoder = PnmEncoder::new(&mut bytes).with_subtype(PnmSubtype::Pixmap(SampleEncoding::Binary));
            picture.write_with_encoder(encoder).unwrap();
            bytes
        }
        _ => {
            let mut bytes = Cursor::new(Vec::new());
            picture.write_to(&mut bytes, format).unwrap();
            bytes.into_inner()
        }
    }
}

/// Baseline, with half as many chroma samples across and down.
fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut encoder = mozjpeg::Compress::new(mozjpeg::ColorSpace::JCS_RGB);
    encoder.set_fastest_defaults();
    encoder.set_size(picture.width() as usize, picture.height() as usize);
    let mut started = encoder.start_compress(Vec::new()).unwrap();
    started.write_scanlines(picture.as_raw()).unwrap();
    started.finish().unwrap()
}

/// A TIFF of one strip, uncompressed, in the bytes' order of large machines.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tiff {
    /// Tags with their values, all numbers of 32 bits.
    pub fields: BTreeMap<u16, Vec<u32>>,
    /// The strip or the tiles, one after another.
    pub data: Vec<Vec<u8>>,
}

impl Tiff {
    pub(crate) const WIDTH: u16 = 256;
    pub(crate) const HEIGHT: u16 = 257;
    pub(crate) const BITS: u16 = 258;
    pub(crate) const COMPRESSION: u16 = 259;
    pub(crate) const PHOTOMETRIC: u16 = 262;
    pub(crate) const STRIP_OFFSETS: u16 = 273;
    pub(crate) const SAMPLES: u16 = 277;
    pub(crate) const STRIP_BYTE_COUNTS: u16 = 279;
    pub(crate) const PLANAR: u16 = 284;
    pub(crate) const COLOR_MAP: u16 = 320;
    pub(crate) const TILE_WIDTH: u16 = 322;
    pub(crate) const TILE_LENGTH: u16 = 323;
    pub(crate) const TILE_OFFSETS: u16 = 324;
    pub(crate) const TILE_BYTE_COUNTS: u16 = 325;
    pub(crate) const EXTRA_SAMPLES: u16 = 338;
    pub(crate) const SAMPLE_FORMAT: u16 = 339;

    pub(crate) fn new(size: (u32, u32), photometric: u32, bits: u32, samples: u32, data: Vec<Vec<u8>>) -> Self {
        let fields = [
            (Self::WIDTH, vec![size.0]),
            (Self::HEIGHT, vec![size.1]),
            (Self::BITS, vec![bits; samples as usize]),
            (Self::PHOTOMETRIC, vec![photometric]),
            (Self::SAMPLES, vec![samples]),
        ];
        Self { fields: fields.into(), data }
    }

    pub(crate) fn rgb(picture: &RgbImage) -> Self {
        Self::new(picture.dimensions(), 2, 8, 3, vec![picture.as_raw().clone()])
    }

    pub(crate) fn with(mut self, tag: u16, values: &[u32]) -> Self {
        self.fields.insert(tag, values.to_vec());
        self
    }

    pub(crate) fn bytes(mut self) -> Vec<u8> {
        let mut bytes = b"MM\0\x2a\0\0\0\0".to_vec();
        let mut offsets = Vec::new();
        for part in &self.data {
            offsets.push(bytes.len() as u32);
            bytes.extend_from_slice(part);
        }
        let counts = self.data.iter().map(|part| part.len() as u32).collect();
        let is_tiled = self.fields.contains_key(&Self::TILE_WIDTH);
        self.fields.insert(if is_tiled { Self::TILE_OFFSETS } else { Self::STRIP_OFFSETS }, offsets);
        self.fields.insert(if is_tiled { Self::TILE_BYTE_COUNTS } else { Self::STRIP_BYTE_COUNTS }, counts);
        let mut directory = (self.fields.len() as u16).to_be_bytes().to_vec();
        for (tag, values) in &self.fields {
            directory.extend(tag.to_be_bytes());
            directory.extend([0, 4]);
            directory.extend((values.len() as u32).to_be_bytes());
            let written: Vec<u8> = values.iter().flat_map(|value| value.to_be_bytes()).collect();
            if values.len() == 1 {
                directory.extend(written);
            } else {
                directory.extend((bytes.len() as u32).to_be_bytes());
                bytes.extend(written);
            }
        }
        let start = bytes.len() as u32;
        bytes[4..8].copy_from_slice(&start.to_be_bytes());
        bytes.extend(directory);
        bytes.extend([0; 4]);
        bytes
    }
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
    dataset.photos.iter().map(|photo| (photo.name, class(photo.label))).collect()
}

/// A file of reference numbers, `tests/reference/README.md` tells which.
pub(crate) fn reference(name: &str) -> serde_json::Value {
    let path = repository("tests/reference").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
