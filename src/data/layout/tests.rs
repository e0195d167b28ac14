use std::fs;
use std::ops::ControlFlow;

use super::{LeftOut, Note, Offer, Part};
use crate::data::{
    DataError, Dataset,
    testing::{folder, labelled, put},
};

fn left_out(dataset: &Dataset) -> Vec<(LeftOut, usize)> {
    let reasons = dataset.notes.iter().filter_map(|note| match note {
        Note::LeftOut { reason, count, .. } => Some((*reason, *count)),
        _ => None,
    });
    reasons.collect()
}

#[test]
fn a_flat_folder_is_labelled_by_the_part_of_each_name_before_the_first_dot() {
    let folder = folder(&["dog.0.jpg", "cat.10.jpg", "cat.2.png", "cat.1.jpg", "bird.7.left.JPEG"]);
    let dataset = Dataset::open_path(folder.path()).unwrap();
    assert_eq!(dataset.classes, ["bird", "cat", "dog"]);
    let expected = [
        ("bird.7.left.JPEG", Some("bird")),
        ("cat.1.jpg", Some("cat")),
        ("cat.10.jpg", Some("cat")),
        ("cat.2.png", Some("cat")),
        ("dog.0.jpg", Some("dog")),
    ];
    assert_eq!(labelled(&dataset), expected);
    assert!(dataset.require_classes().is_ok());
    assert_eq!(dataset.notes, []);
}

#[test]
fn a_folder_for_each_class() {
    let folder =
        folder(&["tulip/b.jpg", "daisy/deep/er/a.jpg", "tulip/a.b.jpg", "rose/1.jpg", "readme.md", "stray.jpg"]);
    let dataset = Dataset::open_path(folder.path()).unwrap();
    assert_eq!(dataset.classes, ["daisy", "rose", "tulip"]);
    let expected = [
        ("daisy/deep/er/a.jpg", Some("daisy")),
        ("rose/1.jpg", Some("rose")),
        ("tulip/a.b.jpg", Some("tulip")),
        ("tulip/b.jpg", Some("tulip")),
    ];
    assert_eq!(labelled(&dataset), expected);
    assert_eq!(left_out(&dataset), [(LeftOut::OtherKind, 1), (LeftOut::BesideClassFolders, 1)]);
}

#[test]
fn names_are_ordered_by_bytes_over_the_whole_path() {
    let folder = folder(&["a/x.png", "a.b/x.png", "B/x.png", "é/x.png"]);
    let dataset = Dataset::open_path(folder.path()).unwrap();
    let names: Vec<&str> = dataset.photos.iter().map(|photo| photo.name).collect();
    assert_eq!(names, ["B/x.png", "a.b/x.png", "a/x.png", "é/x.png"]);
    assert_eq!(dataset.classes, ["B", "a", "a.b", "é"]);
}

#[test]
fn a_single_sub_folder_is_entered_and_train_preferred() {
    let folder = folder(&["data/Train/cat.0.jpg", "data/Train/dog.0.jpg", "data/test1/1.jpg", "data/val/cat.1.jpg"]);
    let dataset = Dataset::open_path(folder.path()).unwrap();
    assert_eq!(labelled(&dataset), [("data/Train/cat.0.jpg", Some("cat")), ("data/Train/dog.0.jpg", Some("dog"))]);
    let expected = [
        Note::EnteredFolder { folder: "data".to_owned() },
        Note::UsedTrain { folder: "data/Train".to_owned(), instead_of: vec!["test1".to_owned(), "val".to_owned()] },
        Note::LeftOutPart {
            part: Part::Testing,
            folder: "data/test1".to_owned(),
            count: 1,
            offer: Offer::Predict(folder.path().join("data/test1")),
        },
        Note::LeftOutPart {
            part: Part::Validation,
            folder: "data/val".to_owned(),
            count: 1,
            offer: Offer::Evaluate(folder.path().join("data/val")),
        },
    ];
    assert_eq!(dataset.notes, expected);
    assert_eq!(dataset.notes[1].to_string(), "used the sub-folder data/Train, not test1, val");
}

#[test]
fn folders_for_testing_are_never_classes() {
    let beside_classes = folder(&["cat/1.jpg", "dog/1.jpg", "validation/1.jpg"]);
    let dataset = Dataset::open_path(beside_classes.path()).unwrap();
    assert_eq!(dataset.classes, ["cat", "dog"]);
    let offer = Offer::Predict(beside_classes.path().join("validation"));
    let part = Note::LeftOutPart { part: Part::Validation, folder: "validation".to_owned(), count: 1, offer };
    assert_eq!(dataset.notes, [part]);

    let without_train = folder(&["test/1.jpg", "valid/1.jpg"]);
    let dataset = Dataset::open_path(without_train.path()).unwrap();
    assert_eq!(labelled(&dataset), [("test/1.jpg", None), ("valid/1.jpg", None)]);
    assert!(matches!(dataset.require_classes(), Err(DataError::NoLabels { .. })));
}

#[test]
fn hidden_files_and_folders_are_skipped() {
    let folder = folder(&["cat.0.jpg", "dog.0.jpg", ".DS_Store", "._cat.0.jpg", ".cache/cat.1.jpg", "Thumbs.db"]);
    let dataset = Dataset::open_path(folder.path()).unwrap();
    assert_eq!(labelled(&dataset), [("cat.0.jpg", Some("cat")), ("dog.0.jpg", Some("dog"))]);
    assert_eq!(dataset.notes, []);
}

