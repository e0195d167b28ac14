//! Opens and closes photographs, and finds near-duplicates among them.

use crate::app::App;
use crate::app::page::Page;
use crate::app::state::{DataView, DuplicateSearch};
use crate::config::DataSource;
use crate::data::Preprocessing;
use crate::engine::{DatasetCommand, DuplicatesCommand};

impl App {
    pub(super) fn open_data(&mut self, source: DataSource) {
        if let DataSource::Path(_) = &source {
            self.state.settings.page = Page::Data;
            self.state.subject.data.train_when_open = false;
        }
        let generation = self.state.subject.data.begin_opening(source.clone());
        let preprocessing = Preprocessing::of(&self.state.subject.config);
        self.send(DatasetCommand::Open { generation, source, preprocessing });
    }

    /// Opens the drawings, with the experiment that is meant for them.
    pub(super) fn open_drawings(&mut self) {
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

    pub(super) fn close_data(&mut self) {
        self.state.subject.data.close();
        self.state.subject.augmentation.versions = None;
        self.state.subject.augmentation.index = 0;
        self.send(DatasetCommand::Close);
    }

    pub(super) fn find_duplicates(&mut self) {
        self.state.settings.page = Page::Data;
        self.state.subject.data.view = DataView::Duplicates;
        let duplicates = &mut self.state.subject.duplicates;
        duplicates.generation += 1;
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
