//! Terms of the pages: each is explained where it stands, and by F1 where the keyboard is.

use std::collections::HashSet;

use eframe::egui::{Key, Vec2, accesskit};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::harness::{Window, small_experiment};
use super::steps::{command, evaluated, train_on_drawings};
use super::tour::tour;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::config::{CallbackConfig, LayerConfig, OptimizerConfig};
use crate::data::drawings;
use crate::lessons::glossary::Glossed;
use crate::text::lessons::TermText;
use crate::text::{Language, ShellText};

const LANGUAGES: [Language; 2] = [Language::English, Language::Portuguese];

/// The name of the question mark beside a term.
fn named(language: Language, term: Glossed) -> String {
    language.fill(TermText::Explain, &[("name", &term.name(language))])
}

/// The names of all controls that can be clicked and are no stop of the keyboard.
fn quiet_controls(window: &Window) -> HashSet<String> {
    let nodes = window.harness.root().children_recursive();
    let is_quiet = |node: &egui_kittest::Node<'_>| {
        let data = node.accesskit_node();
        let can = |action| data.data().supports_action(action);
        can(accesskit::Action::Click) && !can(accesskit::Action::Focus)
    };
    nodes.filter(is_quiet).filter_map(|node| node.accesskit_node().label()).collect()
}

/// Presses the question mark of each term that is shown and was not pressed before in this language: it opens the term's
/// own sentences, with the way to its lesson.
fn open_all(
    window: &mut Window,
    language: Language,
    controls: &HashSet<String>,
    before: &HashSet<(Glossed, Language)>,
) -> Vec<(Glossed, Language)> {
    let is_new = |term: &Glossed| controls.contains(&named(language, *term)) && !before.contains(&(*term, language));
    let terms: Vec<Glossed> = Glossed::ALL.into_iter().filter(is_new).collect();
    for term in &terms {
        let name = named(language, *term);
        let mark = window.harness.query_all_by_label(&name).next().expect("it is shown");
        mark.click_accesskit();
        window.harness.run_steps(3);
        let is_there = |text: &str| window.harness.query_all_by_label(text).next().is_some();
        assert!(is_there(term.meaning(language)), "{term:?} is not explained in {language:?}");
        let title = term.lesson().title(language);
        assert!(is_there(&language.fill(TermText::ToLesson, &[("title", &title)])), "{term:?} leads to no lesson");
        window.press(Key::Escape);
    }
    terms.into_iter().map(|term| (term, language)).collect()
}

/// Every layer, and every callback, once.
fn all_kinds() -> (Vec<LayerConfig>, Vec<CallbackConfig>) {
    let layers = Glossed::LAYERS.iter().filter(|term| **term != Glossed::Activation).map(|term| {
        let name = term.name(Language::English);
        crate::app::panels::kinds_of_layers().into_iter().find(|layer| layer.kind() == name).expect("a layer")
    });
    (layers.collect(), crate::app::panels::kinds_of_callbacks().into())
}

#[test]
fn every_term_has_a_question_mark_on_its_page_that_is_no_stop_of_the_keyboard() {
    let mut seen: HashSet<(usize, Language, String)> = HashSet::new();
    let mut opened = HashSet::new();
    let mut look = |window: &mut Window| {
        let page = window.state().page();
        for language in LANGUAGES {
            window.harness.state_mut().state.language = language;
            window.harness.run_steps(2);
            let controls = quiet_controls(window);
            opened.extend(open_all(window, language, &controls, &opened));
            seen.extend(controls.into_iter().map(|name| (page.number(), language, name)));
        }
        window.harness.state_mut().state.language = Language::English;
        window.harness.run_steps(2);
    };
    let mut window = Window::with(Vec2::new(1280.0, 4000.0), small_experiment(2));
    tour(&mut window, |window, _| look(window));
    let (layers, callbacks) = all_kinds();
    let mut trained = Window::with(Vec2::new(1280.0, 4000.0), small_experiment(2));
    train_on_drawings(&mut trained);
    let run = trained.harness.state_mut().state.subject.run.as_mut().expect("it has trained");
    run.config.callbacks.clone_from(&callbacks);
    look(&mut trained);
    trained.until("the network is ready", |window| window.state().subject.results.run.is_some());
    command(&mut trained, Command::GoResults);
    evaluated(&mut trained);
    trained.harness.state_mut().state.subject.results.matrix.pane = crate::app::state::ScoresPane::Classes;
    look(&mut trained);
    let folder = trained.folder.path().join("new");
    drawings::write(&folder, 2, 3).expect("the folder can be written");
    command(&mut trained, Command::GoPrediction);
    trained.drop_files(&[folder]);
    trained.until("a photo is classified", |window| {
        window.state().subject.prediction.cards.first().is_some_and(|card| card.verdict().is_some())
    });
    let card = trained.state().subject.prediction.cards[0].id;
    trained.send(Action::ExplainCard(card));
    trained.until("the layers are computed", |window| window.state().subject.explanation.opened().is_some());
    trained.harness.run_steps(4);
    look(&mut trained);
    command(&mut window, Command::BackToExperiment);
    command(&mut window, Command::GoNetwork);
    let optimizers = [
        OptimizerConfig::sgd(0.01, 0.0, false),
        OptimizerConfig::rmsprop(0.001, 0.9, 0.0, 1e-7),
        OptimizerConfig::adam(0.001, 0.9, 0.999, 1e-7),
    ];
    for optimizer in optimizers {
        let config = &mut window.harness.state_mut().state.subject.config;
        config.training.optimizer = optimizer;
        config.network.layers.clone_from(&layers);
        config.callbacks.clone_from(&callbacks);
        window.harness.state_mut().state.subject.network.open_layer = Some(0);
        window.harness.run_steps(3);
        look(&mut window);
    }
    let pages = [
        (Page::Data, Glossed::DATA),
        (Page::Augmentation, Glossed::AUGMENTATION),
        (Page::Network, Glossed::LAYERS),
        (Page::Network, Glossed::SETTINGS),
        (Page::Network, Glossed::CALLBACKS),
        (Page::Training, Glossed::TRAINING),
        (Page::Results, Glossed::RESULTS),
        (Page::Prediction, Glossed::PREDICTION),
    ];
    for (page, terms) in pages {
        for (term, language) in terms.iter().flat_map(|term| LANGUAGES.map(|language| (*term, language))) {
            let name = named(language, term);
            assert!(
                seen.contains(&(page.number(), language, name)),
                "{page:?} does not explain {term:?} in {language:?}"
            );
        }
    }
}

