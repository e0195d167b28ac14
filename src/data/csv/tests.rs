use std::{fs, path::PathBuf};

use tempfile::TempDir;

use crate::data::{
    DataError, Dataset,
    testing::{folder, labelled},
};

fn with_csv(text: &str) -> (TempDir, PathBuf) {
    let folder = folder(&["a.png", "sub/b.png", "c.png"]);
    let path = folder.path().join("list.CSV");
    fs::write(&path, text).unwrap();
    (folder, path)
}

fn error(text: &str) -> String {
    let (_folder, path) = with_csv(text);
    let error = Dataset::open_path(&path).unwrap_err();
    assert!(matches!(error, DataError::Csv { .. }), "{error}");
    error.to_string().split_once(".CSV, ").unwrap().1.to_owned()
}

#[test]
fn files_are_listed_with_their_categories_relative_to_the_csv() {
    let (_folder, path) = with_csv("\u{feff}id,Filename, category\n1,sub/b.png,dog\n2, c.png ,\"cat\"\n3,a.png,dog\n");
    let dataset = Dataset::open_path(&path).unwrap();
    assert_eq!(labelled(&dataset), [("a.png", Some("dog")), ("c.png", Some("cat")), ("sub/b.png", Some("dog"))]);
    assert!((0..3).all(|index| dataset.decode(index, false).is_ok()));
}

#[test]
fn semicolons_and_a_missing_column_category_are_accepted() {
    let (_folder, path) = with_csv("filename;category\r\na.png;cat\r\nc.png;dog\r\n");
    assert_eq!(Dataset::open_path(&path).unwrap().classes, ["cat", "dog"]);
    let (_folder, path) = with_csv("filename,category,\"a;b\"\na.png,cat,\n");
    assert_eq!(labelled(&Dataset::open_path(&path).unwrap()), [("a.png", Some("cat"))]);
    let (_folder, path) = with_csv("filename\na.png\nc.png\n");
    assert_eq!(labelled(&Dataset::open_path(&path).unwrap()), [("a.png", None), ("c.png", None)]);
}

#[test]
fn a_file_listed_twice_counts_once() {
    let (_folder, path) = with_csv("filename,category\na.png,cat\na.png,cat\nc.png,dog\n");
    let dataset = Dataset::open_path(&path).unwrap();
    assert_eq!(dataset.photos.len(), 2);
    assert_eq!(dataset.notes[0].to_string(), "left out a.png: listed more than once");
}

#[test]
fn errors_name_the_line() {
    assert_eq!(
        error("file,label\na.png,cat\n"),
        "line 1: expected the columns filename and category, found file, label"
    );
    assert_eq!(error("filename,category\na.png,cat\nc.png,\n"), "line 3: c.png has no category");
    assert_eq!(error("filename,category\n,cat\n"), "line 2: filename is empty");
    let contradiction = error("filename,category\na.png,cat\nc.png,dog\na.png,dog\n");
    assert_eq!(contradiction, "line 4: a.png has another category than in line 2");
    let (_folder, path) = with_csv("filename,category\n");
    assert!(matches!(Dataset::open_path(&path), Err(DataError::Empty { .. })));
}

#[test]
fn a_csv_in_a_folder_is_ignored() {
    let folder = folder(&["cat.0.png", "dog.0.png"]);
    fs::write(folder.path().join("labels.csv"), "filename,category\ncat.0.png,dog\n").unwrap();
    let dataset = Dataset::open_path(folder.path()).unwrap();
    assert_eq!(labelled(&dataset), [("cat.0.png", Some("cat")), ("dog.0.png", Some("dog"))]);
}
