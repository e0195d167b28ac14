//! Any sequence of commands or clicks leaves the window in a valid state.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use eframe::egui::vec2;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use proptest::prelude::*;
use proptest::sample::Index;

use super::harness::{LOOK_AGAIN, Memory, Window, small_experiment};
use super::steps::command;
use super::subject::is_of_one_subject;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::persistence::Settings;
use crate::app::state::State;
use crate::data::drawings;
use crate::run::TrainEvent;
use crate::run::read_events;
use crate::text::{Language, ShellText};

/// What is open at the beginning.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Start {
    Nothing,
    Photographs,
    Trained,
}

/// A window that may have opened photographs of the user's, and may have trained on them.
fn window(start: Start) -> Window {
    let mut window = Window::with(vec2(900.0, 600.0), small_experiment(2));
    drawings::write(&photographs(&window), 16, 5).expect("the folder can be written");
    stay_small(&mut window);
    if start == Start::Nothing {
        return window;
    }
    window.drop_files(&[photographs(&window)]);
    window.until("the overlay is read", |window| {
        !window.state().subject.data.sides.is_empty() && window.state().document().is_some()
    });
    if start == Start::Trained {
        window.until("it can be built", |window| window.state().subject.network.can_be_built());
        command(&mut window, Command::StartTraining);
        window.until("the network is ready", |window| window.state().subject.results.run.is_some());
    }
    window
}

fn photographs(window: &Window) -> PathBuf {
    window.folder.path().join("mine")
}

/// Each file of a folder and what it holds.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files =
        walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files.map(|file| (file.path().to_owned(), std::fs::read(file.path()).expect("it can be read"))).collect()
}

/// Lets the next dialog give a path that may be valid or not, but is never one of the photographs.
fn prepare_dialog(window: &Window, number: usize) {
    let root = window.folder.path();
    let mut paths =
        vec![root.join("mine"), root.join("nowhere/file"), root.join(format!("file {number}")), root.join("runs")];
    paths.extend(runs(root));
    window.answers.forget();
    window.answers.will_choose(&[&paths[number % paths.len()]]);
}

/// The folders of all runs.
fn runs(root: &Path) -> Vec<PathBuf> {
    let mut runs: Vec<PathBuf> =
        std::fs::read_dir(root.join("runs")).into_iter().flatten().flatten().map(|run| run.path()).collect();
    runs.retain(|run| run.join("config.ron").exists());
    runs.sort();
    runs
}

/// Checks what is true of every valid state.
fn is_valid(window: &mut Window) {
    window.harness.step();
    let state = window.state();
    is_of_one_subject(window);
    data_is_valid(state);
    results_are_valid(state);
    let panics = [Language::English, Language::Portuguese].map(|language| language.text(ShellText::PartFailed));
    for notice in state.notices.all() {
        assert!(!panics.contains(&notice.summary.as_str()), "{notice:?}");
    }
    let mut memory = Memory::default();
    state.settings.save(&mut memory);
    assert_eq!(Settings::load(Some(&memory)), state.settings, "saved settings are read back equal");

    if state.page() == Page::Training && state.plots.alone.is_some() || state.lessons.is_full {
        // A plot or a lesson fills the window.
        return;
    }
    let language = state.language;
    let screen = window.harness.ctx.content_rect();
    for page in Page::ALL {
        let step = format!("{} {}", page.number(), language.text(page.name()));
        let step = window.harness.query_all_by_label(&step).next().expect("the step is on the rail").rect();
        assert!(screen.contains_rect(step), "{step:?}");
    }
    let in_status = |widget: &eframe::egui::WidgetRect| widget.rect.top() > screen.bottom() - 40.0;
    let has_status = window.harness.ctx.viewport(|viewport| {
        // After a frame egui keeps its widgets here; `this_pass` has those of the frame before.
        let widgets = &viewport.prev_pass.widgets;
        widgets.layers().any(|(_, layer)| layer.iter().any(in_status))
    });
    assert!(has_status, "the status bar is there");
}

fn data_is_valid(state: &State) {
    let data = &state.subject.data;
    let count = data.dataset.as_ref().map_or(0, |dataset| dataset.photos.len());
    let in_order = |(at, place): (usize, &usize)| *place < count && data.place_shown(*place) == Ok(at);
    assert!(data.shown.iter().enumerate().all(in_order), "{:?} of {count}", data.shown);
    assert!(data.selected.is_none_or(|place| place < count), "{:?} of {count}", data.selected);
    assert!(data.sides.is_empty() || data.sides.len() == count, "{} sides of {count}", data.sides.len());
    assert!(state.subject.augmentation.index < count.max(1), "{} of {count}", state.subject.augmentation.index);
    assert!(state.subject.network.open_layer.is_none_or(|layer| layer < state.subject.config.network.layers.len()));
    let prediction = &state.subject.prediction;
    if !prediction.unarranged {
        assert!(prediction.shown.iter().all(|place| *place < prediction.cards.len()));
    }
    assert!(prediction.open.is_none_or(|id| prediction.cards.iter().any(|card| card.id == id)));
    assert!(prediction.cards.is_sorted_by(|a, b| a.id < b.id));
    if let Some(run) = &state.subject.run {
        let numbers: Vec<usize> = run.epochs.iter().map(|epoch| epoch.epoch).collect();
        assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>(), "every epoch once");
    }
}

