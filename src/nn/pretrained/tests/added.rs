//! Weights of timm and torchvision, against what these make of the same picture: `src/nn/pretrained/reference/added.json`.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::super::added;
use super::*;
use crate::nn::tensors::OwnedTensor;

#[derive(Deserialize)]
struct Recorded {
    height: usize,
    width: usize,
    networks: Vec<Foreign>,
}

#[derive(Deserialize)]
struct Foreign {
    name: PretrainedName,
    /// Name, shape and seed of each tensor but the classifier's.
    tensors: Vec<(String, Vec<usize>, u64)>,
    features: Vec<f32>,
}

fn recorded() -> Recorded {
    serde_json::from_str(include_str!("../reference/added.json")).unwrap()
}

/// The upper 32 bits of a linear congruential generator.
fn bits(seed: u64) -> impl Iterator<Item = u32> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 32) as u32
    })
}

/// As the script makes them.
fn values(name: &str, shape: &[usize], seed: u64) -> Vec<f32> {
    let units = bits(seed).map(|bits| (bits >> 8) as f32 / 16_777_216.0).take(shape.iter().product());
    if let [_, inputs @ ..] = shape
        && shape.len() == 4
    {
        let limit = (6.0 / inputs.iter().product::<usize>() as f64).sqrt() as f32;
        return units.map(|unit| limit * (2.0 * unit - 1.0)).collect();
    }
    let shift = if name.ends_with("bias") || name.ends_with("running_mean") { -0.5 } else { 0.5 };
    units.map(|unit| unit + shift).collect()
}

impl Foreign {
    /// The tensors, with a classifier and a counter as those files have them.
    fn tensors(&self) -> Vec<(String, Vec<usize>, Vec<f32>)> {
        let own =
            self.tensors.iter().map(|(name, shape, seed)| (name.clone(), shape.clone(), values(name, shape, *seed)));
        let others = [format!("{}weight", names::classifier(self.name)), "bn1.num_batches_tracked".to_owned()];
        own.chain(others.map(|name| (name, vec![2], vec![1.0, 2.0]))).collect()
    }
}

fn written(tensors: &[(String, Vec<usize>, Vec<f32>)], path: &Path) {
    let bytes: Vec<Vec<u8>> =
        tensors.iter().map(|(.., data)| data.iter().flat_map(|value| value.to_le_bytes()).collect()).collect();
    let views = tensors
        .iter()
        .zip(&bytes)
        .map(|((name, shape, _), bytes)| (name.clone(), TensorView::new(Dtype::F32, shape.clone(), bytes).unwrap()));
    std::fs::write(path, safetensors::serialize(views, None).unwrap()).unwrap();
}

/// A folder with a file of these tensors, which is named after a network of timm where that is needed.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, tensors: &[(String, Vec<usize>, Vec<f32>)], name: &str) -> PathBuf {
        let path = self.0.path().join(name);
        written(tensors, &path);
        path
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join("added")
    }
}

/// The features that a network with these weights makes of a picture.
fn features(network: PretrainedNetwork, folder: &Path, input: (usize, usize), x: &[f32]) -> Vec<f32> {
    let (name, weights, trainable, learning_rate_multiplier) = (network.name, network.weights, Trainable::None, 1.0);
    let layers = vec![
        LayerConfig::Pretrained { name, weights, trainable, learning_rate_multiplier },
        LayerConfig::GlobalAveragePooling2D {},
        LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true },
    ];
    let config = NetworkConfig { input, layers };
    // Networks share what is open, wherever it was.
    let _open = added::open(name, weights.unwrap(), folder).unwrap();
    Network::new(&config, &OptimizerConfig::sgd(0.1, 0.0, false), 2, 1, 2).unwrap().features(x).unwrap()
}

