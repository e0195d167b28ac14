//! Photographs that occur more than once, in three senses.
//!
//! *Identical files* are equal byte for byte. *Identical pixels* are equal at the network's input size, where two files
//! that differ only in their encoding train it alike. *Near-duplicates* have nearly the same pixels at that size.

mod identical;
mod perceptual_hash;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

pub use identical::identical;
pub use perceptual_hash::PerceptualHash;

/// Up to so many photographs with identical pixels, each is paired with each: whichever of them is excluded, the pairs of
/// the others remain.
const ALL_PAIRED: usize = 8;

/// Two photographs that look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DuplicatePair {
    /// Index of the first.
    pub first: usize,
    /// Index of the second, greater than the first.
    pub second: usize,
    /// Whether their pixels are identical; otherwise they are near-duplicates.
    pub is_exact: bool,
}

/// All pairs with identical pixels and of near-duplicates, in the order of their indices; `None` if `progress`, which is
/// called with the number of photographs compared and their total, breaks. Of more than eight photographs with identical
/// pixels, each that follows is only paired with the one before it. Compares each with each: 25,000 take about a second.
#[must_use]
pub fn duplicates(
    hashes: &[PerceptualHash],
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Option<Vec<DuplicatePair>> {
    let mut is_compared = vec![true; hashes.len()];
    let mut found = Vec::new();
    for group in identical(hashes.iter().map(|hash| Some(hash.digest))) {
        for pair in group.windows(2).skip(ALL_PAIRED - 1) {
            found.push(DuplicatePair { first: pair[0], second: pair[1], is_exact: true });
            is_compared[pair[1]] = false;
        }
    }
    let compared: Vec<usize> = (0..hashes.len()).filter(|index| is_compared[*index]).collect();
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
    found.sort_unstable_by_key(|pair| (pair.first, pair.second));
    Some(found)
}
