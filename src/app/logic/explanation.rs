//! The explanation of one prediction: requested when what it shows changes, and taken into the state.

use std::sync::Arc;

use eframe::egui::Context;

use crate::app::App;
use crate::app::page::Page;
use crate::app::pictures::{overlay, pixelated, smooth};
use crate::app::state::{CardState, ExplanationTab, HeatKind, Maps, Opened, Overlaid, Perturbed, next_number};
use crate::engine::{ExplanationAnswer, ExplanationCommand, ExplanationEvent, ExplanationRequest, ExplanationSubject};
use crate::shared_error::SharedError;

/// The newest request of each kind about the open photograph, and the number that its event will carry.
#[derive(Default)]
pub struct ExplanationRequests {
    subject: u64,
    heat: Slot,
    occlusion: Slot,
    maps: Slot,
    path: Slot,
    perturbation: Slot,
}

#[derive(Default)]
struct Slot {
    request: Option<ExplanationRequest>,
    generation: u64,
}

impl ExplanationRequests {
    fn slot(&mut self, request: &ExplanationRequest) -> &mut Slot {
        match request {
            ExplanationRequest::Heat { .. } => &mut self.heat,
            ExplanationRequest::Occlusion { .. } => &mut self.occlusion,
            ExplanationRequest::Maps { .. } => &mut self.maps,
            ExplanationRequest::Path { .. } => &mut self.path,
            ExplanationRequest::Perturbation(_) => &mut self.perturbation,
        }
    }
}

impl App {
    /// Explains the prediction for the chosen evaluated photograph.
    pub(in crate::app) fn explain_evaluated(&mut self) {
        let results = &self.state.subject.results;
        let Some((evaluated, photograph)) = results.results().cloned().zip(results.selected) else { return };
        let predictions = &evaluated.best.predictions;
        let name = predictions.names()[photograph].clone();
        let label = predictions.classes()[predictions.labels()[photograph] as usize].clone();
        let subject = ExplanationSubject::Evaluated { results: evaluated, photograph };
        self.open_explanation(Page::Results, name, Some(label), subject);
    }

    /// Explains the prediction on a card of the prediction page.
    pub(in crate::app) fn explain_card(&mut self, card: u64) {
        let Some(card) = self.state.subject.prediction.cards.iter().find(|found| found.id == card) else { return };
        let (Some(photograph), CardState::Done(verdict)) = (card.photograph.clone(), &card.state) else { return };
        let (name, model) = (card.name.clone(), Arc::clone(&verdict.model));
        self.open_explanation(Page::Prediction, name, None, ExplanationSubject::Card { model, photograph });
    }

    fn open_explanation(&mut self, page: Page, name: String, label: Option<String>, subject: ExplanationSubject) {
        self.state.subject.explanation.begin(page, name, label);
        let generation = next_number();
        self.requests.explanation = ExplanationRequests { subject: generation, ..ExplanationRequests::default() };
        self.send(ExplanationCommand::Open { generation, subject });
    }

    pub(in crate::app) fn close_explanation(&mut self) {
        self.state.subject.explanation.close();
        self.requests.explanation = ExplanationRequests::default();
        self.send(ExplanationCommand::CancelOcclusion);
    }

    /// Begins an occlusion map of the chosen classes.
    pub(in crate::app) fn occlude(&mut self) {
        let explanation = &mut self.state.subject.explanation;
        let request = explanation.occlusion.request(explanation.heat.classes);
        explanation.occlusion.running = Some((0, 0));
        explanation.occlusion.shown = None;
        explanation.occlusion.requested = Some(request.clone());
        self.request_explanation(request);
    }

    pub(in crate::app) fn cancel_occlusion(&mut self) {
        self.state.subject.explanation.occlusion.running = None;
        self.requests.explanation.occlusion = Slot::default();
        self.send(ExplanationCommand::CancelOcclusion);
    }

