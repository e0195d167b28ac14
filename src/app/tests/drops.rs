//! Files dropped on the window: drawings, real photographs where they are available, damaged files, a folder, a hundred.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crossbeam_channel::{Sender, bounded};
use egui_kittest::kittest::Queryable as _;
use image::{ImageFormat, Rgb, RgbImage};

use super::harness::Window;
use super::steps::train_on_drawings;
use crate::app::drops::{Dragged, Drops};
use crate::app::page::Page;
use crate::app::state::CardState;
use crate::data::drawings;
use crate::data::testing::{encoded, odd_files, shared};
use crate::text::Language;

/// A window with a trained network, on the prediction page.
fn trained() -> Window {
    let mut window = Window::open();
    train_on_drawings(&mut window);
    window.harness.get_by_label("6 Prediction").click();
    window.until("the network is ready", |window| window.state().subject.prediction.model.is_some());
    window
}

/// Waits until so many cards are done; gives how many are classified, and how many could not be.
fn done(window: &mut Window, count: usize) -> (usize, usize) {
    window.until("every card is done", |window| {
        let cards = &window.state().subject.prediction.cards;
        cards.len() == count && window.state().subject.prediction.waiting() == 0
    });
    let cards = &window.state().subject.prediction.cards;
    let failed = cards.iter().filter(|card| matches!(card.state, CardState::Failed(_))).count();
    (count - failed, failed)
}

#[test]
fn a_hundred_dropped_files_and_a_dropped_folder_are_all_classified() {
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
    assert_eq!(done(&mut window, 100), (100, 0));
    window.drop_files(&[folder]);
    assert_eq!(done(&mut window, 200), (200, 0));
    window.harness.get_by_label("200 photos");
}

#[test]
fn unreadable_files_have_cards_with_the_reason() {
    let mut window = trained();
    let folder = window.folder.path().join("odd");
    std::fs::create_dir(&folder).expect("the folder can be written");
    let odd: [(&str, &[u8]); 3] = [("empty.jpg", b""), ("text.png", b"no picture"), ("cut.jpg", b"\xff\xd8\xff\xe0")];
    let paths: Vec<PathBuf> = odd.iter().map(|(name, _)| folder.join(name)).collect();
    for (path, (_, bytes)) in paths.iter().zip(odd) {
        std::fs::write(path, bytes).expect("it can be written");
    }
    window.drop_files(&paths);
    assert_eq!(done(&mut window, 3), (0, 3));
    window
        .harness
        .get_all_by_label_contains("empty.jpg: ✗ no prediction: the file is empty")
        .next()
        .expect("its card says so");
    window.harness.state_mut().state.language = Language::Portuguese;
    window.harness.run_steps(2);
    window.harness.get_by_label_contains("o arquivo está vazio");
    window.harness.get_by_label_contains("o JPEG está incompleto");
}

/// JPEG files of many sizes, upright and not, as a camera or a web page leaves them.
#[test]
fn photographs_of_all_sizes_are_classified() {
    let mut window = trained();
    let folder = window.folder.path().join("photographs");
    std::fs::create_dir(&folder).expect("the folder can be written");
    let sizes = [(500, 375), (375, 499), (1050, 702), (57, 50), (1, 1), (1600, 90), (90, 1600), (300, 280)];
    let mut files = Vec::new();
    for (number, (width, height)) in sizes.into_iter().enumerate() {
        let picture = RgbImage::from_fn(width, height, |x, y| Rgb([(x / 3) as u8, (y / 2) as u8, (x + y) as u8]));
        files.push(folder.join(format!("photo {number}.jpg")));
        std::fs::write(&files[number], encoded(&picture, ImageFormat::Jpeg)).expect("it can be written");
    }
    window.drop_files(&files);
    assert_eq!(done(&mut window, files.len()), (files.len(), 0));
}

#[test]
fn real_photographs_are_all_classified() {
    let Some(folder) = shared("data/test") else { return };
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut photographs: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    photographs.sort();
    photographs.truncate(100);
    let mut window = trained();
    window.drop_files(&photographs);
    assert_eq!(done(&mut window, photographs.len()), (photographs.len(), 0));
}

