use std::collections::HashSet;

use super::*;

#[test]
fn a_set_is_half_cats_half_dogs_in_byte_order() {
    let photos = photos(25);
    let names: Vec<&str> = photos.iter().map(|photo| photo.name).collect();
    assert_eq!(names[..4], ["cat.0.png", "cat.1.png", "cat.10.png", "cat.11.png"]);
    assert!(names.is_sorted());
    let cats = photos.iter().filter(|photo| photo.label == Some(0)).count();
    assert_eq!((cats, photos.len()), (13, 25));
    assert!(photos.iter().all(|photo| photo.name.starts_with(CLASSES[photo.label.unwrap() as usize])));
}

#[test]
fn a_drawing_depends_on_seed_class_and_number_only() {
    let first = draw(0, 42, 7);
    assert_eq!(first, draw(0, 42, 7));
    assert_eq!((first.height, first.width, first.rgb.len()), (SIDE, SIDE, SIDE * SIDE * 3));
    assert_ne!(first, draw(1, 42, 7));
    assert_ne!(first, draw(0, 43, 7));
    assert_ne!(first, draw(0, 42, 8));
}

#[test]
fn no_two_drawings_are_equal_and_none_is_empty() {
    let mut seen = HashSet::new();
    for label in 0..2 {
        for index in 0..40 {
            let rgb = draw(label, 1, index).rgb;
            let colours: HashSet<&[u8]> = rgb.chunks(3).collect();
            assert!(colours.len() > 200, "class {label}, number {index}");
            assert!(seen.insert(rgb));
        }
    }
}

#[test]
fn drawings_that_are_there_twice_have_two_names_that_follow_each_other() {
    let [one, other, next] = ["cat.6.png", "cat.7.png", "cat.8.png"].map(|name| png(name, 5, true).unwrap());
    assert!(one == other && one != next);
    assert_eq!(one, png("cat.3.png", 5, false).unwrap());
}

#[test]
fn the_file_of_a_name_holds_its_drawing() {
    let file = png("dog.12.png", 5, false).unwrap();
    let decoded = image::load_from_memory(&file).unwrap().to_rgb8();
    assert_eq!(decoded.into_raw(), draw(1, 5, 12).rgb);
    for other in ["dog.12.jpg", "horse.1.png", "cat.png", "cat.x.png", ""] {
        assert_eq!(png(other, 5, false), None, "{other}");
    }
}

#[test]
fn written_drawings_are_named_as_kaggle_does_and_overwrite_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("new/folder");
    write(&inside, 6, 42).unwrap();
    let mut names: Vec<String> =
        fs::read_dir(&inside).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, photos(6).iter().map(|photo| photo.name).collect::<Vec<_>>());

    fs::write(inside.join("cat.1.png"), b"a real cat").unwrap();
    fs::remove_file(inside.join("cat.0.png")).unwrap();
    let error = write(&inside, 6, 42).unwrap_err().to_string();
    assert!(error.contains("cat.1.png") && error.contains("there already"), "{error}");
    assert_eq!(fs::read(inside.join("cat.1.png")).unwrap(), b"a real cat");
    assert!(!inside.join("cat.0.png").exists(), "nothing is written where not all can be");
}

/// Mean colours tell day from night, not cats from dogs: a network has to look at shapes.
#[test]
fn cats_and_dogs_have_the_same_mean_colours() {
    let mean = |label: u32| -> f64 {
        let bytes = (0..100).map(|index| draw(label, 42, index).rgb.iter().map(|level| f64::from(*level)).sum::<f64>());
        bytes.sum::<f64>() / (100 * SIDE * SIDE * 3) as f64
    };
    assert!((mean(0) - mean(1)).abs() < 8.0, "cats {:.1}, dogs {:.1}", mean(0), mean(1));
}
