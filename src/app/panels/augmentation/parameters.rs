//! Every parameter of `ImageDataGenerator`, with its Keras name and unit, its own switch, reset and "only this".

use std::fmt::Display;

use eframe::egui::{Button, ComboBox, RichText, Role, Slider, SliderClamping, Ui, WidgetInfo};

use super::View;
use crate::app::state::{AugmentationState, Parameter};
use crate::app::theme::{GAP, INSIDE};
use crate::app::widgets::{Problems, at_right, emphasis, exact_field, rounded, sign_button, small};
use crate::config::{AugmentationConfig, FillMode, Form, Zoom};
use crate::text::AugmentationText;

/// Room for a slider's number and unit.
const BESIDE_SLIDER: f32 = 176.0;

pub fn parameters_ui(
    ui: &mut Ui,
    view: &View<'_>,
    state: &mut AugmentationState,
    config: &mut AugmentationConfig,
    problems: Problems<'_>,
) {
    form_ui(ui, view, config);
    ui.add_space(INSIDE);
    for parameter in Parameter::ALL {
        parameter_ui(ui, view, state, config, parameter);
        problems.show(ui, parameter.name());
    }
    ui.add_space(GAP);
    fill_ui(ui, view, config);
    problems.show(ui, "cval");
    ui.add_space(INSIDE);
    ui.horizontal_wrapped(|ui| {
        if ui.button(view.language.fill(AugmentationText::ResetAll, &[("name", &state.preset)])).clicked() {
            *config = state.usual();
            state.only = None;
        }
        if ui.button(view.text(AugmentationText::AllOff)).clicked() {
            for parameter in Parameter::ALL {
                if parameter.is_on(config) {
                    state.switch(parameter, false, config);
                }
            }
        }
    });
}

fn form_ui(ui: &mut Ui, view: &View<'_>, config: &mut AugmentationConfig) {
    ui.label(emphasis(view.text(AugmentationText::Form)));
    ui.horizontal(|ui| {
        for (form, name) in [
            (Form::Classic, AugmentationText::FormClassic),
            (Form::Modern, AugmentationText::FormModern),
            (Form::Corrected, AugmentationText::FormCorrected),
        ] {
            ui.selectable_value(&mut config.form, form, view.text(name));
        }
    });
    small(
        ui,
        view.text(match config.form {
            Form::Classic => AugmentationText::ClassicExplained,
            Form::Modern => AugmentationText::ModernExplained,
            Form::Corrected => AugmentationText::CorrectedExplained,
        }),
    );
}

fn parameter_ui(
    ui: &mut Ui,
    view: &View<'_>,
    state: &mut AugmentationState,
    config: &mut AugmentationConfig,
    parameter: Parameter,
) {
    let name = parameter.name();
    ui.push_id(name, |ui| {
        ui.horizontal(|ui| {
            let mut on = parameter.is_on(config);
            if ui.checkbox(&mut on, name).changed() {
                state.switch(parameter, on, config);
            }
            at_right(ui, name, |ui| {
                reset_ui(ui, view, state, config, parameter);
                only_ui(ui, view, state, parameter, on);
            });
        });
        if parameter.is_on(config) {
            value_ui(ui, view, config, parameter);
        }
        ui.add_space(4.0);
    });
}

/// Shows the effect of one parameter alone.
fn only_ui(ui: &mut Ui, view: &View<'_>, state: &mut AugmentationState, parameter: Parameter, on: bool) {
    let alone = state.only == Some(parameter);
    let only = view.language.fill(AugmentationText::Only, &[("name", &parameter.name())]);
    let sign = RichText::new(format!("◉ {}", view.text(AugmentationText::OnlySign))).small();
    let eye = ui.add_enabled(on || alone, Button::selectable(alone, sign)).on_hover_text(&only);
    eye.widget_info(|| WidgetInfo::selected(Role::Button, on || alone, alone, &only));
    if eye.clicked() {
        state.only = (!alone).then_some(parameter);
    }
}

/// Puts the preset's value back, where it is another.
fn reset_ui(
    ui: &mut Ui,
    view: &View<'_>,
    state: &AugmentationState,
    config: &mut AugmentationConfig,
    parameter: Parameter,
) {
    let mut usual = config.clone();
    parameter.copy(&state.usual(), &mut usual);
    let values: [(&str, &dyn Display); 2] = [("name", &parameter.name()), ("preset", &state.preset)];
    let full = view.language.fill(AugmentationText::Reset, &values);
    if usual != *config && sign_button(ui, "↺", &full, true) {
        *config = usual;
    }
}

