//! Takes what became of exports and imports into the state.

use std::fmt::Display;

use crate::app::App;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::state::AskedClasses;
use crate::engine::{ExchangeEvent, NotImported};
use crate::exchange::{Compared, Exported};
use crate::text::ExchangeText;

impl App {
    pub(in crate::app) fn take_exchange_event(&mut self, event: ExchangeEvent) {
        let exchange = &mut self.state.exchange;
        exchange.running = exchange.running.saturating_sub(1);
        match event {
            ExchangeEvent::Exported { out, result } => match result {
                Ok(exported) => {
                    self.resolve_failure(ExchangeText::NotExported);
                    let summary = self.state.language.fill(ExchangeText::Exported, &[("path", &out.display())]);
                    let details = self.parity(&exported);
                    self.state.notices.saved(summary, details, out);
                }
                Err(reason) => self.report_failure(ExchangeText::NotExported, &reason),
            },
            ExchangeEvent::Imported { file, result } => match result {
                Ok((run, imported)) => {
                    self.resolve_failure(ExchangeText::NotImported);
                    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    let summary = self.state.language.fill(ExchangeText::Imported, &[("file", &name)]);
                    let assumed = imported.pixels_are_assumed;
                    let details = assumed.then(|| self.state.language.text(ExchangeText::PixelsAssumed).to_owned());
                    let severity = if assumed { Severity::Warning } else { Severity::Information };
                    self.state.notices.report(severity, summary, details);
                    self.state.shelf.select(Some(run));
                    self.state.settings.page = Page::Runs;
                    self.list_runs();
                }
                Err(NotImported::NeedsClasses(outputs)) => {
                    self.state.exchange.asked = Some(AskedClasses { file, outputs, typed: String::new() });
                }
                Err(NotImported::Failed(reason)) => self.report_failure(ExchangeText::NotImported, &reason),
            },
            ExchangeEvent::PretrainedAdded { result } => match result {
                Ok(added) => {
                    self.resolve_failure(ExchangeText::PretrainedNotAdded);
                    let values: [(&str, &dyn Display); 2] = [("network", &added.network), ("file", &added.origin)];
                    let summary = self.state.language.fill(ExchangeText::PretrainedAdded, &values);
                    self.state.notices.report(Severity::Information, summary, None);
                    self.begin_with_pretrained(added.network);
                }
                Err(reason) => self.report_failure(ExchangeText::PretrainedNotAdded, &reason),
            },
        }
    }

    /// How far the answers of what was written lie from the run's.
    fn parity(&self, exported: &Exported) -> Option<String> {
        let parity = exported.parity?;
        let phrase = match parity.compared {
            Compared::Photos => ExchangeText::ParityOnPhotos,
            Compared::Drawings => ExchangeText::ParityOnDrawings,
        };
        let difference = self.state.language.short(f64::from(parity.largest_difference));
        Some(self.state.language.count_and_fill(phrase, parity.pictures, &[("difference", &difference)]))
    }
}
