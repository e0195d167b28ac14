//! Takes what is reported of photographs, of augmented versions and of the network's summary into the state.

use eframe::egui::Context;

use crate::app::App;
use crate::app::actions::{Origin, Sent};
use crate::app::commands::Command;
use crate::app::pictures::{pixelated, smooth};
use crate::app::state::{PhotoDetail, PhotoTextures, Versions};
use crate::config::DataSource;
use crate::engine::{EngineCommand, EngineEvent};
use crate::text::DataText;

impl App {
    pub(super) fn take_data_event(&mut self, context: &Context, event: EngineEvent) {
        let data = &mut self.state.data;
        match event {
            EngineEvent::DatasetProgress { generation, found } => {
                if let Some(loading) = data.loading.as_mut().filter(|loading| loading.generation == generation) {
                    loading.found = found;
                }
            }
            // Events of a cancelled examination may still arrive.
            EngineEvent::ExamineProgress { .. } | EngineEvent::Examined { .. } if data.examining.is_none() => {}
            EngineEvent::DatasetOpened { generation, dataset } if data.is_loading(generation) => {
                if let DataSource::Path(path) = &dataset.source {
                    self.state.settings.opened(path);
                    // The drawings' experiment is not meant for photographs.
                    if self.state.config == self.options.demonstration
                        && let Some(before) = self.state.before_drawings.take()
                    {
                        self.state.config = before;
                    }
                }
                data.open(generation, dataset);
                self.state.augmentation.versions = None;
                self.state.augmentation.index = 0;
                self.state.overlay.duplicates.forget();
                self.send(EngineCommand::CancelDuplicates);
                self.refresh_marks();
                if std::mem::take(&mut self.state.data.train_when_open) {
                    self.actions.push(Sent::new(Command::StartTraining, Origin::Event));
                }
            }
            EngineEvent::DatasetFailed { generation, reason }
                if data.is_loading(generation) || (data.examining.is_some() && generation == data.generation) =>
            {
                (data.loading, data.examining) = (None, None);
                data.train_when_open = false;
                self.report_failure(DataText::CouldNotOpen, &reason);
            }
            EngineEvent::ExamineProgress { generation, done, total } if generation == data.generation => {
                data.examining = Some((done, total));
            }
            EngineEvent::Examined { generation, unusable, duplicates } if generation == data.generation => {
                data.examining = None;
                data.unusable = Some(unusable);
                data.duplicates = duplicates;
            }
            EngineEvent::Thumbnail { generation, index, picture } if generation == data.generation => {
                let texture = picture.map(|picture| smooth(context, &format!("thumbnail {index}"), &picture));
                data.thumbnails.insert(index, texture);
            }
            _ => {}
        }
    }

    pub(super) fn take_preview(&mut self, context: &Context, event: EngineEvent) {
        match event {
            EngineEvent::Split { generation, sides } if self.requests.is_split(generation) => {
                self.state.data.sides = sides;
                self.state.data.apply_filter();
            }
            EngineEvent::Photo { generation, photo } => {
                if let Some(index) = self.requests.photo(generation) {
                    let photo = photo.map(|facts| PhotoTextures {
                        large: smooth(context, "photograph", &facts.picture),
                        seen: pixelated(context, "photograph seen", &facts.seen),
                        facts: *facts,
                    });
                    self.state.data.detail = Some(PhotoDetail { index, photo });
                }
            }
            EngineEvent::Augmentation { generation, versions } if self.requests.is_augmentation(generation) => {
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
                self.state.augmentation.versions = Some(versions);
            }
            EngineEvent::Summary { generation, summary } if self.requests.is_summary(generation) => {
                if let Ok(good) = &summary {
                    self.state.network.last_good = Some(good.clone());
                }
                self.state.network.summary = Some(summary);
            }
            EngineEvent::Speed { multiply_adds } => self.state.network.likely_speed = Some(multiply_adds),
            _ => {}
        }
    }
}
