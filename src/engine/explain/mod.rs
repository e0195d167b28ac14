//! Why a network answers as it does, for one photograph that is open: heat, feature maps, the path of a number, nudges.
//!
//! The photograph's layers are computed once, when it is opened, so that every later question costs little.

mod heat_map;
mod occlusion;
mod request;
#[cfg(test)]
mod tests;
mod view;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

pub use request::{ExplanationRequest, ExplanationSubject};
pub use view::{
    ExplainedLayer, ExplanationAnswer, ExplanationView, HeatView, MapsView, OcclusionView, Overlay, PathView,
    PerturbationView,
};

use super::absent::Absent;
use super::event::{EngineEvent, ModelOrigin};
use super::generation::Generation;
use super::mailbox::{Mailbox, MailboxReceiver, mailbox};
use super::outbox::Outbox;
use super::prediction::{ModelSlot, ModelSource};
use super::thumbnails::fit;
use super::worker;
use crate::data::Picture;
use crate::data::augment::Perturbation;
use crate::nn::explain::{Activations, SoftmaxNumbers, convolutions, first_filters, grad_cam, output_path, trace};
use crate::predict::Classifier;
use crate::results::pictures::each_filter;
use crate::shared_error::SharedError;

/// What the thread is asked, a kind a variant.
pub(super) enum Question {
    Open(u64, ExplanationSubject),
    Heat(u64, ExplanationRequest),
    Occlusion(u64, ExplanationRequest),
    Maps(u64, ExplanationRequest),
    Path(u64, ExplanationRequest),
    Perturbation(u64, ExplanationRequest),
}

impl Question {
    pub(super) fn new(generation: u64, question: ExplanationRequest) -> Self {
        match question {
            ExplanationRequest::Heat { .. } => Self::Heat(generation, question),
            ExplanationRequest::Occlusion { .. } => Self::Occlusion(generation, question),
            ExplanationRequest::Maps { .. } => Self::Maps(generation, question),
            ExplanationRequest::Path { .. } => Self::Path(generation, question),
            ExplanationRequest::Perturbation(_) => Self::Perturbation(generation, question),
        }
    }
}

/// The longer side of the photograph, in pixels.
const SIDE: usize = 640;

/// Starts the thread that answers and the one that covers photographs; `newest` ends the latter's work.
pub(super) fn spawn(
    outbox: &Outbox,
    questions: MailboxReceiver<Question>,
    newest: Generation,
    slot: ModelSlot,
    threads: usize,
) -> io::Result<[JoinHandle<()>; 2]> {
    let (occlusion, jobs) = mailbox();
    let covering = occlusion::spawn(outbox, jobs, newest)?;
    let mut worker = Desk { outbox: outbox.clone(), occlusion, slot, threads, network: None, looked: None };
    let answering = worker::spawn(worker::WorkerKind::Explanation, outbox.clone(), questions, move |question| {
        worker.run(question)
    })?;
    Ok([answering, covering])
}

struct Desk {
    outbox: Outbox,
    occlusion: Mailbox<occlusion::Job>,
    slot: ModelSlot,
    threads: usize,
    network: Option<Opened>,
    looked: Option<Looked>,
}

/// The network that was asked about last.
struct Opened {
    /// The run's folder, or the one that predicts; and how many networks had predicted before.
    key: (Option<PathBuf>, u64),
    classifier: Arc<Classifier>,
    origin: ModelOrigin,
}

/// The photograph that is open.
struct Looked {
    classifier: Arc<Classifier>,
    pixels: Vec<u8>,
    activations: Activations,
    layers: Vec<ExplainedLayer>,
}

impl Desk {
    fn run(&mut self, question: Question) {
        match question {
            Question::Open(generation, subject) => {
                self.looked = None;
                let view = self.open(&subject).map(Arc::new);
                self.outbox.send(EngineEvent::ExplanationOpened { generation, view });
            }
            Question::Heat(generation, question)
            | Question::Occlusion(generation, question)
            | Question::Maps(generation, question)
            | Question::Path(generation, question)
            | Question::Perturbation(generation, question) => {
                let answer = match &self.looked {
                    Some(looked) => looked.answer(generation, &question, &self.occlusion),
                    None => Err(Absent::Photograph.into()),
                };
                if let Some(answer) = answer.transpose() {
                    self.outbox.send(EngineEvent::ExplanationAnswered { generation, answer });
                }
            }
        }
    }

