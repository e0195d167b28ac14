//! Files that Keras 3.15.1 wrote (`reference/make.py`), read and answered as Keras answers them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::legacy;
use super::{archive, weights};
use crate::exchange::import::Companion;
use crate::exchange::{ExchangeError, ForeignLayer, ReadModel, Unreadable};
use crate::nn::{DropoutKey, Loss, Network};

/// The pictures that Keras was given, as the script makes them.
const SHAPE: [usize; 4] = [4, 9, 11, 3];

fn pictures() -> Vec<f32> {
    let size: usize = SHAPE.iter().product();
    (0..size as u64).map(|value| ((value * 37 % 101) as f64 / 101.0) as f32).collect()
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/exchange/keras/reference").join(name)
}

fn answers(of: &str, what: &str) -> Vec<f64> {
    let text = fs::read_to_string(file("answers.json")).expect("it lies there");
    let all: Value = serde_json::from_str(&text).expect("it is JSON");
    let rows = all[of][what].as_array().expect("it has these answers").clone();
    rows.iter().flat_map(|row| row.as_array().expect("a row").clone()).filter_map(|value| value.as_f64()).collect()
}

type Reader = fn(&Path) -> Result<ReadModel, ExchangeError>;

fn network(read: &ReadModel) -> Network {
    let optimizer = read.training.clone().unwrap_or_default().optimizer;
    let mut network = Network::new(&read.network, &optimizer, read.outputs, 0, 1).expect("the layers are valid");
    network.load_tensors(&read.tensors).expect("the tensors fit");
    network
}

fn largest_difference(ours: &[f32], keras: &[f64]) -> f64 {
    assert_eq!(ours.len(), keras.len());
    ours.iter().zip(keras).map(|(ours, keras)| (f64::from(*ours) - keras).abs()).fold(0.0, f64::max)
}

fn assert_same_answers(read: &ReadModel, of: &str) {
    let ours = network(read).probabilities(&pictures()).expect("it runs");
    let difference = largest_difference(&ours, &answers(of, "answers"));
    assert!(difference < 1e-6, "{of}: {difference}");
}

#[test]
fn models_of_keras_answer_as_in_keras() {
    for name in ["sequential", "residual", "unscaled"] {
        let read = archive::read(&file(&format!("{name}.keras"))).expect(name);
        assert_eq!((read.network.input, read.outputs, &read.classes), ((9, 11), 3, &None), "{name}");
        assert_same_answers(&read, name);
    }
}

#[test]
fn legacy_files_of_keras_answer_as_in_keras() {
    for name in ["sequential", "residual"] {
        assert_same_answers(&legacy::read(&file(&format!("{name}.h5"))).expect(name), name);
    }
}

#[test]
fn weights_of_keras_beside_their_network_answer_as_in_keras() {
    for name in ["sequential", "residual"] {
        let whole = archive::read(&file(&format!("{name}.keras"))).expect(name);
        let training = whole.training.clone().expect("it was compiled");
        let companion = Companion { network: whole.network, classes: None, pixels: None, training };
        let read = weights::read(&file(&format!("{name}.weights.h5")), Some(&companion), &[]).expect(name);
        assert_same_answers(&read, name);
        assert_eq!(read.optimizer, whole.optimizer, "{name}");
        assert!(matches!(
            weights::read(&file(&format!("{name}.weights.h5")), None, &[]),
            Err(ExchangeError::Unreadable { problem, .. }) if *problem == Unreadable::NoNetwork
        ));
    }
}

#[test]
fn models_of_keras_are_trained_on_as_in_keras() {
    for name in ["sequential", "residual"] {
        for read in [archive::read(&file(&format!("{name}.keras"))), legacy::read(&file(&format!("{name}.h5")))] {
            let read = read.expect(name);
            let (training, state) =
                (read.training.clone().expect("compiled"), read.optimizer.clone().expect("trained"));
            assert_eq!(state.iterations, 3);
            let mut network = network(&read);
            network.set_loss(Loss { label_smoothing: training.label_smoothing, class_weight: Vec::new() });
            network.load_optimizer(&state.slots, state.iterations).expect("the slots fit");
            let key = DropoutKey { seed: 0, step: 0 };
            let step = network.train_batch(&pictures(), &[0, 1, 2, 0], state.learning_rate, key).expect("it trains");
            let text = fs::read_to_string(file("answers.json")).expect("it lies there");
            let all: Value = serde_json::from_str(&text).expect("it is JSON");
            let loss = all[name]["loss_of_next_step"].as_f64().expect("it is there");
            assert!((f64::from(step.loss) - loss).abs() < 1e-5, "{name}: {} {loss}", step.loss);
            let after = network.probabilities(&pictures()).expect("it runs");
            let difference = largest_difference(&after, &answers(name, "answers_after_next_step"));
            assert!(difference < 1e-4, "{name}: {difference}");
        }
    }
}

