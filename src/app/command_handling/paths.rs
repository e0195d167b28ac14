//! Uses paths that were chosen in dialogs or typed, each for its purpose.

use std::path::PathBuf;

use crate::app::App;
use crate::app::dialogs::Purpose;
use crate::app::page::Page;
use crate::charts::{Figure, Format};
use crate::engine::{EvaluationSet, FilesCommand};

impl App {
    pub(super) fn take_paths(&mut self, purpose: Purpose, paths: Vec<PathBuf>) {
        let Some(first) = paths.first().cloned() else { return };
        match purpose {
            Purpose::OpenFolder | Purpose::OpenZip => self.open_path(first),
            Purpose::NewList => self.create_list(first, false),
            Purpose::ListOfOpen => self.create_list(first, true),
            Purpose::AddPhotographs | Purpose::AddFolder => self.add_to_list(paths),
            Purpose::OpenRun => self.open_run(first),
            Purpose::AddRuns => self.add_run_folder(first),
            Purpose::ResumeRun => self.resume_run(first),
            Purpose::OpenConfig => self.send(FilesCommand::ReadConfig { path: first }),
            Purpose::ClassifyPhotographs | Purpose::ClassifyFolder => self.classify(paths),
            Purpose::SaveConfig => {
                let mut config = self.state.subject.config.clone();
                if let Some(dataset) = &self.state.subject.data.dataset {
                    config.data.source = Some(dataset.source.clone());
                }
                self.write(first, Some(config.to_ron()));
            }
            Purpose::SaveHistory => {
                let history = self.state.subject.run.as_ref().map(|run| crate::run::history::to_csv(&run.epochs));
                self.write(first, history);
            }
            Purpose::SavePlots(format) => {
                let figure = self.state.subject.run.as_ref().map(|run| run.figure(self.state.language));
                self.write_figure(first, figure, format);
            }
            Purpose::EvaluateFolder => {
                self.state.settings.page = Page::Results;
                self.state.subject.results.choose(EvaluationSet::Labelled(first));
            }
            Purpose::FindPhotographs | Purpose::FindArchive => self.find_photographs(first),
            Purpose::OpenOverlay => self.open_overlay(first),
            Purpose::KeepOverlay => self.keep_overlay(first),
            Purpose::CompareRun(which) => {
                if let Some(chosen) = self.state.comparison.chosen.get_mut(which) {
                    *chosen = Some(first);
                }
            }
            Purpose::ExportResults => {
                let table = self.state.subject.results.figures().and_then(|figures| figures.predictions.to_csv().ok());
                self.write(first, table);
            }
            Purpose::WriteReport => self.write_report(first),
            Purpose::ExportRun(_) => self.export_run(first),
            Purpose::ImportNetwork => self.import_network(first, Vec::new()),
            Purpose::SaveCurves(format) => {
                self.write_figure(first, self.state.subject.results.figure(self.state.language), format);
            }
            Purpose::ExportPredictions => {
                self.write(first, self.state.subject.prediction.to_csv().and_then(Result::ok));
            }
        }
    }

    fn write(&mut self, path: PathBuf, contents: Option<String>) {
        if let Some(contents) = contents {
            self.send(FilesCommand::Write { path, contents });
        }
    }

    fn write_figure(&mut self, path: PathBuf, figure: Option<Figure>, format: Format) {
        if let Some(figure) = figure.map(Box::new) {
            self.send(FilesCommand::WriteFigure { path, figure, format });
        }
    }
}
