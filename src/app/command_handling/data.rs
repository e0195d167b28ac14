//! Opens and closes photographs, and finds near-duplicates among them.

use std::path::PathBuf;

use crate::app::App;
use crate::app::page::Page;
use crate::app::state::{AfterReading, DataView, DuplicateSearch, next_number};
use crate::config::DataSource;
use crate::data::Preprocessing;
use crate::engine::{DatasetCommand, DuplicatesCommand};

impl App {
    /// Shows the run at a path, or opens what lies there as photographs.
    pub(super) fn open_path(&mut self, path: PathBuf) {
        self.read_run(path, AfterReading::ShowOrOpen);
    }

    /// Opens photographs for the experiment.
    pub(in crate::app) fn open_data(&mut self, source: DataSource) {
        self.back_to_experiment();
        if let DataSource::Path(_) = &source {
            self.state.settings.page = Page::Data;
            self.state.subject.data.train_when_open = false;
        }
        self.begin_opening(source);
    }

    /// Opens the drawings, with the experiment that is meant for them.
    pub(super) fn open_drawings(&mut self) {
        self.back_to_experiment();
        let before = std::mem::replace(&mut self.state.subject.config, self.options.demonstration.clone());
        if before != self.state.subject.config {
            self.state.subject.before_drawings = Some(before);
        }
        self.open_data(DataSource::Drawings { count: self.options.drawings, seed: self.state.subject.config.seed });
    }

    pub(super) fn cancel_opening(&mut self) {
        self.state.subject.data.loading = None;
        self.state.subject.data.examining = None;
        self.state.subject.data.train_when_open = false;
        self.send(DatasetCommand::Close);
    }

    /// Lets the user choose other photographs for the experiment; those that are open stay until the others are there.
    pub(super) fn choose_others(&mut self) {
        self.back_to_experiment();
        self.state.settings.page = Page::Data;
        self.state.subject.data.choosing_others = self.state.subject.data.dataset.is_some();
    }

    pub(super) fn find_duplicates(&mut self) {
        self.state.settings.page = Page::Data;
        self.state.subject.data.view = DataView::Duplicates;
        let duplicates = &mut self.state.subject.duplicates;
        duplicates.generation = next_number();
        duplicates.search = DuplicateSearch::Running { done: 0, total: 0 };
        let (generation, dataset) = (duplicates.generation, self.state.subject.data.generation);
        let preprocessing = Preprocessing::of(&self.state.subject.config);
        self.send(DuplicatesCommand::Find { generation, dataset, preprocessing });
    }

    pub(super) fn cancel_duplicates(&mut self) {
        self.state.subject.duplicates.cancel();
        self.send(DuplicatesCommand::Cancel);
    }
}
