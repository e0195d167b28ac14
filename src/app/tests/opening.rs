//! Photographs opened while others are open.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use super::steps::train_on_drawings;
use crate::app::actions::{Action, Origin, Sent};
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{DataState, DataView};
use crate::config::{self, DataSource};
use crate::data::drawings;

/// A window that shows a folder of drawings, its split known.
fn with_folder(count: usize) -> Window {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let folder = window.folder.path().join("first");
    drawings::write(&folder, count, 5).expect("the folder can be written");
    window.drop_files(&[folder]);
    window.until("its split is known", |window| window.state().subject.data.sides.len() == count);
    window
}

/// Chooses a photograph, and waits until it and its neighbours are shown.
fn is_shown(window: &mut Window, place: usize) {
    window.harness.state_mut().state.subject.data.selected = Some(place);
    window.until("the photo is large", |window| {
        window.state().subject.data.detail.as_ref().is_some_and(|detail| detail.index == place && detail.photo.is_ok())
    });
    window.until("every small picture is there", |window| window.state().subject.data.thumbnails.is_complete());
}

#[test]
fn what_is_opened_last_is_shown() {
    let mut window = with_folder(12);
    let second = window.folder.path().join("second");
    drawings::write(&second, 8, 6).expect("the folder can be written");
    window.harness.state_mut().actions.push(Sent::new(Action::OpenPath(second), Origin::Drop));
    window.send(Command::UseDrawings);
    window.harness.run_steps(1);
    window.until("all is read", |window| {
        window.state().readings.is_empty() && window.state().subject.data.loading.is_none()
    });
    let source = window.state().subject.data.dataset.as_ref().map(|dataset| dataset.source.clone());
    assert!(matches!(source, Some(DataSource::Drawings { .. })), "{source:?}");
}

#[test]
fn open_photographs_are_shown_after_another_opening_has_failed() {
    let mut window = with_folder(12);
    let missing = window.folder.path().join("nowhere");
    window.drop_files(std::slice::from_ref(&missing));
    window.until("it is reported", |window| window.state().notices.unread().count() == 1);
    assert_eq!(window.state().subject.data.dataset.as_ref().map(|dataset| dataset.photos.len()), Some(12));
    is_shown(&mut window, 7);
    assert!(
        !window.state().settings.recent.contains(&missing),
        "a path that was never open is not among the recent ones"
    );
    assert_eq!(window.state().settings.recent.len(), 1);
}

#[test]
fn open_photographs_are_shown_after_another_opening_was_cancelled() {
    let mut window = with_folder(12);
    let other = window.folder.path().join("other");
    drawings::write(&other, 20, 6).expect("the folder can be written");
    let actions = [Action::OpenData(DataSource::Path(other)), Action::CancelOpening];
    for action in actions {
        window.send(action);
    }
    window.harness.run_steps(2);
    assert!(window.state().subject.data.loading.is_none());
    let open = window.state().subject.data.dataset.as_ref().map_or(0, |dataset| dataset.photos.len());
    assert!(open == 12 || open == 20, "one of the two is open: {open}");
    is_shown(&mut window, 5);
}

#[test]
fn photographs_that_replace_others_are_split_and_shown() {
    let mut window = with_folder(12);
    let other = window.folder.path().join("other");
    drawings::write(&other, 20, 6).expect("the folder can be written");
    window.drop_files(&[other]);
    window.until("its split is known", |window| window.state().subject.data.sides.len() == 20);
    is_shown(&mut window, 19);
}

#[test]
fn opening_photographs_restores_the_experiment_from_before_the_drawings() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let mut mine = config::preset("notebook").expect("a preset");
    mine.training.epochs = 17;
    window.harness.state_mut().state.subject.config = mine.clone();
    window.send(Command::UseDrawings);
    window.until("the drawings are open", |window| window.state().subject.data.dataset.is_some());
    assert_eq!(window.state().subject.config, small_experiment(2));
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, 12, 5).expect("the folder can be written");
    window.drop_files(&[folder]);
    window.until("the photos are open", |window| {
        window.state().subject.data.dataset.as_ref().is_some_and(|dataset| dataset.photos.len() == 12)
    });
    assert_eq!(window.state().subject.config, mine);
}

