use proptest::prelude::*;

use super::arbitrary::configs;
use super::*;
use crate::text::{Language, Localized as _};

fn refused(text: &str) -> String {
    parse(text, "my.ron").unwrap_err().to_string()
}

#[test]
fn presets_are_those_of_the_lecture_and_the_kernel() {
    let notebook = preset("notebook").unwrap();
    assert_eq!(notebook.network, NetworkConfig::default());
    assert_eq!(notebook.training, TrainingConfig::default());
    assert!((notebook.augmentation.rescale - 1.0 / 255.0).abs() < 1e-18);
    assert_eq!(notebook.augmentation.zoom_range.range(), (0.8, 1.2));
    let [CallbackConfig::EarlyStopping { patience: 10, .. }, CallbackConfig::ReduceLROnPlateau { monitor, .. }] =
        &notebook.callbacks[..]
    else {
        panic!("{:?}", notebook.callbacks);
    };
    assert_eq!(monitor.parse(), Ok(Metric::ValAccuracy));

    let mut fast = notebook.clone();
    (fast.preset, fast.training.epochs) = ("fast".to_owned(), 3);
    assert_eq!(preset("fast").unwrap(), fast);

    let mut kernel = notebook;
    kernel.preset = "kernel".to_owned();
    kernel.training.optimizer = OptimizerConfig::rmsprop(0.001, 0.9, 0.0, 1e-7);
    assert_eq!(preset("kernel").unwrap(), kernel);
}

#[test]
fn presets_have_their_names_and_read_back_equal() {
    for name in PRESETS.iter().chain(LESSON_PRESETS) {
        let config = preset(name).unwrap();
        assert_eq!(config.preset, *name);
        assert_eq!(parse(&config.to_ron(), name).unwrap(), config);
    }
    let unknown = preset("notebok").unwrap_err().to_string();
    assert_eq!(
        unknown,
        "there is no preset \"notebok\"; there are notebook, strong, quick, transfer, transfer_quick, fast, kernel, drawings"
    );
}

#[test]
fn an_empty_configuration_has_the_defaults() {
    assert_eq!(parse("()", "my.ron").unwrap(), RunConfig::default());
}

#[test]
fn keras_shorthand_is_accepted() {
    let text = "(
        augmentation: (zoom_range: (0.9, 1.1), brightness_range: (0.5, 1.5)),
        network: (layers: [
            Conv2D(filters: 8, kernel_size: 5, strides: 2, padding: same),
            MaxPooling2D(strides: (1, 2)),
            AveragePooling2D(pool_size: 3, strides: 2),
            Dense(units: 7),
        ]),
        callbacks: [EarlyStopping(baseline: 0.5), TerminateOnNaN()],
    )";
    let config = parse(text, "my.ron").unwrap();
    assert_eq!(config.augmentation.zoom_range, Zoom::Range(0.9, 1.1));
    assert_eq!(config.augmentation.brightness_range, Some((0.5, 1.5)));
    let layers = [
        LayerConfig::Conv2D {
            filters: 8,
            kernel_size: (5, 5),
            strides: (2, 2),
            padding: Padding::Same,
            activation: Activation::Linear,
            use_bias: true,
        },
        LayerConfig::MaxPooling2D { pool_size: (2, 2), strides: Some((1, 2)), padding: Padding::Valid },
        LayerConfig::AveragePooling2D { pool_size: (3, 3), strides: Some((2, 2)), padding: Padding::Valid },
        LayerConfig::Dense { units: Units::Count(7), activation: Activation::Linear, use_bias: true },
    ];
    assert_eq!(config.network.layers, layers);
}

