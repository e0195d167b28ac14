//! The random rectangles of torchvision's `RandomResizedCrop` and `RandomErasing`.

use crate::config::{RandomErasing, RandomResizedCrop};

/// How often a rectangle that does not fit is drawn again.
const ATTEMPTS: usize = 10;

/// A part of a picture, in whole pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rectangle {
    /// First row.
    pub top: usize,
    /// First column.
    pub left: usize,
    /// In pixels.
    pub height: usize,
    /// In pixels.
    pub width: usize,
}

/// torchvision's `RandomResizedCrop.get_params`: the part that is brought to the whole size.
pub fn crop(config: RandomResizedCrop, height: usize, width: usize, uniform: &mut dyn FnMut() -> f64) -> Rectangle {
    let RandomResizedCrop { scale, ratio } = config;
    for _ in 0..ATTEMPTS {
        let area = (height * width) as f64 * between(scale, uniform);
        let form = logarithmically_between(ratio, uniform);
        let (crop_width, crop_height) = (rounded((area * form).sqrt()), rounded((area / form).sqrt()));
        if (1..=width).contains(&crop_width) && (1..=height).contains(&crop_height) {
            return Rectangle {
                top: below(height - crop_height + 1, uniform),
                left: below(width - crop_width + 1, uniform),
                height: crop_height,
                width: crop_width,
            };
        }
    }
    // The largest part of the middle whose form is allowed.
    let form = width as f64 / height as f64;
    let (crop_height, crop_width) = if form < ratio.0 {
        (rounded(width as f64 / ratio.0).clamp(1, height), width)
    } else if form > ratio.1 {
        (height, rounded(height as f64 * ratio.1).clamp(1, width))
    } else {
        (height, width)
    };
    let (top, left) = ((height - crop_height) / 2, (width - crop_width) / 2);
    Rectangle { top, left, height: crop_height, width: crop_width }
}

/// torchvision's `RandomErasing`: the part that is covered, if any.
pub fn erased(
    config: RandomErasing,
    height: usize,
    width: usize,
    uniform: &mut dyn FnMut() -> f64,
) -> Option<Rectangle> {
    let RandomErasing { p, scale, ratio, value: _ } = config;
    if uniform() >= p {
        return None;
    }
    for _ in 0..ATTEMPTS {
        let area = (height * width) as f64 * between(scale, uniform);
        let form = logarithmically_between(ratio, uniform);
        let (rows, columns) = (rounded((area * form).sqrt()), rounded((area / form).sqrt()));
        if rows < height && columns < width {
            let (top, left) = (below(height - rows + 1, uniform), below(width - columns + 1, uniform));
            return Some(Rectangle { top, left, height: rows, width: columns });
        }
    }
    None
}

fn between((low, high): (f64, f64), uniform: &mut dyn FnMut() -> f64) -> f64 {
    low + (high - low) * uniform()
}

fn logarithmically_between((low, high): (f64, f64), uniform: &mut dyn FnMut() -> f64) -> f64 {
    between((low.ln(), high.ln()), uniform).exp()
}

/// A whole number from 0 to less than `end`.
fn below(end: usize, uniform: &mut dyn FnMut() -> f64) -> usize {
    ((uniform() * end as f64) as usize).min(end - 1)
}

/// Python's `round`: halves to the even neighbour.
fn rounded(value: f64) -> usize {
    value.round_ties_even() as usize
}
