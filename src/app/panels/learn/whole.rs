//! The closing page: a photo on its way through the whole network, with the ways to all lessons.

use std::fmt::Display;

use eframe::egui::{Image, ScrollArea, TextureHandle, Ui, Vec2, vec2};

use super::View;
use super::controls::share_bar;
use super::header::{arrows, header_ui};
use super::index::lesson_button;
use super::stand_in;
use crate::app::panels::room::{Area, follow};
use crate::app::state::{Own, State};
use crate::app::theme::{GAP, GROUP, INSIDE, SECTION};
use crate::app::widgets::{card, emphasis, small, weak};
use crate::lessons::Lesson;
use crate::lessons::own::{OwnAnswer, Seen, Stage};
use crate::text::drawing_class;
use crate::text::lessons::{OwnText, SoftmaxText, WholeText as Text};

/// Height and width of the photo, at least and at most; two maps stand beside each other in as much.
const PHOTO: f32 = 116.0;
const LARGEST: f32 = 180.0;
const BETWEEN: f32 = 4.0;
/// Height of numbers in a row.
const RIBBON: f32 = 14.0;
/// Classes whose shares are shown, at most.
const CLASSES: usize = 5;

const EXTRACTION: &[Lesson] =
    &[Lesson::Pixels, Lesson::Convolution, Lesson::Sharing, Lesson::Relu, Lesson::Pooling, Lesson::Fields];
const CLASSIFICATION: &[Lesson] = &[Lesson::Dense, Lesson::Softmax];
const LEARNING: &[Lesson] = &[
    Lesson::CrossEntropy,
    Lesson::GradientDescent,
    Lesson::Optimizers,
    Lesson::TrainingMode,
    Lesson::Overfitting,
    Lesson::Callbacks,
    Lesson::Transfer,
];

pub fn whole_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    header_ui(ui, view, state, view.text(Text::Title));
    ui.add_space(GAP);
    ScrollArea::vertical().auto_shrink(false).id_salt("whole network").show(ui, |ui| {
        ui.label(view.text(Text::Intro));
        let own = state.lessons.own.take();
        let (seen, pictures) = told(ui, view, own.as_ref());
        let State { lessons, subject, .. } = &mut *state;
        match own.as_ref().map(|own| (own.is_of_run, &own.answer)) {
            Some((true, Err(_))) => stand_in::offer_ui(ui, view, subject, &mut lessons.stands_in),
            _ => stand_in::back_ui(ui, view, subject, &mut lessons.stands_in),
        }
        ui.add_space(GAP);
        let (photo, mut rest) = pictures.split_first().map_or((None, pictures), |(photo, rest)| (Some(photo), rest));
        group_ui(ui, view, state, (Text::Extraction, EXTRACTION), |ui, view| {
            let Some((seen, photo)) = seen.zip(photo) else { return };
            let stages: Vec<&Stage> = seen.stages.iter().filter(|stage| stage.has_maps).collect();
            tiles_ui(ui, stages.len() + 1, |ui, tile, width| match tile.checked_sub(1) {
                None => photo_ui(ui, view, seen, photo, width),
                Some(place) => stage_ui(ui, view, stages[place], taken(&mut rest, stages[place]), width),
            });
            let values: [(&str, &dyn Display); 2] = [("shown", &seen.stages.len()), ("all", &seen.layers)];
            small(ui, view.language.fill(Text::LeftOut, &values));
        });
        group_ui(ui, view, state, (Text::Classification, CLASSIFICATION), |ui, view| {
            let Some(seen) = seen else { return };
            let stages: Vec<&Stage> = seen.stages.iter().filter(|stage| !stage.has_maps).collect();
            tiles_ui(ui, stages.len(), |ui, tile, width| {
                stage_ui(ui, view, stages[tile], taken(&mut rest, stages[tile]), width);
            });
            shares_ui(ui, view, seen);
        });
        group_ui(ui, view, state, (Text::Learning, LEARNING), |ui, view| {
            ui.label(view.text(Text::HowItLearns));
            if let Some(seen) = seen {
                truth_ui(ui, view, seen);
            }
        });
        state.lessons.own = own;
        follow(ui, Area::Inner);
    });
    arrows(ui, view.page, state);
}

/// Says which network is shown, or why none is.
fn told<'a>(ui: &mut Ui, view: &View<'_>, own: Option<&'a Own>) -> (Option<&'a Seen>, &'a [TextureHandle]) {
    match own.map(|own| (own, &own.answer)) {
        Some((own, Ok(OwnAnswer::Seen(seen)))) => {
            small(ui, view.text(if own.is_of_run { OwnText::OfRun } else { OwnText::OfDrawings }));
            return (Some(seen), &own.pictures);
        }
        Some((_, Err(reason))) => weak(ui, reason.localized(view.language)),
        _ => weak(ui, view.text(OwnText::Asking)),
    };
    (None, &[])
}

