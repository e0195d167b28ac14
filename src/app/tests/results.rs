//! The results page: figures, the confusion matrix, the photographs and their Grad-CAM.

use eframe::egui::{Key, vec2};
use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use super::steps::{evaluated, train_on_drawings, with_results};
use crate::app::commands::Command;
use crate::app::state::{Choice, Evaluation};
use crate::data::drawings;
use crate::results::Order;
use crate::run::BEST;

fn explained(window: &mut Window) {
    window.until("the chosen photo has its Grad-CAM", |window| {
        let results = &window.state().subject.results;
        let explained = results.explained.as_ref().filter(|explained| Some(explained.photograph) == results.selected);
        explained.is_some_and(|explained| explained.pictures.as_ref().is_ok_and(|pictures| pictures.heat.is_some()))
    });
}

#[test]
fn a_cell_of_the_confusion_matrix_shows_its_photographs_with_their_grad_cam() {
    let mut window = Window::open();
    with_results(&mut window);
    let scores = window.state().subject.results.figures().expect("figures").scores.clone();
    assert_eq!((scores.count, scores.confusion.iter().flatten().sum::<usize>()), (8, 8));
    let last = *window.state().subject.run.as_ref().and_then(|run| run.best()).expect("a best epoch");
    assert!((scores.accuracy - last.val_accuracy.expect("a validation")).abs() < 1e-6, "as in training");
    window.harness.get_all_by_label("8 photos").next().expect("the count");
    explained(&mut window);
    window.harness.get_by_label_contains("with Grad-CAM for");

    let results = &window.state().subject.results;
    let predictions = &results.figures().expect("figures").predictions;
    let losses: Vec<f64> = results.shown.iter().map(|photograph| predictions.loss(*photograph)).collect();
    assert!(losses.is_sorted_by(|a, b| a >= b), "the largest losses come first");
    assert_eq!(results.selected, results.shown.first().copied(), "and the photo with the largest loss is chosen");

    let cell = |label: usize, predicted: usize| scores.confusion[label][predicted];
    let (label, predicted) =
        [(0, 1), (1, 0), (0, 0), (1, 1)].into_iter().find(|(a, b)| cell(*a, *b) > 0).expect("some cell is filled");
    let names = ["cat", "dog"];
    let name = format!("{}, predicted {}: {}", names[label], names[predicted], cell(label, predicted));
    window.harness.get_by_label_contains(&name).click();
    window.harness.run_steps(3);
    let results = &window.state().subject.results;
    assert_eq!(results.choice, Choice::Cell { label: label as u32, predicted: predicted as u32 });
    assert_eq!(results.shown.len(), cell(label, predicted));
    window.harness.get_by_label("All").click();
    window.harness.run_steps(3);
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    assert_eq!(
        window.state().subject.results.selected,
        Some(window.state().subject.results.shown[1]),
        "arrows move the choice"
    );
    explained(&mut window);
}

#[test]
fn orders_epochs_and_thresholds_are_chosen_and_files_written() {
    let mut window = Window::open();
    with_results(&mut window);
    let results = window.state().subject.results.results().expect("an evaluation").clone();
    assert_eq!(results.epochs.iter().map(|(epoch, _)| *epoch).collect::<Vec<_>>(), [1, 2]);
    let run = window.state().subject.run.as_ref().expect("a run");
    for ((_, figures), epoch) in results.epochs.iter().zip(&run.epochs) {
        let accuracy = epoch.val_accuracy.expect("a validation");
        assert!((figures.get().scores.accuracy - accuracy).abs() < 1e-6, "each epoch as in training");
    }
    let state = &mut window.harness.state_mut().state.subject.results;
    state.epoch = Some(0);
    state.order = Order::Uncertainty;
    state.arrange();
    window.harness.run_steps(3);
    let back = window.state().subject.results.figures().expect("figures");
    assert_eq!(back, results.epochs[0].1.get());
    window.harness.get_by_label("Best weights").click();
    window.harness.run_steps(3);
    assert_eq!(window.state().subject.results.epoch, None);

    window.harness.get_by_label("Curves").click();
    window.harness.run_steps(4);
    window.harness.get_all_by_label_contains("The area under the curve is").next().expect("the plot has a description");
    window.harness.get_by_label_contains("At threshold 0.50");
    window.harness.state_mut().state.subject.results.threshold = 0.0;
    window.harness.run_steps(3);
    let dogs = results.best.scores.classes[1].support;
    let all = format!("At threshold 0.00: {dogs} of {dogs} found, {} false alarms", 8 - dogs);
    window.harness.get_by_label_contains(&all);

    for (button, name, start) in [
        ("Export as CSV…", "results.csv", &b"filename,label,predicted,loss,cat,dog\n"[..]),
        ("Save as PNG…", "curves.png", b"\x89PNG"),
        ("Save as SVG…", "curves.svg", b"<svg"),
    ] {
        let path = window.folder.path().join(name);
        window.answers.will_choose(&[&path]);
        let reported = window.state().notices.all().len();
        window.harness.get_by_label(button).click_accesskit();
        window.until("the file is written", |window| window.state().notices.all().len() > reported);
        assert!(std::fs::read(&path).expect("it can be read").starts_with(start), "{name}");
    }
    let svg = std::fs::read_to_string(window.folder.path().join("curves.svg")).expect("it can be read");
    for part in ["Confusion matrix", "By class", "F1", "Reliability"] {
        assert!(svg.contains(part), "{part}");
    }
}