    fn open(&mut self, subject: &ExplanationSubject) -> Result<ExplanationView, SharedError> {
        let opened = self.network(subject)?;
        let (classifier, origin) = (Arc::clone(&opened.classifier), opened.origin.clone());
        let preprocessing = classifier.preprocessing();
        // As upright as the network saw it, so that heat lies where it belongs.
        let whole = match subject {
            ExplanationSubject::Evaluated { results, photograph } => {
                Arc::new(results.decode(*photograph, preprocessing.exif_orientation)?)
            }
            ExplanationSubject::Card(photograph) => photograph.decode(preprocessing.exif_orientation)?,
        };
        let pixels = preprocessing.apply(&whole);
        let network = classifier.network();
        let activations = Activations::of(network, &classifier.input(&pixels))?;
        let layers: Vec<ExplainedLayer> = activations
            .layers
            .iter()
            .map(|layer| ExplainedLayer { name: layer.name.clone(), kind: layer.kind, shape: layer.shape })
            .collect();
        let filters = first_filters(network).map_or_else(Vec::new, |filters| each_filter(&filters));
        let filters = filters.into_iter().map(|filter| {
            let (width, height) = filter.dimensions();
            Picture { height: height as usize, width: width as usize, rgb: filter.into_raw() }
        });
        let view = ExplanationView {
            picture: fit(&whole, SIDE),
            seen: Picture { height: preprocessing.height, width: preprocessing.width, rgb: pixels.clone() },
            origin,
            classes: classifier.classes().to_vec(),
            softmax: SoftmaxNumbers::of(&activations),
            layers: layers.clone(),
            convolutions: convolutions(network).into_iter().map(|(layer, _)| layer).collect(),
            filters: filters.collect(),
        };
        self.looked = Some(Looked { classifier, pixels, activations, layers });
        Ok(view)
    }

    fn network(&mut self, subject: &ExplanationSubject) -> Result<&Opened, SharedError> {
        let (number, predicting) = self.slot.predicting();
        let (folder, source) = match subject {
            ExplanationSubject::Evaluated { results, .. } => {
                (Some(results.run.clone()), ModelSource::Run(results.run.clone()))
            }
            ExplanationSubject::Card(_) => (None, predicting.ok_or(Absent::Network)?),
        };
        let key = (folder, number);
        if self.network.as_ref().is_none_or(|opened| opened.key != key) {
            // The old one's memory is free before the new one takes its own.
            self.network = None;
            let (classifier, origin) = source.open(self.threads)?;
            self.network = Some(Opened { key, classifier: Arc::new(classifier), origin });
        }
        Ok(self.network.as_ref().ok_or(Absent::Network)?)
    }
}

impl Looked {
    /// `None` where the answer comes later.
    fn answer(
        &self,
        generation: u64,
        question: &ExplanationRequest,
        occlusion: &Mailbox<occlusion::Job>,
    ) -> Result<Option<ExplanationAnswer>, SharedError> {
        let network = self.classifier.network();
        Ok(Some(match *question {
            ExplanationRequest::Heat { layer, classes, common_scale } => {
                ExplanationAnswer::Heat(self.heat(layer, classes, common_scale))
            }
            ExplanationRequest::Occlusion { occluder, classes } => {
                let (classifier, input) = (Arc::clone(&self.classifier), self.activations.input.clone());
                occlusion.post(occlusion::Job { generation, classifier, input, occluder, classes });
                return Ok(None);
            }
            ExplanationRequest::Maps { layer, common_scale } => {
                let activation = self.activations.layers.get(layer).ok_or(Absent::Number)?;
                ExplanationAnswer::Maps(heat_map::maps(layer, &self.layers[layer], activation, common_scale))
            }
            ExplanationRequest::Path { layer, index } => {
                let path = output_path(network, &self.activations, layer, index).ok_or(Absent::Number)?;
                let trace = trace(network, &self.activations, layer, index).ok_or(Absent::Number)?;
                ExplanationAnswer::Path(Box::new(PathView { layer, index, path, trace }))
            }
            ExplanationRequest::Perturbation(perturbation) => {
                ExplanationAnswer::Perturbation(self.perturbation(perturbation)?)
            }
        }))
    }

    fn heat(&self, layer: usize, classes: [u32; 2], common_scale: bool) -> Vec<HeatView> {
        let network = self.classifier.network();
        let maps: Vec<_> = classes
            .into_iter()
            .filter_map(|class| Some((class, grad_cam(network, &self.activations, layer, class as usize)?)))
            .collect();
        let largest = |values: &[f32]| values.iter().copied().fold(0.0, f32::max);
        let common = maps.iter().map(|(_, map)| largest(&map.values)).fold(0.0, f32::max);
        let view = |(class, map): (u32, crate::nn::explain::HeatMap)| {
            let scale = if common_scale { common } else { largest(&map.values) };
            HeatView { class, overlay: heat_map::heat_overlay(&map, scale), map }
        };
        maps.into_iter().map(view).collect()
    }

    fn perturbation(&self, perturbation: Perturbation) -> Result<PerturbationView, SharedError> {
        let preprocessing = self.classifier.preprocessing();
        let (height, width) = (preprocessing.height, preprocessing.width);
        let rgb = perturbation.apply(&self.pixels, height, width);
        let probabilities = self.classifier.classify_pixels(&rgb)?.probabilities;
        Ok(PerturbationView { seen: Picture { height, width, rgb }, probabilities })
    }
}
