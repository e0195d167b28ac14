//! Events of requests that have been replaced or cancelled change nothing.

use std::sync::Arc;

use super::harness::Window;
use super::steps::{command, with_drawings, with_results};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::state::{Cell, DuplicateSearch, Evaluation, ExplanationTab, HeatKind, Opening, State, next_number};
use crate::config::DataSource;
use crate::engine::{
    DatasetEvent, DuplicatesEvent, EngineEvent, EvaluationEvent, EvaluationProblem, ExplanationAnswer,
    ExplanationEvent, Preparation, PreviewEvent, RunsEvent, ThumbnailsEvent, TrainingEvent,
};
use crate::run::TrainEvent;
use crate::shared_error::SharedError;

fn take(window: &mut Window, event: EngineEvent) {
    let context = window.harness.ctx.clone();
    window.harness.state_mut().take_event(&context, event);
}

fn failure() -> SharedError {
    std::io::Error::other("this event is stale").into()
}

fn state(window: &mut Window) -> &mut State {
    &mut window.harness.state_mut().state
}

/// Opens the drawings twice, so that there is an older opening; gives the newer one's number.
fn opened_twice(window: &mut Window) -> u64 {
    with_drawings(window);
    command(window, Command::UseDrawings);
    window.until("the drawings are open again", |window| {
        let data = &window.state().subject.data;
        data.generation > 0 && data.unusable.is_some() && !data.sides.is_empty()
    });
    window.until("every small picture is there", |window| window.state().subject.data.thumbnails.is_complete());
    window.state().subject.data.generation
}

#[test]
fn events_of_an_older_opening_change_nothing() {
    let mut window = Window::open();
    let newest = opened_twice(&mut window);
    let dataset = window.state().subject.data.dataset.clone().expect("the drawings are open");
    let first = window.state().subject.data.shown[0];
    state(&mut window).subject.data.examining = Some((3, 40));
    let thumbnail =
        |generation| EngineEvent::from(ThumbnailsEvent::Dataset { generation, index: first, picture: Err(failure()) });
    let progress = |generation| EngineEvent::from(DatasetEvent::ExamineProgress { generation, done: 30, total: 40 });
    for event in [
        thumbnail(newest - 1),
        progress(newest - 1),
        EngineEvent::from(DatasetEvent::Examined {
            generation: newest - 1,
            unusable: Arc::default(),
            duplicates: Arc::default(),
        }),
        EngineEvent::from(DatasetEvent::Failed { generation: newest - 1, reason: failure() }),
        EngineEvent::from(DatasetEvent::Opened { generation: newest - 1, dataset: Arc::clone(&dataset) }),
    ] {
        let name = format!("{event:?}").chars().take(20).collect::<String>();
        take(&mut window, event);
        let data = &mut state(&mut window).subject.data;
        assert_eq!(data.examining, Some((3, 40)), "{name}");
        assert_eq!(data.generation, newest, "{name}");
        assert!(matches!(data.thumbnails.get(first), Some(Cell::Ready { .. })), "{name}");
        assert_eq!(window.state().notices.unread().count(), 0, "{name}");
    }
    take(&mut window, progress(newest));
    assert_eq!(window.state().subject.data.examining, Some((30, 40)), "an event of the newest opening is taken");
    take(&mut window, thumbnail(newest));
    assert!(matches!(state(&mut window).subject.data.thumbnails.get(first), Some(Cell::Failed(_))));

    let opening = state(&mut window).subject.data.begin_opening(DataSource::drawings(8, 3), Opening::Others);
    let found = |generation| EngineEvent::from(DatasetEvent::Progress { generation, found: 7 });
    for event in [
        found(opening - 1),
        EngineEvent::from(DatasetEvent::Failed { generation: opening - 1, reason: failure() }),
        EngineEvent::from(DatasetEvent::Opened { generation: opening - 1, dataset }),
    ] {
        take(&mut window, event);
        let loading = window.state().subject.data.loading.as_ref().expect("the opening is under way");
        assert_eq!((loading.generation, loading.found), (opening, 0));
        assert_eq!(window.state().subject.data.generation, newest);
    }
    take(&mut window, found(opening));
    assert_eq!(window.state().subject.data.loading.as_ref().map(|loading| loading.found), Some(7));
}

#[test]
fn events_of_older_previews_and_runs_change_nothing() {
    let mut window = Window::open();
    opened_twice(&mut window);
    let sides = Arc::clone(&window.state().subject.data.sides);
    // A number that no request of these kinds has.
    let other = next_number();
    for event in [
        EngineEvent::from(PreviewEvent::Split { generation: other, sides: Arc::default() }),
        EngineEvent::from(PreviewEvent::Photo { generation: other, photo: Err(failure()) }),
        EngineEvent::from(PreviewEvent::Augmentation { generation: other, versions: Err(failure()) }),
        EngineEvent::from(ExplanationEvent::GradCam { generation: other, view: Err(failure()) }),
        EngineEvent::from(TrainingEvent::Failed { run: 1, reason: failure() }),
        EngineEvent::from(TrainingEvent::Loading { run: 1, step: Preparation::Reading, done: 3, total: 4 }),
        EngineEvent::from(TrainingEvent::Train { run: 1, event: TrainEvent::EpochStarted { epoch: 3 } }),
    ] {
        take(&mut window, event);
        let state = window.state();
        assert!(Arc::ptr_eq(&state.subject.data.sides, &sides));
        assert!(state.subject.data.detail.is_none() && state.subject.augmentation.versions.is_none());
        assert!(state.subject.results.explained.is_none() && state.subject.run.is_none());
        assert_eq!(state.notices.unread().count(), 0);
    }
}

