//! Data sets that are made in the window: classes and photographs, labelled by keys, undone, read again and trained on.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use super::steps::{command, press, run_ended};
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{ClassFilter, ListDocument, Phase, TestSet};
use crate::config::DataSource;
use crate::data::{Dataset, drawings};
use crate::run::{Side, read_split, read_test_figures};
use crate::text::Language;

/// Drawings as photographs without classes in their names; the first half are cats.
fn photographs(window: &Window, count: usize) -> Vec<PathBuf> {
    let (drawn, folder) = (window.folder.path().join("drawn"), window.folder.path().join("photos"));
    drawings::write(&drawn, count, 5).expect("the folder can be written");
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(drawn).expect("a folder").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let copy = |(number, file): (usize, PathBuf)| {
        let copy = folder.join(format!("{number:03}.png"));
        std::fs::copy(file, &copy).expect("a copy");
        copy
    };
    files.into_iter().enumerate().map(copy).collect()
}

/// Makes a new list in the window's folder, and waits until it can be edited.
fn new_list(window: &mut Window) -> PathBuf {
    window.harness.run_steps(2);
    let path = window.folder.path().join("pets.csv");
    window.answers.will_choose(&[&path]);
    window.harness.get_by_label("New data set…").click();
    window.until("it is open", |window| window.state().list().is_some());
    path
}

fn add_class(window: &mut Window, name: &str) {
    window.harness.get_by_label("New class").focus();
    window.harness.run_steps(2);
    window.harness.event(egui::Event::Text(name.to_owned()));
    window.harness.run_steps(2);
    window.harness.key_press(Key::Enter);
    window.harness.run_steps(3);
}

fn classes(window: &Window) -> Vec<(String, usize)> {
    let data = &window.state().subject.data;
    let names = data.dataset.as_ref().expect("it is open").classes.iter().cloned();
    names.zip(data.counts.iter().copied()).collect()
}

