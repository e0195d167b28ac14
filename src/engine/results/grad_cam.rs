//! Grad-CAM over a judged photograph. The layers' results are kept, so that another layer or class costs little.

use std::path::PathBuf;
use std::sync::Arc;

use image::RgbImage;

use super::view::{GradCamView, ResultsView};
use crate::data::Picture;
use crate::engine::command::GradCamRequest;
use crate::engine::thumbnails::fit;
use crate::nn::explain::{Activations, grad_cam};
use crate::predict::Classifier;
use crate::results::pictures::heat_over;
use crate::shared_error::SharedError;

/// The longer side of the photograph, in pixels.
const SIDE: usize = 640;

/// A run's network, and the photograph that it looked at last.
pub(super) struct Explainer {
    pub run: PathBuf,
    classifier: Classifier,
    last: Option<Looked>,
}

struct Looked {
    results: Arc<ResultsView>,
    photograph: usize,
    picture: Picture,
    size: (usize, usize),
    activations: Activations,
}

impl Explainer {
    pub(super) fn new(run: PathBuf, classifier: Classifier) -> Self {
        Self { run, classifier, last: None }
    }

    pub(super) fn explain(&mut self, question: &GradCamRequest) -> Result<GradCamView, SharedError> {
        let looked = match self.last.take() {
            Some(last) if last.photograph == question.photograph && Arc::ptr_eq(&last.results, &question.results) => {
                last
            }
            _ => self.look(question)?,
        };
        let looked = self.last.insert(looked);
        let heat = question.layer.and_then(|layer| {
            let map = grad_cam(self.classifier.network(), &looked.activations, layer, question.class as usize)?;
            let Picture { height, width, rgb } = looked.picture.clone();
            let photograph = RgbImage::from_raw(width as u32, height as u32, rgb)?;
            Some(Picture { height, width, rgb: heat_over(&photograph, &map.normalised()).into_raw() })
        });
        Ok(GradCamView { picture: looked.picture.clone(), heat, size: looked.size })
    }

    fn look(&self, question: &GradCamRequest) -> Result<Looked, SharedError> {
        let results = Arc::clone(&question.results);
        let preprocessing = self.classifier.preprocessing();
        // As upright as the network saw it, so that the heat lies where it belongs.
        let whole = results.decode(question.photograph, preprocessing.exif_orientation)?;
        let input = self.classifier.input(&preprocessing.apply(&whole));
        let activations = Activations::of(self.classifier.network(), &input)?;
        let (picture, size) = (fit(&whole, SIDE), (whole.height, whole.width));
        Ok(Looked { results, photograph: question.photograph, picture, size, activations })
    }
}
