use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use image::{ImageFormat, Rgb, RgbImage};

use super::{Examination, Report, Spread};
use crate::config::Resize;
use crate::data::testing::{encoded, folder, png, put};
use crate::data::{DataError, Dataset, PixelStore, Preprocessing};
use crate::text::Language;

fn report(dataset: &Dataset) -> Report {
    super::report(dataset, &mut |_, _| ControlFlow::Continue(())).unwrap()
}

const SETTINGS: Preprocessing = Preprocessing { height: 8, width: 8, exif_orientation: true, resize: Resize::Nearest };

fn examine(dataset: &Dataset, cache: &Path) -> Examination {
    super::examine(dataset, &SETTINGS, cache, 2, &mut |_, _| ControlFlow::Continue(())).unwrap()
}

#[test]
fn classes_formats_sizes_unusable_files_and_duplicates_are_counted() {
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
fn a_report_is_text_and_json() {
    let folder = folder(&["a/1.png", "b/1.png", "b/notes.txt"]);
    put(folder.path(), "b/2.png", b"text");
    let report = report(&Dataset::open_path(folder.path()).unwrap());
    let text = report.to_string();
    for line in ["3 photos, 2 usable", "class b: 2 photos, 1 usable", "b/2.png: not a picture: it looks like text"] {
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
    fs::remove_file(folder.path().join("cat.0.png")).unwrap();
    let report = report(&dataset);
    assert_eq!(report.usable, 1);
    assert!(report.unusable[0].reason.to_string().starts_with("it cannot be read: "), "{}", report.unusable[0].reason);
}

#[test]
fn a_report_can_be_cancelled_and_its_progress_counts_each_photograph() {
    let names: Vec<String> = (0..40).map(|index| format!("cat.{index}.png")).collect();
    let folder = folder(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let dataset = Dataset::open_path(folder.path()).unwrap();
    let mut reported = Vec::new();
    super::report(&dataset, &mut |done, total| {
        reported.push((done, total));
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(reported, (1..=40).map(|done| (done, 40)).collect::<Vec<_>>());
    let stopped = super::report(&dataset, &mut |_, _| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(DataError::Cancelled)));
}

/// Photographs, two of them identical and three of them unusable, two of which are identical too.
fn mixed() -> tempfile::TempDir {
    let folder = folder(&["cat.0.png", "cat.3.png", "dog.1.png", "dog.4.png"]);
    put(folder.path(), "cat.1.png", b"<html>");
    put(folder.path(), "dog.0.png", b"<html>");
    put(folder.path(), "dog.2.png", &png([7; 3])[..40]);
    put(folder.path(), "dog.3.png", &png([1, 100, 200]));
    folder
}

#[test]
fn an_examination_finds_what_a_report_finds_and_names_photographs_by_their_index() {
    let (folder, cache) = (mixed(), tempfile::tempdir().unwrap());
    let dataset = Dataset::open_path(folder.path()).unwrap();
    let report = report(&dataset);
    assert_eq!(report.unusable.len(), 3);
    // The second time everything is read from the cache.
    for _ in 0..2 {
        let examination = examine(&dataset, cache.path());
        assert_eq!(examination.unusable, report.unusable);
        for (found, expected) in examination.unusable.iter().zip(&report.unusable) {
            assert_eq!(found.name, dataset.photos.name(found.index));
            assert_eq!(found.reason.localized(Language::Portuguese), expected.reason.localized(Language::Portuguese));
        }
        let name = |index: &usize| dataset.photos.name(*index).to_owned();
        let groups: Vec<Vec<String>> =
            examination.duplicates.iter().map(|group| group.iter().map(name).collect()).collect();
        assert_eq!(groups, report.duplicates);
        assert_eq!(groups, [["cat.1.png", "dog.0.png"], ["cat.3.png", "dog.3.png"]]);
    }
}

#[test]
fn after_an_examination_nothing_is_decoded_again() {
    let (folder, cache) = (mixed(), tempfile::tempdir().unwrap());
    let dataset = Dataset::open_path(folder.path()).unwrap();
    let examination = examine(&dataset, cache.path());
    let expected: Vec<Option<Vec<u8>>> =
        (0..dataset.photos.len()).map(|i| SETTINGS.pixels(&dataset.read(i).ok()?).ok()).collect();

    // The same names, sizes and times, but no pictures any more.
    for index in 0..dataset.photos.len() {
        let path = dataset.path(index).unwrap();
        let metadata = fs::metadata(&path).unwrap();
        fs::write(&path, vec![0; metadata.len() as usize]).unwrap();
        let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_times(fs::FileTimes::new().set_modified(metadata.modified().unwrap())).unwrap();
    }
    let dataset = Dataset::open_path(folder.path()).unwrap();
    let store = PixelStore::open(&dataset, &SETTINGS, cache.path(), 2, &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!(store.unusable(), examination.unusable);
    // The store of the examination itself outlives the photographs.
    fs::remove_dir_all(folder.path()).unwrap();
    for (index, expected) in expected.into_iter().enumerate() {
        for store in [&store, &examination.store] {
            let mut pixels = vec![0; 8 * 8 * 3];
            assert_eq!(store.read(index, &mut pixels).ok().map(|()| pixels), expected, "photo {index}");
        }
    }
}

#[test]
fn an_examination_can_be_cancelled_and_keeps_nothing() {
    let (folder, cache) = (mixed(), tempfile::tempdir().unwrap());
    let dataset = Dataset::open_path(folder.path()).unwrap();
    let mut reported = Vec::new();
    let stopped = super::examine(&dataset, &SETTINGS, cache.path(), 2, &mut |done, total| {
        reported.push((done, total));
        if done == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(matches!(stopped, Err(DataError::Cancelled)));
    assert_eq!(reported, [(1, 8), (2, 8), (3, 8)]);
    assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 0);
}
