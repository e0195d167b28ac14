//! Overlays are read and written, galleries show their changes, and runs are compared.

use std::fmt::Display;
use std::path::PathBuf;

use crate::app::App;
use crate::app::notices::{OverlayOffer, Severity};
use crate::app::page::Page;
use crate::app::state::{DuplicateSearch, ListDocument, OverlayDocument, ResultsTab};
use crate::config::DataSource;
use crate::data::overlay::Overlay;
use crate::engine::{
    DuplicatesEvent, EngineCommand, EvaluationSet, FilesCommand, ListCommand, OpenedOverlay, OverlayCommand,
    OverlayEvent, RunsCommand, RunsEvent, ShelfCommand,
};
use crate::run::OVERLAY;
use crate::text::OverlayText;

impl App {
    /// Reads the overlays of the photographs that are shown, writes those that have changed, begins a run that waited
    /// for that, and requests a comparison where its page is shown.
    pub(super) fn update_overlays(&mut self) {
        self.read_run_overlay();
        let open = self.state.subject.data.dataset.as_ref().map(|dataset| dataset.source.clone());
        let results = self.state.subject.results.results();
        let labelled = results.filter(|_| matches!(self.state.subject.results.set, EvaluationSet::Labelled(_)));
        let labelled = labelled.map(|results| results.source().clone());
        for source in [open, labelled].into_iter().flatten() {
            if self.state.overlay.document(&source).is_none() {
                let remembered = self.state.settings.overlay_of(&source);
                self.read_overlay(source, remembered, None);
            }
        }
        if self.state.subject.is_experiment()
            && let Some(dataset) = self.state.subject.data.dataset.clone()
            && let Some(path) = self.state.overlay.named_by_config.take()
        {
            self.read_overlay(dataset.source.clone(), Some(path), None);
        }
        self.write_overlays();
        self.name_overlay();
        self.train_if_ready();
        self.request_comparison();
    }

    /// Reads the overlay with which the evaluated run was trained, unless another one is used already for its
    /// photographs.
    fn read_run_overlay(&mut self) {
        let Some(results) = self.state.subject.results.results() else { return };
        let data = &results.config.data;
        let Some((source, path)) = data.source.clone().map(|source| (source, data.overlay.clone())) else { return };
        let copy = path.is_some().then(|| results.run.join(OVERLAY));
        let document = self.state.overlay.document(&source);
        let is_new = path.is_some() && self.state.overlay.read_run.as_ref() != Some(&results.run);
        if document.is_none() || (is_new && document.is_some_and(OverlayDocument::is_untouched)) {
            self.state.overlay.read_run = Some(results.run.clone());
            let remembered = self.state.settings.overlay_of(&source);
            self.read_overlay(source, remembered.or(path), copy);
        }
    }

    /// Reads the overlay of some photographs from a file. Changes in the one before are written first.
    pub(in crate::app) fn read_overlay(&mut self, source: DataSource, path: Option<PathBuf>, copy: Option<PathBuf>) {
        let old = self.state.overlay.document_mut(&source);
        let (last, fallback) = old.map_or((None, None), |document| (document.flush(), document.file()));
        if let Some(last) = last {
            self.send(last);
        }
        self.state.overlay.readings += 1;
        let number = self.state.overlay.readings;
        self.state.overlay.put(OverlayDocument::reading(source.clone(), number, fallback));
        let folder = self.options.runs.clone();
        self.send(OverlayCommand::Open { number, source, path, copy, folder });
    }

    fn write_overlays(&mut self) {
        let writes: Vec<OverlayCommand> =
            self.state.overlay.documents_mut().iter_mut().filter_map(OverlayDocument::next_write).collect();
        for write in writes {
            // The file is remembered now, since the window may be closed before it is written.
            if let OverlayCommand::Save { source, path, .. } = &write {
                self.state.settings.remember_overlay(source, path);
            }
            self.send(write);
        }
    }

    /// Lets the experiment name the overlay of the open photographs.
    fn name_overlay(&mut self) {
        if !self.state.subject.is_experiment() {
            return;
        }
        let source = self.state.subject.data.dataset.as_ref().map(|dataset| &dataset.source);
        if let Some(document) =
            source.and_then(|source| self.state.overlay.document(source)).filter(|document| document.is_open())
        {
            self.state.subject.config.data.overlay = document.path_for_run();
        }
    }

    fn request_comparison(&mut self) {
        if self.state.page() != Page::Results || self.state.subject.results.tab != ResultsTab::Comparison {
            return;
        }
        let comparison = &mut self.state.comparison;
        let list = comparison.runs.is_none() && !std::mem::replace(&mut comparison.listing, true);
        let compare =
            comparison.next_request().map(|runs| RunsCommand::Compare { generation: comparison.generation, runs });
        let list = list.then(|| RunsCommand::List { folder: self.options.runs.clone() });
        for command in [list, compare].into_iter().flatten() {
            self.send(command);
        }
    }

