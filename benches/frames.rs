//! How long a frame of the window takes: logic and painting up to the triangles, without a graphics card.
//!
//! 25,000 thumbnails scroll, sixty frames a second, first by themselves and then while a training runs; then the pointer
//! moves over the confusion matrix of 1,000 classes. The shared photographs are taken under new numbers where they lie
//! beside the project; else the built-in drawings.
//! `benches/README.md` has the figures.

#![expect(clippy::disallowed_macros, reason = "a measurement is printed")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{fs, thread};

use bigode::data::drawings;
use eframe::egui::{self, Event, Key, Modifiers, pos2, vec2};

mod window;

use window::{FRAME, SIZE, Window};

const PHOTOGRAPHS: usize = 25_000;
/// Classes of the large matrix, and photographs of each.
const CLASSES: usize = 1000;
const EACH: usize = 4;
/// A network that is trained in a moment, well or not.
const EXPERIMENT: &str = r#"(
    preset: "many-classes", seed: 1,
    network: (input: (16, 16), layers: [
        Conv2D(filters: 8, kernel_size: (3, 3), activation: relu), MaxPooling2D(), Flatten(),
        Dense(units: classes, activation: softmax),
    ]),
    training: (optimizer: Adam(learning_rate: 0.002), batch_size: 20, epochs: 2),
    callbacks: [],
)"#;
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
    measure(&mut window, "scrolling, files being examined", scrolled);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.until("the training runs", |words| words.iter().any(|word| word.ends_with(" img/s")))?;
    println!("a training runs after {:.0} s", opened.elapsed().as_secs_f64());
    window.press(Modifiers::COMMAND, Key::Num1);
    measure(&mut window, "scrolling, a training running", scrolled);
    drop(window);

    let run = train_many_classes(folder.path())?;
    let mut window = Window::new(&folder.path().join("matrix"))?;
    window.drop(&run);
    window.press(Modifiers::COMMAND, Key::Num5);
    window.until("the matrix is shown", |words| words.iter().any(|word| word.starts_with("Confusion matrix of 1")))?;
    measure(&mut window, "pointer over the matrix of 1,000 classes", pointed);
    Ok(())
}

/// A run on drawings that are said to be of 1,000 classes: its mistakes lie all over the matrix.
fn train_many_classes(folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let (drawn, photographs) = (folder.join("few drawings"), folder.join("many classes"));
    drawings::write(&drawn, 100, 2)?;
    let mut sources: Vec<_> =
        fs::read_dir(&drawn)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    sources.sort();
    let mut sources = sources.iter().cycle();
    for class in 1..=CLASSES {
        let inside = photographs.join(format!("class {class:04}"));
        fs::create_dir_all(&inside)?;
        for (number, source) in sources.by_ref().take(EACH).enumerate() {
            fs::hard_link(source, inside.join(format!("{number}.png")))?;
        }
    }
    let (experiment, run) = (folder.join("many classes.ron"), folder.join("many classes run"));
    fs::write(&experiment, EXPERIMENT)?;
    let mut train = Command::new(env!("CARGO_BIN_EXE_bigode"));
    train.arg("train").arg(&photographs).arg("--config").arg(&experiment).arg("--out").arg(&run);
    let trained = train.output()?;
    if !trained.status.success() {
        return Err(String::from_utf8_lossy(&trained.stderr).into());
    }
    Ok(run)
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

/// The grid is scrolled down.
fn scrolled(number: usize) -> Vec<Event> {
    let wheel = Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, if number == 0 { 0.0 } else { -SCROLLED }),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    vec![Event::PointerMoved(pos2(600.0, 600.0)), wheel]
}

/// The pointer goes over the matrix in lines, to another cell with each frame.
fn pointed(number: usize) -> Vec<Event> {
    let (line, place) = (number / 30, number % 30);
    vec![Event::PointerMoved(pos2(260.0 + 10.0 * place as f32, 320.0 + 15.0 * line as f32))]
}

/// Runs sixty frames a second with these events, and prints how long they took.
fn measure(window: &mut Window, what: &str, events: impl Fn(usize) -> Vec<Event>) {
    let mut times: Vec<Duration> = (0..FRAMES)
        .map(|number| {
            let began = Instant::now();
            let (_, took) = window.run(events(number), Vec::new());
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
