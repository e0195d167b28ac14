//! What follows from the experiment as it is being edited: the split, one photograph, its augmented versions, the
//! network's table.

use std::sync::Arc;

use crate::config::{AugmentationConfig, DataConfig, NetworkConfig, RunConfig};
use crate::data::augment::Transform;
use crate::data::{Picture, Preprocessing};
use crate::nn::summary::Summary;
use crate::shared_error::SharedError;
use crate::train::{MemoryAdvice, TrainingCost};

/// A question. One answer of each kind at a time: a newer question of the same kind replaces an unanswered one.
#[derive(Debug, Clone)]
pub struct PreviewCommand {
    /// Comes back with the answer.
    pub generation: u64,
    /// What to compute.
    pub question: Preview,
}

/// What the preview thread computes.
#[derive(Debug, Clone, PartialEq)]
pub enum Preview {
    /// The side that each photograph of the data set falls on.
    Split {
        /// The data set's number.
        dataset: u64,
        /// The split's settings.
        data: DataConfig,
    },
    /// A photograph large, with all that is known of it.
    Photo {
        /// The data set's number.
        dataset: u64,
        /// The photograph's index in it.
        index: usize,
        /// How the network sees it.
        preprocessing: Preprocessing,
    },
    /// Augmented versions of a photograph.
    Augmentation {
        /// The data set's number.
        dataset: u64,
        /// The photograph's index in it.
        index: usize,
        /// How the network sees it.
        preprocessing: Preprocessing,
        /// What is varied.
        config: AugmentationConfig,
        /// Which draw.
        seed: u64,
        /// How many versions.
        count: usize,
    },
    /// The layers' shapes and sizes.
    Summary {
        /// The layers.
        network: NetworkConfig,
        /// The number of classes of the last one.
        classes: usize,
    },
    /// Whether a run would fit the machine's memory.
    Memory {
        /// The experiment.
        config: Box<RunConfig>,
        /// The number of classes.
        classes: usize,
        /// Training photographs.
        training: usize,
        /// Validation photographs.
        validation: usize,
    },
    /// What training the experiment and each preset would cost.
    Costs {
        /// The experiment.
        config: Box<RunConfig>,
        /// The number of classes.
        classes: usize,
        /// Training photographs.
        training: usize,
        /// Validation photographs.
        validation: usize,
    },
    /// How fast training is likely to be: some milliseconds of arithmetic on all of its threads.
    Speed,
}

/// An answer.
#[derive(Debug, Clone)]
pub enum PreviewEvent {
    /// To [`Preview::Split`].
    Split {
        /// The question's number.
        generation: u64,
        /// Each photograph's side; `None` if it is left out.
        sides: Arc<Vec<Option<Side>>>,
    },
    /// To [`Preview::Photo`].
    Photo {
        /// The question's number.
        generation: u64,
        /// The photograph, or why it cannot be shown.
        photo: Result<Box<PhotoView>, SharedError>,
    },
    /// To [`Preview::Augmentation`].
    Augmentation {
        /// The question's number.
        generation: u64,
        /// The versions, or why there are none.
        versions: Result<Box<AugmentationView>, SharedError>,
    },
    /// To [`Preview::Summary`].
    Summary {
        /// The question's number.
        generation: u64,
        /// The table, or what cannot be built.
        summary: Result<Box<Summary>, NetworkProblem>,
    },
    /// To [`Preview::Memory`].
    Memory {
        /// The question's number.
        generation: u64,
        /// The advice; fits where that is not known, as of a network that cannot be built.
        advice: MemoryAdvice,
    },
    /// To [`Preview::Costs`].
    Costs {
        /// The question's number.
        generation: u64,
        /// Of the experiment; none if its network cannot be built.
        experiment: Option<TrainingCost>,
        /// Of the presets, by name.
        presets: Vec<(&'static str, TrainingCost)>,
    },
    /// To [`Preview::Speed`].
    Speed {
        /// Multiply-adds of the forward pass a second.
        multiply_adds: f64,
    },
}

/// The side of the split that a photograph falls on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Trains.
    Training,
    /// Validates.
    Validation,
    /// Is held back until the network is final.
    Test,
}

/// A photograph with all that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoView {
    /// Its pixels, made smaller where they are more than a screen shows.
    pub picture: Picture,
    /// Height and width in the file, in pixels.
    pub size: (usize, usize),
    /// The file's size.
    pub bytes: u64,
    /// The file's format, such as JPEG.
    pub format: String,
    /// EXIF's fields, as name and value.
    pub exif: Vec<(String, String)>,
    /// As the network sees it.
    pub seen: Picture,
}

/// A photograph and its augmented versions.
#[derive(Debug, Clone, PartialEq)]
pub struct AugmentationView {
    /// As the network sees it without augmentation.
    pub original: Picture,
    /// The versions.
    pub versions: Vec<VersionView>,
}

/// An augmented version.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionView {
    /// What was drawn.
    pub transform: Transform,
    /// From the version's (row, column, 1) to the original's.
    pub matrix: [[f64; 3]; 3],
    /// Its pixels.
    pub picture: Picture,
}

/// What cannot be built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkProblem {
    /// The layer at fault, from 0, where one is.
    pub layer: Option<usize>,
    /// What is wrong.
    pub reason: SharedError,
}
