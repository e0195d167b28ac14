//! Max pooling: the fused block under gammas of either sign, and the gradient of equal values.

use super::{COUNT, KEY, LABELS, SGD, network, owned, pictures, prepared, replace};
use crate::nn::kernels::Simd;
use crate::nn::summary::summarize;
use crate::nn::{GradientCheck, Network};

const INPUT: (usize, usize) = (11, 13);

fn assert_close(a: &[f32], b: &[f32], share_of_largest: f32, what: &str) {
    let largest = a.iter().fold(0.0f32, |largest, value| largest.max(value.abs()));
    assert_eq!(a.len(), b.len(), "{what}");
    for (a, b) in a.iter().zip(b) {
        assert!((a - b).abs() <= share_of_largest * largest, "{what}: {a} and {b}, the largest is {largest}");
    }
}

/// A dropout layer with a rate of 0 keeps convolution and normalisation from being fused.
#[test]
fn a_fused_block_equals_its_layers_one_by_one_under_gammas_of_either_sign() {
    for (activation, pool) in [("relu", "(2, 2)"), ("linear", "(3, 2)"), ("relu", "(1, 1)")] {
        let layers = |between: &str| {
            let conv = format!("Conv2D(filters: 18, kernel_size: (3, 3), activation: {activation})");
            let rest = format!("BatchNormalization(), MaxPooling2D(pool_size: {pool}), Flatten()");
            network(INPUT, &format!("[{conv}, {between} {rest}, Dense(units: classes, activation: softmax)]"))
        };
        let (fused, single) = (layers(""), layers("Dropout(rate: 0.0),"));
        let is_fused = |config| summarize(config, 3).unwrap().rows[0].fused.is_some();
        assert!(is_fused(&fused) && !is_fused(&single));

        let [(fused, x), (single, _)] = [fused, single].map(|config| {
            let (mut net, x) = prepared(&config, &SGD, 2, Simd::chosen().unwrap());
            replace(&mut net, |name, data| {
                let spread = |from: f32| (0..data.len()).map(|i| from + 0.1 * (i % 7) as f32).collect();
                match name.split_once('/')? {
                    (_, "moving_mean") => Some(spread(-0.2)),
                    (_, "moving_variance") => Some(spread(0.4)),
                    _ => None,
                }
            });
            (net, x)
        });
        let (mut fused, mut single) = (fused, single);
        assert_eq!(owned(&fused), owned(&single));
        let gammas = &owned(&fused)[2].2;
        assert!(gammas.iter().any(|gamma| *gamma < 0.0) && gammas.iter().any(|gamma| *gamma > 0.0));

        assert_close(&single.logits(&x).unwrap(), &fused.logits(&x).unwrap(), 1e-5, "logits");
        let expected = single.gradients(&x, &LABELS, None).unwrap();
        let found = fused.gradients(&x, &LABELS, None).unwrap();
        assert_close(&expected.probabilities, &found.probabilities, 1e-5, "probabilities in training");
        let names = fused.tensors().into_iter().filter(|tensor| tensor.trainable).map(|tensor| tensor.name);
        for ((expected, found), name) in expected.gradients.iter().zip(&found.gradients).zip(names) {
            // The convolution's bias has no gradient but rounding where a linear activation precedes a normalisation.
            if activation == "relu" || name != "conv2d/bias" {
                assert_close(expected, found, 1e-3, &name);
            }
        }
        for (expected, found) in owned(&single).iter().zip(&owned(&fused)) {
            assert_close(&expected.2, &found.2, 1e-5, &expected.0);
        }
    }
}

/// The kernel gradient of a 1x1 convolution with kernels of 0, whose outputs are all equal, by its definition: the
/// first pixel of each window gets the gradient.
struct Ties {
    window: usize,
    stride: usize,
    /// Rows and columns of windows.
    output: (usize, usize),
    /// First row and column of the first window, in the padding above and left of the picture.
    padding: (usize, usize),
    /// `gamma / sqrt(epsilon)` of each filter if a normalisation follows: the batch's variance is 0.
    scale: Option<[f64; FILTERS]>,
}

const FILTERS: usize = 2;

