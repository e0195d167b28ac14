//! What every gallery shows of decisions about photographs, and how they are made.

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

/// A photograph that something can be decided about, and what is.
#[derive(Debug, Clone, Copy)]
pub struct Editable<'a> {
    /// Its name in its data.
    pub name: &'a str,
    /// The label that it came with.
    pub label: Option<&'a str>,
    /// All labels that it could have.
    pub classes: &'a [String],
    /// What is decided.
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

    /// Asks for a decision, or for none.
    pub fn decide(&self, view: &mut View<'_>, change: Option<Change>) {
        view.send(Action::Decide(vec![self.name.to_owned()], change));
    }

    /// Asks for a label; that which it came with is no change.
    pub fn relabel(&self, view: &mut View<'_>, label: &str) {
        self.decide(view, (self.label != Some(label)).then(|| Change::Relabel(label.to_owned())));
    }

    /// Asks for a decision, or to take it back where it is made already.
    pub fn toggle(&self, view: &mut View<'_>, change: Change) {
        self.decide(view, (self.change != Some(&change)).then_some(change));
    }
}
