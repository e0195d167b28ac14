//! Dropped files where the toolkit loses them: winit passes on nothing of a list that it cannot read as a whole.

pub mod list;

#[cfg(all(unix, not(target_os = "macos")))]
mod x11;

use crossbeam_channel::Receiver;

/// What a drag does over the window.
#[derive(Debug, PartialEq, Eq)]
pub enum Dragged {
    /// It came, or it left.
    Hovers(bool),
    /// It was dropped, with this list of addresses.
    Dropped(Vec<u8>),
}

/// Drags over the window that are received beside winit.
pub struct Drops(Receiver<Dragged>);

impl Drops {
    /// Receives them from now on. Nothing where winit receives them itself.
    #[must_use]
    pub fn receive(creation: &eframe::CreationContext<'_>) -> Option<Self> {
        receive(creation).map(Self)
    }

    /// What came next, if anything did.
    #[must_use]
    pub fn next(&self) -> Option<Dragged> {
        self.0.try_recv().ok()
    }

    /// Drags that a test sends.
    #[cfg(test)]
    pub const fn of(receiver: Receiver<Dragged>) -> Self {
        Self(receiver)
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn receive(creation: &eframe::CreationContext<'_>) -> Option<Receiver<Dragged>> {
    let context = creation.egui_ctx.clone();
    x11::receive(creation, move || context.request_repaint())
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn receive(_creation: &eframe::CreationContext<'_>) -> Option<Receiver<Dragged>> {
    None
}