    /// Requests what the open tab needs and has not requested yet.
    pub(super) fn request_explanations(&mut self) {
        let explanation = &self.state.subject.explanation;
        let Some(view) =
            explanation.opened().map(|opened| &opened.view).filter(|_| explanation.is_on(self.state.page()))
        else {
            return;
        };
        let mut needed = Vec::new();
        match explanation.tab {
            ExplanationTab::Heat => {
                if explanation.heat.kind == HeatKind::GradCam && !view.convolutions.is_empty() {
                    needed.push(explanation.heat.request());
                }
                let (classes, seen) = (explanation.heat.classes, &view.seen);
                if explanation.heat.kind == HeatKind::Occlusion
                    && explanation.occlusion.begins_itself(classes, seen.height, seen.width)
                {
                    self.occlude();
                    return;
                }
            }
            ExplanationTab::Maps => needed.push(explanation.maps.request()),
            ExplanationTab::Output => {
                needed.extend(explanation.path.request());
                if !explanation.path.is_softmax() {
                    let (layer, common_scale) = (explanation.path.layer, explanation.maps.common_scale);
                    needed.push(ExplanationRequest::Maps { layer, common_scale });
                }
            }
            ExplanationTab::Perturbations => needed.push(ExplanationRequest::Perturbation(explanation.perturbation)),
        }
        for request in needed {
            if self.requests.explanation.slot(&request).request.as_ref() != Some(&request) {
                self.request_explanation(request);
            }
        }
    }

    fn request_explanation(&mut self, request: ExplanationRequest) {
        let generation = next_number();
        *self.requests.explanation.slot(&request) = Slot { request: Some(request.clone()), generation };
        self.send(ExplanationCommand::Explain { generation, request });
    }

    pub(super) fn take_explanation_event(&mut self, context: &Context, event: ExplanationEvent) {
        let (requests, explanation) = (&self.requests.explanation, &mut self.state.subject.explanation);
        match event {
            ExplanationEvent::Opened { generation, view } if generation == requests.subject => {
                explanation.open(view.map(|view| Opened {
                    picture: smooth(context, "explained", &view.picture),
                    seen: pixelated(context, "explained, as the network sees it", &view.seen),
                    view,
                }));
            }
            ExplanationEvent::Progress { generation, done, total } if generation == requests.occlusion.generation => {
                if let Some(running) = &mut explanation.occlusion.running {
                    *running = (done, total);
                }
            }
            ExplanationEvent::Explained { generation, answer: Ok(answer) } => {
                self.take_explanation(context, generation, answer);
            }
            ExplanationEvent::Explained { generation, answer: Err(reason) } => {
                self.take_explanation_failure(generation, reason);
            }
            ExplanationEvent::GradCam { generation, view } => self.take_grad_cam(context, generation, view),
            _ => {}
        }
    }

    fn take_explanation(&mut self, context: &Context, generation: u64, answer: ExplanationAnswer) {
        let (requests, explanation) = (&self.requests.explanation, &mut self.state.subject.explanation);
        match answer {
            ExplanationAnswer::Heat(views) if generation == requests.heat.generation => {
                let shown = views.into_iter().map(|view| {
                    let texture = overlay(context, "grad-cam", &view.overlay);
                    Overlaid { view, texture }
                });
                explanation.heat.shown = Some(Ok(shown.collect()));
            }
            ExplanationAnswer::Occlusion(views) if generation == requests.occlusion.generation => {
                let shown = views.into_iter().map(|view| {
                    let texture = overlay(context, "occlusion", &view.overlay);
                    Overlaid { view, texture }
                });
                explanation.occlusion.running = None;
                explanation.occlusion.shown = Some(Ok(shown.collect()));
            }
            ExplanationAnswer::Maps(view) if generation == requests.maps.generation => {
                explanation.maps.shown = Some(Ok(Maps::new(view)));
            }
            ExplanationAnswer::Path(view) if generation == requests.path.generation => explanation.path.take(Ok(*view)),
            ExplanationAnswer::Perturbation(view) if generation == requests.perturbation.generation => {
                let seen = pixelated(context, "perturbed", &view.seen);
                explanation.perturbed = Some(Ok(Perturbed { view, seen }));
            }
            _ => {}
        }
    }

    fn take_explanation_failure(&mut self, generation: u64, reason: SharedError) {
        let (requests, explanation) = (&self.requests.explanation, &mut self.state.subject.explanation);
        if generation == requests.heat.generation {
            explanation.heat.shown = Some(Err(reason));
        } else if generation == requests.occlusion.generation {
            explanation.occlusion.running = None;
            explanation.occlusion.shown = Some(Err(reason));
        } else if generation == requests.maps.generation {
            explanation.maps.shown = Some(Err(reason));
        } else if generation == requests.path.generation {
            explanation.path.take(Err(reason));
        } else if generation == requests.perturbation.generation {
            explanation.perturbed = Some(Err(reason));
        }
    }
}
