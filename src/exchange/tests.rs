//! Networks out and in again: the same answers, and whole or absent files.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::import::write_run;
use super::{ExchangeError, ExportOptions, Format, ImportOptions, Layout, Naming, Pixels, ReadModel, export, import};
use crate::config::{Activation, LayerConfig, NetworkConfig, OptimizerConfig, Padding, Units};
use crate::data::drawings;
use crate::nn::Network;
use crate::predict::{Classifier, Weights};
use crate::run::copy_of;
use crate::text::{Language, Localized as _};

const OPTIONS: ExportOptions =
    ExportOptions { layout: Layout::Nhwc, naming: Naming::Keras, language: Language::English, threads: 1 };

fn conv(filters: usize, activation: Activation) -> LayerConfig {
    let (kernel_size, strides) = ((3, 2), (1, 1));
    LayerConfig::Conv2D { filters, kernel_size, strides, padding: Padding::Same, activation, use_bias: true }
}

fn normalisation() -> LayerConfig {
    LayerConfig::BatchNormalization { momentum: 0.9, epsilon: 0.01 }
}

fn dense(units: Units, activation: Activation) -> LayerConfig {
    LayerConfig::Dense { units, activation, use_bias: true }
}

/// A chain whose height, width and channels differ.
fn chain() -> NetworkConfig {
    let layers = vec![
        conv(4, Activation::Relu),
        normalisation(),
        LayerConfig::MaxPooling2D { pool_size: (2, 2), strides: None, padding: Padding::Valid },
        LayerConfig::Dropout { rate: 0.25 },
        LayerConfig::Flatten {},
        dense(Units::Count(5), Activation::Linear),
        LayerConfig::Activation { activation: Activation::Gelu },
        dense(Units::Classes, Activation::Softmax),
    ];
    NetworkConfig { input: (10, 14), layers }
}

/// Residual blocks, also within each other, with a shortcut of their own and with a projection; depthwise layers.
fn blocks() -> NetworkConfig {
    let (kernel_size, strides, depth_multiplier) = ((3, 3), (2, 2), 2);
    let (padding, activation) = (Padding::Same, Activation::Linear);
    let depthwise =
        LayerConfig::DepthwiseConv2D { kernel_size, strides, padding, depth_multiplier, activation, use_bias: false };
    let separable = LayerConfig::SeparableConv2D {
        filters: 6,
        kernel_size,
        strides: (1, 1),
        padding,
        depth_multiplier,
        activation: Activation::Relu,
        use_bias: true,
    };
    let inner =
        LayerConfig::Residual { layers: vec![conv(4, Activation::Linear), normalisation()], shortcut: Vec::new() };
    let layers = vec![
        LayerConfig::ZeroPadding2D { padding: ((1, 0), (2, 1)) },
        conv(4, Activation::Relu),
        LayerConfig::Residual { layers: vec![inner, conv(4, Activation::Linear)], shortcut: Vec::new() },
        LayerConfig::Residual { layers: vec![depthwise.clone(), normalisation()], shortcut: vec![depthwise] },
        LayerConfig::Activation { activation: Activation::LeakyRelu },
        LayerConfig::Residual { layers: vec![separable], shortcut: Vec::new() },
        LayerConfig::AveragePooling2D { pool_size: (2, 2), strides: None, padding: Padding::Same },
        LayerConfig::GlobalMaxPooling2D {},
        dense(Units::Classes, Activation::Softmax),
    ];
    NetworkConfig { input: (10, 14), layers }
}

/// A run with a network of random weights.
fn run(folder: &TempDir, network: NetworkConfig) -> PathBuf {
    run_with(folder, network, None)
}

/// As [`run`], with a preprocessing.
fn run_with(folder: &TempDir, network: NetworkConfig, pixels: Option<Pixels>) -> PathBuf {
    let outputs = 3;
    let optimizer = OptimizerConfig::sgd(0.1, 0.0, false);
    let mut fresh = Network::new(&network, &optimizer, outputs, 5, 1).expect("it is valid");
    let mut tensors = copy_of(fresh.tensors()).expect("it is small");
    for (number, value) in tensors.iter_mut().flat_map(|(_, _, data)| data).enumerate() {
        // Biases and statistics other than 0 and 1.
        *value += 0.01 * ((number * 7 % 11) as f32);
    }
    fresh.load_tensors(&tensors).expect("they are its own");
    let read = ReadModel { network, tensors, outputs, classes: None, pixels, training: None, optimizer: None };
    let path = folder.path().join("run");
    let options =
        ImportOptions { classes: ["b", "c", "ção"].map(str::to_owned).to_vec(), ..ImportOptions::default() };
    write_run(Path::new("none"), read, &path, &options).expect("it is written");
    path
}

fn predictions(run: &Path) -> Vec<f32> {
    let classifier = Classifier::open(run, Weights::Best, 1).expect("it is a run");
    let pixels = classifier.preprocessing().apply(&drawings::draw(0, 0, 0));
    classifier.classify_pixels(&pixels).expect("it predicts").probabilities
}

#[test]
fn every_format_reads_back_with_the_same_answers_and_classes() {
    for network in [chain(), blocks()] {
        let folder = tempfile::tempdir().expect("a folder");
        let run = run(&folder, network);
        let expected = predictions(&run);
        for format in [Format::Keras, Format::KerasLegacy, Format::KerasWeights, Format::Safetensors] {
            let out = folder.path().join(format!("out.{}", format.extension().expect("it is a file")));
            let exported = export(&run, format, Weights::Best, &out, OPTIONS).expect("it is written");
            let parity = exported.parity.expect("it is read back");
            assert!(parity.pictures > 0 && parity.largest_difference < 1e-6, "{format}: {parity:?}");
            let again = folder.path().join(format!("again-{format}"));
            let options = ImportOptions { network: Some(run.clone()), ..ImportOptions::default() };
            let imported = import(&out, &again, &options).expect("it is its own");
            assert_eq!(imported.classes, ["b", "c", "ção"], "{format}");
            for (ours, expected) in predictions(&again).iter().zip(&expected) {
                assert!((ours - expected).abs() < 1e-6, "{format}");
            }
        }
    }
}

