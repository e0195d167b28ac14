use std::{collections::BTreeMap, ops::ControlFlow};

use image::{ImageFormat, Rgb, RgbImage};

use super::{Report, Spread, examine};
use crate::data::{
    DataError, Dataset,
    testing::{encoded, folder, png, put},
};

fn report(dataset: &Dataset) -> Report {
    examine(dataset, &mut |_, _| ControlFlow::Continue(())).unwrap()
}

#[test]
fn everything_is_counted() {
    let folder = folder(&[]);
    let wide = encoded(&RgbImage::from_pixel(20, 10, Rgb([9; 3])), ImageFormat::Jpeg);
    put(folder.path(), "cat.0.png", &png([1; 3]));
    put(folder.path(), "cat.1.png", &png([1; 3]));
    put(folder.path(), "cat.2.jpg", &png([2; 3]));
    put(folder.path(), "cat.3.jpg", b"<html>");
    put(folder.path(), "dog.0.png", &png([1; 3]));
    put(folder.path(), "dog.1.jpg", &wide);
    put(folder.path(), "dog.2.jpg", &wide[..100]);
    put(folder.path(), "dog.3.jpg", b"");
    put(folder.path(), "dog.4.unknown", &png([4; 3]));
    let report = report(&Dataset::open_path(folder.path()).unwrap());

    assert_eq!((report.photographs, report.usable), (9, 6));
    let classes: Vec<_> = report.classes.iter().map(|c| (c.class.as_str(), c.photographs, c.usable)).collect();
    assert_eq!(classes, [("cat", 4, 3), ("dog", 5, 3)]);
    assert_eq!(report.formats, BTreeMap::from([("JPEG".to_owned(), 1), ("PNG".to_owned(), 5)]));
    assert_eq!(report.width, Some(Spread { min: 4, median: 4, max: 20 }));
    assert_eq!(report.height, Some(Spread { min: 3, median: 3, max: 10 }));
    assert_eq!(report.file_bytes.map(|bytes| (bytes.min, bytes.max)), Some((0, wide.len() as u64)));
    let unusable: Vec<_> = report.unusable.iter().map(|file| format!("{}: {}", file.name, file.reason)).collect();
    let expected = [
        "cat.3.jpg: not a picture: it looks like a web page",
        "dog.2.jpg: the JPEG is truncated",
        "dog.3.jpg: the file is empty",
    ];
    assert_eq!(unusable, expected);
    assert_eq!(report.wrong_extension.len(), 1);
    assert_eq!(report.wrong_extension[0].name, "cat.2.jpg");
    assert_eq!(report.duplicates, [["cat.0.png", "cat.1.png", "dog.0.png"]]);
    assert_eq!(report.duplicates_across_classes, report.duplicates);
    assert_eq!(report.exif_turned, 0);
}

#[test]
fn the_report_reads_well_and_is_json() {
    let folder = folder(&["a/1.png", "b/1.png", "b/notes.txt"]);
    put(folder.path(), "b/2.png", b"text");
    let report = report(&Dataset::open_path(folder.path()).unwrap());
    let text = report.to_string();
    for line in
        ["3 photographs, 2 usable", "class b: 2 photographs, 1 usable", "b/2.png: not a picture: it looks like text"]
    {
        assert!(text.contains(line), "{text}");
    }
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["classes"][1]["usable"], 1);
    assert_eq!(json["width"]["median"], 4);
    assert_eq!(json["unusable"][0]["name"], "b/2.png");
}

#[test]
fn a_file_that_vanishes_is_unusable() {
    let folder = folder(&["cat.0.png", "dog.0.png"]);
    let dataset = Dataset::open_path(folder.path()).unwrap();
    std::fs::remove_file(folder.path().join("cat.0.png")).unwrap();
    let report = report(&dataset);
    assert_eq!(report.usable, 1);
    assert!(report.unusable[0].reason.to_string().starts_with("it cannot be read: "), "{}", report.unusable[0].reason);
}

#[test]
fn examining_can_be_stopped_and_tells_how_far_it_is() {
    let names: Vec<String> = (0..40).map(|index| format!("cat.{index}.png")).collect();
    let folder = folder(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let dataset = Dataset::open_path(folder.path()).unwrap();
    let mut told = Vec::new();
    examine(&dataset, &mut |done, total| {
        told.push((done, total));
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(told, (1..=40).map(|done| (done, 40)).collect::<Vec<_>>());
    let stopped = examine(&dataset, &mut |_, _| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(DataError::Cancelled)));
}