/// The parameter's value with its unit; flips have none besides their switch.
fn value_ui(ui: &mut Ui, view: &View<'_>, config: &mut AugmentationConfig, parameter: Parameter) {
    let text = |text: AugmentationText| view.text(text);
    let name = parameter.name();
    match parameter {
        Parameter::Rotation => {
            slider(ui, name, &mut config.rotation_range, 0.5..=180.0, text(AugmentationText::Degrees));
        }
        Parameter::WidthShift => {
            let unit = shift_unit(config.width_shift_range, AugmentationText::ShareOfWidth);
            slider(ui, name, &mut config.width_shift_range, 0.01..=0.99, text(unit));
        }
        Parameter::HeightShift => {
            let unit = shift_unit(config.height_shift_range, AugmentationText::ShareOfHeight);
            slider(ui, name, &mut config.height_shift_range, 0.01..=0.99, text(unit));
        }
        Parameter::Shear => {
            slider(ui, name, &mut config.shear_range, 0.1..=60.0, text(AugmentationText::Degrees));
            small(ui, text(AugmentationText::ShearExplained));
        }
        Parameter::Zoom => match &mut config.zoom_range {
            Zoom::Amount(amount) => slider(ui, name, amount, 0.01..=0.9, text(AugmentationText::Factor)),
            Zoom::Range(low, high) => {
                slider(ui, name, low, 0.1..=1.0, text(AugmentationText::SmallestFactor));
                slider(ui, name, high, 1.0..=3.0, text(AugmentationText::LargestFactor));
            }
        },
        Parameter::Brightness => {
            let Some((low, high)) = &mut config.brightness_range else { return };
            slider(ui, name, low, 0.05..=1.0, text(AugmentationText::Darkest));
            slider(ui, name, high, 1.0..=3.0, text(AugmentationText::Lightest));
        }
        Parameter::ChannelShift => {
            slider(ui, name, &mut config.channel_shift_range, 1.0..=128.0, text(AugmentationText::Gray));
        }
        Parameter::HorizontalFlip | Parameter::VerticalFlip => {}
    }
}

/// From 1 on, Keras takes a shift for pixels.
fn shift_unit(range: f64, share: AugmentationText) -> AugmentationText {
    if range < 1.0 { share } else { AugmentationText::Pixels }
}

/// A slider named for its parameter and unit. It slides within `range`; a value beyond is shown and kept.
fn slider(ui: &mut Ui, name: &str, value: &mut f64, range: std::ops::RangeInclusive<f64>, unit: &str) {
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        ui.spacing_mut().slider_width = (ui.available_width() - BESIDE_SLIDER).clamp(48.0, 160.0);
        rounded(value, |value| {
            let unit_shown = RichText::new(unit).small().weak();
            let slider = Slider::new(value, range).clamping(SliderClamping::Never).max_decimals(3).text(unit_shown);
            let response = ui.add(slider);
            let full = format!("{name}, {unit}");
            response.widget_info(|| WidgetInfo::slider(true, *value, &full));
        });
    });
}

fn fill_ui(ui: &mut Ui, view: &View<'_>, config: &mut AugmentationConfig) {
    let name = |mode: FillMode| {
        view.text(match mode {
            FillMode::Nearest => AugmentationText::FillNearest,
            FillMode::Constant => AugmentationText::FillConstant,
            FillMode::Reflect => AugmentationText::FillReflect,
            FillMode::Wrap => AugmentationText::FillWrap,
        })
    };
    ui.horizontal(|ui| {
        let label = ui.label(view.text(AugmentationText::FillMode));
        let combo = ComboBox::from_id_salt("fill_mode").width(112.0).selected_text(name(config.fill_mode));
        let shown = combo.show_ui(ui, |ui| {
            for mode in [FillMode::Nearest, FillMode::Constant, FillMode::Reflect, FillMode::Wrap] {
                ui.selectable_value(&mut config.fill_mode, mode, name(mode));
            }
        });
        shown.response.labelled_by(label.id);
        if config.fill_mode == FillMode::Constant {
            exact_field(ui, view.text(AugmentationText::Cval), &mut config.cval, 1.0);
        }
    });
}