#[test]
fn means_over_mirror_images_come_back_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let pixels = Pixels { mirror_averaging: true, ..Pixels::plain(10, 14, 0.01) };
    let run = run_with(&folder, chain(), Some(pixels));
    let expected = predictions(&run);
    for format in [Format::Keras, Format::KerasLegacy, Format::KerasWeights, Format::Onnx, Format::Safetensors] {
        let out = folder.path().join(format.file_name());
        export(&run, format, Weights::Best, &out, OPTIONS).expect("it is written");
        let again = folder.path().join(format!("again-{format}"));
        let options = ImportOptions { network: Some(run.clone()), ..ImportOptions::default() };
        assert!(import(&out, &again, &options).expect("it is its own").pixels.mirror_averaging, "{format}");
        for (ours, expected) in predictions(&again).iter().zip(&expected) {
            assert!((ours - expected).abs() < 1e-6, "{format}");
        }
    }
}

#[test]
fn a_leaky_relu_of_another_slope_is_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = run(&folder, blocks());
    let onnx = folder.path().join("network.onnx");
    export(&run, Format::Onnx, Weights::Best, &onnx, OPTIONS).expect("it is written");
    // The number as ONNX holds it, behind the field's name.
    let mut bytes = fs::read(&onnx).expect("it was written");
    let slope = 0.2_f32.to_le_bytes();
    let alpha = bytes.windows(5).position(|part| part == b"alpha").expect("it has a slope");
    let at = alpha + bytes[alpha..].windows(4).position(|part| part == slope).expect("it has a slope");
    bytes[at..at + 4].copy_from_slice(&0.3_f32.to_le_bytes());
    fs::write(&onnx, bytes).expect("it can be written");
    let error =
        import(&onnx, &folder.path().join("again"), &ImportOptions::default()).expect_err("the slope is unknown");
    assert!(error.to_string().contains("alpha: 0.3 is not supported, only 0.2"), "{error}");
}

#[test]
fn tensors_by_pytorchs_names_read_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = run(&folder, blocks());
    let out = folder.path().join("out.safetensors");
    let options = ExportOptions { naming: Naming::PyTorch, ..OPTIONS };
    let exported = export(&run, Format::Safetensors, Weights::Last, &out, options).expect("it is written");
    assert!(exported.parity.expect("it is read back").largest_difference < 1e-6);
}

#[test]
fn classes_are_sorted_with_the_networks_outputs() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = run(&folder, chain());
    let out = folder.path().join("out.keras");
    export(&run, Format::Keras, Weights::Best, &out, OPTIONS).expect("it is written");
    let named =
        |classes: [&str; 3]| ImportOptions { classes: classes.map(str::to_owned).to_vec(), ..Default::default() };
    let again = folder.path().join("again");
    let imported = import(&out, &again, &named(["z", "y", "x"])).expect("three are named");
    assert_eq!(imported.classes, ["x", "y", "z"]);
    let (before, after) = (predictions(&run), predictions(&again));
    for (place, probability) in before.iter().enumerate() {
        assert!((probability - after[2 - place]).abs() < 1e-6);
    }
}

#[test]
fn wrong_lists_of_classes_are_refused_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = run(&folder, chain());
    let out = folder.path().join("out.keras");
    export(&run, Format::Keras, Weights::Best, &out, OPTIONS).expect("it is written");
    let again = folder.path().join("again");
    for classes in [vec!["a", "b"], vec!["a", "b", "a"], vec!["a", "b", " "]] {
        let classes = classes.into_iter().map(str::to_owned).collect();
        let error = import(&out, &again, &ImportOptions { classes, ..Default::default() }).expect_err("it is wrong");
        assert!(!error.portuguese().is_empty() && error.to_string() != error.portuguese());
        assert!(!again.exists());
    }
}

#[test]
fn an_output_is_whole_or_absent_and_nothing_is_replaced_by_a_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = run(&folder, chain());
    let taken = folder.path().join("taken.keras");
    fs::create_dir(&taken).expect("a folder");
    for format in [Format::Keras, Format::KerasLegacy, Format::KerasWeights, Format::Onnx, Format::Safetensors] {
        let error = export(&run, format, Weights::Best, &taken, OPTIONS).expect_err("a folder has the name");
        assert!(error.to_string().contains("taken.keras"), "{error}");
        assert_eq!(fs::read_dir(&taken).expect("it is still there").count(), 0);
    }
    let out = folder.path().join("out.keras");
    export(&run, Format::Keras, Weights::Best, &out, OPTIONS).expect("it is written");
    let before = predictions(&run);
    let error = import(&out, &run, &ImportOptions::default()).expect_err("a run is there");
    assert!(matches!(error, ExchangeError::Write { .. }), "{error}");
    assert_eq!(predictions(&run), before);
    let names = fs::read_dir(folder.path()).expect("it is there").map(|entry| entry.expect("it is there").file_name());
    let mut names: Vec<_> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["out.keras", "run", "taken.keras"]);
}

#[test]
fn a_file_of_an_unknown_kind_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("model.pb");
    fs::write(&file, b"anything").expect("it is written");
    let error = import(&file, &folder.path().join("run"), &ImportOptions::default()).expect_err("it is unknown");
    assert!(error.to_string().contains(".keras"), "{error}");
}
