//! Takes what is reported of photographs, of augmented versions and of the network's summary into the state.

use std::sync::Arc;

use eframe::egui::Context;

use crate::app::App;
use crate::app::pictures::{pixelated, smooth};
use crate::app::state::{DataState, ListDocument, Opening, PendingRun, PhotoDetail, PhotoTextures, Subject, Versions};
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
        let opening = self.state.subject.data.loading.as_ref().map(|loading| loading.opening);
        if let (Some(opening @ (Opening::Again | Opening::Edited)), Some(before)) =
            (opening, self.state.subject.data.dataset.clone())
        {
            self.take_dataset_again(generation, &dataset, opening, &before);
            return;
        }
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

    /// Takes in the open photographs as they are now.
    fn take_dataset_again(
        &mut self,
        generation: u64,
        dataset: &Arc<DatasetView>,
        opening: Opening,
        before: &DatasetView,
    ) {
        if opening == Opening::Again {
            self.report_changes(before, dataset);
        }
        // A list knows classes without photographs, too.
        let list = self.state.lists.document(&dataset.source).and_then(ListDocument::list).cloned();
        let list = list.filter(|_| self.state.subject.is_experiment());
        let dataset = list.map_or_else(|| Arc::clone(dataset), |list| Arc::new(dataset.labelled(&list)));
        let subject = &mut self.state.subject;
        let is_same = before.photos.iter().map(|(name, _)| name).eq(dataset.photos.iter().map(|(name, _)| name));
        if opening == Opening::Again || !is_same {
            subject.augmentation.versions = None;
            subject.augmentation.index = 0;
            subject.duplicates.forget();
            self.send(DuplicatesCommand::Cancel);
        }
        self.state.subject.data.reopen(generation, dataset, opening);
        self.requests.forget_dataset();
        self.refresh_marks();
    }

    fn take_dataset_failure(&mut self, generation: u64, reason: &SharedError) {
        let Subject { data, run, .. } = &mut self.state.subject;
        let mut from_run = None;
        if data.is_loading(generation) {
            from_run = data.loading.take().and_then(|loading| loading.from_run);
        } else if data.examining.is_some() && generation == data.generation {
            data.examining = None;
        } else {
            return;
        }
        data.train_when_open = false;
        if run.is_some() {
            // The pages that need them say so.
            data.problem = Some(reason.clone());
        } else {
            self.report_failure(DataText::CouldNotOpen, reason);
            // What was shown stays, where nothing else came.
            if let Some(run) = from_run {
                self.open_run(run);
            }
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
                        seen: pixelated(context, "photo seen", &facts.seen),
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
            PreviewEvent::Costs { generation, experiment, presets } if self.requests.is_costs(generation) => {
                let network = &mut self.state.subject.network;
                (network.cost, network.preset_costs) = (experiment, presets);
            }
            PreviewEvent::Speed { multiply_adds } => self.state.likely_speed = Some(multiply_adds),
            _ => {}
        }
    }
}