    /// Lets the galleries show the changes in the overlays as they are now.
    pub(in crate::app) fn refresh_marks(&mut self) {
        let state = &mut self.state;
        let none = Overlay::default();
        if let Some(dataset) = state.subject.data.dataset.clone() {
            let overlay = state.overlay.document(&dataset.source).and_then(OverlayDocument::overlay);
            state.subject.data.mark(overlay.unwrap_or(&none));
        }
        if let Some(source) = state.subject.results.source().cloned() {
            let overlay = state.overlay.document(&source).and_then(OverlayDocument::overlay);
            state.subject.results.mark(overlay.unwrap_or(&none));
        }
    }

    pub(super) fn take_duplicates_event(&mut self, event: DuplicatesEvent) {
        let duplicates = &mut self.state.subject.duplicates;
        match event {
            DuplicatesEvent::Progress { generation, done, total } if generation == duplicates.generation => {
                if let DuplicateSearch::Running { done: so_far, total: all } = &mut duplicates.search {
                    (*so_far, *all) = (done, total);
                }
            }
            DuplicatesEvent::Found { generation, duplicates: found } if generation == duplicates.generation => {
                duplicates.search = match found {
                    Ok(found) => DuplicateSearch::Found(found),
                    Err(reason) => DuplicateSearch::Failed(reason),
                };
            }
            _ => {}
        }
    }

    pub(super) fn take_overlay_event(&mut self, event: OverlayEvent) {
        match event {
            OverlayEvent::Opened { number, source, opened } => self.take_overlay(number, source, *opened),
            OverlayEvent::Saved { source, result } => {
                match &result {
                    Ok((path, _)) => {
                        self.state.settings.remember_overlay(&source, path);
                        self.resolve_failure(OverlayText::CouldNotSave);
                    }
                    Err(reason) => self.report_failure(OverlayText::CouldNotSave, reason),
                }
                if let Some(document) = self.state.overlay.document_mut(&source) {
                    document.finish_write(result);
                }
            }
        }
    }

    pub(super) fn take_runs_event(&mut self, event: RunsEvent) {
        let comparison = &mut self.state.comparison;
        match event {
            RunsEvent::Listed { runs } => {
                comparison.listing = false;
                comparison.runs = Some(runs);
            }
            RunsEvent::Compared { generation, comparison: result } if generation == comparison.generation => {
                comparison.result = Some(result);
            }
            RunsEvent::CurvesRead { generation, curves } if generation == self.state.curves.generation => {
                self.state.curves.read = Some(curves);
            }
            RunsEvent::Compared { .. } | RunsEvent::CurvesRead { .. } => {}
        }
    }

    /// Takes the overlay that was read, or reads the file before it again where the new one cannot be used.
    fn take_overlay(&mut self, number: u64, source: DataSource, opened: OpenedOverlay) {
        let Some(document) = self.state.overlay.document_mut(&source).filter(|document| document.number == number)
        else {
            return;
        };
        let problem = opened.problem.clone();
        if let Some(fallback) = problem.as_ref().and_then(|_| document.take_fallback()) {
            self.read_overlay(source, Some(fallback), None);
        } else {
            let (gone, untied) = (opened.gone.clone(), opened.untied.clone());
            document.open(opened);
            let used = (!document.is_empty()).then(|| document.path().to_owned());
            if let Some(path) = used {
                self.state.settings.remember_overlay(&source, &path);
                if let Some(gone) = gone {
                    let values: [(&str, &dyn Display); 2] = [("gone", &gone.display()), ("file", &path.display())];
                    let summary = self.state.language.fill(OverlayText::FromCopy, &values);
                    self.state.notices.report(Severity::Information, summary, None);
                }
            }
            self.offer_untied(source, untied);
        }
        if let Some(problem) = problem {
            self.report_failure(OverlayText::CouldNotOpen, &problem);
        }
        self.refresh_marks();
    }

    /// Offers the newest overlay that was found beside the runs and that no photographs are tied to.
    fn offer_untied(&mut self, source: DataSource, untied: Vec<PathBuf>) {
        let tied = &self.state.settings.overlays;
        let found = untied.into_iter().find(|path| tied.iter().all(|(_, other)| other != path));
        if let Some(path) = found {
            let summary = self.state.language.fill(OverlayText::Untied, &[("file", &path.display())]);
            self.state.notices.offer(summary, OverlayOffer { source, path });
        }
    }

    /// Writes all overlays and files that are not on disk yet, before the window closes.
    pub(in crate::app) fn flush(&mut self) {
        let unsent = std::mem::take(&mut self.unsent).into_iter().filter(|command| {
            matches!(
                command,
                EngineCommand::Overlay(OverlayCommand::Save { .. })
                    | EngineCommand::List(ListCommand::Save { .. })
                    | EngineCommand::Files(FilesCommand::Write { .. } | FilesCommand::WriteFigure { .. })
                    | EngineCommand::Shelf(ShelfCommand::ChangeNotes { .. })
            )
        });
        let writes = self.state.overlay.documents_mut().iter_mut().filter_map(OverlayDocument::flush);
        let lists = self.state.lists.documents_mut().iter_mut().filter_map(ListDocument::flush);
        let notes = self.state.shelf.unsaved();
        let notes = notes.map(|(run, before, after)| ShelfCommand::ChangeNotes { run, before, after });
        self.engine.finish(
            unsent
                .chain(writes.map(EngineCommand::from))
                .chain(lists.map(EngineCommand::from))
                .chain(notes.map(EngineCommand::from)),
        );
    }
}
