//! egui's style made from the tokens.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::style::{WidgetVisuals, Widgets};
use eframe::egui::{
    Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Shadow, Stroke, Style, TextStyle, Theme,
    Visuals, vec2,
};

use super::Tokens;

/// Between a label and its field.
pub const GAP: f32 = 8.0;
/// Inside a group.
pub const INSIDE: f32 = 16.0;
/// Between groups.
pub const GROUP: f32 = 24.0;
/// Size of a page's title, in points.
pub const TITLE: f32 = 22.0;
/// Size of a group's title, in points.
pub const SECTION: f32 = 15.0;
/// The font family of the one weight that stands out.
pub const EMPHASIS: &str = "emphasis";

const BODY: f32 = 14.0;
const SMALL: f32 = 12.0;

/// Sets both themes' styles and the window's fonts.
pub fn apply(context: &Context) {
    context.set_fonts(fonts());
    // The window's own zoom commands do this, and remember it.
    context.options_mut(|options| options.zoom_with_keyboard = false);
    for theme in [Theme::Dark, Theme::Light] {
        context.set_style_of(theme, style(theme, &Tokens::of(theme)));
    }
}

/// How long what opens or changes takes, in seconds.
const MOTION: f32 = 0.1;

/// Switches animations on or off.
pub fn set_motion(context: &Context, reduced: bool) {
    context.all_styles_mut(|style| style.animation_time = if reduced { 0.0 } else { MOTION });
}

/// The window's fonts: Inter for text, egui's own for signs and code.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let regular = FontData::from_static(include_bytes!("../../../assets/fonts/Inter-Regular.otf"));
    let emphasis = FontData::from_static(include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"));
    fonts.font_data.insert("Inter".to_owned(), Arc::new(regular));
    fonts.font_data.insert("Inter emphasis".to_owned(), Arc::new(emphasis));
    // Hack, egui's font for code, has the arrows and shapes that Inter lacks.
    let code = fonts.families.entry(FontFamily::Monospace).or_default();
    let signs = code.clone();
    code.push("Inter".to_owned());
    let with = |first: &str| [first.to_owned()].into_iter().chain(signs.clone()).collect();
    fonts.families.insert(FontFamily::Proportional, with("Inter"));
    fonts.families.insert(FontFamily::Name(EMPHASIS.into()), with("Inter emphasis"));
    fonts
}

fn style(theme: Theme, tokens: &Tokens) -> Style {
    let mut style = theme.default_style();
    style.text_styles = BTreeMap::from([
        (TextStyle::Small, FontId::new(SMALL, FontFamily::Proportional)),
        (TextStyle::Body, FontId::new(BODY, FontFamily::Proportional)),
        (TextStyle::Button, FontId::new(BODY, FontFamily::Proportional)),
        (TextStyle::Monospace, FontId::new(SMALL + 1.0, FontFamily::Monospace)),
        (TextStyle::Heading, FontId::new(TITLE, FontFamily::Proportional)),
    ]);
    style.spacing.item_spacing = vec2(GAP, GAP);
    style.spacing.button_padding = vec2(12.0, 6.0);
    style.spacing.interact_size = vec2(40.0, 32.0);
    style.spacing.slider_width = 160.0;
    style.spacing.combo_width = 160.0;
    style.spacing.icon_width = 16.0;
    // Room for the scroll bar, so that it never lies on what is scrolled.
    style.spacing.scroll.floating_allocated_width = GAP;
    style.interaction.selectable_labels = false;
    style.visuals = visuals(theme, tokens);
    style
}

fn visuals(theme: Theme, tokens: &Tokens) -> Visuals {
    let mut visuals = theme.default_visuals();
    visuals.panel_fill = tokens.surface;
    visuals.window_fill = tokens.surface;
    visuals.window_stroke = Stroke::new(1.0, tokens.line);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.window_shadow = Shadow { offset: [0, 4], blur: 24, spread: 0, ..visuals.window_shadow };
    visuals.extreme_bg_color = tokens.background;
    visuals.text_edit_bg_color = Some(tokens.background);
    visuals.faint_bg_color = tokens.raised.gamma_multiply(0.5);
    visuals.code_bg_color = tokens.raised;
    visuals.weak_text_color = Some(tokens.text_weak);
    visuals.hyperlink_color = tokens.accent;
    visuals.warn_fg_color = tokens.warning;
    visuals.error_fg_color = tokens.failure;
    visuals.selection.bg_fill = tokens.accent_faint;
    visuals.selection.stroke = Stroke::new(1.0, tokens.accent);
    visuals.slider_trailing_fill = true;
    // A window in which nothing happens is not painted again.
    visuals.text_cursor.blink = false;
    visuals.widgets = widgets(tokens);
    visuals
}

fn widgets(tokens: &Tokens) -> Widgets {
    let widget = |fill, border: Stroke| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: border,
        corner_radius: CornerRadius::same(6),
        fg_stroke: Stroke::new(1.0, tokens.text),
        expansion: 0.0,
    };
    let line = Stroke::new(1.0, tokens.line);
    Widgets {
        noninteractive: widget(tokens.surface, line),
        inactive: widget(tokens.raised, line),
        hovered: widget(tokens.hovered, Stroke::new(1.0, tokens.text_weak)),
        // What has the keyboard has a thick border; what is chosen is filled.
        active: widget(tokens.raised, Stroke::new(2.0, tokens.accent)),
        open: widget(tokens.hovered, Stroke::new(1.0, tokens.accent)),
    }
}
