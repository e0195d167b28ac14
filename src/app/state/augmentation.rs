//! Augmented versions of a photograph, and which parameters are on.

use eframe::egui::TextureHandle;

use crate::config::{self, AugmentationConfig, ColorJitter, RandomErasing, RandomResizedCrop, Zoom};
use crate::engine::AugmentationView;
use crate::shared_error::SharedError;

/// A parameter of `ImageDataGenerator`, or a transform of torchvision's, that can be switched on and off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Parameter {
    /// `rotation_range`.
    Rotation,
    /// `width_shift_range`.
    WidthShift,
    /// `height_shift_range`.
    HeightShift,
    /// `shear_range`.
    Shear,
    /// `zoom_range`.
    Zoom,
    /// `horizontal_flip`.
    HorizontalFlip,
    /// `vertical_flip`.
    VerticalFlip,
    /// `brightness_range`.
    Brightness,
    /// `channel_shift_range`.
    ChannelShift,
    /// `random_resized_crop`.
    RandomResizedCrop,
    /// `color_jitter`.
    ColorJitter,
    /// `random_erasing`.
    RandomErasing,
}

impl Parameter {
    /// All of them, Keras's in its order.
    pub const ALL: [Self; 12] = [
        Self::Rotation,
        Self::WidthShift,
        Self::HeightShift,
        Self::Brightness,
        Self::Shear,
        Self::Zoom,
        Self::ChannelShift,
        Self::HorizontalFlip,
        Self::VerticalFlip,
        Self::RandomResizedCrop,
        Self::ColorJitter,
        Self::RandomErasing,
    ];

    /// Its name in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rotation => "rotation_range",
            Self::WidthShift => "width_shift_range",
            Self::HeightShift => "height_shift_range",
            Self::Shear => "shear_range",
            Self::Zoom => "zoom_range",
            Self::HorizontalFlip => "horizontal_flip",
            Self::VerticalFlip => "vertical_flip",
            Self::Brightness => "brightness_range",
            Self::ChannelShift => "channel_shift_range",
            Self::RandomResizedCrop => "random_resized_crop",
            Self::ColorJitter => "color_jitter",
            Self::RandomErasing => "random_erasing",
        }
    }

    /// Whether it varies anything.
    #[must_use]
    pub fn is_on(self, config: &AugmentationConfig) -> bool {
        match self {
            Self::Rotation => config.rotation_range != 0.0,
            Self::WidthShift => config.width_shift_range != 0.0,
            Self::HeightShift => config.height_shift_range != 0.0,
            Self::Shear => config.shear_range != 0.0,
            Self::Zoom => config.zoom_range.range() != (1.0, 1.0),
            Self::HorizontalFlip => config.horizontal_flip,
            Self::VerticalFlip => config.vertical_flip,
            Self::Brightness => config.brightness_range.is_some(),
            Self::ChannelShift => config.channel_shift_range != 0.0,
            Self::RandomResizedCrop => config.random_resized_crop.is_some(),
            Self::ColorJitter => config.color_jitter.is_some(),
            Self::RandomErasing => config.random_erasing.is_some(),
        }
    }

    /// Takes this parameter's value from another configuration.
    pub fn copy(self, from: &AugmentationConfig, to: &mut AugmentationConfig) {
        match self {
            Self::Rotation => to.rotation_range = from.rotation_range,
            Self::WidthShift => to.width_shift_range = from.width_shift_range,
            Self::HeightShift => to.height_shift_range = from.height_shift_range,
            Self::Shear => to.shear_range = from.shear_range,
            Self::Zoom => to.zoom_range = from.zoom_range,
            Self::HorizontalFlip => to.horizontal_flip = from.horizontal_flip,
            Self::VerticalFlip => to.vertical_flip = from.vertical_flip,
            Self::Brightness => to.brightness_range = from.brightness_range,
            Self::ChannelShift => to.channel_shift_range = from.channel_shift_range,
            Self::RandomResizedCrop => to.random_resized_crop = from.random_resized_crop,
            Self::ColorJitter => to.color_jitter = from.color_jitter,
            Self::RandomErasing => to.random_erasing = from.random_erasing,
        }
    }
}

