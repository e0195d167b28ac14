//! The experiment is shown as it is, and an invalid value has its error where it was entered.

use eframe::egui::{Event, Key};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use proptest::prelude::*;

use super::harness::{Window, small_experiment};
use super::steps;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::Problem;
use crate::config::arbitrary::configs;
use crate::config::{Activation, CallbackConfig, LayerConfig, RunConfig, Units, Zoom};
use crate::text::Language;
use crate::train::MemoryAdvice;

/// A window with the drawings open on a page.
fn with_drawings(page: Page) -> Window {
    let mut window = Window::with(eframe::egui::vec2(1280.0, 1600.0), small_experiment(2));
    steps::with_drawings(&mut window);
    show(&mut window, page);
    window
}

fn show(window: &mut Window, page: Page) {
    window.harness.state_mut().state.settings.page = page;
    window.harness.run_steps(3);
}

fn config(window: &mut Window) -> &mut RunConfig {
    &mut window.harness.state_mut().state.subject.config
}

/// Types a number into the field with this name.
fn enter(window: &mut Window, name: &str, number: &str) {
    window.harness.get_by_label(name).focus();
    window.harness.run_steps(2);
    window.harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
    window.harness.event(Event::Text(number.to_owned()));
    window.harness.run_steps(2);
    window.harness.key_press(Key::Enter);
    window.harness.run_steps(3);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn showing_an_experiment_on_every_page_leaves_it_unchanged(mut experiment in configs()) {
        // It always names the overlay of the open photographs.
        experiment.data.overlay = None;
        let mut window = with_drawings(Page::Network);
        *config(&mut window) = experiment.clone();
        for page in [Page::Data, Page::Augmentation, Page::Network, Page::Training] {
            show(&mut window, page);
        }
        show(&mut window, Page::Network);
        for layer in 0..experiment.network.layers.len() {
            window.harness.state_mut().state.subject.network.open_layer = Some(layer);
            window.harness.run_steps(2);
        }
        prop_assert_eq!(&window.state().subject.config, &experiment);
    }
}

#[test]
fn moving_through_all_fields_by_keys_changes_no_value() {
    for page in [Page::Data, Page::Augmentation, Page::Network] {
        let mut window = with_drawings(page);
        let experiment = config(&mut window);
        experiment.seed = u64::MAX - 7;
        experiment.data.validation_share = 0.123_456_789;
        experiment.augmentation.rotation_range = 12.345_678;
        experiment.augmentation.width_shift_range = 10.0;
        experiment.augmentation.zoom_range = Zoom::Range(0.3, 4.5);
        experiment.augmentation.brightness_range = Some((1.5, 1.6));
        experiment.network.layers.insert(0, LayerConfig::BatchNormalization { momentum: 0.99, epsilon: 1e-9 });
        let before = experiment.clone();
        window.harness.state_mut().state.subject.network.open_layer = Some(0);
        for _ in 0..90 {
            window.harness.key_press(Key::Tab);
            window.harness.run_steps(2);
        }
        assert_eq!(window.state().subject.config, before, "on {page:?}");
    }
}

#[test]
fn pixels_and_uneven_pairs_are_shown_as_they_are() {
    let mut window = with_drawings(Page::Augmentation);
    config(&mut window).augmentation.width_shift_range = 10.0;
    config(&mut window).augmentation.zoom_range = Zoom::Range(0.5, 1.1);
    window.harness.run_steps(3);
    let shown = |name: &str| {
        window.harness.get_by_label(name).accesskit_node().numeric_value().map(|value| (value * 1000.0).round() as i64)
    };
    assert_eq!(shown("width_shift_range, pixels"), Some(10_000));
    assert_eq!(shown("zoom_range, smallest size"), Some(500));
    assert_eq!(shown("zoom_range, largest size"), Some(1100));
}

#[test]
fn an_invalid_value_stays_with_its_error_and_prevents_training() {
    let mut window = with_drawings(Page::Network);
    assert_eq!(Command::StartTraining.enabled(window.state()), Ok(()));
    enter(&mut window, "batch_size", "0");
    assert_eq!(window.state().subject.config.training.batch_size, 0, "it is not corrected silently");
    window.harness.get_by_label("✗ it must be from 1 to 65536, and it is 0");
    assert!(Command::StartTraining.enabled(window.state()).is_err());
    let wrong = window.harness.query_all_by_label_contains("invalid value").count();
    assert_eq!(wrong, 0, "the rail paints the sentence, and its button has the step's name");
    window.harness.state_mut().state.language = Language::Portuguese;
    window.harness.run_steps(2);
    window.harness.get_by_label("✗ deve ser de 1 a 65536, mas é 0");
    show(&mut window, Page::Training);
    window.harness.get_by_label_contains("Um valor é inválido");
    config(&mut window).training.batch_size = 8;
    window.harness.run_steps(2);
    assert_eq!(Command::StartTraining.enabled(window.state()), Ok(()));
}

