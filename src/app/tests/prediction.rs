//! The prediction page: its summary, filters, orders and progress, and its cards as one stop of the keyboard.

use std::collections::HashSet;
use std::path::PathBuf;

use eframe::egui::{Event, Key};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::harness::Window;
use super::steps::{train_on_drawings, with_results};
use crate::app::commands::Command;
use crate::app::state::{Card, CardState, Filter, Order, PredictionState};
use crate::data::drawings;
use crate::engine::{Panicked, WorkerKind};
use crate::shared_error::SharedError;
use crate::text::Language;

/// A trained network's prediction page with this many drawings, and files that cannot be read.
fn classified(drawn: usize, unreadable: usize) -> Window {
    let mut window = Window::open();
    train_on_drawings(&mut window);
    window.harness.get_by_label("6 Prediction").click();
    window.until("the network is ready", |window| window.state().subject.prediction.model.is_some());
    let folder = window.folder.path().join("new");
    drawings::write(&folder, drawn, 9).expect("the folder can be written");
    let mut files: Vec<PathBuf> = (0..unreadable).map(|number| folder.join(format!("broken.{number}.jpg"))).collect();
    for file in &files {
        std::fs::write(file, b"").expect("it can be written");
    }
    for kind in ["cat", "dog"] {
        files.extend((0..drawn / 2).map(|number| folder.join(format!("{kind}.{number}.png"))));
    }
    window.drop_files(&files);
    window.until("every card is done", |window| {
        let prediction = &window.state().subject.prediction;
        prediction.cards.len() == drawn + unreadable && prediction.waiting() == 0
    });
    window
}

fn prediction(window: &Window) -> &PredictionState {
    &window.state().subject.prediction
}

/// Names of the shown cards, in order.
fn shown(window: &Window) -> Vec<String> {
    let prediction = prediction(window);
    let name = |place: &usize| {
        let path = PathBuf::from(&prediction.cards[*place].name);
        path.file_name().expect("a file").to_string_lossy().into_owned()
    };
    prediction.shown.iter().map(name).collect()
}

#[test]
fn a_click_on_a_count_shows_these_cards_alone_and_another_one_all_again() {
    let mut window = classified(10, 3);
    let labels: Vec<Option<u32>> = prediction(&window).cards.iter().map(Card::label).collect();
    let of = |class: u32| labels.iter().filter(|label| **label == Some(class)).count();
    for (language, names, photos) in [
        (Language::Portuguese, ["gato", "cachorro", "sem previsão"], ["foto", "fotos"]),
        (Language::English, ["cat", "dog", "no prediction"], ["photo", "photos"]),
    ] {
        window.harness.state_mut().state.language = language;
        window.harness.run_steps(2);
        for (name, filter, count) in
            [(names[0], Filter::Class(0), of(0)), (names[1], Filter::Class(1), of(1)), (names[2], Filter::Failed, 3)]
        {
            let chip = format!("{name}: {count} {}", photos[usize::from(count != 1)]);
            if count == 0 {
                assert!(window.harness.get_by_label(&chip).accesskit_node().is_disabled(), "there is none to show");
                continue;
            }
            window.harness.get_by_label(&chip).click();
            window.harness.run_steps(3);
            assert_eq!(prediction(&window).filter, filter);
            assert_eq!(prediction(&window).shown.len(), count, "{chip}");
            window.harness.get_by_label(&chip).click();
            window.harness.run_steps(3);
            assert_eq!(prediction(&window).shown.len(), 13, "all of them again");
        }
    }
    // By keys, too.
    window.harness.get_by_label("no prediction: 3 photos").focus();
    window.harness.run_steps(2);
    window.press(Key::Enter);
    assert_eq!(prediction(&window).filter, Filter::Failed);
    window.harness.get_by_label("13 photos").click();
    window.harness.run_steps(3);
    assert_eq!(prediction(&window).filter, Filter::All);
}

#[test]
fn orders_begin_with_cards_without_a_prediction_and_with_the_most_doubtful() {
    let mut window = classified(10, 3);
    let choose = |window: &mut Window, order: Order| {
        let prediction = &mut window.harness.state_mut().state.subject.prediction;
        prediction.order = order;
        prediction.arrange();
        shown(window)
    };
    let failed_first = choose(&mut window, Order::FailedFirst);
    assert_eq!(failed_first[..3], ["broken.2.jpg", "broken.1.jpg", "broken.0.jpg"]);
    let doubtful_first = choose(&mut window, Order::MostDoubtful);
    assert!(doubtful_first[10..].iter().all(|name| name.starts_with("broken")), "they are last");
    let lead = |window: &Window, place: usize| {
        let prediction = prediction(window);
        let verdict = prediction.cards[prediction.shown[place]].verdict().expect("it is classified");
        let is_uncertain = verdict.is_novel() || (verdict.probabilities[0] - verdict.probabilities[1]).abs() < 0.2;
        (!is_uncertain, (verdict.probabilities[0] - verdict.probabilities[1]).abs())
    };
    let leads: Vec<(bool, f32)> = (0..10).map(|place| lead(&window, place)).collect();
    assert!(leads.is_sorted(), "{leads:?}");
    let in_doubt = leads.iter().filter(|(is_certain, _)| !is_certain).count();
    assert_eq!(prediction(&window).summary.uncertain, in_doubt);
    let expected: Vec<String> = (0..3).map(|number| format!("broken.{number}.jpg")).collect();
    assert_eq!(choose(&mut window, Order::Name)[..3], expected);
}

