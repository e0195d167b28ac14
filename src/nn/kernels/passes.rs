//! Operations on activations between the products, one pass over memory each: moments, normalisation and dropout, and the
//! sums of their gradients. Plain loops over blocks of channels that the compiler vectorises, compiled once for each
//! instruction set.

use super::lanes::Simd;

/// Defines a function that is compiled for each instruction set and takes the one to use as its first argument.
macro_rules! vectorised {
    ($(#[$doc:meta])* pub fn $name:ident($($arg:ident: $kind:ty),* $(,)?) $body:block) => {
        $(#[$doc])*
        pub fn $name(simd: Simd, $($arg: $kind),*) {
            #[inline(always)]
            fn plain($($arg: $kind),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f")]
                fn avx512($($arg: $kind),*) { plain($($arg),*) }
                #[target_feature(enable = "avx2,fma")]
                fn avx2($($arg: $kind),*) { plain($($arg),*) }
                match simd {
                    // SAFETY: the guard has checked that the processor supports the instructions.
                    Simd::Avx512 if simd.is_available() => return unsafe { avx512($($arg),*) },
                    // SAFETY: the guard has checked that the processor supports the instructions.
                    Simd::Avx2 if simd.is_available() => return unsafe { avx2($($arg),*) },
                    _ => {}
                }
            }
            let _ = simd;
            plain($($arg),*);
        }
    };
}

/// Channels in a block.
pub(super) const BLOCK: usize = 16;

/// Runs `$body` for each whole block of channels with `$width` = 16, then for each remaining channel with `$width` = 1.
macro_rules! each_block {
    ($channels:expr, |$first:ident, $width:ident| $body:block) => {{
        let whole = $channels / $crate::nn::kernels::passes::BLOCK * $crate::nn::kernels::passes::BLOCK;
        {
            const $width: usize = $crate::nn::kernels::passes::BLOCK;
            let mut $first = 0;
            while $first < whole {
                $body
                $first += $width;
            }
        }
        {
            const $width: usize = 1;
            for $first in whole..$channels $body
        }
    }};
}

pub(super) use {each_block, vectorised};

/// The elements that dropout keeps. Each depends on the key and the element's number alone, so that the mask is the
/// same at any number of threads and in the forward and the backward pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mask {
    key: [u32; 2],
    drop_below: u32,
    scale: f32,
}

impl Mask {
    /// Drops each element with probability `rate` (0 <= rate < 1) and scales the others by `1 / (1 - rate)`.
    #[must_use]
    pub fn new(key: u64, rate: f32) -> Self {
        Self {
            key: [key as u32, (key >> 32) as u32],
            drop_below: (f64::from(rate) * 4_294_967_296.0) as u32,
            scale: 1.0 / (1.0 - rate),
        }
    }

    /// Keeps every element.
    #[must_use]
    pub fn none() -> Self {
        Self { key: [0; 2], drop_below: 0, scale: 1.0 }
    }

    /// The factor of element `index`: 0 or the scale. The hash is `lowbias32` of Chris Wellons' hash prospector.
    #[must_use]
    #[inline(always)]
    pub fn factor(&self, index: u32) -> f32 {
        let mut x = index ^ self.key[0];
        x ^= x >> 16;
        x = x.wrapping_mul(0x7feb_352d) ^ self.key[1];
        x ^= x >> 15;
        x = x.wrapping_mul(0x846c_a68b);
        x ^= x >> 16;
        if x >= self.drop_below { self.scale } else { 0.0 }
    }
}

vectorised! {
    /// Mean and sum of squared deviations of each channel over the pixels of `y`, of which there is at least one.
    ///
    /// # Panics
    /// If the lengths do not fit each other.
    pub fn moments(y: &[f32], channels: usize, mean: &mut [f32], squares: &mut [f32]) {
        assert!(channels > 0 && !y.is_empty() && y.len().is_multiple_of(channels), "whole pixels");
        assert!(mean.len() == channels && squares.len() == channels, "a moment for each channel");
        let per_pixel = 1.0 / (y.len() / channels) as f32;
        each_block!(channels, |first, WIDTH| {
            let mut sum = [0.0f32; WIDTH];
            for pixel in y.chunks_exact(channels) {
                for (sum, value) in sum.iter_mut().zip(&pixel[first..][..WIDTH]) {
                    *sum += value;
                }
            }
            let average = sum.map(|sum| sum * per_pixel);
            let mut sum = [0.0f32; WIDTH];
            for pixel in y.chunks_exact(channels) {
                let pixel = &pixel[first..][..WIDTH];
                for i in 0..WIDTH {
                    let deviation = pixel[i] - average[i];
                    sum[i] += deviation * deviation;
                }
            }
            mean[first..][..WIDTH].copy_from_slice(&average);
            squares[first..][..WIDTH].copy_from_slice(&sum);
        });
    }
}

vectorised! {
    /// `out = (z * scale + shift) * mask`; `index` is the first element's number in the mask.
    ///
    /// # Panics
    /// If the lengths do not fit each other.
    pub fn normalise(z: &[f32], scale: &[f32], shift: &[f32], mask: Mask, index: u32, out: &mut [f32]) {
        let channels = scale.len();
        assert!(channels > 0 && z.len().is_multiple_of(channels), "whole pixels");
        assert!(shift.len() == channels && out.len() == z.len(), "operands of equal lengths");
        if channels >= BLOCK {
            return scale_and_shift(z, scale, shift, mask, index, out);
        }
        // Several pixels at once, so that registers are filled.
        let (scales, shifts) = (scale.repeat(BLOCK), shift.repeat(BLOCK));
        let whole = z.len() / scales.len() * scales.len();
        scale_and_shift(&z[..whole], &scales, &shifts, mask, index, &mut out[..whole]);
        scale_and_shift(&z[whole..], scale, shift, mask, index.wrapping_add(whole as u32), &mut out[whole..]);
    }
}

#[inline(always)]
fn scale_and_shift(z: &[f32], scale: &[f32], shift: &[f32], mask: Mask, index: u32, out: &mut [f32]) {
    let len = scale.len();
    let shift = &shift[..len];
    let mut at = index;
    for (z, out) in z.chunks_exact(len).zip(out.chunks_exact_mut(len)) {
        for c in 0..len {
            out[c] = (z[c] * scale[c] + shift[c]) * mask.factor(at.wrapping_add(c as u32));
        }
        at = at.wrapping_add(len as u32);
    }
}

/// The batch statistics that the backward pass of a batch normalisation needs.
#[derive(Debug, Clone, Copy)]
pub struct Normalised<'a> {
    /// Each channel's mean over the batch.
    pub mean: &'a [f32],
    /// `1 / sqrt(variance + epsilon)` of each channel.
    pub inverse_deviation: &'a [f32],
}