#[test]
fn a_network_too_large_for_the_memory_is_reported_at_its_layer_and_prevents_training() {
    let mut window = with_drawings(Page::Network);
    // A hundred layers of four gigabytes each.
    let large = LayerConfig::Dense { units: Units::Count(1 << 15), activation: Activation::Relu, use_bias: false };
    let layers = &mut config(&mut window).network.layers;
    let last = layers.pop().expect("a network");
    layers.extend(std::iter::repeat_n(large, 100));
    layers.push(last);
    window.until("advice about memory", |window| {
        matches!(window.state().subject.network.memory, Some(MemoryAdvice::TooLarge(_)))
    });
    let problems = window.state().problems();
    assert!(problems[0].field.starts_with("network.layers["), "{problems:?}");
    assert!(problems[0].reason.localized(Language::English).contains("training needs about "), "{problems:?}");
    assert!(Command::StartTraining.enabled(window.state()).is_err());
}

#[test]
fn memory_that_may_run_out_is_a_warning_below_the_batch_size() {
    let mut window = with_drawings(Page::Network);
    window.until("what it needs is known", |window| window.state().subject.network.memory.is_some());
    let advice = MemoryAdvice::Close { needed_bytes: 7_500_000_000, available_bytes: 8_000_000_000 };
    window.harness.state_mut().state.subject.network.memory = Some(advice);
    window.harness.run_steps(2);
    window.harness.get_by_label_contains("training needs about 7.5 GB, and 8.0 GB are free");
    assert_eq!(Command::StartTraining.enabled(window.state()), Ok(()));
}

#[test]
fn each_kind_of_field_shows_its_error() {
    let mut window = with_drawings(Page::Network);
    let experiment = config(&mut window);
    experiment.network.layers.insert(1, LayerConfig::Dropout { rate: 1.0 });
    experiment.callbacks.push(CallbackConfig::CSVLogger {
        filename: "../log.csv".to_owned(),
        separator: ",".to_owned(),
        append: false,
    });
    experiment.callbacks.push(CallbackConfig::ModelCheckpoint {
        filepath: "weights.h5".to_owned(),
        monitor: "val_loss".to_owned(),
        save_best_only: false,
        mode: crate::config::Mode::Auto,
        initial_value_threshold: None,
    });
    experiment.data.validation_share = 1.0;
    experiment.augmentation.rotation_range = -5.0;
    window.harness.run_steps(3);
    window.harness.get_by_label("✗ rate: it must be 0 or greater and less than 1, and it is 1");
    window.harness.get_by_label("✗ it must be a file's name below the run's folder, and it is \"../log.csv\"");
    window.harness.get_by_label_contains("end the name in .safetensors");
    show(&mut window, Page::Data);
    window.harness.get_by_label("✗ it must be greater than 0 and less than 1, and it is 1");
    show(&mut window, Page::Augmentation);
    window.harness.get_by_label("✗ it must be a finite number, 0 or greater, and it is -5");
    let pages: Vec<Page> = window.state().problems().iter().map(Problem::page).collect();
    assert_eq!(pages, [Page::Data, Page::Augmentation, Page::Network, Page::Network, Page::Network]);
}

#[test]
fn a_parameter_is_reset_to_its_preset() {
    let mut window = with_drawings(Page::Network);
    *config(&mut window) = crate::config::preset("drawings").expect("a preset");
    window.harness.run_steps(2);
    let usual = window.state().subject.config.augmentation.clone();
    show(&mut window, Page::Augmentation);
    config(&mut window).augmentation.rotation_range = 77.0;
    config(&mut window).augmentation.shear_range = 7.0;
    config(&mut window).preset = "custom".to_owned();
    window.harness.run_steps(2);
    window.harness.get_by_label("Set rotation_range as in the preset “drawings”").click();
    window.harness.run_steps(2);
    assert!((window.state().subject.config.augmentation.rotation_range - usual.rotation_range).abs() < f64::EPSILON);
    assert!(window.state().subject.config.augmentation.shear_range > usual.shear_range, "the others stay");
    window.harness.get_by_label("All as in the preset “drawings”").click();
    window.harness.run_steps(2);
    assert_eq!(window.state().subject.config.augmentation, usual);
}

#[test]
fn switching_fast_run_off_restores_the_epochs() {
    let mut window = with_drawings(Page::Network);
    config(&mut window).training.epochs = 17;
    window.harness.run_steps(2);
    for epochs in [3, 17] {
        window.harness.get_by_label("FAST_RUN: 3 epochs").click();
        window.harness.run_steps(2);
        assert_eq!(window.state().subject.config.training.epochs, epochs);
    }
}
