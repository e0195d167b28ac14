//! Random configurations, for property tests of what reads, writes or shows them.

use proptest::{option, prelude::*};

use super::*;

fn sizes() -> impl Strategy<Value = (usize, usize)> {
    (1..9_usize, 1..9_usize)
}

fn padding() -> impl Strategy<Value = Padding> {
    prop_oneof![Just(Padding::Valid), Just(Padding::Same)]
}

fn layers() -> impl Strategy<Value = LayerConfig> {
    plain_layers().prop_recursive(2, 12, 3, |inner| {
        let list = |least| proptest::collection::vec(inner.clone(), least..4);
        (list(1), list(0)).prop_map(|(layers, shortcut)| LayerConfig::Residual { layers, shortcut })
    })
}

fn activation() -> impl Strategy<Value = Activation> {
    (0..Activation::ALL.len()).prop_map(|index| Activation::ALL[index])
}

fn other_layers() -> impl Strategy<Value = LayerConfig> {
    prop_oneof![
        activation().prop_map(|activation| LayerConfig::Activation { activation }),
        Just(LayerConfig::GlobalMaxPooling2D {}),
        ((0..9_usize, 0..9_usize), (0..9_usize, 0..9_usize)).prop_map(|padding| LayerConfig::ZeroPadding2D { padding }),
        (sizes(), sizes(), padding(), 1..9_usize, activation(), any::<bool>()).prop_map(
            |(kernel_size, strides, padding, depth_multiplier, activation, use_bias)| LayerConfig::DepthwiseConv2D {
                kernel_size,
                strides,
                padding,
                depth_multiplier,
                activation,
                use_bias
            }
        ),
        ((1..99_usize, sizes(), sizes()), padding(), 1..9_usize, activation(), any::<bool>()).prop_map(
            |((filters, kernel_size, strides), padding, depth_multiplier, activation, use_bias)| {
                LayerConfig::SeparableConv2D {
                    filters,
                    kernel_size,
                    strides,
                    padding,
                    depth_multiplier,
                    activation,
                    use_bias,
                }
            }
        ),
    ]
}

fn plain_layers() -> impl Strategy<Value = LayerConfig> {
    let pooling = || (sizes(), option::of(sizes()), padding());
    prop_oneof![
        ((1..1000_usize, sizes(), sizes()), padding(), activation(), any::<bool>()).prop_map(
            |((filters, kernel_size, strides), padding, activation, use_bias)| LayerConfig::Conv2D {
                filters,
                kernel_size,
                strides,
                padding,
                activation,
                use_bias
            }
        ),
        (0.0..1.0_f64, 1e-9..1.0_f32)
            .prop_map(|(momentum, epsilon)| LayerConfig::BatchNormalization { momentum, epsilon }),
        pooling().prop_map(|(pool_size, strides, padding)| LayerConfig::MaxPooling2D { pool_size, strides, padding }),
        pooling().prop_map(|(pool_size, strides, padding)| LayerConfig::AveragePooling2D {
            pool_size,
            strides,
            padding
        }),
        Just(LayerConfig::GlobalAveragePooling2D {}),
        (0.0..1.0_f32).prop_map(|rate| LayerConfig::Dropout { rate }),
        Just(LayerConfig::Flatten {}),
        other_layers(),
        (prop_oneof![Just(Units::Classes), (1..1000_usize).prop_map(Units::Count)], activation(), any::<bool>())
            .prop_map(|(units, activation, use_bias)| LayerConfig::Dense { units, activation, use_bias }),
    ]
}

fn schedules() -> impl Strategy<Value = LearningRateSchedule> {
    let steps = || option::of(1..99_999_u64);
    prop_oneof![
        (1e-9..1.0_f32, steps(), 0.0..1.0_f32, option::of(1e-9..1.0_f32), 0..999_u64).prop_map(
            |(initial_learning_rate, decay_steps, alpha, warmup_target, warmup_steps)| {
                LearningRateSchedule::CosineDecay {
                    initial_learning_rate,
                    decay_steps,
                    alpha,
                    warmup_target,
                    warmup_steps,
                }
            }
        ),
        proptest::collection::btree_map(1..99_999_u64, 0.0..1.0_f32, 0..4).prop_map(|map| {
            let (boundaries, mut values): (Vec<_>, Vec<_>) = map.into_iter().unzip();
            values.push(0.5);
            LearningRateSchedule::PiecewiseConstantDecay { boundaries, values }
        }),
        (1e-9..1.0_f32, steps(), 0.0..1.0_f32, 0.1..3.0_f32).prop_map(
            |(initial_learning_rate, decay_steps, end_learning_rate, power)| LearningRateSchedule::PolynomialDecay {
                initial_learning_rate,
                decay_steps,
                end_learning_rate,
                power,
            }
        ),
    ]
}

