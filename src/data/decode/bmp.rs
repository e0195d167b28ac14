//! Bitmaps of Windows and OS/2, as Pillow reads them (`BmpImagePlugin.py`).

use super::pixels::{Palette, gathered, over_white};
use super::reader::Reader;
use super::{DecodeError, Format, Picture, within_limits};
use crate::memory::{collected, with_capacity};

const FILE_HEADER_BYTES: usize = 14;
/// OS/2's first header, with sizes of 16 bits and colours of 3 bytes.
const CORE_HEADER_BYTES: u32 = 12;

/// Decodes a bitmap to RGB.
pub(super) fn decode(bytes: &[u8]) -> Result<Picture, DecodeError> {
    let header = Header::read(bytes)?;
    let (width, height) = (header.width, header.height);
    within_limits(width as u64, height as u64, || Ok(Picture { height, width, rgb: header.pixels(bytes)? }))
}

/// Height and width.
pub(super) fn dimensions(bytes: &[u8]) -> Result<(usize, usize), DecodeError> {
    Header::read(bytes).map(|header| (header.height, header.width))
}

#[derive(Debug)]
struct Header {
    height: usize,
    width: usize,
    is_top_down: bool,
    stored: Stored,
    /// Of the pixels.
    offset: usize,
    /// Bytes from one row to the next.
    stride: usize,
}

