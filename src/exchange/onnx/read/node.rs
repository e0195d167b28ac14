//! A node's parameters, and its refusal.

use crate::exchange::onnx::messages::{AttributeProto, NodeProto, TensorProto};
use crate::exchange::{ForeignLayer, Unreadable};

impl NodeProto {
    /// That the node cannot be taken.
    pub fn refused(&self, problem: ForeignLayer) -> Unreadable {
        let name =
            if self.name.is_empty() { self.output.first().cloned().unwrap_or_default() } else { self.name.clone() };
        Unreadable::Layer { layer: name, kind: self.op_type.clone(), problem }
    }

    /// That a parameter has another value than those that layers have.
    pub fn unsupported(&self, argument: &str, value: &(impl ToString + ?Sized), known: &str) -> Unreadable {
        let (argument, value, known) = (argument.to_owned(), value.to_string(), known.to_owned());
        self.refused(ForeignLayer::Argument { argument, value, known })
    }

    /// That a parameter or an input is missing.
    pub fn lacks(&self, argument: &str) -> Unreadable {
        self.refused(ForeignLayer::NoArgument { argument: argument.to_owned() })
    }

    /// That weights do not fit what goes in.
    pub fn misfit(&self, shape: &[usize]) -> Unreadable {
        self.refused(ForeignLayer::Misfit { shape: shape.to_vec() })
    }

    /// The name of the value at this place, if one is given.
    pub fn argument(&self, place: usize) -> Option<&str> {
        self.input.get(place).map(String::as_str).filter(|name| !name.is_empty())
    }

    fn attribute(&self, name: &str) -> Option<&AttributeProto> {
        self.attribute.iter().find(|attribute| attribute.name == name)
    }

    /// A parameter that is a number.
    pub fn float(&self, name: &str) -> Option<f32> {
        self.attribute(name)?.f
    }

    /// A parameter that is a whole number.
    pub fn integer(&self, name: &str) -> Option<i64> {
        self.attribute(name)?.i
    }

    /// A parameter that is a list of whole numbers.
    pub fn integers(&self, name: &str) -> Option<&[i64]> {
        self.attribute(name).map(|attribute| attribute.ints.as_slice())
    }

    /// A parameter that is a list of numbers.
    pub fn floats(&self, name: &str) -> Option<&[f32]> {
        self.attribute(name).map(|attribute| attribute.floats.as_slice())
    }

    /// A parameter that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.attribute(name)?.s.as_deref().and_then(|text| str::from_utf8(text).ok())
    }

    /// A parameter that is a tensor.
    pub fn tensor(&self, name: &str) -> Option<&TensorProto> {
        self.attribute(name)?.t.as_ref()
    }

    /// A parameter that is a pair of lengths above 0; `default` where it is left out.
    ///
    /// # Errors
    /// If it is something else.
    pub fn pair(&self, name: &str, default: Option<(usize, usize)>) -> Result<(usize, usize), Unreadable> {
        let length = |value: i64| usize::try_from(value).ok().filter(|length| (1..=MOST_PIXELS).contains(length));
        let pair = match self.integers(name) {
            None => default,
            Some([rows, columns]) => length(*rows).zip(length(*columns)),
            Some(_) => None,
        };
        pair.ok_or_else(|| self.lacks(name))
    }
}

/// The longest side of a window or padding, in pixels.
pub const MOST_PIXELS: usize = 1 << 16;
