//! Judged photographs: asked for when their page is shown, taken when they come.

use std::path::PathBuf;

use eframe::egui::Context;

use crate::app::App;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::pictures::smooth;
use crate::app::state::{Evaluated, Explained, ExplainedTextures};
use crate::engine::{EvaluationCommand, EvaluationEvent, EvaluationSet, ExplanationCommand, GradCamView};
use crate::shared_error::SharedError;
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
        if let Some(request) = results.wanted() {
            results.evaluated = Evaluated::Running { done: 0, total: 0 };
            let generation = results.generation;
            self.send(EvaluationCommand::Evaluate { generation, request });
            return;
        }
        if self.state.page() != Page::Results {
            return;
        }
        let results = &mut self.state.results;
        let Some(request) = results.question() else { return };
        let key = (results.generation, request.photograph, request.layer, request.class);
        if self.asked.grad_cam.is_none_or(|(asked, _)| asked != key) {
            self.asked.last += 1;
            let generation = self.asked.last;
            self.asked.grad_cam = Some((key, generation));
            self.send(ExplanationCommand::GradCam { generation, request });
        }
    }

    /// Lets the run's report be written, in the window's language.
    pub(super) fn write_report(&mut self, path: PathBuf) {
        let results = &self.state.results;
        let Some(run) = results.run.clone() else { return };
        let language = self.state.language;
        let moved_to = results.moved_to.clone();
        self.send(EvaluationCommand::WriteReport { run, moved_to, path, language });
        let summary = self.state.language.text(ResultsText::WritingReport);
        self.state.notices.tell(Severity::Information, summary, None);
    }

    pub(super) fn take_evaluation_event(&mut self, event: EvaluationEvent) {
        let results = &mut self.state.results;
        match event {
            EvaluationEvent::Progress { generation, done, total } if generation == results.generation => {
                if let Evaluated::Running { done: so_far, total: all } = &mut results.evaluated {
                    (*so_far, *all) = (done, total);
                }
            }
            EvaluationEvent::Evaluated { generation, results: evaluated } if generation == results.generation => {
                let reports_uncertainty = results.set == EvaluationSet::Validation;
                results.take(evaluated);
                if reports_uncertainty {
                    self.state.prediction.ask_uncertainty();
                    self.send_cards();
                }
                self.follow_decisions();
            }
            EvaluationEvent::Failed { generation, problem } if generation == results.generation => {
                results.evaluated = Evaluated::Failed(problem);
            }
            _ => {}
        }
    }

    pub(super) fn take_grad_cam(
        &mut self,
        context: &Context,
        generation: u64,
        view: Result<Box<GradCamView>, SharedError>,
    ) {
        let newest = self.asked.grad_cam.filter(|(_, number)| *number == generation);
        let Some((key, _)) = newest else { return };
        let pictures = view.map(|view| ExplainedTextures {
            picture: smooth(context, "evaluated photograph", &view.picture),
            heat: view.heat.map(|heat| smooth(context, "heat", &heat)),
            size: view.size,
        });
        self.state.results.explained = Some(Explained { photograph: key.1, pictures });
    }
}
