//! Learning-rate schedules and whole training steps against numbers of Keras, `src/train/reference/training.json`.

use serde::Deserialize;

use super::*;
use crate::config::{LayerConfig, LearningRate, LearningRateSchedule, NetworkConfig, ResizingStage};
use crate::nn::{DropoutKey, Loss, Network, OwnedTensor};
use crate::train::schedule;

#[derive(Deserialize)]
struct Reference {
    schedules: Vec<Schedule>,
    training: Vec<Steps>,
}

#[derive(Deserialize)]
struct Schedule {
    ron: String,
    steps: Vec<u64>,
    rates: Vec<f32>,
}

#[derive(Deserialize)]
struct Steps {
    name: String,
    optimizer: String,
    label_smoothing: f32,
    class_weight: Vec<f32>,
    /// The tensors in Keras's order: trainable and moving ones of each layer.
    start: Vec<Vec<f32>>,
    x: Vec<Vec<f32>>,
    labels: Vec<Vec<u32>>,
    losses: Vec<f32>,
    weights: Vec<Vec<f32>>,
    validation_loss: f32,
    /// Of the trainable tensors.
    averages: Option<Vec<Vec<f32>>>,
}

fn reference() -> Reference {
    serde_json::from_str(include_str!("../reference/training.json")).expect("the reference is whole")
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

fn network(optimizer: &OptimizerConfig) -> Network {
    let layers = "[Flatten(), Dense(units: 5, activation: relu), BatchNormalization(momentum: 0.9), \
                  Dense(units: classes, activation: softmax)]";
    let layers: Vec<LayerConfig> = options().from_str(layers).expect("layers");
    Network::new(&NetworkConfig { input: (2, 2), layers }, optimizer, 3, 1, 1).expect("a network")
}

fn named(network: &Network, data: &[Vec<f32>]) -> Vec<OwnedTensor> {
    let views = network.tensors().into_iter().zip(data);
    views.map(|(view, data)| (view.name, view.shape, data.clone())).collect()
}

fn assert_near(found: f32, expected: f32, what: &str) {
    assert!((found - expected).abs() <= 2e-5 * expected.abs().max(1.0), "{what}: {found} instead of {expected}");
}

#[test]
fn rates_of_schedules_equal_those_of_keras() {
    for Schedule { ron, steps, rates } in reference().schedules {
        let read: LearningRateSchedule = options().from_str(&ron).expect("a schedule");
        let whole = schedule::resolved(&read, 7);
        assert_eq!(whole, read, "nothing is left out of it");
        for (step, expected) in steps.into_iter().zip(rates) {
            let found = schedule::rate(&whole, step);
            assert!(
                (found - expected).abs() <= 1e-7 * expected.abs().max(0.1),
                "{ron}, step {step}: {found}, {expected}"
            );
        }
    }
}

#[test]
fn steps_with_decay_smoothing_weights_and_averages_equal_those_of_keras() {
    for steps in reference().training {
        let name = &steps.name;
        let optimizer: OptimizerConfig = options().from_str(&steps.optimizer).expect("an optimizer");
        let mut net = network(&optimizer);
        let start = named(&net, &steps.start);
        net.load_tensors(&start).expect("they fit");
        net.set_loss(Loss { label_smoothing: steps.label_smoothing, class_weight: steps.class_weight });
        for (step, ((x, labels), expected)) in steps.x.iter().zip(&steps.labels).zip(&steps.losses).enumerate() {
            let rate = match &optimizer.learning_rate {
                LearningRate::Constant(rate) => *rate,
                LearningRate::Schedule(it) => schedule::rate(it, step as u64),
            };
            let outcome =
                net.train_batch(x, labels, rate, DropoutKey { seed: 0, step: step as u64 }).expect("it trains");
            assert_near(outcome.loss, *expected, &format!("{name}, loss of step {step}"));
        }
        // What was trained, whether or not averages predict.
        let mut trained = network(&OptimizerConfig { use_ema: false, ..optimizer.clone() });
        let state = net.optimizer_tensors();
        let is_raw =
            |name: &str| name.strip_prefix("optimizer/").and_then(|it| it.strip_suffix("/trained")).map(str::to_owned);
        let raw = state.iter().filter_map(|view| Some((is_raw(&view.name)?, view.shape.clone(), view.data.to_vec())));
        let raw: Vec<OwnedTensor> = raw.collect();
        let own = || net.tensors().into_iter().map(|view| (view.name, view.shape, view.data.to_vec())).collect();
        let raw = if optimizer.use_ema { raw } else { own() };
        for ((tensor, _, found), expected) in raw.iter().zip(&steps.weights) {
            for (found, expected) in found.iter().zip(expected) {
                assert_near(*found, *expected, &format!("{name}, {tensor}"));
            }
        }
        trained.load_tensors(&raw).expect("they fit");
        trained.set_loss(Loss { label_smoothing: steps.label_smoothing, class_weight: Vec::new() });
        let logits = trained.logits(&steps.x[0]).expect("it predicts");
        let losses = trained.validation_losses(&logits, &steps.labels[0]);
        assert_near(
            losses.iter().sum::<f32>() / losses.len() as f32,
            steps.validation_loss,
            &format!("{name}, validation"),
        );
        assert_eq!(steps.averages.is_some(), optimizer.use_ema);
        let averaged = net.tensors().into_iter().filter(|view| view.trainable);
        for (view, expected) in averaged.zip(steps.averages.iter().flatten()) {
            for (found, expected) in view.data.iter().zip(expected) {
                assert_near(*found, *expected, &format!("{name}, average of {}", view.name));
            }
        }
    }
}

#[test]
fn what_a_schedule_leaves_out_ends_with_the_training() {
    let read = |text: &str| -> LearningRateSchedule { options().from_str(text).expect("a schedule") };
    let cosine = read("CosineDecay(initial_learning_rate: 0.0, warmup_target: 0.1, warmup_steps: 20)");
    let line = read("PolynomialDecay(initial_learning_rate: 0.1, end_learning_rate: 0.0)");
    for (schedule, at_half) in [(cosine, 0.05), (line, 0.05)] {
        let whole = schedule::resolved(&schedule, 100);
        let half = if schedule.kind() == "CosineDecay" { 60 } else { 50 };
        assert_near(schedule::rate(&whole, half), at_half, schedule.kind());
        assert_near(schedule::rate(&whole, 100), 0.0, schedule.kind());
        assert!(schedule::rate(&whole, 99) > 0.0);
        assert_eq!(schedule::mismatch(&whole, 10, 10), None);
        let early = schedule::mismatch(&whole, 12, 10).expect("it ends early");
        assert!(early.contains("ends at step 100, and 12 epochs have 120 steps: from epoch 11 on"), "{early}");
        let late = schedule::mismatch(&whole, 9, 10).expect("it ends late");
        assert!(late.contains("only 90 steps"), "{late}");
    }
}

/// Everything that changes a step at once.
pub(super) fn with_everything(place: &Place) -> RunConfig {
    let mut config = place.config();
    config.callbacks.retain(|callback| !matches!(callback, CallbackConfig::ReduceLROnPlateau { .. }));
    let optimizer = r#"SGD(learning_rate: CosineDecay(initial_learning_rate: 0.001, warmup_target: 0.05, warmup_steps: 3),
        momentum: 0.9, weight_decay: 0.01, exclude_from_weight_decay: ["bias"], use_ema: true, ema_momentum: 0.7)"#;
    config.training.optimizer = options().from_str(optimizer).expect("an optimizer");
    config.training.label_smoothing = 0.1;
    config.training.class_weight.insert("dark".to_owned(), 2.0);
    config.training.validation_freq = 2;
    config
}

