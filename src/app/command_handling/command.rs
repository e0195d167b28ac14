//! Carries out the commands of the menus.

use eframe::egui::{Context, ViewportCommand};

use crate::app::App;
use crate::app::commands::Command;
use crate::app::dialogs::Purpose;
use crate::app::page::Page;
use crate::app::state::{Palette, PendingRun};
use crate::app::widgets::explain_focused;
use crate::charts::Format;

impl App {
    /// Carries out a command, unless something that it needs is missing.
    pub(super) fn run_command(&mut self, context: &Context, command: Command) {
        if command.enabled(&self.state).is_err() {
            return;
        }
        let name = command.name();
        match command {
            Command::OpenFolder => self.request_path(Purpose::OpenFolder, name),
            Command::OpenZip => self.request_path(Purpose::OpenZip, name),
            Command::NewList => {
                self.state.lists.dropped.clear();
                self.request_path(Purpose::NewList, name);
            }
            Command::ListOpen => self.request_path(Purpose::ListOfOpen, name),
            Command::AddPhotographs => self.request_path(Purpose::AddPhotographs, name),
            Command::AddFolder => self.request_path(Purpose::AddFolder, name),
            Command::RemoveFromList => self.remove_from_list(),
            Command::ReadAgain => self.read_again(),
            Command::ExcludeDuplicates => self.exclude_duplicates(),
            Command::OpenRun => self.request_path(Purpose::OpenRun, name),
            Command::ExportRun => self.offer_export(),
            Command::ImportNetwork => self.request_path(Purpose::ImportNetwork, name),
            Command::ResumeRun => self.request_path(Purpose::ResumeRun, name),
            Command::OpenConfig => self.request_path(Purpose::OpenConfig, name),
            Command::SaveConfig => self.request_path(Purpose::SaveConfig, name),
            Command::SaveHistory => self.request_path(Purpose::SaveHistory, name),
            Command::SavePlotsPng => self.request_path(Purpose::SavePlots(Format::Png), name),
            Command::SavePlotsSvg => self.request_path(Purpose::SavePlots(Format::Svg), name),
            Command::EvaluateFolder => self.request_path(Purpose::EvaluateFolder, name),
            Command::FindPhotographs => self.request_path(Purpose::FindPhotographs, name),
            Command::FindArchive => self.request_path(Purpose::FindArchive, name),
            Command::OpenOverlay => self.request_path(Purpose::OpenOverlay, name),
            Command::KeepOverlay => self.request_path(Purpose::KeepOverlay, name),
            Command::ExportResults => self.request_path(Purpose::ExportResults, name),
            Command::WriteReport => self.request_path(Purpose::WriteReport, name),
            Command::SaveCurvesPng => self.request_path(Purpose::SaveCurves(Format::Png), name),
            Command::SaveCurvesSvg => self.request_path(Purpose::SaveCurves(Format::Svg), name),
            Command::ClassifyPhotographs => self.request_path(Purpose::ClassifyPhotographs, name),
            Command::ClassifyFolder => self.request_path(Purpose::ClassifyFolder, name),
            Command::ExportPredictions => self.request_path(Purpose::ExportPredictions, name),
            Command::BackToExperiment => self.back_to_experiment(),
            Command::EditAsExperiment => self.edit_as_experiment(),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::GiveLabel => self.relabel_chosen(),
            Command::Exclude => self.exclude_chosen(),
            Command::Flag => self.flag_chosen(),
            Command::TakeBack => self.take_back_chosen(),
            Command::FindDuplicates => self.find_duplicates(),
            Command::TrainAgain => self.train_when_ready(PendingRun::Again),
            Command::AddRuns => self.request_path(Purpose::AddRuns, name),
            Command::RefreshRuns => self.list_runs(),
            Command::DeleteRun => self.delete_selected_run(),
            Command::RestoreRun => self.restore_deleted_run(),
            Command::GoRuns => self.state.settings.page = Page::Runs,
            Command::CompareChosen => self.compare_chosen(),
            Command::ComparePhotographs => self.compare_photographs(),
            Command::CloseComparison => self.state.curves.close(),
            Command::CompareRuns => self.compare_runs(),
            Command::PastePicture => context.send_viewport_cmd(ViewportCommand::RequestPaste),
            Command::UseDrawings => self.open_drawings(),
            Command::TrainDrawings => {
                self.open_drawings();
                self.state.subject.data.train_when_open = true;
                self.state.settings.page = Page::Training;
            }
            Command::Quit => context.send_viewport_cmd(ViewportCommand::Close),
            Command::StartTraining => self.train_when_ready(PendingRun::Experiment),
            Command::PauseOrResume => self.pause_or_resume(),
            Command::StopTraining => self.stop_training(),
            Command::StopAfterEpoch => self.stop_after_epoch(),
            Command::ClearPredictions => self.clear_predictions(),
            Command::GoData => self.state.settings.page = Page::Data,
            Command::GoAugmentation => self.state.settings.page = Page::Augmentation,
            Command::GoNetwork => self.state.settings.page = Page::Network,
            Command::GoTraining => self.state.settings.page = Page::Training,
            Command::GoResults => self.state.settings.page = Page::Results,
            Command::GoPrediction => self.state.settings.page = Page::Prediction,
            Command::GoLearn => self.go_to_lessons(),
            Command::FullView => self.set_full_view(context, !self.state.lessons.is_full),
            Command::SwitchLanguage => self.switch_language(),
            Command::SwitchTheme => self.switch_theme(context),
            Command::FollowSystemTheme => self.follow_system_theme(context),
            Command::LargerText => self.zoom_by(context, 0.1),
            Command::SmallerText => self.zoom_by(context, -0.1),
            Command::UsualText => self.reset_zoom(context),
            Command::SwitchMotion => self.switch_motion(context),
            Command::ShowNotices => self.state.notices_open = !self.state.notices_open,
            Command::ShowKeys if !self.state.keys_open && explain_focused(context) => {}
            Command::ShowKeys => self.state.keys_open = !self.state.keys_open,
            Command::ShowPalette => {
                self.state.palette = Palette { open: !self.state.palette.open, ..Palette::default() };
            }
        }
    }
}
