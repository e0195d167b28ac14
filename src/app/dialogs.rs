//! File dialogs, each on a thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::charts::Format;
use crate::exchange;
use crate::text::ShellText;

/// What the chosen path is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A folder of photographs to train on.
    OpenFolder,
    /// A zip or CSV file to train on.
    OpenZip,
    /// Where a new list of photographs is to lie.
    NewList,
    /// Where a list of the open photographs is to lie.
    ListOfOpen,
    /// Photographs for the list of the open ones.
    AddPhotographs,
    /// A folder whose photographs go into the list of the open ones.
    AddFolder,
    /// A run's folder.
    OpenRun,
    /// A folder of runs for the shelf.
    AddRuns,
    /// The folder of a run to resume.
    ResumeRun,
    /// An experiment's RON file.
    OpenConfig,
    /// Where to write the experiment.
    SaveConfig,
    /// Where to write the epochs.
    SaveHistory,
    /// Where to write the plots.
    SavePlots(Format),
    /// A labelled folder to evaluate the network on.
    EvaluateFolder,
    /// Where the run's photographs are now.
    FindPhotographs,
    /// The zip or CSV that the run's photographs are in now.
    FindArchive,
    /// An overlay to read.
    OpenOverlay,
    /// Where to write the overlay.
    KeepOverlay,
    /// Where to write a run in a format.
    ExportRun(exchange::Format),
    /// A file of another program that becomes a run.
    ImportNetwork,
    /// A run to compare: the first or the second.
    CompareRun(usize),
    /// Where to write the evaluated photographs.
    ExportResults,
    /// Where to write the report.
    WriteReport,
    /// Where to write the curves.
    SaveCurves(Format),
    /// Photographs to classify.
    ClassifyPhotographs,
    /// A folder to classify.
    ClassifyFolder,
    /// Where to write the predictions.
    ExportPredictions,
}

impl Purpose {
    /// Whether a run, or a folder of runs, is opened.
    #[must_use]
    pub const fn is_of_runs(self) -> bool {
        matches!(self, Self::OpenRun | Self::AddRuns | Self::ResumeRun | Self::CompareRun(_))
    }

    /// What the files are that are offered to be opened, where not all are.
    #[must_use]
    pub const fn files(self) -> Option<ShellText> {
        match self {
            Self::OpenZip | Self::FindArchive => Some(ShellText::FilesOfPhotos),
            Self::OpenConfig => Some(ShellText::FilesOfExperiments),
            Self::ImportNetwork => Some(ShellText::FilesOfNetworks),
            Self::OpenOverlay => Some(ShellText::FilesOfChanges),
            _ => None,
        }
    }

    /// The name that is offered for a file to write; nothing where something is opened.
    #[must_use]
    pub const fn file_name(self) -> Option<&'static str> {
        match self {
            Self::NewList | Self::ListOfOpen => Some("photos.csv"),
            Self::SaveConfig => Some("experiment.ron"),
            Self::SaveHistory => Some("history.csv"),
            Self::KeepOverlay => Some("overlay.csv"),
            Self::SavePlots(Format::Png) => Some("plots.png"),
            Self::SavePlots(Format::Svg) => Some("plots.svg"),
            Self::ExportResults => Some("results.csv"),
            Self::WriteReport => Some("report.html"),
            Self::SaveCurves(Format::Png) => Some("curves.png"),
            Self::SaveCurves(Format::Svg) => Some("curves.svg"),
            Self::ExportPredictions => Some("predictions.csv"),
            Self::ExportRun(format) => Some(format.file_name()),
            _ => None,
        }
    }
}

/// A request for a path.
#[derive(Debug, Clone)]
pub struct DialogRequest {
    /// What for.
    pub purpose: Purpose,
    /// The dialog's title, in the window's language.
    pub title: String,
    /// What the offered files are, in the window's language.
    pub files: Option<&'static str>,
    /// The folder to begin in.
    pub folder: Option<PathBuf>,
}

/// The result of a dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DialogAnswer {
    /// One path or more.
    Chosen(Purpose, Vec<PathBuf>),
    /// The user chose nothing.
    Cancelled(Purpose),
    /// No dialog can be shown on this desktop.
    Unavailable(Purpose),
}

/// Lets the user choose paths. Neither function waits.
pub trait Dialogs {
    /// Opens a dialog, unless one is open already.
    fn ask(&mut self, request: DialogRequest);
    /// The dialog's result, once there is one.
    fn answer(&mut self) -> Option<DialogAnswer>;
}

