//! BatchNormalization (Ioffe & Szegedy 2015) as in Keras 3: both the normalisation and the moving variance use the
//! biased variance.

use rayon::prelude::*;

use super::Step;
use crate::config::LayerConfig;
use crate::nn::context::{Buffer, Context, with_scratch};
use crate::nn::kernels::{self, Mask, Normalised};
use crate::nn::params::{Parameters, StepState};
use crate::nn::shapes::LayerShape;
use crate::nn::tape::Traced;

/// A batch normalisation in its place in the network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normalisation {
    /// Its number in the list of layers, from 0.
    pub layer: usize,
    /// The share of the moving statistics that each step keeps.
    pub momentum: f64,
    /// Added to the variance.
    pub epsilon: f32,
    /// Whether training leaves it as it is, so that it uses its moving statistics there, too.
    pub is_frozen: bool,
}

impl Normalisation {
    /// The batch normalisation that `layer`, number `index` from 0, is, if it is one.
    #[must_use]
    pub fn of(layer: &LayerShape, index: usize) -> Option<Self> {
        let LayerConfig::BatchNormalization { momentum, epsilon } = layer.config else { return None };
        let is_frozen = layer.tensors.iter().all(|tensor| tensor.frozen);
        Some(Self { layer: index, momentum, epsilon, is_frozen })
    }
}

/// Mean and sum of squared deviations of each channel, merged piece by piece with Chan's formula in double precision.
#[derive(Debug, Clone)]
pub struct Moments {
    count: f64,
    mean: Vec<f64>,
    squares: Vec<f64>,
}

impl Moments {
    /// The moments of no pixels.
    #[must_use]
    pub fn new(channels: usize) -> Self {
        Self { count: 0.0, mean: vec![0.0; channels], squares: vec![0.0; channels] }
    }

    /// Adds whole pixels.
    pub fn add(&mut self, context: &Context, y: &[f32]) {
        let channels = self.mean.len();
        if y.is_empty() {
            return;
        }
        with_scratch(2 * channels, |moments| {
            let (mean, squares) = moments.split_at_mut(channels);
            kernels::moments(context.simd, y, channels, mean, squares);
            self.merge_with((y.len() / channels) as f64, mean, squares);
        });
    }

    /// Adds the pixels that `other` has seen.
    pub fn merge(&mut self, other: &Self) {
        self.merge_with(other.count, &other.mean, &other.squares);
    }

    /// Adds so many pixels with these moments.
    fn merge_with<T: Copy + Into<f64>>(&mut self, pixels: f64, mean: &[T], squares: &[T]) {
        let count = self.count + pixels;
        if count == 0.0 {
            return;
        }
        for c in 0..self.mean.len() {
            let delta = mean[c].into() - self.mean[c];
            self.mean[c] += delta * pixels / count;
            self.squares[c] += squares[c].into() + delta * delta * self.count * pixels / count;
        }
        self.count = count;
    }
}

/// The statistics of a normalisation and the affine map that it is with them.
#[derive(Debug, Clone)]
pub struct Statistics {
    /// Values of each channel in the batch; 0 for moving statistics.
    count: f64,
    /// Each channel's mean.
    pub mean: Vec<f32>,
    /// `1 / sqrt(variance + epsilon)`.
    pub inverse_deviation: Vec<f32>,
    /// `gamma * inverse_deviation`
    pub scale: Vec<f32>,
    /// `beta - mean * scale`
    pub shift: Vec<f32>,
}

impl Statistics {
    /// The moving statistics, for inference.
    #[must_use]
    pub fn moving(normalisation: &Normalisation, parameters: &Parameters) -> Self {
        let layer = normalisation.layer;
        let wide = |which| parameters.get(layer, which).iter().copied().map(f64::from).collect::<Vec<_>>();
        Self::of(0.0, &wide(2), &wide(3), normalisation, parameters)
    }

