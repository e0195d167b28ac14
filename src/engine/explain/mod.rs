//! Why a network answers as it does, for one photograph that is open: heat, feature maps, the path of a number, nudges.
//!
//! The photograph's layers are computed once, when it is opened, so that every later question costs little.

mod occlusion;
mod overlay;
mod question;
#[cfg(test)]
mod tests;
mod view;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

pub use question::{WhyQuestion, WhySubject};
pub use view::{HeatView, MapsView, NudgeView, OcclusionView, Overlay, PathView, WhyAnswer, WhyLayer, WhyView};

use super::absent::Absent;
use super::event::{EngineEvent, ModelOrigin};
use super::generation::Generation;
use super::latest::{Latest, Questions, latest};
use super::outbox::Outbox;
use super::prediction::{ModelSlot, ModelSource};
use super::thumbnails::fit;
use super::worker;
use crate::data::Picture;
use crate::data::augment::Nudge;
use crate::nn::explain::{Activations, SoftmaxNumbers, convolutions, first_filters, grad_cam, output_path, trace};
use crate::predict::Classifier;
use crate::reason::Reason;
use crate::results::pictures::each_filter;

/// What the thread is asked, a kind a variant.
pub(super) enum Question {
    Open(u64, WhySubject),
    Heat(u64, WhyQuestion),
    Occlusion(u64, WhyQuestion),
    Maps(u64, WhyQuestion),
    Path(u64, WhyQuestion),
    Nudge(u64, WhyQuestion),
}

impl Question {
    pub(super) fn new(generation: u64, question: WhyQuestion) -> Self {
        match question {
            WhyQuestion::Heat { .. } => Self::Heat(generation, question),
            WhyQuestion::Occlusion { .. } => Self::Occlusion(generation, question),
            WhyQuestion::Maps { .. } => Self::Maps(generation, question),
            WhyQuestion::Path { .. } => Self::Path(generation, question),
            WhyQuestion::Nudge(_) => Self::Nudge(generation, question),
        }
    }
}

/// The longer side of the photograph, in pixels.
const SIDE: usize = 640;

/// Starts the thread that answers and the one that covers photographs; `newest` ends the latter's work.
pub(super) fn spawn(
    outbox: &Outbox,
    questions: Questions<Question>,
    newest: Generation,
    slot: ModelSlot,
    threads: usize,
) -> io::Result<[JoinHandle<()>; 2]> {
    let (occlusion, jobs) = latest();
    let covering = occlusion::spawn(outbox, jobs, newest)?;
    let mut desk = Desk { outbox: outbox.clone(), occlusion, slot, threads, network: None, looked: None };
    let answering = worker::spawn(worker::Part::Why, outbox.clone(), questions, move |question| desk.run(question))?;
    Ok([answering, covering])
}

struct Desk {
    outbox: Outbox,
    occlusion: Latest<occlusion::Job>,
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
    layers: Vec<WhyLayer>,
}

impl Desk {
    fn run(&mut self, question: Question) {
        match question {
            Question::Open(generation, subject) => {
                self.looked = None;
                let view = self.open(&subject).map(Arc::new);
                self.outbox.send(EngineEvent::WhyOpened { generation, view });
            }
            Question::Heat(generation, question)
            | Question::Occlusion(generation, question)
            | Question::Maps(generation, question)
            | Question::Path(generation, question)
            | Question::Nudge(generation, question) => {
                let answer = match &self.looked {
                    Some(looked) => looked.answer(generation, &question, &self.occlusion),
                    None => Err(Absent::Photograph.into()),
                };
                if let Some(answer) = answer.transpose() {
                    self.outbox.send(EngineEvent::WhyAnswered { generation, answer });
                }
            }
        }
    }

    fn open(&mut self, subject: &WhySubject) -> Result<WhyView, Reason> {
        let opened = self.network(subject)?;
        let (classifier, origin) = (Arc::clone(&opened.classifier), opened.origin.clone());
        let preprocessing = classifier.preprocessing();
        // As upright as the network saw it, so that heat lies where it belongs.
        let whole = match subject {
            WhySubject::Judged { results, photograph } => {
                Arc::new(results.decode(*photograph, preprocessing.exif_orientation)?)
            }
            WhySubject::Card(photograph) => photograph.decode(preprocessing.exif_orientation)?,
        };
        let pixels = preprocessing.apply(&whole);
        let network = classifier.network();
        let activations = Activations::of(network, &classifier.input(&pixels))?;
        let layers: Vec<WhyLayer> = activations
            .layers
            .iter()
            .map(|layer| WhyLayer { name: layer.name.clone(), kind: layer.kind, shape: layer.shape })
            .collect();
        let filters = first_filters(network).map_or_else(Vec::new, |filters| each_filter(&filters));
        let filters = filters.into_iter().map(|filter| {
            let (width, height) = filter.dimensions();
            Picture { height: height as usize, width: width as usize, rgb: filter.into_raw() }
        });
        let view = WhyView {
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

    fn network(&mut self, subject: &WhySubject) -> Result<&Opened, Reason> {
        let (number, predicting) = self.slot.predicting();
        let (folder, source) = match subject {
            WhySubject::Judged { results, .. } => (Some(results.run.clone()), ModelSource::Run(results.run.clone())),
            WhySubject::Card(_) => (None, predicting.ok_or(Absent::Network)?),
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
        question: &WhyQuestion,
        occlusion: &Latest<occlusion::Job>,
    ) -> Result<Option<WhyAnswer>, Reason> {
        let network = self.classifier.network();
        Ok(Some(match *question {
            WhyQuestion::Heat { layer, classes, common_scale } => {
                WhyAnswer::Heat(self.heat(layer, classes, common_scale))
            }
            WhyQuestion::Occlusion { occluder, classes } => {
                let (classifier, input) = (Arc::clone(&self.classifier), self.activations.input.clone());
                occlusion.post(occlusion::Job { generation, classifier, input, occluder, classes });
                return Ok(None);
            }
            WhyQuestion::Maps { layer, common_scale } => {
                let activation = self.activations.layers.get(layer).ok_or(Absent::Number)?;
                WhyAnswer::Maps(overlay::maps(layer, &self.layers[layer], activation, common_scale))
            }
            WhyQuestion::Path { layer, index } => {
                let path = output_path(network, &self.activations, layer, index).ok_or(Absent::Number)?;
                let trace = trace(network, &self.activations, layer, index).ok_or(Absent::Number)?;
                WhyAnswer::Path(Box::new(PathView { layer, index, path, trace }))
            }
            WhyQuestion::Nudge(nudge) => WhyAnswer::Nudge(self.nudge(nudge)?),
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
            HeatView { class, overlay: overlay::heat_overlay(&map, scale), map }
        };
        maps.into_iter().map(view).collect()
    }

    fn nudge(&self, nudge: Nudge) -> Result<NudgeView, Reason> {
        let preprocessing = self.classifier.preprocessing();
        let (height, width) = (preprocessing.height, preprocessing.width);
        let rgb = nudge.apply(&self.pixels, height, width);
        let probabilities = self.classifier.classify_pixels(&rgb)?.probabilities;
        Ok(NudgeView { seen: Picture { height, width, rgb }, probabilities })
    }
}
