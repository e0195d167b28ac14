//! Damaged pictures on disk, with what is made of each: a PPM of its pixels, or a text with the refusal.

use std::fs;
use std::path::Path;

use bigode::data::decode::{self, Format};
use bigode::fuzzing::Reader;

use crate::{Source, mutation, seeds};

/// Larger pictures are left out: they would fill the disk.
const MAX_PIXELS: usize = 4_000_000;

/// Writes so many pictures of each format.
pub fn write(count: u64, folder: &Path, source: &Source) {
    fs::create_dir_all(folder).expect("a folder");
    for reader in Reader::ALL {
        let Reader::Picture(format) = reader else { continue };
        let whole = seeds::of(reader, source);
        for number in 0..count {
            let bytes = mutation::damaged(reader, &whole, source.seed, number);
            // Damage to the signature makes another format, or none.
            if Format::of(&bytes).is_ok_and(|found| found == format) {
                write_one(&bytes, folder, &format!("{number:07}.{reader}"));
            }
        }
    }
}

fn write_one(bytes: &[u8], folder: &Path, name: &str) {
    let result = decode::decode(bytes, true);
    let (extension, text) = match &result {
        Ok(picture) if picture.height * picture.width > MAX_PIXELS => return,
        Ok(picture) => {
            let header = format!("P6 {} {} 255\n", picture.width, picture.height);
            ("ppm", [header.as_bytes(), &picture.rgb].concat())
        }
        Err(error) => ("txt", error.to_string().into_bytes()),
    };
    fs::write(folder.join(name), bytes).expect("a file");
    fs::write(folder.join(format!("{name}.{extension}")), text).expect("a file");
}
