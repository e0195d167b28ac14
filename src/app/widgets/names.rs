//! Names of classes that are cut where there is no room, so that what differs between them stays.

use std::borrow::Cow;

use eframe::egui::{Color32, FontId, Ui};

use super::text::middle;
use crate::text::printable;

/// What all names begin or end with is dropped where it is at least so long, in letters.
const COMMON: usize = 2;

/// All classes' names.
pub struct ClassNames<'a> {
    names: Vec<&'a str>,
    /// Letters that all names begin with, and end with.
    common: (usize, usize),
}

impl<'a> ClassNames<'a> {
    /// These names.
    pub fn of(names: impl Iterator<Item = &'a str>) -> Self {
        let names: Vec<&str> = names.collect();
        let common = common(&names);
        Self { names, common }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// A whole name, as one line.
    pub fn whole(&self, class: usize) -> Cow<'a, str> {
        printable(self.names[class])
    }

    /// A name that is no wider than `width`: without what all names have in common, and then without its middle.
    pub fn cut(&self, ui: &Ui, class: usize, font: &FontId, width: f32) -> String {
        let whole = self.whole(class);
        if width_of(ui, &whole, font) <= width {
            return whole.into_owned();
        }
        let letters: Vec<char> = whole.chars().collect();
        let (start, end) = self.common;
        let (start, end) = (if start >= COMMON { start } else { 0 }, if end >= COMMON { end } else { 0 });
        if start + end == 0 || start + end >= letters.len() {
            return middle(ui, &whole, font, width);
        }
        let differing: String = letters[start..letters.len() - end].iter().collect();
        let dots = |dropped: usize| if dropped > 0 { "…" } else { "" };
        let named = format!("{}{differing}{}", dots(start), dots(end));
        if width_of(ui, &named, font) <= width { named } else { middle(ui, &differing, font, width) }
    }

    /// The width of the widest whole name.
    pub fn widest(&self, ui: &Ui, font: &FontId) -> f32 {
        (0..self.len()).map(|class| width_of(ui, &self.whole(class), font)).fold(0.0, f32::max)
    }
}

/// How wide a text is in one line.
pub fn width_of(ui: &Ui, text: &str, font: &FontId) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x
}

fn common(names: &[&str]) -> (usize, usize) {
    let Some((first, others)) = names.split_first().filter(|(_, others)| !others.is_empty()) else { return (0, 0) };
    let first: Vec<char> = printable(first).chars().collect();
    let (mut start, mut end) = (first.len(), first.len());
    for other in others {
        let other = printable(other);
        start = first.iter().zip(other.chars()).take(start).take_while(|(a, b)| **a == *b).count();
        end = first.iter().rev().zip(other.chars().rev()).take(end).take_while(|(a, b)| **a == *b).count();
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use eframe::egui::{FontId, Id, Ui, UiBuilder};

    use super::*;

    fn cut(names: &[&str], width: f32) -> Vec<String> {
        let context = eframe::egui::Context::default();
        let mut cut = Vec::new();
        let mut output = context.run_ui(eframe::egui::RawInput::default(), |ui: &mut Ui| {
            ui.scope_builder(UiBuilder::new().scope_id(Id::unique("names")), |ui| {
                let names = ClassNames::of(names.iter().copied());
                let font = FontId::proportional(12.0);
                cut = (0..names.len()).map(|class| names.cut(ui, class, &font, width)).collect();
            });
        });
        output.textures_delta.clear();
        cut
    }

    #[test]
    fn names_that_fit_stay_and_others_keep_what_differs() {
        let names = ["class_0001_species", "class_0002_species", "class_0150_species"];
        assert_eq!(cut(&names, 500.0), names);
        // Both ends are the same: "class_0" and "_species".
        assert_eq!(cut(&names, 60.0), ["…001…", "…002…", "…150…"]);
        let cats = cut(&["a rather long name of a cat", "dog"], 60.0);
        assert_eq!(cats[1], "dog");
        assert!(cats[0].starts_with('a') && cats[0].contains('…') && cats[0].ends_with('t'), "{cats:?}");
    }

    #[test]
    fn one_name_or_names_within_each_other_are_cut_in_the_middle() {
        assert!(cut(&["a single long name"], 40.0)[0].contains('…'));
        for name in cut(&["long name of a class", "long name of a class, second", "long name of"], 40.0) {
            assert!(!name.is_empty() && name != "…", "{name}");
        }
    }
}
