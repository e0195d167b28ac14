//! The shelf of runs, by accessible name.

use std::fs;
use std::path::{Path, PathBuf};

use eframe::egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use super::steps::train_on_drawings;
use crate::app::command_handling::ShelfAction;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{RunStatus, ShelfColumn};
use crate::config::{DataSource, RunConfig};
use crate::engine::Deletion;
use crate::run::{CHECKPOINT, CONFIG, EpochStats, HISTORY, RunFolder, RunNotes, RunSummary, history, read_notes};
use crate::text::{CurvesText, Language, ShelfText, ShellText};

/// A start that was cut off, the cheapest run.
fn make_run(folder: &Path) -> PathBuf {
    let config = RunConfig { preset: "tiny".to_owned(), ..RunConfig::default() };
    drop(RunFolder::create(folder, &config, &[]).expect("a new folder"));
    folder.to_owned()
}

/// A window that shows the shelf with these runs.
fn shelf(names: &[&str]) -> (Window, Vec<PathBuf>) {
    let mut window = Window::open();
    let runs = window.folder.path().join("runs");
    let folders = names.iter().map(|name| make_run(&runs.join(name))).collect();
    show(&mut window);
    (window, folders)
}

/// Shows the shelf and waits until all runs are read.
fn show(window: &mut Window) {
    window.send(Command::GoRuns);
    window.send(Command::RefreshRuns);
    window.harness.run_steps(2);
    window.until("all runs are read", |window| {
        let shelf = &window.state().shelf;
        shelf.answered == shelf.generation && shelf.runs.iter().all(|run| run.summary.is_some())
    });
}

fn row(window: &Window, place: usize) -> String {
    let shelf = &window.state().shelf;
    shelf.runs[shelf.shown[place]].folder.file_name().expect("a name").to_string_lossy().into_owned()
}

#[test]
fn runs_are_listed_with_their_state_and_can_be_resumed_by_name() {
    let (mut window, _) = shelf(&["2026-01-01-000000-a", "2026-02-01-000000-b"]);
    assert_eq!(row(&window, 0), "2026-02-01-000000-b");
    let text =
        "2026-02-01-000000-b, interrupted, 2026-02-01 00:00, epochs 0 of 50, validation loss –, validation accuracy –";
    window.harness.get_by_label(text).click();
    window.harness.run_steps(2);
    assert!(window.state().shelf.selected.as_ref().is_some_and(|run| run.ends_with("2026-02-01-000000-b")));
    window.harness.get_by_label("Resume 2026-02-01-000000-b");
    window.harness.get_by_label("Sort by Name").click();
    window.harness.run_steps(2);
    assert_eq!(
        (window.state().shelf.sorting.column, row(&window, 0).as_str()),
        (ShelfColumn::Name, "2026-01-01-000000-a")
    );
    window.harness.get_by_label("Sort by Name, now ascending").click();
    window.harness.run_steps(2);
    window.harness.get_by_label("Sort by Name, now descending");
    assert_eq!(row(&window, 0), "2026-02-01-000000-b");
}

#[test]
fn every_control_of_the_shelf_has_a_name_in_both_languages() {
    for language in [Language::English, Language::Portuguese] {
        let (mut window, folders) = shelf(&["a", "b"]);
        window.harness.state_mut().state.language = language;
        window.harness.state_mut().state.shelf.select(Some(folders[0].clone()));
        window.harness.run_steps(3);
        let unnamed = window.harness.unnamed_widgets();
        assert!(unnamed.is_empty(), "{language:?}: {unnamed:?}");
        for text in
            [ShelfText::Refresh, ShelfText::AddFolder, ShelfText::Open, ShelfText::ShowFolder, ShelfText::Delete]
        {
            window.harness.get_by_label(language.text(text));
        }
    }
}

#[test]
fn a_name_and_a_note_are_kept_with_the_run() {
    let (mut window, folders) = shelf(&["a"]);
    window.harness.state_mut().state.shelf.select(Some(folders[0].clone()));
    window.harness.run_steps(2);
    window.harness.state_mut().state.shelf.edit.typed =
        RunNotes { name: "wide network".to_owned(), note: "two\nlines".to_owned() };
    window.harness.run_steps(2);
    window.harness.get_by_label("Save").click();
    window.until("it is written", |window| window.state().shelf.unsaved().is_none());
    let notes = read_notes(&folders[0]).expect("it can be read");
    assert_eq!((notes.name.as_str(), notes.note.as_str()), ("wide network", "two\nlines"));
    assert!(window.harness.query_by_label_contains("wide network, interrupted").is_some());
}

