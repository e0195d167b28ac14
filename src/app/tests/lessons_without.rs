//! Lessons where the user's own photos or network cannot be shown: a sentence says so, and the drawings are offered.

use eframe::egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use super::lessons::{open, press};
use super::steps::{command, run_ended, train_on_drawings};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::state::Phase;
use crate::config::{LayerConfig, preset};
use crate::data::drawings;
use crate::data::overlay::Change;
use crate::lessons::Lesson;
use crate::lessons::optimizers::RATES;
use crate::nn::tensors::TensorView;
use crate::nn::weights_file;
use crate::run::BEST;
use crate::text::lessons::{FieldsText, LearnText, OptimizersText, OwnText};
use crate::text::{Language, Phrase};

/// Lessons that ask the network for something.
fn asking(window: &Window) -> Vec<Lesson> {
    let moved = &window.state().lessons.moved;
    Lesson::ALL.into_iter().filter(|lesson| moved.own_question(*lesson).is_some()).collect()
}

/// Opens each lesson that asks the network and the closing page, until each has an answer or a reason.
fn visit_all(window: &mut Window, mut look: impl FnMut(&mut Window, Option<Lesson>)) {
    for lesson in asking(window) {
        open(window, lesson);
        window.until("the network has answered", |window| window.state().lessons.own.is_some());
        look(window, Some(lesson));
    }
    open(window, Lesson::Transfer);
    window.harness.run_steps(2);
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(2);
    window.until("the network has answered", |window| window.state().lessons.own.is_some());
    look(window, None);
}

#[test]
fn where_photos_have_moved_a_sentence_says_so_and_the_drawings_are_shown_when_asked_for() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let folder = window.folder.path().join("photographs");
    drawings::write(&folder, 24, 5).expect("the folder can be written");
    window.drop_files(std::slice::from_ref(&folder));
    window.until("its split is known", |window| window.state().subject.data.sides.len() == 24);
    window.harness.state_mut().state.subject.config = small_experiment(1);
    window.harness.state_mut().state.subject.config.data.source =
        window.state().subject.data.dataset.as_ref().map(|dataset| dataset.source.clone());
    command(&mut window, Command::StartTraining);
    run_ended(&mut window, 1);
    std::fs::rename(&folder, folder.with_file_name("elsewhere")).expect("it can be moved");
    open(&mut window, Lesson::GradientDescent);
    window.until("the network has answered", |window| window.state().lessons.own.is_some());
    window.harness.get_by_label_contains("validation photos can be read");
    press(&mut window, OwnText::DrawingsInstead.english(), Key::Enter);
    let own = window.state().lessons.own.as_ref();
    assert!(own.is_none_or(|own| !own.is_of_run), "the run's network is asked no more");
    open(&mut window, Lesson::Convolution);
    window.until("the drawing is convolved", |window| matches!(window.state().lessons.worked, Some(Ok(_))));
    press(&mut window, OwnText::OwnAgain.english(), Key::Enter);
    window.until("the photo cannot be read", |window| matches!(window.state().lessons.worked, Some(Err(_))));
    assert!(window.harness.query_all_by_label(OwnText::DrawingsInstead.english()).next().is_some());
}

#[test]
fn weights_that_are_not_numbers_are_told_in_place_of_what_a_network_would_show() {
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
    window.harness.state_mut().state.language = Language::English;
    window.until("the run is open", |window| window.state().subject.data.dataset.is_some());
    visit_all(&mut window, |window, lesson| {
        let says = window.harness.query_all_by_label_contains("not numbers (NaN)").next().is_some();
        assert!(says, "{lesson:?} shows a network whose weights are not numbers");
        assert!(window.harness.query_all_by_label(OwnText::DrawingsInstead.english()).next().is_some(), "{lesson:?}");
    });
}

