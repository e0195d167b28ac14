//! The feature maps of a layer.

use eframe::egui::{Context, TextureHandle};

use crate::app::pictures::pixelated;
use crate::engine::{ExplanationRequest, ExplanationView, MapsView};
use crate::shared_error::SharedError;

/// A layer's maps; each becomes a texture when it is first shown.
pub struct Maps {
    /// The pictures and their ranges.
    pub view: MapsView,
    textures: Vec<Option<TextureHandle>>,
}

impl Maps {
    /// Maps of which none has a texture yet.
    #[must_use]
    pub fn new(view: MapsView) -> Self {
        let textures = vec![None; view.maps.len()];
        Self { view, textures }
    }

    /// A map ready to paint; `None` where there is no such map.
    pub fn texture(&mut self, context: &Context, map: usize) -> Option<TextureHandle> {
        let place = self.textures.get_mut(map)?;
        let texture = place.get_or_insert_with(|| pixelated(context, "feature map", &self.view.maps[map]));
        Some(texture.clone())
    }
}

/// The feature maps that are shown.
#[derive(Default)]
pub struct MapsState {
    /// The layer's number.
    pub layer: usize,
    /// Whether all maps have one scale.
    pub common_scale: bool,
    /// The maps, or why there are none.
    pub shown: Option<Result<Maps, SharedError>>,
    /// The first layer's filters, where they have been drawn.
    pub filters: Vec<TextureHandle>,
}

impl MapsState {
    pub(super) fn clear(&mut self) {
        self.shown = None;
        self.filters.clear();
    }

    pub(super) fn open(&mut self, view: &ExplanationView) {
        if self.layer >= view.layers.len() {
            self.layer = 0;
        }
    }

    /// The maps to compute.
    #[must_use]
    pub fn request(&self) -> ExplanationRequest {
        ExplanationRequest::Maps { layer: self.layer, common_scale: self.common_scale }
    }

    /// The maps of a layer, once they are computed.
    pub fn of(&mut self, layer: usize) -> Option<&mut Maps> {
        self.shown.as_mut()?.as_mut().ok().filter(|maps| maps.view.layer == layer)
    }
}
