//! A lesson's page: claim, question, what is moved, the arithmetic, the user's own network, and what to try.

use eframe::egui::{ScrollArea, Ui};

use super::header::{arrows, header_ui};
use super::{
    View, callbacks, convolution, cross_entropy, dense, fields, gradient_descent, optimizers, overfitting, own,
    own_photo, pixels, pooling, question, relu, sharing, softmax, stand_in, training_mode, transfer,
};
use crate::app::commands::Command;
use crate::app::panels::room::{Area, follow};
use crate::app::state::{LessonsState, State};
use crate::app::theme::{GAP, GROUP, INSIDE, SECTION};
use crate::app::widgets::{card, emphasis, weak};
use crate::lessons::Lesson;
use crate::text::lessons::{
    CallbacksText, ConvolutionText, CrossEntropyText, DenseText, FieldsText, GradientDescentText, LearnText,
    LectureText, OptimizersText, OverfittingText, PixelsText, PoolingText, ReluText, SharingText, SoftmaxText,
    TrainingModeText, TransferText,
};

/// From this width on, what is moved stands beside the question.
const WIDE: f32 = 820.0;
/// Text is never wider than this.
const TEXT: f32 = 576.0;

/// What a lesson says of the network that is shown, and where it is seen.
pub struct Yours {
    pub words: String,
    pub command: Command,
}

pub fn lesson_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State, lesson: Lesson) {
    header_ui(ui, view, state, &format!("{} · {}", lesson.number(), lesson.title(view.language)));
    ui.add_space(GAP);
    ScrollArea::vertical().auto_shrink(false).id_salt(("lesson", lesson.number())).show(ui, |ui| {
        ui.spacing_mut().icon_spacing = GAP;
        if ui.available_width() >= WIDE {
            let width = (ui.available_width() - GROUP) * 0.42;
            let width = width.min(TEXT);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = GROUP;
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.x = GAP;
                    ui.set_width(width);
                    asked_ui(ui, view, state, lesson);
                    rest_ui(ui, view, state, lesson);
                });
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.x = GAP;
                    moved_ui(ui, view, state, lesson);
                });
            });
        } else {
            asked_ui(ui, view, state, lesson);
            moved_ui(ui, view, state, lesson);
            rest_ui(ui, view, state, lesson);
        }
        follow(ui, Area::Inner);
    });
    arrows(ui, view.page, state);
}

/// The lesson's sentence, and its question.
fn asked_ui(ui: &mut Ui, view: &View<'_>, state: &mut State, lesson: Lesson) {
    ui.label(emphasis(lesson.claim(view.language)).size(SECTION + 2.0));
    ui.add_space(GAP);
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        question::question_ui(ui, view, state, lesson);
    });
    ui.add_space(INSIDE);
}

