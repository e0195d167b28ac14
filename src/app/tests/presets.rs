//! Presets on the network page: as cards, suggested for the open photos, with the planned learning rate.

use std::fs;

use eframe::egui::vec2;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::harness::{Window, small_experiment};
use super::steps::run_ended;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::config::{DataSource, LESSON_PRESETS, LearningRate, LearningRateSchedule, PRESETS, ResizingStage, preset};
use crate::lessons::presets::{DUPLICATES, Outcome};
use crate::text::{Language, ShellText, preset_name};

fn show(window: &mut Window, page: Page) {
    window.harness.state_mut().state.settings.page = page;
    window.harness.run_steps(3);
}

/// A window with as many small photos of two classes open, on the network page.
fn with_photos(count: usize) -> Window {
    let folder = tempfile::tempdir().expect("a folder");
    let photos = folder.path().join("photos");
    fs::create_dir(&photos).expect("a folder");
    for index in 0..count {
        let class = ["cat", "dog"][index % 2];
        let picture = image::RgbImage::from_pixel(4, 4, image::Rgb([index as u8, (index / 256) as u8, 9]));
        picture.save(photos.join(format!("{class}.{index}.png"))).expect("a picture");
    }
    let memory = super::Memory::default();
    let mut window = Window::start(folder, vec2(1280.0, 1600.0), small_experiment(2), &memory);
    window.harness.state_mut().state.language = Language::English;
    window.harness.state_mut().state.subject.config = small_experiment(2);
    window.harness.run_steps(2);
    window.send(Action::OpenData(DataSource::Path(photos)));
    window.until("the split is known", |window| window.state().subject.data.sides.len() == count);
    show(&mut window, Page::Network);
    window
}

#[test]
fn each_preset_is_a_card_with_its_cost_that_can_be_used() {
    let mut window = with_photos(20);
    window.until("the costs are known", |window| {
        window.state().training_speed().is_some()
            && window.state().subject.network.preset_costs.len() == PRESETS.len() + LESSON_PRESETS.len()
    });
    window.harness.get_by_label("Compare presets").click();
    window.harness.run_steps(3);
    // All but the one that is chosen, the drawings'.
    for name in PRESETS.iter().filter(|name| **name != "drawings") {
        window.harness.get_by_label(&format!("Use “{}”", preset_name(Language::English, name)));
    }
    let costs = window.harness.get_all_by_label_contains("in all.").count();
    assert_eq!(costs, PRESETS.len() + LESSON_PRESETS.len());
    window.harness.get_by_label("Use “strong”").click();
    window.harness.run_steps(3);
    let (config, strong) = (&window.state().subject.config, preset("strong").expect("it is embedded"));
    assert_eq!((&config.network, &config.training), (&strong.network, &strong.training));
    assert!(window.harness.query_by_label("Use “strong”").is_none(), "it is chosen");
}

#[test]
fn strong_costs_as_much_as_its_stages_and_validations() {
    let window = {
        let mut window = with_photos(20);
        window.until("the costs are known", |window| !window.state().subject.network.preset_costs.is_empty());
        window
    };
    let cost = |name: &str| {
        let known = window.state().subject.network.preset_costs.iter().find(|(its, _)| *its == name);
        known.expect("its cost").1
    };
    assert!(cost("strong").epoch < cost("notebook").epoch, "it begins with small pictures");
    assert!(
        (cost("fast").whole * 50.0 / 3.0 / cost("notebook").whole - 1.0).abs() < 1e-9,
        "the same for 3 of 50 epochs"
    );
}

#[test]
fn strong_is_suggested_for_many_photos_and_transfer_for_few() {
    let few = with_photos(20);
    assert_eq!(few.state().suggested_preset(), Some("transfer"));
    few.harness.get_by_label_contains("For 20 photos of your own, “transfer” is suggested");
    let mut many = with_photos(500);
    many.harness.get_by_label_contains("For 500 photos of your own, “strong” is suggested");
    many.harness.get_by_label("Use “strong”").click();
    many.harness.run_steps(3);
    assert_eq!(many.state().subject.config.preset, "strong");
    assert!(many.harness.query_by_label_contains("is suggested").is_none());
}

#[test]
fn a_schedule_is_drawn_before_training_and_with_the_rate() {
    let mut window = with_photos(20);
    assert!(window.harness.query_by_label_contains("Learning rate over").is_none(), "the rate is constant");
    let config = &mut window.harness.state_mut().state.subject.config;
    config.callbacks.clear();
    config.training.optimizer.learning_rate = LearningRate::Schedule(LearningRateSchedule::PolynomialDecay {
        initial_learning_rate: 0.1,
        decay_steps: None,
        end_learning_rate: 0.02,
        power: 1.0,
    });
    window.harness.run_steps(3);
    // 16 training photos in batches of 8, for 2 epochs: steps 0 to 3 of 4, and each epoch's last.
    window.harness.get_by_label("Learning rate over 2 epochs: up to 0.08, at the end 0.04.");
    window.send(Command::StartTraining);
    window.until("the training has ended", |window| {
        window.state().subject.run.as_ref().is_some_and(|run| !run.is_active())
    });
    let run = window.state().subject.run.as_ref().expect("a run");
    let rates: Vec<f32> = run.epochs.iter().map(|epoch| epoch.learning_rate).collect();
    assert!((rates[0] - 0.08).abs() < 1e-6 && (rates[1] - 0.04).abs() < 1e-6, "{rates:?}");
}