fn counted(expected: &[(&str, usize)]) -> Vec<(String, usize)> {
    expected.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

/// Waits until the list is on disk and its photographs are open as it says.
fn settled(window: &mut Window) {
    window.harness.run_steps(3);
    window.until("the list is written and opened again", |window| {
        let data = &window.state().subject.data;
        window.state().list().is_some_and(ListDocument::is_saved)
            && !data.is_outdated
            && data.loading.is_none()
            && data.examining.is_none()
    });
}

fn rows(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("the list is there");
    text.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn from_photographs_without_folders_to_a_trained_network() {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(2));
    let files = photographs(&window, 30);
    let path = new_list(&mut window);
    window.harness.get_by_label_contains("Name a class, choose it, and drop its photos");
    assert_eq!(std::fs::read_to_string(&path).expect("it is written at once"), "filename,category\n");
    add_class(&mut window, "cat");
    window.drop_files(&files[..15]);
    window.until("they are there", |window| window.state().subject.data.counts == [15]);
    window.harness.get_by_label_contains("all photos in");
    add_class(&mut window, " dog ");
    window.drop_files(&files[15..]);
    window.until("they are there", |window| window.state().subject.data.counts == [15, 15]);
    settled(&mut window);
    assert_eq!(classes(&window), counted(&[("cat", 15), ("dog", 15)]));
    assert_eq!(rows(&path)[0], "photos/000.png,cat", "paths below the list are relative");
    let dataset = Dataset::open_path(&path).expect("it opens anywhere");
    assert!(dataset.require_classes().is_ok() && dataset.photos.len() == 30);

    window.harness.state_mut().state.subject.config = small_experiment(2);
    window.until("it can be built", |window| window.state().subject.network.can_be_built());
    command(&mut window, Command::StartTraining);
    run_ended(&mut window, 1);
    let run = window.state().subject.run.as_ref().expect("a run");
    assert_eq!(run.epochs.len(), 2);
    assert_eq!(run.config.data.source, Some(DataSource::Path(path)));
}

#[test]
fn keys_label_after_a_class_was_made_by_a_click_on_a_photo_or_by_escape() {
    let mut window = Window::open();
    let files = photographs(&window, 4);
    window.drop_files(&[files[0].parent().expect("a folder").to_owned()]);
    window.until("it is open", |window| window.state().subject.data.dataset.is_some());
    let path = window.folder.path().join("labels.csv");
    window.answers.will_choose(&[&path]);
    window.harness.get_by_label("Label these photos…").click();
    window.until("the list is open", |window| window.state().list().is_some());
    let label =
        |window: &Window, place: usize| window.state().subject.data.dataset.as_ref().expect("open").photos[place].1;
    add_class(&mut window, "dog");
    assert_eq!(window.focused().as_deref(), Some("New class"), "for the next class");
    window.harness.get_all_by_label_contains("000.png").next().expect("it is shown").click();
    window.harness.run_steps(3);
    window.press(Key::Num1);
    assert_eq!((label(&window, 0), label(&window, 1)), (Some(0), None));
    add_class(&mut window, "cat");
    assert_eq!(label(&window, 0), Some(1), "a class that comes before it takes no label away");
    window.press(Key::Escape);
    window.press(Key::Num1);
    assert_eq!(classes(&window), counted(&[("cat", 1), ("dog", 1)]));
    assert_eq!(label(&window, 1), Some(0));
}

#[test]
fn an_unlabelled_folder_is_labelled_by_keys_several_at_a_time() {
    let mut window = Window::open();
    let files = photographs(&window, 12);
    window.drop_files(&[files[0].parent().expect("a folder").to_owned()]);
    window.until("it is open", |window| window.state().subject.data.dataset.is_some());
    window.harness.get_by_label_contains("have no labels");
    let path = window.folder.path().join("labels.csv");
    window.answers.will_choose(&[&path]);
    window.harness.get_by_label("Label these photos…").click();
    window.until("the list is open", |window| window.state().list().is_some());
    assert_eq!(rows(&path).len(), 12);
    add_class(&mut window, "dog");
    add_class(&mut window, "cat");
    assert_eq!(window.state().subject.data.shown.len(), 12, "what waits for a class stays in view");
    window.harness.get_by_label_contains("Name contains").focus();
    window.harness.run_steps(2);
    window.harness.key_press(Key::Escape);
    window.harness.run_steps(2);

    let label =
        |window: &Window, place: usize| window.state().subject.data.dataset.as_ref().expect("open").photos[place].1;
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(2);
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.harness.run_steps(3);
    assert_eq!(window.state().subject.data.choice(), [0, 1, 2]);
    window.harness.get_by_label("3 chosen");
    window.harness.key_press(Key::Num1);
    window.harness.run_steps(3);
    assert_eq!([0, 1, 2, 3].map(|place| label(&window, place)), [Some(0), Some(0), Some(0), None]);
    assert_eq!(window.state().subject.data.selected, Some(3), "the next one without a class comes up");
    for _ in 0..2 {
        window.harness.key_press(Key::Num2);
    }
    window.harness.run_steps(3);
    assert_eq!([3, 4, 5].map(|place| label(&window, place)), [Some(1), Some(1), None], "each press counts");
    assert_eq!(classes(&window), counted(&[("cat", 3), ("dog", 2)]));
    window.harness.get_by_label("no class: 7");

    // The whole history is one: back to no class at all, and forward again.
    for _ in 0..3 {
        press(&mut window, Command::Undo);
    }
    assert_eq!((0..12).filter(|place| label(&window, *place).is_some()).count(), 0);
    for _ in 0..3 {
        press(&mut window, Command::Redo);
    }
    assert_eq!(classes(&window), counted(&[("cat", 3), ("dog", 2)]));
    settled(&mut window);
    assert!(rows(&path).iter().any(|row| row == "photos/003.png,dog"), "{:?}", rows(&path));

    window.harness.get_by_label("Take these off the list").click();
    settled(&mut window);
    assert_eq!(rows(&path).len(), 5);
    assert_eq!(window.state().subject.data.dataset.as_ref().expect("open").photos.len(), 5);
    assert!(files.iter().all(|file| file.exists()), "the files stay");
    press(&mut window, Command::Undo);
    settled(&mut window);
    assert_eq!(window.state().subject.data.dataset.as_ref().expect("open").photos.len(), 12);
}

#[test]
fn classes_are_renamed_merged_and_removed_in_both_languages() {
    for (language, edit, rename, field, merge, remove) in [
        (
            Language::English,
            "Change the class cat",
            "Rename…",
            "New name of cat",
            "Merge into dog",
            "Remove the class (its photos stay, without a class)",
        ),
        (
            Language::Portuguese,
            "Alterar a classe cat",
            "Renomear…",
            "Novo nome de cat",
            "Juntar a dog",
            "Remover a classe (as fotos ficam, sem classe)",
        ),
    ] {
        let mut window = Window::open();
        let files = photographs(&window, 8);
        let path = new_list(&mut window);
        add_class(&mut window, "cat");
        window.drop_files(&files[..4]);
        window.until("they are there", |window| window.state().subject.data.counts == [4]);
        add_class(&mut window, "dog");
        window.drop_files(&files[4..]);
        window.until("they are there", |window| window.state().subject.data.counts == [4, 4]);
        settled(&mut window);
        window.harness.state_mut().state.language = language;
        settled(&mut window);
        let unnamed = window.harness.unnamed_widgets();
        assert!(unnamed.is_empty(), "in {language:?}:\n{}", unnamed.join("\n"));
        let choose = |window: &mut Window, entry: &str| {
            window.harness.get_by_label(edit).click();
            window.harness.run_steps(4);
            window.harness.get_by_label(entry).click();
            window.harness.run_steps(4);
        };
        choose(&mut window, merge);
        assert_eq!(classes(&window), counted(&[("dog", 8)]));
        press(&mut window, Command::Undo);
        choose(&mut window, remove);
        assert_eq!(classes(&window), counted(&[("dog", 4)]));
        press(&mut window, Command::Undo);
        choose(&mut window, rename);
        window.harness.get_by_label(field);
        window.harness.event(egui::Event::Text("fox".to_owned()));
        window.harness.run_steps(2);
        window.harness.key_press(Key::Enter);
        window.harness.run_steps(4);
        let renamed: Vec<String> = classes(&window).into_iter().map(|(name, _)| name).collect();
        assert!(renamed.iter().any(|name| name.contains("fox")) && renamed.len() == 2, "{renamed:?}");
        settled(&mut window);
        assert!(rows(&path).iter().filter(|row| row.contains("fox")).count() == 4, "{:?}", rows(&path));
    }
}

#[test]
fn a_list_changed_by_another_program_is_not_replaced_and_can_be_read_again() {
    let mut window = Window::open();
    let files = photographs(&window, 4);
    let path = new_list(&mut window);
    add_class(&mut window, "cat");
    window.drop_files(&files);
    window.until("they are there", |window| window.state().subject.data.counts == [4]);
    settled(&mut window);
    let theirs = "filename,category\nphotos/000.png,theirs\n";
    std::fs::write(&path, theirs).expect("another program writes");
    add_class(&mut window, "dog");
    window.drop_files(&files[..1]);
    window.until("it is reported", |window| window.state().lists.unsaved().is_some());
    assert_eq!(std::fs::read_to_string(&path).expect("it is there"), theirs);
    window.harness.get_all_by_label_contains("changed by another program").next().expect("it is said");
    press(&mut window, Command::ReadAgain);
    window.until("it is read again", |window| classes(window) == counted(&[("theirs", 1)]));
    assert!(window.state().lists.unsaved().is_none());
    assert_eq!(std::fs::read_to_string(&path).expect("it is there"), theirs);
}

#[test]
fn a_folder_that_changed_is_read_again_and_what_came_and_went_is_said() {
    let mut window = Window::open();
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, 12, 5).expect("the folder can be written");
    window.drop_files(std::slice::from_ref(&folder));
    window.until("its overlay is read", |window| {
        window.state().document().is_some() && window.state().subject.data.examining.is_none()
    });
    window.harness.key_press(Key::ArrowRight);
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(3);
    let chosen = window.state().chosen().expect("one is chosen").name.to_owned();
    press(&mut window, Command::Exclude);
    std::fs::remove_file(folder.join("dog.5.png")).expect("it is there");
    std::fs::copy(folder.join("cat.0.png"), folder.join("cat.00.png")).expect("a copy");
    std::fs::copy(folder.join("cat.0.png"), folder.join("bird.0.png")).expect("a copy");
    window.harness.get_by_label("Read again").click();
    window.until("it is said", |window| {
        window.state().notices.all().iter().any(|notice| notice.summary == "Read again: 2 new photos, 1 is gone")
    });
    window.until("they are examined", |window| window.state().subject.data.examining.is_none());
    assert_eq!(classes(&window).len(), 3);
    assert_eq!(window.state().chosen().expect("it is still chosen").name, chosen);
    assert!(window.state().document().expect("the same overlay").get(&chosen).is_some());
    press(&mut window, Command::ReadAgain);
    window.until("it is said", |window| {
        window.state().notices.all().iter().any(|notice| notice.summary.contains("no photo has come or gone"))
    });
}

