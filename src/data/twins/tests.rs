use super::{Print, Twins, twins};
use crate::config::{DataSource, Resize};
use crate::data::{Dataset, Preprocessing};

/// Drawings at a size, each changed a little or not at all.
fn prints(change: impl Fn(usize, usize, &mut u8)) -> Vec<Print> {
    let drawings = Dataset::open(&DataSource::Drawings { count: 40, seed: 3 }).expect("they are built in");
    let size = Preprocessing { height: 64, width: 64, exif_orientation: false, resize: Resize::Nearest };
    (0..40)
        .map(|index| {
            let mut pixels = size.apply(&drawings.decode(index, false).expect("a drawing"));
            pixels.iter_mut().enumerate().for_each(|(at, byte)| change(index, at, byte));
            Print::of(&pixels, 64, 64)
        })
        .collect()
}

#[test]
fn the_same_and_the_nearly_same_are_found_and_others_are_not() {
    let originals = prints(|_, _, _| {});
    assert_eq!(twins(&originals), [], "drawings differ");
    let brighter = prints(|_, at, byte| *byte = byte.saturating_add(2 + (at % 3) as u8));
    let both = [originals.clone(), brighter].concat();
    let expected: Vec<Twins> = (0..40).map(|first| Twins { first, second: first + 40, is_exact: false }).collect();
    assert_eq!(twins(&both), expected);
    let twice = [&originals[..2], &originals[..1]].concat();
    assert_eq!(twins(&twice), [Twins { first: 0, second: 2, is_exact: true }]);
}

#[test]
fn flat_pictures_are_twins_only_where_they_are_equal() {
    let flat = |level: u8| Print::of(&[level; 32 * 32 * 3], 32, 32);
    assert_eq!(twins(&[flat(20), flat(22), flat(20)]), [Twins { first: 0, second: 2, is_exact: true }]);
}

#[test]
fn of_many_equal_photographs_the_first_stands_for_all() {
    let prints = [Print::of(&[20; 32 * 32 * 3], 32, 32), Print::of(&[90; 32 * 32 * 3], 32, 32)];
    let many: Vec<Print> = (0..5).map(|at| prints[usize::from(at == 1)].clone()).collect();
    let expected = [2, 3, 4].map(|second| Twins { first: 0, second, is_exact: true });
    assert_eq!(twins(&many), expected);
}
