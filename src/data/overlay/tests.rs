use std::path::Path;

use proptest::prelude::*;

use super::{Change, Edits, Overlay};

fn parse(text: &str) -> Result<Overlay, String> {
    Overlay::parse(text, Path::new("mine.csv")).map_err(|error| error.to_string())
}

#[test]
fn each_line_is_a_decision() {
    let text = "\u{feff}file,action,new_label\ncat.1.jpg,relabel,dog\n\"a, b.jpg\",exclude,\ncat.2.jpg,doubtful\n";
    let overlay = parse(text).expect("a valid overlay");
    assert_eq!(overlay.get("cat.1.jpg"), Some(&Change::Relabel("dog".to_owned())));
    assert_eq!(overlay.get("a, b.jpg"), Some(&Change::Exclude));
    assert_eq!(overlay.get("cat.2.jpg"), Some(&Change::Flagged));
    assert_eq!(overlay.len(), 3);
    let classes = ["cat".to_owned()];
    assert_eq!(overlay.unknown_label(&classes), Some(("cat.1.jpg", "dog")));
}

#[test]
fn an_overlay_is_read_in_every_form_that_a_list_is_read_in() {
    let expected = parse("file,action,new_label\na b.jpg,relabel,cão\nc.jpg,exclude,\n").expect("a valid overlay");
    let text = "file;action;new_label\r\na b.jpg;relabel;cão\r\nc.jpg;exclude;\r\n;;\r\n";
    let utf_16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let windows_1252: Vec<u8> = text.encode_utf16().map(|unit| unit as u8).collect();
    for content in [
        text.as_bytes().to_vec(),
        format!("\u{feff}sep=;\r\n{text}").into_bytes(),
        text.replace(';', "\t").into_bytes(),
        utf_16,
        windows_1252,
        "New_Label,comment,File,Action\ncão,blurred,a b.jpg,relabel\n,,c.jpg,exclude\n".as_bytes().to_vec(),
    ] {
        let overlay = Overlay::parse(&content, Path::new("mine.csv")).expect("a valid overlay");
        assert_eq!(overlay, expected, "{}", String::from_utf8_lossy(&content));
    }
    assert_eq!(parse(""), Ok(Overlay::default()));
}

#[test]
fn errors_name_the_line_and_what_is_wrong() {
    for (text, line, word) in [
        ("file,action\n", "line 1", "new_label"),
        ("photo;what\n", "line 1", "cat.92.jpg,relabel,dog; found photo, what"),
        ("file,action,new_label\n\"a,exclude,\nb,exclude,\n", "line 2", "quote"),
        ("file,action,new_label\ncat.1.jpg,rename,dog\n", "line 2", "relabel, exclude or doubtful"),
        ("file,action,new_label\n\ncat.1.jpg,relabel,\n", "line 3", "no new label"),
        ("file,action,new_label\ncat.1.jpg,exclude,dog\n", "line 2", "only relabel"),
        ("file,action,new_label\ncat.1.jpg,exclude,\ncat.1.jpg,doubtful,\n", "line 3", "second time"),
        ("file,action,new_label\n,exclude,\n", "line 2", "no file"),
    ] {
        let sentence = parse(text).expect_err("an invalid line");
        assert!(sentence.contains("mine.csv") && sentence.contains(line) && sentence.contains(word), "{sentence}");
    }
}

#[test]
fn steps_are_undone_and_redone() {
    let mut edits = Edits::default();
    edits.decide(["a", "b"], Some(&Change::Exclude));
    edits.decide(["a"], Some(&Change::Relabel("dog".to_owned())));
    edits.decide(["b"], Some(&Change::Exclude));
    let last = edits.overlay().clone();
    assert_eq!(edits.undo(), ["a"]);
    assert_eq!(edits.overlay().get("a"), Some(&Change::Exclude));
    assert_eq!(edits.undo(), ["a", "b"]);
    assert!(edits.overlay().is_empty() && !edits.can_undo() && edits.undo().is_empty());
    edits.redo();
    edits.redo();
    assert_eq!(*edits.overlay(), last);
    assert!(!edits.can_redo());
    edits.undo();
    edits.decide(["a"], None);
    assert!(!edits.can_redo() && edits.overlay().get("a").is_none());
}

proptest! {
    #[test]
    fn what_is_written_reads_back_equal(files in prop::collection::btree_map("('{0,2}[=+@-])?[^\0\u{feff}]{1,12}", 0_u8..3, 0..6)) {
        let mut overlay = Overlay::default();
        for (file, action) in files {
            let change = [Change::Relabel(file.clone()), Change::Exclude, Change::Flagged][usize::from(action)].clone();
            overlay.set(&file, Some(change));
        }
        prop_assert_eq!(parse(&overlay.to_csv()), Ok(overlay));
    }
}
