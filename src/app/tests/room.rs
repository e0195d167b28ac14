//! Room for what a page is about: the frame, notices, and the plots.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Rect, TouchPhase, Vec2, pos2, vec2,
};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};

use super::harness::{Window, small_experiment};
use super::steps::{command, epochs_ended, run_ended, train_on_drawings, with_drawings};
use crate::app::commands::Command;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::state::{DataView, PlotKind};
use crate::config::{LearningRate, LearningRateSchedule};
use crate::text::{DataText, Language, OverlayText, ShellText};

const SIZE: Vec2 = vec2(1280.0, 800.0);

fn show(window: &mut Window, page: Page) {
    window.harness.state_mut().state.settings.page = page;
    window.harness.run_steps(3);
}

fn plot(window: &Window, kind: &str) -> Rect {
    window.harness.get(By::new().role(Role::Image).label_contains(kind)).rect()
}

fn trained(epochs: usize) -> Window {
    let mut window = Window::with(SIZE, small_experiment(epochs));
    train_on_drawings(&mut window);
    window
}

#[test]
fn a_page_of_a_small_window_begins_at_its_top_wherever_another_was_scrolled_to() {
    let mut window = Window::with(vec2(720.0, 480.0), small_experiment(1));
    train_on_drawings(&mut window);
    show(&mut window, Page::Results);
    let explained = |window: &Window| window.state().subject.results.explained.is_some();
    window.until("the photos are evaluated", explained);
    window.harness.run_steps(8);
    let top = |window: &Window, title: &str| window.harness.get_by_label(title).rect().top();
    assert!(top(&window, "Results") > 40.0, "the evaluation scrolls nothing");
    window.harness.event(Event::PointerMoved(pos2(400.0, 300.0)));
    window.harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -2000.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    window.harness.run_steps(20);
    assert!(top(&window, "Results") < 0.0, "{}", top(&window, "Results"));
    show(&mut window, Page::Network);
    assert!(top(&window, "Network") > 40.0, "{}", top(&window, "Network"));
}

#[test]
fn two_thirds_of_the_height_go_to_the_plots() {
    let window = trained(3);
    let (accuracy, rate) = (plot(&window, "Accuracy after"), plot(&window, "Learning rate in"));
    let title = window.harness.get_all_by_label("Accuracy").next().expect("the first plot's title").rect();
    assert!(title.bottom() < accuracy.top());
    let height = rate.bottom() - title.top();
    assert!(height >= 800.0 * 2.0 / 3.0, "{height} of 800 points");
    assert!(rate.bottom() <= 764.0, "and all of them are seen: {rate:?}");
    let hint = window.harness.get_by_label_contains("Double click: alone").rect();
    let fade = window.harness.ctx.global_style().spacing.scroll.fade.size;
    // The page ends 12 points above the status bar, and fades out before.
    assert!(hint.bottom() <= 752.0 - fade, "the hint is read: {hint:?}");
}

#[test]
fn the_smallest_window_has_a_runs_network_and_its_buttons_in_one_line() {
    let mut window = Window::with(vec2(720.0, 480.0), small_experiment(1));
    train_on_drawings(&mut window);
    for (language, names) in [
        (Language::English, ["Network", "Edit as a new experiment", "More actions", "Next: Training →"]),
        (Language::Portuguese, ["Rede", "Editar como novo experimento", "Mais ações", "Próximo: Treino →"]),
    ] {
        window.harness.state_mut().state.language = language;
        show(&mut window, Page::Network);
        let rects = names.map(|name| window.harness.get_by_label(name).rect());
        for pair in rects.windows(2) {
            let [left, right] = pair else { continue };
            assert!((left.center().y - right.center().y).abs() < 4.0, "{rects:?}");
            assert!(left.right() < right.left() && right.right() <= 720.0, "{rects:?}");
        }
    }
    window.harness.state_mut().state.language = Language::English;
    window.harness.run_steps(3);
    let path = window.folder.path().join("experiment.ron");
    window.answers.will_choose(&[&path]);
    window.harness.get_by_label("More actions").click();
    window.harness.run_steps(3);
    window.harness.get_by_label("Save experiment…").click();
    window.until("it is saved", |_| path.exists());
}

