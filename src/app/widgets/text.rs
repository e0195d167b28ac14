//! Text in its few sizes and weights.

use eframe::egui::{Color32, FontFamily, FontId, RichText, Ui};

use crate::app::notices::Severity;
use crate::app::theme::{EMPHASIS, Tokens};
use crate::text::{Language, ShellText};

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

/// A text that is shortened in its middle where it is wider than `width`: the ends of a path say most.
pub fn middle(ui: &Ui, text: &str, font: &FontId, width: f32) -> String {
    let fits =
        |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x <= width;
    if fits(text) {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let shortened = |kept: usize| {
        let start = kept.div_ceil(2);
        let end = letters.len() - (kept - start);
        letters[..start].iter().chain(['…'].iter()).chain(&letters[end..]).collect::<String>()
    };
    let (mut low, mut high) = (0, letters.len());
    while low + 1 < high {
        let kept = usize::midpoint(low, high);
        if fits(&shortened(kept)) { low = kept } else { high = kept }
    }
    shortened(low)
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
