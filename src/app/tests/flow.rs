//! From the first start to a prediction, by clicking.

use egui_kittest::kittest::Queryable as _;

use super::harness::Window;
use super::steps::train_on_drawings;
use crate::app::page::Page;
use crate::app::state::CardState;
use crate::data::drawings;
use crate::text::Language;

#[test]
fn from_the_first_start_to_the_prediction_of_a_dropped_file() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.harness.get_by_label("What should the network learn to tell apart?");
    train_on_drawings(&mut window);

    assert_eq!(window.state().page(), Page::Training);
    let run = window.state().subject.run.as_ref().expect("there is a run");
    assert_eq!(run.epochs.len(), 2, "every epoch is on the plots");
    assert!(run.folder.join("best.safetensors").exists());
    window.harness.get_by_label_contains("All 2 epochs are done");
    assert!(
        window.harness.query_all_by_label_contains("Accuracy after epoch 2").count() >= 1,
        "the plot has a description"
    );

    for (button, name, start) in
        [("Save the plots as PNG…", "plots.png", &b"\x89PNG"[..]), ("Save the plots as SVG…", "plots.svg", b"<svg")]
    {
        let path = window.folder.path().join(name);
        window.answers.will_choose(&[&path]);
        window.harness.get_by_label(button).click_accesskit();
        window.until("the plots are written", |_| path.exists());
        assert!(std::fs::read(&path).expect("it can be read").starts_with(start), "{name}");
    }

    let files = window.folder.path().join("new");
    drawings::write(&files, 4, 99).expect("the folder can be written");
    window.harness.get_by_label("6 Prediction").click();
    window.until("the network is ready", |window| window.state().subject.prediction.model.is_some());
    window.drop_files(&[files]);
    window.until("all four are classified", |window| {
        let cards = &window.state().subject.prediction.cards;
        cards.len() == 4 && cards.iter().all(|card| matches!(card.state, CardState::Done(_)))
    });
    window.harness.get_by_label("4 photos");
    assert!(window.harness.query_all_by_label_contains("cat.").count() >= 1, "each card has a name");

    let csv = window.folder.path().join("predictions.csv");
    window.answers.will_choose(&[&csv]);
    window.harness.get_by_label("Export as CSV…").click_accesskit();
    window.until("the predictions are written", |_| csv.exists());
    let written = std::fs::read_to_string(&csv).expect("it can be read");
    assert!(written.starts_with("filename,label,probability,cat,dog,unlikeness\n"), "{written}");
    assert_eq!(written.lines().count(), 5);
}

#[test]
fn the_language_changes_at_once() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.harness.get_by_label("1 Data");
    window.harness.get_by_label("Mudar para português").click();
    window.harness.run_steps(2);
    assert_eq!(window.state().language, Language::Portuguese);
    window.harness.get_by_label("1 Dados");
    window.harness.get_by_label("O que a rede deve aprender a distinguir?");
    assert!(window.harness.query_by_label("1 Data").is_none());
}
