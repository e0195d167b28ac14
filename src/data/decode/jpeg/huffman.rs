//! Huffman tables and their codes.

use super::{broken, reader::Reader};
use crate::data::DecodeError;

/// The tables that a JPEG has defined so far.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub dc: [Option<Table>; 4],
    pub ac: [Option<Table>; 4],
}

/// One table as it stands in the file.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// How many codes have 1, 2, .. 16 bits.
    counts: [u8; 16],
    symbols: Vec<u8>,
}

impl Tables {
    /// Reads the segment behind the marker DHT (`get_dht` in `jdmarker.c`).
    pub(super) fn read(&mut self, reader: &mut Reader) -> Result<(), DecodeError> {
        let mut left = reader.length()?;
        while left > 16 {
            let info = usize::from(reader.u8()?);
            let mut counts = [0; 16];
            counts.copy_from_slice(reader.take(16)?);
            let total: usize = counts.iter().map(|&count| usize::from(count)).sum();
            left -= 17;
            if total > 256 || total > left {
                return Err(broken("a Huffman table is too short"));
            }
            let symbols = reader.take(total)?.to_vec();
            left -= total;
            let kind = if info & 0x10 == 0 { &mut self.dc } else { &mut self.ac };
            let slot = kind.get_mut(info & !0x10).ok_or_else(|| broken("a Huffman table has an impossible number"))?;
            *slot = Some(Table { counts, symbols });
        }
        if left == 0 { Ok(()) } else { Err(broken("a Huffman table has a wrong length")) }
    }

    /// Whether a decoder must supply some of the standard tables, as for a frame of Motion JPEG.
    pub(super) fn need_standard(&self) -> bool {
        self.dc[..2].iter().chain(&self.ac[..2]).any(Option::is_none)
    }
}

impl Table {
    /// Whether the codes fit their lengths, and DC symbols their range (`jpeg_make_d_derived_tbl` in `jdhuff.c`).
    pub(super) fn check(&self, is_dc: bool) -> Result<(), DecodeError> {
        let mut code = 0_u32;
        for (index, &count) in self.counts.iter().enumerate() {
            code += u32::from(count);
            if count > 0 && code >= 1 << (index + 1) {
                return Err(broken("a Huffman table has too many codes"));
            }
            code <<= 1;
        }
        if is_dc && self.symbols.iter().any(|&symbol| symbol > 15) {
            return Err(broken("a Huffman table has impossible symbols"));
        }
        Ok(())
    }

    /// The code that a bit string starts with, at most 16 bits long and given from the top: its length and symbol.
    /// A string without one is 17 bits long and means 0, as in libjpeg.
    pub(super) fn decode(&self, bits: u16) -> (u32, u8) {
        let (mut first, mut index) = (0_usize, 0_usize);
        for (length, &count) in (1..).zip(&self.counts) {
            let (code, count) = (usize::from(bits >> (16 - length)), usize::from(count));
            if code < first + count {
                return (length, self.symbols.get(index + code - first).copied().unwrap_or(0));
            }
            index += count;
            first = (first + count) << 1;
        }
        (17, 0)
    }
}