#[test]
fn a_question_mark_explains_its_term_and_leads_to_the_lesson() {
    let mut window = Window::open();
    command(&mut window, Command::GoNetwork);
    let term = Glossed::BatchSize;
    window.harness.get_by_label(&named(Language::English, term)).click();
    window.harness.run_steps(4);
    assert!(window.harness.query_by_label(term.meaning(Language::English)).is_some(), "it is explained");
    window.press(Key::Escape);
    assert!(window.harness.query_by_label(term.meaning(Language::English)).is_none(), "Escape closes it");
    window.harness.get_by_label(&named(Language::English, term)).click();
    window.harness.run_steps(4);
    window.press(Key::Enter);
    assert_eq!(window.state().lessons.open(), Some(term.lesson()));
    assert!(window.harness.query_by_label(term.meaning(Language::English)).is_none());
}

#[test]
fn f1_explains_what_has_the_keyboard_and_gives_it_back() {
    let mut window = Window::open();
    command(&mut window, Command::GoNetwork);
    let fields: Vec<_> = window.harness.query_all_by_label("label_smoothing").collect();
    fields.last().expect("there is a field").focus();
    window.harness.run_steps(2);
    let focused = |window: &Window| window.harness.ctx.memory(eframe::egui::Memory::focused);
    let before = focused(&window);
    assert!(before.is_some());
    let meaning = Glossed::LabelSmoothing.meaning(Language::English);
    window.press(Key::F1);
    assert!(window.harness.query_by_label(meaning).is_some(), "F1 explains it");
    assert!(!window.state().keys_open);
    window.press(Key::Escape);
    assert!(window.harness.query_by_label(meaning).is_none());
    assert_eq!(focused(&window), before, "the field has the keyboard again");
    window.press(Key::F1);
    window.press(Key::F1);
    assert_eq!(focused(&window), before, "F1 closes what it has opened");
    // Where the keyboard is at no term, F1 shows the keys as before.
    window.harness.get_by_label("1 Data").focus();
    window.harness.run_steps(2);
    window.press(Key::F1);
    assert!(window.state().keys_open);
    assert!(window.harness.query_by_label(Language::English.text(ShellText::KeysTermDo)).is_some());
}

/// Opens a term's lesson from its explanation, wherever on the page the term is.
fn open_lesson_of(window: &mut Window, term: Glossed) {
    window.harness.get_by_label(&named(Language::English, term)).click_accesskit();
    window.harness.run_steps(4);
    let title = term.lesson().title(Language::English);
    let to_lesson = Language::English.fill(TermText::ToLesson, &[("title", &title)]);
    window.harness.get_by_label(&to_lesson).click_accesskit();
    window.harness.run_steps(4);
}

#[test]
fn a_lesson_lies_beside_the_page_where_there_is_room_and_over_it_elsewhere_until_escape() {
    for (width, is_beside) in [(1280.0, true), (900.0, false)] {
        let mut window = Window::with(Vec2::new(width, 800.0), small_experiment(2));
        command(&mut window, Command::GoNetwork);
        open_lesson_of(&mut window, Glossed::BatchSize);
        let claim = Glossed::BatchSize.lesson().claim(Language::English);
        assert_eq!(window.state().page(), Page::Network);
        let lesson = window.harness.get_by_label(&claim).rect();
        let page = window.harness.query_by_label("Compare presets").map(|node| node.rect());
        match page {
            Some(page) => assert!(is_beside && page.right() < lesson.left(), "{width}: {page:?}, {lesson:?}"),
            None => assert!(!is_beside, "at {width} the lesson lies over the page"),
        }
        window.press(Key::Escape);
        assert!(
            window.harness.query_by_label(&claim).is_none()
                && window.harness.query_by_label("Compare presets").is_some()
        );
        open_lesson_of(&mut window, Glossed::BatchSize);
        window.harness.get_by_label("Close the lesson").click();
        window.harness.run_steps(4);
        assert!(window.harness.query_by_label(&claim).is_none(), "its button closes it");
    }
}
