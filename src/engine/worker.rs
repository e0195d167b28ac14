//! Named threads that do one job after another.

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{Builder, JoinHandle};

use super::EngineEvent;
use super::outbox::Outbox;

/// Starts a thread that runs `run` for each job until the jobs end. A panic ends that job only and is told as
/// [`EngineEvent::Panicked`].
///
/// # Errors
/// The system's, when it gives no thread.
pub(super) fn spawn<J, Jobs>(
    name: &'static str,
    outbox: Outbox,
    jobs: Jobs,
    mut run: impl FnMut(J) + Send + 'static,
) -> io::Result<JoinHandle<()>>
where
    Jobs: IntoIterator<Item = J> + Send + 'static,
{
    Builder::new().name(name.to_owned()).spawn(move || {
        for job in jobs {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| run(job))) {
                outbox.send(EngineEvent::Panicked { thread: name, message: panic_message(panic.as_ref()) });
            }
        }
    })
}

/// What a panic said.
pub(super) fn panic_message(panic: &(dyn Any + Send)) -> String {
    if let Some(text) = panic.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = panic.downcast_ref::<String>() {
        text.clone()
    } else {
        "no message".to_owned()
    }
}
