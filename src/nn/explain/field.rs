//! The windows of convolutions and poolings, and receptive fields.

use std::ops::Range;

use crate::config::{LayerConfig, Padding};
use crate::nn::shapes::{Axis, LayerShape, Shape};

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
        LayerConfig::Conv2D { kernel_size, strides, padding, .. } => (kernel_size, strides, padding),
        LayerConfig::MaxPooling2D { pool_size, strides, padding }
        | LayerConfig::AveragePooling2D { pool_size, strides, padding } => {
            (pool_size, strides.unwrap_or(pool_size), padding)
        }
        LayerConfig::GlobalAveragePooling2D {} => ((height, width), (1, 1), Padding::Valid),
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

/// The receptive field of activation number `index` of layer number `layer`: the pixels that it depends on.
pub(super) fn receptive_field(layers: &[LayerShape], layer: usize, index: usize) -> Field {
    let whole = |shape: Shape| match shape {
        Shape::Picture { height, width, .. } => Field { rows: 0..height, columns: 0..width },
        Shape::Row(_) => Field { rows: 0..1, columns: 0..1 },
    };
    let place = |shape: Shape| match shape {
        Shape::Picture { width, channels, .. } => {
            let (row, column) = (index / channels / width, index / channels % width);
            Field { rows: row..row + 1, columns: column..column + 1 }
        }
        Shape::Row(_) => Field { rows: 0..1, columns: 0..1 },
    };
    let mut field = place(layers[layer].output);
    for layer in layers[..=layer].iter().rev() {
        match &layer.config {
            LayerConfig::Dense { .. } => return whole(layers[0].input),
            // Flattening keeps the order of the values.
            LayerConfig::Flatten {} => field = place(layer.input),
            LayerConfig::BatchNormalization { .. } | LayerConfig::Dropout { .. } => {}
            _ => {
                let Some(window) = window_of(layer) else { continue };
                let reach = |range: &Range<usize>, of: &dyn Fn(usize) -> Option<(usize, usize)>| {
                    let (first, last) = (of(range.start), of(range.end - 1));
                    first.map_or(0, |(start, _)| start)..last.map_or(0, |(_, end)| end + 1)
                };
                let ends = |mut places: Box<dyn Iterator<Item = (usize, usize)>>| {
                    let first = places.next()?.0;
                    Some((first, places.last().map_or(first, |(at, _)| at)))
                };
                field = Field {
                    rows: reach(&field.rows, &|row| ends(Box::new(window.rows_of(row)))),
                    columns: reach(&field.columns, &|column| ends(Box::new(window.columns_of(column)))),
                };
            }
        }
    }
    field
}
