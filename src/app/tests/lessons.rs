//! The lessons in the window: by keyboard, by accessible name, in both languages, without a run.

use eframe::egui::{FontId, Key, accesskit};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::harness::Window;
use super::steps::{command, with_results};
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{Reply, reply_to};
use crate::lessons::Lesson;
use crate::lessons::own::{OwnAnswer, RATES};
use crate::lessons::tests::formulas;
use crate::text::lessons::{LearnText, OverfittingText, ReluText, TermText, WholeText};
use crate::text::{Language, Phrase};

const LANGUAGES: [Language; 2] = [Language::English, Language::Portuguese];

/// Opens a lesson from the index by its name and Enter.
pub fn open(window: &mut Window, lesson: Lesson) {
    let language = window.state().language;
    let title = lesson.title(language);
    let name = language.fill(LearnText::OpenLesson, &[("n", &lesson.number()), ("title", &title)]);
    if window.state().page() != Page::Learn || window.state().lessons.open().is_some() {
        command(window, Command::GoLearn);
    }
    if window.state().lessons.open().is_some() {
        command(window, Command::GoLearn);
    }
    window.harness.get_by_label(&name).focus();
    window.harness.run_steps(2);
    window.harness.key_press(Key::Enter);
    window.harness.run_steps(2);
    assert_eq!(window.state().lessons.open(), Some(lesson));
    assert!(window.harness.query_by_label(&lesson.claim(language)).is_some(), "{lesson:?} has no claim at once");
    window.until("it has a question", |window| window.state().lessons.question(lesson, language).is_some());
}

#[test]
fn every_lesson_opens_by_keyboard_in_both_languages_and_says_all_by_name_without_a_run() {
    let mut window = Window::open();
    for language in LANGUAGES {
        window.harness.state_mut().state.language = language;
        for lesson in Lesson::ALL {
            open(&mut window, lesson);
            let question = window.state().lessons.question(lesson, language).cloned().expect("it is there");
            for answer in question.answers {
                let radio = window.harness.query_by_role_and_label(accesskit::Role::RadioButton, &answer.text);
                assert!(radio.is_some(), "{lesson:?} lacks the answer {:?}", answer.text);
            }
            if window.state().lessons.moved.exercise(lesson).is_some() {
                window.until("the lesson is computed", |window| window.state().lessons.worked.is_some());
                let worked = window.state().lessons.worked.as_ref().expect("it is there");
                assert!(worked.is_ok(), "{lesson:?} shows an error");
            }
            window.settle(&format!("{lesson:?}"));
            for node in window.harness.root().children_recursive() {
                let node = node.accesskit_node();
                let can_be_clicked = node.data().supports_action(accesskit::Action::Click);
                // egui's scroll bars have no names.
                let is_control = can_be_clicked && node.role() != accesskit::Role::ScrollBar;
                let is_control = is_control || node.role() == accesskit::Role::Image;
                let name = node.label().or_else(|| node.value()).unwrap_or_default();
                assert!(
                    !is_control || node.is_hidden() || !name.is_empty(),
                    "{lesson:?} has a {:?} without a name",
                    node.role()
                );
            }
        }
    }
}

#[test]
fn the_first_reply_to_a_question_is_kept_and_the_answer_is_shown_when_asked_for() {
    let mut window = Window::open();
    let lesson = Lesson::Softmax;
    open(&mut window, lesson);
    let question = window.state().lessons.question(lesson, Language::English).cloned().expect("it is there");
    let right = question.right().expect("one is right");
    let wrong = (right + 1) % question.answers.len();
    window.harness.get_by_label(&question.answers[wrong].text).click();
    window.harness.run_steps(3);
    assert!(window.harness.query_by_label(&question.answers[wrong].reply).is_some(), "the wrong answer has its reply");
    assert!(window.harness.query_by_label(&question.answers[right].reply).is_none(), "the right one is not told yet");
    window.harness.get_by_label(LearnText::ShowMe.english()).click();
    window.harness.run_steps(3);
    assert!(window.harness.query_by_label(&question.answers[right].reply).is_some());
    let told = window.harness.query_all_by_label(&question.answers[right].text).count();
    assert_eq!(told, 2, "the right answer stands among the answers and beside its reply");
    assert_eq!(reply_to(&window.state().settings.lessons, lesson), Some(Reply::Wrong));
}

#[test]
fn arrow_keys_lead_from_lesson_to_lesson_and_escape_leaves_the_full_view() {
    let mut window = Window::open();
    open(&mut window, Lesson::Pixels);
    // The button that was pressed is gone, and no control has the keyboard.
    window.harness.run_steps(2);
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(2);
    assert_eq!(window.state().lessons.open(), Lesson::Pixels.next());
    window.harness.key_press(Key::ArrowLeft);
    window.harness.run_steps(2);
    assert_eq!(window.state().lessons.open(), Some(Lesson::Pixels));
    window.harness.key_press(Key::F11);
    window.harness.run_steps(3);
    assert!(window.state().lessons.is_full);
    window.harness.key_press(Key::Escape);
    window.harness.run_steps(3);
    assert!(!window.state().lessons.is_full && window.state().lessons.open() == Some(Lesson::Pixels));
    window.harness.key_press(Key::F11);
    window.harness.run_steps(2);
    command(&mut window, Command::GoData);
    assert!(!window.state().lessons.is_full, "another page ends the full view");
}

