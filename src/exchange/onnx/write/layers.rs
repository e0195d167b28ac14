//! Each layer as ONNX's operators.

use super::super::order::{rows_to_chw, to_oihw};
use super::graph::{GraphBuilder, float, integer, integers};
use crate::config::{Activation, LayerConfig, Padding};
use crate::exchange::Layout;
use crate::nn::shapes::{Axis, LayerShape, Shape};

/// The name of the value that goes in.
pub const INPUT: &str = "input";
/// The name of the value that comes out.
pub const OUTPUT: &str = "probabilities";

/// Adds all layers, from [`INPUT`] to [`OUTPUT`].
pub fn add(graph: &mut GraphBuilder<'_>, layers: &[LayerShape], layout: Layout) {
    let input = match layout {
        Layout::Nhwc => graph.node("Transpose", "to_channels_first", &[INPUT], vec![integers("perm", &[0, 3, 1, 2])]),
        Layout::Nchw => INPUT.to_owned(),
    };
    let mut results: Vec<String> = Vec::with_capacity(layers.len());
    for (index, layer) in layers.iter().enumerate() {
        let result = |source: Option<usize>| source.map_or(input.as_str(), |layer| results[layer].as_str());
        let x = result(layer.source);
        let added = match &layer.sum {
            Some(sum) => graph.node("Add", &layer.name, &[x, result(sum.shortcut_source(layers))], Vec::new()),
            None => add_layer(graph, layers, index, x),
        };
        results.push(added);
    }
}

fn add_layer(graph: &mut GraphBuilder<'_>, layers: &[LayerShape], index: usize, x: &str) -> String {
    let layer = &layers[index];
    let name = layer.name.as_str();
    match &layer.config {
        LayerConfig::Conv2D { activation, .. } | LayerConfig::DepthwiseConv2D { activation, .. } => {
            let y = convolution(graph, layer, x);
            apply(graph, &format!("{name}/{}", activation.name()), *activation, &y)
        }
        LayerConfig::Dense { activation, .. } => {
            let y = dense(graph, layer, flattened(layers, index), x);
            apply(graph, &format!("{name}/{}", activation.name()), *activation, &y)
        }
        LayerConfig::BatchNormalization { epsilon, momentum } => {
            let mut inputs = vec![x.to_owned()];
            for tensor in &layer.tensors {
                let data = graph.tensor(&tensor.name);
                inputs.push(graph.floats(&tensor.name, &tensor.shape, data));
            }
            let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
            let attributes = vec![float("epsilon", *epsilon), float("momentum", *momentum as f32)];
            graph.node("BatchNormalization", name, &inputs, attributes)
        }
        LayerConfig::MaxPooling2D { pool_size, strides, padding } => {
            let window = window(layer.input, *pool_size, strides.unwrap_or(*pool_size), *padding);
            graph.node("MaxPool", name, &[x], window)
        }
        LayerConfig::AveragePooling2D { pool_size, strides, padding } => {
            let window = window(layer.input, *pool_size, strides.unwrap_or(*pool_size), *padding);
            graph.node("AveragePool", name, &[x], window)
        }
        LayerConfig::GlobalAveragePooling2D {} => global(graph, "GlobalAveragePool", name, x),
        LayerConfig::GlobalMaxPooling2D {} => global(graph, "GlobalMaxPool", name, x),
        LayerConfig::ZeroPadding2D { padding: ((above, below), (left, right)) } => {
            let pads = [0, 0, *above, *left, 0, 0, *below, *right].map(|pixels| pixels as i64);
            let pads = graph.integers(&format!("{name}/pads"), &pads);
            graph.node("Pad", name, &[x, &pads], Vec::new())
        }
        LayerConfig::Activation { activation } => apply(graph, name, *activation, x),
        LayerConfig::Flatten {} => match layer.input {
            Shape::Row(_) => x.to_owned(),
            Shape::Picture { .. } if feeds_dense_alone(layers, index) => {
                graph.node("Flatten", name, &[x], vec![integer("axis", 1)])
            }
            Shape::Picture { .. } => {
                let perm = vec![integers("perm", &[0, 2, 3, 1])];
                let x = graph.node("Transpose", &format!("{name}/to_channels_last"), &[x], perm);
                graph.node("Flatten", name, &[&x], vec![integer("axis", 1)])
            }
        },
        // It does nothing in a prediction, but further training needs it.
        LayerConfig::Dropout { rate } => {
            let rate = graph.floats(&format!("{name}/rate"), &[], &[*rate]);
            graph.node("Dropout", name, &[x, &rate], Vec::new())
        }
        // The shape inference has replaced these by layers and sums.
        LayerConfig::Residual { .. } | LayerConfig::Pretrained { .. } | LayerConfig::SeparableConv2D { .. } => {
            x.to_owned()
        }
    }
}

fn convolution(graph: &mut GraphBuilder<'_>, layer: &LayerShape, x: &str) -> String {
    let (size, strides, padding, group) = match layer.config {
        LayerConfig::DepthwiseConv2D { kernel_size, strides, padding, .. } => {
            (kernel_size, strides, padding, layer.input.channels())
        }
        LayerConfig::Conv2D { kernel_size, strides, padding, .. } => (kernel_size, strides, padding, 1),
        _ => return x.to_owned(),
    };
    let (kernel, outs, ins) = (&layer.tensors[0], layer.output.channels(), layer.input.channels() / group);
    // A depthwise kernel `[height, width, in, multiplier]` lies in memory as one of a single input for `in * multiplier`
    // outputs, which is also their order.
    let oihw = to_oihw(graph.tensor(&kernel.name), [size.0, size.1, ins, outs]);
    let mut inputs = vec![x.to_owned(), graph.floats(&kernel.name, &[outs, ins, size.0, size.1], &oihw)];
    if let Some(bias) = layer.tensors.get(1) {
        let data = graph.tensor(&bias.name);
        inputs.push(graph.floats(&bias.name, &bias.shape, data));
    }
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    let mut attributes = window(layer.input, size, strides, padding);
    attributes.push(integer("group", group as i64));
    graph.node("Conv", &layer.name, &inputs, attributes)
}

