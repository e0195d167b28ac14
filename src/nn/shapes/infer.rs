//! Shape inference, layer by layer.

use std::collections::HashMap;

use super::layer::{base_name, check_end, check_inside, check_padding, filled_in, output, tensors};
use super::{LayerShape, MAX_VALUES, Shape, Sum, TensorSpec, product};
use crate::config::{Activation, LayerConfig, NetworkConfig, Padding, PretrainedNetwork, Trainable};
use crate::nn::error::NetworkError;
use crate::nn::initializers::Initializer;
use crate::nn::layer_problem::{Branch, LayerProblem};
use crate::nn::pretrained::{self, Architecture};

/// Longest side of an input picture, in pixels.
const MAX_SIDE: usize = 8192;

/// Infers the shapes of all layers.
///
/// # Errors
/// The first layer that is invalid in its place, with its number and the shapes there; or an end without softmax over
/// the classes.
pub fn infer(config: &NetworkConfig, classes: usize) -> Result<Vec<LayerShape>, NetworkError> {
    let (height, width) = config.input;
    if !(1..=MAX_SIDE).contains(&height) || !(1..=MAX_SIDE).contains(&width) {
        return Err(NetworkError::Input { height, width });
    }
    if classes < 2 {
        return Err(NetworkError::TooFewClasses(classes));
    }
    let mut walk = Walk {
        classes,
        layers: Vec::with_capacity(config.layers.len()),
        of_kind: HashMap::new(),
        place: 0,
        inside: Vec::new(),
        pretrained: None,
    };
    let mut shape = Shape::Picture { height, width, channels: 3 };
    for (place, layer) in config.layers.iter().enumerate() {
        let (number, kind) = (place + 1, layer.kind());
        walk.place = place;
        let last = number == config.layers.len();
        let added = check_end(layer, shape, last, classes).and_then(|()| {
            let source = walk.layers.len().checked_sub(1);
            walk.add(layer, shape, source)
        });
        shape = added.map_err(|problem| {
            if problem.is_too_large() {
                NetworkError::TooLarge { number, kind, problem }
            } else {
                NetworkError::Layer { number, kind, problem }
            }
        })?;
    }
    if walk.layers.is_empty() { Err(NetworkError::NoLayers) } else { Ok(walk.layers) }
}

/// The layers so far.
struct Walk {
    classes: usize,
    layers: Vec<LayerShape>,
    /// How many there are with each base of a name.
    of_kind: HashMap<&'static str, usize>,
    /// The place in the configuration's list.
    place: usize,
    /// The place within residual blocks.
    inside: Vec<(Branch, usize)>,
    /// The part of a pretrained network whose layers are being added.
    pretrained: Option<Part>,
}

/// A part of a pretrained network.
#[derive(Clone, Copy)]
struct Part {
    network: PretrainedNetwork,
    trainable: Trainable,
    learning_rate_multiplier: f32,
    /// Whether it is one of those that learn.
    learns: bool,
}

impl Part {
    /// Whether training changes a layer of it.
    fn learns(&self, layer: &LayerConfig) -> bool {
        let is_normalisation = matches!(layer, LayerConfig::BatchNormalization { .. });
        self.learns && !(is_normalisation && matches!(self.trainable, Trainable::Last(_)))
    }
}

impl Walk {
    /// Adds a layer, or the layers that it stands for, whose input is the result of layer `source`. Returns the shape of
    /// its result.
    fn add(&mut self, layer: &LayerConfig, input: Shape, source: Option<usize>) -> Result<Shape, LayerProblem> {
        match layer {
            LayerConfig::Residual { layers, shortcut } => self.add_residual(layers, shortcut, input, source),
            LayerConfig::SeparableConv2D { .. } => self.add_separable(layer, input, source),
            LayerConfig::Pretrained { name, weights, trainable, learning_rate_multiplier } => {
                let network = PretrainedNetwork { name: *name, weights: *weights };
                let (trainable, learning_rate_multiplier) = (*trainable, *learning_rate_multiplier);
                let part = Part { network, trainable, learning_rate_multiplier, learns: trainable == Trainable::All };
                self.add_pretrained(part, input, source)
            }
            _ => {
                let name = self.name(base_name(layer));
                self.push(layer, name, input, source, str::to_owned)
            }
        }
    }

