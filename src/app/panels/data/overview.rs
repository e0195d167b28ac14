//! Classes with their counts, the split, and what was left out.

use std::fmt::Display;

use eframe::egui::{CollapsingHeader, Color32, DragValue, Grid, Label, RichText, ScrollArea, TextStyle, Ui};

use super::{View, examining_ui};
use crate::app::notices::Severity;
use crate::app::state::{DataState, DataView, State, Subject};
use crate::app::theme::INSIDE;
use crate::app::widgets::{Problems, bar, card, emphasis, exact, group, rounded, sign, small, split_bar, table_text};
use crate::config::DataConfig;
use crate::engine::{DatasetView, Side};
use crate::text::DataText;

/// Share of the column that a class's name takes at most; a longer one has a tooltip.
const NAME: f32 = 0.45;
/// Room for a class's count and the gaps beside its bar.
const COUNT: f32 = 72.0;
/// Below this height of the page the overview is a line that can be opened, so that photographs have room.
const TALL: f32 = 480.0;
/// Room that a setting of the split needs.
const SETTING: f32 = 120.0;
/// More classes than this are summed up in one line.
const CLASSES_SHOWN: usize = 10;

pub fn overview_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let all = state.problems();
    let problems = Problems { all: &all, at: "data", tokens: view.tokens, language: view.language };
    let Subject { data, config, .. } = &mut state.subject;
    let Some(dataset) = data.dataset.clone() else { return };
    if let Some(reason) = &dataset.untrainable {
        ui.horizontal_wrapped(|ui| {
            ui.label(sign(Severity::Warning, view.tokens, view.language));
            ui.label(format!("{}: {}", view.text(DataText::NotTrainable), reason.localized(view.language)));
        });
    }
    let room = ui.available_height();
    if room >= TALL {
        whole_ui(ui, view, data, &mut config.data, &dataset, problems);
        return;
    }
    let closed = summary(view, data, &dataset);
    CollapsingHeader::new(closed).id_salt("overview").show_unindented(ui, |ui| {
        ScrollArea::vertical().max_height(room * 0.5).id_salt("overview").show(ui, |ui| {
            whole_ui(ui, view, data, &mut config.data, &dataset, problems);
        });
    });
}

fn whole_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    data: &mut DataState,
    config: &mut DataConfig,
    dataset: &DatasetView,
    problems: Problems<'_>,
) {
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.x = INSIDE * 2.0;
        let room = ui.available_width() - 4.0 * INSIDE;
        let column = |ui: &mut Ui, share: f32, contents: &mut dyn FnMut(&mut Ui)| {
            ui.vertical(|ui| {
                ui.set_width(room * share);
                contents(ui);
            });
        };
        ui.horizontal_top(|ui| {
            column(ui, 0.28, &mut |ui| classes_ui(ui, view, data, dataset));
            column(ui, 0.46, &mut |ui| split_ui(ui, view, data, config, problems));
            column(ui, 0.26, &mut |ui| examined_ui(ui, view, data));
        });
    });
    for found in &dataset.notes {
        small(ui, found.text(view.language));
    }
}

/// The overview in a line, for windows that have no room for more.
fn summary(view: &View<'_>, data: &DataState, dataset: &DatasetView) -> String {
    let language = view.language;
    let values: [(&str, &dyn Display); 2] = [
        ("training", &language.integer(data.count(Side::Training))),
        ("validation", &language.integer(data.count(Side::Validation))),
    ];
    let split = language.fill(DataText::SplitDescription, &values);
    let classes = format!("{} {}", dataset.classes.len(), view.text(DataText::Classes).to_lowercase());
    let left_out = data.unusable.as_ref().map_or(0, |unusable| unusable.len());
    if left_out == 0 {
        format!("{classes} · {split}")
    } else {
        format!("{classes} · {split} · ⚠ {}", language.count(DataText::LeftOut, left_out))
    }
}

