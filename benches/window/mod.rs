//! The window without a screen, for measurements: what egui would be told, and what it would paint.

#![allow(dead_code, reason = "each bench uses its part")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use bigode::app::{App, AppOptions, DialogAnswer, DialogRequest, Dialogs};
use eframe::App as _;
use eframe::egui::{self, Context, Event, FullOutput, Key, Modifiers, RawInput, Rect, Vec2, accesskit, pos2, vec2};

/// A desktop's refresh.
pub const FRAME: Duration = Duration::from_nanos(16_666_667);
pub const SIZE: Vec2 = vec2(1280.0, 800.0);
/// Reading and resizing many photographs for the first time takes minutes.
const PATIENCE: Duration = Duration::from_mins(20);

/// A window without a screen: what egui would be told, and what it would paint.
pub struct Window {
    app: App,
    context: Context,
    frame: eframe::Frame,
    started: Instant,
}

impl Window {
    pub fn new(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let mut options = AppOptions::of_system()?;
        options.runs = folder.join("runs");
        options.engine.cache = folder.join("cache");
        let context = Context::default();
        let creation = eframe::CreationContext::_new_kittest(context.clone());
        let app = App::new(&creation, options, Box::new(NoDialogs))?;
        let mut window = Self { app, context, frame: eframe::Frame::_new_kittest(), started: Instant::now() };
        window.run(Vec::new(), Vec::new());
        Ok(window)
    }

    /// One frame; gives what it shows and how long its logic and its painting took.
    pub fn run(&mut self, events: Vec<Event>, dropped: Vec<egui::DroppedFileHandle>) -> (FullOutput, Duration) {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), SIZE)),
            time: Some(self.started.elapsed().as_secs_f64()),
            max_texture_side: Some(8192),
            focused: true,
            events,
            dropped_files: dropped,
            ..RawInput::default()
        };
        let since = Instant::now();
        let Self { app, context, frame, .. } = self;
        let mut output = context.run_ui(input, |ui| {
            app.logic(&ui.ctx().clone(), frame);
            app.ui(ui, frame);
        });
        let triangles = context.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let took = since.elapsed();
        assert!(!triangles.is_empty(), "something is painted");
        (output, took)
    }

    /// What a screen reader is told after a frame with these events; it must have been turned on.
    pub fn nodes(&mut self, events: Vec<Event>) -> Vec<(accesskit::NodeId, accesskit::Node)> {
        let (output, _) = self.run(events, Vec::new());
        output.platform_output.accesskit_update.map(|update| update.nodes).unwrap_or_default()
    }

    /// Turns a screen reader on.
    pub fn listen(&mut self) {
        self.context.enable_accesskit();
    }

    pub fn drop(&mut self, path: &Path) {
        let file: egui::DroppedFileHandle = Arc::new(Dropped(path.to_owned()));
        self.run(Vec::new(), vec![file]);
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.run(vec![event(true), event(false)], Vec::new());
    }

    /// Runs frames until what the window tells a screen reader is so.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&[String]) -> bool) -> Result<(), String> {
        self.context.enable_accesskit();
        let since = Instant::now();
        loop {
            let words: Vec<String> = self.nodes(Vec::new()).iter().map(|(_, node)| words_of(node)).collect();
            if is_so(&words) {
                break;
            }
            if since.elapsed() > PATIENCE {
                return Err(format!("waited in vain until {what}; the window shows {words:?}"));
            }
            thread::sleep(FRAME);
        }
        self.context.disable_accesskit();
        Ok(())
    }
}

/// What a screen reader says of something.
pub fn words_of(node: &accesskit::Node) -> String {
    node.label().or_else(|| node.value()).map(str::to_owned).unwrap_or_default()
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window leaves reading to its threads".to_owned())
    }
}

/// Nobody is asked for a path.
struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&mut self, _: DialogRequest) {}

    fn answer(&mut self) -> Option<DialogAnswer> {
        None
    }
}
