//! A cursor over a JPEG's bytes that finds markers as libjpeg does.

use super::{broken, truncated};
use crate::data::DecodeError;

pub(super) const SOI: u8 = 0xd8;
pub(super) const EOI: u8 = 0xd9;
pub(super) const SOS: u8 = 0xda;
pub(super) const DQT: u8 = 0xdb;
pub(super) const DHT: u8 = 0xc4;
pub(super) const DRI: u8 = 0xdd;
pub(super) const RST0: u8 = 0xd0;
pub(super) const RST7: u8 = 0xd7;

/// Bytes and how far they were read.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    /// Of the next byte.
    pub position: usize,
}

impl<'a> Reader<'a> {
    /// Starts behind the SOI that opens a JPEG.
    pub(super) fn behind_soi(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        match bytes {
            [0xff, SOI, ..] => Ok(Self { bytes, position: 2 }),
            _ => Err(broken("it does not start with the marker SOI")),
        }
    }

    /// All that was and will be read.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Moves behind the next marker and gives its code; other bytes are skipped, as libjpeg does with a warning.
    pub(super) fn next_marker(&mut self) -> Result<u8, DecodeError> {
        loop {
            let rest = self.bytes.get(self.position..).unwrap_or_default();
            let ff = rest.iter().position(|&byte| byte == 0xff).ok_or_else(truncated)?;
            let fill = rest[ff..].iter().position(|&byte| byte != 0xff).ok_or_else(truncated)?;
            self.position += ff + fill + 1;
            let code = rest[ff + fill];
            if code != 0 {
                return Ok(code);
            }
        }
    }

    /// The next byte.
    pub(super) fn u8(&mut self) -> Result<u8, DecodeError> {
        Ok(self.take(1)?[0])
    }

    /// The next two bytes as a number.
    pub(super) fn u16(&mut self) -> Result<usize, DecodeError> {
        let bytes = self.take(2)?;
        Ok(usize::from(bytes[0]) << 8 | usize::from(bytes[1]))
    }

    /// The next `count` bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], DecodeError> {
        let taken = self.bytes.get(self.position..self.position + count).ok_or_else(truncated)?;
        self.position += count;
        Ok(taken)
    }

    /// A segment's length without the two bytes that hold it; what is too short counts as empty.
    pub(super) fn length(&mut self) -> Result<usize, DecodeError> {
        Ok(self.u16()?.saturating_sub(2))
    }
}