fn classes_ui(ui: &mut Ui, view: &View<'_>, data: &DataState, dataset: &DatasetView) {
    ui.spacing_mut().item_spacing.x = 8.0;
    ui.label(emphasis(view.text(DataText::Classes)));
    let name_width = names_width(ui, dataset);
    let width = (ui.available_width() - name_width - COUNT).max(24.0);
    let largest = data.counts.iter().copied().max().unwrap_or(1).max(1);
    ui.spacing_mut().interact_size.y = 20.0;
    Grid::new("classes").num_columns(3).spacing([8.0, 4.0]).show(ui, |ui| {
        for (class, (name, count)) in dataset.classes.iter().zip(&data.counts).enumerate().take(CLASSES_SHOWN) {
            let written = view.language.integer(*count);
            let values: [(&str, &dyn Display); 2] = [("class", name), ("n", &written)];
            let description = view.language.fill(DataText::ClassDescription, &values);
            ui.scope(|ui| {
                ui.set_max_width(name_width);
                ui.add(Label::new(name).truncate());
            });
            bar(ui, &description, *count as f32 / largest as f32, width, view.tokens.series(class));
            ui.label(table_text(written));
            ui.end_row();
        }
    });
    if dataset.classes.len() > CLASSES_SHOWN {
        small(ui, format!("… {}", dataset.classes.len()));
    }
    if dataset.classes.is_empty() {
        small(ui, view.text(DataText::Unlabelled));
    }
}

/// Width of the widest class's name, within limits.
fn names_width(ui: &Ui, dataset: &DatasetView) -> f32 {
    let font = TextStyle::Body.resolve(ui.style());
    let width = |name: &String| ui.painter().layout_no_wrap(name.clone(), font.clone(), Color32::PLACEHOLDER).size().x;
    let widest = dataset.classes.iter().take(CLASSES_SHOWN).map(width).fold(0.0, f32::max);
    widest.ceil().min(ui.available_width() * NAME)
}

fn split_ui(ui: &mut Ui, view: &View<'_>, data: &DataState, config: &mut DataConfig, problems: Problems<'_>) {
    ui.spacing_mut().item_spacing.x = 8.0;
    ui.label(emphasis(view.text(DataText::Split)));
    let (training, validation) = (data.count(Side::Training), data.count(Side::Validation));
    let (written, checked) = (view.language.integer(training), view.language.integer(validation));
    let values: [(&str, &dyn Display); 2] = [("training", &written), ("validation", &checked)];
    let description = view.language.fill(DataText::SplitDescription, &values);
    let parts = [(training as f32, view.tokens.train), (validation as f32, view.tokens.validation)];
    split_bar(ui, &description, &parts, ui.available_width());
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("●").color(view.tokens.train).small());
        ui.label(table_text(written));
        small(ui, view.text(DataText::Training));
        ui.label(RichText::new("◆").color(view.tokens.validation).small());
        ui.label(table_text(checked));
        small(ui, view.text(DataText::Validation));
    });
    ui.spacing_mut().interact_size.y = 24.0;
    ui.spacing_mut().button_padding.y = 3.0;
    ui.horizontal_wrapped(|ui| {
        view.guard(ui);
        ui.spacing_mut().item_spacing.x = 8.0;
        let mut percent = config.validation_share * 100.0;
        let edited = rounded(&mut percent, |percent| {
            group(ui, SETTING, |ui| {
                let share = ui.label(view.text(DataText::Share));
                let field = DragValue::new(percent).speed(0.5).max_decimals(3).suffix(" %");
                ui.add(field).labelled_by(share.id);
            });
        });
        if edited {
            config.validation_share = percent / 100.0;
        }
        group(ui, SETTING, |ui| {
            let seed = ui.label(view.text(DataText::Seed));
            exact(ui, &mut config.split_seed, 0.2).labelled_by(seed.id);
        });
        ui.checkbox(&mut config.stratify, view.text(DataText::Stratify))
            .on_hover_text(view.text(DataText::StratifyExplained));
    });
    problems.show(ui, "validation_share");
}

fn examined_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState) {
    ui.spacing_mut().item_spacing.x = 8.0;
    ui.label(emphasis(view.text(DataText::LeftOutTitle)));
    if let Some((done, total)) = data.examining {
        ui.horizontal_wrapped(|ui| examining_ui(ui, view, done, total));
        return;
    }
    let Some(unusable) = &data.unusable else { return };
    if unusable.is_empty() {
        ui.label(RichText::new(format!("✓ {}", view.text(DataText::AllUsable))).color(view.tokens.best));
    } else {
        let text = format!("⚠ {}", view.language.count(DataText::LeftOut, unusable.len()));
        if ui.link(RichText::new(text).color(view.tokens.warning)).clicked() {
            data.view = DataView::LeftOut;
        }
    }
    if !data.duplicates.is_empty()
        && ui.link(view.language.count(DataText::Duplicates, data.duplicates.len())).clicked()
    {
        data.view = DataView::LeftOut;
    }
}
