//! What a strip or tile is compressed by, and the differences that its samples may be stored as.

use std::convert::Infallible;
use std::io::{ErrorKind, Read};

use fax::Color;
use fax::decoder::{DecodeStatus, Group4Decoder, pels};
use flate2::read::ZlibDecoder;
use ruzstd::decoding::StreamingDecoder;
use weezl::{BitOrder, decode::Decoder as LzwDecoder};

use super::kind::{Kind, Pixel};
use super::layout::Shape;
use super::predictor::Predictor;
use super::{broken, not_supported, truncated};
use crate::data::DecodeError;
use crate::data::decode::ifd::{Directory, Order};
use crate::data::decode::jpeg;
use crate::memory::{OutOfMemory, collected, resized, with_capacity, zeros};

mod tag {
    pub(super) const COMPRESSION: u16 = 259;
    pub(super) const JPEG_TABLES: u16 = 347;
}

/// Bytes that are unpacked at first; later as many again as there are.
const STEP: usize = 1 << 20;
/// A byte of packed bits stands for this many bytes at most.
const MOST_REPEATED: usize = 64;
/// Bytes of one run of packed bits, at most.
const LONGEST_RUN: usize = 128;

/// How the bytes of a strip or tile are packed.
#[derive(Debug)]
pub(super) enum Compression {
    None,
    Lzw(Predictor),
    Deflate(Predictor),
    Zstd(Predictor),
    PackBits,
    /// CCITT's group 4.
    Fax,
    /// With the tables that all strips or tiles share.
    Jpeg {
        tables: Vec<u8>,
        is_ycbcr: bool,
    },
}

impl Compression {
    pub(super) fn read(directory: &Directory, pixel: &Pixel) -> Result<Self, DecodeError> {
        let predictor = || Predictor::read(directory, pixel);
        Ok(match directory.number(tag::COMPRESSION).unwrap_or(1) {
            1 => Self::None,
            4 if pixel.bits == 1 && pixel.samples == 1 => Self::Fax,
            5 => Self::Lzw(predictor()?),
            7 => Self::Jpeg {
                tables: directory.bytes(tag::JPEG_TABLES).unwrap_or_default().to_vec(),
                is_ycbcr: matches!(pixel.kind, Kind::YCbCr),
            },
            8 | 32946 => Self::Deflate(predictor()?),
            32773 => Self::PackBits,
            50000 => Self::Zstd(predictor()?),
            other => return Err(not_supported(name_of(other))),
        })
    }

    /// As many bytes as the shape has, or what there is.
    pub(super) fn unpack(&self, data: &[u8], shape: Shape, order: Order) -> Result<Vec<u8>, DecodeError> {
        let expected = shape.bytes();
        let (mut bytes, predictor) = match self {
            Self::None => return Ok(collected(data.len(), data.iter().copied())?),
            Self::PackBits => return Ok(unpack_bits(data, expected)?),
            Self::Fax => return unpack_fax(data, shape),
            Self::Jpeg { tables, is_ycbcr } => return unpack_jpeg(tables, data, *is_ycbcr, shape),
            Self::Lzw(predictor) => (unpack_lzw(data, expected)?, predictor),
            Self::Deflate(predictor) => (read(ZlibDecoder::new(data), expected)?, predictor),
            Self::Zstd(predictor) => {
                let decoder = StreamingDecoder::new(data).map_err(|error| broken(&error.to_string()))?;
                (read(decoder, expected)?, predictor)
            }
        };
        if bytes.len() == expected {
            predictor.undo(&mut bytes, shape, order);
        }
        Ok(bytes)
    }
}

fn read(decoder: impl Read, expected: usize) -> Result<Vec<u8>, DecodeError> {
    let mut bytes = Vec::new();
    // One more, for checksums behind the data are looked at only when more is asked for.
    decoder.take(expected as u64 + 1).read_to_end(&mut bytes).map_err(|error| match error.kind() {
        ErrorKind::OutOfMemory => OutOfMemory { bytes: expected }.into(),
        _ => broken(&error.to_string()),
    })?;
    bytes.truncate(expected);
    Ok(bytes)
}

