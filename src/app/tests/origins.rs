//! Each action that is carried out is remembered with where it came from.

use std::sync::Arc;

use eframe::egui::{Color32, ColorImage, Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::harness::Window;
use crate::app::actions::{Action, Origin};
use crate::app::commands::Command;
use crate::app::dialogs::Purpose;
use crate::app::page::Page;
use crate::data::drawings;
use crate::text::Language;

/// Where the newest of these actions came from.
fn origin(window: &Window, is_it: impl Fn(&Action) -> bool) -> Option<Origin> {
    let carried_out = &window.harness.state().carried_out;
    carried_out.iter().rev().find(|sent| is_it(&sent.action)).map(|sent| sent.from)
}

fn origin_of(window: &Window, command: Command) -> Option<Origin> {
    origin(window, |action| matches!(action, Action::Command(given) if *given == command))
}

#[test]
fn a_command_is_remembered_with_the_menu_the_keys_the_palette_or_the_button_that_gave_it() {
    let mut window = Window::open();
    assert_eq!(origin_of(&window, Command::GoNetwork), None);
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    window.harness.run_steps(2);
    assert_eq!(origin_of(&window, Command::GoNetwork), Some(Origin::Shortcut));

    window.harness.get_by_label("2 Augmentation").click();
    window.harness.run_steps(2);
    assert_eq!(origin_of(&window, Command::GoAugmentation), Some(Origin::Page(Page::Network)));

    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.harness.run_steps(2);
    window.harness.event(Event::Text("go network".to_owned()));
    window.harness.run_steps(2);
    window.harness.key_press(Key::Enter);
    window.harness.run_steps(3);
    assert_eq!(origin_of(&window, Command::GoNetwork), Some(Origin::Palette));

    let name = |command: Command| Language::English.text(command.name());
    window.harness.get_by_label("Menu").click();
    window.harness.run_steps(4);
    window.harness.get_by_label(Language::English.text(Command::GoResults.menu().name())).click();
    window.harness.run_steps(4);
    window.harness.get_all_by_label_contains(name(Command::GoResults)).last().expect("its entry").click();
    window.harness.run_steps(4);
    assert_eq!(window.state().page(), Page::Results);
    assert_eq!(origin_of(&window, Command::GoResults), Some(Origin::Menu));
}

#[test]
fn drops_pastes_paths_and_what_follows_from_events_are_remembered_as_such() {
    let mut window = Window::open();
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, 10, 5).expect("the folder can be written");
    window.answers.will_choose(&[&folder]);
    window.send(Command::OpenFolder);
    window.until("it is open", |window| window.state().subject.data.dataset.is_some());
    let path = |action: &Action| matches!(action, Action::TakePaths(Purpose::OpenFolder, _));
    assert_eq!(origin(&window, path), Some(Origin::Dialog));
    window.drop_files(std::slice::from_ref(&folder));
    assert_eq!(origin(&window, |action| matches!(action, Action::OpenPath(_))), Some(Origin::Drop));

    window.until("it is open again", |window| {
        window.state().readings.is_empty() && window.state().subject.data.loading.is_none()
    });
    window.send(Command::GoPrediction);
    window.harness.run_steps(2);
    window.drop_files(std::slice::from_ref(&folder));
    let classify = |action: &Action| matches!(action, Action::Classify(_));
    assert_eq!(origin(&window, classify), Some(Origin::Drop));
    window.send(Command::TrainDrawings);
    window.until("the network is ready", |window| window.state().subject.prediction.model.is_some());
    window.harness.run_steps(2);
    assert_eq!(origin(&window, classify), Some(Origin::Event), "photos that waited for a network");
    window.harness.event(Event::PasteImage(Arc::new(ColorImage::filled([16, 16], Color32::WHITE))));
    window.harness.run_steps(3);
    assert_eq!(origin(&window, |action| matches!(action, Action::ClassifyPasted(_))), Some(Origin::Paste));
    let loads = |action: &Action| matches!(action, Action::LoadThumbnails(_) | Action::ShowCards(_));
    assert_eq!(origin(&window, loads), None, "pictures that painting loads are not remembered");
}
