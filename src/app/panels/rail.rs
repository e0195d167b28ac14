//! The left rail: the steps, each with a short summary.

use eframe::egui::{
    Align2, CornerRadius, FontFamily, FontId, Rect, Role, ScrollArea, Sense, Separator, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::{View, learn};
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{Evaluation, Parameter, Phase, Problem, State};
use crate::app::theme::EMPHASIS;
use crate::app::widgets::middle;
use crate::engine::EvaluationSet;
use crate::text::{Language, ShelfText, ShellText};

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

/// Heights of a step with its summary, and of one that has only its name.
const HIGH: f32 = 56.0;
const LOW: f32 = 40.0;
/// Between two steps.
const BETWEEN: f32 = 4.0;
/// The line between the steps and the shelf of runs.
const LINE: f32 = 9.0;
/// A narrower rail shows numbers alone.
const NAMED: f32 = 120.0;

pub fn rail_ui(ui: &mut Ui, view: &mut View<'_>, state: &State) {
    ui.spacing_mut().item_spacing.y = BETWEEN;
    let wrong: Vec<Page> = state.problems().iter().map(Problem::page).collect();
    let named = ui.available_width() >= NAMED;
    // The shelf of runs and the lessons stand below the steps, behind a line.
    let room = (ui.available_height() - LINE) / (Page::ALL.len() + 2) as f32 - BETWEEN;
    let height = if named && room >= HIGH { HIGH } else { LOW };
    ScrollArea::vertical().auto_shrink(false).id_salt("rail").show(ui, |ui| {
        for page in Page::ALL.into_iter().chain([Page::Runs, Page::Learn]) {
            let (progress, summary) = if wrong.contains(&page) {
                (Progress::Wrong, view.text(ShellText::ValueWrong).to_owned())
            } else if page == Page::Runs {
                ui.add(Separator::default().spacing(LINE));
                runs_summary(view, state)
            } else {
                summary(page, view, state)
            };
            let step = Step { page, is_shown: page == state.page(), progress, summary: &summary };
            let size = vec2(ui.available_width(), height);
            if step_ui(ui, view, step, size) {
                view.send(Command::go_to(page));
            }
        }
    });
}

/// A step as the rail shows it.
#[derive(Clone, Copy)]
struct Step<'a> {
    page: Page,
    is_shown: bool,
    progress: Progress,
    summary: &'a str,
}

/// A step's button. Whether it was clicked.
fn step_ui(ui: &mut Ui, view: &View<'_>, step: Step<'_>, size: Vec2) -> bool {
    let Step { page, is_shown, progress, summary } = step;
    // The shelf of runs and the lessons are no steps.
    let number = match page {
        Page::Runs => "≡".to_owned(),
        Page::Learn => "?".to_owned(),
        _ => page.number().to_string(),
    };
    let name = match page {
        Page::Runs | Page::Learn => view.text(page.name()).to_owned(),
        _ => format!("{number} {}", view.text(page.name())),
    };
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let tokens = view.tokens;
    let painter = ui.painter().with_clip_rect(rect);
    let fill = match (is_shown, response.hovered()) {
        (true, _) => Some(tokens.raised),
        (false, true) => Some(tokens.raised.gamma_multiply(0.6)),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        painter.rect_filled(rect, CornerRadius::same(6), fill);
    }
    if is_shown {
        let mark = Rect::from_min_size(rect.min + vec2(0.0, 10.0), vec2(3.0, rect.height() - 20.0));
        painter.rect_filled(mark, CornerRadius::same(2), tokens.accent);
    }
    if response.has_focus() {
        let stroke = Stroke::new(2.0, tokens.accent);
        painter.rect_stroke(rect, CornerRadius::same(6), stroke, StrokeKind::Inside);
    }
    let named = size.x >= NAMED;
    let family = if is_shown { FontFamily::Name(EMPHASIS.into()) } else { FontFamily::Proportional };
    let small = FontId::proportional(12.0);
    let first = if size.y >= HIGH { rect.top() + 19.0 } else { rect.center().y };
    // In a narrow rail the number and its sign stand close beside each other.
    let (before, after) = if named { (14.0, 12.0) } else { (7.0, 9.0) };
    let left = rect.left() + before;
    let colour = if is_shown { tokens.text } else { tokens.text_weak };
    painter.text(pos2(left, first), Align2::LEFT_CENTER, &number, FontId::new(12.0, family.clone()), colour);
    if named {
        let text = pos2(left + 20.0, first);
        painter.text(text, Align2::LEFT_CENTER, view.text(page.name()), FontId::new(14.0, family), tokens.text);
    }
    if size.y >= HIGH {
        let below = pos2(left + 20.0, rect.top() + 38.0);
        let room = rect.right() - below.x - 8.0;
        let shown = middle(ui, summary, &small, room);
        painter.text(below, Align2::LEFT_CENTER, shown, small.clone(), tokens.text_weak);
    }
    let colour = match progress {
        Progress::Open => tokens.text_weak,
        Progress::Ready => tokens.best,
        Progress::Running => tokens.accent,
        Progress::Wrong => tokens.failure,
    };
    let sign = pos2(rect.right() - after, first);
    painter.text(sign, Align2::CENTER_CENTER, progress.sign(), small, colour);
    let words = if size.y >= HIGH { summary.to_owned() } else { format!("{name}\n{summary}") };
    let response = response.on_hover_text(words);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_shown, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(summary));
    response.clicked()
}