    /// The statistics of a batch with these moments. Updates the moving statistics.
    #[must_use]
    pub fn of_batch(moments: &Moments, normalisation: &Normalisation, state: &mut StepState) -> Self {
        let variance: Vec<f64> = moments.squares.iter().map(|s| s / moments.count).collect();
        // As in Keras, the complement is taken before both are rounded to float32.
        let (keep, take) = (normalisation.momentum as f32, (1.0 - normalisation.momentum) as f32);
        for (which, batch) in [(2, &moments.mean), (3, &variance)] {
            for (moving, batch) in state.parameters.get_mut(normalisation.layer, which).iter_mut().zip(batch) {
                *moving = *moving * keep + *batch as f32 * take;
            }
        }
        Self::of(moments.count, &moments.mean, &variance, normalisation, &state.parameters)
    }

    fn of(count: f64, mean: &[f64], variance: &[f64], n: &Normalisation, parameters: &Parameters) -> Self {
        let (gamma, beta) = (parameters.get(n.layer, 0), parameters.get(n.layer, 1));
        let inverse: Vec<f64> = variance.iter().map(|v| 1.0 / (v + f64::from(n.epsilon)).sqrt()).collect();
        let scale: Vec<f64> = inverse.iter().zip(gamma).map(|(i, g)| i * f64::from(*g)).collect();
        let shift = (0..scale.len()).map(|c| (f64::from(beta[c]) - mean[c] * scale[c]) as f32).collect();
        let narrow = |v: &[f64]| v.iter().map(|v| *v as f32).collect();
        Self { count, mean: narrow(mean), inverse_deviation: narrow(&inverse), scale: narrow(&scale), shift }
    }

    /// The part that the backward kernels read.
    #[must_use]
    pub fn normalised(&self) -> Normalised<'_> {
        Normalised { mean: &self.mean, inverse_deviation: &self.inverse_deviation }
    }

    /// From the gradients of beta (`sum`) and gamma (`product`), the coefficients of each channel's input gradient
    /// `slope * output gradient + constant + linear * input`, in this order.
    #[must_use]
    pub fn input_gradient(&self, sum: &[f32], product: &[f32]) -> [Vec<f32>; 3] {
        let channels = self.mean.len();
        let mut parts = [vec![0.0; channels], vec![0.0; channels], vec![0.0; channels]];
        for c in 0..channels {
            let (slope, inverse) = (f64::from(self.scale[c]), f64::from(self.inverse_deviation[c]));
            let linear = -slope * inverse * f64::from(product[c]) / self.count;
            let constant = -slope * f64::from(sum[c]) / self.count - linear * f64::from(self.mean[c]);
            parts[0][c] = slope as f32;
            parts[1][c] = constant as f32;
            parts[2][c] = linear as f32;
        }
        parts
    }
}

/// Pixels in a piece of work.
const PIECE: usize = 1024;

/// The moments of a whole batch, always merged from the same pieces in the same order.
fn moments(context: &Context, y: &[f32], channels: usize) -> Moments {
    let parts: Vec<Moments> = context.run(|| {
        y.par_chunks(PIECE * channels)
            .map(|piece| {
                let mut moments = Moments::new(channels);
                moments.add(context, piece);
                moments
            })
            .collect()
    });
    let mut all = Moments::new(channels);
    for part in &parts {
        all.merge(part);
    }
    all
}

/// `x * scale + shift`, channel by channel.
#[must_use]
pub fn apply(context: &Context, statistics: &Statistics, x: &[f32]) -> Buffer {
    let mut y = context.buffer(x.len());
    let piece = PIECE * statistics.mean.len();
    context.run(|| {
        y.par_chunks_mut(piece).zip(x.par_chunks(piece)).for_each(|(y, x)| {
            kernels::normalise(context.simd, x, &statistics.scale, &statistics.shift, Mask::none(), 0, y);
        });
    });
    y
}

