//! Decisions about photographs: their files are read and written, galleries follow them, runs are put side by side.

use std::fmt::Display;
use std::path::PathBuf;

use crate::app::App;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::state::{Look, OverlayDocument, ResultsTab};
use crate::config::DataSource;
use crate::data::overlay::Overlay;
use crate::engine::{
    DuplicatesEvent, EngineCommand, EvaluationSet, FilesCommand, OpenedOverlay, OverlayCommand, OverlayEvent,
    RunsCommand, RunsEvent,
};
use crate::run::OVERLAY;
use crate::text::OverlayText;

impl App {
    /// Reads the decisions about whatever photographs are looked at, writes those that have changed, begins a run that
    /// waited for that, and compares what is to be compared.
    pub(super) fn ask_overlays(&mut self) {
        self.ask_run_overlay();
        let open = self.state.data.dataset.as_ref().map(|dataset| dataset.source.clone());
        let results = self.state.results.results();
        let labelled = results.filter(|_| matches!(self.state.results.set, EvaluationSet::Labelled(_)));
        let labelled = labelled.map(|results| results.source().clone());
        for source in [open, labelled].into_iter().flatten() {
            if self.state.overlay.document(&source).is_none() {
                let kept = self.state.settings.overlay_of(&source);
                self.ask_overlay(source, kept, None);
            }
        }
        if let Some(path) = self.state.overlay.request.clone()
            && let Some(dataset) = self.state.data.dataset.clone()
        {
            self.state.overlay.request = None;
            self.ask_overlay(dataset.source.clone(), Some(path), None);
        }
        let writes: Vec<OverlayCommand> =
            self.state.overlay.documents().iter_mut().filter_map(OverlayDocument::next_write).collect();
        for write in writes {
            // From now on it is found again, even if the window goes before the answer comes.
            if let OverlayCommand::Save { source, path, .. } = &write {
                self.state.settings.kept(source, path);
            }
            self.send(write);
        }
        self.name_overlay();
        self.train_if_ready();
        self.ask_comparison();
    }

    /// Reads the decisions with which the run that is looked at was trained, unless others are made already about
    /// its photographs.
    fn ask_run_overlay(&mut self) {
        let Some(results) = self.state.results.results() else { return };
        let data = &results.config.data;
        let Some((source, path)) = data.source.clone().map(|source| (source, data.overlay.clone())) else { return };
        let copy = path.is_some().then(|| results.run.join(OVERLAY));
        let document = self.state.overlay.document(&source);
        let fresh = path.is_some() && self.state.overlay.read_run.as_ref() != Some(&results.run);
        if document.is_none() || (fresh && document.is_some_and(OverlayDocument::is_untouched)) {
            self.state.overlay.read_run = Some(results.run.clone());
            let kept = self.state.settings.overlay_of(&source);
            self.ask_overlay(source, kept.or(path), copy);
        }
    }

    /// Reads the decisions about some photographs from a file; those made so far are on their way to theirs.
    pub(in crate::app) fn ask_overlay(&mut self, source: DataSource, path: Option<PathBuf>, copy: Option<PathBuf>) {
        let old = self.state.overlay.document_mut(&source);
        let (last, fallback) = old.map_or((None, None), |document| (document.flush(), document.kept()));
        if let Some(last) = last {
            self.send(last);
        }
        self.state.overlay.readings += 1;
        let number = self.state.overlay.readings;
        self.state.overlay.put(OverlayDocument::asked(source.clone(), number, fallback));
        let folder = self.options.runs.clone();
        self.send(OverlayCommand::Open { number, source, path, copy, folder });
    }

    /// The experiment names the overlay of the photographs that are open.
    fn name_overlay(&mut self) {
        let source = self.state.data.dataset.as_ref().map(|dataset| &dataset.source);
        if let Some(document) =
            source.and_then(|source| self.state.overlay.document(source)).filter(|document| document.is_open())
        {
            self.state.config.data.overlay = document.named();
        }
    }