/// How pixels are stored.
#[derive(Debug)]
enum Stored {
    /// Numbers of colours.
    Indexed { bits: usize, colours: Palette },
    /// Run lengths of such numbers, of 8 or 4 bits.
    RunLengths { is_four_bits: bool, colours: Palette },
    /// 5 bits for blue and for red, in between these for green.
    Sixteen { green_bits: u32 },
    /// Where among a pixel's bytes red, green, blue and alpha are.
    Bytes { count: usize, rgb: [usize; 3], alpha: Option<usize> },
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes, Format::Bmp);
        reader.take(10)?;
        let mut offset = reader.u32_le()? as usize;
        let header_bytes = reader.u32_le()?;
        let mut header = Reader::new(reader.take((header_bytes as usize).saturating_sub(4))?, Format::Bmp);
        let is_core = header_bytes == CORE_HEADER_BYTES;
        let (width, height) = match header_bytes {
            CORE_HEADER_BYTES => (header.u16_le()? as u32, header.u16_le()? as u32),
            40 | 52 | 56 | 64 | 108 | 124 => (header.u32_le()?, header.u32_le()?),
            _ => return Err(not_supported(&format!("with a header of {header_bytes} bytes"))),
        };
        let is_top_down = !is_core && height >> 24 == 0xff;
        let height = if is_top_down { height.wrapping_neg() } else { height };
        if width == 0 || height == 0 {
            return Err(broken("it has no pixels"));
        }
        header.take(2)?;
        let bits = header.u16_le()?;
        let compression = if is_core { 0 } else { header.u32_le()? };
        let mut colour_count = 0;
        if !is_core {
            header.take(12)?;
            colour_count = header.u32_le()? as usize;
            header.take(4)?;
        }
        if colour_count == 0 {
            colour_count = 1 << bits.min(24);
        }
        let entry_bytes = if is_core { 3 } else { 4 };
        if offset == FILE_HEADER_BYTES + header_bytes as usize && bits <= 8 {
            offset = offset.saturating_add(entry_bytes * colour_count);
        }
        let stored = match (compression, bits) {
            (0..=2, 1 | 4 | 8) => {
                let (colours, bits) = read_colours(colour_count, entry_bytes, bits, &mut reader)?;
                match compression {
                    0 => Stored::Indexed { bits, colours },
                    _ => Stored::RunLengths { is_four_bits: compression == 2, colours },
                }
            }
            (0, 16) => Stored::Sixteen { green_bits: 5 },
            (0, 24) => Stored::Bytes { count: 3, rgb: [2, 1, 0], alpha: None },
            (0, 32) => Stored::Bytes { count: 4, rgb: [2, 1, 0], alpha: None },
            (3, 16 | 24 | 32) => {
                let masks = if header_bytes == 40 { &mut reader } else { &mut header };
                let rgb = [masks.u32_le()?, masks.u32_le()?, masks.u32_le()?];
                let alpha = if header_bytes >= 56 { masks.u32_le()? } else { 0 };
                by_masks(bits, rgb, alpha).ok_or_else(|| not_supported("with unusual masks of colours"))?
            }
            (0..=3, _) => return Err(not_supported(&format!("with {bits} bits a pixel"))),
            _ => return Err(not_supported(&format!("of compression {compression}"))),
        };
        if offset == 0 {
            offset = bytes.len() - reader.rest().len();
        }
        let (width, height) = (width as usize, height as usize);
        Ok(Self { height, width, is_top_down, stored, offset, stride: (width * bits).div_ceil(32) * 4 })
    }

    fn pixels(&self, bytes: &[u8]) -> Result<Vec<u8>, DecodeError> {
        let data = bytes.get(self.offset..).ok_or_else(truncated)?;
        let count = self.width * self.height;
        match &self.stored {
            Stored::RunLengths { is_four_bits, colours } => {
                let indices = self.expanded(data, *is_four_bits)?;
                let rows = (0..self.height).map(|row| &indices[self.stored_row(row) * self.width..][..self.width]);
                Ok(colours.rgb(count, rows.flatten().copied()))
            }
            Stored::Indexed { bits, colours } => {
                Ok(colours.rgb(count, self.rows(data, *bits)?.flat_map(|row| unpacked(row, *bits, self.width))))
            }
            Stored::Sixteen { green_bits } => {
                let channel = |pixel: u32, shift: u32, bits: u32| {
                    let most = (1 << bits) - 1;
                    ((pixel >> shift & most) * 255 / most) as u8
                };
                let pairs = self.rows(data, 16)?.flat_map(|row| row.chunks_exact(2));
                let pixels = pairs.map(|pair| u32::from(pair[0]) | u32::from(pair[1]) << 8);
                let rgb = |p| [channel(p, 5 + green_bits, 5), channel(p, 5, *green_bits), channel(p, 0, 5)];
                Ok(gathered(count, pixels.map(rgb)))
            }
            Stored::Bytes { count: pixel_bytes, rgb, alpha } => {
                let places: Vec<usize> = rgb.iter().copied().chain(*alpha).collect();
                let pixels = self.rows(data, 8 * pixel_bytes)?.flat_map(|row| row.chunks_exact(*pixel_bytes));
                let samples = pixels.flat_map(|pixel| places.iter().map(|place| pixel[*place]));
                Ok(over_white(collected(places.len() * count, samples)?, places.len()))
            }
        }
    }

    /// The rows of uncompressed pixels from top to bottom; the last stored one may lack what fills it up.
    fn rows<'a>(&self, data: &'a [u8], bits: usize) -> Result<impl Iterator<Item = &'a [u8]>, DecodeError> {
        let row_bytes = (self.width * bits).div_ceil(8);
        if row_bytes > self.stride {
            return Err(broken("its rows are longer than they say"));
        }
        if data.len() < (self.height - 1) * self.stride + row_bytes {
            return Err(truncated());
        }
        Ok((0..self.height).map(move |row| &data[self.stored_row(row) * self.stride..][..row_bytes]))
    }

    fn stored_row(&self, row: usize) -> usize {
        if self.is_top_down { row } else { self.height - 1 - row }
    }

    /// The numbers that run lengths stand for (`BmpRleDecoder`).
    fn expanded(&self, data: &[u8], is_four_bits: bool) -> Result<Vec<u8>, DecodeError> {
        let count = self.width * self.height;
        let bits = if is_four_bits { 4 } else { 8 };
        let mut reader = Reader::new(data, Format::Bmp);
        // The last run may reach beyond the last row.
        let mut indices = with_capacity(count + usize::from(u8::MAX))?;
        let mut column = 0;
        while indices.len() < count {
            let Ok(&[run, value]) = reader.take(2) else { break };
            let left = count - indices.len();
            match (run, value) {
                (0, 0) => {
                    indices.resize(indices.len().next_multiple_of(self.width), 0);
                    column = 0;
                }
                (0, 1) => break,
                (0, 2) => {
                    let Ok(&[right, up]) = reader.take(2) else { break };
                    let skipped = usize::from(right) + usize::from(up) * self.width;
                    indices.resize(indices.len() + skipped.min(left), 0);
                    column = indices.len() % self.width;
                }
                (0, literal) => {
                    let wanted = left.min(usize::from(literal));
                    let packed_bytes = (wanted * bits).div_ceil(8);
                    let packed = reader.take_at_most(packed_bytes);
                    indices.extend(unpacked(packed, bits, wanted));
                    if packed.len() < packed_bytes || indices.len() == count {
                        break;
                    }
                    column += usize::from(literal);
                    // Data go on at an even place in the file.
                    if !(self.offset + data.len() - reader.rest().len()).is_multiple_of(2) {
                        reader.take_at_most(1);
                    }
                }
                (run, value) => {
                    let run = usize::from(run).min(self.width.saturating_sub(column));
                    let pair = if is_four_bits { [value >> 4, value & 15] } else { [value; 2] };
                    indices.extend((0..run).map(|place| pair[place % 2]));
                    column += run;
                }
            }
        }
        if indices.len() < count {
            return Err(truncated());
        }
        indices.truncate(count);
        Ok(indices)
    }
}

