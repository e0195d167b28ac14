//! The lesson on `ReLU`.

use eframe::egui::Ui;

use super::View;
use super::controls::{Steps, slider};
use super::convolution::kernel;
use super::formula::{formula_ui, terms_ui};
use super::lesson::Yours;
use super::photo::{beside, cells, still};
use crate::app::commands::Command;
use crate::app::state::{LessonPictures, Subject};
use crate::app::theme::GAP;
use crate::app::widgets::{emphasis, small, weak};
use crate::config::{Activation, LayerConfig};
use crate::lessons::Worked;
use crate::lessons::bench::Map;
use crate::lessons::composition;
use crate::lessons::kernels::Kernel;
use crate::lessons::relu::{BIASES, Relu};
use crate::text::lessons::{LearnText, ReluText as Text};

pub fn move_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Relu, worked: Option<&LessonPictures>) {
    ui.horizontal_wrapped(|ui| {
        for choice in Kernel::ALL {
            ui.selectable_value(&mut lesson.kernel, choice, view.text(kernel(choice)));
        }
    });
    slider(ui, view, view.text(Text::Bias), &mut lesson.bias, BIASES, Steps::Even);
    ui.checkbox(&mut lesson.is_on, view.text(Text::Switch));
    let Some(LessonPictures { worked: Worked::Relu(rectified), pictures }) = worked else { return };
    let [_, before, after, ..] = pictures.as_slice() else { return };
    let words = |text: Text, map: &Map| {
        let (low, high) = map.range();
        let [low, high] = [low, high].map(|value| view.language.decimal(f64::from(value), 2).replace('-', "−"));
        let zeros = view.language.percent(map.zeros(), 0);
        view.language.fill(text, &[("low", &low), ("high", &high), ("zeros", &zeros)])
    };
    beside(ui, 2, |ui, side| {
        still(ui, before, side, &words(Text::Before, &rectified.before));
        if lesson.is_on {
            still(ui, after, side, &words(Text::After, &rectified.after));
        }
    });
}

/// Two layers beside the one that they are worth: what the question asks, and so shown once it is answered.
pub fn composed_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Relu, worked: Option<&LessonPictures>, is_known: bool) {
    ui.add_space(GAP);
    ui.label(emphasis(view.text(Text::Composed)));
    if !is_known {
        weak(ui, view.text(LearnText::GuessFirst));
        return;
    }
    small(ui, view.text(Text::Second));
    ui.horizontal_wrapped(|ui| {
        for choice in Kernel::ALL {
            ui.selectable_value(&mut lesson.second, choice, view.text(kernel(choice)));
        }
    });
    ui.checkbox(&mut lesson.is_between, view.text(Text::Between));
    let Some(LessonPictures { worked: Worked::Relu(rectified), pictures }) = worked else { return };
    let [.., two, one, difference] = pictures.as_slice() else { return };
    let composed = &rectified.composed;
    let most = view.language.decimal(f64::from(composed.most()), 3);
    beside(ui, 3, |ui, side| {
        still(ui, two, side, view.text(Text::TwoLayers));
        still(ui, one, side, view.text(Text::OneLayer));
        still(ui, difference, side, &view.language.fill(Text::Difference, &[("most", &most)]));
    });
    let told = match (composed.is_equal(), lesson.is_between) {
        (true, false) => Text::Equal,
        (true, true) => Text::NothingSilenced,
        (false, _) => Text::Unequal,
    };
    ui.label(view.text(told));
    cells(ui, view, view.text(Text::OneKernel), &composed.kernel, composition::SIDE);
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, worked: Option<&LessonPictures>) {
    let Some(LessonPictures { worked: Worked::Relu(rectified), .. }) = worked else { return };
    let formulas = rectified.formulas(view.language);
    for formula in &formulas {
        formula_ui(ui, view, formula);
    }
    terms_ui(ui, view, &formulas);
    small(ui, view.text(Text::Dead));
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Relu) {
    let unit = &mut lesson.unit;
    for (text, value) in
        [(Text::Input, &mut unit.input), (Text::Weight, &mut unit.weight), (Text::BiasOf, &mut unit.bias)]
    {
        slider(ui, view, view.text(text), value, BIASES, Steps::Even);
    }
    let [sum, output] =
        [unit.sum(), unit.output()].map(|value| view.language.decimal(f64::from(value), 2).replace('-', "−"));
    ui.label(view.language.fill(Text::Unit, &[("sum", &sum), ("output", &output)]));
    if unit.output() == 0.0 {
        small(ui, view.text(Text::Silent));
    }
}

pub fn yours(view: &View<'_>, subject: &Subject) -> Option<Yours> {
    subject.run.as_ref()?;
    let has_relu = |layer: &&LayerConfig| {
        matches!(
            layer,
            LayerConfig::Conv2D { activation: Activation::Relu, .. }
                | LayerConfig::Dense { activation: Activation::Relu, .. }
                | LayerConfig::Activation { activation: Activation::Relu }
        )
    };
    let count = subject.config.network.layers.iter().filter(has_relu).count();
    Some(Yours { words: view.language.count(Text::Yours, count), command: Command::GoResults })
}
