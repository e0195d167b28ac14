//! Changes how the window looks.

use eframe::egui::{Context, Theme, ThemePreference, ViewportCommand};

use crate::app::page::Page;
use crate::app::{App, theme};

/// How much larger everything is for a projector.
const PROJECTOR: f32 = 1.6;

impl App {
    pub(super) fn switch_language(&mut self) {
        self.state.language = self.state.language.other();
        self.state.settings.language = Some(self.state.language);
    }

    pub(super) fn switch_theme(&mut self, context: &Context) {
        let other = if context.theme() == Theme::Dark { ThemePreference::Light } else { ThemePreference::Dark };
        self.set_theme(context, other);
    }

    pub(super) fn follow_system_theme(&mut self, context: &Context) {
        self.set_theme(context, ThemePreference::System);
    }

    fn set_theme(&mut self, context: &Context, theme: ThemePreference) {
        self.state.settings.theme = theme;
        context.set_theme(theme);
    }

    pub(super) fn zoom_by(&mut self, context: &Context, step: f32) {
        self.state.settings.zoom_by(step);
        context.set_zoom_factor(self.zoom());
    }

    pub(super) fn reset_zoom(&mut self, context: &Context) {
        self.state.settings.zoom = 1.0;
        self.zoom_by(context, 0.0);
    }

    fn zoom(&self) -> f32 {
        self.state.settings.zoom * if self.state.lessons.is_full { PROJECTOR } else { 1.0 }
    }

    /// Shows the lessons; where they are shown, their index.
    pub(super) fn go_to_lessons(&mut self) {
        if self.state.page() == Page::Learn {
            self.state.lessons.show(None);
        }
        self.state.lessons.close_beside();
        self.state.settings.page = Page::Learn;
    }

    /// Gives the lessons the whole window, or no longer.
    pub(in crate::app) fn set_full_view(&mut self, context: &Context, is_full: bool) {
        self.state.lessons.is_full = is_full;
        if is_full {
            self.state.lessons.close_beside();
            self.state.settings.page = Page::Learn;
        }
        context.send_viewport_cmd(ViewportCommand::Fullscreen(is_full));
        context.set_zoom_factor(self.zoom());
    }

    pub(super) fn switch_motion(&mut self, context: &Context) {
        self.state.settings.reduced_motion = !self.state.settings.reduced_motion;
        theme::set_motion(context, self.state.settings.reduced_motion);
    }
}
