//! The arithmetic of one number of the network, and the path that leads to it.

use crate::engine::{ExplanationRequest, ExplanationView, PathView};
use crate::shared_error::SharedError;

/// The chosen number, and those that it was computed from.
#[derive(Default)]
pub struct PathState {
    /// The layer's number; the count of the layers means softmax and cross-entropy.
    pub layer: usize,
    /// In each layer the number that was chosen last, or that contributes most to the one chosen in a later layer.
    places: Vec<usize>,
    /// The input map whose products are shown.
    pub input_map: usize,
    /// The number's arithmetic, or why there is none.
    pub shown: Option<Result<PathView, SharedError>>,
}

impl PathState {
    pub(super) fn clear(&mut self) {
        self.places.clear();
        self.shown = None;
    }

    /// Begins at the last layer, with the logit of `class`.
    pub(super) fn open(&mut self, view: &ExplanationView, class: u32) {
        self.places = vec![0; view.layers.len()];
        if let Some(last) = self.places.last_mut() {
            *last = class as usize;
        }
        self.layer = view.layers.len().saturating_sub(1);
        self.input_map = 0;
    }

    /// The place of the number in its layer's result.
    #[must_use]
    pub fn index(&self) -> usize {
        self.places.get(self.layer).copied().unwrap_or(0)
    }

    /// Whether softmax and cross-entropy are shown.
    #[must_use]
    pub fn is_softmax(&self) -> bool {
        self.layer >= self.places.len()
    }

    /// Chooses a number.
    pub fn choose(&mut self, layer: usize, index: usize) {
        self.layer = layer;
        if let Some(place) = self.places.get_mut(layer) {
            *place = index;
        }
    }

    /// Takes a number's arithmetic; in the layers before, what contributes most to it is chosen.
    pub fn take(&mut self, answer: Result<PathView, SharedError>) {
        if let Ok(view) = &answer {
            for (place, origin) in self.places.iter_mut().zip(&view.trace) {
                *place = *origin;
            }
            self.input_map = view.strongest_input_map().unwrap_or(0);
        }
        self.shown = Some(answer);
    }

    /// The chosen number's arithmetic, once it is computed.
    #[must_use]
    pub fn answer(&self) -> Option<&PathView> {
        let view = self.shown.as_ref()?.as_ref().ok()?;
        (view.layer == self.layer && view.index == self.index()).then_some(view)
    }

    /// The arithmetic to compute.
    #[must_use]
    pub fn request(&self) -> Option<ExplanationRequest> {
        (!self.is_softmax()).then(|| ExplanationRequest::Path { layer: self.layer, index: self.index() })
    }
}
