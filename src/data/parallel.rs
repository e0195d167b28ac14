//! The same work on each photograph, by several threads.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crossbeam_channel::bounded;

use super::DataError;

/// Results by which the workers may be ahead of the thread that reports the progress.
const AHEAD: usize = 64;

/// Does `work` for each index below `total`, on up to `threads` threads called `name`; returns the results in the
/// order of the indices.
///
/// `progress` is called on this thread with the number done and the total after each piece of work, and may break.
///
/// # Errors
/// The first error of `work`, after which no more work is begun; [`DataError::Cancelled`] if `progress` breaks;
/// [`DataError::Threads`] if no thread can be started.
pub fn for_each<T: Send>(
    name: &str,
    total: usize,
    threads: usize,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    work: impl Fn(usize) -> Result<T, DataError> + Sync,
) -> Result<Vec<T>, DataError> {
    let mut results: Vec<Option<T>> = (0..total).map(|_| None).collect();
    hand_over(name, total, threads, progress, work, |index, result| results[index] = Some(result))?;
    Ok(results.into_iter().flatten().collect())
}

/// As [`for_each`]; `take` is given each index and its result on this thread, in any order.
///
/// # Errors
/// As [`for_each`].
pub fn hand_over<T: Send>(
    name: &str,
    total: usize,
    threads: usize,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    work: impl Fn(usize) -> Result<T, DataError> + Sync,
    mut take: impl FnMut(usize, T),
) -> Result<(), DataError> {
    let (next, is_stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        // Dropped at the end of this closure, so that a worker never waits for room after an error.
        let (sender, finished) = bounded(AHEAD);
        for number in 0..threads.clamp(1, total.max(1)) {
            let (sender, next, is_stopped, work) = (sender.clone(), &next, &is_stopped, &work);
            let run = move || {
                while !is_stopped.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= total || sender.send((index, work(index))).is_err() {
                        return;
                    }
                }
            };
            let started = thread::Builder::new().name(format!("{name}-{number}")).spawn_scoped(scope, run);
            // With fewer threads than wanted the work only takes longer.
            if let (Err(source), 0) = (started, number) {
                return Err(DataError::Threads { source });
            }
        }
        drop(sender);
        for (done, (index, result)) in (1..).zip(&finished) {
            let reported = result.and_then(|result| {
                take(index, result);
                if progress(done, total).is_break() { Err(DataError::Cancelled) } else { Ok(()) }
            });
            if let Err(error) = reported {
                is_stopped.store(true, Ordering::Relaxed);
                return Err(error);
            }
        }
        Ok(())
    })
}
