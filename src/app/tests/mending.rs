//! Mending the data: decisions by mouse and keys, kept in a file, trained with; photographs that occur twice.

use std::path::PathBuf;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{Book, DataView, Judged, Look, Mended, Phase, ResultsTab};
use crate::app::texts::Language;
use crate::data::drawings;
use crate::data::overlay::{Change, Overlay};

fn command(window: &mut Window, command: Command) {
    window.harness.state_mut().actions.push(command.into());
    window.harness.run_steps(3);
}

fn press(window: &mut Window, command: Command) {
    let keys = command.shortcut().expect("it has keys");
    window.harness.key_press_modifiers(keys.modifiers, keys.logical_key);
    window.harness.run_steps(3);
}

/// The decisions that the shown page edits.
fn book(window: &Window) -> &Book {
    window.state().book().expect("decisions can be made")
}

/// Waits until all is on disk, and reads it.
fn saved(window: &mut Window) -> (PathBuf, Overlay) {
    window.until("it is on disk", |window| window.state().book().is_some_and(Book::is_saved));
    let path = book(window).path().to_owned();
    let overlay = Overlay::read(&path).expect("it is an overlay");
    (path, overlay)
}

fn with_drawings(window: &mut Window) {
    window.harness.run_steps(2);
    window.harness.get_by_label("Only look at them").click();
    window.until("decisions can be made", |window| {
        !window.state().data.sides.is_empty() && window.state().book().is_some()
    });
}

fn with_results(window: &mut Window) {
    window.harness.run_steps(2);
    window.harness.get_by_label("Train on the drawings").click();
    window.until("the training has ended", |window| {
        window.state().training.run.as_ref().is_some_and(|run| matches!(run.phase, Phase::Ended(_)))
    });
    window.until("the network is ready", |window| window.state().results.run.is_some());
    window.harness.get_by_label("See the results").click();
    window.until("the photographs are judged", |window| {
        matches!(window.state().results.judged, Judged::Done(_)) && window.state().book().is_some()
    });
}

fn name_of(window: &Window) -> String {
    window.state().chosen().expect("a photograph is chosen").name.to_owned()
}

#[test]
fn photographs_are_relabelled_excluded_and_doubted_by_keys_and_each_change_is_on_disk() {
    let mut window = Window::open();
    with_drawings(&mut window);
    window.harness.get_by_label_contains("Nothing is changed yet");
    window.harness.get_by_label("cat: 20");
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let first = name_of(&window);
    press(&mut window, Command::GiveLabel);
    assert_eq!(book(&window).get(&first), Some(&Change::Relabel("dog".to_owned())), "of two, the other one");
    window.harness.get_by_label("cat: 19");
    window.harness.get_by_label("dog: 21");
    window.harness.get_all_by_label_contains("now labelled dog").next().expect("its name says so");
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let second = name_of(&window);
    press(&mut window, Command::Exclude);
    window.harness.get_by_label("cat: 18");
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let third = name_of(&window);
    press(&mut window, Command::MarkDoubtful);
    window.harness.get_by_label_contains("1 relabelled · 1 excluded · 1 doubtful");
    let (path, overlay) = saved(&mut window);
    assert_eq!(path, window.folder.path().join("runs").join("drawings-overlay.csv"));
    assert_eq!(overlay.get(&first), Some(&Change::Relabel("dog".to_owned())));
    assert_eq!((overlay.get(&second), overlay.get(&third)), (Some(&Change::Exclude), Some(&Change::Doubtful)));
    assert_eq!(window.state().config.data.overlay.as_ref(), Some(&path), "the experiment names it");

    window.harness.state_mut().state.data.filter.mended = Some(Mended::Excluded);
    window.harness.state_mut().state.data.apply_filter();
    window.harness.run_steps(3);
    assert_eq!(window.state().data.shown.len(), 1);
    window.harness.state_mut().state.data.filter.mended = None;
    window.harness.state_mut().state.data.apply_filter();

    press(&mut window, Command::Undo);
    press(&mut window, Command::Undo);
    assert_eq!(name_of(&window), second, "what was undone is shown");
    assert_eq!(saved(&mut window).1.len(), 1);
    press(&mut window, Command::Redo);
    assert_eq!(book(&window).get(&second), Some(&Change::Exclude));
    press(&mut window, Command::TakeBack);
    assert_eq!(saved(&mut window).1.len(), 1);
    window.harness.key_press(Key::ArrowLeft);
    window.harness.run_steps(3);
    press(&mut window, Command::GiveLabel);
    assert!(saved(&mut window).1.is_empty(), "its own label is no change");
    assert_eq!(window.state().config.data.overlay, None);
}

