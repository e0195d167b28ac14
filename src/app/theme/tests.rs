use eframe::egui::{Color32, Theme};

use super::Tokens;

/// Relative luminance (WCAG 2.1).
fn luminance(colour: Color32) -> f32 {
    let [r, g, b, _] = eframe::egui::Rgba::from(colour).to_array();
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

#[test]
fn both_themes_are_readable() {
    for theme in [Theme::Dark, Theme::Light] {
        let tokens = Tokens::of(theme);
        for (name, colour) in [
            ("text", tokens.text),
            ("text_weak", tokens.text_weak),
            ("accent", tokens.accent),
            ("warning", tokens.warning),
            ("failure", tokens.failure),
            ("best", tokens.best),
            ("train", tokens.train),
            ("validation", tokens.validation),
        ] {
            let ratio = contrast(colour, tokens.surface);
            assert!(ratio >= 4.5, "{name} of {theme:?} stands out only {ratio:.1} to 1 from its surface");
        }
        let button = contrast(tokens.on_accent, tokens.accent);
        assert!(button >= 4.5, "the accent's text of {theme:?} stands out only {button:.1} to 1");
    }
}