impl Ties {
    /// `[channel][filter]`, from the probabilities of the training step and the dense layer's kernel.
    fn kernel_gradient(&self, x: &[f32], check: &GradientCheck, dense: &[f32]) -> Vec<f64> {
        let (height, width) = INPUT;
        let classes = 3;
        // The gradient of each output of the convolution, `[picture][pixel][filter]`.
        let mut dy = vec![0.0; COUNT * height * width * FILTERS];
        for picture in 0..COUNT {
            for row in 0..self.output.0 {
                for column in 0..self.output.1 {
                    let first = |at: usize, padding: usize| (at * self.stride).saturating_sub(padding);
                    let pixel = first(row, self.padding.0) * width + first(column, self.padding.1);
                    for filter in 0..FILTERS {
                        let input = (row * self.output.1 + column) * FILTERS + filter;
                        dy[(picture * height * width + pixel) * FILTERS + filter] += (0..classes)
                            .map(|class| {
                                let label = f64::from(u8::from(LABELS[picture] as usize == class));
                                let logit = f64::from(check.probabilities[picture * classes + class]) - label;
                                logit / COUNT as f64 * f64::from(dense[input * classes + class])
                            })
                            .sum::<f64>();
                    }
                }
            }
        }
        if let Some(scale) = self.scale {
            for (filter, scale) in scale.into_iter().enumerate() {
                let values = || (filter..COUNT * height * width * FILTERS).step_by(FILTERS);
                let mean = values().map(|at| dy[at]).sum::<f64>() / values().count() as f64;
                values().for_each(|at| dy[at] = scale * (dy[at] - mean));
            }
        }
        let mut gradient = vec![0.0; 3 * FILTERS];
        for (pixel, dy) in x.chunks_exact(3).zip(dy.chunks_exact(FILTERS)) {
            for (place, gradient) in gradient.iter_mut().enumerate() {
                *gradient += f64::from(pixel[place / FILTERS]) * dy[place % FILTERS];
            }
        }
        gradient
    }
}

#[test]
fn the_first_of_equal_values_in_a_window_gets_the_gradient() {
    let gamma = [1.5f32, -0.5];
    let scale = gamma.map(|gamma| f64::from(gamma) / f64::from(1e-3f32).sqrt());
    let plain = Ties { window: 2, stride: 2, output: (5, 6), padding: (0, 0), scale: None };
    let overlapping = Ties { window: 3, stride: 2, output: (6, 7), padding: (1, 1), scale: None };
    let fused = Ties { window: 2, stride: 2, output: (5, 6), padding: (0, 0), scale: Some(scale) };
    for ties in [plain, overlapping, fused] {
        let normalisation = if ties.scale.is_some() { "BatchNormalization()," } else { "" };
        let padding = if ties.padding == (0, 0) { "valid" } else { "same" };
        let Ties { window, stride, .. } = ties;
        let pool =
            format!("MaxPooling2D(pool_size: ({window}, {window}), strides: ({stride}, {stride}), padding: {padding})");
        let layers = format!(
            "[Conv2D(filters: {FILTERS}, kernel_size: (1, 1)), {normalisation} {pool}, Flatten(), \
             Dense(units: classes, activation: softmax)]"
        );
        let mut net = Network::new(&network(INPUT, &layers), &SGD, 3, 5, 2).unwrap();
        replace(&mut net, |name, data| match name {
            "conv2d/kernel" => Some(vec![0.0; data.len()]),
            "conv2d/bias" => Some(vec![0.25, -0.75]),
            "batch_normalization/gamma" => Some(gamma.to_vec()),
            _ => None,
        });
        let tensors = net.tensors();
        let dense = tensors.iter().find(|tensor| tensor.name == "dense/kernel").unwrap().data.to_vec();
        let x = pictures(COUNT, INPUT);
        let check = net.gradients(&x, &LABELS, Some(KEY)).unwrap();
        let expected = ties.kernel_gradient(&x, &check, &dense);
        let largest = expected.iter().fold(0.0f64, |largest, value| largest.max(value.abs()));
        for (found, expected) in check.gradients[0].iter().zip(&expected) {
            assert!((f64::from(*found) - expected).abs() < 1e-4 * largest, "{layers}: {found} instead of {expected}");
        }
    }
}
