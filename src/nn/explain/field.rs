//! The windows of convolutions and poolings, and receptive fields.

use std::ops::Range;

use crate::config::{LayerConfig, NetworkConfig, Padding};
use crate::nn::error::NetworkError;
use crate::nn::shapes::{Axis, LayerShape, Shape, infer};

/// The sliding window of a layer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sliding {
    pub(super) size: (usize, usize),
    strides: (usize, usize),
    input: (usize, usize),
    pub(super) rows: Axis,
    pub(super) columns: Axis,
}

/// The window of `layer`, if it has one.
pub(super) fn window_of(layer: &LayerShape) -> Option<Sliding> {
    let Shape::Picture { height, width, .. } = layer.input else { return None };
    let (size, strides, padding) = match layer.config {
        LayerConfig::Conv2D { kernel_size, strides, padding, .. }
        | LayerConfig::DepthwiseConv2D { kernel_size, strides, padding, .. } => (kernel_size, strides, padding),
        LayerConfig::MaxPooling2D { pool_size, strides, padding }
        | LayerConfig::AveragePooling2D { pool_size, strides, padding } => {
            (pool_size, strides.unwrap_or(pool_size), padding)
        }
        LayerConfig::GlobalAveragePooling2D {} | LayerConfig::GlobalMaxPooling2D {} => {
            ((height, width), (1, 1), Padding::Valid)
        }
        _ => return None,
    };
    let rows = Axis::of(height, size.0, strides.0, padding)?;
    let columns = Axis::of(width, size.1, strides.1, padding)?;
    Some(Sliding { size, strides, input: (height, width), rows, columns })
}

impl Sliding {
    /// First row and column of an output's window, negative in the padding.
    pub(super) fn start(&self, row: usize, column: usize) -> (isize, isize) {
        let first = |output: usize, stride: usize, before: usize| (output * stride) as isize - before as isize;
        (first(row, self.strides.0, self.rows.before), first(column, self.strides.1, self.columns.before))
    }

    /// The rows of the picture inside an output's window, each with its row in the window.
    pub(super) fn rows_of(&self, row: usize) -> impl Iterator<Item = (usize, usize)> + use<> {
        inside(self.start(row, 0).0, self.size.0, self.input.0)
    }

    /// As [`Self::rows_of`], for columns.
    pub(super) fn columns_of(&self, column: usize) -> impl Iterator<Item = (usize, usize)> + use<> {
        inside(self.start(0, column).1, self.size.1, self.input.1)
    }

    /// Row and column of each pixel of the picture inside an output's window, row by row.
    pub(super) fn pixels_of(&self, row: usize, column: usize) -> impl Iterator<Item = (usize, usize)> {
        self.rows_of(row).flat_map(move |(y, _)| self.columns_of(column).map(move |(x, _)| (y, x)))
    }
}

fn inside(start: isize, size: usize, end: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..size).filter_map(move |offset| {
        let at = usize::try_from(start + offset as isize).ok()?;
        (at < end).then_some((at, offset))
    })
}

/// The key of the largest value, the first of equals.
pub(super) fn first_largest<K>(values: impl Iterator<Item = (K, f32)>) -> Option<K> {
    values.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(key, _)| key)
}

/// A rectangle of the network's input, in pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Rows from the top.
    pub rows: Range<usize>,
    /// Columns from the left.
    pub columns: Range<usize>,
}

impl Field {
    /// The smallest rectangle around both.
    fn around(&self, other: &Self) -> Self {
        if self.rows.is_empty() || self.columns.is_empty() {
            return other.clone();
        }
        if other.rows.is_empty() || other.columns.is_empty() {
            return self.clone();
        }
        let both = |a: &Range<usize>, b: &Range<usize>| a.start.min(b.start)..a.end.max(b.end);
        Self { rows: both(&self.rows, &other.rows), columns: both(&self.columns, &other.columns) }
    }
}

