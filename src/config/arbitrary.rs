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
    let activation = || prop_oneof![Just(Activation::Linear), Just(Activation::Relu), Just(Activation::Softmax)];
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
        (prop_oneof![Just(Units::Classes), (1..1000_usize).prop_map(Units::Count)], activation(), any::<bool>())
            .prop_map(|(units, activation, use_bias)| LayerConfig::Dense { units, activation, use_bias }),
    ]
}

fn optimizers() -> impl Strategy<Value = OptimizerConfig> {
    (1e-9..1.0_f32, 0.0..1.0_f32, 0.0..1.0_f32, 1e-12..1.0_f32, any::<bool>()).prop_flat_map(
        |(learning_rate, one, other, epsilon, nesterov)| {
            prop_oneof![
                Just(OptimizerConfig::SGD { learning_rate, momentum: one, nesterov }),
                Just(OptimizerConfig::RMSprop { learning_rate, rho: one, momentum: other, epsilon }),
                Just(OptimizerConfig::Adam { learning_rate, beta_1: one, beta_2: other, epsilon }),
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
        (2..10_000_usize, any::<u64>()).prop_map(|(count, seed)| DataSource::Drawings { count, seed }),
    ];
    let resize = prop_oneof![Just(Resize::Nearest), Just(Resize::Area)];
    let overlay = option::of("[a-z]{1,9}".prop_map(Into::into));
    (1e-6..0.999_f64, any::<u32>(), any::<bool>(), any::<bool>(), resize, option::of(source), overlay).prop_map(
        |(validation_share, split_seed, stratify, exif_orientation, resize, source, overlay)| DataConfig {
            validation_share,
            split_seed,
            stratify,
            exif_orientation,
            resize,
            source,
            overlay,
        },
    )
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
    (form, fill_mode, zoom, brightness, ranges, any::<bool>(), any::<bool>()).prop_map(
        |(form, fill_mode, zoom_range, brightness_range, ranges, horizontal_flip, vertical_flip)| {
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
    let training = (optimizers(), 1..999_usize, 1..999_usize)
        .prop_map(|(optimizer, batch_size, epochs)| TrainingConfig { optimizer, batch_size, epochs });
    let callbacks = proptest::collection::vec(callbacks(), 0..6);
    ("[a-z0-9_-]{1,9}", any::<u64>(), data(), augmentations(), network, training, callbacks).prop_map(
        |(preset, seed, data, augmentation, network, training, callbacks)| RunConfig {
            preset,
            seed,
            data,
            augmentation,
            network,
            training,
            callbacks,
        },
    )
}
