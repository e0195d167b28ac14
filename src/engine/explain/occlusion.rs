//! Occlusion on a thread of its own, so that all other questions are answered meanwhile.

use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::heat_map::differences_overlay;
use super::view::{ExplanationAnswer, OcclusionView};
use crate::engine::event::EngineEvent;
use crate::engine::generation::Generation;
use crate::engine::mailbox::MailboxReceiver;
use crate::engine::outbox::Outbox;
use crate::engine::worker;
use crate::nn::explain::{Occluder, occlusion_maps};
use crate::predict::Classifier;
use crate::shared_error::SharedError;

/// A photograph to cover.
pub(super) struct Job {
    pub generation: u64,
    pub classifier: Arc<Classifier>,
    pub input: Vec<f32>,
    pub occluder: Occluder,
    pub classes: [u32; 2],
}

/// Progress is told at most this often.
const TELL_EVERY: Duration = Duration::from_millis(50);

pub(super) fn spawn(outbox: &Outbox, jobs: MailboxReceiver<Job>, newest: Generation) -> io::Result<JoinHandle<()>> {
    let sender = outbox.clone();
    worker::spawn(worker::WorkerKind::Occlusion, outbox.clone(), jobs, move |job: Job| {
        let generation = job.generation;
        if let Some(answer) = cover(&job, &sender, &newest).transpose() {
            sender.send(EngineEvent::ExplanationAnswered { generation, answer });
        }
    })
}

/// `None` if nobody waits for it any more.
fn cover(job: &Job, outbox: &Outbox, newest: &Generation) -> Result<Option<ExplanationAnswer>, SharedError> {
    let (network, generation) = (job.classifier.network(), job.generation);
    let mut told: Option<Instant> = None;
    let mut progress = |done: usize, total: usize| {
        if told.is_none_or(|told| told.elapsed() > TELL_EVERY) {
            told = Some(Instant::now());
            outbox.send(EngineEvent::ExplanationProgress { generation, done, total });
        }
        newest.flow(generation)
    };
    let classes = job.classes.map(|class| class as usize);
    let Some(maps) = occlusion_maps(network, &job.input, &classes, job.occluder, &mut progress)? else {
        return Ok(None);
    };
    let (height, width, _) = network.input();
    let views = job.classes.into_iter().zip(maps).map(|(class, map)| {
        let pixels = map.over(height, width);
        let scale = pixels.values.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        // Where nothing matters, noise is not made to look like something.
        let overlay = differences_overlay(&pixels, scale.max(0.01));
        OcclusionView { class, map, pixels, overlay }
    });
    Ok(Some(ExplanationAnswer::Occlusion(views.collect())))
}
