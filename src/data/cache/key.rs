//! What decides a cache file's content.

use crate::config::{DataSource, Resize};
use crate::data::{Dataset, Preprocessing};

/// Raised whenever decoding or resizing gives other pixels, or the file's format changes.
const GENERATION: u64 = 1;

/// A digest of all that decides the pixels.
pub type Key = [u8; 32];

/// The key of a data set's pixels: program version, settings, source, and each photograph's name, size and time.
pub fn of(dataset: &Dataset, preprocessing: &Preprocessing) -> Key {
    let Preprocessing { height, width, exif_orientation, resize } = *preprocessing;
    let mut digest = blake3::Hasher::new();
    add_text(&mut digest, env!("CARGO_PKG_VERSION"));
    add_numbers(&mut digest, &[GENERATION, height as u64, width as u64]);
    add_numbers(&mut digest, &[u64::from(exif_orientation), u64::from(resize == Resize::Area)]);
    match &dataset.source {
        DataSource::Path(path) => {
            let path = path.canonicalize().unwrap_or_else(|_| path.clone());
            add_text(&mut digest, &path.to_string_lossy());
        }
        DataSource::Drawings { count, seed } => {
            add_text(&mut digest, "drawings");
            add_numbers(&mut digest, &[*count as u64, *seed]);
        }
    }
    for (index, photo) in dataset.photos.iter().enumerate() {
        let stamp = dataset.stamp(index);
        add_text(&mut digest, &photo.name);
        add_numbers(&mut digest, &[stamp.size_bytes]);
        digest.update(&stamp.modified_ns.to_le_bytes());
    }
    digest.finalize().into()
}

/// A text with its length before it, so that no two lists of texts run together into one.
fn add_text(digest: &mut blake3::Hasher, text: &str) {
    add_numbers(digest, &[text.len() as u64]);
    digest.update(text.as_bytes());
}

fn add_numbers(digest: &mut blake3::Hasher, numbers: &[u64]) {
    for number in numbers {
        digest.update(&number.to_le_bytes());
    }
}
