//! Begins, pauses and stops runs.

use std::path::PathBuf;

use crate::app::App;
use crate::app::page::Page;
use crate::app::state::{PendingRun, Phase, RunView};
use crate::engine::{EngineCommand, RunPlace, TrainingOrder};
use crate::text::TrainingText;

impl App {
    /// Begins a run as soon as the overlay of its photographs is on disk, where the run reads it.
    pub(super) fn train_when_saved(&mut self, which: PendingRun) {
        self.state.overlay.pending_run = Some(which);
        self.state.settings.page = Page::Training;
        self.train_if_saved();
    }

    /// Begins the pending run if its overlay is on disk.
    pub(in crate::app) fn train_if_saved(&mut self) {
        let Some(which) = self.state.overlay.pending_run else { return };
        let config = match which {
            PendingRun::Experiment => self.state.data.dataset.as_ref().map(|dataset| {
                let mut config = self.state.config.clone();
                config.data.source = Some(dataset.source.clone());
                config
            }),
            PendingRun::Again => self.state.results.results().map(|results| results.config.clone()),
        };
        let Some((mut config, source)) = config.and_then(|config| Some((config.clone(), config.data.source?))) else {
            self.state.overlay.pending_run = None;
            return;
        };
        let Some(document) = self.state.overlay.document(&source).filter(|document| document.is_open()) else { return };
        if let Some(problem) = document.problem() {
            let problem = problem.clone();
            self.state.overlay.pending_run = None;
            self.report_failure(TrainingText::CouldNotStart, &problem);
            return;
        }
        if !document.is_saved() {
            return;
        }
        config.data.overlay = document.path_for_run();
        self.state.overlay.pending_run = None;
        if which == PendingRun::Again {
            self.state.comparison.chosen = [None, self.state.results.run.clone()];
        }
        let run = RunView::new(self.state.training.runs + 1, config, self.options.runs.clone());
        self.begin(run, RunPlace::New { runs: self.options.runs.clone() });
    }

    pub(super) fn resume_run(&mut self, folder: PathBuf) {
        if self.state.training.active().is_some() {
            return;
        }
        self.state.notices.dismiss_offer(&folder);
        // The engine reports the run's configuration and its epochs before it resumes it.
        let run = RunView::new(self.state.training.runs + 1, self.state.config.clone(), folder.clone());
        self.begin(run, RunPlace::Resume { folder });
    }

    fn begin(&mut self, run: RunView, place: RunPlace) {
        let order = TrainingOrder { run: run.number, config: run.config.clone(), place };
        self.state.training.runs = run.number;
        self.state.training.run = Some(run);
        self.state.settings.page = Page::Training;
        self.send(EngineCommand::StartTraining(order));
    }

    pub(super) fn pause_or_resume(&mut self) {
        let Some(run) = &mut self.state.training.run else { return };
        let command = match run.phase {
            Phase::Running => {
                run.phase = Phase::Paused;
                EngineCommand::PauseTraining
            }
            Phase::Paused => {
                run.phase = Phase::Running;
                EngineCommand::ResumeTraining
            }
            _ => return,
        };
        self.send(command);
    }

    pub(super) fn stop_training(&mut self) {
        if let Some(run) = self.state.training.run.as_mut().filter(|run| run.is_active()) {
            run.phase = Phase::Stopping;
        }
        self.send(EngineCommand::StopTraining);
    }

    pub(super) fn stop_after_epoch(&mut self) {
        if let Some(run) = &mut self.state.training.run {
            run.stops_after_epoch = true;
        }
        self.send(EngineCommand::StopTrainingAfterEpoch);
    }
}
