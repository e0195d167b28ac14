//! PBM, PGM and PPM, plain and raw, as Pillow reads them (`PpmImagePlugin.py`).

use super::pixels::{clipped, over_white};
use super::reader::Reader;
use super::{DecodeError, Format, Picture, within_limits};
use crate::memory::{collected, with_capacity};

/// Pillow's limit for a number in letters.
const MAX_DIGITS: usize = 10;

/// Decodes a picture to RGB.
pub(super) fn decode(bytes: &[u8]) -> Result<Picture, DecodeError> {
    let mut reader = Reader::new(bytes, Format::Pnm);
    let Header { kind, is_plain, width, height, most } = Header::read(&mut reader)?;
    within_limits(width as u64, height as u64, || {
        let channels = if kind == Kind::Colour { 3 } else { 1 };
        let count = width * height * channels;
        let values = match (kind, is_plain) {
            (Kind::Bits, true) => plain_bits(reader.rest(), count)?,
            (_, true) => plain_values(reader.rest(), count)?,
            (Kind::Bits, false) => {
                let row_bytes = width.div_ceil(8);
                let rows = reader.take(row_bytes * height)?.chunks_exact(row_bytes);
                collected(count, rows.flat_map(|row| (0..width).map(|x| u16::from(row[x / 8] >> (7 - x % 8) & 1))))?
            }
            (_, false) if most > 255 => {
                let pairs = reader.take(2 * count)?.chunks_exact(2);
                collected(count, pairs.map(|pair| u16::from_be_bytes([pair[0], pair[1]])))?
            }
            (_, false) => collected(count, reader.take(count)?.iter().map(|value| u16::from(*value)))?,
        };
        if is_plain && values.iter().any(|value| *value > most) {
            return Err(broken("a value is larger than the largest it names"));
        }
        let scaled = |value: u16, to: f64| (f64::from(value) / f64::from(most) * to).round_ties_even().min(to) as u16;
        let sample = |value: &u16| match kind {
            Kind::Bits => 255 * u8::from(*value == 0),
            Kind::Gray if most > 255 => clipped(scaled(*value, 65535.0)),
            Kind::Gray | Kind::Colour => scaled(*value, 255.0) as u8,
        };
        let samples = collected(count, values.iter().map(sample))?;
        Ok(Picture { height, width, rgb: over_white(samples, channels) })
    })
}

/// Height and width.
pub(super) fn dimensions(bytes: &[u8]) -> Result<(usize, usize), DecodeError> {
    Header::read(&mut Reader::new(bytes, Format::Pnm)).map(|header| (header.height, header.width))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// 1 is black.
    Bits,
    Gray,
    Colour,
}

struct Header {
    kind: Kind,
    /// Whether the values are written in letters.
    is_plain: bool,
    width: usize,
    height: usize,
    /// The value of white.
    most: u16,
}

impl Header {
    fn read(reader: &mut Reader) -> Result<Self, DecodeError> {
        let number = reader.take(3)?[1] - b'0';
        let kind = [Kind::Bits, Kind::Gray, Kind::Colour][usize::from(number.wrapping_sub(1) % 3)];
        let (width, height) = (read_number(reader)?, read_number(reader)?);
        let most = if kind == Kind::Bits { 1 } else { read_number(reader)? };
        if width == 0 || height == 0 {
            return Err(broken("it has no pixels"));
        }
        let most = u16::try_from(most).ok().filter(|most| *most > 0);
        let most = most.ok_or_else(|| broken("its largest value is not from 1 to 65535"))?;
        Ok(Self { kind, is_plain: number <= 3, width, height, most })
    }
}

/// A number of the header and the one byte that ends it.
fn read_number(reader: &mut Reader) -> Result<usize, DecodeError> {
    let mut digits = String::new();
    while digits.len() <= MAX_DIGITS {
        match reader.u8() {
            Ok(b'#') => while !matches!(reader.u8(), Ok(b'\r' | b'\n') | Err(_)) {},
            Ok(byte) if is_space(byte) && digits.is_empty() => {}
            Ok(byte) if !is_space(byte) => digits.push(char::from(byte)),
            _ => break,
        }
    }
    let number = digits.parse::<u32>().ok().filter(|_| digits.len() <= MAX_DIGITS);
    number.map(|number| number as usize).ok_or_else(|| broken("its header lacks a number"))
}

/// Bits that may stand without spaces between them.
fn plain_bits(text: &[u8], count: usize) -> Result<Vec<u16>, DecodeError> {
    let mut bits = with_capacity(count.min(text.len()))?;
    for letter in without_comments(text).filter(|letter| !is_space(*letter)).take(count) {
        match letter {
            b'0' | b'1' => bits.push(u16::from(letter - b'0')),
            _ => return Err(broken("it contains something else than 0 and 1")),
        }
    }
    if bits.len() == count { Ok(bits) } else { Err(truncated()) }
}

fn plain_values(text: &[u8], count: usize) -> Result<Vec<u16>, DecodeError> {
    let letters = collected(text.len(), without_comments(text))?;
    let words = letters.split(|letter| is_space(*letter)).filter(|word| !word.is_empty()).take(count);
    // A number has a digit and is followed by a space.
    let mut values = with_capacity(count.min(letters.len().div_ceil(2)))?;
    for word in words {
        let value = std::str::from_utf8(word).ok().and_then(|word| word.parse().ok());
        values.push(value.ok_or_else(|| broken("it contains something else than numbers"))?);
    }
    if values.len() == count { Ok(values) } else { Err(truncated()) }
}

fn without_comments(text: &[u8]) -> impl Iterator<Item = u8> {
    let mut is_comment = false;
    text.iter().copied().filter(move |letter| {
        let was_comment = is_comment;
        is_comment = if is_comment { !matches!(letter, b'\r' | b'\n') } else { *letter == b'#' };
        !was_comment && !is_comment
    })
}

fn is_space(letter: u8) -> bool {
    matches!(letter, b' ' | 0x09..=0x0d)
}

fn broken(reason: &str) -> DecodeError {
    DecodeError::Broken { format: Format::Pnm.name(), reason: reason.to_owned() }
}

fn truncated() -> DecodeError {
    DecodeError::Truncated { format: Format::Pnm.name() }
}