/// The forward pass of training, with the batch's statistics, or the moving ones where it is frozen; its gradient goes on the
/// tape.
#[must_use]
pub fn train(step: &Step, normalisation: Normalisation, x: Traced) -> Traced {
    if normalisation.is_frozen {
        return train_frozen(step, &normalisation, x);
    }
    let channels = x.shape.channels();
    let input = x.values.clone();
    let moments = moments(&step.context, &input, channels);
    let statistics = Statistics::of_batch(&moments, &normalisation, &mut step.state.borrow_mut());
    let y = apply(&step.context, &statistics, &input);
    let shape = x.shape;
    let step = step.clone();
    x.then(y, shape, move |gradient| {
        let context = &step.context;
        let gradient = context.adopt(gradient);
        let piece = PIECE * channels;
        let (sum, product) = sums(context, &statistics, &input, &gradient, piece, Mask::none());
        let [slope, constant, linear] = statistics.input_gradient(&sum, &product);
        deliver(&step, normalisation.layer, &sum, &product);
        let mut dx = context.buffer(input.len());
        context.run(|| {
            dx.par_chunks_mut(piece).zip(gradient.par_chunks(piece)).zip(input.par_chunks(piece)).for_each(
                |((dx, g), x)| {
                    let pixels = dx.chunks_exact_mut(channels).zip(g.chunks_exact(channels));
                    for ((dx, g), x) in pixels.zip(x.chunks_exact(channels)) {
                        for c in 0..channels {
                            dx[c] = slope[c] * g[c] + constant[c] + linear[c] * x[c];
                        }
                    }
                },
            );
        });
        Some(dx.into_vec())
    })
}

fn train_frozen(step: &Step, normalisation: &Normalisation, x: Traced) -> Traced {
    let statistics = Statistics::moving(normalisation, &step.state.borrow().parameters);
    let y = apply(&step.context, &statistics, &x.values);
    let (context, shape) = (step.context.clone(), x.shape);
    let slope = Statistics { shift: vec![0.0; statistics.shift.len()], ..statistics };
    x.then(y, shape, move |gradient| Some(apply(&context, &slope, &context.adopt(gradient)).into_vec()))
}

/// Delivers the gradients of gamma (`product`) and beta (`sum`).
pub fn deliver(step: &Step, layer: usize, sum: &[f32], product: &[f32]) {
    let mut state = step.state.borrow_mut();
    let index = state.parameters.index(layer, 0);
    state.deliver(index, product);
    state.deliver(index + 1, sum);
}

/// Of each channel, the sum of the gradient behind `mask` and that of its products with the normalised values. Pieces of `piece` floats
/// are added in their order and in double precision.
pub fn sums(
    context: &Context,
    statistics: &Statistics,
    x: &[f32],
    gradient: &[f32],
    piece: usize,
    mask: Mask,
) -> (Vec<f32>, Vec<f32>) {
    let channels = statistics.mean.len();
    let mut parts = context.buffer(x.len().div_ceil(piece) * 2 * channels);
    context.run(|| {
        let operands = x.par_chunks(piece).zip(gradient.par_chunks(piece));
        operands.zip(parts.par_chunks_exact_mut(2 * channels)).enumerate().for_each(|(i, ((x, g), part))| {
            part.fill(0.0);
            let (sum, product) = part.split_at_mut(channels);
            let index = (i * piece) as u32;
            kernels::normalise_sums(context.simd, x, g, statistics.normalised(), mask, index, sum, product);
        });
    });
    let mut all = vec![0.0f64; 2 * channels];
    for part in parts.chunks_exact(2 * channels) {
        all.iter_mut().zip(part).for_each(|(all, part)| *all += f64::from(*part));
    }
    let narrow = |v: &[f64]| v.iter().map(|v| *v as f32).collect();
    (narrow(&all[..channels]), narrow(&all[channels..]))
}
