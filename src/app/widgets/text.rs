//! Text in its few sizes and weights.

use eframe::egui::{FontFamily, FontId, RichText, Ui};

use crate::app::notices::Severity;
use crate::app::texts::{Language, ShellText};
use crate::app::theme::{EMPHASIS, Tokens};

/// Text in the one weight that stands out.
pub fn emphasis(text: impl Into<String>) -> RichText {
    RichText::new(text).family(FontFamily::Name(EMPHASIS.into()))
}

/// Small text that can wait.
pub fn small(ui: &mut Ui, text: impl Into<String>) -> eframe::egui::Response {
    ui.label(RichText::new(text).small().weak())
}

/// Body text that can wait.
pub fn weak(ui: &mut Ui, text: impl Into<String>) -> eframe::egui::Response {
    ui.label(RichText::new(text).weak())
}

/// Text whose digits all have one width, for tables and the status bar.
pub fn table_text(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::monospace(13.0))
}

/// A severity's sign and word in its colour, so that colour is never the only sign.
#[must_use]
pub fn sign(severity: Severity, tokens: &Tokens, language: Language) -> RichText {
    let (sign, word, colour) = match severity {
        Severity::Information => ("Ⓘ", ShellText::Information, tokens.accent),
        Severity::Warning => ("⚠", ShellText::Warning, tokens.warning),
        Severity::Failure => ("✗", ShellText::Failure, tokens.failure),
    };
    emphasis(format!("{sign} {}", language.text(word))).color(colour)
}
