//! Shows another subject: the experiment, or a run with the experiment that it was.

use std::path::{Path, PathBuf};

use crate::app::App;
use crate::app::page::Page;
use crate::app::state::{
    AfterReading, DataState, DuplicateSearch, DuplicatesState, Evaluation, Opening, Reading, RunView, Subject,
    next_number,
};
use crate::config::DataSource;
use crate::data::Preprocessing;
use crate::engine::{DatasetCommand, DuplicatesCommand, EvaluationCommand, RunReadingCommand};

impl App {
    /// Shows another subject in all pages at once.
    pub(in crate::app) fn show(&mut self, next: Subject) {
        if matches!(self.state.subject.results.evaluation, Evaluation::Running { .. }) {
            self.send(EvaluationCommand::Cancel);
        }
        if matches!(self.state.subject.duplicates.search, DuplicateSearch::Running { .. }) {
            self.send(DuplicatesCommand::Cancel);
        }
        self.cancel_pending();
        self.close_explanation();
        self.state.show(next);
        self.requests.forget();
        self.remember_run();
        self.open_again();
        self.refresh_marks();
        self.state.subject.prediction.classify_outdated();
        self.send_cards();
    }

    /// Remembers which run is shown, so that it is shown again with its photographs after a restart.
    pub(in crate::app) fn remember_run(&mut self) {
        let shown = self.state.subject.folder().map(Path::to_owned);
        if shown.is_some() && shown == self.state.settings.unfinished_run && self.state.active_run().is_none() {
            self.state.settings.unfinished_run = None;
        }
        self.state.settings.run = shown;
        self.remember_classified();
    }

    /// Opens photographs again whose opening or examination was ended by that of another subject's.
    fn open_again(&mut self) {
        if let Some((source, opening)) = self.state.subject.data.cut_off(self.last_opening) {
            self.open_as(source, opening);
        }
    }

    /// Opens photographs for the shown subject.
    pub(in crate::app) fn begin_opening(&mut self, source: DataSource) {
        self.open_as(source, Opening::Others);
    }

    pub(in crate::app) fn open_as(&mut self, source: DataSource, opening: Opening) {
        let generation = self.state.subject.data.begin_opening(source.clone(), opening);
        self.last_opening = generation;
        let preprocessing = Preprocessing::of(&self.state.subject.config);
        self.send(DatasetCommand::Open { generation, source, preprocessing });
    }

    /// Goes back to the experiment, where a run is shown.
    pub(in crate::app) fn back_to_experiment(&mut self) {
        if let Some(experiment) = self.state.parked.experiment.take() {
            self.show(*experiment);
        }
    }

    /// Shows nothing of a run any more that has been deleted.
    pub(in crate::app) fn leave_run(&mut self, folder: &Path) {
        self.state.readings.retain(|reading| reading.folder != folder);
        if self.state.parked.run.as_ref().is_some_and(|run| run.folder() == Some(folder)) {
            self.state.parked.run = None;
        }
        if self.state.subject.folder() == Some(folder) {
            self.back_to_experiment();
        }
    }

    /// Takes the shown run's configuration and photographs as the experiment; the experiment before can be had back by
    /// undoing.
    pub(in crate::app) fn edit_as_experiment(&mut self) {
        if self.state.subject.is_experiment() {
            return;
        }
        let config = self.state.subject.config.clone();
        let data = self.state.subject.data.share();
        let before = self.state.parked.experiment.take();
        let mut experiment = before.map_or_else(|| Subject::experiment(config.clone()), |before| *before);
        experiment.config = config;
        experiment.before_drawings = None;
        if data.dataset.is_some() {
            experiment.data = data;
            experiment.duplicates = DuplicatesState::default();
        }
        let page = self.state.page();
        experiment.augmentation.follow(&experiment.config.preset);
        experiment.history.see(&experiment.config, page, None);
        self.show(experiment);
        if matches!(page, Page::Training | Page::Results | Page::Prediction) {
            self.state.settings.page = Page::Network;
        }
    }

    /// Shows the run that is not shown, such as the one that trains.
    pub(in crate::app) fn show_parked_run(&mut self) {
        if let Some(run) = self.state.parked.run.take() {
            self.show(*run);
        }
    }

    /// Shows the run that this window trains in a folder; whether it trains one there.
    pub(in crate::app) fn show_own_run(&mut self, folder: &Path) -> bool {
        let is_trained = self.state.active_run().is_some_and(|run| run.folder == folder);
        if is_trained && !self.state.subject.run.as_ref().is_some_and(RunView::is_active) {
            self.show_parked_run();
        }
        is_trained
    }

    /// Shows a run on disk with all that belongs to it.
    pub(in crate::app) fn open_run(&mut self, folder: PathBuf) {
        self.read_run(folder, AfterReading::Show);
    }

    /// What was to be shown once it was read gives way to what is asked for later.
    pub(in crate::app) fn forget_showing(&mut self) {
        let is_kept = |then| matches!(then, AfterReading::Resume | AfterReading::Name);
        self.state.readings.retain(|reading| is_kept(reading.then));
    }

    pub(in crate::app) fn read_run(&mut self, folder: PathBuf, then: AfterReading) {
        if then != AfterReading::Name {
            self.forget_showing();
        }
        if !self.show_own_run(&folder) {
            let number = next_number();
            self.state.readings.push(Reading { number, folder: folder.clone(), then });
            self.send(RunReadingCommand { number, folder });
        }
    }

    /// Shows a run that was read, its photographs those that are open already, where they are the same.
    pub(in crate::app) fn show_run(&mut self, run: RunView) {
        let folder = run.folder.clone();
        let source = run.config.data.source.clone();
        let mut subject = Subject::run(run);
        // What is shown already has its photographs, pasted ones among them.
        if self.state.subject.folder() != Some(folder.as_path()) {
            subject.prediction.take_kept(&self.state.settings.classified, Some(&folder));
        }
        let open = self.state.subjects_mut().find(|subject| {
            subject.data.dataset.as_ref().is_some_and(|dataset| Some(&dataset.source) == source.as_ref())
        });
        let shared = open.map(|open| open.data.share());
        let is_shared = shared.is_some();
        subject.data = shared.unwrap_or_default();
        self.show(subject);
        self.state.settings.opened(&folder);
        self.state.comparison.run_opened(&folder);
        if let Some(source) = source.filter(|_| !is_shared) {
            self.begin_opening(source);
        }
    }

    /// Begins the shown subject's run anew as a run of its own: the same photographs, and the experiment as it is now.
    pub(in crate::app) fn show_new_run(&mut self, run: RunView) {
        let config = run.config.clone();
        let mut subject = Subject::run(run);
        let shown = &self.state.subject.data;
        let is_same =
            shown.dataset.as_ref().is_some_and(|dataset| Some(&dataset.source) == config.data.source.as_ref());
        subject.data = if is_same { shown.share() } else { DataState::default() };
        subject.augmentation.preset.clone_from(&self.state.subject.augmentation.preset);
        self.show(subject);
        if let Some(source) = config.data.source.filter(|_| !is_same) {
            self.begin_opening(source);
        }
    }

    /// Looks for the shown run's photographs at another place.
    pub(in crate::app) fn find_photographs(&mut self, path: PathBuf) {
        self.state.subject.results.move_to(path.clone());
        self.begin_opening(DataSource::Path(path));
    }
}
