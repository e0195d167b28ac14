//! Photographs are relabelled, excluded and flagged by mouse and keys, and the overlay is written to its file.

use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::harness::{Memory, Window};
use super::steps::{command, document, name_of, press, saved, with_drawings, with_results};
use crate::app::commands::Command;
use crate::app::persistence::Settings;
use crate::app::state::{ChangeFilter, DataView, ResultsTab};
use crate::config::DataSource;
use crate::data::drawings;
use crate::data::overlay::{Change, Overlay};
use crate::text::Language;

#[test]
fn photographs_are_relabelled_excluded_and_flagged_by_keys_and_each_change_is_written() {
    let mut window = Window::open();
    with_drawings(&mut window);
    window.harness.get_by_label_contains("Nothing is changed yet");
    window.harness.get_by_label("cat: 20");
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let first = name_of(&window);
    press(&mut window, Command::GiveLabel);
    assert_eq!(
        document(&window).get(&first),
        Some(&Change::Relabel("dog".to_owned())),
        "of two classes, the other one"
    );
    window.harness.get_by_label("cat: 19");
    window.harness.get_by_label("dog: 21");
    window.harness.get_all_by_label_contains("now labelled dog").next().expect("its name has it");
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let second = name_of(&window);
    press(&mut window, Command::Exclude);
    window.harness.get_by_label("cat: 18");
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let third = name_of(&window);
    press(&mut window, Command::Flag);
    window.harness.get_by_label_contains("1 relabelled · 1 excluded · 1 doubtful");
    let (path, overlay) = saved(&mut window);
    assert_eq!(path, window.folder.path().join("runs").join("drawings-overlay.csv"));
    assert_eq!(overlay.get(&first), Some(&Change::Relabel("dog".to_owned())));
    assert_eq!((overlay.get(&second), overlay.get(&third)), (Some(&Change::Exclude), Some(&Change::Flagged)));
    assert_eq!(window.state().subject.config.data.overlay.as_ref(), Some(&path), "the experiment names it");

    window.harness.state_mut().state.subject.data.filter.changed = Some(ChangeFilter::Excluded);
    window.harness.state_mut().state.subject.data.apply_filter();
    window.harness.run_steps(3);
    assert_eq!(window.state().subject.data.shown.len(), 1);
    window.harness.state_mut().state.subject.data.filter.changed = None;
    window.harness.state_mut().state.subject.data.apply_filter();

    press(&mut window, Command::Undo);
    press(&mut window, Command::Undo);
    assert_eq!(name_of(&window), second, "what was undone is shown");
    assert_eq!(saved(&mut window).1.len(), 1);
    press(&mut window, Command::Redo);
    assert_eq!(document(&window).get(&second), Some(&Change::Exclude));
    press(&mut window, Command::TakeBack);
    assert_eq!(saved(&mut window).1.len(), 1);
    window.harness.key_press(Key::ArrowLeft);
    window.harness.run_steps(3);
    press(&mut window, Command::GiveLabel);
    assert!(saved(&mut window).1.is_empty(), "the label from the data set is no change");
    assert_eq!(window.state().subject.config.data.overlay, None);
}

#[test]
fn typed_letters_change_no_photograph() {
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
    assert!(document(&window).is_empty());
}

#[test]
fn keys_change_no_photograph_that_is_not_shown() {
    let mut window = Window::open();
    with_results(&mut window);
    for tab in [ResultsTab::Curves, ResultsTab::Comparison] {
        window.harness.state_mut().state.subject.results.tab = tab;
        window.harness.run_steps(3);
        for key in [Key::X, Key::D, Key::L, Key::Backspace] {
            window.harness.key_press(key);
            window.harness.run_steps(2);
        }
    }
    window.harness.state_mut().state.subject.results.tab = ResultsTab::Photographs;
    window.harness.run_steps(3);
    assert!(document(&window).is_empty() && window.state().chosen().is_some());

    let mut window = Window::open();
    with_drawings(&mut window);
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    for view in [DataView::Duplicates, DataView::LeftOut] {
        window.harness.state_mut().state.subject.data.view = view;
        window.harness.run_steps(3);
        window.harness.key_press(Key::X);
        window.harness.run_steps(2);
    }
    assert!(document(&window).is_empty());
}