#[test]
fn a_run_is_named_on_every_page_as_it_was_called() {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(1));
    window.harness.run_steps(2);
    train_on_drawings(&mut window);
    let run = window.state().subject.folder().expect("a run").to_owned();
    let name = RunNotes { name: "Three\nquick epochs".to_owned(), note: String::new() };
    crate::run::change_notes(&run, &RunNotes::default(), name).expect("it is saved");
    show(&mut window);
    let says = |window: &Window, text: &str| window.harness.query_all_by_label_contains(text).count();
    for page in [Command::GoTraining, Command::GoResults, Command::GoPrediction] {
        window.send(page);
        window.harness.run_steps(3);
        assert!(says(&window, "Run: Three quick epochs") > 0, "the frame names it");
        let folder = run.file_name().expect("a name").to_string_lossy().into_owned();
        assert_eq!(says(&window, &folder), 0, "one name on {page:?}");
    }
}

#[test]
fn a_name_that_was_typed_is_saved_when_another_run_is_selected() {
    let (mut window, folders) = shelf(&["a", "b"]);
    window.harness.state_mut().state.shelf.select(Some(folders[0].clone()));
    window.harness.state_mut().state.shelf.edit.typed.name = "typed".to_owned();
    window.harness.run_steps(2);
    let other = "b, interrupted, ";
    window.harness.query_all_by_label_contains(other).next().expect("its row").click();
    window.until("it is written", |_| read_notes(&folders[0]).is_ok_and(|notes| notes.name == "typed"));
    assert_eq!(window.state().shelf.edit.typed, RunNotes::default(), "the other run has no name");
}

#[test]
fn a_name_that_was_typed_is_written_when_the_window_closes() {
    let (mut window, folders) = shelf(&["a"]);
    window.harness.state_mut().state.shelf.select(Some(folders[0].clone()));
    window.harness.state_mut().state.shelf.edit.typed.name = "typed".to_owned();
    let (_folder, _) = window.close();
    assert_eq!(read_notes(&folders[0]).expect("it can be read").name, "typed");
}

#[test]
fn a_name_that_another_window_gave_is_not_overwritten() {
    let (mut window, folders) = shelf(&["a"]);
    window.harness.state_mut().state.shelf.select(Some(folders[0].clone()));
    window.harness.state_mut().state.shelf.edit.typed.name = "mine".to_owned();
    let theirs = RunNotes { name: "theirs".to_owned(), note: String::new() };
    crate::run::change_notes(&folders[0], &RunNotes::default(), theirs.clone()).expect("it can be written");
    window.harness.run_steps(2);
    window.harness.get_by_label("Save").click();
    window.until("the other name is seen", |window| window.state().shelf.edit.before == theirs);
    assert_eq!(window.state().shelf.edit.typed.name, "mine", "what was typed stays");
    assert_eq!(read_notes(&folders[0]).expect("it can be read"), theirs);
    window.harness.get_by_label("Save").click();
    window.until("it is written", |window| window.state().shelf.unsaved().is_none());
    assert_eq!(read_notes(&folders[0]).expect("it can be read").name, "mine");
}

#[test]
fn a_deleted_run_is_restored_by_undo() {
    let (mut window, folders) = shelf(&["a", "b"]);
    window.harness.state_mut().state.shelf.select(Some(folders[0].clone()));
    window.harness.run_steps(2);
    window.harness.get_by_label("Delete").click();
    window.until("it is gone", |window| window.state().shelf.runs.len() == 1);
    assert!(!folders[0].exists());
    window.harness.get_by_label("Undo delete").click();
    window.until("it is back", |window| window.state().shelf.runs.len() == 2);
    assert!(folders[0].join(CONFIG).exists());
}

