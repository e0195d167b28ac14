use std::path::PathBuf;

use super::Book;
use crate::config::DataSource;
use crate::data::overlay::{Change, Overlay};
use crate::engine::{Before, MendingCommand, OpenedOverlay};

fn open() -> Book {
    let mut book = Book::asked(DataSource::Drawings { count: 4, seed: 1 }, 1, None);
    book.decide(&["a".to_owned()], Some(&Change::Exclude));
    assert!(book.is_empty() && book.next_write().is_none(), "nothing is decided before the file is read");
    let opened = OpenedOverlay {
        path: PathBuf::from("mine.csv"),
        overlay: Overlay::default(),
        before: Before::Nothing,
        problem: None,
        gone: None,
    };
    book.open(opened);
    book
}

fn sent(book: &mut Book) -> (PathBuf, usize, Before) {
    match book.next_write() {
        Some(MendingCommand::SaveOverlay { path, overlay, before, .. }) => (path, overlay.len(), before),
        other => panic!("{other:?} is no write"),
    }
}

#[test]
fn every_change_is_written_one_after_another() {
    let mut book = open();
    assert!(book.is_saved() && book.next_write().is_none());
    book.decide(&["a".to_owned()], Some(&Change::Exclude));
    assert_eq!(sent(&mut book), (PathBuf::from("mine.csv"), 1, Before::Nothing));
    book.decide(&["b".to_owned()], Some(&Change::Doubtful));
    assert!(book.next_write().is_none(), "one write at a time");
    let text = Before::Text("one".to_owned());
    book.written(Ok((PathBuf::from("mine-2.csv"), text.clone())));
    assert_eq!(sent(&mut book), (PathBuf::from("mine-2.csv"), 2, text.clone()), "under the name that was found");
    book.written(Ok((PathBuf::from("mine-2.csv"), text)));
    assert!(book.is_saved());
    assert_eq!(book.undo(), ["b"]);
    assert!(!book.is_saved());
}

#[test]
fn a_failed_write_is_kept_until_there_is_another_place() {
    let mut book = open();
    book.decide(&["a".to_owned()], Some(&Change::Exclude));
    assert!(book.next_write().is_some());
    book.written(Err(std::io::Error::other("the disk is full").into()));
    assert_eq!(
        (book.problem().map(ToString::to_string), book.is_saved()),
        (Some("the disk is full".to_owned()), false)
    );
    assert!(book.next_write().is_none(), "not until the person has acted");
    book.keep_in(PathBuf::from("elsewhere.csv"));
    assert_eq!(sent(&mut book), (PathBuf::from("elsewhere.csv"), 1, Before::Anything));
}

#[test]
fn a_place_chosen_during_a_write_is_written_next() {
    let mut book = open();
    book.decide(&["a".to_owned()], Some(&Change::Exclude));
    assert!(book.next_write().is_some());
    book.keep_in(PathBuf::from("elsewhere.csv"));
    book.written(Ok((PathBuf::from("mine.csv"), Before::Text(String::new()))));
    assert_eq!(sent(&mut book).0, PathBuf::from("elsewhere.csv"));
}