/// The colours, and how many bits Pillow takes for a number: where the colours are shades of gray, the numbers are
/// taken for these.
fn read_colours(
    count: usize,
    entry_bytes: usize,
    bits: usize,
    reader: &mut Reader,
) -> Result<(Palette, usize), DecodeError> {
    if count > 1 << 16 {
        return Err(broken("it has too many colours"));
    }
    let table = reader.take_at_most(count * entry_bytes);
    let gray = |number: usize| if count == 2 { 255 * number as u8 } else { number as u8 };
    let mut entries = table.chunks_exact(entry_bytes).enumerate();
    let is_gray = table.len() == count * entry_bytes && entries.all(|(number, c)| c[..3] == [gray(number); 3]);
    match (is_gray, count) {
        (true, ..=2) => Ok((Palette::new([[0; 3], [255; 3]].into_iter()), 1)),
        (true, _) => Ok((Palette::default(), 8)),
        _ if table.len() / entry_bytes > 256 => Err(broken("it has too many colours")),
        _ => Ok((Palette::new(table.chunks_exact(entry_bytes).map(|c| [c[2], c[1], c[0]])), bits)),
    }
}

/// The layouts that Pillow knows.
fn by_masks(bits: usize, rgb: [u32; 3], alpha: u32) -> Option<Stored> {
    let bytes = |count, rgb, alpha| Some(Stored::Bytes { count, rgb, alpha });
    match (bits, rgb, alpha) {
        (16, [0xf800, 0x7e0, 0x1f], _) => Some(Stored::Sixteen { green_bits: 6 }),
        (16, [0x7c00, 0x3e0, 0x1f], _) => Some(Stored::Sixteen { green_bits: 5 }),
        (24, [0xff_0000, 0xff00, 0xff], _) => bytes(3, [2, 1, 0], None),
        (32, [0xff_0000, 0xff00, 0xff], 0) => bytes(4, [2, 1, 0], None),
        (32, [0xff00_0000, 0xff_0000, 0xff00], 0) => bytes(4, [3, 2, 1], None),
        (32, [0xff00_0000, 0xff00, 0xff], 0) => bytes(4, [3, 1, 0], None),
        (32, [0xff00_0000, 0xff_0000, 0xff00], 0xff) => bytes(4, [3, 2, 1], Some(0)),
        (32, [0xff, 0xff00, 0xff_0000], 0xff00_0000) => bytes(4, [0, 1, 2], Some(3)),
        (32, [0xff_0000, 0xff00, 0xff], 0xff00_0000) | (32, [0, 0, 0], 0) => bytes(4, [2, 1, 0], Some(3)),
        (32, [0xff00_0000, 0xff00, 0xff], 0xff_0000) => bytes(4, [3, 1, 0], Some(2)),
        _ => None,
    }
}

/// Numbers of 1, 4 or 8 bits, the first one in the highest bits.
fn unpacked(row: &[u8], bits: usize, count: usize) -> impl Iterator<Item = u8> {
    let mask = (0xff_u16 >> (8 - bits)) as u8;
    row.iter().flat_map(move |byte| (0..8 / bits).rev().map(move |place| byte >> (place * bits) & mask)).take(count)
}

fn not_supported(kind: &str) -> DecodeError {
    DecodeError::NotSupported { what: format!("BMP {kind}") }
}

fn broken(reason: &str) -> DecodeError {
    DecodeError::Broken { format: Format::Bmp.name(), reason: reason.to_owned() }
}

fn truncated() -> DecodeError {
    DecodeError::Truncated { format: Format::Bmp.name() }
}
