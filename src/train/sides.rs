//! Each photograph's side of the split, as `split.csv` has it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::data::split::Split;
use crate::data::{Photos, Unusable};
use crate::run::{Side, SplitRow, write_split};

/// The entry of `split.csv` for a photograph that the user has excluded.
const EXCLUDED: &str = "excluded by the overlay";

/// What `split.csv` says. It is written row by row: as one text it would take more memory than all else that is known of
/// the photographs.
pub struct Sides {
    photos: Photos,
    classes: Vec<String>,
    of_photos: Vec<Side>,
    /// Why photographs are left out, by index.
    reasons: BTreeMap<usize, String>,
}

impl Sides {
    /// The sides of photographs that all have a label.
    pub fn new(photos: Photos, classes: Vec<String>, split: &Split, excluded: &[usize], unusable: &[Unusable]) -> Self {
        let mut sides = vec![Side::Training; photos.len()];
        for (indices, side) in [(&split.validation, Side::Validation), (&split.test, Side::Test)] {
            for index in indices {
                sides[*index as usize] = side;
            }
        }
        let mut reasons: BTreeMap<usize, String> = excluded.iter().map(|index| (*index, EXCLUDED.to_owned())).collect();
        reasons.extend(unusable.iter().map(|photo| (photo.index, photo.reason.to_string())));
        Self { photos, classes, of_photos: sides, reasons }
    }

    /// Writes `split.csv`.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn write(&self, out: impl Write) -> io::Result<()> {
        write_split(self.rows(), out)
    }

    /// The checksum of what [`Self::write`] writes.
    ///
    /// # Errors
    /// If a row is no CSV.
    pub fn checksum(&self) -> io::Result<blake3::Hash> {
        let mut hasher = blake3::Hasher::new();
        self.write(&mut hasher)?;
        Ok(hasher.finalize())
    }

    fn rows(&self) -> impl Iterator<Item = SplitRow> {
        self.photos.iter().zip(&self.of_photos).enumerate().map(|(index, (photo, side))| SplitRow {
            filename: photo.name.to_owned(),
            side: *side,
            label: photo.label.and_then(|label| self.classes.get(label as usize)).cloned().unwrap_or_default(),
            left_out: self.reasons.get(&index).cloned().unwrap_or_default(),
        })
    }
}
