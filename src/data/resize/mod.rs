//! From a photograph of any size to the network's input, in one way for training, validation, prediction and preview.

use std::ops::Range;

use image::{ImageBuffer, Rgb, imageops};

use super::{DecodeError, Picture, decode};
use crate::config::{Resize, RunConfig};
use crate::memory::{caught, ensure_available, or_unwind, with_capacity};

/// How photographs become the network's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preprocessing {
    /// The network's input, in pixels.
    pub height: usize,
    /// The network's input, in pixels.
    pub width: usize,
    /// Whether photographs are turned as their EXIF says.
    pub exif_orientation: bool,
    /// How they are brought to size.
    pub resize: Resize,
}

impl Preprocessing {
    /// The preprocessing that a run's configuration describes.
    #[must_use]
    pub fn of(config: &RunConfig) -> Self {
        let (height, width) = config.network.input;
        Self { height, width, exif_orientation: config.data.exif_orientation, resize: config.data.resize }
    }

    /// Resizes a picture to height x width x 3 bytes, without keeping its proportions, as Keras's `load_img`. Unwinds with
    /// an [`OutOfMemory`](crate::memory::OutOfMemory) if there is no memory for it.
    #[must_use]
    pub fn apply(&self, picture: &Picture) -> Vec<u8> {
        match self.resize {
            Resize::Nearest => nearest(picture, self.height, self.width),
            Resize::Area => area(picture, self.height, self.width),
        }
    }

    /// From a file's bytes to height x width x 3 bytes.
    ///
    /// # Errors
    /// If the bytes cannot be decoded, or there is no memory for the pixels.
    pub fn pixels(&self, bytes: &[u8]) -> Result<Vec<u8>, DecodeError> {
        let picture = decode::decode(bytes, self.exif_orientation)?;
        Ok(caught(|| self.apply(&picture))?)
    }
}

/// The source index of each target index: Pillow's `resize(.., NEAREST)` (`ImagingScaleAffine` in `Geometry.c`), which
/// adds the scale up from pixel to pixel, so that its rounding decides where a place falls between two pixels.
fn nearest_indices(from: usize, to: usize) -> impl Iterator<Item = usize> {
    let scale = from as f64 / to as f64;
    let places = std::iter::successors(Some(0.5 * scale), move |place| Some(place + scale));
    places.take(to).map(move |place| (place as usize).min(from - 1))
}

fn nearest(picture: &Picture, height: usize, width: usize) -> Vec<u8> {
    let columns: Vec<usize> = nearest_indices(picture.width, width).map(|column| 3 * column).collect();
    let mut out = or_unwind(with_capacity(3 * height * width));
    for row in nearest_indices(picture.height, height) {
        let line = &picture.rgb[3 * row * picture.width..][..3 * picture.width];
        for &at in &columns {
            out.extend_from_slice(&line[at..at + 3]);
        }
    }
    out
}

/// Each target pixel is the mean of the pixels that fall on it; an axis with too few pixels is enlarged linearly.
fn area(picture: &Picture, height: usize, width: usize) -> Vec<u8> {
    let (mean_height, mean_width) = (picture.height.min(height), picture.width.min(width));
    let means = means(picture, mean_height, mean_width);
    if (mean_height, mean_width) == (height, width) {
        return means;
    }
    // Enlarging goes through RGBA floats, first of the new height and then of the new width.
    or_unwind(ensure_available(4 * size_of::<f32>() * height * (mean_width + width) + 3 * height * width));
    let means = ImageBuffer::<Rgb<u8>, _>::from_raw(mean_width as u32, mean_height as u32, means);
    let means = means.expect("three bytes a pixel");
    imageops::resize(&means, width as u32, height as u32, imageops::FilterType::Triangle).into_raw()
}

/// The rounded mean of the pixels that fall on each of `height` x `width` pixels, no more on an axis than the picture has.
fn means(picture: &Picture, height: usize, width: usize) -> Vec<u8> {
    // In whole numbers, so that each pixel falls on exactly one at any size.
    let range = |at: usize, from: usize, to: usize| (at * from).div_ceil(to)..((at + 1) * from).div_ceil(to);
    let columns: Vec<Range<usize>> = (0..width).map(|column| range(column, picture.width, width)).collect();
    let mut out = or_unwind(with_capacity(3 * height * width));
    let line_len = 3 * picture.width;
    let mut sums = vec![[0_u64; 3]; width];
    for row in 0..height {
        let rows = range(row, picture.height, height);
        sums.fill([0; 3]);
        for line in picture.rgb[rows.start * line_len..rows.end * line_len].chunks_exact(line_len) {
            for (sums, columns) in sums.iter_mut().zip(&columns) {
                for pixel in line[3 * columns.start..3 * columns.end].chunks_exact(3) {
                    sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += u64::from(*value));
                }
            }
        }
        for (sums, columns) in sums.iter().zip(&columns) {
            let count = (rows.len() * columns.len()) as u64;
            out.extend(sums.map(|sum| ((sum + count / 2) / count) as u8));
        }
    }
    out
}

#[cfg(test)]
mod tests;
