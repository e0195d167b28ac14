//! A window that is left alone costs nothing, until there is something to tell.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::harness::Window;
use super::tour::tour;
use crate::config::DataSource;
use crate::data::Preprocessing;
use crate::engine::DatasetCommand;

#[test]
fn a_window_that_is_left_alone_is_not_painted_again_wherever_it_is() {
    let mut window = Window::open();
    // As on a desktop: tests do without a blinking cursor and without movement.
    crate::app::theme::apply(&window.harness.ctx);
    crate::app::theme::set_motion(&window.harness.ctx, false);
    let mut places = 0;
    tour(&mut window, |window, place| {
        // A running training is looked at ten times a second.
        if place != "a running training" {
            window.settle(place);
            places += 1;
        }
    });
    assert!(places > 30, "{places} places");
}

#[test]
fn whoever_has_something_to_tell_wakes_the_window() {
    let mut window = Window::open();
    window.settle("the first start");
    let woken = Arc::new(AtomicBool::new(false));
    let bell = Arc::clone(&woken);
    window.harness.ctx.set_request_repaint_callback(move |_| bell.store(true, Ordering::Relaxed));
    let source = DataSource::Drawings { count: 4, seed: 1 };
    let preprocessing = Preprocessing::of(&window.state().config);
    window.harness.state_mut().send(DatasetCommand::Open { generation: 1, source, preprocessing });
    // Not a frame is painted meanwhile.
    super::harness::patiently("the window is woken", || woken.load(Ordering::Relaxed));
}
