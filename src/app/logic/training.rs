//! Takes what a run reports into the state.

use crate::app::App;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::state::{Phase, TestSet};
use crate::engine::TrainingEvent;
use crate::run::{RunEnd, RunOutcome, TrainEvent};
use crate::shared_error::SharedError;
use crate::text::TrainingText;
use crate::train::TrainError;

impl App {
    pub(super) fn take_training_event(&mut self, event: TrainingEvent) {
        match event {
            TrainingEvent::Loading { run, step, done, total } => {
                if let Some(run) = self.state.run_mut(run)
                    && matches!(run.phase, Phase::Preparing { .. })
                {
                    run.phase = Phase::Preparing { step, done, total };
                }
            }
            TrainingEvent::Train { run, event } => self.take_train_event(run, event),
            TrainingEvent::Testing { run, done, total } => {
                if let Some(run) = self.state.run_mut(run) {
                    run.test = TestSet::Running { done, total };
                }
            }
            TrainingEvent::Tested { run, result } => {
                if let Some(run) = self.state.run_mut(run) {
                    run.test = match result {
                        Ok(figures) => figures.map_or(TestSet::NotEvaluated, TestSet::Done),
                        Err(reason) => TestSet::Failed(reason),
                    };
                }
                self.list_runs();
            }
            TrainingEvent::NoEventFiles { run: _, reason } => {
                let (language, phrase) = (self.state.language, TrainingText::NoEventFiles);
                let details = Some(reason.localized(language));
                self.state.notices.report(Severity::Warning, language.text(phrase), details);
            }
            TrainingEvent::Failed { run, reason } => self.take_training_failure(run, &reason),
        }
    }

    fn take_train_event(&mut self, number: u64, event: TrainEvent) {
        if matches!(event, TrainEvent::RunStarted(_)) {
            self.resolve_failure(TrainingText::CouldNotStart);
            self.resolve_failure(TrainingText::EndedByFailure);
        }
        let Some(run) = self.state.run_mut(number) else { return };
        match event {
            TrainEvent::RunStarted(info) => {
                let folder = info.folder.clone();
                run.start(info);
                self.state.settings.unfinished_run = Some(folder);
                self.remember_run();
                self.list_runs();
            }
            // The best weights of the epochs before are on disk by now.
            TrainEvent::EpochStarted { epoch } => {
                run.epoch = epoch;
                run.weights = run.best().map(|best| best.epoch);
            }
            TrainEvent::EpochEnded(stats) => {
                run.epochs.push(stats);
                self.state.settings.training_speed = run.speed().or(self.state.settings.training_speed);
            }
            TrainEvent::InvalidLoss { epoch, batch } => run.invalid_loss = Some((epoch, batch)),
            TrainEvent::Callback(event) => run.callbacks.push(event),
            TrainEvent::CheckpointSaved { .. } => {}
            TrainEvent::RunEnded(outcome) => self.end_run(number, outcome),
        }
    }

    fn end_run(&mut self, number: u64, outcome: RunOutcome) {
        let is_shown = self.state.subject.run.as_ref().is_some_and(|run| run.number == number);
        self.state.comparison.run_ended(&outcome.folder);
        let Some(run) = self.state.run_mut(number) else { return };
        let failed = matches!(outcome.end, RunEnd::Failed { .. });
        let ended_by_itself = matches!(outcome.end, RunEnd::Completed | RunEnd::StoppedByCallback);
        run.weights = outcome.best.as_ref().map(|best| best.epoch).or(run.weights);
        run.phase = Phase::Ended(Box::new(outcome));
        if !failed && !self.state.quit_confirmed {
            self.state.settings.unfinished_run = None;
        }
        if ended_by_itself && !(is_shown && self.state.page() == Page::Training) {
            let summary = self.state.language.text(TrainingText::Finished);
            self.state.notices.report(Severity::Information, summary, None);
        }
    }

    fn take_training_failure(&mut self, number: u64, reason: &SharedError) {
        let shown = self.state.subject.run.as_ref().is_some_and(|run| run.number == number);
        let Some(run) = self.state.run_mut(number) else { return };
        let stopped = matches!(reason.error().downcast_ref(), Some(TrainError::StoppedWhileLoading));
        if matches!(run.phase, Phase::Ended(_)) {
            run.failure = Some(reason.clone());
            self.report_failure(TrainingText::EndedByFailure, reason);
        } else if stopped {
            // A new run has no folder then; a resumed one stays as it was.
            run.phase = Phase::Interrupted;
            let is_new = run.run_folder().is_none();
            if is_new && shown {
                self.back_to_experiment();
            } else if is_new {
                self.state.parked.run = None;
            }
            let summary = reason.localized(self.state.language);
            self.state.notices.report(Severity::Information, summary, None);
        } else {
            run.phase = Phase::Refused(reason.clone());
            self.report_failure(TrainingText::CouldNotStart, reason);
        }
    }
}
