//! Runs in aligned columns.

use std::fmt::Write as _;

use crate::run::{RunState, RunSummary, date_text};
use crate::text::{CliText, Language};

/// The name, which varies most in length, is the last column.
const COLUMNS: [CliText; 6] =
    [CliText::RunDate, CliText::RunState, CliText::RunEpochs, CliText::RunLoss, CliText::RunAccuracy, CliText::RunName];

/// A line for each run below the columns' names.
pub(super) fn table(runs: &[RunSummary], language: Language) -> String {
    let head = COLUMNS.map(|column| language.text(column).to_owned());
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(runs.iter().map(|run| cells(run, language))).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [0, 1, 2, 3, 4].map(width);
    let mut text = String::new();
    for [date, state, epochs, loss, accuracy, name] in &rows {
        let [w_date, w_state, w_epochs, w_loss, w_accuracy] = widths;
        let _ = writeln!(
            text,
            "{date:w_date$}  {state:w_state$}  {epochs:>w_epochs$}  {loss:>w_loss$}  {accuracy:>w_accuracy$}  {name}"
        );
    }
    text
}

fn cells(run: &RunSummary, language: Language) -> [String; 6] {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    let state = match run.state {
        RunState::Training => CliText::RunTraining,
        RunState::Interrupted => CliText::RunInterrupted,
        RunState::Stopped => CliText::RunStopped,
        RunState::Imported => CliText::RunImported,
        RunState::Done => CliText::RunDone,
        RunState::Failed { .. } => CliText::RunFailed,
        RunState::Unreadable(_) => CliText::RunUnreadable,
    };
    let epochs = match run.epochs_wanted {
        Some(wanted) => format!("{}/{wanted}", run.epochs),
        None => run.epochs.to_string(),
    };
    let loss = run.best.and_then(|best| best.val_loss).map(|loss| language.decimal(loss, 4));
    let accuracy = run.best.and_then(|best| best.val_accuracy).map(|share| language.accuracy(share));
    let date = run.started.map(date_text);
    let name = match run.pretrained {
        None => run.name(),
        Some(network) => language.fill(CliText::RunPretrained, &[("name", &run.name()), ("network", &network)]),
    };
    [or_dash(date), language.text(state).to_owned(), epochs, or_dash(loss), or_dash(accuracy), name]
}
