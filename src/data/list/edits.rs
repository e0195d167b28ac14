//! A list that is being edited: every step can be undone and redone.

use std::sync::Arc;

use super::{Entry, List};

/// A change to a list, with what it was before.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    Class { name: String, before: bool, after: bool },
    Photo { name: String, before: Entry, after: Entry },
}

type Step = Vec<Change>;

/// A list with the steps that led to it and those that were undone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListEdits {
    list: Arc<List>,
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl ListEdits {
    /// Begins with a list.
    #[must_use]
    pub fn new(list: List) -> Self {
        Self { list: Arc::new(list), ..Self::default() }
    }

    /// The list as it is now.
    #[must_use]
    pub fn list(&self) -> &Arc<List> {
        &self.list
    }

    /// Adds a class; gives whether it is new.
    pub fn add_class(&mut self, name: &str) -> bool {
        self.step(|step| step.class(name, true))
    }

    /// Calls a class otherwise; where there is a class of the new name, the two become one. Gives whether that is a step.
    pub fn rename_class(&mut self, from: &str, to: &str) -> bool {
        if from == to || !self.list.has_class(from) {
            return false;
        }
        let photos = self.members(from);
        self.step(|step| {
            step.class(to, true);
            for name in photos {
                step.photo(&name, Entry::Of(to.to_owned()));
            }
            step.class(from, false);
        })
    }

    /// Removes a class; its photographs stay listed and have none. Gives whether that is a step.
    pub fn remove_class(&mut self, name: &str) -> bool {
        let photos = self.members(name);
        self.step(|step| {
            for photo in photos {
                step.photo(&photo, Entry::Unlabelled);
            }
            step.class(name, false);
        })
    }

    /// Lists photographs, each with this class or none, whether they were listed before or not. Gives whether that is a
    /// step.
    pub fn put(&mut self, names: &[String], class: Option<&str>) -> bool {
        let entry = class.map_or(Entry::Unlabelled, |class| Entry::Of(class.to_owned()));
        self.step(|step| {
            if let Some(class) = class {
                step.class(class, true);
            }
            for name in names {
                step.photo(name, entry.clone());
            }
        })
    }

    /// Takes photographs off the list. Gives whether that is a step.
    pub fn remove(&mut self, names: &[String]) -> bool {
        self.step(|step| names.iter().for_each(|name| step.photo(name, Entry::Absent)))
    }

    /// Whether there is a step to undo, and one to redo.
    #[must_use]
    pub fn steps(&self) -> (bool, bool) {
        (!self.done.is_empty(), !self.undone.is_empty())
    }

    /// Undoes the last step; gives its photographs.
    pub fn undo(&mut self) -> Vec<String> {
        let Some(step) = self.done.pop() else { return Vec::new() };
        let list = Arc::make_mut(&mut self.list);
        for change in step.iter().rev() {
            match change {
                Change::Class { name, before, .. } => list.set_class(name, *before),
                Change::Photo { name, before, .. } => list.set(name, before.clone()),
            }
        }
        let photos = photos(&step);
        self.undone.push(step);
        photos
    }

    /// Redoes the step that was undone last; gives its photographs.
    pub fn redo(&mut self) -> Vec<String> {
        let Some(step) = self.undone.pop() else { return Vec::new() };
        let list = Arc::make_mut(&mut self.list);
        for change in &step {
            match change {
                Change::Class { name, after, .. } => list.set_class(name, *after),
                Change::Photo { name, after, .. } => list.set(name, after.clone()),
            }
        }
        let photos = photos(&step);
        self.done.push(step);
        photos
    }

    fn members(&self, class: &str) -> Vec<String> {
        self.list.photos().filter(|(_, of)| *of == Some(class)).map(|(name, _)| name.to_owned()).collect()
    }

    /// Makes one step of what `change` does; one that changes nothing is none.
    fn step(&mut self, change: impl FnOnce(&mut Recorder<'_>)) -> bool {
        let mut recorder = Recorder { list: Arc::make_mut(&mut self.list), step: Step::new() };
        change(&mut recorder);
        let step = recorder.step;
        let is_step = !step.is_empty();
        if is_step {
            self.done.push(step);
            self.undone.clear();
        }
        is_step
    }
}

/// Changes a list and records what has changed.
struct Recorder<'a> {
    list: &'a mut List,
    step: Step,
}

impl Recorder<'_> {
    fn class(&mut self, name: &str, after: bool) {
        let before = self.list.has_class(name);
        if before != after {
            self.list.set_class(name, after);
            self.step.push(Change::Class { name: name.to_owned(), before, after });
        }
    }

    fn photo(&mut self, name: &str, after: Entry) {
        let before = self.list.entry(name);
        if before != after {
            self.list.set(name, after.clone());
            self.step.push(Change::Photo { name: name.to_owned(), before, after });
        }
    }
}

fn photos(step: &Step) -> Vec<String> {
    let name = |change: &Change| match change {
        Change::Photo { name, .. } => Some(name.clone()),
        Change::Class { .. } => None,
    };
    step.iter().filter_map(name).collect()
}
