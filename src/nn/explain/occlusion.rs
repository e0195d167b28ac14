//! Occlusion (Zeiler & Fergus 2014): the probability that a class loses when a part of the photograph is covered.

use std::ops::ControlFlow;

use super::HeatMap;
use crate::nn::error::NetworkError;
use crate::nn::network::Network;

/// Pictures in a batch.
const BATCH: usize = 32;

/// The square that covers a part of the photograph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Occluder {
    /// Side of the square, in pixels.
    pub side: usize,
    /// Pixels between neighbouring positions of the square.
    pub stride: usize,
}

/// The loss of probability at each position of the square.
#[derive(Debug, Clone, PartialEq)]
pub struct OcclusionMap {
    /// The class's probability on the whole photograph, 0 to 1.
    pub probability: f32,
    /// First row of each position, in pixels.
    pub rows: Vec<usize>,
    /// First column of each position, in pixels.
    pub columns: Vec<usize>,
    /// The square's side, in pixels.
    pub side: usize,
    /// Probability on the whole photograph minus that on the covered one, row by row of positions; negative where
    /// covering increases the probability.
    pub drops: Vec<f32>,
}

impl OcclusionMap {
    /// For each pixel, the mean over the squares that cover it.
    #[must_use]
    pub fn over(&self, height: usize, width: usize) -> HeatMap {
        let mut sums = vec![(0.0_f32, 0_u32); height * width];
        for (place, drop) in self.drops.iter().enumerate() {
            let (top, left) = (self.rows[place / self.columns.len()], self.columns[place % self.columns.len()]);
            for row in top..(top + self.side).min(height) {
                for (sum, count) in &mut sums[row * width + left..row * width + (left + self.side).min(width)] {
                    *sum += drop;
                    *count += 1;
                }
            }
        }
        HeatMap { height, width, values: sums.iter().map(|(sum, count)| sum / (*count).max(1) as f32).collect() }
    }
}

/// Covers the picture `x` with a square of its mean colour at each position and predicts its probabilities. `progress`
/// is called with the numbers of finished and of all positions; the result is `None` if it breaks.
///
/// # Errors
/// If `x` is not one picture or there is no such class.
pub fn occlusion_map(
    network: &Network,
    x: &[f32],
    class: usize,
    occluder: Occluder,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Option<OcclusionMap>, NetworkError> {
    Ok(occlusion_maps(network, x, &[class], occluder, progress)?.and_then(|mut maps| maps.pop()))
}

/// As [`occlusion_map`], for the classes `of` in one pass over the positions; the maps are in their order.
///
/// # Errors
/// If `x` is not one picture or there is no such class.
pub fn occlusion_maps(
    network: &Network,
    x: &[f32],
    of: &[usize],
    occluder: Occluder,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Option<Vec<OcclusionMap>>, NetworkError> {
    let (height, width, channels) = network.input();
    let classes = network.classes();
    if x.len() != height * width * channels {
        return Err(NetworkError::NotOnePicture { numbers: x.len(), height, width, channels });
    }
    if let Some(&class) = of.iter().find(|class| **class >= classes) {
        return Err(NetworkError::NoSuchClass { class, classes });
    }
    let mean: Vec<f32> = (0..channels)
        .map(|channel| {
            let values = x.iter().skip(channel).step_by(channels);
            (values.map(|value| f64::from(*value)).sum::<f64>() / (height * width) as f64) as f32
        })
        .collect();
    let side = occluder.side.clamp(1, height.min(width));
    let (rows, columns) = (starts(height, side, occluder.stride), starts(width, side, occluder.stride));
    let whole = network.probabilities(x)?;
    let places: Vec<(usize, usize)> =
        rows.iter().flat_map(|row| columns.iter().map(move |column| (*row, *column))).collect();
    let mut maps: Vec<OcclusionMap> = of
        .iter()
        .map(|class| OcclusionMap {
            probability: whole[*class],
            rows: rows.clone(),
            columns: columns.clone(),
            side,
            drops: Vec::with_capacity(places.len()),
        })
        .collect();
    let mut covered = Vec::new();
    for (number, batch) in places.chunks(BATCH).enumerate() {
        if progress(number * BATCH, places.len()).is_break() {
            return Ok(None);
        }
        covered.clear();
        for (top, left) in batch {
            let start = covered.len();
            covered.extend_from_slice(x);
            for row in *top..top + side {
                let line = &mut covered[start + (row * width + left) * channels..][..side * channels];
                line.chunks_exact_mut(channels).for_each(|pixel| pixel.copy_from_slice(&mean));
            }
        }
        let probabilities = network.probabilities(&covered)?;
        for (map, class) in maps.iter_mut().zip(of) {
            map.drops.extend(probabilities.chunks_exact(classes).map(|row| map.probability - row[*class]));
        }
    }
    Ok(Some(maps))
}

/// The positions of the square along one axis; the last one ends with the picture.
fn starts(length: usize, side: usize, stride: usize) -> Vec<usize> {
    let last = length - side;
    (0..last).step_by(stride.max(1)).chain(std::iter::once(last)).collect()
}
