//! One photograph before the network, and what is asked about it.

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

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ExplanationTab {
    /// Grad-CAM and occlusion.
    #[default]
    Heat,
    /// The feature maps of a layer.
    Maps,
    /// How one number came about.
    Output,
    /// The photograph moved.
    Perturbations,
}

impl ExplanationTab {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Heat, Self::Maps, Self::Output, Self::Perturbations];
}

/// The photograph that is asked about.
pub struct Asking {
    /// The page that it was opened from, and goes back to.
    pub page: Page,
    /// Its name.
    pub name: String,
    /// What it is said to be, if anything.
    pub label: Option<String>,
    /// The photograph before the network, or why it is not.
    pub opened: Option<Result<Opened, SharedError>>,
}

/// A photograph before the network, ready to paint.
pub struct Opened {
    /// The network's answer and layers.
    pub view: Arc<ExplanationView>,
    /// The photograph.
    pub picture: TextureHandle,
    /// As the network sees it.
    pub seen: TextureHandle,
}

/// The moved photograph, ready to paint.
pub struct Perturbed {
    /// The probabilities.
    pub view: PerturbationView,
    /// As the network sees it.
    pub seen: TextureHandle,
}

/// The view that asks why.
#[derive(Default)]
pub struct ExplanationState {
    /// The photograph, if one is asked about.
    pub asking: Option<Asking>,
    /// What is looked at.
    pub tab: ExplanationTab,
    /// Grad-CAM.
    pub heat: HeatState,
    /// Occlusion.
    pub occlusion: OcclusionState,
    /// Feature maps.
    pub maps: MapsState,
    /// One number.
    pub path: PathState,
    /// How the photograph is moved.
    pub perturbation: Perturbation,
    /// The moved photograph, or why there is none.
    pub perturbed: Option<Result<Perturbed, SharedError>>,
}

impl ExplanationState {
    /// Asks about a photograph; what is looked at, and how, stays as it was.
    pub fn ask(&mut self, page: Page, name: String, label: Option<String>) {
        self.clear();
        self.asking = Some(Asking { page, name, label, opened: None });
    }

    /// Goes back to where the photograph was chosen.
    pub fn close(&mut self) {
        self.clear();
        self.asking = None;
    }

    fn clear(&mut self) {
        self.heat.clear();
        self.occlusion.clear();
        self.maps.clear();
        self.path.clear();
        self.perturbation = Perturbation::NONE;
        self.perturbed = None;
    }

    /// Whether the view stands in for this page.
    #[must_use]
    pub fn is_on(&self, page: Page) -> bool {
        self.asking.as_ref().is_some_and(|asking| asking.page == page)
    }

    /// The photograph before the network, once it is.
    #[must_use]
    pub fn opened(&self) -> Option<&Opened> {
        self.asking.as_ref()?.opened.as_ref()?.as_ref().ok()
    }

    /// Takes the photograph before the network, and chooses what to look at first where nothing fitting is chosen.
    pub fn open(&mut self, opened: Result<Opened, SharedError>) {
        let Some(asking) = &mut self.asking else { return };
        if let Ok(opened) = &opened {
            let view = &opened.view;
            let classes = view.two_most_probable();
            self.heat.open(view, classes);
            self.occlusion.open(view);
            self.maps.open(view);
            self.path.open(view, classes[0]);
        }
        asking.opened = Some(opened);
    }
}
