//! Convolutions with the normalisation and the activation function after them.

use std::ops::Range;

use rayon::prelude::*;

use super::fold::After;
use crate::nn::context::{Context, pieces};
use crate::nn::kernels::{Clamp, Geometry, Simd};
use crate::nn::ops::conv::{Convolution, PackedWeights, rows_at_once};
use crate::nn::ops::depthwise::Depthwise;
use crate::nn::params::Parameters;

/// A convolution with the normalisation and the activation function after it.
#[derive(Debug)]
pub struct FoldedConvolution {
    conv: Convolution,
    weights: PackedWeights,
    bias: Vec<f32>,
    clamp: Clamp,
}

/// A depthwise convolution with the normalisation and the activation function after it.
#[derive(Debug)]
pub struct FoldedDepthwise {
    pub depthwise: Depthwise,
    weights: Vec<f32>,
    bias: Vec<f32>,
    clamp: Clamp,
}

impl FoldedConvolution {
    pub fn new(context: &Context, conv: &Convolution, layer: usize, after: &After, parameters: &Parameters) -> Self {
        let weights = conv.pack(context, &after.scaled(parameters.get(layer, 0)));
        let own = conv.bias.then(|| parameters.get(layer, 1));
        let bias = after.bias(own, conv.geometry.filters());
        Self { conv: conv.clone(), weights, bias, clamp: after.clamp }
    }

    /// Whether each pixel of the result is computed from one pixel of the input.
    pub fn is_pointwise(&self) -> bool {
        self.conv.is_pointwise()
    }

    /// Of a pointwise convolution, that of one column of pixels, which can be divided anywhere.
    fn geometry(&self) -> Geometry {
        let own = self.conv.geometry;
        let (height, width) = own.output();
        let column = || Geometry::new((height * width, 1, own.channels()), (1, 1), (1, 1), own.filters());
        self.is_pointwise().then(column).flatten().unwrap_or(own)
    }

    /// The result for the pixels `x` of a picture, plus `onto`, of a pointwise convolution. Of no pixels, which have no geometry,
    /// there is nothing to compute; a part of a picture always has one.
    pub fn pixels(&self, x: &[f32], onto: Option<&[f32]>, y: &mut [f32]) {
        if let Some(geometry) = self.conv.geometry.of_pixels(x.len() / self.conv.geometry.channels()) {
            self.weights.forward(&geometry, x, Some(&self.bias), self.clamp, onto, 0..1, y);
        }
    }

    /// The result for the picture `x`, plus `onto`, in `bands` bands of rows.
    pub fn run(&self, x: &[f32], onto: Option<&[f32]>, bands: usize, y: &mut [f32]) {
        let geometry = self.geometry();
        let (height, width) = geometry.output();
        let row = width * geometry.filters();
        self.conv.with_padded(x, |x| {
            in_bands(y, height, row, (bands, self.conv.whole_rows(1)), |rows, y| {
                // The rows that are read stay in the first cache while all panels of the weights go over them.
                let multiple = self.conv.whole_rows(1);
                let most = rows_at_once(width, geometry.filters(), multiple);
                let each = rows.len().div_ceil(rows.len().div_ceil(most)).next_multiple_of(multiple);
                for (number, y) in y.chunks_mut(each * row).enumerate() {
                    let start = rows.start + number * each;
                    let part = start..start + y.len() / row;
                    let onto = onto.map(|onto| &onto[part.start * row..part.end * row]);
                    self.weights.forward(&geometry, x, Some(&self.bias), self.clamp, onto, part, y);
                }
            });
        });
    }
}

impl FoldedDepthwise {
    pub fn new(depthwise: &Depthwise, layer: usize, after: &After, parameters: &Parameters) -> Self {
        let weights = after.scaled(parameters.get(layer, 0));
        let own = depthwise.bias().then(|| parameters.get(layer, 1));
        let bias = after.bias(own, depthwise.channels());
        Self { depthwise: depthwise.clone(), weights, bias, clamp: after.clamp }
    }

    /// The result for the picture `x`, in `bands` bands of rows.
    pub fn run(&self, simd: Simd, x: &[f32], bands: usize, y: &mut [f32]) {
        let (height, width) = self.depthwise.output();
        let row = width * self.depthwise.channels();
        let input_row = x.len() / self.depthwise.input_height();
        in_bands(y, height, row, (bands, 1), |rows, y| {
            let read = self.depthwise.input_rows(rows.clone());
            self.rows(simd, &x[read.start * input_row..read.end * input_row], rows, y);
        });
    }

    /// Rows of the result, from the rows of the input under them.
    pub fn rows(&self, simd: Simd, x: &[f32], rows: Range<usize>, y: &mut [f32]) {
        self.depthwise.infer_rows(simd, x, &self.weights, &self.bias, self.clamp, rows, y);
    }
}

/// Calls `work` with so many bands of rows of a picture, each but the last a multiple of so many rows high, on all threads where
/// there are several.
pub fn in_bands(
    y: &mut [f32],
    height: usize,
    row: usize,
    (bands, multiple): (usize, usize),
    work: impl Fn(Range<usize>, &mut [f32]) + Sync,
) {
    if bands == 1 {
        return work(0..height, y);
    }
    let each = height.div_ceil(bands).max(1).next_multiple_of(multiple);
    let ranges: Vec<_> = (0..height).step_by(each).map(|start| start..(start + each).min(height)).collect();
    let parts = pieces(y, ranges.iter().map(|range| range.len() * row));
    ranges.into_par_iter().zip(parts).for_each(|(range, part)| work(range, part));
}