#[test]
fn files_are_classified_or_refused_as_pillow_does() {
    for odd in odd_files() {
        let mut window = trained();
        let files: Vec<PathBuf> = odd.files.keys().map(|name| odd.folder.join(name)).collect();
        window.drop_files(&files);
        done(&mut window, files.len());
        for card in &window.state().subject.prediction.cards {
            let name = Path::new(&card.name).file_name().expect("a name").to_string_lossy().into_owned();
            let refused = odd.files[&name].is_refused();
            match &card.state {
                CardState::Done { .. } => assert!(!refused, "{name} is classified"),
                CardState::Failed(reason) => {
                    let language = window.state().language;
                    assert!(refused, "{name} is refused: {}", reason.localized(language));
                    assert!(reason.localized(language).contains(' '), "{name} is refused in words");
                }
                CardState::Waiting => panic!("{name} still waits"),
            }
        }
    }
}

#[test]
fn a_dropped_zip_has_a_card_for_each_of_its_photographs() {
    let mut window = trained();
    let (folder, archive) = (window.folder.path().join("packed"), window.folder.path().join("packed.zip"));
    drawings::write(&folder, 6, 3).expect("the folder can be written");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&archive).expect("a file"));
    for name in ["cat.0.png", "dog.0.png", "cat.1.png"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a place in the zip");
        zip.write_all(&std::fs::read(folder.join(name)).expect("a drawing")).expect("it can be written");
    }
    zip.start_file("cat.2.png", zip::write::SimpleFileOptions::default()).expect("a place in the zip");
    zip.write_all(b"no photo").expect("it can be written");
    zip.finish().expect("a zip");
    window.drop_files(&[archive]);
    assert_eq!(done(&mut window, 4), (3, 1));
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
    window.until("it is open", |window| window.state().subject.data.dataset.is_some());
    assert_eq!(window.state().page(), Page::Data);
}

/// A window on the prediction page, and what sends drags to it as X11 does.
fn with_drags() -> (Window, Sender<Dragged>) {
    let mut window = trained();
    let (sender, receiver) = bounded(8);
    window.harness.state_mut().drops = Some(Drops::of(receiver));
    (window, sender)
}

#[test]
fn lists_that_the_toolkit_would_lose_are_taken_and_what_is_gone_is_named() {
    let (mut window, drags) = with_drags();
    let folder = window.folder.path().join("drawings");
    drawings::write(&folder, 4, 3).expect("the folder can be written");
    drags.send(Dragged::Hovers(true)).expect("the window is there");
    window.harness.run_steps(2);
    window.harness.get_by_label_contains("Drop to open");
    let (there, gone) = (folder.join("cat.0.png"), folder.join("gone.png"));
    let list = format!("file://localhost{}\nfile://{}\nfile://{}\n", there.display(), gone.display(), there.display());
    for dragged in [Dragged::Hovers(false), Dragged::Dropped(list.into_bytes())] {
        drags.send(dragged).expect("the window is there");
    }
    assert_eq!(done(&mut window, 3), (2, 1));
    assert!(window.harness.query_by_label_contains("Drop to open").is_none());
    window.harness.get_all_by_label_contains("gone.png: ✗ no prediction").next().expect("it is named");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_photograph_or_a_folder_is_taken() {
    let (mut window, drags) = with_drags();
    let folder = window.folder.path().join("drawings");
    drawings::write(&folder, 4, 3).expect("the folder can be written");
    let (photo, all) = (window.folder.path().join("link.png"), window.folder.path().join("all"));
    std::os::unix::fs::symlink(folder.join("cat.0.png"), &photo).expect("a link");
    std::os::unix::fs::symlink(&folder, &all).expect("a link");
    drags.send(Dragged::Dropped(format!("file://{}", photo.display()).into_bytes())).expect("the window is there");
    assert_eq!(done(&mut window, 1), (1, 0));
    drags.send(Dragged::Dropped(format!("file://{}", all.display()).into_bytes())).expect("the window is there");
    assert_eq!(done(&mut window, 5), (5, 0));
}

#[test]
fn a_drop_of_no_file_is_said_in_both_languages() {
    let (mut window, drags) = with_drags();
    for (language, said) in
        [(Language::English, "no file on this computer"), (Language::Portuguese, "deste computador")]
    {
        window.harness.state_mut().state.language = language;
        drags.send(Dragged::Dropped(b"https://example.org/a.png\r\n".to_vec())).expect("the window is there");
        window.harness.run_steps(3);
        window.harness.get_by_label_contains(said);
        window.harness.get_all_by_label_contains("https://example.org/a.png").next().expect("it is named");
    }
    assert!(window.state().subject.prediction.cards.is_empty());
}
