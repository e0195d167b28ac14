//! Evaluates the run's network when the results page is shown, and takes the evaluation into the state.

use std::path::PathBuf;

use eframe::egui::Context;

use crate::app::App;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::pictures::smooth;
use crate::app::state::{Evaluation, Explained, ExplainedTextures, RunView, TestSet, next_number};
use crate::engine::{EvaluationCommand, EvaluationEvent, EvaluationSet, ExplanationCommand, GradCamView};
use crate::shared_error::SharedError;
use crate::text::ResultsText;

/// What a Grad-CAM is computed from: the evaluation's number, the photograph, the layer, the class.
pub type GradCamKey = (u64, usize, Option<usize>, u32);

impl App {
    /// Requests what the results page needs and has not requested yet.
    pub(super) fn request_results(&mut self) {
        // The prediction page needs the calibration that the evaluation of the validation photographs gives.
        let trains = self.state.subject.run.as_ref().is_some_and(RunView::is_active);
        match self.state.page() {
            Page::Results => {}
            Page::Prediction if !trains => {}
            _ => return,
        }
        let results = &mut self.state.subject.results;
        if let Some(request) = results.evaluation_request() {
            results.evaluation = Evaluation::Running { done: 0, total: 0 };
            let generation = results.generation;
            self.send(EvaluationCommand::Evaluate { generation, request });
            return;
        }
        if self.state.page() != Page::Results {
            return;
        }
        let results = &self.state.subject.results;
        let Some(request) = results.grad_cam_request() else { return };
        let key = (results.generation, request.photograph, request.layer, request.class);
        if self.requests.grad_cam.is_none_or(|(requested, _)| requested != key) {
            let generation = next_number();
            self.requests.grad_cam = Some((key, generation));
            self.send(ExplanationCommand::GradCam { generation, request });
        }
    }

    /// Lets the engine write the run's report, in the window's language.
    pub(in crate::app) fn write_report(&mut self, path: PathBuf) {
        let results = &self.state.subject.results;
        let Some(run) = results.run.clone() else { return };
        let language = self.state.language;
        let moved_to = results.moved_to.clone();
        self.send(EvaluationCommand::WriteReport { run, moved_to, path, language });
        let summary = self.state.language.text(ResultsText::WritingReport);
        self.state.notices.report(Severity::Information, summary, None);
    }

    pub(super) fn take_evaluation_event(&mut self, event: EvaluationEvent) {
        let results = &mut self.state.subject.results;
        match event {
            EvaluationEvent::Progress { generation, done, total } if generation == results.generation => {
                if let Evaluation::Running { done: so_far, total: all } = &mut results.evaluation {
                    (*so_far, *all) = (done, total);
                }
            }
            EvaluationEvent::Evaluated { generation, results: evaluated } if generation == results.generation => {
                let is_validation = results.set == EvaluationSet::Validation;
                let test = evaluated.test_figures().filter(|_| results.set == EvaluationSet::Test);
                results.take(evaluated);
                if let (Some(test), Some(run)) = (test, &mut self.state.subject.run) {
                    run.test = TestSet::Done(test);
                }
                if is_validation {
                    self.state.subject.prediction.classify_uncalibrated();
                    self.send_cards();
                }
                self.refresh_marks();
            }
            EvaluationEvent::Failed { generation, problem } if generation == results.generation => {
                results.evaluation = Evaluation::Failed(problem);
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
        let newest = self.requests.grad_cam.filter(|(_, number)| *number == generation);
        let Some((key, _)) = newest else { return };
        let pictures = view.map(|view| ExplainedTextures {
            picture: smooth(context, "evaluated photo", &view.picture),
            heat: view.heat.map(|heat| smooth(context, "heat", &heat)),
            size: view.size,
        });
        self.state.subject.results.explained = Some(Explained { photograph: key.1, pictures });
    }
}
