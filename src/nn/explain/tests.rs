//! Explanations against numbers from Keras (`reference/make.py` recorded them) and against their definitions.

use std::ops::ControlFlow;

use serde_json::Value;

use super::{
    Activations, Field, Occluder, SoftmaxNumbers, Step, convolutions, first_filters, grad_cam, occlusion_map,
    occlusion_maps, output_path, trace,
};
use crate::config::{Activation, LayerConfig, NetworkConfig, OptimizerConfig, Padding, Units};
use crate::nn::tests::reference;
use crate::nn::{Network, NetworkError, OwnedTensor};

fn numbers(value: &Value) -> Vec<f32> {
    value.as_array().expect("a list").iter().map(|number| number.as_f64().expect("a number") as f32).collect()
}

fn conv(filters: usize, padding: Padding, strides: (usize, usize)) -> LayerConfig {
    let kernel_size = (3, 3);
    LayerConfig::Conv2D { filters, kernel_size, strides, padding, activation: Activation::Relu, use_bias: true }
}

fn pool(padding: Padding) -> LayerConfig {
    LayerConfig::MaxPooling2D { pool_size: (2, 2), strides: None, padding }
}

fn normalisation() -> LayerConfig {
    LayerConfig::BatchNormalization { momentum: 0.99, epsilon: 1e-3 }
}

fn dense(units: Units, activation: Activation) -> LayerConfig {
    LayerConfig::Dense { units, activation, use_bias: true }
}

fn network(input: (usize, usize), layers: Vec<LayerConfig>) -> Network {
    let optimizer = OptimizerConfig::sgd(0.01, 0.0, false);
    Network::new(&NetworkConfig { input, layers }, &optimizer, 2, 7, 2).expect("it can be built")
}

/// The network of `tests/reference/network_sgd.json` with two of its pictures.
fn reference_network() -> (Network, Vec<Vec<f32>>) {
    let file = reference("network_sgd.json");
    let (valid, one) = (Padding::Valid, (1, 1));
    let layers = vec![
        conv(4, valid, one),
        normalisation(),
        pool(valid),
        conv(6, valid, one),
        normalisation(),
        pool(valid),
        LayerConfig::Flatten {},
        dense(Units::Count(8), Activation::Relu),
        normalisation(),
        dense(Units::Classes, Activation::Softmax),
    ];
    let mut network = network((22, 22), layers);
    let names = ["conv2d", "batch_normalization", "", "conv2d_1", "batch_normalization_1", "", "", "dense"];
    let names = [&names[..], &["batch_normalization_2", "dense_1"]].concat();
    let tensor = |weight: &Value| -> OwnedTensor {
        let layer = names[weight["layer"].as_u64().expect("a number") as usize];
        let shape = numbers(&weight["shape"]).into_iter().map(|length| length as usize).collect();
        (format!("{layer}/{}", weight["name"].as_str().expect("a name")), shape, numbers(&weight["data"]))
    };
    let tensors: Vec<OwnedTensor> = file["weights"].as_array().expect("a list").iter().map(tensor).collect();
    network.load_tensors(&tensors).expect("the same network");
    (network, numbers(&file["x"]).chunks_exact(22 * 22 * 3).take(2).map(<[f32]>::to_vec).collect())
}

#[test]
fn grad_cam_and_layers_equal_those_of_keras() {
    let (network, pictures) = reference_network();
    let recorded: Value = serde_json::from_str(include_str!("reference/grad_cam.json")).expect("JSON");
    let activations: Vec<Activations> =
        pictures.iter().map(|x| Activations::of(&network, x).expect("a picture")).collect();
    for (layer, expected) in activations[0].layers.iter().zip(recorded["layers"].as_array().expect("a list")) {
        let count = layer.values.len() as f64;
        let mean = layer.values.iter().map(|value| f64::from(*value)).sum::<f64>() / count;
        let squares = layer.values.iter().map(|value| (f64::from(*value) - mean).powi(2)).sum::<f64>() / count;
        let expected = numbers(expected);
        assert!((mean - f64::from(expected[0])).abs() < 2e-6, "{}: {mean} {expected:?}", layer.name);
        assert!((squares.sqrt() - f64::from(expected[1])).abs() < 2e-6, "{}: {squares} {expected:?}", layer.name);
    }
    let maps = recorded["maps"].as_array().expect("a list");
    assert_eq!(maps.len(), 8);
    for map in maps {
        let at = |key: &str| map[key].as_u64().expect("a number") as usize;
        let ours = grad_cam(&network, &activations[at("picture")], at("layer"), at("class")).expect("a map");
        let expected = numbers(&map["values"]);
        assert_eq!(ours.values.len(), expected.len());
        let largest = expected.iter().copied().fold(0.0, f32::max);
        for (ours, expected) in ours.values.iter().zip(&expected) {
            assert!((ours - expected).abs() <= 1e-4 * largest + 1e-9, "{ours} {expected} of {largest}");
        }
    }
}

