//! What tests read from disk: files of this repository, and photographs that lie beside some checkouts of it.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs, thread};

/// A path below the repository's root.
pub fn repository(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// A file or folder of `../shared`, whose photographs may not be passed on and so are not in the repository.
///
/// Where it is absent, standard error names the test.
///
/// # Panics
/// If it is absent and the environment variable `CI` is set: there, nothing may be left out.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = repository("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(env::var_os("CI").is_none(), "../shared/{name} is absent, and with CI set nothing may be left out");
    left_out(&format!("../shared/{name} is absent"));
    None
}

/// Says that the running test leaves something out, also where the test harness captures what a test prints.
#[expect(clippy::disallowed_methods, reason = "eprintln! would be captured")]
pub fn left_out(why: &str) {
    let thread = thread::current();
    // A closed standard error is no reason to fail.
    let _ = writeln!(io::stderr(), "left out: {}: {why}", thread.name().unwrap_or("a test"));
}

/// Unusual and broken files, and what Pillow makes of each.
pub struct OddFiles {
    pub folder: PathBuf,
    pub files: BTreeMap<String, OddFile>,
}

/// What Pillow makes of a file.
pub struct OddFile {
    /// Width and height; nothing where Pillow refuses the file.
    pub size: Option<(usize, usize)>,
    pub exif_orientation: Option<u32>,
}

impl OddFile {
    pub fn is_refused(&self) -> bool {
        self.size.is_none()
    }
}

/// The odd files of this repository (drawn by `tests/odd/make.py`) and, where they are there, those found in the wild.
pub fn odd_files() -> Vec<OddFiles> {
    let mut sets = vec![read_odd_files(repository("tests/odd/files"), &repository("tests/odd/ODD.csv"))];
    if let Some(folder) = shared("data/odd") {
        let list = folder.with_file_name("ODD.csv");
        sets.push(read_odd_files(folder, &list));
    }
    sets
}

fn read_odd_files(folder: PathBuf, list: &Path) -> OddFiles {
    let mut reader = csv::Reader::from_path(list).expect("a list of odd files");
    let titles = reader.headers().expect("a header").clone();
    let column = |name: &str| titles.iter().position(|title| title == name).expect("a column");
    let [file, width, height, orientation, error] =
        ["file", "width", "height", "exif_orientation", "pillow_error"].map(column);
    let mut files = BTreeMap::new();
    for row in reader.records() {
        let row = row.expect("a row");
        let name = row[file].rsplit('/').next().expect("a name").to_owned();
        let number = |column: usize| row[column].parse::<usize>().expect("a number");
        let size = row[error].is_empty().then(|| (number(width), number(height)));
        files.insert(name, OddFile { size, exif_orientation: row[orientation].parse().ok() });
    }
    let there = fs::read_dir(&folder).expect("a folder").count();
    assert!(there == files.len() && there > 30, "{} lists the {there} files of its folder", list.display());
    OddFiles { folder, files }
}
