//! Photographs that occur more than once: pixel by pixel, or nearly.
//!
//! Both are told at the network's input size, for that is what it sees: two files that differ only in their bytes teach
//! it the same.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::ControlFlow;

/// Cells of a print along each side.
const SIDE: usize = 16;
/// Bits in which the prints of near twins differ, at most, of 240.
const NEAR_BITS: u32 = 14;
/// Mean difference of the cells of near twins, at most, in levels of grey.
const NEAR_LEVELS: u32 = 6;

/// Equal photographs of which each is told with each: whichever is excluded, the others' pairs are there.
const ALL_PAIRED: usize = 8;

/// What a photograph is recognised by, in a few hundred bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerceptualHash {
    digest: [u8; 32],
    /// Whether each cell is brighter than its right neighbour (Krawetz's dHash).
    gradient_bits: [u64; 4],
    /// Mean brightness of each cell.
    cells: [u8; SIDE * SIDE],
}

/// Two photographs that look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DuplicatePair {
    /// Index of the first.
    pub first: usize,
    /// Index of the second, greater than the first.
    pub second: usize,
    /// Whether every pixel is equal.
    pub is_exact: bool,
}

impl PerceptualHash {
    /// Of `height` x `width` x 3 bytes; both at least 16.
    ///
    /// # Panics
    /// A slice of another length is a mistake of the caller.
    #[must_use]
    pub fn of(pixels: &[u8], height: usize, width: usize) -> Self {
        assert_eq!(pixels.len(), height * width * 3, "a picture of {height} x {width} pixels");
        let mut cells = [0; SIDE * SIDE];
        for (index, cell) in cells.iter_mut().enumerate() {
            let along = |at: usize, length: usize| {
                let start = at * length / SIDE;
                start..((at + 1) * length / SIDE).max(start + 1).min(length)
            };
            let (rows, columns) = (along(index / SIDE, height), along(index % SIDE, width));
            let count = (rows.len() * columns.len()).max(1) as u32;
            let mut sum = 0;
            for row in rows {
                for pixel in pixels[(row * width + columns.start) * 3..(row * width + columns.end) * 3].chunks_exact(3)
                {
                    // Rec. 601 in thousandths.
                    let grey = 299 * u32::from(pixel[0]) + 587 * u32::from(pixel[1]) + 114 * u32::from(pixel[2]);
                    sum += grey / 1000;
                }
            }
            *cell = (sum / count) as u8;
        }
        let mut gradient_bits = [0_u64; 4];
        let pairs = cells.chunks_exact(SIDE).flat_map(|row| row.windows(2));
        for (bit, _) in pairs.enumerate().filter(|(_, pair)| pair[0] > pair[1]) {
            gradient_bits[bit / 64] |= 1 << (bit % 64);
        }
        Self { digest: *blake3::hash(pixels).as_bytes(), gradient_bits, cells }
    }

    fn is_near(&self, other: &Self) -> bool {
        let bits: u32 = self.gradient_bits.iter().zip(&other.gradient_bits).map(|(a, b)| (a ^ b).count_ones()).sum();
        if bits > NEAR_BITS {
            return false;
        }
        // A flat picture has no slopes to be told by.
        let spread = |cells: &[u8]| cells.iter().max().zip(cells.iter().min()).map_or(0, |(max, min)| max - min);
        let levels: u32 = self.cells.iter().zip(&other.cells).map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
        levels <= NEAR_LEVELS * (SIDE * SIDE) as u32 && spread(&self.cells) > 24
    }
}

/// All pairs of twins, in the order of their indices; `None` if `progress`, which is told how many photographs of how
/// many are compared, breaks. Of more than eight photographs that are equal, each that follows is told with the one before
/// it alone. Compares each with each: 25,000 take about a second.
#[must_use]
pub fn duplicates(
    hashes: &[PerceptualHash],
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Option<Vec<DuplicatePair>> {
    let mut equals: HashMap<&[u8; 32], Vec<usize>> = HashMap::new();
    let (mut compared, mut found) = (Vec::new(), Vec::new());
    for (second, hash) in hashes.iter().enumerate() {
        let before = equals.entry(&hash.digest).or_default();
        match before.last() {
            Some(first) if before.len() >= ALL_PAIRED => {
                found.push(DuplicatePair { first: *first, second, is_exact: true })
            }
            _ => compared.push(second),
        }
        before.push(second);
    }
    for (place, &first) in compared.iter().enumerate() {
        if progress(first, hashes.len()).is_break() {
            return None;
        }
        for &second in &compared[place + 1..] {
            let is_exact = hashes[first].digest == hashes[second].digest;
            if is_exact || hashes[first].is_near(&hashes[second]) {
                found.push(DuplicatePair { first, second, is_exact });
            }
        }
    }
    found.sort_unstable_by_key(|duplicates| (duplicates.first, duplicates.second));
    Some(found)
}
