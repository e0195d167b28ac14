//! Opens and closes photographs, and finds near-duplicates among them.

use std::path::{Path, PathBuf};

use crate::app::App;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::state::{
    AfterReading, DataState, DataView, DuplicateSearch, DuplicatesState, Subject, connected, next_number, surplus,
};
use crate::config::DataSource;
use crate::data::Preprocessing;
use crate::data::duplicates::DuplicatePair;
use crate::data::overlay::Change;
use crate::engine::{DatasetCommand, DuplicatesCommand};
use crate::text::DataText;

impl App {
    /// Shows the run at a path, or opens what lies there as photographs.
    pub(super) fn open_path(&mut self, path: PathBuf) {
        self.read_run(path, AfterReading::ShowOrOpen);
    }

    /// Opens photographs for the experiment.
    pub(in crate::app) fn open_data(&mut self, source: DataSource) {
        self.forget_showing();
        let from_run = self.state.subject.folder().map(Path::to_owned);
        self.back_to_experiment();
        if let DataSource::Path(_) = &source {
            self.state.settings.page = Page::Data;
            self.state.subject.data.train_when_open = false;
        }
        self.begin_opening(source);
        if let Some(loading) = &mut self.state.subject.data.loading {
            loading.from_run = from_run;
        }
    }

    /// Opens the drawings, with the experiment that is meant for them.
    pub(super) fn open_drawings(&mut self) {
        self.back_to_experiment();
        let before = std::mem::replace(&mut self.state.subject.config, self.options.demonstration.clone());
        if before != self.state.subject.config {
            self.state.subject.before_drawings = Some(before);
        }
        self.open_data(DataSource::drawings(self.options.drawings, self.state.subject.config.seed));
    }

    pub(super) fn cancel_opening(&mut self) {
        let loading = self.state.subject.data.loading.take();
        self.state.subject.data.examining = None;
        self.state.subject.data.train_when_open = false;
        self.send(DatasetCommand::Close);
        if let Some(run) = loading.and_then(|loading| loading.from_run) {
            self.open_run(run);
        }
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

    /// Excludes all but one photograph of each group of duplicates in one step: of the pairs that are shown, or else of the
    /// equal files.
    pub(super) fn exclude_duplicates(&mut self) {
        self.state.settings.page = Page::Data;
        let Subject { data, duplicates, .. } = &self.state.subject;
        let Some(dataset) = data.dataset.clone() else { return };
        let class = |place: usize| data.marks.class(place, dataset.photos.get(place)?.1, &dataset.classes);
        let (places, differing) = surplus(&known_duplicates(data, duplicates), |place| data.side(place), class);
        let names: Vec<String> =
            places.iter().filter_map(|place| dataset.photos.get(*place)).map(|(name, _)| name.clone()).collect();
        self.decide(&names, Some(&Change::Exclude));
        let language = self.state.language;
        let mut summary = language.count(DataText::DuplicatesExcluded, names.len());
        if differing > 0 {
            summary = format!("{summary}; {}", language.count(DataText::DuplicatesDiffer, differing));
        }
        self.state.notices.report(Severity::Information, summary, None);
    }

    pub(super) fn cancel_duplicates(&mut self) {
        self.state.subject.duplicates.cancel();
        self.send(DuplicatesCommand::Cancel);
    }
}

/// Groups of duplicates that are not excluded: of the pairs that are shown, or else of the equal files.
pub(in crate::app) fn known_duplicates(data: &DataState, duplicates: &DuplicatesState) -> Vec<Vec<usize>> {
    let pairs = duplicates.shown(&data.sides);
    if data.view != DataView::Duplicates || pairs.is_empty() {
        return data.equal_files();
    }
    let is_used = |pair: &DuplicatePair| !data.marks.excludes(pair.first) && !data.marks.excludes(pair.second);
    connected(&pairs.into_iter().filter(is_used).collect::<Vec<_>>())
}
