//! The lesson on receptive fields.

use std::fmt::Display;

use eframe::egui::{Align, Layout, Ui};

use super::View;
use super::controls::{LENGTH, Steps, share_bar, slider};
use super::formula::{formula_ui, terms_ui};
use super::lesson::Yours;
use super::photo::{framed, side};
use crate::app::commands::Command;
use crate::app::state::{LessonPictures, Subject};
use crate::app::theme::GROUP;
use crate::app::widgets::small;
use crate::config::NetworkConfig;
use crate::lessons::fields::{BLOCKS, Fields, KERNELS};
use crate::nn::explain::Field;
use crate::text::lessons::FieldsText as Text;

/// The fields in a network.
struct Shown {
    fields: Vec<(String, Field)>,
    /// Height and width of the photo.
    input: (usize, usize),
    is_own: bool,
}

/// In the shown run's network, or in the notebook's where that has no maps.
fn shown(lesson: &Fields, subject: &Subject, classes: usize) -> Shown {
    let own = subject.run.as_ref().map(|run| &run.config.network);
    let own = own.map(|network| Shown { fields: lesson.of(network, classes), input: network.input, is_own: true });
    let notebook = NetworkConfig::default();
    own.filter(|shown| !shown.fields.is_empty()).unwrap_or_else(|| Shown {
        fields: lesson.of(&notebook, 2),
        input: notebook.input,
        is_own: false,
    })
}

pub fn move_ui(
    ui: &mut Ui,
    view: &View<'_>,
    lesson: &mut Fields,
    subject: &Subject,
    classes: usize,
    worked: Option<&LessonPictures>,
    is_known: bool,
) {
    let Shown { fields, input, is_own } = shown(lesson, subject, classes);
    small(ui, view.text(if is_own { Text::Own } else { Text::Notebook }));
    let last = fields.len().saturating_sub(1);
    let mut from_1 = lesson.layer.min(last) + 1;
    slider(ui, view, view.text(Text::Layer), &mut from_1, 1..=last + 1, Steps::Even);
    lesson.layer = from_1 - 1;
    let Some((name, field)) = fields.get(lesson.layer) else { return };
    let values: [(&str, &dyn Display); 5] = [
        ("name", name),
        ("top", &(field.rows.start + 1)),
        ("bottom", &field.rows.end),
        ("left", &(field.columns.start + 1)),
        ("right", &field.columns.end),
    ];
    let words = view.language.fill(Text::Photo, &values);
    let is_wide = ui.available_width() >= side(ui) + GROUP + LENGTH;
    let layout = if is_wide { Layout::left_to_right(Align::Min) } else { Layout::top_down(Align::Min) };
    ui.with_layout(layout, |ui| {
        ui.spacing_mut().item_spacing.x = GROUP;
        if let Some(texture) = worked.and_then(|worked| worked.pictures.first()) {
            let frame = ((field.rows.start, field.columns.start), (field.rows.len(), field.columns.len()));
            if let Some((row, column)) = framed(ui, view, texture, input, frame, side(ui), &words) {
                let share = |at: usize, span: usize, length: usize| (at + span / 2) as f32 / length.max(1) as f32;
                lesson.place = (share(row, field.rows.len(), input.0), share(column, field.columns.len(), input.1));
            }
        }
        ui.vertical(|ui| {
            // How the fields grow is what the question asks.
            for (place, (name, field)) in
                fields.iter().enumerate().filter(|(place, _)| is_known || *place == lesson.layer)
            {
                let width = field.columns.len();
                let words = view.language.fill(Text::Row, &[("name", name), ("width", &width)]);
                let colour = if place == lesson.layer { view.tokens.accent } else { view.tokens.text_weak };
                share_bar(ui, &words, width as f32 / input.1.max(1) as f32, colour);
            }
        });
    });
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, lesson: &Fields, subject: &Subject, classes: usize) {
    let width = shown(lesson, subject, classes).fields.get(lesson.layer).map_or(0, |(_, field)| field.columns.len());
    let formula = Fields::formula(view.language, width);
    formula_ui(ui, view, &formula);
    terms_ui(ui, view, &[formula]);
    small(ui, view.text(Text::FeatureMaps));
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Fields) {
    let stack = &mut lesson.stack;
    slider(ui, view, view.text(Text::Blocks), &mut stack.blocks, BLOCKS, Steps::Even);
    slider(ui, view, view.text(Text::KernelOf), &mut stack.kernel, KERNELS, Steps::Even);
    ui.checkbox(&mut stack.pools, view.text(Text::Pools));
    ui.label(view.language.fill(Text::Sees, &[("width", &stack.width())]));
}

pub fn yours(view: &View<'_>, subject: &Subject, classes: usize) -> Option<Yours> {
    let network = &subject.run.as_ref()?.config.network;
    let fields = Fields::default().of(network, classes);
    let width = fields.last()?.1.columns.len();
    let words = view.language.fill(Text::Yours, &[("width", &width), ("whole", &network.input.1)]);
    Some(Yours { words, command: Command::GoResults })
}
