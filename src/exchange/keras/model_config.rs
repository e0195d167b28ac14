//! A model's configuration in JSON as a network of this program, with where its numbers lie.

use serde_json::Value;

use super::graph::{Graph, Node, layer_configs};
use super::order::{group_names, model_order};
use super::read_layer::{Taken, axes_of};
use super::variables::{LayerVariables, Source, Variable};
use crate::config::{Activation, LayerConfig, NetworkConfig, Units};
use crate::exchange::bytes::Refusal;
use crate::exchange::{ForeignLayer, Unreadable};
use crate::nn::shapes::infer;

/// A model that was read from its configuration.
pub(super) struct ModelConfig {
    /// The layers.
    pub network: NetworkConfig,
    /// How many values it puts out.
    pub outputs: usize,
    /// What the network itself multiplies its input by, where it begins with a `Rescaling`.
    pub scale: Option<f64>,
    /// Where each layer's numbers lie, in the order of the file's model.
    pub layers: Vec<LayerVariables>,
}

/// Reads a model's object with `class_name` and `config`.
pub(super) fn read(model: &Value) -> Result<ModelConfig, Refusal> {
    let graph = Graph::read(model)?;
    let parts = graph.parts()?;
    let input = input(model, &graph)?;
    let mut scale = None;
    let mut walked = Vec::new();
    let first = first_layer(&graph);
    let mut configs = |layer: usize| match &graph.nodes[layer].taken {
        Taken::Rescaling(factor) if Some(layer) == first => {
            scale = Some(*factor);
            Vec::new()
        }
        Taken::Layers(layers) => layers.clone(),
        Taken::Normalisation { layer, .. } => vec![layer.clone()],
        Taken::Sigmoid { use_bias } => {
            vec![LayerConfig::Dense { units: Units::Count(2), activation: Activation::Softmax, use_bias: *use_bias }]
        }
        Taken::Rescaling(_) | Taken::Input | Taken::Add => Vec::new(),
    };
    let mut layers = layer_configs(&parts, &mut configs, &mut walked);
    refuse_rescaling_inside(&graph, first)?;
    end_in_softmax(&mut layers);
    let outputs = outputs(&layers).ok_or_else(|| Unreadable::Missing("outputs".to_owned()))?;
    let network = NetworkConfig { input, layers };
    let shapes = infer(&network, outputs)?;

    // The layers of this program that each layer of the file has become, in the same order.
    let mut variables: Vec<Vec<Variable>> = (0..graph.nodes.len()).map(|_| Vec::new()).collect();
    let mut at = 0;
    for layer in &walked {
        let node = &graph.nodes[*layer];
        let count = counted(&node.taken, Some(*layer) == first);
        let own = shapes.get(at..at + count).ok_or_else(|| branch(node))?;
        variables[*layer] = own.iter().flat_map(|layer| &layer.tensors).map(Variable::stored).collect();
        mark(&mut variables[*layer], &node.taken);
        at += count;
    }
    if at != shapes.len() {
        // A sum of different shapes has got a projection.
        let sum = graph.nodes.iter().find(|node| node.taken == Taken::Add).unwrap_or(&graph.nodes[graph.output]);
        return Err(branch(sum).into());
    }
    Ok(ModelConfig { network, outputs, scale, layers: in_model_order(model, &graph, variables) })
}

fn branch(node: &Node<'_>) -> Unreadable {
    node.written.refused(ForeignLayer::Branch)
}

/// The layer right after the input.
fn first_layer(graph: &Graph<'_>) -> Option<usize> {
    let is_input = |layer: &usize| graph.nodes[*layer].taken == Taken::Input;
    graph.nodes.iter().position(|node| node.taken != Taken::Input && node.inputs.iter().all(is_input))
}

