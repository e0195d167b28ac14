//! Requests about one photograph, against the network's own predictions.

use super::*;
use crate::data::Picture;
use crate::data::augment::Perturbation;
use crate::engine::model::Models;
use crate::nn::explain::{Activations, Occluder, Step, grad_cam};
use crate::predict::Classifier;
use crate::shared_error::SharedError;

fn card(model: &Arc<ModelView>) -> ExplanationSubject {
    let rgb = (0..40 * 30 * 3).map(|at| (at * 13 % 251) as u8).collect();
    let photograph = Photograph::Pixels(Arc::new(Picture { height: 40, width: 30, rgb }));
    ExplanationSubject::Card { model: Arc::clone(model), photograph }
}

fn opened(
    bench: &mut Bench,
    generation: u64,
    subject: ExplanationSubject,
) -> Result<Arc<ExplanationView>, SharedError> {
    bench.send(ExplanationCommand::Open { generation, subject });
    let is_it = |event: &EngineEvent| matches!(event, EngineEvent::Explanation(ExplanationEvent::Opened { generation: own, .. }) if *own == generation);
    let events = bench.until(is_it);
    let Some(EngineEvent::Explanation(ExplanationEvent::Opened { view, .. })) = events.last() else {
        panic!("not opened: {events:?}")
    };
    view.clone()
}

fn explained(
    bench: &mut Bench,
    generation: u64,
    request: ExplanationRequest,
) -> Result<ExplanationAnswer, SharedError> {
    bench.send(ExplanationCommand::Explain { generation, request });
    let is_it = |event: &EngineEvent| {
        matches!(
            event,
            EngineEvent::Explanation(ExplanationEvent::Explained { generation: own, .. }) if *own == generation
        )
    };
    let events = bench.until(is_it);
    let Some(EngineEvent::Explanation(ExplanationEvent::Explained { answer, .. })) = events.last() else {
        panic!("no answer: {events:?}")
    };
    answer.clone()
}

#[test]
fn every_request_about_a_photograph_is_answered_by_its_own_network() {
    let mut bench = Bench::new();
    let run = bench.trained(config(convolution(), 1));
    let classifier = Classifier::open(&run, crate::predict::Weights::Best, 1).expect("the run");
    let model = bench.network(&run);
    let view = opened(&mut bench, 1, card(&model)).expect("it is opened");
    assert_eq!((view.seen.height, view.seen.width, view.filters.len()), (12, 10, 5));
    assert_eq!(view.convolutions, [0]);
    let probabilities = classifier.classify_pixels(&view.seen.rgb).expect("it runs").probabilities;
    for (ours, its) in view.softmax.probabilities.iter().zip(&probabilities) {
        assert!((ours - its).abs() < 1e-5);
    }

    let heat = ExplanationRequest::Heat { layer: 0, classes: [1, 0], common_scale: true };
    let Ok(ExplanationAnswer::Heat(maps)) = explained(&mut bench, 2, heat) else { panic!("no heat") };
    let input = classifier.input(&view.seen.rgb);
    let activations = Activations::of(classifier.network(), &input).expect("a picture");
    for (map, class) in maps.iter().zip([1, 0]) {
        assert_eq!(map.class as usize, class);
        assert_eq!(Some(&map.map), grad_cam(classifier.network(), &activations, 0, class).as_ref());
    }

    let Ok(ExplanationAnswer::Maps(maps)) =
        explained(&mut bench, 3, ExplanationRequest::Maps { layer: 2, common_scale: false })
    else {
        panic!("no maps")
    };
    assert_eq!((maps.maps.len(), maps.maps[0].height, maps.maps[0].width), (5, 6, 5));

    let path = ExplanationRequest::Path { layer: 4, index: 1 };
    let Ok(ExplanationAnswer::Path(path)) = explained(&mut bench, 4, path) else { panic!("no path") };
    assert!((path.path.value - view.softmax.logits[1]).abs() < 1e-6);
    assert_eq!(path.trace.len(), 5);
    let first = ExplanationRequest::Path { layer: 0, index: path.trace[0] };
    let Ok(ExplanationAnswer::Path(first)) = explained(&mut bench, 5, first) else { panic!("no path") };
    let Step::Convolution { bias, sum, .. } = &first.path.step else { panic!("no convolution") };
    assert!((first.sums_by_input_map().iter().sum::<f32>() + bias - sum).abs() < 1e-5);
    assert!(explained(&mut bench, 6, ExplanationRequest::Path { layer: 4, index: 2 }).is_err(), "there are two logits");

    let Ok(ExplanationAnswer::Perturbation(still)) =
        explained(&mut bench, 7, ExplanationRequest::Perturbation(Perturbation::NONE))
    else {
        panic!("none")
    };
    assert_eq!((&still.seen, &still.probabilities), (&view.seen, &probabilities));
    let perturbation = Perturbation { right: 0.2, blur_pixels: 1.0, ..Perturbation::NONE };
    let Ok(ExplanationAnswer::Perturbation(moved)) =
        explained(&mut bench, 8, ExplanationRequest::Perturbation(perturbation))
    else {
        panic!("none")
    };
    assert_eq!(moved.seen.rgb, perturbation.apply(&view.seen.rgb, 12, 10));
    assert_eq!(moved.probabilities, classifier.classify_pixels(&moved.seen.rgb).expect("it runs").probabilities);

    let occluder = Occluder { side: 4, stride: 2 };
    let occlusion = ExplanationRequest::Occlusion { occluder, classes: [0, 1] };
    let Ok(ExplanationAnswer::Occlusion(maps)) = explained(&mut bench, 9, occlusion.clone()) else { panic!("no map") };
    assert_eq!((maps[0].map.drops.len(), maps[0].pixels.values.len()), (20, 120));
    assert!((maps[0].map.probability - probabilities[0]).abs() < 1e-5);

    // An occlusion that was cancelled is never answered; the request after it is.
    bench.send(ExplanationCommand::Explain { generation: 10, request: occlusion.clone() });
    bench.send(ExplanationCommand::CancelOcclusion);
    assert!(explained(&mut bench, 11, occlusion).is_ok());
}