#[test]
fn two_thirds_of_the_height_go_to_the_versions_and_their_matrix() {
    let mut window = Window::with(SIZE, small_experiment(1));
    with_drawings(&mut window);
    show(&mut window, Page::Augmentation);
    window.until("there are versions", |window| matches!(window.state().subject.augmentation.versions, Some(Ok(_))));
    let (first, last) =
        (window.harness.get_by_label("Original").rect(), window.harness.get_by_label("Version 15").rect());
    assert!(first.width() >= 100.0, "{first:?}");
    let matrix = window.harness.get_by_label_contains("theta").rect();
    assert!(last.bottom() <= matrix.top() && matrix.bottom() <= 764.0, "{last:?} {matrix:?}");
    assert!(matrix.bottom() - first.top() >= 500.0, "from {first:?} to {matrix:?}");
}

#[test]
fn two_thirds_of_the_height_go_to_the_photographs() {
    for language in [Language::English, Language::Portuguese] {
        let mut window = Window::with(SIZE, small_experiment(1));
        with_drawings(&mut window);
        window.harness.state_mut().state.language = language;
        let heads = language.fill(ShellText::SortedAscending, &[("column", &language.text(DataText::ColumnName))]);
        for view in [DataView::Grid, DataView::Table] {
            window.harness.state_mut().state.subject.data.view = view;
            window.harness.run_steps(3);
            let first = if view == DataView::Table { &heads } else { "cat.0.png" };
            let first = window.harness.get_all_by_label_contains(first).next().expect("it is shown").rect();
            assert!(764.0 - first.top() >= 800.0 * 2.0 / 3.0, "{view:?} begins at {first:?}");
            let lowest = window.harness.get_all_by_label_contains(".png").map(|node| node.rect().bottom());
            let lowest = lowest.reduce(f32::max).expect("some are shown");
            assert!(lowest >= 700.0, "{view:?} ends at {lowest}");
        }
    }
}

#[test]
fn the_first_change_moves_no_photograph() {
    for language in [Language::English, Language::Portuguese] {
        let mut window = Window::with(SIZE, small_experiment(1));
        with_drawings(&mut window);
        window.harness.state_mut().state.language = language;
        window.harness.run_steps(3);
        let photo = |window: &Window| window.harness.get_by_label_contains("cat.0.png").rect().min;
        let before = photo(&window);
        window.harness.state_mut().state.subject.data.choose(1);
        window.harness.run_steps(2);
        command(&mut window, Command::Exclude);
        window.harness.run_steps(3);
        let changes = language.text(OverlayText::Filter);
        assert!(window.harness.query_all_by_label(changes).count() > 0, "changes can be filtered");
        assert_eq!(photo(&window), before, "in {language:?}");
        let shown = language.count(DataText::Shown, window.state().subject.data.shown.len());
        let photos = window.harness.get_by_label(&shown).rect();
        assert!(photos.bottom() <= before.y, "how many are shown is seen: {photos:?}");
    }
}

#[test]
fn two_thirds_of_the_height_go_to_the_network() {
    for language in [Language::English, Language::Portuguese] {
        let mut window = Window::with(SIZE, small_experiment(1));
        with_drawings(&mut window);
        window.harness.state_mut().state.language = language;
        show(&mut window, Page::Network);
        window.until("the table is there", |window| window.state().subject.network.can_be_built());
        let picture = window.harness.get_all_by_role(Role::Image).map(|node| node.rect());
        let picture =
            picture.reduce(|a, b| if a.height() > b.height() { a } else { b }).expect("the network's picture");
        assert!(764.0 - picture.top() >= 800.0 * 2.0 / 3.0, "it begins at {picture:?}");
    }
}

