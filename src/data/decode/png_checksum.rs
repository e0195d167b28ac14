//! Whether Pillow looks at the checksum behind a PNG's rows.
//!
//! Pillow hands an IDAT to its decoder in blocks and is done when the last row is complete. The checksum is compared only if
//! the block that completes the rows holds all of it.

use flate2::{Decompress, FlushDecompress, Status};

/// Source: `ImageFile.MAXBLOCK`.
pub(super) const BLOCK_BYTES: usize = 65_536;
const ZLIB_HEADER_BYTES: usize = 2;
const CHECKSUM_BYTES: usize = 4;
/// Adam7: the first column and row of each pass, and the steps to the next.
const PASSES: [[usize; 4]; 7] =
    [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]];

/// Whether the checksum behind `pixels`, compressed rows of `raw_bytes` in all, is compared. `block_ends` are the ends of the
/// blocks. True for data that cannot be decompressed.
pub(super) fn is_checked(pixels: &[u8], block_ends: &[usize], raw_bytes: usize) -> bool {
    let (Some(rows_end), Some(data_end)) = (end_of_rows(pixels, raw_bytes), end_of_rows(pixels, usize::MAX)) else {
        return true;
    };
    let block_end = block_ends.iter().find(|&&end| end >= rows_end);
    block_end.is_none_or(|&end| data_end + CHECKSUM_BYTES <= end)
}

/// How many of the compressed bytes it takes to get `raw_bytes`, or to the end of the data where that comes first.
fn end_of_rows(pixels: &[u8], raw_bytes: usize) -> Option<usize> {
    let mut inflate = Decompress::new(false);
    let mut buffer = vec![0; BLOCK_BYTES];
    let data = pixels.get(ZLIB_HEADER_BYTES..)?;
    loop {
        let (read, written) = (inflate.total_in() as usize, inflate.total_out() as usize);
        let wanted = raw_bytes.saturating_sub(written).min(buffer.len());
        if wanted == 0 {
            return Some(ZLIB_HEADER_BYTES + read);
        }
        let status = inflate.decompress(&data[read..], &mut buffer[..wanted], FlushDecompress::None).ok()?;
        let is_stuck = inflate.total_in() as usize == read && inflate.total_out() as usize == written;
        match status {
            Status::StreamEnd => return Some(ZLIB_HEADER_BYTES + inflate.total_in() as usize),
            _ if is_stuck => return None,
            _ => {}
        }
    }
}

/// The bytes of all rows with their filters.
pub(super) fn raw_bytes(header: &[u8; 13]) -> usize {
    let side = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]) as usize;
    let (width, height, depth) = (side(0), side(4), usize::from(header[8]));
    let channels = match header[9] {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };
    let pass = |width: usize, height: usize| {
        if width == 0 { 0 } else { height * (1 + (width * depth * channels).div_ceil(8)) }
    };
    if header[12] == 0 {
        return pass(width, height);
    }
    PASSES
        .iter()
        .map(|[column, row, across, down]| {
            pass(width.saturating_sub(*column).div_ceil(*across), height.saturating_sub(*row).div_ceil(*down))
        })
        .sum()
}