/// What is moved, and its arithmetic.
fn moved_ui(ui: &mut Ui, view: &View<'_>, state: &mut State, lesson: Lesson) {
    let classes = state.classes();
    let State { lessons, subject, settings, .. } = state;
    let is_known = lessons.is_known(&settings.lessons);
    let LessonsState { moved, worked, stands_in, .. } = lessons;
    let worked = match worked {
        Some(Ok(worked)) => Some(&*worked),
        Some(Err(reason)) if moved.exercise(lesson).is_some() => {
            weak(ui, reason.localized(view.language));
            stand_in::offer_ui(ui, view, subject, stands_in);
            None
        }
        _ => None,
    };
    section_ui(ui, view, LearnText::Move, |ui| match lesson {
        Lesson::Pixels => pixels::move_ui(ui, view, &mut moved.pixels, worked),
        Lesson::Convolution => convolution::move_ui(ui, view, &mut moved.convolution, worked),
        Lesson::Sharing => sharing::move_ui(ui, view, &mut moved.sharing),
        Lesson::Relu => {
            relu::move_ui(ui, view, &mut moved.relu, worked);
            relu::composed_ui(ui, view, &mut moved.relu, worked, is_known);
        }
        Lesson::Pooling => pooling::move_ui(ui, view, &mut moved.pooling, worked, is_known),
        Lesson::Fields => fields::move_ui(ui, view, &mut moved.fields, subject, classes, worked, is_known),
        Lesson::TrainingMode => training_mode::move_ui(ui, view, &mut moved.training_mode, worked, is_known),
        Lesson::Overfitting => overfitting::move_ui(ui, view, &mut moved.overfitting, subject),
        Lesson::Dense => dense::move_ui(ui, view, &mut moved.dense, is_known),
        Lesson::Softmax => softmax::move_ui(ui, view, &mut moved.softmax),
        Lesson::CrossEntropy => cross_entropy::move_ui(ui, view, &mut moved.cross_entropy),
        Lesson::GradientDescent => gradient_descent::move_ui(ui, view, &mut moved.gradient_descent),
        Lesson::Optimizers => optimizers::move_ui(ui, view, &mut moved.optimizers),
        Lesson::Callbacks => callbacks::move_ui(ui, view, &mut moved.callbacks, subject, is_known),
        Lesson::Transfer => transfer::move_ui(ui, view, &mut moved.transfer, is_known),
    });
    section_ui(ui, view, LearnText::Arithmetic, |ui| match lesson {
        Lesson::Pixels => pixels::arithmetic_ui(ui, view, &moved.pixels, worked),
        Lesson::Convolution => convolution::arithmetic_ui(ui, view, &mut moved.convolution, worked),
        Lesson::Sharing => sharing::arithmetic_ui(ui, view, &moved.sharing),
        Lesson::Relu => relu::arithmetic_ui(ui, view, worked),
        Lesson::Pooling => pooling::arithmetic_ui(ui, view, &moved.pooling, worked),
        Lesson::Fields => fields::arithmetic_ui(ui, view, &moved.fields, subject, classes),
        Lesson::TrainingMode => training_mode::arithmetic_ui(ui, view, &moved.training_mode, worked),
        Lesson::Overfitting => overfitting::arithmetic_ui(ui, view, &moved.overfitting, subject),
        Lesson::Dense => dense::arithmetic_ui(ui, view, &moved.dense, is_known),
        Lesson::Softmax => softmax::arithmetic_ui(ui, view, &moved.softmax),
        Lesson::CrossEntropy => cross_entropy::arithmetic_ui(ui, view, &moved.cross_entropy),
        Lesson::GradientDescent => gradient_descent::arithmetic_ui(ui, view, &moved.gradient_descent),
        Lesson::Optimizers => optimizers::arithmetic_ui(ui, view, &moved.optimizers),
        Lesson::Callbacks => callbacks::arithmetic_ui(ui, view, &moved.callbacks, subject, is_known),
        Lesson::Transfer => transfer::arithmetic_ui(ui, view, &moved.transfer, is_known),
    });
}