/// Names do not make the settings wider than their column, whatever is set.
#[test]
fn the_settings_of_the_network_keep_the_margin_of_the_page() {
    for language in [Language::English, Language::Portuguese] {
        let mut window = Window::with(SIZE, small_experiment(1));
        with_drawings(&mut window);
        window.harness.state_mut().state.language = language;
        show(&mut window, Page::Network);
        window.until("the table is there", |window| window.state().subject.network.can_be_built());
        let rates = |initial_learning_rate| {
            LearningRate::Schedule(LearningRateSchedule::CosineDecay {
                initial_learning_rate,
                decay_steps: Some(1000),
                alpha: 0.0,
                warmup_target: Some(0.5),
                warmup_steps: 10,
            })
        };
        for learning_rate in [LearningRate::Constant(0.01), rates(0.01), rates(-1.0)] {
            for batch_size in [8, 0] {
                let training = &mut window.harness.state_mut().state.subject.config.training;
                training.optimizer.learning_rate = learning_rate.clone();
                training.batch_size = batch_size;
                training.class_weight = [("cat".to_owned(), 2.0), ("bird".to_owned(), 1.0)].into();
                window.harness.run_steps(4);
                let next = match language {
                    Language::English => "Next: Training →",
                    Language::Portuguese => "Próximo: Treino →",
                };
                let right = window.harness.get_by_label(next).rect().right();
                for node in window.harness.root().children_recursive() {
                    let node = node.accesskit_node();
                    // The bar that scrolls lies in the margin.
                    let Some(place) = node.bounding_box().filter(|_| node.role() != Role::ScrollBar) else { continue };
                    let in_page = place.y0 > 90.0 && place.x0 > 930.0 && place.y1 < 764.0;
                    let is_inside = place.x1 <= f64::from(right) + 1.0;
                    assert!(!in_page || is_inside, "{:?} at {place:?}, beyond {right}", node.label());
                }
            }
        }
    }
}

#[test]
fn a_notice_moves_nothing_and_information_goes_by_itself() {
    let mut window = trained(2);
    let before = plot(&window, "Accuracy after");
    let notices = &mut window.harness.state_mut().state.notices;
    notices.report(Severity::Information, "Something to know", None);
    notices.report(Severity::Failure, "Something failed", Some("because of this".to_owned()));
    window.harness.run_steps(4);
    window.harness.get_by_label("Something to know");
    assert_eq!(plot(&window, "Accuracy after"), before);
    // A frame of a test takes a quarter of a second.
    window.harness.run_steps(28);
    assert!(window.harness.query_by_label("Something to know").is_none());
    window.harness.get_by_label("Something failed");
    window.harness.get_by_label("Dismiss").click();
    window.harness.run_steps(3);
    assert!(window.harness.query_by_label("Something failed").is_none(), "one click is enough");
    assert_eq!(plot(&window, "Accuracy after"), before);
}

#[test]
fn information_stays_while_the_pointer_is_over_it() {
    let mut window = Window::open();
    window.harness.state_mut().state.notices.report(Severity::Information, "Something to know", None);
    window.harness.run_steps(4);
    window.harness.get_by_label("Something to know").hover();
    window.harness.run_steps(40);
    window.harness.get_by_label("Something to know");
    window.harness.hover_at(eframe::egui::pos2(4.0, 4.0));
    window.harness.run_steps(28);
    assert!(window.harness.query_by_label("Something to know").is_none());
}

#[test]
fn a_failure_goes_when_the_same_thing_succeeds() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.drop_files(&[window.folder.path().join("nowhere")]);
    window.until("it is reported", |window| window.state().notices.unread().count() == 1);
    with_drawings(&mut window);
    assert_eq!(window.state().notices.unread().count(), 0);
}

#[test]
fn keys_are_listed_by_f1_and_by_a_question_mark() {
    let mut window = Window::open();
    for key in [Key::F1, Key::Questionmark] {
        window.harness.key_press(key);
        window.harness.run_steps(4);
        window.harness.get_by_label("Ctrl+.");
        window.harness.get_by_label("⌫");
        window.harness.key_press(Key::Escape);
        window.harness.run_steps(4);
        assert!(!window.state().keys_open, "Escape closes it");
    }
}

