//! What the engine's threads write to the log.

use std::sync::{Mutex, PoisonError};

use super::*;

/// Lines in memory.
struct Lines(Mutex<Vec<String>>);

static LINES: Lines = Lines(Mutex::new(Vec::new()));

impl ::log::Log for Lines {
    fn enabled(&self, metadata: &::log::Metadata<'_>) -> bool {
        metadata.target().starts_with("bigode::engine")
    }

    fn log(&self, record: &::log::Record<'_>) {
        if self.enabled(record.metadata()) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{} {}", record.level(), record.args()));
        }
    }

    fn flush(&self) {}
}

#[test]
fn jobs_are_logged_when_they_begin_and_end() {
    ::log::set_logger(&LINES).expect("no other test sets a logger");
    ::log::set_max_level(::log::LevelFilter::Debug);
    let mut bench = Bench::new();
    bench.opened(1, DRAWINGS);
    // Joins the threads, so that the last line is written.
    drop(bench.engine);
    let lines = LINES.0.lock().unwrap_or_else(PoisonError::into_inner).join("\n");
    for line in ["DEBUG bigode-dataset: a job began", "INFO bigode-dataset: a job ended after "] {
        assert!(lines.contains(line), "{line:?} is missing in\n{lines}");
    }
}
