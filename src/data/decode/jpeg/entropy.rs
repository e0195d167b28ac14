//! Reads a scan's codes without making pixels of them.
//!
//! That decides about the rare file that ends without a marker: it is complete only if libjpeg never asks for a byte
//! behind its end, and libjpeg reads ahead. So this follows its bit buffer to the bit: `decode_mcu_slow`,
//! `decode_mcu_fast` and `jpeg_fill_bit_buffer` in `jdhuff.c`, fed in pieces of 65,536 bytes by Pillow's
//! `ImageFile.load`.

use super::{
    frame::{Frame, Scan},
    huffman::{Table, Tables},
};

/// Pillow's `ImageFile.MAXBLOCK`.
const PIECE_BYTES: usize = 65_536;
/// libjpeg reads without looking at its input's end while a unit has so many bytes for each block.
const FAST_BYTES_A_BLOCK: usize = 512;

/// Whether `units` units of a scan are whole in `bytes` from `start` on.
pub(super) fn is_complete(
    bytes: &[u8],
    start: usize,
    units: usize,
    frame: &Frame,
    scan: &Scan,
    tables: &Tables,
) -> bool {
    let mut blocks: Vec<(&Table, &Table)> = Vec::new();
    for component in &scan.components {
        let (Some(Some(dc)), Some(Some(ac))) = (tables.dc.get(component.dc_table), tables.ac.get(component.ac_table))
        else {
            return false;
        };
        let count = if scan.components.len() == 1 { 1 } else { frame.components[component.index].blocks() };
        blocks.extend(std::iter::repeat_n((dc, ac), count));
    }
    let piece_end = (start / PIECE_BYTES + 1) * PIECE_BYTES;
    let mut bits = Bits { end: piece_end.min(bytes.len()), ..Bits::new(bytes, start) };
    for _ in 0..units {
        loop {
            let has_plenty = bits.end - bits.position >= FAST_BYTES_A_BLOCK * blocks.len();
            let fast = if has_plenty { bits.behind(&blocks, true) } else { None };
            if let Some(behind) = fast.or_else(|| bits.behind(&blocks, false)) {
                bits = behind;
                break;
            }
            if bits.end == bytes.len() {
                return false;
            }
            bits.end = (bits.end + PIECE_BYTES).min(bytes.len());
        }
    }
    true
}

/// How many of its bytes the codes of `units` units of DC coefficients of a progressive scan take; all, if they do not
/// suffice.
pub(super) fn dc_bytes(data: &[u8], units: usize, frame: &Frame, scan: &Scan, tables: &Tables) -> usize {
    // The bit buffer reads ahead.
    let padded: Vec<u8> = data.iter().copied().chain([0; 16]).collect();
    let mut bits = Bits::new(&padded, 0);
    for _ in 0..units {
        for component in &scan.components {
            let count = if scan.components.len() == 1 { 1 } else { frame.components[component.index].blocks() };
            let Some(Some(table)) = tables.dc.get(component.dc_table) else { return data.len() };
            for _ in 0..count {
                if bits.symbol(table).and_then(|size| bits.skip(size)).is_none() {
                    return data.len();
                }
            }
        }
    }
    let unread = bits.left / 8;
    let read = bits.fetched - unread as usize;
    let mut end = Bits::new(data, 0);
    while end.fetched < read && end.byte().is_some() {}
    end.position
}

/// libjpeg's bit buffer. What gives `None` has run out of bytes.
#[derive(Debug, Clone)]
struct Bits<'a> {
    bytes: &'a [u8],
    /// Behind the last byte that may be read so far.
    end: usize,
    /// Of the next byte.
    position: usize,
    /// The lowest `left` bits are unread.
    buffer: u64,
    left: u32,
    /// Bytes moved into the buffer so far.
    fetched: usize,
    is_fast: bool,
}

impl<'a> Bits<'a> {
    fn new(bytes: &'a [u8], position: usize) -> Self {
        Self { bytes, end: bytes.len(), position, buffer: 0, left: 0, fetched: 0, is_fast: false }
    }

    /// The state after a unit of these blocks.
    fn behind(&self, blocks: &[(&Table, &Table)], is_fast: bool) -> Option<Self> {
        let mut bits = Self { is_fast, ..self.clone() };
        blocks.iter().all(|(dc, ac)| bits.skip_block(dc, ac).is_some()).then_some(bits)
    }

    fn skip_block(&mut self, dc: &Table, ac: &Table) -> Option<()> {
        let size = self.symbol(dc)?;
        self.skip(size)?;
        let mut index = 1;
        while index < 64 {
            let symbol = self.symbol(ac)?;
            let (run, size) = (symbol >> 4, symbol & 15);
            if size == 0 && run != 15 {
                break;
            }
            self.skip(size)?;
            index += usize::from(run) + 1;
        }
        Some(())
    }

    fn symbol(&mut self, table: &Table) -> Option<u8> {
        self.need(8)?;
        let (length, symbol) = table.decode(self.peek());
        if length <= 8 {
            self.left -= length;
            return Some(symbol);
        }
        // A longer code is taken bit by bit, and the slow way looks for more bytes at each.
        let mut taken = 9;
        if !self.is_fast {
            self.need(taken)?;
        }
        let mut code = self.peek() >> (16 - taken);
        self.left -= taken;
        loop {
            let (length, symbol) = table.decode(code << (16 - taken));
            if length <= taken {
                return Some(symbol);
            }
            if !self.is_fast {
                self.need(1)?;
            }
            let bit = self.peek() >> 15;
            self.left -= 1;
            taken += 1;
            if taken > 16 {
                return Some(0);
            }
            code = code << 1 | bit;
        }
    }

    fn skip(&mut self, count: u8) -> Option<()> {
        if count > 0 {
            self.need(u32::from(count))?;
            self.left -= u32::from(count);
        }
        Some(())
    }

    /// The next 16 bits, zeros behind the last.
    fn peek(&self) -> u16 {
        if self.left == 0 { 0 } else { (self.buffer << (64 - self.left) >> 48) as u16 }
    }

    fn need(&mut self, count: u32) -> Option<()> {
        if self.is_fast {
            if self.left <= 16 {
                for _ in 0..6 {
                    self.byte()?;
                }
            }
        } else if self.left < count {
            while self.left < 57 {
                self.byte()?;
            }
        }
        Some(())
    }

    /// Moves a byte into the buffer; an FF is followed by a stuffed zero, and on the slow way by any number of FFs.
    fn byte(&mut self) -> Option<()> {
        let bytes = &self.bytes[..self.end];
        let byte = *bytes.get(self.position)?;
        self.position += 1;
        if byte == 0xff {
            while *bytes.get(self.position)? == 0xff {
                if self.is_fast {
                    return None;
                }
                self.position += 1;
            }
            self.position += 1;
        }
        self.buffer = self.buffer << 8 | u64::from(byte);
        self.left += 8;
        self.fetched += 1;
        Some(())
    }
}