#[test]
fn a_list_opens_at_what_is_chosen_and_gives_the_focus_back() {
    let mut window = Window::open();
    show(&mut window, Page::Network);
    let focused = |window: &Window| {
        let has = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_focused();
        let node = window.harness.root().children_recursive().find(has);
        node.map(|node| (node.accesskit_node().role(), node.accesskit_node().label().unwrap_or_default()))
    };
    let press = |window: &mut Window, key| {
        window.harness.key_press(key);
        window.harness.run_steps(4);
    };
    window.harness.get_by_label("optimizer").focus();
    window.harness.run_steps(2);
    press(&mut window, Key::Enter);
    let kind = window.state().subject.config.training.optimizer.kind();
    assert_eq!(focused(&window).map(|(_, name)| name).as_deref(), Some(kind));
    press(&mut window, Key::ArrowDown);
    let below = focused(&window).expect("the next entry").1;
    assert_ne!(below, kind);
    press(&mut window, Key::Escape);
    assert_eq!(focused(&window), Some((Role::ComboBox, "optimizer".to_owned())));
    assert_eq!(window.state().subject.config.training.optimizer.kind(), kind, "nothing was chosen");
    press(&mut window, Key::Enter);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(window.state().subject.config.training.optimizer.kind(), below);
    assert_eq!(focused(&window), Some((Role::ComboBox, "optimizer".to_owned())));
}

#[test]
fn a_double_click_shows_a_plot_alone_until_escape() {
    let mut window = trained(2);
    let place = plot(&window, "Loss after");
    // Both clicks come within one frame.
    let pressed = [true, false, true, false].map(|pressed| Event::PointerButton {
        pos: place.center(),
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    });
    window.harness.hover_at(place.center());
    window.harness.run_steps(2);
    window.harness.input_mut().events.extend(pressed);
    window.harness.run_steps(4);
    assert_eq!(window.state().plots.alone, Some(PlotKind::Loss));
    let alone = plot(&window, "Loss after");
    assert!(alone.height() > 600.0 && alone.width() > 1100.0, "{alone:?}");
    assert!(window.harness.query_by_label("4 Training").is_none(), "nothing else is there");
    window.harness.key_press(Key::Escape);
    window.harness.run_steps(4);
    assert_eq!(plot(&window, "Loss after"), place);
    window.harness.get_by_label("Accuracy alone in the window").click();
    window.harness.run_steps(4);
    assert_eq!(window.state().plots.alone, Some(PlotKind::Accuracy));
    window.harness.get_by_label("Back to all plots (Esc)").click();
    window.harness.run_steps(4);
    assert_eq!(window.state().plots.alone, None);
}

#[test]
fn fewer_epochs_are_shown_and_all_of_them_again() {
    let mut window = trained(8);
    let all = window.state().subject.run.as_ref().expect("a run").all_epochs();
    assert_eq!((all.first, all.last), (1.0, 8.0));
    window.harness.get_by_label("Fewer epochs").click();
    window.harness.run_steps(3);
    let range = window.state().plots.range.expect("a part of them");
    assert!(range.last - range.first < 7.0 && range.first >= 1.0 && range.last <= 8.0, "{range:?}");
    window.harness.get_by_label("Whole run").click();
    window.harness.run_steps(3);
    assert_eq!(window.state().plots.range, None);
    window.harness.get_by_label("logarithmic").click();
    window.harness.run_steps(3);
    assert!(window.state().plots.log_loss);
    plot(&window, "Loss after epoch 8");
}

#[test]
fn the_best_epoch_is_said_with_what_it_is_best_by_and_its_accuracy() {
    let mut window = trained(3);
    let best = *window.state().subject.run.as_ref().and_then(|run| run.best()).expect("it has epochs");
    for (language, words) in
        [(Language::English, "best by validation loss"), (Language::Portuguese, "melhor pela perda")]
    {
        window.harness.state_mut().state.language = language;
        window.harness.run_steps(3);
        let loss = language.decimal(best.val_loss.expect("it was validated"), 3);
        let accuracy = language.accuracy(best.val_accuracy.expect("it was validated"));
        let said: Vec<_> = window.harness.get_all_by_label_contains(words).collect();
        // In the sentence below the head and in the status bar.
        assert_eq!(said.len(), 2, "{said:?}");
        for node in said {
            let node = node.accesskit_node();
            let label = node.label().or_else(|| node.value()).expect("a sentence");
            assert!(label.contains(&format!("({loss})")) && label.contains(&accuracy), "{label}");
        }
    }
}

