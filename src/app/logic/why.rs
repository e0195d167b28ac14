//! The view that asks why: what it shows is asked for when it changes, and taken when it comes.

use eframe::egui::Context;

use crate::app::App;
use crate::app::page::Page;
use crate::app::pictures::{overlay, pixelated, smooth};
use crate::app::state::{HeatKind, Maps, Nudged, Opened, Overlaid, WhyTab};
use crate::engine::{EngineCommand, EngineEvent, WhyAnswer, WhyQuestion, WhySubject};
use crate::reason::Reason;

/// The newest question of each kind, and the number that its answer will carry.
#[derive(Default)]
pub struct WhyAsked {
    subject: u64,
    heat: Slot,
    occlusion: Slot,
    maps: Slot,
    path: Slot,
    nudge: Slot,
}

#[derive(Default)]
struct Slot {
    question: Option<WhyQuestion>,
    generation: u64,
}

impl WhyAsked {
    fn slot(&mut self, question: &WhyQuestion) -> &mut Slot {
        match question {
            WhyQuestion::Heat { .. } => &mut self.heat,
            WhyQuestion::Occlusion { .. } => &mut self.occlusion,
            WhyQuestion::Maps { .. } => &mut self.maps,
            WhyQuestion::Path { .. } => &mut self.path,
            WhyQuestion::Nudge(_) => &mut self.nudge,
        }
    }
}

impl App {
    /// Asks about the chosen judged photograph.
    pub(in crate::app) fn ask_why_judged(&mut self) {
        let results = &self.state.results;
        let Some((judged, photograph)) = results.results().cloned().zip(results.selected) else { return };
        let judgements = &judged.best.judgements;
        let name = judgements.names()[photograph].clone();
        let label = judgements.classes()[judgements.labels()[photograph] as usize].clone();
        self.open_why(Page::Results, name, Some(label), WhySubject::Judged { results: judged, photograph });
    }

    /// Asks about a card of the prediction page.
    pub(in crate::app) fn ask_why_card(&mut self, card: u64) {
        let Some(card) = self.state.prediction.cards.iter().find(|found| found.id == card) else { return };
        let Some(photograph) = card.photograph.clone() else { return };
        let name = card.name.clone();
        self.open_why(Page::Prediction, name, None, WhySubject::Card(photograph));
    }

    fn open_why(&mut self, page: Page, name: String, label: Option<String>, subject: WhySubject) {
        self.state.why.ask(page, name, label);
        self.asked.last += 1;
        let generation = self.asked.last;
        self.asked.why = WhyAsked { subject: generation, ..WhyAsked::default() };
        self.send(EngineCommand::OpenWhy { generation, subject });
    }

    pub(in crate::app) fn close_why(&mut self) {
        self.state.why.close();
        self.asked.why = WhyAsked::default();
        self.send(EngineCommand::CancelOcclusion);
    }

    /// Begins an occlusion map of the chosen classes.
    pub(in crate::app) fn occlude(&mut self) {
        let why = &mut self.state.why;
        let question = why.occlusion.question(why.heat.classes);
        why.occlusion.running = Some((0, 0));
        why.occlusion.shown = None;
        why.occlusion.asked = Some(question.clone());
        self.ask_question(question);
    }

    /// Asks for what the open tab needs and has not asked for yet.
    pub(super) fn ask_why(&mut self) {
        let why = &self.state.why;
        let Some(view) = why.opened().map(|opened| &opened.view).filter(|_| why.is_on(self.state.page())) else {
            return;
        };
        let mut questions = Vec::new();
        match why.tab {
            WhyTab::Heat => {
                if why.heat.kind == HeatKind::GradCam && !view.convolutions.is_empty() {
                    questions.push(why.heat.question());
                }
            }
            WhyTab::Maps => questions.push(why.maps.question()),
            WhyTab::Output => {
                questions.extend(why.path.question());
                if !why.path.is_softmax() {
                    let (layer, common_scale) = (why.path.layer, why.maps.common_scale);
                    questions.push(WhyQuestion::Maps { layer, common_scale });
                }
            }
            WhyTab::Nudges => questions.push(WhyQuestion::Nudge(why.nudge)),
        }
        for question in questions {
            if self.asked.why.slot(&question).question.as_ref() != Some(&question) {
                self.ask_question(question);
            }
        }
    }

    fn ask_question(&mut self, question: WhyQuestion) {
        self.asked.last += 1;
        let generation = self.asked.last;
        *self.asked.why.slot(&question) = Slot { question: Some(question.clone()), generation };
        self.send(EngineCommand::AskWhy { generation, question });
    }

    pub(super) fn take_why_event(&mut self, context: &Context, event: EngineEvent) {
        let (asked, why) = (&self.asked.why, &mut self.state.why);
        match event {
            EngineEvent::WhyOpened { generation, view } if generation == asked.subject => {
                why.open(view.map(|view| Opened {
                    picture: smooth(context, "why", &view.picture),
                    seen: pixelated(context, "why seen", &view.seen),
                    view,
                }));
            }
            EngineEvent::WhyProgress { generation, done, total } if generation == asked.occlusion.generation => {
                if let Some(running) = &mut why.occlusion.running {
                    *running = (done, total);
                }
            }
            EngineEvent::WhyAnswered { generation, answer } => self.take_answer(context, generation, answer),
            _ => {}
        }
    }

    fn take_answer(&mut self, context: &Context, generation: u64, answer: Result<WhyAnswer, Reason>) {
        let (asked, why) = (&self.asked.why, &mut self.state.why);
        let answer = match answer {
            Ok(answer) => answer,
            Err(reason) => {
                if generation == asked.heat.generation {
                    why.heat.shown = Some(Err(reason));
                } else if generation == asked.occlusion.generation {
                    why.occlusion.running = None;
                    why.occlusion.shown = Some(Err(reason));
                } else if generation == asked.maps.generation {
                    why.maps.shown = Some(Err(reason));
                } else if generation == asked.path.generation {
                    why.path.take(Err(reason));
                } else if generation == asked.nudge.generation {
                    why.nudged = Some(Err(reason));
                }
                return;
            }
        };
        match answer {
            WhyAnswer::Heat(views) if generation == asked.heat.generation => {
                let shown = views.into_iter().map(|view| {
                    let texture = overlay(context, "grad-cam", &view.overlay);
                    Overlaid { view, texture }
                });
                why.heat.shown = Some(Ok(shown.collect()));
            }
            WhyAnswer::Occlusion(views) if generation == asked.occlusion.generation => {
                let shown = views.into_iter().map(|view| {
                    let texture = overlay(context, "occlusion", &view.overlay);
                    Overlaid { view, texture }
                });
                why.occlusion.running = None;
                why.occlusion.shown = Some(Ok(shown.collect()));
            }
            WhyAnswer::Maps(view) if generation == asked.maps.generation => {
                why.maps.shown = Some(Ok(Maps::new(view)));
            }
            WhyAnswer::Path(view) if generation == asked.path.generation => why.path.take(Ok(*view)),
            WhyAnswer::Nudge(view) if generation == asked.nudge.generation => {
                let seen = pixelated(context, "nudged", &view.seen);
                why.nudged = Some(Ok(Nudged { view, seen }));
            }
            _ => {}
        }
    }
}
