//! The lesson on convolutions.

use std::fmt::Display;

use eframe::egui::{DragValue, Grid, Role, Ui, WidgetInfo};

use super::View;
use super::controls::{Steps, slider};
use super::formula::{formula_ui, terms_ui};
use super::lesson::Yours;
use super::photo::{beside, cells, framed, still};
use super::pixels::channel;
use crate::app::commands::Command;
use crate::app::state::{LessonPictures, Subject};
use crate::app::widgets::small;
use crate::config::LayerConfig;
use crate::lessons::Worked;
use crate::lessons::bench::SIDE;
use crate::lessons::convolution::Convolution;
use crate::lessons::kernels::Kernel;
use crate::lessons::pixels::Channel;
use crate::text::Language;
use crate::text::lessons::ConvolutionText as Text;

/// Biases that can be chosen.
const BIASES: std::ops::RangeInclusive<f32> = -3.0..=3.0;
const SHEETS: [Channel; 3] = [Channel::Red, Channel::Green, Channel::Blue];

pub const fn kernel(kernel: Kernel) -> Text {
    match kernel {
        Kernel::VerticalEdges => Text::VerticalEdges,
        Kernel::HorizontalEdges => Text::HorizontalEdges,
        Kernel::Blur => Text::Blur,
        Kernel::Sharpen => Text::Sharpen,
        Kernel::Identity => Text::Identity,
    }
}

pub fn move_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Convolution, worked: Option<&LessonPictures>) {
    ui.horizontal_wrapped(|ui| {
        for choice in Kernel::ALL {
            let is_chosen = lesson.filter.sheets == choice.filter().sheets;
            if ui.selectable_label(is_chosen, view.text(kernel(choice))).clicked() {
                lesson.filter.sheets = choice.filter().sheets;
            }
        }
    });
    ui.horizontal_wrapped(|ui| {
        for (sheet, name) in SHEETS.into_iter().enumerate() {
            ui.selectable_value(&mut lesson.sheet, sheet, view.text(channel(name)));
        }
    });
    weights_ui(ui, view, lesson);
    let Some(LessonPictures { worked: Worked::Convolution(convolved), pictures }) = worked else { return };
    let [photo, map] = pictures.as_slice() else { return };
    let values: [(&str, &dyn Display); 2] = [("row", &(lesson.row + 1)), ("column", &(lesson.column + 1))];
    let name = view.language.fill(Text::Photo, &values);
    beside(ui, 2, |ui, side| {
        let grid = (convolved.picture.height, convolved.picture.width);
        let frame = ((lesson.row, lesson.column), (SIDE, SIDE));
        if let Some((row, column)) = framed(ui, view, photo, grid, frame, side, &name) {
            let last = |length: usize| length - SIDE;
            (lesson.row, lesson.column) = (row.min(last(grid.0)), column.min(last(grid.1)));
        }
        let (low, high) = convolved.map.range();
        let [low, high] = [low, high].map(|value| view.language.decimal(f64::from(value), 2).replace('-', "−"));
        let values: [(&str, &dyn Display); 4] =
            [("height", &convolved.map.height), ("width", &convolved.map.width), ("low", &low), ("high", &high)];
        still(ui, map, side, &view.language.fill(Text::Map, &values));
    });
}

/// The nine weights of the chosen sheet.
fn weights_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Convolution) {
    let name = view.text(channel(SHEETS[lesson.sheet]));
    small(ui, view.language.fill(Text::Weights, &[("channel", &name)]));
    let language = view.language;
    Grid::new("kernel").num_columns(SIDE).show(ui, |ui| {
        for row in 0..SIDE {
            for column in 0..SIDE {
                let weight = &mut lesson.filter.sheets[lesson.sheet][row * SIDE + column];
                let drag = DragValue::new(weight)
                    .range(-10.0..=10.0)
                    .speed(0.05)
                    .max_decimals(2)
                    .custom_formatter(move |value, _| language.short(value).replace('-', "−"))
                    .custom_parser(Language::typed);
                let values: [(&str, &dyn Display); 2] = [("row", &(row + 1)), ("column", &(column + 1))];
                let name = view.language.fill(Text::WeightAt, &values);
                let response = ui.add(drag);
                response.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, &name));
            }
            ui.end_row();
        }
    });
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Convolution, worked: Option<&LessonPictures>) {
    let Some(LessonPictures { worked: Worked::Convolution(convolved), .. }) = worked else { return };
    let sheet = lesson.sheet;
    let name = view.text(channel(SHEETS[sheet]));
    let title = view.language.fill(Text::Window, &[("channel", &name)]);
    ui.horizontal_wrapped(|ui| {
        cells(ui, view, &title, &convolved.window[sheet], SIDE);
        ui.label("×");
        cells(ui, view, view.text(Text::Kernel), &convolved.filter.sheets[sheet], SIDE);
        ui.label("=");
        cells(ui, view, view.text(Text::Products), &convolved.products(sheet), SIDE);
    });
    let sum = view.language.decimal(f64::from(convolved.of_sheet(sheet)), 3).replace('-', "−");
    ui.label(view.language.fill(Text::Sheet, &[("channel", &name), ("sum", &sum)]));
    let formulas = convolved.formulas(view.language);
    for formula in &formulas {
        formula_ui(ui, view, formula);
    }
    terms_ui(ui, view, &formulas);
    small(ui, view.text(Text::ThreeSheets));
    small(ui, view.text(Text::NotFlipped));
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Convolution) {
    slider(ui, view, view.text(Text::BiasOf), &mut lesson.filter.bias, BIASES, Steps::Even);
}

pub fn yours(view: &View<'_>, subject: &Subject) -> Option<Yours> {
    subject.run.as_ref()?;
    let has_one = subject.config.network.layers.iter().any(|layer| matches!(layer, LayerConfig::Conv2D { .. }));
    has_one.then(|| Yours { words: view.text(Text::Yours).to_owned(), command: Command::GoResults })
}