fn step(window: &Window) -> String {
    window.harness.get_by_label("4 Training").accesskit_node().description().unwrap_or_default()
}

#[test]
fn the_rail_says_where_a_stopped_training_stands() {
    let mut window = Window::with(SIZE, small_experiment(100_000));
    window.harness.run_steps(2);
    window.send(Command::TrainDrawings);
    epochs_ended(&mut window, 1);
    command(&mut window, Command::PauseOrResume);
    assert_eq!(step(&window), "paused");
    assert!(window.harness.query_by_label("training").is_none(), "what stands still is not training");
    command(&mut window, Command::StopAfterEpoch);
    command(&mut window, Command::PauseOrResume);
    run_ended(&mut window, 1);
    let done = window.state().subject.run.as_ref().expect("a run").epochs.len();
    assert_eq!(step(&window), format!("stopped at {done} of 100000"));
}

#[test]
fn a_network_that_cannot_be_built_has_no_numbers_from_the_wrong_layer_on() {
    let mut window = Window::open();
    show(&mut window, Page::Network);
    window.until("the table is there", |window| window.state().subject.network.can_be_built());
    assert_eq!(window.harness.query_all_by_label("–").count(), 0);
    window.harness.get_by_label("Remove layer 13, Flatten").click_accesskit();
    window.until("it cannot be built", |window| matches!(window.state().subject.network.summary, Some(Err(_))));
    window.harness.run_steps(3);
    let wrong = match &window.state().subject.network.summary {
        Some(Err(problem)) => problem.layer.expect("a layer is at fault"),
        _ => panic!("it cannot be built"),
    };
    let after = window.state().subject.config.network.layers.len() - wrong;
    assert!(window.harness.query_all_by_label("–").count() >= 4 * after);
    assert_eq!(window.harness.query_all_by_label_contains("it needs a row of numbers").count(), 1, "it is said once");
    let next = window.harness.get_by_label("Next: Training →");
    assert!(next.accesskit_node().is_disabled());
}

#[test]
fn a_fraction_is_written_and_typed_with_the_languages_comma() {
    let mut window = Window::open();
    with_drawings(&mut window);
    window.harness.state_mut().state.language = Language::Portuguese;
    show(&mut window, Page::Network);
    let value = |window: &Window| window.harness.get_by_label("learning_rate").accesskit_node().value();
    assert!(value(&window).is_some_and(|text| text.contains(',')), "{:?}", value(&window));
    for typed in ["0,025", "0.025"] {
        window.harness.get_by_label("learning_rate").focus();
        window.harness.run_steps(2);
        window.harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
        window.harness.event(eframe::egui::Event::Text(typed.to_owned()));
        window.harness.run_steps(2);
        window.harness.key_press(Key::Enter);
        window.harness.run_steps(3);
        assert_eq!(value(&window).as_deref(), Some("0,025"), "{typed}");
    }
}

#[test]
fn what_was_saved_can_be_opened_and_a_file_that_is_gone_is_said() {
    let mut window = Window::open();
    show(&mut window, Page::Training);
    let path = window.folder.path().join("experiment.ron");
    window.answers.will_choose(&[&path]);
    command(&mut window, Command::SaveConfig);
    window.until("it is saved", |window| window.state().notices.unread().any(|notice| notice.saved.is_some()));
    window.harness.get_by_label("Show in folder");
    std::fs::remove_file(&path).expect("it was written");
    window.harness.get_by_label("Open").click();
    window.until("it is said", |window| {
        window.state().notices.unread().any(|notice| notice.severity == Severity::Failure)
    });
    window.harness.get_by_label("Could not open it");
    let reason = window.state().notices.unread().last().and_then(|notice| notice.details.clone()).expect("a reason");
    assert!(reason.contains("experiment.ron"), "{reason}");
}