#[test]
fn letters_that_are_typed_decide_nothing() {
    let mut window = Window::open();
    with_drawings(&mut window);
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    window.harness.get_by_label_contains("Name contains").focus();
    window.harness.run_steps(2);
    window.harness.key_press(Key::X);
    window.harness.key_press(Key::D);
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.harness.run_steps(3);
    assert!(book(&window).is_empty());
}

#[test]
fn the_menu_and_the_buttons_decide_too_in_both_languages() {
    for (language, exclude, back, label) in [
        (Language::English, "✗ Exclude", "Forget the change", "Label as dog"),
        (Language::Portuguese, "✗ Excluir", "Esquecer a alteração", "Rotular como dog"),
    ] {
        let mut window = Window::open();
        with_drawings(&mut window);
        window.harness.state_mut().state.language = language;
        window.harness.run_steps(3);
        window.harness.get_all_by_label_contains("cat.0.png, cat").next().expect("its cell").click_secondary();
        window.harness.run_steps(3);
        window.harness.get_by_label(label).click();
        window.harness.run_steps(3);
        assert_eq!(book(&window).get("cat.0.png"), Some(&Change::Relabel("dog".to_owned())));
        window.until("it is shown large", |window| {
            window.state().data.detail.as_ref().is_some_and(|detail| detail.photo.is_ok())
        });
        window.harness.get_by_label(exclude).click();
        window.harness.run_steps(3);
        assert_eq!(book(&window).get("cat.0.png"), Some(&Change::Exclude));
        let unnamed = window.harness.unnamed_widgets();
        assert!(unnamed.is_empty(), "in {language:?}:\n{}", unnamed.join("\n"));
        window.harness.get_by_label(back).click();
        window.harness.run_steps(3);
        assert!(book(&window).is_empty());
    }
}

#[test]
fn changes_are_kept_where_the_person_chooses_found_again_and_never_lost() {
    let mut window = Window::open();
    with_drawings(&mut window);
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let name = name_of(&window);
    press(&mut window, Command::Exclude);
    saved(&mut window);
    let mine = window.folder.path().join("mine.csv");
    window.answers.will_choose(&[&mine]);
    command(&mut window, Command::KeepOverlay);
    let (path, overlay) = saved(&mut window);
    assert_eq!((path, overlay.len()), (mine.clone(), 1));

    // Another program writes into it: that is not lost, and the person's changes are not, either.
    let theirs = "file,action,new_label\ncat.1.png,doubtful,\ngone.png,exclude,\n";
    std::fs::write(&mine, theirs).expect("it can be written");
    press(&mut window, Command::TakeBack);
    window.until("it is told", |window| window.state().mending.unsaved().is_some());
    window.harness.get_all_by_label_contains("changed by another program").next().expect("it is told");
    assert_eq!(std::fs::read_to_string(&mine).expect("it is there"), theirs);
    let other = window.folder.path().join("other.csv");
    window.answers.will_choose(&[&other]);
    window.harness.get_by_label("Keep in another file…").click();
    window.harness.run_steps(4);
    assert_eq!(saved(&mut window), (other, Overlay::default()));

    window.answers.will_choose(&[&mine]);
    command(&mut window, Command::OpenOverlay);
    window.until("it is open", |window| window.state().book().is_some_and(|book| !book.is_empty()));
    assert_eq!((book(&window).get("cat.1.png"), book(&window).get(&name)), (Some(&Change::Doubtful), None));
    window.harness.get_by_label_contains("names 1 photograph that is not here: gone.png. The rest is used.");
    window.harness.get_by_label("Forget them").click();
    assert_eq!(saved(&mut window).1.len(), 1);

    let damaged = window.folder.path().join("damaged.csv");
    std::fs::write(&damaged, "no overlay\n").expect("it can be written");
    window.answers.will_choose(&[&damaged]);
    command(&mut window, Command::OpenOverlay);
    window.until("it is told", |window| {
        window.state().notices.unread().any(|notice| notice.summary.contains("could not be read"))
    });
    window.until("the one before is open again", |window| window.state().book().is_some());
    assert_eq!((book(&window).path(), book(&window).get("cat.1.png")), (mine.as_path(), Some(&Change::Doubtful)));

    // The same photographs opened again have the same changes.
    command(&mut window, Command::UseDrawings);
    window.until("decisions can be made", |window| window.state().book().is_some());
    assert_eq!(book(&window).path(), mine);
    assert_eq!(window.state().settings.overlay_of(&book(&window).source), Some(mine));
}

