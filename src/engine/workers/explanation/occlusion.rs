//! Occlusion on a thread of its own, so that all other requests are answered meanwhile.

use std::io;
use std::sync::Arc;

use super::heat_map::differences_overlay;
use super::photograph::ExplainedPhotograph;
use crate::engine::model::Model;
use crate::engine::threads::{Ended, Generation, Mailbox, Outbox, Throttle, mailbox};
use crate::engine::views::{ExplanationAnswer, ExplanationEvent, OcclusionView, WorkerKind};
use crate::engine::workers::Context;
use crate::nn::explain::{Occluder, occlusion_maps};
use crate::shared_error::SharedError;

/// A photograph to occlude.
pub struct Job {
    pub generation: u64,
    pub model: Arc<Model>,
    pub photograph: Arc<ExplainedPhotograph>,
    pub occluder: Occluder,
    pub classes: [u32; 2],
}

/// Starts the thread; a job ends as soon as `current` is another one.
pub fn start(context: &mut Context, current: Generation) -> io::Result<Mailbox<Job>> {
    let (jobs, next) = mailbox(|_, _| true);
    let outbox = context.outbox.clone();
    context.spawn(WorkerKind::Occlusion, next, move |job: Job| {
        let generation = job.generation;
        match occlude(&job, &outbox, &current).transpose() {
            Some(answer) => {
                outbox.send(ExplanationEvent::Explained { generation, answer });
                Ended::Done
            }
            None => Ended::Cancelled,
        }
    })?;
    Ok(jobs)
}

/// `None` if the job is no longer current.
fn occlude(job: &Job, outbox: &Outbox, current: &Generation) -> Result<Option<ExplanationAnswer>, SharedError> {
    let (network, generation) = (job.model.classifier.network(), job.generation);
    let mut throttle = Throttle::default();
    let mut progress = |done: usize, total: usize| {
        if throttle.is_due() {
            outbox.send(ExplanationEvent::Progress { generation, done, total });
        }
        current.flow(generation)
    };
    let classes = job.classes.map(|class| class as usize);
    let maps = occlusion_maps(network, job.photograph.input(), &classes, job.occluder, &mut progress)?;
    let Some(maps) = maps else { return Ok(None) };
    let (height, width, _) = network.input();
    let views = job.classes.into_iter().zip(maps).map(|(class, map)| {
        let pixels = map.over(height, width);
        let scale = pixels.values.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        // Where nothing matters, noise is not coloured as if it did.
        let overlay = differences_overlay(&pixels, scale.max(0.01));
        OcclusionView { class, map, pixels, overlay }
    });
    Ok(Some(ExplanationAnswer::Occlusion(views.collect())))
}
