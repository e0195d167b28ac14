//! Undo and redo: one history for all that is edited in a subject.

use eframe::egui::Id;

use crate::app::page::Page;
use crate::config::{DataConfig, DataSource, RunConfig};

/// Steps that are kept.
const KEPT: usize = 200;

/// A step that can be undone or redone.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// The experiment was edited; this is what it is without the step, or with it where the step was undone.
    Experiment(Box<RunConfig>),
    /// Photographs were relabelled, excluded or flagged; their overlay holds what they were.
    Overlay(DataSource),
    /// The list of these photographs was edited; it holds what it was.
    List(DataSource),
}

/// A step and the page that it was made on.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// The page.
    pub page: Page,
    /// The step.
    pub step: Step,
}

/// All steps, the newest last.
pub struct History {
    done: Vec<Made>,
    undone: Vec<Made>,
    /// The experiment as it was seen last.
    seen: RunConfig,
    /// The field or slider by which it was edited last, while that goes on.
    by: Option<Id>,
}

/// The experiment without what follows from the photographs: their overlay is named by itself.
fn edited(config: &RunConfig) -> RunConfig {
    RunConfig { data: DataConfig { overlay: None, source: None, ..config.data.clone() }, ..config.clone() }
}

impl History {
    /// No steps yet.
    #[must_use]
    pub fn new(config: &RunConfig) -> Self {
        Self { done: Vec::new(), undone: Vec::new(), seen: edited(config), by: None }
    }

    /// Takes in the experiment as it is now. What is typed into one field, or drawn by one slider, is one step.
    pub fn see(&mut self, config: &RunConfig, page: Page, by: Option<Id>) {
        let now = edited(config);
        if now != self.seen {
            let before = std::mem::replace(&mut self.seen, now);
            let goes_on = by.is_some() && by == self.by;
            self.by = by;
            if !goes_on {
                self.push(Made { page, step: Step::Experiment(Box::new(before)) });
            }
        } else if by != self.by {
            self.by = None;
        }
    }

    /// Takes in a change of photographs.
    pub fn overlay_changed(&mut self, page: Page, source: DataSource) {
        self.by = None;
        self.push(Made { page, step: Step::Overlay(source) });
    }

    /// Takes in an edit of a list.
    pub fn list_changed(&mut self, page: Page, source: DataSource) {
        self.by = None;
        self.push(Made { page, step: Step::List(source) });
    }

    fn push(&mut self, made: Made) {
        self.undone.clear();
        self.done.push(made);
        if self.done.len() > KEPT {
            self.done.remove(0);
        }
    }

    /// The newest step to undo, and to redo, among those that still fit.
    #[must_use]
    pub fn next(&self, redo: bool, fits: impl Fn(&Step) -> bool) -> Option<&Made> {
        let steps = if redo { &self.undone } else { &self.done };
        steps.iter().rev().find(|made| fits(&made.step))
    }

    /// Undoes or redoes the newest step that fits; those after it are forgotten. A step of the experiment is done here,
    /// that of an overlay or a list by the caller.
    pub fn step(&mut self, redo: bool, fits: impl Fn(&Step) -> bool, config: &mut RunConfig) -> Option<Made> {
        let (from, to) = if redo { (&mut self.undone, &mut self.done) } else { (&mut self.done, &mut self.undone) };
        let place = from.iter().rposition(|made| fits(&made.step))?;
        from.truncate(place + 1);
        let made = from.pop()?;
        let other = match &made.step {
            Step::Experiment(other) => {
                let data = DataConfig {
                    overlay: config.data.overlay.clone(),
                    source: config.data.source.clone(),
                    ..other.data.clone()
                };
                let now = RunConfig { data, ..*other.clone() };
                let before = std::mem::replace(config, now);
                self.seen = edited(config);
                Step::Experiment(Box::new(edited(&before)))
            }
            step @ (Step::Overlay(_) | Step::List(_)) => step.clone(),
        };
        to.push(Made { page: made.page, step: other });
        self.by = None;
        Some(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_epochs(epochs: usize) -> RunConfig {
        let mut config = RunConfig::default();
        config.training.epochs = epochs;
        config
    }

    #[test]
    fn steps_are_undone_and_redone_one_by_one_and_a_new_one_forgets_those_undone() {
        let mut config = with_epochs(1);
        let mut history = History::new(&config);
        for epochs in 2..=4 {
            config.training.epochs = epochs;
            history.see(&config, Page::Network, None);
        }
        let all = |_: &Step| true;
        let walk = |history: &mut History, redo: bool, config: &mut RunConfig| {
            history.step(redo, all, config).map(|made| (made.page, config.training.epochs))
        };
        assert_eq!(walk(&mut history, false, &mut config), Some((Page::Network, 3)));
        assert_eq!(walk(&mut history, false, &mut config), Some((Page::Network, 2)));
        assert_eq!(walk(&mut history, true, &mut config), Some((Page::Network, 3)));
        history.see(&config, Page::Network, None);
        assert!(history.next(true, all).is_some(), "what was undone is no new step");
        config.training.epochs = 9;
        history.see(&config, Page::Network, None);
        assert!(history.next(true, all).is_none());
        assert_eq!(walk(&mut history, false, &mut config), Some((Page::Network, 3)));
        assert_eq!(walk(&mut history, false, &mut config), Some((Page::Network, 2)));
        assert_eq!(walk(&mut history, false, &mut config), Some((Page::Network, 1)));
        assert_eq!(walk(&mut history, false, &mut config), None);
    }

    #[test]
    fn what_is_typed_into_one_field_is_one_step() {
        let mut config = with_epochs(1);
        let mut history = History::new(&config);
        let field = Some(Id::unique("epochs"));
        for epochs in [5, 50, 500] {
            config.training.epochs = epochs;
            history.see(&config, Page::Network, field);
            history.see(&config, Page::Network, field);
        }
        history.see(&config, Page::Network, None);
        config.training.epochs = 7;
        history.see(&config, Page::Network, field);
        let all = |_: &Step| true;
        history.step(false, all, &mut config);
        assert_eq!(config.training.epochs, 500, "it was typed after the field had been left");
        history.step(false, all, &mut config);
        assert_eq!(config.training.epochs, 1);
    }

    #[test]
    fn steps_of_photographs_and_of_the_experiment_are_in_one_order() {
        let mut config = with_epochs(1);
        let mut history = History::new(&config);
        let drawings = DataSource::drawings(8, 1);
        history.overlay_changed(Page::Data, drawings.clone());
        config.training.epochs = 2;
        history.see(&config, Page::Network, None);
        let all = |_: &Step| true;
        assert_eq!(history.step(false, all, &mut config).map(|made| made.page), Some(Page::Network));
        let made = history.step(false, all, &mut config);
        assert_eq!(made, Some(Made { page: Page::Data, step: Step::Overlay(drawings) }));
    }
}
