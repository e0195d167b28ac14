//! A cache file's format: a header, each photograph's pixels, and a table of checksums and reasons.
//!
//! The header, numbers little-endian: magic, key, the number of photographs, the bytes of each, the table's length and
//! the table's digest. An unusable photograph leaves its place empty.

use std::fs::File;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use super::key::Key;
use crate::data::DataError;
use crate::files::positional::{read_exact_at, write_all_at};

const MAGIC: [u8; 8] = *b"bigodpx1";
const HEADER_LEN: usize = 8 + 32 + 3 * 8 + 32;

/// The extension of cache files.
pub const EXTENSION: &str = "pixels";

/// A short digest of one photograph's pixels.
pub type Checksum = [u8; 16];

/// What a cache file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// In words, whose pixels these are.
    pub title: String,
    /// Bytes of each photograph.
    pub sample_len: usize,
    /// One for each photograph of the data set.
    pub entries: Vec<Entry>,
}

/// What became of one photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Its pixels are in the file.
    Pixels(Checksum),
    /// It could not be decoded, and never will while it stays as it is.
    Undecodable(String),
    /// Its file could not be read.
    Unreadable(String),
}

impl Entry {
    /// Why there are no pixels.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Pixels(_) => None,
            Self::Undecodable(reason) | Self::Unreadable(reason) => Some(reason),
        }
    }
}

impl Content {
    /// Where a photograph's pixels lie.
    pub fn position(&self, index: usize) -> u64 {
        position(index, self.sample_len)
    }

    fn to_table(&self) -> Vec<u8> {
        let mut table = Vec::new();
        put_text(&mut table, &self.title);
        for entry in &self.entries {
            match entry {
                Entry::Pixels(checksum) => {
                    table.push(0);
                    table.extend(checksum);
                }
                Entry::Undecodable(reason) => {
                    table.push(1);
                    put_text(&mut table, reason);
                }
                Entry::Unreadable(reason) => {
                    table.push(2);
                    put_text(&mut table, reason);
                }
            }
        }
        table
    }

    fn from_table(mut table: &[u8], sample_len: usize, count: usize) -> Option<Self> {
        let title = take_text(&mut table)?;
        let mut entries = Vec::new();
        for _ in 0..count {
            entries.push(match take(&mut table, 1)? {
                [0] => Entry::Pixels(take(&mut table, size_of::<Checksum>())?.try_into().ok()?),
                [1] => Entry::Undecodable(take_text(&mut table)?),
                [2] => Entry::Unreadable(take_text(&mut table)?),
                _ => return None,
            });
        }
        table.is_empty().then_some(Self { title, sample_len, entries })
    }
}

/// Where the pixels of a photograph lie, each of `sample_len` bytes.
pub fn position(index: usize, sample_len: usize) -> u64 {
    HEADER_LEN as u64 + index as u64 * sample_len as u64
}

/// The name of a key's file.
pub fn name(key: &Key) -> String {
    format!("{}.{EXTENSION}", &blake3::Hash::from_bytes(*key).to_hex()[..32])
}

/// The checksum of a photograph's pixels.
pub fn checksum(pixels: &[u8]) -> Checksum {
    let mut checksum = Checksum::default();
    checksum.copy_from_slice(&blake3::hash(pixels).as_bytes()[..size_of::<Checksum>()]);
    checksum
}

/// Writes table and header around pixels that are in the file already.
pub fn finish(file: &File, key: &Key, content: &Content) -> io::Result<()> {
    let table = content.to_table();
    write_all_at(file, &table, content.position(content.entries.len()))?;
    let mut header = Vec::with_capacity(HEADER_LEN);
    header.extend(MAGIC);
    header.extend(key);
    for number in [content.entries.len(), content.sample_len, table.len()] {
        header.extend((number as u64).to_le_bytes());
    }
    header.extend(blake3::hash(&table).as_bytes());
    write_all_at(file, &header, 0)
}

/// The file of a key and its content, if it is there and its header, table and length agree.
pub fn open(path: &Path, key: &Key) -> Option<(File, Content)> {
    let file = File::open(path).ok()?;
    let (found, content) = read_content(&file)?;
    (found == *key).then_some((file, content))
}

/// The key and content that a file states, if its header, table and length agree.
pub fn read_content(file: &File) -> Option<(Key, Content)> {
    let mut header = [0; HEADER_LEN];
    read_exact_at(file, &mut header, 0).ok()?;
    let mut rest = &header[..];
    if take(&mut rest, 8)? != MAGIC {
        return None;
    }
    let key = take(&mut rest, 32)?.try_into().ok()?;
    let mut number = || Some(u64::from_le_bytes(take(&mut rest, 8)?.try_into().ok()?));
    let (count, sample_len, table_len) = (number()?, number()?, number()?);
    let table_position = count.checked_mul(sample_len)?.checked_add(HEADER_LEN as u64)?;
    // The length agrees before anything is allocated by it.
    if file.metadata().ok()?.len() != table_position.checked_add(table_len)? {
        return None;
    }
    let mut table = vec![0; usize::try_from(table_len).ok()?];
    read_exact_at(file, &mut table, table_position).ok()?;
    if blake3::hash(&table).as_bytes()[..] != *rest {
        return None;
    }
    let content = Content::from_table(&table, usize::try_from(sample_len).ok()?, usize::try_from(count).ok()?)?;
    Some((key, content))
}

/// Whether all pixels match their checksums; looked up on `threads` threads, this one among them.
///
/// # Errors
/// `progress` breaks.
pub fn is_intact(
    file: &File,
    content: &Content,
    threads: usize,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<bool, DataError> {
    let (next, damaged, stopped) = (AtomicUsize::new(0), AtomicBool::new(false), AtomicBool::new(false));
    let check = |told: &mut dyn FnMut(usize) -> ControlFlow<()>| {
        let mut pixels = vec![0; content.sample_len];
        while !damaged.load(Ordering::Relaxed) && !stopped.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(entry) = content.entries.get(index) else { break };
            if let Entry::Pixels(expected) = entry {
                let read = read_exact_at(file, &mut pixels, content.position(index));
                if read.is_err() || checksum(&pixels) != *expected {
                    damaged.store(true, Ordering::Relaxed);
                }
            }
            if told(index + 1).is_break() {
                stopped.store(true, Ordering::Relaxed);
            }
        }
    };
    thread::scope(|scope| {
        for number in 1..threads {
            let helper = thread::Builder::new().name(format!("cache-check-{number}"));
            // Without a thread to spare, this one does the work alone.
            let _ = helper.spawn_scoped(scope, || check(&mut |_| ControlFlow::Continue(())));
        }
        check(&mut |done| progress(done, content.entries.len()));
    });
    if stopped.into_inner() { Err(DataError::Cancelled) } else { Ok(!damaged.into_inner()) }
}

fn put_text(table: &mut Vec<u8>, text: &str) {
    table.extend((text.len() as u32).to_le_bytes());
    table.extend(text.as_bytes());
}

fn take_text(table: &mut &[u8]) -> Option<String> {
    let len = u32::from_le_bytes(take(table, 4)?.try_into().ok()?);
    String::from_utf8(take(table, len as usize)?.to_vec()).ok()
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}
