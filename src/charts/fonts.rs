//! The letters that figures are set in: the window's own font, so that nothing depends on what a system has.

use std::sync::OnceLock;

use plotters::style::{FontStyle, register_font};

/// The name that an SVG asks for. Whoever opens it sees the system's own letters of this kind.
pub const FAMILY: &str = "sans-serif";

/// Makes the font known to the drawing library, once. Whether it could be read.
pub fn register() -> bool {
    static KNOWN: OnceLock<bool> = OnceLock::new();
    *KNOWN.get_or_init(|| {
        let regular = include_bytes!("../../assets/fonts/Inter-Regular.otf");
        let bold = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");
        register_font(FAMILY, FontStyle::Normal, regular).is_ok()
            && register_font(FAMILY, FontStyle::Bold, bold).is_ok()
    })
}
