//! Every parameter of `ImageDataGenerator`, with its Keras name and unit, its own switch, reset and "only this".

use std::fmt::Display;

use eframe::egui::{Button, RichText, Role, Slider, SliderClamping, TextStyle, Ui, WidgetInfo};

use super::View;
use crate::app::state::{AugmentationState, Parameter};
use crate::app::theme::{GAP, INSIDE, SECTION};
use crate::app::widgets::{
    Problems, at_right, combo, emphasis, exact_field, explained_here, keras_switch, rounded, sign_button, small,
    term_field, width_of,
};
use crate::config::{AugmentationConfig, FillMode, Form, Zoom};
use crate::lessons::glossary::Glossed;
use crate::text::{AugmentationText, Language, preset_name};

/// Room for a slider's number.
const NUMBER: f32 = 72.0;

pub fn parameters_ui(
    ui: &mut Ui,
    view: &View<'_>,
    state: &mut AugmentationState,
    config: &mut AugmentationConfig,
    problems: Problems<'_>,
) {
    ui.horizontal_wrapped(|ui| {
        let preset = preset_name(view.language, &state.preset);
        if ui.button(view.language.fill(AugmentationText::ResetAll, &[("name", &preset)])).clicked() {
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
    ui.add_space(GAP);
    for parameter in Parameter::ALL {
        parameter_ui(ui, view, state, config, parameter);
        problems.show(ui, parameter.name());
    }
    ui.add_space(GAP);
    fill_ui(ui, view, config);
    problems.show(ui, "cval");
    ui.add_space(INSIDE);
    form_ui(ui, view, config);
}

fn form_ui(ui: &mut Ui, view: &View<'_>, config: &mut AugmentationConfig) {
    ui.label(emphasis(view.text(AugmentationText::Form)).size(SECTION));
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
            if keras_switch(ui, view.language, &mut on, name).changed() {
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
        if let Some(term) = Glossed::of_keras(name) {
            explained_here(ui, ui.min_rect(), term);
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
    let values: [(&str, &dyn Display); 2] =
        [("name", &parameter.name()), ("preset", &preset_name(view.language, &state.preset))];
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
            slider(ui, view.language, name, &mut config.rotation_range, 0.5..=180.0, text(AugmentationText::Degrees));
        }
        Parameter::WidthShift => {
            let unit = shift_unit(config.width_shift_range, AugmentationText::ShareOfWidth);
            slider(ui, view.language, name, &mut config.width_shift_range, 0.01..=0.99, text(unit));
        }
        Parameter::HeightShift => {
            let unit = shift_unit(config.height_shift_range, AugmentationText::ShareOfHeight);
            slider(ui, view.language, name, &mut config.height_shift_range, 0.01..=0.99, text(unit));
        }
        Parameter::Shear => {
            slider(ui, view.language, name, &mut config.shear_range, 0.1..=60.0, text(AugmentationText::Degrees));
            small(ui, text(AugmentationText::ShearExplained));
        }
        Parameter::Zoom => match &mut config.zoom_range {
            Zoom::Amount(amount) => slider(ui, view.language, name, amount, 0.01..=0.9, text(AugmentationText::Factor)),
            Zoom::Range(low, high) => {
                slider(ui, view.language, name, low, 0.1..=1.0, text(AugmentationText::SmallestFactor));
                slider(ui, view.language, name, high, 1.0..=3.0, text(AugmentationText::LargestFactor));
            }
        },
        Parameter::Brightness => {
            let Some((low, high)) = &mut config.brightness_range else { return };
            slider(ui, view.language, name, low, 0.05..=1.0, text(AugmentationText::Darkest));
            slider(ui, view.language, name, high, 1.0..=3.0, text(AugmentationText::Lightest));
        }
        Parameter::ChannelShift => {
            slider(ui, view.language, name, &mut config.channel_shift_range, 1.0..=128.0, text(AugmentationText::Gray));
        }
        Parameter::RandomResizedCrop => {
            let Some(crop) = &mut config.random_resized_crop else { return };
            slider(ui, view.language, name, &mut crop.scale.0, 0.05..=1.0, text(AugmentationText::SmallestArea));
            slider(ui, view.language, name, &mut crop.scale.1, 0.05..=1.0, text(AugmentationText::LargestArea));
        }
        Parameter::ColorJitter => {
            let Some(jitter) = &mut config.color_jitter else { return };
            slider(ui, view.language, name, &mut jitter.brightness, 0.0..=1.0, text(AugmentationText::Brightness));
            slider(ui, view.language, name, &mut jitter.contrast, 0.0..=1.0, text(AugmentationText::Contrast));
            slider(ui, view.language, name, &mut jitter.saturation, 0.0..=1.0, text(AugmentationText::Saturation));
        }
        Parameter::RandomErasing => {
            let Some(erasing) = &mut config.random_erasing else { return };
            slider(ui, view.language, name, &mut erasing.p, 0.05..=1.0, text(AugmentationText::ShareOfPhotographs));
            slider(ui, view.language, name, &mut erasing.scale.0, 0.01..=0.9, text(AugmentationText::SmallestArea));
            slider(ui, view.language, name, &mut erasing.scale.1, 0.01..=0.9, text(AugmentationText::LargestArea));
        }
        Parameter::HorizontalFlip | Parameter::VerticalFlip => {}
    }
}

/// From 1 on, Keras takes a shift for pixels.
fn shift_unit(range: f64, share: AugmentationText) -> AugmentationText {
    if range < 1.0 { share } else { AugmentationText::Pixels }
}

/// A slider named for its parameter and unit. It slides within `range`; a value beyond is shown and kept.
fn slider(
    ui: &mut Ui,
    language: Language,
    name: &str,
    value: &mut f64,
    range: std::ops::RangeInclusive<f64>,
    unit: &str,
) {
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        let words = width_of(ui, unit, &TextStyle::Small.resolve(ui.style()));
        ui.spacing_mut().slider_width = (ui.available_width() - words - NUMBER).clamp(48.0, 120.0);
        rounded(value, |value| {
            let unit_shown = RichText::new(unit).small().weak();
            let slider = Slider::new(value, range)
                .clamping(SliderClamping::Never)
                .max_decimals(3)
                .custom_formatter(move |value, _| language.point_in(&((value * 1000.0).round() / 1000.0).to_string()))
                .custom_parser(Language::typed)
                .text(unit_shown);
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
        let modes = [FillMode::Nearest, FillMode::Constant, FillMode::Reflect, FillMode::Wrap];
        let modes = modes.map(|mode| (mode, name(mode)));
        let chosen = (config.fill_mode, name(config.fill_mode));
        term_field(ui, view.language, view.text(AugmentationText::FillMode), Glossed::FillMode, |ui| {
            let (response, picked) = combo(ui, "fill_mode", 112.0, chosen, &modes);
            config.fill_mode = picked.unwrap_or(config.fill_mode);
            response
        });
        if config.fill_mode == FillMode::Constant {
            exact_field(ui, view.language, view.text(AugmentationText::Cval), &mut config.cval, 1.0);
        }
    });
}
