//! What is requested from the engine as it follows from the state: each kind again when it changes, matched with its
//! event by a number.

use super::explanation::ExplanationRequests;
use super::lessons::LessonRequest;
use super::results::GradCamKey;
use crate::app::App;
use crate::app::page::Page;
use crate::app::state::{AugmentationState, next_number};
use crate::config::{NetworkConfig, RunConfig};
use crate::data::Preprocessing;
use crate::engine::{Preview, PreviewCommand, Side};

/// The newest request of each kind.
#[derive(Default)]
pub struct Requests {
    split: PreviewRequest,
    photo: PreviewRequest,
    augmentation: PreviewRequest,
    summary: PreviewRequest,
    memory: PreviewRequest,
    costs: PreviewRequest,
    speed: PreviewRequest,
    /// What the Grad-CAM of the chosen evaluated photograph was computed from, and the request's number.
    pub(super) grad_cam: Option<(GradCamKey, u64)>,
    /// What was requested about the photograph whose prediction is explained.
    pub(super) explanation: ExplanationRequests,
    /// What the open lesson has requested.
    pub(super) lesson: LessonRequest,
}

/// A preview and the number that its event will carry.
#[derive(Default)]
struct PreviewRequest {
    preview: Option<Preview>,
    generation: u64,
}

impl Requests {
    /// Another subject is shown: all that it needs is requested anew, and what was requested for the one before is not
    /// taken in.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Another data set is open: what was requested of the one before is not taken in.
    pub fn forget_dataset(&mut self) {
        self.split = PreviewRequest::default();
        self.photo = PreviewRequest::default();
        self.augmentation = PreviewRequest::default();
    }

    /// Whether this is the number of the newest split.
    pub fn is_split(&self, generation: u64) -> bool {
        self.split.generation == generation
    }

    /// The photograph's place in the data set, if this is the number of the newest large photograph.
    pub fn photo(&self, generation: u64) -> Option<usize> {
        match &self.photo.preview {
            Some(Preview::Photo { index, .. }) if self.photo.generation == generation => Some(*index),
            _ => None,
        }
    }

    /// Whether this is the number of the newest augmented versions.
    pub fn is_augmentation(&self, generation: u64) -> bool {
        self.augmentation.generation == generation
    }

    /// Whether this is the number of the newest advice about memory.
    pub fn is_memory(&self, generation: u64) -> bool {
        self.memory.generation == generation
    }

    /// Whether this is the number of the newest costs.
    pub fn is_costs(&self, generation: u64) -> bool {
        self.costs.generation == generation
    }

    /// The layers and the number of classes, if this is the number of the network's newest summary.
    pub fn summary(&self, generation: u64) -> Option<(NetworkConfig, usize)> {
        match &self.summary.preview {
            Some(Preview::Summary { network, classes }) if self.summary.generation == generation => {
                Some((network.clone(), *classes))
            }
            _ => None,
        }
    }
}

impl App {
    /// Requests the previews that have changed.
    pub(in crate::app) fn request_previews(&mut self) {
        let dataset = self.state.subject.data.dataset.as_ref().map(|_| self.state.subject.data.generation);
        let preprocessing = Preprocessing::of(&self.state.subject.config);
        let network =
            Preview::Summary { network: self.state.subject.config.network.clone(), classes: self.state.classes() };
        let data = &self.state.subject.data;
        let memory = Preview::Memory {
            config: Box::new(RunConfig { seed: 0, ..self.state.subject.config.clone() }),
            classes: self.state.classes(),
            training: data.count(Side::Training),
            validation: data.count(Side::Validation),
        };
        let shows_costs = matches!(self.state.page(), Page::Network | Page::Training);
        let costs = shows_costs.then(|| Preview::Costs {
            config: Box::new(RunConfig { seed: 0, ..self.state.subject.config.clone() }),
            classes: self.state.classes(),
            training: data.count(Side::Training),
            validation: data.count(Side::Validation),
        });
        let split = dataset.map(|dataset| Preview::Split { dataset, data: self.state.subject.config.data.clone() });
        let photo = dataset.zip(self.state.subject.data.selected).map(|(dataset, index)| Preview::Photo {
            dataset,
            index,
            preprocessing,
        });
        let augmentation =
            dataset.filter(|_| self.state.page() == Page::Augmentation).map(|dataset| Preview::Augmentation {
                dataset,
                index: self.state.subject.augmentation.index,
                preprocessing,
                config: self.state.subject.augmentation.effective(&self.state.subject.config.augmentation),
                seed: self.state.subject.augmentation.seed,
                count: AugmentationState::VERSIONS,
            });
        // While a run takes the processor, it cannot be measured.
        let unknown = self.state.training_speed().is_none() && self.state.active_run().is_none();
        let speed = (unknown && self.state.page() == Page::Network).then_some(Preview::Speed);
        let requests = &mut self.requests;
        let mut commands = Vec::new();
        for (request, preview) in [
            (&mut requests.summary, Some(network)),
            (&mut requests.memory, Some(memory)),
            (&mut requests.costs, costs),
            (&mut requests.split, split),
            (&mut requests.photo, photo),
            (&mut requests.augmentation, augmentation),
            (&mut requests.speed, speed),
        ] {
            if request.preview != preview {
                request.generation = next_number();
                request.preview.clone_from(&preview);
                let generation = request.generation;
                commands.extend(preview.map(|question| PreviewCommand { generation, question }));
            }
        }
        for command in commands {
            self.send(command);
        }
    }
}
