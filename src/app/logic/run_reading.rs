//! Takes runs that were read from disk into the state.

use crate::app::App;
use crate::app::state::{AfterReading, Reading, RunView, Subject};
use crate::config::DataSource;
use crate::engine::{NoRun, RunReadingEvent};
use crate::text::TrainingText;

impl App {
    pub(super) fn take_run_reading(&mut self, RunReadingEvent { number, run }: RunReadingEvent) {
        let readings = &mut self.state.readings;
        let Some(place) = readings.iter().position(|reading| reading.number == number) else { return };
        let Reading { folder, then, .. } = readings.remove(place);
        let run = match run {
            Ok(run) => run,
            Err(NoRun::NotARun(_)) if then == AfterReading::ShowOrOpen => {
                self.open_data(DataSource::Path(folder));
                return;
            }
            Err(problem) => {
                if self.state.settings.unfinished_run.as_ref() == Some(&folder) {
                    self.state.settings.unfinished_run = None;
                }
                if then != AfterReading::Name {
                    self.report_failure(TrainingText::CouldNotOpenRun, problem.reason());
                }
                return;
            }
        };
        // It may have been begun meanwhile.
        if self.show_own_run(&folder) {
            return;
        }
        self.resolve_failure(TrainingText::CouldNotOpenRun);
        let run = RunView::read(*run);
        match then {
            AfterReading::Show | AfterReading::ShowOrOpen => self.show_run(run),
            AfterReading::Resume => {
                self.show_run(run);
                self.resume_shown_run();
            }
            AfterReading::Name => {
                let is_shown = self.state.subject.folder() == Some(folder.as_path());
                if run.can_be_resumed() && self.state.parked.run.is_none() && !is_shown {
                    self.state.parked.run = Some(Box::new(Subject::run(run)));
                }
            }
        }
    }

    /// Opens again what was open when the last window closed.
    pub(in crate::app) fn open_last(&mut self) {
        if let Some(source) = self.state.subject.config.data.source.clone() {
            self.begin_opening(source);
        }
        let (run, unfinished) = (self.state.settings.run.clone(), self.state.settings.unfinished_run.clone());
        match run.clone() {
            Some(run) => self.read_run(run, AfterReading::Show),
            None => self.state.subject.prediction.take_kept(&self.state.settings.classified, None),
        }
        if let Some(unfinished) = unfinished.filter(|unfinished| run.as_ref() != Some(unfinished)) {
            self.read_run(unfinished, AfterReading::Name);
        }
    }
}
