//! The classes of the built-in drawings are named in the window's language, and stay as they are in files.

use egui_kittest::kittest::NodeT as _;

use super::harness::Window;
use super::steps::{evaluated, press, saved, with_drawings, with_results};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{DataView, ExplanationTab, ResultsTab};
use crate::data::drawings;
use crate::data::overlay::Change;
use crate::text::Language;

/// Fails where one of the words is shown: a file's name, such as cat.0.png, is none.
fn assert_shows_none_of(window: &Window, words: [&str; 2], place: &str) {
    for node in window.harness.root().children_recursive() {
        let node = node.accesskit_node();
        for text in [node.label(), node.value()].into_iter().flatten() {
            let mut shown = text.split(|letter: char| !(letter.is_alphanumeric() || letter == '.'));
            let found = shown.find(|word| words.contains(&word.trim_end_matches('.')));
            assert_eq!(found, None, "{place}: {text}");
        }
    }
}

fn assert_shows(window: &Window, word: &str, place: &str) {
    let mut nodes = window.harness.root().children_recursive().filter_map(|node| node.accesskit_node().label());
    assert!(nodes.any(|text| text.contains(word)), "{place} does not name {word}");
}

#[test]
fn classes_of_the_drawings_are_named_in_portuguese_on_every_page() {
    let english = ["cat", "dog"];
    let mut window = Window::open();
    with_results(&mut window);
    window.harness.state_mut().state.language = Language::Portuguese;
    for page in Page::ALL {
        window.send(Command::go_to(page));
        window.harness.run_steps(4);
        assert_shows_none_of(&window, english, &format!("{page:?}"));
    }
    window.send(Command::go_to(Page::Data));
    for view in [DataView::Grid, DataView::Table] {
        window.harness.state_mut().state.subject.data.view = view;
        window.harness.run_steps(4);
        assert_shows_none_of(&window, english, &format!("{view:?}"));
        assert_shows(&window, "cachorro", &format!("{view:?}"));
    }
    window.send(Command::go_to(Page::Results));
    evaluated(&mut window);
    for tab in [ResultsTab::Photographs, ResultsTab::Curves, ResultsTab::Comparison] {
        window.harness.state_mut().state.subject.results.tab = tab;
        window.harness.run_steps(4);
        assert_shows_none_of(&window, english, &format!("{tab:?}"));
    }
    window.harness.state_mut().state.subject.results.tab = ResultsTab::Photographs;
    window.harness.run_steps(4);
    assert_shows(&window, "gato", "the confusion matrix");
    window.send(Action::ExplainEvaluated);
    window.until("the layers are computed", |window| window.state().subject.explanation.opened().is_some());
    for tab in ExplanationTab::ALL {
        window.harness.state_mut().state.subject.explanation.tab = tab;
        window.harness.run_steps(8);
        assert_shows_none_of(&window, english, &format!("{tab:?}"));
    }
    let folder = window.folder.path().join("photographs");
    drawings::write(&folder, 4, 3).expect("the folder can be written");
    window.send(Command::go_to(Page::Prediction));
    window.until("the network is ready", |window| window.state().subject.prediction.model.is_some());
    window.drop_files(&[folder]);
    window.until("all are classified", |window| {
        let cards = &window.state().subject.prediction.cards;
        cards.len() == 4 && cards.iter().all(|card| card.verdict().is_some())
    });
    window.harness.run_steps(4);
    assert_shows_none_of(&window, english, "the cards");
    assert_shows(&window, "cachorro", "the cards");
    window.harness.state_mut().state.language = Language::English;
    window.harness.run_steps(4);
    assert_shows_none_of(&window, ["gato", "cachorro"], "the cards in English");
}

#[test]
fn a_label_given_by_its_portuguese_name_is_written_as_the_drawings_have_it() {
    let mut window = Window::open();
    with_drawings(&mut window);
    window.harness.state_mut().state.language = Language::Portuguese;
    window.harness.key_press(eframe::egui::Key::ArrowRight);
    window.harness.run_steps(3);
    let name = super::steps::name_of(&window);
    press(&mut window, Command::GiveLabel);
    let written = saved(&mut window).1;
    assert!(matches!(written.get(&name), Some(Change::Relabel(label)) if label == "cat" || label == "dog"));
}
