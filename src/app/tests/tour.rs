//! A walk through all that the window can show, for what must hold in every place.

use std::path::{Path, PathBuf};

use eframe::egui::{Key, ViewportEvent, ViewportId};
use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use super::overlay_files::command;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{DataView, Evaluated, ExplanationTab, HeatKind, Look, Phase, ResultsTab};
use crate::data::drawings;

/// Brings a window just opened, in English, from place to place and looks at each. A look leaves the window as it was.
pub fn tour(window: &mut Window, mut look: impl FnMut(&mut Window, &str)) {
    let mut look = |window: &mut Window, place: &str| {
        window.harness.run_steps(4);
        look(window, place);
    };
    for page in Page::ALL {
        go(window, page);
        look(window, &format!("{page:?} before anything is open"));
    }
    let photographs = open_photographs(window);
    data(window, &mut look);
    training(window, &mut look);
    results(window, &mut look);
    explanation(window, &mut look);
    prediction(window, &photographs, &mut look);
    over_the_page(window, &mut look);
}

type Looking<'a> = &'a mut dyn FnMut(&mut Window, &str);

pub fn go(window: &mut Window, page: Page) {
    command(window, Command::go_to(page));
}

/// Forty drawings, one of them twice, and a file that is no photograph.
fn open_photographs(window: &mut Window) -> PathBuf {
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, 40, 5).expect("the folder can be written");
    std::fs::copy(folder.join("cat.0.png"), folder.join("cat.900.png")).expect("a copy");
    std::fs::write(folder.join("cat.901.jpg"), "no photograph").expect("it can be written");
    window.harness.state_mut().state.config = small_experiment(100_000);
    go(window, Page::Data);
    window.drop_files(std::slice::from_ref(&folder));
    window.until("all is examined", |window| {
        let data = &window.state().data;
        data.unusable.is_some() && !data.sides.is_empty() && window.state().document().is_some()
    });
    folder
}

fn data(window: &mut Window, look: Looking<'_>) {
    look(window, "photographs");
    window.harness.key_press(Key::ArrowRight);
    window.until("it is shown large", |window| {
        window.state().data.detail.as_ref().is_some_and(|detail| detail.photo.is_ok())
    });
    look(window, "a photograph large");
    for (view, place) in [
        (DataView::Table, "the table of photographs"),
        (DataView::LeftOut, "what was left out"),
        (DataView::DuplicatePair, "before looking for twins"),
    ] {
        window.harness.state_mut().state.data.view = view;
        look(window, place);
    }
    command(window, Command::FindDuplicates);
    window.until("they are found", |window| matches!(window.state().overlay.duplicates.look, Look::Found(_)));
    look(window, "twins");
    window.harness.state_mut().state.data.view = DataView::Grid;

    go(window, Page::Augmentation);
    window.until("there are versions", |window| matches!(window.state().augmentation.versions, Some(Ok(_))));
    window.harness.state_mut().state.augmentation.selected = Some(2);
    look(window, "augmentation");
    go(window, Page::Network);
    window.until("it can be built", |window| window.state().network.can_be_built());
    window.harness.state_mut().state.network.open_layer = Some(0);
    look(window, "the network");
    go(window, Page::Training);
    look(window, "before training");
}

fn training(window: &mut Window, look: Looking<'_>) {
    command(window, Command::StartTraining);
    epochs(window, 2);
    look(window, "a running training");
    command(window, Command::PauseOrResume);
    look(window, "a held training");
    let close = |window: &mut Window| {
        let root = window.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default();
        root.events.push(ViewportEvent::Close);
    };
    close(window);
    window.until("it is asked", |window| window.state().asks_to_quit);
    look(window, "the question before closing");
    window.harness.state_mut().state.asks_to_quit = false;
    command(window, Command::StopAfterEpoch);
    command(window, Command::PauseOrResume);
    ended(window, 1);
    look(window, "a training that has ended");
}

fn epochs(window: &mut Window, count: usize) {
    window.until("epochs are whole", |window| {
        window.state().training.run.as_ref().is_some_and(|run| run.epochs.len() >= count)
    });
}

fn ended(window: &mut Window, number: u64) {
    window.until("the training has ended", |window| {
        let run = window.state().training.run.as_ref();
        run.is_some_and(|run| run.number == number && matches!(run.phase, Phase::Ended(_)))
    });
}

