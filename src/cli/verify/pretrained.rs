//! What a pretrained network makes of pictures, against PyTorch.

use serde::Deserialize;
use serde_json::Value;

use super::report::{Report, Tolerance};
use crate::config::{Activation, LayerConfig, NetworkConfig, OptimizerConfig, PretrainedName, Trainable, Units};
use crate::nn::Network;

/// How far features may lie from PyTorch's.
const TOLERANCE: Tolerance = Tolerance::Absolute(1e-4);

#[derive(Deserialize)]
struct Recorded {
    pictures: Vec<Picture>,
}

#[derive(Deserialize)]
struct Picture {
    height: usize,
    width: usize,
    pixels_from: u64,
    features: Vec<f64>,
}

/// Whether the file holds pictures and their features.
pub(super) fn is_of_this_form(content: &Value) -> bool {
    content.get("weights_sha256").is_some() && content.get("pictures").is_some()
}

/// Compares each picture's features.
///
/// # Errors
/// If the file is not of this form, the network cannot be built, or standard output cannot be written.
pub(super) fn check(content: Value, threads: usize, report: &mut Report) -> anyhow::Result<()> {
    let Recorded { pictures } = serde_json::from_value(content)?;
    for Picture { height, width, pixels_from, features } in pictures {
        let layers = vec![
            LayerConfig::Pretrained {
                name: PretrainedName::EfficientnetLite0,
                weights: None,
                trainable: Trainable::None,
                learning_rate_multiplier: 1.0,
            },
            LayerConfig::GlobalAveragePooling2D {},
            LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true },
        ];
        let config = NetworkConfig { input: (height, width), layers };
        let network = Network::new(&config, &OptimizerConfig::sgd(0.01, 0.0, false), 2, 1, threads)?;
        let ours = network.features(&pixels(pixels_from, height * width * 3))?;
        report.close_f32(&format!("features of {height} x {width} pixels"), &ours, &features, TOLERANCE)?;
    }
    Ok(())
}

/// The upper bits of a linear congruential generator, as in the script that recorded the features.
fn pixels(mut state: u64, count: usize) -> Vec<f32> {
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as f32
    };
    std::iter::repeat_with(next).take(count).collect()
}
