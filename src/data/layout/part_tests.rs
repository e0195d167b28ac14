use std::io::{Cursor, Write as _};
use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::parts::parts;
use super::{LeftOut, Note, Offer, Part, is_same_class};
use crate::data::testing::{folder, labelled, png, put};
use crate::data::{DataError, Dataset};
use crate::text::Language;

/// The same files in a folder and in a zip.
fn both(names: &[&str]) -> [Dataset; 2] {
    let folder = folder(names);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (index, name) in names.iter().enumerate() {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&png([index as u8, 100, 200])).unwrap();
    }
    let zips = tempfile::tempdir().unwrap();
    put(zips.path(), "data.zip", &zip.finish().unwrap().into_inner());
    [folder.path().to_owned(), zips.path().join("data.zip")].map(|path| Dataset::open_path(&path).unwrap())
}

/// The parts that were left out, with their numbers of files and what they are offered for.
fn offers(dataset: &Dataset) -> Vec<(Part, &str, usize, &'static str)> {
    let root = match &dataset.source {
        crate::config::DataSource::Path(path) => path.clone(),
        crate::config::DataSource::Drawings { .. } => unreachable!(),
    };
    let parts = dataset.notes.iter().filter_map(|note| match note {
        Note::LeftOutPart { part, folder, count, offer } => {
            let (kind, path) = match offer {
                Offer::Evaluate(path) => ("evaluate", path.clone()),
                Offer::Predict(path) => ("predict", path.clone()),
                Offer::Nothing => ("", root.join(folder)),
            };
            assert_eq!(path, root.join(folder));
            Some((*part, folder.as_str(), *count, kind))
        }
        _ => None,
    });
    parts.collect()
}

#[test]
fn the_parts_of_published_archives_are_never_classes() {
    let archives: [(&[&str], &str); 9] = [
        (&["training_set/training_set/", "test_set/test_set/"], "training_set/training_set/"),
        (&["Training/", "Testing/"], "Training/"),
        (&["seg_train/seg_train/", "seg_test/seg_test/"], "seg_train/seg_train/"),
        (&["train_images/", "test_images/"], "train_images/"),
        (&["training/", "validation/", "evaluation/"], "training/"),
        (&["archive/Data/train/", "archive/Data/valid/", "archive/Data/test/"], "archive/Data/train/"),
        (&["chest/train/", "chest/test/", "chest/val/"], "chest/train/"),
        (&["TrainingSet/", "TestSet/"], "TrainingSet/"),
        (&["asl_train/asl_train/", "asl_test/asl_test/"], "asl_train/asl_train/"),
    ];
    for (folders, used) in archives {
        let names: Vec<String> = folders
            .iter()
            .flat_map(|folder| {
                ["cats/cat.1.png", "cats/cat.2.png", "dogs/dog.1.png"].map(|name| format!("{folder}{name}"))
            })
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for dataset in both(&names) {
            assert_eq!(dataset.classes, ["cats", "dogs"], "{folders:?}");
            assert_eq!(dataset.photos.len(), 3, "{folders:?}");
            assert!(dataset.photos.iter().all(|photo| photo.name.starts_with(used)), "{folders:?}");
            let offers = offers(&dataset);
            assert_eq!(offers.len(), folders.len() - 1, "{folders:?}");
            assert!(offers.iter().all(|(_, _, count, kind)| (*count, *kind) == (3, "evaluate")), "{offers:?}");
        }
    }
}

#[test]
fn photographs_without_labels_are_offered_for_prediction() {
    let names = ["seg_train/a/1.png", "seg_train/b/1.png", "seg_test/a/1.png", "seg_test/b/2.png", "seg_pred/9.png"];
    for dataset in both(&names) {
        assert_eq!(labelled(&dataset), [("seg_train/a/1.png", Some("a")), ("seg_train/b/1.png", Some("b"))]);
        let expected = [(Part::Testing, "seg_pred", 1, "predict"), (Part::Testing, "seg_test", 2, "evaluate")];
        assert_eq!(offers(&dataset), expected);
    }
}

