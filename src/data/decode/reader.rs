//! Bytes and how far they were read.

use super::{DecodeError, Format};

#[derive(Debug, Clone)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    format: Format,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8], format: Format) -> Self {
        Self { rest: bytes, format }
    }

    /// What was not yet read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], DecodeError> {
        let truncated = DecodeError::Truncated { format: self.format.name() };
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    /// Less where the file ends.
    pub(super) fn take_at_most(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    pub(super) fn u8(&mut self) -> Result<u8, DecodeError> {
        Ok(self.take(1)?[0])
    }

    /// Two bytes as a number, the lower one first.
    pub(super) fn u16_le(&mut self) -> Result<usize, DecodeError> {
        Ok(self.take(2)?.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    }

    /// Four bytes as a number, the lowest one first.
    pub(super) fn u32_le(&mut self) -> Result<u32, DecodeError> {
        Ok(self.take(4)?.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }
}