#[test]
fn calibrated_probabilities_are_shown_and_the_report_is_written() {
    let mut window = Window::open();
    with_results(&mut window);
    let plain = window.state().subject.results.figures().expect("figures").clone();
    window.harness.get_by_label("Curves").click();
    window.harness.run_steps(4);
    window.harness.get_by_label_contains("Calibrated (temperature").click();
    window.harness.run_steps(3);
    let calibrated = window.state().subject.results.figures().expect("figures").clone();
    assert_eq!(plain.scores.confusion, calibrated.scores.confusion, "the predicted classes stay");
    assert_ne!(plain.predictions, calibrated.predictions, "their probabilities change");
    window.harness.get_all_by_label_contains("calibrated at a temperature of").next().expect("its description");

    let path = window.folder.path().join("report.html");
    window.answers.will_choose(&[&path]);
    window.harness.get_by_label("Write report…").click();
    window.until("the report is written", |_| path.exists());
    assert!(std::fs::read_to_string(&path).expect("a page").contains("<html lang=\"en\">"));
    let nowhere = window.folder.path().join("no/such/folder/report.html");
    window.answers.will_choose(&[&nowhere]);
    window.harness.get_by_label("Write report…").click();
    window.until("it is reported", |window| {
        window.state().notices.all().iter().any(|notice| notice.severity == crate::app::notices::Severity::Failure)
    });
}

#[test]
fn other_sets_are_evaluated_once_and_other_classes_are_reported() {
    let mut window = Window::open();
    with_results(&mut window);
    let validation = window.state().subject.results.results().expect("an evaluation").clone();
    window.harness.get_by_label("Training set").click();
    window.harness.run_steps(2);
    evaluated(&mut window);
    assert_eq!(window.state().subject.results.figures().expect("figures").scores.count, 32);
    window.harness.get_by_label("Validation set").click();
    window.harness.run_steps(2);
    let kept = window.state().subject.results.results().expect("they are there at once");
    assert!(std::sync::Arc::ptr_eq(kept, &validation), "a finished evaluation is kept");

    let folder = window.folder.path().join("new");
    drawings::write(&folder, 12, 3).expect("the folder can be written");
    window.answers.will_choose(&[&folder]);
    window.harness.get_by_label("Labelled folder…").click();
    window.harness.run_steps(4);
    evaluated(&mut window);
    assert_eq!(window.state().subject.results.figures().expect("figures").scores.count, 12);
    std::fs::remove_file(folder.join("cat.0.png")).expect("one is removed");
    window.answers.will_choose(&[&folder]);
    window.harness.get_by_label("Labelled folder…").click();
    window.until("it is read again", |window| {
        window.state().subject.results.figures().is_some_and(|figures| figures.scores.count == 11)
    });
    std::fs::copy(folder.join("cat.1.png"), folder.join("cat.0.png")).expect("it is added again");

    let others = window.folder.path().join("others");
    for class in ["cat", "horse"] {
        std::fs::create_dir_all(others.join(class)).expect("a folder");
        std::fs::copy(folder.join("cat.0.png"), others.join(class).join("1.png")).expect("a copy");
    }
    window.answers.will_choose(&[&others]);
    window.harness.get_by_label("Labelled folder…").click();
    window.until("it is reported", |window| matches!(window.state().subject.results.evaluation, Evaluation::Failed(_)));
    window.harness.get_by_label_contains("the network tells cat, dog apart");
    window.harness.get_by_label("Curves");
    assert!(window.harness.query_by_label_contains("failed").is_none(), "the run's own results are there");
    window.harness.get_all_by_label("Validation set").last().expect("a button below the sentence").click();
    window.harness.run_steps(3);
    let again = window.state().subject.results.results().expect("an evaluation");
    assert!(std::sync::Arc::ptr_eq(again, &validation));
}