#[test]
fn a_network_without_convolution_pooling_or_normalisation_is_told_to_have_none() {
    let mut experiment = small_experiment(1);
    experiment.network.layers.retain(|layer| !matches!(layer, LayerConfig::Conv2D { .. }));
    let mut window = Window::with(vec2(1280.0, 800.0), experiment);
    train_on_drawings(&mut window);
    let says = |window: &Window, words: &str| window.harness.query_all_by_label(words).next().is_some();
    visit_all(&mut window, |window, lesson| {
        let own = window.state().lessons.own.as_ref().expect("it has answered");
        assert!(own.is_of_run && own.answer.is_ok(), "{lesson:?}");
        assert!(!says(window, LearnText::TrainFirst.english()), "{lesson:?} says that there is no run");
        let lacks = matches!(lesson, Some(Lesson::Convolution | Lesson::Relu | Lesson::Fields));
        assert_eq!(says(window, OwnText::DrawingsInstead.english()), lacks, "{lesson:?}");
    });
    open(&mut window, Lesson::Pooling);
    window.harness.get_by_label_contains("has no pooling layer");
}

#[test]
fn the_fields_of_a_network_of_dense_layers_alone_are_those_of_the_notebook_and_called_so() {
    let mut experiment = small_experiment(1);
    experiment.network.layers = preset("dense_only").expect("it is embedded").network.layers;
    let mut window = Window::with(vec2(1280.0, 800.0), experiment);
    train_on_drawings(&mut window);
    open(&mut window, Lesson::Fields);
    let says = |text: FieldsText| window.harness.query_all_by_label(text.english()).next().is_some();
    assert!(says(FieldsText::Notebook) && !says(FieldsText::Own));
}

#[test]
fn a_training_that_a_class_without_photos_keeps_from_starting_has_no_numbers_and_lessons_show_the_drawings() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let folder = window.folder.path().join("photographs");
    drawings::write(&folder, 24, 5).expect("the folder can be written");
    let fox = folder.join("fox.0.png");
    std::fs::rename(folder.join("cat.0.png"), &fox).expect("it can be renamed");
    window.drop_files(std::slice::from_ref(&folder));
    window.until("its split is known", |window| window.state().subject.data.sides.len() == 24);
    let name = vec!["fox.0.png".to_owned()];
    window.send(Action::Decide(name, Some(Change::Exclude)));
    window.until("no fox is left", |window| window.state().subject.data.counts.contains(&0));
    command(&mut window, Command::StartTraining);
    window.until("it could not start", |window| {
        window.state().subject.run.as_ref().is_some_and(|run| matches!(run.phase, Phase::Refused(_)))
    });
    let says = |window: &Window, words: &str| window.harness.query_all_by_label_contains(words).next().is_some();
    assert!(says(&window, "no photo of the class fox can be used"));
    for lesson in [Lesson::CrossEntropy, Lesson::GradientDescent, Lesson::Overfitting] {
        open(&mut window, lesson);
        assert!(says(&window, LearnText::NoEpochs.english()), "{lesson:?}");
        assert!(!says(&window, LearnText::NoSuchLayer.english()), "{lesson:?} tells of a layer, and means epochs");
    }
    visit_all(&mut window, |window, lesson| {
        let own = window.state().lessons.own.as_ref().expect("it has answered");
        assert!(!own.is_of_run && own.answer.is_ok(), "{lesson:?}");
    });
}

#[test]
fn a_number_typed_out_of_range_is_brought_into_it() {
    let mut window = Window::open();
    open(&mut window, Lesson::Optimizers);
    let rate = window.harness.get_all_by_label(OptimizersText::LearningRate.english()).last().expect("its field");
    rate.focus();
    window.harness.run_steps(2);
    for typed in ["1e30", "-5", "NaN", "many"] {
        window.harness.key_press(Key::Enter);
        window.harness.run_steps(2);
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        window.harness.event(Event::Text(typed.to_owned()));
        window.harness.run_steps(2);
        window.harness.key_press(Key::Enter);
        window.harness.run_steps(3);
        let rate = window.state().lessons.moved.optimizers.rate;
        assert!(RATES.contains(&rate), "{typed} gives {rate}");
    }
}