#[test]
fn events_of_an_older_evaluation_change_nothing() {
    let mut window = Window::open();
    with_results(&mut window);
    let (newest, results) =
        (window.state().subject.results.generation, window.state().subject.results.results().cloned());
    let results = results.expect("an evaluation");
    let first = window.state().subject.results.shown[0];
    window.until("every small picture is there", |window| window.state().subject.results.thumbnails.is_complete());
    let thumbnail = |generation| {
        EngineEvent::from(ThumbnailsEvent::Evaluated { generation, photograph: first, picture: Err(failure()) })
    };
    take(&mut window, thumbnail(newest - 1));
    assert!(matches!(state(&mut window).subject.results.thumbnails.get(first), Some(Cell::Ready { .. })));

    state(&mut window).subject.results.evaluation = Evaluation::Running { done: 0, total: 8 };
    let evaluated =
        |generation| EngineEvent::from(EvaluationEvent::Evaluated { generation, results: Arc::clone(&results) });
    for event in [
        EngineEvent::from(EvaluationEvent::Progress { generation: newest - 1, done: 5, total: 8 }),
        EngineEvent::from(EvaluationEvent::Failed {
            generation: newest - 1,
            problem: EvaluationProblem::Other(failure()),
        }),
        evaluated(newest - 1),
    ] {
        take(&mut window, event);
        assert!(matches!(window.state().subject.results.evaluation, Evaluation::Running { done: 0, total: 8 }));
    }
    window.send(Action::CancelEvaluation);
    window.harness.run_steps(2);
    take(&mut window, evaluated(newest));
    assert!(
        matches!(window.state().subject.results.evaluation, Evaluation::Cancelled),
        "a cancelled one does not come back"
    );
    let newest = window.state().subject.results.generation;
    take(&mut window, evaluated(newest));
    assert!(window.state().subject.results.results().is_some(), "an event of the newest evaluation is taken");
}

#[test]
fn events_of_an_older_search_or_comparison_change_nothing() {
    let mut window = Window::open();
    with_drawings(&mut window);
    let duplicates = &mut state(&mut window).subject.duplicates;
    duplicates.generation = 5;
    duplicates.search = DuplicateSearch::Running { done: 0, total: 40 };
    let found = |generation| EngineEvent::from(DuplicatesEvent::Found { generation, duplicates: Ok(Arc::default()) });
    for event in [EngineEvent::from(DuplicatesEvent::Progress { generation: 4, done: 9, total: 40 }), found(4)] {
        take(&mut window, event);
        let search = &window.state().subject.duplicates.search;
        assert!(matches!(search, DuplicateSearch::Running { done: 0, total: 40 }));
    }
    window.send(Action::CancelDuplicates);
    window.harness.run_steps(2);
    take(&mut window, found(5));
    let search = &window.state().subject.duplicates.search;
    assert!(matches!(search, DuplicateSearch::Cancelled), "a cancelled one does not come back");

    state(&mut window).comparison.generation = 5;
    take(&mut window, EngineEvent::from(RunsEvent::Compared { generation: 4, comparison: Err(failure()) }));
    assert!(window.state().comparison.result.is_none());
}

#[test]
fn events_of_an_older_explanation_change_nothing() {
    let mut window = Window::open();
    with_results(&mut window);
    window.send(Action::ExplainEvaluated);
    window.until("the layers are computed", |window| window.state().subject.explanation.opened().is_some());
    let explanation = &mut state(&mut window).subject.explanation;
    (explanation.tab, explanation.heat.kind) = (ExplanationTab::Heat, HeatKind::Occlusion);
    window.send(Action::Occlude);
    window.until("the map is computed", |window| {
        matches!(window.state().subject.explanation.occlusion.shown, Some(Ok(_)))
    });

    // A number that no request about this photograph has.
    let other = next_number();
    for event in [
        EngineEvent::from(ExplanationEvent::Opened { generation: other, view: Err(failure()) }),
        EngineEvent::from(ExplanationEvent::Explained { generation: other, answer: Err(failure()) }),
        EngineEvent::from(ExplanationEvent::Explained {
            generation: other,
            answer: Ok(ExplanationAnswer::Occlusion(Vec::new())),
        }),
        EngineEvent::from(ExplanationEvent::Explained {
            generation: other,
            answer: Ok(ExplanationAnswer::Heat(Vec::new())),
        }),
    ] {
        take(&mut window, event);
        let explanation = &window.state().subject.explanation;
        assert!(explanation.opened().is_some());
        assert!(matches!(&explanation.occlusion.shown, Some(Ok(shown)) if shown.len() == 2));
        assert!(explanation.maps.shown.is_none() && explanation.path.shown.is_none());
        assert!(!matches!(&explanation.heat.shown, Some(Ok(shown)) if shown.is_empty()));
    }
    state(&mut window).subject.explanation.occlusion.running = Some((0, 9));
    take(&mut window, EngineEvent::from(ExplanationEvent::Progress { generation: other, done: 5, total: 9 }));
    assert_eq!(window.state().subject.explanation.occlusion.running, Some((0, 9)));
}
