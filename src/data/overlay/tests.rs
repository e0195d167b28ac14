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
fn errors_name_the_line_and_what_is_wrong() {
    for (text, line, word) in [
        ("file,action\n", "line 1", "new_label"),
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
    fn what_is_written_reads_back_equal(files in prop::collection::btree_map("[^\r\n\u{feff}]{1,12}", 0_u8..3, 0..6)) {
        let mut overlay = Overlay::default();
        for (file, action) in files {
            let change = [Change::Relabel(file.clone()), Change::Exclude, Change::Flagged][usize::from(action)].clone();
            overlay.set(&file, Some(change));
        }
        prop_assert_eq!(parse(&overlay.to_csv()), Ok(overlay));
    }
}
