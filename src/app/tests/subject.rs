//! What the pages show is one subject: the experiment, or a run with all that belongs to it.

use std::path::{Path, PathBuf};

use eframe::egui::{Key, vec2};
use egui_kittest::kittest::Queryable as _;

use super::harness::{Memory, Window, small_experiment};
use super::steps::{command, evaluated, press, run_ended, train_on_drawings, with_drawings};
use crate::app::commands::Command;
use crate::app::dialogs::Purpose;
use crate::app::page::Page;
use crate::app::state::{CardState, Evaluation, Phase, Subject, run_name};
use crate::app::{actions::Action, state::State};
use crate::config::{DataSource, RunConfig};
use crate::data::drawings;
use crate::engine::Side;
use crate::predict::{Classifier, Weights};
use crate::run::{read_config, read_history};
use crate::text::{DataText, Language};

/// Checks that nothing that is shown belongs to another subject than the shown one, by that subject's own files.
pub fn is_of_one_subject(window: &Window) {
    let state = window.state();
    let Subject { config, run, results, prediction, data, explanation, network, .. } = &state.subject;
    let folder = state.subject.folder();
    assert_eq!(results.run.as_deref().or(folder), folder, "the results are the run's");
    if let Evaluation::Done(evaluated) = &results.evaluation {
        assert_eq!(Some(evaluated.run.as_path()), folder, "the evaluated network is the run's");
    }
    let models = prediction.model.iter().chain(explanation.opened().map(|opened| &opened.view.model));
    let answers = prediction.cards.iter().filter_map(|card| match &card.state {
        CardState::Done(verdict) => Some(&verdict.model),
        _ => None,
    });
    for model in models.chain(answers) {
        assert_eq!(Some(model.run.as_path()), folder, "each prediction is of the run's network");
    }
    if let Some(table) = prediction.to_csv() {
        let rows = table.expect("it is written to memory").lines().count() - 1;
        let answered = prediction.cards.iter().filter(|card| matches!(card.state, CardState::Done(_))).count();
        assert_eq!(rows, answered);
    }
    if let Some((layers, _)) = network.summarized.as_ref().filter(|_| state.network_can_be_built().is_some()) {
        assert_eq!(*layers, config.network);
    }
    match run {
        None => is_experiment(state),
        Some(run) => {
            assert_eq!(*config, run.config, "a run stays what it was");
            let own = [run.config.data.source.clone(), results.moved_to.clone().map(DataSource::Path)];
            if let Some(dataset) = &data.dataset {
                assert!(own.contains(&Some(dataset.source.clone())), "{:?} are its photos", dataset.source);
            }
            if let Some(folder) = folder {
                is_run_on_disk(window, folder);
            }
        }
    }
}

fn is_experiment(state: &State) {
    let Subject { results, prediction, .. } = &state.subject;
    assert!(state.parked.experiment.is_none(), "there is one experiment");
    assert!(matches!(results.evaluation, Evaluation::NotStarted), "an experiment has no results");
    assert!(prediction.model.is_none());
}

/// The numbers of a run are those of its files.
fn is_run_on_disk(window: &Window, folder: &Path) {
    let run = window.state().subject.run.as_ref().expect("a run");
    let stored = read_config(folder).expect("its configuration");
    assert_eq!((&stored.network, &stored.augmentation), (&run.config.network, &run.config.augmentation));
    assert_eq!((&stored.training, &stored.callbacks), (&run.config.training, &run.config.callbacks));
    let epochs =
        if folder.join("history.csv").exists() { read_history(folder).expect("its history") } else { Vec::new() };
    let shown = run.epochs.len();
    // A run that trains is written a moment before or after it is shown.
    if !run.is_active() && run.phase != Phase::TrainedElsewhere {
        assert_eq!(shown, epochs.len());
    }
    let numbers = |epochs: &[crate::run::EpochStats]| -> Vec<(usize, f64, Option<f64>)> {
        epochs.iter().map(|epoch| (epoch.epoch, epoch.loss, epoch.val_accuracy)).collect()
    };
    let both = shown.min(epochs.len());
    assert_eq!(numbers(&run.epochs[..both]), numbers(&epochs[..both]));
    // A lesson in full view has the window to itself.
    if !window.state().lessons.is_full {
        let title = window.harness.query_all_by_label_contains(&run_name(folder)).count();
        assert!(title > 0, "the window names the run");
    }
}

/// Trains on the open photographs to the end; gives the run's folder.
fn trained(window: &mut Window) -> PathBuf {
    window.until("it can be built", |window| window.state().network_can_be_built() == Some(true));
    let number = window.state().runs + 1;
    command(window, Command::StartTraining);
    run_ended(window, number);
    window.state().subject.folder().expect("it has a folder").to_owned()
}

