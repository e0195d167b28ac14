//! Changes how the window looks.

use eframe::egui::{Context, Theme, ThemePreference};

use crate::app::{App, theme};

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
        context.set_zoom_factor(self.state.settings.zoom);
    }

    pub(super) fn reset_zoom(&mut self, context: &Context) {
        self.state.settings.zoom = 1.0;
        self.zoom_by(context, 0.0);
    }

    pub(super) fn switch_motion(&mut self, context: &Context) {
        self.state.settings.reduced_motion = !self.state.settings.reduced_motion;
        theme::set_motion(context, self.state.settings.reduced_motion);
    }
}
