//! What the window and the engine say to each other: plain data, one file a subject. No threads, no work.

mod absent;
mod dataset;
mod duplicates;
mod evaluation;
mod exchange;
mod explanation;
mod files;
mod lessons;
mod list;
mod overlay;
mod portuguese;
mod prediction;
mod preview;
mod run_reading;
mod runs;
mod shelf;
mod thumbnails;
mod training;
mod worker_kind;

pub use absent::Absent;
pub use dataset::{DatasetCommand, DatasetEvent, DatasetView};
pub use duplicates::{DuplicatesCommand, DuplicatesEvent};
pub(in crate::engine) use evaluation::EvaluatedPhotographs;
pub use evaluation::{
    EpochFigures, EvaluationCommand, EvaluationEvent, EvaluationProblem, EvaluationRequest, EvaluationSet, Figures,
    ResultsView,
};
pub use exchange::{ExchangeCommand, ExchangeEvent, NotImported};
pub use explanation::{
    ColourOverlay, ExplainedLayer, ExplanationAnswer, ExplanationCommand, ExplanationEvent, ExplanationRequest,
    ExplanationSubject, ExplanationView, GradCamRequest, GradCamView, HeatView, MapsView, OcclusionView, PathView,
    PerturbationView,
};
pub use files::{FilesCommand, FilesEvent, NotOpened, Unwritable};
pub use lessons::{LessonPhoto, LessonsCommand, LessonsEvent, OwnRun};
pub use list::{ListCommand, ListError, ListEvent};
pub use overlay::{Before, KeepError, OpenedOverlay, OverlayCommand, OverlayEvent};
pub use prediction::{
    ClassificationView, ClassifyItem, ModelView, Photograph, PredictionCommand, PredictionEvent, Verdict,
};
pub use preview::{
    AugmentationView, NetworkProblem, PhotoView, Preview, PreviewCommand, PreviewEvent, Side, VersionView,
};
pub use run_reading::{Ending, NoRun, RunOnDisk, RunReadingCommand, RunReadingEvent};
pub use runs::{RunsCommand, RunsEvent};
pub use shelf::{Deletion, ShelfCommand, ShelfError, ShelfEvent, Undeleted};
pub use thumbnails::{ThumbnailsCommand, ThumbnailsEvent};
pub use training::{Preparation, RunPlace, TrainingCommand, TrainingEvent, TrainingOrder};
pub use worker_kind::{Panicked, WorkerKind};

/// Declares an enum with one variant a subject, and the way from each subject's own enum into it.
macro_rules! by_subject {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident($content:ty),)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub enum $name {
            $($(#[$doc])* $variant($content),)+
        }

        $(impl From<$content> for $name {
            fn from(content: $content) -> Self {
                Self::$variant(content)
            }
        })+
    };
}

by_subject! {
    /// A request of the window. It is answered by events; nobody waits for it.
    EngineCommand {
        /// The open data set.
        Dataset(DatasetCommand),
        /// Small pictures for galleries.
        Thumbnails(ThumbnailsCommand),
        /// What follows from the experiment.
        Preview(PreviewCommand),
        /// The running training.
        Training(TrainingCommand),
        /// Photographs before a run's network.
        Prediction(PredictionCommand),
        /// Single files, and what lies below folders.
        Files(FilesCommand),
        /// Labelled photographs before a run's network.
        Evaluation(EvaluationCommand),
        /// Overlays on disk.
        Overlay(OverlayCommand),
        /// Lists on disk.
        List(ListCommand),
        /// Runs on disk.
        Runs(RunsCommand),
        /// Runs at a glance, and what is done with them.
        Shelf(ShelfCommand),
        /// A run on disk, read to be shown.
        RunReading(RunReadingCommand),
        /// Photographs that occur twice.
        Duplicates(DuplicatesCommand),
        /// One photograph and the explanation of its prediction.
        Explanation(ExplanationCommand),
        /// Runs to and from other programs.
        Exchange(ExchangeCommand),
        /// What a lesson computes.
        Lessons(LessonsCommand),
    }
}

by_subject! {
    /// Something that happened on one of the engine's threads.
    EngineEvent {
        /// The open data set.
        Dataset(DatasetEvent),
        /// Small pictures for galleries.
        Thumbnails(ThumbnailsEvent),
        /// What follows from the experiment.
        Preview(PreviewEvent),
        /// The running training.
        Training(TrainingEvent),
        /// Photographs before a run's network.
        Prediction(PredictionEvent),
        /// Single files, and what lies below folders.
        Files(FilesEvent),
        /// Labelled photographs before a run's network.
        Evaluation(EvaluationEvent),
        /// Overlays on disk.
        Overlay(OverlayEvent),
        /// Lists on disk.
        List(ListEvent),
        /// Runs on disk.
        Runs(RunsEvent),
        /// Runs at a glance, and what is done with them.
        Shelf(ShelfEvent),
        /// A run on disk, read to be shown.
        RunReading(RunReadingEvent),
        /// Photographs that occur twice.
        Duplicates(DuplicatesEvent),
        /// One photograph and the explanation of its prediction.
        Explanation(ExplanationEvent),
        /// Runs to and from other programs.
        Exchange(ExchangeEvent),
        /// What a lesson computes.
        Lessons(LessonsEvent),
        /// A job ended by a panic. Its thread goes on with the next one.
        Panicked(Panicked),
    }
}
