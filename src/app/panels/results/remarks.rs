//! Remarks on the results, each with the way to its lesson: behind a button in the head, so that photos and matrix keep their room.

use eframe::egui::{Role, Ui, WidgetInfo};

use super::View;
use crate::app::panels::learn::remark_ui;
use crate::app::state::{DataState, ResultsState, RunView};
use crate::engine::EvaluationSet;
use crate::lessons::result_remarks::{Evaluated, result_remarks};
use crate::text::lessons::RemarkText;

/// Groups of equal photos on several sides of a run's split, where its photos are those that are open.
pub fn duplicates(data: &DataState, run: Option<&RunView>) -> usize {
    let source = run.and_then(|run| run.config.data.source.as_ref());
    let is_open = data.dataset.as_ref().is_some_and(|dataset| Some(&dataset.source) == source);
    if is_open { data.duplicates_across() } else { 0 }
}

/// In a narrow window the button shows a sign and a number.
pub fn results_remarks_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState, duplicates: usize, wide: bool) {
    let Some(evaluated) = results.results() else { return };
    let figures = evaluated.figures(results.epoch, results.calibrated);
    let is_new = results.set != EvaluationSet::Training;
    let duplicates = if results.set == EvaluationSet::Validation { duplicates } else { 0 };
    let remarks =
        result_remarks(Evaluated { scores: &figures.scores, reliability: &figures.reliability, is_new, duplicates });
    if remarks.is_empty() {
        return;
    }
    let heading = view.language.fill(RemarkText::Heading, &[("count", &remarks.len())]);
    let shown = if wide { format!("Ⓘ {heading}") } else { format!("Ⓘ {}", remarks.len()) };
    let menu = ui.menu_button(shown, |ui| {
        for remark in &remarks {
            let name = |class: usize| {
                let class = figures.scores.classes.get(class);
                class.map_or_else(String::new, |class| view.class(&class.name).to_owned())
            };
            let sentence = remark.sentence(view.language, name);
            remark_ui(ui, view, &sentence, remark.lesson());
        }
    });
    if !wide {
        menu.response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &heading));
        menu.response.on_hover_text(&heading);
        // Nothing may follow in a narrow window.
        return;
    }
    ui.separator();
}
