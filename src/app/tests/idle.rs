//! A window without input is painted again only when an event arrives.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use eframe::egui::ViewportId;

use super::harness::{Window, wait_until};
use super::tour::tour;
use crate::config::DataSource;
use crate::data::Preprocessing;
use crate::engine::{DatasetCommand, FilesCommand};

#[test]
fn an_idle_window_is_not_painted_again_on_any_page() {
    let mut window = Window::open();
    // As on a desktop: tests do without a blinking cursor and without movement.
    crate::app::theme::apply(&window.harness.ctx);
    crate::app::theme::set_motion(&window.harness.ctx, false);
    let mut places = 0;
    tour(&mut window, |window, place| {
        // During a training the window is painted ten times a second.
        if place != "a running training" {
            window.settle(place);
            places += 1;
        }
    });
    assert!(places > 30, "{places} places");
}

#[test]
fn an_event_of_the_engine_wakes_the_window() {
    let mut window = Window::open();
    window.settle("the first start");
    let woken = Arc::new(AtomicBool::new(false));
    let requested = Arc::clone(&woken);
    window.harness.ctx.set_request_repaint_callback(move |_| requested.store(true, Ordering::Relaxed));
    let source = DataSource::drawings(4, 1);
    let preprocessing = Preprocessing::of(&window.state().subject.config);
    window.harness.state_mut().send(DatasetCommand::Open { generation: 1, source, preprocessing });
    // No frame is painted meanwhile.
    wait_until("the window is woken", || woken.load(Ordering::Relaxed));
}

#[test]
fn events_beyond_a_frames_budget_are_taken_in_the_next_frames() {
    const FILES: usize = 30;
    let mut window = Window::open();
    window.settle("the first start");
    // Each frame takes one event in.
    window.harness.state_mut().event_budget = Duration::ZERO;
    let path = |number: usize| window.folder.path().join(format!("file {number}"));
    let paths: Vec<PathBuf> = (0..=FILES).map(path).collect();
    for path in &paths {
        let write = FilesCommand::Write { path: path.clone(), contents: String::new() };
        window.harness.state_mut().send(write);
    }
    // One thread writes a file after the other, each followed by its event: all but the last event have arrived.
    wait_until("the files are written", || paths.iter().all(|path| path.exists()));
    let taken = |window: &Window| window.state().notices.all().len();
    let mut frames = 0;
    loop {
        window.harness.step();
        frames += 1;
        if frames == 1 {
            assert!(taken(&window) < FILES, "the first frame takes {} events in", taken(&window));
        }
        let delay = window.harness.output().viewport_output[&ViewportId::ROOT].repaint_delay;
        if delay == Duration::MAX || frames > 100 * FILES {
            break;
        }
    }
    assert!(taken(&window) >= FILES, "after {} of {FILES} events no frame takes the others in", taken(&window));
}
