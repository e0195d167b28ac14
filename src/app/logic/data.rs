//! Takes what is reported of photographs, of augmented versions and of the network's summary into the state.

use std::sync::Arc;

use eframe::egui::Context;

use crate::app::App;
use crate::app::pictures::{pixelated, smooth};
use crate::app::state::{DataState, PendingRun, PhotoDetail, PhotoTextures, Subject, Versions};
use crate::config::DataSource;
use crate::engine::{DatasetEvent, DatasetView, DuplicatesCommand, PreviewEvent};
use crate::shared_error::SharedError;
use crate::text::DataText;

impl App {
    pub(super) fn take_dataset_event(&mut self, event: DatasetEvent) {
        match event {
            DatasetEvent::Progress { generation, found } => {
                let loading = self.state.subject.data.loading.as_mut();
                if let Some(loading) = loading.filter(|loading| loading.generation == generation) {
                    loading.found = found;
                }
            }
            DatasetEvent::Opened { generation, dataset } if self.state.subject.data.is_loading(generation) => {
                self.take_dataset(generation, dataset);
            }
            DatasetEvent::Failed { generation, reason } => self.take_dataset_failure(generation, &reason),
            DatasetEvent::ExamineProgress { generation, done, total } => {
                for data in self.examined(generation) {
                    data.examining = Some((done, total));
                }
            }
            DatasetEvent::Examined { generation, unusable, duplicates } => {
                for data in self.examined(generation) {
                    data.examining = None;
                    data.unusable = Some(Arc::clone(&unusable));
                    data.duplicates = Arc::clone(&duplicates);
                }
            }
            DatasetEvent::Opened { .. } => {}
        }
    }

    /// The photographs that are being examined, in all subjects that have them; none where that was cancelled.
    fn examined(&mut self, generation: u64) -> impl Iterator<Item = &mut DataState> {
        let all = self.state.subjects_mut().map(|subject| &mut subject.data);
        all.filter(move |data| data.examining.is_some() && data.generation == generation)
    }

    fn take_dataset(&mut self, generation: u64, dataset: Arc<DatasetView>) {
        self.resolve_failure(DataText::CouldNotOpen);
        let subject = &mut self.state.subject;
        if let DataSource::Path(path) = &dataset.source
            && subject.is_experiment()
        {
            self.state.settings.opened(path);
            // The drawings' experiment is not meant for photographs.
            if subject.config == self.options.demonstration
                && let Some(before) = subject.before_drawings.take()
            {
                subject.config = before;
            }
        }
        subject.data.open(generation, dataset);
        subject.augmentation.versions = None;
        subject.augmentation.index = 0;
        subject.duplicates.forget();
        self.requests.forget_dataset();
        self.send(DuplicatesCommand::Cancel);
        self.refresh_marks();
        if std::mem::take(&mut self.state.subject.data.train_when_open) {
            self.train_when_ready(PendingRun::Experiment);
        }
    }

    fn take_dataset_failure(&mut self, generation: u64, reason: &SharedError) {
        let Subject { data, run, .. } = &mut self.state.subject;
        if !(data.is_loading(generation) || (data.examining.is_some() && generation == data.generation)) {
            return;
        }
        (data.loading, data.examining) = (None, None);
        data.train_when_open = false;
        if run.is_some() {
            // The pages that need them say so.
            data.problem = Some(reason.clone());
        } else {
            self.report_failure(DataText::CouldNotOpen, reason);
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
            PreviewEvent::Memory { generation, advice } if self.requests.is_memory(generation) => {
                self.state.subject.network.memory = Some(advice);
            }
            PreviewEvent::Speed { multiply_adds } => self.state.likely_speed = Some(multiply_adds),
            _ => {}
        }
    }
}
