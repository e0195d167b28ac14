//! Each node with one input as a step, and what comes out of it.

use std::rc::Rc;

use super::constants::{Constants, Weights};
use super::graph::Form;
use super::node::MOST_PIXELS;
use super::steps::{Action, Part, Step, near};
use super::windows;
use crate::config::{Activation, LayerConfig, Units};
use crate::exchange::onnx::messages::{NodeProto, data_type};
use crate::exchange::onnx::order::{rows_to_hwc, to_hwio};
use crate::exchange::{ForeignLayer, Layout, Unreadable};

type Found = Result<(Form, Option<Step>), Unreadable>;

/// The step that a node is, and the form of its result. `opset` is the version of the operators.
///
/// # Errors
/// A node that no layer is.
pub fn layer(node: &NodeProto, form: Form, constants: &mut Constants, opset: i64) -> Found {
    let part = |part| Ok((form, Some(Step::new(node, Action::Part(part)))));
    let activation = |function| Ok((form, Some(Step::activation(node, function))));
    match node.op_type.as_str() {
        "Conv" => convolution(node, form, constants),
        "BatchNormalization" => normalisation(node, form, constants),
        "MaxPool" | "AveragePool" => windows::pooling(node, form),
        "GlobalAveragePool" | "GlobalMaxPool" | "ReduceMean" | "ReduceMax" => global(node, form, constants),
        "Pad" => windows::padding(node, form, constants),
        "Gemm" | "MatMul" => dense(node, form, constants),
        "Add" => added(node, form, constants),
        "Mul" | "Div" => {
            let other = usize::from(constants.number(node, 0).is_none());
            match constants.number(node, other) {
                Some(number) if node.op_type == "Mul" => part(Part::Scale(number)),
                Some(number) if other == 1 && number != 0.0 => part(Part::Scale(1.0 / number)),
                _ => Err(node.refused(ForeignLayer::PartOfActivation)),
            }
        }
        "Erf" => part(Part::Erf),
        "Sigmoid" => part(Part::Sigmoid),
        "Relu" => activation(Activation::Relu),
        "Clip" => match (limit(node, constants, "min", 1), limit(node, constants, "max", 2)) {
            (Some(0.0), Some(6.0)) => activation(Activation::Relu6),
            (Some(0.0), None) => activation(Activation::Relu),
            limits => Err(node.unsupported("min, max", &format!("{limits:?}"), "0, 6")),
        },
        "LeakyRelu" => match node.float("alpha").unwrap_or(0.01) {
            alpha if near(alpha, 0.2) => activation(Activation::LeakyRelu),
            alpha => Err(node.unsupported("alpha", &alpha, "0.2")),
        },
        "Gelu" => match node.text("approximate") {
            None | Some("none") => activation(Activation::Gelu),
            Some(other) => Err(node.unsupported("approximate", other, "none")),
        },
        "Softmax" => softmax(node, form, opset),
        "Dropout" => dropout(node, form, constants),
        "Identity" => Ok((form, None)),
        "Cast" if node.integer("to") == Some(data_type::FLOAT.into()) => Ok((form, None)),
        "Transpose" => transposed(node, form),
        "Flatten" | "Reshape" | "Squeeze" => flattened(node, form, constants),
        _ => Err(node.refused(ForeignLayer::Kind)),
    }
}

fn convolution(node: &NodeProto, form: Form, constants: &mut Constants) -> Found {
    let kernel = constants.weights(node, 1)?.ok_or_else(|| node.lacks("W"))?;
    let Weights { shape, data } = kernel;
    let [outs, ins, height, width] = shape[..] else {
        return Err(node.misfit(&shape));
    };
    let (_, _, channels) = windows::picture(node, form)?;
    let group = node.integer("group").unwrap_or(1);
    let is_depthwise = group != 1 && group == channels as i64 && ins == 1 && channels > 0 && outs % channels == 0;
    if !(is_depthwise || group == 1 && ins == channels) || outs == 0 {
        return Err(node.unsupported("group", &group, &format!("1, {channels}")));
    }
    if node.pair("kernel_shape", Some((height, width)))? != (height, width) {
        return Err(node.misfit(&shape));
    }
    let window = windows::Window::of(node, form, (height, width))?;
    let mut tensors = vec![Rc::new(to_hwio(&data, [outs, ins, height, width]))];
    let bias = constants.weights(node, 2)?;
    if bias.as_ref().is_some_and(|bias| bias.data.len() != outs) {
        return Err(node.misfit(&[outs]));
    }
    let use_bias = bias.is_some();
    tensors.extend(bias.map(|bias| Rc::new(bias.data)));
    let (kernel_size, activation) = ((height, width), Activation::Linear);
    let (strides, padding) = (window.strides, window.padding);
    let layer = if is_depthwise {
        let depth_multiplier = outs / channels;
        LayerConfig::DepthwiseConv2D { kernel_size, strides, padding, depth_multiplier, activation, use_bias }
    } else {
        LayerConfig::Conv2D { filters: outs, kernel_size, strides, padding, activation, use_bias }
    };
    Ok((window.result(outs), Some(window.step(node, layer, tensors))))
}