#[test]
fn ctrl_z_on_the_shelf_restores_the_run_that_was_deleted_last() {
    let (mut window, folders) = shelf(&["a", "b"]);
    for folder in &folders {
        window.send(ShelfAction::Delete(folder.clone(), Deletion::Trash));
        window.until("it is gone", |window| window.state().shelf.runs.iter().all(|run| run.folder != *folder));
    }
    for folder in folders.iter().rev() {
        assert!(!folder.exists());
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        window.until("it is back", |window| window.state().shelf.runs.iter().any(|run| run.folder == *folder));
        assert!(folder.join(CONFIG).exists());
        assert_eq!(window.state().shelf.selected.as_ref(), Some(folder), "and it is selected");
    }
    assert_eq!(Command::Undo.enabled(window.state()), Err(ShellText::NeedsStep), "nothing more to undo");
}

#[test]
fn a_run_that_the_trash_does_not_give_back_is_reported() {
    let (mut window, folders) = shelf(&["a", "b"]);
    window.send(ShelfAction::Delete(folders[0].clone(), Deletion::Trash));
    window.until("it is gone", |window| window.state().shelf.runs.len() == 1);
    fs::remove_dir_all(window.folder.path().join("trash")).expect("somebody empties the trash");
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.until("it is reported", |window| {
        window
            .state()
            .notices
            .all()
            .iter()
            .any(|notice| notice.summary == Language::English.text(ShelfText::NotRestored))
    });
    let notices: Vec<_> = window.state().notices.all().iter().filter_map(|notice| notice.details.clone()).collect();
    assert!(notices.iter().any(|detail| detail.contains("is not in the trash any more")), "{notices:?}");
}

#[test]
fn a_run_that_is_deleted_while_it_is_shown_gives_way_to_the_experiment() {
    let (mut window, folders) = shelf(&["a", "b"]);
    window.send(ShelfAction::Open(folders[0].clone()));
    window.until("it is shown", |window| window.state().subject.folder() == Some(folders[0].as_path()));
    window.send(ShelfAction::Delete(folders[0].clone(), Deletion::ForGood));
    window.until("it is gone", |window| window.state().subject.is_experiment());
    assert!(!folders[0].exists());
    assert_eq!(window.state().settings.run, None, "nor is it opened after a restart");
}

#[test]
fn the_rail_counts_a_run_that_begins_while_another_page_is_shown() {
    let mut window = Window::with(eframe::egui::vec2(1280.0, 800.0), small_experiment(1));
    train_on_drawings(&mut window);
    window.until("it is listed", |window| window.state().shelf.runs.len() == 1);
    assert_ne!(window.state().page(), Page::Runs);
}

#[test]
fn runs_of_another_folder_are_added_and_remembered() {
    let (mut window, _) = shelf(&["a"]);
    let other = window.folder.path().join("elsewhere");
    make_run(&other.join("c"));
    window.answers.will_choose(&[&other]);
    window.harness.get_by_label("Add a folder…").click();
    window.until("it is listed", |window| window.state().shelf.runs.len() == 2);
    assert_eq!(window.state().settings.run_folders, [other]);
}

#[test]
fn what_another_window_does_is_seen_when_the_page_is_shown_again() {
    let (mut window, folders) = shelf(&["a", "b"]);
    fs::remove_dir_all(&folders[0]).expect("it can be removed");
    make_run(&window.folder.path().join("runs/c"));
    window.send(Command::GoNetwork);
    window.harness.run_steps(2);
    window.send(Command::GoRuns);
    let has = |window: &Window, name: &str| window.state().shelf.runs.iter().any(|run| run.folder.ends_with(name));
    window.until("it is listed", |window| has(window, "c"));
    assert!(!has(&window, "a"));
}

#[test]
fn a_run_that_another_process_trains_is_not_offered_to_be_resumed() {
    let (mut window, folders) = shelf(&["a"]);
    let training = RunFolder::open(&folders[0]).expect("it holds a run");
    show(&mut window);
    window.until("its lock is seen", |window| {
        let shelf = &window.state().shelf;
        shelf.runs.first().is_some_and(|run| shelf.status(run) == RunStatus::TrainingElsewhere)
    });
    assert!(window.harness.query_by_label_contains("Resume").is_none());
    assert!(window.harness.query_by_label_contains("a, training elsewhere").is_some());
    drop(training);
}

