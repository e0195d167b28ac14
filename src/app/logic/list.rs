//! Lists of photographs are read and written, and the photographs that they name are opened again when they have changed.

use std::collections::HashSet;
use std::fmt::Display;

use crate::app::App;
use crate::app::actions::{Action, Origin, Sent};
use crate::app::notices::Severity;
use crate::app::state::{ListDocument, Opening, next_number};
use crate::config::DataSource;
use crate::data::list::NotListed;
use crate::engine::{DatasetView, ListCommand, ListEvent};
use crate::text::DataText;

/// At most so many files that are not added are named.
const NAMED: usize = 10;

impl App {
    /// Reads the list of the open photographs, writes those that have changed, and opens their photographs again.
    pub(super) fn update_lists(&mut self) {
        let source = self.state.subject.data.dataset.as_ref().map(|dataset| dataset.source.clone());
        if let Some(source) = source.filter(|_| self.state.subject.is_experiment()) {
            if let Some(path) = self.state.lists.unread(&source) {
                let (path, number) = (path.to_owned(), next_number());
                self.state.lists.put(ListDocument::reading(path.clone(), number));
                self.send(ListCommand::Open { number, path });
            }
            if self.state.subject.data.is_outdated && self.state.subject.data.loading.is_none() {
                self.open_as(source, Opening::Edited);
            }
        }
        let documents = self.state.lists.documents_mut().iter_mut();
        for write in documents.filter_map(ListDocument::next_write).collect::<Vec<_>>() {
            self.send(write);
        }
    }

    pub(super) fn take_list_event(&mut self, event: ListEvent) {
        match event {
            ListEvent::Created { result, refused } => {
                match result {
                    Ok(path) => {
                        self.resolve_failure(DataText::ListNotMade);
                        let open = Action::OpenData(DataSource::Path(path));
                        self.actions.push(Sent::new(open, Origin::Event));
                    }
                    Err(reason) => self.report_failure(DataText::ListNotMade, &reason),
                }
                self.report_refused(&refused);
            }
            ListEvent::Opened { number, path, list } => {
                if let Some(document) = self.state.lists.at_mut(&path) {
                    document.open(number, list);
                    self.show_list();
                }
            }
            ListEvent::Found { path, class, names, refused } => {
                self.report_refused(&refused);
                if self.state.list().is_some_and(|document| document.path() == path) {
                    self.edit_list(|edits| edits.put(&names, class.as_deref()));
                }
            }
            ListEvent::Saved { path, result } => {
                match &result {
                    Ok(_) => {
                        self.resolve_failure(DataText::ListNotSaved);
                        let source = DataSource::Path(path.clone());
                        for subject in self.state.subjects_mut().filter(|subject| subject.is_experiment()) {
                            let is_open = subject.data.dataset.as_ref().is_some_and(|data| data.source == source);
                            subject.data.is_outdated |= is_open;
                        }
                    }
                    Err(reason) => self.report_failure(DataText::ListNotSaved, reason),
                }
                if let Some(document) = self.state.lists.at_mut(&path) {
                    document.finish_write(result);
                }
            }
        }
    }

    /// Reports what was not added to a list, and why.
    fn report_refused(&mut self, refused: &[(String, NotListed)]) {
        if refused.is_empty() {
            return;
        }
        let language = self.state.language;
        let line = |(name, reason): &(String, NotListed)| {
            let reason = match reason {
                NotListed::Missing => DataText::NotListedMissing,
                NotListed::Unreadable => DataText::ReasonUnreadable,
                NotListed::OtherKind => DataText::ReasonOtherKind,
                NotListed::Archive => DataText::NotListedArchive,
                NotListed::Name => DataText::NotListedName,
            };
            format!("{name}: {}", language.text(reason))
        };
        let mut lines: Vec<String> = refused.iter().take(NAMED).map(line).collect();
        if refused.len() > NAMED {
            lines.push("…".to_owned());
        }
        let summary = language.count(DataText::NotAdded, refused.len());
        self.state.notices.report(Severity::Warning, summary, Some(lines.join("\n")));
    }

    /// Reports which photographs have come and which have gone since these were opened.
    pub(super) fn report_changes(&mut self, before: &DatasetView, now: &DatasetView) {
        let names = |dataset: &DatasetView| dataset.photos.iter().map(|(name, _)| name.clone()).collect::<HashSet<_>>();
        let (before, now) = (names(before), names(now));
        let (new, gone) = (now.difference(&before).count(), before.difference(&now).count());
        let language = self.state.language;
        let summary = if new + gone == 0 {
            language.text(DataText::NothingNew).to_owned()
        } else {
            let (new, gone) = (language.count(DataText::New, new), language.count(DataText::Gone, gone));
            let values: [(&str, &dyn Display); 2] = [("new", &new), ("gone", &gone)];
            language.fill(DataText::ReadAgainFound, &values)
        };
        self.state.notices.report(Severity::Information, summary, None);
    }
}