fn normalisation(node: &NodeProto, form: Form, constants: &mut Constants) -> Found {
    if node.integer("training_mode").unwrap_or(0) != 0 {
        return Err(node.unsupported("training_mode", &1, "0"));
    }
    let picture = match form {
        Form::Picture { layout: Layout::Nhwc, .. } => return Err(node.refused(ForeignLayer::Axes)),
        Form::Row { picture, .. } => picture,
        Form::Picture { .. } | Form::Pooled { .. } => None,
    };
    let mut tensors = Vec::new();
    for place in 1..5 {
        let weights =
            constants.weights(node, place)?.ok_or_else(|| node.lacks(["scale", "B", "mean", "var"][place - 1]))?;
        if weights.data.len() != channels(form) {
            return Err(node.misfit(&weights.shape));
        }
        tensors.push(Rc::new(match picture {
            Some(picture) => rows_to_hwc(&weights.data, picture, 1),
            None => weights.data,
        }));
    }
    let epsilon = node.float("epsilon").unwrap_or(1e-5);
    let momentum = f64::from(node.float("momentum").unwrap_or(0.9));
    // 0.9 is not the same number in single and in double precision.
    let momentum = (momentum * 1e6).round() / 1e6;
    let layer = LayerConfig::BatchNormalization { momentum, epsilon };
    Ok((form, Some(Step::new(node, Action::Layer(layer, tensors)))))
}

/// The length of the axis of channels.
fn channels(form: Form) -> usize {
    match form {
        Form::Picture { channels, .. } | Form::Pooled { channels } => channels,
        Form::Row { size, .. } => size,
    }
}

fn global(node: &NodeProto, form: Form, constants: &Constants) -> Found {
    let Form::Picture { channels, layout, .. } = form else {
        return Err(node.refused(ForeignLayer::Axes));
    };
    let is_reduced = node.op_type.starts_with("Reduce");
    let keeps = !is_reduced || node.integer("keepdims").unwrap_or(1) != 0;
    if is_reduced {
        let axes = node.integers("axes").map(<[i64]>::to_vec).or_else(|| constants.integers(node, 1));
        let mut axes: Vec<i64> = axes.unwrap_or_default().into_iter().map(|axis| axis.rem_euclid(4)).collect();
        axes.sort_unstable();
        if axes != if layout == Layout::Nchw { [2, 3] } else { [1, 2] } {
            return Err(node.refused(ForeignLayer::Axes));
        }
    } else if layout == Layout::Nhwc {
        return Err(node.refused(ForeignLayer::Axes));
    }
    let layer = match node.op_type.as_str() {
        "GlobalMaxPool" | "ReduceMax" => LayerConfig::GlobalMaxPooling2D {},
        _ => LayerConfig::GlobalAveragePooling2D {},
    };
    let result = if keeps { Form::Pooled { channels } } else { Form::Row { size: channels, picture: None } };
    Ok((result, Some(Step::new(node, Action::Layer(layer, Vec::new())))))
}

fn dense(node: &NodeProto, form: Form, constants: &mut Constants) -> Found {
    let Form::Row { size, picture } = form else {
        return Err(node.refused(ForeignLayer::Axes));
    };
    let kernel = constants.weights(node, 1)?.ok_or_else(|| node.lacks("B"))?;
    let is_gemm = node.op_type == "Gemm";
    let flag = |name| is_gemm && node.integer(name).unwrap_or(0) != 0;
    let factor = |name| if is_gemm { node.float(name).unwrap_or(1.0) } else { 1.0 };
    let [rows, columns] = kernel.shape[..] else { return Err(node.misfit(&kernel.shape)) };
    let (ins, units) = if flag("transB") { (columns, rows) } else { (rows, columns) };
    if ins != size || units == 0 || flag("transA") || !near(factor("alpha"), 1.0) || !near(factor("beta"), 1.0) {
        return Err(node.misfit(&kernel.shape));
    }
    let mut data = kernel.data;
    if flag("transB") {
        data = (0..size * units).map(|at| data[at % units * size + at / units]).collect();
    }
    if let Some(picture) = picture {
        data = rows_to_hwc(&data, picture, units);
    }
    let mut tensors = vec![Rc::new(data)];
    let bias = if is_gemm { constants.weights(node, 2)? } else { None };
    let use_bias = bias.is_some();
    if let Some(bias) = bias {
        tensors.push(Rc::new(vector(node, bias, units)?));
    }
    let layer = LayerConfig::Dense { units: Units::Count(units), activation: Activation::Linear, use_bias };
    Ok((Form::Row { size: units, picture: None }, Some(Step::new(node, Action::Layer(layer, tensors)))))
}

/// A number for each unit; one for all is repeated.
fn vector(node: &NodeProto, weights: Weights, units: usize) -> Result<Vec<f32>, Unreadable> {
    match weights.data.len() {
        length if length == units => Ok(weights.data),
        1 => Ok(vec![weights.data[0]; units]),
        _ => Err(node.misfit(&weights.shape)),
    }
}

