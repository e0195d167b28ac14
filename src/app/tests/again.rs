//! Training again with changes, two runs side by side, and near-duplicates.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use super::steps::{document, name_of, press, run_ended, saved, with_results};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::dialogs::Purpose;
use crate::app::page::Page;
use crate::app::state::{DataView, DuplicateSearch, ResultsTab};
use crate::config::DataSource;
use crate::data::drawings;
use crate::data::overlay::{Change, Overlay};
use crate::run::TrainEvent;
use crate::text::Language;
use crate::train::{Control, Observer, TrainJob, TrainRequest, start};

#[test]
fn a_run_is_trained_again_with_changes_and_compared_with_the_first() {
    let mut window = Window::open();
    with_results(&mut window);
    let before = window.state().subject.results.run.clone().expect("a run");
    assert!(window.harness.query_by_label("Train again with these changes").is_none(), "nothing is changed yet");
    let worst = name_of(&window);
    press(&mut window, Command::Exclude);
    window.harness.get_all_by_label_contains("excluded").next().expect("its name has it");
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let next = name_of(&window);
    press(&mut window, Command::GiveLabel);
    assert!(matches!(document(&window).get(&next), Some(Change::Relabel(_))));
    window.harness.get_by_label("Train again with these changes").click();
    run_ended(&mut window, 2);
    assert_eq!(window.state().page(), Page::Training);
    let after = window.state().subject.run.as_ref().expect("a run").folder.clone();
    let config = crate::run::read_config(&after).expect("its configuration");
    let overlay = Overlay::read(&config.data.overlay.expect("it names the overlay")).expect("an overlay");
    assert_eq!((overlay.get(&worst), overlay.len()), (Some(&Change::Exclude), 2));
    assert_eq!(Overlay::read(&after.join("overlay.csv")).expect("the run keeps a copy"), overlay);
    window.harness.get_by_label("Trained with the changes in drawings-overlay.csv");

    window.harness.get_by_label("Compare with the earlier run").click();
    window.until("both are read", |window| matches!(window.state().comparison.result, Some(Ok(_))));
    assert_eq!(window.state().comparison.both(), Some([before.clone(), after.clone()]));
    let Some(Ok(compared)) = window.state().comparison.result.clone() else { panic!("they are compared") };
    for run in &compared.runs {
        let accuracy = run.best().and_then(|best| best.val_accuracy).expect("it was validated");
        let percent = crate::text::Language::English.accuracy(accuracy);
        assert!(window.harness.query_all_by_label(&percent).count() >= 1, "{percent} is in the table");
    }
    window.harness.get_by_label("validation accuracy");
    window.harness.get_by_label("F1 of cat");
    window.harness.get_by_label_contains("On the 7 photos evaluated in both");
    window.harness.get_by_label_contains("After: 1 relabelled, 1 excluded, 0 doubtful");
    window.harness.get_by_label_contains("Changes to labels: none →");
    window.harness.get_all_by_label_contains("Best epoch of before").next().expect("the plots have descriptions");
    for language in [Language::English, Language::Portuguese] {
        window.harness.state_mut().state.language = language;
        window.harness.run_steps(4);
        let unnamed = window.harness.unnamed_widgets();
        assert!(unnamed.is_empty(), "in {language:?}:\n{}", unnamed.join("\n"));
    }
    window.harness.state_mut().state.language = Language::English;
    window.until("the runs are listed", |window| window.state().comparison.runs.is_some());
    assert_eq!(window.state().comparison.runs.as_ref().map(Vec::len), Some(2));
    window.harness.get_by_label("⇄ Swap").click();
    window.until("they have changed places", |window| {
        let result = window.state().comparison.result.as_ref();
        result.is_some_and(|result| result.as_ref().is_ok_and(|compared| compared.runs[0].folder == after))
    });
    let empty = window.folder.path().join("nothing");
    std::fs::create_dir(&empty).expect("a folder");
    window.answers.will_choose(&[&empty]);
    window.harness.get_by_label("Another run as the later one…").click();
    window.until("it is reported", |window| matches!(window.state().comparison.result, Some(Err(_))));
    window.harness.get_by_label_contains("The runs cannot be compared");
    window.harness.get_by_label("Photos").click();
    window.harness.run_steps(3);
    assert_eq!(window.state().subject.results.tab, ResultsTab::Photographs);
}

