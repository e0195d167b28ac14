//! Whole networks: gradients against finite differences, equal results at any number of threads and, within rounding,
//! on any instruction set.

use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::kernels::Simd;
use super::*;
use crate::config::{LayerConfig, NetworkConfig, OptimizerConfig};

mod batch_norm;
mod dfdx_network;
mod dropout;
mod layers;
mod loss;
mod optimizers;
mod pooling;
mod several_pictures;
mod sizes;
mod winograd;

const SGD: OptimizerConfig = OptimizerConfig::sgd(0.01, 0.0, false);
const ADAM: OptimizerConfig = OptimizerConfig::adam(0.01, 0.9, 0.999, 1e-7);
const KEY: DropoutKey = DropoutKey { seed: 7, step: 3 };

fn network(input: (usize, usize), layers: &str) -> NetworkConfig {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let layers: Vec<LayerConfig> = options.from_str(layers).unwrap();
    NetworkConfig { input, layers }
}

/// Networks with fused and unfused layers, odd sizes, every kind of layer and every padding.
fn networks() -> Vec<NetworkConfig> {
    [
        (
            (11, 13),
            "[Conv2D(filters: 5, kernel_size: (3, 3), activation: relu), BatchNormalization(), \
                     MaxPooling2D(pool_size: (2, 2)), Dropout(rate: 0.25), \
                     Conv2D(filters: 7, kernel_size: (3, 2), activation: relu), BatchNormalization(), \
                     MaxPooling2D(pool_size: (2, 2)), Flatten(), Dense(units: 6, activation: relu), \
                     BatchNormalization(), Dropout(rate: 0.5), Dense(units: classes, activation: softmax)]",
        ),
        (
            (9, 8),
            "[Conv2D(filters: 4, kernel_size: (3, 3), padding: same, activation: relu), \
                     Conv2D(filters: 6, kernel_size: (3, 3), strides: (2, 2), padding: same), BatchNormalization(), \
                     AveragePooling2D(pool_size: (2, 2), padding: same), \
                     Conv2D(filters: 3, kernel_size: (1, 1), use_bias: false, activation: relu), \
                     GlobalAveragePooling2D(), Dense(units: classes, activation: softmax)]",
        ),
        (
            (12, 10),
            "[Conv2D(filters: 33, kernel_size: (3, 3), strides: (2, 1), activation: relu), \
                     MaxPooling2D(pool_size: (3, 3), strides: (2, 2), padding: same), Dropout(rate: 0.1), \
                     BatchNormalization(), Flatten(), Dense(units: 17, use_bias: false), \
                     Dense(units: classes, activation: softmax)]",
        ),
        (
            (10, 9),
            "[Conv2D(filters: 3, kernel_size: (2, 2), padding: same), BatchNormalization(), \
                     MaxPooling2D(pool_size: (3, 2)), Conv2D(filters: 16, kernel_size: (3, 3), activation: relu), \
                     BatchNormalization(), MaxPooling2D(pool_size: (1, 2)), Flatten(), \
                     Dense(units: classes, activation: softmax)]",
        ),
        ((1, 1), "[Flatten(), Dense(units: classes, activation: softmax)]"),
        (
            (10, 8),
            "[Conv2D(filters: 6, kernel_size: (3, 3), padding: same), Activation(activation: leaky_relu), \
                     Residual(layers: [Conv2D(filters: 6, kernel_size: (3, 3), padding: same, activation: relu), \
                     BatchNormalization(), MaxPooling2D(), Dropout(rate: 0.2), \
                     Residual(layers: [DepthwiseConv2D(kernel_size: (3, 3), padding: same)]), Activation(activation: silu), \
                     SeparableConv2D(filters: 5, kernel_size: (3, 2), padding: same, depth_multiplier: 2)]), \
                     BatchNormalization(), Activation(activation: gelu), GlobalMaxPooling2D(), \
                     Residual(layers: [Dense(units: 5), Dropout(rate: 0.3)]), Dense(units: classes), \
                     Activation(activation: softmax)]",
        ),
        (
            (8, 9),
            "[Residual(layers: [DepthwiseConv2D(kernel_size: (3, 2), strides: (2, 2), padding: same, \
                     depth_multiplier: 6)], \
                     shortcut: [AveragePooling2D(padding: same), Conv2D(filters: 18, kernel_size: (1, 1))]), \
                     ZeroPadding2D(padding: (1, 2)), Activation(activation: relu6), Residual(layers: [BatchNormalization()]), \
                     GlobalAveragePooling2D(), Dense(units: classes, activation: softmax)]",
        ),
        // Convolutions wide enough for Winograd's filtering, fused and not, in one and in several bands of rows.
        (
            (19, 13),
            "[Conv2D(filters: 32, kernel_size: (1, 1), activation: relu), \
                     Conv2D(filters: 48, kernel_size: (3, 3), activation: relu), BatchNormalization(), MaxPooling2D(), \
                     Residual(layers: [Conv2D(filters: 32, kernel_size: (3, 3), padding: same, use_bias: false)]), \
                     Conv2D(filters: 32, kernel_size: (3, 3), padding: same, activation: relu), \
                     GlobalAveragePooling2D(), Dense(units: classes, activation: softmax)]",
        ),
    ]
    .map(|(input, layers)| network(input, layers))
    .into()
}

