//! Whether a run trains, how it ended, or why it cannot be read.

use std::io;
use std::path::Path;

use crate::run::folder::read_small_text;
use crate::run::lock::Lock;
use crate::run::{
    CHECKPOINT, Damage, EVENTS, EpochStats, RunEnd, RunFolderError, RunInfo, RunOutcome, TrainEvent,
    is_untrained_import, read_history,
};
use crate::shared_error::SharedError;

/// The state of a run on disk.
#[derive(Debug, Clone, PartialEq)]
pub enum RunState {
    /// A process trains in its folder.
    Training,
    /// Its process was killed; it can be resumed.
    Interrupted,
    /// The user stopped it; it can be resumed.
    Stopped,
    /// It came from elsewhere and has not been trained here.
    Imported,
    /// All epochs are done, or a callback ended it.
    Done,
    /// An error ended it.
    Failed {
        /// An English sentence for the user.
        message: String,
    },
    /// A file of it is missing, damaged, or of another version.
    Unreadable(SharedError),
}

/// The start of a run as its events report it, its whole epochs, and its state.
pub(super) fn read(folder: &Path, config: Option<&SharedError>) -> (Option<RunInfo>, Vec<EpochStats>, RunState) {
    let is_training = Lock::is_taken(folder);
    let events = read_ends(folder);
    let history = read_history(folder);
    let (info, last, problem) = match events {
        Ok((info, last)) => (info, last, None),
        Err(error) => (None, None, Some(error)),
    };
    let ended = match last {
        Some(TrainEvent::RunEnded(outcome)) => Some(outcome),
        _ => None,
    };
    // A start that was cut off has no history yet.
    let (history, problem) = match history {
        Ok(history) => (history, problem),
        Err(error) if is_missing(&error) && ended.as_ref().is_none_or(|ended| ended.epochs == 0) => {
            (Vec::new(), problem)
        }
        Err(error) => (Vec::new(), problem.or(Some(error))),
    };
    let has_begun = info.is_some() || !history.is_empty();
    let state = if let Some(error) = config {
        RunState::Unreadable(error.clone())
    } else if is_training {
        RunState::Training
    } else if let Some(error) = problem {
        RunState::Unreadable(error.into())
    } else if is_untrained_import(folder) {
        RunState::Imported
    } else if let Some(ended) = ended {
        of_outcome(ended)
    } else if has_begun && !folder.join(CHECKPOINT).exists() {
        RunState::Unreadable(RunFolderError::Unresumable { folder: folder.to_owned() }.into())
    } else {
        RunState::Interrupted
    };
    (info, history, state)
}

fn of_outcome(outcome: RunOutcome) -> RunState {
    match outcome.end {
        RunEnd::Completed | RunEnd::StoppedByCallback => RunState::Done,
        RunEnd::Stopped => RunState::Stopped,
        RunEnd::Failed { message } => RunState::Failed { message },
    }
}

fn is_missing(error: &RunFolderError) -> bool {
    matches!(error, RunFolderError::Read { source, .. } if source.kind() == io::ErrorKind::NotFound)
}

/// The first event, if it is the start, and the last whole one. A start that was cut off has no file of events.
fn read_ends(folder: &Path) -> Result<(Option<RunInfo>, Option<TrainEvent>), RunFolderError> {
    let path = folder.join(EVENTS);
    let text = match read_small_text(&path) {
        Err(error) if is_missing(&error) => return Ok((None, None)),
        text => text?,
    };
    // The last line may be cut off, as a full disk or a training that is just writing leaves it.
    let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
    let parse = |line: usize, text: &str| {
        let damaged = |problem: ron::error::SpannedError| Damage::Event { line, problem: problem.code };
        ron::from_str::<TrainEvent>(text)
            .map_err(|problem| RunFolderError::Damaged { path: path.clone(), damage: damaged(problem) })
    };
    let first = whole.lines().next().map(|text| parse(1, text)).transpose()?;
    let last = whole.lines().next_back().map(|text| parse(whole.lines().count(), text)).transpose()?;
    let info = match first {
        Some(TrainEvent::RunStarted(info)) => Some(info),
        _ => None,
    };
    // An event after a line that is cut off does not say how the run ended.
    Ok((info, last.filter(|_| whole.len() == text.len())))
}