fn refuse_rescaling_inside(graph: &Graph<'_>, first: Option<usize>) -> Result<(), Unreadable> {
    let is_inside =
        |(place, node): &(usize, &Node<'_>)| matches!(node.taken, Taken::Rescaling(_)) && Some(*place) != first;
    match graph.nodes.iter().enumerate().find(is_inside) {
        Some((_, node)) => Err(node.written.refused(ForeignLayer::Kind)),
        None => Ok(()),
    }
}

/// Height and width of the input.
fn input(model: &Value, graph: &Graph<'_>) -> Result<(usize, usize), Unreadable> {
    let built = axes_of(&model["config"]["build_input_shape"]);
    let of_model = axes_of(&model["build_config"]["input_shape"]);
    let first = graph.nodes.iter().find_map(|node| node.written.input_shape());
    let shape = first.or(built).or(of_model).ok_or_else(|| Unreadable::Missing("batch_shape".to_owned()))?;
    match shape[..] {
        [Some(height), Some(width), Some(3)] if height <= MOST_PIXELS && width <= MOST_PIXELS => {
            Ok((height as usize, width as usize))
        }
        _ => {
            let axes: Vec<String> =
                shape.iter().map(|axis| axis.map_or_else(|| "?".to_owned(), |axis| axis.to_string())).collect();
            Err(Unreadable::Input(axes.join("x")))
        }
    }
}

/// Pixels of a side that a shape may name.
const MOST_PIXELS: u64 = 1 << 20;

/// A last layer without a function gives logits; softmax makes probabilities of them.
fn end_in_softmax(layers: &mut [LayerConfig]) {
    if let Some(LayerConfig::Dense { activation: activation @ Activation::Linear, .. }) = layers.last_mut() {
        *activation = Activation::Softmax;
    }
}

/// How many values come out.
fn outputs(layers: &[LayerConfig]) -> Option<usize> {
    layers.iter().rev().find_map(|layer| match layer {
        LayerConfig::Dense { units, .. } => Some(units.count(0)),
        LayerConfig::Conv2D { filters, .. } | LayerConfig::SeparableConv2D { filters, .. } => Some(*filters),
        LayerConfig::Residual { layers, .. } => outputs(layers),
        _ => None,
    })
}

/// How many layers of this program a layer of the file has become.
fn counted(taken: &Taken, is_first: bool) -> usize {
    match taken {
        Taken::Layers(layers) => {
            layers.iter().map(|layer| if matches!(layer, LayerConfig::SeparableConv2D { .. }) { 2 } else { 1 }).sum()
        }
        Taken::Rescaling(_) if is_first => 0,
        Taken::Input => 0,
        Taken::Normalisation { .. } | Taken::Sigmoid { .. } | Taken::Add | Taken::Rescaling(_) => 1,
    }
}

/// Marks the tensors that the file does not have as they are.
fn mark(variables: &mut [Variable], taken: &Taken) {
    match taken {
        Taken::Normalisation { scale, center, .. } => {
            for (place, has, filled) in [(0, scale, Source::Ones), (1, center, Source::Zeros)] {
                if let Some(variable) = variables.get_mut(place).filter(|_| !has) {
                    variable.source = filled;
                }
            }
        }
        Taken::Sigmoid { .. } => variables.iter_mut().for_each(|variable| variable.source = Source::SecondOutput),
        _ => {}
    }
}

/// The layers in the order of Keras's model, with the names of their groups.
fn in_model_order(model: &Value, graph: &Graph<'_>, mut variables: Vec<Vec<Variable>>) -> Vec<LayerVariables> {
    let is_sequential = model["class_name"] == "Sequential";
    let order: Vec<usize> = if is_sequential {
        // A Sequential does not count its input among its layers.
        (0..graph.nodes.len()).filter(|layer| graph.nodes[*layer].taken != Taken::Input).collect()
    } else {
        let inputs: Vec<Vec<usize>> = graph.nodes.iter().map(|node| node.inputs.clone()).collect();
        model_order(&inputs, graph.output)
    };
    let groups = group_names(order.iter().map(|layer| graph.nodes[*layer].written.class.as_str()));
    let layers = order.into_iter().zip(groups);
    layers
        .map(|(layer, group)| LayerVariables {
            name: graph.nodes[layer].written.name.clone(),
            group,
            variables: std::mem::take(&mut variables[layer]),
        })
        .collect()
}
