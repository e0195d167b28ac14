use std::collections::BTreeMap;

use super::{Preprocessing, nearest_indices};
use crate::{
    config::Resize,
    data::{Picture, testing::reference},
};

fn gray(rows: &[&[u8]]) -> Picture {
    let rgb = rows.concat().into_iter().flat_map(|value| [value; 3]).collect();
    Picture { height: rows.len(), width: rows[0].len(), rgb }
}

fn resized(picture: &Picture, height: usize, width: usize, resize: Resize) -> Vec<u8> {
    let pixels = Preprocessing { height, width, exif_orientation: false, resize }.apply(picture);
    assert_eq!(pixels.len(), 3 * height * width);
    pixels.chunks_exact(3).map(|pixel| pixel[1]).collect()
}

#[test]
fn nearest_picks_pillows_indices() {
    let reference = reference("keras_semantics.json");
    let cases: BTreeMap<String, Vec<usize>> = serde_json::from_value(reference["pil_nearest"].clone()).unwrap();
    assert!(cases.len() > 4);
    for (sizes, expected) in cases {
        let (from, to) = sizes.split_once("->").unwrap();
        let indices: Vec<usize> = nearest_indices(from.parse().unwrap(), to.parse().unwrap()).collect();
        assert_eq!(indices, expected, "{sizes}");
    }
}

#[test]
fn nearest_takes_whole_pixels_on_both_axes() {
    let picture = gray(&[&[1, 2, 3, 4], &[5, 6, 7, 8], &[9, 10, 11, 12]]);
    assert_eq!(resized(&picture, 3, 4, Resize::Nearest), (1..=12).collect::<Vec<u8>>());
    assert_eq!(resized(&picture, 1, 2, Resize::Nearest), [6, 8]);
    assert_eq!(resized(&picture, 6, 1, Resize::Nearest), [3, 3, 7, 7, 11, 11]);
}

#[test]
fn area_averages_what_falls_on_a_pixel() {
    let picture = gray(&[&[0, 10, 100, 110], &[20, 30, 120, 130], &[200, 200, 50, 60], &[200, 200, 70, 80]]);
    assert_eq!(resized(&picture, 2, 2, Resize::Area), [15, 115, 200, 65]);
    assert_eq!(resized(&gray(&[&[77; 9][..]; 5]), 3, 4, Resize::Area), [77; 12]);
    assert_eq!(resized(&gray(&[&[77; 2][..]; 2]), 5, 7, Resize::Area), [77; 35]);
}

#[test]
fn area_averages_along_the_axis_with_enough_pixels_before_it_enlarges_the_other() {
    let picture = gray(&[&[0, 10, 20, 100, 110, 120]]);
    assert_eq!(resized(&picture, 3, 2, Resize::Area), [10, 110].repeat(3));
    let upright = gray(&[&[0], &[10], &[20], &[100], &[110], &[120]]);
    assert_eq!(resized(&upright, 2, 3, Resize::Area), [[10; 3], [110; 3]].concat());
}

#[test]
fn area_counts_each_pixel_once_at_any_size() {
    let values: Vec<u8> = (0..60).map(|value| value * 4).collect();
    let picture = Picture { height: 1, width: 60, rgb: values.iter().flat_map(|value| [*value; 3]).collect() };
    for width in [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60] {
        let expected = values.chunks(60 / width).map(|part| {
            let mean = part.iter().map(|value| f64::from(*value)).sum::<f64>() / part.len() as f64;
            mean.round() as u8
        });
        assert_eq!(resized(&picture, 1, width, Resize::Area), expected.collect::<Vec<_>>(), "{width}");
    }
}