vectorised! {
    /// Adds to `sum` each channel's sum of the masked gradient, the gradient of beta, and to `product` that of its
    /// product with the normalised value, the gradient of gamma.
    ///
    /// # Panics
    /// If the lengths do not fit each other.
    pub fn normalise_sums(z: &[f32], gradient: &[f32], normalised: Normalised<'_>, mask: Mask, index: u32,
                          sum: &mut [f32], product: &mut [f32]) {
        let channels = sum.len();
        assert!(channels > 0 && z.len().is_multiple_of(channels), "whole pixels");
        assert!(gradient.len() == z.len() && product.len() == channels, "operands of equal lengths");
        let Normalised { mean, inverse_deviation } = normalised;
        assert!(mean.len() == channels && inverse_deviation.len() == channels, "statistics of each channel");
        each_block!(channels, |first, WIDTH| {
            let mut sums = [0.0f32; WIDTH];
            let mut products = [0.0f32; WIDTH];
            let (mut means, mut inverses) = ([0.0f32; WIDTH], [0.0f32; WIDTH]);
            means.copy_from_slice(&mean[first..][..WIDTH]);
            inverses.copy_from_slice(&inverse_deviation[first..][..WIDTH]);
            let mut at = index.wrapping_add(first as u32);
            for (z, g) in z.chunks_exact(channels).zip(gradient.chunks_exact(channels)) {
                let (z, g) = (&z[first..][..WIDTH], &g[first..][..WIDTH]);
                for c in 0..WIDTH {
                    let g = g[c] * mask.factor(at.wrapping_add(c as u32));
                    sums[c] += g;
                    products[c] += g * ((z[c] - means[c]) * inverses[c]);
                }
                at = at.wrapping_add(channels as u32);
            }
            for c in 0..WIDTH {
                sum[first + c] += sums[c];
                product[first + c] += products[c];
            }
        });
    }
}
