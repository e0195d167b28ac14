//! What the lessons need before they are painted.

use eframe::egui::{Context, Key, Modifiers, TextureHandle};

use crate::app::App;
use crate::app::page::Page;
use crate::app::pictures::pixelated;
use crate::app::state::{LessonPictures, LessonSource, Own, next_number};
use crate::data::Picture;
use crate::engine::{LessonPhoto, LessonsCommand, LessonsEvent, OwnRun};
use crate::lessons::own::{OwnAnswer, OwnQuestion};
use crate::lessons::{Exercise, Lesson};
use crate::text::Language;

/// What the open lesson has requested last, and the number that its event will carry.
#[derive(Default)]
pub struct LessonRequest {
    asked: Option<(Lesson, Language)>,
    request: Option<(LessonPhoto, Exercise)>,
    generation: u64,
    own: Option<OwnRequest>,
    own_generation: u64,
    /// Whether the answer was given up for something else, and is still wanted.
    own_is_cut: bool,
}

/// A run, none for the drawings' network; what it is asked; and the photo, where it is asked about that.
type OwnRequest = (Option<Box<OwnRun>>, OwnQuestion, Option<LessonPhoto>);

impl App {
    /// Requests what the open lesson shows, where it has changed.
    pub(super) fn request_lesson(&mut self) {
        let lessons = &self.state.lessons;
        if lessons.shows_whole(self.state.page()) {
            self.request_own(Some(OwnQuestion::Seen));
            return;
        }
        let Some(lesson) = lessons.seen_on(self.state.page()) else { return };
        let exercise = lessons.moved.exercise(lesson);
        let language = self.state.language;
        if self.requests.lesson.asked != Some((lesson, language)) {
            self.requests.lesson.asked = Some((lesson, language));
            self.send(LessonsCommand::Ask { lesson, language });
        }
        if let Some(exercise) = exercise {
            self.request_exercise(exercise);
        }
        // A network may take long to answer, and what is moved does not wait for it.
        self.request_own(self.state.lessons.moved.own_question(lesson));
    }

    /// Requests what the lesson shows of the photo, as it is moved now.
    fn request_exercise(&mut self, exercise: Exercise) {
        let request = (self.kept_photo(), exercise);
        if self.requests.lesson.request.as_ref() == Some(&request) {
            return;
        }
        let generation = next_number();
        self.requests.lesson.generation = generation;
        self.requests.lesson.request = Some(request.clone());
        let (photo, exercise) = request;
        self.send(LessonsCommand::Work { generation, photo, exercise });
    }

    /// Asks the shown run's network, or the drawings' where there is none with its photos, what the lesson shows of it.
    fn request_own(&mut self, question: Option<OwnQuestion>) {
        let photo = self.kept_photo();
        let of_photo = (question == Some(OwnQuestion::Seen)).then_some(photo);
        let request = question.map(|question| (self.own_run().map(Box::new), question, of_photo));
        let last = &mut self.requests.lesson;
        if last.own == request && !last.own_is_cut {
            return;
        }
        let of_same_run = |(run, ..): &OwnRequest| last.own.as_ref().is_some_and(|(last, ..)| last == run);
        // Another filter of the same network takes the place of the one before when it is there.
        let goes_on =
            matches!(question, Some(OwnQuestion::Strongest { .. })) && request.as_ref().is_some_and(of_same_run);
        if !goes_on && last.own != request {
            self.state.lessons.own = None;
        }
        let generation = next_number();
        last.own.clone_from(&request);
        (last.own_generation, last.own_is_cut) = (generation, false);
        if let Some((run, question, _)) = request {
            self.send(LessonsCommand::Own { generation, run, question, photo });
        }
    }

    /// The shown run with its photos, unless it trains now.
    fn own_run(&self) -> Option<OwnRun> {
        if self.drawings_stand_in() {
            return None;
        }
        let run = self.state.subject.run.as_ref().filter(|run| !run.is_active() && run.weights.is_some())?;
        let data = &self.state.subject.data;
        data.dataset.as_ref().filter(|dataset| run.config.data.source.as_ref() == Some(&dataset.source))?;
        let (folder, config) = (run.run_folder()?.to_owned(), run.config.clone());
        Some(OwnRun { folder, epoch: run.weights, config, dataset: data.generation })
    }

    /// Whether the drawings are shown in the place of these photos and this run.
    fn drawings_stand_in(&self) -> bool {
        self.state.lessons.stands_in.as_ref() == Some(&LessonSource::of(&self.state.subject))
    }

    /// One photo is kept through all lessons: the chosen one of the open data set, or its first, until another data set is
    /// open.
    fn kept_photo(&mut self) -> LessonPhoto {
        let data = &self.state.subject.data;
        let open = data.dataset.as_ref().filter(|dataset| !dataset.photos.is_empty()).map(|_| data.generation);
        let open = open.filter(|_| !self.drawings_stand_in());
        let is_kept = match (self.state.lessons.photo, open) {
            (LessonPhoto::OfDataset { dataset, .. }, Some(open)) => dataset == open,
            (LessonPhoto::Drawing, None) => true,
            _ => false,
        };
        if !is_kept {
            self.state.lessons.photo = open.map_or(LessonPhoto::Drawing, |dataset| LessonPhoto::OfDataset {
                dataset,
                index: data.selected.unwrap_or(0),
            });
        }
        self.state.lessons.photo
    }

    pub(super) fn take_lessons_event(&mut self, context: &Context, event: LessonsEvent) {
        let (generation, worked) = match event {
            LessonsEvent::Asked { lesson, language, question } => {
                self.state.lessons.ask(lesson, language, question);
                return;
            }
            LessonsEvent::Worked { generation, worked } => (generation, worked),
            LessonsEvent::Own { generation, is_own, is_cut, answer } => {
                if generation == self.requests.lesson.own_generation {
                    self.requests.lesson.own_is_cut = is_cut;
                    let pictures = match &answer {
                        Ok(answer) => pictures_of(context, answer),
                        Err(_) => Vec::new(),
                    };
                    self.state.lessons.own =
                        Some(Own { is_of_run: is_own, answer: answer.map(|answer| *answer), pictures });
                }
                return;
            }
        };
        if generation != self.requests.lesson.generation {
            return;
        }
        self.state.lessons.worked = Some(worked.map(|worked| {
            let pictures = worked.pictures();
            let texture = |(place, picture)| pixelated(context, &format!("lesson {place}"), picture);
            let pictures = pictures.iter().enumerate().map(texture);
            LessonPictures { pictures: pictures.collect(), worked: *worked }
        }));
    }

    /// Ends the full view by Escape, and where another page or the index is shown.
    pub(super) fn leave_full_view(&mut self, context: &Context) {
        if !self.state.lessons.is_full {
            return;
        }
        let is_shown = self.state.page() == Page::Learn && !self.state.lessons.shows_index();
        if !is_shown || context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.set_full_view(context, false);
        }
    }
}

/// The pictures of an answer as textures, in its order.
fn pictures_of(context: &Context, answer: &OwnAnswer) -> Vec<TextureHandle> {
    let pictures: Vec<&Picture> = match answer {
        OwnAnswer::Strongest(strongest) => strongest.photos.iter().map(|(picture, _)| picture).collect(),
        OwnAnswer::Seen(seen) => {
            std::iter::once(&seen.picture).chain(seen.stages.iter().flat_map(|stage| &stage.pictures)).collect()
        }
        _ => Vec::new(),
    };
    let texture = |(place, picture): (usize, &&Picture)| pixelated(context, &format!("own {place}"), picture);
    pictures.iter().enumerate().map(texture).collect()
}
