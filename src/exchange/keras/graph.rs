//! A model's layers as a list with residual blocks: chains as they are, sums of two branches as blocks.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::read_layer::{Taken, Written};
use crate::config::LayerConfig;
use crate::exchange::{ForeignLayer, Unreadable};

/// Layers of a file, at most.
const MOST_LAYERS: usize = 10_000;

/// A layer and what it takes.
pub(super) struct Node<'a> {
    /// The layer as it is written.
    pub written: Written<'a>,
    /// What it is here.
    pub taken: Taken,
    /// The layers that go in.
    pub inputs: Vec<usize>,
}

/// A model: its layers and which of them is the last.
pub(super) struct Graph<'a> {
    pub nodes: Vec<Node<'a>>,
    pub output: usize,
}

/// A layer or a residual block.
#[derive(Debug)]
pub(super) enum Part {
    /// A layer.
    Layer(usize),
    /// A sum: the parts of its two branches, and the layer that adds.
    Sum(Vec<Part>, Vec<Part>, usize),
}

impl<'a> Graph<'a> {
    /// The layers of a `Sequential` or of a functional model. `model` is its object with `class_name` and `config`.
    pub(super) fn read(model: &'a Value) -> Result<Self, Unreadable> {
        let class = model["class_name"].as_str().ok_or_else(|| Unreadable::Missing("class_name".to_owned()))?;
        // The first versions of Keras kept the layers of a Sequential as the configuration itself.
        let layers = model["config"]["layers"].as_array().or_else(|| model["config"].as_array());
        let layers = layers.ok_or_else(|| Unreadable::Missing("layers".to_owned()))?;
        if layers.len() > MOST_LAYERS {
            return Err(Unreadable::TooLarge { part: "layers".to_owned(), mebibytes: 0 });
        }
        match class {
            "Sequential" => Self::of_sequential(layers),
            "Functional" | "Model" => Self::of_functional(model, layers),
            other => Err(Unreadable::Layer {
                layer: model["config"]["name"].as_str().unwrap_or(other).to_owned(),
                kind: other.to_owned(),
                problem: ForeignLayer::Custom,
            }),
        }
    }

    fn of_sequential(layers: &'a [Value]) -> Result<Self, Unreadable> {
        let mut nodes = Vec::with_capacity(layers.len());
        for whole in layers {
            let written = Written::of(whole)?;
            let taken = written.taken()?;
            if taken == Taken::Add || (taken == Taken::Input && !nodes.is_empty()) {
                return Err(written.refused(ForeignLayer::Branch));
            }
            let inputs = nodes.len().checked_sub(1).into_iter().collect();
            nodes.push(Node { written, taken, inputs });
        }
        let output = nodes.len().checked_sub(1).ok_or_else(|| Unreadable::Missing("layers".to_owned()))?;
        Ok(Self { nodes, output })
    }

    fn of_functional(model: &'a Value, layers: &'a [Value]) -> Result<Self, Unreadable> {
        let written = layers.iter().map(Written::of).collect::<Result<Vec<_>, _>>()?;
        let places: HashMap<String, usize> =
            written.iter().enumerate().map(|(place, layer)| (layer.name.clone(), place)).collect();
        let place = |name: &str| places.get(name).copied().ok_or_else(|| Unreadable::Missing(name.to_owned()));
        let ends = |key: &str| history_of(&model["config"][key]).ok_or_else(|| Unreadable::Missing(key.to_owned()));
        let [output] = ends("output_layers")?[..] else { return Err(Unreadable::Missing("output_layers".to_owned())) };
        let output = place(output)?;
        let mut nodes = Vec::with_capacity(layers.len());
        for layer in written {
            let taken = layer.taken()?;
            let calls = layer.whole["inbound_nodes"].as_array().map_or(&[] as &[Value], Vec::as_slice);
            let inputs = match calls {
                [] => Vec::new(),
                [call] => inputs_of(call).ok_or_else(|| layer.refused(ForeignLayer::Branch))?,
                // The same weights at several places.
                _ => return Err(layer.refused(ForeignLayer::Branch)),
            };
            let inputs = inputs.into_iter().map(place).collect::<Result<Vec<_>, _>>()?;
            let expected = match taken {
                Taken::Input => 0,
                Taken::Add => 2,
                _ => 1,
            };
            if inputs.len() != expected {
                return Err(layer.refused(ForeignLayer::Branch));
            }
            nodes.push(Node { written: layer, taken, inputs });
        }
        Ok(Self { nodes, output })
    }

    /// All layers after the input as a list of parts, each exactly once.
    pub(super) fn parts(&self) -> Result<Vec<Part>, Unreadable> {
        let trunks = self.trunks()?;
        let mut used = vec![false; self.nodes.len()];
        let parts = self.chain(self.output, None, &trunks, &mut used, 0)?;
        // Keras builds an input also where a Sequential has none.
        let unused = used.iter().zip(&self.nodes).find(|(used, node)| !**used && node.taken != Taken::Input);
        match unused {
            Some((_, node)) => Err(node.written.refused(ForeignLayer::Branch)),
            None => Ok(parts),
        }
    }

