//! Judged photographs: asked for when their page is shown, taken when they come.

use std::path::PathBuf;

use eframe::egui::Context;

use crate::app::App;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::pictures::smooth;
use crate::app::state::{Explained, ExplainedTextures, Judged};
use crate::app::texts::{Language, ResultsText};
use crate::engine::{EngineCommand, EngineEvent, JudgedSet};
use crate::results::report;

/// What an explanation depends on: the judging's number, the photograph, the layer, the class.
pub type Key = (u64, usize, Option<usize>, u32);

impl App {
    /// Asks for what the results page needs and has not asked for yet.
    pub(super) fn ask_results(&mut self) {
        // The prediction page needs what the validation photographs say about the network's doubt.
        if !matches!(self.state.page(), Page::Results | Page::Prediction) {
            return;
        }
        let results = &mut self.state.results;
        if let Some(judging) = results.wanted() {
            results.judged = Judged::Running { done: 0, total: 0 };
            let generation = results.generation;
            self.send(EngineCommand::Judge { generation, judging });
            return;
        }
        if self.state.page() != Page::Results {
            return;
        }
        let results = &mut self.state.results;
        let Some(question) = results.question() else { return };
        let key = (results.generation, question.photograph, question.layer, question.class);
        if self.asked.explanation.is_none_or(|(asked, _)| asked != key) {
            self.asked.last += 1;
            let generation = self.asked.last;
            self.asked.explanation = Some((key, generation));
            self.send(EngineCommand::Explain { generation, question });
        }
    }

    /// Lets the run's report be written, in the window's language.
    pub(super) fn write_report(&mut self, path: PathBuf) {
        let results = &self.state.results;
        let Some(run) = results.run.clone() else { return };
        let language = match self.state.language {
            Language::English => report::Language::English,
            Language::Portuguese => report::Language::Portuguese,
        };
        let moved_to = results.moved_to.clone();
        self.send(EngineCommand::WriteReport { run, moved_to, path, language });
        let summary = self.state.language.text(ResultsText::WritingReport);
        self.state.notices.tell(Severity::Information, summary, None);
    }

    pub(super) fn take_results_event(&mut self, context: &Context, event: EngineEvent) {
        let results = &mut self.state.results;
        match event {
            EngineEvent::JudgingProgress { generation, done, total } if generation == results.generation => {
                if let Judged::Running { done: so_far, total: all } = &mut results.judged {
                    (*so_far, *all) = (done, total);
                }
            }
            EngineEvent::Judged { generation, results: judged } if generation == results.generation => {
                let tells_doubt = results.set == JudgedSet::Validation;
                results.take(judged);
                if tells_doubt {
                    self.state.prediction.ask_doubt();
                    self.send_cards();
                }
                self.follow_decisions();
            }
            EngineEvent::JudgingFailed { generation, problem } if generation == results.generation => {
                results.judged = Judged::Failed(problem);
            }
            EngineEvent::JudgedThumbnail { generation, photograph, picture } if generation == results.generation => {
                let texture = picture.map(|picture| smooth(context, &format!("judged {photograph}"), &picture));
                results.thumbnails.insert(photograph, texture);
            }
            EngineEvent::Explained { generation, explanation } => {
                let newest = self.asked.explanation.filter(|(_, number)| *number == generation);
                let Some((key, _)) = newest else { return };
                let pictures = explanation.map(|view| ExplainedTextures {
                    picture: smooth(context, "judged photograph", &view.picture),
                    heat: view.heat.map(|heat| smooth(context, "heat", &heat)),
                    size: view.size,
                });
                results.explained = Some(Explained { photograph: key.1, pictures });
            }
            _ => {}
        }
    }
}
