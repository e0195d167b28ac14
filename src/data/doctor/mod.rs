//! Examines a data set: what is in it, what cannot be used and why, what occurs twice.

mod examination;
mod report;
mod text;

use std::{
    ops::ControlFlow,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
};

pub use self::examination::CannotBeRead;
use self::examination::Examination;
pub use report::{ClassCount, Report, Spread, UnusableFile, WrongExtension};

use super::{DataError, Dataset};

/// Reads and decodes every photograph once, on all cores, and keeps of each only a few numbers.
///
/// `progress` is told how many are done, and of how many.
///
/// # Errors
/// [`DataError::Cancelled`] if `progress` breaks; [`DataError::Threads`] if no thread can be started.
pub fn examine(
    dataset: &Dataset,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Report, DataError> {
    let total = dataset.photos.len();
    let threads = thread::available_parallelism().map_or(1, usize::from).min(total.max(1));
    let (next, is_stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = crossbeam_channel::bounded(4 * threads);
    thread::scope(|scope| {
        for number in 0..threads {
            let (sender, next, is_stopped) = (sender.clone(), &next, &is_stopped);
            let work = move || {
                while !is_stopped.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= total || sender.send((index, Examination::of(dataset, index))).is_err() {
                        return;
                    }
                }
            };
            let started = thread::Builder::new().name(format!("doctor-{number}")).spawn_scoped(scope, work);
            if let (Err(source), 0) = (started, number) {
                return Err(DataError::Threads { source });
            }
        }
        drop(sender);
        let mut examinations: Vec<Option<Examination>> = vec![None; total];
        let mut done = 0;
        for (index, examination) in receiver {
            examinations[index] = Some(examination);
            done += 1;
            if progress(done, total).is_break() {
                is_stopped.store(true, Ordering::Relaxed);
                return Err(DataError::Cancelled);
            }
        }
        Ok(Report::of(dataset, examinations.into_iter().flatten()))
    })
}

#[cfg(test)]
mod tests;
