//! The confusion matrix: rows are labels, columns predictions. A click shows those photographs.

use std::fmt::Display;

use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Grid, Label, Role, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo,
    vec2,
};

use super::View;
use crate::app::state::{Choice, ResultsState};
use crate::app::widgets::{emphasis, small};
use crate::results::Scores;
use crate::text::{ResultsText, printable};

const WIDTH: f32 = 84.0;
const HEIGHT: f32 = 44.0;
/// Cells of more classes than this are smaller, so that more of them are seen at once.
const FEW: usize = 5;

pub fn confusion_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, scores: &Scores) {
    ui.spacing_mut().item_spacing.x = 8.0;
    ui.label(emphasis(view.text(ResultsText::Confusion)));
    let many = scores.classes.len() > FEW;
    let size = if many { vec2(WIDTH * 0.7, HEIGHT * 0.8) } else { vec2(WIDTH, HEIGHT) };
    Grid::new("confusion").spacing([4.0, 4.0]).min_col_width(0.0).show(ui, |ui| {
        ui.label("");
        for class in &scores.classes {
            ui.scope(|ui| {
                ui.set_max_width(size.x);
                ui.add(
                    Label::new(eframe::egui::RichText::new(printable(&class.name)).text_style(TextStyle::Small))
                        .truncate(),
                );
            });
        }
        ui.end_row();
        for (label, row) in scores.confusion.iter().enumerate() {
            small(ui, printable(&scores.classes[label].name));
            for predicted in 0..row.len() {
                cell_ui(ui, view, results, scores, (label, predicted), size);
            }
            ui.end_row();
        }
    });
}

fn cell_ui(
    ui: &mut Ui,
    view: &View<'_>,
    results: &mut ResultsState,
    scores: &Scores,
    (label, predicted): (usize, usize),
    size: eframe::egui::Vec2,
) {
    let count = scores.confusion[label][predicted];
    let share = count as f64 / scores.classes[label].support.max(1) as f64;
    let choice = Choice::Cell { label: label as u32, predicted: predicted as u32 };
    let chosen = results.choice == choice;
    let (written, percent) = (view.language.integer(count), view.language.percent(share, 1));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let tokens = view.tokens;
    let colour = if label == predicted { tokens.best } else { tokens.failure };
    let strength = if count == 0 { 0.0 } else { 0.12 + 0.38 * share as f32 };
    let corner = CornerRadius::same(4);
    ui.painter().rect_filled(rect, corner, tokens.raised);
    ui.painter().rect_filled(rect, corner, colour.gamma_multiply(strength));
    let stroke = match (chosen, response.hovered() || response.has_focus()) {
        (true, _) => Stroke::new(2.0, tokens.accent),
        (false, true) => Stroke::new(1.0, tokens.accent),
        (false, false) => Stroke::new(0.0, Color32::TRANSPARENT),
    };
    ui.painter().rect_stroke(rect, corner, stroke, StrokeKind::Inside);
    let middle = rect.center();
    let (above, below) = (middle - vec2(0.0, size.y * 0.19), middle + vec2(0.0, size.y * 0.22));
    let text = if count == 0 { tokens.text_weak } else { tokens.text };
    ui.painter().text(above, Align2::CENTER_CENTER, &written, FontId::monospace(14.0), text);
    ui.painter().text(below, Align2::CENTER_CENTER, &percent, FontId::proportional(11.0), tokens.text_weak);
    let names = [&scores.classes[label].name, &scores.classes[predicted].name];
    let values: [(&str, &dyn Display); 4] =
        [("label", &printable(names[0])), ("predicted", &printable(names[1])), ("n", &written), ("share", &percent)];
    let name = view.language.fill(ResultsText::Cell, &values);
    let response = response.on_hover_text(&name);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    if response.clicked() {
        results.choice = if chosen { Choice::All } else { choice };
        results.arrange();
        results.selected = results.shown.first().copied().or(results.selected);
        results.class = None;
    }
}