#[test]
fn a_saved_experiment_names_the_open_photographs_and_opens_them() {
    let mut window = with_folder(12);
    let file = window.folder.path().join("mine.ron");
    window.answers.will_choose(&[&file]);
    window.send(Command::SaveConfig);
    // Its notice may move what is clicked next.
    window.until("it is reported as written", |window| window.state().notices.unread().count() == 1);
    let other = window.folder.path().join("other");
    drawings::write(&other, 20, 6).expect("the folder can be written");
    window.drop_files(&[other]);
    window.until("the others are open", |window| window.state().subject.data.sides.len() == 20);
    window.harness.state_mut().state.subject.data = DataState::default();
    window.answers.will_choose(&[&file]);
    window.send(Command::OpenConfig);
    window.until("its photos are open", |window| {
        window.state().subject.data.dataset.as_ref().is_some_and(|dataset| dataset.photos.len() == 12)
    });
}

#[test]
fn open_photographs_stay_while_others_are_chosen_and_escape_returns_to_them() {
    let mut window = with_folder(12);
    window.harness.get_by_label("Open others…").click();
    window.harness.run_steps(3);
    window.harness.get_by_label("Only look at them");
    assert_eq!(window.state().subject.data.dataset.as_ref().map(|dataset| dataset.photos.len()), Some(12));
    assert!(window.state().chosen().is_none(), "nothing that is not shown can be changed");
    window.harness.key_press(Key::Escape);
    window.harness.run_steps(3);
    window.harness.get_by_label("Open others…").click();
    window.harness.run_steps(3);
    window.harness.get_by_label("← Keep the open photos").click();
    window.harness.run_steps(3);
    is_shown(&mut window, 3);
}

#[test]
fn names_that_look_the_same_are_told_apart() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let (drawn, folder) = (window.folder.path().join("drawn"), window.folder.path().join("mine"));
    drawings::write(&drawn, 8, 5).expect("the folder can be written");
    for (class, name, from) in [
        ("cat", "caf\u{e9}.png", "cat.0.png"),
        ("cat", "cafe\u{301}.png", "cat.1.png"),
        ("cat", "cafe.png", "cat.2.png"),
        ("dog", "caf\u{e9}.png", "dog.0.png"),
        ("dog", "b.png", "dog.1.png"),
    ] {
        std::fs::create_dir_all(folder.join(class)).expect("a folder");
        std::fs::copy(drawn.join(from), folder.join(class).join(name)).expect("a copy");
    }
    window.drop_files(&[folder]);
    window.until("it is open", |window| window.state().subject.data.dataset.is_some());
    for view in [DataView::Grid, DataView::Table] {
        window.harness.state_mut().state.subject.data.view = view;
        window.harness.run_steps(3);
        for name in ["cat/caf\u{e9}.png (NFC)", "cat/cafe\u{301}.png (NFD)", "dog/caf\u{e9}.png"] {
            let count = window.harness.query_all_by_label_contains(name).count();
            assert!(count > 0, "{name} is not in {view:?}");
        }
        assert_eq!(window.harness.query_all_by_label_contains("dog/caf\u{e9}.png (").count(), 0);
    }
}

#[test]
fn a_run_stays_shown_when_what_was_to_replace_it_cannot_be_opened() {
    let mut window = Window::open();
    train_on_drawings(&mut window);
    let run = window.state().subject.folder().map(std::path::Path::to_owned).expect("a run is shown");
    let damaged = window.folder.path().join("damaged.zip");
    std::fs::write(&damaged, b"no zip").expect("it can be written");
    window.harness.get_by_label("1 Data").click();
    window.harness.run_steps(3);
    window.drop_files(&[damaged]);
    window.until("it is reported", |window| window.state().notices.unread().count() == 1);
    window.until("the run is shown again", |window| window.state().subject.folder() == Some(run.as_path()));
    assert_eq!(window.state().page(), Page::Data);
}
