//! What is painted: the frame around the pages, and a folder for each page.

mod augmentation;
mod comparison;
mod curves;
mod data;
mod diverged;
mod exchange;
mod explanation;
mod learn;
mod lost_weights;
mod network;
mod notices;
mod overlay;
mod overlays;
mod palette;
mod prediction;
mod rail;
mod results;
mod room;
mod shelf;
mod status;
mod top;
mod training;

#[cfg(test)]
pub use network::{kinds_of_callbacks, kinds_of_layers};

use std::path::Path;

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Rect, Ui, UiBuilder, accesskit_root_id};

use super::actions::{Action, Origin, Sent};
use super::commands::Command;
use super::page::Page;
use super::state::{RunNames, State};
use super::theme::Tokens;
use super::widgets::give_keyboard_back;
use crate::text::{Language, Phrase, drawing_class};

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
    /// Whether the photos are the built-in drawings, whose classes have names in both languages.
    pub drawings: bool,
    /// The names that runs were given.
    pub names: RunNames,
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

    /// A class's name as it is shown; in files it stays as it is.
    pub fn class<'n>(&self, name: &'n str) -> &'n str {
        if self.drawings { drawing_class(self.language, name) } else { name }
    }

    /// A run's name in one line: the one it was given, or else its folder's.
    pub fn run_name(&self, run: &Path) -> String {
        shelf::one_line(&self.names.of(run))
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
const STATUS_HEIGHT: f32 = 36.0;
const TOP_HEIGHT: f32 = 40.0;
/// The rail with names, and where the window is narrower than [`WIDE`], with numbers alone.
const RAIL_WIDTH: f32 = 200.0;
const NARROW_RAIL_WIDTH: f32 = 56.0;
const WIDE: f32 = 840.0;
/// From this width of the window on, a lesson lies beside the page; otherwise over it.
const LESSON_BESIDE: f32 = 1200.0;
/// Its share of the window's width, and its least and greatest width.
const LESSON: f32 = 0.34;
const NARROW_LESSON: f32 = 420.0;
const WIDE_LESSON: f32 = 600.0;
/// The whole window, which a screen reader knows by the program's name.
pub fn window_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    ui.ctx().accesskit_node_builder(accesskit_root_id(), |node| node.set_label("Bigode"));
    let page = Frame::new().fill(view.tokens.surface).inner_margin(Margin::symmetric(20, 12));
    let State { subject, plots, .. } = &mut *state;
    if view.page == Page::Training
        && plots.alone.is_some()
        && let Some(run) = &subject.run
    {
        CentralPanel::default().frame(page).show(ui, |ui| training::alone_ui(ui, view, run, plots));
    } else if view.page == Page::Learn && state.lessons.is_full {
        CentralPanel::default().frame(page).show(ui, |ui| learn::learn_ui(ui, view, state));
    } else {
        frame_ui(ui, view, state, page);
    }
    let context = ui.ctx().clone();
    learn::term_ui(&context, view);
    notices::notices_ui(&context, view, state);
    palette::palette_ui(&context, view, state);
    overlays::overlays_ui(&context, view, state);
    exchange::exchange_ui(&context, view, state);
    overlay::ask_ui(&context, view, state);
    give_keyboard_back(&context);
}

/// The page and what is around it.
fn frame_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State, page: Frame) {
    let edge = Frame::new().fill(view.tokens.background).inner_margin(Margin::symmetric(12, 0));
    let rail = Frame::new().fill(view.tokens.background).inner_margin(Margin::symmetric(8, 4));
    Panel::top("top").exact_size(TOP_HEIGHT).resizable(false).frame(edge).show(ui, |ui| top::top_ui(ui, view, state));
    // The status bar's place is reserved before the page and painted after it, which is the reading order.
    let status = Panel::bottom("status").exact_size(STATUS_HEIGHT).resizable(false).frame(edge).show(ui, reserved);
    let width = if ui.ctx().content_rect().width() < WIDE { NARROW_RAIL_WIDTH } else { RAIL_WIDTH };
    Panel::left("rail").exact_size(width).resizable(false).frame(rail).show(ui, |ui| rail::rail_ui(ui, view, state));
    let lesson = |state: &State| state.lessons.seen_on(view.page).filter(|_| view.page != Page::Learn);
    if lesson(state).is_some() {
        learn::leave_beside(ui.ctx(), state);
    }
    let lesson = lesson(state);
    let whole = ui.ctx().content_rect().width();
    let beside = (lesson.is_some() && whole >= LESSON_BESIDE).then(|| {
        // Its place, too, is painted after the page.
        let panel = Panel::right("lesson").exact_size((whole * LESSON).clamp(NARROW_LESSON, WIDE_LESSON));
        let frame = page.stroke(ui.visuals().widgets.noninteractive.bg_stroke);
        panel.resizable(false).frame(frame).show(ui, reserved).inner
    });
    CentralPanel::default().frame(page).show(ui, |ui| match lesson {
        Some(lesson) if beside.is_none() => learn::beside_ui(ui, view, state, lesson),
        _ => room::room_ui(ui, view.page, |ui| page_ui(ui, view, state)),
    });
    if let (Some(lesson), Some(place)) = (lesson, beside) {
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| learn::beside_ui(ui, view, state, lesson));
    }
    ui.scope_builder(UiBuilder::new().max_rect(status.inner), |ui| status::status_ui(ui, view, state));
}

/// Takes all of a panel's room, which is painted later.
fn reserved(ui: &mut Ui) -> Rect {
    let place = ui.max_rect();
    ui.expand_to_include_rect(place);
    place
}

fn page_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    match state.page() {
        page if state.subject.explanation.is_on(page) => {
            explanation::explanation_ui(ui, view, &mut state.subject.explanation);
        }
        Page::Data => data::data_ui(ui, view, state),
        Page::Augmentation => augmentation::augmentation_ui(ui, view, state),
        Page::Network => network::network_ui(ui, view, state),
        Page::Training => training::training_ui(ui, view, state),
        Page::Results => results::results_ui(ui, view, state),
        Page::Prediction => prediction::prediction_ui(ui, view, state),
        Page::Runs if !state.curves.runs.is_empty() => curves::curves_ui(ui, view, &mut state.curves),
        Page::Runs => shelf::shelf_ui(ui, view, state),
        Page::Learn => learn::learn_ui(ui, view, state),
    }
}