#[test]
fn the_menu_and_the_buttons_change_photographs_in_both_languages() {
    for (language, cell, exclude, back, label) in [
        (Language::English, "cat.0.png, cat", "✗ Exclude", "Revert", "Label as dog"),
        (Language::Portuguese, "cat.0.png, gato", "✗ Excluir", "Desfazer a alteração", "Rotular como cachorro"),
    ] {
        let mut window = Window::open();
        with_drawings(&mut window);
        window.harness.state_mut().state.language = language;
        window.harness.run_steps(3);
        window.harness.get_all_by_label_contains(cell).next().expect("its cell").click_secondary();
        window.harness.run_steps(3);
        window.harness.get_by_label(label).click();
        window.harness.run_steps(3);
        assert_eq!(document(&window).get("cat.0.png"), Some(&Change::Relabel("dog".to_owned())));
        window.until("it is shown large", |window| {
            window.state().subject.data.detail.as_ref().is_some_and(|detail| detail.photo.is_ok())
        });
        window.harness.get_by_label(exclude).click();
        window.harness.run_steps(3);
        assert_eq!(document(&window).get("cat.0.png"), Some(&Change::Exclude));
        let unnamed = window.harness.unnamed_widgets();
        assert!(unnamed.is_empty(), "in {language:?}:\n{}", unnamed.join("\n"));
        window.harness.get_by_label(back).click();
        window.harness.run_steps(3);
        assert!(document(&window).is_empty());
    }
}

#[test]
fn changes_are_written_to_the_chosen_file_read_again_and_never_lost() {
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

    // Another program writes into the file: neither its changes nor the user's are lost.
    let theirs = "file,action,new_label\ncat.1.png,doubtful,\ngone.png,exclude,\n";
    std::fs::write(&mine, theirs).expect("it can be written");
    press(&mut window, Command::TakeBack);
    window.until("it is reported", |window| window.state().overlay.unsaved().is_some());
    window.harness.get_all_by_label_contains("changed by another program").next().expect("it is reported");
    assert_eq!(std::fs::read_to_string(&mine).expect("it is there"), theirs);
    let other = window.folder.path().join("other.csv");
    window.answers.will_choose(&[&other]);
    window.harness.get_by_label("Keep in another file…").click();
    window.harness.run_steps(4);
    assert_eq!(saved(&mut window), (other, Overlay::default()));

    window.answers.will_choose(&[&mine]);
    command(&mut window, Command::OpenOverlay);
    window.until("it is open", |window| window.state().document().is_some_and(|document| !document.is_empty()));
    assert_eq!((document(&window).get("cat.1.png"), document(&window).get(&name)), (Some(&Change::Flagged), None));
    window.harness.get_by_label_contains("names 1 photo that is not here: gone.png. The rest is used.");
    window.harness.get_by_label("Forget them").click();
    window.harness.run_steps(3);
    assert_eq!(saved(&mut window).1.len(), 1);

    let damaged = window.folder.path().join("damaged.csv");
    std::fs::write(&damaged, "no overlay\n").expect("it can be written");
    window.answers.will_choose(&[&damaged]);
    command(&mut window, Command::OpenOverlay);
    window.until("it is reported", |window| {
        window.state().notices.unread().any(|notice| notice.summary.contains("could not be read"))
    });
    window.until("the one before is open again", |window| window.state().document().is_some());
    assert_eq!(
        (document(&window).path(), document(&window).get("cat.1.png")),
        (mine.as_path(), Some(&Change::Flagged))
    );

    // The same photographs opened again have the same changes.
    command(&mut window, Command::UseDrawings);
    window.until("the overlay is read", |window| window.state().document().is_some());
    assert_eq!(document(&window).path(), mine);
    assert_eq!(window.state().settings.overlay_of(&document(&window).source), Some(mine));
}

