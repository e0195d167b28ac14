//! Fields and buttons.

use std::fmt::Display;
use std::ops::RangeInclusive;

use eframe::egui::emath::Numeric;
use eframe::egui::{Button, DragValue, Response, RichText, Role, Ui, WidgetInfo, vec2};

use super::term::{explain, explained_here};
use super::text::emphasis;
use crate::app::commands::Command;
use crate::app::panels::View;
use crate::app::theme::Tokens;
use crate::lessons::glossary::Glossed;
use crate::text::{Language, ShellText};

/// The page's primary button.
pub fn primary_button(ui: &mut Ui, tokens: &Tokens, text: &str, enabled: bool) -> Response {
    let label = emphasis(text).color(if enabled { tokens.on_accent } else { tokens.text_weak });
    let fill = if enabled { tokens.accent } else { tokens.raised };
    ui.add_enabled(enabled, Button::new(label).fill(fill).min_size(vec2(0.0, 32.0)))
}

/// The button that leads to the step after this one, unless something is `missing`.
pub fn next_button(ui: &mut Ui, view: &mut View<'_>, missing: Option<ShellText>) {
    let Some(next) = view.page.next() else { return };
    let text = view.language.fill(ShellText::Next, &[("step", &view.text(next.name()))]);
    let mut button = primary_button(ui, view.tokens, &format!("{text} →"), missing.is_none());
    if let Some(missing) = missing {
        button = button.on_disabled_hover_text(view.text(missing));
    }
    if button.clicked() {
        view.send(Command::go_to(next));
    }
}

/// A small button that shows a sign and is known by its name.
pub fn sign_button(ui: &mut Ui, sign: &str, name: &str, possible: bool) -> bool {
    let button = Button::new(RichText::new(sign).small()).frame_when_inactive(false).min_size(vec2(28.0, 28.0));
    let add = |ui: &mut Ui| {
        ui.spacing_mut().button_padding.x = 4.0;
        ui.add_enabled(possible, button)
    };
    let response = ui.scope(add).inner.on_hover_text(name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, possible, name));
    response.clicked()
}

/// A menu of what has no button of its own in a narrow window.
pub fn more_menu(ui: &mut Ui, language: Language, contents: impl FnOnce(&mut Ui)) {
    let menu = ui.menu_button("…", contents);
    let name = language.text(ShellText::MoreActions);
    menu.response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    menu.response.on_hover_text(name);
}

/// A label and its field, tied together for screen readers.
pub fn field(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let name = ui.label(label);
    add(ui).labelled_by(name.id)
}

/// A field whose label has no room: its name is for a screen reader and at the pointer.
pub fn unlabelled(response: Response, name: &str) -> Response {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(name));
    response.on_hover_text(name)
}

/// A label that is a term, with its question mark, and its field.
pub fn term_field(
    ui: &mut Ui,
    language: Language,
    label: &str,
    term: Glossed,
    add: impl FnOnce(&mut Ui) -> Response,
) -> Response {
    let name = beside_term(ui, language, term, |ui| ui.label(label));
    let response = add(ui).labelled_by(name.id);
    explained_here(ui, name.rect.union(response.rect), term);
    response
}

/// A labelled value of an experiment under Keras's name, which is a term.
pub fn keras_field<N: Numeric + Display>(
    ui: &mut Ui,
    language: Language,
    label: &str,
    number: &mut N,
    speed: f64,
) -> Response {
    match Glossed::of_keras(label) {
        Some(term) => term_field(ui, language, label, term, |ui| exact(ui, language, number, speed)),
        None => exact_field(ui, language, label, number, speed),
    }
}

/// A switch under Keras's name, which is a term.
pub fn keras_switch(ui: &mut Ui, language: Language, checked: &mut bool, name: &str) -> Response {
    match Glossed::of_keras(name) {
        Some(term) => beside_term(ui, language, term, |ui| ui.checkbox(checked, name)),
        None => ui.checkbox(checked, name),
    }
}

/// A control whose name is a term, with its question mark.
pub fn beside_term(ui: &mut Ui, language: Language, term: Glossed, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let response = add(ui);
        explain(ui, language, term);
        response
    });
    explained_here(ui, row.response.rect, term);
    row.inner
}

/// A label and its field in a wrapping row, which stay together: where `width` is not left, they begin the next one.
pub fn group(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    if ui.available_size_before_wrap().x < width {
        ui.end_row();
    }
    ui.horizontal(add);
}

/// A labelled number. Values outside the range are kept in it.
pub fn number_field<N: Numeric>(
    ui: &mut Ui,
    language: Language,
    label: &str,
    value: &mut N,
    range: RangeInclusive<N>,
    speed: f64,
) -> Response {
    let decimals = if N::INTEGRAL { 0 } else { 7 };
    let written = move |shown: f64, _| language.point_in(&N::from_f64(shown).to_f64().to_string());
    let number = DragValue::new(value).range(range).speed(speed).max_decimals(decimals);
    field(ui, label, |ui| ui.add(number.custom_formatter(written).custom_parser(Language::typed)))
}

/// A labelled value of an experiment.
pub fn exact_field<N: Numeric + Display>(
    ui: &mut Ui,
    language: Language,
    label: &str,
    number: &mut N,
    speed: f64,
) -> Response {
    field(ui, label, |ui| exact(ui, language, number, speed))
}

/// A value of an experiment, to drag or to type. Any finite one can be entered: an invalid one is reported
/// beside it.
pub fn exact<N: Numeric + Display>(ui: &mut Ui, language: Language, number: &mut N, speed: f64) -> Response {
    let before = *number;
    let same = move |shown: f64| shown.total_cmp(&before.to_f64()).is_eq();
    let written = move |shown: f64, _| {
        let text = if same(shown) { before.to_string() } else { N::from_f64(shown).to_string() };
        language.point_in(&text)
    };
    let drag = DragValue::new(number).speed(speed).custom_formatter(written).custom_parser(Language::typed);
    let response = ui.add(drag);
    let entered = number.to_f64();
    if same(entered) || !entered.is_finite() {
        // Large whole numbers have no `f64`: one that is only shown stays the same.
        *number = before;
    }
    response
}

/// Lets `edit` show a number rounded to three decimals and change it. One that is only shown stays as it is. Whether
/// it was changed.
pub fn rounded(value: &mut f64, edit: impl FnOnce(&mut f64)) -> bool {
    let before = *value;
    edit(value);
    let changed = value.is_finite() && (*value - before).abs() > 0.000_501;
    if !changed {
        *value = before;
    }
    changed
}
