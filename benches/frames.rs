//! How long a frame of the window takes: logic and painting up to the triangles, without a graphics card.
//!
//! 25,000 thumbnails scroll, sixty frames a second, first by themselves and then while a training runs. The shared
//! photographs are taken under new numbers where they lie beside the project; else the built-in drawings.
//! `benches/README.md` has the figures.

#![expect(clippy::disallowed_macros, reason = "a measurement is printed")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{fs, thread};

use bigode::app::{App, AppOptions, DialogAnswer, DialogRequest, Dialogs};
use bigode::data::drawings;
use eframe::App as _;
use eframe::egui::{self, Context, Event, FullOutput, Key, Modifiers, RawInput, Rect, Vec2, pos2, vec2};

const PHOTOGRAPHS: usize = 25_000;
/// A desktop's refresh.
const FRAME: Duration = Duration::from_nanos(16_666_667);
/// Frames measured: ten seconds.
const FRAMES: usize = 600;
/// Scrolled in a frame, in points: a row of thumbnails in four frames.
const SCROLLED: f32 = 28.0;
const SIZE: Vec2 = vec2(1280.0, 800.0);
/// Reading and resizing so many photographs for the first time takes minutes.
const PATIENCE: Duration = Duration::from_mins(20);

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo test` asks each bench to show that it runs; this one has nothing small to show.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let photographs = folder.path().join("photographs");
    let kind = gather(&photographs)?;
    println!("{PHOTOGRAPHS} {kind}, {} x {} points, {FRAMES} frames at 60 a second", SIZE.x, SIZE.y);
    let mut window = Window::new(folder.path())?;

    let opened = Instant::now();
    window.drop(&photographs);
    window.until("the photos are open", |words| words.iter().any(|word| word.contains("25,000 shown")))?;
    println!("open after {:.2} s", opened.elapsed().as_secs_f64());
    window.measure("scrolling, files being examined");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.until("the training runs", |words| words.iter().any(|word| word.ends_with(" img/s")))?;
    println!("a training runs after {:.0} s", opened.elapsed().as_secs_f64());
    window.press(Modifiers::COMMAND, Key::Num1);
    window.measure("scrolling, a training running");
    Ok(())
}

/// Fills a folder with 25,000 files of two classes.
fn gather(folder: &Path) -> Result<&'static str, Box<dyn Error>> {
    fs::create_dir(folder)?;
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/train");
    let mut sources = Vec::new();
    let kind = if shared.is_dir() {
        sources.extend(fs::read_dir(&shared)?.collect::<Result<Vec<_>, _>>()?.iter().map(fs::DirEntry::path));
        "photographs"
    } else {
        let drawn = folder.with_file_name("drawings");
        drawings::write(&drawn, 1000, 1)?;
        sources.extend(fs::read_dir(&drawn)?.collect::<Result<Vec<_>, _>>()?.iter().map(fs::DirEntry::path));
        "drawings"
    };
    sources.sort();
    for (number, source) in sources.iter().cycle().take(PHOTOGRAPHS).enumerate() {
        let name = source.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let class = name.split('.').next().unwrap_or_default();
        let extension = source.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let copy = folder.join(format!("{class}.{number}.{extension}"));
        // A hard link costs no room; another disk takes a copy.
        fs::hard_link(source, &copy).or_else(|_| fs::copy(source, &copy).map(drop))?;
    }
    Ok(kind)
}

/// A window without a screen: what egui would be told, and what it would paint.
struct Window {
    app: App,
    context: Context,
    frame: eframe::Frame,
    started: Instant,
}

impl Window {
    fn new(folder: &Path) -> Result<Self, Box<dyn Error>> {
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
    fn run(&mut self, events: Vec<Event>, dropped: Vec<egui::DroppedFileHandle>) -> (FullOutput, Duration) {
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

    fn drop(&mut self, path: &Path) {
        let file: egui::DroppedFileHandle = Arc::new(Dropped(path.to_owned()));
        self.run(Vec::new(), vec![file]);
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.run(vec![event(true), event(false)], Vec::new());
    }

    /// Runs frames until what the window tells a screen reader is so.
    fn until(&mut self, what: &str, is_so: impl Fn(&[String]) -> bool) -> Result<(), String> {
        self.context.enable_accesskit();
        let since = Instant::now();
        loop {
            let (output, _) = self.run(Vec::new(), Vec::new());
            let tree = output.platform_output.accesskit_update.map(|update| update.nodes).unwrap_or_default();
            let words: Vec<String> =
                tree.iter().filter_map(|(_, node)| node.label().or_else(|| node.value()).map(str::to_owned)).collect();
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

    /// Scrolls the grid down, sixty frames a second, and prints how long the frames took.
    fn measure(&mut self, what: &str) {
        let over_the_grid = Event::PointerMoved(pos2(600.0, 600.0));
        let wheel = |delta| Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, delta),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        };
        let mut times: Vec<Duration> = (0..FRAMES)
            .map(|number| {
                let began = Instant::now();
                let delta = if number == 0 { 0.0 } else { -SCROLLED };
                let (_, took) = self.run(vec![over_the_grid.clone(), wheel(delta)], Vec::new());
                thread::sleep(FRAME.saturating_sub(began.elapsed()));
                took
            })
            .collect();
        times.sort_unstable();
        let milliseconds = |share: f64| times[((FRAMES - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
        println!(
            "{what}: median {:.2} ms, 99th percentile {:.2} ms, longest {:.2} ms",
            milliseconds(0.5),
            milliseconds(0.99),
            milliseconds(1.0)
        );
    }
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
