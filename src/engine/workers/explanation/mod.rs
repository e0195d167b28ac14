//! Explains the prediction of one photograph: heat, feature maps, the path of a number, perturbations.
//!
//! A photograph's layers are computed once, when it is opened, so that every later request costs little.

mod heat_map;
mod occlusion;
mod photograph;

use std::io;
use std::mem::discriminant;
use std::sync::Arc;

use super::{Context, Worker};
use crate::engine::model::{Model, Models};
use crate::engine::threads::{Ended, Generation, Mailbox, Outbox, mailbox};
use crate::engine::views::{
    Absent, ExplanationAnswer, ExplanationCommand, ExplanationEvent, ExplanationRequest, ExplanationSubject,
    ExplanationView, GradCamRequest, GradCamView, ResultsView, WorkerKind,
};
use crate::shared_error::SharedError;
use photograph::ExplainedPhotograph;

pub struct ExplanationWorker {
    commands: Mailbox<ExplanationCommand>,
    /// The occlusion that is current.
    occlusion: Generation,
}

impl Worker for ExplanationWorker {
    type Command = ExplanationCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (commands, next) = mailbox(replaces);
        let current = Generation::default();
        let mut explainer = Explainer {
            outbox: context.outbox.clone(),
            models: context.models.clone(),
            occlusion: occlusion::start(context, current.clone())?,
            open: None,
            evaluated: None,
        };
        context.spawn(WorkerKind::Explanation, next, move |command| explainer.run(command))?;
        Ok(Self { commands, occlusion: current })
    }

    fn send(&mut self, command: ExplanationCommand) -> Result<(), ExplanationCommand> {
        match &command {
            ExplanationCommand::Open { .. } => self.occlusion.cancel(),
            ExplanationCommand::Explain { generation, request: ExplanationRequest::Occlusion { .. } } => {
                self.occlusion.set(*generation);
            }
            ExplanationCommand::CancelOcclusion => {
                self.occlusion.cancel();
                return Ok(());
            }
            ExplanationCommand::Explain { .. } | ExplanationCommand::GradCam { .. } => {}
        }
        self.commands.post(command);
        Ok(())
    }

    fn cancel(&self) {
        self.occlusion.cancel();
    }
}

/// Whether a newer command makes an older one that still waits needless.
fn replaces(newer: &ExplanationCommand, older: &ExplanationCommand) -> bool {
    match (newer, older) {
        (ExplanationCommand::Explain { request: newer, .. }, ExplanationCommand::Explain { request: older, .. }) => {
            discriminant(newer) == discriminant(older)
        }
        _ => discriminant(newer) == discriminant(older),
    }
}

struct Explainer {
    outbox: Outbox,
    models: Models,
    occlusion: Mailbox<occlusion::Job>,
    /// The open photograph and its network, which answers all requests about it whatever predicts by then.
    open: Option<(Arc<Model>, Arc<ExplainedPhotograph>)>,
    /// The evaluated photograph whose Grad-CAM was asked for last.
    evaluated: Option<Arc<ExplainedPhotograph>>,
}

impl Explainer {
    fn run(&mut self, command: ExplanationCommand) -> Ended {
        match command {
            ExplanationCommand::Open { generation, subject } => {
                let view = self.open(&subject).map(Arc::new);
                self.outbox.send(ExplanationEvent::Opened { generation, view });
            }
            ExplanationCommand::Explain { generation, request } => {
                if let Some(answer) = self.explain(generation, &request).transpose() {
                    self.outbox.send(ExplanationEvent::Explained { generation, answer });
                }
            }
            ExplanationCommand::GradCam { generation, request } => {
                let view = self.grad_cam(&request).map(Box::new);
                self.outbox.send(ExplanationEvent::GradCam { generation, view });
            }
            // Done at once by the window's end.
            ExplanationCommand::CancelOcclusion => {}
        }
        Ended::Done
    }

    fn open(&mut self, subject: &ExplanationSubject) -> Result<ExplanationView, SharedError> {
        // The old photograph's network is freed, unless others use it, before another one is opened.
        self.open = None;
        let (model, photograph) = match subject {
            ExplanationSubject::Evaluated { results, photograph } => self.evaluated(results, *photograph)?,
            ExplanationSubject::Card { model, photograph } => {
                let model = self.models.of_run(&model.run, Some(&model.digest))?;
                let photograph = Arc::new(ExplainedPhotograph::of_card(&model, photograph)?);
                (model, photograph)
            }
        };
        let view = photograph.view(&model);
        self.open = Some((model, photograph));
        Ok(view)
    }

    /// `None` where the answer comes from another thread.
    fn explain(&self, generation: u64, request: &ExplanationRequest) -> Result<Option<ExplanationAnswer>, SharedError> {
        let (model, photograph) = self.open.as_ref().ok_or(Absent::Photograph)?;
        Ok(Some(match *request {
            ExplanationRequest::Heat { layer, classes, common_scale } => {
                ExplanationAnswer::Heat(photograph.heat(model, layer, classes, common_scale))
            }
            ExplanationRequest::Occlusion { occluder, classes } => {
                let (model, photograph) = (Arc::clone(model), Arc::clone(photograph));
                self.occlusion.post(occlusion::Job { generation, model, photograph, occluder, classes });
                return Ok(None);
            }
            ExplanationRequest::Maps { layer, common_scale } => {
                ExplanationAnswer::Maps(photograph.maps(layer, common_scale)?)
            }
            ExplanationRequest::Path { layer, index } => {
                ExplanationAnswer::Path(Box::new(photograph.path(model, layer, index)?))
            }
            ExplanationRequest::Perturbation(perturbation) => {
                ExplanationAnswer::Perturbation(photograph.perturbed(model, perturbation)?)
            }
        }))
    }

    fn grad_cam(&mut self, request: &GradCamRequest) -> Result<GradCamView, SharedError> {
        let (model, photograph) = self.evaluated(&request.results, request.photograph)?;
        Ok(photograph.grad_cam(&model, request.layer, request.class))
    }

    /// An evaluated photograph before the weights that it was evaluated with. Its layers are computed once, for its
    /// Grad-CAM beside the results and for its explanation alike.
    fn evaluated(
        &mut self,
        results: &Arc<ResultsView>,
        photograph: usize,
    ) -> Result<(Arc<Model>, Arc<ExplainedPhotograph>), SharedError> {
        let model = self.models.of_run(&results.run, Some(&results.weights))?;
        let known = self.evaluated.take().filter(|known| known.is_of(&model, results, photograph));
        let explained = match known {
            Some(known) => known,
            None => Arc::new(ExplainedPhotograph::of_evaluated(&model, results, photograph)?),
        };
        self.evaluated = Some(Arc::clone(&explained));
        Ok((model, explained))
    }
}
