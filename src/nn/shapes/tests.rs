use proptest::prelude::*;

use super::*;
use crate::config::{Activation, NetworkConfig, Padding, Units, parse};
use crate::nn::NetworkError;

/// The inferred layers of a network written in RON.
fn layers(input: (usize, usize), layers: &str, classes: usize) -> Result<Vec<LayerShape>, String> {
    let text = format!("(network: (input: {input:?}, layers: [{layers}]))");
    let config = parse(&text, "test").map_err(|error| error.to_string())?;
    infer(&config.network, classes).map_err(|error| error.to_string())
}

fn axes(input: (usize, usize), list: &str) -> Vec<Vec<usize>> {
    layers(input, list, 2).unwrap().iter().map(|layer| layer.output.axes()).collect()
}

const END: &str = "Flatten(), Dense(units: classes, activation: softmax)";

#[test]
fn shapes_and_names_of_the_notebook_equal_those_of_keras() {
    let shapes = infer(&NetworkConfig::default(), 2).unwrap();
    let outputs: Vec<Vec<usize>> = shapes.iter().map(|layer| layer.output.axes()).collect();
    assert_eq!(outputs[0], [126, 126, 32]);
    assert_eq!(outputs[2], [63, 63, 32]);
    assert_eq!(outputs[6], [30, 30, 64]);
    assert_eq!(outputs[10], [14, 14, 128]);
    assert_eq!(outputs[12], [25_088]);
    assert_eq!(outputs[16], [2]);
    let names: Vec<&str> = shapes.iter().flat_map(|layer| &layer.tensors).map(|tensor| tensor.name.as_str()).collect();
    assert_eq!(
        names[..8],
        [
            "conv2d/kernel",
            "conv2d/bias",
            "batch_normalization/gamma",
            "batch_normalization/beta",
            "batch_normalization/moving_mean",
            "batch_normalization/moving_variance",
            "conv2d_1/kernel",
            "conv2d_1/bias",
        ]
    );
    assert_eq!(names[names.len() - 2..], ["dense_1/kernel", "dense_1/bias"]);
    assert_eq!(shapes[8].name, "conv2d_2");
    assert_eq!(shapes[10].name, "max_pooling2d_2");
    assert_eq!(shapes[8].tensors[0].shape, [3, 3, 64, 128]);
    assert_eq!(shapes[8].tensors[0].initializer, Initializer::GlorotUniform { fan_in: 576, fan_out: 1152 });
    assert_eq!(shapes[16].config, {
        let activation = Activation::Softmax;
        LayerConfig::Dense { units: Units::Count(2), activation, use_bias: true }
    });
}

#[test]
fn padding_and_strides_equal_those_of_tensorflow() {
    let list = |first: &str| format!("{first}, {END}");
    assert_eq!(axes((7, 10), &list("Conv2D(filters: 4, kernel_size: 3, strides: 2)"))[0], [3, 4, 4]);
    assert_eq!(axes((7, 10), &list("Conv2D(filters: 4, kernel_size: 3, strides: 2, padding: same)"))[0], [4, 5, 4]);
    assert_eq!(axes((7, 10), &list("MaxPooling2D(pool_size: 3, strides: (1, 2))"))[0], [5, 4, 3]);
    assert_eq!(axes((7, 10), &list("AveragePooling2D(padding: same)"))[0], [4, 5, 3]);
    assert_eq!(axes((7, 10), "GlobalAveragePooling2D(), Dense(units: classes, activation: softmax)")[0], [3]);
    // An odd amount of padding has its extra zero at the end.
    assert_eq!(Axis::of(10, 3, 2, Padding::Same), Some(Axis { output: 5, before: 0, after: 1 }));
    assert_eq!(Axis::of(7, 3, 2, Padding::Same), Some(Axis { output: 4, before: 1, after: 1 }));
    assert_eq!(Axis::of(5, 2, 1, Padding::Same), Some(Axis { output: 5, before: 0, after: 1 }));
    assert_eq!(Axis::of(9, 2, 4, Padding::Same), Some(Axis { output: 3, before: 0, after: 1 }));
}

#[test]
fn invalid_layers_are_refused_with_their_number_and_shapes() {
    let softmax = "activation: softmax";
    let cases = [
        (
            format!("{}{END}", "MaxPooling2D(), ".repeat(6)),
            "layer 6 (MaxPooling2D): the picture is 1x1 here, too small for a pool of 2x2",
        ),
        (
            format!("Conv2D(filters: 2, kernel_size: (3, 40)), {END}"),
            "layer 1 (Conv2D): the picture is 32x32 here, too",
        ),
        (
            format!("Dense(units: classes, {softmax})"),
            "layer 1 (Dense): it needs a row of numbers, and a picture of 32x32",
        ),
        (
            format!("Flatten(), Dense(units: 8), MaxPooling2D(), Dense(units: classes, {softmax})"),
            "layer 3 (MaxPooling2D): it needs a picture, and a row of 8 values comes in; put it before Flatten()",
        ),
        (
            format!("Flatten(), Dense(units: 3, {softmax})"),
            "layer 2 (Dense): it ends in 3 units, and the photos have 2 classes; write units: classes",
        ),
        (
            "Flatten(), Dense(units: classes)".to_owned(),
            "layer 2 (Dense): the last layer must be Dense(units: classes, a",
        ),
        (
            "Flatten()".to_owned(),
            "layer 1 (Flatten): the last layer must be Dense(units: classes, activation: softmax)",
        ),
        (
            format!("Flatten(), Dense(units: 4, {softmax}), {END}"),
            "layer 2 (Dense): softmax belongs to the last layer only",
        ),
        (
            format!("Conv2D(filters: 9000000000000000000, kernel_size: 3), {END}"),
            "the network is too large from layer 1 (Conv2D) on: ",
        ),
        (
            format!("Conv2D(filters: 1, kernel_size: (20000000, 1), padding: same), {END}"),
            "the network is too large from layer 1 (Conv2D) on: its padded input of 20000031x32x3 has more than",
        ),
        (
            format!("Flatten(), Dense(units: 1000000), {END}"),
            "the network is too large from layer 2 (Dense) on: dense/kernel of shape [3072, 1000000] has more than",
        ),
    ];
    for (list, expected) in cases {
        let found = layers((32, 32), &list, 2).unwrap_err();
        assert!(found.starts_with(expected), "{list}\n{found}\n{expected}");
    }
    assert_eq!(infer(&NetworkConfig { input: (8, 8), layers: vec![] }, 2), Err(NetworkError::NoLayers));
    assert_eq!(infer(&NetworkConfig::default(), 1), Err(NetworkError::TooFewClasses(1)));
    let huge = NetworkConfig { input: (usize::MAX, 8), layers: vec![LayerConfig::Flatten {}] };
    assert!(matches!(infer(&huge, 2), Err(NetworkError::Input { .. })));
}

