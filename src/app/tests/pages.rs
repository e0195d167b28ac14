//! What each page is for.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::harness::Window;
use super::steps;
use crate::app::commands::Command;
use crate::app::dialogs::Purpose;
use crate::app::page::Page;
use crate::app::state::{AugmentationState, Parameter};
use crate::config::LayerConfig;
use crate::text::Language;

/// A window with the drawings open.
fn with_drawings() -> Window {
    let mut window = Window::open();
    steps::with_drawings(&mut window);
    window
}

#[test]
fn data_shows_counts_filters_and_a_photograph_large() {
    let mut window = with_drawings();
    window.harness.get_by_label("cat: 20");
    window.harness.get_by_label("32 for training, 8 for validation");
    window.until("nothing is left out", |window| window.state().subject.data.unusable.is_some());
    window.harness.get_by_label_contains("All files can be used");
    window.harness.get_by_label_contains("Name contains").focus();
    window.harness.run_steps(2);
    window.harness.event(eframe::egui::Event::Text("dog.1".to_owned()));
    window.harness.run_steps(3);
    let shown = &window.state().subject.data.shown;
    assert!(!shown.is_empty() && shown.len() < 20, "the letters leave some of the dogs");
    let first = window.state().subject.data.dataset.as_ref().expect("drawings are open").photos[shown[0]].0.clone();
    window.harness.get_all_by_label_contains(&format!("{first}, dog")).next().expect("its cell").click();
    window.until("it is shown large", |window| {
        window.state().subject.data.detail.as_ref().is_some_and(|detail| detail.photo.is_ok())
    });
    window.harness.get_all_by_label_contains("As the network sees it: 16 × 16").next().expect("as the network sees it");
}

#[test]
fn a_chosen_photograph_grows_once_and_then_nothing_moves() {
    for reduced in [false, true] {
        let mut window = with_drawings();
        if reduced {
            window.send(Command::SwitchMotion);
        }
        window.until("all files are examined", |window| window.state().subject.data.unusable.is_some());
        window.harness.key_press(Key::ArrowRight);
        window.until("it is shown large", |window| {
            window.state().subject.data.detail.as_ref().is_some_and(|detail| detail.photo.is_ok())
                && window.state().subject.data.growth.is_none()
        });
        assert_eq!(window.state().settings.reduced_motion, reduced);
        window.until("every small picture is there", |window| window.state().subject.data.thumbnails.is_complete());
        // Panics where a window without input is painted again and again.
        window.harness.run();
    }
}

#[test]
fn augmentation_draws_fifteen_versions_and_follows_its_parameters() {
    let mut window = with_drawings();
    window.harness.get_by_label("2 Augmentation").click();
    window.until("there are versions", |window| matches!(window.state().subject.augmentation.versions, Some(Ok(_))));
    let versions = |window: &Window| match &window.state().subject.augmentation.versions {
        Some(Ok(versions)) => versions.view.versions.clone(),
        _ => Vec::new(),
    };
    assert_eq!(versions(&window).len(), AugmentationState::VERSIONS);
    let before = versions(&window);
    window.harness.get_by_label("rotation_range").click();
    window.until("they have turned", |window| {
        let now = versions(window);
        !now.is_empty() && now != before
    });
    assert!(Parameter::Rotation.is_on(&window.state().subject.config.augmentation));
    assert!(versions(&window).iter().any(|version| version.transform.theta_degrees != 0.0));
    window.harness.get_by_label("Version 3").click();
    window.harness.run_steps(2);
    assert_eq!(window.state().subject.augmentation.selected, Some(2));
    window.harness.get_by_label_contains("theta");
}

#[test]
fn the_network_is_edited_in_place_and_its_invalid_layer_is_named() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.harness.get_by_label("3 Network").click();
    window.until("the table is there", |window| window.state().subject.network.can_be_built());
    window.harness.get_by_label_contains("12,942,786 weights");
    window.harness.get_by_label("Remove layer 13, Flatten").click_accesskit();
    window.until("it cannot be built", |window| matches!(window.state().subject.network.summary, Some(Err(_))));
    let layers = &window.state().subject.config.network.layers;
    assert!(!layers.contains(&LayerConfig::Flatten {}));
    assert_eq!(window.state().subject.config.preset, "custom", "a changed experiment does not keep the preset's name");
    window.harness.get_by_label_contains("The network cannot be built");
    window.harness.get_all_by_label_contains("it needs a row of numbers").next().expect("the layer has its error");
    window.harness.state_mut().state.language = Language::Portuguese;
    window.harness.run_steps(2);
    window.harness.get_all_by_label_contains("ela precisa de uma linha de números").next().expect("in Portuguese too");
    assert!(Command::StartTraining.enabled(window.state()).is_err());
}

#[test]
fn commands_are_found_in_the_palette_and_pages_by_keys() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::Num3);
    window.harness.run_steps(2);
    assert_eq!(window.state().page(), Page::Network);
    window.harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::K);
    window.harness.run_steps(2);
    assert!(window.state().palette.open);
    window.harness.event(eframe::egui::Event::Text("go augment".to_owned()));
    window.harness.run_steps(2);
    window.harness.key_press(Key::Enter);
    window.harness.run_steps(3);
    assert!(!window.state().palette.open);
    assert_eq!(window.state().page(), Page::Augmentation);
}

#[test]
fn shift_distinguishes_two_commands_with_the_same_letter() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let keys = Command::OpenZip.shortcut().expect("it has keys");
    window.harness.key_press_modifiers(keys.modifiers, keys.logical_key);
    window.until("a path is requested", |window| window.state().path_request.is_some());
    assert_eq!(window.state().path_request, Some(Purpose::OpenZip));
}
