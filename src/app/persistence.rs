//! What the window remembers between sessions: how it looks, and what was open.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::Storage;
use eframe::egui::ThemePreference;
use serde::de::DeserializeOwned;

use super::page::Page;
use super::state::{KeptPhotographs, Reply};
use crate::config::DataSource;
use crate::lessons::Lesson;
use crate::lessons::presets::Outcome;
use crate::text::Language;

/// What is remembered between sessions, each field under its own name. One that cannot be read has its default.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The chosen language; the system's where none was chosen.
    pub language: Option<Language>,
    /// Dark, light or as the system.
    pub theme: ThemePreference,
    /// Size of everything, 1 as designed.
    pub zoom: f32,
    /// Whether things appear at once instead of moving.
    pub reduced_motion: bool,
    /// The page that was shown.
    pub page: Page,
    /// Folders and files opened lately, newest first.
    pub recent: Vec<PathBuf>,
    /// The overlays of photographs that were changed, the newest first.
    pub overlays: Vec<(DataSource, PathBuf)>,
    /// Folders whose runs are shown besides the usual one's.
    pub run_folders: Vec<PathBuf>,
    /// How fast the last run trained, in multiply-adds of the forward pass a second.
    pub training_speed: Option<f64>,
    /// A run that had not ended when the window closed.
    pub unfinished_run: Option<PathBuf>,
    /// The run that was shown.
    pub run: Option<PathBuf>,
    /// The photographs that were opened to be classified by what was shown; shared, so that comparing costs nothing.
    pub classified: Arc<KeptPhotographs>,
    /// The experiment with its photographs, as RON.
    pub experiment: Option<String>,
    /// Whether event files for `TensorBoard` are kept up in the folder of a run that trains.
    pub event_files: bool,
    /// How each lesson's question was answered first.
    pub lessons: Vec<(Lesson, Reply)>,
    /// What was predicted of presets to learn from, by their names.
    pub predicted: Vec<(String, Outcome)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: ThemePreference::System,
            zoom: 1.0,
            reduced_motion: false,
            page: Page::Data,
            recent: Vec::new(),
            overlays: Vec::new(),
            run_folders: Vec::new(),
            training_speed: None,
            unfinished_run: None,
            run: None,
            classified: Arc::default(),
            experiment: None,
            event_files: false,
            lessons: Vec::new(),
            predicted: Vec::new(),
        }
    }
}

const RECENT_KEPT: usize = 8;
const OVERLAYS_KEPT: usize = 64;
/// The smallest and the largest zoom.
const ZOOM: std::ops::RangeInclusive<f32> = 0.7..=2.0;

impl Settings {
    /// Reads the settings; defaults where there are none.
    #[must_use]
    pub fn load(storage: Option<&dyn Storage>) -> Self {
        let mut settings = Self::default();
        if let Some(storage) = storage {
            read(storage, "language", &mut settings.language);
            read(storage, "theme", &mut settings.theme);
            read(storage, "zoom", &mut settings.zoom);
            read(storage, "reduced_motion", &mut settings.reduced_motion);
            read(storage, "page", &mut settings.page);
            read(storage, "recent", &mut settings.recent);
            read(storage, "overlays", &mut settings.overlays);
            read(storage, "run_folders", &mut settings.run_folders);
            read(storage, "training_speed", &mut settings.training_speed);
            read(storage, "unfinished_run", &mut settings.unfinished_run);
            read(storage, "run", &mut settings.run);
            if let Some(classified) = eframe::get_value(storage, "classified") {
                settings.classified = Arc::new(classified);
            }
            read(storage, "experiment", &mut settings.experiment);
            read(storage, "event_files", &mut settings.event_files);
            read(storage, "lessons", &mut settings.lessons);
            read(storage, "predicted", &mut settings.predicted);
        }
        Self { zoom: if settings.zoom.is_finite() { settings.zoom } else { 1.0 }, ..settings }.clamped()
    }

    /// What was predicted of a preset to learn from.
    #[must_use]
    pub fn predicted(&self, preset: &str) -> Option<Outcome> {
        self.predicted.iter().find(|(name, _)| name == preset).map(|(_, outcome)| *outcome)
    }

    /// Keeps a prediction in the place of an earlier one.
    pub fn predict(&mut self, preset: &str, outcome: Outcome) {
        self.predicted.retain(|(name, _)| name != preset);
        self.predicted.push((preset.to_owned(), outcome));
    }