/// A number or a bias that is added.
fn added(node: &NodeProto, form: Form, constants: &mut Constants) -> Found {
    let other = usize::from(node.argument(0).is_none_or(|name| !constants.has(name)));
    if let Some(number) = constants.number(node, other) {
        return Ok((form, Some(Step::new(node, Action::Part(Part::Shift(number))))));
    }
    let Some(Weights { shape, data }) = constants.weights(node, other)? else {
        return Err(node.lacks("B"));
    };
    // The axis of channels counted from the last one.
    let from_end = match form {
        Form::Picture { layout: Layout::Nchw, .. } | Form::Pooled { .. } => 2,
        Form::Picture { layout: Layout::Nhwc, .. } | Form::Row { picture: None, .. } => 0,
        Form::Row { .. } => return Err(node.refused(ForeignLayer::Axes)),
    };
    let expected = channels(form);
    let fits =
        shape.iter().rev().enumerate().all(|(axis, length)| *length == if axis == from_end { expected } else { 1 });
    if !fits || data.len() != expected {
        return Err(node.misfit(&shape));
    }
    Ok((form, Some(Step::new(node, Action::Bias(Rc::new(data))))))
}

/// A limit of `Clip`: a parameter in old versions, an input in new ones.
fn limit(node: &NodeProto, constants: &Constants, name: &str, place: usize) -> Option<f32> {
    node.float(name).or_else(|| constants.number(node, place)).filter(|limit| limit.is_finite() && limit.abs() < 3e38)
}

fn softmax(node: &NodeProto, form: Form, opset: i64) -> Found {
    let Form::Row { .. } = form else { return Err(node.refused(ForeignLayer::Axes)) };
    let axis = node.integer("axis").unwrap_or(if opset < 13 { 1 } else { -1 });
    if matches!(axis, 1 | -1) {
        Ok((form, Some(Step::activation(node, Activation::Softmax))))
    } else {
        Err(node.unsupported("axis", &axis, "1, -1"))
    }
}

fn dropout(node: &NodeProto, form: Form, constants: &Constants) -> Found {
    let rate = node.float("ratio").or_else(|| constants.number(node, 1)).unwrap_or(0.5);
    if !(0.0..1.0).contains(&rate) {
        return Err(node.unsupported("ratio", &rate, "0..1"));
    }
    Ok((form, Some(Step::new(node, Action::Layer(LayerConfig::Dropout { rate }, Vec::new())))))
}

fn transposed(node: &NodeProto, form: Form) -> Found {
    let turned = match (form, node.integers("perm")) {
        (Form::Picture { height, width, channels, layout: Layout::Nhwc }, Some([0, 3, 1, 2])) => {
            Form::Picture { height, width, channels, layout: Layout::Nchw }
        }
        (Form::Picture { height, width, channels, layout: Layout::Nchw }, Some([0, 2, 3, 1])) => {
            Form::Picture { height, width, channels, layout: Layout::Nhwc }
        }
        (Form::Pooled { .. }, Some([0, 3, 1, 2] | [0, 2, 3, 1])) => form,
        _ => return Err(node.refused(ForeignLayer::Axes)),
    };
    Ok((turned, None))
}

/// From feature maps to a row of values.
fn flattened(node: &NodeProto, form: Form, constants: &Constants) -> Found {
    let (size, picture) = match form {
        Form::Picture { height, width, channels, layout } => {
            let picture = (layout == Layout::Nchw && height * width > 1).then_some((height, width, channels));
            (height * width * channels, picture)
        }
        Form::Pooled { channels } => (channels, None),
        Form::Row { size, picture } => (size, picture),
    };
    let fits = match node.op_type.as_str() {
        "Flatten" => matches!(node.integer("axis").unwrap_or(1), 1),
        "Squeeze" => matches!(form, Form::Pooled { .. }) && squeezes(node, constants),
        _ => match constants.lengths(node, 1).as_deref() {
            Some([None | Some(-1 | 0), Some(length)]) => matches!(*length, -1) || *length == size as i64,
            _ => false,
        },
    };
    if !fits || size > MOST_PIXELS * MOST_PIXELS {
        return Err(node.refused(ForeignLayer::Axes));
    }
    let step = match form {
        Form::Picture { .. } => Some(Step::new(node, Action::Layer(LayerConfig::Flatten {}, Vec::new()))),
        Form::Pooled { .. } | Form::Row { .. } => None,
    };
    Ok((Form::Row { size, picture }, step))
}

/// Whether the two axes of a pooled picture are removed, wherever they are.
fn squeezes(node: &NodeProto, constants: &Constants) -> bool {
    let axes = node.integers("axes").map(<[i64]>::to_vec).or_else(|| constants.integers(node, 1));
    let mut axes: Vec<i64> = axes.unwrap_or_default().into_iter().map(|axis| axis.rem_euclid(4)).collect();
    axes.sort_unstable();
    matches!(axes[..], [2, 3] | [1, 2])
}
