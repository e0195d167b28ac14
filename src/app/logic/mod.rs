//! What happens before each frame: events, drops and keys are taken in, and what the shown page needs is requested from
//! the engine.

mod data;
mod events;
mod exchange;
mod explanation;
mod input;
mod lessons;
mod list;
mod overlay;
mod paste;
mod prediction;
mod requests;
mod results;
mod run_reading;
mod shelf;
mod training;

use std::time::{Duration, Instant};

use eframe::egui::{Context, ViewportCommand};

pub use requests::Requests;

use super::App;
use super::state::Phase;

/// Events are taken in for so long; the rest waits for the next frame.
pub const EVENT_BUDGET: Duration = Duration::from_millis(6);
/// How often the running batch's numbers are read, and how often commands that the engine had no room for are sent again.
const BATCH_INTERVAL: Duration = Duration::from_millis(100);

impl App {
    /// One frame's logic, before it is painted.
    pub(super) fn tick(&mut self, context: &Context) {
        self.state.subject.data.thumbnails.frame += 1;
        self.state.subject.results.thumbnails.frame += 1;
        self.state.subject.prediction.thumbnails.frame += 1;
        self.state.subject.prediction.seen.frame += 1;
        self.take_events(context);
        self.send_unsent();
        if !self.unsent.is_empty() {
            context.request_repaint_after(BATCH_INTERVAL);
        }
        if self.state.subject.prediction.unarranged {
            self.state.subject.prediction.arrange();
        }
        self.watch_batches(context);
        self.take_dialog_answer();
        self.take_drops(context);
        self.take_keys(context);
        self.take_paste(context);
        self.confirm_close(context);
        self.run_actions(context);
        self.leave_full_view(context);
        self.state.subject.augmentation.follow(&self.state.subject.config.preset);
        self.update_lists();
        self.update_overlays();
        self.request_shelf(context);
        self.follow_weights();
        self.request_previews();
        self.request_results();
        self.request_explanations();
        self.request_lesson();
    }

    /// Takes events in until there are none or the budget is used up; then another frame takes the rest.
    fn take_events(&mut self, context: &Context) {
        let since = Instant::now();
        while let Some(event) = self.engine.next_event() {
            self.take_event(context, event);
            if since.elapsed() >= self.event_budget {
                context.request_repaint();
                break;
            }
        }
    }

    fn watch_batches(&mut self, context: &Context) {
        let Some(run) = self.state.active_run_mut() else { return };
        if let Some(progress) = self.engine.batch_progress() {
            run.record_batch(progress);
        }
        if run.phase != Phase::Paused {
            context.request_repaint_after(BATCH_INTERVAL);
        }
    }

    /// Opens a dialog before a click on the window's close button ends a training or loses unsaved changes.
    fn confirm_close(&mut self, context: &Context) {
        let closing = context.input(|input| input.viewport().close_requested());
        let unsaved = self.state.overlay.unsaved().is_some() || self.state.lists.unsaved().is_some();
        if closing && (unsaved || self.state.active_run().is_some()) && !self.state.quit_confirmed {
            context.send_viewport_cmd(ViewportCommand::CancelClose);
            self.state.quit_dialog_open = true;
        }
    }
}