    /// Adds one layer. `tensor_name` gives its tensors their names below its own.
    fn push(
        &mut self,
        layer: &LayerConfig,
        name: String,
        input: Shape,
        source: Option<usize>,
        tensor_name: impl Fn(&str) -> String,
    ) -> Result<Shape, LayerProblem> {
        let output = output(layer, input, self.classes)?;
        if output.checked_size().is_none() {
            return Err(LayerProblem::LargeResult(output));
        }
        check_padding(layer, input)?;
        let prefix = name.strip_suffix(DEPTHWISE).unwrap_or(&name);
        let mut tensors = tensors(layer, input, output);
        for tensor in &mut tensors {
            tensor.name = format!("{prefix}/{}", tensor_name(&tensor.name));
            if let Some(part) = self.pretrained {
                let learns = part.learns(layer);
                tensor.initializer = Initializer::Pretrained;
                tensor.trainable &= learns;
                tensor.frozen = !learns;
                tensor.learning_rate_multiplier = part.learning_rate_multiplier;
            }
            if product(&tensor.shape).is_none_or(|size| size > MAX_VALUES) {
                let TensorSpec { name, shape, .. } = tensor.clone();
                return Err(LayerProblem::LargeTensor { name, shape });
            }
        }
        let config = filled_in(layer, self.classes);
        let place = self.place;
        let pretrained = self.pretrained.map(|part| part.network);
        let inside = self.inside.clone();
        self.layers.push(LayerShape {
            config,
            name,
            input,
            output,
            tensors,
            source,
            sum: None,
            place,
            inside,
            pretrained,
        });
        Ok(output)
    }

    /// A depthwise convolution, then a 1x1 convolution with the layer's name.
    fn add_separable(
        &mut self,
        layer: &LayerConfig,
        input: Shape,
        source: Option<usize>,
    ) -> Result<Shape, LayerProblem> {
        let LayerConfig::SeparableConv2D {
            filters,
            kernel_size,
            strides,
            padding,
            depth_multiplier,
            activation,
            use_bias,
        } = *layer
        else {
            return Ok(input);
        };
        let name = self.name(base_name(layer));
        let depthwise = LayerConfig::DepthwiseConv2D {
            kernel_size,
            strides,
            padding,
            depth_multiplier,
            activation: Activation::Linear,
            use_bias: false,
        };
        let between =
            self.push(&depthwise, format!("{name}{DEPTHWISE}"), input, source, |own| format!("depthwise_{own}"))?;
        let pointwise = LayerConfig::Conv2D {
            filters,
            kernel_size: (1, 1),
            strides: (1, 1),
            padding: Padding::Valid,
            activation,
            use_bias,
        };
        let source = self.layers.len().checked_sub(1);
        let tensor_name = |own: &str| if own == "kernel" { "pointwise_kernel".to_owned() } else { own.to_owned() };
        self.push(&pointwise, name, between, source, tensor_name)
    }

    /// Adds the layers of a pretrained network, whose names begin with its own.
    fn add_pretrained(&mut self, part: Part, input: Shape, source: Option<usize>) -> Result<Shape, LayerProblem> {
        if source.is_some() || self.pretrained.is_some() || !self.layers.is_empty() {
            return Err(LayerProblem::PretrainedInside);
        }
        let Architecture { stem, blocks, head } = pretrained::architecture(part.network.name);
        let learning = match part.trainable {
            Trainable::Last(found) if found > blocks.len() => {
                return Err(LayerProblem::PretrainedBlocks { found, blocks: blocks.len() });
            }
            Trainable::None => 0,
            Trainable::Last(count) => count,
            Trainable::All => blocks.len(),
        };
        let frozen = blocks.len() - learning;
        let of_kind = std::mem::take(&mut self.of_kind);
        self.pretrained = Some(part);
        let rescaling = format!("{}_{}", part.network.name.name(), pretrained::RESCALING);
        let mut shape = self.push(&pretrained::rescaling(), rescaling, input, source, str::to_owned)?;
        let parts = std::iter::once((stem, part.learns));
        let parts = parts.chain((0..).zip(blocks).map(|(number, layers)| (layers, number >= frozen)));
        for (layers, learns) in parts.chain(std::iter::once((head, learning > 0))) {
            self.pretrained = Some(Part { learns, ..part });
            for layer in layers {
                let source = self.layers.len().checked_sub(1);
                shape = self.add(&layer, shape, source)?;
            }
        }
        self.pretrained = None;
        self.of_kind = of_kind;
        Ok(shape)
    }

