use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::config::DataSource;
use crate::data::Dataset;
use crate::data::testing::{folder, labelled};

/// An edit with arguments from a few names, so that edits meet.
#[derive(Debug, Clone)]
enum Edit {
    AddClass(String),
    Rename(String, String),
    RemoveClass(String),
    Put(Vec<String>, Option<String>),
    Remove(Vec<String>),
    Undo,
    Redo,
}

fn class() -> impl Strategy<Value = String> {
    prop_oneof![Just("cat".to_owned()), Just("dog".to_owned()), Just("=fox".to_owned()), Just("cão, \"x\"".to_owned())]
}

fn photo() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-c]\\.png",
        Just("/far/away.png".to_owned()),
        Just("-1.png".to_owned()),
        Just("a \"b\",c.png".to_owned())
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    let photos = || proptest::collection::vec(photo(), 1..4);
    prop_oneof![
        class().prop_map(Edit::AddClass),
        (class(), class()).prop_map(|(from, to)| Edit::Rename(from, to)),
        class().prop_map(Edit::RemoveClass),
        (photos(), proptest::option::of(class())).prop_map(|(names, class)| Edit::Put(names, class)),
        photos().prop_map(Edit::Remove),
        Just(Edit::Undo),
        Just(Edit::Redo),
    ]
}

fn apply(edits: &mut ListEdits, edit: &Edit) {
    let before = edits.list().clone();
    let is_step = match edit {
        Edit::AddClass(name) => edits.add_class(name),
        Edit::Rename(from, to) => edits.rename_class(from, to),
        Edit::RemoveClass(name) => edits.remove_class(name),
        Edit::Put(names, class) => edits.put(names, class.as_deref()),
        Edit::Remove(names) => edits.remove(names),
        Edit::Undo => return drop(edits.undo()),
        Edit::Redo => return drop(edits.redo()),
    };
    assert_eq!(is_step, before != *edits.list(), "{edit:?} is a step exactly if it changes something");
}

/// Every photograph's class is one of the classes.
fn is_valid(list: &List) -> bool {
    list.photos().all(|(_, class)| class.is_none_or(|class| list.has_class(class)))
}

proptest! {
    #[test]
    fn all_edits_undone_equal_the_start_and_redone_the_end(
        start in proptest::collection::vec((photo(), proptest::option::of(class())), 0..5),
        edits in proptest::collection::vec(edit(), 0..30),
    ) {
        let start = List::new(start);
        let mut edited = ListEdits::new(start.clone());
        for edit in &edits {
            apply(&mut edited, edit);
            prop_assert!(is_valid(edited.list()));
        }
        while edited.steps().1 {
            edited.redo();
        }
        let end = edited.list().clone();
        while edited.steps().0 {
            edited.undo();
        }
        prop_assert_eq!(&**edited.list(), &start);
        while edited.steps().1 {
            edited.redo();
        }
        prop_assert_eq!(edited.list(), &end);
    }

    #[test]
    fn a_written_list_reads_back_equal(
        photos in proptest::collection::vec((photo(), proptest::option::of(class())), 0..8),
        classes in proptest::collection::vec(class(), 0..3),
    ) {
        let list = List::new(photos);
        let read = ListFile::parse(list.to_csv().as_bytes(), Path::new("/nowhere/list.csv"));
        prop_assert_eq!(read, ListFile::List(list.clone()));

        let mut edits = ListEdits::new(list);
        for class in &classes {
            edits.add_class(class);
        }
        let list = edits.list();
        let read = ListFile::parse(list.to_csv().as_bytes(), Path::new("/nowhere/list.csv"));
        let ListFile::List(read) = read else { panic!("it is a list") };
        prop_assert_eq!(&read.with_classes(&list.empty_classes()), &**list);
    }
}

#[test]
fn classes_are_renamed_merged_and_removed_with_their_photographs() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut edits = ListEdits::default();
    edits.put(&names(&["a.png", "b.png"]), Some("cat"));
    edits.put(&names(&["c.png"]), Some("kitten"));
    edits.rename_class("kitten", "cat");
    assert_eq!(edits.list().classes().collect::<Vec<_>>(), ["cat"]);
    assert_eq!(edits.list().class_of("c.png"), Some("cat"));
    edits.rename_class("cat", "dog");
    assert_eq!(edits.list().photos().filter(|(_, class)| *class == Some("dog")).count(), 3);
    edits.remove_class("dog");
    assert_eq!((edits.list().classes().count(), edits.list().entry("a.png")), (0, Entry::Unlabelled));
    assert_eq!(edits.undo().len(), 3);
    assert_eq!(edits.list().class_of("a.png"), Some("dog"));
}

