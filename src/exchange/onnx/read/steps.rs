//! What a graph does between two values, in the words of this program.

use std::rc::Rc;

use crate::config::{Activation, LayerConfig};
use crate::exchange::onnx::messages::NodeProto;
use crate::exchange::{ForeignLayer, Unreadable};

/// How deep sums may lie in each other.
const MOST_DEPTH: usize = 16;

/// A step from a value to the next one.
#[derive(Debug, Clone)]
pub struct Step {
    /// What it does.
    pub action: Action,
    /// Zeros that are added around the picture first: rows above and below, columns left and right.
    pub padding: Option<((usize, usize), (usize, usize))>,
    /// The value that it makes.
    pub value: usize,
    /// The node that it was found in.
    pub node: Named,
}

/// The name and the kind of a node.
#[derive(Debug, Clone)]
pub struct Named {
    /// Its name.
    pub layer: String,
    /// Its operator.
    pub kind: String,
}

/// What a step does.
#[derive(Debug, Clone)]
pub enum Action {
    /// A layer with its tensors' elements in this program's orders.
    Layer(LayerConfig, Vec<Rc<Vec<f32>>>),
    /// A sum of two branches.
    Sum(Rc<Branches>),
    /// A vector that is added to each channel or unit.
    Bias(Rc<Vec<f32>>),
    /// A part of an activation.
    Part(Part),
}

/// The two branches of a sum.
#[derive(Debug)]
pub struct Branches {
    /// At least one step.
    pub main: Vec<Step>,
    /// Empty where it is the value itself.
    pub shortcut: Vec<Step>,
    /// How deep sums lie in each other.
    pub depth: usize,
}

/// A part of an activation that is put together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Part {
    /// Multiplied by a number.
    Scale(f32),
    /// A number is added.
    Shift(f32),
    /// The error function.
    Erf,
    /// The logistic function.
    Sigmoid,
    /// `x (1 + erf(x / sqrt(2)))`
    TwiceGelu,
}

impl Step {
    /// A step of a node.
    pub fn new(node: &NodeProto, action: Action) -> Self {
        let Unreadable::Layer { layer, kind, .. } = node.refused(ForeignLayer::Kind) else {
            unreachable!("a refusal names the node");
        };
        Self { action, padding: None, value: 0, node: Named { layer, kind } }
    }

    /// A sum of two branches.
    ///
    /// # Errors
    /// If sums lie in each other deeper than those of any network.
    pub fn sum(node: &NodeProto, main: Vec<Self>, shortcut: Vec<Self>) -> Result<Self, Unreadable> {
        let inside = main.iter().chain(&shortcut).map(|step| match &step.action {
            Action::Sum(branches) => branches.depth,
            _ => 0,
        });
        let depth = 1 + inside.max().unwrap_or(0);
        if depth > MOST_DEPTH {
            return Err(node.refused(ForeignLayer::Branch));
        }
        Ok(Self::new(node, Action::Sum(Rc::new(Branches { main, shortcut, depth }))))
    }

    /// An activation of its own.
    pub fn activation(node: &NodeProto, activation: Activation) -> Self {
        Self::new(node, Action::Layer(LayerConfig::Activation { activation }, Vec::new()))
    }

    /// That the step cannot be taken.
    pub fn refused(&self, problem: ForeignLayer) -> Unreadable {
        let Named { layer, kind } = self.node.clone();
        Unreadable::Layer { layer, kind, problem }
    }
}

/// The step that the product of two branches from one value is, if it is an activation.
pub fn product(a: &[Step], b: &[Step], node: &NodeProto) -> Option<Step> {
    let parts = |steps: &[Step]| -> Option<Vec<Part>> {
        let part = |step: &Step| if let Action::Part(part) = step.action { Some(part) } else { None };
        steps.iter().map(part).collect()
    };
    let (a, b) = (parts(a)?, parts(b)?);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let is_root = |scale: f32| near(scale, std::f32::consts::FRAC_1_SQRT_2);
    match (short.as_slice(), long.as_slice()) {
        ([], [Part::Sigmoid]) => Some(Step::activation(node, Activation::Silu)),
        ([], [Part::Scale(scale), Part::Erf, Part::Shift(1.0)]) if is_root(*scale) => {
            Some(Step::new(node, Action::Part(Part::TwiceGelu)))
        }
        ([], [Part::Scale(scale), Part::Erf, Part::Shift(1.0), Part::Scale(0.5)])
        | ([Part::Scale(0.5)], [Part::Scale(scale), Part::Erf, Part::Shift(1.0)])
            if is_root(*scale) =>
        {
            Some(Step::activation(node, Activation::Gelu))
        }
        _ => None,
    }
}

/// Whether two numbers are equal but for rounding.
pub fn near(a: f32, b: f32) -> bool {
    (a - b).abs() <= 1e-5 * b.abs()
}
