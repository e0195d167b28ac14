//! Which values are allowed in a configuration.

use std::{fmt::Display, path::Path};

use super::{
    Algorithm, Allowed, AugmentationConfig, CallbackConfig, ColorJitter, ConfigError, DataConfig, DataSource, Fault,
    LayerConfig, LearningRate, LearningRateSchedule, Metric, NetworkConfig, Problem, RandomErasing, RandomResizedCrop,
    ResizingStage, RunConfig, Trainable, TrainingConfig, Units, Zoom,
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
        problems.pretrained(self);
        problems.training(&self.training);
        problems.progressive_resizing(self);
        for (index, callback) in self.callbacks.iter().enumerate() {
            problems.callback(&format!("callbacks[{index}]"), callback);
            let scheduled = matches!(self.training.optimizer.learning_rate, LearningRate::Schedule(_));
            let lowers = matches!(callback, CallbackConfig::ReduceLROnPlateau { .. });
            problems.unless(!(scheduled && lowers), &format!("callbacks[{index}]"), || Fault::ScheduledRate);
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
        self.share("data.test_share", data.test_share);
        match &data.source {
            Some(DataSource::Path(path)) => self.path("data.source", path),
            Some(DataSource::Drawings { count, .. }) => {
                self.number(*count >= 2, "data.source.count", count, Allowed::AtLeast(2));
            }
            None => {}
        }
        for (field, path) in [("data.overlay", &data.overlay), ("data.test_source", &data.test_source)] {
            if let Some(path) = path {
                self.path(field, path);
            }
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
            random_resized_crop,
            color_jitter,
            random_erasing,
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
        let rising = |low: f64, high: f64| low > 0.0 && low <= high && high.is_finite();
        let mut pair = |field: &str, (low, high): (f64, f64), good: bool| {
            self.number(good, field, format!("({low}, {high})"), Allowed::RisingPositive);
        };
        if let Some(RandomResizedCrop { scale, ratio }) = *random_resized_crop {
            pair("augmentation.random_resized_crop.scale", scale, rising(scale.0, scale.1));
            pair("augmentation.random_resized_crop.ratio", ratio, rising(ratio.0, ratio.1));
        }
        if let Some(RandomErasing { p, scale, ratio, value }) = *random_erasing {
            pair("augmentation.random_erasing.scale", scale, rising(scale.0, scale.1));
            pair("augmentation.random_erasing.ratio", ratio, rising(ratio.0, ratio.1));
            self.number((0.0..=1.0).contains(&p), "augmentation.random_erasing.p", p, Allowed::WholeShare);
            self.finite("augmentation.random_erasing.value", value);
        }
        if let Some(ColorJitter { brightness, contrast, saturation }) = *color_jitter {
            self.not_negative("augmentation.color_jitter.brightness", brightness);
            self.not_negative("augmentation.color_jitter.contrast", contrast);
            self.not_negative("augmentation.color_jitter.saturation", saturation);
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

    /// A pretrained network brings its own preprocessing; one whose weights stay as they are sees each photo once, and its
    /// mirror image.
    fn pretrained(&mut self, config: &RunConfig) {
        let RunConfig { network, augmentation, training, .. } = config;
        if network.pretrained().is_none() {
            return;
        }
        self.unless(augmentation.rescale.to_bits() == 1.0_f64.to_bits(), "augmentation.rescale", || {
            Fault::PretrainedRescale
        });
        if network.is_frozen() {
            for field in augmentation.varied() {
                let only_mirrored = field == "horizontal_flip";
                self.unless(only_mirrored, &format!("augmentation.{field}"), || Fault::FrozenAugmentation);
            }
            let one_size = training.progressive_resizing.is_empty();
            self.unless(one_size, "training.progressive_resizing", || Fault::FrozenAugmentation);
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
            LayerConfig::DepthwiseConv2D { kernel_size, strides, depth_multiplier, .. } => {
                self.size(&format!("{at}.kernel_size"), *kernel_size);
                self.size(&format!("{at}.strides"), *strides);
                self.at_least_one(&format!("{at}.depth_multiplier"), *depth_multiplier);
            }
            LayerConfig::SeparableConv2D { filters, kernel_size, strides, depth_multiplier, .. } => {
                self.at_least_one(&format!("{at}.filters"), *filters);
                self.size(&format!("{at}.kernel_size"), *kernel_size);
                self.size(&format!("{at}.strides"), *strides);
                self.at_least_one(&format!("{at}.depth_multiplier"), *depth_multiplier);
            }
            LayerConfig::Residual { layers, shortcut } => {
                self.unless(!layers.is_empty(), &format!("{at}.layers"), || Fault::NoLayers);
                for (name, layers) in [("layers", layers), ("shortcut", shortcut)] {
                    for (index, layer) in layers.iter().enumerate() {
                        self.layer(&format!("{at}.{name}[{index}]"), layer);
                    }
                }
            }
            LayerConfig::Pretrained { name, weights, trainable, learning_rate_multiplier } => {
                let has_weights = weights.is_some() || name.comes_with_weights();
                self.unless(has_weights, &format!("{at}.weights"), || Fault::NoPretrainedWeights(*name));
                if let Trainable::Last(blocks) = trainable {
                    self.at_least_one(&format!("{at}.trainable"), *blocks);
                }
                self.positive(&format!("{at}.learning_rate_multiplier"), *learning_rate_multiplier);
            }
            LayerConfig::Activation { .. }
            | LayerConfig::GlobalMaxPooling2D {}
            | LayerConfig::ZeroPadding2D { .. }
            | LayerConfig::Dense { units: Units::Classes, .. }
            | LayerConfig::GlobalAveragePooling2D {}
            | LayerConfig::Flatten {} => {}
        }
    }

    fn progressive_resizing(&mut self, config: &RunConfig) {
        let (stages, input) = (&config.training.progressive_resizing, config.network.input);
        let field = "training.progressive_resizing";
        self.unless(stages.is_empty() || !ties_to_one_size(&config.network.layers), field, || Fault::OneSizeOnly);
        for (index, ResizingStage { epochs, size }) in stages.iter().enumerate() {
            self.at_least_one(&format!("{field}[{index}].epochs"), *epochs);
            let at = format!("{field}[{index}].size");
            self.size(&at, *size);
            let fits = size.0 <= input.0 && size.1 <= input.1;
            self.unless(fits, &at, || Fault::LargerThanInput { input, found: *size });
        }
    }

    fn training(&mut self, training: &TrainingConfig) {
        let at = |field: &str| format!("training.optimizer.{field}");
        let optimizer = &training.optimizer;
        match &optimizer.learning_rate {
            LearningRate::Constant(rate) => self.positive(&at("learning_rate"), *rate),
            LearningRate::Schedule(schedule) => self.schedule(&at("learning_rate"), schedule),
        }
        match optimizer.algorithm {
            Algorithm::SGD { momentum, .. } => self.share(&at("momentum"), momentum),
            Algorithm::RMSprop { rho, momentum, epsilon } => {
                self.share(&at("rho"), rho);
                self.share(&at("momentum"), momentum);
                self.positive(&at("epsilon"), epsilon);
            }
            Algorithm::Adam { beta_1, beta_2, epsilon } => {
                self.share(&at("beta_1"), beta_1);
                self.share(&at("beta_2"), beta_2);
                self.positive(&at("epsilon"), epsilon);
            }
        }
        self.not_negative(&at("weight_decay"), optimizer.weight_decay.into());
        self.share(&at("ema_momentum"), optimizer.ema_momentum);
        self.share("training.label_smoothing", training.label_smoothing);
        for weight in training.class_weight.values() {
            self.positive("training.class_weight", *weight);
        }
        self.at_least_one("training.validation_freq", training.validation_freq);
        let batch_size = training.batch_size;
        let possible = (1..=MAX_BATCH_SIZE).contains(&batch_size);
        self.number(possible, "training.batch_size", batch_size, Allowed::UpTo(MAX_BATCH_SIZE));
        self.at_least_one("training.epochs", training.epochs);
    }

    fn schedule(&mut self, at: &str, schedule: &LearningRateSchedule) {
        let field = |name: &str| format!("{at}.{name}");
        match schedule {
            LearningRateSchedule::CosineDecay {
                initial_learning_rate,
                decay_steps,
                alpha,
                warmup_target,
                warmup_steps: _,
            } => {
                self.not_negative(&field("initial_learning_rate"), (*initial_learning_rate).into());
                self.number(*decay_steps != Some(0), &field("decay_steps"), 0, Allowed::AtLeast(1));
                self.not_negative(&field("alpha"), (*alpha).into());
                match warmup_target {
                    Some(target) => self.positive(&field("warmup_target"), *target),
                    None => self.positive(&field("initial_learning_rate"), *initial_learning_rate),
                }
            }
            LearningRateSchedule::PiecewiseConstantDecay { boundaries, values } => {
                let fit = values.len() == boundaries.len() + 1 && boundaries.is_sorted_by(|a, b| a < b);
                self.unless(fit, &field("values"), || Fault::Boundaries {
                    boundaries: boundaries.len(),
                    values: values.len(),
                });
                for value in values {
                    self.not_negative(&field("values"), (*value).into());
                }
            }
            LearningRateSchedule::PolynomialDecay { initial_learning_rate, decay_steps, end_learning_rate, power } => {
                self.positive(&field("initial_learning_rate"), *initial_learning_rate);
                self.number(*decay_steps != Some(0), &field("decay_steps"), 0, Allowed::AtLeast(1));
                self.not_negative(&field("end_learning_rate"), (*end_learning_rate).into());
                self.positive(&field("power"), *power);
            }
        }
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

/// Whether feature maps become a row of numbers before they are pooled to one number each.
fn ties_to_one_size(layers: &[LayerConfig]) -> bool {
    let pools_all = |layer: &LayerConfig| {
        matches!(layer, LayerConfig::GlobalAveragePooling2D {} | LayerConfig::GlobalMaxPooling2D {})
    };
    layers.iter().take_while(|layer| !pools_all(layer)).any(|layer| matches!(layer, LayerConfig::Flatten {}))
}
