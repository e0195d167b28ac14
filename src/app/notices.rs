//! What is reported to the user: shown until it is dismissed, and listed afterwards.

use std::path::PathBuf;

use crate::config::DataSource;

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// For information.
    Information,
    /// Something is not as it should be.
    Warning,
    /// Something failed.
    Failure,
}

/// An overlay that can be used for some photographs.
#[derive(Debug, Clone, PartialEq)]
pub struct OverlayOffer {
    /// The photographs.
    pub source: DataSource,
    /// The overlay's file.
    pub path: PathBuf,
}

/// A report to the user.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Its number in this session.
    pub id: u64,
    /// How much it matters.
    pub severity: Severity,
    /// One line, in the window's language.
    pub summary: String,
    /// The details, to be copied.
    pub details: Option<String>,
    /// What can be accepted.
    pub offer: Option<OverlayOffer>,
    /// Whether it has been dismissed.
    pub read: bool,
}

/// All notices of this session, oldest first; beyond a hundred, the oldest dismissed ones are dropped.
#[derive(Debug, Default)]
pub struct Notices {
    list: Vec<Notice>,
    next_id: u64,
}

const KEPT: usize = 100;

impl Notices {
    /// Adds a notice, unless the same one is unread.
    pub fn report(&mut self, severity: Severity, summary: impl Into<String>, details: Option<String>) {
        let summary = summary.into();
        if self.unread().any(|notice| notice.summary == summary && notice.details == details) {
            return;
        }
        self.push(Notice { id: 0, severity, summary, details, offer: None, read: false });
    }

    /// Offers something.
    pub fn offer(&mut self, summary: String, offer: OverlayOffer) {
        let severity = Severity::Information;
        self.push(Notice { id: 0, severity, summary, details: None, offer: Some(offer), read: false });
    }

    fn push(&mut self, notice: Notice) {
        self.next_id += 1;
        self.list.push(Notice { id: self.next_id, ..notice });
        if self.list.len() > KEPT
            && let Some(oldest) = self.list.iter().position(|notice| notice.read)
        {
            self.list.remove(oldest);
        }
    }

    /// All, oldest first.
    #[must_use]
    pub fn all(&self) -> &[Notice] {
        &self.list
    }

    /// Those not yet dismissed, oldest first.
    pub fn unread(&self) -> impl DoubleEndedIterator<Item = &Notice> {
        self.list.iter().filter(|notice| !notice.read)
    }

    /// Marks one as read.
    pub fn dismiss(&mut self, id: u64) {
        if let Some(notice) = self.list.iter_mut().find(|notice| notice.id == id) {
            notice.read = true;
        }
    }

    /// Marks failures of this kind as read, since the same thing has succeeded.
    pub fn resolve(&mut self, summary: &str) {
        let failed = |notice: &&mut Notice| notice.severity == Severity::Failure && notice.summary == summary;
        for notice in self.list.iter_mut().filter(failed) {
            notice.read = true;
        }
    }

    /// Marks an offer as read.
    pub fn dismiss_offer(&mut self, offer: &OverlayOffer) {
        for notice in self.list.iter_mut().filter(|notice| notice.offer.as_ref() == Some(offer)) {
            notice.read = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_stays_until_dismissed_and_can_be_found_again() {
        let mut notices = Notices::default();
        notices.report(Severity::Failure, "It did not work", Some("because".to_owned()));
        notices.report(Severity::Failure, "It did not work", Some("because".to_owned()));
        assert_eq!(notices.unread().count(), 1, "the same notice is not repeated while unread");
        let id = notices.all()[0].id;
        notices.dismiss(id);
        assert_eq!(notices.unread().count(), 0);
        assert_eq!(notices.all().len(), 1);
    }
}
