//! Explanations as pictures: heat over a photograph, feature maps and filters side by side.

mod colours;

use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};

use crate::memory::{ensure_available, or_unwind};
use crate::nn::explain::{Activation, Filters, HeatMap};
use crate::nn::shapes::Shape;

pub use colours::{diverging, heat};

/// Pixels between pictures that stand side by side.
const GAP: u32 = 2;
/// Feature maps and filters are enlarged to at least this side, in pixels.
const LEAST_SIDE: u32 = 48;

/// Heat (0 to 1) over a photograph, which stays visible where it is cold. Unwinds if there is no memory for it.
#[must_use]
pub fn heat_over(photograph: &RgbImage, map: &HeatMap) -> RgbImage {
    over(photograph, map, |value| (heat(value), 0.15 + 0.55 * value))
}

/// Gains and losses (-1 to 1) over a photograph: orange speaks for the class, blue against it. Unwinds if there is no
/// memory for it.
#[must_use]
pub fn differences_over(photograph: &RgbImage, map: &HeatMap) -> RgbImage {
    over(photograph, map, |value| (diverging(value), 0.75 * value.abs().sqrt()))
}

fn over(photograph: &RgbImage, map: &HeatMap, paint: impl Fn(f32) -> ([u8; 3], f32)) -> RgbImage {
    let (width, height) = photograph.dimensions();
    or_unwind(ensure_available(photograph.len()));
    RgbImage::from_fn(width, height, |x, y| {
        let value = map.at((y as f32 + 0.5) / height as f32, (x as f32 + 0.5) / width as f32).clamp(-1.0, 1.0);
        let (colour, cover) = paint(value);
        let below = photograph.get_pixel(x, y).0;
        Rgb([0, 1, 2].map(|i| (f32::from(below[i]) * (1.0 - cover) + f32::from(colour[i]) * cover).round() as u8))
    })
}

/// One feature map of a layer in grey, its least value black, its largest white; `None` for a row or where there is no
/// such map.
#[must_use]
pub fn feature_map(activation: &Activation, channel: usize) -> Option<RgbImage> {
    let Shape::Picture { height, width, channels } = activation.shape else { return None };
    if channel >= channels {
        return None;
    }
    let values: Vec<f32> = activation.values.iter().skip(channel).step_by(channels).copied().collect();
    Some(grey(&values, height, width))
}

/// All feature maps of a layer side by side; a row of numbers as a block. `None` where there is nothing.
#[must_use]
pub fn feature_maps(activation: &Activation) -> Option<RgbImage> {
    let maps: Vec<RgbImage> = match activation.shape {
        Shape::Picture { channels, .. } => {
            (0..channels).filter_map(|channel| feature_map(activation, channel)).collect()
        }
        Shape::Row(size) => {
            // A nearly square block reads better than a line of thousands; what is left of its last row is black.
            let width = (size as f64).sqrt().ceil() as usize;
            let height = size.div_ceil(width.max(1));
            let least = activation.values.iter().copied().fold(f32::INFINITY, f32::min);
            let mut values = activation.values.clone();
            values.resize(height * width, least);
            vec![grey(&values, height, width)]
        }
    };
    side_by_side(&maps)
}

/// All filters side by side in colour; grey is no weight.
#[must_use]
pub fn filters(filters: &Filters) -> Option<RgbImage> {
    side_by_side(&each_filter(filters))
}

/// Each filter in colour, a weight a pixel, all on one scale, so that weak ones look weak; grey is no weight.
#[must_use]
pub fn each_filter(filters: &Filters) -> Vec<RgbImage> {
    let all = filters.weights.iter().flatten();
    let largest = all.fold(f32::MIN_POSITIVE, |largest, weight| largest.max(weight.abs()));
    let picture = |weights: &Vec<f32>| {
        let bytes = weights.iter().map(|weight| ((weight / largest + 1.0) * 127.5) as u8).collect();
        RgbImage::from_raw(filters.width as u32, filters.height as u32, bytes)
    };
    filters.weights.iter().filter_map(picture).collect()
}

