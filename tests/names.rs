//! Names that mean something to a terminal, a spreadsheet or the columns of a CSV.

use std::fs;

use crate::support::{CommandOutput, Workplace};

/// A CSV's records, its header first.
fn table(place: &Workplace, name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(place.path(name)).expect("the CSV");
    reader.records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect()
}

/// Drawings in a folder for each of two classes.
fn with_classes(classes: [&str; 2]) -> Workplace {
    let place = Workplace::new();
    place.drawings("drawn", 12);
    for (class, animal) in classes.into_iter().zip(["cat", "dog"]) {
        for number in 0..6 {
            let drawing = fs::read(place.path(&format!("drawn/{animal}.{number}.png"))).expect("a drawing");
            place.write(&format!("data/{class}/{number}.png"), drawing);
        }
    }
    place
}

fn all(ended: &CommandOutput) -> String {
    format!("{}{}", ended.stdout, ended.stderr)
}

#[test]
fn classes_called_as_columns_get_columns_of_their_own() {
    for classes in [["label", "filename"], ["probability", "predicted"], ["unlikeness", "loss"]] {
        let place = with_classes(classes);
        place.train_tiny("data", "run", &["--epochs", "1"]);
        place.succeed(&["predict", "run", "data", "--csv", "predicted.csv"]);
        place.succeed(&["evaluate", "run", "--csv", "evaluated.csv"]);
        for file in ["predicted.csv", "evaluated.csv"] {
            let table = table(&place, file);
            let mut header = table[0].clone();
            header.sort();
            header.dedup();
            assert_eq!(header.len(), table[0].len(), "{file}: {:?}", table[0]);
            assert!(table[1..].iter().all(|row| classes.contains(&row[1].as_str())), "a label is a class's own name");
        }
    }
}

#[cfg(unix)]
#[test]
fn nothing_in_a_name_acts_on_the_terminal() {
    let place = with_classes(["cat\x1b[31m", "d\nog\u{202e}"]);
    place.write("data/cat\x1b[31m/broken\x1b]0;title\x07.png", "no picture");
    let mut printed = all(&place.train_tiny("data", "run", &["--epochs", "1"]));
    assert!(printed.contains(r"broken\u{1b}]0;title\u{7}.png"), "{printed}");
    for arguments in [
        &["predict", "run", "data"][..],
        &["predict", "run", "data", "--csv", "labels.csv"],
        &["evaluate", "run"],
        &["evaluate", "run", "--json"],
        &["explain", "run", "data/d\nog\u{202e}/0.png", "--out", "why\x1b"],
        &["decode", "data/d\nog\u{202e}/0.png", "--out", "seen\x1b"],
        &["doctor", "data"],
        &["doctor", "data", "--json"],
        &["report", "run", "--out", "report\x1b.html"],
        &["cache"],
    ] {
        printed += &all(&place.succeed(arguments));
    }
    printed += &all(&place.run(&["predict", "no\x1bwhere", "data"]));
    printed += &all(&place.run(&["doctor", "no\x1bwhere\n"]));
    let active = |letter: char| letter != '\n' && (letter.is_control() || letter == '\u{202e}');
    assert!(!printed.contains(active), "{printed:?}");
    assert!(!printed.lines().any(|line| line.starts_with("og")), "a name stays on its line: {printed}");
    place.succeed(&["predict", "run", "data", "--log", "log.txt"]);
    assert!(!place.read("log.txt").contains(active));
}

#[cfg(unix)]
#[test]
fn names_that_begin_as_formulas_are_text_in_every_csv_and_read_back() {
    let place = with_classes(["=cat", "@dog"]);
    place.write("data/overlay.csv", "file,action,new_label\n'=cat/0.png,relabel,'@dog\n@dog/1.png,exclude,\n");
    place.train_tiny("data", "run", &["--epochs", "1", "--overlay", "data/overlay.csv"]);
    place.succeed(&["predict", "run", "data", "--csv", "predicted.csv"]);
    place.succeed(&["evaluate", "run", "--csv", "evaluated.csv"]);
    place.succeed(&["evaluate", "run", "--set", "training", "--csv", "training.csv"]);
    for file in ["predicted.csv", "evaluated.csv", "training.csv", "run/split.csv", "run/overlay.csv"] {
        for field in table(&place, file).into_iter().flatten() {
            assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{file}: {field}");
        }
    }
    assert!(
        place.read("run/overlay.csv").contains("\n'=cat/0.png,relabel,'@dog\n"),
        "{}",
        place.read("run/overlay.csv")
    );
    assert!(place.read("run/split.csv").contains("\n'=cat/0.png,"), "{}", place.read("run/split.csv"));
    place.succeed(&["train", "--resume", "run", "--epochs", "2"]);
    // A table of an evaluation is a list, too.
    fs::copy(place.path("training.csv"), place.path("data/list.csv")).expect("a copy");
    place.succeed(&["evaluate", "run", "data/list.csv"]);
}

#[test]
fn an_overlay_names_a_class_in_any_form_of_unicode() {
    let (composed, decomposed) = ("c\u{e3}o", "ca\u{303}o");
    for (class, label) in [(composed, decomposed), (decomposed, composed)] {
        let place = with_classes([class, "gato"]);
        place.write("overlay.csv", format!("file,action,new_label\ngato/0.png,relabel,{label}\n"));
        place.train_tiny("data", "run", &["--epochs", "1", "--overlay", "overlay.csv"]);
        let row = table(&place, "run/split.csv").into_iter().find(|row| row[0] == "gato/0.png").expect("its row");
        assert!(row.contains(&class.to_owned()), "{row:?}");
    }
}
