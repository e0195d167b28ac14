//! Carries out what is asked of exchange with other programs.

use std::path::PathBuf;

use crate::app::App;
use crate::app::dialogs::Purpose;
use crate::app::state::ExportOffer;
use crate::config::{LayerConfig, PretrainedNetwork};
use crate::engine::ExchangeCommand;
use crate::text::ShellText;

/// What is done with runs and files of other programs.
#[derive(Debug, Clone)]
pub enum ExchangeAction {
    /// Choose where the offered export is written.
    ChoosePlace,
    /// Make a run of a file, with these names of classes where there are any.
    Import {
        /// The file.
        file: PathBuf,
        /// The names.
        classes: Vec<String>,
    },
    /// Add the weights in a file to the pretrained networks, and begin the experiment with them.
    AddPretrained(PathBuf),
}

impl App {
    pub(super) fn run_exchange_action(&mut self, action: ExchangeAction) {
        match action {
            ExchangeAction::ChoosePlace => {
                if let Some(offer) = &self.state.exchange.offered {
                    self.request_path(Purpose::ExportRun(offer.format), ShellText::ExportRun);
                }
            }
            ExchangeAction::Import { file, classes } => self.import_network(file, classes),
            ExchangeAction::AddPretrained(file) => {
                self.state.exchange.running += 1;
                self.send(ExchangeCommand::AddPretrained { file });
            }
        }
    }

    /// Opens the dialog for the run that is chosen on the shelf, or the shown one.
    pub(super) fn offer_export(&mut self) {
        let Some(run) = self.state.exportable_run().map(PathBuf::from) else { return };
        let before = self.state.exchange.offered.take();
        self.state.exchange.offered = Some(ExportOffer::new(run, before));
        self.state.exchange.dialog_open = true;
    }

    /// Writes the offered export to its place.
    pub(super) fn export_run(&mut self, out: PathBuf) {
        let Some(ExportOffer { run, format, weights, layout, naming }) = self.state.exchange.offered.clone() else {
            return;
        };
        self.state.exchange.running += 1;
        let language = self.state.language;
        self.send(ExchangeCommand::Export { run, format, weights, layout, naming, out, language });
    }

    /// Lets the experiment begin with a pretrained network: in the place of the one that it begins with, or as the preset
    /// `transfer` does.
    pub(in crate::app) fn begin_with_pretrained(&mut self, network: PretrainedNetwork) {
        self.back_to_experiment();
        if self.state.subject.config.network.pretrained().is_none() {
            self.use_preset("transfer");
        }
        if let Some(LayerConfig::Pretrained { name, weights, .. }) =
            self.state.subject.config.network.layers.first_mut()
        {
            (*name, *weights) = (network.name, network.weights);
        }
    }

    /// Makes a run of a file.
    pub(super) fn import_network(&mut self, file: PathBuf, classes: Vec<String>) {
        self.state.exchange.running += 1;
        self.send(ExchangeCommand::Import { file, runs: self.options.runs.clone(), classes });
    }
}
