//! Inverted dropout (Srivastava et al. 2014) as in Keras: training scales the kept elements, inference does nothing.

use rayon::prelude::*;

use super::Step;
use crate::nn::context::{Buffer, Context};
use crate::nn::kernels::Mask;
use crate::nn::tape::Traced;

/// The mask of a layer in the step with this key.
#[must_use]
pub fn mask(step_key: u64, layer: usize, rate: f32) -> Mask {
    Mask::new(mix(step_key ^ mix(layer as u64 + 1)), rate)
}

/// The key of one step of a run: Steele, Lea and Flood's SplitMix64 over seed and step.
#[must_use]
pub fn step_key(seed: u64, step: u64) -> u64 {
    mix(mix(seed) ^ step)
}

fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The forward pass of training; the identity where dropout is switched off for the step.
#[must_use]
pub fn train(step: &Step, layer: usize, rate: f32, x: Traced) -> Traced {
    let Some(key) = step.dropout.filter(|_| rate > 0.0) else { return x };
    let mask = mask(key, layer, rate);
    let y = masked(&step.context, &x.values, mask);
    let (shape, context) = (x.shape, step.context.clone());
    x.then(y, shape, move |gradient| Some(masked(&context, &context.adopt(gradient), mask).into_vec()))
}

/// Elements in a piece of work.
const PIECE: usize = 16 * 1024;

fn masked(context: &Context, x: &[f32], mask: Mask) -> Buffer {
    let mut y = context.buffer(x.len());
    context.run(|| {
        y.par_chunks_mut(PIECE).zip(x.par_chunks(PIECE)).enumerate().for_each(|(piece, (y, x))| {
            for (i, (y, x)) in y.iter_mut().zip(x).enumerate() {
                *y = x * mask.factor((piece * PIECE + i) as u32);
            }
        });
    });
    y
}
