//! What is asked about a photograph, against the network's own answers.

use super::*;
use crate::config::{
    Activation, DataConfig, DataSource, LayerConfig, NetworkConfig, Padding, RunConfig, TrainingConfig, Units,
};
use crate::engine::tests::Bench;
use crate::engine::{EngineCommand, Photograph, RunPlace, TrainingOrder};
use crate::nn::explain::{Occluder, Step};

fn trained(bench: &mut Bench, layers: Vec<LayerConfig>) -> PathBuf {
    let source = DataSource::Drawings { count: 24, seed: 5 };
    let config = RunConfig {
        data: DataConfig { source: Some(source), ..DataConfig::default() },
        network: NetworkConfig { input: (12, 10), layers },
        training: TrainingConfig { batch_size: 8, epochs: 1, ..TrainingConfig::default() },
        ..RunConfig::default()
    };
    let place = RunPlace::New { runs: bench.folder() };
    bench.send(EngineCommand::StartTraining(TrainingOrder { run: 1, config, place }));
    let events = bench.until(|event| matches!(event, EngineEvent::ModelReady(ready) if is_run(&ready.origin)));
    let Some(EngineEvent::ModelReady(ready)) = events.last() else { panic!("no network: {events:?}") };
    let ModelOrigin::Run { folder } = &ready.origin else { panic!("not of a run") };
    folder.clone()
}

fn is_run(origin: &ModelOrigin) -> bool {
    matches!(origin, ModelOrigin::Run { .. })
}

fn layers() -> Vec<LayerConfig> {
    let (kernel_size, strides, padding) = ((3, 3), (1, 1), Padding::Same);
    let activation = Activation::Relu;
    vec![
        LayerConfig::Conv2D { filters: 5, kernel_size, strides, padding, activation, use_bias: true },
        LayerConfig::BatchNormalization { momentum: 0.9, epsilon: 1e-3 },
        LayerConfig::MaxPooling2D { pool_size: (2, 2), strides: None, padding: Padding::Valid },
        LayerConfig::Flatten {},
        LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true },
    ]
}

fn card() -> ExplanationSubject {
    let rgb = (0..40 * 30 * 3).map(|at| (at * 13 % 251) as u8).collect();
    ExplanationSubject::Card(Photograph::Pixels(Arc::new(Picture { height: 40, width: 30, rgb })))
}

fn opened(
    bench: &mut Bench,
    generation: u64,
    subject: ExplanationSubject,
) -> Result<Arc<ExplanationView>, SharedError> {
    bench.send(EngineCommand::OpenExplanation { generation, subject });
    let events =
        bench.until(|event| matches!(event, EngineEvent::ExplanationOpened { generation: g, .. } if *g == generation));
    let Some(EngineEvent::ExplanationOpened { view, .. }) = events.last() else { panic!("not opened: {events:?}") };
    view.clone()
}

fn answered(
    bench: &mut Bench,
    generation: u64,
    question: ExplanationRequest,
) -> Result<ExplanationAnswer, SharedError> {
    bench.send(EngineCommand::AskExplanation { generation, question });
    let is_it = |event: &EngineEvent| matches!(event, EngineEvent::ExplanationAnswered { generation: g, .. } if *g == generation);
    let events = bench.until(is_it);
    let Some(EngineEvent::ExplanationAnswered { answer, .. }) = events.last() else { panic!("no answer: {events:?}") };
    answer.clone()
}

