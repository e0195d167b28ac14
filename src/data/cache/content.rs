//! What a cache file holds beside the pixels: a table of checksums and reasons.

use thiserror::Error;

use crate::memory::with_capacity;
use crate::shared_error::SharedError;
use crate::text::{Language, Localized};

/// Of an entry in the table: two flags and the lengths of an empty reason.
const LEAST_ENTRY_BYTES: usize = 10;

/// The first 16 bytes of a BLAKE3 digest.
pub type Checksum = [u8; 16];

/// What a cache file holds beside the pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// A description of the data set, for the user.
    pub title: String,
    /// Bytes of each photograph's pixels.
    pub sample_len: usize,
    /// One for each photograph of the data set.
    pub entries: Vec<Entry>,
}

/// What is known of one photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The checksum of its file's bytes; `None` if they could not be read.
    pub file: Option<Checksum>,
    /// The checksum of its pixels, or why it has none.
    pub pixels: Result<Checksum, Box<Reason>>,
}

/// Why a photograph has no pixels: its error's sentence in every language.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{english}")]
pub struct Reason {
    english: String,
    portuguese: String,
}

impl Localized for Reason {
    fn portuguese(&self) -> String {
        self.portuguese.clone()
    }
}

impl From<&SharedError> for Reason {
    fn from(error: &SharedError) -> Self {
        Self { english: error.localized(Language::English), portuguese: error.localized(Language::Portuguese) }
    }
}

impl Content {
    /// The table's bytes.
    pub fn to_table(&self) -> Vec<u8> {
        let mut table = Vec::new();
        put_text(&mut table, &self.title);
        for entry in &self.entries {
            match &entry.file {
                Some(checksum) => {
                    table.push(1);
                    table.extend(checksum);
                }
                None => table.push(0),
            }
            match &entry.pixels {
                Ok(checksum) => {
                    table.push(1);
                    table.extend(checksum);
                }
                Err(reason) => {
                    table.push(0);
                    put_text(&mut table, &reason.english);
                    put_text(&mut table, &reason.portuguese);
                }
            }
        }
        table
    }

    /// Reads the table of `count` photographs, if it is complete.
    pub fn from_table(mut table: &[u8], sample_len: usize, count: usize) -> Option<Self> {
        let title = take_text(&mut table)?;
        let mut entries = with_capacity(count.min(table.len() / LEAST_ENTRY_BYTES)).ok()?;
        for _ in 0..count {
            let file = if take_flag(&mut table)? { Some(take_checksum(&mut table)?) } else { None };
            let pixels = if take_flag(&mut table)? {
                Ok(take_checksum(&mut table)?)
            } else {
                Err(Box::new(Reason { english: take_text(&mut table)?, portuguese: take_text(&mut table)? }))
            };
            entries.push(Entry { file, pixels });
        }
        table.is_empty().then_some(Self { title, sample_len, entries })
    }
}

/// The checksum of a file's bytes or a photograph's pixels.
pub fn checksum(bytes: &[u8]) -> Checksum {
    let mut checksum = Checksum::default();
    checksum.copy_from_slice(&blake3::hash(bytes).as_bytes()[..size_of::<Checksum>()]);
    checksum
}

/// Splits `count` bytes off the front, if there are as many.
pub fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

fn take_flag(table: &mut &[u8]) -> Option<bool> {
    match take(table, 1)? {
        [0] => Some(false),
        [1] => Some(true),
        _ => None,
    }
}

fn take_checksum(table: &mut &[u8]) -> Option<Checksum> {
    take(table, size_of::<Checksum>())?.try_into().ok()
}

fn put_text(table: &mut Vec<u8>, text: &str) {
    table.extend((text.len() as u32).to_le_bytes());
    table.extend(text.as_bytes());
}

fn take_text(table: &mut &[u8]) -> Option<String> {
    let len = u32::from_le_bytes(take(table, 4)?.try_into().ok()?);
    String::from_utf8(take(table, len as usize)?.to_vec()).ok()
}