fn optimizers() -> impl Strategy<Value = OptimizerConfig> {
    let schedule = option::of(schedules());
    let excluded = proptest::collection::vec("[a-z]{1,5}", 0..3);
    (algorithms(), schedule, 0.0..1.0_f32, excluded, any::<bool>(), 0.0..1.0_f32).prop_map(
        |(optimizer, schedule, weight_decay, exclude_from_weight_decay, use_ema, ema_momentum)| OptimizerConfig {
            learning_rate: schedule.map_or(optimizer.learning_rate.clone(), LearningRate::Schedule),
            weight_decay,
            exclude_from_weight_decay,
            use_ema,
            ema_momentum,
            ..optimizer
        },
    )
}

fn algorithms() -> impl Strategy<Value = OptimizerConfig> {
    (1e-9..1.0_f32, 0.0..1.0_f32, 0.0..1.0_f32, 1e-12..1.0_f32, any::<bool>()).prop_flat_map(
        |(learning_rate, one, other, epsilon, nesterov)| {
            prop_oneof![
                Just(OptimizerConfig::sgd(learning_rate, one, nesterov)),
                Just(OptimizerConfig::rmsprop(learning_rate, one, other, epsilon)),
                Just(OptimizerConfig::adam(learning_rate, one, other, epsilon)),
            ]
        },
    )
}

fn callbacks() -> impl Strategy<Value = CallbackConfig> {
    let monitor = || prop_oneof!["acc", "val_acc", "loss", "val_loss", "accuracy", "val_accuracy"];
    let mode = || prop_oneof![Just(Mode::Auto), Just(Mode::Min), Just(Mode::Max)];
    let file = || "[a-z]{1,8}/[a-zé{}\" ]{1,12}x";
    prop_oneof![
        (monitor(), -1.0..1.0_f64, any::<usize>(), mode(), option::of(-1e3..1e3_f64), any::<bool>(), 0..99_usize)
            .prop_map(|(monitor, min_delta, patience, mode, baseline, restore_best_weights, start_from_epoch)| {
                CallbackConfig::EarlyStopping {
                    monitor,
                    min_delta,
                    patience,
                    mode,
                    baseline,
                    restore_best_weights,
                    start_from_epoch,
                }
            }),
        (monitor(), 1e-9..1.0_f64, 0..99_usize, 0.0..1.0_f64, mode(), 0..99_usize, 0.0..1.0_f64).prop_map(
            |(monitor, factor, patience, min_delta, mode, cooldown, min_lr)| CallbackConfig::ReduceLROnPlateau {
                monitor,
                factor,
                patience,
                min_delta,
                mode,
                cooldown,
                min_lr
            }
        ),
        (file(), monitor(), any::<bool>(), mode(), option::of(-1e3..1e3_f64)).prop_map(
            |(filepath, monitor, save_best_only, mode, initial_value_threshold)| CallbackConfig::ModelCheckpoint {
                filepath,
                monitor,
                save_best_only,
                mode,
                initial_value_threshold
            }
        ),
        (file(), "[,;|\t]", any::<bool>()).prop_map(|(filename, separator, append)| CallbackConfig::CSVLogger {
            filename,
            separator,
            append
        }),
        Just(CallbackConfig::TerminateOnNaN {}),
    ]
}

fn data() -> impl Strategy<Value = DataConfig> {
    let source = prop_oneof![
        "/[a-zé \"\\\\]{1,12}".prop_map(|path| DataSource::Path(path.into())),
        (2..10_000_usize, any::<u64>()).prop_map(|(count, seed)| DataSource::drawings(count, seed)),
    ];
    let resize = prop_oneof![Just(Resize::Nearest), Just(Resize::Area)];
    let overlay = option::of("[a-z]{1,9}".prop_map(Into::into));
    let test = (prop_oneof![Just(0.0), 0.0..0.999_f64], option::of("[a-z]{1,9}".prop_map(Into::into)));
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    (1e-6..0.999_f64, test, any::<u32>(), flags, resize, option::of(source), overlay).prop_map(
        |(validation_share, test, split_seed, flags, resize, source, overlay)| DataConfig {
            validation_share,
            test_share: test.0,
            test_source: test.1,
            split_seed,
            stratify: flags.0,
            exif_orientation: flags.1,
            leave_out_unlabelled: flags.2,
            resize,
            source,
            overlay,
        },
    )
}