/// The receptive field of activation number `index` of layer number `layer`: the pixels that it depends on, or the
/// smallest rectangle around them where a residual block has two branches. Empty for zeros of a padding.
pub(super) fn receptive_field(layers: &[LayerShape], layer: usize, index: usize) -> Field {
    let place = |shape: Shape, index: usize| match shape {
        Shape::Picture { width, channels, .. } => {
            let (row, column) = (index / channels / width, index / channels % width);
            Field { rows: row..row + 1, columns: column..column + 1 }
        }
        Shape::Row(_) => Field { rows: 0..1, columns: 0..1 },
    };
    let mut fields: Vec<Option<Field>> = vec![None; layer + 1];
    fields[layer] = Some(place(layers[layer].output, index));
    let mut of_picture: Option<Field> = None;
    for (number, layer) in layers[..=layer].iter().enumerate().rev() {
        let Some(field) = fields[number].take() else { continue };
        let mut add = |source: Option<usize>, field: Field| {
            let slot = source.map_or(&mut of_picture, |source| &mut fields[source]);
            *slot = Some(slot.take().map_or_else(|| field.clone(), |other| other.around(&field)));
        };
        if let Some(sum) = &layer.sum {
            add(sum.shortcut_source(layers), field.clone());
        }
        add(layer.source, before(layer, &field, &|shape| place(shape, index)));
    }
    of_picture.unwrap_or(Field { rows: 0..0, columns: 0..0 })
}

/// The end of all of a row.
const WHOLE: usize = usize::MAX;

/// The part of a layer's input that a part of its result depends on. `place` is that of the activation in another shape.
fn before(layer: &LayerShape, field: &Field, place: &dyn Fn(Shape) -> Field) -> Field {
    if field.rows.is_empty() || field.columns.is_empty() {
        return Field { rows: 0..0, columns: 0..0 };
    }
    match &layer.config {
        LayerConfig::Dense { .. } => match layer.input {
            Shape::Picture { height, width, .. } => Field { rows: 0..height, columns: 0..width },
            Shape::Row(_) => Field { rows: 0..WHOLE, columns: 0..WHOLE },
        },
        // Flattening keeps the order of the values. What depends on all of the row depends on all of the picture.
        LayerConfig::Flatten {} if field.rows.end == WHOLE => match layer.input {
            Shape::Picture { height, width, .. } => Field { rows: 0..height, columns: 0..width },
            Shape::Row(_) => field.clone(),
        },
        LayerConfig::Flatten {} => place(layer.input),
        LayerConfig::GlobalAveragePooling2D {} | LayerConfig::GlobalMaxPooling2D {} => match layer.input {
            Shape::Picture { height, width, .. } => Field { rows: 0..height, columns: 0..width },
            Shape::Row(_) => field.clone(),
        },
        LayerConfig::ZeroPadding2D { padding: ((above, _), (left, _)) } => {
            let Shape::Picture { height, width, .. } = layer.input else { return field.clone() };
            let inside = |range: &Range<usize>, before: usize, length: usize| {
                range.start.saturating_sub(before).min(length)..range.end.saturating_sub(before).min(length)
            };
            Field { rows: inside(&field.rows, *above, height), columns: inside(&field.columns, *left, width) }
        }
        _ => {
            let Some(window) = window_of(layer) else { return field.clone() };
            let reach = |range: &Range<usize>, of: &dyn Fn(usize) -> Option<(usize, usize)>| {
                let (first, last) = (of(range.start), of(range.end - 1));
                first.map_or(0, |(start, _)| start)..last.map_or(0, |(_, end)| end + 1)
            };
            let ends = |mut places: Box<dyn Iterator<Item = (usize, usize)>>| {
                let first = places.next()?.0;
                Some((first, places.last().map_or(first, |(at, _)| at)))
            };
            Field {
                rows: reach(&field.rows, &|row| ends(Box::new(window.rows_of(row)))),
                columns: reach(&field.columns, &|column| ends(Box::new(window.columns_of(column)))),
            }
        }
    }
}

/// The receptive field of one activation of each layer that leaves maps, with the layer's name: of the one that lies
/// `down` and `right` in its maps, each a share from 0 to 1.
///
/// # Errors
/// As [`infer`].
pub fn receptive_fields(
    config: &NetworkConfig,
    classes: usize,
    (down, right): (f32, f32),
) -> Result<Vec<(String, Field)>, NetworkError> {
    let layers = infer(config, classes)?;
    let along = |share: f32, length: usize| ((share.clamp(0.0, 1.0) * length as f32) as usize).min(length - 1);
    let of_layer = |(number, layer): (usize, &LayerShape)| {
        let Shape::Picture { height, width, channels } = layer.output else { return None };
        let index = (along(down, height) * width + along(right, width)) * channels;
        Some((layer.name.clone(), receptive_field(&layers, number, index)))
    };
    Ok(layers.iter().enumerate().filter_map(of_layer).collect())
}
