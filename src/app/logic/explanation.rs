//! The view that asks why: what it shows is asked for when it changes, and taken when it comes.

use eframe::egui::Context;

use crate::app::App;
use crate::app::page::Page;
use crate::app::pictures::{overlay, pixelated, smooth};
use crate::app::state::{ExplanationTab, HeatKind, Maps, Opened, Overlaid, Perturbed};
use crate::engine::{ExplanationAnswer, ExplanationCommand, ExplanationEvent, ExplanationRequest, ExplanationSubject};
use crate::shared_error::SharedError;

/// The newest question of each kind, and the number that its answer will carry.
#[derive(Default)]
pub struct ExplanationAsked {
    subject: u64,
    heat: Slot,
    occlusion: Slot,
    maps: Slot,
    path: Slot,
    perturbation: Slot,
}

#[derive(Default)]
struct Slot {
    question: Option<ExplanationRequest>,
    generation: u64,
}

impl ExplanationAsked {
    fn slot(&mut self, question: &ExplanationRequest) -> &mut Slot {
        match question {
            ExplanationRequest::Heat { .. } => &mut self.heat,
            ExplanationRequest::Occlusion { .. } => &mut self.occlusion,
            ExplanationRequest::Maps { .. } => &mut self.maps,
            ExplanationRequest::Path { .. } => &mut self.path,
            ExplanationRequest::Perturbation(_) => &mut self.perturbation,
        }
    }
}

impl App {
    /// Asks about the chosen judged photograph.
    pub(in crate::app) fn explain_evaluated(&mut self) {
        let results = &self.state.results;
        let Some((evaluated, photograph)) = results.results().cloned().zip(results.selected) else { return };
        let predictions = &evaluated.best.predictions;
        let name = predictions.names()[photograph].clone();
        let label = predictions.classes()[predictions.labels()[photograph] as usize].clone();
        self.open_explanation(
            Page::Results,
            name,
            Some(label),
            ExplanationSubject::Evaluated { results: evaluated, photograph },
        );
    }

    /// Asks about a card of the prediction page.
    pub(in crate::app) fn explain_card(&mut self, card: u64) {
        let Some(card) = self.state.prediction.cards.iter().find(|found| found.id == card) else { return };
        let Some(photograph) = card.photograph.clone() else { return };
        let name = card.name.clone();
        self.open_explanation(Page::Prediction, name, None, ExplanationSubject::Card(photograph));
    }

    fn open_explanation(&mut self, page: Page, name: String, label: Option<String>, subject: ExplanationSubject) {
        self.state.explanation.ask(page, name, label);
        self.asked.last += 1;
        let generation = self.asked.last;
        self.asked.explanation = ExplanationAsked { subject: generation, ..ExplanationAsked::default() };
        self.send(ExplanationCommand::Open { generation, subject });
    }

    pub(in crate::app) fn close_explanation(&mut self) {
        self.state.explanation.close();
        self.asked.explanation = ExplanationAsked::default();
        self.send(ExplanationCommand::CancelOcclusion);
    }

    /// Begins an occlusion map of the chosen classes.
    pub(in crate::app) fn occlude(&mut self) {
        let explanation = &mut self.state.explanation;
        let question = explanation.occlusion.question(explanation.heat.classes);
        explanation.occlusion.running = Some((0, 0));
        explanation.occlusion.shown = None;
        explanation.occlusion.asked = Some(question.clone());
        self.ask_question(question);
    }

