//! The window: state, logic, panels, widgets, theme and texts.
//!
//! Panels read the [`State`] and send [`Action`]s; [`command_handling`] carries them out, and [`logic`] takes the
//! engine's events into the state. Nothing here reads files, decodes pictures or computes a network.

mod actions;
mod command_handling;
mod commands;
mod dialogs;
mod logic;
mod notices;
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
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use eframe::egui::{self, Context, Theme, Ui, ViewportBuilder};

pub use dialogs::{DialogAnswer, DialogRequest, Dialogs, Purpose};
pub use persistence::Settings;

use crate::config::{self, RunConfig};
use crate::engine::{Engine, EngineCommand, EngineError, EngineOptions, Waker};
use actions::Action;
use state::State;
use theme::Tokens;

/// What other programs and the desktop know the window by.
const APP_ID: &str = "bigode";

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Neither X11 nor Wayland answers.
    #[error("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)")]
    NoDisplay,
    /// The window cannot be opened.
    #[error("the window cannot be opened: {0}")]
    Window(String),
}

/// Where the window keeps things.
#[derive(Debug, Clone)]
pub struct AppOptions {
    /// Where runs are written.
    pub runs: PathBuf,
    /// Where the person's files are proposed to lie: a folder that is there.
    pub documents: PathBuf,
    /// The engine's.
    pub engine: EngineOptions,
    /// How many drawings the demonstration trains on.
    pub drawings: usize,
    /// What the demonstration trains.
    pub demonstration: RunConfig,
}

impl AppOptions {
    /// Runs in the user's documents, all of the machine's cores.
    ///
    /// # Errors
    /// If a preset cannot be read, which the preset's own tests rule out.
    pub fn of_system() -> Result<Self, config::ConfigError> {
        let documents = dirs::document_dir().or_else(dirs::home_dir).unwrap_or_else(std::env::temp_dir);
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Self {
            runs: documents.join("Bigode").join("runs"),
            documents,
            engine: EngineOptions { cache: crate::data::cache_folder(), threads },
            drawings: 800,
            demonstration: config::preset("drawings")?,
        })
    }
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// If there is no display, or the window cannot be opened on it.
pub fn run() -> Result<(), AppError> {
    if !has_display() {
        return Err(AppError::NoDisplay);
    }
    let options = AppOptions::of_system().map_err(|error| AppError::Window(error.to_string()))?;
    let native = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title("Bigode")
            .with_app_id(APP_ID)
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([720.0, 480.0])
            .with_drag_and_drop(true),
        event_loop_builder: Some(Box::new(prefer_x11)),
        ..eframe::NativeOptions::default()
    };
    let shown = AtomicBool::new(false);
    let opened = catch_unwind(AssertUnwindSafe(|| {
        let create = |creation: &eframe::CreationContext<'_>| {
            shown.store(true, Ordering::Relaxed);
            Ok(Box::new(App::on_desktop(creation, &options)?) as Box<dyn eframe::App>)
        };
        eframe::run_native(APP_ID, native, Box::new(create))
    }));
    match opened {
        Ok(result) => result.map_err(|error| AppError::Window(error.to_string())),
        // Graphics libraries panic where others return an error; a window that was there has a fault of its own.
        Err(panic) if shown.into_inner() => resume_unwind(panic),
        Err(_) => Err(AppError::Window("the desktop's graphics failed".to_owned())),
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn has_display() -> bool {
    true
}

/// winit delivers dropped files on X11 (`XWayland` too) but not on Wayland.
#[cfg(all(unix, not(target_os = "macos")))]
fn prefer_x11(builder: &mut eframe::EventLoopBuilder<eframe::UserEvent>) {
    use winit::platform::x11::EventLoopBuilderExtX11 as _;
    if std::env::var_os("DISPLAY").is_some_and(|value| !value.is_empty()) {
        builder.with_x11();
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn prefer_x11(_builder: &mut eframe::EventLoopBuilder<eframe::UserEvent>) {}

/// The window's application.
pub struct App {
    state: State,
    engine: Engine,
    dialogs: Box<dyn Dialogs>,
    options: AppOptions,
    actions: Vec<Action>,
    /// Requests that the engine had no room for, oldest first.
    unsent: VecDeque<EngineCommand>,
    asked: logic::Asked,
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
        let config = config::preset("notebook").unwrap_or_default();
        let mut state = State::new(settings, config);
        logic::offer_unfinished_run(&mut state);
        Ok(Self {
            state,
            engine,
            dialogs,
            options,
            actions: Vec::new(),
            unsent: VecDeque::new(),
            asked: logic::Asked::default(),
            dark: Tokens::of(Theme::Dark),
            light: Tokens::of(Theme::Light),
        })
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
        let unfinished = self.state.settings.unfinished_run.clone();
        self.tick(context);
        // A run is to be offered again even if the window is killed before settings are saved in their turn.
        if unfinished != self.state.settings.unfinished_run
            && let Some(storage) = frame.storage_mut()
        {
            self.state.settings.save(storage);
            storage.flush();
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let tokens = if ui.ctx().theme() == Theme::Dark { &self.dark } else { &self.light };
        let mut view = panels::View { tokens, language: self.state.language, actions: &mut self.actions };
        panels::window_ui(ui, &mut view, &mut self.state);
        let context = ui.ctx().clone();
        self.run_actions(&context);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        self.state.settings.save(storage);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
