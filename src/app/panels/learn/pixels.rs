//! The lesson on images as numbers.

use std::fmt::Display;

use eframe::egui::{Align, Layout, Ui};

use super::View;
use super::controls::{Steps, slider};
use super::formula::{formula_ui, terms_ui};
use super::lesson::Yours;
use super::photo::{cells, framed, least_width, side};
use crate::app::commands::Command;
use crate::app::state::{LessonPictures, Subject};
use crate::lessons::Worked;
use crate::lessons::pixels::{CAMERA, Channel, MAGNIFIED, MAGNIFIED_LESS, Pixels, SIDES};
use crate::text::lessons::PixelsText as Text;

pub const fn channel(channel: Channel) -> Text {
    match channel {
        Channel::All => Text::AllChannels,
        Channel::Red => Text::Red,
        Channel::Green => Text::Green,
        Channel::Blue => Text::Blue,
    }
}

pub fn move_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Pixels, worked: Option<&LessonPictures>) {
    slider(ui, view, view.text(Text::Size), &mut lesson.side, SIDES, Steps::Even);
    ui.horizontal_wrapped(|ui| {
        for choice in Channel::ALL {
            ui.selectable_value(&mut lesson.channel, choice, view.text(channel(choice)));
        }
    });
    let Some(LessonPictures { worked: Worked::Pixels(picture, _), pictures }) = worked else { return };
    let side = side(ui);
    let room = ui.available_width();
    let fits = |columns| side + ui.spacing().item_spacing.x + least_width(columns) <= room;
    lesson.magnified = if fits(MAGNIFIED) { MAGNIFIED } else { MAGNIFIED_LESS };
    // In a narrow place, as on a projector, numbers stand below the photo.
    let layout = if fits(MAGNIFIED_LESS) { Layout::left_to_right(Align::Min) } else { Layout::top_down(Align::Min) };
    let (row, column) = lesson.corner(picture);
    let values: [(&str, &dyn Display); 3] = [("side", &picture.height), ("row", &(row + 1)), ("column", &(column + 1))];
    let name = view.language.fill(Text::Photo, &values);
    let shown = match lesson.channel {
        Channel::All => Channel::Red,
        other => other,
    };
    ui.with_layout(layout, |ui| {
        let frame = ((row, column), (lesson.magnified, lesson.magnified));
        let grid = (picture.height, picture.width);
        let chosen = |texture| framed(ui, view, texture, grid, frame, side, &name);
        if let Some((row, column)) = pictures.first().and_then(chosen) {
            (lesson.row, lesson.column) = (row, column);
        }
        let title = view.language.fill(Text::Magnified, &[("channel", &view.text(channel(shown)))]);
        cells(ui, view, &title, &lesson.under(picture), lesson.magnified);
    });
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, lesson: &Pixels, worked: Option<&LessonPictures>) {
    let formula = lesson.formula(view.language);
    formula_ui(ui, view, &formula);
    terms_ui(ui, view, &[formula]);
    let Some(LessonPictures { worked: Worked::Pixels(picture, _), .. }) = worked else { return };
    let Some(byte) = lesson.under(picture).first().copied() else { return };
    let value = view.language.decimal(Pixels::rescaled(byte), 3);
    ui.label(view.language.fill(Text::Rescaled, &[("byte", &byte), ("value", &value)]));
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Pixels) {
    let (height, width) = &mut lesson.camera;
    slider(ui, view, view.text(Text::CameraHeight), height, CAMERA, Steps::Logarithmic);
    slider(ui, view, view.text(Text::CameraWidth), width, CAMERA, Steps::Logarithmic);
    let (all, share) = lesson.left();
    let (all, share) = (view.language.integer(all), view.language.percent(share, 2));
    let values: [(&str, &dyn Display); 3] = [("all", &all), ("side", &lesson.side), ("share", &share)];
    ui.label(view.language.fill(Text::Left, &values));
}

pub fn yours(view: &View<'_>, subject: &Subject) -> Option<Yours> {
    subject.run.as_ref()?;
    let (height, width) = subject.config.network.input;
    let n = view.language.integer(height * width * 3);
    let values: [(&str, &dyn Display); 3] = [("height", &height), ("width", &width), ("n", &n)];
    Some(Yours { words: view.language.fill(Text::Yours, &values), command: Command::GoPrediction })
}
