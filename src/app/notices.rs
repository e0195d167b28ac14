//! What is reported to the user: information goes by itself, everything else stays until it is dismissed or its cause is
//! gone, and all of it is listed afterwards.

use std::path::PathBuf;

use crate::config::DataSource;
use crate::text::Phrase;

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
    /// The file that was saved.
    pub saved: Option<PathBuf>,
    /// Whether it has been dismissed.
    pub read: bool,
    /// What failed, as [`Notices::fail`] was told.
    failed: Option<&'static str>,
    /// When it goes by itself, in the window's seconds, once it has been seen.
    goes_at_s: Option<f64>,
}

impl Notice {
    fn new(severity: Severity, summary: String) -> Self {
        Self {
            id: 0,
            severity,
            summary,
            details: None,
            offer: None,
            saved: None,
            read: false,
            failed: None,
            goes_at_s: None,
        }
    }

    /// Whether it goes by itself.
    fn is_passing(&self) -> bool {
        self.severity == Severity::Information && self.offer.is_none()
    }
}

/// All notices of this session, oldest first; beyond a hundred, the oldest dismissed ones are dropped.
#[derive(Debug, Default)]
pub struct Notices {
    list: Vec<Notice>,
    next_id: u64,
}

const KEPT: usize = 100;
/// How long information is shown, in seconds.
const SHOWN_S: f64 = 6.0;

impl Notices {
    /// Adds a notice, unless the same one is unread.
    pub fn report(&mut self, severity: Severity, summary: impl Into<String>, details: Option<String>) {
        self.push(Notice { details, ..Notice::new(severity, summary.into()) });
    }

    /// Adds a failure, unless the same one is unread. `what` failed: see [`Notices::succeed`].
    pub fn fail(&mut self, what: impl Phrase, summary: &str, details: String) {
        let notice = Notice::new(Severity::Failure, summary.to_owned());
        self.push(Notice { details: Some(details), failed: Some(what.english()), ..notice });
    }

    /// Something worked: failures of the same are of the past.
    pub fn succeed(&mut self, what: impl Phrase) {
        for notice in self.list.iter_mut().filter(|notice| notice.failed == Some(what.english())) {
            notice.read = true;
        }
    }

    /// Offers something.
    pub fn offer(&mut self, summary: String, offer: OverlayOffer) {
        self.push(Notice { offer: Some(offer), ..Notice::new(Severity::Information, summary) });
    }

    /// Says where a file was saved.
    pub fn saved(&mut self, summary: String, details: Option<String>, path: PathBuf) {
        self.push(Notice { saved: Some(path), details, ..Notice::new(Severity::Information, summary) });
    }

    fn push(&mut self, notice: Notice) {
        if self.unread().any(|other| other.summary == notice.summary && other.details == notice.details) {
            return;
        }
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

    /// Takes out the information that has been shown long enough at `now_s`, in the window's seconds. While it is `held`,
    /// it stays. Gives the time until the next one goes, in seconds.
    pub fn pass_time(&mut self, now_s: f64, held: bool) -> Option<f64> {
        let mut next: Option<f64> = None;
        for notice in self.list.iter_mut().filter(|notice| !notice.read && notice.is_passing()) {
            let goes_at_s = notice.goes_at_s.filter(|_| !held).unwrap_or(now_s + SHOWN_S);
            notice.goes_at_s = Some(goes_at_s);
            notice.read = now_s >= goes_at_s;
            if !notice.read {
                next = Some(next.map_or(goes_at_s - now_s, |next| next.min(goes_at_s - now_s)));
            }
        }
        next.filter(|_| !held)
    }

    /// Marks one as read.
    pub fn dismiss(&mut self, id: u64) {
        if let Some(notice) = self.list.iter_mut().find(|notice| notice.id == id) {
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
    use crate::text::ShellText;

    #[test]
    fn a_failure_stays_until_dismissed_and_can_be_found_again() {
        let mut notices = Notices::default();
        notices.report(Severity::Failure, "It did not work", Some("because".to_owned()));
        notices.report(Severity::Failure, "It did not work", Some("because".to_owned()));
        assert_eq!(notices.unread().count(), 1, "the same notice is not repeated while unread");
        assert_eq!(notices.pass_time(0.0, false), None);
        notices.pass_time(1e6, false);
        assert_eq!(notices.unread().count(), 1);
        let id = notices.all()[0].id;
        notices.dismiss(id);
        assert_eq!(notices.unread().count(), 0);
        assert_eq!(notices.all().len(), 1);
    }

    #[test]
    fn information_goes_after_six_seconds_without_the_pointer() {
        let mut notices = Notices::default();
        notices.report(Severity::Information, "Saved", None);
        assert_eq!(notices.pass_time(100.0, false), Some(6.0));
        assert_eq!(notices.pass_time(104.0, false), Some(2.0));
        assert_eq!(notices.pass_time(105.0, true), None);
        assert_eq!(notices.pass_time(110.0, false), Some(1.0));
        assert_eq!(notices.pass_time(111.0, false), None);
        assert_eq!((notices.unread().count(), notices.all().len()), (0, 1));
    }

    #[test]
    fn an_offer_stays_and_a_failure_goes_when_the_same_thing_succeeds() {
        let mut notices = Notices::default();
        let source = DataSource::drawings(4, 1);
        notices.offer("There are changes".to_owned(), OverlayOffer { source, path: PathBuf::from("changes.csv") });
        notices.fail(ShellText::CouldNotSave, "Could not save", "full".to_owned());
        notices.fail(ShellText::CouldNotOpenConfig, "Could not open", "broken".to_owned());
        notices.pass_time(0.0, false);
        notices.pass_time(1e6, false);
        notices.succeed(ShellText::CouldNotSave);
        let left: Vec<_> = notices.unread().map(|notice| notice.summary.as_str()).collect();
        assert_eq!(left, ["There are changes", "Could not open"]);
    }
}
