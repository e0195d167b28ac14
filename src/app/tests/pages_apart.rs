//! Painting a page, and using its controls, changes nothing of the other pages: that takes an action.

use std::collections::BTreeMap;

use eframe::egui::{Key, Theme, Ui, accesskit, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;

use super::harness::Window;
use super::steps::{command, with_results};
use crate::app::actions::Sent;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::panels::{View, window_ui};
use crate::app::persistence::Settings;
use crate::app::state::State;
use crate::app::theme::{self, Tokens};
use crate::config::RunConfig;
use crate::data::drawings;

/// The panels without logic and engine: the actions that they send are never carried out.
struct Panels {
    state: State,
    tokens: Tokens,
    sent: Vec<Sent>,
}

impl eframe::App for Panels {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let (language, page) = (self.state.language, self.state.page());
        let drawings = self.state.subject.is_of_drawings();
        let (tokens, names) = (&self.tokens, self.state.shelf.names.clone());
        let mut view = View { tokens, language, page, editable: true, drawings, names, actions: &mut self.sent };
        window_ui(ui, &mut view, &mut self.state);
        self.sent.clear();
    }
}

/// What each page is about and how it is shown.
fn pages(state: &State) -> BTreeMap<String, String> {
    let (config, data, results) = (&state.subject.config, &state.subject.data, &state.subject.results);
    let open = data.dataset.as_ref().map(|dataset| &dataset.source);
    let run = state.subject.run.as_ref();
    let pages = [
        (Page::Data, format!("{:?}", (open, data.generation, &data.filter, data.view, data.selected, &config.data))),
        (
            Page::Augmentation,
            format!(
                "{:?}",
                (
                    state.subject.augmentation.index,
                    state.subject.augmentation.seed,
                    state.subject.augmentation.selected
                )
            ) + &format!(
                "{:?}",
                (state.subject.augmentation.grid, state.subject.augmentation.only, &config.augmentation)
            ),
        ),
        (
            Page::Network,
            format!("{:?}", (state.subject.network.open_layer, state.subject.network.epochs_before_fast, config.seed))
                + &format!("{:?}", (&config.network, &config.training, &config.callbacks)),
        ),
        (Page::Training, format!("{:?}", (state.runs, run.map(|run| (run.marked_epoch, run.phase.clone()))))),
        (
            Page::Results,
            format!("{:?}", (&results.run, results.generation, &results.set, results.tab, results.epoch))
                + &format!("{:?}", (results.calibrated, results.order, results.choice, results.selected, results.heat))
                + &format!("{:?}", (results.layer, results.class, results.positive, results.threshold))
                + &format!("{:?}", (&state.comparison.chosen, state.comparison.curves)),
        ),
        (
            Page::Prediction,
            format!(
                "{:?}",
                (
                    state.subject.prediction.cards.len(),
                    state.subject.prediction.order,
                    state.subject.prediction.calibrated
                )
            ) + &format!(
                "{:?}",
                (
                    state.subject.prediction.filter,
                    state.subject.prediction.open,
                    &state.subject.prediction.waiting_paths
                )
            ),
        ),
    ];
    let shown = ("the shown page".to_owned(), format!("{:?}", state.page()));
    pages.into_iter().map(|(page, subject)| (format!("{page:?}"), subject)).chain([shown]).collect()
}

/// The panels of a window that has been trained, evaluated, and given photographs to classify.
fn panels() -> Harness<'static, Panels> {
    let mut window = Window::open();
    with_results(&mut window);
    let files = window.folder.path().join("new");
    drawings::write(&files, 4, 9).expect("the folder can be written");
    command(&mut window, Command::GoPrediction);
    window.drop_files(&[files]);
    window.until("all are classified", |window| {
        window.state().subject.prediction.cards.len() == 4 && window.state().subject.prediction.waiting() == 0
    });
    command(&mut window, Command::go_to(Page::Augmentation));
    window.until("there are versions", |window| matches!(window.state().subject.augmentation.versions, Some(Ok(_))));
    command(&mut window, Command::go_to(Page::Network));
    let other = State::new(Settings::default(), RunConfig::default());
    let state = std::mem::replace(&mut window.harness.state_mut().state, other);
    Harness::builder().with_size(vec2(1280.0, 1600.0)).with_max_steps(16).build_eframe(|creation| {
        theme::apply(&creation.egui_ctx);
        Panels { state, tokens: Tokens::of(Theme::Dark), sent: Vec::new() }
    })
}

/// How many controls can be clicked.
fn clickable(harness: &Harness<'_, Panels>) -> usize {
    harness.root().children_recursive().filter(can_be_clicked).count()
}

fn can_be_clicked(node: &egui_kittest::Node<'_>) -> bool {
    let node = node.accesskit_node();
    node.data().supports_action(accesskit::Action::Click) && !node.is_disabled() && !node.is_hidden()
}

#[test]
fn a_pages_controls_change_no_other_page() {
    let mut harness = panels();
    let mut changes = 0;
    for page in Page::ALL {
        harness.state_mut().state.settings.page = page;
        harness.run_steps(3);
        for place in 0..clickable(&harness) {
            let before = pages(&harness.state().state);
            let Some(node) = harness.root().children_recursive().filter(can_be_clicked).nth(place) else { break };
            let name = node.accesskit_node().label().unwrap_or_default();
            node.click_accesskit();
            harness.run_steps(2);
            harness.key_press(Key::Escape);
            harness.run_steps(1);
            for (other, subject) in pages(&harness.state().state) {
                if other == format!("{page:?}") {
                    changes += usize::from(before[&other] != subject);
                } else {
                    assert_eq!(before[&other], subject, "{name:?} on {page:?} changes {other}");
                }
            }
        }
    }
    assert!(changes > 0, "controls change what their own page shows");
}
