//! What panels, keys, drops and events request: commands, and actions that carry data.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::ColorImage;

use super::command_handling::{ExchangeAction, ListAction, ShelfAction};
use super::commands::Command;
use super::dialogs::Purpose;
use super::notices::OverlayOffer;
use super::page::Page;
use crate::config::DataSource;
use crate::data::overlay::Change;
use crate::engine::EvaluationSet;
use crate::lessons::Lesson;

/// An action on its way to be carried out, and where it came from.
#[derive(Debug, Clone)]
pub struct Sent {
    /// What is to be done.
    pub action: Action,
    /// Where it came from.
    pub from: Origin,
}

impl Sent {
    /// An action from somewhere.
    pub fn new(action: impl Into<Action>, from: Origin) -> Self {
        Self { action: action.into(), from }
    }
}

/// Where an action came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The menu.
    Menu,
    /// A command's keys.
    Shortcut,
    /// The command palette.
    Palette,
    /// A button or another control, while this page was shown.
    Page(Page),
    /// The pictures that a page shows and has not got yet, without the user's doing.
    Painting(Page),
    /// Files dropped on the window.
    Drop,
    /// A picture pasted from the clipboard.
    Paste,
    /// A path that was chosen in a dialog.
    Dialog,
    /// Something that had to come first, such as opening photographs before training on them.
    Event,
}

/// What is done after painting.
#[derive(Debug, Clone)]
pub enum Action {
    /// A command of the menus.
    Command(Command),
    /// Open photographs to train on.
    OpenData(DataSource),
    /// Show the run at this path, or open what lies there as photographs to train on.
    OpenPath(PathBuf),
    /// Stop opening or examining photographs.
    CancelOpening,
    /// Load these thumbnails, in this order.
    LoadThumbnails(Vec<usize>),
    /// Take a preset as the experiment.
    UsePreset(&'static str),
    /// Evaluate the run's network on these photographs.
    Evaluate(EvaluationSet),
    /// Stop the evaluation.
    CancelEvaluation,
    /// Load the thumbnails of these evaluated photographs, in this order.
    LoadEvaluated(Vec<usize>),
    /// Change photographs of the shown page in one step, or remove them from the overlay.
    Decide(Vec<String>, Option<Change>),
    /// Use an overlay that was found for some photographs.
    UseOverlay(OverlayOffer),
    /// Give the chosen photograph this label.
    Label(String),
    /// Give the chosen photographs the class of this number, counted from 0.
    LabelAs(usize),
    /// Edit the list of the open photographs.
    List(ListAction),
    /// Add files, and all photographs below folders, to the list of the open photographs.
    AddToList(Vec<PathBuf>),
    /// Make a new list of these files, and of all photographs below folders.
    ListDropped(Vec<PathBuf>),
    /// Choose a run to compare, the first or the second, in a dialog.
    ChooseRun(usize),
    /// Stop the search for near-duplicates.
    CancelDuplicates,
    /// Try again to write overlays that could not be written.
    SaveAgain,
    /// Explain the prediction for the chosen evaluated photograph.
    ExplainEvaluated,
    /// Explain the prediction on this card.
    ExplainCard(u64),
    /// Go back to where the photograph was chosen.
    CloseExplanation,
    /// Compute an occlusion map.
    Occlude,
    /// Stop the occlusion map.
    CancelOcclusion,
    /// Something with runs on the shelf.
    Shelf(ShelfAction),
    /// Something with runs and files of other programs.
    Exchange(ExchangeAction),
    /// Show a run on disk with all that belongs to it.
    OpenRun(PathBuf),
    /// Show the run that is not shown: the one that trains, or that was interrupted.
    ShowParkedRun,
    /// Resume a run.
    ResumeRun(PathBuf),
    /// Keep up event files for `TensorBoard` in the folder of a run that trains, or leave them as they are.
    KeepEventFiles(bool),
    /// Classify the cards again whose predictions are of earlier weights.
    ClassifyAgain,
    /// Evaluate the run's newest best weights.
    EvaluateNewest,
    /// Classify files, folders and zips.
    Classify(Vec<PathBuf>),
    /// Classify a pasted picture.
    ClassifyPasted(Arc<ColorImage>),
    /// Choose other photographs, while these stay open.
    ChooseOthers,
    /// Keep the photographs that are open.
    KeepData,
    /// Load the pictures of these cards again.
    ShowCards(Vec<u64>),
    /// Remove the cards that have not been classified yet.
    CancelClassification,
    /// Open a file that was saved, or show a folder, as the desktop does.
    OpenFile(PathBuf),
    /// Mark a notice as read.
    DismissNotice(u64),
    /// Use these paths for the purpose that they were chosen for.
    TakePaths(Purpose, Vec<PathBuf>),
    /// Show a lesson beside the page.
    OpenLesson(Lesson),
    /// Close the window, even while a training runs.
    QuitNow,
}

impl From<ListAction> for Action {
    fn from(action: ListAction) -> Self {
        Self::List(action)
    }
}

impl From<ExchangeAction> for Action {
    fn from(action: ExchangeAction) -> Self {
        Self::Exchange(action)
    }
}

impl From<ShelfAction> for Action {
    fn from(action: ShelfAction) -> Self {
        Self::Shelf(action)
    }
}

impl From<Command> for Action {
    fn from(command: Command) -> Self {
        Self::Command(command)
    }
}
