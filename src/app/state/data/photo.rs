//! The chosen photograph, large.

use eframe::egui::{Rect, TextureHandle};

use crate::engine::PhotoView;
use crate::shared_error::SharedError;

/// A photograph shown large.
pub struct PhotoDetail {
    /// Its place in the data set.
    pub index: usize,
    /// All that is known of it, or why it cannot be shown.
    pub photo: Result<PhotoTextures, SharedError>,
}

/// A photograph's facts and pictures, ready to paint.
pub struct PhotoTextures {
    /// The facts.
    pub facts: PhotoView,
    /// The photograph.
    pub large: TextureHandle,
    /// As the network sees it.
    pub seen: TextureHandle,
}

/// The movement from a small picture to the large photograph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth {
    /// Its place in the data set.
    pub index: usize,
    /// Where the small picture is.
    pub from: Rect,
    /// When the large one was first there to be painted, in the window's seconds.
    pub since: Option<f64>,
}
