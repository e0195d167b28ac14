//! Begins, pauses and stops runs.

use std::path::PathBuf;

use crate::app::App;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::state::{AfterReading, PendingRun, Phase, RunView};
use crate::config::{DataConfig, RunConfig};
use crate::engine::{RunPlace, TrainingCommand, TrainingOrder};
use crate::run::new_folder;
use crate::text::{ShellText, TrainingText};

impl App {
    /// Begins a run as soon as nothing is missing: the overlay of its photographs must be on disk, where the run reads
    /// it, and the network's summary must be known.
    pub(in crate::app) fn train_when_ready(&mut self, which: PendingRun) {
        self.state.overlay.pending_run = Some(which);
        self.state.settings.page = Page::Training;
        self.train_if_ready();
    }

    /// Begins the pending run if nothing is missing, or reports why it cannot begin.
    pub(in crate::app) fn train_if_ready(&mut self) {
        let Some(which) = self.state.overlay.pending_run else { return };
        let config = match self.config_of(which) {
            Ok(Some(config)) => config,
            Ok(None) => return,
            Err(missing) => {
                self.state.overlay.pending_run = None;
                self.report_missing(missing);
                return;
            }
        };
        let Some(source) = config.data.source.clone() else { return };
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
        if let Some(list) = self.state.lists.document(&source) {
            if let Some(problem) = list.problem().cloned() {
                self.state.overlay.pending_run = None;
                self.report_failure(TrainingText::CouldNotStart, &problem);
                return;
            }
            if !list.is_saved() {
                return;
            }
        }
        let config = RunConfig { data: DataConfig { overlay: document.path_for_run(), ..config.data }, ..config };
        self.state.overlay.pending_run = None;
        if which == PendingRun::Again {
            self.state.comparison.chosen = [None, self.state.subject.results.run.clone()];
        }
        let folder = new_folder(&self.options.runs, &config.preset);
        self.state.runs += 1;
        let run = RunView::new(self.state.runs, config.clone(), folder.clone());
        let order = TrainingOrder { run: run.number, config, place: RunPlace::New { folder } };
        self.show_new_run(run);
        self.begin(order);
    }

    /// The configuration of the pending run, its photographs included; `None` until it is known.
    fn config_of(&self, which: PendingRun) -> Result<Option<RunConfig>, ShellText> {
        let state = &self.state;
        if state.active_run().is_some() {
            return Err(ShellText::AlreadyTraining);
        }
        match which {
            PendingRun::Experiment => {
                let dataset = state.subject.data.dataset.as_ref().ok_or(ShellText::NeedsData)?;
                if !state.problems().is_empty() {
                    return Err(ShellText::NeedsValues);
                }
                let config = state.subject.config.clone();
                let data = DataConfig { source: Some(dataset.source.clone()), ..config.data };
                match state.network_can_be_built() {
                    Some(true) => Ok(Some(RunConfig { data, ..config })),
                    Some(false) => Err(ShellText::NeedsNetwork),
                    None => Ok(None),
                }
            }
            PendingRun::Again => {
                let results = state.subject.results.results().ok_or(ShellText::NeedsResults)?;
                if results.config.data.source.is_none() {
                    return Err(ShellText::NeedsData);
                }
                Ok(Some(results.config.clone()))
            }
        }
    }

    /// Shows a run and resumes it.
    pub(super) fn resume_run(&mut self, folder: PathBuf) {
        if self.state.active_run().is_some() {
            self.report_missing(ShellText::AlreadyTraining);
        } else if self.state.subject.folder() == Some(folder.as_path()) {
            self.resume_shown_run();
        } else {
            self.read_run(folder, AfterReading::Resume);
        }
    }

    /// Resumes the shown run where it stands.
    pub(in crate::app) fn resume_shown_run(&mut self) {
        if self.state.active_run().is_some() {
            self.report_missing(ShellText::AlreadyTraining);
            return;
        }
        let moved_to = self.state.subject.results.moved_to.clone();
        let Some(run) = &mut self.state.subject.run else { return };
        self.state.runs += 1;
        run.resume(self.state.runs);
        let place = RunPlace::Resume { folder: run.folder.clone(), moved_to };
        let order = TrainingOrder { run: run.number, config: run.config.clone(), place };
        self.begin(order);
    }

    /// Reports that no run can begin, and what is missing.
    fn report_missing(&mut self, missing: ShellText) {
        let language = self.state.language;
        let (summary, missing) = (language.text(TrainingText::CouldNotStart), language.text(missing));
        self.state.notices.report(Severity::Failure, summary, Some(missing.to_owned()));
    }

    fn begin(&mut self, order: TrainingOrder) {
        (self.state.plots.range, self.state.plots.alone) = (None, None);
        self.state.settings.page = Page::Training;
        self.send_event_files();
        self.send(TrainingCommand::Start(Box::new(order)));
    }

    /// Lets the engine know whether event files are to be kept up.
    pub(super) fn send_event_files(&mut self) {
        let language = self.state.settings.event_files.then_some(self.state.language);
        self.send(TrainingCommand::EventFiles(language));
    }

    pub(super) fn pause_or_resume(&mut self) {
        let Some(run) = self.state.active_run_mut() else { return };
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
        if let Some(run) = self.state.active_run_mut() {
            run.phase = Phase::Stopping;
        }
        self.send(TrainingCommand::Stop);
    }

    pub(super) fn stop_after_epoch(&mut self) {
        if let Some(run) = self.state.active_run_mut() {
            run.stops_after_epoch = true;
        }
        self.send(TrainingCommand::StopAfterEpoch);
    }
}
