//! Tables are sorted by a click on a column's head, or by Enter while it has the keyboard.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use super::steps::{document, press, train_on_drawings, with_drawings};
use crate::app::commands::Command;
use crate::app::state::DataView;
use crate::text::Language;

/// The place of the uppermost thing with a name that contains this.
fn top_of(window: &Window, name: &str) -> f32 {
    let tops = window.harness.query_all_by_label_contains(name).map(|node| node.rect().top());
    tops.reduce(f32::min).unwrap_or_else(|| panic!("{name} is not shown"))
}

fn with_table() -> Window {
    let mut window = Window::open();
    with_drawings(&mut window);
    window.harness.state_mut().state.subject.data.view = DataView::Table;
    window.harness.run_steps(3);
    window
}

#[test]
fn photographs_are_sorted_by_name_class_and_set() {
    let mut window = with_table();
    assert!(top_of(&window, "cat.0.png") < top_of(&window, "cat.1.png"));
    window.harness.get_by_label("Sort by name, now ascending").click();
    window.harness.run_steps(3);
    window.harness.get_by_label("Sort by name, now descending");
    assert!(top_of(&window, "dog.9.png") < top_of(&window, "dog.8.png"));

    window.harness.get_by_label("Sort by class").focus();
    window.harness.run_steps(2);
    window.press(Key::Enter);
    assert!(top_of(&window, "cat.0.png") < top_of(&window, "cat.1.png"));
    window.press(Key::Enter);
    window.harness.get_by_label("Sort by class, now descending");
    assert!(top_of(&window, "dog.0.png") < top_of(&window, "dog.1.png"));

    window.harness.get_by_label("Sort by set").click();
    window.harness.run_steps(3);
    let data = &window.state().subject.data;
    let sides: Vec<_> = data.shown.iter().map(|place| data.side(*place)).collect();
    let change = sides.iter().position(|side| *side != sides[0]).expect("both sides");
    assert!(sides[change..].iter().all(|side| *side == sides[change]), "{sides:?}");

    window.harness.state_mut().state.language = Language::Portuguese;
    window.harness.run_steps(3);
    window.harness.get_by_label("Ordenar por conjunto, agora em ordem crescente");
}

#[test]
fn keys_move_and_extend_the_choice_in_the_shown_order() {
    let mut window = with_table();
    window.harness.get_by_label("Sort by name, now ascending").click();
    window.harness.run_steps(3);
    let shown = window.state().subject.data.shown.clone();
    assert!(shown.is_sorted_by(|a, b| a > b) && shown.len() == 40);
    window.press(Key::ArrowDown);
    window.press(Key::ArrowDown);
    assert_eq!(window.state().subject.data.selected, Some(shown[1]));
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    window.harness.run_steps(4);
    assert_eq!(window.state().subject.data.choice(), [shown[2], shown[1]], "in the order of the data set");
    press(&mut window, Command::Exclude);
    assert_eq!(document(&window).overlay().expect("it is read").len(), 2);
    assert_eq!(window.state().subject.data.shown, shown, "the order stays");
}

/// A relabelled photograph goes to its new class.
#[test]
fn the_order_by_class_follows_new_labels() {
    let mut window = with_table();
    window.harness.get_by_label("Sort by class").click();
    window.harness.run_steps(3);
    window.press(Key::ArrowDown);
    let first = window.state().subject.data.shown[0];
    press(&mut window, Command::GiveLabel);
    let data = &window.state().subject.data;
    let place = data.shown.iter().position(|place| *place == first).expect("it is shown");
    assert_eq!(place, 19, "before the photos that were dogs");
}

/// The epochs in the order of the table's rows.
fn order(window: &Window) -> Vec<usize> {
    let epochs = &window.state().subject.run.as_ref().expect("a run").epochs;
    window.state().plots.epochs.places(epochs).into_iter().map(|place| epochs[place].epoch).collect()
}

#[test]
fn epochs_are_sorted_by_each_of_their_numbers() {
    let mut window = Window::with(eframe::egui::vec2(1280.0, 800.0), small_experiment(4));
    train_on_drawings(&mut window);
    window.harness.run_steps(3);
    assert_eq!(order(&window), [4, 3, 2, 1]);
    window.harness.get_by_label("Sort by Epoch, now descending").focus();
    window.harness.run_steps(12);
    window.press(Key::Enter);
    assert_eq!(order(&window), [1, 2, 3, 4]);
    window.harness.get_by_label("Sort by Epoch, now ascending");
    window.harness.get_by_label("Sort by loss").click();
    window.harness.run_steps(3);
    let mut by_loss = window.state().subject.run.as_ref().expect("a run").epochs.clone();
    by_loss.sort_by(|a, b| a.loss.total_cmp(&b.loss));
    let mut by_loss: Vec<usize> = by_loss.iter().map(|epoch| epoch.epoch).collect();
    assert_eq!(order(&window), by_loss, "the lowest first");
    window.harness.get_by_label("Sort by loss, now ascending").click();
    window.harness.run_steps(3);
    by_loss.reverse();
    assert_eq!(order(&window), by_loss);
}
