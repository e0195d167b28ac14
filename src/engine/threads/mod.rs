//! Named threads that do one job after another, and what they share with the window.

mod generation;
mod mailbox;
mod outbox;
mod panics;
mod throttle;

pub(super) use generation::Generation;
pub(super) use mailbox::{Mailbox, Newer, mailbox};
pub(super) use outbox::Outbox;
pub use outbox::Waker;
pub(super) use throttle::Throttle;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{Builder, JoinHandle};
use std::time::Instant;

use super::views::{Panicked, WorkerKind};

/// Gives this thread the lowest priority.
pub(super) fn give_way() {
    // Where the system refuses, the thread keeps its priority, which does no harm.
    let _ = thread_priority::set_current_thread_priority(thread_priority::ThreadPriority::Min);
}

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// It did all of its work, or reported why it could not.
    Done,
    /// It was cancelled, or nobody waits for its result any more.
    Cancelled,
}

/// Starts a thread that runs `run` for each job until the jobs end. A panic ends that job only and is reported as
/// [`super::EngineEvent::Panicked`].
///
/// # Errors
/// The system's, when it gives no thread.
pub(super) fn spawn<J, Jobs>(
    worker: WorkerKind,
    outbox: Outbox,
    jobs: Jobs,
    mut run: impl FnMut(J) -> Ended + Send + 'static,
) -> io::Result<JoinHandle<()>>
where
    Jobs: IntoIterator<Item = J> + Send + 'static,
{
    panics::note_locations();
    Builder::new().name(worker.to_string()).spawn(move || {
        for job in jobs {
            log::debug!("{worker}: a job began");
            let began = Instant::now();
            let ended = catch_unwind(AssertUnwindSafe(|| run(job)));
            let took_ms = began.elapsed().as_millis();
            match ended {
                Ok(Ended::Done) => log::info!("{worker}: a job ended after {took_ms} ms"),
                Ok(Ended::Cancelled) => log::info!("{worker}: a job was cancelled after {took_ms} ms"),
                Err(panic) => {
                    let message = panics::message(panic.as_ref());
                    log::error!("{worker}: a job panicked after {took_ms} ms: {message}");
                    outbox.send(Panicked { worker, message });
                }
            }
        }
    })
}
