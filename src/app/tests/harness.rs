//! How tests build the window.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use eframe::egui::{self, DroppedFile, Vec2, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;

use crate::app::actions::{Action, Origin, Sent};
use crate::app::{App, AppOptions, DialogAnswer, DialogRequest, Dialogs};
use crate::config::{
    Activation, CallbackConfig, LayerConfig, Mode, NetworkConfig, OptimizerConfig, Padding, RunConfig, TrainingConfig,
    Units,
};
use crate::engine::{EngineOptions, FolderTrash};
use crate::text::Language;

/// A window, the folder that it works in, and the paths that its dialogs will give.
pub struct Window {
    pub harness: Harness<'static, App>,
    pub folder: tempfile::TempDir,
    pub answers: Answers,
}

/// The paths that the next dialogs give, in this order.
#[derive(Clone, Default)]
pub struct Answers(Arc<Mutex<VecDeque<Vec<PathBuf>>>>);

impl Answers {
    /// Lets the next dialog give these paths.
    pub fn will_choose(&self, paths: &[&Path]) {
        let paths = paths.iter().map(|path| (*path).to_owned()).collect();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(paths);
    }

    /// Lets no dialog give a path any more.
    pub fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// What a window saves for the next one, as eframe keeps it on disk.
#[derive(Clone, Default)]
pub struct Memory(HashMap<String, String>);

impl eframe::Storage for Memory {
    fn get_string(&self, key: &str) -> Option<String> {
        self.0.get(key).cloned()
    }

    fn set_string(&mut self, key: &str, value: String) {
        self.0.insert(key.to_owned(), value);
    }

    fn remove_string(&mut self, key: &str) {
        self.0.remove(key);
    }

    fn flush(&mut self) {}
}

/// Dialogs that end at once.
struct Scripted {
    answers: Answers,
    open: Option<DialogRequest>,
}

impl Dialogs for Scripted {
    fn ask(&mut self, request: DialogRequest) {
        self.open = Some(request);
    }

    fn answer(&mut self) -> Option<DialogAnswer> {
        let purpose = self.open.take()?.purpose;
        let paths = self.answers.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        Some(paths.map_or(DialogAnswer::Unavailable(purpose), |paths| DialogAnswer::Chosen(purpose, paths)))
    }
}

/// The longest time to wait for a background thread, however busy the machine is.
const PATIENCE: Duration = Duration::from_mins(2);

/// How long a test waits for the engine to wake it before it looks again by itself.
pub const LOOK_AGAIN: Duration = Duration::from_millis(2);

/// Waits until a condition holds, without painting a frame.
///
/// # Panics
/// If it does not hold after a long time.
pub fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let since = Instant::now();
    while !holds() {
        assert!(since.elapsed() < PATIENCE, "waited in vain until {what}");
        std::thread::park_timeout(LOOK_AGAIN);
    }
}

impl Window {
    /// A window in English at its usual size, with a demonstration that takes a moment.
    pub fn open() -> Self {
        Self::with(Vec2::new(1280.0, 800.0), small_experiment(2))
    }

