//! What a cache file knows of each photograph.

use std::collections::{BTreeMap, BTreeSet};

use super::content::Reason;
use crate::memory::{OutOfMemory, with_capacity};

/// The first 16 bytes of a BLAKE3 digest.
pub type Checksum = [u8; 16];

/// What is known of one photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The checksum of its file's bytes; `None` if they could not be read.
    pub file: Option<Checksum>,
    /// The checksum of its pixels, or why it has none.
    pub pixels: Result<Checksum, Reason>,
}

/// What is known of each photograph by its place: two checksums, and beside them what few photographs lack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries {
    /// Of the file and of the pixels; nothing where there is none.
    checksums: Vec<[Checksum; 2]>,
    /// Whose file could not be read.
    unread: BTreeSet<usize>,
    /// Why some have no pixels.
    reasons: BTreeMap<usize, Reason>,
}

impl Entries {
    /// None yet, and room for `count` of them.
    pub fn with_capacity(count: usize) -> Result<Self, OutOfMemory> {
        Ok(Self { checksums: with_capacity(count)?, unread: BTreeSet::new(), reasons: BTreeMap::new() })
    }

    /// How many photographs there are.
    pub fn len(&self) -> usize {
        self.checksums.len()
    }

    /// Sets what is known of a photograph. It follows the others, or is one of them.
    pub fn set(&mut self, place: usize, entry: Entry) {
        let Entry { file, pixels } = entry;
        if self.checksums.len() <= place {
            self.checksums.resize(place + 1, [Checksum::default(); 2]);
        }
        self.unread.remove(&place);
        self.reasons.remove(&place);
        if file.is_none() {
            self.unread.insert(place);
        }
        let of_pixels = pixels.unwrap_or_else(|reason| {
            self.reasons.insert(place, reason);
            Checksum::default()
        });
        self.checksums[place] = [file.unwrap_or_default(), of_pixels];
    }

    /// Sets the checksum of a photograph's pixels. Panics if it has none.
    pub fn set_pixels(&mut self, place: usize, checksum: Checksum) {
        assert!(self.is_usable(place), "a usable photo");
        self.checksums[place][1] = checksum;
    }

    /// Whether a photograph is there and has pixels.
    pub fn is_usable(&self, place: usize) -> bool {
        place < self.checksums.len() && !self.reasons.contains_key(&place)
    }

    /// The checksum of a photograph's pixels, if it is there and has some.
    pub fn pixels(&self, place: usize) -> Option<&Checksum> {
        if self.is_usable(place) { self.checksums.get(place).map(|[_, pixels]| pixels) } else { None }
    }

    /// The checksum of each photograph's file, if it could be read.
    pub fn files(&self) -> impl Iterator<Item = Option<&Checksum>> {
        self.checksums.iter().enumerate().map(|(place, [file, _])| (!self.unread.contains(&place)).then_some(file))
    }

    /// The places of photographs whose file could not be read, ascending.
    pub fn unread(&self) -> impl Iterator<Item = usize> {
        self.unread.iter().copied()
    }

    /// The places of photographs without pixels, ascending.
    pub fn unusable(&self) -> impl Iterator<Item = usize> {
        self.reasons.keys().copied()
    }

    /// The same, and why they have none.
    pub fn reasons(&self) -> impl Iterator<Item = (usize, &Reason)> {
        self.reasons.iter().map(|(place, reason)| (*place, reason))
    }

    /// The checksum of each photograph's pixels, or why it has none.
    pub fn all_pixels(&self) -> impl Iterator<Item = Result<&Checksum, &Reason>> {
        self.checksums.iter().enumerate().map(|(place, [_, pixels])| self.reasons.get(&place).map_or(Ok(pixels), Err))
    }
}