#[test]
fn equal_files_on_both_sides_are_warned_of_and_excluded_in_one_step() {
    let mut window = Window::open();
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, 40, 5).expect("the folder can be written");
    for copy in 0..6 {
        for class in ["cat", "dog"] {
            let to = folder.join(format!("{class}.0{copy}.copy.png"));
            std::fs::copy(folder.join(format!("{class}.{copy}.png")), to).expect("a copy");
        }
    }
    window.drop_files(std::slice::from_ref(&folder));
    window.until("it is examined", |window| {
        window.state().document().is_some()
            && window.state().subject.data.examining.is_none()
            && !window.state().subject.data.sides.is_empty()
    });
    window.harness.get_by_label_contains("several sides of the split");
    window.harness.get_by_label("Keep the training one, exclude the others").click();
    window.harness.run_steps(3);
    assert_eq!(window.state().document().expect("an overlay").overlay().expect("read").len(), 12);
    assert!(window.harness.query_by_label_contains("several sides of the split").is_none());
    press(&mut window, Command::Undo);
    assert!(window.state().document().expect("an overlay").is_empty(), "it was one step");
}

#[test]
fn a_test_set_is_held_back_and_told_apart_in_the_results() {
    let mut window = Window::open();
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, 40, 5).expect("the folder can be written");
    window.drop_files(std::slice::from_ref(&folder));
    window.until("it is open", |window| {
        !window.state().subject.data.sides.is_empty() && window.state().document().is_some()
    });
    let mut config = small_experiment(2);
    config.data.test_share = 0.25;
    window.harness.state_mut().state.subject.config = config;
    window.until("it is split", |window| window.state().subject.data.count(crate::engine::Side::Test) == 10);
    window.harness.get_by_label("24 for training, 6 for validation, 10 for testing");
    window.until("it can be built", |window| window.state().subject.network.can_be_built());
    command(&mut window, Command::StartTraining);
    run_ended(&mut window, 1);
    window.until("the network is ready", |window| window.state().subject.results.run.is_some());
    let run = window.state().subject.results.run.clone().expect("a run");
    let split = read_split(&run).expect("its split");
    assert_eq!(split.iter().filter(|row| row.side == Side::Test).count(), 10);
    press(&mut window, Command::GoResults);
    super::steps::evaluated(&mut window);
    window.harness.get_by_label("▲ Test set").click();
    window.harness.run_steps(2);
    super::steps::evaluated(&mut window);
    let figures = window.state().subject.results.figures().expect("figures");
    let held_back: Vec<&str> =
        split.iter().filter(|row| row.side == Side::Test).map(|row| row.filename.as_str()).collect();
    let mut evaluated: Vec<&str> = figures.predictions.names().iter().map(String::as_str).collect();
    evaluated.sort_unstable();
    assert_eq!(evaluated, held_back);
    let scores = figures.scores.clone();

    // It was evaluated once, when the training had ended, and is shown with the run wherever the run is.
    let best = window.state().subject.run.as_ref().and_then(|run| run.weights).expect("an epoch is the best");
    let kept = read_test_figures(&run, best).expect("they are kept");
    assert_eq!((kept.count, kept.accuracy.to_bits()), (scores.count, scores.accuracy.to_bits()));
    assert!(matches!(&window.state().subject.run.as_ref().expect("a run").test, TestSet::Done(test) if *test == kept));
    let said = format!("{} of 10 photos, loss ", Language::English.accuracy(kept.accuracy));
    press(&mut window, Command::GoTraining);
    window.harness.get_by_label_contains(&format!("▲ Test set: {said}"));
    command(&mut window, Command::GoRuns);
    window.until("the run is read again", |window| {
        let summary = window.state().shelf.summary(&run);
        summary.is_some_and(|summary| summary.test == Some(kept))
    });
    window.harness.state_mut().state.shelf.select(Some(run.clone()));
    window.harness.run_steps(3);
    window.harness.get_by_label("▲ Test set");
    window.harness.get_by_label_contains(&said);
    let (folder, memory) = window.close();
    let mut window = Window::start(folder, vec2(1280.0, 800.0), small_experiment(2), &memory);
    window.until("the run is shown again", |window| window.state().subject.folder() == Some(run.as_path()));
    assert_eq!(window.state().subject.run.as_ref().expect("a run").test, TestSet::Done(kept));
}