/// A part of the network with the lessons about it.
fn group_ui(
    ui: &mut Ui,
    view: &View<'_>,
    state: &mut State,
    (title, lessons): (Text, &[Lesson]),
    contents: impl FnOnce(&mut Ui, &View<'_>),
) {
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        ui.label(emphasis(view.text(title)).size(SECTION));
        ui.add_space(GAP);
        contents(ui, view);
        ui.add_space(GAP);
        ui.horizontal_wrapped(|ui| {
            for lesson in lessons {
                if lesson_button(ui, view, state, *lesson) {
                    state.lessons.show(Some(*lesson));
                }
            }
        });
    });
    ui.add_space(GROUP);
}

/// So many tiles of one width, in as few rows as there is room for; `add` is given a tile's number and width.
fn tiles_ui(ui: &mut Ui, count: usize, mut add: impl FnMut(&mut Ui, usize, f32)) {
    let room = ui.available_width() + INSIDE;
    let in_a_row = ((room / (PHOTO + INSIDE)) as usize).clamp(1, count.max(1));
    let width = (room / in_a_row as f32 - INSIDE).floor().clamp(PHOTO, LARGEST);
    for row in (0..count).collect::<Vec<_>>().chunks(in_a_row) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(INSIDE, INSIDE);
            for tile in row {
                add(ui, *tile, width);
            }
        });
    }
}

fn photo_ui(ui: &mut Ui, view: &View<'_>, seen: &Seen, photo: &TextureHandle, width: f32) {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing = vec2(BETWEEN, BETWEEN);
        let name = view.text(Text::Photo);
        picture(ui, photo, vec2(width, width), name);
        ui.label(emphasis(name));
        small(ui, format!("{}×{}×3", seen.picture.height, seen.picture.width));
    });
}

/// The pictures of a stage, off the front of those that are left.
fn taken<'a>(rest: &mut &'a [TextureHandle], stage: &Stage) -> &'a [TextureHandle] {
    let (its, others) = rest.split_at(stage.pictures.len().min(rest.len()));
    *rest = others;
    its
}

fn stage_ui(ui: &mut Ui, view: &View<'_>, stage: &Stage, pictures: &[TextureHandle], width: f32) {
    let map = (width - BETWEEN) / 2.0;
    let size = if stage.has_maps { vec2(map, map) } else { vec2(width, RIBBON) };
    let all = view.language.integer(stage.shape.last().copied().unwrap_or(0));
    let values: [(&str, &dyn Display); 3] = [("name", &stage.name), ("n", &pictures.len()), ("all", &all)];
    let name = view.language.fill(if stage.has_maps { Text::Maps } else { Text::Ribbon }, &values);
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing = vec2(BETWEEN, BETWEEN);
        for row in pictures.chunks(2) {
            ui.horizontal(|ui| row.iter().for_each(|texture| picture(ui, texture, size, &name)));
        }
        ui.label(emphasis(&stage.name));
        let axes: Vec<String> = stage.shape.iter().map(|axis| view.language.integer(*axis)).collect();
        small(ui, axes.join("×"));
        if stage.weights > 0 {
            let n = view.language.integer(stage.weights);
            small(ui, view.language.count_and_fill(Text::Weights, stage.weights, &[("n", &n)]));
        }
    });
}

fn picture(ui: &mut Ui, texture: &TextureHandle, size: Vec2, name: &str) {
    ui.add(Image::new(texture).fit_to_exact_size(size).maintain_aspect_ratio(false).alt_text(name)).on_hover_text(name);
}

/// The classes with the largest shares.
pub fn shares_ui(ui: &mut Ui, view: &View<'_>, seen: &Seen) {
    let mut order: Vec<usize> = (0..seen.shares.len()).collect();
    order.sort_by(|one, other| seen.shares[*other].total_cmp(&seen.shares[*one]));
    for class in order.into_iter().take(CLASSES) {
        let percent = view.language.percent(f64::from(seen.shares[class]), 2);
        let values: [(&str, &dyn Display); 2] = [("class", &class_name(view, seen, class)), ("share", &percent)];
        share_bar(ui, &view.language.fill(SoftmaxText::Share, &values), seen.shares[class], view.tokens.class(class));
    }
}

fn truth_ui(ui: &mut Ui, view: &View<'_>, seen: &Seen) {
    let Some((class, loss)) = seen.truth else {
        small(ui, view.text(Text::NoTruth));
        return;
    };
    let share = view.language.decimal(f64::from(seen.shares[class]), 4);
    let loss = view.language.decimal(f64::from(loss), 4);
    let values: [(&str, &dyn Display); 3] =
        [("class", &class_name(view, seen, class)), ("share", &share), ("loss", &loss)];
    ui.label(view.language.fill(Text::Truth, &values));
}

/// A class's name: that of the drawings' network in the window's language, whatever photos are open.
pub fn class_name(view: &View<'_>, seen: &Seen, class: usize) -> String {
    let shown = |name: &String| {
        if seen.is_of_drawings { drawing_class(view.language, name) } else { view.class(name) }.to_owned()
    };
    seen.classes.get(class).map_or_else(|| class.to_string(), shown)
}
