//! Initial weights, distributed as by Keras's initialisers.

use rand::{RngCore as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// The initial values of a tensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Initializer {
    /// 0 everywhere.
    Zeros,
    /// 1 everywhere.
    Ones,
    /// Uniform between plus and minus sqrt(6 / (`fan_in` + `fan_out`)); Glorot and Bengio 2010, Keras's
    /// `glorot_uniform`.
    GlorotUniform {
        /// Inputs of each output.
        fan_in: usize,
        /// Outputs that depend on each input.
        fan_out: usize,
    },
    /// What a pretrained network learned before.
    Pretrained,
}

impl Initializer {
    /// Writes the values of a tensor, number `index` of the network with this `seed`. Those of a pretrained network, which
    /// are looked up by their name, stay as they are.
    ///
    /// Equal for equal arguments, in every version: the random numbers are those of `ChaCha8` with the seed as its key
    /// and the index as its stream, 24 bits each.
    pub fn fill(self, values: &mut [f32], seed: u64, index: u64) {
        match self {
            Self::Pretrained => {}
            Self::Zeros => values.fill(0.0),
            Self::Ones => values.fill(1.0),
            Self::GlorotUniform { fan_in, fan_out } => {
                let limit = glorot_limit(fan_in, fan_out);
                let mut generator = generator(seed, index);
                values.fill_with(|| limit * (2.0 * unit_interval(generator.next_u32()) - 1.0));
            }
        }
    }
}

/// The largest magnitude of `glorot_uniform`.
#[must_use]
pub fn glorot_limit(fan_in: usize, fan_out: usize) -> f32 {
    (6.0 / (fan_in + fan_out) as f64).sqrt() as f32
}

fn generator(seed: u64, stream: u64) -> ChaCha8Rng {
    let mut key = *b"........bigode: initial weights.";
    key[..8].copy_from_slice(&seed.to_le_bytes());
    let mut generator = ChaCha8Rng::from_seed(key);
    generator.set_stream(stream);
    generator
}

/// A number in 0..1 from the upper 24 bits.
fn unit_interval(bits: u32) -> f32 {
    (bits >> 8) as f32 / 16_777_216.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glorot_limits_of_the_notebook_equal_those_of_keras() {
        let notebook = [(27, 288, 0.13801), (288, 576, 0.08333), (576, 1152, 0.05893), (25_088, 512, 0.015_309)];
        for (fan_in, fan_out, limit) in notebook {
            assert!((glorot_limit(fan_in, fan_out) - limit).abs() < 1e-5, "{fan_in}, {fan_out}");
        }
    }

    #[test]
    fn glorot_uniform_is_uniform_within_its_limits() {
        let mut values = vec![0.0; 100_000];
        Initializer::GlorotUniform { fan_in: 27, fan_out: 288 }.fill(&mut values, 42, 3);
        let limit = glorot_limit(27, 288);
        let mean = values.iter().sum::<f32>() / 1e5;
        let variance = values.iter().map(|v| v * v).sum::<f32>() / 1e5;
        assert!(values.iter().all(|v| v.abs() <= limit));
        assert!(mean.abs() < 0.01 * limit);
        assert!((variance / (limit * limit / 3.0) - 1.0).abs() < 0.02);
    }

    #[test]
    fn values_depend_on_seed_and_index_alone() {
        let glorot = Initializer::GlorotUniform { fan_in: 8, fan_out: 8 };
        let values = |count, seed, index| {
            let mut values = vec![0.0; count];
            glorot.fill(&mut values, seed, index);
            values
        };
        assert_eq!(values(64, 1, 2), values(64, 1, 2));
        assert_ne!(values(64, 1, 2), values(64, 2, 2));
        assert_ne!(values(64, 1, 2), values(64, 1, 3));
        assert_eq!(values(64, 1, 2)[..32], values(32, 1, 2));
    }
}