#[test]
fn a_run_whose_overlay_is_missing_is_trained_again_with_its_own_copy() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let path = |name: &str| window.folder.path().join(name);
    let (data, overlay, folder) = (path("data"), path("mine.csv"), path("older"));
    drawings::write(&data, 40, 5).expect("the folder can be written");
    std::fs::write(&overlay, "file,action,new_label\ncat.0.png,exclude,\n").expect("it can be written");
    let mut config = small_experiment(1);
    config.data.source = Some(DataSource::Path(data));
    config.data.overlay = Some(overlay.clone());
    let job = TrainJob::New { config, folder: folder.clone() };
    let request = TrainRequest { job, threads: 1, cache: path("cache") };
    start(&request, &Control::default(), &mut NoObserver).expect("it trains");
    std::fs::remove_file(&overlay).expect("it is removed");

    window.send(Action::TakePaths(Purpose::OpenRun, vec![folder]));
    window.until("the network is ready", |window| window.state().subject.results.run.is_some());
    window.harness.get_by_label("5 Results").click();
    window
        .until("its overlay is read", |window| window.state().document().is_some_and(|document| !document.is_empty()));
    assert_eq!(document(&window).get("cat.0.png"), Some(&Change::Exclude));
    let reported = |notice: &crate::app::notices::Notice| notice.summary.contains("mine.csv is gone");
    assert!(window.state().notices.all().iter().any(reported));
    let (kept, changes) = saved(&mut window);
    assert_eq!((kept, changes.len()), (window.folder.path().join("runs").join("data-overlay.csv"), 1));
    press(&mut window, Command::TrainAgain);
    run_ended(&mut window, 1);
    let after = window.state().subject.run.as_ref().expect("a run").folder.clone();
    assert_eq!(Overlay::read(&after.join("overlay.csv")).expect("the run keeps a copy"), changes);
}

struct NoObserver;

impl Observer for NoObserver {
    fn event(&mut self, _event: TrainEvent) {}
}

#[test]
fn near_duplicates_are_shown_in_pairs_and_one_is_excluded_by_a_click() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, 40, 5).expect("the folder can be written");
    std::fs::copy(folder.join("cat.0.png"), folder.join("cat.900.png")).expect("a copy");
    std::fs::copy(folder.join("dog.3.png"), folder.join("cat.901.png")).expect("a copy with another label");
    let mut config = small_experiment(1);
    config.network.input = (64, 64);
    window.harness.state_mut().state.subject.config = config;
    window.drop_files(std::slice::from_ref(&folder));
    window.until("the overlay is read", |window| {
        !window.state().subject.data.sides.is_empty() && window.state().document().is_some()
    });
    window.harness.get_by_label("Duplicates").click();
    window.harness.run_steps(3);
    window.harness.get_by_label("Look for them").click();
    window.until("they are found", |window| {
        matches!(window.state().subject.duplicates.search, DuplicateSearch::Found(_))
    });
    assert_eq!(window.state().subject.data.view, DataView::Duplicates);
    let DuplicateSearch::Found(found) = &window.state().subject.duplicates.search else { panic!("they are found") };
    assert_eq!(found.iter().filter(|pair| pair.is_exact).count(), 2);
    window.harness.get_by_label("2 pairs");
    window.harness.get_by_label("⚠ their labels differ");
    window.harness.get_by_label("Exclude cat.900.png").click();
    window.harness.run_steps(3);
    assert_eq!(document(&window).get("cat.900.png"), Some(&Change::Exclude));
    window.harness.get_by_label("Use cat.900.png again");
    assert_eq!(window.state().subject.data.counts, [21, 20]);

    // As in the other galleries, a click and the arrow keys choose a photograph, and keys and the menu change it.
    press(&mut window, Command::Flag);
    assert_eq!(document(&window).overlay().map(Overlay::len), Some(1), "none is chosen yet");
    window.harness.get_all_by_label_contains("dog.3.png, dog").next().expect("its picture").click();
    window.harness.run_steps(3);
    assert_eq!((name_of(&window), window.state().subject.data.view), ("dog.3.png".to_owned(), DataView::Duplicates));
    press(&mut window, Command::Flag);
    assert_eq!(document(&window).get("dog.3.png"), Some(&Change::Flagged));
    window.harness.get_all_by_label_contains("cat.901.png, cat").next().expect("its picture").click_secondary();
    window.harness.run_steps(3);
    window.harness.get_by_label("Label as dog").click();
    window.harness.run_steps(3);
    assert_eq!(document(&window).get("cat.901.png"), Some(&Change::Relabel("dog".to_owned())));
    let before = name_of(&window);
    window.harness.key_press(Key::ArrowUp);
    window.harness.run_steps(3);
    assert_ne!(name_of(&window), before);
    press(&mut window, Command::Undo);
    press(&mut window, Command::Undo);
    window.harness.get_by_label("In training and validation").click();
    window.harness.run_steps(3);
    let sides = window.state().subject.data.sides.clone();
    for pair in window.state().subject.duplicates.shown(&sides) {
        assert_ne!(sides[pair.first], sides[pair.second]);
    }
    let (_, overlay) = saved(&mut window);
    assert_eq!(overlay.len(), 1);
    assert!(folder.join("cat.900.png").exists(), "the file stays");
    for language in [Language::English, Language::Portuguese] {
        window.harness.state_mut().state.language = language;
        window.harness.run_steps(4);
        let unnamed = window.harness.unnamed_widgets();
        assert!(unnamed.is_empty(), "in {language:?}:\n{}", unnamed.join("\n"));
    }
}