fn of_torchvision() -> impl Strategy<Value = (Option<RandomResizedCrop>, Option<ColorJitter>, Option<RandomErasing>)> {
    let pair = || (1e-3..1.0_f64, 1.0..9.0_f64);
    let crop = (pair(), pair()).prop_map(|(scale, ratio)| RandomResizedCrop { scale, ratio });
    let jitter = proptest::array::uniform3(0.0..1.0_f64).prop_map(|[brightness, contrast, saturation]| ColorJitter {
        brightness,
        contrast,
        saturation,
    });
    let erasing = (0.0..1.0_f64, pair(), pair(), 0.0..255.0_f64).prop_map(|(p, scale, ratio, value)| RandomErasing {
        p,
        scale,
        ratio,
        value,
    });
    (option::of(crop), option::of(jitter), option::of(erasing))
}

fn augmentations() -> impl Strategy<Value = AugmentationConfig> {
    let form = prop_oneof![Just(Form::Classic), Just(Form::Modern), Just(Form::Corrected)];
    let fill_mode =
        prop_oneof![Just(FillMode::Nearest), Just(FillMode::Constant), Just(FillMode::Reflect), Just(FillMode::Wrap)];
    let zoom = prop_oneof![
        (0.0..0.99_f64).prop_map(Zoom::Amount),
        (1e-3..1.0_f64, 1.0..9.0_f64).prop_map(|(low, high)| Zoom::Range(low, high))
    ];
    let brightness = option::of((0.0..1.0_f64, 1.0..3.0_f64));
    let ranges = proptest::array::uniform7(0.0..200.0_f64);
    (form, fill_mode, zoom, brightness, ranges, any::<bool>(), any::<bool>(), of_torchvision()).prop_map(
        |(form, fill_mode, zoom_range, brightness_range, ranges, horizontal_flip, vertical_flip, of_torchvision)| {
            let (random_resized_crop, color_jitter, random_erasing) = of_torchvision;
            let [rotation_range, width_shift_range, height_shift_range, shear_range, channel_shift_range, cval, scale] =
                ranges;
            AugmentationConfig {
                form,
                rotation_range,
                width_shift_range,
                height_shift_range,
                shear_range,
                zoom_range,
                horizontal_flip,
                vertical_flip,
                brightness_range,
                channel_shift_range,
                random_resized_crop,
                color_jitter,
                random_erasing,
                fill_mode,
                cval,
                rescale: scale + 1e-9,
            }
        },
    )
}

/// Any configuration of which each value is allowed.
pub fn configs() -> impl Strategy<Value = RunConfig> {
    let network = (sizes(), proptest::collection::vec(layers(), 1..12))
        .prop_map(|(input, layers)| NetworkConfig { input, layers });
    let class_weight = proptest::collection::btree_map("[a-zé\" ]{1,5}", 1e-3..9.0_f32, 0..3);
    let stage = (1..99_usize, sizes()).prop_map(|(epochs, size)| ResizingStage { epochs, size });
    let stages = proptest::collection::vec(stage, 0..3);
    let training = (optimizers(), 1..999_usize, 1..999_usize, 0.0..1.0_f32, class_weight, 1..9_usize, stages).prop_map(
        |(optimizer, batch_size, epochs, label_smoothing, class_weight, validation_freq, progressive_resizing)| {
            TrainingConfig {
                optimizer,
                batch_size,
                epochs,
                label_smoothing,
                class_weight,
                validation_freq,
                progressive_resizing,
            }
        },
    );
    let callbacks = proptest::collection::vec(callbacks(), 0..6);
    let prediction = any::<bool>().prop_map(|mirror_averaging| PredictionConfig { mirror_averaging });
    ("[a-z0-9_-]{1,9}", any::<u64>(), data(), augmentations(), network, training, (prediction, callbacks)).prop_map(
        |(preset, seed, data, augmentation, network, mut training, (prediction, mut callbacks))| {
            training.progressive_resizing.retain(|stage| {
                stage.size.0 <= network.input.0
                    && stage.size.1 <= network.input.1
                    && !network.layers.contains(&LayerConfig::Flatten {})
            });
            if matches!(training.optimizer.learning_rate, LearningRate::Schedule(_)) {
                callbacks.retain(|callback| !matches!(callback, CallbackConfig::ReduceLROnPlateau { .. }));
            }
            RunConfig { preset, seed, data, augmentation, network, training, prediction, callbacks }
        },
    )
}
