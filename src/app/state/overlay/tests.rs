use std::path::PathBuf;

use super::OverlayDocument;
use crate::config::DataSource;
use crate::data::overlay::{Change, Overlay};
use crate::engine::{Before, OpenedOverlay, OverlayCommand};

fn open() -> OverlayDocument {
    let mut document = OverlayDocument::reading(DataSource::drawings(4, 1), 1, None);
    document.decide(&["a".to_owned()], Some(&Change::Exclude));
    assert!(document.is_empty() && document.next_write().is_none(), "nothing is changed before the file is read");
    let opened = OpenedOverlay {
        path: PathBuf::from("mine.csv"),
        overlay: Overlay::default(),
        before: Before::Nothing,
        problem: None,
        gone: None,
        untied: Vec::new(),
    };
    document.open(opened);
    document
}

fn sent_write(document: &mut OverlayDocument) -> (PathBuf, usize, Before) {
    match document.next_write() {
        Some(OverlayCommand::Save { path, overlay, before, .. }) => (path, overlay.len(), before),
        other => panic!("{other:?} is not a write"),
    }
}

#[test]
fn every_change_is_written_one_after_another() {
    let mut document = open();
    assert!(document.is_saved() && document.next_write().is_none());
    document.decide(&["a".to_owned()], Some(&Change::Exclude));
    assert_eq!(sent_write(&mut document), (PathBuf::from("mine.csv"), 1, Before::Nothing));
    document.decide(&["b".to_owned()], Some(&Change::Flagged));
    assert!(document.next_write().is_none(), "one write at a time");
    let text = Before::Content(b"one".to_vec());
    document.finish_write(Ok((PathBuf::from("mine-2.csv"), text.clone())));
    assert_eq!(
        sent_write(&mut document),
        (PathBuf::from("mine-2.csv"), 2, text.clone()),
        "under the name that was found"
    );
    document.finish_write(Ok((PathBuf::from("mine-2.csv"), text)));
    assert!(document.is_saved());
    assert_eq!(document.undo(), ["b"]);
    assert!(!document.is_saved());
}

#[test]
fn a_failed_write_is_tried_again_only_in_another_file() {
    let mut document = open();
    document.decide(&["a".to_owned()], Some(&Change::Exclude));
    assert!(document.next_write().is_some());
    document.finish_write(Err(std::io::Error::other("the disk is full").into()));
    assert_eq!(
        (document.problem().map(ToString::to_string), document.is_saved()),
        (Some("the disk is full".to_owned()), false)
    );
    assert!(document.next_write().is_none(), "not until the user has acted");
    document.keep_in(PathBuf::from("elsewhere.csv"));
    assert_eq!(sent_write(&mut document), (PathBuf::from("elsewhere.csv"), 1, Before::Anything));
}

#[test]
fn a_file_chosen_during_a_write_is_written_next() {
    let mut document = open();
    document.decide(&["a".to_owned()], Some(&Change::Exclude));
    assert!(document.next_write().is_some());
    document.keep_in(PathBuf::from("elsewhere.csv"));
    document.finish_write(Ok((PathBuf::from("mine.csv"), Before::Content(Vec::new()))));
    assert_eq!(sent_write(&mut document).0, PathBuf::from("elsewhere.csv"));
}