/// A network with every kind of layer, padding and strides, and a picture.
fn varied() -> (Network, Vec<f32>) {
    let layers = vec![
        conv(5, Padding::Same, (2, 2)),
        LayerConfig::AveragePooling2D { pool_size: (3, 3), strides: Some((2, 2)), padding: Padding::Same },
        conv(4, Padding::Valid, (1, 1)),
        normalisation(),
        pool(Padding::Same),
        LayerConfig::Dropout { rate: 0.5 },
        LayerConfig::Flatten {},
        dense(Units::Count(6), Activation::Relu),
        dense(Units::Classes, Activation::Softmax),
    ];
    let x = (0..17 * 19 * 3).map(|i| ((i * 37 % 101) as f32 / 101.0 - 0.3) * 1.5).collect();
    (network((17, 19), layers), x)
}

#[test]
fn unfused_layers_give_the_logits_of_the_fused_network() {
    let (network, x) = varied();
    let activations = Activations::of(&network, &x).expect("a picture");
    let logits = network.logits(&x).expect("a picture");
    for (ours, fused) in activations.logits().iter().zip(&logits) {
        assert!((ours - fused).abs() < 1e-5, "{ours} {fused}");
    }
    assert_eq!(activations.last_features().len(), 6);
    let softmax = SoftmaxNumbers::of(&activations);
    assert!((softmax.probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    assert!((softmax.cross_entropy(1) + softmax.probabilities[1].ln()).abs() < 1e-5);
    let pixels = NetworkError::NotOnePicture { numbers: x.len() - 1, height: 17, width: 19, channels: 3 };
    assert_eq!(Activations::of(&network, &x[1..]), Err(pixels));
}

/// The gradient of Grad-CAM equals finite differences, through every kind of layer.
#[test]
fn logit_gradients_equal_finite_differences() {
    let (network, x) = varied();
    let activations = Activations::of(&network, &x).expect("a picture");
    // The first layer's activations cannot be set from outside. The derivative of a logit with respect to a bias of
    // that layer is the sum of the logit's gradient over the feature map, where ReLU lets it pass.
    let gradient = super::backward::logit_gradient(&network, &activations, 1, 0);
    let mut changed = network;
    let mut tensors: Vec<OwnedTensor> =
        changed.tensors().into_iter().map(|tensor| (tensor.name, tensor.shape, tensor.data.to_vec())).collect();
    for filter in 0..5 {
        let masked = |(g, y): (&f32, &f32)| if *y > 0.0 { f64::from(*g) } else { 0.0 };
        let ours: f64 = gradient.iter().zip(&activations.layers[0].values).skip(filter).step_by(5).map(masked).sum();
        let mut logit = |change: f32| {
            let before = tensors[1].2[filter];
            tensors[1].2[filter] += change;
            changed.load_tensors(&tensors).expect("the same network");
            tensors[1].2[filter] = before;
            f64::from(changed.logits(&x).expect("a picture")[1])
        };
        let difference = (logit(1e-3) - logit(-1e-3)) / 2e-3;
        assert!((ours - difference).abs() < 2e-2 * difference.abs().max(0.05), "{filter}: {ours} {difference}");
    }
}

/// What a path's arithmetic makes.
fn computed(activations: &Activations, layer: usize, index: usize, step: &Step) -> f32 {
    let last = layer + 1 == activations.layers.len();
    let rectified = |sum: f32, relu: bool| if relu { sum.max(0.0) } else { sum };
    match step {
        Step::Convolution { sum, relu, .. } => rectified(*sum, *relu),
        Step::Dense { sum, relu, .. } => rectified(*sum, *relu && !last),
        Step::MaxPooling { window, winner } => {
            let row = (winner.0 as isize - window.top) as usize;
            let column = (winner.1 as isize - window.left) as usize;
            window.values[row * window.width + column]
        }
        Step::AveragePooling { window } => {
            let inside: Vec<f32> = window.values.iter().copied().filter(|value| !value.is_nan()).collect();
            inside.iter().sum::<f32>() / inside.len() as f32
        }
        Step::Normalisation { input, mean, variance, epsilon, gamma, beta } => {
            (input - mean) / (variance + epsilon).sqrt() * gamma + beta
        }
        Step::Activation { input, function } => match *function {
            "silu" => input / (1.0 + (-input).exp()),
            "relu6" => input.clamp(0.0, 6.0),
            other => panic!("no network of these tests has {other}"),
        },
        Step::Sum { main, shortcut } => main + shortcut,
        Step::ZeroPadding { from } => from.map_or(0.0, |from| activations.input_of(layer)[from]),
        Step::Unchanged => activations.input_of(layer)[index],
    }
}

#[test]
fn every_activation_equals_the_arithmetic_of_its_path() {
    let (network, x) = varied();
    let activations = Activations::of(&network, &x).expect("a picture");
    let close = |a: f32, b: f32| (a - b).abs() < 1e-4;
    for (layer, activation) in activations.layers.iter().enumerate() {
        for index in 0..activation.values.len() {
            let path = output_path(&network, &activations, layer, index).expect("a number");
            let computed = computed(&activations, layer, index, &path.step);
            assert!(close(computed, path.value), "{} {index}: {computed} {}", activation.name, path.value);
        }
        assert!(output_path(&network, &activations, layer, activation.values.len()).is_none());
    }
}

#[test]
fn the_first_of_equal_values_is_the_largest_of_a_max_pooling() {
    let layers = vec![pool(Padding::Same), LayerConfig::Flatten {}, dense(Units::Classes, Activation::Softmax)];
    let network = network((3, 5), layers);
    let activations = Activations::of(&network, &[0.5; 3 * 5 * 3]).expect("a picture");
    let expected = [(0, 0), (0, 2), (0, 4), (2, 0), (2, 2), (2, 4)];
    for (index, expected) in expected.into_iter().flat_map(|pixel| [pixel; 3]).enumerate() {
        let path = output_path(&network, &activations, 0, index).expect("an activation");
        assert!(matches!(path.step, Step::MaxPooling { winner, .. } if winner == expected), "{:?}", path.step);
    }
}

#[test]
fn pixels_outside_the_receptive_field_change_nothing() {
    let (network, x) = varied();
    let before = Activations::of(&network, &x).expect("a picture");
    let fields: Vec<(usize, usize, Field)> = (0..5)
        .map(|layer| (layer, before.layers[layer].values.len() / 2))
        .map(|(layer, index)| {
            (layer, index, output_path(&network, &before, layer, index).expect("a number").receptive_field)
        })
        .collect();
    for pixel in 0..17 * 19 {
        let (row, column) = (pixel / 19, pixel % 19);
        let mut changed = x.clone();
        changed[pixel * 3] += 0.5;
        let after = Activations::of(&network, &changed).expect("a picture");
        for (layer, index, field) in &fields {
            if !field.rows.contains(&row) || !field.columns.contains(&column) {
                let value = |of: &Activations| of.layers[*layer].values[*index].to_bits();
                assert_eq!(value(&before), value(&after), "{layer} {pixel}");
            }
        }
    }
    // The receptive field of a 3x3 convolution is 3x3 pixels.
    let middle = output_path(&network, &before, 0, (4 * 10 + 4) * 5).expect("a number").receptive_field;
    assert_eq!((middle.rows.len(), middle.columns.len()), (3, 3));
}

#[test]
fn occlusion_equals_the_probability_lost_by_covering_the_square() {
    let (network, x) = varied();
    let mut reported = Vec::new();
    let occluder = Occluder { side: 5, stride: 4 };
    let map = occlusion_map(&network, &x, 1, occluder, &mut |done, all| {
        reported.push((done, all));
        ControlFlow::Continue(())
    });
    let map = map.expect("a picture").expect("progress does not break");
    assert_eq!((map.rows.as_slice(), map.columns.as_slice()), (&[0, 4, 8, 12][..], &[0, 4, 8, 12, 14][..]));
    assert_eq!(reported, [(0, 20)]);
    let mean = |channel: usize| x.iter().skip(channel).step_by(3).sum::<f32>() / (17.0 * 19.0);
    for (place, drop) in map.drops.iter().enumerate() {
        let (top, left) = (map.rows[place / 5], map.columns[place % 5]);
        let mut covered = x.clone();
        for (i, value) in covered.iter_mut().enumerate() {
            let (row, column, channel) = (i / 3 / 19, i / 3 % 19, i % 3);
            if (top..top + 5).contains(&row) && (left..left + 5).contains(&column) {
                *value = mean(channel);
            }
        }
        let probability = network.probabilities(&covered).expect("a picture")[1];
        assert!((map.probability - probability - drop).abs() < 1e-5);
    }
    let over = map.over(17, 19);
    assert!((over.values[0] - map.drops[0]).abs() < 1e-6);
    assert!((over.values[4 * 19] - f32::midpoint(map.drops[0], map.drops[5])).abs() < 1e-6);
    let stopped = occlusion_map(&network, &x, 1, occluder, &mut |_, _| ControlFlow::Break(()));
    assert_eq!(stopped.expect("no failure"), None);
    let no_class = occlusion_map(&network, &x, 2, occluder, &mut |_, _| ControlFlow::Continue(()));
    assert_eq!(no_class, Err(NetworkError::NoSuchClass { class: 2, classes: 2 }));
}

#[test]
fn maps_of_several_classes_equal_those_of_each_class_alone() {
    let (network, x) = varied();
    let occluder = Occluder { side: 6, stride: 3 };
    let unbroken = &mut |_: usize, _: usize| ControlFlow::Continue(());
    let both =
        occlusion_maps(&network, &x, &[1, 0], occluder, unbroken).expect("a picture").expect("progress does not break");
    for (map, class) in both.iter().zip([1, 0]) {
        let alone = occlusion_map(&network, &x, class, occluder, unbroken).expect("a picture");
        assert_eq!(Some(map), alone.as_ref());
    }
    for (a, b) in both[0].drops.iter().zip(&both[1].drops) {
        assert!((a + b).abs() < 1e-6, "two probabilities sum to 1");
    }
}

#[test]
fn a_trace_follows_the_largest_contribution_back_to_the_first_layer() {
    let (network, x) = varied();
    let activations = Activations::of(&network, &x).expect("a picture");
    let last = activations.layers.len() - 1;
    for (layer, index) in [(last, 1), (last, 0), (4, 7), (3, 20), (0, 123)] {
        let places = trace(&network, &activations, layer, index).expect("a number");
        assert_eq!((places.len(), places[layer]), (layer + 1, index));
        for (before, place) in places.iter().enumerate().take(layer) {
            let path = output_path(&network, &activations, before + 1, places[before + 1]).expect("a number");
            let value = activations.layers[before].values[*place];
            match &path.step {
                Step::MaxPooling { .. } | Step::Unchanged => assert_eq!(value.to_bits(), path.value.to_bits()),
                Step::Normalisation { input, .. } => assert_eq!(value.to_bits(), input.to_bits()),
                Step::AveragePooling { window } => {
                    assert!(window.values.iter().all(|other| other.is_nan() || *other <= value));
                }
                Step::Dense { inputs, weights, .. } => {
                    let product = |at: usize| (inputs[at] * weights[at]).abs();
                    assert!((0..inputs.len()).all(|other| product(other) <= product(*place)));
                }
                Step::Convolution { window, kernel, .. } => {
                    let products = window.values.iter().zip(kernel).map(|(value, weight)| (value * weight).abs());
                    let largest = products.fold(0.0, f32::max);
                    let here = window.values.iter().zip(kernel).any(|(number, weight)| {
                        number.to_bits() == value.to_bits() && (number * weight).abs() >= largest
                    });
                    assert!(here, "{before} {place}");
                }
                other => panic!("the network has no {other:?}"),
            }
        }
    }
    assert_eq!(trace(&network, &activations, last, 2), None);
}

#[test]
fn first_filters_are_the_kernels_of_the_first_convolution() {
    let (network, _) = varied();
    let filters = first_filters(&network).expect("a convolution");
    assert_eq!((filters.height, filters.width, filters.weights.len()), (3, 3, 5));
    let kernel = network.tensors()[0].data.to_vec();
    assert_eq!(filters.weights[2][10].to_bits(), kernel[10 * 5 + 2].to_bits());
    let flat = vec![LayerConfig::Flatten {}, dense(Units::Classes, Activation::Softmax)];
    assert_eq!(first_filters(&self::network((4, 4), flat)), None);
}

/// A network with every kind of layer around and inside residual blocks, and a picture for it.
fn residual() -> (Network, Vec<f32>) {
    let layers = "[Conv2D(filters: 4, kernel_size: 3), ZeroPadding2D(padding: ((1, 0), (0, 2))), \
                  Residual(layers: [DepthwiseConv2D(kernel_size: 3, strides: 2, padding: same, depth_multiplier: 2), \
                  BatchNormalization(), Activation(activation: silu), Conv2D(filters: 6, kernel_size: 1)]), \
                  Activation(activation: relu6), \
                  Residual(layers: [SeparableConv2D(filters: 6, kernel_size: 3, padding: same, activation: relu)]), \
                  GlobalMaxPooling2D(), Dense(units: classes, activation: softmax)]";
    let layers: Vec<LayerConfig> = ron::from_str(layers).expect("layers");
    let mut network = network((11, 9), layers);
    let tensors: Vec<OwnedTensor> = network
        .tensors()
        .into_iter()
        .map(|view| {
            let varied = view.data.iter().enumerate().map(|(i, value)| match view.name.rsplit('/').next() {
                Some("bias" | "beta" | "moving_mean") => (i as f32 * 1.7).sin() * 0.3,
                Some("moving_variance") => 0.5 + (i as f32).cos().abs(),
                _ => *value,
            });
            (view.name.clone(), view.shape.clone(), varied.collect())
        })
        .collect();
    network.load_tensors(&tensors).expect("the same network");
    let x = (0..11 * 9 * 3).map(|i| ((i * 37 % 101) as f32 / 50.0) - 1.0).collect();
    (network, x)
}

#[test]
fn explanations_follow_both_branches_of_residual_blocks() {
    let (network, x) = residual();
    let activations = Activations::of(&network, &x).expect("a picture");
    let names: Vec<&str> = activations.layers.iter().map(|layer| layer.name.as_str()).collect();
    assert_eq!(names[2..8], ["depthwise_conv2d", "batch_normalization", "activation", "conv2d_1", "conv2d_2", "add"]);
    assert_eq!(names[9..12], ["separable_conv2d_depthwise", "separable_conv2d", "add_1"]);
    for (found, expected) in activations.logits().iter().zip(network.logits(&x).expect("a picture")) {
        assert!((found - expected).abs() < 1e-5);
    }
    for (layer, activation) in activations.layers.iter().enumerate() {
        for index in 0..activation.values.len() {
            let path = output_path(&network, &activations, layer, index).expect("a number");
            let computed = computed(&activations, layer, index, &path.step);
            assert!((computed - path.value).abs() < 1e-4, "{} {index}: {computed} {}", activation.name, path.value);
            let places = trace(&network, &activations, layer, index).expect("a number");
            let inside = places.iter().zip(&activations.layers).all(|(place, layer)| *place < layer.values.len());
            assert!(inside && places[layer] == index, "{places:?}");
        }
    }
    let convolutions: Vec<usize> = convolutions(&network).into_iter().map(|(layer, _)| layer).collect();
    assert_eq!(convolutions, [0, 2, 5, 7, 9, 10, 11], "the projection in the shortcut is none of them");
}

#[test]
fn pixels_outside_the_receptive_field_of_a_residual_block_change_nothing() {
    let (network, x) = residual();
    let before = Activations::of(&network, &x).expect("a picture");
    for pixel in 0..11 * 9 {
        let mut changed = x.clone();
        changed[pixel * 3 + 1] += 0.5;
        let after = Activations::of(&network, &changed).expect("a picture");
        for (layer, activation) in before.layers.iter().enumerate() {
            for index in (0..activation.values.len()).step_by(7) {
                let field = output_path(&network, &before, layer, index).expect("a number").receptive_field;
                if !field.rows.contains(&(pixel / 9)) || !field.columns.contains(&(pixel % 9)) {
                    let (old, new) = (activation.values[index], after.layers[layer].values[index]);
                    assert_eq!(old.to_bits(), new.to_bits(), "{} {index} {pixel}", activation.name);
                }
            }
        }
    }
}

#[test]
fn logit_gradients_through_residual_blocks_equal_finite_differences() {
    let (mut network, x) = residual();
    let activations = Activations::of(&network, &x).expect("a picture");
    let gradient = super::backward::logit_gradient(&network, &activations, 1, 0);
    let tensors: Vec<OwnedTensor> =
        network.tensors().into_iter().map(|view| (view.name, view.shape, view.data.to_vec())).collect();
    for filter in 0..4 {
        let ours: f64 = gradient.iter().skip(filter).step_by(4).map(|g| f64::from(*g)).sum();
        let mut logit = |change: f32| {
            let mut moved = tensors.clone();
            moved[1].2[filter] += change;
            network.load_tensors(&moved).expect("the same network");
            f64::from(network.logits(&x).expect("a picture")[1])
        };
        let difference = (logit(1e-3) - logit(-1e-3)) / 2e-3;
        assert!((ours - difference).abs() < 2e-2 * difference.abs().max(0.05), "{filter}: {ours} {difference}");
    }
}
