//! What holds for every lesson in both languages.

use super::formula::SIGNS;
use super::picture::drawing;
use super::*;
use crate::lessons::callbacks::Callbacks;
use crate::lessons::convolution::Convolution;
use crate::lessons::cross_entropy::CrossEntropy;
use crate::lessons::dense::Dense;
use crate::lessons::fields::Fields;
use crate::lessons::gradient_descent::GradientDescent;
use crate::lessons::optimizers::Optimizers;
use crate::lessons::picture::sized;
use crate::lessons::pixels::Pixels;
use crate::lessons::pooling::{Mode, Pooling};
use crate::lessons::relu::Relu;
use crate::lessons::sharing::Sharing;
use crate::lessons::softmax::Softmax;
use crate::lessons::training_mode::TrainingMode;
use crate::lessons::transfer::Transfer;
use crate::text::Language;

const LANGUAGES: [Language; 2] = [Language::English, Language::Portuguese];
/// Words before the first control, at most.
const WORDS: usize = 120;

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[test]
fn every_question_has_three_or_four_answers_of_which_one_is_right() {
    for lesson in Lesson::ALL {
        for language in LANGUAGES {
            let question = lesson.question(language);
            assert!((3..=4).contains(&question.answers.len()), "{lesson:?}");
            let right = question.answers.iter().filter(|answer| answer.is_right).count();
            assert_eq!(right, 1, "{lesson:?}: {:?}", question.answers);
        }
    }
}

#[test]
fn the_right_answer_is_at_the_same_place_in_both_languages_and_not_always_at_the_same_place() {
    let mut places = Vec::new();
    for lesson in Lesson::ALL {
        let [english, portuguese] = LANGUAGES.map(|language| lesson.question(language).right());
        assert_eq!(english, portuguese, "{lesson:?}");
        places.push(english);
    }
    places.sort_unstable();
    places.dedup();
    assert!(places.len() > 1, "the right answer is always at {places:?}");
}

#[test]
fn every_answer_has_a_text_and_a_reply_of_its_own() {
    for lesson in Lesson::ALL {
        for language in LANGUAGES {
            let answers = lesson.question(language).answers;
            for (place, answer) in answers.iter().enumerate() {
                assert!(!answer.text.is_empty() && !answer.reply.is_empty(), "{lesson:?}");
                assert!(!answer.text.contains('{') && !answer.reply.contains('{'), "{lesson:?}: {answer:?}");
                for other in &answers[..place] {
                    assert!(other.text != answer.text && other.reply != answer.reply, "{lesson:?}: {answer:?}");
                }
            }
        }
    }
}

#[test]
fn a_lesson_says_at_most_120_words_before_its_first_control() {
    for lesson in Lesson::ALL {
        for language in LANGUAGES {
            let before = [lesson.title(language).to_owned(), lesson.claim(language), lesson.question(language).prompt];
            let count: usize = before.iter().map(|text| words(text)).sum();
            assert!(count <= WORDS, "{lesson:?} says {count} words");
        }
    }
}

#[test]
fn lessons_are_numbered_in_their_order() {
    let mut lesson = Lesson::ALL[0];
    assert_eq!((lesson.number(), lesson.previous()), (1, None));
    for number in 2..=Lesson::ALL.len() {
        let next = lesson.next().expect("there are more");
        assert_eq!((next.number(), next.previous()), (number, Some(lesson)));
        lesson = next;
    }
    assert_eq!(lesson.next(), None);
}

/// The formulas of all lessons as they are first shown.
pub fn formulas(language: Language) -> Vec<Formula> {
    let photo = sized(&drawing(), convolution::PHOTO);
    let pooled = Pooling::default().run(&sized(&drawing(), Pooling::PHOTO)).expect("a small network");
    let training = TrainingMode::default();
    let mut all = vec![
        Pixels::default().formula(language),
        Sharing::default().formula(language),
        Fields::formula(language, 22),
        Dense::default().formula(language).expect("a dense layer"),
        training.dropout_formula(language),
        Callbacks::default().formula(language, 0.01),
        Transfer::default().formula(language),
    ];
    all.extend(Convolution::default().run(photo.clone()).expect("a small network").formulas(language));
    all.extend(Relu::default().run(photo).expect("a small network").formulas(language));
    all.extend(Mode::ALL.map(|mode| pooled.formula(mode, language)));
    all.extend(Softmax::default().formulas(language));
    all.extend(CrossEntropy::default().formulas(language));
    all.extend(GradientDescent::default().formulas(language));
    all.extend(Optimizers::default().definitions(language).into_iter().flat_map(|definition| definition.formulas));
    all.extend(training.run().expect("a small network").normalised.formulas(language));
    all
}

fn signs(formula: &Formula, found: &mut Vec<&'static str>) {
    match formula {
        Formula::Row(parts) => parts.iter().for_each(|part| signs(part, found)),
        Formula::Fraction(parts) | Formula::Below(parts) | Formula::Above(parts) => {
            parts.iter().for_each(|part| signs(part, found));
        }
        Formula::Root(part) => signs(part, found),
        Formula::Sign(sign) => found.push(sign),
        Formula::Number(_) | Formula::Term(_) => {}
    }
}

#[test]
fn every_sign_of_a_formula_is_read_aloud_in_both_languages_and_every_term_means_something() {
    for language in LANGUAGES {
        for formula in formulas(language) {
            let mut found = Vec::new();
            signs(&formula, &mut found);
            for sign in found {
                assert!(SIGNS.iter().any(|(known, ..)| *known == sign), "{sign:?} is not read aloud");
            }
            assert!(!formula.spoken(language).is_empty());
            for term in formula.terms() {
                assert!(!term.meaning.is_empty(), "{} means nothing", term.symbol);
            }
        }
    }
}

#[test]
fn a_formula_is_read_aloud_from_left_to_right() {
    let formula = Formula::row([
        Formula::Number("1".to_owned()),
        Formula::Sign("−"),
        Formula::fraction(Formula::Number("2".to_owned()), Formula::Root(Box::new(Formula::Number("9".to_owned())))),
    ]);
    assert_eq!(formula.spoken(Language::English), "1 minus 2 divided by the root of 9");
    assert_eq!(formula.spoken(Language::Portuguese), "1 menos 2 dividido por a raiz de 9");
}
