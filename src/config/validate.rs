//! Which values are allowed in a configuration.

use std::{fmt::Display, path::Path};

use super::{
    Allowed, AugmentationConfig, CallbackConfig, ConfigError, DataConfig, DataSource, Fault, LayerConfig, Metric,
    NetworkConfig, OptimizerConfig, Problem, RunConfig, TrainingConfig, Units, Zoom,
};

/// The inputs of more photographs in a step would not fit into memory.
const MAX_BATCH_SIZE: usize = 1 << 16;

impl RunConfig {
    /// Checks every value by itself. Whether the layers fit each other is checked by `nn`.
    ///
    /// # Errors
    /// The first of [`RunConfig::problems`].
    pub fn validate(&self) -> Result<(), ConfigError> {
        self.problems().into_iter().next().map_or(Ok(()), |problem| Err(problem.into()))
    }

    /// Every value that a run cannot have.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Problems::default();
        let fits_a_folder = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        problems.unless(!self.preset.is_empty() && self.preset.chars().all(fits_a_folder), "preset", || {
            Fault::FolderName(self.preset.clone())
        });
        problems.data(&self.data);
        problems.augmentation(&self.augmentation);
        problems.network(&self.network);
        problems.training(&self.training);
        for (index, callback) in self.callbacks.iter().enumerate() {
            problems.callback(&format!("callbacks[{index}]"), callback);
        }
        problems.found
    }
}

#[derive(Default)]
struct Problems {
    found: Vec<Problem>,
}

impl Problems {
    fn unless(&mut self, good: bool, field: &str, fault: impl FnOnce() -> Fault) {
        if !good {
            self.found.push(Problem { field: field.to_owned(), fault: fault() });
        }
    }

    fn number(&mut self, good: bool, field: &str, value: impl Display, allowed: Allowed) {
        self.unless(good, field, || Fault::Number { allowed, found: value.to_string() });
    }

    fn finite(&mut self, field: &str, value: f64) {
        self.number(value.is_finite(), field, value, Allowed::Finite);
    }

    fn positive(&mut self, field: &str, value: impl Into<f64> + Display + Copy) {
        let number = value.into();
        self.number(number > 0.0 && number.is_finite(), field, value, Allowed::Positive);
    }

    fn not_negative(&mut self, field: &str, value: f64) {
        self.number(value >= 0.0 && value.is_finite(), field, value, Allowed::NotNegative);
    }

    /// From 0 to less than 1.
    fn share(&mut self, field: &str, value: impl Into<f64> + Display + Copy) {
        self.number((0.0..1.0).contains(&value.into()), field, value, Allowed::Share);
    }

    /// Greater than 0 and less than 1.
    fn inner_share(&mut self, field: &str, value: f64) {
        self.number(value > 0.0 && value < 1.0, field, value, Allowed::InnerShare);
    }

    fn at_least_one(&mut self, field: &str, value: usize) {
        self.number(value >= 1, field, value, Allowed::AtLeast(1));
    }

    fn size(&mut self, field: &str, (height, width): (usize, usize)) {
        self.number(height >= 1 && width >= 1, field, format!("({height}, {width})"), Allowed::BothWays);
    }

    fn data(&mut self, data: &DataConfig) {
        self.inner_share("data.validation_share", data.validation_share);
        match &data.source {
            Some(DataSource::Path(path)) => self.path("data.source", path),
            Some(DataSource::Drawings { count, .. }) => {
                self.number(*count >= 2, "data.source.count", count, Allowed::AtLeast(2));
            }
            None => {}
        }
        if let Some(path) = &data.overlay {
            self.path("data.overlay", path);
        }
    }

    /// RON is Unicode, so a path that is not Unicode could not be read back.
    fn path(&mut self, field: &str, path: &Path) {
        self.unless(path.to_str().is_some(), field, || Fault::NotUnicode(path.to_owned()));
    }

    fn augmentation(&mut self, augmentation: &AugmentationConfig) {
        let AugmentationConfig {
            rotation_range,
            width_shift_range,
            height_shift_range,
            shear_range,
            zoom_range,
            brightness_range,
            channel_shift_range,
            cval,
            rescale,
            ..
        } = augmentation;
        for (field, value) in [
            ("rotation_range", rotation_range),
            ("width_shift_range", width_shift_range),
            ("height_shift_range", height_shift_range),
            ("shear_range", shear_range),
            ("channel_shift_range", channel_shift_range),
        ] {
            self.not_negative(&format!("augmentation.{field}"), *value);
        }
        match *zoom_range {
            Zoom::Amount(amount) => self.share("augmentation.zoom_range", amount as f32),
            Zoom::Range(low, high) => self.number(
                low > 0.0 && low <= high && high.is_finite(),
                "augmentation.zoom_range",
                format!("({low}, {high})"),
                Allowed::RisingPositive,
            ),
        }
        if let Some((low, high)) = *brightness_range {
            self.number(
                low >= 0.0 && low <= high && high.is_finite(),
                "augmentation.brightness_range",
                format!("({low}, {high})"),
                Allowed::RisingNotNegative,
            );
        }
        self.finite("augmentation.cval", *cval);
        self.positive("augmentation.rescale", *rescale);
    }