fn unpack_lzw(mut data: &[u8], expected: usize) -> Result<Vec<u8>, DecodeError> {
    let mut decoder = LzwDecoder::with_tiff_size_switch(BitOrder::Msb, 8);
    let mut bytes = Vec::new();
    let mut written = 0;
    while written < expected {
        // Memory grows with what the data hold, not with what the file promises.
        bytes = resized(bytes, expected.min(written + STEP.max(written)))?;
        let step = decoder.decode_bytes(data, &mut bytes[written..]);
        step.status.map_err(|error| broken(&error.to_string()))?;
        if step.consumed_in == 0 && step.consumed_out == 0 {
            return Err(truncated());
        }
        data = &data[step.consumed_in..];
        written += step.consumed_out;
    }
    Ok(bytes)
}

/// Runs of up to 128 bytes, equal or not.
fn unpack_bits(data: &[u8], expected: usize) -> Result<Vec<u8>, OutOfMemory> {
    let mut bytes = with_capacity(expected.min(MOST_REPEATED * data.len()) + LONGEST_RUN)?;
    let mut rest = data;
    while bytes.len() < expected
        && let Some((&length, behind)) = rest.split_first()
    {
        rest = behind;
        match length {
            0..128 => {
                let (literal, behind) = rest.split_at(rest.len().min(usize::from(length) + 1));
                bytes.extend_from_slice(literal);
                rest = behind;
            }
            128 => {}
            _ => {
                let Some((&value, behind)) = rest.split_first() else { break };
                bytes.resize(bytes.len() + 257 - usize::from(length), value);
                rest = behind;
            }
        }
    }
    bytes.truncate(expected);
    Ok(bytes)
}

/// Black is 1.
fn unpack_fax(data: &[u8], shape: Shape) -> Result<Vec<u8>, DecodeError> {
    let (Ok(width), Ok(height)) = (u16::try_from(shape.width), u16::try_from(shape.height)) else {
        return Err(not_supported("by CCITT group 4 with sides of more than 65535 pixels"));
    };
    // Whatever libtiff makes of damaged codes, it is not what lies before them.
    let damaged = || broken("its CCITT codes are damaged");
    let mut decoder =
        Group4Decoder::new(data.iter().copied().map(Ok::<u8, Infallible>), width).map_err(|_| damaged())?;
    let mut bytes = zeros(shape.bytes())?;
    let mut has_ended = false;
    for row in bytes.chunks_exact_mut(shape.row_bytes()).take(usize::from(height)) {
        has_ended = has_ended || decoder.advance().map_err(|_| damaged())? == DecodeStatus::End;
        // White rows at the end may be left out.
        let changes: &[u16] = if has_ended { &[] } else { decoder.transition() };
        for (column, colour) in pels(changes, width).enumerate() {
            if colour == Color::Black {
                row[column / 8] |= 0x80 >> (column % 8);
            }
        }
    }
    Ok(bytes)
}

fn unpack_jpeg(tables: &[u8], data: &[u8], is_ycbcr: bool, shape: Shape) -> Result<Vec<u8>, DecodeError> {
    const SOI: [u8; 2] = [0xff, 0xd8];
    // What the components mean is known, and so put where libjpeg looks for it.
    let adobe = [0xff, 0xee, 0, 14, b'A', b'd', b'o', b'b', b'e', 0, 100, 0, 0, 0, 0, u8::from(is_ycbcr)];
    let tables = tables.strip_prefix(&SOI).and_then(|tables| tables.strip_suffix(&[0xff, 0xd9])).unwrap_or_default();
    let data = data.strip_prefix(&SOI).ok_or_else(|| broken("its JPEG has no beginning"))?;
    let parts = [&SOI, &adobe[..], tables, data];
    let jpeg = collected(parts.iter().map(|part| part.len()).sum(), parts.into_iter().flatten().copied())?;
    jpeg::samples(&jpeg, shape.width, shape.height, shape.samples)
}

fn name_of(compression: u64) -> &'static str {
    match compression {
        2..=4 => "compressed by CCITT codes",
        6 => "with old-style JPEG",
        32771 => "with padded rows",
        32809 => "compressed by ThunderScan",
        34676 | 34677 => "compressed by LogLuv",
        34712 => "with JPEG 2000",
        34925 => "compressed by LZMA",
        50001 => "with WebP",
        50002 => "with JPEG XL",
        _ => "of an unknown compression",
    }
}
