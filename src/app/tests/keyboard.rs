//! Everything can be reached and done without a pointer.

use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::harness::Window;
use super::steps::run_ended;
use crate::app::page::Page;
use crate::data::drawings;

/// Presses Tab until the control with this name has the keyboard.
fn tab_to(window: &mut Window, name: &str) {
    for _ in 0..80 {
        window.harness.key_press(Key::Tab);
        window.harness.run_steps(2);
        let reached = |node: egui_kittest::Node<'_>| node.accesskit_node().is_focused();
        if window.harness.query_all_by_label(name).any(reached) {
            return;
        }
    }
    panic!("Tab never reaches {name}");
}

fn press(window: &mut Window, key: Key) {
    window.harness.key_press(key);
    window.harness.run_steps(3);
}

#[test]
fn from_the_first_start_to_a_training_by_keys_alone() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    tab_to(&mut window, "Only look at them");
    press(&mut window, Key::Enter);
    window.until("the split is known", |window| !window.state().subject.data.sides.is_empty());

    press(&mut window, Key::ArrowRight);
    let columns = window.state().subject.data.columns;
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::ArrowDown);
    assert_eq!(
        window.state().subject.data.selected,
        Some(window.state().subject.data.shown[1 + columns]),
        "arrows move the choice"
    );

    tab_to(&mut window, "Next: Augmentation →");
    press(&mut window, Key::Enter);
    assert_eq!(window.state().page(), Page::Augmentation);
    tab_to(&mut window, "rotation_range");
    press(&mut window, Key::Space);
    tab_to(&mut window, "Next: Network →");
    press(&mut window, Key::Enter);
    assert_eq!(window.state().page(), Page::Network);
    tab_to(&mut window, "Next: Training →");
    press(&mut window, Key::Enter);
    assert_eq!(window.state().page(), Page::Training);
    tab_to(&mut window, "Start training");
    press(&mut window, Key::Enter);
    run_ended(&mut window, 1);
}

/// Gives a command by the palette, from its first letters.
fn command(window: &mut Window, letters: &str) {
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.harness.run_steps(2);
    window.harness.event(Event::Text(letters.to_owned()));
    window.harness.run_steps(2);
    press(window, Key::Enter);
}

#[test]
fn from_the_first_start_to_a_prediction_by_keys_alone() {
    let mut window = Window::open();
    command(&mut window, "train on the built-in drawings");
    window.until("the network is ready", |window| window.state().subject.results.run.is_some());
    let folder = window.folder.path().join("new");
    drawings::write(&folder, 2, 9).expect("the folder can be written");
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num6);
    window.harness.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P);
    window.until("a path is requested", |window| window.state().path_request.is_some());
    window.harness.run_steps(2);
    window.harness.event(Event::Text(folder.join("cat.0.png").display().to_string()));
    window.harness.run_steps(2);
    press(&mut window, Key::Enter);
    window.until("it is classified", |window| {
        window.state().subject.prediction.cards.first().is_some_and(|card| card.label().is_some())
    });
    let card = window.harness.get_by_label_contains("cat.0.png: ").accesskit_node().label().expect("its name");
    tab_to(&mut window, &card);
    press(&mut window, Key::Enter);
    assert!(window.state().subject.prediction.open.is_some(), "Enter shows it large");
    tab_to(&mut window, "Why this answer?");
    press(&mut window, Key::Enter);
    window.until("the layers are computed", |window| window.state().subject.explanation.opened().is_some());
    press(&mut window, Key::Escape);
    assert!(window.state().subject.explanation.subject.is_none(), "and Escape closes it");
}

#[test]
fn every_step_is_reached_by_its_number_and_back() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6];
    for (page, key) in Page::ALL.into_iter().zip(keys).rev() {
        window.harness.key_press_modifiers(Modifiers::COMMAND, key);
        window.harness.run_steps(2);
        assert_eq!(window.state().page(), page);
    }
}
