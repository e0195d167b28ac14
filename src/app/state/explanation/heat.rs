//! Which part of a photograph speaks for a class.

use eframe::egui::TextureHandle;

use crate::engine::{ExplanationRequest, ExplanationView, HeatView, OcclusionView};
use crate::nn::explain::Occluder;
use crate::shared_error::SharedError;

/// How that is found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeatKind {
    /// By gradients.
    #[default]
    GradCam,
    /// By covering.
    Occlusion,
}

/// An answer with its colours, ready to paint over the photograph.
pub struct Overlaid<V> {
    /// The numbers.
    pub view: V,
    /// The colours.
    pub texture: TextureHandle,
}

/// Grad-CAM for two classes.
pub struct HeatState {
    /// How heat is found out.
    pub kind: HeatKind,
    /// The convolution's number among the layers.
    pub layer: usize,
    /// The class, and the one beside it.
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
        Self { kind, layer: 0, classes: [0, 1], opacity: 0.6, common_scale: false, shown: None }
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

    /// What the maps depend on.
    #[must_use]
    pub fn question(&self) -> ExplanationRequest {
        ExplanationRequest::Heat { layer: self.layer, classes: self.classes, common_scale: self.common_scale }
    }
}

/// Occlusion for two classes.
pub struct OcclusionState {
    /// What covers.
    pub occluder: Occluder,
    /// Places covered so far, of how many, while it goes on.
    pub running: Option<(usize, usize)>,
    /// The maps, or why there are none.
    pub shown: Option<Result<Vec<Overlaid<OcclusionView>>, SharedError>>,
    /// What was asked for last.
    pub asked: Option<ExplanationRequest>,
    /// The place that is looked at, as row and column of the network's picture.
    pub place: (usize, usize),
}

impl Default for OcclusionState {
    fn default() -> Self {
        Self { occluder: Occluder { side: 16, stride: 8 }, running: None, shown: None, asked: None, place: (0, 0) }
    }
}

impl OcclusionState {
    pub(super) fn clear(&mut self) {
        (self.running, self.shown, self.asked) = (None, None, None);
    }

    pub(super) fn open(&mut self, view: &ExplanationView) {
        let shorter = view.seen.height.min(view.seen.width);
        if self.occluder.side > shorter / 2 || self.place == (0, 0) {
            let side = (shorter / 8).max(1);
            self.occluder = Occluder { side, stride: (side / 2).max(1) };
        }
        self.place = (view.seen.height / 2, view.seen.width / 2);
    }

    /// What the maps of these classes depend on.
    #[must_use]
    pub fn question(&self, classes: [u32; 2]) -> ExplanationRequest {
        ExplanationRequest::Occlusion { occluder: self.occluder, classes }
    }

    /// Whether what was computed last, or is being computed, is what these classes and this square would give.
    #[must_use]
    pub fn is_current(&self, classes: [u32; 2]) -> bool {
        (self.running.is_some() || self.shown.is_some()) && self.asked.as_ref() == Some(&self.question(classes))
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
