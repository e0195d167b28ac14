//! Questions that follow from the state: asked when they change, answered by number.

use crate::app::App;
use crate::app::page::Page;
use crate::app::state::AugmentationState;
use crate::config::NetworkConfig;
use crate::data::Preprocessing;
use crate::engine::{Preview, PreviewCommand};

/// The newest question of each kind.
#[derive(Default)]
pub struct Asked {
    pub(super) last: u64,
    split: Asking,
    photo: Asking,
    augmentation: Asking,
    summary: Asking,
    speed: Asking,
    /// What the chosen judged photograph's pictures depend on, and the number that they will carry.
    pub(super) grad_cam: Option<(super::results::Key, u64)>,
    /// What was asked about the photograph of the view that asks why.
    pub(super) explanation: super::explanation::ExplanationAsked,
}

/// A question and the number that its answer will carry.
#[derive(Default)]
struct Asking {
    question: Option<Preview>,
    generation: u64,
}

impl Asked {
    /// Whether an answer with this number is to the newest question about the split.
    pub fn is_split(&self, generation: u64) -> bool {
        self.split.generation == generation
    }

    /// The same for the large photograph: its place in the data set.
    pub fn photo(&self, generation: u64) -> Option<usize> {
        match &self.photo.question {
            Some(Preview::Photo { index, .. }) if self.photo.generation == generation => Some(*index),
            _ => None,
        }
    }

    /// The same for the augmented versions.
    pub fn is_augmentation(&self, generation: u64) -> bool {
        self.augmentation.generation == generation
    }

    /// The same for the network's table: the layers and the number of classes.
    pub fn summary(&self, generation: u64) -> Option<(NetworkConfig, usize)> {
        match &self.summary.question {
            Some(Preview::Summary { network, classes }) if self.summary.generation == generation => {
                Some((network.clone(), *classes))
            }
            _ => None,
        }
    }
}

impl App {
    /// Asks whatever the state needs to know and has not asked yet.
    pub(in crate::app) fn ask(&mut self) {
        let dataset = self.state.data.dataset.as_ref().map(|_| self.state.data.generation);
        let preprocessing = Preprocessing::of(&self.state.config);
        let network = Preview::Summary { network: self.state.config.network.clone(), classes: self.state.classes() };
        let split = dataset.map(|dataset| Preview::Split { dataset, data: self.state.config.data.clone() });
        let photo = dataset.zip(self.state.data.selected).map(|(dataset, index)| Preview::Photo {
            dataset,
            index,
            preprocessing,
        });
        let augmentation =
            dataset.filter(|_| self.state.page() == Page::Augmentation).map(|dataset| Preview::Augmentation {
                dataset,
                index: self.state.augmentation.index,
                preprocessing,
                config: self.state.augmentation.effective(&self.state.config.augmentation),
                seed: self.state.augmentation.seed,
                count: AugmentationState::VERSIONS,
            });
        // While a run takes the processor, it cannot be measured.
        let unknown = self.state.training_speed().is_none() && self.state.training.active().is_none();
        let speed = (unknown && self.state.page() == Page::Network).then_some(Preview::Speed);
        let asked = &mut self.asked;
        let mut commands = Vec::new();
        for (asking, question) in [
            (&mut asked.summary, Some(network)),
            (&mut asked.split, split),
            (&mut asked.photo, photo),
            (&mut asked.augmentation, augmentation),
            (&mut asked.speed, speed),
        ] {
            if asking.question != question {
                asked.last += 1;
                asking.generation = asked.last;
                asking.question.clone_from(&question);
                commands.extend(question.map(|question| PreviewCommand { generation: asked.last, question }));
            }
        }
        for command in commands {
            self.send(command);
        }
    }
}
