//! One photograph and the explanation of its prediction.

use std::sync::Arc;

use super::evaluation::ResultsView;
use super::prediction::{ModelView, Photograph};
use crate::data::Picture;
use crate::data::augment::Perturbation;
use crate::nn::explain::{HeatMap, Occluder, OcclusionMap, OutputPath, SoftmaxNumbers, Step};
use crate::nn::shapes::Shape;
use crate::shared_error::SharedError;

/// What the window asks about the prediction of one photograph.
#[derive(Debug, Clone)]
pub enum ExplanationCommand {
    /// Put a photograph before the network, so that requests about it can follow; replaces the last one.
    Open {
        /// Comes back with the answer.
        generation: u64,
        /// The photograph and whose network.
        subject: ExplanationSubject,
    },
    /// A request about the photograph that was opened last. A newer one of a kind replaces one that still waits.
    Explain {
        /// Comes back with the answer.
        generation: u64,
        /// What to compute.
        request: ExplanationRequest,
    },
    /// End an occlusion map.
    CancelOcclusion,
    /// Grad-CAM over an evaluated photograph, whatever photograph is open. A newer request replaces one that still
    /// waits.
    GradCam {
        /// Comes back with the answer.
        generation: u64,
        /// Which photograph, layer and class.
        request: GradCamRequest,
    },
}

/// A photograph and the network that predicted its class.
#[derive(Debug, Clone)]
pub enum ExplanationSubject {
    /// An evaluated photograph, with the weights that it was evaluated with.
    Evaluated {
        /// The evaluated photographs.
        results: Arc<ResultsView>,
        /// The photograph's index among them.
        photograph: usize,
    },
    /// A photograph from outside, with the network that has classified it.
    Card {
        /// The network.
        model: Arc<ModelView>,
        /// The photograph.
        photograph: Photograph,
    },
}

/// A request about the open photograph.
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
    /// What occluding a part of the photograph does to two classes.
    Occlusion {
        /// What occludes.
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
    /// The arithmetic of one number.
    Path {
        /// The layer's number.
        layer: usize,
        /// The number's index in the layer's result.
        index: usize,
    },
    /// The photograph perturbed.
    Perturbation(Perturbation),
}

/// An evaluated photograph whose Grad-CAM is asked for.
#[derive(Debug, Clone)]
pub struct GradCamRequest {
    /// The evaluated photographs.
    pub results: Arc<ResultsView>,
    /// The photograph's index among them.
    pub photograph: usize,
    /// The convolution's number among the layers. `None` where the network has none.
    pub layer: Option<usize>,
    /// The class that the heat speaks for.
    pub class: u32,
}

/// What the engine reports about the prediction of one photograph.
#[derive(Debug, Clone)]
pub enum ExplanationEvent {
    /// A photograph is open.
    Opened {
        /// The request's number.
        generation: u64,
        /// The photograph before the network, or why it is not.
        view: Result<Arc<ExplanationView>, SharedError>,
    },
    /// How far an occlusion map is.
    Progress {
        /// The request's number.
        generation: u64,
        /// Places occluded so far.
        done: usize,
        /// In all.
        total: usize,
    },
    /// The answer to an [`ExplanationRequest`].
    Explained {
        /// The request's number.
        generation: u64,
        /// The answer, or why there is none.
        answer: Result<ExplanationAnswer, SharedError>,
    },
    /// The answer to a [`GradCamRequest`].
    GradCam {
        /// The request's number.
        generation: u64,
        /// The answer, or why there is none.
        view: Result<Box<GradCamView>, SharedError>,
    },
}

/// An evaluated photograph and its Grad-CAM.
#[derive(Debug, Clone, PartialEq)]
pub struct GradCamView {
    /// The photograph, smaller where it is more than a screen's column shows.
    pub picture: Picture,
    /// The same with Grad-CAM's heat over it; `None` where the network has no convolution.
    pub heat: Option<Picture>,
    /// Height and width before, in pixels.
    pub size: (usize, usize),
}

/// A photograph before the network.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplanationView {
    /// The photograph, smaller where it is more than a screen's column shows.
    pub picture: Picture,
    /// As the network sees it.
    pub seen: Picture,
    /// Where the weights are from.
    pub model: Arc<ModelView>,
    /// The classes.
    pub classes: Vec<String>,
    /// The prediction and its arithmetic; the probabilities are in it.
    pub softmax: SoftmaxNumbers,
    /// The layers in order.
    pub layers: Vec<ExplainedLayer>,
    /// The numbers of the convolutions among them.
    pub convolutions: Vec<usize>,
    /// The first layer's filters, if it is a convolution.
    pub filters: Vec<Picture>,
}

impl ExplanationView {
    /// The most probable class, and the next.
    #[must_use]
    pub fn two_most_probable(&self) -> [u32; 2] {
        let probabilities = &self.softmax.probabilities;
        let mut classes: Vec<u32> = (0..probabilities.len() as u32).collect();
        classes.sort_by(|a, b| probabilities[*b as usize].total_cmp(&probabilities[*a as usize]));
        [classes.first().copied().unwrap_or(0), classes.get(1).copied().unwrap_or(0)]
    }
}

