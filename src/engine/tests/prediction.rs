//! Photographs before a run's network.

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

impl Bench {
    /// The prediction for a black picture.
    fn verdict(&mut self, model: Arc<ModelView>, number: u64) -> Verdict {
        self.send(PredictionCommand::Classify { model, items: items(number..number + 1) });
        let events = self.until(|event| card(event) == Some(number));
        match events.last() {
            Some(EngineEvent::Prediction(PredictionEvent::Classified { answer: Ok(answer), .. })) => {
                answer.verdict.clone()
            }
            other => panic!("not classified: {other:?}"),
        }
    }
}

#[test]
fn a_network_that_is_not_there_classifies_nothing_and_the_answer_says_so() {
    let mut bench = Bench::new();
    let model = ModelView {
        run: bench.path("nowhere"),
        epoch: None,
        digest: String::new(),
        classes: Vec::new(),
        mirror_averaging: false,
    };
    bench.send(PredictionCommand::Classify { model: Arc::new(model), items: items(1..2) });
    let events = bench.until(|event| card(event) == Some(1));
    assert!(
        matches!(events.last(), Some(EngineEvent::Prediction(PredictionEvent::Classified { answer: Err(_), .. }))),
        "{events:?}"
    );
}

#[test]
fn a_cancelled_classification_ends_and_a_later_one_is_answered() {
    let mut bench = Bench::new();
    let run = bench.trained(small(1));
    let model = bench.network(&run);
    // More than the events that may wait unread, so that the thread cannot be done before it is cancelled.
    let many = 4 * EVENTS_WAITING as u64;
    bench.send(PredictionCommand::Classify { model: Arc::clone(&model), items: items(0..many) });
    bench.send(PredictionCommand::Classify { model: Arc::clone(&model), items: items(many..many + 1) });
    bench.until(|event| card(event) == Some(0));
    bench.send(PredictionCommand::Cancel);
    bench.send(PredictionCommand::Classify { model, items: items(many + 1..many + 2) });
    let events = bench.until(|event| card(event) == Some(many + 1));
    let answered: Vec<u64> = events.iter().filter_map(card).collect();
    // What was sent before it was cancelled, and the one that was in work.
    assert!(answered.len() <= EVENTS_WAITING + 3, "{} were answered", answered.len());
    assert!(!answered.contains(&many), "the job that waited is cancelled, too");
}

#[test]
fn each_photograph_is_classified_by_the_run_that_was_asked_for() {
    let mut bench = Bench::new();
    let [first, second] = [1, 2].map(|seed| bench.trained(RunConfig { seed, ..small(1) }));
    let [one, other] = [&first, &second].map(|run| bench.network(run));
    let before = bench.verdict(Arc::clone(&one), 1);
    let between = bench.verdict(Arc::clone(&other), 2);
    let after = bench.verdict(Arc::clone(&one), 3);
    assert_eq!((&before.model.run, &between.model.run, &after.model.run), (&first, &second, &first));
    assert_ne!(one.digest, other.digest);
    assert_eq!(before.probabilities, after.probabilities);
    assert_eq!(one.epoch, Some(1), "the file says which epoch its weights are of");
}

#[test]
fn a_folder_that_holds_no_run_is_reported_with_the_request_that_named_it() {
    let mut bench = Bench::new();
    let run = bench.trained(small(1));
    let model = bench.network(&run);
    let nowhere = bench.path("nowhere");
    bench.send(PredictionCommand::Open { number: 5, run: nowhere });
    bench.until(|event| matches!(event, EngineEvent::Prediction(PredictionEvent::ModelFailed { number: 5, .. })));
    assert_eq!(bench.verdict(model, 1).model.run, run);
}
