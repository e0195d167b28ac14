//! Odd files found in the wild, against what Pillow makes of them.

use std::collections::BTreeMap;
use std::fs;

use super::{Picture, decode};
use crate::data::testing::shared;

/// What Pillow makes of a file.
#[derive(serde::Deserialize)]
struct Made {
    /// Width and height.
    size: (usize, usize),
    mean: Vec<Vec<[f64; 3]>>,
    /// Turned by its EXIF.
    mean_transposed: Vec<Vec<[f64; 3]>>,
}

/// The mean colours of 8 x 8 parts.
fn means(picture: &Picture) -> Vec<Vec<[f64; 3]>> {
    let edges = |side: usize, part: usize| part * side / 8..(part + 1) * side / 8;
    let mean = |row: usize, column: usize| {
        let (rows, columns) = (edges(picture.height, row), edges(picture.width, column));
        let count = (rows.len() * columns.len()) as f64;
        [0, 1, 2].map(|channel| {
            let places = rows.clone().flat_map(|y| columns.clone().map(move |x| y * picture.width + x));
            places.map(|place| f64::from(picture.rgb[3 * place + channel])).sum::<f64>() / count
        })
    };
    (0..8).map(|row| (0..8).map(|column| mean(row, column)).collect()).collect()
}

fn furthest(a: &[Vec<[f64; 3]>], b: &[Vec<[f64; 3]>]) -> f64 {
    let values = |grid: &[Vec<[f64; 3]>]| grid.concat().concat();
    values(a).iter().zip(values(b)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

#[test]
fn odd_files_have_the_colours_that_pillow_gives_them() {
    let Some(folder) = shared("data/odd2") else { return };
    let list: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("PILLOW.json")).unwrap()).unwrap();
    let files: BTreeMap<String, Made> = serde_json::from_value(list["files"].clone()).unwrap();
    assert!(files.len() > 10);
    for (name, made) in files {
        let bytes = fs::read(folder.join(&name)).unwrap();
        let plain = decode(&bytes, false).unwrap();
        assert_eq!((plain.width, plain.height), made.size, "{name}");
        assert!(furthest(&means(&plain), &made.mean) < 0.1, "{name}");
        let turned = decode(&bytes, true).unwrap();
        assert!(furthest(&means(&turned), &made.mean_transposed) < 0.1, "{name}, turned");
    }
}