    fn ask_comparison(&mut self) {
        if self.state.page() != Page::Results || self.state.results.tab != ResultsTab::Comparison {
            return;
        }
        let comparison = &mut self.state.comparison;
        let list = comparison.runs.is_none() && !std::mem::replace(&mut comparison.listing, true);
        let compare =
            comparison.question().map(|runs| RunsCommand::Compare { generation: comparison.generation, runs });
        let list = list.then(|| RunsCommand::List { folder: self.options.runs.clone() });
        for command in [list, compare].into_iter().flatten() {
            self.send(command);
        }
    }

    /// Galleries show what is decided now.
    pub(in crate::app) fn follow_decisions(&mut self) {
        let state = &mut self.state;
        let none = Overlay::default();
        if let Some(dataset) = state.data.dataset.clone() {
            let overlay = state.overlay.document(&dataset.source).and_then(OverlayDocument::overlay);
            state.data.mark(overlay.unwrap_or(&none));
        }
        if let Some(source) = state.results.source().cloned() {
            let overlay = state.overlay.document(&source).and_then(OverlayDocument::overlay);
            state.results.mark(overlay.unwrap_or(&none));
        }
    }

    pub(super) fn take_duplicates_event(&mut self, event: DuplicatesEvent) {
        let duplicates = &mut self.state.overlay.duplicates;
        match event {
            DuplicatesEvent::Progress { generation, done, total } if generation == duplicates.generation => {
                if let Look::Running { done: so_far, total: all } = &mut duplicates.look {
                    (*so_far, *all) = (done, total);
                }
            }
            DuplicatesEvent::Found { generation, duplicates: found } if generation == duplicates.generation => {
                duplicates.look = match found {
                    Ok(found) => Look::Found(found),
                    Err(reason) => Look::Failed(reason),
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
                    Ok((path, _)) => self.state.settings.kept(&source, path),
                    Err(reason) => self.tell_failure(OverlayText::CouldNotSave, reason),
                }
                if let Some(document) = self.state.overlay.document_mut(&source) {
                    document.written(result);
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
            RunsEvent::Compared { generation, comparison: answer } if generation == comparison.generation => {
                comparison.answer = Some(answer);
            }
            RunsEvent::Compared { .. } => {}
        }
    }

    /// Takes what was read, or goes back to the file before where it cannot be used.
    fn take_overlay(&mut self, number: u64, source: DataSource, opened: OpenedOverlay) {
        let Some(document) = self.state.overlay.document_mut(&source).filter(|document| document.number == number)
        else {
            return;
        };
        let problem = opened.problem.clone();
        if let Some(fallback) = problem.as_ref().and_then(|_| document.take_fallback()) {
            self.ask_overlay(source, Some(fallback), None);
        } else {
            let gone = opened.gone.clone();
            document.open(opened);
            let kept = (!document.is_empty()).then(|| document.path().to_owned());
            if let Some(path) = kept {
                self.state.settings.kept(&source, &path);
                if let Some(gone) = gone {
                    let values: [(&str, &dyn Display); 2] = [("gone", &gone.display()), ("file", &path.display())];
                    let summary = self.state.language.fill(OverlayText::FromCopy, &values);
                    self.state.notices.tell(Severity::Information, summary, None);
                }
            }
        }
        if let Some(problem) = problem {
            self.tell_failure(OverlayText::CouldNotOpen, &problem);
        }
        self.follow_decisions();
    }

    /// What is not on disk yet is written before the window goes.
    pub(in crate::app) fn flush(&mut self) {
        let unsent = std::mem::take(&mut self.unsent).into_iter().filter(|command| {
            matches!(
                command,
                EngineCommand::Overlay(OverlayCommand::Save { .. })
                    | EngineCommand::Files(FilesCommand::Write { .. } | FilesCommand::WriteFigure { .. })
            )
        });
        let last = self.state.overlay.documents().iter_mut().filter_map(OverlayDocument::flush);
        self.engine.finish(unsent.chain(last.map(EngineCommand::from)));
    }
}