fn results_are_valid(state: &State) {
    let results = &state.subject.results;
    let Some(evaluated) = results.results() else { return };
    let count = results.figures().expect("figures").predictions.names().len();
    let shown: HashSet<usize> = results.shown.iter().copied().collect();
    assert!(shown.len() == results.shown.len() && shown.iter().all(|place| *place < count));
    assert!(results.selected.is_none_or(|place| place < count));
    assert!(results.epoch.is_none_or(|epoch| epoch < evaluated.epochs.len()));
    assert!((results.positive as usize) < evaluated.best.predictions.classes().len());
    assert!((0.0..=1.0).contains(&results.threshold));
}

/// How many runs on disk have no end yet.
fn running(window: &Window) -> usize {
    let runs = std::fs::read_dir(window.folder.path().join("runs")).into_iter().flatten();
    let runs = runs.filter_map(|run| Some(run.ok()?.path())).filter(|run| run.is_dir());
    let events = runs.filter_map(|run| read_events(&run).ok());
    events.filter(|events| !matches!(events.last(), Some(TrainEvent::RunEnded(_)))).count()
}

/// Stops what still runs; then every run has its end, and the photographs are as they were.
fn end(mut window: Window, before: &BTreeMap<PathBuf, Vec<u8>>) {
    assert!(running(&window) <= 1, "{} trainings run at once", running(&window));
    command(&mut window, Command::StopTraining);
    window.until("it has ended", |window| window.state().active_run().is_none());
    assert_eq!(running(&window), 0, "every run was ended");
    let photographs = photographs(&window);
    let (folder, _) = window.close();
    assert_eq!(&contents(&photographs), before, "photos are never changed");
    drop(folder);
}

/// Takes a small experiment, since the presets' networks would train for minutes.
fn stay_small(window: &mut Window) {
    let subject = &mut window.harness.state_mut().state.subject;
    if !subject.is_experiment() {
        return;
    }
    let config = &mut subject.config;
    if config.network.input != (16, 16) {
        *config = small_experiment(2);
        subject.network.open_layer = None;
    }
}

/// Runs some frames in which the engine's events arrive.
fn wait(window: &mut Window, frames: usize) {
    for _ in 0..frames {
        window.harness.step();
        std::thread::park_timeout(LOOK_AGAIN);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 30, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_commands_leaves_a_valid_state(
        start in prop_oneof![Just(Start::Nothing), Just(Start::Photographs), Just(Start::Trained)],
        requests in proptest::collection::vec((any::<Index>(), 0_usize..40), 8..32),
    ) {
        let mut window = window(start);
        let before = contents(&photographs(&window));
        for (number, (request, frames)) in requests.into_iter().enumerate() {
            let possible: Vec<Command> =
                Command::ALL.into_iter().filter(|command| command.enabled(window.state()).is_ok()).collect();
            prepare_dialog(&window, number);
            command(&mut window, *request.get(&possible));
            wait(&mut window, frames);
            stay_small(&mut window);
            is_valid(&mut window);
        }
        end(window, &before);
    }

    #[test]
    fn any_sequence_of_clicks_leaves_a_valid_state(
        start in prop_oneof![Just(Start::Nothing), Just(Start::Photographs), Just(Start::Trained)],
        clicks in proptest::collection::vec((any::<Index>(), 0_usize..20), 20..60),
    ) {
        let mut window = window(start);
        let before = contents(&photographs(&window));
        for (number, (click, frames)) in clicks.into_iter().enumerate() {
            prepare_dialog(&window, number);
            {
                let nodes = window.harness.root().children_recursive();
                let possible: Vec<_> = nodes.filter(|node| can_be_clicked(&node.accesskit_node())).collect();
                click.get(&possible).click_accesskit();
            }
            wait(&mut window, frames + 2);
            stay_small(&mut window);
            is_valid(&mut window);
        }
        end(window, &before);
    }
}

fn can_be_clicked(node: &egui_kittest::kittest::AccessKitNode<'_>) -> bool {
    let clicks = node.data().supports_action(eframe::egui::accesskit::Action::Click);
    clicks && !node.is_disabled() && !node.is_hidden()
}