#[test]
fn added_weights_give_the_features_of_timm_and_torchvision() {
    let Recorded { height, width, networks } = recorded();
    let x: Vec<f32> = bits(7).map(|bits| (bits >> 24) as f32).take(height * width * 3).collect();
    // That of Keras is read by `exchange`.
    assert_eq!(networks.len(), PretrainedName::ALL.len() - 1);
    let place = Place::new();
    for foreign in networks {
        let name = foreign.name.name();
        let file = place.file(&foreign.tensors(), &format!("{name}.safetensors"));
        let added = add(&file, Some(foreign.name), &place.folder()).unwrap();
        assert_eq!((added.network.name, added.origin.as_str()), (foreign.name, format!("{name}.safetensors").as_str()));
        let found = features(added.network, &place.folder(), (height, width), &x);
        let largest = foreign.features.iter().copied().fold(0.0, f32::max);
        assert_eq!(found.len(), foreign.features.len(), "{name}");
        for (at, (found, expected)) in found.iter().zip(&foreign.features).enumerate() {
            let difference = (found - expected).abs() / largest;
            assert!(difference <= 1e-4, "{name}, feature {at}: {found} instead of {expected}");
        }
        assert_eq!(list(&place.folder()).unwrap(), [added]);
        std::fs::remove_dir_all(place.folder()).unwrap();
    }
}

#[derive(Deserialize)]
struct OfKeras {
    height: usize,
    width: usize,
    /// Layer, variable, shape and seed of each tensor.
    tensors: Vec<(String, String, Vec<usize>, u64)>,
    features: Vec<f32>,
}

/// As the script of Keras makes them.
fn values_of_keras(kind: &str, shape: &[usize], seed: u64) -> Vec<f32> {
    let units = bits(seed).map(|bits| (bits >> 8) as f32 / 16_777_216.0).take(shape.iter().product());
    match (kind, shape) {
        ("kernel", [height, width, channels, filters]) => {
            let inputs = height * width * if *filters == 1 { 1 } else { *channels };
            let limit = (6.0 / inputs as f64).sqrt() as f32;
            units.map(|unit| limit * (2.0 * unit - 1.0)).collect()
        }
        ("beta" | "moving_mean", _) => units.map(|unit| unit - 0.5).collect(),
        _ => units.map(|unit| unit + 0.5).collect(),
    }
}

#[test]
fn added_weights_give_the_features_of_keras() {
    let recorded: OfKeras = serde_json::from_str(include_str!("../reference/mobilenet_v2.json")).unwrap();
    let tensor = |(layer, kind, shape, seed): &(String, String, Vec<usize>, u64)| {
        (format!("{layer}/{kind}"), shape.clone(), values_of_keras(kind, shape, *seed))
    };
    let mut tensors: Vec<OwnedTensor> = recorded.tensors.iter().map(tensor).collect();
    tensors.push(("predictions/bias".to_owned(), vec![1], vec![0.5]));
    let place = Place::new();
    let file = Path::new("mobilenet_v2_no_top.h5");
    let added = add_tensors(file, None, tensors.clone(), &place.folder()).unwrap();
    assert_eq!((added.network.name, added.origin.as_str()), (PretrainedName::MobilenetV2, "mobilenet_v2_no_top.h5"));
    let input = (recorded.height, recorded.width);
    let x: Vec<f32> = bits(7).map(|bits| (bits >> 24) as f32).take(input.0 * input.1 * 3).collect();
    let found = features(added.network, &place.folder(), input, &x);
    let largest = recorded.features.iter().copied().fold(0.0, f32::max);
    assert_eq!(found.len(), recorded.features.len());
    for (at, (found, expected)) in found.iter().zip(&recorded.features).enumerate() {
        assert!((found - expected).abs() <= 1e-4 * largest, "feature {at}: {found} instead of {expected}");
    }
    tensors.remove(3);
    let lacking = add_tensors(file, None, tensors, &place.folder()).unwrap_err().to_string();
    assert!(lacking.contains("lacks bn_Conv1/moving_mean; expected are all tensors of mobilenet_v2"), "{lacking}");
}