/// `flattened` is the picture whose values are `x`, where they are in the order channels, height, width.
fn dense(
    graph: &mut GraphBuilder<'_>,
    layer: &LayerShape,
    flattened: Option<(usize, usize, usize)>,
    x: &str,
) -> String {
    let (kernel, units) = (&layer.tensors[0], layer.output.channels());
    let data = graph.tensor(&kernel.name);
    let kernel = match flattened {
        Some(picture) => graph.floats(&kernel.name, &kernel.shape, &rows_to_chw(data, picture, units)),
        None => graph.floats(&kernel.name, &kernel.shape, data),
    };
    let mut inputs = vec![x.to_owned(), kernel];
    if let Some(bias) = layer.tensors.get(1) {
        let data = graph.tensor(&bias.name);
        inputs.push(graph.floats(&bias.name, &bias.shape, data));
    }
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    graph.node("Gemm", &layer.name, &inputs, Vec::new())
}

/// Windows with explicit padding: other readers do not agree about `auto_pad`.
fn window(
    input: Shape,
    size: (usize, usize),
    strides: (usize, usize),
    padding: Padding,
) -> Vec<crate::exchange::onnx::messages::AttributeProto> {
    let axis =
        |length, window, stride| Axis::of(length, window, stride, padding).map_or((0, 0), |it| (it.before, it.after));
    let (height, width) = match input {
        Shape::Picture { height, width, .. } => (height, width),
        Shape::Row(size) => (size, 1),
    };
    let (rows, columns) = (axis(height, size.0, strides.0), axis(width, size.1, strides.1));
    vec![
        integers("kernel_shape", &[size.0, size.1]),
        integers("strides", &[strides.0, strides.1]),
        integers("pads", &[rows.0, columns.0, rows.1, columns.1]),
    ]
}

fn global(graph: &mut GraphBuilder<'_>, op_type: &str, name: &str, x: &str) -> String {
    let pooled = graph.node(op_type, &format!("{name}/pool"), &[x], Vec::new());
    graph.node("Flatten", name, &[&pooled], vec![integer("axis", 1)])
}

fn apply(graph: &mut GraphBuilder<'_>, name: &str, activation: Activation, x: &str) -> String {
    match activation {
        Activation::Linear => x.to_owned(),
        Activation::Relu => graph.node("Relu", name, &[x], Vec::new()),
        Activation::Relu6 => {
            let least = graph.floats(&format!("{name}/least"), &[], &[0.0]);
            let most = graph.floats(&format!("{name}/most"), &[], &[6.0]);
            graph.node("Clip", name, &[x, &least, &most], Vec::new())
        }
        Activation::LeakyRelu => graph.node("LeakyRelu", name, &[x], vec![float("alpha", 0.2)]),
        Activation::Gelu => gelu(graph, name, x),
        Activation::Silu => {
            let share = graph.node("Sigmoid", &format!("{name}/sigmoid"), &[x], Vec::new());
            graph.node("Mul", name, &[x, &share], Vec::new())
        }
        Activation::Softmax => graph.node_to("Softmax", name, &[x], OUTPUT, vec![integer("axis", -1)]),
    }
}

/// `0.5 x (1 + erf(x / sqrt(2)))`: the operator `Gelu` came with opset 20.
fn gelu(graph: &mut GraphBuilder<'_>, name: &str, x: &str) -> String {
    let part = |part: &str| format!("{name}/{part}");
    let root = graph.floats(&part("root"), &[], &[std::f32::consts::SQRT_2]);
    let one = graph.floats(&part("one"), &[], &[1.0]);
    let half = graph.floats(&part("half"), &[], &[0.5]);
    let scaled = graph.node("Div", &part("div"), &[x, &root], Vec::new());
    let erf = graph.node("Erf", &part("erf"), &[&scaled], Vec::new());
    let twice = graph.node("Add", &part("add"), &[&erf, &one], Vec::new());
    let product = graph.node("Mul", &part("mul"), &[x, &twice], Vec::new());
    graph.node("Mul", name, &[&product, &half], Vec::new())
}

/// Whether all that takes the result of a layer is dense, dropout aside: then the order of its values is a matter of the
/// dense layers' kernels.
fn feeds_dense_alone(layers: &[LayerShape], index: usize) -> bool {
    let is_shortcut =
        |layer: &LayerShape| layer.sum.as_ref().is_some_and(|sum| sum.shortcut_source(layers) == Some(index));
    let takes = |layer: &&LayerShape| layer.source == Some(index) || is_shortcut(layer);
    let is_dense = |at: usize| match layers[at].config {
        LayerConfig::Dense { .. } => true,
        LayerConfig::Dropout { .. } => feeds_dense_alone(layers, at),
        _ => false,
    };
    layers.iter().enumerate().filter(|(_, layer)| takes(layer)).all(|(at, _)| is_dense(at))
}

/// The picture whose values a dense layer takes in the order channels, height, width.
fn flattened(layers: &[LayerShape], dense: usize) -> Option<(usize, usize, usize)> {
    let source = layers[dense].source?;
    match (&layers[source].config, layers[source].input) {
        (LayerConfig::Dropout { .. }, _) => flattened(layers, source),
        (LayerConfig::Flatten {}, Shape::Picture { height, width, channels }) if feeds_dense_alone(layers, source) => {
            Some((height, width, channels))
        }
        _ => None,
    }
}