/// The desktop's own dialogs.
pub struct DesktopDialogs {
    wake: Arc<dyn Fn() + Send + Sync>,
    answers: (Sender<DialogAnswer>, Receiver<DialogAnswer>),
    open: Option<JoinHandle<()>>,
}

/// A dialog that ends faster than this was never shown: no user is so fast.
const NEVER_SHOWN: Duration = Duration::from_millis(400);

impl DesktopDialogs {
    /// Dialogs that call `wake` when they end.
    #[must_use]
    pub fn new(wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self { wake, answers: bounded(1), open: None }
    }
}

impl Dialogs for DesktopDialogs {
    fn ask(&mut self, request: DialogRequest) {
        if self.open.is_some() {
            return;
        }
        let purpose = request.purpose;
        // macOS wants the dialog made on the window's thread and waited for on another; elsewhere it starts when polled.
        let shown = show(request);
        let (answers, wake) = (self.answers.0.clone(), Arc::clone(&self.wake));
        let thread = std::thread::Builder::new().name("bigode-dialog".to_owned()).spawn(move || {
            let opened = Instant::now();
            // A panic in the desktop's libraries means that no dialog was shown.
            let answer = match catch_unwind(AssertUnwindSafe(|| pollster::block_on(shown))) {
                Err(_) => DialogAnswer::Unavailable(purpose),
                Ok(Some(paths)) if !paths.is_empty() => DialogAnswer::Chosen(purpose, paths),
                _ if opened.elapsed() < NEVER_SHOWN => DialogAnswer::Unavailable(purpose),
                _ => DialogAnswer::Cancelled(purpose),
            };
            // Dialogs are opened one at a time, so there is room; the window may be gone, which is fine.
            let _sent = answers.try_send(answer);
            wake();
        });
        match thread {
            Ok(thread) => self.open = Some(thread),
            Err(_) => drop(self.answers.0.try_send(DialogAnswer::Unavailable(purpose))),
        }
    }

    fn answer(&mut self) -> Option<DialogAnswer> {
        let answer = self.answers.1.try_recv().ok()?;
        if let Some(thread) = self.open.take() {
            // It has nothing left to do.
            let _ended = thread.join();
        }
        Some(answer)
    }
}

type Shown = std::pin::Pin<Box<dyn Future<Output = Option<Vec<PathBuf>>> + Send>>;

fn show(request: DialogRequest) -> Shown {
    let name = request.purpose.file_name();
    let mut dialog = rfd::AsyncFileDialog::new().set_title(request.title);
    if let Some(folder) = request.folder {
        dialog = dialog.set_directory(folder);
    }
    let files = request.files.unwrap_or_default();
    let one = |file: Option<rfd::FileHandle>| file.map(|file| vec![file.path().to_owned()]);
    match request.purpose {
        Purpose::OpenFolder
        | Purpose::AddFolder
        | Purpose::OpenRun
        | Purpose::AddRuns
        | Purpose::ResumeRun
        | Purpose::EvaluateFolder
        | Purpose::FindPhotographs
        | Purpose::CompareRun(_)
        | Purpose::ClassifyFolder => {
            let picked = dialog.pick_folder();
            Box::pin(async move { one(picked.await) })
        }
        Purpose::OpenZip | Purpose::FindArchive => {
            let picked = dialog.add_filter(files, &["zip", "csv"]).pick_file();
            Box::pin(async move { one(picked.await) })
        }
        Purpose::OpenConfig => {
            let picked = dialog.add_filter(files, &["ron"]).pick_file();
            Box::pin(async move { one(picked.await) })
        }
        Purpose::ImportNetwork => {
            let picked = dialog.add_filter(files, &exchange::ENDINGS).pick_file();
            Box::pin(async move { one(picked.await) })
        }
        Purpose::OpenOverlay => {
            let picked = dialog.add_filter(files, &["csv"]).pick_file();
            Box::pin(async move { one(picked.await) })
        }
        Purpose::ClassifyPhotographs | Purpose::AddPhotographs => {
            let picked = dialog.pick_files();
            Box::pin(async move { picked.await.map(|files| files.iter().map(|file| file.path().to_owned()).collect()) })
        }
        Purpose::SaveConfig
        | Purpose::NewList
        | Purpose::ListOfOpen
        | Purpose::SaveHistory
        | Purpose::KeepOverlay
        | Purpose::SavePlots(_)
        | Purpose::ExportResults
        | Purpose::WriteReport
        | Purpose::ExportRun(_)
        | Purpose::SaveCurves(_)
        | Purpose::ExportPredictions => {
            let picked = dialog.set_file_name(name.unwrap_or_default()).save_file();
            Box::pin(async move { one(picked.await) })
        }
    }
}
