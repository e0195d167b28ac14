//! EfficientNet-Lite0 against numbers of PyTorch, `src/nn/pretrained/reference/efficientnet_lite0.json`, and damaged weights.

mod added;
mod fine_tuning;

use safetensors::tensor::TensorView;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::*;
use crate::config::{Activation, NetworkConfig, OptimizerConfig, Trainable, Units};
use crate::nn::explain::Activations;
use crate::nn::kernels::Simd;
use crate::nn::shapes::Shape;
use crate::nn::statistics::direction;
use crate::nn::summary::summarize;
use crate::nn::{DropoutKey, Network};

#[derive(Deserialize)]
struct Reference {
    weights_sha256: String,
    pictures: Vec<Picture>,
}

#[derive(Deserialize)]
struct Picture {
    height: usize,
    width: usize,
    pixels_from: u64,
    features: Vec<f32>,
    maps_sum: f64,
    maps_of_first_feature: Vec<f32>,
}

impl Picture {
    /// The pixels that the script makes, too: the upper bits of a linear congruential generator.
    fn pixels(&self) -> Vec<f32> {
        let mut state = self.pixels_from;
        let next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as f32
        };
        std::iter::repeat_with(next).take(self.height * self.width * 3).collect()
    }
}

fn reference() -> Reference {
    serde_json::from_str(include_str!("../reference/efficientnet_lite0.json")).unwrap()
}

fn config(input: (usize, usize), trainable: Trainable) -> NetworkConfig {
    let layers = vec![
        LayerConfig::Pretrained {
            name: PretrainedName::EfficientnetLite0,
            weights: None,
            trainable,
            learning_rate_multiplier: 0.1,
        },
        LayerConfig::GlobalAveragePooling2D {},
        LayerConfig::Dropout { rate: 0.2 },
        LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true },
    ];
    NetworkConfig { input, layers }
}

fn network(input: (usize, usize), trainable: Trainable, simd: Simd) -> Network {
    Network::with_simd(&config(input, trainable), &OptimizerConfig::adam(1e-3, 0.9, 0.999, 1e-7), 3, 7, 2, simd)
        .unwrap()
}

fn assert_near(found: &[f32], expected: &[f32], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!((found - expected).abs() <= 1e-4, "{what}, number {at}: {found} instead of {expected}");
    }
}

#[test]
fn features_equal_those_of_pytorch_on_every_instruction_set() {
    for picture in reference().pictures {
        let (input, x) = ((picture.height, picture.width), picture.pixels());
        for simd in Simd::available() {
            let net = network(input, Trainable::None, simd);
            assert_eq!(net.feature_len(), 1280);
            assert_near(&net.features(&x).unwrap(), &picture.features, &format!("{input:?} {simd:?}"));
        }
    }
}

#[test]
fn layer_by_layer_the_feature_maps_equal_those_of_pytorch_too() {
    for picture in reference().pictures {
        let net = network((picture.height, picture.width), Trainable::None, Simd::available()[0]);
        let activations = Activations::of(&net, &picture.pixels()).unwrap();
        let maps = &activations.layers[activations.layers.len() - 4];
        assert_eq!(maps.name, "efficientnet_lite0_activation_32");
        let sum: f64 = maps.values.iter().copied().map(f64::from).sum();
        assert!((sum / picture.maps_sum - 1.0).abs() < 1e-4, "{sum} instead of {}", picture.maps_sum);
        let first: Vec<f32> = maps.values.iter().copied().step_by(1280).collect();
        assert_near(&first, &picture.maps_of_first_feature, "the maps of the first feature");
        let pooled = &activations.layers[activations.layers.len() - 3];
        assert_near(&pooled.values, &picture.features, "pooled");
    }
}

#[test]
fn a_pictures_features_do_not_depend_on_the_others_nor_on_the_number_of_threads() {
    let picture = &reference().pictures[1];
    let x = picture.pixels();
    let many: Vec<f32> = (0..5).flat_map(|_| x.iter().copied()).collect();
    let of = |threads: usize, x: &[f32]| {
        let config = config((picture.height, picture.width), Trainable::None);
        Network::new(&config, &OptimizerConfig::adam(1e-3, 0.9, 0.999, 1e-7), 3, 7, threads)
            .unwrap()
            .features(x)
            .unwrap()
    };
    let alone = of(1, &x);
    assert_eq!(of(3, &x), alone);
    assert!(of(2, &many).chunks_exact(1280).all(|features| features == alone));
}

