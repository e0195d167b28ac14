//! Files that were written are read back, and damaged and foreign ones are refused in a sentence.

use std::path::Path;

use prost::Message as _;

use super::messages::{AttributeProto, ModelProto, NodeProto};
use super::{decode, encode};
use crate::config::{LayerConfig, NetworkConfig, OptimizerConfig};
use crate::exchange::{Description, ExchangeError, Layout, Pixels};
use crate::nn::Network;
use crate::nn::shapes::infer;

const CLASSES: usize = 3;

fn description(input: (usize, usize)) -> Description {
    let preprocessing = Pixels {
        height: input.0,
        width: input.1,
        interpolation: crate::config::Resize::Area,
        scale: 1.0 / 255.0,
        color_order: "RGB".to_owned(),
        exif_orientation: true,
        mirror_averaging: true,
    };
    let classes = vec!["ação".to_owned(), "b".to_owned(), "c".to_owned()];
    Description { classes, preprocessing, run: "run".to_owned(), epoch: Some(4) }
}

fn network(ron: &str) -> (NetworkConfig, Network) {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let config: NetworkConfig = options.from_str(ron).expect("a valid network");
    let network = Network::new(&config, &OptimizerConfig::sgd(0.0, 0.0, false), CLASSES, 7, 1).expect("a network");
    (config, network)
}

fn written(config: &NetworkConfig, network: &Network, layout: Layout) -> Vec<u8> {
    let layers = infer(config, CLASSES).expect("a network");
    encode(&layers, &network.tensors(), &description(config.input), layout).expect("it is small")
}

/// Pictures of different values at every place.
fn pictures(input: (usize, usize)) -> Vec<f32> {
    (0..2 * input.0 * input.1 * 3).map(|at| ((at * 37) % 101) as f32 / 101.0).collect()
}

const NETWORKS: [&str; 3] = [
    "(input: (11, 14), layers: [
        ZeroPadding2D(padding: ((1, 0), (2, 1))),
        Conv2D(filters: 5, kernel_size: (3, 2), strides: (2, 1), padding: same, activation: relu),
        BatchNormalization(epsilon: 0.01), MaxPooling2D(pool_size: 3, strides: 2, padding: same),
        Conv2D(filters: 4, kernel_size: 2, use_bias: false), Activation(activation: gelu),
        AveragePooling2D(pool_size: 2, strides: 1, padding: same), Flatten(), Dropout(rate: 0.5),
        Dense(units: 6, activation: relu), BatchNormalization(), Dense(units: classes, activation: softmax)])",
    "(input: (12, 9), layers: [
        Conv2D(filters: 4, kernel_size: 3, padding: same), Activation(activation: silu),
        Residual(layers: [Conv2D(filters: 4, kernel_size: 3, padding: same), Activation(activation: leaky_relu),
            Residual(layers: [Conv2D(filters: 4, kernel_size: 1)])]),
        Residual(layers: [Conv2D(filters: 6, kernel_size: 3, strides: 2, padding: same, activation: relu)]),
        Residual(layers: [MaxPooling2D()], shortcut: [AveragePooling2D()]),
        GlobalAveragePooling2D(), Residual(layers: [Dense(units: 6)]), Dense(units: classes),
        Activation(activation: softmax)])",
    "(input: (8, 13), layers: [
        DepthwiseConv2D(kernel_size: (2, 3), depth_multiplier: 2), Activation(activation: relu6),
        SeparableConv2D(filters: 5, kernel_size: 3, padding: same, activation: relu), Flatten(), BatchNormalization(),
        Dense(units: classes, activation: softmax, use_bias: false)])",
];

#[test]
fn a_network_read_back_answers_as_before_in_both_layouts() {
    for ron in NETWORKS {
        let (config, network) = network(ron);
        let x = pictures(config.input);
        let expected = network.probabilities(&x).expect("it runs");
        for layout in [Layout::Nhwc, Layout::Nchw] {
            let read = decode(Path::new("a.onnx"), &written(&config, &network, layout)).expect("it was just written");
            assert_eq!(read.outputs, CLASSES);
            assert_eq!(read.classes, Some(description(config.input).classes));
            assert_eq!(read.pixels, Some(description(config.input).preprocessing));
            let is_dropout = |layer: &&LayerConfig| matches!(layer, LayerConfig::Dropout { .. });
            let dropouts =
                |network: &NetworkConfig| network.layers.iter().filter(is_dropout).cloned().collect::<Vec<_>>();
            assert_eq!(dropouts(&read.network), dropouts(&config), "its dropout is there for further training");
            let mut back = Network::new(&read.network, &OptimizerConfig::sgd(0.0, 0.0, false), CLASSES, 1, 1)
                .expect("the network is one of this program");
            back.load_tensors(&read.tensors).expect("its tensors are its own");
            let found = back.probabilities(&x).expect("it runs");
            for (expected, found) in expected.iter().zip(&found) {
                assert!((expected - found).abs() < 1e-6, "{expected} and {found} in {ron}");
            }
        }
    }
}

