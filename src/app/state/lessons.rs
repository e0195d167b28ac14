//! The lessons: which is shown, what is moved in it, and what was answered.

use std::path::PathBuf;

use eframe::egui::TextureHandle;
use serde::{Deserialize, Serialize};

use super::Subject;
use crate::app::page::Page;
use crate::engine::LessonPhoto;
use crate::lessons::callbacks::Callbacks;
use crate::lessons::convolution::Convolution;
use crate::lessons::cross_entropy::CrossEntropy;
use crate::lessons::dense::Dense;
use crate::lessons::fields::Fields;
use crate::lessons::gradient_descent::GradientDescent;
use crate::lessons::optimizers::Optimizers;
use crate::lessons::overfitting::Overfitting;
use crate::lessons::own::{OwnAnswer, OwnQuestion};
use crate::lessons::pixels::{Channel, Pixels, SIDES};
use crate::lessons::pooling::Pooling;
use crate::lessons::relu::Relu;
use crate::lessons::sharing::Sharing;
use crate::lessons::softmax::Softmax;
use crate::lessons::training_mode::TrainingMode;
use crate::lessons::transfer::Transfer;
use crate::lessons::{Exercise, Lesson, Question, Worked};
use crate::shared_error::SharedError;
use crate::text::Language;

/// How a lesson's question was answered first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// By the right answer.
    Right,
    /// By another one.
    Wrong,
    /// Not at all: the right answer was shown.
    Shown,
}

/// What is chosen in a question now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// The chosen answer.
    pub chosen: Option<usize>,
    /// Whether the right answer is shown.
    pub is_shown: bool,
}

/// What the lessons' page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Opened {
    /// The names of all lessons.
    #[default]
    Index,
    /// A lesson.
    Lesson(Lesson),
    /// The closing page: the whole network on one photo.
    Whole,
}

/// All lessons.
#[derive(Default)]
pub struct LessonsState {
    /// What the lessons' page shows.
    open: Opened,
    /// Whether it is shown beside the other pages, too.
    is_beside: bool,
    /// Whether it has the whole window, for a projector.
    pub is_full: bool,
    /// What is chosen in its question.
    pub asked: Asked,
    /// The question that was computed last.
    question: Option<(Lesson, Language, Question)>,
    /// What is moved in each lesson.
    pub moved: Moved,
    /// The photo that all lessons show.
    pub photo: LessonPhoto,
    /// What the built-in drawings and their network stand in for, because it cannot be shown.
    pub stands_in: Option<LessonSource>,
    /// What was computed of the photo for the open lesson, or why nothing was.
    pub worked: Option<Result<LessonPictures, SharedError>>,
    /// What a trained network answered for the open lesson.
    pub own: Option<Own>,
}

/// What the lessons show of the user's own: the open photos and the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonSource {
    photos: u64,
    run: Option<PathBuf>,
}

impl LessonSource {
    /// What there is to show.
    #[must_use]
    pub fn of(subject: &Subject) -> Self {
        let run = subject.run.as_ref().and_then(|run| run.run_folder()).map(PathBuf::from);
        Self { photos: subject.data.generation, run }
    }
}

/// What a trained network answered, as far as it has come.
pub struct Own {
    /// Whether the network is the shown run's; otherwise one on the drawings.
    pub is_of_run: bool,
    /// The answer, or why there is none.
    pub answer: Result<OwnAnswer, SharedError>,
    /// The photos of the answer.
    pub pictures: Vec<TextureHandle>,
}

/// What was computed for a lesson, with its pictures.
pub struct LessonPictures {
    /// The numbers.
    pub worked: Worked,
    /// The pictures, in the lesson's order.
    pub pictures: Vec<TextureHandle>,
}

/// What is moved in each lesson.
#[derive(Default)]
pub struct Moved {
    /// Images as numbers.
    pub pixels: Pixels,
    /// A kernel over a photo.
    pub convolution: Convolution,
    /// `ReLU`.
    pub relu: Relu,
    /// Pooling.
    pub pooling: Pooling,
    /// Local receptive fields and shared weights.
    pub sharing: Sharing,
    /// Flatten and dense layers.
    pub dense: Dense,
    /// Softmax.
    pub softmax: Softmax,
    /// The cross-entropy.
    pub cross_entropy: CrossEntropy,
    /// Gradient descent.
    pub gradient_descent: GradientDescent,
    /// Momentum, `RMSprop` and Adam.
    pub optimizers: Optimizers,
    /// Callbacks.
    pub callbacks: Callbacks,
    /// Receptive fields.
    pub fields: Fields,
    /// Batch normalisation and dropout.
    pub training_mode: TrainingMode,
    /// The split and overfitting.
    pub overfitting: Overfitting,
    /// Transfer learning.
    pub transfer: Transfer,
    /// The operation and the filter whose photos are asked for.
    pub strongest: (usize, usize),
}

