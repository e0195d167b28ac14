use std::ops::ControlFlow;

use super::{DuplicatePair, PerceptualHash, identical};
use crate::config::{DataSource, Resize};
use crate::data::{Dataset, Preprocessing};

/// Hashes of 40 drawings at 64 x 64 pixels; `change` gets each drawing's number, and each byte with its place. Those in
/// haze or the dark are left out: pictures with little contrast are duplicates only if they are identical.
fn hashes(change: impl Fn(usize, usize, &mut u8)) -> Vec<PerceptualHash> {
    let drawings = Dataset::open(&DataSource::drawings(160, 3)).expect("they are built in");
    let size = Preprocessing { height: 64, width: 64, exif_orientation: false, resize: Resize::Nearest };
    (0..160)
        .map(|index| size.apply(&drawings.decode(index, false).expect("a drawing")))
        .filter(|pixels| contrast(pixels) > 40.0)
        .take(40)
        .enumerate()
        .map(|(index, mut pixels)| {
            pixels.iter_mut().enumerate().for_each(|(at, byte)| change(index, at, byte));
            PerceptualHash::of(&pixels, 64, 64)
        })
        .collect()
}

/// The standard deviation of all bytes.
fn contrast(pixels: &[u8]) -> f64 {
    let count = pixels.len() as f64;
    let mean = pixels.iter().map(|level| f64::from(*level)).sum::<f64>() / count;
    (pixels.iter().map(|level| (f64::from(*level) - mean).powi(2)).sum::<f64>() / count).sqrt()
}

fn duplicates(hashes: &[PerceptualHash]) -> Vec<DuplicatePair> {
    super::duplicates(hashes, &mut |_, _| ControlFlow::Continue(())).expect("progress does not break")
}

#[test]
fn identical_pixels_and_near_duplicates_are_found_and_other_pictures_are_not() {
    let originals = hashes(|_, _, _| {});
    assert_eq!(duplicates(&originals), [], "drawings differ");
    let brighter = hashes(|_, _, byte| *byte = byte.saturating_add(3));
    let both = [originals.clone(), brighter].concat();
    let expected: Vec<DuplicatePair> =
        (0..40).map(|first| DuplicatePair { first, second: first + 40, is_exact: false }).collect();
    assert_eq!(duplicates(&both), expected);
    let twice = [&originals[..2], &originals[..1]].concat();
    assert_eq!(duplicates(&twice), [DuplicatePair { first: 0, second: 2, is_exact: true }]);
}

#[test]
fn flat_pictures_are_duplicates_only_if_they_are_identical() {
    let flat = |level: u8| PerceptualHash::of(&[level; 32 * 32 * 3], 32, 32);
    assert_eq!(duplicates(&[flat(20), flat(22), flat(20)]), [DuplicatePair { first: 0, second: 2, is_exact: true }]);
}

#[test]
fn identical_pictures_are_all_paired_unless_they_are_many() {
    let hashes = [PerceptualHash::of(&[20; 32 * 32 * 3], 32, 32), PerceptualHash::of(&[90; 32 * 32 * 3], 32, 32)];
    let some = |count: usize| (0..count).map(|at| hashes[usize::from(at == 1)].clone()).collect::<Vec<_>>();
    let pairs = [(0, 2), (0, 3), (2, 3)];
    assert_eq!(duplicates(&some(4)), pairs.map(|(first, second)| DuplicatePair { first, second, is_exact: true }));
    let many = duplicates(&some(1001));
    assert_eq!(many.len(), 8 * 7 / 2 + 1000 - 8);
    assert!((9..1001).all(|second| many.contains(&DuplicatePair { first: second - 1, second, is_exact: true })));
}

#[test]
fn the_search_can_be_cancelled() {
    let many = vec![PerceptualHash::of(&[20; 32 * 32 * 3], 32, 32); 3];
    let mut reported = Vec::new();
    let broken = super::duplicates(&many, &mut |done, total| {
        reported.push((done, total));
        if done == 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((broken, reported), (None, vec![(0, 3), (1, 3)]));
}

/// A picture of 16 x 16 cells, each of one pixel and of the grey level that `level` gives for its row and column.
fn of_cells(level: impl Fn(usize, usize) -> u8) -> PerceptualHash {
    let pixels: Vec<u8> = (0..16 * 16).flat_map(|cell| [level(cell / 16, cell % 16); 3]).collect();
    PerceptualHash::of(&pixels, 16, 16)
}

#[test]
fn pictures_of_the_same_gradient_are_near_duplicates_only_at_nearly_the_same_brightness() {
    let base = of_cells(|row, column| 20 + (5 * row + 7 * column) as u8);
    let brighter = |by: u8| of_cells(move |row, column| 20 + by + (5 * row + 7 * column) as u8);
    let near = DuplicatePair { first: 0, second: 1, is_exact: false };
    assert_eq!(duplicates(&[base.clone(), brighter(5)]), [near], "5 grey levels apart");
    assert_eq!(duplicates(&[base, brighter(40)]), [], "40 grey levels apart");
}

#[test]
fn pictures_of_the_same_brightness_are_near_duplicates_only_with_nearly_the_same_gradient() {
    // Both differ from the base by at most two grey levels; one of them at a single place, the other in each second column.
    let base = of_cells(|row, _| 20 + 5 * row as u8);
    let dented = of_cells(|row, column| 20 + 5 * row as u8 + 2 * u8::from((row, column) == (3, 3)));
    let striped = of_cells(|row, column| 20 + 5 * row as u8 + 2 * (column % 2) as u8);
    assert_eq!(duplicates(&[base.clone(), dented]).len(), 1);
    assert_eq!(duplicates(&[base, striped]), []);
}

#[test]
fn groups_hold_all_equal_digests_in_order() {
    let digests = [Some(7), None, Some(3), Some(7), None, Some(9), Some(3), Some(7)];
    assert_eq!(identical(digests), [vec![0, 3, 7], vec![2, 6]]);
}