/// A network whose normalisations have gammas of both signs, and a batch for it.
fn prepared(config: &NetworkConfig, optimizer: &OptimizerConfig, threads: usize, simd: Simd) -> (Network, Vec<f32>) {
    let mut net = Network::with_simd(config, optimizer, 3, 5, threads, simd).unwrap();
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let tensors: Vec<OwnedTensor> = net
        .tensors()
        .into_iter()
        .map(|view| {
            let gamma = view.name.ends_with("gamma");
            let bias = view.name.ends_with("bias");
            let data = view.data.iter().map(|value| match () {
                () if gamma => rng.random_range(0.5..1.5) * if rng.random() { 1.0 } else { -1.0 },
                () if bias => rng.random_range(-0.2..0.2),
                () => *value,
            });
            (view.name.clone(), view.shape.clone(), data.collect())
        })
        .collect();
    net.load_tensors(&tensors).unwrap();
    let x = (0..COUNT * config.input.0 * config.input.1 * 3).map(|_| rng.random_range(0.0..1.0)).collect();
    (net, x)
}

const COUNT: usize = 5;
const LABELS: [u32; COUNT] = [0, 2, 1, 1, 0];

fn owned(net: &Network) -> Vec<OwnedTensor> {
    net.tensors().into_iter().map(|v| (v.name, v.shape, v.data.to_vec())).collect()
}

/// Replaces the elements of the tensors for which `new`, called with name and elements, returns others.
fn replace(net: &mut Network, new: impl Fn(&str, &[f32]) -> Option<Vec<f32>>) {
    let mut tensors = owned(net);
    for (name, _, data) in &mut tensors {
        if let Some(elements) = new(name, data) {
            *data = elements;
        }
    }
    net.load_tensors(&tensors).unwrap();
}

/// A `size` x `columns` matrix with ones on its diagonal.
fn identity(size: usize, columns: usize) -> Vec<f32> {
    (0..size * columns).map(|at| f32::from(u8::from(at / columns == at % columns))).collect()
}

/// A network of these layers, which end in a row of `size` values, and a dense layer that copies the values as logits
/// beside one logit of 0. A convolution among the layers has 1x1 kernels that copy its three channels.
fn copying_network(input: (usize, usize), layers: &str, size: usize) -> Network {
    let config = network(input, &format!("[{layers}, Dense(units: classes, activation: softmax, use_bias: false)]"));
    let mut net = Network::new(&config, &SGD, size + 1, 5, 2).unwrap();
    replace(&mut net, |name, _| match name {
        "dense/kernel" => Some(identity(size, size + 1)),
        "conv2d/kernel" => Some(identity(3, 3)),
        _ => None,
    });
    net
}

