//! Starts processes that read damaged files, and sums up what they report.

use std::env;
use std::fmt;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, id};

use bigode::fuzzing::Reader;

use crate::{Source, mutation, seeds};

/// How many files of one kind that ended badly are kept.
const KEPT: usize = 5;

/// How a file can end badly without ending the process.
#[derive(Clone, Copy)]
pub enum Bad {
    Panic,
    Slow,
    Large,
}

/// What a process has done so far: how often, and the first numbers of files that ended badly.
#[derive(Default, Clone)]
pub struct State {
    /// The number after the last file.
    pub done: u64,
    pub read: u64,
    pub refused: u64,
    /// Refused because a decoder panicked silently.
    pub gave_up: u64,
    pub slowest_ms: u64,
    bad: [u64; 3],
    examples: [[u64; KEPT]; 3],
}

impl State {
    pub fn bad(&mut self, bad: Bad, number: u64) {
        let kind = bad as usize;
        if let Some(example) = self.examples[kind].get_mut(self.bad[kind] as usize) {
            *example = number;
        }
        self.bad[kind] += 1;
    }

    fn numbers(&self) -> Vec<u64> {
        let counts = [self.done, self.read, self.refused, self.gave_up, self.slowest_ms];
        [&counts[..], &self.bad, self.examples.as_flattened()].concat()
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        self.numbers().iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    fn from_bytes(bytes: &[u8]) -> Self {
        let mut numbers = bytes.as_chunks().0.iter().map(|number| u64::from_le_bytes(*number));
        let mut next = || numbers.next().unwrap_or_default();
        let [done, read, refused, gave_up, slowest_ms] = [(); 5].map(|()| next());
        let bad = [(); 3].map(|()| next());
        let examples = [(); 3].map(|()| [(); KEPT].map(|()| next()));
        Self { done, read, refused, gave_up, slowest_ms, bad, examples }
    }
}

/// What became of all files of a reader.
#[derive(Default)]
pub struct Tally {
    state: State,
    /// Files that ended the process: a panic that cannot be caught, an abort, a hang.
    ended: u64,
    /// Bytes that were written to standard error.
    printed: u64,
}

impl Tally {
    pub fn is_well(&self) -> bool {
        self.ended == 0 && self.printed == 0 && self.state.bad == [0; 3]
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let State { read, refused, gave_up, slowest_ms, bad: [panics, slow, large], .. } = &self.state;
        write!(
            f,
            "read {read:8}  refused {refused:8}  decoder gave up {gave_up:6}  panics {panics}  ended the process {}  \
             over 2 s {slow}  over 1.2 GiB {large}  bytes printed {}  slowest {slowest_ms} ms",
            self.ended, self.printed
        )
    }
}

/// Reads so many damaged files.
pub fn run(reader: Reader, count: u64, source: &Source, crashes: &Path) -> Tally {
    let state_file = env::temp_dir().join(format!("campaign-{}-{reader}", id()));
    let errors = state_file.with_extension("stderr");
    let mut tally = Tally::default();
    let mut next = 0;
    while next < count {
        File::create(&state_file).expect("a file for the state");
        let mut worker = Command::new(env::current_exe().expect("this program"));
        worker.args(["work", reader.name(), &next.to_string(), &count.to_string()]).arg(&state_file);
        worker.args(["--seed", &source.seed.to_string()]);
        for folder in &source.seeds {
            worker.arg("--seeds").arg(folder);
        }
        let status = worker.stderr(File::create(&errors).expect("a file")).status().expect("a process");
        let printed = fs::read(&errors).expect("what was printed");
        tally.printed += printed.len() as u64;
        let state = State::from_bytes(&fs::read(&state_file).expect("the state"));
        keep(reader, &state, source, crashes, &printed);
        add(&mut tally.state, &state);
        next = state.done.max(next);
        if !status.success() {
            tally.ended += 1;
            save(reader, "ended", next, source, crashes);
            next += 1;
        }
    }
    let _ = fs::remove_file(&state_file);
    let _ = fs::remove_file(&errors);
    tally
}

fn add(sum: &mut State, state: &State) {
    sum.read += state.read;
    sum.refused += state.refused;
    sum.gave_up += state.gave_up;
    sum.slowest_ms = sum.slowest_ms.max(state.slowest_ms);
    for (sum, count) in sum.bad.iter_mut().zip(state.bad) {
        *sum += count;
    }
}

/// Keeps the first files that ended badly, and what was printed.
fn keep(reader: Reader, state: &State, source: &Source, crashes: &Path, printed: &[u8]) {
    for (kind, name) in ["panic", "slow", "large"].iter().enumerate() {
        for number in state.examples[kind].iter().take(state.bad[kind] as usize) {
            save(reader, name, *number, source, crashes);
        }
    }
    if !printed.is_empty() {
        let text = String::from_utf8_lossy(&printed[..printed.len().min(2000)]).into_owned();
        eprintln!("{reader} printed:\n{text}");
    }
}

fn save(reader: Reader, what: &str, number: u64, source: &Source, crashes: &Path) {
    let folder = crashes.join(reader.name());
    fs::create_dir_all(&folder).expect("a folder");
    let bytes = mutation::damaged(reader, &seeds::of(reader, source), source.seed, number);
    fs::write(folder.join(format!("{what}_{}_{number}", source.seed)), bytes).expect("a file");
}
