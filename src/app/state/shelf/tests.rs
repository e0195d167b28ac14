use super::*;
use crate::run::{EpochStats, RunSummary};

fn run(folder: &str, val_loss: Option<f64>, state: RunState) -> Arc<RunSummary> {
    // A folder that does not exist: everything that is known is set here.
    let empty = RunSummary::read(Path::new(folder));
    let best = val_loss.map(|val_loss| EpochStats {
        epoch: 1,
        loss: 0.5,
        accuracy: 0.5,
        val_loss: Some(val_loss),
        val_accuracy: Some(1.0 - val_loss),
        learning_rate: 0.01,
        seconds: 1.0,
        images_per_second: 1.0,
    });
    Arc::new(RunSummary { best, state, ..empty })
}

/// Three runs, of which the second was interrupted and the third has no epoch.
fn shelf() -> ShelfState {
    let mut shelf = ShelfState::default();
    let folders = ["2026-03-01-000000-c", "2026-02-01-000000-b", "2026-01-01-000000-a"];
    shelf.take_listing(folders.map(PathBuf::from).to_vec(), Vec::new());
    shelf.take_summaries(vec![
        run(folders[0], Some(0.7), RunState::Done),
        run(folders[1], Some(0.2), RunState::Interrupted),
        run(folders[2], None, RunState::Stopped),
    ]);
    shelf
}

fn letters(shelf: &ShelfState) -> String {
    let last = |place: &usize| shelf.runs[*place].folder.to_string_lossy().chars().last();
    shelf.shown.iter().filter_map(last).collect()
}

#[test]
fn interrupted_runs_come_first_then_the_newest() {
    let mut shelf = shelf();
    assert_eq!(letters(&shelf), "bca");
    shelf.sort_by(ShelfColumn::Date);
    assert_eq!(letters(&shelf), "bac", "the other way round");
}

#[test]
fn runs_without_a_number_come_last_in_either_direction() {
    let mut shelf = shelf();
    for (column, once, twice) in
        [(ShelfColumn::Loss, "bca", "cba"), (ShelfColumn::Accuracy, "bca", "cba"), (ShelfColumn::Name, "abc", "cba")]
    {
        shelf.sort_by(column);
        assert_eq!(letters(&shelf), once, "{column:?}");
        shelf.sort_by(column);
        assert_eq!(letters(&shelf), twice, "{column:?}");
    }
}

#[test]
fn the_filter_finds_words_in_any_order_and_a_state() {
    let mut shelf = shelf();
    let notes = RunNotes { name: "Wide network".to_owned(), note: "dropout 0.5".to_owned() };
    shelf.take_notes(Path::new("2026-03-01-000000-c"), notes);
    for (words, status, expected) in [
        ("NETWORK wide", None, "c"),
        ("dropout", None, "c"),
        ("2026", None, "bca"),
        ("2026", Some(RunStatus::Stopped), "a"),
        ("nowhere", None, ""),
    ] {
        shelf.filter = ShelfFilter { words: words.to_owned(), status };
        shelf.arrange();
        assert_eq!(letters(&shelf), expected, "{words}");
    }
}

#[test]
fn a_new_listing_keeps_what_was_read_and_forgets_what_is_gone() {
    let mut shelf = shelf();
    let gone = PathBuf::from("2026-03-01-000000-c");
    shelf.chosen.extend([gone.clone(), PathBuf::from("2026-01-01-000000-a")]);
    shelf.select(Some(gone));
    shelf.take_listing(
        ["2026-04-01-000000-d", "2026-02-01-000000-b", "2026-01-01-000000-a"].map(PathBuf::from).to_vec(),
        Vec::new(),
    );
    assert_eq!(letters(&shelf), "bda");
    assert!(shelf.summary(Path::new("2026-02-01-000000-b")).is_some());
    assert_eq!((shelf.selected.clone(), shelf.chosen.len()), (None, 1));
    assert_eq!(shelf.unread(0..3), [PathBuf::from("2026-04-01-000000-d")]);
    assert!(shelf.unread(0..3).is_empty(), "requested once");
}

#[test]
fn what_is_being_typed_stays_when_the_run_is_read_again() {
    let mut shelf = shelf();
    let folder = PathBuf::from("2026-01-01-000000-a");
    shelf.select(Some(folder.clone()));
    shelf.edit.typed.name = "mine".to_owned();
    let theirs = RunNotes { name: "theirs".to_owned(), note: String::new() };
    shelf.take_notes(&folder, theirs.clone());
    assert_eq!((shelf.edit.typed.name.as_str(), &shelf.edit.before), ("mine", &theirs));
    let saved = RunNotes { name: "mine".to_owned(), note: String::new() };
    assert_eq!(shelf.unsaved(), Some((folder.clone(), theirs, saved.clone())));
    shelf.take_notes(&folder, saved);
    assert_eq!(shelf.unsaved(), None);
    shelf.select(Some(PathBuf::from("2026-02-01-000000-b")));
    assert_eq!(shelf.edit.typed, RunNotes::default());
}

#[test]
fn the_run_that_this_window_trains_is_not_training_elsewhere() {
    let mut shelf = shelf();
    let folder = PathBuf::from("2026-03-01-000000-c");
    shelf.take_summaries(vec![run("2026-03-01-000000-c", None, RunState::Training)]);
    let status = |shelf: &ShelfState| shelf.status(&shelf.runs[0]);
    assert_eq!(status(&shelf), RunStatus::TrainingElsewhere);
    assert!(shelf.follow(Some(OwnRun { folder: folder.clone(), is_paused: false, epochs: 1 })));
    assert_eq!(status(&shelf), RunStatus::Training);
    assert!(shelf.follow(Some(OwnRun { folder: folder.clone(), is_paused: true, epochs: 1 })));
    assert_eq!(status(&shelf), RunStatus::Paused);
    assert!(!shelf.follow(Some(OwnRun { folder, is_paused: true, epochs: 1 })));
}