    /// Asks for what the open tab needs and has not asked for yet.
    pub(super) fn ask_explanation(&mut self) {
        let explanation = &self.state.explanation;
        let Some(view) =
            explanation.opened().map(|opened| &opened.view).filter(|_| explanation.is_on(self.state.page()))
        else {
            return;
        };
        let mut questions = Vec::new();
        match explanation.tab {
            ExplanationTab::Heat => {
                if explanation.heat.kind == HeatKind::GradCam && !view.convolutions.is_empty() {
                    questions.push(explanation.heat.question());
                }
            }
            ExplanationTab::Maps => questions.push(explanation.maps.question()),
            ExplanationTab::Output => {
                questions.extend(explanation.path.question());
                if !explanation.path.is_softmax() {
                    let (layer, common_scale) = (explanation.path.layer, explanation.maps.common_scale);
                    questions.push(ExplanationRequest::Maps { layer, common_scale });
                }
            }
            ExplanationTab::Perturbations => questions.push(ExplanationRequest::Perturbation(explanation.perturbation)),
        }
        for question in questions {
            if self.asked.explanation.slot(&question).question.as_ref() != Some(&question) {
                self.ask_question(question);
            }
        }
    }

    fn ask_question(&mut self, question: ExplanationRequest) {
        self.asked.last += 1;
        let generation = self.asked.last;
        *self.asked.explanation.slot(&question) = Slot { question: Some(question.clone()), generation };
        self.send(ExplanationCommand::Explain { generation, request: question });
    }

    pub(super) fn take_explanation_event(&mut self, context: &Context, event: ExplanationEvent) {
        let (asked, explanation) = (&self.asked.explanation, &mut self.state.explanation);
        match event {
            ExplanationEvent::Opened { generation, view } if generation == asked.subject => {
                explanation.open(view.map(|view| Opened {
                    picture: smooth(context, "why", &view.picture),
                    seen: pixelated(context, "why seen", &view.seen),
                    view,
                }));
            }
            ExplanationEvent::Progress { generation, done, total } if generation == asked.occlusion.generation => {
                if let Some(running) = &mut explanation.occlusion.running {
                    *running = (done, total);
                }
            }
            ExplanationEvent::Explained { generation, answer } => self.take_answer(context, generation, answer),
            ExplanationEvent::GradCam { generation, view } => self.take_grad_cam(context, generation, view),
            _ => {}
        }
    }

    fn take_answer(&mut self, context: &Context, generation: u64, answer: Result<ExplanationAnswer, SharedError>) {
        let (asked, explanation) = (&self.asked.explanation, &mut self.state.explanation);
        let answer = match answer {
            Ok(answer) => answer,
            Err(reason) => {
                if generation == asked.heat.generation {
                    explanation.heat.shown = Some(Err(reason));
                } else if generation == asked.occlusion.generation {
                    explanation.occlusion.running = None;
                    explanation.occlusion.shown = Some(Err(reason));
                } else if generation == asked.maps.generation {
                    explanation.maps.shown = Some(Err(reason));
                } else if generation == asked.path.generation {
                    explanation.path.take(Err(reason));
                } else if generation == asked.perturbation.generation {
                    explanation.perturbed = Some(Err(reason));
                }
                return;
            }
        };
        match answer {
            ExplanationAnswer::Heat(views) if generation == asked.heat.generation => {
                let shown = views.into_iter().map(|view| {
                    let texture = overlay(context, "grad-cam", &view.overlay);
                    Overlaid { view, texture }
                });
                explanation.heat.shown = Some(Ok(shown.collect()));
            }
            ExplanationAnswer::Occlusion(views) if generation == asked.occlusion.generation => {
                let shown = views.into_iter().map(|view| {
                    let texture = overlay(context, "occlusion", &view.overlay);
                    Overlaid { view, texture }
                });
                explanation.occlusion.running = None;
                explanation.occlusion.shown = Some(Ok(shown.collect()));
            }
            ExplanationAnswer::Maps(view) if generation == asked.maps.generation => {
                explanation.maps.shown = Some(Ok(Maps::new(view)));
            }
            ExplanationAnswer::Path(view) if generation == asked.path.generation => explanation.path.take(Ok(*view)),
            ExplanationAnswer::Perturbation(view) if generation == asked.perturbation.generation => {
                let seen = pixelated(context, "nudged", &view.seen);
                explanation.perturbed = Some(Ok(Perturbed { view, seen }));
            }
            _ => {}
        }
    }
}
