//! Random numbers that depend on a purpose and three numbers only, not on what was drawn before: they are the same with
//! any number of threads, after resuming, and in every version of this program and its libraries.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

/// What random numbers are for; each purpose has its own streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A sample's augmentation: seed, epoch, index.
    Augmentation,
    /// The order of an epoch's samples: seed, epoch, 0.
    Order,
    /// A built-in drawing: seed, label, index.
    Drawing,
}

impl Purpose {
    fn tag(self) -> [u8; 8] {
        *match self {
            Self::Augmentation => b"augment.",
            Self::Order => b"order...",
            Self::Drawing => b"drawing.",
        }
    }
}

/// The stream of a purpose and its three numbers: `ChaCha8` with both as the key.
pub fn stream(purpose: Purpose, numbers: [u64; 3]) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&purpose.tag());
    for (bytes, number) in key[8..].chunks_exact_mut(8).zip(numbers) {
        bytes.copy_from_slice(&number.to_le_bytes());
    }
    ChaCha8Rng::from_seed(key)
}

/// A double in [0, 1), of 53 random bits.
pub fn uniform(random: &mut ChaCha8Rng) -> f64 {
    (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Puts `items` in random order: Fisher-Yates from the end, each index by masking and rejection.
pub fn shuffle<T>(items: &mut [T], random: &mut ChaCha8Rng) {
    for i in (1..items.len()).rev() {
        let mask = u64::MAX >> (i as u64).leading_zeros();
        let j = loop {
            let candidate = random.next_u64() & mask;
            if candidate <= i as u64 {
                break candidate as usize;
            }
        };
        items.swap(i, j);
    }
}
