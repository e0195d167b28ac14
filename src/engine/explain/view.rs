//! What the window is told about one photograph.

use crate::data::Picture;
use crate::engine::event::ModelOrigin;
use crate::nn::explain::{HeatMap, OcclusionMap, OutputPath, SoftmaxNumbers, Step};
use crate::nn::shapes::Shape;

/// A photograph before the network.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplanationView {
    /// The photograph, smaller where it is more than a screen's column shows.
    pub picture: Picture,
    /// As the network sees it.
    pub seen: Picture,
    /// Where the weights are from.
    pub origin: ModelOrigin,
    /// The classes.
    pub classes: Vec<String>,
    /// The answer and how it came about; the probabilities are in it.
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

    /// The place in the layer's result of a row and column of a map; `None` where there is no number.
    #[must_use]
    pub fn index(&self, map: usize, row: usize, column: usize) -> Option<usize> {
        let (height, width) = self.grid();
        if map >= self.maps() || row >= height || column >= width {
            return None;
        }
        Some((row * width + column) * self.maps() + map).filter(|index| *index < self.shape.size())
    }

    /// Map, row and column of a place in the layer's result.
    #[must_use]
    pub fn place(&self, index: usize) -> (usize, usize, usize) {
        let (maps, width) = (self.maps().max(1), self.grid().1);
        (index % maps, index / maps / width, index / maps % width)
    }
}

/// An answer, in the kind of its question.
#[derive(Debug, Clone, PartialEq)]
pub enum ExplanationAnswer {
    /// Grad-CAM for two classes; empty where the layer has no feature maps.
    Heat(Vec<HeatView>),
    /// Occlusion for two classes.
    Occlusion(Vec<OcclusionView>),
    /// All feature maps of a layer.
    Maps(MapsView),
    /// How one number came about.
    Path(Box<PathView>),
    /// The moved photograph and its probabilities.
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
    pub overlay: Overlay,
}

/// What covering does to a class.
#[derive(Debug, Clone, PartialEq)]
pub struct OcclusionView {
    /// To this class.
    pub class: u32,
    /// Place by place.
    pub map: OcclusionMap,
    /// For each pixel of the network's picture the mean over the squares that cover it.
    pub pixels: HeatMap,
    /// To lie over the photograph.
    pub overlay: Overlay,
}

/// Colours that lie over a photograph, stretched to its size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// In pixels.
    pub height: usize,
    /// In pixels.
    pub width: usize,
    /// Height x width x 4 bytes: red, green, blue, cover.
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
    /// The number's place in its result.
    pub index: usize,
    /// Its arithmetic.
    pub path: OutputPath,
    /// For each layer up to this one the place that the next one rests on most.
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

/// A moved photograph.
#[derive(Debug, Clone, PartialEq)]
pub struct PerturbationView {
    /// As the network sees it.
    pub seen: Picture,
    /// A probability for each class.
    pub probabilities: Vec<f32>,
}