/// The values that the last layer of a [`copying_network`] copies: the logarithm of each probability over that of the
/// logit of 0.
fn copied_values(probabilities: &[f32], size: usize) -> Vec<f64> {
    let logarithm = |p: f32| f64::from(p).ln();
    let rows = probabilities.chunks_exact(size + 1);
    rows.flat_map(|row| row[..size].iter().map(|p| logarithm(*p) - logarithm(row[size]))).collect()
}

/// Random pictures of three channels with values from 0.5 to 1.5.
fn pictures(count: usize, (height, width): (usize, usize)) -> Vec<f32> {
    let mut rng = ChaCha8Rng::seed_from_u64(17);
    (0..count * height * width * 3).map(|_| rng.random_range(0.5..1.5)).collect()
}

/// A file of `tests/reference`: numbers computed with other libraries.
pub(super) fn reference(file: &str) -> serde_json::Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn gradients_equal_finite_differences() {
    for config in networks() {
        let (mut net, x) = prepared(&config, &SGD, 2, Simd::chosen().unwrap());
        let gradients = net.gradients(&x, &LABELS, Some(KEY)).unwrap().gradients;
        let tensors = owned(&net);
        let trained: Vec<usize> =
            net.tensors().iter().enumerate().filter(|(_, view)| view.trainable).map(|(i, _)| i).collect();
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        for (gradient, i) in gradients.iter().zip(trained) {
            // A random perturbation of the gradient itself is a direction in which the loss surely changes.
            let norm = gradient.iter().map(|g| g * g).sum::<f32>().sqrt();
            if norm < 1e-4 {
                continue;
            }
            let direction: Vec<f32> = gradient.iter().map(|g| g / norm * rng.random_range(0.5f32..1.5)).collect();
            let expected: f64 = gradient.iter().zip(&direction).map(|(g, d)| f64::from(g * d)).sum();
            let mut loss_at = |step: f32| {
                let mut moved = tensors.clone();
                moved[i].2.iter_mut().zip(&direction).for_each(|(w, d)| *w += step * d);
                net.load_tensors(&moved).unwrap();
                f64::from(net.gradients(&x, &LABELS, Some(KEY)).unwrap().loss)
            };
            // The smallest error over several step sizes: large steps cross kinks of ReLU and pooling, small ones
            // suffer from rounding.
            let best = [1e-2, 3e-3, 1e-3, 3e-4, 1e-4]
                .map(|step: f32| (loss_at(step) - loss_at(-step)) / (2.0 * f64::from(step)))
                .map(|found| (found - expected).abs() / expected.abs())
                .into_iter()
                .fold(f64::INFINITY, f64::min);
            assert!(best < 1e-2, "{}: {best} off in {:?}", tensors[i].0, config.layers);
        }
    }
}

#[test]
fn any_number_of_threads_trains_the_same_weights() {
    for config in networks() {
        let trained = [1, 2, 3].map(|threads| {
            let (mut net, x) = prepared(&config, &ADAM, threads, Simd::chosen().unwrap());
            for step in 0..3 {
                net.train_batch(&x, &LABELS, 0.01, DropoutKey { seed: 1, step }).unwrap();
            }
            let slots: Vec<Vec<f32>> = net.optimizer_tensors().iter().map(|view| view.data.to_vec()).collect();
            (owned(&net), slots, net.logits(&x).unwrap())
        });
        assert_eq!(trained[0], trained[1]);
        assert_eq!(trained[0], trained[2]);
    }
}

