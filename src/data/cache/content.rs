//! What a cache file holds beside the pixels: a table of checksums and reasons.

use std::io::{self, Read, Write};

use thiserror::Error;

use super::entries::{Checksum, Entries, Entry};
use crate::shared_error::SharedError;
use crate::text::{Language, Localized};

/// Of an entry in the table: two flags and the lengths of an empty reason.
const LEAST_ENTRY_BYTES: usize = 10;

/// What a cache file holds beside the pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// A description of the data set, for the user.
    pub title: String,
    /// Bytes of each photograph's pixels.
    pub sample_len: usize,
    /// One for each photograph of the data set.
    pub entries: Entries,
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
    /// Writes the table.
    pub fn write_table(&self, out: &mut impl Write) -> io::Result<()> {
        put_text(out, &self.title)?;
        for (file, pixels) in self.entries.files().zip(self.entries.all_pixels()) {
            match file {
                Some(checksum) => {
                    out.write_all(&[1])?;
                    out.write_all(checksum)?;
                }
                None => out.write_all(&[0])?,
            }
            match pixels {
                Ok(checksum) => {
                    out.write_all(&[1])?;
                    out.write_all(checksum)?;
                }
                Err(reason) => {
                    out.write_all(&[0])?;
                    put_text(out, &reason.english)?;
                    put_text(out, &reason.portuguese)?;
                }
            }
        }
        Ok(())
    }

    /// Reads the table of `count` photographs, of `bytes` in all, if it is complete and nothing follows.
    pub fn read_table(table: &mut impl Read, bytes: usize, sample_len: usize, count: usize) -> Option<Self> {
        let title = take_text(table)?;
        let mut entries = Entries::with_capacity(count.min(bytes / LEAST_ENTRY_BYTES)).ok()?;
        for place in 0..count {
            let file = if take_flag(table)? { Some(take_array(table)?) } else { None };
            let pixels = if take_flag(table)? {
                Ok(take_array(table)?)
            } else {
                Err(Reason { english: take_text(table)?, portuguese: take_text(table)? })
            };
            entries.set(place, Entry { file, pixels });
        }
        let is_at_end = table.read(&mut [0]).ok()? == 0;
        is_at_end.then_some(Self { title, sample_len, entries })
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

fn take_flag(table: &mut impl Read) -> Option<bool> {
    match take_array(table)? {
        [0] => Some(false),
        [1] => Some(true),
        [_] => None,
    }
}

fn take_array<const N: usize>(table: &mut impl Read) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    table.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn put_text(table: &mut impl Write, text: &str) -> io::Result<()> {
    table.write_all(&(text.len() as u32).to_le_bytes())?;
    table.write_all(text.as_bytes())
}

fn take_text(table: &mut impl Read) -> Option<String> {
    let len = u32::from_le_bytes(take_array(table)?);
    // Memory is only taken for what is there.
    let mut text = String::new();
    table.take(u64::from(len)).read_to_string(&mut text).ok()?;
    (text.len() == len as usize).then_some(text)
}