#[test]
fn the_test_set_is_evaluated_when_the_training_ends_and_on_no_page() {
    let mut window = Window::open();
    let mut config = small_experiment(2);
    config.data.test_share = 0.25;
    window.harness.state_mut().state.subject.config = config;
    command(&mut window, Command::UseDrawings);
    window.until("they are open", |window| window.state().subject.data.dataset.is_some());
    window.harness.state_mut().state.subject.config.data.test_share = 0.25;
    window.until("it can be built", |window| window.state().subject.network.can_be_built());
    command(&mut window, Command::StartTraining);
    window.until("the test set is evaluated", |window| {
        window.state().subject.run.as_ref().is_some_and(|run| matches!(run.test, TestSet::Done(_)))
    });
    let run = window.state().subject.run.as_ref().expect("a run");
    assert!(matches!(run.phase, Phase::Ended(_)) && window.state().page() == Page::Training);
    let TestSet::Done(test) = &run.test else { unreachable!("it was waited for") };
    assert_eq!((test.count, Some(test.epoch)), (10, run.weights));
}

#[test]
fn a_class_without_photographs_is_there_again_after_closing() {
    let mut window = Window::open();
    let files = photographs(&window, 4);
    let path = new_list(&mut window);
    add_class(&mut window, "dog");
    add_class(&mut window, "cat");
    window.drop_files(&files[..4]);
    window.until("they are there", |window| window.state().subject.data.counts == [4, 0]);
    settled(&mut window);
    let (folder, memory) = window.close();
    let mut window = Window::start(folder, vec2(1280.0, 800.0), small_experiment(2), &memory);
    window.until("the list is open again", |window| window.state().list().is_some());
    window.until("its classes are shown", |window| window.state().subject.data.counts == [4, 0]);
    assert_eq!(classes(&window), counted(&[("cat", 4), ("dog", 0)]));
    assert_eq!(rows(&path).len(), 4, "the list itself holds photos alone");
}

