//! Nodes and weights of a graph, one after the other.

use std::collections::BTreeMap;

use crate::exchange::onnx::messages::{AttributeProto, GraphProto, NodeProto, TensorProto, attribute_type, data_type};
use crate::nn::tensors::TensorView;

/// A graph that grows.
pub struct GraphBuilder<'a> {
    tensors: BTreeMap<&'a str, &'a TensorView<'a>>,
    graph: GraphProto,
}

impl<'a> GraphBuilder<'a> {
    /// An empty graph over a network's tensors.
    pub fn new(tensors: BTreeMap<&'a str, &'a TensorView<'a>>) -> Self {
        Self { tensors, graph: GraphProto::default() }
    }

    /// The graph.
    pub fn finish(self) -> GraphProto {
        self.graph
    }

    /// The elements of a tensor of the network.
    ///
    /// # Panics
    /// If the network has none of this name: layers and tensors are then of two networks.
    pub fn tensor(&self, name: &str) -> &'a [f32] {
        self.tensors[name].data
    }

    /// Adds weights; returns their name.
    pub fn floats(&mut self, name: &str, shape: &[usize], data: &[f32]) -> String {
        let raw_data = data.iter().flat_map(|number| number.to_le_bytes()).collect();
        self.initializer(name, shape, data_type::FLOAT, raw_data)
    }

    /// Adds whole numbers; returns their name.
    pub fn integers(&mut self, name: &str, data: &[i64]) -> String {
        let raw_data = data.iter().flat_map(|number| number.to_le_bytes()).collect();
        self.initializer(name, &[data.len()], data_type::INT64, raw_data)
    }

    fn initializer(&mut self, name: &str, shape: &[usize], data_type: i32, raw_data: Vec<u8>) -> String {
        self.graph.initializer.push(TensorProto {
            dims: shape.iter().map(|length| *length as i64).collect(),
            data_type,
            name: name.to_owned(),
            raw_data: Some(raw_data),
            ..TensorProto::default()
        });
        name.to_owned()
    }

    /// Adds an operation; returns the name of its result.
    pub fn node(&mut self, op_type: &str, name: &str, input: &[&str], attribute: Vec<AttributeProto>) -> String {
        self.node_to(op_type, name, input, &format!("{name}/output"), attribute)
    }

    /// As [`Self::node`], with the name of its result.
    pub fn node_to(
        &mut self,
        op_type: &str,
        name: &str,
        input: &[&str],
        output: &str,
        attribute: Vec<AttributeProto>,
    ) -> String {
        self.graph.node.push(NodeProto {
            input: input.iter().map(|name| (*name).to_owned()).collect(),
            output: vec![output.to_owned()],
            name: name.to_owned(),
            op_type: op_type.to_owned(),
            attribute,
            domain: String::new(),
        });
        output.to_owned()
    }
}

/// A parameter that is a number.
pub fn float(name: &str, value: f32) -> AttributeProto {
    AttributeProto { name: name.to_owned(), f: Some(value), r#type: attribute_type::FLOAT, ..AttributeProto::default() }
}

/// A parameter that is a whole number.
pub fn integer(name: &str, value: i64) -> AttributeProto {
    AttributeProto { name: name.to_owned(), i: Some(value), r#type: attribute_type::INT, ..AttributeProto::default() }
}

/// A parameter that is a list of whole numbers.
pub fn integers(name: &str, values: &[usize]) -> AttributeProto {
    let ints = values.iter().map(|value| *value as i64).collect();
    AttributeProto { name: name.to_owned(), ints, r#type: attribute_type::INTS, ..AttributeProto::default() }
}
