//! An overlay that is being edited: every step can be undone and redone.

use super::{Change, Overlay};

/// What one step changed: each photograph's decision before and after.
type Step = Vec<(String, Option<Change>, Option<Change>)>;

/// An overlay with the steps that led to it and those that were undone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edits {
    overlay: Overlay,
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Edits {
    /// Begins with earlier decisions.
    #[must_use]
    pub fn new(overlay: Overlay) -> Self {
        Self { overlay, ..Self::default() }
    }

    /// The decisions as they are now.
    #[must_use]
    pub fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    /// Decides about photographs in one step, or with `None` removes decisions. Steps that were undone cannot be redone
    /// afterwards. A step that changes nothing is not recorded.
    pub fn decide<'a>(&mut self, files: impl IntoIterator<Item = &'a str>, change: Option<&Change>) {
        let mut step = Step::new();
        for file in files {
            let before = self.overlay.set(file, change.cloned());
            if before.as_ref() != change {
                step.push((file.to_owned(), before, change.cloned()));
            }
        }
        if !step.is_empty() {
            self.done.push(step);
            self.undone.clear();
        }
    }

    /// Whether there is a step to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is a step to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Undoes the last step; returns its photographs.
    pub fn undo(&mut self) -> Vec<String> {
        let Some(step) = self.done.pop() else { return Vec::new() };
        for (file, before, _) in step.iter().rev() {
            self.overlay.set(file, before.clone());
        }
        let files = step.iter().map(|(file, ..)| file.clone()).collect();
        self.undone.push(step);
        files
    }

    /// Redoes the step that was undone last; returns its photographs.
    pub fn redo(&mut self) -> Vec<String> {
        let Some(step) = self.undone.pop() else { return Vec::new() };
        for (file, _, after) in &step {
            self.overlay.set(file, after.clone());
        }
        let files = step.iter().map(|(file, ..)| file.clone()).collect();
        self.done.push(step);
        files
    }
}
