//! Takes what a run reports into the state.

use crate::app::App;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::state::{Phase, RunView};
use crate::engine::TrainingEvent;
use crate::run::{RunEnd, RunOutcome, TrainEvent};
use crate::shared_error::SharedError;
use crate::text::TrainingText;
use crate::train::TrainError;

impl App {
    pub(super) fn take_training_event(&mut self, event: TrainingEvent) {
        match event {
            TrainingEvent::Loading { run, done, total } => {
                if let Some(run) = self.run_of(run)
                    && matches!(run.phase, Phase::Preparing { .. })
                {
                    run.phase = Phase::Preparing { done, total };
                }
            }
            TrainingEvent::SoFar { run, config, epochs, callbacks } => {
                if let Some(run) = self.run_of(run) {
                    (run.config, run.epochs, run.callbacks) = (*config, epochs, callbacks);
                }
            }
            TrainingEvent::Train { run, event } => self.take_train_event(run, event),
            TrainingEvent::Failed { run, reason } => self.take_training_failure(run, &reason),
        }
    }

    /// The run with this number, if it is the one that is shown.
    fn run_of(&mut self, number: u64) -> Option<&mut RunView> {
        self.state.subject.run.as_mut().filter(|run| run.number == number)
    }

    fn take_train_event(&mut self, number: u64, event: TrainEvent) {
        let Some(run) = self.state.subject.run.as_mut().filter(|run| run.number == number) else { return };
        match event {
            TrainEvent::RunStarted(info) => {
                run.folder.clone_from(&info.folder);
                run.epoch = info.epochs_done + 1;
                self.state.settings.unfinished_run = Some(info.folder.clone());
                run.info = Some(info);
                if matches!(run.phase, Phase::Preparing { .. }) {
                    run.phase = Phase::Running;
                }
            }
            TrainEvent::EpochStarted { epoch } => run.epoch = epoch,
            TrainEvent::EpochEnded(stats) => {
                run.epochs.push(stats);
                self.state.settings.training_speed = run.speed().or(self.state.settings.training_speed);
            }
            TrainEvent::Callback(event) => run.callbacks.push(event),
            TrainEvent::CheckpointSaved { .. } => {}
            TrainEvent::RunEnded(outcome) => self.end_run(outcome),
        }
    }

    fn end_run(&mut self, outcome: RunOutcome) {
        let Some(run) = self.state.subject.run.as_mut() else { return };
        let failed = matches!(outcome.end, RunEnd::Failed { .. });
        self.state.comparison.run_ended(&outcome.folder);
        let ended_by_itself = matches!(outcome.end, RunEnd::Completed | RunEnd::StoppedByCallback);
        run.phase = Phase::Ended(Box::new(outcome));
        if !failed && !self.state.quit_confirmed {
            self.state.settings.unfinished_run = None;
        }
        if ended_by_itself && self.state.page() != Page::Training {
            let summary = self.state.language.text(TrainingText::Finished);
            self.state.notices.report(Severity::Information, summary, None);
        }
    }

    fn take_training_failure(&mut self, number: u64, reason: &SharedError) {
        let Some(run) = self.state.subject.run.as_mut().filter(|run| run.number == number) else { return };
        let stopped = matches!(reason.error().downcast_ref(), Some(TrainError::StoppedWhileLoading));
        if matches!(run.phase, Phase::Ended(_)) {
            run.failure = Some(reason.clone());
            self.report_failure(TrainingText::EndedByFailure, reason);
        } else if stopped {
            self.state.subject.run = None;
            let summary = reason.localized(self.state.language);
            self.state.notices.report(Severity::Information, summary, None);
        } else {
            run.phase = Phase::Refused(reason.clone());
            self.report_failure(TrainingText::CouldNotStart, reason);
        }
    }
}
