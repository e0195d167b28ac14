//! GIF: the first frame, with Pillow's leniency (`GifImagePlugin.py`, `GifDecode.c`).

use super::pixels::Palette;
use super::reader::Reader;
use super::{DecodeError, Format, Picture, within_limits};
use crate::memory::{filled, with_capacity};

const MAX_CODE_BITS: u32 = 12;
const MAX_CODES: usize = 1 << MAX_CODE_BITS;

/// Decodes the first frame to RGB; what it leaves free of the screen is of the transparent colour, or of the first.
pub(super) fn decode(bytes: &[u8]) -> Result<Picture, DecodeError> {
    let frame = Frame::read(bytes)?;
    let (width, height) = frame.screen;
    within_limits(width as u64, height as u64, || {
        let mut indices = filled(width * height, frame.transparent.unwrap_or(0))?;
        frame.draw(&mut indices)?;
        let mut colours = frame.palette.clone();
        if let Some(transparent) = frame.transparent {
            colours.set(transparent, [255; 3]);
        }
        Ok(Picture { height, width, rgb: colours.rgb(indices.len(), indices.iter().copied()) })
    })
}

/// Height and width.
pub(super) fn dimensions(bytes: &[u8]) -> Result<(usize, usize), DecodeError> {
    Frame::read(bytes).map(|frame| (frame.screen.1, frame.screen.0))
}

/// The first frame, not yet drawn.
#[derive(Debug)]
struct Frame<'a> {
    /// Width and height, grown to hold the frame.
    screen: (usize, usize),
    /// Column and row.
    origin: (usize, usize),
    /// Width and height.
    size: (usize, usize),
    palette: Palette,
    transparent: Option<u8>,
    is_interlaced: bool,
    /// Of a colour.
    bits: u32,
    /// In blocks that begin with their length.
    data: &'a [u8],
}

impl<'a> Frame<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes, Format::Gif);
        reader.take(6)?;
        let mut screen = (reader.u16_le()?, reader.u16_le()?);
        let flags = reader.u8()?;
        reader.take(2)?;
        let mut palette = read_palette(flags, &mut reader);
        let mut transparent = None;
        loop {
            match reader.u8() {
                Ok(b'!') => transparent = read_extension(&mut reader)?.or(transparent),
                Ok(b',') => break,
                Ok(b';') | Err(_) => return Err(broken("it holds no frame")),
                Ok(_) => {}
            }
        }
        let origin = (reader.u16_le()?, reader.u16_le()?);
        let size = (reader.u16_le()?, reader.u16_le()?);
        screen = (screen.0.max(origin.0 + size.0), screen.1.max(origin.1 + size.1));
        let flags = reader.u8()?;
        palette = read_palette(flags, &mut reader).or(palette);
        let bits = u32::from(reader.u8()?);
        if size.0 == 0 || size.1 == 0 {
            return Err(broken("its frame has no pixels"));
        }
        if bits > MAX_CODE_BITS {
            return Err(broken("its colours have too many bits"));
        }
        let palette = palette.unwrap_or_default();
        let is_interlaced = flags & 0x40 != 0;
        Ok(Self { screen, origin, size, palette, transparent, is_interlaced, bits, data: reader.rest() })
    }

    /// Draws the frame on a screen of colour numbers.
    fn draw(&self, screen: &mut [u8]) -> Result<(), DecodeError> {
        let (width, height) = self.size;
        let mut codes = Codes::new(self.data, self.bits);
        let mut line = with_capacity(width + MAX_CODES)?;
        for row in rows(height, self.is_interlaced) {
            while line.len() < width {
                codes.next_string(&mut line)?;
            }
            let at = (self.origin.1 + row) * self.screen.0 + self.origin.0;
            screen[at..at + width].copy_from_slice(&line[..width]);
            line.drain(..width);
        }
        Ok(())
    }
}

/// The order in which rows are stored.
fn rows(height: usize, is_interlaced: bool) -> impl Iterator<Item = usize> {
    let passes: &[(usize, usize)] = if is_interlaced { &[(0, 8), (4, 8), (2, 4), (1, 2)] } else { &[(0, 1)] };
    passes.iter().flat_map(move |&(first, step)| (first..height).step_by(step))
}

/// The palette that flags announce, cut off where the file is.
fn read_palette(flags: u8, reader: &mut Reader) -> Option<Palette> {
    let announced = (flags & 0x80 != 0).then(|| reader.take_at_most(6 << (flags & 7)));
    announced.map(|colours| Palette::new(colours.chunks_exact(3).map(|c| [c[0], c[1], c[2]])))
}

