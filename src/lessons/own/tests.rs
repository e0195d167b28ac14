//! A network's answers are those of the code that trains and predicts.

use super::drawings::{DRAWINGS, SIDE};
use super::strongest::STRONGEST;
use super::*;
use crate::lessons::bench::SHEET;
use crate::nn::explain::Activations;

fn trained() -> Trained {
    of_drawings().expect("a small network")
}

#[test]
fn a_tiny_update_lowers_the_loss_by_the_rate_times_the_squared_gradient_and_a_huge_one_raises_it() {
    let mut trained = trained();
    let scan = trained.rate_scan(|_| true).expect("a small network");
    assert_eq!(scan.points.len(), RATES);
    let (x, labels) = trained.batch();
    let start = trained.network.gradients(&x, &labels, Some(DRAW)).expect("a small network");
    assert!((start.loss - scan.loss).abs() < 1e-6, "the weights are as before");
    let squares: f64 = start.gradients.iter().flatten().map(|slope| f64::from(slope * slope)).sum();
    let (rate, loss) = scan.points[6];
    let expected = f64::from(scan.loss) - f64::from(rate) * squares;
    let fallen = f64::from(scan.loss - loss);
    assert!((f64::from(loss) - expected).abs() < 0.15 * fallen.abs(), "{loss} at {rate}, expected {expected}");
    assert!(scan.points[RATES - 1].1 > scan.loss, "{scan:?}");
    let (best, _) = scan.best().expect("there are numbers");
    assert!(best > scan.points[0].0 && best < scan.points[RATES - 1].0);
}

#[test]
fn a_scan_ends_where_no_more_is_wanted() {
    let scan = trained().rate_scan(|scan| scan.points.len() < 3).expect("a small network");
    assert_eq!(scan.points.len(), 3);
}

#[test]
fn training_answers_differ_from_pass_to_pass_and_leave_the_prediction_as_it_was() {
    let mut trained = trained();
    let [one, other] = [trained.passes().expect("a network"), trained.passes().expect("a network")];
    assert_eq!(one, other, "the same draws give the same shares");
    let first = one.training[0];
    assert!(one.training.iter().any(|share| (share - first).abs() > 1e-4), "{one:?}");
}

#[test]
fn kernels_of_the_first_layer_give_its_maps_at_the_same_place() {
    let trained = trained();
    let kernels = kernels::first(&trained.network);
    assert_eq!(kernels.len(), 8);
    let photo = &trained.batch[0];
    let activations = Activations::of(&trained.network, &photo.input).expect("a network");
    let map = &activations.layers[0];
    let (row, column) = (5, 7);
    for (number, kernel) in kernels.iter().enumerate() {
        let mut sum = kernel.bias;
        for place in 0..SHEET {
            let at = (row + place / 3) * SIDE + column + place % 3;
            sum += (0..3).map(|channel| kernel.sheets[channel][place] * photo.input[at * 3 + channel]).sum::<f32>();
        }
        let value = map.values[(row * (SIDE - 2) + column) * 8 + number];
        assert!((sum.max(0.0) - value).abs() < 1e-4, "filter {number}: {sum}, {value}");
    }
}

#[test]
fn the_photos_that_move_a_filter_most_come_first_and_all_are_looked_at() {
    let mut trained = trained();
    let answer = trained.strongest(0, 3, |_| true).expect("a network");
    assert_eq!((answer.operations[0], answer.photos.len()), (8, STRONGEST));
    assert_eq!((answer.looked_at, answer.all), (DRAWINGS, DRAWINGS));
    assert!(answer.photos.windows(2).all(|pair| pair[0].1 >= pair[1].1));
    assert!(trained.strongest(99, 0, |_| true).expect("a network").photos.is_empty(), "there is no such operation");
}

#[test]
fn a_look_at_all_photos_that_was_ended_goes_on_where_it_was() {
    let mut ended = trained();
    let first = ended.strongest(0, 3, |_| false).expect("a network");
    assert_eq!((first.looked_at, first.all), (BATCH, DRAWINGS));
    let mut seen = Vec::new();
    let last = ended.strongest(0, 3, |so_far| {
        seen.push(so_far.looked_at);
        true
    });
    assert_eq!(seen, [2 * BATCH]);
    assert_eq!(last.expect("a network"), trained().strongest(0, 3, |_| true).expect("a network"));
}

#[test]
fn places_are_spread_and_each_is_there_once() {
    for count in [0, 1, 2, 3, 10, 48, 97, 1000] {
        let mut places: Vec<usize> = spread(count).collect();
        let first: Vec<usize> = places.iter().copied().take(BATCH).collect();
        places.sort_unstable();
        assert_eq!(places, (0..count).collect::<Vec<_>>());
        if count >= 4 * BATCH {
            let (low, high) = (first.iter().min().copied(), first.iter().max().copied());
            assert!(low < Some(count / 4) && high > Some(count * 3 / 4), "{first:?} of {count}");
        }
    }
}

#[test]
fn losses_are_the_negative_logarithms_of_the_shares_that_the_network_predicts() {
    let trained = trained();
    let losses = trained.losses(|_| true).expect("a network");
    assert_eq!((losses.photos.len(), losses.all), (DRAWINGS, DRAWINGS));
    assert!(losses.photos.iter().all(|(share, loss)| (loss + share.ln()).abs() < 1e-4));
    let right = losses.photos.iter().filter(|(share, _)| *share > 0.5).count();
    assert_eq!(losses.right, right);
    assert!(losses.accuracy() > 0.5, "it has learnt the drawings: {}", losses.accuracy());
}

#[test]
fn zeros_are_those_of_the_maps_after_relu() {
    let trained = trained();
    let silent = trained.silent().expect("a network");
    let names: Vec<&str> = silent.layers.iter().map(|layer| layer.name.as_str()).collect();
    assert_eq!(names, ["conv2d", "conv2d_1"]);
    let maps =
        |photo: &Shown| Activations::of(&trained.network, &photo.input).expect("a network").layers.swap_remove(0);
    let (mut zeros, mut all) = (0, 0);
    for photo in &trained.batch {
        let values = maps(photo).values;
        zeros += values.iter().filter(|value| **value == 0.0).count();
        all += values.len();
    }
    assert!((silent.layers[0].zeros - zeros as f64 / all as f64).abs() < 1e-12);
    assert!(silent.layers[0].dead.len() < silent.layers[0].filters);
}

#[test]
fn a_photo_seen_has_the_shares_that_are_predicted_and_the_layers_that_look() {
    let trained = trained();
    let photo = &trained.batch[0];
    let seen = trained.seen(Some((&photo.picture, Some(photo.label)))).expect("a network");
    let predicted = trained.network.probabilities(&photo.input).expect("a network");
    assert!(seen.shares.iter().zip(&predicted).all(|(one, other)| (one - other).abs() < 1e-5));
    let (label, loss) = seen.truth.expect("its class is known");
    assert!((loss + seen.shares[label].ln()).abs() < 1e-4);
    let names: Vec<(&str, usize)> = seen.stages.iter().map(|stage| (stage.name.as_str(), stage.weights)).collect();
    assert_eq!(
        names,
        [
            ("conv2d", 8 * 28),
            ("max_pooling2d", 0),
            ("conv2d_1", 12 * 73),
            ("max_pooling2d_1", 0),
            ("flatten", 0),
            ("dense", 2 * (6 * 6 * 12 + 1)),
        ]
    );
    assert!(seen.stages.iter().all(|stage| stage.pictures.len() == if stage.has_maps { 4 } else { 1 }));
}
