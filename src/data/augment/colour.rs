//! Channel shift, brightness and colour jitter, on grey levels of 0..255.

use super::Jitter;
use crate::config::Form;

/// Keras's `apply_channel_shift`: adds `levels`, then clips to the picture's darkest and brightest value before.
pub fn shift_channels(values: &mut [f32], levels: f32) {
    let (darkest, brightest) = extremes(values);
    for value in values {
        *value = (*value + levels).clamp(darkest, brightest);
    }
}

/// Keras's `apply_brightness_shift`: each grey level times `factor`.
///
/// Keras goes through an 8-bit Pillow picture, so `classic` and `modern` truncate to whole grey levels before and after;
/// `classic` also stretches the picture to 0..255 first (`array_to_img(scale=True)`). `corrected` only multiplies.
pub fn brighten(values: &mut [f32], factor: f32, form: Form) {
    if form == Form::Classic {
        stretch(values);
    }
    for value in values {
        *value = if form == Form::Corrected { (*value * factor).clamp(0.0, 255.0) } else { enhanced(*value, factor) };
    }
}

/// torchvision's `ColorJitter`: blends with black, with the mean grey level, and with each pixel's own, in the drawn order.
pub fn jitter(values: &mut [f32], jitter: &Jitter) {
    for which in jitter.order {
        let factor = jitter.factors[usize::from(which)] as f32;
        let pixels = values.as_chunks_mut::<3>().0;
        match which {
            0 => blend(pixels, factor, |_| 0.0),
            1 => {
                let sum: f64 = pixels.iter().map(|pixel| f64::from(grey(pixel))).sum();
                let mean = (sum / pixels.len().max(1) as f64) as f32;
                blend(pixels, factor, |_| mean);
            }
            _ => blend(pixels, factor, grey),
        }
    }
}

/// `factor pixel + (1 - factor) other`, clipped to 0..255.
fn blend(pixels: &mut [[f32; 3]], factor: f32, other: impl Fn(&[f32; 3]) -> f32) {
    for pixel in pixels {
        let rest = (1.0 - factor) * other(pixel);
        *pixel = pixel.map(|value| (factor * value + rest).clamp(0.0, 255.0));
    }
}

/// The grey level of a pixel, in torchvision's weights.
fn grey([red, green, blue]: &[f32; 3]) -> f32 {
    0.2989 * red + 0.587 * green + 0.114 * blue
}

/// Makes the darkest value 0 and the brightest 255.
fn stretch(values: &mut [f32]) {
    let (darkest, brightest) = extremes(values);
    let range = if brightest > darkest { brightest - darkest } else { 1.0 };
    for value in values {
        *value = (*value - darkest) / range * 255.0;
    }
}

/// Pillow's `ImageEnhance.Brightness` of one grey level: a blend with black that truncates.
fn enhanced(value: f32, factor: f32) -> f32 {
    (value.trunc() * factor).clamp(0.0, 255.0).trunc()
}

fn extremes(values: &[f32]) -> (f32, f32) {
    values.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), &value| (low.min(value), high.max(value)))
}
