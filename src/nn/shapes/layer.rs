//! What a single layer asks of its input and makes of it: its output's shape, its tensors, the base of its name.

use super::{Axis, MAX_VALUES, Shape, TensorSpec, product};
use crate::config::{Activation, LayerConfig, Padding, Units};
use crate::nn::initializers::Initializer;
use crate::nn::layer_problem::{LayerProblem, Window};

/// Checks that softmax ends the network and stands nowhere else, and that the end has a value for each class.
pub(super) fn check_end(layer: &LayerConfig, input: Shape, last: bool, classes: usize) -> Result<(), LayerProblem> {
    let units = match layer {
        _ if !last => return check_inside(layer),
        LayerConfig::Dense { units, activation: Activation::Softmax, .. } => units.count(classes),
        LayerConfig::Activation { activation: Activation::Softmax } => match input {
            Shape::Row(units) => units,
            Shape::Picture { .. } => return Err(LayerProblem::NeedsRow(input)),
        },
        _ => return Err(LayerProblem::NotTheEnd),
    };
    if units == classes { Ok(()) } else { Err(LayerProblem::OtherUnits { units, classes }) }
}

/// Checks the activation of a layer that is not the last one.
pub(super) fn check_inside(layer: &LayerConfig) -> Result<(), LayerProblem> {
    let (activation, apart) = match layer {
        LayerConfig::Activation { activation } => (*activation, true),
        LayerConfig::Dense { activation, .. }
        | LayerConfig::Conv2D { activation, .. }
        | LayerConfig::DepthwiseConv2D { activation, .. }
        | LayerConfig::SeparableConv2D { activation, .. } => (*activation, false),
        _ => return Ok(()),
    };
    match activation {
        Activation::Softmax => Err(LayerProblem::SoftmaxInside),
        Activation::Linear | Activation::Relu => Ok(()),
        _ if apart => Ok(()),
        _ => Err(LayerProblem::ActivationApart(activation.name())),
    }
}

pub(super) fn output(layer: &LayerConfig, input: Shape, classes: usize) -> Result<Shape, LayerProblem> {
    match layer {
        LayerConfig::Conv2D { filters, kernel_size, strides, padding, .. } => {
            if *filters == 0 {
                return Err(LayerProblem::NoFilters);
            }
            let (height, width) = slide(input, *kernel_size, *strides, *padding, Window::Kernel)?;
            Ok(Shape::Picture { height, width, channels: *filters })
        }
        LayerConfig::DepthwiseConv2D { kernel_size, strides, padding, depth_multiplier, .. } => {
            let channels = input.channels().checked_mul(*depth_multiplier).filter(|channels| *channels > 0);
            let (height, width) = slide(input, *kernel_size, *strides, *padding, Window::Kernel)?;
            Ok(Shape::Picture { height, width, channels: channels.ok_or(LayerProblem::NoFilters)? })
        }
        LayerConfig::MaxPooling2D { pool_size, strides, padding }
        | LayerConfig::AveragePooling2D { pool_size, strides, padding } => {
            let (height, width) = slide(input, *pool_size, strides.unwrap_or(*pool_size), *padding, Window::Pool)?;
            Ok(Shape::Picture { height, width, channels: input.channels() })
        }
        LayerConfig::GlobalAveragePooling2D {} | LayerConfig::GlobalMaxPooling2D {} => {
            picture(input)?;
            Ok(Shape::Row(input.channels()))
        }
        LayerConfig::ZeroPadding2D { padding: ((above, below), (left, right)) } => {
            let (height, width) = picture(input)?;
            let channels = input.channels();
            let side = |length: usize, before: &usize, after: &usize| {
                length.saturating_add(*before).saturating_add(*after).min(MAX_VALUES + 1)
            };
            Ok(Shape::Picture { height: side(height, above, below), width: side(width, left, right), channels })
        }
        LayerConfig::BatchNormalization { .. }
        | LayerConfig::Dropout { .. }
        | LayerConfig::Activation { .. }
        | LayerConfig::SeparableConv2D { .. }
        | LayerConfig::Pretrained { .. }
        | LayerConfig::Residual { .. } => Ok(input),
        LayerConfig::Flatten {} => Ok(Shape::Row(input.size())),
        LayerConfig::Dense { units, .. } => match (input, units.count(classes)) {
            (_, 0) => Err(LayerProblem::NoUnits),
            (Shape::Row(_), count) => Ok(Shape::Row(count)),
            (Shape::Picture { .. }, _) => Err(LayerProblem::NeedsRow(input)),
        },
    }
}

/// Height and width of the result of a window that slides over the picture.
fn slide(
    input: Shape,
    size: (usize, usize),
    strides: (usize, usize),
    padding: Padding,
    window: Window,
) -> Result<(usize, usize), LayerProblem> {
    let (height, width) = picture(input)?;
    if size.0 == 0 || size.1 == 0 || strides.0 == 0 || strides.1 == 0 {
        return Err(LayerProblem::NoSize { window, size, strides });
    }
    if window == Window::Pool && (size.0 > height || size.1 > width) {
        return Err(LayerProblem::TooSmall { picture: (height, width), window, size });
    }
    match (Axis::of(height, size.0, strides.0, padding), Axis::of(width, size.1, strides.1, padding)) {
        (Some(rows), Some(columns)) => Ok((rows.output, columns.output)),
        _ => Err(LayerProblem::TooSmall { picture: (height, width), window, size }),
    }
}