#[test]
fn a_file_cut_anywhere_or_with_a_changed_byte_is_read_or_refused() {
    let (config, network) = network(NETWORKS[1]);
    let bytes = written(&config, &network, Layout::Nhwc);
    let path = Path::new("a.onnx");
    for length in (0..bytes.len()).step_by(3) {
        if let Err(error) = decode(path, &bytes[..length]) {
            assert!(error.to_string().starts_with("a.onnx"), "{error}");
        }
    }
    let mut changed = bytes.clone();
    for at in (0..bytes.len()).step_by(5) {
        changed[at] ^= 0x41;
        let _ = decode(path, &changed);
        changed[at] = bytes[at];
    }
}

/// A network whose graph was changed.
fn changed(change: impl FnOnce(&mut ModelProto)) -> Result<(), ExchangeError> {
    let (config, network) = network(NETWORKS[0]);
    let bytes = written(&config, &network, Layout::Nhwc);
    let mut model = ModelProto::decode(bytes.as_slice()).expect("it was just written");
    change(&mut model);
    decode(Path::new("a.onnx"), &model.encode_to_vec()).map(drop)
}

#[test]
fn what_has_no_counterpart_is_refused_with_its_nodes_name() {
    let node = |model: &mut ModelProto, op: &str| -> usize {
        model.graph.as_ref().and_then(|graph| graph.node.iter().position(|node| node.op_type == op)).expect(op)
    };
    let refused = |change: &dyn Fn(&mut NodeProto), op: &str| {
        let error = changed(|model| {
            let at = node(model, op);
            change(&mut model.graph.as_mut().expect("a graph").node[at]);
        });
        error.expect_err(op).to_string()
    };
    let unknown = refused(&|node| node.op_type = "Tanh".to_owned(), "Relu");
    assert!(unknown.contains("conv2d/relu") && unknown.contains("Tanh"), "{unknown}");
    let dilated = refused(
        &|node| {
            let ints = vec![2, 2];
            node.attribute.push(AttributeProto { name: "dilations".to_owned(), ints, ..AttributeProto::default() });
        },
        "Conv",
    );
    assert!(dilated.contains("\"conv2d\"") && dilated.contains("dilations"), "{dilated}");
    let foreign = refused(&|node| node.domain = "com.example".to_owned(), "MaxPool");
    assert!(foreign.contains("max_pooling2d") && foreign.contains("com.example"), "{foreign}");
    let turned = refused(&|node| node.attribute[0].ints = vec![0, 2, 1, 3], "Transpose");
    assert!(turned.contains("to_channels_first"), "{turned}");
}

#[test]
fn lying_sizes_and_missing_parts_are_refused() {
    assert!(changed(|model| model.graph = None).is_err());
    assert!(changed(|model| model.opset_import.clear()).is_err());
    let weights = |change: &dyn Fn(&mut super::messages::TensorProto)| {
        changed(|model| change(&mut model.graph.as_mut().expect("a graph").initializer[0]))
    };
    assert!(weights(&|tensor| tensor.dims = vec![1 << 40, 1 << 40, 2, 2]).is_err());
    assert!(weights(&|tensor| tensor.dims = vec![-1, 3, 3, 2]).is_err());
    assert!(weights(&|tensor| tensor.raw_data = Some(vec![0; 3])).is_err());
    assert!(weights(&|tensor| tensor.data_type = 8).is_err());
    assert!(weights(&|tensor| tensor.data_location = 1).is_err());
    let outside = |location: &str| {
        weights(&|tensor| {
            let entry = |key: &str, value: &str| super::messages::StringStringEntryProto {
                key: key.to_owned(),
                value: value.to_owned(),
            };
            tensor.data_location = 1;
            tensor.external_data = vec![entry("location", location)];
        })
    };
    for location in ["../a", "/etc/passwd", "a/b", ""] {
        assert!(outside(location).is_err(), "{location}");
    }
}
