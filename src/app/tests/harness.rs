//! The one way in which tests build the window.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use eframe::egui::{self, DroppedFile, Vec2};
use egui_kittest::Harness;

use crate::app::{App, AppOptions, DialogAnswer, DialogRequest, Dialogs};
use crate::config::{
    Activation, CallbackConfig, LayerConfig, Mode, NetworkConfig, OptimizerConfig, Padding, RunConfig, TrainingConfig,
    Units,
};
use crate::engine::EngineOptions;

/// A window, the folder that it works in, and the answers that its dialogs will give.
pub struct Window {
    pub harness: Harness<'static, App>,
    pub folder: tempfile::TempDir,
    pub answers: Answers,
}

/// Answers to dialogs, first asked first answered.
#[derive(Clone, Default)]
pub struct Answers(Arc<Mutex<VecDeque<Vec<PathBuf>>>>);

impl Answers {
    /// The next dialog is answered with these paths.
    pub fn will_choose(&self, paths: &[&Path]) {
        let paths = paths.iter().map(|path| (*path).to_owned()).collect();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(paths);
    }
}

/// Dialogs that answer at once.
struct Scripted {
    answers: Answers,
    asked: Option<DialogRequest>,
}

impl Dialogs for Scripted {
    fn ask(&mut self, request: DialogRequest) {
        self.asked = Some(request);
    }

    fn answer(&mut self) -> Option<DialogAnswer> {
        let purpose = self.asked.take()?.purpose;
        let paths = self.answers.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        Some(paths.map_or(DialogAnswer::Unavailable(purpose), |paths| DialogAnswer::Chosen(purpose, paths)))
    }
}

/// Nobody waits longer than this for a background thread, however busy the machine is.
const PATIENCE: Duration = Duration::from_mins(2);

impl Window {
    /// A window in English at its usual size, with a demonstration that takes a moment.
    pub fn open() -> Self {
        Self::with(Vec2::new(1280.0, 800.0), small_experiment(2))
    }

    /// A window of this size with this demonstration.
    pub fn with(size: Vec2, demonstration: RunConfig) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let answers = Answers::default();
        let options = AppOptions {
            documents: folder.path().to_owned(),
            runs: folder.path().join("runs"),
            engine: EngineOptions { cache: folder.path().join("cache"), threads: 2 },
            drawings: 40,
            demonstration,
        };
        let dialogs = Box::new(Scripted { answers: answers.clone(), asked: None });
        let harness = Harness::builder().with_size(size).with_max_steps(16).build_eframe(move |creation| {
            let mut app = App::new(creation, options, dialogs).expect("the system gives threads");
            app.state.language = crate::app::texts::Language::English;
            app
        });
        Self { harness, folder, answers }
    }

    /// What the window shows.
    pub fn state(&self) -> &crate::app::state::State {
        &self.harness.state().state
    }

    /// Runs frames until something is so.
    ///
    /// # Panics
    /// If it is not so after a long time.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let since = Instant::now();
        while !is_so(self) {
            assert!(since.elapsed() < PATIENCE, "waited in vain until {what}");
            self.harness.step();
            std::thread::yield_now();
        }
        self.harness.run_steps(3);
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

/// A network that learns something from forty drawings in a blink.
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
            optimizer: OptimizerConfig::SGD { learning_rate: 0.05, momentum: 0.9, nesterov: false },
            batch_size: 8,
            epochs,
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
