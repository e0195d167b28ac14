//! Files and folders in the programs that the desktop opens them with.

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::engine::views::NotOpened;

/// The program that opens a file or folder as the desktop does.
const PROGRAM: &str = if cfg!(target_os = "macos") {
    "open"
} else if cfg!(windows) {
    "explorer"
} else {
    "xdg-open"
};

/// The programs that were started. Each is waited for once it has ended, so that none stays in the system's list.
#[derive(Default)]
pub struct Opener(Vec<Child>);

impl Opener {
    /// Opens a file, or shows a folder; the program goes on by itself.
    pub fn open(&mut self, path: &Path) -> Result<(), NotOpened> {
        self.0.retain_mut(|program| matches!(program.try_wait(), Ok(None)));
        let failed = |reason: String| NotOpened { path: path.to_owned(), reason };
        if !path.exists() {
            return Err(failed(io::Error::from(io::ErrorKind::NotFound).to_string()));
        }
        let program = Command::new(PROGRAM)
            .arg(path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failed(format!("{PROGRAM}: {error}")))?;
        self.0.push(program);
        Ok(())
    }
}