/// A window whose experiment is small and has these photographs.
fn with_photographs(count: usize) -> Window {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(2));
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, count, 5).expect("the folder can be written");
    window.harness.state_mut().state.subject.config = small_experiment(2);
    window.drop_files(&[folder]);
    window.until("its overlay is read", |window| {
        window.state().subject.data.sides.len() == count && window.state().document().is_some()
    });
    window
}

fn opened(window: &mut Window, run: &Path) {
    window.send(Action::TakePaths(Purpose::OpenRun, vec![run.to_owned()]));
    window.until("the run is shown", |window| window.state().subject.folder() == Some(run));
}

#[test]
fn opening_a_run_brings_its_photographs_network_curves_results_and_predictions() {
    let mut window = with_photographs(40);
    let run = trained(&mut window);
    let epochs = read_history(&run).expect("its history");
    let mut other = Window::open();
    other.harness.run_steps(2);
    opened(&mut other, &run);
    other.until("its photos are open", |window| window.state().subject.data.sides.len() == 40);
    is_of_one_subject(&other);
    let shown = other.state().subject.run.as_ref().expect("a run");
    assert_eq!((shown.epochs.len(), matches!(shown.phase, Phase::Ended(_))), (epochs.len(), true));
    assert_eq!(shown.callbacks.len(), epochs.len(), "what its callbacks reported");
    assert_eq!(other.state().subject.config.network, small_experiment(2).network);
    press(&mut other, Command::GoTraining);
    other.harness.get_by_label("Epochs");
    press(&mut other, Command::GoResults);
    evaluated(&mut other);
    is_of_one_subject(&other);
    other.until("its network is open", |window| window.state().subject.prediction.model.is_some());
    is_of_one_subject(&other);
}

#[test]
fn photographs_that_are_excluded_later_change_no_number_of_a_run() {
    let mut window = with_photographs(20);
    let run = trained(&mut window);
    let [training, validation] = [Side::Training, Side::Validation].map(|side| window.state().subject.data.count(side));
    window.harness.state_mut().state.language = Language::English;
    let split =
        Language::English.fill(DataText::SplitDescription, &[("training", &training), ("validation", &validation)]);
    command(&mut window, Command::GoData);
    window.harness.get_by_label(&split);
    command(&mut window, Command::BackToExperiment);
    let excluded = (0..20).find(|index| window.state().subject.data.side(*index) == Some(Side::Training));
    window.harness.state_mut().state.subject.data.choose(excluded.expect("some are trained on"));
    window.harness.run_steps(2);
    command(&mut window, Command::Exclude);
    window.until("it is left out", |window| window.state().subject.data.count(Side::Training) == training - 1);
    opened(&mut window, &run);
    command(&mut window, Command::GoData);
    window.until("the changes are known", |window| window.harness.query_all_by_label_contains("excluded").count() > 0);
    window.harness.get_by_label(&split);
}

#[test]
fn a_runs_folder_that_is_dropped_is_opened_as_a_run() {
    let mut window = with_photographs(40);
    let run = trained(&mut window);
    let mut other = Window::open();
    other.harness.run_steps(2);
    other.drop_files(std::slice::from_ref(&run));
    other.until("the run is shown", |window| window.state().subject.folder() == Some(run.as_path()));
    assert_eq!(other.state().settings.recent.first(), Some(&run));
}

#[test]
fn a_training_shows_its_run_and_the_experiment_comes_back_with_one_click() {
    let mut window = with_photographs(40);
    let run = trained(&mut window);
    assert_eq!(window.state().subject.folder(), Some(run.as_path()));
    window.harness.get_by_label("← Back to the experiment").click();
    window.harness.run_steps(3);
    is_of_one_subject(&window);
    // Other photographs: nothing of the run is left beside them.
    let others = window.folder.path().join("others");
    drawings::write(&others, 20, 9).expect("the folder can be written");
    window.drop_files(&[others]);
    window.until("they are open", |window| window.state().subject.data.sides.len() == 20);
    press(&mut window, Command::GoTraining);
    window.harness.get_by_label("Ready to train");
    window.harness.get_by_label_contains("others · 16 training photos");
    assert!(window.harness.query_by_label("See the results").is_none());
    assert!(window.state().subject.results.run.is_none());
    is_of_one_subject(&window);
}