#[test]
fn a_part_can_be_opened_by_the_path_that_is_offered() {
    let names = ["train/cat/1.png", "train/dog/1.png", "test/cat/2.png", "test/dog/3.png", "test/dog/4.png"];
    let zips = tempfile::tempdir().unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&png([1, 2, 3])).unwrap();
    }
    put(zips.path(), "data.zip", &zip.finish().unwrap().into_inner());
    let path = zips.path().join("data.zip");
    let dataset = Dataset::open_path(&path).unwrap();
    let offered = dataset.notes.iter().find_map(|note| match note {
        Note::LeftOutPart { offer: Offer::Evaluate(path), .. } => Some(path),
        _ => None,
    });
    let test = Dataset::open_path(offered.unwrap()).unwrap();
    let expected = [("cat/2.png", Some("cat")), ("dog/3.png", Some("dog")), ("dog/4.png", Some("dog"))];
    assert_eq!(labelled(&test), expected);
    assert_eq!(test.decode(0, false).unwrap().rgb[..3], [1, 2, 3]);
    assert!(matches!(Dataset::open_path(&path.join("tests")), Err(DataError::NotFound { .. })));
    assert!(matches!(Dataset::open_path(&path.join("test/cat/2.png/x")), Err(DataError::NotFound { .. })));
}

#[test]
fn what_is_left_out_is_said_in_both_languages() {
    let path = Path::new("my pets").join("test_set");
    let note = |part, count, offer| Note::LeftOutPart { part, folder: "test_set".to_owned(), count, offer };
    let testing = note(Part::Testing, 400, Offer::Evaluate(path.clone()));
    let shown = path.display();
    assert_eq!(
        testing.to_string(),
        format!(
            "left out 400 photos for testing in test_set; to evaluate a run on this part: bigode evaluate RUN \
             \"{shown}\""
        )
    );
    assert!(testing.text(Language::English).contains("Evaluate a labelled folder"));
    let validation = note(Part::Validation, 1, Offer::Nothing);
    assert_eq!(
        validation.sentence(Language::Portuguese),
        "De fora: 1 foto de validação em test_set, pois um treino valida com uma parte das suas"
    );
}

#[test]
fn a_folder_called_train_with_photographs_beside_class_folders_is_a_class() {
    for dataset in both(&["bus/1.png", "car/1.png", "train/1.png", "train/2.png"]) {
        assert_eq!(dataset.classes, ["bus", "car", "train"]);
        assert_eq!(dataset.photos.len(), 4);
        assert_eq!(dataset.notes, []);
    }
    for dataset in both(&[
        "Train/bus/1.png",
        "Train/train/train.1.png",
        "Train/train/train.2.png",
        "Test/bus/1.png",
        "Test/train/1.png",
    ]) {
        assert_eq!(dataset.classes, ["bus", "train"]);
        assert_eq!(offers(&dataset), [(Part::Testing, "Test", 2, "evaluate")]);
    }
    // Without classes beside it, it is a part.
    let alone = folder(&["train/1.png", "test/1.png", "pictures/1.png"]);
    assert!(Dataset::open_path(alone.path()).unwrap().classes.is_empty());
}

#[test]
fn words_that_only_begin_like_parts_are_classes() {
    for dataset in both(&["train_station/1.png", "test_tube/1.png", "valley/1.png", "training shoes/1.png"]) {
        assert_eq!(dataset.classes, ["test_tube", "train_station", "training shoes", "valley"]);
    }
    let found = parts(["train_test_split", "Trainset2", "TESTE", "imagens de validação", "trainee"].into_iter());
    let expected = [("TESTE", Part::Testing), ("Trainset2", Part::Training)];
    assert_eq!(found.into_iter().filter(|(name, _)| name.is_ascii()).collect::<Vec<_>>(), expected);
}

#[test]
fn parts_below_each_class_keep_the_class() {
    let names = ["cats/train/1.png", "cats/test/2.png", "dogs/train/1.png", "dogs/test/2.png", "dogs/test/3.png"];
    for dataset in both(&names) {
        assert_eq!(labelled(&dataset), [("cats/train/1.png", Some("cats")), ("dogs/train/1.png", Some("dogs"))]);
        assert_eq!(offers(&dataset), [(Part::Testing, "test", 3, "")]);
    }
}