#[test]
fn a_closing_window_writes_the_changes_that_are_not_on_disk() {
    let mut window = Window::open();
    with_drawings(&mut window);
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let name = name_of(&window);
    let app = window.harness.state_mut();
    let source = app.state.overlay_source().cloned().expect("drawings are open");
    let document = app.state.overlay.document_mut(&source).expect("the overlay is read");
    document.decide(std::slice::from_ref(&name), Some(&Change::Exclude));
    let path = document.path().to_owned();
    let Window { harness, folder, .. } = window;
    drop(harness);
    let overlay = Overlay::read(&path).expect("it was written");
    assert_eq!(overlay.get(&name), Some(&Change::Exclude));
    drop(folder);
}

#[test]
fn a_label_is_chosen_in_a_dialog_where_there_are_more_than_two_classes() {
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
    window.until("the overlay is read", |window| {
        !window.state().subject.data.sides.is_empty() && window.state().document().is_some()
    });
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let name = name_of(&window);
    press(&mut window, Command::GiveLabel);
    window.harness.get_by_label("Which label is right?");
    window.harness.key_press(Key::Num3);
    window.harness.run_steps(4);
    assert_eq!(document(&window).get(&name), Some(&Change::Relabel("fox".to_owned())));
    assert!(!window.state().overlay.label_dialog_open);
}

/// What a window that is killed would leave of its settings.
fn killed(window: &mut Window, memory: &mut Memory) {
    window.harness.run_steps(1);
    window.harness.state_mut().save_changes(memory);
}

#[test]
fn the_overlay_of_photographs_is_remembered_at_once_even_if_the_window_is_killed() {
    let mut window = Window::open();
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, 12, 5).expect("the folder can be written");
    window.drop_files(std::slice::from_ref(&folder));
    window.until("its overlay is read", |window| window.state().document().is_some());
    let mut memory = Memory::default();
    killed(&mut window, &mut memory);
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    press(&mut window, Command::Exclude);
    let (path, _) = saved(&mut window);
    killed(&mut window, &mut memory);
    let settings = Settings::load(Some(&memory));
    assert_eq!(settings.overlay_of(&DataSource::Path(folder.clone())), Some(path));
    assert_eq!(settings.recent, [folder]);
}

#[test]
fn an_overlay_that_lies_there_untied_is_offered_and_used_when_accepted() {
    let mut window = Window::open();
    let (folder, runs) = (window.folder.path().join("mine"), window.folder.path().join("runs"));
    drawings::write(&folder, 12, 5).expect("the folder can be written");
    std::fs::create_dir_all(&runs).expect("the folder can be made");
    std::fs::write(runs.join("mine-overlay.csv"), "file,action,new_label\ncat.0.png,exclude,\n")
        .expect("it can be written");
    window.drop_files(std::slice::from_ref(&folder));
    window.until("it is offered", |window| window.state().notices.unread().count() == 1);
    assert!(document(&window).is_empty(), "it is not used unasked");
    window.harness.get_by_label("Use them").click();
    window.until("it is used", |window| window.state().document().is_some_and(|document| !document.is_empty()));
    assert_eq!(document(&window).path(), runs.join("mine-overlay.csv"));
    assert_eq!(window.state().notices.unread().count(), 0);
}

#[test]
fn every_undo_within_one_frame_counts() {
    let mut window = Window::open();
    with_drawings(&mut window);
    for _ in 0..5 {
        window.harness.key_press(Key::ArrowRight);
        window.harness.run_steps(3);
        press(&mut window, Command::Exclude);
    }
    assert_eq!(saved(&mut window).1.len(), 5);
    let undo = egui::Event::Key {
        key: Key::Z,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::COMMAND,
    };
    window.harness.input_mut().events.extend(vec![undo; 4]);
    window.harness.run_steps(3);
    assert_eq!(saved(&mut window).1.len(), 1);
}
