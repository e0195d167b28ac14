//! Files dropped on the window: drawings, real photographs where they are there, odd ones, a folder, a hundred.

use std::path::{Path, PathBuf};

use egui_kittest::kittest::Queryable as _;

use super::harness::Window;
use crate::app::page::Page;
use crate::app::state::{CardState, Phase};
use crate::app::texts::Language;
use crate::data::drawings;

/// A window with a trained network, on the prediction page.
fn trained() -> Window {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.harness.get_by_label("Train on the drawings").click();
    window.until("the training has ended", |window| {
        window.state().training.run.as_ref().is_some_and(|run| matches!(run.phase, Phase::Ended(_)))
    });
    window.harness.get_by_label("6 Prediction").click();
    window.until("the network is ready", |window| window.state().prediction.model.is_some());
    window
}

/// Waits until so many cards have their answers: those classified, and those that could not be.
fn answered(window: &mut Window, count: usize) -> (usize, usize) {
    window.until("every card is answered", |window| {
        let cards = &window.state().prediction.cards;
        cards.len() == count && window.state().prediction.waiting() == 0
    });
    let cards = &window.state().prediction.cards;
    let failed = cards.iter().filter(|card| matches!(card.state, CardState::Failed(_))).count();
    (count - failed, failed)
}

/// Photographs that lie beside the project on some machines.
fn real(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(folder);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

#[test]
fn a_hundred_files_and_a_folder_stream_in() {
    let mut window = trained();
    let folder = window.folder.path().join("hundred");
    drawings::write(&folder, 100, 3).expect("the folder can be written");
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&folder).into_iter().filter_map(Result::ok) {
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    assert_eq!(files.len(), 100);
    window.drop_files(&files);
    assert_eq!(answered(&mut window, 100), (100, 0));
    window.drop_files(&[folder]);
    assert_eq!(answered(&mut window, 200), (200, 0));
    window.harness.get_by_label("200 photographs");
}

#[test]
fn odd_files_have_cards_that_say_why() {
    let mut window = trained();
    let folder = window.folder.path().join("odd");
    std::fs::create_dir(&folder).expect("the folder can be written");
    let odd: [(&str, &[u8]); 3] = [("empty.jpg", b""), ("text.png", b"no picture"), ("cut.jpg", b"\xff\xd8\xff\xe0")];
    let paths: Vec<PathBuf> = odd.iter().map(|(name, _)| folder.join(name)).collect();
    for (path, (_, bytes)) in paths.iter().zip(odd) {
        std::fs::write(path, bytes).expect("it can be written");
    }
    window.drop_files(&paths);
    assert_eq!(answered(&mut window, 3), (0, 3));
    window.harness.get_all_by_label_contains("empty.jpg: ✗ cannot be read").next().expect("its card says so");
    window.harness.state_mut().state.language = Language::Portuguese;
    window.harness.run_steps(2);
    window.harness.get_by_label_contains("o arquivo está vazio");
    window.harness.get_by_label_contains("o JPEG está incompleto");
}

/// Reads `../shared/data`; without it there is nothing to drop.
#[test]
fn real_photographs_and_odd_ones_are_answered() {
    let photographs: Vec<PathBuf> = real("test").into_iter().take(8).collect();
    let odd = real("odd");
    if photographs.is_empty() && odd.is_empty() {
        return;
    }
    let mut window = trained();
    window.drop_files(&photographs);
    assert_eq!(answered(&mut window, photographs.len()).1, 0, "every photograph is classified");
    // An archive brings as many cards as it holds; all of them are answered.
    window.drop_files(&odd);
    window.until("the odd ones are answered", |window| {
        window.state().prediction.cards.len() > photographs.len() && window.state().prediction.waiting() == 0
    });
}

#[test]
fn a_folder_dropped_on_another_page_is_opened_as_data() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.harness.get_by_label("3 Network").click();
    window.harness.run_steps(2);
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, 10, 5).expect("the folder can be written");
    window.drop_files(&[folder]);
    window.until("it is open", |window| window.state().data.dataset.is_some());
    assert_eq!(window.state().page(), Page::Data);
}
