//! Functions of each value, such as ReLU.

use std::f32::consts::{FRAC_1_SQRT_2, PI};

use rayon::prelude::*;

use super::Step;
use crate::config::Activation;
use crate::nn::context::{Buffer, Context};
use crate::nn::tape::Traced;

/// What Keras's `leaky_relu` multiplies negative values by.
const NEGATIVE_SLOPE: f32 = 0.2;

/// The function's value at `x`. Softmax is part of the loss, so that its layer passes the logits on.
#[must_use]
#[inline]
pub fn value(function: Activation, x: f32) -> f32 {
    match function {
        // Written so that NaN stays NaN.
        Activation::Relu | Activation::Relu6 if x < 0.0 => 0.0,
        Activation::Relu6 if x > 6.0 => 6.0,
        Activation::LeakyRelu if x < 0.0 => NEGATIVE_SLOPE * x,
        Activation::Gelu => x * normal_distribution(x),
        Activation::Silu => x * sigmoid(x),
        Activation::Linear | Activation::Relu | Activation::Relu6 | Activation::LeakyRelu | Activation::Softmax => x,
    }
}

/// The function's slope at `x`; at a kink the one that Keras takes.
#[must_use]
#[inline]
pub fn slope(function: Activation, x: f32) -> f32 {
    match function {
        Activation::Relu | Activation::Relu6 if x <= 0.0 => 0.0,
        Activation::Relu6 if x >= 6.0 => 0.0,
        Activation::LeakyRelu if x < 0.0 => NEGATIVE_SLOPE,
        Activation::Gelu => normal_distribution(x) + x * (-0.5 * x * x).exp() / (2.0 * PI).sqrt(),
        Activation::Silu => {
            let share = sigmoid(x);
            share * (1.0 + x * (1.0 - share))
        }
        Activation::Linear | Activation::Relu | Activation::Relu6 | Activation::LeakyRelu | Activation::Softmax => 1.0,
    }
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// The distribution function of the normal distribution.
fn normal_distribution(x: f32) -> f32 {
    0.5 * complementary_error_function(-x * FRAC_1_SQRT_2)
}

/// `erfc` within 1.2e-7 of its value, by the Chebyshev approximation of Press et al., *Numerical Recipes*, 6.2.
fn complementary_error_function(x: f32) -> f32 {
    const COEFFICIENTS: [f64; 10] = [
        -1.265_512_23,
        1.000_023_68,
        0.374_091_96,
        0.096_784_18,
        -0.186_288_06,
        0.278_868_07,
        -1.135_203_98,
        1.488_515_87,
        -0.822_152_23,
        0.170_872_77,
    ];
    let z = f64::from(x).abs();
    let t = 1.0 / (1.0 + 0.5 * z);
    let polynomial = COEFFICIENTS.iter().rev().fold(0.0, |sum, coefficient| sum * t + coefficient);
    let tail = t * (polynomial - z * z).exp();
    if x >= 0.0 { tail as f32 } else { (2.0 - tail) as f32 }
}

/// Elements in a piece of work.
const PIECE: usize = 16 * 1024;

/// `change(function, to, x)` for each pair. The loops of the simple functions are compiled for these alone, as vectors.
#[inline]
fn for_each(function: Activation, to: &mut [f32], x: &[f32], change: impl Fn(Activation, &mut f32, f32)) {
    let pairs = to.iter_mut().zip(x);
    match function {
        Activation::Relu => pairs.for_each(|(to, x)| change(Activation::Relu, to, *x)),
        Activation::Relu6 => pairs.for_each(|(to, x)| change(Activation::Relu6, to, *x)),
        Activation::LeakyRelu => pairs.for_each(|(to, x)| change(Activation::LeakyRelu, to, *x)),
        _ => pairs.for_each(|(to, x)| change(function, to, *x)),
    }
}

/// The function's value at each of `x`.
pub fn values(function: Activation, x: &[f32], y: &mut [f32]) {
    for_each(function, y, x, |function, y, x| *y = value(function, x));
}

/// Inference.
#[must_use]
pub fn infer(context: &Context, function: Activation, x: &[f32]) -> Buffer {
    let mut y = context.buffer(x.len());
    context.run(|| {
        y.par_chunks_mut(PIECE).zip(x.par_chunks(PIECE)).for_each(|(y, x)| values(function, x, y));
    });
    y
}

/// The forward pass of training; its gradient goes on the tape.
#[must_use]
pub fn train(step: &Step, function: Activation, x: Traced) -> Traced {
    if matches!(function, Activation::Linear | Activation::Softmax) {
        return x;
    }
    let context = step.context.clone();
    let input = x.values.clone();
    let y = infer(&context, function, &input);
    let shape = x.shape;
    x.then(y, shape, move |mut gradient| {
        context.run(|| {
            gradient.par_chunks_mut(PIECE).zip(input.par_chunks(PIECE)).for_each(|(gradient, x)| {
                for_each(function, gradient, x, |function, gradient, x| *gradient *= slope(function, x));
            });
        });
        Some(gradient)
    })
}