#[test]
fn a_size_that_does_not_fit_the_network_is_said_at_its_field() {
    let mut window = with_photos(20);
    let config = &mut window.harness.state_mut().state.subject.config;
    config.training.progressive_resizing = vec![ResizingStage { epochs: 1, size: (8, 8) }];
    window.harness.run_steps(3);
    window.harness.get_by_label_contains("Flatten ties the weights to one size");
    window.harness.get_by_label("Remove the last size").click();
    window.harness.run_steps(3);
    assert!(window.harness.query_by_label_contains("Flatten ties").is_none());
    assert!(window.state().subject.config.training.progressive_resizing.is_empty());
    assert!(!window.harness.get_by_label("Add a size for some epochs").accesskit_node().is_disabled());
}

#[test]
fn a_preset_that_replaces_edited_augmentation_says_so_and_undo_brings_it_back() {
    let mut window = with_photos(20);
    window.harness.state_mut().state.subject.config = preset("notebook").expect("it is embedded");
    window.harness.run_steps(3);
    window.send(Action::UsePreset("strong"));
    window.harness.run_steps(3);
    let replaced = Language::English.text(ShellText::AugmentationReplaced);
    assert!(window.harness.query_by_label_contains(replaced).is_none(), "nothing was edited");
    window.harness.state_mut().state.subject.config.augmentation.rotation_range = 33.0;
    window.harness.run_steps(3);
    let edited = window.state().subject.config.augmentation.clone();
    window.send(Action::UsePreset("quick"));
    window.harness.run_steps(3);
    window.harness.get_by_label_contains(replaced);
    assert_ne!(window.state().subject.config.augmentation, edited);
    window.send(Command::Undo);
    window.harness.run_steps(3);
    assert_eq!(window.state().subject.config.augmentation, edited);
}

#[test]
fn buttons_of_presets_are_as_high_as_other_small_buttons() {
    let mut window = with_photos(20);
    let suggested = window.harness.get_by_label("Use “transfer”").rect().height();
    window.harness.get_by_label("Compare presets").click();
    window.harness.run_steps(3);
    let card = window.harness.get_by_label("Use “strong”").rect().height();
    assert!(suggested >= 24.0 && card >= 24.0, "{suggested}, {card}");
}

#[test]
fn the_preset_with_duplicates_opens_its_own_photos_of_which_the_data_page_says_that_they_are_on_both_sides() {
    let mut window = with_photos(20);
    window.send(Action::UsePreset(DUPLICATES));
    window.until("each drawing is there twice", |window| {
        let data = &window.state().subject.data;
        data.dataset.as_ref().is_some_and(|dataset| dataset.photos.len() == 400) && data.equal_files().len() == 200
    });
    assert_eq!(window.state().subject.config.preset, DUPLICATES);
    show(&mut window, Page::Data);
    window.until("the page says so", |window| {
        window.harness.query_by_label_contains("several sides of the split").is_some()
    });
}

#[test]
fn another_preset_than_the_one_with_duplicates_brings_the_photos_from_before_back() {
    let mut window = with_photos(20);
    window.send(Action::UsePreset(DUPLICATES));
    let photos = |count| {
        move |window: &Window| {
            window.state().subject.data.dataset.as_ref().is_some_and(|open| open.photos.len() == count)
        }
    };
    window.until("its own drawings are open", photos(400));
    window.send(Action::UsePreset("dense_only"));
    window.until("the photos from before are open", photos(20));
    assert_eq!(window.state().subject.config.preset, "dense_only");
    assert_eq!(window.state().page(), Page::Network, "where the presets are");
    window.send(Action::UsePreset("rate_of_1"));
    window.harness.run_steps(3);
    assert!(photos(20)(&window) && window.state().subject.data.loading.is_none(), "they stay open");
}

#[test]
fn what_validation_says_of_photos_that_are_on_both_sides_of_the_split_is_not_to_be_believed() {
    let mut window = with_photos(20);
    window.send(Action::UsePreset(DUPLICATES));
    window.until("each drawing is there twice", |window| window.state().subject.data.duplicates_across() > 0);
    let config = &mut window.harness.state_mut().state.subject.config;
    config.training.epochs = 1;
    window.send(Command::StartTraining);
    run_ended(&mut window, 1);
    let state = &mut window.harness.state_mut().state;
    let outcome = Outcome::Learns;
    state.settings.predict(DUPLICATES, outcome);
    let run = state.subject.run.as_mut().expect("it has been trained");
    for epoch in &mut run.epochs {
        (epoch.accuracy, epoch.val_accuracy) = (0.9, Some(0.9));
    }
    show(&mut window, Page::Training);
    window.harness.get_by_label_contains("not to be believed");
    window.harness.get_by_label_contains("on both sides of the split");
    assert!(window.harness.query_by_label_contains("As you predicted").is_none());
    let state = &mut window.harness.state_mut().state;
    state.subject.run.as_mut().expect("it has been trained").config.preset = "dense_only".to_owned();
    state.settings.predict("dense_only", outcome);
    window.harness.run_steps(3);
    window.harness.get_by_label_contains("not to be believed");
}

#[test]
fn a_preset_to_learn_from_is_predicted_before_it_can_be_used() {
    let mut window = with_photos(20);
    window.harness.get_by_label("Compare presets").click();
    window.harness.run_steps(3);
    let name = "Use “rate 1”";
    let is_possible = |window: &Window| !window.harness.get_by_label(name).accesskit_node().is_disabled();
    assert!(!is_possible(&window), "it has not been predicted");
    let outcome = Outcome::Guesses;
    let answer = Language::English.text(outcome.text());
    window.harness.get_all_by_label(answer).next().expect("the first card is that of rate 1").click();
    window.harness.run_steps(3);
    assert_eq!(window.state().settings.predicted("rate_of_1"), Some(outcome));
    assert!(is_possible(&window));
    window.harness.get_by_label(name).click();
    window.harness.run_steps(3);
    assert_eq!(window.state().subject.config.preset, "rate_of_1");
}
