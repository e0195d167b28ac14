//! Pictures as textures.

use eframe::egui::{ColorImage, Context, TextureHandle, TextureOptions};

use crate::data::Picture;
use crate::engine::ColourOverlay;

/// A picture that is scaled smoothly.
pub fn smooth(context: &Context, name: &str, picture: &Picture) -> TextureHandle {
    context.load_texture(name, image(picture), TextureOptions::LINEAR)
}

/// A picture whose pixels stay squares when it is enlarged.
pub fn pixelated(context: &Context, name: &str, picture: &Picture) -> TextureHandle {
    let options = TextureOptions { magnification: eframe::egui::TextureFilter::Nearest, ..TextureOptions::LINEAR };
    context.load_texture(name, image(picture), options)
}

/// A heat map with its transparency, to be painted over a picture.
pub fn overlay(context: &Context, name: &str, overlay: &ColourOverlay) -> TextureHandle {
    let image = ColorImage::from_rgba_unmultiplied([overlay.width, overlay.height], &overlay.rgba);
    context.load_texture(name, image, TextureOptions::LINEAR)
}

fn image(picture: &Picture) -> ColorImage {
    ColorImage::from_rgb([picture.width, picture.height], &picture.rgb)
}

/// A pasted picture as the engine takes it, on white where it is transparent.
pub fn picture_of(image: &ColorImage) -> Picture {
    let over_white = |channel: u8, alpha: u8| channel.saturating_add(255 - alpha);
    // Color32 is premultiplied, so the rest up to full opacity is white.
    let rgb = image.pixels.iter().flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()].map(|c| over_white(c, pixel.a())));
    Picture { height: image.height(), width: image.width(), rgb: rgb.collect() }
}