fn resumes_bit_for_bit(place: &Place, config: &RunConfig) {
    let control = Control::default();
    place.begin("whole", config.clone(), &mut Recorder::new(&control)).expect("it trains");
    let job = TrainJob::New { config: config.clone(), folder: place.run("single") };
    start(&place.request(job, 1), &control, &mut Recorder::new(&control)).expect("it trains");
    assert_same(&place.run("single"), &place.run("whole"), "one thread");

    for epoch in 2..=4 {
        let name = format!("stopped {epoch}");
        let stopping = Control::default();
        let mut stopper = Recorder::at_epoch(&stopping, epoch, || stopping.stop());
        let stopped = place.begin(&name, config.clone(), &mut stopper).expect("stopping is no failure");
        assert_eq!(stopped.epochs, epoch - 1);
        place.resume(&name, &mut Recorder::new(&control)).expect("it resumes");
        assert_same(&place.run(&name), &place.run("whole"), &name);
    }
}

/// All of [`with_everything`], in two sizes of pictures, with predictions that are means over mirror images.
fn with_sizes(place: &Place) -> RunConfig {
    let mut config = with_everything(place);
    let flatten = config.network.layers.iter_mut().find(|layer| matches!(layer, LayerConfig::Flatten {}));
    *flatten.expect("a Flatten") = LayerConfig::GlobalAveragePooling2D {};
    let stage = |epochs, size| ResizingStage { epochs, size };
    config.training.progressive_resizing = vec![stage(1, (6, 5)), stage(2, (7, 8))];
    config.prediction.mirror_averaging = true;
    config
}