#[test]
fn a_closing_window_writes_its_last_words() {
    let mut window = Window::open();
    with_drawings(&mut window);
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let name = name_of(&window);
    let app = window.harness.state_mut();
    let source = app.state.mended_source().cloned().expect("drawings are open");
    let book = app.state.mending.book_mut(&source).expect("decisions can be made");
    book.decide(std::slice::from_ref(&name), Some(&Change::Exclude));
    let path = book.path().to_owned();
    let Window { harness, folder, .. } = window;
    drop(harness);
    let overlay = Overlay::read(&path).expect("it was written");
    assert_eq!(overlay.get(&name), Some(&Change::Exclude));
    drop(folder);
}

#[test]
fn from_the_results_back_into_training_and_both_runs_side_by_side() {
    let mut window = Window::open();
    with_results(&mut window);
    let before = window.state().results.run.clone().expect("a run");
    assert!(window.harness.query_by_label("Train again with these changes").is_none(), "nothing is changed yet");
    let worst = name_of(&window);
    press(&mut window, Command::Exclude);
    window.harness.get_all_by_label_contains("excluded").next().expect("its name says so");
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let next = name_of(&window);
    press(&mut window, Command::GiveLabel);
    assert!(matches!(book(&window).get(&next), Some(Change::Relabel(_))));
    window.harness.get_by_label("Train again with these changes").click();
    window.until("the second training has ended", |window| {
        let run = window.state().training.run.as_ref();
        run.is_some_and(|run| run.number == 2 && matches!(run.phase, Phase::Ended(_)))
    });
    assert_eq!(window.state().page(), Page::Training);
    let after = window.state().training.run.as_ref().expect("a run").folder.clone();
    let config = crate::train::run_folder::read_config(&after).expect("it says what it was");
    let overlay = Overlay::read(&config.data.overlay.expect("it names the changes")).expect("they are there");
    assert_eq!((overlay.get(&worst), overlay.len()), (Some(&Change::Exclude), 2));
    assert_eq!(Overlay::read(&after.join("overlay.csv")).expect("the run keeps a copy"), overlay);
    window.harness.get_by_label("Trained with the changes in drawings-overlay.csv");

    window.harness.get_by_label("Compare with the run before").click();
    window.until("both are read", |window| matches!(window.state().comparison.answer, Some(Ok(_))));
    assert_eq!(window.state().comparison.both(), Some([before.clone(), after.clone()]));
    window.harness.get_by_label("validation accuracy");
    window.harness.get_by_label("F1 of cat");
    window.harness.get_by_label_contains("On the 7 photographs that judged both");
    window.harness.get_by_label_contains("After: 1 relabelled, 1 excluded, 0 doubtful");
    window.harness.get_by_label_contains("data.overlay: none →");
    window.harness.get_all_by_label_contains("Best epoch of before").next().expect("the plots are in words");
    for language in [Language::English, Language::Portuguese] {
        window.harness.state_mut().state.language = language;
        window.harness.run_steps(4);
        let unnamed = window.harness.unnamed_widgets();
        assert!(unnamed.is_empty(), "in {language:?}:\n{}", unnamed.join("\n"));
    }
    window.harness.state_mut().state.language = Language::English;
    window.until("the runs are listed", |window| window.state().comparison.runs.is_some());
    assert_eq!(window.state().comparison.runs.as_ref().map(Vec::len), Some(2));
    window.harness.get_by_label("⇄ Exchange").click();
    window.until("they have changed places", |window| {
        let answer = window.state().comparison.answer.as_ref();
        answer.is_some_and(|answer| answer.as_ref().is_ok_and(|compared| compared.runs[0].folder == after))
    });
    let empty = window.folder.path().join("nothing");
    std::fs::create_dir(&empty).expect("a folder");
    window.answers.will_choose(&[&empty]);
    window.harness.get_by_label("Another run as the one after…").click();
    window.until("it is told", |window| matches!(window.state().comparison.answer, Some(Err(_))));
    window.harness.get_by_label_contains("The runs cannot be compared");
    window.harness.get_by_label("Photographs").click();
    window.harness.run_steps(3);
    assert_eq!(window.state().results.tab, ResultsTab::Photographs);
}

