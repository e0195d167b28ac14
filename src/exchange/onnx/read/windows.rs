//! Nodes whose windows slide over a picture, and what is around it.

use std::rc::Rc;

use super::constants::Constants;
use super::graph::Form;
use super::node::MOST_PIXELS;
use super::steps::{Action, Step};
use crate::config::{LayerConfig, Padding};
use crate::exchange::onnx::messages::NodeProto;
use crate::exchange::{ForeignLayer, Layout, Unreadable};
use crate::nn::shapes::Axis;

type Found = Result<(Form, Option<Step>), Unreadable>;

/// Rows above and below, then columns left and right.
type Sides = ((usize, usize), (usize, usize));

/// Height, width and channels of a picture whose channels come first.
///
/// # Errors
/// If it is none.
pub fn picture(node: &NodeProto, form: Form) -> Result<(usize, usize, usize), Unreadable> {
    match form {
        Form::Picture { height, width, channels, layout: Layout::Nchw } => Ok((height, width, channels)),
        _ => Err(node.refused(ForeignLayer::Axes)),
    }
}

/// A window that slides over a picture.
pub struct Window {
    /// Steps down and to the right.
    pub strides: (usize, usize),
    /// What the layer itself adds around the picture.
    pub padding: Padding,
    /// What a layer before it adds, where that is neither of the paddings that layers know.
    before: Option<Sides>,
    sides: Sides,
    /// Height and width of the result.
    output: (usize, usize),
}

impl Window {
    /// The window of a node over its input.
    ///
    /// # Errors
    /// If its parameters are not those of a layer, or it does not fit.
    pub fn of(node: &NodeProto, form: Form, size: (usize, usize)) -> Result<Self, Unreadable> {
        let (height, width, _) = picture(node, form)?;
        let strides = node.pair("strides", Some((1, 1)))?;
        let dilations = node.pair("dilations", Some((1, 1)))?;
        if dilations != (1, 1) {
            return Err(node.unsupported("dilations", &format!("{dilations:?}"), "(1, 1)"));
        }
        let same = |length, size, stride| {
            Axis::of(length, size, stride, Padding::Same).map_or((0, 0), |it| (it.before, it.after))
        };
        let same = (same(height, size.0, strides.0), same(width, size.1, strides.1));
        let lower = |(before, after)| (after, before);
        let sides = match node.text("auto_pad") {
            None | Some("NOTSET") => sides(node)?,
            Some("VALID") => ((0, 0), (0, 0)),
            Some("SAME_UPPER") => same,
            Some("SAME_LOWER") => (lower(same.0), lower(same.1)),
            Some(other) => return Err(node.unsupported("auto_pad", other, "NOTSET, VALID, SAME_UPPER, SAME_LOWER")),
        };
        let output = |length: usize, (before, after): (usize, usize), size: usize, stride: usize| {
            let positions = (length + before + after).checked_sub(size).map(|room| room / stride + 1);
            positions.ok_or_else(|| node.misfit(&[size]))
        };
        let output = (output(height, sides.0, size.0, strides.0)?, output(width, sides.1, size.1, strides.1)?);
        let (padding, before) = match sides {
            ((0, 0), (0, 0)) => (Padding::Valid, None),
            _ if sides == same => (Padding::Same, None),
            _ => (Padding::Valid, Some(sides)),
        };
        Ok(Self { strides, padding, before, sides, output })
    }

    /// The form of the result.
    pub fn result(&self, channels: usize) -> Form {
        Form::Picture { height: self.output.0, width: self.output.1, channels, layout: Layout::Nchw }
    }

    /// The layer, after the padding that it needs.
    pub fn step(&self, node: &NodeProto, layer: LayerConfig, tensors: Vec<Rc<Vec<f32>>>) -> Step {
        Step { padding: self.before, ..Step::new(node, Action::Layer(layer, tensors)) }
    }
}

/// The parameter `pads`.
fn sides(node: &NodeProto) -> Result<Sides, Unreadable> {
    let Some(pads) = node.integers("pads") else { return Ok(((0, 0), (0, 0))) };
    let [above, left, below, right] = pads else {
        return Err(node.lacks("pads"));
    };
    let pixels = |value: i64| usize::try_from(value).ok().filter(|pixels| *pixels <= MOST_PIXELS);
    let sides = [*above, *below, *left, *right].map(pixels);
    match sides {
        [Some(above), Some(below), Some(left), Some(right)] => Ok(((above, below), (left, right))),
        _ => Err(node.lacks("pads")),
    }
}

/// `MaxPool` and `AveragePool`.
pub fn pooling(node: &NodeProto, form: Form) -> Found {
    let (height, width, channels) = picture(node, form)?;
    let pool_size = node.pair("kernel_shape", None)?;
    let mut window = Window::of(node, form, pool_size)?;
    let rounds_up = node.integer("ceil_mode").unwrap_or(0) != 0;
    let is_whole =
        |length: usize, size: usize, stride: usize| length.checked_sub(size).is_some_and(|rest| rest % stride == 0);
    let exact = is_whole(height, pool_size.0, window.strides.0) && is_whole(width, pool_size.1, window.strides.1);
    if rounds_up && !(exact && window.padding == Padding::Valid && window.before.is_none()) {
        return Err(node.unsupported("ceil_mode", &1, "0"));
    }
    let is_padded = window.padding == Padding::Same || window.before.is_some();
    let counts_zeros = node.integer("count_include_pad").unwrap_or(0) != 0;
    let strides = Some(window.strides);
    let layer = if node.op_type == "MaxPool" {
        LayerConfig::MaxPooling2D { pool_size, strides, padding: window.padding }
    } else {
        // Zeros that count are those of a padding of its own.
        if is_padded && counts_zeros && window.before.is_none() {
            window.padding = Padding::Valid;
            window.before = Some(window.sides);
        }
        if window.before.is_some() && !counts_zeros {
            return Err(node.refused(ForeignLayer::Padding));
        }
        LayerConfig::AveragePooling2D { pool_size, strides, padding: window.padding }
    };
    Ok((window.result(channels), Some(window.step(node, layer, Vec::new()))))
}

/// `Pad`, with zeros.
pub fn padding(node: &NodeProto, form: Form, constants: &Constants) -> Found {
    let (height, width, channels) = picture(node, form)?;
    let pads = node.integers("pads").map(<[i64]>::to_vec).or_else(|| constants.integers(node, 1));
    let value = node.float("value").or_else(|| constants.number(node, 2)).unwrap_or(0.0);
    let pixels = |value: i64| usize::try_from(value).ok().filter(|pixels| *pixels <= MOST_PIXELS);
    let pads = pads.as_deref().map(|pads| pads.iter().map(|value| pixels(*value)).collect::<Vec<_>>());
    match (node.text("mode").unwrap_or("constant"), value, pads.as_deref()) {
        (
            "constant",
            0.0,
            Some([Some(0), Some(0), Some(above), Some(left), Some(0), Some(0), Some(below), Some(right)]),
        ) => {
            let (height, width) = (height + above + below, width + left + right);
            let layer = LayerConfig::ZeroPadding2D { padding: ((*above, *below), (*left, *right)) };
            let form = Form::Picture { height, width, channels, layout: Layout::Nchw };
            Ok((form, Some(Step::new(node, Action::Layer(layer, Vec::new())))))
        }
        _ => Err(node.refused(ForeignLayer::Padding)),
    }
}
