//! A card large: all probabilities, and what the network saw.

use std::fmt::Display;

use eframe::egui::{Context, Grid, Image, ScrollArea, TextureHandle, Ui, vec2};

use super::{View, card};
use crate::app::actions::Action;
use crate::app::notices::Severity;
use crate::app::state::{CardState, Cell, PredictionState, probabilities};
use crate::app::theme::{GAP, GROUP};
use crate::app::widgets::{
    bar, dialog, emphasis, keyboard_after_dialog, primary_button, sign, small, table_text, weak,
};
use crate::text::{ExplanationText, PredictionText, ShellText};

const PICTURE: f32 = 280.0;

pub fn large_ui(context: &Context, view: &mut View<'_>, prediction: &mut PredictionState) {
    let PredictionState { cards, open, stop, calibrated, thumbnails, seen, .. } = prediction;
    let Some(found) = open.and_then(|id| cards.iter().find(|card| card.id == id)) else { return };
    let number = found.id as usize;
    if matches!(found.state, CardState::Done(_)) && seen.missing(&[number]).is_some() {
        view.load(Action::ShowCards(vec![found.id]));
    }
    let modal = dialog(context, "large card", PICTURE * 2.0 + GROUP, |ui| {
        match &found.state {
            CardState::Done(verdict) => {
                ui.label(emphasis(card::in_words(view, verdict, *calibrated)).size(20.0));
                small(ui, &found.name);
                if verdict.is_novel() {
                    ui.label(sign(Severity::Warning, view.tokens, view.language));
                    weak(ui, view.text(PredictionText::NovelExplained));
                }
                ui.add_space(GAP);
                if let (Some(Cell::Ready { texture, .. }), Some(Cell::Ready { texture: seen, .. })) =
                    (thumbnails.get(number), seen.get(number))
                {
                    ui.horizontal_top(|ui| pictures_ui(ui, view, &found.name, texture, seen));
                }
                ui.add_space(GAP);
                ScrollArea::vertical().max_height(160.0).show(ui, |ui| {
                    Grid::new("probabilities").num_columns(3).show(ui, |ui| {
                        for (class, share) in probabilities(verdict, *calibrated).iter().enumerate() {
                            let name = verdict.model.classes.get(class).map_or("", |name| view.class(name));
                            let percent = view.language.percent(f64::from(*share), 2);
                            ui.label(name);
                            bar(ui, &format!("{name}: {percent}"), *share, PICTURE, view.tokens.class(class));
                            ui.label(table_text(format!("{percent:>8}")));
                            ui.end_row();
                        }
                    });
                });
            }
            CardState::Failed(reason) => {
                ui.label(emphasis(&found.name));
                weak(ui, reason.localized(view.language));
            }
            CardState::Waiting => {
                weak(ui, view.text(PredictionText::CardWaiting));
            }
        }
        ui.add_space(GAP);
        ui.horizontal(|ui| {
            let close = ui.button(view.text(ShellText::Close)).clicked();
            let answered = matches!(found.state, CardState::Done(_)) && found.photograph.is_some();
            let explanation =
                answered && primary_button(ui, view.tokens, view.text(ExplanationText::Explanation), true).clicked();
            if explanation {
                view.send(Action::ExplainCard(found.id));
            }
            close || explanation
        })
        .inner
    });
    if modal.inner || modal.should_close() {
        keyboard_after_dialog(context, card::id_of(found.id));
        (*stop, *open) = (Some(found.id), None);
    }
}

fn pictures_ui(ui: &mut Ui, view: &View<'_>, name: &str, picture: &TextureHandle, seen: &TextureHandle) {
    let size = vec2(PICTURE, PICTURE);
    ui.add(Image::new(picture).fit_to_exact_size(size).corner_radius(4.0).alt_text(name));
    ui.vertical(|ui| {
        let name = view.text(PredictionText::Seen);
        ui.add(Image::new(seen).fit_to_exact_size(size).corner_radius(4.0).alt_text(name));
        ui.label(name);
        let [width, height] = seen.size();
        let values: [(&str, &dyn Display); 2] = [("width", &width), ("height", &height)];
        small(ui, view.language.fill(PredictionText::SeenExplained, &values));
    });
}