#[test]
fn strange_names_stand_in_one_line_and_damaged_runs_say_why() {
    let long = "x".repeat(255);
    let mut names = vec![long.as_str(), "damaged", "\u{202e}reversed"];
    if cfg!(unix) {
        names.push("line\nbreak");
    }
    let (mut window, folders) = shelf(&names);
    fs::write(folders[1].join(CONFIG), "(invented_by_a_newer_version: 1)").expect("it can be written");
    show(&mut window);
    window.until("the damage is seen", |window| {
        let shelf = &window.state().shelf;
        shelf.runs.iter().any(|run| shelf.status(run) == RunStatus::Unreadable)
    });
    window.harness.state_mut().state.shelf.select(Some(folders[1].clone()));
    window.harness.run_steps(3);
    assert!(window.harness.query_by_label_contains("invented_by_a_newer_version").is_some());
    assert!(window.harness.query_all_by_label_contains("reversed, interrupted").next().is_some());
    if cfg!(unix) {
        assert!(window.harness.query_all_by_label_contains("line break, interrupted").next().is_some());
    }
}

#[test]
fn only_rows_in_view_are_laid_out_and_an_idle_shelf_is_not_painted_again() {
    let mut window = Window::open();
    for number in 0..300 {
        make_run(&window.folder.path().join(format!("runs/2026-01-01-{number:06}-tiny")));
    }
    show(&mut window);
    let rows = window.harness.query_all_by_label_contains("-tiny, interrupted").count();
    assert!((5..40).contains(&rows), "{rows}");
    window.settle("runs");
}

#[test]
fn of_ten_thousand_runs_those_in_view_are_laid_out_and_the_last_is_reached() {
    let (mut window, _) = shelf(&["a"]);
    let folders: Vec<PathBuf> =
        (0..10_000).map(|number| format!("gone/2026-01-01-000000-{number:05}").into()).collect();
    let summaries = folders.iter().map(|folder| RunSummary::read(folder).into()).collect();
    let shelf = &mut window.harness.state_mut().state.shelf;
    shelf.take_listing(folders, Vec::new());
    shelf.take_summaries(summaries);
    let rows = |window: &Window| window.harness.query_all_by_label_contains("2026-01-01-000000-").count();
    window.harness.run_steps(3);
    assert!((5..150).contains(&rows(&window)), "{}", rows(&window));
    window.harness.state_mut().state.shelf.move_selection(0);
    window.harness.state_mut().state.shelf.move_selection(isize::MAX);
    window.harness.run_steps(3);
    assert!(window.harness.query_all_by_label_contains("2026-01-01-000000-09999").count() > 0);
    assert!((5..150).contains(&rows(&window)), "{}", rows(&window));
}

#[test]
fn the_shelf_is_used_by_keys_alone() {
    let (mut window, folders) = shelf(&["a", "b", "c"]);
    for expected in ["c", "b"] {
        window.harness.key_press(Key::ArrowDown);
        window.harness.run_steps(2);
        assert!(window.state().shelf.selected.as_ref().is_some_and(|run| run.ends_with(expected)), "{expected}");
    }
    window.harness.get_by_label("Compare b").focus();
    window.harness.run_steps(2);
    window.harness.key_press(Key::Space);
    window.harness.run_steps(2);
    assert!(window.state().shelf.chosen.contains(&folders[1]));
    assert_eq!(window.state().page(), Page::Runs);
}

#[test]
fn the_start_page_offers_to_resume_what_was_interrupted() {
    let mut window = Window::open();
    make_run(&window.folder.path().join("runs/2026-01-01-000000-a"));
    window.send(Command::GoRuns);
    window.harness.run_steps(2);
    window.send(Command::GoData);
    window.until("it is read", |window| window.state().shelf.runs.iter().any(|run| run.summary.is_some()));
    window.harness.get_by_label("Resume 2026-01-01-000000-a");
    window.harness.get_by_label("Show the 1 run").click();
    window.until("the shelf is shown", |window| window.state().page() == Page::Runs);
}

/// The epochs of a run, as its history has them.
fn write_history(folder: &Path, losses: &[f64]) {
    let epochs: Vec<EpochStats> = losses
        .iter()
        .zip(1..)
        .map(|(loss, epoch)| EpochStats {
            epoch,
            loss: *loss,
            accuracy: 0.5,
            val_loss: Some(*loss),
            val_accuracy: Some(1.0 - loss),
            learning_rate: 0.01,
            seconds: 30.0,
            images_per_second: 10.0,
        })
        .collect();
    fs::write(folder.join(HISTORY), history::to_csv(&epochs)).expect("it can be written");
    // Resuming needs it; the shelf only looks whether it is there.
    fs::write(folder.join(CHECKPOINT), "").expect("it can be written");
}