/// Checks the size of a convolution's padded input.
pub(super) fn check_padding(layer: &LayerConfig, input: Shape) -> Result<(), LayerProblem> {
    let (
        LayerConfig::Conv2D { kernel_size, strides, padding, .. }
        | LayerConfig::DepthwiseConv2D { kernel_size, strides, padding, .. },
        Shape::Picture { height, width, channels },
    ) = (layer, input)
    else {
        return Ok(());
    };
    let padded = |length: usize, window, stride| {
        Axis::of(length, window, stride, *padding).map_or(length, |axis| length + axis.before + axis.after)
    };
    let (height, width) = (padded(height, kernel_size.0, strides.0), padded(width, kernel_size.1, strides.1));
    match product(&[height, width, channels]) {
        Some(size) if size <= MAX_VALUES => Ok(()),
        _ => Err(LayerProblem::LargePadding { height, width, channels }),
    }
}

fn picture(input: Shape) -> Result<(usize, usize), LayerProblem> {
    match input {
        Shape::Picture { height, width, .. } => Ok((height, width)),
        Shape::Row(_) => Err(LayerProblem::NeedsPicture(input)),
    }
}

/// The layer's tensors with their own names alone.
pub(super) fn tensors(layer: &LayerConfig, input: Shape, output: Shape) -> Vec<TensorSpec> {
    let tensor = |own: &str, shape: Vec<usize>, trainable, initializer| TensorSpec {
        name: own.to_owned(),
        shape,
        trainable,
        initializer,
        frozen: false,
        learning_rate_multiplier: 1.0,
    };
    let (ins, outs) = (input.channels(), output.channels());
    let weights = |shape: Vec<usize>, fan_in: usize, fan_out: usize, use_bias: bool| {
        let glorot = Initializer::GlorotUniform { fan_in, fan_out };
        let bias = use_bias.then(|| tensor("bias", vec![outs], true, Initializer::Zeros));
        std::iter::once(tensor("kernel", shape, true, glorot)).chain(bias).collect()
    };
    match layer {
        LayerConfig::Conv2D { kernel_size: (height, width), use_bias, .. } => {
            let window = height.saturating_mul(*width);
            let (fan_in, fan_out) = (window.saturating_mul(ins), window.saturating_mul(outs));
            weights(vec![*height, *width, ins, outs], fan_in, fan_out, *use_bias)
        }
        LayerConfig::DepthwiseConv2D { kernel_size: (height, width), depth_multiplier, use_bias, .. } => {
            let window = height.saturating_mul(*width);
            let (fan_in, fan_out) = (window.saturating_mul(ins), window.saturating_mul(*depth_multiplier));
            weights(vec![*height, *width, ins, *depth_multiplier], fan_in, fan_out, *use_bias)
        }
        LayerConfig::Dense { use_bias, .. } => weights(vec![ins, outs], ins, outs, *use_bias),
        LayerConfig::BatchNormalization { .. } => vec![
            tensor("gamma", vec![ins], true, Initializer::Ones),
            tensor("beta", vec![ins], true, Initializer::Zeros),
            tensor("moving_mean", vec![ins], false, Initializer::Zeros),
            tensor("moving_variance", vec![ins], false, Initializer::Ones),
        ],
        _ => Vec::new(),
    }
}

/// Keras's name of the first layer of a kind.
pub(super) fn base_name(layer: &LayerConfig) -> &'static str {
    match layer {
        LayerConfig::Conv2D { .. } => "conv2d",
        LayerConfig::DepthwiseConv2D { .. } => "depthwise_conv2d",
        LayerConfig::SeparableConv2D { .. } => "separable_conv2d",
        LayerConfig::BatchNormalization { .. } => "batch_normalization",
        LayerConfig::MaxPooling2D { .. } => "max_pooling2d",
        LayerConfig::AveragePooling2D { .. } => "average_pooling2d",
        LayerConfig::GlobalAveragePooling2D {} => "global_average_pooling2d",
        LayerConfig::GlobalMaxPooling2D {} => "global_max_pooling2d",
        LayerConfig::ZeroPadding2D { .. } => "zero_padding2d",
        LayerConfig::Activation { .. } => "activation",
        LayerConfig::Residual { .. } => "add",
        LayerConfig::Pretrained { .. } => "pretrained",
        LayerConfig::Dropout { .. } => "dropout",
        LayerConfig::Flatten {} => "flatten",
        LayerConfig::Dense { .. } => "dense",
    }
}

pub(super) fn filled_in(layer: &LayerConfig, classes: usize) -> LayerConfig {
    let mut layer = layer.clone();
    if let LayerConfig::Dense { units, .. } = &mut layer {
        *units = Units::Count(units.count(classes));
    }
    layer
}