    /// A window of this size with this demonstration.
    pub fn with(size: Vec2, demonstration: RunConfig) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mut window = Self::start(folder, size, demonstration, &Memory::default());
        window.harness.state_mut().state.language = Language::English;
        window.harness.run_ok();
        window
    }

    /// A window in this folder with what the last one has saved.
    pub fn start(folder: tempfile::TempDir, size: Vec2, demonstration: RunConfig, memory: &Memory) -> Self {
        let answers = Answers::default();
        let options = AppOptions {
            runs: folder.path().join("runs"),
            documents: folder.path().to_owned(),
            engine: EngineOptions {
                cache: folder.path().join("cache"),
                threads: 2,
                pretrained: folder.path().join("pretrained"),
                trash: Arc::new(FolderTrash(folder.path().join("trash"))),
            },
            drawings: 40,
            demonstration,
        };
        let dialogs = Box::new(Scripted { answers: answers.clone(), open: None });
        let harness = Harness::builder().with_size(size).with_max_steps(16).build_eframe(|creation| {
            let mut remembering = eframe::CreationContext::_new_kittest(creation.egui_ctx.clone());
            remembering.storage = Some(memory);
            App::new(&remembering, options, dialogs).expect("the system gives threads")
        });
        let waiting = std::thread::current();
        harness.ctx.set_request_repaint_callback(move |_| waiting.unpark());
        Self { harness, folder, answers }
    }

    /// Closes the window as the desktop does: the settings are saved, and all threads end.
    pub fn close(mut self) -> (tempfile::TempDir, Memory) {
        let mut memory = Memory::default();
        eframe::App::save(self.harness.state_mut(), &mut memory);
        (self.folder, memory)
    }

    /// Sends an action as the command palette does.
    pub fn send(&mut self, action: impl Into<Action>) {
        self.harness.state_mut().actions.push(Sent::new(action, Origin::Palette));
    }

    /// What the window shows.
    pub fn state(&self) -> &crate::app::state::State {
        &self.harness.state().state
    }

    /// Runs frames until a condition holds.
    ///
    /// # Panics
    /// If it does not hold after a long time.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let since = Instant::now();
        while !holds(self) {
            assert!(since.elapsed() < PATIENCE, "waited in vain until {what}");
            self.harness.step();
            if self.harness.output().viewport_output[&ViewportId::ROOT].repaint_delay > Duration::ZERO {
                std::thread::park_timeout(LOOK_AGAIN);
            }
        }
        self.harness.run_steps(3);
    }

    /// The accessible name of what has the keyboard.
    pub fn focused(&self) -> Option<String> {
        let has = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_focused();
        self.harness.root().children_recursive().find(has).and_then(|node| node.accesskit_node().label())
    }

    /// Presses a key, and waits until what it does is shown.
    pub fn press(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.harness.run_steps(4);
    }

    /// Runs frames until the window, without input, would not be painted again, neither at once nor later.
    ///
    /// # Panics
    /// If it still requests frames after a long time.
    pub fn settle(&mut self, place: &str) {
        let since = Instant::now();
        let mut quiet = 0;
        while quiet < 4 {
            let causes = self.harness.ctx.repaint_causes();
            assert!(since.elapsed() < PATIENCE, "{place}: the window is painted again and again: {causes:#?}");
            self.harness.step();
            let again = self.harness.output().viewport_output[&ViewportId::ROOT].repaint_delay;
            quiet = if again == Duration::MAX { quiet + 1 } else { 0 };
        }
    }

    /// Drops files on the window.
    pub fn drop_files(&mut self, paths: &[PathBuf]) {
        let files = paths.iter().map(|path| Arc::new(Dropped(path.clone())) as egui::DroppedFileHandle);
        self.harness.input_mut().dropped_files.extend(files);
        self.harness.run_steps(2);
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window leaves reading to its threads".to_owned())
    }
}

/// A network that is trained on forty drawings in a moment.
pub fn small_experiment(epochs: usize) -> RunConfig {
    let convolution = LayerConfig::Conv2D {
        filters: 4,
        kernel_size: (3, 3),
        strides: (2, 2),
        padding: Padding::Valid,
        activation: Activation::Relu,
        use_bias: true,
    };
    let classes = LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true };
    RunConfig {
        preset: "drawings".to_owned(),
        network: NetworkConfig { input: (16, 16), layers: vec![convolution, LayerConfig::Flatten {}, classes] },
        training: TrainingConfig {
            optimizer: OptimizerConfig::sgd(0.05, 0.9, false),
            batch_size: 8,
            epochs,
            ..TrainingConfig::default()
        },
        callbacks: vec![CallbackConfig::ReduceLROnPlateau {
            monitor: "val_loss".to_owned(),
            factor: 0.5,
            patience: 2,
            min_delta: 1e-4,
            mode: Mode::Auto,
            cooldown: 0,
            min_lr: 0.0,
        }],
        ..RunConfig::default()
    }
}
