//! What a command needs before it can be given.

use crate::app::command_handling::known_duplicates;
use crate::app::page::Page;
use crate::app::state::{Evaluation, OverlayDocument, State, Subject};
use crate::config::DataSource;
use crate::text::ShellText;

/// Whether a command can be given in a state; if not, what is missing, as the user reads it.
pub type Requirement = fn(&State) -> Result<(), ShellText>;

fn require(is_met: bool, missing: ShellText) -> Result<(), ShellText> {
    if is_met { Ok(()) } else { Err(missing) }
}

#[allow(clippy::unnecessary_wraps, reason = "it is one requirement among others")]
pub const fn always(_state: &State) -> Result<(), ShellText> {
    Ok(())
}

pub fn no_active_run(state: &State) -> Result<(), ShellText> {
    require(state.active_run().is_none(), ShellText::AlreadyTraining)
}

pub fn active_run(state: &State) -> Result<(), ShellText> {
    require(state.active_run().is_some(), ShellText::NeedsRun)
}

/// Photographs are open, and a run can have the experiment as it stands.
pub fn trainable_experiment(state: &State) -> Result<(), ShellText> {
    no_active_run(state)?;
    dataset(state)?;
    require(state.subject.network.can_be_built(), ShellText::NeedsNetwork)?;
    require(state.problems().is_empty(), ShellText::NeedsValues)
}

pub fn epochs(state: &State) -> Result<(), ShellText> {
    require(state.subject.run.as_ref().is_some_and(|run| !run.epochs.is_empty()), ShellText::NeedsHistory)
}

pub fn dataset(state: &State) -> Result<(), ShellText> {
    require(state.subject.data.dataset.is_some(), ShellText::NeedsData)
}

/// The experiment's photographs are open.
pub fn experiment_data(state: &State) -> Result<(), ShellText> {
    require(state.experiment().data.dataset.is_some(), ShellText::NeedsData)
}

/// Photographs in files are open, and no list of them can be edited.
pub fn files_without_list(state: &State) -> Result<(), ShellText> {
    let dataset = state.subject.data.dataset.as_ref();
    let has_files = dataset.is_some_and(|dataset| matches!(dataset.source, DataSource::Path(_)));
    require(has_files && state.list().is_none(), ShellText::NeedsFiles)
}

/// Duplicates are known among the open photographs, and their overlay can be changed.
pub fn duplicates(state: &State) -> Result<(), ShellText> {
    let Subject { data, duplicates, .. } = &state.subject;
    let source = data.dataset.as_ref().map(|dataset| &dataset.source);
    let is_open = source.and_then(|source| state.overlay.document(source)).is_some_and(OverlayDocument::is_open);
    require(is_open && !known_duplicates(data, duplicates).is_empty(), ShellText::NeedsDuplicates)
}

/// The open photographs are in a list that can be edited, and it is shown.
pub fn list(state: &State) -> Result<(), ShellText> {
    require(state.list().is_some(), ShellText::NeedsList)
}

pub fn listed_photograph(state: &State) -> Result<(), ShellText> {
    list(state)?;
    require(state.chosen().is_some(), ShellText::NeedsPhotograph)
}

/// A run's network is on the results page.
pub fn trained_run(state: &State) -> Result<(), ShellText> {
    require(state.subject.results.run.is_some(), ShellText::NeedsModel)
}

pub fn results(state: &State) -> Result<(), ShellText> {
    require(state.subject.results.results().is_some(), ShellText::NeedsResults)
}

/// The run's photographs were not found, or have been found elsewhere.
pub fn moved_photographs(state: &State) -> Result<(), ShellText> {
    let results = &state.subject.results;
    let missed = matches!(&results.evaluation, Evaluation::Failed(problem) if problem.wants_photographs());
    let missed = missed || results.results().is_some_and(|results| !results.has_photographs());
    let missed = missed || (!state.subject.is_experiment() && state.subject.data.problem.is_some());
    require(missed || results.moved_to.is_some(), ShellText::NeedsResults)
}

