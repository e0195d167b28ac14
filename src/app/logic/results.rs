//! Judged photographs: asked for when their page is shown, taken when they come.

use std::path::PathBuf;

use eframe::egui::Context;

use crate::app::App;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::pictures::smooth;
use crate::app::state::{Evaluated, Explained, ExplainedTextures};
use crate::engine::{EngineCommand, EngineEvent, EvaluationSet};
use crate::text::ResultsText;

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
        if let Some(evaluation) = results.wanted() {
            results.evaluated = Evaluated::Running { done: 0, total: 0 };
            let generation = results.generation;
            self.send(EngineCommand::Evaluator { generation, evaluation });
            return;
        }
        if self.state.page() != Page::Results {
            return;
        }
        let results = &mut self.state.results;
        let Some(question) = results.question() else { return };
        let key = (results.generation, question.photograph, question.layer, question.class);
        if self.asked.grad_cam.is_none_or(|(asked, _)| asked != key) {
            self.asked.last += 1;
            let generation = self.asked.last;
            self.asked.grad_cam = Some((key, generation));
            self.send(EngineCommand::Explain { generation, question });
        }
    }

    /// Lets the run's report be written, in the window's language.
    pub(super) fn write_report(&mut self, path: PathBuf) {
        let results = &self.state.results;
        let Some(run) = results.run.clone() else { return };
        let language = self.state.language;
        let moved_to = results.moved_to.clone();
        self.send(EngineCommand::WriteReport { run, moved_to, path, language });
        let summary = self.state.language.text(ResultsText::WritingReport);
        self.state.notices.tell(Severity::Information, summary, None);
    }

    pub(super) fn take_results_event(&mut self, context: &Context, event: EngineEvent) {
        let results = &mut self.state.results;
        match event {
            EngineEvent::EvaluationProgress { generation, done, total } if generation == results.generation => {
                if let Evaluated::Running { done: so_far, total: all } = &mut results.evaluated {
                    (*so_far, *all) = (done, total);
                }
            }
            EngineEvent::Evaluated { generation, results: evaluated } if generation == results.generation => {
                let reports_uncertainty = results.set == EvaluationSet::Validation;
                results.take(evaluated);
                if reports_uncertainty {
                    self.state.prediction.ask_uncertainty();
                    self.send_cards();
                }
                self.follow_decisions();
            }
            EngineEvent::EvaluationFailed { generation, problem } if generation == results.generation => {
                results.evaluated = Evaluated::Failed(problem);
            }
            EngineEvent::EvaluatedThumbnail { generation, photograph, picture } if generation == results.generation => {
                let texture = picture.map(|picture| smooth(context, &format!("judged {photograph}"), &picture));
                results.thumbnails.insert(photograph, texture);
            }
            EngineEvent::Explained { generation, explanation } => {
                let newest = self.asked.grad_cam.filter(|(_, number)| *number == generation);
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