#[test]
fn every_question_about_a_photograph_is_answered_by_its_own_network() {
    let mut bench = Bench::new();
    let run = trained(&mut bench, layers());
    let classifier = Classifier::open(&run, crate::predict::Weights::Best, 1).expect("the run");
    let view = opened(&mut bench, 1, card()).expect("it is opened");
    assert_eq!((view.seen.height, view.seen.width, view.filters.len()), (12, 10, 5));
    assert_eq!(view.convolutions, [0]);
    let probabilities = classifier.classify_pixels(&view.seen.rgb).expect("it runs").probabilities;
    for (ours, its) in view.softmax.probabilities.iter().zip(&probabilities) {
        assert!((ours - its).abs() < 1e-5);
    }

    let heat = ExplanationRequest::Heat { layer: 0, classes: [1, 0], common_scale: true };
    let Ok(ExplanationAnswer::Heat(maps)) = answered(&mut bench, 2, heat) else { panic!("no heat") };
    let input = classifier.input(&view.seen.rgb);
    let activations = Activations::of(classifier.network(), &input).expect("a picture");
    for (map, class) in maps.iter().zip([1, 0]) {
        assert_eq!(map.class as usize, class);
        assert_eq!(Some(&map.map), grad_cam(classifier.network(), &activations, 0, class).as_ref());
    }

    let Ok(ExplanationAnswer::Maps(maps)) =
        answered(&mut bench, 3, ExplanationRequest::Maps { layer: 2, common_scale: false })
    else {
        panic!("no maps")
    };
    assert_eq!((maps.maps.len(), maps.maps[0].height, maps.maps[0].width), (5, 6, 5));

    let path = ExplanationRequest::Path { layer: 4, index: 1 };
    let Ok(ExplanationAnswer::Path(path)) = answered(&mut bench, 4, path) else { panic!("no path") };
    assert!((path.path.value - view.softmax.logits[1]).abs() < 1e-6);
    assert_eq!(path.trace.len(), 5);
    let first = ExplanationRequest::Path { layer: 0, index: path.trace[0] };
    let Ok(ExplanationAnswer::Path(first)) = answered(&mut bench, 5, first) else { panic!("no path") };
    let Step::Convolution { bias, sum, .. } = &first.path.step else { panic!("no convolution") };
    assert!((first.sums_by_input_map().iter().sum::<f32>() + bias - sum).abs() < 1e-5);
    assert!(answered(&mut bench, 6, ExplanationRequest::Path { layer: 4, index: 2 }).is_err(), "there are two logits");

    let Ok(ExplanationAnswer::Perturbation(still)) =
        answered(&mut bench, 7, ExplanationRequest::Perturbation(Perturbation::NONE))
    else {
        panic!("none")
    };
    assert_eq!((&still.seen, &still.probabilities), (&view.seen, &probabilities));
    let perturbation = Perturbation { right: 0.2, blur_pixels: 1.0, ..Perturbation::NONE };
    let Ok(ExplanationAnswer::Perturbation(moved)) =
        answered(&mut bench, 8, ExplanationRequest::Perturbation(perturbation))
    else {
        panic!("none")
    };
    assert_eq!(moved.seen.rgb, perturbation.apply(&view.seen.rgb, 12, 10));
    assert_eq!(moved.probabilities, classifier.classify_pixels(&moved.seen.rgb).expect("it runs").probabilities);

    let occluder = Occluder { side: 4, stride: 2 };
    let occlusion = ExplanationRequest::Occlusion { occluder, classes: [0, 1] };
    let Ok(ExplanationAnswer::Occlusion(maps)) = answered(&mut bench, 9, occlusion.clone()) else { panic!("no map") };
    assert_eq!((maps[0].map.drops.len(), maps[0].pixels.values.len()), (20, 120));
    assert!((maps[0].map.probability - probabilities[0]).abs() < 1e-5);

    // An occlusion that was cancelled is never answered; the question after it is.
    bench.send(EngineCommand::AskExplanation { generation: 10, question: occlusion.clone() });
    bench.send(EngineCommand::CancelOcclusion);
    assert!(answered(&mut bench, 11, occlusion).is_ok());
}

#[test]
fn what_cannot_be_opened_is_told_in_a_sentence() {
    let mut bench = Bench::new();
    let nothing = opened(&mut bench, 1, card()).expect_err("there is no network");
    assert_eq!(nothing.to_string(), Absent::Network.to_string());
    assert!(
        answered(&mut bench, 2, ExplanationRequest::Perturbation(Perturbation::NONE)).is_err(),
        "no photograph is open"
    );

    let dense = LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true };
    let run = trained(&mut bench, vec![LayerConfig::Flatten {}, dense]);
    let view = opened(&mut bench, 3, card()).expect("a network without convolutions is one");
    assert!(view.convolutions.is_empty() && view.filters.is_empty());
    let heat = ExplanationRequest::Heat { layer: 0, classes: [0, 1], common_scale: false };
    let Ok(ExplanationAnswer::Heat(maps)) = answered(&mut bench, 4, heat) else { panic!("no answer") };
    assert!(maps.is_empty());
    let occluder = Occluder { side: 6, stride: 6 };
    let occlusion = ExplanationRequest::Occlusion { occluder, classes: [0, 1] };
    assert!(answered(&mut bench, 5, occlusion).is_ok(), "covering needs no convolution");

    // A photograph that goes away before it is asked about.
    let file = run.join("photograph.png");
    let picture = image::RgbImage::from_pixel(9, 9, image::Rgb([90, 60, 30]));
    picture.save(&file).expect("the folder can be written");
    let listed = crate::predict::list(vec![file.clone()]).next().expect("one").expect("it can be read");
    std::fs::remove_file(&file).expect("it is there");
    let gone = opened(&mut bench, 6, ExplanationSubject::Card(Photograph::Listed(Arc::new(listed))));
    assert!(gone.expect_err("it has gone").to_string().contains("photograph.png"));

    std::fs::remove_file(run.join("best.safetensors")).expect("it is there");
    let classifier = ModelSource::Run(run).open(1);
    assert!(classifier.is_err_and(|error| error.to_string().contains("best.safetensors")));
}