#[test]
fn a_card_without_a_prediction_is_small_and_has_its_reason() {
    let window = classified(4, 2);
    let failed = window.harness.get_all_by_label_contains("✗ no prediction: the file is empty");
    let failed: Vec<_> = failed.map(|node| node.rect()).collect();
    let card = window.harness.get_by_label_contains("cat.0.png: ").rect();
    assert_eq!(failed.len(), 2);
    for rect in &failed {
        assert!(rect.height() <= card.height() / 3.0, "{rect:?} beside {card:?}");
    }
    assert!(
        failed[0].x_range() == failed[1].x_range() && !failed[0].intersects(failed[1]),
        "they share a place: {failed:?}"
    );
}

#[test]
fn two_thirds_of_the_height_go_to_the_cards() {
    let window = classified(10, 1);
    let card = |name: &str| window.harness.get_by_label_contains(name).rect();
    let (first, second) = (card("dog.4.png: "), card("dog.3.png: "));
    let status = 800.0 - 36.0;
    assert!(status - first.top() >= 800.0 * 2.0 / 3.0, "cards begin at {first:?}");
    assert!(first.right() < second.left() && first.y_range() == second.y_range(), "{first:?} beside {second:?}");
}

#[test]
fn the_cards_are_one_stop_of_the_keyboard_and_arrows_move_within() {
    let mut window = classified(10, 0);
    let cards: Vec<String> = shown(&window);
    let at = |window: &Window| window.focused().and_then(|name| name.split_once(": ").map(|(name, _)| name.to_owned()));
    let is_card = |name: &Option<String>| name.as_ref().is_some_and(|name| cards.contains(name));
    window.harness.get_by_label("Clear").focus();
    window.harness.run_steps(2);
    window.press(Key::Tab);
    assert_eq!(at(&window).as_ref(), cards.first());
    window.press(Key::ArrowRight);
    window.press(Key::ArrowRight);
    assert_eq!(at(&window).as_ref(), cards.get(2));
    window.press(Key::ArrowDown);
    let below = at(&window).expect("a card of the next row");
    assert!(cards.iter().position(|card| *card == below).is_some_and(|place| place > 4), "{below}");
    window.press(Key::ArrowUp);
    assert_eq!(at(&window).as_ref(), cards.get(2));
    window.press(Key::Tab);
    assert!(!is_card(&at(&window)), "Tab leaves the cards: {:?}", at(&window));

    // Large, the arrow keys go on; closed, the keyboard is at the card that was shown last.
    window.harness.get_by_label_contains(&format!("{}: ", cards[2])).focus();
    window.harness.run_steps(2);
    window.press(Key::Enter);
    let large = |window: &Window| {
        let prediction = prediction(window);
        let place = prediction.shown.iter().position(|place| Some(prediction.cards[*place].id) == prediction.open);
        place.map(|place| shown(window)[place].clone())
    };
    assert_eq!(large(&window).as_ref(), cards.get(2));
    window.press(Key::ArrowRight);
    assert_eq!(large(&window).as_ref(), cards.get(3));
    window.press(Key::Escape);
    assert_eq!((large(&window), at(&window).as_ref()), (None, cards.get(3)));
}