#[test]
fn errors_name_line_column_and_field() {
    let cases = [
        ("(\n  training: (\n    epoch: 3,\n  ),\n)", "line 3, column 5: training.epoch: unexpected field"),
        (
            "(\n  training: (\n    batch_size: \"15\",\n  ),\n)",
            "line 3, column 17: training.batch_size: expected a whole",
        ),
        (
            "(\n  training: (batch_size: -5),\n)",
            "line 2, column 26: training.batch_size: this whole number is negative",
        ),
        ("(\n  training: (epochs: 0),\n)", "line 2, column 22: training.epochs: it must be at least 1, and it is 0"),
        (
            "(training: (optimizer: SGD(learning_rate: -0.1)))",
            "line 1, column 43: training.optimizer.learning_rate: it must be a finite number greater than 0",
        ),
        ("(augmentation: (cval: NaN))", "line 1, column 23: augmentation.cval: it must be a finite number"),
        (
            "(callbacks: [\n  EarlyStopping(), // (not \"this\n  ReduceLROnPlateau(factor: 1.5),\n])",
            "line 3, column 29: callbacks[1].factor: it must be greater than 0 and less than 1, and it is 1.5",
        ),
        (
            "(callbacks: [EarlyStopping(monitor: \"val_f1\")])",
            "callbacks[0].monitor: there is no metric \"val_f1\"; there are loss, accuracy (or acc), val_loss",
        ),
        (
            "(callbacks: [ReduceLROnPlateau(min_lr: \"é\", factor: 2.0)])",
            "column 40: callbacks[0].min_lr: expected a n",
        ),
        ("(callbacks: [CSVLogger(filename: \"../../x\")])", "callbacks[0].filename: it must be a file's name below"),
        ("(network: (layers: [Flatten]))", "network.layers[0]: expected an opening `(`; every layer"),
        (
            "(network: (layers: [Conv2D(filters: 3)]))",
            "network.layers[0]: unexpected missing field named `kernel_size`",
        ),
        ("(network: (layers: [Dense(units: klasses)]))", "column 34: network.layers[0].units: units is a whole number"),
        ("(network: (layers: [Dropout(rate: 1.0)]))", "column 35: network.layers[0].rate: it must be 0 or greater and"),
        ("(preset: \"../up\")", "line 1, column 10: preset: it is part of a folder's name"),
        ("(seed: 3,", "line 1, column 9: the text ends too early"),
        ("", "line 1, column 1: expected an opening `(`"),
    ];
    for (text, expected) in cases {
        let found = refused(text);
        assert!(found.starts_with("my.ron, line ") && found.contains(expected), "{text}\n{found}\n{expected}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let error = read(std::path::Path::new("not/there.ron")).unwrap_err().to_string();
    assert!(error.starts_with("the configuration not/there.ron cannot be read: "), "{error}");
}

#[test]
fn the_same_problem_is_a_sentence_in_both_languages() {
    for (text, english, portuguese) in [
        ("(seed: x)", "expected a whole number", "esperava-se um número inteiro"),
        ("(data: (stratify: 3))", "expected true or false", "esperava-se true ou false"),
        ("(preset: 3)", "expected a text in quotation marks", "esperava-se um texto entre aspas"),
        ("(seed: 3,", "the text ends too early", "o texto termina cedo demais"),
        ("(training: (epochs: 0))", "it must be at least 1", "deve ser pelo menos 1"),
    ] {
        let error = parse(text, "my.ron").unwrap_err();
        assert!(error.localized(Language::English).contains(english), "{error}");
        assert!(error.portuguese().contains(portuguese), "{}", error.portuguese());
        assert!(error.portuguese().starts_with("my.ron, linha 1, coluna "), "{}", error.portuguese());
    }
}

proptest! {
    #[test]
    fn whatever_is_written_reads_back_equal(config in configs()) {
        let text = config.to_ron();
        prop_assert_eq!(parse(&text, "my.ron").map_err(|error| format!("{error}\n{text}")), Ok(config));
    }

    #[test]
    fn damaged_text_is_an_error_or_a_configuration_and_never_a_panic(
        at in 0..4096_usize,
        cut in 0..4096_usize,
        inserted in "[\\(\\)\\[\\]:,\"/*#r'é\\\\\n0-9a-z-]{0,4}",
    ) {
        let text = preset_text("notebook").unwrap();
        let (at, cut) = (at.min(text.len()), cut.min(text.len()));
        let damaged = format!("{}{inserted}{}", &text[..at], &text[at.max(cut)..]);
        let _ = parse(&damaged, "my.ron").map_err(|error| error.to_string());
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,64}") {
        let _ = parse(&text, "my.ron").map_err(|error| error.to_string());
    }
}

#[test]
fn a_frozen_pretrained_network_takes_whole_pixels_and_mirrored_photos_alone() {
    let faults = |change: &dyn Fn(&mut RunConfig)| {
        let mut config = preset("transfer").unwrap();
        change(&mut config);
        config.problems().into_iter().map(|problem| (problem.field, problem.fault)).collect::<Vec<_>>()
    };
    assert_eq!(faults(&|_| ()), []);
    assert_eq!(faults(&|config| config.augmentation.horizontal_flip = false), []);
    let rescaled = faults(&|config| config.augmentation.rescale = 1.0 / 255.0);
    assert_eq!(rescaled, [("augmentation.rescale".to_owned(), Fault::PretrainedRescale)]);
    let varied = faults(&|config| {
        config.augmentation.rotation_range = 10.0;
        config.augmentation.color_jitter = Some(ColorJitter::default());
        config.augmentation.vertical_flip = true;
    });
    let fields: Vec<&str> = varied.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["augmentation.rotation_range", "augmentation.vertical_flip", "augmentation.color_jitter"]);
    assert!(varied.iter().all(|(_, fault)| *fault == Fault::FrozenAugmentation));
    let trained = faults(&|config| {
        let LayerConfig::Pretrained { trainable, .. } = &mut config.network.layers[0] else {
            panic!("the first layer")
        };
        *trainable = Trainable::Last(2);
        config.augmentation.rotation_range = 10.0;
        config.prediction.mirror_averaging = true;
    });
    assert_eq!(trained, []);
    assert_eq!(faults(&|config| config.prediction.mirror_averaging = true), []);
}

