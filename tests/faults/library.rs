//! `faults.c`, compiled, and commands that run with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::material::repository;
use crate::support::{CommandOutput, Workplace};

/// What a command asked of the kernel.
#[derive(Debug, Clone)]
pub struct Call {
    /// From 1 on; 0 for a call that cannot be made to fail.
    pub number: usize,
    pub kind: String,
    pub path: PathBuf,
    /// The new name, of a renamed or linked file.
    pub new_path: PathBuf,
}

/// Runs a command while the calls about the folder `watched` are logged, and gives them in order. `fail` is what
/// `faults.c` describes as `FAULTS_FAIL`.
pub fn run(place: &Workplace, arguments: &[&str], watched: &str, fail: Option<&str>) -> (CommandOutput, Vec<Call>) {
    let log = place.path("faults.log");
    let _ = fs::remove_file(&log);
    let here = fs::canonicalize(place.path("")).expect("the test's folder");
    let mut command = place.command(arguments);
    command.env("LD_PRELOAD", library()).env("FAULTS_FOLDER", here.join(watched)).env("FAULTS_LOG", &log);
    if let Some(fail) = fail {
        command.env("FAULTS_FAIL", fail);
    }
    let ended = CommandOutput::of(command.output().expect("the command starts"));
    let lines = fs::read_to_string(&log).unwrap_or_default();
    (ended, lines.lines().map(call).collect())
}

fn call(line: &str) -> Call {
    let mut columns = line.split('\t');
    let mut next = || columns.next().expect("a column").to_owned();
    Call { number: next().parse().expect("a number"), kind: next(), path: next().into(), new_path: next().into() }
}

fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join("libfaults.so");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o"]).arg(&library);
        let compiled = compiler.arg(repository("tests/faults/faults.c")).status().expect("a C compiler");
        assert!(compiled.success(), "faults.c is compiled");
        library
    })
}