impl Moved {
    /// What a lesson asks a trained network.
    #[must_use]
    pub const fn own_question(&self, lesson: Lesson) -> Option<OwnQuestion> {
        match lesson {
            Lesson::Convolution => Some(OwnQuestion::Kernels),
            Lesson::Relu => Some(OwnQuestion::Silent),
            Lesson::Softmax => Some(OwnQuestion::Seen),
            Lesson::CrossEntropy => Some(OwnQuestion::Losses),
            Lesson::Fields => {
                let (operation, filter) = self.strongest;
                Some(OwnQuestion::Strongest { operation, filter })
            }
            Lesson::GradientDescent => Some(OwnQuestion::Rates),
            Lesson::TrainingMode => Some(OwnQuestion::Passes),
            _ => None,
        }
    }

    /// What a lesson computes of the photo, as it is moved now.
    #[must_use]
    pub fn exercise(&self, lesson: Lesson) -> Option<Exercise> {
        match lesson {
            Lesson::Pixels => Some(Exercise::Pixels(self.pixels.side, self.pixels.channel)),
            Lesson::Convolution => Some(Exercise::Convolution(self.convolution.clone())),
            Lesson::Relu => Some(Exercise::Relu(self.relu)),
            Lesson::Pooling => Some(Exercise::Pooling(self.pooling)),
            Lesson::Fields => Some(Exercise::Pixels(*SIDES.end(), Channel::All)),
            Lesson::TrainingMode => Some(Exercise::TrainingMode(self.training_mode.clone())),
            Lesson::Overfitting => Some(Exercise::Leak),
            Lesson::Sharing
            | Lesson::Dense
            | Lesson::Softmax
            | Lesson::CrossEntropy
            | Lesson::GradientDescent
            | Lesson::Optimizers
            | Lesson::Callbacks
            | Lesson::Transfer => None,
        }
    }
}

impl LessonsState {
    /// The lesson that is open, if one is.
    #[must_use]
    pub const fn open(&self) -> Option<Lesson> {
        match self.open {
            Opened::Lesson(lesson) => Some(lesson),
            Opened::Index | Opened::Whole => None,
        }
    }

    /// Whether their own page shows the index.
    #[must_use]
    pub fn shows_index(&self) -> bool {
        self.open == Opened::Index
    }

    /// The lesson that is seen on a page: on their own one the open one, elsewhere one that was opened there.
    #[must_use]
    pub fn seen_on(&self, page: Page) -> Option<Lesson> {
        self.open().filter(|_| page == Page::Learn || self.is_beside)
    }

    /// Whether a page shows the whole network on one photo.
    #[must_use]
    pub fn shows_whole(&self, page: Page) -> bool {
        page == Page::Learn && self.open == Opened::Whole
    }

    /// Whether the open lesson's question has been answered, now or earlier, or its answer shown: what would tell the
    /// answer is shown only then.
    #[must_use]
    pub fn is_known(&self, answered: &[(Lesson, Reply)]) -> bool {
        let is_told = self.asked.chosen.is_some() || self.asked.is_shown;
        is_told || self.open().is_some_and(|lesson| reply_to(answered, lesson).is_some())
    }

    /// Shows a lesson beside whatever page is shown.
    pub fn show_beside(&mut self, lesson: Lesson) {
        self.show(Some(lesson));
        self.is_beside = true;
    }

    /// Shows the lesson on no page but their own.
    pub const fn close_beside(&mut self) {
        self.is_beside = false;
    }

    /// Shows a lesson, or the index.
    pub fn show(&mut self, lesson: Option<Lesson>) {
        self.open = lesson.map_or(Opened::Index, Opened::Lesson);
        self.asked = Asked::default();
    }

    /// Shows the whole network on one photo.
    pub const fn show_whole(&mut self) {
        self.open = Opened::Whole;
    }

    /// Shows what comes after the open lesson: on a page, the closing page comes after the last one.
    pub fn go_on(&mut self, page: Page) {
        match self.open().and_then(Lesson::next) {
            Some(next) => self.show(Some(next)),
            None if self.goes_on(page) => self.show_whole(),
            None => {}
        }
    }

    /// Whether something comes after what is open.
    #[must_use]
    pub fn goes_on(&self, page: Page) -> bool {
        self.open().is_some_and(|lesson| lesson.next().is_some() || page == Page::Learn)
    }

    /// The lesson before what is open.
    #[must_use]
    pub fn before(&self) -> Option<Lesson> {
        match self.open {
            Opened::Index => None,
            Opened::Lesson(lesson) => lesson.previous(),
            Opened::Whole => Lesson::ALL.last().copied(),
        }
    }

    /// Takes in a lesson's question.
    pub fn ask(&mut self, lesson: Lesson, language: Language, question: Question) {
        self.question = Some((lesson, language, question));
    }

    /// A lesson's question, once it has been computed.
    #[must_use]
    pub fn question(&self, lesson: Lesson, language: Language) -> Option<&Question> {
        let known = self.question.as_ref().filter(|(of, by, _)| (*of, *by) == (lesson, language));
        known.map(|(.., question)| question)
    }
}

/// How a lesson's question was answered first.
#[must_use]
pub fn reply_to(answered: &[(Lesson, Reply)], lesson: Lesson) -> Option<Reply> {
    answered.iter().find(|(known, _)| *known == lesson).map(|(_, reply)| *reply)
}
