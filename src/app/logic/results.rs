//! Evaluates the run's network when the results page is shown, and takes the evaluation into the state.

use std::path::PathBuf;

use eframe::egui::Context;

use crate::app::App;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::pictures::smooth;
use crate::app::state::{Evaluation, Explained, ExplainedTextures};
use crate::engine::{EngineCommand, EngineEvent, EvaluationSet};
use crate::text::ResultsText;

/// What a Grad-CAM is computed from: the evaluation's number, the photograph, the layer, the class.
pub type GradCamKey = (u64, usize, Option<usize>, u32);

impl App {
    /// Requests what the results page needs and has not requested yet.
    pub(super) fn request_results(&mut self) {
        // The prediction page needs the calibration that the evaluation of the validation photographs gives.
        if !matches!(self.state.page(), Page::Results | Page::Prediction) {
            return;
        }
        let results = &mut self.state.results;
        if let Some(evaluation) = results.evaluation_request() {
            results.evaluation = Evaluation::Running { done: 0, total: 0 };
            let generation = results.generation;
            self.send(EngineCommand::Evaluator { generation, evaluation });
            return;
        }
        if self.state.page() != Page::Results {
            return;
        }
        let results = &self.state.results;
        let Some(question) = results.grad_cam_request() else { return };
        let key = (results.generation, question.photograph, question.layer, question.class);
        if self.requests.grad_cam.is_none_or(|(requested, _)| requested != key) {
            let generation = self.requests.next();
            self.requests.grad_cam = Some((key, generation));
            self.send(EngineCommand::Explain { generation, question });
        }
    }

    /// Lets the engine write the run's report, in the window's language.
    pub(in crate::app) fn write_report(&mut self, path: PathBuf) {
        let results = &self.state.results;
        let Some(run) = results.run.clone() else { return };
        let language = self.state.language;
        let moved_to = results.moved_to.clone();
        self.send(EngineCommand::WriteReport { run, moved_to, path, language });
        let summary = self.state.language.text(ResultsText::WritingReport);
        self.state.notices.report(Severity::Information, summary, None);
    }

    pub(super) fn take_results_event(&mut self, context: &Context, event: EngineEvent) {
        let results = &mut self.state.results;
        match event {
            EngineEvent::EvaluationProgress { generation, done, total } if generation == results.generation => {
                if let Evaluation::Running { done: so_far, total: all } = &mut results.evaluation {
                    (*so_far, *all) = (done, total);
                }
            }
            EngineEvent::Evaluated { generation, results: evaluated } if generation == results.generation => {
                let is_validation = results.set == EvaluationSet::Validation;
                results.take(evaluated);
                if is_validation {
                    self.state.prediction.classify_uncalibrated();
                    self.send_cards();
                }
                self.refresh_marks();
            }
            EngineEvent::EvaluationFailed { generation, problem } if generation == results.generation => {
                results.evaluation = Evaluation::Failed(problem);
            }
            EngineEvent::EvaluatedThumbnail { generation, photograph, picture } if generation == results.generation => {
                let texture = picture.map(|picture| smooth(context, &format!("evaluated {photograph}"), &picture));
                results.thumbnails.insert(photograph, texture);
            }
            EngineEvent::Explained { generation, explanation } => {
                let newest = self.requests.grad_cam.filter(|(_, number)| *number == generation);
                let Some((key, _)) = newest else { return };
                let pictures = explanation.map(|view| ExplainedTextures {
                    picture: smooth(context, "evaluated photograph", &view.picture),
                    heat: view.heat.map(|heat| smooth(context, "heat", &heat)),
                    size: view.size,
                });
                results.explained = Some(Explained { photograph: key.1, pictures });
            }
            _ => {}
        }
    }
}
