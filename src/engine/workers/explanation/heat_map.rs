//! Heat maps and feature maps as pixels.

use crate::data::Picture;
use crate::engine::views::{ColourOverlay, ExplainedLayer, MapsView};
use crate::nn::explain::{Activation, HeatMap};
use crate::results::pictures::{diverging, heat};

/// Side of an overlay, in pixels: fine enough to be stretched over a photograph.
const SIDE: usize = 192;

/// Heat, nearly transparent where it is cold. `scale` is the value of the hottest colour.
pub(super) fn heat_overlay(map: &HeatMap, scale: f32) -> ColourOverlay {
    overlay(map, |value| {
        let share = if scale > 0.0 { (value / scale).clamp(0.0, 1.0) } else { 0.0 };
        (heat(share), 0.25 + 0.75 * share)
    })
}

/// Losses orange, gains blue; `scale` is the value of the strongest colour.
pub(super) fn differences_overlay(map: &HeatMap, scale: f32) -> ColourOverlay {
    overlay(map, |value| {
        let share = if scale > 0.0 { (value / scale).clamp(-1.0, 1.0) } else { 0.0 };
        (diverging(share), share.abs().sqrt())
    })
}

fn overlay(map: &HeatMap, paint: impl Fn(f32) -> ([u8; 3], f32)) -> ColourOverlay {
    let mut rgba = Vec::with_capacity(SIDE * SIDE * 4);
    for row in 0..SIDE {
        for column in 0..SIDE {
            let share = |at: usize| (at as f32 + 0.5) / SIDE as f32;
            let (colour, opacity) = paint(map.at(share(row), share(column)));
            rgba.extend_from_slice(&colour);
            rgba.push((opacity * 255.0).round() as u8);
        }
    }
    ColourOverlay { height: SIDE, width: SIDE, rgba }
}

/// All maps of a layer in grey, each on its own scale or all on one.
pub(super) fn maps(number: usize, layer: &ExplainedLayer, activation: &Activation, common_scale: bool) -> MapsView {
    let count = layer.maps();
    let (height, width) = layer.grid();
    let range = |values: &mut dyn Iterator<Item = f32>| {
        values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
    };
    let of = |map: usize| activation.values.iter().skip(map).step_by(count.max(1)).copied();
    let ranges: Vec<(f32, f32)> = (0..count).map(|map| range(&mut of(map))).collect();
    let peak = |map: usize| {
        let mut best = (0, f32::NEG_INFINITY);
        of(map).enumerate().filter(|(_, value)| !value.is_nan()).for_each(|(at, value)| {
            if value > best.1 {
                best = (at, value);
            }
        });
        (best.0 / width.max(1), best.0 % width.max(1))
    };
    let peaks = (0..count).map(peak).collect();
    let whole = range(&mut activation.values.iter().copied());
    let maps = ranges.iter().enumerate().map(|(map, own)| {
        let (low, high) = if common_scale { whole } else { *own };
        let scale = if high > low { 255.0 / (high - low) } else { 0.0 };
        let mut rgb: Vec<u8> = of(map).flat_map(|value| [((value - low) * scale) as u8; 3]).collect();
        // The last line of a row's block may hold fewer numbers.
        rgb.resize(height * width * 3, 0);
        Picture { height, width, rgb }
    });
    MapsView { layer: number, maps: maps.collect(), ranges, peaks }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::shapes::Shape;

    #[test]
    fn the_place_of_an_index_leads_back_to_the_index() {
        let shapes = [Shape::Picture { height: 3, width: 5, channels: 4 }, Shape::Row(11), Shape::Row(1)];
        for shape in shapes {
            let layer = ExplainedLayer { name: "layer".to_owned(), kind: "Layer", shape };
            for index in 0..shape.size() {
                let (map, row, column) = layer.place(index);
                assert_eq!(layer.index(map, row, column), Some(index), "{shape:?}");
            }
            let (height, width) = layer.grid();
            assert_eq!(
                layer.index(layer.maps(), 0, 0).or(layer.index(0, height, 0)).or(layer.index(0, 0, width)),
                None
            );
        }
    }

    #[test]
    fn maps_have_a_scale_each_or_one_in_common() {
        let shape = Shape::Picture { height: 1, width: 2, channels: 2 };
        let layer = ExplainedLayer { name: "conv2d".to_owned(), kind: "Conv2D", shape };
        let values = vec![0.0, 1.0, 4.0, 2.0];
        let activation = Activation { name: "conv2d".to_owned(), kind: "Conv2D", shape, values, source: None };
        let own = maps(3, &layer, &activation, false);
        assert_eq!((own.layer, own.ranges.as_slice()), (3, &[(0.0, 4.0), (1.0, 2.0)][..]));
        assert_eq!(own.maps[1].rgb, [0, 0, 0, 255, 255, 255]);
        let one = maps(3, &layer, &activation, true);
        assert_eq!(one.maps[1].rgb, [63, 63, 63, 127, 127, 127]);

        // Two numbers are painted white, and only one of them is the largest.
        let values = vec![0.0, 999.9, 1000.0, 0.0];
        let shape = Shape::Picture { height: 2, width: 2, channels: 1 };
        let layer = ExplainedLayer { name: "conv2d".to_owned(), kind: "Conv2D", shape };
        let activation = Activation { name: "conv2d".to_owned(), kind: "Conv2D", shape, values, source: None };
        assert_eq!(maps(0, &layer, &activation, false).peaks, [(1, 0)]);
    }

    #[test]
    fn cold_places_are_nearly_transparent() {
        let map = HeatMap { height: 1, width: 2, values: vec![0.0, 8.0] };
        let hot = heat_overlay(&map, 8.0);
        assert!(hot.rgba[3] < 80 && hot.rgba[4 * SIDE - 1] == 255);
        let even = differences_overlay(&HeatMap { height: 1, width: 1, values: vec![0.0] }, 1.0);
        assert!(even.rgba.chunks_exact(4).all(|pixel| pixel[3] == 0));
    }
}
