//! Unusable files, equal files and rows of the table are found; long names stay in their place.

use eframe::egui::{Key, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::harness::{Window, small_experiment};
use crate::app::page::Page;
use crate::app::state::{DataView, Speed};
use crate::data::drawings;

/// Where the page ends in a window of 800 points: above the status line and its own margin.
const PAGE_ENDS: f32 = 752.0;

/// A window with a folder of drawings, one of them broken and two of them equal, examined.
fn with_a_folder(classes: [&str; 2]) -> Window {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(1));
    window.harness.run_steps(2);
    let folder = window.folder.path().join("photographs");
    for (seed, class) in classes.iter().enumerate() {
        drawings::write(&folder.join(class), 40, seed as u64).expect("the folder can be written");
    }
    let first = folder.join(classes[0]);
    std::fs::write(first.join("broken.png"), "no picture, and nothing that looks like one").expect("it is written");
    std::fs::copy(first.join("cat.0.png"), first.join("copy.png")).expect("it is copied");
    window.drop_files(&[folder]);
    window.until("all files are examined", |window| window.state().subject.data.unusable.is_some());
    window.until("the split is known", |window| !window.state().subject.data.sides.is_empty());
    window
}

fn chosen(window: &Window) -> Option<String> {
    let data = &window.state().subject.data;
    Some(data.dataset.as_ref()?.photos[data.selected?].0.clone())
}

#[test]
fn an_unusable_file_is_shown_from_its_row_whatever_the_filters_are() {
    let mut window = with_a_folder(["one", "two"]);
    window.harness.state_mut().state.subject.data.filter.letters = "dog".to_owned();
    window.harness.state_mut().state.subject.data.apply_filter();
    for (link, name, view) in [
        ("one/broken.png", "one/broken.png", DataView::LeftOut),
        ("one/copy.png", "one/copy.png", DataView::Duplicates),
    ] {
        window.harness.state_mut().state.subject.data.view = view;
        window.harness.run_steps(3);
        window.harness.get_by_label(link).click();
        window.harness.run_steps(4);
        assert_eq!(chosen(&window).as_deref(), Some(name));
        assert_eq!(window.state().subject.data.view, DataView::Table);
        let row = window.harness.get_by_label(name).rect();
        assert!(row.bottom() <= PAGE_ENDS && row.top() > 0.0, "it is scrolled to: {row:?}");
    }
    assert!(window.state().subject.data.filter.letters.is_empty());
}

#[test]
fn arrow_keys_move_the_choice_in_the_table_and_scroll_to_it() {
    let mut window = with_a_folder(["one", "two"]);
    window.harness.state_mut().state.subject.data.view = DataView::Table;
    window.harness.run_steps(3);
    for _ in 0..60 {
        window.harness.key_press(Key::ArrowDown);
        window.harness.run_steps(1);
    }
    window.harness.run_steps(3);
    let data = &window.state().subject.data;
    assert_eq!(data.selected, Some(data.shown[59]));
    let name = chosen(&window).expect("one is chosen");
    let row = window.harness.get_all_by_label(&name).next().expect("its row is painted").rect();
    assert!(row.bottom() <= PAGE_ENDS, "it is scrolled to: {row:?}");
}

#[test]
fn a_long_class_name_ends_before_the_photographs() {
    let long = "a class whose name is so long that nobody would ever want to read it to its very end";
    let window = with_a_folder([long, "two"]);
    let data = &window.state().subject.data;
    let count = data.counts
        [data.dataset.as_ref().expect("it is open").classes.iter().position(|c| c == long).expect("it is a class")];
    let row = window.harness.get_by_label(&format!("{long}: {count}")).rect();
    let below = window.harness.get_by_label_contains("two: ").rect();
    assert!(row.bottom() <= below.top() && (row.width() - below.width()).abs() < 0.5, "{row:?} is as {below:?}");
    let photograph = window.harness.get_all_by_label_contains("cat.0.png, ").next().expect("a photo").rect();
    assert!(row.right() < photograph.left(), "{row:?} lies over {photograph:?}");
}

#[test]
fn an_epochs_time_is_estimated_before_the_first_training_and_measured_by_it() {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(1));
    window.harness.run_steps(2);
    window.harness.state_mut().state.settings.page = Page::Network;
    window.until("the machine is measured", |window| window.state().training_speed().is_some());
    assert!(matches!(window.state().training_speed(), Some(Speed::Likely(speed)) if speed > 1e6));
    window.harness.get_by_label_contains("photos a second; open photos");
    window.harness.state_mut().state.settings.page = Page::Data;
    window.harness.run_steps(3);
    window.harness.get_by_label("Only look at them").click();
    window.until("the split is known", |window| !window.state().subject.data.sides.is_empty());
    window.harness.state_mut().state.settings.page = Page::Network;
    window.until("the table is there", |window| window.state().subject.network.can_be_built());
    window.harness.get_by_label_contains("estimated from the processor’s speed");
    window.send(crate::app::commands::Command::StartTraining);
    window.until("the training has ended", |window| {
        window.state().subject.run.as_ref().is_some_and(|run| !run.is_active())
    });
    assert!(matches!(window.state().training_speed(), Some(Speed::Measured(_))));
    window.harness.state_mut().state.settings.page = Page::Network;
    window.harness.run_steps(3);
    window.harness.get_by_label_contains("as measured in the last run");
}

#[test]
fn a_layers_name_is_shown_whole_where_there_is_room() {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(1));
    window.harness.run_steps(2);
    window.harness.state_mut().state.settings.page = Page::Network;
    window.until("the table is there", |window| window.state().subject.network.can_be_built());
    window.until("the machine is measured", |window| window.state().training_speed().is_some());
    let name = window.harness.get_by_label("Edit layer 1, Conv2D").rect();
    let remove = window.harness.get_by_label("Remove layer 1, Conv2D");
    assert!(name.width() >= 180.0, "{name:?}");
    assert!(!remove.accesskit_node().is_disabled() && remove.rect().right() <= 920.0, "{:?}", remove.rect());
}
