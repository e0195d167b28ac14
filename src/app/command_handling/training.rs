//! Begins, holds and ends runs.

use std::path::PathBuf;

use crate::app::App;
use crate::app::page::Page;
use crate::app::state::{Phase, RunView, Waiting};
use crate::config::{DataConfig, RunConfig};
use crate::engine::{RunPlace, TrainingCommand, TrainingOrder};
use crate::text::{ShellText, TrainingText};

impl App {
    /// Begins a run as soon as nothing is missing: what is decided about its photographs must be on disk, where the run
    /// reads it, and the network's table must be there.
    pub(in crate::app) fn train_when_ready(&mut self, which: Waiting) {
        self.state.overlay.waiting = Some(which);
        self.state.settings.page = Page::Training;
        self.train_if_ready();
    }

    /// Begins the run that waits if nothing is missing any more, or says why it cannot begin.
    pub(in crate::app) fn train_if_ready(&mut self) {
        let Some(which) = self.state.overlay.waiting else { return };
        let config = match self.config_of(which) {
            Ok(Some(config)) => config,
            Ok(None) => return,
            Err(missing) => {
                self.state.overlay.waiting = None;
                let missing = self.state.language.text(missing).to_owned();
                self.tell(TrainingText::CouldNotStart, missing);
                return;
            }
        };
        let Some(source) = config.data.source.clone() else { return };
        let Some(document) = self.state.overlay.document(&source).filter(|document| document.is_open()) else { return };
        if let Some(problem) = document.problem() {
            let problem = problem.clone();
            self.state.overlay.waiting = None;
            self.tell_failure(TrainingText::CouldNotStart, &problem);
            return;
        }
        if !document.is_saved() {
            return;
        }
        let config = RunConfig { data: DataConfig { overlay: document.named(), ..config.data }, ..config };
        self.state.overlay.waiting = None;
        if which == Waiting::Again {
            self.state.comparison.chosen = [None, self.state.results.run.clone()];
        }
        let run = RunView::new(self.state.training.runs + 1, config, self.options.runs.clone());
        self.begin(run, RunPlace::New { runs: self.options.runs.clone() });
    }

    /// What the run that waits trains, its photographs included; `None` until that is known.
    fn config_of(&self, which: Waiting) -> Result<Option<RunConfig>, ShellText> {
        let state = &self.state;
        if state.training.active().is_some() {
            return Err(ShellText::AlreadyTraining);
        }
        match which {
            Waiting::Experiment => {
                let dataset = state.data.dataset.as_ref().ok_or(ShellText::NeedsData)?;
                if !state.problems().is_empty() {
                    return Err(ShellText::NeedsValues);
                }
                let config = state.config.clone();
                let data = DataConfig { source: Some(dataset.source.clone()), ..config.data };
                match state.network_can_be_built() {
                    Some(true) => Ok(Some(RunConfig { data, ..config })),
                    Some(false) => Err(ShellText::NeedsNetwork),
                    None => Ok(None),
                }
            }
            Waiting::Again => {
                let results = state.results.results().ok_or(ShellText::NeedsResults)?;
                if results.config.data.source.is_none() {
                    return Err(ShellText::NeedsData);
                }
                Ok(Some(results.config.clone()))
            }
        }
    }

    pub(super) fn resume_run(&mut self, folder: PathBuf) {
        if self.state.training.active().is_some() {
            let reason = self.state.language.text(ShellText::AlreadyTraining).to_owned();
            self.tell(TrainingText::CouldNotStart, reason);
            return;
        }
        self.state.notices.dismiss_offer(&folder);
        // The engine tells what the run trains and has done before it goes on.
        let run = RunView::new(self.state.training.runs + 1, self.state.config.clone(), folder.clone());
        self.begin(run, RunPlace::Resume { folder });
    }

    fn begin(&mut self, run: RunView, place: RunPlace) {
        let order = TrainingOrder { run: run.number, config: run.config.clone(), place };
        self.state.training.runs = run.number;
        self.state.training.run = Some(run);
        self.state.settings.page = Page::Training;
        self.send(TrainingCommand::Start(Box::new(order)));
    }

    pub(super) fn pause_or_resume(&mut self) {
        let Some(run) = &mut self.state.training.run else { return };
        let command = match run.phase {
            Phase::Running => {
                run.phase = Phase::Paused;
                TrainingCommand::Pause
            }
            Phase::Paused => {
                run.phase = Phase::Running;
                TrainingCommand::Resume
            }
            _ => return,
        };
        self.send(command);
    }

    pub(super) fn stop_training(&mut self) {
        if let Some(run) = self.state.training.run.as_mut().filter(|run| run.is_active()) {
            run.phase = Phase::Stopping;
        }
        self.send(TrainingCommand::Stop);
    }
}
