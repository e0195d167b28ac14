//! What every gallery shows of changes to photographs, and how they are made.

mod ask;
mod buttons;
mod marks;
mod strip;

use super::View;
use crate::app::actions::Action;
use crate::data::overlay::Change;

pub use ask::ask_ui;
pub use buttons::{buttons_ui, menu_ui};
pub use marks::{mark_ui, named};
pub use strip::{file_ui, strip_ui, unfit_ui};

/// A photograph that can be relabelled, excluded or flagged, with its present change.
#[derive(Debug, Clone, Copy)]
pub struct Editable<'a> {
    /// Its name in its data.
    pub name: &'a str,
    /// The label that it came with.
    pub label: Option<&'a str>,
    /// All labels that it could have.
    pub classes: &'a [String],
    /// Its change, if there is one.
    pub change: Option<&'a Change>,
}

impl Editable<'_> {
    /// The label that it counts for.
    #[must_use]
    pub fn label_now(&self) -> Option<&str> {
        match self.change {
            Some(Change::Relabel(label)) => Some(label),
            _ => self.label,
        }
    }

    /// Requests a change, or with `None` its removal.
    pub fn decide(&self, view: &mut View<'_>, change: Option<Change>) {
        view.send(Action::Decide(vec![self.name.to_owned()], change));
    }

    /// Requests a label; the original one removes the change.
    pub fn relabel(&self, view: &mut View<'_>, label: &str) {
        self.decide(view, (self.label != Some(label)).then(|| Change::Relabel(label.to_owned())));
    }

    /// Requests a change, or its removal where it is set already.
    pub fn toggle(&self, view: &mut View<'_>, change: Change) {
        self.decide(view, (self.change != Some(&change)).then_some(change));
    }
}
