//! The lesson on pooling.

use std::fmt::Display;

use eframe::egui::Ui;

use super::View;
use super::controls::{Steps, share_bar, slider};
use super::formula::formula_ui;
use super::lesson::Yours;
use super::photo::{beside, cells, still};
use crate::app::commands::Command;
use crate::app::state::{LessonPictures, Subject};
use crate::app::widgets::{small, weak};
use crate::config::LayerConfig;
use crate::lessons::Worked;
use crate::lessons::pooling::{Mode, NUMBERS, Pooling, SHIFTS};
use crate::text::lessons::{LearnText, PoolingText as Text};

const fn mode(mode: Mode) -> Text {
    match mode {
        Mode::Max => Text::Max,
        Mode::Average => Text::Average,
        Mode::Step => Text::Step,
    }
}

pub fn move_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Pooling, worked: Option<&LessonPictures>, is_known: bool) {
    ui.horizontal_wrapped(|ui| {
        for choice in Mode::ALL {
            ui.selectable_value(&mut lesson.mode, choice, view.text(mode(choice)));
        }
    });
    slider(ui, view, view.text(Text::Shift), &mut lesson.shift, SHIFTS, Steps::Even);
    let Some(LessonPictures { worked: Worked::Pooling(pooled), pictures }) = worked else { return };
    let [photo, still_map, moved_map] = pictures.as_slice() else { return };
    // How many stay is what the question asks.
    if is_known {
        for (text, share) in [(Text::SameBefore, pooled.same_before), (Text::Same, pooled.same)] {
            let percent = view.language.percent(share, 0);
            share_bar(ui, &view.language.fill(text, &[("share", &percent)]), share as f32, view.tokens.accent);
        }
    } else {
        weak(ui, view.text(LearnText::GuessFirst));
    }
    beside(ui, 3, |ui, side| {
        still(ui, photo, side, &view.language.count(Text::Photo, lesson.shift));
        let size: [(&str, &dyn Display); 2] = [("height", &pooled.still.height), ("width", &pooled.still.width)];
        still(ui, still_map, side, &view.language.fill(Text::Still, &size));
        still(ui, moved_map, side, view.text(Text::Moved));
    });
    small(ui, view.text(Text::Rule));
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, lesson: &Pooling, worked: Option<&LessonPictures>) {
    let Some(LessonPictures { worked: Worked::Pooling(pooled), .. }) = worked else { return };
    let (window, _) = pooled.window();
    cells(ui, view, view.text(Text::Window), &window, 2);
    formula_ui(ui, view, &pooled.formula(lesson.mode, view.language));
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Pooling) {
    for (place, number) in lesson.window.iter_mut().enumerate() {
        let name = view.language.fill(Text::NumberOf, &[("n", &(place + 1))]);
        slider(ui, view, &name, number, NUMBERS, Steps::Even);
    }
    let [max, mean, step] = Mode::ALL.map(|mode| view.language.decimal(f64::from(mode.of(lesson.window)), 2));
    let values: [(&str, &dyn Display); 3] = [("max", &max), ("mean", &mean), ("step", &step)];
    ui.label(view.language.fill(Text::Makes, &values));
}

pub fn yours(view: &View<'_>, subject: &Subject) -> Option<Yours> {
    subject.run.as_ref()?;
    let is_pooling =
        |layer: &&LayerConfig| matches!(layer, LayerConfig::MaxPooling2D { .. } | LayerConfig::AveragePooling2D { .. });
    let words = match subject.config.network.layers.iter().filter(is_pooling).count() {
        0 => view.text(Text::NoPooling).to_owned(),
        count => view.language.count(Text::Yours, count),
    };
    Some(Yours { words, command: Command::GoResults })
}