#[test]
fn a_photograph_without_changes_has_the_explained_probabilities_even_where_mirror_images_are_averaged() {
    let mut bench = Bench::new();
    let mut experiment = config(convolution(), 1);
    experiment.prediction.mirror_averaging = true;
    let run = bench.trained(experiment);
    let model = bench.network(&run);
    assert!(model.mirror_averaging);
    let view = opened(&mut bench, 1, card(&model)).expect("it is opened");
    let Ok(ExplanationAnswer::Perturbation(still)) =
        explained(&mut bench, 2, ExplanationRequest::Perturbation(Perturbation::NONE))
    else {
        panic!("none")
    };
    for (now, before) in still.probabilities.iter().zip(&view.softmax.probabilities) {
        assert!((now - before).abs() < 1e-5, "nothing is changed: {now} and {before}");
    }
}

#[test]
fn a_photograph_that_cannot_be_opened_is_reported_in_a_sentence() {
    let mut bench = Bench::new();
    let nowhere = ModelView {
        run: bench.path("nowhere"),
        epoch: None,
        digest: String::new(),
        classes: Vec::new(),
        mirror_averaging: false,
    };
    let nothing = opened(&mut bench, 1, card(&Arc::new(nowhere))).expect_err("there is no network");
    assert!(nothing.to_string().contains("nowhere"), "{nothing}");
    assert!(
        explained(&mut bench, 2, ExplanationRequest::Perturbation(Perturbation::NONE)).is_err(),
        "no photo is open"
    );

    let run = bench.trained(small(1));
    let model = bench.network(&run);
    let view = opened(&mut bench, 3, card(&model)).expect("a network without convolutions is one");
    assert!(view.convolutions.is_empty() && view.filters.is_empty());
    let heat = ExplanationRequest::Heat { layer: 0, classes: [0, 1], common_scale: false };
    let Ok(ExplanationAnswer::Heat(maps)) = explained(&mut bench, 4, heat) else { panic!("no answer") };
    assert!(maps.is_empty());
    let occluder = Occluder { side: 6, stride: 6 };
    let occlusion = ExplanationRequest::Occlusion { occluder, classes: [0, 1] };
    assert!(explained(&mut bench, 5, occlusion).is_ok(), "occlusion needs no convolution");

    // A photograph that goes away before it is asked about.
    let file = run.join("photograph.png");
    let picture = image::RgbImage::from_pixel(9, 9, image::Rgb([90, 60, 30]));
    picture.save(&file).expect("the folder can be written");
    let listed = crate::predict::list(vec![file.clone()]).next().expect("one").expect("it can be read");
    std::fs::remove_file(&file).expect("it is there");
    let gone =
        opened(&mut bench, 6, ExplanationSubject::Card { model, photograph: Photograph::Listed(Arc::new(listed)) });
    assert!(gone.expect_err("it has gone").to_string().contains("photograph.png"));

    std::fs::remove_file(run.join("best.safetensors")).expect("it is there");
    let model = Models::new(1).of_run(&run, None);
    assert!(model.is_err_and(|error| error.to_string().contains("best.safetensors")));
}