/// Reads an extension; the transparent colour if it names one.
fn read_extension(reader: &mut Reader) -> Result<Option<u8>, DecodeError> {
    let label = reader.u8()?;
    let first = block(reader);
    let transparent = match (label, first) {
        (0xf9, Some([flags, _, _, colour, ..])) => (flags & 1 != 0).then_some(*colour),
        (0xf9, Some([flags, _, _])) if flags & 1 == 0 => None,
        (0xf9, Some(_)) => return Err(broken("an extension is too short")),
        _ => None,
    };
    if label == 0xfe && first.is_none() {
        return Ok(None);
    }
    if label == 0xff && first.is_some_and(|name| name.starts_with(b"NETSCAPE2.0")) {
        block(reader);
    }
    while block(reader).is_some() {}
    Ok(transparent)
}

/// The next block, cut off where the file is; `None` if it is empty.
fn block<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    let length = reader.u8().unwrap_or(0);
    Some(reader.take_at_most(usize::from(length))).filter(|block| !block.is_empty())
}

/// Strings of colours, compressed by LZW.
struct Codes<'a> {
    data: &'a [u8],
    block: &'a [u8],
    buffer: u32,
    buffered: u32,
    clear: usize,
    width: u32,
    /// For each code from `clear + 2` on, the code that it prolongs and by which colour.
    table: Vec<(u16, u8)>,
    last: Option<Last>,
    reversed: Vec<u8>,
}

/// The string before.
#[derive(Debug, Clone, Copy)]
struct Last {
    code: usize,
    first_colour: u8,
}

impl<'a> Codes<'a> {
    fn new(data: &'a [u8], bits: u32) -> Self {
        let (table, reversed) = (Vec::with_capacity(MAX_CODES), Vec::with_capacity(MAX_CODES));
        Self {
            data,
            block: &[],
            buffer: 0,
            buffered: 0,
            clear: 1 << bits,
            width: bits + 1,
            table,
            last: None,
            reversed,
        }
    }

    /// Adds the colours of the next code.
    fn next_string(&mut self, line: &mut Vec<u8>) -> Result<(), DecodeError> {
        let mut code = self.next_code()?;
        while code == self.clear {
            self.table.clear();
            self.width = self.clear.ilog2() + 1;
            self.last = None;
            code = self.next_code()?;
        }
        if code == self.clear + 1 {
            return Err(truncated());
        }
        let Some(last) = self.last else {
            if code > self.clear {
                return Err(wrong_code());
            }
            self.last = Some(Last { code, first_colour: code as u8 });
            line.push(code as u8);
            return Ok(());
        };
        let next = self.clear + 2 + self.table.len();
        if code > next {
            return Err(wrong_code());
        }
        self.reversed.clear();
        let mut link = code;
        if code == next {
            self.reversed.push(last.first_colour);
            link = last.code;
        }
        while link >= self.clear {
            let entry = link.checked_sub(self.clear + 2).and_then(|entry| self.table.get(entry));
            let &(shorter, colour) = entry.filter(|_| self.reversed.len() < MAX_CODES).ok_or_else(wrong_code)?;
            self.reversed.push(colour);
            link = usize::from(shorter);
        }
        let first_colour = link as u8;
        line.push(first_colour);
        line.extend(self.reversed.iter().rev());
        if next < MAX_CODES {
            self.table.push((last.code as u16, first_colour));
            if next + 1 == 1 << self.width && self.width < MAX_CODE_BITS {
                self.width += 1;
            }
        }
        self.last = Some(Last { code, first_colour });
        Ok(())
    }

    fn next_code(&mut self) -> Result<usize, DecodeError> {
        while self.buffered < self.width {
            if let [byte, rest @ ..] = self.block {
                self.buffer |= u32::from(*byte) << self.buffered;
                self.buffered += 8;
                self.block = rest;
            } else {
                // Only whole blocks are begun.
                let (length, rest) = self.data.split_first().ok_or_else(truncated)?;
                (self.block, self.data) = rest.split_at_checked(usize::from(*length)).ok_or_else(truncated)?;
            }
        }
        let code = self.buffer & ((1 << self.width) - 1);
        self.buffer >>= self.width;
        self.buffered -= self.width;
        Ok(code as usize)
    }
}

fn wrong_code() -> DecodeError {
    broken("it contains a code that stands for nothing")
}

fn broken(reason: &str) -> DecodeError {
    DecodeError::Broken { format: Format::Gif.name(), reason: reason.to_owned() }
}

fn truncated() -> DecodeError {
    DecodeError::Truncated { format: Format::Gif.name() }
}
