//! A network whose loss or predictions are no longer numbers.

use std::sync::Arc;

use eframe::egui::{Color32, ColorImage, vec2};
use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use super::steps::{command, train_on_drawings};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{CardState, Evaluation};
use crate::config::OptimizerConfig;
use crate::nn::tensors::TensorView;
use crate::nn::weights_file;
use crate::run::BEST;

#[test]
fn a_training_whose_loss_is_not_a_number_says_so_and_leaves_no_network() {
    let mut experiment = small_experiment(2);
    experiment.training.optimizer = OptimizerConfig::sgd(1e30, 0.9, false);
    let mut window = Window::with(vec2(1280.0, 800.0), experiment);
    train_on_drawings(&mut window);
    command(&mut window, Command::GoTraining);
    window.harness.get_all_by_label_contains("lower learning rate").next().expect("what to do");
    assert!(window.state().subject.prediction.model.is_none(), "no weights are the best");
    command(&mut window, Command::GoPrediction);
    let title = "This run’s predictions are not numbers (NaN)";
    window.harness.get_by_label(title);
    window.harness.get_by_label_contains("since epoch 1");
    command(&mut window, Command::GoResults);
    window.harness.get_by_label(title);
    window.harness.get_all_by_label("Edit as a new experiment").next().expect("what to do").click();
    window.harness.run_steps(3);
    assert_eq!(window.state().page(), Page::Network, "where the learning rate is");
    assert!(window.state().subject.is_experiment());
}

#[test]
fn predictions_that_are_not_numbers_fail_their_cards_and_the_results() {
    let mut window = Window::open();
    train_on_drawings(&mut window);
    let run = window.state().subject.run.as_ref().map(|run| run.folder.clone()).expect("its folder");
    let (folder, memory) = window.close();
    let mut file = weights_file::read(&run.join(BEST)).expect("weights");
    file.tensors.iter_mut().flat_map(|(_, _, data)| data).for_each(|value| *value = f32::NAN);
    let tensors: Vec<TensorView<'_>> = file
        .tensors
        .iter()
        .map(|(name, shape, data)| TensorView { name: name.clone(), shape: shape.clone(), data, trainable: false })
        .collect();
    weights_file::write(&run.join(BEST), &tensors, &file.metadata).expect("they can be written");

    let mut window = Window::start(folder, vec2(1280.0, 800.0), small_experiment(1), &memory);
    window.harness.state_mut().state.language = crate::text::Language::English;
    command(&mut window, Command::GoPrediction);
    window.until("the network is ready", |window| window.state().subject.prediction.model.is_some());
    window.send(Action::ClassifyPasted(Arc::new(ColorImage::filled([16, 16], Color32::GREEN))));
    window.until("the card has failed", |window| {
        let cards = &window.state().subject.prediction.cards;
        cards.len() == 1 && matches!(cards[0].state, CardState::Failed(_))
    });
    let card = "✗ no prediction: the network's predictions are not numbers (NaN)";
    window.harness.get_all_by_label_contains(card).next().expect("its card says so");

    command(&mut window, Command::GoResults);
    window.until("the evaluation has failed", |window| {
        matches!(window.state().subject.results.evaluation, Evaluation::Failed(_))
    });
    let reason = "the network's predictions are not numbers (NaN)";
    window.harness.get_all_by_label_contains(reason).next().expect("the page says so");
}
