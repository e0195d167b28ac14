//! Values of the experiment that are invalid in a run, by field.

use super::State;
use crate::app::page::Page;
use crate::config::RunConfig;
use crate::shared_error::SharedError;
use crate::train::callbacks;

/// An invalid value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it is: `training.epochs`, `callbacks[1].factor`.
    pub field: String,
    /// What is wrong with it.
    pub reason: SharedError,
}

impl Problem {
    /// The page where it can be corrected.
    #[must_use]
    pub fn page(&self) -> Page {
        match self.field.split(['.', '[']).next() {
            Some("data") => Page::Data,
            Some("augmentation") => Page::Augmentation,
            _ => Page::Network,
        }
    }
}

impl State {
    /// Every invalid value of the experiment. Whether the layers fit each other is reported by the network's summary.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        problems(&self.subject.config)
    }
}

fn problems(config: &RunConfig) -> Vec<Problem> {
    let found = config.problems().into_iter();
    let mut problems: Vec<Problem> =
        found.map(|problem| Problem { field: problem.field, reason: problem.fault.into() }).collect();
    for (place, callback) in config.callbacks.iter().enumerate() {
        let at = format!("callbacks[{place}]");
        let reported = problems.iter().any(|problem| problem.field.starts_with(&at));
        if let Some(error) = callbacks::from_config(std::slice::from_ref(callback), true).err().filter(|_| !reported) {
            problems.push(Problem { field: at, reason: error.into() });
        }
    }
    problems
}