#[test]
fn every_character_of_the_lessons_and_their_formulas_has_a_glyph() {
    let window = Window::open();
    for language in LANGUAGES {
        let mut texts: Vec<String> = formulas(language).iter().map(crate::lessons::Formula::characters).collect();
        for lesson in Lesson::ALL {
            let question = lesson.question(language);
            texts.extend([lesson.title(language).to_owned(), lesson.claim(language), question.prompt]);
            texts.extend(question.answers.into_iter().flat_map(|answer| [answer.text, answer.reply]));
        }
        for text in texts {
            for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
                let has = window
                    .harness
                    .ctx
                    .fonts_mut(|fonts| fonts.has_glyphs(&FontId::proportional(14.0), &letter.to_string()));
                assert!(has, "{letter:?} of {text:?} has no glyph");
            }
        }
    }
}

#[test]
fn the_closing_page_follows_the_last_lesson_and_leads_to_every_lesson_in_both_languages() {
    let mut window = Window::open();
    for language in LANGUAGES {
        window.harness.state_mut().state.language = language;
        open(&mut window, Lesson::Transfer);
        window.harness.run_steps(2);
        window.harness.key_press(Key::ArrowRight);
        window.harness.run_steps(2);
        assert!(window.state().lessons.shows_whole(Page::Learn));
        assert!(window.harness.query_by_label(language.text(WholeText::Intro)).is_some(), "it says something at once");
        window.until("the photo has gone through all layers", |window| window.state().lessons.own.is_some());
        window.settle("the closing page");
        for lesson in Lesson::ALL {
            let title = lesson.title(language);
            let name = language.fill(LearnText::OpenLesson, &[("n", &lesson.number()), ("title", &title)]);
            assert!(window.harness.query_by_label(&name).is_some(), "no way to {title}");
        }
        window.harness.key_press(Key::ArrowLeft);
        window.harness.run_steps(2);
        assert_eq!(window.state().lessons.open(), Some(Lesson::Transfer));
    }
}

#[test]
fn what_a_question_asks_for_is_told_once_it_is_answered() {
    let mut window = Window::open();
    open(&mut window, Lesson::Dense);
    let tells = |window: &Window| window.harness.query_all_by_label_contains("99.25 %").count() > 0;
    assert!(!tells(&window), "the share of the dense layer is what the question asks for");
    assert!(window.harness.query_all_by_label(LearnText::GuessFirst.english()).count() > 0);
    window.harness.get_by_label(LearnText::ShowMe.english()).click();
    window.harness.run_steps(3);
    assert!(tells(&window));
    assert_eq!(window.harness.query_all_by_label(LearnText::GuessFirst.english()).count(), 0);
    open(&mut window, Lesson::Pixels);
    open(&mut window, Lesson::Dense);
    assert!(tells(&window), "what was answered stays known");
}

/// By keyboard, wherever it is scrolled to.
pub fn press(window: &mut Window, name: &str, key: Key) {
    window.harness.get_by_label(name).focus();
    window.harness.run_steps(2);
    window.harness.key_press(key);
    window.harness.run_steps(3);
}

#[test]
fn two_layers_are_shown_to_be_one_until_relu_stands_between_them() {
    let mut window = Window::open();
    open(&mut window, Lesson::Relu);
    let says = |window: &Window, text: ReluText| window.harness.query_by_label(text.english()).is_some();
    assert!(!says(&window, ReluText::Equal), "the question asks that");
    window.harness.get_by_label(LearnText::ShowMe.english()).click();
    window.until("both maps are the same", |window| says(window, ReluText::Equal));
    press(&mut window, ReluText::Between.english(), Key::Space);
    window.until("they differ", |window| says(window, ReluText::Unequal));
}

#[test]
fn a_remark_on_results_leads_to_its_lesson_which_tells_the_runs_numbers_after_the_drawing() {
    let mut window = Window::open();
    with_results(&mut window);
    let remark = "8 photos tell the accuracy";
    window.harness.get_by_label_contains("Remarks (").click();
    window.harness.run_steps(3);
    window.harness.get_by_label_contains(remark);
    let title = Lesson::Overfitting.title(Language::English);
    let to_lesson = Language::English.fill(TermText::ToLesson, &[("title", &title)]);
    window.harness.get_all_by_label(&to_lesson).next().expect("the remark's lesson").click();
    window.harness.run_steps(3);
    assert_eq!(window.state().lessons.seen_on(Page::Results), Some(Lesson::Overfitting));
    let tells = |window: &Window| window.harness.query_all_by_label_contains("Your run: training").count() > 0;
    assert!(!tells(&window));
    press(&mut window, OverfittingText::Reveal.english(), Key::Enter);
    assert!(tells(&window));
}

#[test]
fn a_network_is_asked_again_where_its_answer_was_given_up_for_something_else() {
    let mut window = Window::open();
    open(&mut window, Lesson::GradientDescent);
    // A question in the other language is computed before the scan over rates goes on.
    window.harness.state_mut().state.language = Language::Portuguese;
    window.until("all rates have been tried", |window| {
        let own = window.state().lessons.own.as_ref();
        let answer = own.and_then(|own| own.answer.as_ref().ok());
        matches!(answer, Some(OwnAnswer::Rates(scan)) if scan.points.len() == RATES)
    });
}
