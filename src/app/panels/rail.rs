//! The left rail: the steps, each with a short summary.

use eframe::egui::{Align2, CornerRadius, FontFamily, FontId, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::View;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{Evaluation, Parameter, Phase, Problem, State};
use crate::app::theme::EMPHASIS;
use crate::engine::EvaluationSet;
use crate::text::ShellText;

/// How far a step is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Open,
    Ready,
    Running,
    Wrong,
}

impl Progress {
    const fn sign(self) -> &'static str {
        match self {
            Self::Open => "",
            Self::Ready => "✓",
            Self::Running => "●",
            Self::Wrong => "✗",
        }
    }
}

pub fn rail_ui(ui: &mut Ui, view: &mut View<'_>, state: &State) {
    ui.spacing_mut().item_spacing.y = 4.0;
    let wrong: Vec<Page> = state.problems().iter().map(Problem::page).collect();
    for page in Page::ALL {
        let (progress, summary) = if wrong.contains(&page) {
            (Progress::Wrong, view.text(ShellText::ValueWrong).to_owned())
        } else {
            summary(page, view, state)
        };
        step_ui(ui, view, page, page == state.page(), progress, &summary);
    }
}

fn step_ui(ui: &mut Ui, view: &mut View<'_>, page: Page, selected: bool, progress: Progress, summary: &str) {
    let name = format!("{} {}", page.number(), view.text(page.name()));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 56.0), Sense::click());
    let tokens = view.tokens;
    let painter = ui.painter().with_clip_rect(rect);
    let fill = match (selected, response.hovered() || response.has_focus()) {
        (true, _) => Some(tokens.raised),
        (false, true) => Some(tokens.raised.gamma_multiply(0.6)),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        painter.rect_filled(rect, CornerRadius::same(6), fill);
    }
    if selected {
        let mark = Rect::from_min_size(rect.min + vec2(0.0, 12.0), vec2(3.0, rect.height() - 24.0));
        painter.rect_filled(mark, CornerRadius::same(2), tokens.accent);
    }
    if response.has_focus() {
        let stroke = ui.visuals().selection.stroke;
        painter.rect_stroke(rect, CornerRadius::same(6), stroke, eframe::egui::StrokeKind::Inside);
    }
    let family = if selected { FontFamily::Name(EMPHASIS.into()) } else { FontFamily::Proportional };
    let left = rect.left() + 16.0;
    let number = FontId::proportional(12.0);
    painter.text(pos2(left, rect.top() + 19.0), Align2::LEFT_CENTER, page.number(), number.clone(), tokens.text_weak);
    let text = pos2(left + 20.0, rect.top() + 19.0);
    painter.text(text, Align2::LEFT_CENTER, view.text(page.name()), FontId::new(14.0, family), tokens.text);
    painter.text(pos2(left + 20.0, rect.top() + 38.0), Align2::LEFT_CENTER, summary, number, tokens.text_weak);
    let colour = match progress {
        Progress::Open => tokens.text_weak,
        Progress::Ready => tokens.best,
        Progress::Running => tokens.accent,
        Progress::Wrong => tokens.failure,
    };
    let sign = pos2(rect.right() - 16.0, rect.top() + 19.0);
    painter.text(sign, Align2::CENTER_CENTER, progress.sign(), FontId::proportional(12.0), colour);
    let response = response.on_hover_text(summary);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    if response.clicked() {
        view.send(Command::go_to(page));
    }
}

/// A step's summary.
fn summary(page: Page, view: &View<'_>, state: &State) -> (Progress, String) {
    let text = |text: ShellText| view.text(text).to_owned();
    match page {
        Page::Data => match &state.subject.data.dataset {
            None if state.subject.data.loading.is_some() => (Progress::Running, text(ShellText::Preparing)),
            None => (Progress::Open, text(ShellText::NoData)),
            Some(dataset) => {
                let photographs = view.language.integer(dataset.photos.len());
                let values: [(&str, &dyn std::fmt::Display); 2] =
                    [("classes", &dataset.classes.len()), ("photographs", &photographs)];
                let summary = view.language.fill(ShellText::ClassesAndPhotographs, &values);
                let usable = dataset.untrainable.is_none();
                (if usable { Progress::Ready } else { Progress::Wrong }, summary)
            }
        },
        Page::Augmentation => {
            let on =
                Parameter::ALL.iter().filter(|parameter| parameter.is_on(&state.subject.config.augmentation)).count();
            let values: [(&str, &dyn std::fmt::Display); 2] = [("n", &on), ("all", &Parameter::ALL.len())];
            (Progress::Ready, view.language.fill(ShellText::VariationsOn, &values))
        }
        Page::Network => match &state.subject.network.summary {
            None => (Progress::Open, String::new()),
            Some(Ok(summary)) => {
                let weights = view.language.magnitude(summary.parameters() as u64);
                (Progress::Ready, view.language.fill(ShellText::Weights, &[("n", &weights)]))
            }
            Some(Err(_)) => (Progress::Wrong, text(ShellText::NotBuildable)),
        },
        Page::Training => training_summary(view, state),
        Page::Results => results_summary(view, state),
        Page::Prediction => match state.subject.prediction.cards.len() {
            0 => (Progress::Open, text(ShellText::NothingPredicted)),
            n => (Progress::Ready, view.language.count(ShellText::Predicted, n)),
        },
    }
}

fn results_summary(view: &View<'_>, state: &State) -> (Progress, String) {
    match &state.subject.results.evaluation {
        Evaluation::NotStarted | Evaluation::Cancelled => {
            (Progress::Open, view.text(ShellText::NotEvaluated).to_owned())
        }
        Evaluation::Running { .. } => (Progress::Running, view.text(ShellText::Evaluating).to_owned()),
        Evaluation::Failed(_) => (Progress::Wrong, view.text(ShellText::Failed).to_owned()),
        Evaluation::Done(_) if state.subject.results.set != EvaluationSet::Validation => {
            (Progress::Ready, view.text(ShellText::EvaluatedOthers).to_owned())
        }
        Evaluation::Done(results) => {
            let accuracy = view.language.accuracy(results.best.scores.accuracy);
            (Progress::Ready, view.language.fill(ShellText::EvaluatedAccuracy, &[("n", &accuracy)]))
        }
    }
}

fn training_summary(view: &View<'_>, state: &State) -> (Progress, String) {
    let text = |text: ShellText| view.text(text).to_owned();
    let Some(run) = &state.subject.run else { return (Progress::Open, text(ShellText::NotStarted)) };
    match &run.phase {
        Phase::Preparing { .. } => (Progress::Running, text(ShellText::Preparing)),
        Phase::Running => {
            let values: [(&str, &dyn std::fmt::Display); 2] = [("epoch", &run.epoch), ("epochs", &run.epochs_wanted())];
            (Progress::Running, view.language.fill(ShellText::EpochOf, &values))
        }
        Phase::Paused => (Progress::Running, text(ShellText::Paused)),
        Phase::Stopping => (Progress::Running, text(ShellText::Stopping)),
        Phase::Ended(outcome) if matches!(outcome.end, crate::run::RunEnd::Failed { .. }) => {
            (Progress::Wrong, text(ShellText::Failed))
        }
        Phase::Ended(outcome) => (Progress::Ready, view.language.count(ShellText::FinishedAt, outcome.epochs)),
        Phase::Refused(_) => (Progress::Wrong, text(ShellText::Failed)),
        Phase::Interrupted => (Progress::Open, view.language.count(ShellText::InterruptedAt, run.epochs.len())),
        Phase::TrainedElsewhere => (Progress::Open, text(ShellText::TrainedElsewhere)),
    }
}