    fn network(&mut self, network: &NetworkConfig) {
        self.size("network.input", network.input);
        self.unless(!network.layers.is_empty(), "network.layers", || Fault::NoLayers);
        for (index, layer) in network.layers.iter().enumerate() {
            self.layer(&format!("network.layers[{index}]"), layer);
        }
    }

    fn layer(&mut self, at: &str, layer: &LayerConfig) {
        match layer {
            LayerConfig::Conv2D { filters, kernel_size, strides, .. } => {
                self.at_least_one(&format!("{at}.filters"), *filters);
                self.size(&format!("{at}.kernel_size"), *kernel_size);
                self.size(&format!("{at}.strides"), *strides);
            }
            LayerConfig::BatchNormalization { momentum, epsilon } => {
                self.share(&format!("{at}.momentum"), *momentum);
                self.positive(&format!("{at}.epsilon"), *epsilon);
            }
            LayerConfig::MaxPooling2D { pool_size, strides, .. }
            | LayerConfig::AveragePooling2D { pool_size, strides, .. } => {
                self.size(&format!("{at}.pool_size"), *pool_size);
                self.size(&format!("{at}.strides"), strides.unwrap_or((1, 1)));
            }
            LayerConfig::Dropout { rate } => self.share(&format!("{at}.rate"), *rate),
            LayerConfig::Dense { units: Units::Count(count), .. } => {
                self.at_least_one(&format!("{at}.units"), *count);
            }
            LayerConfig::Dense { units: Units::Classes, .. }
            | LayerConfig::GlobalAveragePooling2D {}
            | LayerConfig::Flatten {} => {}
        }
    }

    fn training(&mut self, training: &TrainingConfig) {
        let at = |field: &str| format!("training.optimizer.{field}");
        self.positive(&at("learning_rate"), training.optimizer.learning_rate());
        match training.optimizer {
            OptimizerConfig::SGD { momentum, .. } => self.share(&at("momentum"), momentum),
            OptimizerConfig::RMSprop { rho, momentum, epsilon, .. } => {
                self.share(&at("rho"), rho);
                self.share(&at("momentum"), momentum);
                self.positive(&at("epsilon"), epsilon);
            }
            OptimizerConfig::Adam { beta_1, beta_2, epsilon, .. } => {
                self.share(&at("beta_1"), beta_1);
                self.share(&at("beta_2"), beta_2);
                self.positive(&at("epsilon"), epsilon);
            }
        }
        let batch_size = training.batch_size;
        let possible = (1..=MAX_BATCH_SIZE).contains(&batch_size);
        self.number(possible, "training.batch_size", batch_size, Allowed::UpTo(MAX_BATCH_SIZE));
        self.at_least_one("training.epochs", training.epochs);
    }

    fn callback(&mut self, at: &str, callback: &CallbackConfig) {
        if let Some(Err(unknown)) = callback.monitor().map(str::parse::<Metric>) {
            self.unless(false, &format!("{at}.monitor"), || unknown.into());
        }
        match callback {
            CallbackConfig::EarlyStopping { min_delta, baseline, .. } => {
                self.finite(&format!("{at}.min_delta"), *min_delta);
                self.finite(&format!("{at}.baseline"), baseline.unwrap_or(0.0));
            }
            CallbackConfig::ReduceLROnPlateau { factor, min_delta, min_lr, .. } => {
                self.inner_share(&format!("{at}.factor"), *factor);
                self.finite(&format!("{at}.min_delta"), *min_delta);
                self.not_negative(&format!("{at}.min_lr"), *min_lr);
            }
            CallbackConfig::ModelCheckpoint { filepath, initial_value_threshold, .. } => {
                self.file(&format!("{at}.filepath"), filepath);
                self.finite(&format!("{at}.initial_value_threshold"), initial_value_threshold.unwrap_or(0.0));
            }
            CallbackConfig::CSVLogger { filename, separator, .. } => {
                self.file(&format!("{at}.filename"), filename);
                let single = separator.len() == 1;
                self.unless(single, &format!("{at}.separator"), || Fault::Separator(separator.clone()));
            }
            CallbackConfig::TerminateOnNaN {} => {}
        }
    }

    /// A file below the run's folder; no path may lead out of it.
    fn file(&mut self, field: &str, name: &str) {
        let inside = |component: std::path::Component| matches!(component, std::path::Component::Normal(_));
        self.unless(!name.is_empty() && Path::new(name).components().all(inside), field, || {
            Fault::FileName(name.to_owned())
        });
    }
}
