//! Where the samples lie: in strips or tiles, of all samples or of one plane each.

use super::compression::Compression;
use super::kind::{Alpha, Kind, Pixel};
use super::ycbcr::Chroma;
use super::{broken, not_supported, truncated};
use crate::data::DecodeError;
use crate::data::decode::MAX_PIXELS;
use crate::data::decode::ifd::{Directory, Order};
use crate::memory::{collected, zeros};

mod tag {
    pub(super) const IMAGE_WIDTH: u16 = 256;
    pub(super) const IMAGE_LENGTH: u16 = 257;
    pub(super) const FILL_ORDER: u16 = 266;
    pub(super) const STRIP_OFFSETS: u16 = 273;
    pub(super) const ROWS_PER_STRIP: u16 = 278;
    pub(super) const STRIP_BYTE_COUNTS: u16 = 279;
    pub(super) const PLANAR_CONFIGURATION: u16 = 284;
    pub(super) const TILE_WIDTH: u16 = 322;
    pub(super) const TILE_LENGTH: u16 = 323;
    pub(super) const TILE_OFFSETS: u16 = 324;
    pub(super) const TILE_BYTE_COUNTS: u16 = 325;
}

/// How a picture is stored.
#[derive(Debug)]
pub(super) struct Layout {
    pub width: usize,
    pub height: usize,
    pub pixel: Pixel,
    pub order: Order,
    /// Whether each sample has a plane of its own.
    pub has_planes: bool,
    compression: Compression,
    /// Where there are fewer chroma samples than pixels.
    chroma: Option<Chroma>,
    is_filled_from_right: bool,
    tile: Tile,
    offsets: Vec<u64>,
    byte_counts: Option<Vec<u64>>,
}

/// A strip is a tile as wide as the picture.
#[derive(Debug, Clone, Copy)]
struct Tile {
    width: usize,
    height: usize,
}