    /// For each layer, the layer before it on the way to the input on which all ways meet: its input, or, for a sum, the
    /// one at which both branches begin. `usize::MAX` stands for nothing before it.
    fn trunks(&self) -> Result<Vec<usize>, Unreadable> {
        let mut before = vec![None; self.nodes.len()];
        let mut is_open = vec![false; self.nodes.len()];
        let mut stack = vec![self.output];
        while let Some(&layer) = stack.last() {
            if before[layer].is_some() {
                stack.pop();
                continue;
            }
            let node = &self.nodes[layer];
            let waiting = node.inputs.iter().copied().find(|input| before[*input].is_none());
            if let Some(input) = waiting {
                is_open[layer] = true;
                if is_open[input] {
                    return Err(node.written.refused(ForeignLayer::Branch));
                }
                stack.push(input);
                continue;
            }
            let trunk = match node.inputs[..] {
                [] => usize::MAX,
                [one] => one,
                [a, b, ..] => {
                    let other: HashSet<usize> = way(b, &before).collect();
                    way(a, &before)
                        .find(|layer| other.contains(layer))
                        .ok_or_else(|| node.written.refused(ForeignLayer::Branch))?
                }
            };
            before[layer] = Some(trunk);
            stack.pop();
        }
        Ok(before.into_iter().map(|trunk| trunk.unwrap_or(usize::MAX)).collect())
    }

    /// The parts from after `start` to `end`.
    fn chain(
        &self,
        end: usize,
        start: Option<usize>,
        trunks: &[usize],
        used: &mut [bool],
        depth: usize,
    ) -> Result<Vec<Part>, Unreadable> {
        let mut parts = Vec::new();
        let mut at = end;
        while Some(at) != start {
            let node = &self.nodes[at];
            let refused = || node.written.refused(ForeignLayer::Branch);
            if std::mem::replace(&mut used[at], true) || depth > MOST_NESTED {
                return Err(refused());
            }
            let before = trunks[at];
            if node.taken == Taken::Add {
                let [a, b] = node.inputs[..] else { return Err(refused()) };
                let first = self.chain(a, Some(before), trunks, used, depth + 1)?;
                let second = self.chain(b, Some(before), trunks, used, depth + 1)?;
                let (main, shortcut) = if first.is_empty() { (second, first) } else { (first, second) };
                if main.is_empty() {
                    return Err(refused());
                }
                parts.push(Part::Sum(main, shortcut, at));
            } else if node.taken != Taken::Input {
                parts.push(Part::Layer(at));
            }
            if before == usize::MAX {
                if start.is_some() {
                    return Err(refused());
                }
                break;
            }
            at = before;
        }
        parts.reverse();
        Ok(parts)
    }
}

/// The layers of parts as this program has them, and the layers of the file in the order of these.
pub(super) fn layer_configs(
    parts: &[Part],
    configs: &mut impl FnMut(usize) -> Vec<LayerConfig>,
    walked: &mut Vec<usize>,
) -> Vec<LayerConfig> {
    let mut all = Vec::new();
    for part in parts {
        match part {
            Part::Layer(layer) => {
                walked.push(*layer);
                all.extend(configs(*layer));
            }
            Part::Sum(main, shortcut, add) => {
                let layers = layer_configs(main, configs, walked);
                let shortcut = layer_configs(shortcut, configs, walked);
                walked.push(*add);
                all.push(LayerConfig::Residual { layers, shortcut });
            }
        }
    }
    all
}

/// Sums within branches of sums, at most.
const MOST_NESTED: usize = 64;

/// From a layer to the input, past the branches of sums.
fn way(from: usize, before: &[Option<usize>]) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(from), |layer| before[*layer].filter(|before| *before != usize::MAX))
}

/// The names of the layers in `[name, 0, 0]` or a list of such.
fn history_of(value: &Value) -> Option<Vec<&str>> {
    let array = value.as_array()?;
    match array.first() {
        Some(Value::String(name)) => Some(vec![name.as_str()]),
        _ => array.iter().map(|entry| entry.get(0)?.as_str()).collect(),
    }
}

/// The names of the layers that go into a call: as Keras 3 writes it, or as Keras 2.
fn inputs_of(call: &Value) -> Option<Vec<&str>> {
    if let Some(arguments) = call["args"].as_array() {
        let tensors = match arguments.as_slice() {
            [Value::Array(several)] => several.as_slice(),
            others => others,
        };
        return tensors.iter().map(|tensor| tensor["config"]["keras_history"].get(0)?.as_str()).collect();
    }
    call.as_array()?.iter().map(|entry| entry.get(0)?.as_str()).collect()
}
