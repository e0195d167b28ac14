use eframe::egui::{Color32, Theme};

use super::Tokens;
use crate::charts::paper;

/// Relative luminance (WCAG 2.1).
fn luminance(colour: Color32) -> f32 {
    let [r, g, b, _] = eframe::egui::Rgba::from(colour).to_array();
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

/// The hue in degrees, and how strong it is, 0 to 1.
fn hue(colour: Color32) -> (f32, f32) {
    let hsva = eframe::egui::ecolor::Hsva::from(colour);
    (hsva.h * 360.0, hsva.s)
}

#[test]
fn no_class_has_the_colour_of_a_set_or_of_the_best_epoch() {
    for theme in [Theme::Dark, Theme::Light] {
        let tokens = Tokens::of(theme);
        for (place, class) in tokens.classes.iter().enumerate() {
            for (name, side) in [("training", tokens.train), ("validation", tokens.validation), ("best", tokens.best)] {
                let ((one, strength), (other, _)) = (hue(*class), hue(side));
                let apart = (one - other).abs();
                let apart = apart.min(360.0 - apart);
                assert!(
                    apart >= 25.0 || strength < 0.4,
                    "class {place} of {theme:?} is like {name}: {apart:.0} degrees"
                );
            }
            assert!(contrast(*class, tokens.surface) >= 4.5, "class {place} of {theme:?} is faint");
            assert!(tokens.classes[..place].iter().all(|other| other != class));
        }
    }
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
            ("test", tokens.test),
        ] {
            let ratio = contrast(colour, tokens.surface);
            assert!(ratio >= 4.5, "{name} of {theme:?} stands out only {ratio:.1} to 1 from its surface");
        }
        let button = contrast(tokens.on_accent, tokens.accent);
        assert!(button >= 4.5, "the accent's text of {theme:?} stands out only {button:.1} to 1");
    }
}

#[test]
fn figures_on_paper_have_the_colours_of_the_light_theme() {
    let tokens = Tokens::of(Theme::Light);
    let on_paper = |token: Color32| {
        let [red, green, blue, _] = token.to_array();
        [red, green, blue]
    };
    for (colour, token) in [
        (paper::TEXT, tokens.text),
        (paper::TEXT_WEAK, tokens.text_weak),
        (paper::LINE, tokens.line),
        (paper::TRAINING, tokens.train),
        (paper::VALIDATION, tokens.validation),
        (paper::BEST, tokens.best),
        (paper::WARNING, tokens.warning),
        (paper::STOP, tokens.failure),
    ] {
        assert_eq!(colour, on_paper(token));
    }
    assert_eq!(paper::CLASSES.to_vec(), tokens.classes.into_iter().map(on_paper).collect::<Vec<_>>());
}
