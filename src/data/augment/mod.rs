//! Photographs augmented as `ImageDataGenerator` does, in three generations of its geometry.
//!
//! Order for one sample: crop and affine warp in one, channel shift, flips, brightness, colour jitter, erasing, rescale.

mod colour;
mod perturbation;
mod rectangles;
#[cfg(test)]
mod tests;
mod transform;
mod warp;

use crate::config::AugmentationConfig;
use crate::data::random;

pub use perturbation::Perturbation;
pub use rectangles::Rectangle;
pub use transform::{Jitter, Transform};
pub use warp::Warp;

/// Names one sample of a run. The same key gives the same random numbers in every version, at any number of threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleKey {
    /// The run's seed.
    pub seed: u64,
    /// The epoch.
    pub epoch: u64,
    /// The photograph's index in its data set.
    pub index: u64,
}

/// Turns pixels of the network's input size into its input: augmented for training, only rescaled for validation and
/// prediction.
#[derive(Debug, Clone, PartialEq)]
pub struct Augmenter {
    config: AugmentationConfig,
    /// Height and width of the pictures.
    pictures: (usize, usize),
    /// Height and width of the inputs that are made of them.
    height: usize,
    width: usize,
}

impl Augmenter {
    /// An augmenter of pictures of `height` x `width`, neither of them 0.
    #[must_use]
    pub fn new(config: &AugmentationConfig, height: usize, width: usize) -> Self {
        Self { config: config.clone(), pictures: (height, width), height, width }
    }

    /// An augmenter of the same pictures for inputs of `height` x `width`, neither of them 0.
    #[must_use]
    pub fn resizing_to(&self, (height, width): (usize, usize)) -> Self {
        Self { height, width, ..self.clone() }
    }

    /// The number of bytes of a picture: height x width x 3.
    #[must_use]
    pub fn picture_len(&self) -> usize {
        self.pictures.0 * self.pictures.1 * 3
    }

    /// The number of values of an input: height x width x 3.
    #[must_use]
    pub fn sample_len(&self) -> usize {
        self.height * self.width * 3
    }

    /// A sample's random parameters.
    #[must_use]
    pub fn draw(&self, key: SampleKey) -> Transform {
        let mut random = random::stream(random::Purpose::Augmentation, [key.seed, key.epoch, key.index]);
        self.draw_from(|| random::uniform(&mut random))
    }

    /// Random parameters from any source of doubles in [0, 1), such as numpy's.
    #[must_use]
    pub fn draw_from(&self, uniform: impl FnMut() -> f64) -> Transform {
        Transform::draw(&self.config, self.pictures, (self.height, self.width), uniform)
    }

    /// The affine map of a transform, from the input's (row, column, 1) to the picture's.
    #[must_use]
    pub fn matrix(&self, transform: &Transform) -> [[f64; 3]; 3] {
        transform.matrix(self.config.form, self.pictures, (self.height, self.width))
    }

    /// Augments a picture's `pixels` (height x width x 3, RGB bytes) into the input `out` (height x width x 3), rescaled.
    ///
    /// # Panics
    /// If a slice has another length than [`Self::picture_len`] and [`Self::sample_len`].
    pub fn apply(&self, transform: &Transform, pixels: &[u8], out: &mut [f32]) {
        self.check_lengths(pixels, out);
        if transform.keeps_place() && self.pictures == (self.height, self.width) {
            scale_bytes(pixels, 1.0, out);
        } else {
            let matrix = self.matrix(transform);
            let warp = Warp { matrix, fill_mode: self.config.fill_mode, cval: self.config.cval };
            warp.apply(pixels, self.pictures, (self.height, self.width), out);
        }
        if let Some(levels) = transform.channel_shift {
            colour::shift_channels(out, levels as f32);
        }
        if transform.flip_horizontal {
            for line in out.chunks_exact_mut(self.width * 3) {
                line.as_chunks_mut::<3>().0.reverse();
            }
        }
        if transform.flip_vertical {
            flip_rows(out, self.width * 3);
        }
        if let Some(factor) = transform.brightness {
            colour::brighten(out, factor as f32, self.config.form);
        }
        if let Some(jitter) = &transform.jitter {
            colour::jitter(out, jitter);
        }
        if let (Some(erased), Some(erasing)) = (transform.erased, self.config.random_erasing) {
            for line in out.chunks_exact_mut(self.width * 3).skip(erased.top).take(erased.height) {
                line[erased.left * 3..][..erased.width * 3].fill(erasing.value as f32);
            }
        }
        let rescale = self.config.rescale as f32;
        for value in out {
            *value *= rescale;
        }
    }

    /// Only rescales `pixels` into `out`, for validation and prediction.
    ///
    /// # Panics
    /// If a slice has another length than [`Self::picture_len`] and [`Self::sample_len`], or these differ.
    pub fn standardize(&self, pixels: &[u8], out: &mut [f32]) {
        self.check_lengths(pixels, out);
        assert_eq!(pixels.len(), out.len(), "a picture of the input's size");
        scale_bytes(pixels, self.config.rescale as f32, out);
    }

    fn check_lengths(&self, pixels: &[u8], out: &[f32]) {
        assert_eq!(pixels.len(), self.picture_len(), "a picture of {:?} pixels", self.pictures);
        assert_eq!(out.len(), self.sample_len(), "an input of {} x {} pixels", self.height, self.width);
    }
}

fn scale_bytes(pixels: &[u8], factor: f32, out: &mut [f32]) {
    for (value, &pixel) in out.iter_mut().zip(pixels) {
        *value = f32::from(pixel) * factor;
    }
}

fn flip_rows(out: &mut [f32], row_len: usize) {
    let mut rows = out.chunks_exact_mut(row_len);
    while let (Some(top), Some(bottom)) = (rows.next(), rows.next_back()) {
        top.swap_with_slice(bottom);
    }
}