#[test]
fn photographs_that_occur_twice_are_shown_in_pairs_and_one_is_excluded_by_a_click() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, 40, 5).expect("the folder can be written");
    std::fs::copy(folder.join("cat.0.png"), folder.join("cat.900.png")).expect("a copy");
    std::fs::copy(folder.join("dog.3.png"), folder.join("cat.901.png")).expect("a copy with another label");
    let mut config = small_experiment(1);
    config.network.input = (64, 64);
    window.harness.state_mut().state.config = config;
    window.drop_files(std::slice::from_ref(&folder));
    window.until("decisions can be made", |window| {
        !window.state().data.sides.is_empty() && window.state().book().is_some()
    });
    window.harness.get_by_label("Twice").click();
    window.harness.run_steps(3);
    window.harness.get_by_label("Look for them").click();
    window.until("they are found", |window| matches!(window.state().mending.twins.look, Look::Found(_)));
    assert_eq!(window.state().data.view, DataView::Twins);
    let Look::Found(found) = &window.state().mending.twins.look else { panic!("they are found") };
    assert_eq!(found.iter().filter(|twins| twins.is_exact).count(), 2);
    window.harness.get_by_label("2 pairs");
    window.harness.get_by_label("⚠ their labels differ");
    window.harness.get_by_label("Exclude cat.900.png").click();
    window.harness.run_steps(3);
    assert_eq!(book(&window).get("cat.900.png"), Some(&Change::Exclude));
    window.harness.get_by_label("Use cat.900.png again");
    window.harness.get_by_label("cat: 21");
    window.harness.get_by_label("On both sides of the split").click();
    window.harness.run_steps(3);
    let sides = window.state().data.sides.clone();
    for twins in window.state().mending.twins.shown(&sides) {
        assert_ne!(sides[twins.first], sides[twins.second]);
    }
    let (_, overlay) = saved(&mut window);
    assert_eq!(overlay.len(), 1);
    assert!(folder.join("cat.900.png").exists(), "the file stays");
    for language in [Language::English, Language::Portuguese] {
        window.harness.state_mut().state.language = language;
        window.harness.run_steps(4);
        let unnamed = window.harness.unnamed_widgets();
        assert!(unnamed.is_empty(), "in {language:?}:\n{}", unnamed.join("\n"));
    }
}

#[test]
fn of_more_than_two_classes_the_label_is_asked_for() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let (drawn, folder) = (window.folder.path().join("drawn"), window.folder.path().join("three"));
    drawings::write(&drawn, 12, 5).expect("the folder can be written");
    for (class, from) in [("cat", "cat.0.png"), ("dog", "dog.0.png"), ("fox", "cat.1.png")] {
        std::fs::create_dir_all(folder.join(class)).expect("a folder");
        for copy in 0..4 {
            std::fs::copy(drawn.join(from), folder.join(class).join(format!("{copy}.png"))).expect("a copy");
        }
    }
    window.drop_files(std::slice::from_ref(&folder));
    window.until("decisions can be made", |window| {
        !window.state().data.sides.is_empty() && window.state().book().is_some()
    });
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let name = name_of(&window);
    press(&mut window, Command::GiveLabel);
    window.harness.get_by_label("Which label is right?");
    window.harness.key_press(Key::Num3);
    window.harness.run_steps(4);
    assert_eq!(book(&window).get(&name), Some(&Change::Relabel("fox".to_owned())));
    assert!(!window.state().mending.asks_label);
}