#[test]
fn only_a_file_of_these_two_columns_alone_is_edited() {
    let parse = |text: &str| ListFile::parse(text.as_bytes(), Path::new("/nowhere/list.csv"));
    assert!(matches!(parse("filename,category\na.png,cat\nb.png,\n"), ListFile::List(_)));
    assert!(matches!(parse("\u{feff}filename,category\r\n"), ListFile::List(_)));
    for other in [
        "filename,category,size\na.png,cat,3\n",
        "file,label\na.png,cat\n",
        "filename;category\na.png;cat\n",
        "filename,category\na.png,cat\na.png,dog\n",
        "filename,category\n,cat\n",
        "filename,category\na.png,cat,more\n",
        "",
    ] {
        assert_eq!(parse(other), ListFile::Other, "{other:?}");
    }
}

#[test]
fn photographs_are_named_relative_to_the_list_where_they_lie_below_it() {
    let root = folder(&["img/a.png", "img/b.png", "c.png"]);
    let name = |at: &str, photograph: &str| name_in(&root.path().join(at), &root.path().join(photograph));
    assert_eq!(name("", "img/a.png"), Ok("img/a.png".to_owned()));
    assert_eq!(name("img", "img/a.png"), Ok("a.png".to_owned()));
    assert_eq!(name("img", "c.png"), Ok(root.path().join("c.png").display().to_string()));
    assert_eq!(name("", " c.png "), Err(NotListed::Name), "the reader of lists takes spaces away");
}

#[test]
fn what_is_dropped_is_found_and_what_is_no_photograph_is_named() {
    let root = folder(&["img/a.png", "img/sub/b.png", "img/.hidden.png", "img/notes.txt", "more.zip", "notes.txt"]);
    let found =
        |path: &str| found_below(root.path(), &root.path().join(path), &mut |_| std::ops::ControlFlow::Continue(()));
    let (mut names, refused) = found("img");
    names.sort();
    assert_eq!((names, refused), (vec!["img/a.png".to_owned(), "img/sub/b.png".to_owned()], Vec::new()));
    for (path, reason) in
        [("more.zip", NotListed::Archive), ("notes.txt", NotListed::OtherKind), ("gone.png", NotListed::Missing)]
    {
        assert_eq!(found(path), (Vec::new(), vec![(root.path().join(path).display().to_string(), reason)]));
    }
}

#[test]
fn a_list_is_opened_as_data_with_and_without_classes() {
    let root = folder(&["a.png", "sub/b.png", "c.png"]);
    let path = root.path().join("list.csv");
    let class = |class: &str| Some(class.to_owned());
    let whole = List::new([("a.png".to_owned(), class("cat")), ("sub/b.png".to_owned(), class("dog"))]);
    std::fs::write(&path, whole.to_csv()).unwrap();
    let dataset = Dataset::open_path(&path).unwrap();
    assert_eq!(labelled(&dataset), [("a.png", Some("cat")), ("sub/b.png", Some("dog"))]);
    assert!(dataset.require_classes().is_ok());

    let partly = List::new([("a.png".to_owned(), class("cat")), ("c.png".to_owned(), None)]);
    std::fs::write(&path, partly.to_csv()).unwrap();
    assert!(Dataset::open_path(&path).unwrap_err().to_string().ends_with("line 3: c.png has no category"));
    let source = DataSource::Path(path.clone());
    let open = || Dataset::open_for_editing(&source, &mut |_| std::ops::ControlFlow::Continue(())).unwrap();
    assert_eq!(labelled(&open()), [("a.png", Some("cat")), ("c.png", None)]);
    let error = open().require_classes().unwrap_err().to_string();
    assert!(error.contains("1 photo") && error.contains("c.png"), "{error}");
    std::fs::write(&path, List::default().to_csv()).unwrap();
    assert!(open().photos.is_empty());
}