#[test]
fn what_a_pretrained_network_learns_and_whose_weights_it_has_reads_back_equal() {
    let mut config = preset("transfer").unwrap();
    for name in PretrainedName::ALL {
        for trainable in [Trainable::None, Trainable::Last(3), Trainable::All] {
            for (weights, learning_rate_multiplier) in [(None, 1.0), (Some(WeightsDigest([0xa5; 16])), 0.1)] {
                config.network.layers[0] =
                    LayerConfig::Pretrained { name, weights, trainable, learning_rate_multiplier };
                if weights.is_some() || name == PretrainedName::EfficientnetLite0 {
                    assert_eq!(parse(&config.to_ron(), "my.ron").unwrap(), config);
                } else {
                    let missing = "network.layers[0].weights: the weights of";
                    assert!(refused(&config.to_ron()).contains(missing), "{}", config.to_ron());
                }
            }
        }
    }
}

#[test]
fn what_no_pretrained_network_can_learn_or_be_is_refused() {
    let with = |fields: &str| {
        let layers =
            format!("Pretrained(name: efficientnet_lite0, {fields}), GlobalAveragePooling2D(), Dense(units: classes)");
        format!("(augmentation: (rescale: 1.0), network: (layers: [{layers}]))")
    };
    for (fields, expected) in [
        ("trainable: last( 2 )", Ok(Trainable::Last(2))),
        ("trainable: true", Ok(Trainable::All)),
        ("trainable: last(0)", Err("network.layers[0].trainable: it must be at least 1")),
        ("trainable: last(x)", Err("trainable is false, true, or such as last(3), not last(x)")),
        ("trainable: first(2)", Err("trainable is false, true, or such as last(3), not first(2)")),
        ("learning_rate_multiplier: 0.0", Err("learning_rate_multiplier: it must be a finite number greater than 0")),
        ("weights: \"abc\"", Err("weights are named by 32 hexadecimal digits")),
    ] {
        match expected {
            Ok(trainable) => assert_eq!(parse(&with(fields), "my.ron").unwrap().network.trainable(), Some(trainable)),
            Err(expected) => {
                let found = refused(&with(fields));
                assert!(found.contains(expected), "{found}");
            }
        }
    }
}

#[test]
fn each_epoch_has_the_size_of_its_stage_and_then_the_networks_input() {
    let text = "(network: (input: (32, 40), layers: [GlobalAveragePooling2D(), Dense(units: classes)]), training: (
        progressive_resizing: [(epochs: 2, size: (16, 20)), (epochs: 1, size: (24, 40))]))";
    let config = parse(text, "my.ron").unwrap();
    let sizes: Vec<_> = (1..=5).map(|epoch| config.training.picture_size(epoch, config.network.input)).collect();
    assert_eq!(sizes, [(16, 20), (16, 20), (24, 40), (32, 40), (32, 40)]);
}

#[test]
fn sizes_that_a_network_cannot_be_trained_in_are_refused() {
    let with = |layers: &str, stage: &str| {
        format!("(network: (input: (32, 40), layers: [{layers}]), training: (progressive_resizing: [{stage}]))")
    };
    let pooled = "GlobalAveragePooling2D(), Flatten(), Dense(units: classes)";
    assert!(parse(&with(pooled, "(epochs: 2, size: (16, 20))"), "my.ron").is_ok());
    for (layers, stage, expected) in [
        (
            "Flatten(), Dense(units: classes)",
            "(epochs: 2, size: (16, 20))",
            "progressive_resizing: Flatten ties the weights",
        ),
        (pooled, "(epochs: 2, size: (16, 41))", "no larger than the network's input of 32x40, and these are 16x41"),
        (pooled, "(epochs: 0, size: (16, 40))", "progressive_resizing[0].epochs: it must be at least 1"),
        (pooled, "(epochs: 1, size: (0, 40))", "progressive_resizing[0].size: it must be at least 1 both ways"),
    ] {
        let found = refused(&with(layers, stage));
        assert!(found.contains(expected), "{found}");
    }
}