    fn add_residual(
        &mut self,
        layers: &[LayerConfig],
        shortcut: &[LayerConfig],
        input: Shape,
        source: Option<usize>,
    ) -> Result<Shape, LayerProblem> {
        if layers.is_empty() {
            return Err(LayerProblem::EmptyResidual);
        }
        let start = self.layers.len();
        let output = self.branch(layers, Branch::Layers, input, source)?;
        let middle = self.layers.len();
        let other = if !shortcut.is_empty() {
            self.branch(shortcut, Branch::Shortcut, input, source)?
        } else if input == output {
            input
        } else {
            let projection = projection(input, output)
                .ok_or_else(|| LayerProblem::NoProjection { shapes: Box::new([input, output]) })?;
            self.within(Branch::Shortcut, 0, |walk| walk.add(&projection, input, source))?
        };
        if other != output {
            return Err(LayerProblem::OtherShortcut { shapes: Box::new([output, other]) });
        }
        let end = self.layers.len();
        let name = self.name("add");
        let config = LayerConfig::Residual { layers: Vec::new(), shortcut: Vec::new() };
        self.layers.push(LayerShape {
            config,
            name,
            input: output,
            output,
            tensors: Vec::new(),
            source: Some(middle - 1),
            sum: Some(Sum { main: start..middle, shortcut: middle..end }),
            place: self.place,
            inside: self.inside.clone(),
            pretrained: self.pretrained.map(|part| part.network),
        });
        Ok(output)
    }

    /// Adds layers for the one at a place of a residual block's list.
    fn within<T>(&mut self, branch: Branch, place: usize, add: impl FnOnce(&mut Self) -> T) -> T {
        self.inside.push((branch, place));
        let added = add(self);
        self.inside.pop();
        added
    }

    fn branch(
        &mut self,
        layers: &[LayerConfig],
        branch: Branch,
        input: Shape,
        source: Option<usize>,
    ) -> Result<Shape, LayerProblem> {
        let (mut shape, mut source) = (input, source);
        for (place, layer) in layers.iter().enumerate() {
            let added =
                self.within(branch, place, |walk| check_inside(layer).and_then(|()| walk.add(layer, shape, source)));
            let (number, kind) = (place + 1, layer.kind());
            let inside = |problem| LayerProblem::Inside { branch, number, kind, problem: Box::new(problem) };
            shape = added.map_err(inside)?;
            source = self.layers.len().checked_sub(1);
        }
        Ok(shape)
    }

    /// Keras's name of the next layer of its kind.
    fn name(&mut self, base: &'static str) -> String {
        let earlier = self.of_kind.entry(base).or_default();
        *earlier += 1;
        let name = if *earlier == 1 { base.to_owned() } else { format!("{base}_{}", *earlier - 1) };
        self.pretrained.map_or(name.clone(), |part| format!("{}_{name}", part.network.name.name()))
    }
}

/// The end of the name of a separable convolution's first half.
const DEPTHWISE: &str = "_depthwise";

/// The 1x1 convolution that gives the input of a residual block the shape of its layers' result, if there is one.
fn projection(input: Shape, output: Shape) -> Option<LayerConfig> {
    let (Shape::Picture { height, width, .. }, Shape::Picture { height: rows, width: columns, channels }) =
        (input, output)
    else {
        return None;
    };
    let stride = |from: usize, to: usize| {
        (1..=from).find(|stride| from.div_ceil(*stride) <= to).filter(|stride| from.div_ceil(*stride) == to)
    };
    Some(LayerConfig::Conv2D {
        filters: channels,
        kernel_size: (1, 1),
        strides: (stride(height, rows)?, stride(width, columns)?),
        padding: Padding::Same,
        activation: Activation::Linear,
        use_bias: true,
    })
}
