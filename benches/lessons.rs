//! How long a lesson takes to open and to follow a slider, in a window without a screen.
//!
//! The drawings' network is asked, as it is without a run; a screen reader listens, which costs a part of each frame.
//! `benches/README.md` has the bounds.

#![expect(clippy::disallowed_macros, reason = "a measurement is printed")]

use std::error::Error;
use std::thread;
use std::time::{Duration, Instant};

use eframe::egui::accesskit::{Action, ActionRequest, Node, NodeId, Role, TreeId};
use eframe::egui::{Event, Key, Modifiers};

mod window;

use window::{Window, words_of};

const LESSONS: usize = 15;
/// Each is opened and moved so often; the median counts.
const ROUNDS: usize = 5;
/// Nothing more is expected once nothing has changed for so long.
const QUIET: Duration = Duration::from_millis(400);
/// Between two frames.
const PAUSE: Duration = Duration::from_millis(1);
/// What is said while something is still computed.
const BUSY: [&str; 3] = ["being computed…", "being asked…", "so far…"];

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo test` asks each bench to show that it runs; this one has nothing small to show.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let mut window = Window::new(folder.path())?;
    window.listen();
    window.press(Modifiers::COMMAND, Key::Num7);
    let [mut first, mut all, mut followed] = [const { Vec::new() }; 3].map(|of: Vec<Duration>| vec![of; LESSONS]);
    for _ in 0..ROUNDS {
        window.press(Modifiers::COMMAND, Key::Num7);
        window.press(Modifiers::COMMAND, Key::Num7);
        let index = window.nodes(Vec::new());
        let named = index.iter().find(|(_, node)| words_of(node).starts_with("Lesson 1: ")).ok_or("no lessons")?;
        let mut events = vec![request(named.0, Action::Click)];
        for lesson in 0..LESSONS {
            let times = settle(&mut window, events);
            first[lesson].push(times.first);
            all[lesson].push(times.all);
            if let Some(slider) = slider(&times.nodes) {
                followed[lesson].push(settle(&mut window, vec![request(slider, Action::Increment)]).all);
            }
            let key = |pressed| Event::Key {
                key: Key::ArrowRight,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers: Modifiers::NONE,
            };
            events = vec![key(true), key(false)];
        }
    }
    println!("milliseconds, medians of {ROUNDS}: lesson, first frame, everything there, slider followed");
    for lesson in 0..LESSONS {
        let [first, all, followed] =
            [&mut first[lesson], &mut all[lesson], &mut followed[lesson]].map(|times| median(times));
        println!("{:>2}  {first:>6}  {all:>6}  {followed:>6}", lesson + 1);
    }
    Ok(())
}

/// When what follows events was there.
struct Times {
    /// The first frame: all that no thread of the engine computes.
    first: Duration,
    /// Everything.
    all: Duration,
    nodes: Vec<(NodeId, Node)>,
}

/// Runs frames until nothing changes any more.
fn settle(window: &mut Window, events: Vec<Event>) -> Times {
    let since = Instant::now();
    // What is sent takes effect in the frame after it.
    window.nodes(events);
    let mut nodes = window.nodes(Vec::new());
    let first = since.elapsed();
    let told = |nodes: &[(NodeId, Node)]| nodes.iter().map(|(_, node)| words_of(node)).collect::<Vec<String>>();
    let (mut words, mut all) = (told(&nodes), first);
    while since.elapsed() < all + QUIET || words.iter().any(|word| is_busy(word)) {
        nodes = window.nodes(Vec::new());
        let now = told(&nodes);
        if now != words {
            all = since.elapsed();
            words = now;
        }
        thread::sleep(PAUSE);
    }
    Times { first, all, nodes }
}

fn is_busy(words: &str) -> bool {
    BUSY.iter().any(|busy| words.contains(busy))
}

/// The first slider that can be moved up.
fn slider(nodes: &[(NodeId, Node)]) -> Option<NodeId> {
    let (id, _) =
        nodes.iter().find(|(_, node)| node.role() == Role::Slider && node.supports_action(Action::Increment))?;
    Some(*id)
}

fn request(target: NodeId, action: Action) -> Event {
    Event::AccessKitActionRequest(ActionRequest { action, target_tree: TreeId::ROOT, target_node: target, data: None })
}

fn median(times: &mut [Duration]) -> String {
    times.sort_unstable();
    times.get(times.len() / 2).map_or_else(|| "-".to_owned(), |time| format!("{:.0}", time.as_secs_f64() * 1000.0))
}
