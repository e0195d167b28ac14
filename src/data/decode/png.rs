//! PNG: checks its chunks as Pillow does and leaves out what is not needed; the png crate decodes the rest.
//!
//! Source: Pillow's `PngImagePlugin.py` and `ZipDecode.c`. Chunks' checksums count up to the first IDAT and never behind
//! it. The pixels' own checksum counts where Pillow sees it (`png_checksum.rs`), but a picture whose rows are complete may
//! lack its end.

use std::io::Cursor;

use png::{BitDepth, ColorType, DecodeOptions, Decoder, DecodingError, Limits, Transformations};

use super::pixels::{clipped, over_white};
use super::png_checksum::{BLOCK_BYTES, is_checked, raw_bytes};
use super::{DecodeError, Format, MAX_PIXELS, Picture, within_limits};
use crate::memory::{collected, or_unwind, with_capacity, zeros};

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
const IHDR_BYTES: usize = 13;
/// Of a chunk without its data.
const CHUNK_BYTES: usize = 12;

/// Decodes a PNG to RGB.
pub(super) fn decode(bytes: &[u8]) -> Result<Picture, DecodeError> {
    let (height, width) = dimensions(bytes)?;
    within_limits(width as u64, height as u64, || {
        let clean = clean(bytes)?;
        match pixels(&clean.png, true) {
            Err(_) if clean.is_cut_off => pixels(&clean.png, false).map_err(|_| truncated()),
            Err(error) if !is_checked(&clean.pixels, &clean.block_ends, raw_bytes(&clean.header)) => {
                pixels(&clean.png, false).map_err(|_| broken(&error.to_string()))
            }
            decoded => decoded.map_err(|error| broken(&error.to_string())),
        }
    })
}

/// Of sixteen bits, the upper eight are taken; gray alone is clipped. Pillow does so.
fn pixels(clean: &[u8], checks_pixels: bool) -> Result<Picture, DecodingError> {
    let mut options = DecodeOptions::default();
    options.set_ignore_adler32(!checks_pixels);
    let mut decoder = Decoder::new_with_options(Cursor::new(clean), options);
    decoder.set_limits(Limits { bytes: 8 * MAX_PIXELS as usize });
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info()?;
    let mut samples = or_unwind(zeros(reader.output_buffer_size().ok_or(DecodingError::LimitsExceeded)?));
    let frame = reader.next_frame(&mut samples)?;
    let channels = match frame.color_type {
        ColorType::Grayscale | ColorType::Indexed => 1,
        ColorType::GrayscaleAlpha => 2,
        ColorType::Rgb => 3,
        ColorType::Rgba => 4,
    };
    let samples = match (frame.bit_depth, channels) {
        (BitDepth::Sixteen, 1) => or_unwind(collected(samples.len() / 2, sixteen_bits(&samples).map(clipped))),
        (BitDepth::Sixteen, _) => {
            or_unwind(collected(samples.len() / 2, sixteen_bits(&samples).map(|sample| (sample >> 8) as u8)))
        }
        _ => samples,
    };
    Ok(Picture { height: frame.height as usize, width: frame.width as usize, rgb: over_white(samples, channels) })
}

fn sixteen_bits(samples: &[u8]) -> impl Iterator<Item = u16> {
    samples.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
}

/// All chunks that are whole, with their names.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut at = SIGNATURE.len();
    std::iter::from_fn(move || {
        let chunk = Chunk::read(bytes, at).ok().filter(Chunk::is_whole)?;
        at = chunk.end + 4;
        Some((chunk.name, chunk.data))
    })
}

/// Height and width.
pub(super) fn dimensions(bytes: &[u8]) -> Result<(usize, usize), DecodeError> {
    let header = Chunk::read(bytes, SIGNATURE.len())?;
    let side =
        |at: usize| u32::from_be_bytes([0, 1, 2, 3].map(|byte| header.data.get(at + byte).copied().unwrap_or(0)));
    Ok((side(4) as usize, side(0) as usize))
}

/// A chunk with its four-letter name.
struct Chunk<'a> {
    name: [u8; 4],
    data: &'a [u8],
    /// What the chunk says it holds; more than `data` where the file ends.
    length: usize,
    /// Of its checksum.
    end: usize,
}

impl<'a> Chunk<'a> {
    fn read(bytes: &'a [u8], at: usize) -> Result<Self, DecodeError> {
        let Some(&[a, b, c, d, ref name @ ..]) = bytes.get(at..at + 8) else { return Err(truncated()) };
        let name: [u8; 4] = name.try_into().map_err(|_| truncated())?;
        if !name.iter().all(|&letter| letter.is_ascii_alphanumeric() || letter == b'_') {
            return Err(broken("a chunk has an impossible name"));
        }
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let rest = &bytes[at + 8..];
        let data = &rest[..length.min(rest.len())];
        Ok(Self { name, data, length, end: at + 8 + data.len() })
    }

    fn is_whole(&self) -> bool {
        self.data.len() == self.length
    }

