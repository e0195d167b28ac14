//! Named threads that do one job after another.

use std::any::Any;
use std::cell::RefCell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;
use std::thread::{Builder, JoinHandle};

use super::EngineEvent;
use super::outbox::Outbox;
use crate::panics;

/// The engine's threads, each by what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkerKind {
    /// Opens and examines data sets.
    Data,
    /// Reads small pictures of the open data set.
    Thumbnails,
    /// Answers what follows from the experiment.
    Preview,
    /// Trains.
    Training,
    /// Classifies.
    Prediction,
    /// Lists, reads and writes single files.
    Files,
    /// Judges labelled photographs, explains answers, writes reports.
    Results,
    /// Reads small pictures of judged photographs.
    Evaluated,
    /// Reads and writes overlays, and reads runs.
    Overlay,
    /// Looks for photographs that occur twice.
    DuplicatePair,
    /// Answers questions about one photograph.
    Explanation,
    /// Covers places of one photograph.
    Occlusion,
}

impl WorkerKind {
    /// The thread's name in the system's lists.
    #[must_use]
    pub const fn thread_name(self) -> &'static str {
        match self {
            Self::Data => "bigode-data",
            Self::Thumbnails => "bigode-thumbnails",
            Self::Preview => "bigode-preview",
            Self::Training => "bigode-training",
            Self::Prediction => "bigode-prediction",
            Self::Files => "bigode-files",
            Self::Results => "bigode-results",
            Self::Evaluated => "bigode-judged",
            Self::Overlay => "bigode-mending",
            Self::DuplicatePair => "bigode-twins",
            Self::Explanation => "bigode-why",
            Self::Occlusion => "bigode-occlusion",
        }
    }
}

/// A job that ended by a panic.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}: {message}", part.thread_name())]
pub struct Panicked {
    /// The thread.
    pub part: WorkerKind,
    /// What the panic said, and where in the code.
    pub message: String,
}

/// Starts a thread that runs `run` for each job until the jobs end. A panic ends that job only and is told as
/// [`EngineEvent::Panicked`].
///
/// # Errors
/// The system's, when it gives no thread.
pub(super) fn spawn<J, Jobs>(
    part: WorkerKind,
    outbox: Outbox,
    jobs: Jobs,
    mut run: impl FnMut(J) + Send + 'static,
) -> io::Result<JoinHandle<()>>
where
    Jobs: IntoIterator<Item = J> + Send + 'static,
{
    note_places_of_panics();
    Builder::new().name(part.thread_name().to_owned()).spawn(move || {
        for job in jobs {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| run(job))) {
                outbox.send(EngineEvent::Panicked(Panicked { part, message: panic_message(panic.as_ref()) }));
            }
        }
    })
}

thread_local! {
    /// Where this thread panicked last: file, line and column.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What is caught of a panic tells no place, so each is noted on its way.
fn note_places_of_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| {
            PLACE.set(info.location().map(ToString::to_string));
            usual(info);
        }));
    });
}

/// What a panic said, and where it was.
fn panic_message(panic: &(dyn Any + Send)) -> String {
    let said = panics::message(panic);
    match PLACE.take() {
        Some(place) => format!("{said} ({place})"),
        None => said.to_owned(),
    }
}