#[test]
fn a_file_says_by_its_tensors_whose_weights_it_holds() {
    let Recorded { networks, .. } = recorded();
    for foreign in networks {
        let names: Vec<&String> = foreign.tensors.iter().map(|(name, ..)| name).collect();
        let of = |path: &str| architecture_of(Path::new(path), &names);
        match foreign.name {
            PretrainedName::EfficientnetLite0 | PretrainedName::EfficientnetLite0Pytorch => {
                assert_eq!(
                    of("tf_efficientnet_lite0-0aa007d2.safetensors").unwrap(),
                    PretrainedName::EfficientnetLite0
                );
                let own = of("hub/timm/efficientnet_lite0.ra_in1k/model.safetensors").unwrap();
                assert_eq!(own, PretrainedName::EfficientnetLite0Pytorch);
                let found = of("model.safetensors").unwrap_err().to_string();
                assert!(found.contains("--architecture efficientnet_lite0_pytorch"), "{found}");
            }
            name => assert_eq!(of("model.safetensors").unwrap(), name),
        }
    }
    let found = architecture_of(Path::new("bert.safetensors"), &["embeddings.weight"]).unwrap_err().to_string();
    assert!(found.contains("expected are the tensors of timm's"), "{found}");
}

#[test]
fn a_file_that_is_not_exactly_one_of_the_networks_is_refused_and_nothing_is_kept() {
    let foreign = recorded().networks.into_iter().find(|foreign| foreign.name == PretrainedName::Resnet18).unwrap();
    let (place, whole) = (Place::new(), foreign.tensors());
    let refused = |tensors: &[(String, Vec<usize>, Vec<f32>)], expected: &str| {
        let found = add(&place.file(tensors, "resnet.safetensors"), None, &place.folder()).unwrap_err().to_string();
        assert!(found.contains("resnet.safetensors") && found.contains(expected), "{found}");
        assert_eq!(list(&place.folder()).unwrap(), []);
    };
    let at = |name: &str| whole.iter().position(|(found, ..)| found == name).unwrap();
    let last = at("layer4.1.conv2.weight");
    refused(
        &[&whole[..last], &whole[last + 1..]].concat(),
        "lacks layer4.1.conv2.weight; expected are all tensors of resnet18",
    );
    let more = [whole.clone(), vec![("layer1.2.conv1.weight".to_owned(), vec![1], vec![0.0])]].concat();
    refused(&more, "has layer1.2.conv1.weight, which resnet18 does not have");
    let mut other = whole.clone();
    other[at("bn1.bias")] = ("bn1.bias".to_owned(), vec![32], vec![0.0; 32]);
    refused(&other, "the shape [32], and resnet18 expects [64]");
    let mut nan = whole.clone();
    nan[at("bn1.bias")].2[3] = f32::NAN;
    refused(&nan, "expected are finite numbers");
    let path = place.file(&whole, "cut.safetensors");
    let bytes = std::fs::read(&path).unwrap();
    for cut in [0, 7, 100, bytes.len() - 1] {
        std::fs::write(&path, &bytes[..cut]).unwrap();
        let found = add(&path, None, &place.folder()).unwrap_err().to_string();
        assert!(found.contains("is no whole safetensors file"), "{found}");
    }
}

#[test]
fn added_weights_that_are_gone_or_changed_are_named() {
    let foreign = recorded().networks.into_iter().find(|foreign| foreign.name == PretrainedName::Resnet18).unwrap();
    let (place, mut tensors) = (Place::new(), foreign.tensors());
    // Weights that no other test has open.
    tensors[0].2[0] += 1.0;
    let added = add(&place.file(&tensors, "resnet18.safetensors"), None, &place.folder()).unwrap();
    let digest = added.network.weights.unwrap();
    let path = place.folder().join(format!("{digest}.safetensors"));
    let refused = || added::open(PretrainedName::Resnet18, digest, &place.folder()).unwrap_err().to_string();
    let other = added::open(PretrainedName::Resnet50, digest, &place.folder()).unwrap_err().to_string();
    assert!(other.contains("they are not the weights"), "{other}");
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    assert!(refused().contains("add their file again"), "{}", refused());
    std::fs::remove_file(&path).unwrap();
    assert!(refused().contains(&format!("the weights {digest} of resnet18")), "{}", refused());
}
