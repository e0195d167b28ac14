//! The graph's values, each with the one that it follows from and the step in between.
//!
//! A node with one input follows from it. A sum follows from the last value that both its branches have in common, so that a
//! residual block is one step and the whole graph a chain.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::constants::Constants;
use super::steps::{Step, product};
use super::{is_own, layers, shapes};
use crate::exchange::onnx::messages::{Dimension, DimensionProto, GraphProto, NodeProto, ValueInfoProto};
use crate::exchange::{ForeignLayer, Layout, Unreadable};

/// The most nodes of a graph that is read.
const MOST_NODES: usize = 4096;
/// The longest side of the input, in pixels.
const MOST_SIDE: usize = 1 << 13;

/// What a value is, for one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Feature maps.
    Picture {
        /// In pixels.
        height: usize,
        /// In pixels.
        width: usize,
        /// Feature maps.
        channels: usize,
        /// The order of the axes.
        layout: Layout,
    },
    /// A picture of one pixel whose axes are still there; our global pooling gives a row.
    Pooled {
        /// Feature maps.
        channels: usize,
    },
    /// A row of values.
    Row {
        /// How many.
        size: usize,
        /// The picture whose values they are in the order channels, height, width.
        picture: Option<(usize, usize, usize)>,
    },
}

struct Value {
    form: Form,
    /// The value that it follows from; none for the input.
    from: Option<usize>,
    /// What is done to that value; none where only its form changes.
    step: Option<Step>,
}

/// The values so far.
pub struct Graph {
    values: Vec<Value>,
    by_name: HashMap<String, usize>,
    constants: Constants,
    opset: i64,
}

impl Graph {
    /// The steps from the input to the output, and the input's height and width.
    ///
    /// # Errors
    /// A graph that is no such chain, with the name of the node that is at fault.
    pub fn read(graph: GraphProto, opset: i64, folder: &Path) -> Result<(Vec<Step>, (usize, usize)), Unreadable> {
        let GraphProto { node: nodes, initializer, input, output, .. } = graph;
        if nodes.len() > MOST_NODES {
            return Err(Unreadable::Damaged(format!("{} nodes are more than a chain has", nodes.len())));
        }
        let constants = Constants::new(initializer, folder.to_owned());
        let inputs: Vec<_> = input.into_iter().filter(|input| !constants.has(&input.name)).collect();
        let ([input], [output]) = (&inputs[..], &output[..]) else {
            let problem = format!("its graph has {} inputs and {} outputs, not one each", inputs.len(), output.len());
            return Err(Unreadable::Damaged(problem));
        };
        let form = input_form(input, &nodes)?;
        let Form::Picture { height, width, .. } = form else { return Err(no_picture(input)) };
        let mut graph = Self {
            values: vec![Value { form, from: None, step: None }],
            by_name: HashMap::from([(input.name.clone(), 0)]),
            constants,
            opset,
        };
        for node in &nodes {
            graph.add(node)?;
        }
        let end = graph.by_name.get(&output.name).copied();
        let end = end.ok_or_else(|| Unreadable::Missing(output.name.clone()))?;
        if let Form::Row { picture: None, .. } = graph.values[end].form {
            return Ok((graph.steps(0, end), (height, width)));
        }
        let node = nodes.iter().find(|node| node.output.contains(&output.name));
        Err(node.map_or_else(|| Unreadable::Missing("output".to_owned()), |node| node.refused(ForeignLayer::Axes)))
    }

    fn add(&mut self, node: &NodeProto) -> Result<(), Unreadable> {
        let Some(output) = node.output.first().filter(|name| !name.is_empty()) else {
            return Err(node.lacks("output"));
        };
        if !is_own(&node.domain) {
            return Err(node.unsupported("domain", &node.domain, "ai.onnx"));
        }
        let op = node.op_type.as_str();
        if op == "Constant" {
            return self.constants.add(node, output);
        }
        if op == "Identity" && node.argument(0).is_some_and(|name| self.constants.has(name)) {
            self.constants.add_alias(output, &node.input[0]);
            return Ok(());
        }
        if let Some(lengths) = shapes::computed(node, &self.constants) {
            self.constants.add_lengths(output, lengths);
            return Ok(());
        }
        let data: Vec<usize> = node.input.iter().filter_map(|name| self.by_name.get(name).copied()).collect();
        let (from, form, step) = match data[..] {
            [x] if op == "Shape" => {
                self.constants.add_lengths(output, lengths(self.values[x].form));
                return Ok(());
            }
            [x] if node.argument(0).is_some_and(|name| self.by_name.contains_key(name))
                || matches!(op, "Add" | "Mul") =>
            {
                let form = self.values[x].form;
                let (form, step) = layers::layer(node, form, &mut self.constants, self.opset)?;
                (x, form, step)
            }
            [a, b] if matches!(op, "Add" | "Mul") => self.joined(node, a, b)?,
            [] => return Err(node.lacks("input")),
            _ => return Err(node.refused(ForeignLayer::Branch)),
        };
        let value = self.values.len();
        let step = step.map(|step| Step { value, ..step });
        self.values.push(Value { form, from: Some(from), step });
        if self.by_name.insert(output.clone(), value).is_some() {
            return Err(Unreadable::Damaged(format!("{output} is computed twice")));
        }
        Ok(())
    }