/// The user's own network, and what to try.
fn rest_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State, lesson: Lesson) {
    let is_known = state.lessons.is_known(&state.settings.lessons);
    let yours = yours(view, state, is_known, lesson);
    ui.label(emphasis(view.text(LearnText::YourNetwork)).size(SECTION));
    match yours {
        Some(Yours { words, command }) => {
            ui.label(words);
            let name = view.text(command.name());
            if ui.button(format!("{name} →")).clicked() {
                view.send(command);
            }
        }
        None if state.subject.run.is_some() => {
            // These ask for epochs, the others for a layer.
            let of_epochs = matches!(lesson, Lesson::Overfitting | Lesson::CrossEntropy | Lesson::GradientDescent);
            weak(ui, view.text(if of_epochs { LearnText::NoEpochs } else { LearnText::NoSuchLayer }));
        }
        None => {
            weak(ui, view.text(LearnText::TrainFirst));
        }
    }
    let State { lessons, subject, .. } = state;
    if lessons.moved.own_question(lesson).is_some() {
        ui.add_space(GAP);
        if lesson == Lesson::Softmax {
            own_photo::choice_ui(ui, view, &subject.data, &mut lessons.photo);
        }
        let LessonsState { own, moved, stands_in, .. } = lessons;
        own::own_ui(ui, view, own.as_ref(), moved, stands_in, subject, is_known);
    }
    ui.add_space(INSIDE);
    ui.label(emphasis(view.text(LearnText::Sandbox)).size(SECTION));
    let hint = match lesson {
        Lesson::Pixels => view.text(PixelsText::Try),
        Lesson::Convolution => view.text(ConvolutionText::Try),
        Lesson::Sharing => view.text(SharingText::Try),
        Lesson::Relu => view.text(ReluText::Try),
        Lesson::Pooling => view.text(PoolingText::Try),
        Lesson::Fields => view.text(FieldsText::Try),
        Lesson::TrainingMode => view.text(TrainingModeText::Try),
        Lesson::Overfitting => view.text(OverfittingText::Try),
        Lesson::Dense => view.text(DenseText::Try),
        Lesson::Softmax => view.text(SoftmaxText::Try),
        Lesson::CrossEntropy => view.text(CrossEntropyText::Try),
        Lesson::GradientDescent => view.text(GradientDescentText::Try),
        Lesson::Optimizers => view.text(OptimizersText::Try),
        Lesson::Callbacks => view.text(CallbacksText::Try),
        Lesson::Transfer => view.text(TransferText::Try),
    };
    ui.label(hint);
    let LessonsState { moved, worked, .. } = &mut state.lessons;
    match lesson {
        Lesson::Softmax => softmax::sandbox_ui(ui, view, &mut moved.softmax),
        Lesson::CrossEntropy => cross_entropy::sandbox_ui(ui, view, &mut moved.cross_entropy),
        Lesson::Dense => dense::sandbox_ui(ui, view, &mut moved.dense),
        Lesson::Optimizers => optimizers::sandbox_ui(ui, view, &mut moved.optimizers),
        Lesson::GradientDescent => gradient_descent::sandbox_ui(ui, view, &mut moved.gradient_descent),
        Lesson::Callbacks => callbacks::sandbox_ui(ui, view, &mut moved.callbacks),
        Lesson::Transfer => transfer::sandbox_ui(ui, view, &mut moved.transfer, is_known),
        Lesson::Convolution => convolution::sandbox_ui(ui, view, &mut moved.convolution),
        Lesson::TrainingMode => training_mode::sandbox_ui(ui, view, &mut moved.training_mode),
        Lesson::Pixels => pixels::sandbox_ui(ui, view, &mut moved.pixels),
        Lesson::Sharing => sharing::sandbox_ui(ui, view, &mut moved.sharing),
        Lesson::Relu => relu::sandbox_ui(ui, view, &mut moved.relu),
        Lesson::Pooling => pooling::sandbox_ui(ui, view, &mut moved.pooling),
        Lesson::Fields => fields::sandbox_ui(ui, view, &mut moved.fields),
        Lesson::Overfitting => {
            let worked = worked.as_ref().and_then(|worked| worked.as_ref().ok());
            overfitting::sandbox_ui(ui, view, &mut moved.overfitting, &state.subject, worked);
        }
    }
    ui.add_space(INSIDE);
    ui.label(emphasis(view.text(LectureText::Heading)).size(SECTION));
    weak(ui, lesson.lecture(view.language));
    ui.add_space(GROUP);
}

fn yours(view: &View<'_>, state: &State, is_known: bool, lesson: Lesson) -> Option<Yours> {
    let (subject, classes) = (&state.subject, state.classes());
    match lesson {
        Lesson::Pixels => pixels::yours(view, subject),
        Lesson::Convolution => convolution::yours(view, subject),
        Lesson::Sharing => Some(sharing::yours(view, subject, classes)),
        Lesson::Relu => relu::yours(view, subject),
        Lesson::Pooling => pooling::yours(view, subject),
        Lesson::Fields => fields::yours(view, subject, classes),
        Lesson::TrainingMode => training_mode::yours(view, subject),
        Lesson::Overfitting => overfitting::yours(view, subject, &state.lessons.moved.overfitting),
        Lesson::Dense => Some(dense::yours(view, subject, classes, is_known)),
        Lesson::Softmax => softmax::yours(view, subject, classes),
        Lesson::CrossEntropy => cross_entropy::yours(view, subject, classes),
        Lesson::GradientDescent => gradient_descent::yours(view, subject),
        Lesson::Optimizers => optimizers::yours(view, subject),
        Lesson::Callbacks => callbacks::yours(view, subject),
        Lesson::Transfer => transfer::yours(view, subject, classes),
    }
}

fn section_ui(ui: &mut Ui, view: &View<'_>, title: LearnText, contents: impl FnOnce(&mut Ui)) {
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        ui.label(emphasis(view.text(title)).size(SECTION));
        contents(ui);
    });
    ui.add_space(INSIDE);
}