impl Layout {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        let directory = Directory::first(bytes).ok_or_else(truncated)?;
        if directory.repeats() {
            return Err(broken("a field occurs twice"));
        }
        let side = |tag| {
            let side = directory.number(tag).and_then(|side| u32::try_from(side).ok()).filter(|side| *side > 0);
            side.map(|side| side as usize)
        };
        let width = side(tag::IMAGE_WIDTH).ok_or_else(|| broken("it has no width"))?;
        let height = side(tag::IMAGE_LENGTH).ok_or_else(|| broken("it has no height"))?;
        let has_planes = directory.number(tag::PLANAR_CONFIGURATION) == Some(2);
        let mut pixel = Pixel::read(&directory, has_planes)?;
        let compression = Compression::read(&directory, &pixel)?;
        let mut chroma = None;
        match (&pixel.kind, &compression, has_planes) {
            // libjpeg converts to RGB.
            (Kind::YCbCr, Compression::Jpeg { .. }, false) => pixel.kind = Kind::Rgb,
            (Kind::YCbCr, _, _) => chroma = Chroma::read(&directory, &compression, has_planes)?,
            _ => {}
        }
        refuse_what_pillow_garbles(&pixel, &compression, directory.order(), has_planes)?;
        let numbers = |tag| directory.numbers(tag);
        let (tile, offsets, byte_counts) = match (numbers(tag::STRIP_OFFSETS), numbers(tag::TILE_OFFSETS)) {
            (Some(offsets), _) => {
                let rows = side(tag::ROWS_PER_STRIP).unwrap_or(height).min(height);
                (Tile { width, height: rows }, offsets, numbers(tag::STRIP_BYTE_COUNTS))
            }
            (None, Some(offsets)) => {
                let tile = side(tag::TILE_WIDTH).zip(side(tag::TILE_LENGTH));
                let (width, height) = tile.ok_or_else(|| broken("its tiles have no size"))?;
                // A tile may be larger than the picture, but needs memory of its own.
                if (width * height) as u64 > MAX_PIXELS {
                    return Err(broken("its tiles are too large"));
                }
                (Tile { width, height }, offsets, numbers(tag::TILE_BYTE_COUNTS))
            }
            (None, None) => return Err(broken("it has neither strips nor tiles")),
        };
        let is_filled_from_right = directory.number(tag::FILL_ORDER) == Some(2);
        let order = directory.order();
        Ok(Self {
            width,
            height,
            pixel,
            order,
            has_planes,
            compression,
            chroma,
            is_filled_from_right,
            tile,
            offsets,
            byte_counts,
        })
    }

    /// Samples that lie beside each other: those of a pixel, or 1 in planes.
    pub(super) fn samples_in_a_row(&self) -> usize {
        if self.has_planes { 1 } else { self.pixel.samples }
    }

    /// Bytes of a row of `width` pixels.
    pub(super) fn row_bytes(&self, width: usize) -> usize {
        (width * self.samples_in_a_row() * self.pixel.bits).div_ceil(8)
    }

    /// All samples, row by row, in the file's order of bytes; where there are planes, one after another.
    pub(super) fn samples(&self, bytes: &[u8]) -> Result<Vec<u8>, DecodeError> {
        let planes = if self.has_planes { self.pixel.used_samples() } else { 1 };
        let (across, down) = (self.width.div_ceil(self.tile.width), self.height.div_ceil(self.tile.height));
        if self.offsets.len() < planes * across * down {
            return Err(broken("strips or tiles are missing"));
        }
        if self.has_planes
            && matches!(self.compression, Compression::None)
            && self.offsets.len() > planes * across * down
        {
            return Err(broken("it has more planes than samples"));
        }
        if across > 1 && !(self.tile.width * self.samples_in_a_row() * self.pixel.bits).is_multiple_of(8) {
            return Err(not_supported("with tiles that end inside a byte"));
        }
        let row_bytes = self.row_bytes(self.width);
        // Without compression, a file that is too short is known before memory is taken.
        if matches!(self.compression, Compression::None) && bytes.len() < planes * row_bytes * self.height {
            return Err(truncated());
        }
        let mut all = zeros(planes * row_bytes * self.height)?;
        for (index, plane) in all.chunks_exact_mut(row_bytes * self.height).enumerate() {
            for number in 0..across * down {
                let (left, top) = (number % across * self.tile.width, number / across * self.tile.height);
                let rows = self.tile.height.min(self.height - top);
                let tile = self.tile(bytes, index * across * down + number, rows)?;
                let (start, tile_row_bytes) = (self.row_bytes(left), self.row_bytes(self.tile.width));
                let used = tile_row_bytes.min(row_bytes - start);
                for (row, stored) in tile.chunks_exact(tile_row_bytes).take(rows).enumerate() {
                    plane[(top + row) * row_bytes + start..][..used].copy_from_slice(&stored[..used]);
                }
            }
        }
        Ok(all)
    }

    /// The samples of a strip or tile, of which `rows` lie in the picture.
    fn tile(&self, bytes: &[u8], number: usize, rows: usize) -> Result<Vec<u8>, DecodeError> {
        // Strips end with the picture, tiles do not.
        let is_strip = self.tile.width == self.width;
        let rows = if is_strip { rows } else { self.tile.height };
        let expected = self.row_bytes(self.tile.width) * rows;
        let start = usize::try_from(self.offsets[number]).map_err(|_| truncated())?;
        let rest = bytes.get(start..).ok_or_else(truncated)?;
        let count = self.byte_counts.as_ref().and_then(|counts| counts.get(number)).copied();
        let data = match (&self.compression, count) {
            // Pillow does not look at the counts of what is not compressed.
            (Compression::None, _) => rest.get(..expected).ok_or_else(truncated)?,
            (_, Some(count)) => rest.get(..usize::try_from(count).map_err(|_| truncated())?).ok_or_else(truncated)?,
            (_, None) => rest,
        };
        let reversed: Vec<u8>;
        let data = if self.is_filled_from_right {
            reversed = collected(data.len(), data.iter().map(|byte| byte.reverse_bits()))?;
            &reversed
        } else {
            data
        };
        let shape =
            Shape { width: self.tile.width, height: rows, samples: self.samples_in_a_row(), bits: self.pixel.bits };
        let samples = match self.chroma {
            Some(chroma) => {
                let units = self.compression.unpack(data, chroma.stored_shape(shape), self.order)?;
                chroma.expanded(&units, shape)?.ok_or_else(truncated)?
            }
            None => self.compression.unpack(data, shape, self.order)?,
        };
        if samples.len() < expected { Err(truncated()) } else { Ok(samples) }
    }
}

/// Pillow opens these and shows something else.
fn refuse_what_pillow_garbles(
    pixel: &Pixel,
    compression: &Compression,
    order: Order,
    has_planes: bool,
) -> Result<(), DecodeError> {
    let is_compressed = !matches!(compression, Compression::None);
    match pixel.kind {
        Kind::WideGray { is_signed: true } | Kind::FloatGray if is_compressed && order == Order::BigEndian => {
            Err(not_supported("in compressed big-endian gray of this kind"))
        }
        _ if has_planes && !is_compressed && pixel.bits == 16 => {
            Err(not_supported("in uncompressed planes of 16 bits"))
        }
        _ if has_planes && !is_compressed && pixel.alpha == Alpha::Associated => {
            Err(not_supported("in uncompressed planes with premultiplied alpha"))
        }
        _ => Ok(()),
    }
}

/// Of a strip or tile.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub width: usize,
    pub height: usize,
    /// Beside each other.
    pub samples: usize,
    /// Of each sample.
    pub bits: usize,
}

impl Shape {
    pub(super) fn row_bytes(self) -> usize {
        (self.width * self.samples * self.bits).div_ceil(8)
    }

    pub(super) fn bytes(self) -> usize {
        self.row_bytes() * self.height
    }
}
