//! A piece of a file that is digested while it is read or written.

use std::fs::File;
use std::io::{self, Read, Write};

use crate::files::positional::{read_at, write_all_at};

/// Reads or writes from a position on, and digests what it reads or writes.
pub struct Digested<'a> {
    file: &'a File,
    position: u64,
    hasher: blake3::Hasher,
}

impl<'a> Digested<'a> {
    pub fn at(file: &'a File, position: u64) -> Self {
        Self { file, position, hasher: blake3::Hasher::new() }
    }

    /// The position behind what was read or written, and its digest.
    pub fn so_far(&self) -> (u64, blake3::Hash) {
        (self.position, self.hasher.finalize())
    }

    fn take_in(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.position += bytes.len() as u64;
    }
}

impl Read for Digested<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = read_at(self.file, out, self.position)?;
        self.take_in(&out[..count]);
        Ok(count)
    }
}

impl Write for Digested<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        write_all_at(self.file, bytes, self.position)?;
        self.take_in(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
