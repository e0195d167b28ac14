//! What happens before each frame: events, answers, drops and keys are taken in, and new questions are asked.

mod asked;
mod data;
mod events;
mod explanation;
mod input;
mod overlay;
mod results;
mod training;

use std::time::{Duration, Instant};

use eframe::egui::{Context, ViewportCommand};

pub use asked::Asked;

use super::App;
use super::state::{Phase, State};
use crate::text::ShellText;

/// Events are taken in for so long; the rest waits for the next frame.
const BUDGET: Duration = Duration::from_millis(6);
/// How often the running batch's numbers are read, and how often what the engine had no room for is sent again.
const WATCH_EVERY: Duration = Duration::from_millis(100);

impl App {
    /// One frame's logic, before it is painted.
    pub(super) fn tick(&mut self, context: &Context) {
        self.state.data.thumbnails.frame += 1;
        self.state.results.thumbnails.frame += 1;
        self.state.prediction.thumbnails.frame += 1;
        self.state.prediction.seen.frame += 1;
        self.send_unsent();
        self.take_events(context);
        if self.state.prediction.unarranged {
            self.state.prediction.arrange();
        }
        self.watch_batches(context);
        self.take_dialog_answer();
        self.take_drops(context);
        self.take_keys(context);
        self.hold_close(context);
        self.run_actions(context);
        self.ask_overlays();
        self.ask();
        self.ask_results();
        self.ask_explanation();
        if !self.unsent.is_empty() {
            context.request_repaint_after(WATCH_EVERY);
        }
    }

    fn take_events(&mut self, context: &Context) {
        let since = Instant::now();
        while let Some(event) = self.engine.next_event() {
            self.take_event(context, event);
            if since.elapsed() > BUDGET {
                context.request_repaint();
                break;
            }
        }
    }

    fn watch_batches(&mut self, context: &Context) {
        let Some(run) = self.state.training.run.as_mut().filter(|run| run.is_active()) else { return };
        if let Some(progress) = self.engine.batch_progress() {
            run.see(progress);
        }
        if run.phase != Phase::Paused {
            context.request_repaint_after(WATCH_EVERY);
        }
    }

    /// Asks before a running training, or what could not be saved, is lost to a click.
    fn hold_close(&mut self, context: &Context) {
        let closing = context.input(|input| input.viewport().close_requested());
        let unsaved = self.state.overlay.unsaved().is_some();
        if closing && (unsaved || self.state.training.active().is_some()) && !self.state.quit_confirmed {
            context.send_viewport_cmd(ViewportCommand::CancelClose);
            self.state.asks_to_quit = true;
        }
    }
}

/// Offers to go on with a run that the last session left in the middle.
pub fn offer_unfinished_run(state: &mut State) {
    if let Some(run) = state.settings.unfinished_run.clone() {
        let summary = state.language.fill(ShellText::UnfinishedRun, &[("path", &run.display())]);
        state.notices.offer_resume(summary, run);
    }
}
