//! A cache file's format: a header, each photograph's pixels, and a table of checksums and reasons.
//!
//! The header, numbers little-endian: magic, key, the number of photographs, the bytes of each, the table's length and
//! the table's digest. The place of a photograph that cannot be used stays empty.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read as _, Write as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::CacheProblem;
use super::content::{Content, checksum, take};
use super::digested::Digested;
use super::key::Key;
use crate::data::{DataError, parallel};
use crate::files;
use crate::files::positional::{read_exact_at, write_all_at};
use crate::memory::zeros;

/// Bytes of the table that are in memory at a time.
const TABLE_BUFFER: usize = 1 << 16;

const MAGIC: [u8; 8] = *b"bigodpx2";
const HEADER_LEN: usize = 8 + 32 + 3 * 8 + 32;

/// The extension of files of pixels.
pub const PIXELS: &str = "pixels";

/// The extension of files of what a network makes of the pixels.
pub const FEATURES: &str = "features";

/// The position of a photograph's pixels in a file whose photographs have `sample_len` bytes each.
pub fn position(index: usize, sample_len: usize) -> u64 {
    HEADER_LEN as u64 + index as u64 * sample_len as u64
}

/// The name of a key's file.
pub fn name(key: &Key, extension: &str) -> String {
    format!("{}.{extension}", &blake3::Hash::from_bytes(*key).to_hex()[..32])
}

/// Writes table and header around pixels that are in the file already.
pub fn finish(file: &File, key: &Key, content: &Content) -> io::Result<()> {
    let start = position(content.entries.len(), content.sample_len);
    let mut table = BufWriter::with_capacity(TABLE_BUFFER, Digested::at(file, start));
    content.write_table(&mut table)?;
    table.flush()?;
    let (end, digest) = table.get_ref().so_far();
    let mut header = Vec::with_capacity(HEADER_LEN);
    header.extend(MAGIC);
    header.extend(key);
    for number in [content.entries.len() as u64, content.sample_len as u64, end - start] {
        header.extend(number.to_le_bytes());
    }
    header.extend(digest.as_bytes());
    write_all_at(file, &header, 0)
}

/// The file of a key and its content, if it exists and its header, table and length agree.
pub fn open(path: &Path, key: &Key) -> Option<(File, Content)> {
    let file = files::open(path).ok()?;
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
    // The length is checked before memory of that size is taken.
    if file.metadata().ok()?.len() != table_position.checked_add(table_len)? {
        return None;
    }
    let mut table = BufReader::with_capacity(TABLE_BUFFER, Digested::at(file, table_position).take(table_len));
    let (table_bytes, sample_len) = (usize::try_from(table_len).ok()?, usize::try_from(sample_len).ok()?);
    let content = Content::read_table(&mut table, table_bytes, sample_len, usize::try_from(count).ok()?)?;
    let (_, digest) = table.get_ref().get_ref().so_far();
    (digest.as_bytes()[..] == *rest).then_some((key, content))
}

/// Reads a photograph's pixels into `out` and compares their checksum.
///
/// # Errors
/// If the photograph has no pixels, `out` has another length, or the pixels are damaged.
pub fn read_pixels(file: &File, content: &Content, index: usize, out: &mut [u8]) -> Result<(), CacheProblem> {
    let expected = content.entries.pixels(index).ok_or(CacheProblem::NoPixels { index })?;
    if out.len() != content.sample_len {
        return Err(CacheProblem::OtherSize { found: content.sample_len, expected: out.len() });
    }
    read_exact_at(file, out, position(index, content.sample_len))?;
    if checksum(out) == *expected { Ok(()) } else { Err(CacheProblem::Damaged) }
}

/// Whether all pixels match their checksums; read on `threads` threads.
///
/// # Errors
/// If `progress` breaks or no thread can be started.
pub fn is_intact(
    file: &File,
    content: &Content,
    threads: usize,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<bool, DataError> {
    let is_damaged = AtomicBool::new(false);
    let check = |index| {
        // One damaged photograph is enough: the whole file is made again.
        let is_read = content.entries.is_usable(index) && !is_damaged.load(Ordering::Relaxed);
        if is_read {
            let mut pixels = zeros(content.sample_len)?;
            is_damaged.fetch_or(read_pixels(file, content, index, &mut pixels).is_err(), Ordering::Relaxed);
        }
        Ok(())
    };
    parallel::hand_over("cache-check", content.entries.len(), threads, progress, check, |_, ()| {})?;
    Ok(!is_damaged.into_inner())
}