#[test]
fn photographs_without_a_class_are_left_out_of_the_training_where_the_user_says_so() {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(1));
    let files = photographs(&window, 24);
    new_list(&mut window);
    add_class(&mut window, "cat");
    window.drop_files(&files[..10]);
    window.until("they are there", |window| window.state().subject.data.counts == [10]);
    add_class(&mut window, "dog");
    window.drop_files(&files[12..22]);
    window.until("they are there", |window| window.state().subject.data.counts == [10, 10]);
    window.harness.state_mut().state.subject.data.filter.class = ClassFilter::All;
    window.drop_files(&[files[10..12].to_vec(), files[22..].to_vec()].concat());
    window.until("they are there", |window| window.state().subject.data.unlabelled() == 4);
    settled(&mut window);
    window.harness.state_mut().state.subject.config = small_experiment(1);
    window.until("it can be built", |window| window.state().subject.network.can_be_built());
    window.harness.get_by_label_contains("4 photos have no class yet");
    window.harness.get_by_label("Train without them").click();
    window.harness.run_steps(3);
    window.harness.get_by_label_contains("4 photos have no class and are left out");
    window.until("they are split anew", |window| {
        let data = &window.state().subject.data;
        [crate::engine::Side::Training, crate::engine::Side::Validation].map(|side| data.count(side)) == [16, 4]
    });
    window.harness.get_by_label("16 for training, 4 for validation");
    command(&mut window, Command::StartTraining);
    run_ended(&mut window, 1);
    let run = window.state().subject.run.as_ref().expect("a run");
    let info = run.info.as_ref().expect("it has begun");
    assert_eq!((info.training, info.validation, info.unusable.len()), (16, 4, 4));
    assert!(info.unusable.iter().all(|photo| photo.reason == "it has no class"));

    // It is a setting like any other: undone and offered again.
    command(&mut window, Command::BackToExperiment);
    press(&mut window, Command::GoData);
    press(&mut window, Command::Undo);
    window.harness.get_by_label("Train without them");
}
