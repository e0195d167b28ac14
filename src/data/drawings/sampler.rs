//! The random choices of one drawing.

use rand_chacha::ChaCha8Rng;

use crate::data::random::{self, Purpose};

/// Draws the random choices of one drawing, the same for the same seed, class and number.
pub struct Sampler(ChaCha8Rng);

impl Sampler {
    pub fn new(seed: u64, label: u32, index: u64) -> Self {
        Self(random::stream(Purpose::Drawing, [seed, u64::from(label), index]))
    }

    /// A number in `low..high`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * random::uniform(&mut self.0) as f32
    }

    /// A number in ±`reach`.
    pub fn about_zero(&mut self, reach: f32) -> f32 {
        self.between(-reach, reach)
    }

    /// True in this share of cases.
    pub fn chance(&mut self, share: f32) -> bool {
        self.between(0.0, 1.0) < share
    }

    /// A whole number in `low..=high`.
    pub fn count(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// One of `items`, of which there is at least one.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    fn below(&mut self, count: usize) -> usize {
        ((random::uniform(&mut self.0) * count as f64) as usize).min(count - 1)
    }
}