#[test]
fn training_on_features_is_training_on_pictures_and_leaves_the_pretrained_weights() {
    let picture = &reference().pictures[0];
    let input = (picture.height, picture.width);
    let x: Vec<f32> = picture.pixels().iter().chain(&picture.pixels()).copied().collect();
    let (mut on_pictures, mut on_features) =
        (network(input, Trainable::None, Simd::available()[0]), network(input, Trainable::None, Simd::available()[0]));
    let names: Vec<String> = on_pictures.tensors().into_iter().map(|tensor| tensor.name).collect();
    assert_eq!(names, ["dense/kernel", "dense/bias"], "the run's own weights");
    let features = on_features.features(&x).unwrap();
    for step in 0..3 {
        let key = DropoutKey { seed: 1, step };
        let one = on_pictures.train_batch(&x, &[0, 2], 1e-2, key).unwrap();
        assert_eq!(on_features.train_features(&features, &[0, 2], 1e-2, key).unwrap(), one);
    }
    assert_eq!(on_features.features(&x).unwrap(), features);
    assert_eq!(on_pictures.logits(&x).unwrap(), on_features.logits_of_features(&features).unwrap());
    let observed = on_pictures.observe(&x).unwrap();
    assert_eq!(observed[0].statistics.len(), 1, "the last feature maps");
    let pooled = Shape::Picture { height: 1, width: 1, channels: 1280 };
    let expected = direction(pooled, &features[..1280]).unwrap();
    assert_near(observed[0].statistics[0].values(), &expected, "the direction of the features");
}

#[test]
fn a_trainable_pretrained_network_begins_with_the_same_weights_and_changes_them() {
    let picture = &reference().pictures[0];
    let input = (picture.height, picture.width);
    let x: Vec<f32> = picture.pixels().iter().chain(&picture.pixels()).copied().collect();
    let mut net = network(input, Trainable::All, Simd::available()[0]);
    let frozen = network(input, Trainable::None, Simd::available()[0]);
    assert_near(&net.logits(&x).unwrap(), &frozen.logits(&x).unwrap(), "before training");
    let before: Vec<Vec<f32>> = net.tensors().iter().map(|tensor| tensor.data.to_vec()).collect();
    net.train_batch(&x, &[0, 2], 1e-3, DropoutKey { seed: 1, step: 0 }).unwrap();
    let changed = net.tensors().iter().zip(&before).filter(|(tensor, before)| tensor.data != *before).count();
    // All but the scale and shift of the rescaling have gradients; its own statistics move.
    assert!(changed > 240, "{changed} of {}", before.len());
}

#[test]
fn the_summary_counts_what_is_frozen() {
    let summary = summarize(&config((224, 224), Trainable::None), 3).unwrap();
    let of = summary.of_place(0, &[]).unwrap();
    assert_eq!((of.output_shape, of.trainable), (vec![7, 7, 1280], 0));
    // 4,651,966 parameters in the paper's network with its classifier of 1,000 classes, 1,281,000 of them its own.
    assert_eq!(of.parameters, 3_413_024 + 12);
    assert_eq!(summary.trainable(), 1280 * 3 + 3);
    assert_eq!((summary.features, summary.learning_multiply_adds()), (Some(1280), 1280 * 3));
    let last = summarize(&config((224, 224), Trainable::Last(1)), 3).unwrap();
    // Into the last block go 7 x 7 pixels with 192 channels, which are made six times as many, then 320, then 1280.
    let own = 192 * 1152 + 9 * 1152 + 1152 * 320 + 320 * 1280;
    assert_eq!((last.features, last.of_place(0, &[]).unwrap().trainable), (Some(7 * 7 * 192), own));
    assert_eq!(last.learning_multiply_adds(), 49 * own as u64 + 1280 * 3);
    assert!((380_000_000..390_000_000).contains(&of.multiply_adds), "{}", of.multiply_adds);
}

#[test]
fn damaged_weights_are_refused_with_a_sentence() {
    let read = |file: &[u8], shape: &[usize]| from_file(&parsed(file), "efficientnet_lite0", "conv2d/kernel", shape);
    let refused = |file: &[u8], shape: &[usize]| {
        let error = read(file, shape).unwrap_err().to_string();
        assert!(error.starts_with("the pretrained weights of efficientnet_lite0 are damaged"), "{error}");
        error
    };
    let (file, shape) = (EFFICIENTNET_LITE0, [3, 3, 3, 32]);
    assert_eq!(read(file, &shape).unwrap().len(), 3 * 3 * 3 * 32);
    refused(&file[..file.len() - 1], &shape);
    refused(&[], &shape);
    assert!(refused(file, &[3, 3, 3, 16]).contains("shape"));
    let nan: Vec<u8> = [f32::NAN; 2].iter().flat_map(|value| value.to_le_bytes()).collect();
    let view = TensorView::new(Dtype::F32, vec![2], &nan).unwrap();
    let file = safetensors::serialize([("conv2d/kernel", view)], None).unwrap();
    assert!(refused(&file, &[2]).contains("not numbers"));
}

#[test]
fn the_weights_are_those_that_the_reference_was_made_with() {
    let found: Vec<u8> = Sha256::digest(EFFICIENTNET_LITE0).to_vec();
    let digits = reference().weights_sha256;
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    assert_eq!(found, (0..digits.len()).step_by(2).map(byte).collect::<Vec<_>>());
}
