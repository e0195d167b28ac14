//! Shape inference, layer by layer.

use std::collections::HashMap;

use super::{Axis, LayerShape, MAX_VALUES, Shape, TensorSpec, product};
use crate::config::{Activation, LayerConfig, NetworkConfig, Padding, Units};
use crate::nn::error::NetworkError;
use crate::nn::initializers::Initializer;
use crate::nn::layer_problem::{LayerProblem, Window};

/// Longest side of an input picture, in pixels.
const MAX_SIDE: usize = 8192;

/// Infers the shapes of all layers.
///
/// # Errors
/// The first layer that is invalid in its place, with its number and the shapes there; or a last layer that is not
/// `Dense(units: classes, activation: softmax)`.
pub fn infer(config: &NetworkConfig, classes: usize) -> Result<Vec<LayerShape>, NetworkError> {
    let (height, width) = config.input;
    if !(1..=MAX_SIDE).contains(&height) || !(1..=MAX_SIDE).contains(&width) {
        return Err(NetworkError::Input { height, width });
    }
    if classes < 2 {
        return Err(NetworkError::TooFewClasses(classes));
    }
    let mut shape = Shape::Picture { height, width, channels: 3 };
    let mut layers: Vec<LayerShape> = Vec::with_capacity(config.layers.len());
    let mut of_kind = HashMap::new();
    for (index, layer) in config.layers.iter().enumerate() {
        let number = index + 1;
        let last = number == config.layers.len();
        let kind = layer.kind();
        let wrong = |problem| NetworkError::Layer { number, kind, problem };
        let too_large = |problem| NetworkError::TooLarge { number, kind, problem };

        check_end(layer, last, classes).map_err(wrong)?;
        let output = output(layer, shape, classes).map_err(wrong)?;
        if output.checked_size().is_none() {
            return Err(too_large(LayerProblem::LargeResult(output)));
        }
        check_padding(layer, shape).map_err(too_large)?;
        let earlier: &mut usize = of_kind.entry(kind).or_default();
        let name = name(kind, *earlier);
        *earlier += 1;
        let tensors = tensors(layer, &name, shape, output);
        for tensor in &tensors {
            if product(&tensor.shape).is_none_or(|size| size > MAX_VALUES) {
                let TensorSpec { name, shape, .. } = tensor.clone();
                return Err(too_large(LayerProblem::LargeTensor { name, shape }));
            }
        }
        layers.push(LayerShape { config: filled_in(layer, classes), name, input: shape, output, tensors });
        shape = output;
    }
    if layers.is_empty() { Err(NetworkError::NoLayers) } else { Ok(layers) }
}

/// Checks that the last layer, and no other, has softmax, and that it is a `Dense` with a unit for each class.
fn check_end(layer: &LayerConfig, last: bool, classes: usize) -> Result<(), LayerProblem> {
    match layer {
        LayerConfig::Dense { units, activation: Activation::Softmax, .. } if last => match *units {
            Units::Count(units) if units != classes => Err(LayerProblem::OtherUnits { units, classes }),
            _ => Ok(()),
        },
        _ if last => Err(LayerProblem::NotTheEnd),
        LayerConfig::Dense { activation: Activation::Softmax, .. }
        | LayerConfig::Conv2D { activation: Activation::Softmax, .. } => Err(LayerProblem::SoftmaxInside),
        _ => Ok(()),
    }
}

fn output(layer: &LayerConfig, input: Shape, classes: usize) -> Result<Shape, LayerProblem> {
    match layer {
        LayerConfig::Conv2D { filters, kernel_size, strides, padding, .. } => {
            if *filters == 0 {
                return Err(LayerProblem::NoFilters);
            }
            let (height, width) = slide(input, *kernel_size, *strides, *padding, Window::Kernel)?;
            Ok(Shape::Picture { height, width, channels: *filters })
        }
        LayerConfig::MaxPooling2D { pool_size, strides, padding }
        | LayerConfig::AveragePooling2D { pool_size, strides, padding } => {
            let (height, width) = slide(input, *pool_size, strides.unwrap_or(*pool_size), *padding, Window::Pool)?;
            Ok(Shape::Picture { height, width, channels: input.channels() })
        }
        LayerConfig::GlobalAveragePooling2D {} => {
            picture(input)?;
            Ok(Shape::Row(input.channels()))
        }
        LayerConfig::BatchNormalization { .. } | LayerConfig::Dropout { .. } => Ok(input),
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
fn check_padding(layer: &LayerConfig, input: Shape) -> Result<(), LayerProblem> {
    let (LayerConfig::Conv2D { kernel_size, strides, padding, .. }, Shape::Picture { height, width, channels }) =
        (layer, input)
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

fn tensors(layer: &LayerConfig, name: &str, input: Shape, output: Shape) -> Vec<TensorSpec> {
    let tensor = |own: &str, shape: Vec<usize>, trainable, initializer| TensorSpec {
        name: format!("{name}/{own}"),
        shape,
        trainable,
        initializer,
    };
    let (ins, outs) = (input.channels(), output.channels());
    let weights = |shape: Vec<usize>, window: usize, use_bias: bool| {
        let glorot =
            Initializer::GlorotUniform { fan_in: window.saturating_mul(ins), fan_out: window.saturating_mul(outs) };
        let bias = use_bias.then(|| tensor("bias", vec![outs], true, Initializer::Zeros));
        std::iter::once(tensor("kernel", shape, true, glorot)).chain(bias).collect()
    };
    match layer {
        LayerConfig::Conv2D { kernel_size: (height, width), use_bias, .. } => {
            weights(vec![*height, *width, ins, outs], height.saturating_mul(*width), *use_bias)
        }
        LayerConfig::Dense { use_bias, .. } => weights(vec![ins, outs], 1, *use_bias),
        LayerConfig::BatchNormalization { .. } => vec![
            tensor("gamma", vec![ins], true, Initializer::Ones),
            tensor("beta", vec![ins], true, Initializer::Zeros),
            tensor("moving_mean", vec![ins], false, Initializer::Zeros),
            tensor("moving_variance", vec![ins], false, Initializer::Ones),
        ],
        LayerConfig::MaxPooling2D { .. }
        | LayerConfig::AveragePooling2D { .. }
        | LayerConfig::GlobalAveragePooling2D {}
        | LayerConfig::Dropout { .. }
        | LayerConfig::Flatten {} => Vec::new(),
    }
}

/// Keras's name of a layer with so many of its kind before it.
fn name(kind: &str, earlier: usize) -> String {
    let base = match kind {
        "Conv2D" => "conv2d",
        "BatchNormalization" => "batch_normalization",
        "MaxPooling2D" => "max_pooling2d",
        "AveragePooling2D" => "average_pooling2d",
        "GlobalAveragePooling2D" => "global_average_pooling2d",
        "Dropout" => "dropout",
        "Flatten" => "flatten",
        _ => "dense",
    };
    if earlier == 0 { base.to_owned() } else { format!("{base}_{earlier}") }
}

fn filled_in(layer: &LayerConfig, classes: usize) -> LayerConfig {
    let mut layer = layer.clone();
    if let LayerConfig::Dense { units, .. } = &mut layer {
        *units = Units::Count(units.count(classes));
    }
    layer
}