#[test]
fn a_run_in_several_sizes_resumes_bit_for_bit_at_any_number_of_threads() {
    let place = Place::new();
    resumes_bit_for_bit(&place, &with_sizes(&place));
    let history = run::read_history(&place.run("whole")).expect("a history");
    assert_eq!(history.len(), 4);
}

#[test]
fn a_run_with_schedule_decay_and_averages_resumes_bit_for_bit_at_any_number_of_threads() {
    let place = Place::new();
    resumes_bit_for_bit(&place, &with_everything(&place));
    let history = run::read_history(&place.run("whole")).expect("a history");
    let validated: Vec<bool> = history.iter().map(|row| row.val_loss.is_some()).collect();
    assert_eq!(validated, [false, true, false, true]);
    // The last steps of epochs of four steps: warm-up to step 3, then half a cosine over 13 steps.
    for (row, step) in history.iter().zip([3, 7, 11, 15]) {
        let expected = 0.05 * 0.5 * (1.0 + (std::f64::consts::PI * f64::from(step - 3) / 13.0).cos());
        assert_near(row.learning_rate, expected as f32, &format!("epoch {}", row.epoch));
    }
}

#[test]
fn a_class_weight_of_no_class_and_a_rate_that_two_change_are_errors() {
    let place = Place::new();
    let control = Control::default();
    let mut config = with_everything(&place);
    config.training.class_weight.insert("bird".to_owned(), 2.0);
    let refused = place.begin("run", config, &mut Recorder::new(&control)).expect_err("there are no birds");
    assert!(refused.to_string().contains("no class \"bird\" among the photos; there are bright, dark"), "{refused}");
    assert!(!place.run("run").exists());
    let mut config = with_everything(&place);
    config.callbacks = place.config().callbacks;
    let refused = place.begin("run", config, &mut Recorder::new(&control)).expect_err("two change the rate");
    assert!(refused.to_string().contains("callbacks[1]: the learning rate follows a schedule"), "{refused}");
}

#[test]
fn a_schedule_that_ends_early_is_noted() {
    let place = Place::new();
    let control = Control::default();
    let mut config = with_everything(&place);
    let optimizer = "SGD(learning_rate: PolynomialDecay(initial_learning_rate: 0.1, decay_steps: 8))";
    config.training.optimizer = options().from_str(optimizer).expect("an optimizer");
    let mut recorder = Recorder::new(&control);
    place.begin("run", config, &mut recorder).expect("it trains");
    let TrainEvent::RunStarted(info) = &recorder.events[0] else { panic!("it starts with RunStarted") };
    let note =
        "PolynomialDecay ends at step 8, and 4 epochs have 16 steps: from epoch 3 on the learning rate stays 0.0001";
    assert!(info.notes.contains(&note.to_owned()), "{:?}", info.notes);
}

#[test]
fn files_of_runs_without_these_settings_are_as_earlier_versions_wrote_them() {
    let place = Place::new();
    let control = Control::default();
    place.begin("run", place.config(), &mut Recorder::new(&control)).expect("it trains");
    let config = fs::read_to_string(place.run("run").join(run::CONFIG)).expect("a configuration");
    let checkpoint = weights_file::read(&place.run("run").join(CHECKPOINT)).expect("it is whole");
    let words = [
        "weight_decay",
        "use_ema",
        "ema_momentum",
        "label_smoothing",
        "class_weight",
        "validation_freq",
        "random_resized_crop",
        "color_jitter",
        "random_erasing",
        "running",
        "schedule",
    ];
    for text in [&config, &checkpoint.metadata["config"], &checkpoint.metadata["state"]] {
        for word in words {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
}
