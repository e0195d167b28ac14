//! How long a frame of the window takes: logic and painting up to the triangles, without a graphics card.
//!
//! 25,000 thumbnails scroll, sixty frames a second, first by themselves and then while a training runs. The shared
//! photographs are taken under new numbers where they lie beside the project; else the built-in drawings.
//! `benches/README.md` has the figures.

#![expect(clippy::disallowed_macros, reason = "a measurement is printed")]

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, thread};

use bigode::data::drawings;
use eframe::egui::{self, Event, Key, Modifiers, pos2, vec2};

mod window;

use window::{FRAME, SIZE, Window};

const PHOTOGRAPHS: usize = 25_000;
/// Frames measured: ten seconds.
const FRAMES: usize = 600;
/// Scrolled in a frame, in points: a row of thumbnails in four frames.
const SCROLLED: f32 = 28.0;

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
    measure(&mut window, "scrolling, files being examined");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.until("the training runs", |words| words.iter().any(|word| word.ends_with(" img/s")))?;
    println!("a training runs after {:.0} s", opened.elapsed().as_secs_f64());
    window.press(Modifiers::COMMAND, Key::Num1);
    measure(&mut window, "scrolling, a training running");
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

/// Scrolls the grid down, sixty frames a second, and prints how long the frames took.
fn measure(window: &mut Window, what: &str) {
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
            let (_, took) = window.run(vec![over_the_grid.clone(), wheel(delta)], Vec::new());
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
