//! The list against one of owned names.

use super::{Names, Photo, Photos};

/// Names that some systems allow: none at all, one within another, spaces, quotes, line breaks, letters of four bytes.
const ODD: [&str; 9] = ["dog/é.png", "", "b", "a\nb", "dog/e\u{301}.png", "\"a,b\".png", "𝒳/🐈.png", "a", " "];

fn odd() -> Photos {
    ODD.iter().zip(0..).map(|(name, number)| (name, (number % 3 != 0).then_some(number))).collect()
}

#[test]
fn photographs_are_found_by_place_and_come_in_order() {
    let photos = odd();
    assert_eq!((photos.len(), photos.is_empty(), Photos::default().is_empty()), (9, false, true));
    for (place, name) in ODD.iter().enumerate() {
        let label = (place % 3 != 0).then_some(place as u32);
        assert_eq!(photos.get(place), Some(Photo { name, label }));
        assert_eq!((photos.name(place), photos.label(place)), (*name, label));
    }
    assert_eq!(photos.get(9), None);
    assert!(photos.iter().map(|photo| photo.name).eq(ODD));
    assert_eq!(photos.iter().len(), 9);
}

#[test]
fn sorting_takes_the_labels_along_and_names_are_found_then() {
    let unsorted = odd();
    let mut expected = pairs(&unsorted);
    expected.sort_unstable();
    let photos = odd().sorted();
    assert_eq!(pairs(&photos), expected);
    assert_eq!(photos.clone().sorted(), photos);
    for (place, (name, _)) in expected.iter().enumerate() {
        assert_eq!(photos.place_of(name), Some(place), "{name:?}");
    }
    for absent in ["\0", "a\n", "cat", "dog/é.pn", "dog/é.png ", "🐈"] {
        assert_eq!(photos.place_of(absent), None, "{absent:?}");
    }
    assert_eq!(Photos::default().place_of(""), None);
}

#[test]
fn labels_change_and_photographs_are_left_out_without_a_trace_in_the_others() {
    let mut photos = odd();
    photos.set_label(0, Some(7));
    photos.set_label(1, None);
    photos.map_labels(|label| label.map(|label| label + 1));
    let expected: Vec<(&str, Option<u32>)> =
        ODD.into_iter().zip([Some(8), None, Some(3), None, Some(5), Some(6), None, Some(8), Some(9)]).collect();
    assert_eq!(pairs(&photos), expected);
    photos.retain(|photo| photo.label.is_some());
    assert_eq!(pairs(&photos), expected.into_iter().filter(|(_, label)| label.is_some()).collect::<Vec<_>>());
}

#[test]
fn ranges_of_names_get_their_labels_and_the_rest_is_left_out() {
    let names: Names = ODD.iter().collect();
    let some = Photos::of_ranges(names.clone(), &[(1..3, Some(4)), (5..5, Some(1)), (8..9, None)]);
    assert_eq!(pairs(&some), [("", Some(4)), ("b", Some(4)), (" ", None)]);
    let all = Photos::of_ranges(names.clone(), &[(0..9, None)]);
    assert_eq!(all, Photos::unlabelled(names));
    assert!(all.iter().all(|photo| photo.label.is_none()));
}

fn pairs(photos: &Photos) -> Vec<(&str, Option<u32>)> {
    photos.iter().map(|photo| (photo.name, photo.label)).collect()
}
