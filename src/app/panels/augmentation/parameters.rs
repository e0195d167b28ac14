//! Every parameter of `ImageDataGenerator`, with its Keras name and unit, its own switch, reset and "only this".

use eframe::egui::{Button, ComboBox, RichText, Slider, Ui};

use super::View;
use crate::app::state::{AugmentationState, Parameter};
use crate::app::texts::AugmentationText;
use crate::app::theme::{GAP, INSIDE};
use crate::app::widgets::{emphasis, small};
use crate::config::{self, AugmentationConfig, FillMode, Form, Zoom};

/// Room for a slider's number and unit.
const BESIDE_SLIDER: f32 = 176.0;

pub fn parameters_ui(ui: &mut Ui, view: &View<'_>, state: &mut AugmentationState, config: &mut AugmentationConfig) {
    form_ui(ui, view, config);
    ui.add_space(INSIDE);
    for parameter in Parameter::ALL {
        parameter_ui(ui, view, state, config, parameter);
    }
    ui.add_space(GAP);
    fill_ui(ui, view, config);
    ui.add_space(INSIDE);
    ui.horizontal_wrapped(|ui| {
        if ui.button(view.text(AugmentationText::ResetAll)).clicked()
            && let Ok(notebook) = config::preset("notebook")
        {
            *config = notebook.augmentation;
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
            let alone = state.only == Some(parameter);
            let only = view.language.fill(AugmentationText::Only, &[("name", &name)]);
            let sign = RichText::new(format!("◉ {}", view.text(AugmentationText::OnlySign))).small();
            ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
                let eye = ui.add_enabled(on || alone, Button::selectable(alone, sign)).on_hover_text(&only);
                eye.widget_info(|| {
                    eframe::egui::WidgetInfo::selected(eframe::egui::Role::Button, on || alone, alone, &only)
                });
                if eye.clicked() {
                    state.only = (!alone).then_some(parameter);
                }
            });
        });
        if parameter.is_on(config) {
            value_ui(ui, view, config, parameter);
        }
        ui.add_space(4.0);
    });
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
            slider(ui, name, &mut config.width_shift_range, 0.01..=0.99, text(AugmentationText::ShareOfWidth));
        }
        Parameter::HeightShift => {
            slider(ui, name, &mut config.height_shift_range, 0.01..=0.99, text(AugmentationText::ShareOfHeight));
        }
        Parameter::Shear => {
            slider(ui, name, &mut config.shear_range, 0.1..=60.0, text(AugmentationText::Degrees));
            small(ui, text(AugmentationText::ShearExplained));
        }
        Parameter::Zoom => {
            let (low, high) = config.zoom_range.range();
            let mut amount = (high - low) / 2.0;
            if slider(ui, name, &mut amount, 0.01..=0.9, text(AugmentationText::Factor)) {
                config.zoom_range = Zoom::Amount(amount);
            }
        }
        Parameter::Brightness => {
            let Some((mut low, mut high)) = config.brightness_range else { return };
            let darker = slider(ui, name, &mut low, 0.05..=1.0, text(AugmentationText::Darkest));
            let lighter = slider(ui, name, &mut high, 1.0..=3.0, text(AugmentationText::Lightest));
            if darker || lighter {
                config.brightness_range = Some((low, high));
            }
        }
        Parameter::ChannelShift => {
            slider(ui, name, &mut config.channel_shift_range, 1.0..=128.0, text(AugmentationText::Gray));
        }
        Parameter::HorizontalFlip | Parameter::VerticalFlip => {}
    }
}

/// A slider named for its parameter and unit. Whether it was moved.
fn slider(ui: &mut Ui, name: &str, value: &mut f64, range: std::ops::RangeInclusive<f64>, unit: &str) -> bool {
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        ui.spacing_mut().slider_width = (ui.available_width() - BESIDE_SLIDER).clamp(48.0, 160.0);
        let response = ui.add(Slider::new(value, range).max_decimals(3).text(RichText::new(unit).small().weak()));
        let moved = response.changed();
        let full = format!("{name}, {unit}");
        response.widget_info(|| eframe::egui::WidgetInfo::slider(true, *value, &full));
        moved
    })
    .inner
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
            let label = ui.label(view.text(AugmentationText::Cval));
            let field = eframe::egui::DragValue::new(&mut config.cval).range(0.0..=255.0);
            ui.add(field).labelled_by(label.id);
        }
    });
}
