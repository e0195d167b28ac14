//! Which photographs are shown, and how.

use eframe::egui::{Label, Response, Sense, TextEdit, Ui};

use super::View;
use super::classes::classes_ui;
use crate::app::state::{ChangeFilter, DataState, DataView};
use crate::app::widgets::{combo, group, small, unlabelled};
use crate::engine::Side;
use crate::text::{DataText, OverlayText};

/// Room that a filter and its name need.
const GROUP_WIDTH: f32 = 232.0;
/// Room for a count.
const SHOWN_WIDTH: f32 = 96.0;
/// Width of the field for a part of a name.
const LETTERS: std::ops::RangeInclusive<f32> = 56.0..=128.0;
/// From this width on, the lists have their names beside them whatever is shown.
const NAMED: f32 = 1240.0;
/// Width of a list.
const LIST: f32 = 112.0;
/// Width of the folded classes.
const CLASSES_WIDTH: f32 = 220.0;

/// `editable` photographs are in a list; `folded` classes open at a click.
pub fn filters_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState, folded: bool, editable: bool) {
    let before = data.filter.clone();
    ui.horizontal_wrapped(|ui| {
        for (kind, text) in [
            (DataView::Grid, DataText::Grid),
            (DataView::Table, DataText::Table),
            (DataView::LeftOut, DataText::LeftOutTitle),
        ] {
            ui.selectable_value(&mut data.view, kind, view.text(text));
        }
        ui.selectable_value(&mut data.view, DataView::Duplicates, view.text(OverlayText::DuplicatePair));
        if matches!(data.view, DataView::LeftOut | DataView::Duplicates) {
            return;
        }
        if folded {
            ui.menu_button(view.text(DataText::Classes), |ui| {
                ui.set_width(CLASSES_WIDTH);
                classes_ui(ui, view, data, editable);
            });
        }
        let has_changes = !data.marks.is_empty() || data.filter.changed.is_some();
        // The first change brings a list of changes: it gets the room of the lists' names, and no photo moves.
        let is_named = !has_changes || ui.max_rect().width() >= NAMED;
        group(ui, GROUP_WIDTH, |ui| side_ui(ui, view, data, is_named));
        if has_changes {
            group(ui, LIST, |ui| changed_ui(ui, view, data, is_named));
        }
        group(ui, GROUP_WIDTH, |ui| {
            let label = ui.add(Label::new(view.text(DataText::FilterName)).sense(Sense::CLICK));
            let room = ui.available_size_before_wrap().x - SHOWN_WIDTH - 3.0 * ui.spacing().item_spacing.x;
            let width = if room < *LETTERS.start() { *LETTERS.end() } else { room.min(*LETTERS.end()) };
            let field = ui.add(TextEdit::singleline(&mut data.filter.letters).desired_width(width));
            if label.clicked() {
                field.request_focus();
            }
            field.labelled_by(label.id);
        });
        group(ui, SHOWN_WIDTH, |ui| {
            small(ui, view.language.count(DataText::Shown, data.shown.len()));
        });
        let chosen = data.choice().len();
        if chosen > 1 {
            group(ui, SHOWN_WIDTH, |ui| {
                small(ui, view.language.count(DataText::Chosen, chosen));
            });
        }
    });
    if data.filter != before {
        data.apply_filter();
        data.to_top = true;
    }
}

fn side_ui(ui: &mut Ui, view: &View<'_>, data: &mut DataState, is_named: bool) {
    let label = is_named.then(|| ui.label(view.text(DataText::FilterSide)));
    let sides = [None, Some(Side::Training), Some(Side::Validation), Some(Side::Test)];
    let sides = sides.map(|side| (side, side_name(view, side)));
    let (list, picked) = combo(ui, "filter side", LIST, chosen(&sides, data.filter.side), &sides);
    name_list(list, label.as_ref(), view.text(DataText::FilterSide));
    data.filter.side = picked.unwrap_or(data.filter.side);
}

/// A list is named by its label, or where there is none for a screen reader and the pointer.
fn name_list(list: Response, label: Option<&Response>, name: &str) {
    match label {
        Some(label) => drop(list.labelled_by(label.id)),
        None => drop(unlabelled(list, name)),
    }
}

fn changed_ui(ui: &mut Ui, view: &View<'_>, data: &mut DataState, is_named: bool) {
    let label = is_named.then(|| ui.label(view.text(OverlayText::Filter)));
    let name = |kind: Option<ChangeFilter>| {
        view.text(match kind {
            None => OverlayText::AnyState,
            Some(ChangeFilter::Any) => OverlayText::AnyChange,
            Some(ChangeFilter::Relabelled) => OverlayText::OnlyRelabelled,
            Some(ChangeFilter::Excluded) => OverlayText::OnlyExcluded,
            Some(ChangeFilter::Flagged) => OverlayText::OnlyFlagged,
        })
    };
    let kinds = std::iter::once(None).chain(ChangeFilter::ALL.map(Some));
    let kinds: Vec<_> = kinds.map(|kind| (kind, name(kind))).collect();
    let (list, picked) = combo(ui, "filter changes", LIST, chosen(&kinds, data.filter.changed), &kinds);
    name_list(list, label.as_ref(), view.text(OverlayText::Filter));
    data.filter.changed = picked.unwrap_or(data.filter.changed);
}

/// The entry of a list with this value.
fn chosen<T: Copy + PartialEq>(entries: &[(T, &'static str)], value: T) -> (T, &'static str) {
    (value, entries.iter().find(|(other, _)| *other == value).map_or("", |(_, name)| name))
}

/// A side in words; both where there is none.
pub fn side_name(view: &View<'_>, side: Option<Side>) -> &'static str {
    view.text(match side {
        None => DataText::BothSides,
        Some(Side::Training) => DataText::Training,
        Some(Side::Validation) => DataText::Validation,
        Some(Side::Test) => DataText::Test,
    })
}
