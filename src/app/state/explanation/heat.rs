//! Which parts of a photograph raise the probability of a class: Grad-CAM and occlusion.

use eframe::egui::TextureHandle;

use crate::engine::{ExplanationRequest, ExplanationView, HeatView, OcclusionView};
use crate::nn::explain::Occluder;
use crate::shared_error::SharedError;

/// So many pixels before the network, over all places, are computed in a moment: 256 pictures of 128 x 128.
const QUICK: usize = 256 * 128 * 128;

/// How that is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeatKind {
    /// By gradients.
    #[default]
    GradCam,
    /// By covering one part after another.
    Occlusion,
}

/// A heat map, ready to paint over the photograph.
pub struct Overlaid<V> {
    /// The numbers.
    pub view: V,
    /// The colours.
    pub texture: TextureHandle,
}

/// Grad-CAM for two classes.
pub struct HeatState {
    /// How heat maps are computed.
    pub kind: HeatKind,
    /// The convolution's number among the layers.
    pub layer: usize,
    /// The class, and the one to compare it with.
    pub classes: [u32; 2],
    /// 0 shows the photograph alone, 1 the colours in full.
    pub opacity: f32,
    /// Whether both maps have one scale.
    pub common_scale: bool,
    /// The maps, or why there are none.
    pub shown: Option<Result<Vec<Overlaid<HeatView>>, SharedError>>,
}

impl Default for HeatState {
    fn default() -> Self {
        let kind = HeatKind::GradCam;
        Self { kind, layer: 0, classes: [0, 1], opacity: 0.6, common_scale: true, shown: None }
    }
}

impl HeatState {
    pub(super) fn clear(&mut self) {
        self.shown = None;
    }

    pub(super) fn open(&mut self, view: &ExplanationView, classes: [u32; 2]) {
        self.classes = classes;
        if !view.convolutions.contains(&self.layer) || self.layer == 0 {
            self.layer = view.convolutions.last().copied().unwrap_or(0);
        }
        if view.convolutions.is_empty() {
            self.kind = HeatKind::Occlusion;
        }
    }

    /// The maps to compute.
    #[must_use]
    pub fn request(&self) -> ExplanationRequest {
        ExplanationRequest::Heat { layer: self.layer, classes: self.classes, common_scale: self.common_scale }
    }
}

/// Occlusion for two classes.
pub struct OcclusionState {
    /// What covers.
    pub occluder: Occluder,
    /// Places covered so far and in all, while the maps are computed.
    pub running: Option<(usize, usize)>,
    /// The maps, or why there are none.
    pub shown: Option<Result<Vec<Overlaid<OcclusionView>>, SharedError>>,
    /// The maps that were requested last.
    pub requested: Option<ExplanationRequest>,
    /// The chosen place, as row and column of the network's input.
    pub place: (usize, usize),
}

impl Default for OcclusionState {
    fn default() -> Self {
        Self { occluder: Occluder { side: 16, stride: 8 }, running: None, shown: None, requested: None, place: (0, 0) }
    }
}

impl OcclusionState {
    pub(super) fn clear(&mut self) {
        (self.running, self.shown, self.requested) = (None, None, None);
    }

    pub(super) fn open(&mut self, view: &ExplanationView) {
        let shorter = view.seen.height.min(view.seen.width);
        if self.occluder.side > shorter / 2 || self.place == (0, 0) {
            let side = (shorter / 8).max(1);
            self.occluder = Occluder { side, stride: (side / 2).max(1) };
        }
        self.place = (view.seen.height / 2, view.seen.width / 2);
    }

    /// The maps of these classes to compute.
    #[must_use]
    pub fn request(&self, classes: [u32; 2]) -> ExplanationRequest {
        ExplanationRequest::Occlusion { occluder: self.occluder, classes }
    }

    /// Whether the maps that were computed last, or are being computed, are those of these classes and this square.
    #[must_use]
    pub fn is_current(&self, classes: [u32; 2]) -> bool {
        (self.running.is_some() || self.shown.is_some()) && self.requested.as_ref() == Some(&self.request(classes))
    }

    /// Whether the maps of these classes are computed without being asked for: they are quick to compute, and none of
    /// this square were ever requested for them.
    #[must_use]
    pub fn begins_itself(&self, classes: [u32; 2], height: usize, width: usize) -> bool {
        let is_new = match &self.requested {
            None => true,
            Some(ExplanationRequest::Occlusion { occluder, classes: others }) => {
                *occluder == self.occluder && *others != classes
            }
            Some(_) => false,
        };
        is_new && self.running.is_none() && self.places(height, width) * height * width <= QUICK
    }

    /// How many places there are in a picture of this size.
    #[must_use]
    pub fn places(&self, height: usize, width: usize) -> usize {
        let along = |length: usize| {
            let last = length - self.occluder.side.clamp(1, length);
            last.div_ceil(self.occluder.stride.max(1)) + 1
        };
        along(height) * along(width)
    }
}
