//! Running the command in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder for one test, and the command run in it.
pub struct Workplace {
    folder: TempDir,
}

impl Workplace {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The command, ready to be given more and started: in this folder, with this folder's cache, without a display and
    /// without a language.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bigode"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("BIGODE_CACHE", self.path("cache"))
            .env("BIGODE_PRETRAINED", self.path("pretrained"))
            .env("HOME", self.folder.path())
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("LANG")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET");
        command
    }

    /// Runs the command to its end.
    pub fn run(&self, arguments: &[&str]) -> CommandOutput {
        CommandOutput::of(self.command(arguments).output().expect("the command starts"))
    }

    /// Runs the command, which must succeed.
    pub fn succeed(&self, arguments: &[&str]) -> CommandOutput {
        let ended = self.run(arguments);
        assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.stderr);
        ended
    }

    /// Runs the command, which must fail with exit code 1 and a sentence.
    pub fn fail(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments);
        assert_eq!(ended.code, 1, "{arguments:?}: {} {}", ended.stdout, ended.stderr);
        let sentence = ended.stderr.lines().last().unwrap_or_default().to_owned();
        assert!(sentence.starts_with("error: ") && sentence.contains(' '), "{arguments:?}: {}", ended.stderr);
        sentence
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(&path, bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    /// Built-in drawings as files, in the folder `name`.
    pub fn drawings(&self, name: &str, count: usize) {
        self.succeed(&["demo-data", name, "--count", &count.to_string()]);
    }

    /// Trains `tiny.ron` on the folder `data` into the folder `run`.
    pub fn train_tiny(&self, data: &str, run: &str, more: &[&str]) -> CommandOutput {
        self.write("tiny.ron", TINY);
        self.succeed(&[&["train", data, "--config", "tiny.ron", "--out", run], more].concat())
    }
}

/// What a command left.
pub struct CommandOutput {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl CommandOutput {
    pub fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let ended =
            Self { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) };
        assert!(!ended.stderr.contains("panicked at"), "{}", ended.stderr);
        ended
    }
}

/// A network that trains in a moment: 16x16 pictures, one convolution.
pub const TINY: &str = r#"(
    preset: "tiny",
    network: (
        input: (16, 16),
        layers: [
            Conv2D(filters: 4, kernel_size: (3, 3), activation: relu),
            BatchNormalization(momentum: 0.9),
            MaxPooling2D(),
            Dropout(rate: 0.1),
            Flatten(),
            Dense(units: classes, activation: softmax),
        ],
    ),
    training: (optimizer: SGD(learning_rate: 0.01), batch_size: 8, epochs: 2),
    callbacks: [EarlyStopping(patience: 5)],
)
"#;

/// Copies all files of a folder, without its sub-folders.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("a file");
        if entry.file_type().expect("its type").is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
        }
    }
}