    /// What Pillow asks of a chunk's content; `transparency_bytes` is the length that tRNS must have.
    fn check(&self, transparency_bytes: usize) -> Result<(), DecodeError> {
        let least = match &self.name {
            b"IHDR" => IHDR_BYTES,
            b"gAMA" => 4,
            b"cHRM" => 32,
            b"sRGB" => 1,
            b"pHYs" => 9,
            b"acTL" => 8,
            b"fcTL" => 26,
            b"tRNS" => transparency_bytes,
            _ => 0,
        };
        if !self.is_whole() {
            return Err(truncated());
        }
        if self.length < least {
            return Err(broken(&format!("its chunk {} is too short", self.name.escape_ascii())));
        }
        let method = self.data.iter().position(|&byte| byte == 0).map(|end| self.data.get(end + 1).copied());
        match (&self.name, method) {
            (b"iCCP", None | Some(None | Some(1..))) | (b"zTXt", Some(Some(1..))) => {
                Err(broken(&format!("its chunk {} is compressed in an unknown way", self.name.escape_ascii())))
            }
            _ => Ok(()),
        }
    }

    fn has_right_checksum(&self, bytes: &[u8]) -> bool {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&self.name);
        hasher.update(self.data);
        bytes.get(self.end..self.end + 4) == Some(&hasher.finalize().to_be_bytes())
    }
}

/// A PNG of the header, the palette, the transparency and the pixels.
struct Clean {
    png: Vec<u8>,
    header: [u8; IHDR_BYTES],
    /// The compressed rows.
    pixels: Vec<u8>,
    /// Where in `pixels` each block ends that Pillow hands to its decoder.
    block_ends: Vec<usize>,
    /// Whether the file ends before the pixels do.
    is_cut_off: bool,
}

fn clean(bytes: &[u8]) -> Result<Clean, DecodeError> {
    // No more than the file has, and the last two chunks' own bytes.
    let mut clean = with_capacity(bytes.len() + 2 * CHUNK_BYTES)?;
    clean.extend(SIGNATURE);
    let mut at = SIGNATURE.len();
    let mut transparency_bytes = 0;
    let mut header = None;
    let mut chunk = Chunk::read(bytes, at)?;
    while &chunk.name != b"IDAT" {
        if &chunk.name == b"IEND" {
            return Err(broken("it has no pixels"));
        }
        chunk.check(transparency_bytes)?;
        if !chunk.has_right_checksum(bytes) {
            return Err(if chunk.end + 4 > bytes.len() {
                truncated()
            } else {
                broken(&format!("the checksum of its chunk {} is wrong", chunk.name.escape_ascii()))
            });
        }
        match &chunk.name {
            b"IHDR" => {
                let mut fields = [0; IHDR_BYTES];
                fields.copy_from_slice(&chunk.data[..IHDR_BYTES]);
                if fields[11] != 0 {
                    return Err(broken("it is filtered in an unknown way"));
                }
                // Pillow looks at neither closely.
                (fields[10], fields[12]) = (0, fields[12].min(1));
                transparency_bytes = match fields[9] {
                    0 => 2,
                    2 => 6,
                    _ => 0,
                };
                push(&mut clean, *b"IHDR", &fields);
                header = Some(fields);
            }
            b"PLTE" | b"tRNS" => push(&mut clean, chunk.name, chunk.data),
            _ => {}
        }
        at = chunk.end + 4;
        chunk = Chunk::read(bytes, at)?;
    }
    let header = header.ok_or_else(|| broken("it has no header"))?;
    let mut pixels = with_capacity(bytes.len() - at)?;
    let mut block_ends = Vec::new();
    let mut is_cut_off = false;
    while matches!(&chunk.name, b"IDAT" | b"DDAT") {
        for block in chunk.data.chunks(BLOCK_BYTES) {
            pixels.extend_from_slice(block);
            block_ends.push(pixels.len());
        }
        is_cut_off = !chunk.is_whole();
        at = chunk.end + 4;
        // The rows may be complete: then nobody misses what follows.
        match Chunk::read(bytes, at) {
            Ok(next) => chunk = next,
            Err(_) => break,
        }
    }
    push(&mut clean, *b"IDAT", &pixels);
    push(&mut clean, *b"IEND", &[]);
    check_end(bytes, at, transparency_bytes)?;
    Ok(Clean { png: clean, header, pixels, block_ends, is_cut_off })
}

/// Checks the chunks behind the pixels: what cannot be found is not missed, but what begins must be whole.
fn check_end(bytes: &[u8], mut at: usize, transparency_bytes: usize) -> Result<(), DecodeError> {
    while let Ok(chunk) = Chunk::read(bytes, at) {
        if matches!(&chunk.name, b"IEND" | b"fcTL") {
            break;
        }
        chunk.check(transparency_bytes)?;
        at = chunk.end + 4;
    }
    Ok(())
}

fn push(png: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    png.extend((data.len() as u32).to_be_bytes());
    let start = png.len();
    png.extend(name);
    png.extend_from_slice(data);
    let checksum = crc32fast::hash(&png[start..]);
    png.extend(checksum.to_be_bytes());
}

fn broken(reason: &str) -> DecodeError {
    DecodeError::Broken { format: Format::Png.name(), reason: reason.to_owned() }
}

fn truncated() -> DecodeError {
    DecodeError::Truncated { format: Format::Png.name() }
}