#[test]
fn what_is_done_of_a_classification_is_said_and_it_can_be_cancelled() {
    let mut window = classified(2, 0);
    let state = &mut window.harness.state_mut().state.subject.prediction;
    for number in 0..3 {
        // Without a photo they wait for ever.
        state.add(format!("waits.{number}.png"), CardState::Waiting, None);
    }
    window.harness.run_steps(3);
    window.harness.get_all_by_label("Classifying: 0 of 3").next().expect("its bar");
    let first = prediction(&window).cards[2].id;
    let cards = window.harness.get_by_label_contains("dog.0.png: ").rect();
    let reason = SharedError::from(Panicked { worker: WorkerKind::Prediction, message: "no".to_owned() });
    window.harness.state_mut().state.subject.prediction.finish(first, CardState::Failed(reason), 1.0);
    window.harness.run_steps(3);
    window.harness.get_all_by_label("Classifying: 1 of 3").next().expect("its bar");
    window.send(Command::GoData);
    // The status bar has it on other pages, once the run's photos are searched for duplicates.
    window.until("the status bar has it", |window| {
        window.harness.query_all_by_label("Classifying: 1 of 3").next().is_some()
    });
    window.send(Command::GoPrediction);
    window.harness.run_steps(4);
    window.harness.get_by_label("Cancel").click();
    window.harness.run_steps(4);
    assert_eq!((prediction(&window).cards.len(), prediction(&window).progress), (3, None));
    let now = window.harness.get_by_label_contains("dog.0.png: ").rect();
    assert_eq!(now.y_range(), cards.y_range(), "what comes and goes in the head moves no card down");
}

#[test]
fn pasted_files_are_opened_and_what_is_no_file_is_said() {
    let mut window = classified(2, 0);
    let folder = window.folder.path().join("new");
    let gone = folder.join("gone.png");
    for text in [
        format!("{}\n{}", folder.join("cat.0.png").display(), gone.display()),
        format!("file://localhost{}\nfile://{}\n", folder.join("cat.0.png").display(), gone.display()),
    ] {
        let before = prediction(&window).cards.len();
        window.harness.event(Event::Paste(text));
        window.until("both have a card", |window| {
            prediction(window).cards.len() == before + 2 && prediction(window).waiting() == 0
        });
        let failed = prediction(&window).cards.iter().filter(|card| matches!(card.state, CardState::Failed(_)));
        assert!(failed.clone().all(|card| card.name.ends_with("gone.png")) && failed.count() > 0);
    }
    window.harness.event(Event::Paste("some words".to_owned()));
    window.harness.run_steps(4);
    window.harness.get_by_label("The clipboard holds neither a picture nor paths of files");
}

#[cfg(unix)]
#[test]
fn a_link_is_classified_and_a_broken_one_is_said() {
    let mut window = classified(2, 0);
    let folder = window.folder.path().join("new");
    let (link, broken) = (folder.join("link.png"), folder.join("nowhere.png"));
    std::os::unix::fs::symlink(folder.join("cat.0.png"), &link).expect("a link");
    std::os::unix::fs::symlink(folder.join("gone.png"), &broken).expect("a link");
    window.drop_files(&[link, broken]);
    window.until("both have a card", |window| prediction(window).cards.len() == 4 && prediction(window).waiting() == 0);
    let card = |name: &str| {
        let is_named = |card: &&Card| card.name.ends_with(name);
        prediction(&window).cards.iter().find(is_named).expect("a card")
    };
    assert!(card("link.png").verdict().is_some());
    assert!(matches!(card("nowhere.png").state, CardState::Failed(_)));
}

/// How many of the evaluated photos the Tab key leads to.
fn photo_stops(window: &Window, names: &[String]) -> usize {
    let nodes = window.harness.root().children_recursive().map(|node| node.accesskit_node());
    let is_photo = |label: &String| names.iter().any(|name| label.starts_with(name.as_str()));
    let photos = nodes.filter(|node| node.label().is_some_and(|label| is_photo(&label)));
    let photos: HashSet<_> = photos.map(|node| node.locate().0).collect();
    window.harness.ctx.viewport(|viewport| {
        let widgets = viewport.prev_pass.widgets.layers().flat_map(|(_, widgets)| widgets);
        let stops = widgets.filter(|widget| widget.enabled && widget.sense.is_focusable());
        stops.filter(|widget| photos.contains(&widget.id.accesskit_id())).count()
    })
}

#[test]
fn evaluated_photos_are_one_stop_of_the_keyboard_and_arrows_move_within() {
    let mut window = Window::open();
    with_results(&mut window);
    window.harness.run_steps(4);
    let results = &window.state().subject.results;
    let names = results.results().expect("they are evaluated").best.predictions.names().to_vec();
    let selected = |window: &Window| {
        let results = &window.state().subject.results;
        names[results.selected.expect("a photo is chosen")].clone()
    };
    let first = selected(&window);
    assert!(names.len() > 3);
    assert_eq!(photo_stops(&window, &names), 1);
    window.harness.get_all_by_label_contains(&format!("{first}: ")).next().expect("its cell").focus();
    window.harness.run_steps(3);
    window.press(Key::ArrowRight);
    let second = selected(&window);
    assert_ne!(first, second);
    assert!(window.focused().is_some_and(|name| name.starts_with(&second)), "the keyboard goes along");
    window.press(Key::ArrowLeft);
    assert_eq!(selected(&window), first);
    assert_eq!(photo_stops(&window, &names), 1);
}
