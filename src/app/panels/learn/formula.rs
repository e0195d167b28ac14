//! Formulas as they are set: fractions, signs at the head and foot, coloured terms that explain themselves.

use std::sync::Arc;

use eframe::egui::{
    Color32, FontFamily, FontId, Galley, Pos2, Rect, RichText, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::View;
use crate::app::widgets::small;
use crate::lessons::{Formula, Term};
use crate::text::lessons::LearnText;

/// Size of letters, in points.
const SIZE: f32 = 20.0;
/// Indices and powers are smaller by this.
const SMALLER: f32 = 0.7;
/// Room between the lines of terms, in points.
const BETWEEN_TERMS: f32 = 2.0;
/// Room around signs, in sizes of a letter.
const AROUND: f32 = 0.18;

/// A part of a formula that has been laid out: its size, the height of its middle line, and what is drawn.
struct Set {
    size: Vec2,
    middle: f32,
    drawn: Vec<(Vec2, Drawn)>,
}

enum Drawn {
    Letters(Arc<Galley>, Color32),
    /// A line of this length.
    Rule(f32),
    /// A term's place, by its number among the terms.
    Place(usize, Vec2),
}

impl Set {
    fn empty() -> Self {
        Self { size: Vec2::ZERO, middle: 0.0, drawn: Vec::new() }
    }

    fn take(&mut self, part: Self, at: Vec2) {
        self.drawn.extend(part.drawn.into_iter().map(|(place, drawn)| (place + at, drawn)));
    }
}

/// A formula; its name for screen readers is read aloud, and each term has its meaning and value.
pub fn formula_ui(ui: &mut Ui, view: &View<'_>, formula: &Formula) {
    let terms = formula.terms();
    let width = ui.available_width();
    let setter = Setter { ui: &*ui, view, terms: &terms };
    let mut lines = vec![Set::empty()];
    let parts = match formula {
        Formula::Row(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    // A formula that is wider than its room goes on below.
    for (place, part) in parts.iter().enumerate() {
        let part = setter.after(part, place.checked_sub(1).map(|before| &parts[before]), SIZE);
        let last = lines.len() - 1;
        if lines[last].size.x > 0.0 && lines[last].size.x + part.size.x > width {
            lines.push(Set::empty());
        }
        let last = lines.len() - 1;
        let line = std::mem::replace(&mut lines[last], Set::empty());
        lines[last] = beside(line, part);
    }
    let spoken = formula.spoken(view.language);
    let height: f32 = lines.iter().map(|line| line.size.y + 4.0).sum();
    let widest = lines.iter().map(|line| line.size.x).fold(0.0, f32::max);
    let (rect, response) = ui.allocate_exact_size(vec2(widest, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    let mut top = rect.top();
    for line in lines {
        let height = line.size.y + 4.0;
        paint(ui, view, &terms, line, pos2(rect.left(), top));
        top += height;
    }
}

/// The terms of formulas with their meanings and values, each once.
pub fn terms_ui(ui: &mut Ui, view: &View<'_>, formulas: &[Formula]) {
    let mut shown: Vec<&str> = Vec::new();
    ui.scope(|ui| {
        // Rows of small text stand close.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.spacing_mut().item_spacing.y = BETWEEN_TERMS;
        for term in formulas.iter().flat_map(Formula::terms) {
            if !shown.contains(&term.symbol) {
                shown.push(term.symbol);
                ui.horizontal_wrapped(|ui| {
                    ui.label(RichText::new(term.symbol).color(view.tokens.series(term.colour)));
                    small(ui, words(view, term));
                });
            }
        }
    });
}

fn words(view: &View<'_>, term: &Term) -> String {
    match &term.value {
        Some(value) => view.language.fill(LearnText::TermValue, &[("name", &term.meaning), ("value", value)]),
        None => term.meaning.clone(),
    }
}

fn paint(ui: &mut Ui, view: &View<'_>, terms: &[&Term], line: Set, at: Pos2) {
    for (place, drawn) in line.drawn {
        let place = at + place;
        match drawn {
            Drawn::Letters(galley, colour) => {
                ui.painter().galley(place, galley, colour);
            }
            Drawn::Rule(length) => {
                ui.painter().hline(place.x..=place.x + length, place.y, Stroke::new(1.5, view.tokens.text));
            }
            Drawn::Place(term, size) => {
                let id = ui.scope_id().with((terms[term].symbol, place.x as i32, place.y as i32));
                let response = ui.interact(Rect::from_min_size(place, size), id, Sense::hover());
                response.on_hover_text(words(view, terms[term]));
            }
        }
    }
}

struct Setter<'a> {
    ui: &'a Ui,
    view: &'a View<'a>,
    terms: &'a [&'a Term],
}

impl Setter<'_> {
    fn letters(&self, text: &str, size: f32, colour: Color32) -> Set {
        let font = FontId::new(size, FontFamily::Proportional);
        let galley = self.ui.painter().layout_no_wrap(text.to_owned(), font, colour);
        let size = galley.size();
        Set { size, middle: size.y * 0.55, drawn: vec![(Vec2::ZERO, Drawn::Letters(galley, colour))] }
    }

    fn set(&self, formula: &Formula, size: f32) -> Set {
        match formula {
            Formula::Row(parts) => {
                let previous = std::iter::once(None).chain(parts.iter().map(Some));
                let set = |(part, before): (&Formula, _)| self.after(part, before, size);
                parts.iter().zip(previous).map(set).fold(Set::empty(), beside)
            }
            Formula::Sign(sign) => self.sign(sign, around(sign, size)),
            Formula::Number(number) => self.letters(number, size, self.view.tokens.text),
            Formula::Term(term) => {
                let mut set = self.letters(term.symbol, size, self.view.tokens.series(term.colour));
                let place =
                    self.terms.iter().position(|known| known.symbol == term.symbol && known.colour == term.colour);
                set.drawn.extend(place.map(|place| (Vec2::ZERO, Drawn::Place(place, set.size))));
                set
            }
            Formula::Fraction(parts) => self.fraction(parts, size),
            Formula::Below(parts) => self.index(parts, size, 0.35),
            Formula::Above(parts) => self.index(parts, size, -0.45),
            Formula::Root(part) => {
                let part = self.set(part, size);
                let usual = self.letters("√", size, self.view.tokens.text);
                // The sign is as high as what it stands over, so that its line begins at its head.
                let larger = (part.size.y / usual.size.y).max(1.0);
                let sign = self.letters("√", size * larger, self.view.tokens.text);
                let (left, length) = (sign.size.x, part.size.x);
                let mut set = Set {
                    size: vec2(left + length, part.size.y.max(sign.size.y)),
                    middle: part.middle,
                    drawn: Vec::new(),
                };
                set.take(sign, Vec2::ZERO);
                set.take(part, vec2(left, 0.0));
                set.drawn.push((vec2(left, larger), Drawn::Rule(length)));
                set
            }
        }
    }

    /// A part of a row behind another one.
    fn after(&self, part: &Formula, before: Option<&Formula>, size: f32) -> Set {
        match (part, before) {
            // A minus with nothing before it belongs to what follows.
            (Formula::Sign("−"), None | Some(Formula::Sign("=" | "←" | "("))) => self.sign("−", (size, 0.0, 0.0)),
            _ => self.set(part, size),
        }
    }

    /// A sign of a size with the room before and behind it.
    fn sign(&self, sign: &str, (size, before, behind): (f32, f32, f32)) -> Set {
        let mut set = self.letters(sign, size, self.view.tokens.text);
        set.size.x += before + behind;
        set.drawn.iter_mut().for_each(|(place, _)| place.x += before);
        set
    }

    fn fraction(&self, [above, below]: &[Formula; 2], size: f32) -> Set {
        // The line over a root stands apart from that of the fraction.
        let gap = if matches!(below, Formula::Root(_)) { 5.0 } else { 2.0 };
        let (above, below) = (self.set(above, size * 0.9), self.set(below, size * 0.9));
        let width = above.size.x.max(below.size.x) + 8.0;
        let middle = above.size.y + 2.0;
        let mut set = Set { size: vec2(width + 4.0, middle + below.size.y + gap), middle, drawn: Vec::new() };
        set.drawn.push((vec2(2.0, middle), Drawn::Rule(width)));
        let (left, under) = (2.0 + (width - above.size.x) / 2.0, 2.0 + (width - below.size.x) / 2.0);
        set.take(above, vec2(left, 0.0));
        set.take(below, vec2(under, middle + gap));
        set
    }

    /// A part with a smaller one at its foot or head, which is moved by `down` sizes of a letter.
    fn index(&self, [part, index]: &[Formula; 2], size: f32, down: f32) -> Set {
        // A sign's room lies behind its index.
        let room = if let Formula::Sign(sign) = part { around(sign, size).2 } else { 0.0 };
        let (mut part, index) = (self.set(part, size), self.set(index, size * SMALLER));
        part.size.x -= room;
        let top = part.middle + down * size - index.middle;
        let above = (-top).max(0.0);
        let height = (above + part.size.y).max(above + top + index.size.y);
        let mut set = Set {
            size: vec2(part.size.x + index.size.x + 1.0 + room, height),
            middle: part.middle + above,
            drawn: Vec::new(),
        };
        let left = part.size.x + 1.0;
        set.take(part, vec2(0.0, above));
        set.take(index, vec2(left, above + top));
        set
    }
}

/// A sign's size, and the room before and behind it.
fn around(sign: &str, size: f32) -> (f32, f32, f32) {
    match sign {
        "(" | ")" | "e" | "i" | "j" | "max" => (size, 0.0, 0.0),
        "," | ";" => (size, 0.0, 2.0 * AROUND * size),
        _ => (size, AROUND * size, AROUND * size),
    }
}

/// Two parts on one middle line.
fn beside(left: Set, right: Set) -> Set {
    let middle = left.middle.max(right.middle);
    let below = (left.size.y - left.middle).max(right.size.y - right.middle);
    let mut set = Set { size: vec2(left.size.x + right.size.x, middle + below), middle, drawn: Vec::new() };
    let (across, down, right_down) = (left.size.x, middle - left.middle, middle - right.middle);
    set.take(left, vec2(0.0, down));
    set.take(right, vec2(across, right_down));
    set
}
