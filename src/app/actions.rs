//! What panels ask for: commands, and wishes that carry data.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::ColorImage;

use super::commands::Command;
use super::dialogs::Purpose;
use crate::config::DataSource;
use crate::data::overlay::Change;
use crate::engine::EvaluationSet;

/// A wish of a panel, carried out after painting.
#[derive(Debug, Clone)]
pub enum Action {
    /// A command of the menus.
    Command(Command),
    /// Open photographs to train on.
    OpenData(DataSource),
    /// Stop opening or examining.
    CancelOpening,
    /// Small pictures to load, the first ones first.
    LoadThumbnails(Vec<usize>),
    /// Take a preset as the experiment.
    UsePreset(&'static str),
    /// Judge these photographs with the run's network.
    Evaluator(EvaluationSet),
    /// End judging.
    CancelEvaluation,
    /// Small pictures of judged photographs to load, the first ones first.
    LoadEvaluated(Vec<usize>),
    /// Decide about photographs of the shown page in one step, or take decisions back.
    Decide(Vec<String>, Option<Change>),
    /// Give the chosen photograph this label.
    Label(String),
    /// Ask for a run to compare: the first or the second.
    ChooseRun(usize),
    /// End looking for photographs that occur twice.
    CancelDuplicates,
    /// Try again to write what could not be written.
    SaveAgain,
    /// Ask why the chosen judged photograph was answered as it was.
    ExplainEvaluated,
    /// Ask why this card was answered as it was.
    ExplainCard(u64),
    /// Go back to where the photograph was chosen.
    CloseExplanation,
    /// Cover the photograph part by part.
    Occlude,
    /// End covering.
    CancelOcclusion,
    /// Use a run's network for predictions.
    OpenRun(PathBuf),
    /// Go on with a run.
    ResumeRun(PathBuf),
    /// Classify files, folders and zips.
    Classify(Vec<PathBuf>),
    /// Classify a pasted picture.
    ClassifyPasted(Arc<ColorImage>),
    /// Go back to the three doors.
    CloseData,
    /// Make the pictures of these cards again.
    ShowCards(Vec<u64>),
    /// Forget what is still to be classified.
    CancelClassification,
    /// Mark a notice as read.
    DismissNotice(u64),
    /// Do what these paths were asked for.
    TakePaths(Purpose, Vec<PathBuf>),
    /// Close the window, whatever runs.
    QuitNow,
}

impl From<Command> for Action {
    fn from(command: Command) -> Self {
        Self::Command(command)
    }
}
