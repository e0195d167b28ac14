//! What follows from the experiment.

use super::*;

#[test]
fn the_newest_preview_is_always_answered() {
    let mut bench = Bench::new();
    let _held = bench.opened(1, DRAWINGS);
    let question = |seed| Preview::Split { dataset: 1, data: DataConfig { split_seed: seed, ..DataConfig::default() } };
    for number in 1..=200 {
        bench.send(PreviewCommand { generation: u64::from(number), question: question(number) });
    }
    let events =
        bench.until(|event| matches!(event, EngineEvent::Preview(PreviewEvent::Split { generation: 200, .. })));
    let answered = events.iter().filter_map(|event| match event {
        EngineEvent::Preview(PreviewEvent::Split { generation, .. }) => Some(*generation),
        _ => None,
    });
    let answered: Vec<_> = answered.collect();
    assert!(answered.is_sorted(), "answers come in the order of the questions: {answered:?}");
    // A question about a data set that is no longer open is dropped.
    let stale = Preview::Split { dataset: 0, data: DataConfig::default() };
    bench.send(PreviewCommand { generation: 201, question: stale });
    let question = Preview::Summary { network: NetworkConfig::default(), classes: 2 };
    bench.send(PreviewCommand { generation: 202, question });
    let events =
        bench.until(|event| matches!(event, EngineEvent::Preview(PreviewEvent::Summary { generation: 202, .. })));
    assert_eq!(events.len(), 1, "{events:?}");
}