#[test]
fn every_instruction_set_computes_the_same_gradients() {
    for config in networks() {
        let all: Vec<_> = Simd::available()
            .into_iter()
            .map(|simd| {
                let (mut net, x) = prepared(&config, &SGD, 1, simd);
                let check = net.gradients(&x, &LABELS, Some(KEY)).unwrap();
                (check.gradients, net.probabilities(&x).unwrap())
            })
            .collect();
        let largest = |gradient: &[f32]| gradient.iter().fold(0.0f32, |s, v| s.max(v.abs()));
        let floor = 1e-2 * all[0].0.iter().map(|gradient| largest(gradient)).fold(0.0, f32::max);
        for other in &all[1..] {
            for (a, b) in all[0].0.iter().zip(&other.0) {
                let scale = largest(a).max(floor);
                assert!(a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-4 * scale), "{a:?} and {b:?}");
            }
            assert!(all[0].1.iter().zip(&other.1).all(|(a, b)| (a - b).abs() < 1e-5));
        }
    }
}

#[test]
fn a_network_with_loaded_state_continues_training_bit_for_bit() {
    let config = &networks()[0];
    let (mut net, x) = prepared(config, &ADAM, 2, Simd::chosen().unwrap());
    net.train_batch(&x, &LABELS, 0.01, KEY).unwrap();
    let (mut resumed, _) = prepared(config, &ADAM, 1, Simd::chosen().unwrap());
    let state: Vec<OwnedTensor> =
        net.optimizer_tensors().into_iter().map(|v| (v.name, v.shape, v.data.to_vec())).collect();
    resumed.load_tensors(&owned(&net)).unwrap();
    resumed.load_optimizer(&state, net.iterations()).unwrap();
    for step in 1..3 {
        let key = DropoutKey { seed: 7, step };
        assert_eq!(net.train_batch(&x, &LABELS, 0.01, key), resumed.train_batch(&x, &LABELS, 0.01, key));
    }
    assert_eq!(owned(&net), owned(&resumed));
}

#[test]
fn batches_and_tensors_that_do_not_fit_are_refused_and_change_nothing() {
    let config = &networks()[0];
    let (mut net, x) = prepared(config, &SGD, 1, Simd::chosen().unwrap());
    let before = owned(&net);
    let pixels = |numbers| NetworkError::BatchPixels { numbers, height: 11, width: 13, channels: 3 };
    let labels = NetworkError::BatchLabels { count: COUNT, classes: 3 };
    assert_eq!(net.train_batch(&x[1..], &LABELS, 0.01, KEY), Err(pixels(x.len() - 1)));
    assert_eq!(net.train_batch(&x, &[0, 1, 2, 3, 0], 0.01, KEY), Err(labels.clone()));
    assert_eq!(net.train_batch(&x, &LABELS[1..], 0.01, KEY), Err(labels));
    assert_eq!(net.logits(&[]), Err(pixels(0)));
    assert!(matches!(net.load_tensors(&before[1..]), Err(NetworkError::MissingTensor(_))));
    let mut wrong = before.clone();
    wrong[0].1.reverse();
    assert!(matches!(net.load_tensors(&wrong), Err(NetworkError::TensorShape { .. })));
    wrong[0].0 = "conv2d_9/kernel".to_owned();
    assert!(matches!(net.load_tensors(&wrong), Err(NetworkError::UnknownTensor(_))));
    assert_eq!(owned(&net), before);
}

#[test]
fn a_batch_of_one_picture_trains() {
    for config in networks() {
        let (mut net, x) = prepared(&config, &SGD, 2, Simd::chosen().unwrap());
        let one = &x[..x.len() / COUNT];
        assert!(net.train_batch(one, &LABELS[..1], 0.01, KEY).unwrap().loss.is_finite());
        assert!(owned(&net).iter().all(|(_, _, data)| data.iter().all(|v| v.is_finite())));
    }
}

#[test]
fn nan_in_a_picture_is_nan_in_logits_and_loss() {
    for config in networks() {
        for simd in Simd::available() {
            let (mut net, mut x) = prepared(&config, &SGD, 1, simd);
            x[0] = f32::NAN;
            assert!(net.logits(&x).unwrap()[0].is_nan(), "{simd:?} {:?}", config.layers);
            assert!(net.gradients(&x, &LABELS, None).unwrap().loss.is_nan(), "{simd:?} {:?}", config.layers);
        }
    }
}