fn evaluated(window: &mut Window) {
    window.until("the photographs are judged", |window| {
        let results = &window.state().results;
        let explained = results.explained.as_ref().filter(|explained| Some(explained.photograph) == results.selected);
        matches!(results.evaluated, Evaluated::Done(_)) && explained.is_some() && window.state().document().is_some()
    });
}

fn results(window: &mut Window, look: Looking<'_>) {
    go(window, Page::Results);
    evaluated(window);
    look(window, "results");
    window.harness.state_mut().state.results.tab = ResultsTab::Curves;
    look(window, "curves");
    window.harness.state_mut().state.results.tab = ResultsTab::Photographs;
    window.harness.run_steps(2);
    command(window, Command::Exclude);
    look(window, "results with a change");
    command(window, Command::TrainAgain);
    window.until("the second training runs", |window| window.state().training.runs == 2);
    epochs(window, 1);
    command(window, Command::StopTraining);
    ended(window, 2);
    command(window, Command::CompareRuns);
    window.until("both are read", |window| {
        matches!(window.state().comparison.answer, Some(Ok(_))) && window.state().comparison.runs.is_some()
    });
    look(window, "two runs beside each other");
    window.harness.state_mut().state.results.tab = ResultsTab::Photographs;
    evaluated(window);
}

fn explanation(window: &mut Window, look: Looking<'_>) {
    window.harness.state_mut().actions.push(Action::ExplainEvaluated);
    window.until("the photograph is before the network", |window| window.state().explanation.opened().is_some());
    for tab in ExplanationTab::ALL {
        window.harness.state_mut().state.explanation.tab = tab;
        window.harness.run_steps(2);
        window.until("the tab has its numbers", |window| {
            let explanation = &window.state().explanation;
            match tab {
                ExplanationTab::Heat => matches!(&explanation.heat.shown, Some(Ok(_))),
                ExplanationTab::Maps => matches!(&explanation.maps.shown, Some(Ok(_))),
                ExplanationTab::Output => explanation.path.answer().is_some(),
                ExplanationTab::Perturbations => matches!(explanation.perturbed, Some(Ok(_))),
            }
        });
        look(window, &format!("why, {tab:?}"));
    }
    let explanation = &mut window.harness.state_mut().state.explanation;
    (explanation.tab, explanation.heat.kind) = (ExplanationTab::Heat, HeatKind::Occlusion);
    look(window, "before covering");
    window.harness.state_mut().actions.push(Action::Occlude);
    window.until("it is covered", |window| matches!(window.state().explanation.occlusion.shown, Some(Ok(_))));
    look(window, "covered part by part");
    window.harness.state_mut().actions.push(Action::CloseExplanation);
    window.until("the results are back", |window| window.state().explanation.asking.is_none());
}

fn prediction(window: &mut Window, photographs: &Path, look: Looking<'_>) {
    go(window, Page::Prediction);
    window.drop_files(&[photographs.join("cat.1.png"), photographs.join("dog.1.png"), photographs.join("cat.901.jpg")]);
    window.until("every card is answered", |window| {
        let prediction = &window.state().prediction;
        prediction.cards.len() == 3 && prediction.waiting() == 0
    });
    look(window, "cards");
    for place in [0, 2] {
        let prediction = &mut window.harness.state_mut().state.prediction;
        prediction.open = Some(prediction.cards[place].id);
        look(window, &format!("card {place} large"));
    }
    window.harness.state_mut().state.prediction.open = None;
}

fn over_the_page(window: &mut Window, look: Looking<'_>) {
    command(window, Command::ShowPalette);
    look(window, "the palette");
    command(window, Command::ShowPalette);
    window.drop_files(&[window.folder.path().join("nowhere.png"), window.folder.path().join("nowhere")]);
    go(window, Page::Data);
    window.drop_files(&[window.folder.path().join("nowhere")]);
    window.until("it is told", |window| window.state().notices.unread().count() > 0);
    look(window, "a notice");
    command(window, Command::ShowNotices);
    look(window, "the list of notices");
    command(window, Command::ShowNotices);
    window.harness.get_by_label("Menu").click();
    look(window, "the menu");
    window.harness.key_press(Key::Escape);
    command(window, Command::SaveConfig);
    window.until("a path is asked for", |window| window.state().path_request.is_some());
    look(window, "a path typed by hand");
}
