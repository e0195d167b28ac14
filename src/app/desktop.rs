//! The window on a desktop.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

use eframe::egui::ViewportBuilder;

use super::{App, AppOptions};

/// What other programs and the desktop know the window by.
const APP_ID: &str = "bigode";

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Neither X11 nor Wayland answers.
    #[error("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)")]
    NoDisplay,
    /// The window cannot be opened.
    #[error("the window cannot be opened: {0}")]
    Window(String),
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// If there is no display, or the window cannot be opened on it.
pub fn run() -> Result<(), AppError> {
    if !has_display() {
        return Err(AppError::NoDisplay);
    }
    let options = AppOptions::of_system().map_err(|error| AppError::Window(error.to_string()))?;
    let native = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title("Bigode")
            .with_app_id(APP_ID)
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([720.0, 480.0])
            .with_drag_and_drop(true),
        event_loop_builder: Some(Box::new(prefer_x11)),
        ..eframe::NativeOptions::default()
    };
    let shown = AtomicBool::new(false);
    let opened = catch_unwind(AssertUnwindSafe(|| {
        let create = |creation: &eframe::CreationContext<'_>| {
            shown.store(true, Ordering::Relaxed);
            Ok(Box::new(App::on_desktop(creation, &options)?) as Box<dyn eframe::App>)
        };
        eframe::run_native(APP_ID, native, Box::new(create))
    }));
    match opened {
        Ok(result) => result.map_err(|error| AppError::Window(error.to_string())),
        // Graphics libraries panic where others return an error; a panic after the window was shown is our own fault.
        Err(panic) if shown.into_inner() => resume_unwind(panic),
        Err(_) => Err(AppError::Window("the desktop's graphics failed".to_owned())),
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn has_display() -> bool {
    true
}

/// winit delivers dropped files on X11 (`XWayland` too) but not on Wayland.
#[cfg(all(unix, not(target_os = "macos")))]
fn prefer_x11(builder: &mut eframe::EventLoopBuilder<eframe::UserEvent>) {
    use winit::platform::x11::EventLoopBuilderExtX11 as _;
    if std::env::var_os("DISPLAY").is_some_and(|value| !value.is_empty()) {
        builder.with_x11();
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn prefer_x11(_builder: &mut eframe::EventLoopBuilder<eframe::UserEvent>) {}
