//! The dialogs of exchange: in which format a run is written, and what the classes of a file are called.

use std::fmt::Display;

use eframe::egui::{Align2, Context, Grid, TextEdit, Ui};

use super::View;
use crate::app::command_handling::ExchangeAction;
use crate::app::state::{AskedClasses, ExportOffer, State};
use crate::app::theme::{GAP, INSIDE, TITLE};
use crate::app::widgets::{combo, dialog, emphasis, primary_button, small, weak};
use crate::exchange::{Format, Layout, Naming};
use crate::predict::Weights;
use crate::run::folder_name;
use crate::text::{ExchangeText, Phrase as _, ShellText};

const WIDTH: f32 = 460.0;
/// Width of a choice.
const CHOICE: f32 = 320.0;

pub fn exchange_ui(context: &Context, view: &mut View<'_>, state: &mut State) {
    let exchange = &mut state.exchange;
    if exchange.dialog_open
        && let Some(offer) = &mut exchange.offered
        && export_ui(context, view, offer)
    {
        exchange.dialog_open = false;
    }
    if let Some(asked) = &mut exchange.asked
        && classes_ui(context, view, asked)
    {
        exchange.asked = None;
    }
}

/// Whether the dialog is done.
fn export_ui(context: &Context, view: &mut View<'_>, offer: &mut ExportOffer) -> bool {
    let modal = dialog(context, "export", WIDTH, |ui| {
        ui.label(emphasis(view.text(ExchangeText::ExportTitle)).size(TITLE));
        weak(ui, folder_name(&offer.run));
        ui.add_space(GAP);
        Grid::new("what is exported").num_columns(2).spacing([GAP, INSIDE]).show(ui, |ui| choices_ui(ui, view, offer));
        ui.add_space(GAP);
        weak(ui, view.text(explanation(offer.format)));
        ui.add_space(GAP);
        buttons_ui(ui, view, ExchangeText::ChoosePlace, true)
    });
    match modal.inner {
        Some(true) => {
            view.send(ExchangeAction::ChoosePlace);
            true
        }
        Some(false) => true,
        None => modal.should_close(),
    }
}

/// The format, and what it leaves open.
fn choices_ui(ui: &mut Ui, view: &View<'_>, offer: &mut ExportOffer) {
    let formats = Format::ALL.map(|format| (format, name(format)));
    choice_ui(ui, view, ExchangeText::Format, &mut offer.format, &formats);
    if offer.format.has_weights() {
        let weights = [(Weights::Best, ExchangeText::BestWeights), (Weights::Last, ExchangeText::LastWeights)];
        choice_ui(
            ui,
            view,
            ExchangeText::Weights,
            &mut offer.weights,
            &weights.map(|(it, name)| (it, view.text(name))),
        );
    }
    match offer.format {
        Format::Onnx => {
            let layouts = [(Layout::Nhwc, ExchangeText::Nhwc), (Layout::Nchw, ExchangeText::Nchw)];
            choice_ui(
                ui,
                view,
                ExchangeText::Axes,
                &mut offer.layout,
                &layouts.map(|(it, name)| (it, view.text(name))),
            );
        }
        Format::Safetensors => {
            let names = [(Naming::Keras, ExchangeText::KerasNames), (Naming::PyTorch, ExchangeText::PyTorchNames)];
            choice_ui(ui, view, ExchangeText::Names, &mut offer.naming, &names.map(|(it, name)| (it, view.text(name))));
        }
        _ => {}
    }
}

/// A row: what is chosen, and the list of what can be.
fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    view: &View<'_>,
    label: ExchangeText,
    chosen: &mut T,
    entries: &[(T, &str)],
) {
    let shown = entries.iter().find(|(value, _)| value == chosen).map_or("", |(_, name)| name);
    let name = ui.label(view.text(label));
    let (list, picked) = combo(ui, label.english(), CHOICE, (*chosen, shown), entries);
    list.labelled_by(name.id);
    *chosen = picked.unwrap_or(*chosen);
    ui.end_row();
}

/// Whether the classes are named or not asked for any more.
fn classes_ui(context: &Context, view: &mut View<'_>, asked: &mut AskedClasses) -> bool {
    let modal = dialog(context, "classes of a file", WIDTH, |ui| {
        let title = ui.label(emphasis(view.text(ExchangeText::ClassesTitle)).size(TITLE));
        let file = asked.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let body = view.language.fill(ExchangeText::ClassesBody, &[("file", &file), ("n", &asked.outputs)]);
        weak(ui, body);
        let edit = TextEdit::singleline(&mut asked.typed).desired_width(f32::INFINITY).align(Align2::LEFT_CENTER);
        let field = ui.add(edit).labelled_by(title.id);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
        if ui.ctx().memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        small(ui, counted(view, asked));
        ui.add_space(GAP);
        let is_named = asked.names().is_some();
        let pressed = buttons_ui(ui, view, ExchangeText::ImportNow, is_named);
        if entered && is_named { Some(true) } else { pressed }
    });
    match (modal.inner, asked.names()) {
        (Some(true), Some(classes)) => {
            view.send(ExchangeAction::Import { file: asked.file.clone(), classes });
            true
        }
        (Some(false), _) => true,
        _ => modal.should_close(),
    }
}

/// How many names are there, or which one is there twice.
fn counted(view: &View<'_>, asked: &AskedClasses) -> String {
    if let Some(name) = asked.repeated() {
        return view.language.fill(ExchangeText::ClassTwice, &[("name", &name)]);
    }
    let values: [(&str, &dyn Display); 2] = [("given", &asked.given().count()), ("n", &asked.outputs)];
    view.language.fill(ExchangeText::ClassesCounted, &values)
}

/// What was pressed: the first button, or Cancel.
fn buttons_ui(ui: &mut Ui, view: &View<'_>, first: ExchangeText, enabled: bool) -> Option<bool> {
    ui.horizontal(|ui| {
        let done = primary_button(ui, view.tokens, view.text(first), enabled).clicked().then_some(true);
        done.or(ui.button(view.text(ShellText::Cancel)).clicked().then_some(false))
    })
    .inner
}

/// The format as its program is called.
fn name(format: Format) -> &'static str {
    match format {
        Format::Keras => "Keras (.keras)",
        Format::KerasWeights => "Keras (.weights.h5)",
        Format::KerasLegacy => "Keras, HDF5 (.h5)",
        Format::Onnx => "ONNX (.onnx)",
        Format::Safetensors => "Safetensors (.safetensors)",
        Format::Python => "Python + ONNX",
        Format::Notebook => "Jupyter (.ipynb)",
        Format::Tensorboard => "TensorBoard",
        Format::Cluster => "PyTorch DDP",
        Format::Webdataset => "WebDataset (.tar)",
    }
}

fn explanation(format: Format) -> ExchangeText {
    match format {
        Format::Keras => ExchangeText::AboutKeras,
        Format::KerasWeights => ExchangeText::AboutKerasWeights,
        Format::KerasLegacy => ExchangeText::AboutKerasLegacy,
        Format::Onnx => ExchangeText::AboutOnnx,
        Format::Safetensors => ExchangeText::AboutSafetensors,
        Format::Python => ExchangeText::AboutPython,
        Format::Notebook => ExchangeText::AboutNotebook,
        Format::Tensorboard => ExchangeText::AboutTensorboard,
        Format::Cluster => ExchangeText::AboutCluster,
        Format::Webdataset => ExchangeText::AboutWebdataset,
    }
}
