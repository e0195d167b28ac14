//! A bar on standard error for work that is counted; hidden where there is no terminal.

use std::ops::ControlFlow;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar, or a counter where the whole is unknown.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// A bar in the form of one of indicatif's templates.
    pub(super) fn new(template: &str) -> Self {
        let bar = ProgressBar::no_length();
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// So many of so many are done; the work continues.
    pub(super) fn show(&self, done: usize, all: usize) -> ControlFlow<()> {
        self.0.set_length(all as u64);
        self.0.set_position(done as u64);
        ControlFlow::Continue(())
    }

    /// One more is done.
    pub(super) fn count(&self) {
        self.0.inc(1);
    }

    /// Writes a line above the bar.
    pub(super) fn warn(&self, line: &str) {
        self.0.suspend(|| super::output::warn(line));
    }

    /// Takes the bar off the terminal.
    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}