#[test]
fn a_stray_name_without_a_label_is_left_out_and_a_stray_label_is_no_class() {
    let mostly_labelled = folder(&["cat.0.jpg", "dog.0.jpg", "holiday.jpg"]);
    let dataset = Dataset::open_path(mostly_labelled.path()).unwrap();
    assert_eq!(dataset.photos.len(), 2);
    assert_eq!(left_out(&dataset), [(LeftOut::NoLabel, 1)]);

    let mostly_not = folder(&["1.jpg", "2.jpg", "my.holiday.jpg"]);
    let dataset = Dataset::open_path(mostly_not.path()).unwrap();
    assert_eq!(labelled(&dataset), [("1.jpg", None), ("2.jpg", None), ("my.holiday.jpg", None)]);
}

#[test]
fn for_prediction_everything_below_is_listed_without_labels() {
    let folder = folder(&["train/cat.0.jpg", "test/1.jpg", "odd.jpg", "notes.csv"]);
    let dataset = Dataset::open_unlabelled(folder.path(), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(labelled(&dataset), [("odd.jpg", None), ("test/1.jpg", None), ("train/cat.0.jpg", None)]);
    assert!(dataset.classes.is_empty());
}

#[test]
fn a_single_photograph_is_recognised_by_its_content() {
    let folder = folder(&["portrait"]);
    put(folder.path(), "page.jpg", b"<!DOCTYPE html><html></html>");
    let dataset = Dataset::open_path(&folder.path().join("portrait")).unwrap();
    assert_eq!(labelled(&dataset), [("portrait", None)]);
    assert_eq!(dataset.decode(0, true).unwrap().width, 4);
    assert!(matches!(Dataset::open_path(&folder.path().join("page.jpg")), Err(DataError::UnknownKind { .. })));
}

#[test]
fn what_cannot_be_opened_or_trained_on_is_an_error_that_says_why() {
    let empty = folder(&[]);
    let message = Dataset::open_path(empty.path()).unwrap_err().to_string();
    assert!(message.starts_with("no photos in "), "{message}");
    let message = Dataset::open_path(&empty.path().join("nowhere")).unwrap_err().to_string();
    assert!(message.starts_with("there is no file or folder at "), "{message}");

    let one_class = folder(&["cat.0.jpg", "cat.1.jpg"]);
    let message = Dataset::open_path(one_class.path()).unwrap().require_classes().unwrap_err().to_string();
    assert!(message.contains("are of one class, cat: training needs at least two classes"), "{message}");

    let unlabelled = folder(&["1.jpg"]);
    let message = Dataset::open_path(unlabelled.path()).unwrap().require_classes().unwrap_err().to_string();
    assert!(message.contains("have no labels"), "{message}");
}

#[test]
fn a_file_that_vanishes_or_grows_is_noticed() {
    let folder = folder(&["cat.0.png", "dog.0.png"]);
    let dataset = Dataset::open_path(folder.path()).unwrap();
    let before = dataset.stamp(0);
    assert!(before.size_bytes > 0 && before.modified_ns > 0);
    put(folder.path(), "cat.0.png", b"longer than before, by far, and no picture at all any more; it must be longer");
    assert_ne!(dataset.stamp(0), before);
    assert!(matches!(dataset.decode(0, false), Err(DataError::Decode { .. })));
    fs::remove_file(folder.path().join("dog.0.png")).unwrap();
    assert!(matches!(dataset.decode(1, false), Err(DataError::Read { .. })));
    assert_eq!(dataset.stamp(1).size_bytes, 0);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_only_regular_files_listed() {
    use std::os::unix::{fs::symlink, net::UnixListener};

    let folder = folder(&["cat/1.png", "dog/1.png"]);
    symlink(folder.path().join("cat/1.png"), folder.path().join("dog/linked.png")).unwrap();
    symlink(folder.path(), folder.path().join("dog/loop")).unwrap();
    symlink("nowhere", folder.path().join("dog/dangling.png")).unwrap();
    let _socket = UnixListener::bind(folder.path().join("dog/socket.png")).unwrap();
    let dataset = Dataset::open_path(folder.path()).unwrap();
    let names: Vec<&str> = dataset.photos.iter().map(|photo| photo.name).collect();
    assert_eq!(names, ["cat/1.png", "dog/1.png", "dog/linked.png"]);
    assert_eq!(left_out(&dataset), [(LeftOut::Unreadable, 2)]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_unicode_is_left_out() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    let folder = folder(&["cat.0.png", "dog.0.png"]);
    fs::write(folder.path().join(OsStr::from_bytes(b"cat.\xff.png")), b"").unwrap();
    let dataset = Dataset::open_path(folder.path()).unwrap();
    assert_eq!(dataset.photos.len(), 2);
    assert_eq!(left_out(&dataset), [(LeftOut::NotUnicode, 1)]);
}

#[test]
fn opening_can_be_cancelled_while_files_are_listed() {
    let names: Vec<String> = (0..1500).map(|index| format!("cat.{index}.png")).collect();
    let folder = tempfile::tempdir().unwrap();
    for name in &names {
        put(folder.path(), name, b"");
    }
    let source = crate::config::DataSource::Path(folder.path().to_owned());
    let stopped = Dataset::open_watched(&source, &mut |_| std::ops::ControlFlow::Break(()));
    assert!(matches!(stopped, Err(DataError::Cancelled)));
    assert_eq!(Dataset::open(&source).unwrap().photos.len(), 1500);
}