#[test]
fn one_output_with_a_sigmoid_becomes_two_classes() {
    let read = archive::read(&file("sigmoid.keras")).expect("it is taken");
    assert_eq!(read.outputs, 2);
    let scale = read.pixels.as_ref().map(|pixels| pixels.scale).expect("the network has a Rescaling");
    assert!((scale - 1.0 / 127.5).abs() < 1e-12);
    let scaled: Vec<f32> = pictures().iter().map(|pixel| pixel * scale as f32).collect();
    let ours = network(&read).probabilities(&scaled).expect("it runs");
    let keras = answers("sigmoid", "answers").into_iter().flat_map(|second| [1.0 - second, second]);
    assert!(largest_difference(&ours, &keras.collect::<Vec<_>>()) < 1e-6);
}

#[test]
fn logits_become_probabilities() {
    for name in ["logits", "cyclic"] {
        let read = archive::read(&file(&format!("{name}.keras"))).expect("it is taken");
        let ours = network(&read).logits(&pictures()).expect("it runs");
        assert!(largest_difference(&ours, &answers(name, "answers")) < 1e-6, "{name}");
    }
}

#[test]
fn weights_of_half_precision_are_widened() {
    // Keras computes these in half precision, with some three digits.
    for name in ["float16", "bfloat16"] {
        let read = archive::read(&file(&format!("{name}.keras"))).expect("it is taken");
        let ours = network(&read).probabilities(&pictures()).expect("it runs");
        let difference = largest_difference(&ours, &answers(name, "answers"));
        assert!(difference < 5e-3, "{name}: {difference}");
    }
}

#[test]
fn names_of_layers_in_any_script_are_read() {
    for read in [archive::read(&file("unicode.keras")), legacy::read(&file("unicode.h5"))] {
        assert_same_answers(&read.expect("it is taken"), "unicode");
    }
}

#[test]
fn a_tensor_that_claims_more_numbers_than_there_are_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = fs::read(file("sequential.h5")).expect("it is there");
    // The kernel of the first layer, as HDF5 holds a shape.
    let shape: Vec<u8> = [3_u64, 2, 3, 4].iter().flat_map(|length| length.to_le_bytes()).collect();
    let places: Vec<usize> = (0..bytes.len() - 32).filter(|at| bytes[*at..*at + 32] == shape).collect();
    assert!(!places.is_empty());
    for (at, claimed) in places.iter().flat_map(|at| [4_u64, 1 << 33, 1 << 62, u64::MAX].map(|claimed| (*at, claimed)))
    {
        let mut lying = bytes.clone();
        lying[at..at + 8].copy_from_slice(&claimed.to_le_bytes());
        let path = folder.path().join("lying.h5");
        fs::write(&path, &lying).expect("it can be written");
        // The largest shape that is allowed may stand beside the real one; it alone asks for nothing.
        match legacy::read(&path) {
            Ok(read) => assert_same_answers(&read, "sequential"),
            Err(error) => assert!(error.to_string().contains("lying.h5"), "{error}"),
        }
    }
    let mut lying = bytes;
    for at in places {
        lying[at..at + 8].copy_from_slice(&(1_u64 << 33).to_le_bytes());
    }
    let path = folder.path().join("lying.h5");
    fs::write(&path, &lying).expect("it can be written");
    legacy::read(&path).expect_err("it claims more than there is");
}

#[test]
fn what_the_program_does_not_have_is_refused_by_the_layers_name() {
    let refused = |name: &str| match archive::read(&file(name)) {
        Err(ExchangeError::Unreadable { problem, .. }) => match *problem {
            Unreadable::Layer { layer, problem, .. } => (layer, problem),
            other => panic!("{name}: {other}"),
        },
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!(refused("lambda.keras"), ("twice".to_owned(), ForeignLayer::Code));
    assert_eq!(refused("branch.keras"), ("both".to_owned(), ForeignLayer::Kind));
    assert_eq!(refused("nested.keras"), ("inner".to_owned(), ForeignLayer::Nested));
    let (layer, problem) = refused("dilated.keras");
    assert_eq!(layer, "holes");
    assert!(problem.to_string().starts_with("dilation_rate: [2,2] is not supported"), "{problem}");
    assert!(matches!(
        archive::read(&file("gray.keras")),
        Err(ExchangeError::Unreadable { problem, .. }) if *problem == Unreadable::Input("8x8x1".to_owned())
    ));
}

#[test]
fn a_file_that_is_cut_anywhere_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let readers: [(&str, Reader); 2] = [("residual.keras", archive::read), ("sequential.h5", legacy::read)];
    for (name, read) in readers {
        let whole = fs::read(file(name)).expect("it lies there");
        let cut = folder.path().join(name);
        for part in 0..40 {
            fs::write(&cut, &whole[..whole.len() * part / 40]).expect("it is written");
            let sentence = read(&cut).expect_err("it is cut").to_string();
            assert!(sentence.contains(name), "{sentence}");
        }
    }
}