/// A layer, and how its result is laid out as pictures.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedLayer {
    /// Keras's name: `conv2d_1`.
    pub name: String,
    /// Keras's name of its kind: `Conv2D`.
    pub kind: &'static str,
    /// Of its result.
    pub shape: Shape,
}

impl ExplainedLayer {
    /// How many feature maps; a row of numbers is one block.
    #[must_use]
    pub fn maps(&self) -> usize {
        match self.shape {
            Shape::Picture { channels, .. } => channels,
            Shape::Row(_) => 1,
        }
    }

    /// Height and width of each map; a row is laid out as a nearly square block.
    #[must_use]
    pub fn grid(&self) -> (usize, usize) {
        match self.shape {
            Shape::Picture { height, width, .. } => (height, width),
            Shape::Row(size) => {
                let width = ((size as f64).sqrt().ceil() as usize).max(1);
                (size.div_ceil(width), width)
            }
        }
    }

    /// The index in the layer's result of a row and column of a map; `None` where there is no number.
    #[must_use]
    pub fn index(&self, map: usize, row: usize, column: usize) -> Option<usize> {
        let (height, width) = self.grid();
        if map >= self.maps() || row >= height || column >= width {
            return None;
        }
        Some((row * width + column) * self.maps() + map).filter(|index| *index < self.shape.size())
    }

    /// Map, row and column of an index in the layer's result.
    #[must_use]
    pub fn place(&self, index: usize) -> (usize, usize, usize) {
        let (maps, width) = (self.maps().max(1), self.grid().1);
        (index % maps, index / maps / width, index / maps % width)
    }
}

/// An answer, in the kind of its request.
#[derive(Debug, Clone, PartialEq)]
pub enum ExplanationAnswer {
    /// Grad-CAM for two classes; empty where the layer has no feature maps.
    Heat(Vec<HeatView>),
    /// Occlusion for two classes.
    Occlusion(Vec<OcclusionView>),
    /// All feature maps of a layer.
    Maps(MapsView),
    /// The arithmetic of one number.
    Path(Box<PathView>),
    /// The perturbed photograph and its probabilities.
    Perturbation(PerturbationView),
}

/// A class's Grad-CAM.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatView {
    /// For this class.
    pub class: u32,
    /// Before it was scaled.
    pub map: HeatMap,
    /// To lie over the photograph.
    pub overlay: ColourOverlay,
}

/// What occluding does to a class.
#[derive(Debug, Clone, PartialEq)]
pub struct OcclusionView {
    /// To this class.
    pub class: u32,
    /// Place by place.
    pub map: OcclusionMap,
    /// For each pixel of the network's picture the mean over the squares that occlude it.
    pub pixels: HeatMap,
    /// To lie over the photograph.
    pub overlay: ColourOverlay,
}

/// Colours that lie over a photograph, stretched to its size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColourOverlay {
    /// In pixels.
    pub height: usize,
    /// In pixels.
    pub width: usize,
    /// Height x width x 4 bytes: red, green, blue, opacity.
    pub rgba: Vec<u8>,
}

/// The feature maps of a layer, least value black, largest white.
#[derive(Debug, Clone, PartialEq)]
pub struct MapsView {
    /// The layer's number.
    pub layer: usize,
    /// A picture a map, a pixel a number.
    pub maps: Vec<Picture>,
    /// Each map's least and largest number.
    pub ranges: Vec<(f32, f32)>,
    /// Row and column of each map's largest number, the first of equals.
    pub peaks: Vec<(usize, usize)>,
}

/// One number.
#[derive(Debug, Clone, PartialEq)]
pub struct PathView {
    /// The layer's number.
    pub layer: usize,
    /// The number's index in the layer's result.
    pub index: usize,
    /// Its arithmetic.
    pub path: OutputPath,
    /// The layer that the number is traced back to; `None` is the photograph.
    pub before: Option<usize>,
    /// For each layer up to this one the index of the number that the next one depends on most.
    pub trace: Vec<usize>,
}

impl PathView {
    /// What the products of each input map of a convolution add up to; empty for other layers.
    #[must_use]
    pub fn sums_by_input_map(&self) -> Vec<f32> {
        let Step::Convolution { window, kernel, .. } = &self.path.step else { return Vec::new() };
        let mut sums = vec![0.0_f64; window.channels];
        for (at, (value, weight)) in window.values.iter().zip(kernel).enumerate() {
            sums[at % window.channels] += f64::from(*value) * f64::from(*weight);
        }
        sums.into_iter().map(|sum| sum as f32).collect()
    }

    /// The input map of a convolution that adds or takes most.
    #[must_use]
    pub fn strongest_input_map(&self) -> Option<usize> {
        let sums = self.sums_by_input_map();
        (0..sums.len()).max_by(|a, b| sums[*a].abs().total_cmp(&sums[*b].abs()))
    }
}

/// A perturbed photograph.
#[derive(Debug, Clone, PartialEq)]
pub struct PerturbationView {
    /// As the network sees it.
    pub seen: Picture,
    /// A probability for each class.
    pub probabilities: Vec<f32>,
}
