//! The process that reads damaged files. It writes down where it is before each file, as any may end it.

use std::fs::{self, File};
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::panic::catch_unwind;
use std::path::Path;
use std::process::abort;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use bigode::fuzzing::{Reader, Verdict};

use crate::supervisor::{Bad, State};
use crate::{Source, mutation, seeds};

/// A file that needs more of the processor's time is slow.
const SLOW: Duration = Duration::from_secs(2);
/// A file that takes longer hangs; the machine may have other work.
const HANGS: Duration = Duration::from_secs(120);
/// A file that needs more memory is large: twice the largest picture, which is turned, and what was there before.
const LARGE_KIB: u64 = 1_200 << 10;

/// Milliseconds since the start at which the present file was begun.
static BEGUN_MS: AtomicU64 = AtomicU64::new(0);
/// Panics that reached the panic hook, and so standard error.
static PANICS: AtomicU64 = AtomicU64::new(0);

/// Reads the files of these numbers. The state is written to a file after each.
pub fn work(reader: Reader, numbers: Range<u64>, state_file: &Path, source: &Source) {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        usual(info);
    }));
    let seeds = seeds::of(reader, source);
    let start = Instant::now();
    thread::Builder::new().name("watch".to_owned()).spawn(move || watch(start)).expect("a thread");
    let file = File::options().write(true).open(state_file).expect("the state's file");
    let mut memory = Memory::new();
    let clock = Clock::new();
    let mut state = State::default();
    for number in numbers {
        let bytes = mutation::damaged(reader, &seeds, source.seed, number);
        BEGUN_MS.store(start.elapsed().as_millis() as u64, Ordering::Relaxed);
        let began = clock.now();
        let panics = PANICS.load(Ordering::Relaxed);
        let verdict = catch_unwind(|| reader.read(&bytes));
        match verdict {
            Ok(Verdict::Read) => state.read += 1,
            Ok(Verdict::Refused(reason)) if reason.contains("the decoder gave up on it") => state.gave_up += 1,
            Ok(Verdict::Refused(_)) => state.refused += 1,
            Err(_) => {}
        }
        if PANICS.load(Ordering::Relaxed) > panics {
            state.bad(Bad::Panic, number);
        }
        let taken = clock.now().saturating_sub(began);
        if taken > SLOW {
            state.bad(Bad::Slow, number);
        }
        if memory.peak_kib() > LARGE_KIB {
            state.bad(Bad::Large, number);
        }
        state.slowest_ms = state.slowest_ms.max(taken.as_millis() as u64);
        state.done = number + 1;
        file.write_all_at(&state.to_bytes(), 0).expect("the state is written");
    }
}

/// Ends the process where a file hangs.
fn watch(start: Instant) {
    loop {
        thread::sleep(Duration::from_secs(1));
        let begun = Duration::from_millis(BEGUN_MS.load(Ordering::Relaxed));
        if start.elapsed().saturating_sub(begun) > HANGS {
            abort();
        }
    }
}

/// The time that this thread has spent on a processor.
struct Clock(File);

impl Clock {
    fn new() -> Self {
        Self(File::open("/proc/thread-self/schedstat").expect("Linux's report on this thread"))
    }

    fn now(&self) -> Duration {
        let mut text = [0; 64];
        let length = self.0.read_at(&mut text, 0).unwrap_or(0);
        let text = String::from_utf8_lossy(&text[..length]);
        Duration::from_nanos(text.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or(0))
    }
}

/// The most memory that the process had since it was last asked.
struct Memory {
    status: File,
    text: Vec<u8>,
}

impl Memory {
    fn new() -> Self {
        Self { status: File::open("/proc/self/status").expect("Linux's report on this process"), text: vec![0; 4096] }
    }

    fn peak_kib(&mut self) -> u64 {
        let length = self.status.read_at(&mut self.text, 0).unwrap_or(0);
        let text = String::from_utf8_lossy(&self.text[..length]);
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or(0);
        if peak > LARGE_KIB {
            fs::write("/proc/self/clear_refs", "5").expect("the peak is forgotten");
        }
        peak
    }
}
