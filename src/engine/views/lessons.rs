//! What a lesson asks, and what it computes of a photo.

use std::path::PathBuf;

use crate::config::RunConfig;
use crate::lessons::own::{OwnAnswer, OwnQuestion};
use crate::lessons::{Exercise, Lesson, Question, Worked};
use crate::shared_error::SharedError;
use crate::text::Language;

/// A request of the open lesson. A newer one of its kind replaces one that still waits.
#[derive(Debug, Clone)]
pub enum LessonsCommand {
    /// The lesson's question, whose right answer is computed.
    Ask {
        /// Which lesson.
        lesson: Lesson,
        /// In which language.
        language: Language,
    },
    /// What the lesson shows.
    Work {
        /// Comes back with the answer.
        generation: u64,
        /// Which photo.
        photo: LessonPhoto,
        /// What to compute of it.
        exercise: Exercise,
    },
    /// A question to a trained network about photos. Whatever is requested next ends it.
    Own {
        /// Comes back with the answer.
        generation: u64,
        /// The run that is asked; none for a small network on the drawings.
        run: Option<Box<OwnRun>>,
        /// What is asked.
        question: OwnQuestion,
        /// The lessons' photo, for a question about it.
        photo: LessonPhoto,
    },
}

/// A run whose network lessons ask.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnRun {
    /// Its folder.
    pub folder: PathBuf,
    /// The epoch of its best weights.
    pub epoch: Option<usize>,
    /// What it trained.
    pub config: RunConfig,
    /// The number of its open data set.
    pub dataset: u64,
}

/// The photo of all lessons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LessonPhoto {
    /// A built-in drawing.
    #[default]
    Drawing,
    /// One of an open data set.
    OfDataset {
        /// The data set's number.
        dataset: u64,
        /// The photo's index in it.
        index: usize,
    },
}

/// An answer.
#[derive(Debug, Clone)]
pub enum LessonsEvent {
    /// To [`LessonsCommand::Ask`].
    Asked {
        /// Which lesson.
        lesson: Lesson,
        /// In which language.
        language: Language,
        /// The question with its answers.
        question: Question,
    },
    /// To [`LessonsCommand::Work`].
    Worked {
        /// The request's number.
        generation: u64,
        /// What came of it, or why nothing did.
        worked: Result<Box<Worked>, SharedError>,
    },
    /// To [`LessonsCommand::Own`]: all of it, or what there is so far.
    Own {
        /// The request's number.
        generation: u64,
        /// Whether the network is the run's.
        is_own: bool,
        /// Whether something else was requested before the answer was whole, so that this is all of it.
        is_cut: bool,
        /// The answer, or why there is none.
        answer: Result<Box<OwnAnswer>, SharedError>,
    },
}
