//! What the window asks about one photograph.

use std::sync::Arc;

use crate::data::augment::Perturbation;
use crate::engine::command::Photograph;
use crate::engine::results::ResultsView;
use crate::nn::explain::Occluder;

/// A photograph and the network that answered it.
#[derive(Debug, Clone)]
pub enum ExplanationSubject {
    /// A judged photograph, with the best weights of the run that judged it.
    Evaluated {
        /// The judged photographs.
        results: Arc<ResultsView>,
        /// Which of them.
        photograph: usize,
    },
    /// A photograph from outside, with the network that predicts now.
    Card(Photograph),
}

/// A question about the photograph that is open; a newer one of a kind replaces one that still waits.
#[derive(Debug, Clone, PartialEq)]
pub enum ExplanationRequest {
    /// Grad-CAM for two classes.
    Heat {
        /// The convolution's number among the layers.
        layer: usize,
        /// The classes.
        classes: [u32; 2],
        /// Whether both maps have one scale, so that they can be compared.
        common_scale: bool,
    },
    /// What covering a part of the photograph does to two classes.
    Occlusion {
        /// What covers.
        occluder: Occluder,
        /// The classes.
        classes: [u32; 2],
    },
    /// All feature maps of a layer.
    Maps {
        /// The layer's number.
        layer: usize,
        /// Whether all maps have one scale, so that they can be compared.
        common_scale: bool,
    },
    /// How one number came about.
    Path {
        /// The layer's number.
        layer: usize,
        /// The number's place in its result.
        index: usize,
    },
    /// The photograph moved.
    Perturbation(Perturbation),
}