#[test]
fn a_runs_experiment_is_only_shown_until_it_is_edited_as_a_new_one() {
    let mut window = with_photographs(40);
    trained(&mut window);
    let before = window.state().subject.config.clone();
    press(&mut window, Command::GoNetwork);
    window.harness.state_mut().state.subject.config.training.epochs = 7;
    window.harness.run_steps(2);
    window.harness.state_mut().state.subject.config = before.clone();
    window.harness.get_by_label("Edit as a new experiment").click();
    window.harness.run_steps(3);
    let state = window.state();
    assert!(state.subject.is_experiment() && state.page() == Page::Network);
    assert_eq!(state.subject.config.network, before.network);
    assert_eq!(state.subject.data.sides.len(), 40, "with the run's photos");
}

#[test]
fn predictions_are_made_anew_when_another_run_is_shown_and_the_csv_is_of_one_run() {
    let mut window = with_photographs(40);
    let first = trained(&mut window);
    let file = window.folder.path().join("mine").join("cat.0.png");
    press(&mut window, Command::GoPrediction);
    window.drop_files(std::slice::from_ref(&file));
    let answered_by = |window: &Window, run: &Path| {
        let cards = &window.state().subject.prediction.cards;
        cards.len() == 1 && matches!(&cards[0].state, CardState::Done(verdict) if verdict.model.run == run)
    };
    window.until("it is classified", |window| answered_by(window, &first));

    command(&mut window, Command::BackToExperiment);
    is_of_one_subject(&window);
    assert!(window.state().subject.prediction.to_csv().is_none(), "an experiment has no predictions");
    window.harness.state_mut().state.subject.config = RunConfig { seed: 5, ..small_experiment(3) };
    let second = trained(&mut window);
    press(&mut window, Command::GoPrediction);
    // At the run's end its best weights are opened anew; until they have answered, the card is of earlier ones.
    window.until("it is classified anew", |window| {
        answered_by(window, &second) && window.state().subject.prediction.to_csv().is_some()
    });
    is_of_one_subject(&window);
    let table = window.state().subject.prediction.to_csv().expect("one network").expect("it is written");
    let classifier = Classifier::open(&second, Weights::Best, 1).expect("the run");
    let picture = crate::data::decode::decode(&std::fs::read(&file).expect("it is there"), true).expect("a picture");
    let pixels = classifier.preprocessing().apply(&picture);
    let probabilities = classifier.classify_pixels(&pixels).expect("it runs").probabilities;
    let written: Vec<f32> = table
        .lines()
        .nth(1)
        .expect("a row")
        .split(',')
        .skip(3)
        .take(2)
        .filter_map(|number| number.parse().ok())
        .collect();
    for (written, own) in written.iter().zip(&probabilities) {
        assert!((written - own).abs() < 1e-5, "{table}");
    }
    opened(&mut window, &first);
    window.until("the first run answers again", |window| answered_by(window, &first));
}

#[test]
fn a_run_that_trains_while_another_subject_is_shown_is_named_and_a_click_shows_it() {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(1_000_000));
    window.harness.run_steps(2);
    window.send(Command::TrainDrawings);
    super::steps::epochs_ended(&mut window, 1);
    let run = window.state().subject.folder().expect("a run").to_owned();
    command(&mut window, Command::BackToExperiment);
    assert!(window.state().subject.is_experiment() && window.state().active_run().is_some());
    let epochs = window.state().active_run().map_or(0, |run| run.epochs.len());
    window.until("it trains on", |window| window.state().active_run().is_some_and(|run| run.epochs.len() > epochs));
    is_of_one_subject(&window);
    window.harness.get_by_label(&run_name(&run)).click();
    window.harness.run_steps(3);
    assert_eq!(window.state().subject.folder(), Some(run.as_path()));
    command(&mut window, Command::StopTraining);
    window.until("it has stopped", |window| window.state().active_run().is_none());
    is_of_one_subject(&window);
}

#[test]
fn results_and_predictions_are_there_while_a_run_trains() {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(1_000_000));
    window.harness.run_steps(2);
    window.send(Command::TrainDrawings);
    super::steps::epochs_ended(&mut window, 1);
    press(&mut window, Command::GoResults);
    evaluated(&mut window);
    assert!(window.state().active_run().is_some(), "it still trains");
    is_of_one_subject(&window);
    command(&mut window, Command::StopTraining);
    window.until("it has stopped", |window| window.state().active_run().is_none());
}

#[test]
fn after_a_restart_the_last_run_is_open_again() {
    let mut window = with_photographs(40);
    let run = trained(&mut window);
    press(&mut window, Command::GoTraining);
    let (folder, memory) = window.close();
    let mut window = Window::start(folder, vec2(1280.0, 800.0), small_experiment(1), &memory);
    window.until("the run is shown", |window| window.state().subject.folder() == Some(run.as_path()));
    window.until("its photos are open", |window| window.state().subject.data.sides.len() == 40);
    assert_eq!(window.state().page(), Page::Training);
    is_of_one_subject(&window);
}

