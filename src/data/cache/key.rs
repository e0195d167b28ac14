//! The key of a cache file: a digest of all that decides its content.

use crate::config::{DataSource, Resize};
use crate::data::{Dataset, Fingerprint, Preprocessing};

/// Raised whenever decoding or resizing gives other pixels, or the file's format changes.
const GENERATION: u64 = 5;

/// A digest of all that decides the pixels.
pub type Key = [u8; 32];

/// The key of a data set's pixels: program version, settings, source, and each photograph's name, size and time.
pub fn of(dataset: &Dataset, preprocessing: &Preprocessing) -> Key {
    let Preprocessing { height, width, exif_orientation, resize } = *preprocessing;
    let mut key = Fingerprint::default();
    key.text(env!("CARGO_PKG_VERSION")).number(GENERATION).number(height as u64).number(width as u64);
    key.number(u64::from(exif_orientation)).number(u64::from(resize == Resize::Area));
    match &dataset.source {
        DataSource::Path(path) => {
            let path = path.canonicalize().unwrap_or_else(|_| path.clone());
            key.text(&path.to_string_lossy());
        }
        DataSource::Drawings { count, seed, twice } => {
            key.text(if *twice { "drawings twice" } else { "drawings" }).number(*count as u64).number(*seed);
        }
    }
    for (index, photo) in dataset.photos.iter().enumerate() {
        key.text(photo.name).stamp(dataset.stamp(index));
    }
    key.digest()
}