pub fn model(state: &State) -> Result<(), ShellText> {
    require(state.subject.prediction.model.is_some(), ShellText::NeedsModel)
}

pub fn predictions(state: &State) -> Result<(), ShellText> {
    require(!state.subject.prediction.cards.is_empty(), ShellText::NeedsPredictions)
}

/// Predictions of one network alone.
pub fn current_predictions(state: &State) -> Result<(), ShellText> {
    predictions(state)?;
    let prediction = &state.subject.prediction;
    require(prediction.model.is_some() && prediction.outdated() == 0, ShellText::NeedsCurrentPredictions)
}

pub fn shown_run(state: &State) -> Result<(), ShellText> {
    require(!state.subject.is_experiment(), ShellText::NeedsShownRun)
}

/// The overlay of the shown page's photographs has been read.
pub fn overlay(state: &State) -> Result<(), ShellText> {
    require(state.document().is_some(), ShellText::NeedsData)
}

/// There is a step of the shown subject, or a deleted run on the shelf, which is shown.
pub fn undoable_step(state: &State) -> Result<(), ShellText> {
    require(state.undoes_deletion() || state.next_step(false).is_some(), ShellText::NeedsStep)
}

pub fn undone_step(state: &State) -> Result<(), ShellText> {
    require(state.next_step(true).is_some(), ShellText::NeedsUndone)
}

pub fn chosen_photograph(state: &State) -> Result<(), ShellText> {
    require(state.chosen().is_some() && state.document().is_some(), ShellText::NeedsPhotograph)
}

/// The chosen photograph is relabelled, excluded or flagged.
pub fn changed_photograph(state: &State) -> Result<(), ShellText> {
    let change = state.chosen().and_then(|chosen| state.document()?.get(chosen.name));
    require(change.is_some(), ShellText::NeedsDecision)
}

/// The overlay of the evaluated run's photographs is open, and not empty both then and now.
pub fn changes_since_run(state: &State) -> Result<(), ShellText> {
    no_active_run(state)?;
    results(state)?;
    let config = state.subject.results.results().map(|results| &results.config);
    let document = config.and_then(|config| state.overlay.document(config.data.source.as_ref()?));
    let trained_with_overlay = config.is_some_and(|config| config.data.overlay.is_some());
    let changed = |document: &OverlayDocument| document.is_open() && (!document.is_empty() || trained_with_overlay);
    require(document.is_some_and(changed), ShellText::NeedsDecision)
}

/// A run with weights is selected on the shelf or shown.
pub fn exportable_run(state: &State) -> Result<(), ShellText> {
    require(state.exportable_run().is_some(), ShellText::NeedsTrainedRun)
}

/// A run is selected on the shelf, which is shown.
pub fn selected_run(state: &State) -> Result<(), ShellText> {
    require(state.page() == Page::Runs && state.shelf.selected.is_some(), ShellText::NeedsSelectedRun)
}

pub fn deleted_run(state: &State) -> Result<(), ShellText> {
    require(!state.shelf.deleted.is_empty(), ShellText::NeedsDeletedRun)
}

/// Two runs or more are chosen on the shelf.
pub fn chosen_runs(state: &State) -> Result<(), ShellText> {
    require(state.shelf.chosen.len() >= 2, ShellText::NeedsChosenRuns)
}

pub fn compared_runs(state: &State) -> Result<(), ShellText> {
    require(!state.curves.runs.is_empty(), ShellText::NeedsCompared)
}

/// A lesson is shown.
pub fn open_lesson(state: &State) -> Result<(), ShellText> {
    let page = state.page();
    let is_open = state.lessons.seen_on(page).is_some() || state.lessons.shows_whole(page);
    require(is_open, ShellText::NeedsLesson)
}

pub fn two_compared(state: &State) -> Result<(), ShellText> {
    require(state.curves.runs.len() == 2, ShellText::NeedsTwoCompared)
}