proptest! {
    #[test]
    fn windows_cover_the_padded_input_and_no_more(
        input in 1..200_usize,
        window in 1..12_usize,
        stride in 1..12_usize,
        same in any::<bool>(),
    ) {
        let padding = if same { Padding::Same } else { Padding::Valid };
        match Axis::of(input, window, stride, padding) {
            None => prop_assert!(!same && window > input),
            Some(Axis { output, before, after }) => {
                let reach = (output - 1) * stride + window;
                prop_assert!(reach <= input + before + after);
                if same {
                    prop_assert_eq!(output, input.div_ceil(stride));
                    prop_assert!(after == before || after == before + 1);
                } else {
                    prop_assert_eq!((before, after), (0, 0));
                    prop_assert!(reach + stride > input);
                }
            }
        }
    }

    #[test]
    fn any_sizes_give_shapes_or_an_error(
        sizes in proptest::array::uniform8(prop_oneof![0..9_usize, any::<usize>()]),
    ) {
        let [height, width, filters, window, stride, pool, units, classes] = sizes;
        let layers = vec![
            LayerConfig::Conv2D {
                filters,
                kernel_size: (window, 3),
                strides: (1, stride),
                padding: Padding::Same,
                activation: Activation::Relu,
                use_bias: true,
            },
            LayerConfig::MaxPooling2D { pool_size: (pool, 1), strides: None, padding: Padding::Same },
            LayerConfig::Flatten {},
            LayerConfig::Dense { units: Units::Count(units), activation: Activation::Relu, use_bias: true },
            LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true },
        ];
        let _ = infer(&NetworkConfig { input: (height, width), layers }, classes);
    }
}

#[test]
fn residual_blocks_whose_shapes_do_not_meet_are_errors_that_name_the_layer() {
    let refused = |list: &str| layers((9, 8), &format!("{list}, {END}"), 2).unwrap_err();
    let cases = [
        ("Residual(layers: [])", "network.layers[0].layers: there must be at least one layer"),
        (
            "Flatten(), Residual(layers: [Dense(units: 7)])",
            "layer 2 (Residual): its layers make a row of 7 values of a row of 216 values, which no shortcut by itself can",
        ),
        (
            "Residual(layers: [Conv2D(filters: 4, kernel_size: 3)], shortcut: [MaxPooling2D()])",
            "layer 1 (Residual): its layers end in a picture of 7x6x4 and its shortcut in a picture of 4x4x3",
        ),
        (
            "Residual(layers: [Flatten(), Conv2D(filters: 4, kernel_size: 3)])",
            "layer 1 (Residual): layer 2 in it (Conv2D): it needs a picture",
        ),
        (
            "Residual(layers: [Conv2D(filters: 3, kernel_size: 1)], shortcut: [Dense(units: 3)])",
            "layer 1 (Residual): shortcut's layer 1 in it (Dense): it needs a row",
        ),
        ("Conv2D(filters: 3, kernel_size: 1, activation: silu)", "put Activation(activation: silu) after it"),
        ("Residual(layers: [Activation(activation: softmax)])", "layer 1 in it (Activation): softmax belongs to"),
        ("ZeroPadding2D(padding: 99999999999)", "the network is too large from layer 1 (ZeroPadding2D) on"),
    ];
    for (list, expected) in cases {
        let found = refused(list);
        assert!(found.contains(expected), "{list}: {found}");
    }
}

#[test]
fn the_projection_of_a_residual_block_has_the_strides_that_its_layers_have() {
    let list = |inner: &str| format!("Residual(layers: [{inner}]), {END}");
    let projection = |inner: &str| layers((9, 8), &list(inner), 2).unwrap()[1].config.clone();
    let strided = projection("Conv2D(filters: 4, kernel_size: 3, strides: (3, 2), padding: same)");
    assert!(matches!(strided, LayerConfig::Conv2D { filters: 4, strides: (3, 2), kernel_size: (1, 1), .. }));
    let wider = projection("Conv2D(filters: 4, kernel_size: 3, padding: same)");
    assert!(matches!(wider, LayerConfig::Conv2D { filters: 4, strides: (1, 1), .. }));
}