#[test]
fn parts_one_level_down_beside_other_folders_are_found() {
    let names = [
        "pets/train/cat/1.png",
        "pets/train/dog/1.png",
        "pets/test/cat/1.png",
        "pets/test/dog/1.png",
        "extras/logo.png",
        "cover.png",
    ];
    for dataset in both(&names) {
        assert_eq!(dataset.classes, ["cat", "dog"]);
        assert_eq!(offers(&dataset), [(Part::Testing, "pets/test", 2, "evaluate")]);
        let used = Note::UsedTrain { folder: "pets".to_owned(), instead_of: vec!["extras".to_owned()] };
        assert_eq!(dataset.notes[0], used);
    }
}

#[test]
fn a_picture_beside_the_only_folder_is_left_out() {
    for dataset in both(&["data/cat/1.png", "data/dog/1.png", "cover.png"]) {
        assert_eq!(dataset.classes, ["cat", "dog"]);
        let cover = Note::LeftOut {
            reason: LeftOut::BesideClassFolders,
            count: 1,
            example: "cover.png".to_owned(),
            names: vec!["cover.png".to_owned()],
        };
        assert_eq!(dataset.notes, [Note::EnteredFolder { folder: "data".to_owned() }, cover]);
    }
}

#[test]
fn what_desktops_and_notebooks_leave_behind_is_never_a_class() {
    let names = [
        "cat/1.png",
        "dog/1.png",
        "@eaDir/1.png",
        "cat/@eaDir/1.png",
        ".ipynb_checkpoints/2.png",
        "__MACOSX/cat/1.png",
        "cat/_DS_Store",
    ];
    for dataset in both(&names) {
        assert_eq!(labelled(&dataset), [("cat/1.png", Some("cat")), ("dog/1.png", Some("dog"))]);
        assert_eq!(dataset.notes, []);
    }
}

#[test]
fn a_thousand_parts_within_parts_are_no_danger() {
    let names: Vec<String> = ["train/", "test/"]
        .into_iter()
        .flat_map(|last| (0..1000).map(move |depth| format!("{}{last}1.png", "train/".repeat(depth))))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in &names {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
    }
    let zips = tempfile::tempdir().unwrap();
    put(zips.path(), "data.zip", &zip.finish().unwrap().into_inner());
    assert_eq!(Dataset::open_path(&zips.path().join("data.zip")).unwrap().classes.len(), 0);
}

#[test]
fn a_zip_that_is_not_read_is_named() {
    let folder = folder(&["cat.0.png", "dog.0.png"]);
    put(folder.path(), "backup.zip", b"");
    let dataset = Dataset::open_path(folder.path()).unwrap();
    let note = Note::LeftOut {
        reason: LeftOut::Archive,
        count: 1,
        example: "backup.zip".to_owned(),
        names: vec!["backup.zip".to_owned()],
    };
    assert_eq!(dataset.notes, [note]);
}

#[test]
fn a_class_in_two_forms_of_unicode_is_one_class() {
    let composed = "c\u{e3}o";
    let decomposed: String = composed.nfd().collect();
    assert_ne!(composed, decomposed);
    assert!(is_same_class(composed, &decomposed) && !is_same_class(composed, "cao"));
    let names = [format!("{composed}/1.png"), format!("{decomposed}/2.png"), "gato/1.png".to_owned()];
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for dataset in both(&names) {
        assert_eq!(dataset.classes, [composed, "gato"]);
        assert_eq!(dataset.photos.len(), 3);
        assert!(labelled(&dataset).iter().all(|(name, class)| (*class == Some("gato")) == name.starts_with("gato")));
        assert_eq!(dataset.notes, [Note::SameClass { class: composed.to_owned() }]);
    }
    // A single form is nothing to change: a run on these photographs knows the class by this name.
    let one_form = folder(&[&format!("{decomposed}.1.png"), "gato.1.png"]);
    assert_eq!(Dataset::open_path(one_form.path()).unwrap().classes, [decomposed.as_str(), "gato"]);
}
