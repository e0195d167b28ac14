//! Takes what is reported of photographs, of augmented versions and of the network's summary into the state.

use eframe::egui::Context;

use crate::app::App;
use crate::app::pictures::{pixelated, smooth};
use crate::app::state::{PendingRun, PhotoDetail, PhotoTextures, Versions};
use crate::config::DataSource;
use crate::engine::{DatasetEvent, DuplicatesCommand, PreviewEvent};
use crate::text::DataText;

impl App {
    pub(super) fn take_dataset_event(&mut self, event: DatasetEvent) {
        let data = &mut self.state.subject.data;
        match event {
            DatasetEvent::Progress { generation, found } => {
                if let Some(loading) = data.loading.as_mut().filter(|loading| loading.generation == generation) {
                    loading.found = found;
                }
            }
            // Events of a cancelled examination may still arrive.
            DatasetEvent::ExamineProgress { .. } | DatasetEvent::Examined { .. } if data.examining.is_none() => {}
            DatasetEvent::Opened { generation, dataset } if data.is_loading(generation) => {
                if let DataSource::Path(path) = &dataset.source {
                    self.state.settings.opened(path);
                    // The drawings' experiment is not meant for photographs.
                    if self.state.subject.config == self.options.demonstration
                        && let Some(before) = self.state.subject.before_drawings.take()
                    {
                        self.state.subject.config = before;
                    }
                }
                data.open(generation, dataset);
                self.state.subject.augmentation.versions = None;
                self.state.subject.augmentation.index = 0;
                self.state.subject.duplicates.forget();
                self.send(DuplicatesCommand::Cancel);
                self.refresh_marks();
                if std::mem::take(&mut self.state.subject.data.train_when_open) {
                    self.train_when_ready(PendingRun::Experiment);
                }
            }
            DatasetEvent::Failed { generation, reason }
                if data.is_loading(generation) || (data.examining.is_some() && generation == data.generation) =>
            {
                (data.loading, data.examining) = (None, None);
                data.train_when_open = false;
                self.report_failure(DataText::CouldNotOpen, &reason);
            }
            DatasetEvent::ExamineProgress { generation, done, total } if generation == data.generation => {
                data.examining = Some((done, total));
            }
            DatasetEvent::Examined { generation, unusable, duplicates } if generation == data.generation => {
                data.examining = None;
                data.unusable = Some(unusable);
                data.duplicates = duplicates;
            }
            _ => {}
        }
    }

    pub(super) fn take_preview(&mut self, context: &Context, event: PreviewEvent) {
        match event {
            PreviewEvent::Split { generation, sides } if self.requests.is_split(generation) => {
                self.state.subject.data.sides = sides;
                self.state.subject.data.apply_filter();
            }
            PreviewEvent::Photo { generation, photo } => {
                if let Some(index) = self.requests.photo(generation) {
                    let photo = photo.map(|facts| PhotoTextures {
                        large: smooth(context, "photograph", &facts.picture),
                        seen: pixelated(context, "photograph seen", &facts.seen),
                        facts: *facts,
                    });
                    self.state.subject.data.detail = Some(PhotoDetail { index, photo });
                }
            }
            PreviewEvent::Augmentation { generation, versions } if self.requests.is_augmentation(generation) => {
                let versions = versions.map(|view| Versions {
                    original: smooth(context, "original", &view.original),
                    textures: view
                        .versions
                        .iter()
                        .enumerate()
                        .map(|(number, version)| smooth(context, &format!("version {number}"), &version.picture))
                        .collect(),
                    view: *view,
                });
                self.state.subject.augmentation.versions = Some(versions);
            }
            PreviewEvent::Summary { generation, summary } => {
                let Some(layers) = self.requests.summary(generation) else { return };
                self.state.subject.network.summarized = Some(layers);
                if let Ok(good) = &summary {
                    self.state.subject.network.last_good = Some(good.clone());
                }
                self.state.subject.network.summary = Some(summary);
            }
            PreviewEvent::Speed { multiply_adds } => self.state.likely_speed = Some(multiply_adds),
            _ => {}
        }
    }
}