/// A step's summary.
fn summary(page: Page, view: &View<'_>, state: &State) -> (Progress, String) {
    let text = |text: ShellText| view.text(text).to_owned();
    match page {
        Page::Data => match &state.subject.data.dataset {
            None if state.subject.data.loading.is_some() => (Progress::Running, text(ShellText::Preparing)),
            None => (Progress::Open, text(ShellText::NoData)),
            Some(dataset) => {
                let photographs = view.language.integer(state.subject.data.usable_count());
                let (text, classes) = (ShellText::ClassesAndPhotographs, dataset.classes.len());
                let summary = view.language.count_and_fill(text, classes, &[("photos", &photographs)]);
                let usable = dataset.untrainable(state.subject.config.data.leave_out_unlabelled).is_none();
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
            n if state.subject.prediction.model.is_none() => {
                (Progress::Open, view.language.count(ShellText::PredictionsWait, n))
            }
            n => (Progress::Ready, view.language.count(ShellText::Predicted, n)),
        },
        Page::Runs => runs_summary(view, state),
        Page::Learn => (Progress::Open, learn::answered(view, state)),
    }
}

fn runs_summary(view: &View<'_>, state: &State) -> (Progress, String) {
    let shelf = &state.shelf;
    let summary =
        if shelf.is_listed() { view.language.count(ShelfText::Count, shelf.runs.len()) } else { String::new() };
    (Progress::Open, summary)
}

fn results_summary(view: &View<'_>, state: &State) -> (Progress, String) {
    match &state.subject.results.evaluation {
        Evaluation::NotStarted | Evaluation::Cancelled => {
            (Progress::Open, view.text(ShellText::NotEvaluated).to_owned())
        }
        Evaluation::Running { .. } => (Progress::Running, view.text(ShellText::Evaluating).to_owned()),
        // The run’s own results are not lost where another folder cannot be evaluated.
        Evaluation::Failed(_) if state.subject.results.set != EvaluationSet::Validation => {
            (Progress::Open, view.text(ShellText::NotEvaluated).to_owned())
        }
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
        Phase::Running if run.stops_after_epoch => {
            let left = run.progress.map_or(f64::NAN, |progress| progress.epoch_seconds_left);
            let left = Language::remaining(left);
            (Progress::Running, view.language.fill(ShellText::StoppingIn, &[("time", &left)]))
        }
        Phase::Running => {
            let values: [(&str, &dyn std::fmt::Display); 2] = [("epoch", &run.epoch), ("epochs", &run.epochs_wanted())];
            (Progress::Running, view.language.fill(ShellText::EpochOf, &values))
        }
        Phase::Paused => (Progress::Running, text(ShellText::Paused)),
        Phase::Stopping => (Progress::Running, text(ShellText::Stopping)),
        Phase::Ended(outcome) if matches!(outcome.end, crate::run::RunEnd::Failed { .. }) => {
            (Progress::Wrong, text(ShellText::Failed))
        }
        Phase::Ended(outcome) if outcome.epochs < outcome.epochs_wanted => {
            let values: [(&str, &dyn std::fmt::Display); 2] =
                [("epoch", &outcome.epochs), ("epochs", &outcome.epochs_wanted)];
            (Progress::Ready, view.language.fill(ShellText::StoppedAt, &values))
        }
        Phase::Ended(outcome) => (Progress::Ready, view.language.count(ShellText::FinishedAt, outcome.epochs)),
        Phase::Refused(_) => (Progress::Wrong, text(ShellText::Failed)),
        Phase::Interrupted => (Progress::Open, view.language.count(ShellText::InterruptedAt, run.epochs.len())),
        Phase::TrainedElsewhere => (Progress::Open, text(ShellText::TrainedElsewhere)),
    }
}
