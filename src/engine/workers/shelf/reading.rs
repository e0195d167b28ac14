//! Lists runs, then reads them one after another, those first that are in view.

use std::collections::{HashMap, HashSet, VecDeque};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::engine::threads::{Ended, Newer, Outbox, Throttle};
use crate::engine::views::ShelfEvent;
use crate::run::{RunStamp, RunSummary, runs_below};

/// What is asked of the thread that reads.
pub enum Request {
    List {
        generation: u64,
        folders: Vec<PathBuf>,
    },
    First {
        runs: Vec<PathBuf>,
    },
    /// The window closes.
    End,
}

impl Request {
    /// Whether the first request, which is newer, takes the second one's place.
    pub fn replaces(&self, older: &Self) -> bool {
        !matches!((self, older), (Self::First { .. }, Self::List { .. }))
    }
}

/// Runs to read, and what was read of them before.
pub struct Reader {
    outbox: Outbox,
    newer: Newer<Request>,
    unread: VecDeque<PathBuf>,
    known: HashMap<PathBuf, RunStamp>,
}

impl Reader {
    pub fn new(outbox: Outbox, newer: Newer<Request>) -> Self {
        Self { outbox, newer, unread: VecDeque::new(), known: HashMap::new() }
    }

    pub fn answer(&mut self, request: Request) -> Ended {
        match request {
            Request::List { generation, folders } => self.list(generation, &folders),
            Request::First { runs } => {
                let first: HashSet<&PathBuf> = runs.iter().collect();
                self.unread.retain(|run| !first.contains(run));
                // The window asks for what it has not, whatever it was told before.
                self.known.retain(|run, _| !first.contains(run));
                runs.into_iter().rev().for_each(|run| self.unread.push_front(run));
            }
            Request::End => self.unread.clear(),
        }
        self.read()
    }

    fn list(&mut self, generation: u64, folders: &[PathBuf]) {
        let (mut runs, mut problems) = (Vec::new(), Vec::new());
        let mut seen = HashSet::new();
        for folder in folders {
            match runs_below(folder) {
                Ok(found) => runs.extend(found.into_iter().filter(|run| seen.insert(run.clone()))),
                // No run has been started yet, or the folder was deleted.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => problems.push((folder.clone(), error.into())),
            }
        }
        self.known.retain(|run, _| seen.contains(run));
        self.unread = runs.iter().cloned().collect();
        self.outbox.send(ShelfEvent::Listed { generation, runs, problems });
    }

    /// Reads until all is read or another request waits. What is read is reported a few times a second at most.
    fn read(&mut self) -> Ended {
        let mut read = Vec::new();
        let mut throttle = Throttle::default();
        while let Some(run) = self.unread.pop_front() {
            let stamp = RunStamp::of(&run);
            if self.known.get(&run) != Some(&stamp) {
                read.push(Arc::new(RunSummary::read(&run)));
                self.known.insert(run, stamp);
            }
            if !read.is_empty() && throttle.is_due() {
                self.outbox.send(ShelfEvent::Read { runs: std::mem::take(&mut read) });
            }
            if self.newer.waits() {
                break;
            }
        }
        if !read.is_empty() {
            self.outbox.send(ShelfEvent::Read { runs: read });
        }
        if self.unread.is_empty() { Ended::Done } else { Ended::Cancelled }
    }
}
