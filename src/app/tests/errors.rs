//! Failures are reported in the window's language, and the window keeps working.

use egui_kittest::kittest::Queryable as _;

use super::harness::Window;
use super::steps::epochs_ended;
use crate::app::commands::Command;
use crate::app::state::CardState;

#[test]
fn a_missing_folder_is_reported_in_a_notice_that_stays_listed() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let missing = window.folder.path().join("nowhere");
    window.drop_files(&[missing]);
    window.until("it is reported", |window| window.state().notices.unread().count() == 1);
    window.harness.get_by_label("The photos could not be opened");
    window.harness.get_by_label_contains("there is no file or folder");
    window.harness.get_by_label("Dismiss").click();
    window.harness.run_steps(2);
    assert!(window.harness.query_by_label("The photos could not be opened").is_none());
    window.harness.get_by_label("Notices").click();
    window.harness.run_steps(6);
    window.harness.get_by_label("The photos could not be opened");
}

#[test]
fn a_path_is_typed_where_the_desktop_shows_no_dialog() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.harness.get_by_label("Open a folder…").click();
    window.until("a path is requested", |window| window.state().path_request.is_some());
    window.harness.get_by_label_contains("There is no file dialog on this system");
    window.harness.get_by_label("Which path should be opened?");
    let mistyped = window.folder.path().join("drawing").display().to_string();
    window.harness.event(eframe::egui::Event::Text(mistyped.clone()));
    window.harness.run_steps(2);
    window.harness.key_press(eframe::egui::Key::Enter);
    window.until("it is reported", |window| window.state().notices.unread().count() >= 1);
    window.send(Command::OpenFolder);
    window.until("a path is requested again", |window| window.state().path_request.is_some());
    assert_eq!(window.state().path_field, mistyped, "it is corrected, not typed again");
    let drawings = window.folder.path().join("drawings");
    crate::data::drawings::write(&drawings, 10, 7).expect("the folder can be written");
    window.harness.run_steps(2);
    window.harness.event(eframe::egui::Event::Text(drawings.display().to_string()));
    window.harness.run_steps(2);
    window.harness.key_press(eframe::egui::Key::Enter);
    window.until("it is open", |window| window.state().subject.data.dataset.is_some());
    assert!(window.state().path_request.is_none(), "Enter opens what was typed");
}

#[test]
fn a_missing_target_folder_is_reported_and_not_created() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.harness.get_by_label("Train on the drawings").click();
    epochs_ended(&mut window, 1);
    let nowhere = window.folder.path().join("nowhere").join("plots.png");
    window.answers.will_choose(&[&nowhere]);
    window.send(Command::SavePlotsPng);
    window.until("it is reported", |window| window.state().notices.unread().count() >= 1);
    window.harness.get_by_label("Could not save the file");
    window.harness.get_by_label_contains("there is no folder");
    assert!(!nowhere.parent().expect("a folder").exists());
}

#[test]
fn files_dropped_before_there_is_a_network_wait_for_it() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.harness.get_by_label("6 Prediction").click();
    window.harness.run_steps(2);
    let odd = window.folder.path().join("notes.jpg");
    std::fs::write(&odd, b"this is no photo").expect("the folder can be written");
    window.drop_files(&[odd]);
    window.harness.get_by_label_contains("1 file waits for a network");
    window.harness.get_by_label("1 Data").click();
    window.harness.run_steps(2);
    window.harness.get_by_label("Train on the drawings").click();
    window.until("the file has its card", |window| {
        let cards = &window.state().subject.prediction.cards;
        cards.len() == 1 && !matches!(cards[0].state, CardState::Waiting)
    });
    assert!(
        matches!(window.state().subject.prediction.cards[0].state, CardState::Failed(_)),
        "it has a reason instead of a prediction"
    );
}

#[test]
fn typing_replaces_the_proposed_path() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.send(Command::SaveConfig);
    window.until("a path is requested", |window| window.state().path_request.is_some());
    assert!(!window.state().path_field.is_empty(), "a name is proposed");
    window.harness.run_steps(3);
    let file = window.folder.path().join("mine.ron");
    window.harness.event(eframe::egui::Event::Text(file.display().to_string()));
    window.harness.run_steps(2);
    assert_eq!(window.state().path_field, file.display().to_string());
    window.harness.key_press(eframe::egui::Key::Enter);
    window.until("it is written", |_| file.exists());
}
