//! The steps of a graph as a network and its tensors.

use std::collections::HashSet;
use std::rc::Rc;

use super::steps::{Action, Part, Step};
use crate::config::{Activation, LayerConfig, NetworkConfig, Units};
use crate::exchange::{ForeignLayer, Unreadable};

/// A layer with its tensors, in the order of the network's.
type Filled = (LayerConfig, Vec<Rc<Vec<f32>>>);

/// A network without names.
pub struct Assembled {
    /// The layers.
    pub network: NetworkConfig,
    /// The elements of its tensors, in their order.
    pub data: Vec<Rc<Vec<f32>>>,
    /// How many values it puts out.
    pub outputs: usize,
}

/// The network that steps are. `input` is height and width.
///
/// # Errors
/// A step that is no layer, or an end that tells no classes apart.
pub fn assemble(steps: &[Step], input: (usize, usize)) -> Result<Assembled, Unreadable> {
    let mut layers = filled(steps, &mut HashSet::new(), false)?;
    let outputs = end(&mut layers)?;
    let (layers, data) = split(layers);
    Ok(Assembled { network: NetworkConfig { input, layers }, data, outputs })
}

/// The layers that steps are. `follows_relu` says that no value that goes in is negative.
fn filled(steps: &[Step], seen: &mut HashSet<usize>, mut not_negative: bool) -> Result<Vec<Filled>, Unreadable> {
    let mut layers: Vec<Filled> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        if !seen.insert(step.value) {
            return Err(step.refused(ForeignLayer::Branch));
        }
        if let Some(padding) = step.padding {
            let is_max = matches!(step.action, Action::Layer(LayerConfig::MaxPooling2D { .. }, _));
            if is_max && !not_negative {
                return Err(step.refused(ForeignLayer::Padding));
            }
            layers.push((LayerConfig::ZeroPadding2D { padding }, Vec::new()));
        }
        match &step.action {
            Action::Sum(branches) => {
                let main = filled(&branches.main, seen, not_negative)?;
                let shortcut = filled(&branches.shortcut, seen, not_negative)?;
                let ((layers_of_main, mut tensors), (shortcut, others)) = (split(main), split(shortcut));
                tensors.extend(others);
                layers.push((LayerConfig::Residual { layers: layers_of_main, shortcut }, tensors));
            }
            Action::Bias(bias) => {
                let Some((layer, tensors)) = layers.last_mut() else {
                    return Err(step.refused(ForeignLayer::PartOfActivation));
                };
                if !take_bias(layer) {
                    return Err(step.refused(ForeignLayer::PartOfActivation));
                }
                tensors.push(Rc::clone(bias));
            }
            Action::Layer(LayerConfig::Activation { activation }, _) if takes(layers.last_mut(), *activation) => {}
            Action::Layer(layer, tensors) => layers.push((layer.clone(), tensors.clone())),
            Action::Part(Part::TwiceGelu) if matches!(next(steps, at), Some(Part::Scale(0.5))) => {
                layers.push((LayerConfig::Activation { activation: Activation::Gelu }, Vec::new()));
            }
            Action::Part(Part::Scale(0.5)) if at > 0 && follows_gelu(steps, at) => {}
            Action::Part(_) => return Err(step.refused(ForeignLayer::PartOfActivation)),
        }
        not_negative = match &step.action {
            Action::Layer(LayerConfig::Activation { activation }, _) => {
                matches!(activation, Activation::Relu | Activation::Relu6)
            }
            Action::Layer(
                LayerConfig::MaxPooling2D { .. }
                | LayerConfig::AveragePooling2D { .. }
                | LayerConfig::ZeroPadding2D { .. }
                | LayerConfig::Dropout { .. },
                _,
            ) => not_negative,
            _ => false,
        };
    }
    Ok(layers)
}

fn split(layers: Vec<Filled>) -> (Vec<LayerConfig>, Vec<Rc<Vec<f32>>>) {
    let (layers, tensors): (Vec<_>, Vec<_>) = layers.into_iter().unzip();
    (layers, tensors.into_iter().flatten().collect())
}

/// The part that the step after `at` is.
fn next(steps: &[Step], at: usize) -> Option<Part> {
    if let Action::Part(part) = steps.get(at + 1)?.action { Some(part) } else { None }
}

fn follows_gelu(steps: &[Step], at: usize) -> bool {
    matches!(steps[at - 1].action, Action::Part(Part::TwiceGelu))
}

/// Whether a layer without activation and bias takes a bias; it then has one.
fn take_bias(layer: &mut LayerConfig) -> bool {
    match layer {
        LayerConfig::Conv2D { activation: Activation::Linear, use_bias, .. }
        | LayerConfig::DepthwiseConv2D { activation: Activation::Linear, use_bias, .. }
        | LayerConfig::Dense { activation: Activation::Linear, use_bias, .. }
            if !*use_bias =>
        {
            *use_bias = true;
            true
        }
        _ => false,
    }
}

/// Whether the last layer takes an activation as its own; it then has it.
fn takes(last: Option<&mut Filled>, function: Activation) -> bool {
    match (last, function) {
        (
            Some((
                LayerConfig::Conv2D { activation, .. }
                | LayerConfig::DepthwiseConv2D { activation, .. }
                | LayerConfig::Dense { activation, .. },
                _,
            )),
            Activation::Relu,
        )
        | (Some((LayerConfig::Dense { activation, .. }, _)), Activation::Softmax)
            if *activation == Activation::Linear =>
        {
            *activation = function;
            true
        }
        _ => false,
    }
}

/// Makes the end what the program's networks end with, and returns how many values it has. Networks that put out logits, as
/// PyTorch's do, get the softmax that belongs to them.
fn end(layers: &mut Vec<Filled>) -> Result<usize, Unreadable> {
    let dense = layers.iter_mut().rev().find_map(|(layer, _)| match layer {
        LayerConfig::Dense { units, activation, .. } => Some((units, activation)),
        _ => None,
    });
    let Some((units, activation)) = dense else {
        return Err(Unreadable::Missing("Gemm, MatMul".to_owned()));
    };
    let outputs = units.count(0);
    *units = Units::Classes;
    let ends_so = *activation == Activation::Softmax;
    let is_softmax = |(layer, _): &Filled| matches!(layer, LayerConfig::Activation { activation: Activation::Softmax });
    if !ends_so && !layers.last().is_some_and(is_softmax) && !takes(layers.last_mut(), Activation::Softmax) {
        layers.push((LayerConfig::Activation { activation: Activation::Softmax }, Vec::new()));
    }
    Ok(outputs)
}
