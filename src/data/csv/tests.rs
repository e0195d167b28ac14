use std::{fs, path::PathBuf};

use tempfile::TempDir;

use crate::data::{
    DataError, Dataset,
    testing::{folder, labelled},
};

fn with_csv(text: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = folder(&["a.png", "sub/b.png", "c.png"]);
    let path = folder.path().join("list.CSV");
    fs::write(&path, text).unwrap();
    (folder, path)
}

fn error(text: impl AsRef<[u8]>) -> String {
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
    let columns = error("width,label\na.png,cat\n");
    assert!(
        columns.starts_with("line 1: expected the columns filename and category, found width, label; "),
        "{columns}"
    );
    assert!(columns.ends_with(" img/cat.0.jpg,cat"), "an example: {columns}");
    assert!(error("").starts_with("line 1: expected the columns filename and category, found none; "));
    assert_eq!(error("filename,category\na.png,cat\nc.png,\n"), "line 3: c.png has no category");
    assert_eq!(error("filename,category\n,cat\n"), "line 2: filename is empty");
    let contradiction = error("filename,category\na.png,cat\nc.png,dog\na.png,dog\n");
    assert_eq!(contradiction, "line 4: a.png has another category than in line 2");
    let (_folder, path) = with_csv("filename,category\n");
    assert!(matches!(Dataset::open_path(&path), Err(DataError::Empty { .. })));
}

/// The bytes of a list with the class `cão` in the encoding that `letter` writes.
fn encoded(mark: &[u8], letter: impl Fn(u16) -> Vec<u8>) -> Vec<u8> {
    let units = "filename;category\r\na.png;cão\r\nc.png;gato\r\n".encode_utf16();
    mark.iter().copied().chain(units.flat_map(letter)).collect()
}

#[test]
fn lists_are_read_in_the_encodings_that_spreadsheets_save() {
    // Up to U+00FF, Windows-1252 and Unicode agree outside of 0x80 to 0x9F.
    let windows_1252 = encoded(&[], |unit| vec![unit as u8]);
    for bytes in [
        encoded(&[0xff, 0xfe], |unit| unit.to_le_bytes().to_vec()),
        encoded(&[0xfe, 0xff], |unit| unit.to_be_bytes().to_vec()),
        "\u{feff}filename;category\r\na.png;cão\r\nc.png;gato\r\n".as_bytes().to_vec(),
        windows_1252.clone(),
    ] {
        let (_folder, path) = with_csv(&bytes);
        let dataset = Dataset::open_path(&path).unwrap();
        assert_eq!(labelled(&dataset), [("a.png", Some("cão")), ("c.png", Some("gato"))]);
        let notes: Vec<String> = dataset.notes.iter().map(ToString::to_string).collect();
        let expected: &[&str] =
            if bytes == windows_1252 { &["the list is not UTF-8; it was read as windows-1252"] } else { &[] };
        assert_eq!(notes, expected);
    }
}

#[test]
fn what_is_no_text_is_refused_with_its_line() {
    let cut = encoded(&[0xff, 0xfe], |unit| unit.to_le_bytes().to_vec());
    assert_eq!(
        error(&cut[..cut.len() - 1]),
        "line 1: it begins as UTF-16LE and does not go on as such: save it again as CSV in UTF-8"
    );
    let no_text = "this is no text: save the table as CSV in UTF-8";
    assert_eq!(error(b"PK\x03\x04\xff"), format!("line 1: {no_text}"));
    assert_eq!(error("filename,category\na.png,c\0t\n"), format!("line 2: {no_text}"));
    let without_mark = encoded(&[], |unit| unit.to_le_bytes().to_vec());
    assert_eq!(error(without_mark), format!("line 1: {no_text}"));
}

#[test]
fn separators_are_found_or_named_by_the_first_line() {
    for text in [
        "filename\tcategory\na.png\tcat\nc.png\tdog\n",
        "filename|category\na.png|cat\nc.png|dog\n",
        "sep=;\r\nfilename;category\r\na.png;cat\r\nc.png;dog\r\n",
        "sep=\t\nfilename\tcategory\na.png\tcat\nc.png\tdog\n",
        "\u{feff}SEP=^\nfilename^category\na.png^cat\nc.png^dog\n",
        "filename;category;a,b\na.png;cat;1\nc.png;dog;2\n",
        "filename, category\n\"a.png\", \"cat\"\n\"c.png\" ,\"dog\"",
        "filename,category\ra.png,cat\rc.png,dog\r",
        "\nfilename,category,\n,,\na.png,cat,\n\n ,\nc.png,dog\n",
    ] {
        let (_folder, path) = with_csv(text);
        let dataset = Dataset::open_path(&path).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(labelled(&dataset), [("a.png", Some("cat")), ("c.png", Some("dog"))], "{text:?}");
    }
}

#[test]
fn columns_of_other_names_are_read_where_they_are_certain() {
    for header in [
        "file,label",
        "Image Path,Class Name",
        "image_id,target",
        "name,class",
        "arquivo,classe",
        "foto,rótulo",
        "Filename,CATEGORY",
    ] {
        let (_folder, path) = with_csv(format!("{header}\na.png,cat\nc.png,dog\n"));
        let dataset = Dataset::open_path(&path).unwrap_or_else(|error| panic!("{header}: {error}"));
        assert_eq!(labelled(&dataset), [("a.png", Some("cat")), ("c.png", Some("dog"))], "{header}");
    }
    let (_folder, path) = with_csv("id,name,image,label,category\n1,Rex,a.png,1,dog\n2,Tom,c.png,0,cat\n");
    assert_eq!(labelled(&Dataset::open_path(&path).unwrap()), [("a.png", Some("dog")), ("c.png", Some("cat"))]);
    assert_eq!(
        error("image,path,label\na.png,sub/b.png,cat\n"),
        "line 1: each of the columns image, path could hold the file names: call that one filename"
    );
}

