//! Photographs opened while others are open.

use std::sync::Arc;

use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::config::{self, DataSource};
use crate::data::Unusable;
use crate::data::{Picture, drawings};
use crate::engine::{Absent, DatasetEvent, EngineEvent, ThumbnailsEvent};

/// A window that shows a folder of drawings, its split known.
fn with_folder(count: usize) -> Window {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let folder = window.folder.path().join("first");
    drawings::write(&folder, count, 5).expect("the folder can be written");
    window.drop_files(&[folder]);
    window.until("its split is known", |window| window.state().data.sides.len() == count);
    window
}

/// Chooses a photograph, and waits until it and its neighbours are shown.
fn is_shown(window: &mut Window, place: usize) {
    window.harness.state_mut().state.data.selected = Some(place);
    window.until("the photograph is large", |window| {
        window.state().data.detail.as_ref().is_some_and(|detail| detail.index == place && detail.photo.is_ok())
    });
    window.until("every small picture is there", |window| window.state().data.thumbnails.is_complete());
}

#[test]
fn open_photographs_are_shown_after_another_opening_has_failed() {
    let mut window = with_folder(12);
    let missing = window.folder.path().join("nowhere");
    window.drop_files(std::slice::from_ref(&missing));
    window.until("it is reported", |window| window.state().notices.unread().count() == 1);
    assert_eq!(window.state().data.dataset.as_ref().map(|dataset| dataset.photos.len()), Some(12));
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
    assert!(window.state().data.loading.is_none());
    let open = window.state().data.dataset.as_ref().map_or(0, |dataset| dataset.photos.len());
    assert!(open == 12 || open == 20, "one of the two is open: {open}");
    is_shown(&mut window, 5);
}

#[test]
fn events_of_an_older_opening_change_nothing() {
    let mut window = with_folder(12);
    let first = window.state().data.dataset.clone().expect("the first folder");
    let generation = window.state().data.generation;
    let other = window.folder.path().join("other");
    drawings::write(&other, 20, 6).expect("the folder can be written");
    window.drop_files(&[other]);
    window.until("it is examined", |window| {
        window.state().data.unusable.is_some() && window.state().data.sides.len() == 20
    });
    let context = window.harness.ctx.clone();
    let app = window.harness.state_mut();
    app.state.data.examining = Some((3, 20));
    let unusable = Unusable { index: 1, name: "cat.1.png".to_owned(), reason: Absent::Photograph.into() };
    let picture = Ok(Picture { height: 1, width: 1, rgb: vec![0; 3] });
    let events: [EngineEvent; 5] = [
        DatasetEvent::Opened { generation, dataset: first }.into(),
        DatasetEvent::ExamineProgress { generation, done: 11, total: 12 }.into(),
        DatasetEvent::Examined { generation, unusable: Arc::new(vec![unusable]), duplicates: Arc::default() }.into(),
        DatasetEvent::Failed { generation, reason: Absent::Photograph.into() }.into(),
        ThumbnailsEvent::Dataset { generation, index: 1_000, picture }.into(),
    ];
    for event in events {
        app.take_event(&context, event);
    }
    let data = &mut app.state.data;
    assert_eq!(data.dataset.as_ref().map(|dataset| dataset.photos.len()), Some(20));
    assert_eq!(data.examining, Some((3, 20)));
    assert_eq!(data.unusable.as_ref().map(|unusable| unusable.len()), Some(0));
    assert!(data.thumbnails.get(1_000).is_none());
    assert_eq!(app.state.notices.unread().count(), 0);
}

#[test]
fn photographs_that_replace_others_are_split_and_shown() {
    let mut window = with_folder(12);
    let other = window.folder.path().join("other");
    drawings::write(&other, 20, 6).expect("the folder can be written");
    window.drop_files(&[other]);
    window.until("its split is known", |window| window.state().data.sides.len() == 20);
    is_shown(&mut window, 19);
}

#[test]
fn opening_photographs_restores_the_experiment_from_before_the_drawings() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let mut mine = config::preset("notebook").expect("a preset");
    mine.training.epochs = 17;
    window.harness.state_mut().state.config = mine.clone();
    window.send(Command::UseDrawings);
    window.until("the drawings are open", |window| window.state().data.dataset.is_some());
    assert_eq!(window.state().config, small_experiment(2));
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, 12, 5).expect("the folder can be written");
    window.drop_files(&[folder]);
    window.until("the photographs are open", |window| {
        window.state().data.dataset.as_ref().is_some_and(|dataset| dataset.photos.len() == 12)
    });
    assert_eq!(window.state().config, mine);
}

#[test]
fn a_saved_experiment_names_the_open_photographs_and_opens_them() {
    let mut window = with_folder(12);
    let file = window.folder.path().join("mine.ron");
    window.answers.will_choose(&[&file]);
    window.send(Command::SaveConfig);
    window.until("it is written", |_| file.exists());
    window.harness.get_by_label("Open others…").click();
    window.harness.run_steps(2);
    assert!(window.state().data.dataset.is_none());
    window.answers.will_choose(&[&file]);
    window.send(Command::OpenConfig);
    window.until("its photographs are open", |window| {
        window.state().data.dataset.as_ref().is_some_and(|dataset| dataset.photos.len() == 12)
    });
}
