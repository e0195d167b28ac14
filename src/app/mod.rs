//! The window: state, logic, panels, widgets, theme and texts.
//!
//! A frame has three steps. [`logic`] takes the engine's events and the user's input into the [`State`] and requests
//! from the engine what the shown page needs. [`panels`] paint the state. [`command_handling`] carries out the
//! [`actions::Action`]s that the panels have sent. Nothing here reads files, decodes pictures or computes a network.
//!
//! What a panel changes by itself, and what it sends as an action:
//!
//! - *In place*, by the page that shows it: the state of the view (tab, filter, order, scroll position, selection, text
//!   that is being typed, an open dialog) and the values of the experiment.
//! - *As an action*: whatever costs time, touches the disk or the engine, or changes what another page is about.

mod actions;
mod command_handling;
mod commands;
mod desktop;
mod dialogs;
mod drops;
mod logic;
mod notices;
mod options;
mod page;
mod panels;
mod persistence;
mod pictures;
mod portuguese;
mod state;
mod theme;
mod widgets;

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{self, Context, Theme, Ui};

pub use desktop::{AppError, run};
pub use dialogs::{DialogAnswer, DialogRequest, Dialogs, Purpose};
pub use options::AppOptions;
pub use persistence::Settings;

use crate::config::{self, RunConfig};
use crate::engine::{Engine, EngineCommand, EngineError, Waker};
use crate::nn;
use crate::text::Localized as _;
use actions::Sent;
use notices::Severity;
use state::{State, Subject};
use theme::Tokens;

/// The window's application.
pub struct App {
    state: State,
    engine: Engine,
    dialogs: Box<dyn Dialogs>,
    options: AppOptions,
    /// What has been sent and is not carried out yet.
    actions: Vec<Sent>,
    /// The newest actions that were carried out, the newest last.
    carried_out: VecDeque<Sent>,
    /// Commands that the engine had no room for, oldest first.
    unsent: VecDeque<EngineCommand>,
    requests: logic::Requests,
    /// Drags that are received beside the toolkit.
    drops: Option<drops::Drops>,
    /// Keys that wait for the next frame, in their order.
    held_keys: Vec<egui::Event>,
    /// The settings as they were written last.
    saved: Settings,
    /// The experiment with its photographs, as the settings hold it.
    saved_experiment: Option<RunConfig>,
    /// The number of the newest opening of photographs.
    last_opening: u64,
    /// Events are taken in for so long; the rest waits for the next frame.
    event_budget: Duration,
    dark: Tokens,
    light: Tokens,
}

/// Events wake the window at most this often.
const WAKE_AFTER: Duration = Duration::from_millis(10);

impl App {
    fn on_desktop(creation: &eframe::CreationContext<'_>, options: &AppOptions) -> Result<Self, EngineError> {
        let dialogs = Box::new(dialogs::DesktopDialogs::new(waker(&creation.egui_ctx)));
        Self::new(creation, options.clone(), dialogs)
    }

    /// The application on a new window.
    ///
    /// # Errors
    /// If the system gives no threads.
    pub fn new(
        creation: &eframe::CreationContext<'_>,
        options: AppOptions,
        dialogs: Box<dyn Dialogs>,
    ) -> Result<Self, EngineError> {
        let context = &creation.egui_ctx;
        theme::apply(context);
        let settings = Settings::load(creation.storage);
        context.set_theme(settings.theme);
        context.set_zoom_factor(settings.zoom);
        theme::set_motion(context, settings.reduced_motion);
        let engine = Engine::start(&options.engine, waker(context))?;
        let last = settings.experiment.as_deref().and_then(|text| config::parse(text, "experiment").ok());
        let config = last.unwrap_or_else(|| config::preset("notebook").unwrap_or_default());
        let saved = settings.clone();
        let mut app = Self {
            state: State::new(settings, config),
            engine,
            dialogs,
            options,
            actions: Vec::new(),
            carried_out: VecDeque::new(),
            unsent: VecDeque::new(),
            requests: logic::Requests::default(),
            drops: drops::Drops::receive(creation),
            held_keys: Vec::new(),
            saved,
            saved_experiment: None,
            last_opening: 0,
            event_budget: logic::EVENT_BUDGET,
            dark: Tokens::of(Theme::Dark),
            light: Tokens::of(Theme::Light),
        };
        if let Err(error) = nn::check_simd() {
            let sentence = error.localized(app.state.language);
            app.state.notices.report(Severity::Failure, sentence, None);
        }
        app.open_last();
        Ok(app)
    }
}

impl App {
    /// Writes the settings at once where they have changed, so that a window that is killed forgets nothing.
    fn save_changes(&mut self, storage: &mut dyn eframe::Storage) {
        self.remember_experiment();
        if self.state.settings != self.saved {
            self.saved = self.state.settings.clone();
            self.saved.save(storage);
            storage.flush();
        }
    }

    /// Takes the experiment, shown or not, and where its photographs are into the settings.
    fn remember_experiment(&mut self) {
        let experiment = self.state.experiment();
        let mut config = experiment.config.clone();
        // What is still being opened may turn out not to be there.
        if experiment.data.loading.is_none() {
            config.data.source = experiment.data.dataset.as_ref().map(|dataset| dataset.source.clone());
        }
        if self.saved_experiment.as_ref() != Some(&config) {
            self.state.settings.experiment = Some(config.to_ron());
            self.saved_experiment = Some(config);
        }
    }

    /// Takes what the pages have edited into the experiment's history. A run stays what it was.
    fn take_edits(&mut self, context: &Context, before: RunConfig) {
        if !self.state.subject.is_experiment() {
            self.state.subject.config = before;
            return;
        }
        self.state.mark_custom(&before);
        let typing = context.text_edit_focused().then(|| context.memory(egui::Memory::focused)).flatten();
        let by = context.dragged_id().or(typing);
        let page = self.state.page();
        let Subject { history, config, .. } = &mut self.state.subject;
        history.see(config, page, by);
    }
}

fn waker(context: &Context) -> Waker {
    let context = context.clone();
    Arc::new(move || context.request_repaint_after(WAKE_AFTER))
}

impl Drop for App {
    fn drop(&mut self) {
        // The engine, which is dropped after this, ends only when all is written.
        self.flush();
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &Context, frame: &mut eframe::Frame) {
        self.tick(context);
        if let Some(storage) = frame.storage_mut() {
            self.save_changes(storage);
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let tokens = if ui.ctx().theme() == Theme::Dark { &self.dark } else { &self.light };
        let (language, page) = (self.state.language, self.state.page());
        let editable = self.state.subject.is_experiment();
        let drawings = self.state.subject.is_of_drawings();
        let names = self.state.shelf.names.clone();
        let mut view = panels::View { tokens, language, page, editable, drawings, names, actions: &mut self.actions };
        let before = self.state.subject.config.clone();
        panels::window_ui(ui, &mut view, &mut self.state);
        let context = ui.ctx().clone();
        self.take_edits(&context, before);
        self.run_actions(&context);
        if let Some(storage) = frame.storage_mut() {
            self.save_changes(storage);
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        self.remember_experiment();
        self.state.settings.save(storage);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
