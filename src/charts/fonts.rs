//! The font of figures: the window's own, so that none of the system's fonts is needed.

use std::sync::OnceLock;

use plotters::style::{FontStyle, register_font};

/// The font family that an SVG names; the program that opens it uses the system's font of this kind.
pub const FAMILY: &str = "sans-serif";

/// Registers the font with the drawing library, once; returns whether it can be read.
pub fn register() -> bool {
    static KNOWN: OnceLock<bool> = OnceLock::new();
    *KNOWN.get_or_init(|| {
        let regular = include_bytes!("../../assets/fonts/Inter-Regular.otf");
        let bold = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");
        register_font(FAMILY, FontStyle::Normal, regular).is_ok()
            && register_font(FAMILY, FontStyle::Bold, bold).is_ok()
    })
}
