//! A file, or a part of one, that many readers read at once, each from its own position.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use crate::files::positional::read_at;

const BUFFER_BYTES: usize = 32_768;

/// One reader. A clone reads the same bytes and has its own position.
#[derive(Debug)]
pub(super) struct SharedFile {
    file: Arc<File>,
    start: u64,
    length: u64,
    position: u64,
    buffer: Vec<u8>,
    buffer_position: u64,
}

impl SharedFile {
    /// All of a file.
    pub(super) fn new(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self { file: Arc::new(file), start: 0, length, position: 0, buffer: Vec::new(), buffer_position: 0 })
    }

    /// `length` bytes from `start` on; fewer where the file ends.
    pub(super) fn part(&self, start: u64, length: u64) -> Self {
        let start = start.min(self.length);
        let length = length.min(self.length - start);
        Self { start: self.start + start, length, position: 0, ..self.clone() }
    }

    /// In bytes.
    pub(super) fn length(&self) -> u64 {
        self.length
    }
}

impl Clone for SharedFile {
    fn clone(&self) -> Self {
        Self { file: Arc::clone(&self.file), buffer: Vec::new(), buffer_position: 0, ..*self }
    }
}

impl Read for SharedFile {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let wanted = self.length.saturating_sub(self.position).min(out.len() as u64) as usize;
        if wanted == 0 {
            return Ok(0);
        }
        let buffered = self.position.checked_sub(self.buffer_position).and_then(|at| self.buffer.get(at as usize..));
        let count = match buffered {
            Some(bytes) if !bytes.is_empty() => {
                let count = bytes.len().min(wanted);
                out[..count].copy_from_slice(&bytes[..count]);
                count
            }
            _ if wanted >= BUFFER_BYTES => read_at(&self.file, &mut out[..wanted], self.start + self.position)?,
            _ => {
                let left = (self.length - self.position).min(BUFFER_BYTES as u64) as usize;
                self.buffer.resize(left, 0);
                self.buffer_position = self.position;
                let read = read_at(&self.file, &mut self.buffer, self.start + self.position)?;
                self.buffer.truncate(read);
                let count = read.min(wanted);
                out[..count].copy_from_slice(&self.buffer[..count]);
                count
            }
        };
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for SharedFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}
