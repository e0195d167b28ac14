//! Cards of the prediction page: waiting ones, many, and those of several networks.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Color32, ColorImage};
use egui_kittest::kittest::Queryable as _;

use super::harness::Window;
use super::steps::run_ended;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{Card, CardState, PredictionState};
use crate::data::drawings;
use crate::engine::{ModelView, Panicked, Verdict, WorkerKind};
use crate::shared_error::SharedError;

fn train(window: &mut Window) {
    window.send(Command::TrainDrawings);
    run_ended(window, 1);
    window.until("the network is ready", |window| window.state().subject.prediction.model.is_some());
}

fn are_classified(window: &Window, count: usize) -> bool {
    let cards = &window.state().subject.prediction.cards;
    cards.len() == count && cards.iter().all(|card| matches!(card.state, CardState::Done(_)))
}

#[test]
fn more_photographs_than_the_engines_queue_holds_are_all_classified() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    train(&mut window);
    let file = window.folder.path().join("one");
    drawings::write(&file, 2, 9).expect("the folder can be written");
    // Each paste is a job of its own, and the engine's queue holds 64 at most.
    let image = Arc::new(ColorImage::filled([16, 16], Color32::ORANGE));
    for _ in 0..100 {
        window.send(Action::ClassifyPasted(Arc::clone(&image)));
    }
    window.until("all are classified", |window| are_classified(window, 100));
    assert_eq!(window.state().notices.unread().count(), 0, "nothing was refused");
}

#[test]
fn a_picture_pasted_before_there_is_a_network_waits_for_it() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let image = Arc::new(ColorImage::filled([16, 16], Color32::WHITE));
    window.harness.event(eframe::egui::Event::PasteImage(image));
    window.harness.run_steps(3);
    window.harness.get_by_label("There is no trained network yet");
    window.harness.get_by_label("1 file waits for a network");
    train(&mut window);
    window.until("it is classified", |window| are_classified(window, 1));
}

#[test]
fn cards_are_classified_again_once_the_calibration_of_their_network_is_known() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    train(&mut window);
    let image = Arc::new(ColorImage::filled([16, 16], Color32::GREEN));
    window.send(Action::ClassifyPasted(image));
    window.until("it is classified", |window| are_classified(window, 1));
    window.harness.state_mut().state.settings.page = Page::Prediction;
    // The page requests the evaluation of the validation photographs, which gives the calibration.
    window.until("the card has calibrated probabilities", |window| {
        window
            .state()
            .subject
            .prediction
            .cards
            .iter()
            .any(|card| matches!(&card.state, CardState::Done(verdict) if verdict.calibrated.is_some()))
    });
}

#[test]
fn a_panic_in_classification_fails_the_waiting_cards_with_its_place_in_the_code() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let prediction = &mut window.harness.state_mut().state.subject.prediction;
    prediction.add("photo.jpg".to_owned(), CardState::Waiting, None);
    prediction.fail_waiting(&SharedError::from(Panicked {
        worker: WorkerKind::Prediction,
        message: "no (a.rs:1:1)".to_owned(),
    }));
    let CardState::Failed(reason) = &window.state().subject.prediction.cards[0].state else { panic!("it has failed") };
    assert!(reason.to_string().contains("a.rs:1:1"));
}

/// A network that distinguishes these classes.
fn network(classes: &[&str]) -> Arc<ModelView> {
    let classes: Vec<String> = classes.iter().map(|class| (*class).to_owned()).collect();
    Arc::new(ModelView {
        run: PathBuf::from("run"),
        epoch: Some(1),
        digest: classes.concat(),
        classes,
        mirror_averaging: false,
    })
}

fn classified(id: u64, name: &str, classes: &[&str], probabilities: &[f32], novelty_score: Option<f32>) -> Card {
    let model = network(classes);
    let verdict = Verdict {
        label: 0,
        probabilities: probabilities.to_vec(),
        calibrated: None,
        novelty_score,
        model,
        milliseconds: 1.0,
    };
    Card { id, name: name.to_owned(), state: CardState::Done(verdict), photograph: None }
}

#[test]
fn the_csv_holds_the_predictions_of_one_network_and_never_of_two() {
    let first = classified(1, "a.jpg", &["cat", "dog"], &[0.75, 0.25], None);
    let second = || classified(2, "b,c.jpg", &["rose", "dog", "tulip"], &[0.5, 0.25, 0.25], Some(1.25));
    let model = Some(network(&["rose", "dog", "tulip"]));
    let mixed = PredictionState { cards: vec![first, second()], model: model.clone(), ..PredictionState::default() };
    assert_eq!(mixed.outdated(), 1);
    assert!(mixed.to_csv().is_none(), "one card still has the prediction of another network");
    let own = PredictionState { cards: vec![second()], model, ..PredictionState::default() };
    assert_eq!(
        own.to_csv().expect("one network").expect("it is written to memory"),
        "filename,label,probability,rose,dog,tulip,unlikeness\n\"b,c.jpg\",rose,0.5,0.5,0.25,0.25,1.250\n"
    );
}
