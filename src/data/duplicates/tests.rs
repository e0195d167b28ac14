use std::ops::ControlFlow;

use super::{DuplicatePair, PerceptualHash};
use crate::config::{DataSource, Resize};
use crate::data::{Dataset, Preprocessing};

/// Drawings at a size, each changed a little or not at all.
fn hashes(change: impl Fn(usize, usize, &mut u8)) -> Vec<PerceptualHash> {
    let drawings = Dataset::open(&DataSource::Drawings { count: 40, seed: 3 }).expect("they are built in");
    let size = Preprocessing { height: 64, width: 64, exif_orientation: false, resize: Resize::Nearest };
    (0..40)
        .map(|index| {
            let mut pixels = size.apply(&drawings.decode(index, false).expect("a drawing"));
            pixels.iter_mut().enumerate().for_each(|(at, byte)| change(index, at, byte));
            PerceptualHash::of(&pixels, 64, 64)
        })
        .collect()
}

fn duplicates(hashes: &[PerceptualHash]) -> Vec<DuplicatePair> {
    super::duplicates(hashes, &mut |_, _| ControlFlow::Continue(())).expect("nobody breaks")
}

#[test]
fn the_same_and_the_nearly_same_are_found_and_others_are_not() {
    let originals = hashes(|_, _, _| {});
    assert_eq!(duplicates(&originals), [], "drawings differ");
    let brighter = hashes(|_, at, byte| *byte = byte.saturating_add(2 + (at % 3) as u8));
    let both = [originals.clone(), brighter].concat();
    let expected: Vec<DuplicatePair> =
        (0..40).map(|first| DuplicatePair { first, second: first + 40, is_exact: false }).collect();
    assert_eq!(duplicates(&both), expected);
    let twice = [&originals[..2], &originals[..1]].concat();
    assert_eq!(duplicates(&twice), [DuplicatePair { first: 0, second: 2, is_exact: true }]);
}

#[test]
fn flat_pictures_are_twins_only_where_they_are_equal() {
    let flat = |level: u8| PerceptualHash::of(&[level; 32 * 32 * 3], 32, 32);
    assert_eq!(duplicates(&[flat(20), flat(22), flat(20)]), [DuplicatePair { first: 0, second: 2, is_exact: true }]);
}

#[test]
fn equal_photographs_are_told_with_each_other_unless_they_are_many() {
    let hashes = [PerceptualHash::of(&[20; 32 * 32 * 3], 32, 32), PerceptualHash::of(&[90; 32 * 32 * 3], 32, 32)];
    let some = |count: usize| (0..count).map(|at| hashes[usize::from(at == 1)].clone()).collect::<Vec<_>>();
    let pairs = [(0, 2), (0, 3), (2, 3)];
    assert_eq!(duplicates(&some(4)), pairs.map(|(first, second)| DuplicatePair { first, second, is_exact: true }));
    let many = duplicates(&some(1001));
    assert_eq!(many.len(), 8 * 7 / 2 + 1000 - 8);
    assert!((9..1001).all(|second| many.contains(&DuplicatePair { first: second - 1, second, is_exact: true })));
}

#[test]
fn looking_can_be_broken_off() {
    let many = vec![PerceptualHash::of(&[20; 32 * 32 * 3], 32, 32); 3];
    let mut told = Vec::new();
    let broken = super::duplicates(&many, &mut |done, total| {
        told.push((done, total));
        if done == 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((broken, told), (None, vec![(0, 3), (1, 3)]));
}
