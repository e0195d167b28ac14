//! The order of the photographs in an epoch.

use crate::data::random::{self, Purpose};

/// `indices` in the random order of an epoch; the same for the same seed and epoch in every version.
#[must_use]
pub fn shuffled(indices: &[usize], seed: u64, epoch: u64) -> Vec<usize> {
    let mut order = indices.to_vec();
    random::shuffle(&mut order, &mut random::stream(Purpose::Order, [seed, epoch, 0]));
    order
}