#[test]
fn moved_photographs_are_found_through_a_dialog() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let (before, after) = (window.folder.path().join("before"), window.folder.path().join("after"));
    drawings::write(&before, 40, 5).expect("the folder can be written");
    window.drop_files(std::slice::from_ref(&before));
    window.until("it is open", |window| !window.state().subject.data.sides.is_empty());
    window.harness.state_mut().state.subject.config = small_experiment(1);
    window.until("it can be built", |window| window.state().subject.network.can_be_built());
    window.send(Command::StartTraining);
    window.until("the network is ready", |window| window.state().subject.results.run.is_some());
    std::fs::rename(&before, &after).expect("they are moved");
    window.harness.get_by_label("5 Results").click();
    let shows_what_the_run_keeps =
        |window: &Window| window.state().subject.results.results().is_some_and(|results| !results.has_photographs());
    window.until("the predictions that the run keeps are shown", shows_what_the_run_keeps);
    assert_eq!(window.state().subject.results.figures().expect("figures").scores.count, 8);
    window.harness.get_by_label_contains("and nothing is there");
    window.harness.get_by_label("Choose a zip or CSV…");

    // The empty folder of an unmounted drive, then a folder of other photographs: each can be corrected.
    std::fs::create_dir(&before).expect("an empty folder");
    let elsewhere = window.folder.path().join("elsewhere");
    drawings::write(&elsewhere, 12, 9).expect("the folder can be written");
    for (wrong, error) in [(&before, "cannot be opened: no photos in"), (&elsewhere, "are not in")] {
        window.answers.will_choose(&[wrong]);
        let generation = window.state().subject.results.generation;
        window.harness.get_by_label("Choose their folder…").click();
        window.until("they are not found again", |window| {
            let results = &window.state().subject.results;
            results.generation > generation && shows_what_the_run_keeps(window)
        });
        window.harness.get_by_label_contains(error);
    }
    window.answers.will_choose(&[&after]);
    window.harness.get_by_label("Choose their folder…").click();
    window.harness.run_steps(4);
    evaluated(&mut window);
    assert_eq!(window.state().subject.results.figures().expect("figures").scores.count, 8);
}

#[test]
fn without_a_trained_network_the_page_leads_to_training() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.harness.get_by_label("5 Results").click();
    window.harness.run_steps(2);
    window.harness.get_by_label("There is no trained network yet");
    window.harness.get_by_label("Go to training").click();
    window.harness.run_steps(2);
    assert_eq!(window.state().page(), crate::app::page::Page::Training);
}

/// A folder whose largest file was deleted, to save room.
#[test]
fn a_run_without_its_weights_says_so() {
    let mut window = Window::open();
    train_on_drawings(&mut window);
    let run = window.state().subject.run.as_ref().expect("a run").folder.clone();
    std::fs::remove_file(run.join(BEST)).expect("it is there");
    let (folder, memory) = window.close();
    let mut window = Window::start(folder, vec2(1280.0, 800.0), small_experiment(1), &memory);
    window.until("the run is shown again", |window| window.state().subject.run.is_some());
    for page in ["5 Results", "6 Prediction"] {
        window.harness.get_by_label(page).click();
        window.harness.run_steps(2);
        window.harness.get_by_label("This run’s weights are missing");
        assert!(window.harness.query_by_label_contains(&run.display().to_string()).is_some());
        assert!(window.harness.query_by_label("There is no trained network yet").is_none());
    }
}