fn grey(values: &[f32], height: usize, width: usize) -> RgbImage {
    let least = values.iter().copied().fold(f32::INFINITY, f32::min);
    let largest = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let scale = if largest > least { 255.0 / (largest - least) } else { 0.0 };
    RgbImage::from_fn(width as u32, height as u32, |x, y| {
        Rgb([((values[y as usize * width + x as usize] - least) * scale) as u8; 3])
    })
}

/// Pictures of one size in a nearly square grid, small ones enlarged without smoothing.
fn side_by_side(pictures: &[RgbImage]) -> Option<RgbImage> {
    let (width, height) = pictures.first()?.dimensions();
    let enlarged = LEAST_SIDE.div_ceil(width.max(height)).max(1);
    let (width, height) = (width * enlarged, height * enlarged);
    let columns = (pictures.len() as f64).sqrt().ceil() as u32;
    let rows = (pictures.len() as u32).div_ceil(columns);
    let mut sheet = RgbImage::from_pixel(columns * (width + GAP) + GAP, rows * (height + GAP) + GAP, Rgb([96; 3]));
    for (index, picture) in (0..).zip(pictures) {
        let picture = imageops::resize(picture, width, height, FilterType::Nearest);
        let (x, y) = (GAP + index % columns * (width + GAP), GAP + index / columns * (height + GAP));
        imageops::replace(&mut sheet, &picture, i64::from(x), i64::from(y));
    }
    Some(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heat_lies_where_the_map_is_hot() {
        let photograph = RgbImage::from_pixel(8, 8, Rgb([100; 3]));
        let map = HeatMap { height: 2, width: 2, values: vec![1.0, 0.0, 0.0, 0.0] };
        let picture = heat_over(&photograph, &map);
        let change = |x, y| {
            RgbImage::get_pixel(&picture, x, y).0.iter().map(|value| u32::from(value.abs_diff(100))).sum::<u32>()
        };
        assert!(change(0, 0) > 2 * change(7, 7));
        let against = differences_over(&photograph, &HeatMap { height: 1, width: 1, values: vec![-1.0] });
        assert!(against.get_pixel(0, 0).0[2] > against.get_pixel(0, 0).0[0], "blue speaks against");
        let nothing = differences_over(&photograph, &HeatMap { height: 1, width: 1, values: vec![0.0] });
        assert_eq!(nothing, photograph);
    }

    #[test]
    fn maps_and_filters_stand_side_by_side() {
        let shape = Shape::Picture { height: 2, width: 3, channels: 5 };
        let values = (0..30).map(|value| value as f32).collect();
        let activation = Activation { name: "conv2d".to_owned(), kind: "Conv2D", shape, values, source: None };
        let map = feature_map(&activation, 0).expect("a map");
        assert_eq!((map.dimensions(), map.get_pixel(0, 0).0, map.get_pixel(2, 1).0), ((3, 2), [0; 3], [255; 3]));
        assert!(feature_map(&activation, 5).is_none());
        let sheet = feature_maps(&activation).expect("a sheet");
        assert_eq!(sheet.dimensions(), (3 * 50 + 2, 2 * 34 + 2));
        // The fourth map is the first of the second row: black above on the left, white below on the right.
        let corners = [(1, 36), (2, 35), (2, 36), (49, 67), (50, 67)].map(|(x, y)| sheet.get_pixel(x, y).0[0]);
        assert_eq!(corners, [96, 96, 0, 255, 96]);
        let filters = super::filters(&Filters { height: 1, width: 1, weights: vec![vec![1.0, 0.0, -1.0]] });
        assert_eq!(filters.expect("a sheet").get_pixel(10, 10).0, [255, 127, 0]);
        let weights = vec![vec![2.0, 0.0, -2.0], vec![1.0, 0.0, -1.0]];
        let [strong, weak] = &each_filter(&Filters { height: 1, width: 1, weights })[..] else { panic!("two filters") };
        assert_eq!((strong.get_pixel(0, 0).0, weak.get_pixel(0, 0).0), ([255, 127, 0], [191, 127, 63]));
    }
}
