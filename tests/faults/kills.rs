//! Kills at random moments: whatever is on disk then, the run is resumed or begun anew, and equals the unbroken one.
//!
//! Half of the kills fall into the first 50 ms, the others anywhere in the run; every fourth run is killed again while it
//! continues. The environment variable `BIGODE_KILLS` says how many runs are killed, 30 without it; what the kills had left
//! is written to `kills.txt` in the target folder's `tmp`.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::{arguments, prepared};
use crate::same_run::{history, tensors};
use crate::support::{CommandOutput, TINY, Workplace};

const SEED: u64 = 42;
const KILLS: usize = 30;
/// Half of the kills fall into so many milliseconds.
const FIRST_MS: f64 = 50.0;

/// What a kill has left, in the order of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Left {
    Nothing,
    EmptyFolder,
    UnfinishedStart,
    Checkpoint,
    FinishedRun,
}

impl Left {
    fn of(folder: &Path, was_killed: bool) -> Self {
        if !was_killed {
            return Self::FinishedRun;
        }
        let signs = [
            (Self::Checkpoint, folder.join("checkpoint.safetensors")),
            (Self::UnfinishedStart, folder.join("config.ron")),
            (Self::EmptyFolder, folder.to_owned()),
        ];
        signs.into_iter().find(|(_, path)| path.exists()).map_or(Self::Nothing, |(left, _)| left)
    }
}

/// Starts a command and kills it after so many milliseconds; whether it was still running.
fn killed(mut command: Command, after_ms: f64) -> bool {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command starts");
    thread::sleep(Duration::from_secs_f64(after_ms / 1000.0));
    child.kill().expect("it can be killed");
    !child.wait().expect("it ends").success()
}

/// A file's tensors by name: kind, shape and bytes.
type Tensors = BTreeMap<String, (String, Vec<usize>, Vec<u8>)>;

/// What is equal in equal runs.
#[derive(PartialEq)]
struct Essence {
    history: String,
    tables: Vec<String>,
    tensors: Vec<Tensors>,
}

impl Essence {
    fn of(place: &Workplace, run: &str) -> Self {
        let weights = ["last", "best", "validation", "checkpoint", "weights/1", "weights/4"];
        Self {
            history: history(place, run),
            tables: ["split.csv", "logs/training.csv"].map(|name| place.read(&format!("{run}/{name}"))).into(),
            tensors: weights.map(|name| tensors(place, &format!("{run}/{name}.safetensors"))).into(),
        }
    }
}

/// Files below a folder whose names begin with a point, or end as those of earlier versions.
fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(leftovers(&path));
        } else if entry.file_name().to_string_lossy().starts_with('.') {
            found.push(path);
        }
    }
    found
}

#[test]
fn a_run_killed_at_any_moment_is_resumed_or_begun_anew_and_equals_the_unbroken_one() {
    let place = prepared();
    let callbacks = "EarlyStopping(patience: 5), CSVLogger(filename: \"logs/training.csv\"), \
                     ModelCheckpoint(filepath: \"weights/{epoch}.safetensors\")";
    place.write("tiny.ron", TINY.replace("epochs: 2", "epochs: 4").replace("EarlyStopping(patience: 5)", callbacks));
    place.succeed(&arguments("whole"));
    let began = Instant::now();
    place.succeed(&arguments("timed"));
    let whole_ms = began.elapsed().as_secs_f64() * 1000.0;
    let expected = Essence::of(&place, "whole");

    let kills = env::var("BIGODE_KILLS").map_or(KILLS, |count| count.parse().expect("BIGODE_KILLS is a number"));
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let mut counts: BTreeMap<Left, usize> = BTreeMap::new();
    let later = FIRST_MS.min(whole_ms / 2.0)..whole_ms;
    let (mut number, mut killed_again) = (0, 0);
    while number < kills {
        let after_ms = random.random_range(if number % 2 == 0 { 0.0..FIRST_MS } else { later.clone() });
        let run = format!("run {number}");
        let folder = place.path(&run);
        // Every other cache is empty, so that the kill may also fall into its making.
        let cache = place.path(if number / 2 % 2 == 0 { "cache" } else { "new cache" });
        let command = |arguments: &[&str]| {
            let mut command = place.command(arguments);
            command.env("BIGODE_CACHE", &cache);
            command
        };
        if !killed(command(&arguments(&run)), after_ms) {
            // It had ended before.
            fs::remove_dir_all(&folder).expect("the run can be removed");
            continue;
        }
        let left = Left::of(&folder, true);
        *counts.entry(left).or_default() += 1;
        let what = format!("killed after {after_ms:.1} ms of {whole_ms:.0} ms, which left {left:?}");

        // A start without a checkpoint is continued in either way.
        let resumes = |left| left >= Left::Checkpoint || (left == Left::UnfinishedStart && number % 3 == 0);
        let next = |left| if resumes(left) { vec!["train", "--resume", &run] } else { arguments(&run) };
        let mut left = left;
        if number % 4 == 3 {
            let was_killed = killed(command(&next(left)), random.random_range(0.0..whole_ms / 2.0));
            killed_again += usize::from(was_killed);
            left = Left::of(&folder, was_killed);
        }
        let ended = CommandOutput::of(command(&next(left)).output().expect("the command starts"));
        assert_eq!(ended.code, 0, "{what}: {:?}: {}", next(left), ended.stderr);
        assert!(Essence::of(&place, &run) == expected, "{what}: the run differs");
        let remains = [leftovers(&folder), leftovers(&cache)].concat();
        assert!(remains.is_empty(), "{what}: {remains:?}");
        fs::remove_dir_all(&folder).expect("the run can be removed");
        let _ = fs::remove_dir_all(place.path("new cache"));
        number += 1;
    }
    let figures = format!("{kills} runs killed, {killed_again} of them again; the first kill left {counts:?}\n");
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("kills.txt"), figures).expect("the figures are written");
}

#[test]
fn what_a_kill_in_the_first_second_left_in_the_folder_of_runs_is_tidied_by_the_next_run() {
    let place = prepared();
    let left = place.path("runs/2026-11-25-100645-drawings");
    let mine = place.path("runs/mine");
    for folder in [&left, &mine] {
        fs::create_dir_all(folder).expect("a folder");
    }
    fs::write(left.join(".bigode-a1b2c3"), "half").expect("a file");
    place.write("runs/2026-11-25-100646-drawings/note.txt", "mine");
    place.succeed(&["train", "data", "--config", "tiny.ron"]);
    assert!(!left.exists());
    assert!(mine.exists() && place.path("runs/2026-11-25-100646-drawings/note.txt").exists());
    assert_eq!(fs::read_dir(place.path("runs")).expect("runs").count(), 3);
}
