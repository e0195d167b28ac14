//! Photographs before the network that predicts.

use super::*;
use crate::data::Picture;

fn items(cards: std::ops::Range<u64>) -> Vec<ClassifyItem> {
    let pixels = Arc::new(Picture { height: 1, width: 1, rgb: vec![0; 3] });
    cards.map(|card| ClassifyItem { card, photograph: Photograph::Pixels(Arc::clone(&pixels)) }).collect()
}

fn card(event: &EngineEvent) -> Option<u64> {
    match event {
        EngineEvent::Prediction(PredictionEvent::Classified { card, .. }) => Some(*card),
        _ => None,
    }
}

#[test]
fn without_a_network_nothing_is_classified_and_the_answer_says_so() {
    let mut bench = Bench::new();
    bench.send(PredictionCommand::Classify { items: items(1..2) });
    let events = bench.until(|event| card(event) == Some(1));
    assert!(
        matches!(events.last(), Some(EngineEvent::Prediction(PredictionEvent::Classified { answer: Err(_), .. }))),
        "{events:?}"
    );
}

#[test]
fn a_cancelled_classification_ends_and_a_later_one_is_answered() {
    let mut bench = Bench::new();
    bench.trained(small(1));
    // More than the events that may wait unread, so that the thread cannot be done before it is cancelled.
    let many = 4 * EVENTS_WAITING as u64;
    bench.send(PredictionCommand::Classify { items: items(0..many) });
    bench.send(PredictionCommand::Classify { items: items(many..many + 1) });
    bench.until(|event| card(event) == Some(0));
    bench.send(PredictionCommand::Cancel);
    bench.send(PredictionCommand::Classify { items: items(many + 1..many + 2) });
    let events = bench.until(|event| card(event) == Some(many + 1));
    let answered: Vec<u64> = events.iter().filter_map(card).collect();
    // What was sent before it was cancelled, and the one that was in work.
    assert!(answered.len() <= EVENTS_WAITING + 3, "{} were answered", answered.len());
    assert!(!answered.contains(&many), "the job that waited is cancelled, too");
}

#[test]
fn a_folder_that_holds_no_run_leaves_the_network_that_predicts() {
    let mut bench = Bench::new();
    let run = bench.trained(small(1));
    bench.send(PredictionCommand::OpenRun { folder: bench.path("nowhere") });
    bench.until(|event| matches!(event, EngineEvent::Prediction(PredictionEvent::ModelFailed { .. })));
    bench.send(PredictionCommand::Classify { items: items(1..2) });
    let events = bench.until(|event| card(event) == Some(1));
    let Some(EngineEvent::Prediction(PredictionEvent::Classified { answer: Ok(answer), .. })) = events.last() else {
        panic!("not classified: {events:?}")
    };
    assert_eq!(answer.verdict.model.origin, ModelOrigin::Run { folder: run });
}
