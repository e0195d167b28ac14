//! Labelled photographs before a run's network, and the Grad-CAM of one of them.

use super::*;
use crate::nn::explain::{Activations, grad_cam};
use crate::predict::{Classifier, Weights};
use crate::results::pictures::heat_over;

/// Evaluates the validation photographs of a run.
fn evaluated(bench: &mut Bench, generation: u64, run: &Path) -> Arc<ResultsView> {
    let request = EvaluationRequest { run: run.to_owned(), set: EvaluationSet::Validation, moved_to: None };
    bench.send(EvaluationCommand::Evaluate { generation, request });
    let is_done = |event: &EngineEvent| {
        matches!(event, EngineEvent::Evaluation(EvaluationEvent::Evaluated { .. } | EvaluationEvent::Failed { .. }))
    };
    let events = bench.until(is_done);
    let Some(EngineEvent::Evaluation(EvaluationEvent::Evaluated { generation: own, results })) = events.last() else {
        panic!("not evaluated: {events:?}")
    };
    assert_eq!(*own, generation);
    Arc::clone(results)
}

#[test]
fn the_grad_cam_of_an_evaluated_photograph_leaves_the_open_photograph_alone() {
    let mut bench = Bench::new();
    let run = bench.trained(config(convolution(), 1));
    let results = evaluated(&mut bench, 1, &run);
    let subject = ExplanationSubject::Evaluated { results: Arc::clone(&results), photograph: 0 };
    bench.send(ExplanationCommand::Open { generation: 1, subject });
    let events = bench.until(|event| matches!(event, EngineEvent::Explanation(ExplanationEvent::Opened { .. })));
    let Some(EngineEvent::Explanation(ExplanationEvent::Opened { view: Ok(open), .. })) = events.last() else {
        panic!("not opened: {events:?}")
    };

    let classifier = Classifier::open(&run, Weights::Best, 1).expect("the run");
    let request = GradCamRequest { results: Arc::clone(&results), photograph: 1, layer: Some(0), class: 1 };
    bench.send(ExplanationCommand::GradCam { generation: 2, request });
    let events = bench.until(|event| matches!(event, EngineEvent::Explanation(ExplanationEvent::GradCam { .. })));
    let Some(EngineEvent::Explanation(ExplanationEvent::GradCam { generation: 2, view: Ok(view) })) = events.last()
    else {
        panic!("no Grad-CAM: {events:?}")
    };
    let whole = results.decode(1, true).expect("a drawing");
    assert_eq!(view.size, (whole.height, whole.width));
    let input = classifier.input(&classifier.preprocessing().apply(&whole));
    let activations = Activations::of(classifier.network(), &input).expect("a picture");
    let map = grad_cam(classifier.network(), &activations, 0, 1).expect("a convolution");
    let crate::data::Picture { height, width, rgb } = view.picture.clone();
    let picture = image::RgbImage::from_raw(width as u32, height as u32, rgb).expect("a picture");
    let heat = view.heat.as_ref().expect("a convolution has heat");
    assert_eq!(heat.rgb, heat_over(&picture, &map.normalised()).into_raw());

    let request = ExplanationRequest::Perturbation(crate::data::augment::Perturbation::NONE);
    bench.send(ExplanationCommand::Explain { generation: 3, request });
    let events = bench.until(|event| matches!(event, EngineEvent::Explanation(ExplanationEvent::Explained { .. })));
    let Some(EngineEvent::Explanation(ExplanationEvent::Explained {
        answer: Ok(ExplanationAnswer::Perturbation(unchanged)),
        ..
    })) = events.last()
    else {
        panic!("no answer: {events:?}")
    };
    assert_eq!(unchanged.seen, open.seen, "requests are about the open photo");
}
