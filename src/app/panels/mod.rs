//! What is painted: the frame around the pages, and a folder for each page.

mod augmentation;
mod comparison;
mod data;
mod explanation;
mod network;
mod notices;
mod overlay;
mod overlays;
mod palette;
mod prediction;
mod rail;
mod results;
mod status;
mod top;
mod training;

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui, UiBuilder, accesskit_root_id};

use super::actions::{Action, Origin, Sent};
use super::commands::Command;
use super::page::Page;
use super::state::State;
use super::theme::{GROUP, Tokens};
use crate::text::{Language, Phrase};

/// What every panel is given: colours, the language, and the queue of actions.
pub struct View<'a> {
    /// The theme's colours.
    pub tokens: &'a Tokens,
    /// The language.
    pub language: Language,
    /// The page that is shown.
    pub page: Page,
    /// Whether the shown experiment can be edited; that of a run is only shown.
    pub editable: bool,
    /// Actions, carried out after painting.
    pub actions: &'a mut Vec<Sent>,
}

impl View<'_> {
    /// Lets what follows in a page only be read, where a run is shown.
    pub fn guard(&self, ui: &mut Ui) {
        if !self.editable {
            ui.visuals_mut().disabled_alpha = READ_ONLY;
            ui.disable();
        }
    }

    /// The button that takes a shown run's configuration as the experiment.
    pub fn edit_button(&mut self, ui: &mut Ui) {
        if !self.editable && ui.button(self.text(Command::EditAsExperiment.name())).clicked() {
            self.send(Command::EditAsExperiment);
        }
    }

    /// A phrase in the window's language.
    pub fn text(&self, phrase: impl Phrase) -> &'static str {
        self.language.text(phrase)
    }

    /// Requests an action.
    pub fn send(&mut self, action: impl Into<Action>) {
        self.send_from(Origin::Page(self.page), action);
    }

    /// Sends an action from elsewhere than the page's own controls.
    pub fn send_from(&mut self, from: Origin, action: impl Into<Action>) {
        self.actions.push(Sent::new(action, from));
    }

    /// Loads pictures that the page shows and has not got yet.
    pub fn load(&mut self, action: Action) {
        self.send_from(Origin::Painting(self.page), action);
    }
}

/// Whether files that are dropped on the window arrive: on Wayland alone winit delivers none.
fn drops_arrive() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !(cfg!(target_os = "linux") && set("WAYLAND_DISPLAY") && !set("DISPLAY"))
}

/// How opaque the controls of a run's experiment are: it is read, not edited.
const READ_ONLY: f32 = 0.85;
const TOP_HEIGHT: f32 = 48.0;
const STATUS_HEIGHT: f32 = 40.0;
const RAIL_WIDTH: f32 = 208.0;

/// The whole window, which a screen reader knows by the program's name.
pub fn window_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    ui.ctx().accesskit_node_builder(accesskit_root_id(), |node| node.set_label("Bigode"));
    let edge = Frame::new().fill(view.tokens.background).inner_margin(Margin::symmetric(16, 0));
    let rail = Frame::new().fill(view.tokens.background).inner_margin(Margin::symmetric(8, 8));
    let page = Frame::new().fill(view.tokens.surface).inner_margin(Margin::same(GROUP as i8));
    Panel::top("top").exact_size(TOP_HEIGHT).resizable(false).frame(edge).show(ui, |ui| top::top_ui(ui, view, state));
    // The status bar's place is reserved before the page and painted after it, which is the reading order.
    let status = Panel::bottom("status").exact_size(STATUS_HEIGHT).resizable(false).frame(edge).show(ui, |ui| {
        let place = ui.max_rect();
        ui.expand_to_include_rect(place);
        place
    });
    let notice = notices::strip_place(ui, view, state);
    Panel::left("rail")
        .exact_size(RAIL_WIDTH)
        .resizable(false)
        .frame(rail)
        .show(ui, |ui| rail::rail_ui(ui, view, state));
    CentralPanel::default().frame(page).show(ui, |ui| match state.page() {
        page if state.subject.explanation.is_on(page) => {
            explanation::explanation_ui(ui, view, &mut state.subject.explanation);
        }
        Page::Data => data::data_ui(ui, view, state),
        Page::Augmentation => augmentation::augmentation_ui(ui, view, state),
        Page::Network => network::network_ui(ui, view, state),
        Page::Training => training::training_ui(ui, view, state),
        Page::Results => results::results_ui(ui, view, state),
        Page::Prediction => prediction::prediction_ui(ui, view, state),
    });
    notices::strip_ui(ui, view, state, notice);
    ui.scope_builder(UiBuilder::new().max_rect(status.inner), |ui| status::status_ui(ui, view, state));
    let context = ui.ctx().clone();
    notices::notices_ui(&context, view, state);
    palette::palette_ui(&context, view, state);
    overlays::overlays_ui(&context, view, state);
    overlay::ask_ui(&context, view, state);
}
