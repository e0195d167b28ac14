//! One photograph before a network, with the result of every layer.

use std::sync::Arc;

use image::RgbImage;

use super::heat_map;
use crate::data::Picture;
use crate::data::augment::Perturbation;
use crate::engine::model::Model;
use crate::engine::views::{
    Absent, ExplainedLayer, ExplanationView, GradCamView, HeatView, MapsView, PathView, PerturbationView, Photograph,
    ResultsView,
};
use crate::engine::workers::prediction::decoded;
use crate::engine::workers::thumbnails::fit;
use crate::nn::explain::{
    Activations, HeatMap, SoftmaxNumbers, convolutions, first_filters, grad_cam, output_path, source, trace,
};
use crate::results::pictures::{each_filter, heat_over};
use crate::shared_error::SharedError;

/// The longer side of the photograph, in pixels.
const SIDE: usize = 640;

/// The numbers of one photograph in one network. The network itself comes with each request: it is kept open by those
/// who need it.
pub struct ExplainedPhotograph {
    /// The evaluated photograph that this is, if it is one, and the digest of the network's weights.
    evaluated: Option<(Arc<ResultsView>, usize, String)>,
    picture: Picture,
    /// Height and width of the whole photograph, in pixels.
    size: (usize, usize),
    /// As the network sees it: height x width x 3 bytes.
    pixels: Vec<u8>,
    activations: Activations,
    layers: Vec<ExplainedLayer>,
}

impl ExplainedPhotograph {
    /// An evaluated photograph.
    pub fn of_evaluated(model: &Model, results: &Arc<ResultsView>, photograph: usize) -> Result<Self, SharedError> {
        // As upright as the network sees it, so that heat lies where it belongs.
        let whole = results.decode(photograph, model.classifier.preprocessing().exif_orientation)?;
        let evaluated = (Arc::clone(results), photograph, model.classifier.digest().to_owned());
        Ok(Self { evaluated: Some(evaluated), ..Self::new(model, &whole)? })
    }

    /// A photograph from outside.
    pub fn of_card(model: &Model, photograph: &Photograph) -> Result<Self, SharedError> {
        Self::new(model, decoded(photograph, model.classifier.preprocessing().exif_orientation)?.as_ref())
    }

    fn new(model: &Model, whole: &Picture) -> Result<Self, SharedError> {
        let classifier = &model.classifier;
        let pixels = classifier.preprocessing().apply(whole);
        let activations = Activations::of(classifier.network(), &classifier.input(&pixels))?;
        let layers = activations.layers.iter();
        let layers =
            layers.map(|layer| ExplainedLayer { name: layer.name.clone(), kind: layer.kind, shape: layer.shape });
        Ok(Self {
            evaluated: None,
            picture: fit(whole, SIDE),
            size: (whole.height, whole.width),
            pixels,
            layers: layers.collect(),
            activations,
        })
    }

    /// Whether this is that evaluated photograph before that network.
    pub fn is_of(&self, model: &Model, results: &Arc<ResultsView>, photograph: usize) -> bool {
        self.evaluated.as_ref().is_some_and(|(own, index, weights)| {
            Arc::ptr_eq(own, results) && *index == photograph && weights == model.classifier.digest()
        })
    }

    /// What the network takes: the photograph's numbers.
    pub fn input(&self) -> &[f32] {
        &self.activations.input
    }

    /// What the engine reports when the photograph is opened.
    pub fn view(&self, model: &Model) -> ExplanationView {
        let network = model.classifier.network();
        let filters = first_filters(network).map_or_else(Vec::new, |filters| each_filter(&filters));
        let filters = filters.into_iter().map(|filter| {
            let (width, height) = filter.dimensions();
            Picture { height: height as usize, width: width as usize, rgb: filter.into_raw() }
        });
        let preprocessing = model.classifier.preprocessing();
        ExplanationView {
            picture: self.picture.clone(),
            seen: Picture { height: preprocessing.height, width: preprocessing.width, rgb: self.pixels.clone() },
            model: Arc::clone(&model.view),
            classes: model.view.classes.clone(),
            softmax: SoftmaxNumbers::of(&self.activations),
            layers: self.layers.clone(),
            convolutions: convolutions(network).into_iter().map(|(layer, _)| layer).collect(),
            filters: filters.collect(),
        }
    }

    /// Grad-CAM for two classes, to lie over the photograph; empty where the layer has no feature maps.
    pub fn heat(&self, model: &Model, layer: usize, classes: [u32; 2], common_scale: bool) -> Vec<HeatView> {
        let maps: Vec<(u32, HeatMap)> =
            classes.into_iter().filter_map(|class| Some((class, self.heat_map(model, layer, class)?))).collect();
        let largest = |map: &HeatMap| map.values.iter().copied().fold(0.0, f32::max);
        let common = maps.iter().map(|(_, map)| largest(map)).fold(0.0, f32::max);
        let view = |(class, map): (u32, HeatMap)| {
            let scale = if common_scale { common } else { largest(&map) };
            HeatView { class, overlay: heat_map::heat_overlay(&map, scale), map }
        };
        maps.into_iter().map(view).collect()
    }

    /// The photograph with Grad-CAM for one class over it.
    pub fn grad_cam(&self, model: &Model, layer: Option<usize>, class: u32) -> GradCamView {
        let heat = layer.and_then(|layer| {
            let map = self.heat_map(model, layer, class)?;
            let Picture { height, width, rgb } = self.picture.clone();
            let photograph = RgbImage::from_raw(width as u32, height as u32, rgb)?;
            Some(Picture { height, width, rgb: heat_over(&photograph, &map.normalised()).into_raw() })
        });
        GradCamView { picture: self.picture.clone(), heat, size: self.size }
    }

    fn heat_map(&self, model: &Model, layer: usize, class: u32) -> Option<HeatMap> {
        grad_cam(model.classifier.network(), &self.activations, layer, class as usize)
    }

    /// All feature maps of a layer.
    pub fn maps(&self, layer: usize, common_scale: bool) -> Result<MapsView, Absent> {
        let activation = self.activations.layers.get(layer).ok_or(Absent::Number)?;
        Ok(heat_map::maps(layer, &self.layers[layer], activation, common_scale))
    }

    /// The arithmetic of one number.
    pub fn path(&self, model: &Model, layer: usize, index: usize) -> Result<PathView, Absent> {
        let network = model.classifier.network();
        let path = output_path(network, &self.activations, layer, index).ok_or(Absent::Number)?;
        let trace = trace(network, &self.activations, layer, index).ok_or(Absent::Number)?;
        let before = source(network, layer, &path.step);
        Ok(PathView { layer, index, path, before, trace })
    }

    /// The photograph perturbed, and its probabilities: those of one picture, as everything that is explained.
    pub fn perturbed(&self, model: &Model, perturbation: Perturbation) -> Result<PerturbationView, SharedError> {
        let preprocessing = model.classifier.preprocessing();
        let (height, width) = (preprocessing.height, preprocessing.width);
        let rgb = perturbation.apply(&self.pixels, height, width);
        let input = model.classifier.input(&rgb);
        let probabilities = model.classifier.network().probabilities_as_they_are(&input)?;
        Ok(PerturbationView { seen: Picture { height, width, rgb }, probabilities })
    }
}