    /// The sum or product of two values.
    fn joined(&self, node: &NodeProto, a: usize, b: usize) -> Result<(usize, Form, Option<Step>), Unreadable> {
        let form = self.values[a].form;
        if form != self.values[b].form {
            return Err(node.refused(ForeignLayer::Axes));
        }
        let from = self.fork(a, b);
        let (main, shortcut) = (self.steps(from, a), self.steps(from, b));
        if node.op_type == "Mul" {
            let step = product(&main, &shortcut, node);
            let step = step.ok_or_else(|| node.refused(ForeignLayer::PartOfActivation))?;
            return Ok((from, form, Some(step)));
        }
        let (main, shortcut) = if main.is_empty() { (shortcut, main) } else { (main, shortcut) };
        if main.is_empty() {
            return Err(node.refused(ForeignLayer::Branch));
        }
        Ok((from, form, Some(Step::sum(node, main, shortcut)?)))
    }

    /// The last value that two have in common; at the latest the input.
    fn fork(&self, a: usize, b: usize) -> usize {
        let before_a: HashSet<usize> = self.back(a).collect();
        self.back(b).find(|value| before_a.contains(value)).unwrap_or(0)
    }

    /// A value and all that it follows from, backwards.
    fn back(&self, value: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(value), |value| self.values[*value].from)
    }

    /// The steps from one value to another that follows from it.
    fn steps(&self, from: usize, to: usize) -> Vec<Step> {
        let between = self.back(to).take_while(|value| *value != from);
        let mut steps: Vec<Step> = between.filter_map(|value| self.values[value].step.clone()).collect();
        steps.reverse();
        steps
    }
}

/// The input as a picture: three channels, first or last.
fn input_form(input: &ValueInfoProto, nodes: &[NodeProto]) -> Result<Form, Unreadable> {
    let shape = input.r#type.as_ref().and_then(|it| it.tensor_type.as_ref()).and_then(|it| it.shape.as_ref());
    let length = |axis: usize| match shape?.dim.get(axis)?.value.as_ref()? {
        Dimension::Length(length) => usize::try_from(*length).ok().filter(|length| (1..=MOST_SIDE).contains(length)),
        Dimension::Name(_) => None,
    };
    let axes = [length(1), length(2), length(3)];
    let is_picture = shape.is_some_and(|shape| shape.dim.len() == 4);
    let turned = |node: &NodeProto| {
        node.op_type == "Transpose"
            && node.argument(0) == Some(&input.name)
            && node.integers("perm") == Some(&[0, 3, 1, 2])
    };
    match axes {
        [Some(3), Some(height), Some(width)] if is_picture && !nodes.iter().any(turned) => {
            Ok(Form::Picture { height, width, channels: 3, layout: Layout::Nchw })
        }
        [Some(height), Some(width), Some(3)] if is_picture => {
            Ok(Form::Picture { height, width, channels: 3, layout: Layout::Nhwc })
        }
        _ => Err(no_picture(input)),
    }
}

fn no_picture(input: &ValueInfoProto) -> Unreadable {
    let shape = input.r#type.as_ref().and_then(|it| it.tensor_type.as_ref()).and_then(|it| it.shape.as_ref());
    let length = |dimension: &DimensionProto| match &dimension.value {
        Some(Dimension::Length(length)) => length.to_string(),
        Some(Dimension::Name(name)) => name.clone(),
        None => "?".to_owned(),
    };
    let axes: Vec<String> = shape.map(|shape| shape.dim.iter().map(length).collect()).unwrap_or_default();
    Unreadable::Input(format!("[{}]", axes.join(", ")))
}

/// The lengths of a value's axes; the batch's is unknown.
fn lengths(form: Form) -> Vec<Option<i64>> {
    let axes = match form {
        Form::Picture { height, width, channels, layout: Layout::Nchw } => vec![channels, height, width],
        Form::Picture { height, width, channels, layout: Layout::Nhwc } => vec![height, width, channels],
        Form::Pooled { channels } => vec![channels, 1, 1],
        Form::Row { size, .. } => vec![size],
    };
    std::iter::once(None).chain(axes.into_iter().map(|length| Some(length as i64))).collect()
}