/// Three runs with epochs, the second with another batch size, laid over each other.
fn compared() -> Window {
    let (mut window, folders) = shelf(&["a", "b", "c"]);
    let config = RunConfig { preset: "tiny".to_owned(), ..RunConfig::default() };
    let mut other = config.clone();
    other.training.batch_size = 99;
    fs::write(folders[1].join(CONFIG), other.to_ron()).expect("it can be written");
    for (folder, losses) in folders.iter().zip([[0.7, 0.5], [0.6, 0.3], [0.8, 0.4]]) {
        write_history(folder, &losses);
    }
    show(&mut window);
    // What was read of a run before stays until it is read again, and rows that move take a click with them.
    window.until("their epochs are read", |window| {
        window.state().shelf.runs.iter().all(|run| run.summary.as_ref().is_some_and(|run| run.epochs == 2))
    });
    for (place, name) in ["a", "b", "c"].into_iter().enumerate() {
        window.harness.get_by_label(&format!("Compare {name}")).click();
        window.until("it is chosen", |window| window.state().shelf.chosen.len() == place + 1);
    }
    window.harness.get_by_label("Compare 3 runs").click();
    window.until("they are read", |window| window.state().curves.read.is_some());
    window
}

#[test]
fn any_number_of_runs_is_laid_over_each_other_with_the_settings_that_differ() {
    let mut window = compared();
    for language in [Language::English, Language::Portuguese] {
        window.harness.state_mut().state.language = language;
        window.harness.run_steps(3);
        let unnamed = window.harness.unnamed_widgets();
        assert!(unnamed.is_empty(), "{language:?}: {unnamed:?}");
        let size = language.text(CurvesText::BatchSize);
        assert!(window.harness.query_by_label(size).is_some(), "what differs is named");
        assert!(
            window.harness.query_by_label(language.text(CurvesText::EpochsWanted)).is_none(),
            "what is equal is not"
        );
    }
    window.harness.state_mut().state.language = Language::English;
    window.harness.run_steps(2);
    window.harness.get_by_label("Loss: c 0.4, b 0.3, a 0.5");
    window.harness.get_by_label("Show b").click();
    window.harness.run_steps(2);
    window.harness.get_by_label("Loss: c 0.4, a 0.5");
    window.settle("compared curves");
    window.harness.get_by_label("← All runs").click();
    window.until("the shelf is shown", |window| window.state().curves.runs.is_empty());
}

#[test]
fn compared_curves_rest_at_any_size() {
    let mut window = compared();
    for width in (560..=1300).step_by(74) {
        for height in (480..=900).step_by(42) {
            window.harness.set_size(Vec2::new(width as f32, height as f32));
            window.settle(&format!("compared curves at {width} x {height}"));
        }
    }
}

#[test]
fn a_run_that_cannot_be_read_is_named_in_the_comparison() {
    let mut window = compared();
    let run = window.state().shelf.runs[0].folder.clone();
    fs::write(run.join(HISTORY), "damaged").expect("it can be written");
    window.send(Command::CompareChosen);
    window.until("it is read again", |window| {
        window.state().curves.read.as_ref().is_some_and(|read| read.unreadable.len() == 1)
    });
    assert!(window.harness.query_by_label_contains("c cannot be read: ").is_some());
    assert_eq!(window.state().curves.read.as_ref().map(|read| read.runs.len()), Some(2));
}

#[test]
fn figures_of_other_photographs_are_not_called_better() {
    let mut window = compared();
    let warning = Language::English.text(CurvesText::NotComparable);
    // These runs do not say where their photographs are.
    assert!(window.harness.query_by_label_contains(warning).is_some());
    assert!(window.harness.query_by_label("★").is_none());
    let folders: Vec<PathBuf> = window.state().shelf.runs.iter().map(|run| run.folder.clone()).collect();
    for folder in folders {
        let mut config = crate::run::read_config(&folder).expect("it can be read");
        config.data.source = Some(DataSource::drawings(40, 1));
        fs::write(folder.join(CONFIG), config.to_ron()).expect("it can be written");
    }
    window.send(Command::CompareChosen);
    window.until("they are read again", |window| {
        window.state().curves.read.as_ref().is_some_and(|read| read.is_comparable)
    });
    assert!(window.harness.query_by_label_contains(warning).is_none());
    assert!(window.harness.query_by_label("★").is_some());
}
