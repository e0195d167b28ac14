//! Which photographs are shown, and how.

use eframe::egui::{ComboBox, TextEdit, Ui};

use super::View;
use crate::app::state::{ChangeFilter, DataState, DataView};
use crate::app::widgets::{group, small};
use crate::engine::Side;
use crate::text::{DataText, OverlayText, printable};

/// Room that a filter and its name need.
const GROUP_WIDTH: f32 = 232.0;

pub fn filters_ui(ui: &mut Ui, view: &View<'_>, data: &mut DataState) {
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
        group(ui, GROUP_WIDTH, |ui| class_ui(ui, view, data));
        group(ui, GROUP_WIDTH, |ui| side_ui(ui, view, data));
        if !data.marks.is_empty() || data.filter.changed.is_some() {
            group(ui, GROUP_WIDTH, |ui| changed_ui(ui, view, data));
        }
        group(ui, GROUP_WIDTH, |ui| {
            let label = ui.label(view.text(DataText::FilterName));
            ui.add(TextEdit::singleline(&mut data.filter.letters).desired_width(128.0)).labelled_by(label.id);
        });
        small(ui, view.language.count(DataText::Shown, data.shown.len()));
    });
    if data.filter != before {
        data.apply_filter();
    }
}

fn class_ui(ui: &mut Ui, view: &View<'_>, data: &mut DataState) {
    let Some(dataset) = data.dataset.clone() else { return };
    if dataset.classes.is_empty() {
        return;
    }
    let all = view.text(DataText::AllClasses);
    let name = |class: Option<u32>| {
        class
            .and_then(|class| dataset.classes.get(class as usize))
            .map_or_else(|| all.to_owned(), |name| printable(name).into_owned())
    };
    let label = ui.label(view.text(DataText::FilterClass));
    let combo = ComboBox::from_id_salt("filter class").width(112.0).selected_text(name(data.filter.class)).truncate();
    let shown = combo.show_ui(ui, |ui| {
        for class in std::iter::once(None).chain((0..dataset.classes.len() as u32).map(Some)) {
            ui.selectable_value(&mut data.filter.class, class, name(class));
        }
    });
    shown.response.labelled_by(label.id);
}

fn side_ui(ui: &mut Ui, view: &View<'_>, data: &mut DataState) {
    let label = ui.label(view.text(DataText::FilterSide));
    let name = |side: Option<Side>| side_name(view, side);
    let combo = ComboBox::from_id_salt("filter side").width(112.0).selected_text(name(data.filter.side));
    let shown = combo.show_ui(ui, |ui| {
        for side in [None, Some(Side::Training), Some(Side::Validation)] {
            ui.selectable_value(&mut data.filter.side, side, name(side));
        }
    });
    shown.response.labelled_by(label.id);
}

fn changed_ui(ui: &mut Ui, view: &View<'_>, data: &mut DataState) {
    let label = ui.label(view.text(OverlayText::Filter));
    let name = |kind: Option<ChangeFilter>| {
        view.text(match kind {
            None => OverlayText::AnyState,
            Some(ChangeFilter::Any) => OverlayText::AnyChange,
            Some(ChangeFilter::Relabelled) => OverlayText::OnlyRelabelled,
            Some(ChangeFilter::Excluded) => OverlayText::OnlyExcluded,
            Some(ChangeFilter::Flagged) => OverlayText::OnlyFlagged,
        })
    };
    let combo = ComboBox::from_id_salt("filter changes").width(112.0).selected_text(name(data.filter.changed));
    let shown = combo.show_ui(ui, |ui| {
        for kind in std::iter::once(None).chain(ChangeFilter::ALL.map(Some)) {
            ui.selectable_value(&mut data.filter.changed, kind, name(kind));
        }
    });
    shown.response.labelled_by(label.id);
}

/// A side in words; both where there is none.
pub fn side_name(view: &View<'_>, side: Option<Side>) -> &'static str {
    view.text(match side {
        None => DataText::BothSides,
        Some(Side::Training) => DataText::Training,
        Some(Side::Validation) => DataText::Validation,
    })
}