/// Values with a visible effect, for parameters switched on for the first time: the notebook's where it has one.
#[must_use]
pub fn visible_values() -> AugmentationConfig {
    AugmentationConfig {
        rotation_range: 15.0,
        width_shift_range: 0.1,
        height_shift_range: 0.1,
        shear_range: 0.1,
        zoom_range: Zoom::Amount(0.2),
        horizontal_flip: true,
        vertical_flip: true,
        brightness_range: Some((0.7, 1.3)),
        channel_shift_range: 30.0,
        random_resized_crop: Some(RandomResizedCrop { scale: (0.35, 1.0), ..RandomResizedCrop::default() }),
        color_jitter: Some(ColorJitter { brightness: 0.3, contrast: 0.3, saturation: 0.3 }),
        random_erasing: Some(RandomErasing { scale: (0.02, 0.2), ..RandomErasing::default() }),
        ..AugmentationConfig::default()
    }
}

/// A photograph's versions, ready to paint.
pub struct Versions {
    /// Parameters and matrices.
    pub view: AugmentationView,
    /// Without augmentation.
    pub original: TextureHandle,
    /// The versions.
    pub textures: Vec<TextureHandle>,
}

/// The augmentation page.
pub struct AugmentationState {
    /// The photograph's place in the data set.
    pub index: usize,
    /// The seed of the random draw.
    pub seed: u64,
    /// The chosen version, whose matrix is shown.
    pub selected: Option<usize>,
    /// Whether the chosen version's grid lies over the original.
    pub grid: bool,
    /// The only parameter that is applied, if one is shown alone.
    pub only: Option<Parameter>,
    /// The preset that the experiment came from: what parameters are reset to.
    pub preset: String,
    /// The values that switched-off parameters get when they are switched on.
    pub remembered: AugmentationConfig,
    /// The versions, or why there are none.
    pub versions: Option<Result<Versions, SharedError>>,
}

impl Default for AugmentationState {
    fn default() -> Self {
        Self {
            index: 0,
            seed: 0,
            selected: None,
            grid: false,
            only: None,
            preset: "notebook".to_owned(),
            remembered: visible_values(),
            versions: None,
        }
    }
}

impl AugmentationState {
    /// Versions in the grid, as in the notebook.
    pub const VERSIONS: usize = 15;

    /// Remembers the experiment's preset, which it loses when it is changed.
    pub fn follow(&mut self, preset: &str) {
        if self.preset != preset && config::PRESETS.iter().chain(config::LESSON_PRESETS).any(|known| *known == preset) {
            preset.clone_into(&mut self.preset);
        }
    }

    /// The preset's parameters.
    #[must_use]
    pub fn usual(&self) -> AugmentationConfig {
        config::preset(&self.preset).map(|preset| preset.augmentation).unwrap_or_default()
    }

    /// Switches a parameter, remembering its value for the next time.
    pub fn switch(&mut self, parameter: Parameter, on: bool, config: &mut AugmentationConfig) {
        if on {
            parameter.copy(&self.remembered, config);
        } else {
            parameter.copy(config, &mut self.remembered);
            parameter.copy(&AugmentationConfig::default(), config);
        }
    }

    /// The parameters that the versions are drawn with: all that are on, or one alone.
    #[must_use]
    pub fn effective(&self, config: &AugmentationConfig) -> AugmentationConfig {
        let Some(only) = self.only else { return config.clone() };
        let mut alone = AugmentationConfig {
            form: config.form,
            fill_mode: config.fill_mode,
            cval: config.cval,
            rescale: config.rescale,
            ..AugmentationConfig::default()
        };
        only.copy(config, &mut alone);
        alone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_switched_off_and_on_has_its_value_again() {
        let mut state = AugmentationState::default();
        let mut config = AugmentationConfig { rotation_range: 33.0, ..AugmentationConfig::default() };
        for parameter in Parameter::ALL {
            let on = parameter.is_on(&config);
            state.switch(parameter, true, &mut config);
            assert!(parameter.is_on(&config), "{} comes on", parameter.name());
            state.switch(parameter, false, &mut config);
            assert!(!parameter.is_on(&config), "{} goes off", parameter.name());
            assert!(!on || parameter == Parameter::Rotation);
        }
        config.rotation_range = 33.0;
        state.switch(Parameter::Rotation, false, &mut config);
        state.switch(Parameter::Rotation, true, &mut config);
        assert!((config.rotation_range - 33.0).abs() < f64::EPSILON);
    }

    #[test]
    fn one_parameter_alone_leaves_the_others_out() {
        let state = AugmentationState { only: Some(Parameter::Zoom), ..AugmentationState::default() };
        let alone = state.effective(&visible_values());
        let on: Vec<_> = Parameter::ALL.into_iter().filter(|parameter| parameter.is_on(&alone)).collect();
        assert_eq!(on, [Parameter::Zoom]);
    }
}