#[test]
fn labels_are_not_guessed_and_the_columns_are_named() {
    for (text, found) in [
        ("filename,label,class\na.png,1,dog\nc.png,0,cat\n", "filename, label, class"),
        ("filename,animal\na.png,dog\nc.png,cat\n", "filename, animal"),
        // A table of predictions: its labels are no truth.
        ("filename,label,probability,cat,dog\na.png,cat,0.7,0.7,0.3\n", "filename, label, probability, cat, dog"),
    ] {
        let (_folder, path) = with_csv(text);
        let dataset = Dataset::open_path(&path).unwrap();
        assert!(dataset.classes.is_empty(), "{text}");
        let note = dataset.notes[0].to_string();
        assert!(note.contains("certain to be the category") && note.ends_with(found), "{note}");
        assert!(dataset.require_classes().unwrap_err().to_string().contains(found), "{text}");
    }
}

#[test]
fn paths_of_windows_are_read_everywhere() {
    let (folder, path) = with_csv("filename,category\nsub\\b.png,dog\n.\\a.png,cat\n");
    let dataset = Dataset::open_path(&path).unwrap();
    assert_eq!(labelled(&dataset), [("./a.png", Some("cat")), ("sub/b.png", Some("dog"))]);
    assert!((0..2).all(|index| dataset.decode(index, false).is_ok()));
    if cfg!(unix) {
        fs::copy(folder.path().join("a.png"), folder.path().join("sub\\b.png")).unwrap();
        let dataset = Dataset::open_path(&path).unwrap();
        assert_eq!(dataset.photos.name(1), "sub\\b.png", "a file of that very name");
    }
}

#[test]
fn an_open_quote_is_refused_where_it_opens() {
    let problem = "the quote that opens here is not closed before the field ends: close or remove it";
    for text in [
        "filename,category\na.png,cat\n\"c.png,dog\nsub/b.png,dog\n",
        "filename,category\na.png,cat\n\"c.png,dog\n\"sub/b.png\",dog\n",
        "filename,category\n\"a.png\",cat\n\"c.png\"x,dog\n",
    ] {
        assert_eq!(error(text), format!("line 3: {problem}"));
    }
    let (_folder, path) = with_csv("filename,category\na.png,5\" tall\nc.png,\"a \"\"big\"\" dog\"\n");
    let dataset = Dataset::open_path(&path).unwrap();
    assert_eq!(labelled(&dataset), [("a.png", Some("5\" tall")), ("c.png", Some("a \"big\" dog"))]);
}

#[test]
fn a_list_none_of_whose_files_is_there_says_where_they_are_looked_for() {
    let text: String = (0..40).map(|number| format!("img/cat.{number}.png,cat\n")).collect::<Vec<_>>().concat();
    let sentence = error(format!("filename,category\n{text}"));
    assert!(sentence.starts_with("line 2: none of the listed files is there: img/cat.0.png is looked for as "));
    assert_eq!(sentence.lines().count(), 1);
}

#[test]
fn paths_that_lead_out_of_the_lists_folder_are_reported() {
    let (folder, path) = with_csv("");
    let outside = tempfile::tempdir().unwrap();
    fs::copy(folder.path().join("a.png"), outside.path().join("b.png")).unwrap();
    let absolute = outside.path().join("b.png").display().to_string();
    let above = format!("sub/../../{}/b.png", outside.path().file_name().unwrap().display());
    fs::write(&path, format!("filename,category\n{absolute},cat\n{above},dog\nsub/../a.png,dog\n")).unwrap();
    let dataset = Dataset::open_path(&path).unwrap();
    assert_eq!(
        dataset.notes[0].to_string(),
        format!("2 files lie outside of the list's folder, {absolute} among them")
    );
    assert!((0..3).all(|index| dataset.decode(index, false).is_ok()));
}

#[test]
fn a_name_that_was_guarded_against_spreadsheets_is_read_back() {
    let folder = folder(&["=1+2.png", "@home.png"]);
    let path = folder.path().join("list.csv");
    fs::write(&path, "filename,category\n'=1+2.png,'=cat\n'@home.png,-1\n").unwrap();
    let dataset = Dataset::open_path(&path).unwrap();
    assert_eq!(labelled(&dataset), [("=1+2.png", Some("=cat")), ("@home.png", Some("-1"))]);
}

#[cfg(target_os = "linux")]
#[test]
fn pipes_and_devices_in_a_list_are_left_out_at_once() {
    let (folder, path) = with_csv("filename,category\na.png,cat\npipe,dog\n/dev/zero,dog\n");
    assert!(std::process::Command::new("mkfifo").arg(folder.path().join("pipe")).status().unwrap().success());
    let dataset = Dataset::open_path(&path).unwrap();
    let errors: Vec<_> = (0..3).filter_map(|index| dataset.read(index).err()).map(|error| error.to_string()).collect();
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors.iter().all(|error| error.contains("it is no regular file")), "{errors:?}");
}

#[test]
fn a_csv_in_a_folder_is_ignored() {
    let folder = folder(&["cat.0.png", "dog.0.png"]);
    fs::write(folder.path().join("labels.csv"), "filename,category\ncat.0.png,dog\n").unwrap();
    let dataset = Dataset::open_path(folder.path()).unwrap();
    assert_eq!(labelled(&dataset), [("cat.0.png", Some("cat")), ("dog.0.png", Some("dog"))]);
}
