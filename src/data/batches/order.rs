//! The order of the photographs in an epoch.

use crate::data::random::{self, Purpose};

/// Photographs in the random order of an epoch; the same for the same seed and epoch in every version.
#[must_use]
pub fn shuffled<T: Clone>(photographs: &[T], seed: u64, epoch: u64) -> Vec<T> {
    let mut order = photographs.to_vec();
    random::shuffle(&mut order, &mut random::stream(Purpose::Order, [seed, epoch, 0]));
    order
}
