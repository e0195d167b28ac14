//! The explanation of the prediction for one photograph.

mod heat;
mod maps;
mod path;

use std::sync::Arc;

use eframe::egui::TextureHandle;

pub use heat::{HeatKind, HeatState, OcclusionState, Overlaid};
pub use maps::{Maps, MapsState};
pub use path::PathState;

use crate::app::page::Page;
use crate::data::augment::Perturbation;
use crate::engine::{ExplanationView, PerturbationView};
use crate::shared_error::SharedError;

/// Which part of the explanation is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ExplanationTab {
    /// Grad-CAM and occlusion.
    #[default]
    Heat,
    /// The feature maps of a layer.
    Maps,
    /// The arithmetic of one number.
    Output,
    /// The photograph moved, blurred or brightened.
    Perturbations,
}

impl ExplanationTab {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Heat, Self::Maps, Self::Output, Self::Perturbations];
}

/// The photograph whose prediction is explained.
pub struct Subject {
    /// The page that it was opened from, and goes back to.
    pub page: Page,
    /// Its name.
    pub name: String,
    /// Its label, if it has one.
    pub label: Option<String>,
    /// The photograph and its layers, once these are computed; or why they are not.
    pub opened: Option<Result<Opened, SharedError>>,
}

/// A photograph whose layers are computed, ready to paint.
pub struct Opened {
    /// The prediction and the layers.
    pub view: Arc<ExplanationView>,
    /// The photograph.
    pub picture: TextureHandle,
    /// As the network sees it.
    pub seen: TextureHandle,
}

/// The perturbed photograph, ready to paint.
pub struct Perturbed {
    /// The probabilities.
    pub view: PerturbationView,
    /// As the network sees it.
    pub seen: TextureHandle,
}

/// The explanation, which takes the place of the page that it was opened from.
#[derive(Default)]
pub struct ExplanationState {
    /// The photograph, while an explanation is open.
    pub subject: Option<Subject>,
    /// Which part is shown.
    pub tab: ExplanationTab,
    /// Grad-CAM.
    pub heat: HeatState,
    /// Occlusion.
    pub occlusion: OcclusionState,
    /// Feature maps.
    pub maps: MapsState,
    /// The arithmetic of one number.
    pub path: PathState,
    /// How the photograph is perturbed.
    pub perturbation: Perturbation,
    /// The perturbed photograph, or why there is none.
    pub perturbed: Option<Result<Perturbed, SharedError>>,
}

impl ExplanationState {
    /// Begins to explain the prediction for a photograph; the tab, the layers and the scales stay as they were.
    pub fn begin(&mut self, page: Page, name: String, label: Option<String>) {
        self.clear();
        self.subject = Some(Subject { page, name, label, opened: None });
    }

    /// Goes back to where the photograph was chosen.
    pub fn close(&mut self) {
        self.clear();
        self.subject = None;
    }

    fn clear(&mut self) {
        self.heat.clear();
        self.occlusion.clear();
        self.maps.clear();
        self.path.clear();
        self.perturbation = Perturbation::NONE;
        self.perturbed = None;
    }

    /// Whether the explanation takes the place of this page.
    #[must_use]
    pub fn is_on(&self, page: Page) -> bool {
        self.subject.as_ref().is_some_and(|subject| subject.page == page)
    }

    /// The photograph and its layers, once these are computed.
    #[must_use]
    pub fn opened(&self) -> Option<&Opened> {
        self.subject.as_ref()?.opened.as_ref()?.as_ref().ok()
    }

    /// Takes the photograph and its layers, and chooses a layer and two classes to show where the choice before does not
    /// fit.
    pub fn open(&mut self, opened: Result<Opened, SharedError>) {
        let Some(subject) = &mut self.subject else { return };
        if let Ok(opened) = &opened {
            let view = &opened.view;
            let classes = view.two_most_probable();
            self.heat.open(view, classes);
            self.occlusion.open(view);
            self.maps.open(view);
            self.path.open(view, classes[0]);
        }
        subject.opened = Some(opened);
    }
}
