//! The engine's workers, one file or folder each: a thread, and the window's end of it.

mod dataset;
mod duplicates;
mod evaluation;
mod exchange;
mod explanation;
mod files;
mod lessons;
mod list;
mod opener;
mod overlay;
mod prediction;
mod preview;
mod run_reading;
mod runs;
mod shelf;
mod thumbnails;
mod training;

use std::io;
use std::thread::JoinHandle;

use super::model::Models;
use super::open_datasets::OpenDatasets;
use super::threads::{self, Ended, Outbox};
use super::views::{EngineCommand, WorkerKind};
use super::{EngineOptions, Rejected};
use crate::train::BatchProgress;
#[cfg(test)]
pub use shelf::FolderTrash;
pub use shelf::{SystemTrash, Trash};

/// Jobs that may wait where each must be done.
const JOBS_WAITING: usize = 64;

/// What workers are started with.
pub struct Context {
    pub options: EngineOptions,
    pub outbox: Outbox,
    pub datasets: OpenDatasets,
    pub models: Models,
    /// The threads that were started so far.
    pub threads: Vec<JoinHandle<()>>,
}

impl Context {
    /// Nothing is open and no thread is started yet.
    pub fn new(options: EngineOptions, outbox: Outbox) -> Self {
        let models = Models::new(options.threads);
        Self { options, outbox, datasets: OpenDatasets::default(), models, threads: Vec::new() }
    }

    /// Starts a thread that runs `run` for each job.
    fn spawn<J, Jobs>(
        &mut self,
        worker: WorkerKind,
        jobs: Jobs,
        run: impl FnMut(J) -> Ended + Send + 'static,
    ) -> io::Result<()>
    where
        Jobs: IntoIterator<Item = J> + Send + 'static,
    {
        self.threads.push(threads::spawn(worker, self.outbox.clone(), jobs, run)?);
        Ok(())
    }
}

/// The window's end of a worker. Dropping it ends the worker's threads once the jobs that wait are done.
trait Worker: Sized {
    /// What the worker is asked.
    type Command;

    /// Starts the worker's threads.
    fn start(context: &mut Context) -> io::Result<Self>;

    /// Passes a command on, or gives it back where too many wait already. Never waits.
    fn send(&mut self, command: Self::Command) -> Result<(), Self::Command>;

    /// The window closes: what takes long ends soon.
    fn cancel(&self) {}
}

/// Declares which worker carries out the commands of which subject.
macro_rules! workers {
    ($($subject:ident => $name:ident: $worker:ty,)+) => {
        /// All workers.
        pub struct Workers {
            $($name: $worker,)+
        }

        impl Workers {
            /// Starts them.
            pub fn start(context: &mut Context) -> io::Result<Self> {
                Ok(Self { $($name: Worker::start(context)?,)+ })
            }

            /// Passes a command to its worker, or gives it back where too many wait already. Never waits.
            pub fn send(&mut self, command: EngineCommand) -> Result<(), Rejected> {
                match command {
                    $(EngineCommand::$subject(command) => {
                        self.$name.send(command).map_err(|command| Rejected(Box::new(command.into())))
                    })+
                }
            }

            /// The window closes: what takes long ends soon.
            pub fn cancel(&self) {
                $(self.$name.cancel();)+
            }
        }
    };
}

workers! {
    Dataset => dataset: dataset::DatasetWorker,
    Thumbnails => thumbnails: thumbnails::ThumbnailsWorker,
    Preview => preview: preview::PreviewWorker,
    Training => training: training::TrainingWorker,
    Prediction => prediction: prediction::PredictionWorker,
    Files => files: files::FilesWorker,
    Evaluation => evaluation: evaluation::EvaluationWorker,
    Overlay => overlay: overlay::OverlayWorker,
    List => list: list::ListWorker,
    Runs => runs: runs::RunsWorker,
    Shelf => shelf: shelf::ShelfWorker,
    RunReading => run_reading: run_reading::RunReadingWorker,
    Duplicates => duplicates: duplicates::DuplicatesWorker,
    Explanation => explanation: explanation::ExplanationWorker,
    Exchange => exchange: exchange::ExchangeWorker,
    Lessons => lessons: lessons::LessonsWorker,
}

impl Workers {
    /// The running batch's latest numbers.
    pub fn batch_progress(&self) -> Option<BatchProgress> {
        self.training.batch_progress()
    }
}