    /// Saves the settings.
    pub fn save(&self, storage: &mut dyn Storage) {
        let Self {
            language,
            theme,
            zoom,
            reduced_motion,
            page,
            recent,
            overlays,
            run_folders,
            training_speed,
            unfinished_run,
            run,
            classified,
            experiment,
            event_files,
            lessons,
            predicted,
        } = self;
        eframe::set_value(storage, "language", language);
        eframe::set_value(storage, "theme", theme);
        eframe::set_value(storage, "zoom", zoom);
        eframe::set_value(storage, "reduced_motion", reduced_motion);
        eframe::set_value(storage, "page", page);
        eframe::set_value(storage, "recent", recent);
        eframe::set_value(storage, "overlays", overlays);
        eframe::set_value(storage, "run_folders", run_folders);
        eframe::set_value(storage, "training_speed", training_speed);
        eframe::set_value(storage, "unfinished_run", unfinished_run);
        eframe::set_value(storage, "run", run);
        eframe::set_value(storage, "classified", &**classified);
        eframe::set_value(storage, "experiment", experiment);
        eframe::set_value(storage, "event_files", event_files);
        eframe::set_value(storage, "lessons", lessons);
        eframe::set_value(storage, "predicted", predicted);
    }

    /// The language to show.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language.unwrap_or_else(Language::of_system)
    }

    /// Makes everything larger or smaller.
    pub fn zoom_by(&mut self, step: f32) {
        self.zoom += step;
        *self = std::mem::take(self).clamped();
    }

    /// Puts a path first among those opened lately.
    pub fn opened(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT_KEPT);
    }

    /// Remembers the overlay of some photographs.
    pub fn remember_overlay(&mut self, source: &DataSource, overlay: &Path) {
        self.overlays.retain(|(other, _)| other != source);
        self.overlays.insert(0, (source.clone(), overlay.to_owned()));
        self.overlays.truncate(OVERLAYS_KEPT);
    }

    /// The remembered overlay of some photographs.
    #[must_use]
    pub fn overlay_of(&self, source: &DataSource) -> Option<PathBuf> {
        self.overlays.iter().find(|(other, _)| other == source).map(|(_, overlay)| overlay.clone())
    }

    fn clamped(mut self) -> Self {
        self.zoom = (self.zoom * 10.0).round() / 10.0;
        self.zoom = self.zoom.clamp(*ZOOM.start(), *ZOOM.end());
        self.recent.truncate(RECENT_KEPT);
        self
    }
}

fn read<T: DeserializeOwned>(storage: &dyn Storage, key: &str, field: &mut T) {
    if let Some(value) = eframe::get_value(storage, key) {
        *field = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::Memory;

    #[test]
    fn saved_settings_are_read_back_equal() {
        let mut settings = Settings {
            language: Some(Language::Portuguese),
            page: Page::Training,
            reduced_motion: true,
            run_folders: vec![PathBuf::from("elsewhere")],
            training_speed: Some(2.5e9),
            classified: Arc::new(KeptPhotographs { run: Some("run".into()), paths: vec!["photo.png".into()] }),
            event_files: true,
            lessons: vec![(Lesson::Softmax, Reply::Wrong), (Lesson::Dense, Reply::Shown)],
            predicted: vec![("rate_of_1".to_owned(), Outcome::Guesses)],
            ..Settings::default()
        };
        settings.opened(Path::new("a"));
        settings.opened(Path::new("b"));
        settings.opened(Path::new("a"));
        settings.zoom_by(0.1);
        let source = DataSource::Path(PathBuf::from("a"));
        settings.remember_overlay(&source, Path::new("old.csv"));
        settings.remember_overlay(&DataSource::drawings(8, 1), Path::new("drawings.csv"));
        settings.remember_overlay(&source, Path::new("a.csv"));
        let mut memory = Memory::default();
        settings.save(&mut memory);
        let read = Settings::load(Some(&memory));
        assert_eq!(read, settings);
        assert_eq!(read.overlay_of(&source), Some(PathBuf::from("a.csv")));
        assert_eq!(read.overlays.len(), 2);
        assert_eq!(read.recent, [PathBuf::from("a"), PathBuf::from("b")]);
    }

    #[test]
    fn a_setting_that_cannot_be_read_has_its_default_and_the_others_stay() {
        let settings = Settings { page: Page::Training, zoom: 1.2, ..Settings::default() };
        let mut memory = Memory::default();
        settings.save(&mut memory);
        memory.set_string("language", "Some(Klingon)".to_owned());
        memory.set_string("recent", "[".to_owned());
        assert_eq!(Settings::load(Some(&memory)), settings);
    }
}
