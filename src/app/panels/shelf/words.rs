//! What is said of a run, in the window's language.

use std::path::Path;

use eframe::egui::Color32;

use crate::app::state::RunStatus;
use crate::app::theme::Tokens;
use crate::config::DataSource;
use crate::run::{RunState, RunSummary, TestFigures, date_text};
use crate::text::{Language, ShelfText};

pub fn status_text(language: Language, status: RunStatus) -> &'static str {
    language.text(match status {
        RunStatus::Training => ShelfText::Training,
        RunStatus::Paused => ShelfText::Paused,
        RunStatus::TrainingElsewhere => ShelfText::TrainingElsewhere,
        RunStatus::Interrupted => ShelfText::Interrupted,
        RunStatus::Stopped => ShelfText::Stopped,
        RunStatus::Imported => ShelfText::Imported,
        RunStatus::Done => ShelfText::Done,
        RunStatus::Failed => ShelfText::Failed,
        RunStatus::Unreadable => ShelfText::Unreadable,
        RunStatus::Reading => ShelfText::ReadingRun,
    })
}

/// The sign before the state's word, and its colour.
pub fn status_sign(tokens: &Tokens, status: RunStatus) -> (&'static str, Color32) {
    match status {
        RunStatus::Training | RunStatus::TrainingElsewhere => ("●", tokens.accent),
        RunStatus::Paused | RunStatus::Stopped => ("■", tokens.text_weak),
        RunStatus::Interrupted => ("⚠", tokens.warning),
        RunStatus::Imported => ("⬇", tokens.text_weak),
        RunStatus::Done => ("✓", tokens.best),
        RunStatus::Failed | RunStatus::Unreadable => ("✗", tokens.failure),
        RunStatus::Reading => ("", tokens.text_weak),
    }
}

/// What cannot stand in one line is left out of it, and letters that turn the direction of what follows.
pub fn one_line(text: &str) -> String {
    let is_shown =
        |letter: &char| !matches!(*letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(is_shown).map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

pub fn accuracy_text(language: Language, run: &RunSummary) -> String {
    let share = run.best.and_then(|best| best.val_accuracy);
    share.map_or_else(|| "–".to_owned(), |share| language.accuracy(share))
}

pub fn loss_text(language: Language, run: &RunSummary) -> String {
    let loss = run.best.and_then(|best| best.val_loss);
    loss.map_or_else(|| "–".to_owned(), |loss| language.decimal(loss, 4))
}

/// What the test set says, which chooses nothing.
pub fn test_text(language: Language, test: &TestFigures) -> String {
    let (accuracy, loss) = (language.accuracy(test.accuracy), language.decimal(test.loss, 4));
    language.count_and_fill(ShelfText::TestOf, test.count, &[("accuracy", &accuracy), ("loss", &loss)])
}

pub fn epochs_text(language: Language, run: &RunSummary) -> String {
    match run.epochs_wanted {
        Some(all) => language.fill(ShelfText::EpochsOf, &[("done", &run.epochs), ("all", &all)]),
        None => run.epochs.to_string(),
    }
}

pub fn date_of(run: &RunSummary) -> String {
    run.started.map_or_else(|| "–".to_owned(), date_text)
}

/// The last part of the photographs' path.
pub fn data_text(language: Language, run: &RunSummary) -> Option<String> {
    match run.source.as_ref()? {
        DataSource::Path(path) => Some(one_line(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())),
        DataSource::Drawings { .. } => Some(language.text(ShelfText::Drawings).to_owned()),
    }
}

/// Data, counts and preset in one line.
pub fn about_text(language: Language, run: &RunSummary) -> String {
    let counts = run
        .counts
        .map(|counts| format!("{} + {}", language.integer(counts.training), language.integer(counts.validation)));
    let pretrained = run.pretrained.map(|network| language.fill(ShelfText::NotFromScratch, &[("name", &network)]));
    let parts = [data_text(language, run), counts, run.preset.as_deref().map(one_line), pretrained];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Why a run failed, or cannot be read, or its name cannot.
pub fn reason(language: Language, run: &RunSummary) -> Option<String> {
    match &run.state {
        RunState::Failed { message } => Some(message.clone()),
        RunState::Unreadable(error) => {
            Some(format!("{}\n{}", error.localized(language), language.text(ShelfText::UnreadableHint)))
        }
        _ => run.notes_problem.as_ref().map(|error| error.localized(language)),
    }
}

/// The whole row for those who do not see it.
pub fn description(language: Language, folder: &Path, run: Option<&RunSummary>, status: RunStatus) -> String {
    let state = status_text(language, status);
    let Some(run) = run else { return format!("{}, {state}", one_line(&crate::run::folder_name(folder))) };
    let values: [(&str, &dyn std::fmt::Display); 6] = [
        ("name", &one_line(&run.name())),
        ("state", &state),
        ("date", &date_of(run)),
        ("epochs", &epochs_text(language, run)),
        ("loss", &loss_text(language, run)),
        ("accuracy", &accuracy_text(language, run)),
    ];
    language.fill(ShelfText::RowDescription, &values)
}