#[test]
fn after_a_restart_the_drawings_and_the_experiment_are_open_again() {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(2));
    with_drawings(&mut window);
    window.harness.state_mut().state.subject.config.training.epochs = 13;
    window.harness.run_steps(2);
    let mut memory = Memory::default();
    window.harness.state_mut().save_changes(&mut memory);
    let (folder, _) = window.close();
    let mut window = Window::start(folder, vec2(1280.0, 800.0), small_experiment(1), &memory);
    window.until("the drawings are open", |window| window.state().subject.data.sides.len() == 40);
    assert_eq!(window.state().subject.config.training.epochs, 13);
    assert!(window.state().subject.is_experiment());
}

#[test]
fn all_that_is_edited_is_undone_and_redone_in_one_history() {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(2));
    with_drawings(&mut window);
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    press(&mut window, Command::Exclude);
    press(&mut window, Command::GoNetwork);
    let layers = window.state().subject.config.network.layers.len();
    window.harness.state_mut().state.subject.config.network.layers.remove(0);
    window.harness.run_steps(2);
    window.harness.state_mut().state.subject.config.callbacks.clear();
    window.harness.run_steps(2);
    press(&mut window, Command::GoData);
    press(&mut window, Command::Undo);
    assert_eq!((window.state().page(), window.state().subject.config.callbacks.len()), (Page::Network, 1));
    press(&mut window, Command::Undo);
    assert_eq!(window.state().subject.config.network.layers.len(), layers);
    press(&mut window, Command::Undo);
    assert_eq!(window.state().page(), Page::Data, "what was undone is shown");
    assert!(window.state().document().is_some_and(crate::app::state::OverlayDocument::is_empty));
    for _ in 0..3 {
        press(&mut window, Command::Redo);
    }
    assert_eq!(window.state().subject.config.network.layers.len(), layers - 1);
    assert!(window.state().subject.config.callbacks.is_empty());
}

#[test]
fn a_failure_is_no_longer_shown_once_the_same_thing_has_succeeded() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.drop_files(&[window.folder.path().join("nowhere")]);
    window.until("it is reported", |window| window.state().notices.unread().count() == 1);
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, 12, 5).expect("the folder can be written");
    window.drop_files(&[folder]);
    window.until("they are open", |window| window.state().subject.data.dataset.is_some());
    assert_eq!(window.state().notices.unread().count(), 0);
}

#[test]
fn a_run_whose_photographs_have_gone_is_shown_without_them_until_they_are_found() {
    let mut window = with_photographs(40);
    let run = trained(&mut window);
    let (before, after) = (window.folder.path().join("mine"), window.folder.path().join("moved"));
    std::fs::rename(&before, &after).expect("they are moved");
    let mut other = Window::open();
    other.harness.run_steps(2);
    opened(&mut other, &run);
    other.until("it is known", |window| window.state().subject.data.problem.is_some());
    press(&mut other, Command::GoData);
    other.harness.get_by_label("The photos of this run are not there");
    press(&mut other, Command::GoResults);
    evaluated(&mut other);
    is_of_one_subject(&other);
    other.answers.will_choose(&[&after]);
    command(&mut other, Command::FindPhotographs);
    other.until("they are open", |window| window.state().subject.data.sides.len() == 40);
    evaluated(&mut other);
    other.until("they have pictures again", |window| {
        window.state().subject.results.results().is_some_and(|results| results.has_photographs())
    });
    is_of_one_subject(&other);
}

#[test]
fn a_photograph_that_is_missing_takes_away_only_itself() {
    let mut window = with_photographs(40);
    trained(&mut window);
    press(&mut window, Command::GoResults);
    evaluated(&mut window);
    let results = window.state().subject.results.results().expect("results").clone();
    let names = results.best.predictions.names().to_vec();
    let epochs = results.epochs.len();
    std::fs::remove_file(window.folder.path().join("mine").join(&names[0])).expect("it is there");
    let generation = window.state().subject.results.generation;
    window.harness.state_mut().state.subject.results.move_to(window.folder.path().join("mine"));
    window.until("it is evaluated again", |window| window.state().subject.results.generation > generation);
    evaluated(&mut window);
    let results = window.state().subject.results.results().expect("results");
    assert_eq!(results.best.predictions.names(), &names[1..]);
    assert_eq!((results.left_out.len(), results.epochs.len()), (1, epochs), "each epoch without that photo");
}

#[test]
fn an_experiment_is_trained_while_no_run_was_ever_shown() {
    let mut window = Window::open();
    train_on_drawings(&mut window);
    is_of_one_subject(&window);
}
