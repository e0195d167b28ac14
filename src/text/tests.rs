use super::*;

fn places(text: &str) -> Vec<&str> {
    let mut names: Vec<_> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Language, word to avoid in small letters, and the field's word, from `words.csv`.
fn avoided_words() -> Vec<(String, String, String)> {
    let mut words = csv::Reader::from_reader(include_str!("words.csv").as_bytes());
    words.deserialize().map(|row| row.expect("language, avoid, use")).collect()
}

fn check<P: Phrase + std::fmt::Debug>() {
    for &phrase in P::ALL {
        let (english, portuguese) = (phrase.english(), phrase.portuguese());
        assert!(!english.trim().is_empty() && !portuguese.trim().is_empty(), "{phrase:?} is empty");
        assert_eq!(places(english), places(portuguese), "{phrase:?} has other places in the other language");
        let forms = |text: &str| text.matches('|').count();
        assert_eq!(forms(english), forms(portuguese), "{phrase:?} has other forms in the other language");
        for (language, avoid, instead) in avoided_words() {
            let text = if language == "en" { english } else { portuguese };
            assert!(!text.to_lowercase().contains(&avoid), "{phrase:?} says “{avoid}” instead of “{instead}”: {text}");
        }
    }
}

#[test]
fn every_phrase_exists_in_both_languages_with_the_same_places() {
    check::<CliText>();
    check::<DoctorText>();
    check::<ReportText>();
    check::<ShellText>();
    check::<ExchangeText>();
    check::<lessons::LearnText>();
    check::<lessons::SharingText>();
    check::<lessons::DenseText>();
    check::<lessons::SoftmaxText>();
    check::<lessons::CrossEntropyText>();
    check::<lessons::GradientDescentText>();
    check::<lessons::OptimizersText>();
    check::<lessons::CallbacksText>();
    check::<lessons::PixelsText>();
    check::<lessons::ConvolutionText>();
    check::<lessons::ReluText>();
    check::<lessons::PoolingText>();
    check::<lessons::FieldsText>();
    check::<lessons::TrainingModeText>();
    check::<lessons::OverfittingText>();
    check::<lessons::TermText>();
    check::<lessons::ParameterText>();
    check::<lessons::TransferText>();
    check::<lessons::WholeText>();
    check::<lessons::LectureText>();
    check::<lessons::OwnText>();
    check::<lessons::RemarkText>();
    check::<lessons::LessonPresetText>();
    check::<DataText>();
    check::<AugmentationText>();
    check::<NetworkText>();
    check::<TrainingText>();
    check::<PredictionText>();
    check::<ResultsText>();
    check::<MatrixText>();
    check::<OverlayText>();
    check::<ComparisonText>();
    check::<ShelfText>();
    check::<CurvesText>();
    check::<ExplanationText>();
}

#[test]
fn numbers_follow_the_language() {
    assert_eq!(Language::English.integer(4000), "4,000");
    assert_eq!(Language::Portuguese.integer(12_942_786), "12.942.786");
    assert_eq!(Language::Portuguese.decimal(0.815, 3), "0,815");
    assert_eq!(Language::English.decimal(f64::NAN, 3), "–");
    assert_eq!(Language::English.decimal(-0.0004, 3), "0.000", "what rounds to zero has no sign");
    assert_eq!(Language::Portuguese.decimal(-0.0006, 3), "-0,001");
    assert_eq!(Language::English.short(f64::from(0.001_f32 * 0.5)), "0.0005");
    assert_eq!(Language::Portuguese.short(0.01), "0,01");
    assert_eq!(Language::English.magnitude(12_942_786), "12.9 M");
    assert_eq!(Language::Portuguese.magnitude(7_679), "7.679");
    assert_eq!(Language::English.bytes(2_048), "2,048 B");
    assert_eq!(Language::Portuguese.bytes(2_032_128), "2,0 MB");
    assert_eq!(Language::duration(3723.2), "1:02:03");
}

#[test]
fn accuracies_are_rounded_half_up_from_their_counts() {
    let accuracy = |right: u32, of: u32| Language::English.accuracy(f64::from(right) / f64::from(of));
    assert_eq!(accuracy(430, 800), "53.8 %");
    assert_eq!(accuracy(418, 800), "52.3 %");
    assert_eq!(accuracy(482, 800), "60.3 %");
    assert_eq!(accuracy(509, 800), "63.6 %");
    assert_eq!(Language::Portuguese.accuracy(1.0), "100,0 %");
    assert_eq!(Language::English.accuracy(f64::NAN), "–");
}

#[test]
fn every_accuracy_of_a_count_is_the_decimal_fraction_rounded_half_up() {
    for of in [3, 7, 16, 800, 1_999, 25_000] {
        for right in 0..=of {
            let tenths = (2 * right * 1000 + of) / (2 * of);
            let expected = format!("{}.{} %", tenths / 10, tenths % 10);
            assert_eq!(Language::English.accuracy(f64::from(right) / f64::from(of)), expected, "{right} of {of}");
        }
    }
}

#[test]
fn what_is_left_to_wait_is_said_with_one_or_two_units() {
    let said = [0.4, 19.6, 59.6, 2_726.0, 3_599.0, 7_800.0].map(Language::remaining);
    assert_eq!(said, ["0 s", "20 s", "1 min", "45 min", "1 h 00 min", "2 h 10 min"]);
    assert_eq!(Language::remaining(f64::INFINITY), "–");
}

#[test]
fn times_have_the_units_that_matter() {
    let english = [3.21, 9.96, 185.0, 7_830.0].map(|seconds| Language::English.elapsed(seconds));
    assert_eq!(english, ["3.2 s", "10 s", "3 min 05 s", "2 h 10 min"]);
    assert_eq!(Language::Portuguese.elapsed(3.21), "3,2 s");
    assert_eq!([8.4, 185.0, 7_830.0].map(Language::duration), ["0:08", "3:05", "2:10:30"]);
}

#[test]
fn learning_rates_lose_the_noise_of_single_precision() {
    assert_eq!(Language::English.short(f64::from(0.000_364_500_04_f32)), "0.0003645");
    assert_eq!(Language::English.integer(800), "800");
}

#[test]
fn counts_take_the_right_form() {
    assert_eq!(Language::English.count(ShellText::Photographs, 1), "1 photo");
    assert_eq!(Language::Portuguese.count(ShellText::Photographs, 4000), "4.000 fotos");
}

#[test]
fn a_count_is_filled_together_with_the_other_places() {
    let text = |n| Language::English.count_and_fill(CliText::CacheHolds, n, &[("size", &"1.0 MB"), ("folder", &"{n}")]);
    assert_eq!(text(1), "1 file, 1.0 MB, in {n}");
    assert_eq!(text(4000), "4,000 files, 1.0 MB, in {n}");
}

#[test]
fn a_value_that_looks_like_a_place_is_not_filled_again() {
    let (file, reason) = ("{reason}", "{file} is {unknown} {");
    let filled = Language::English.fill(CliText::CannotRead, &[("file", &file), ("reason", &reason)]);
    assert_eq!(filled, "cannot read {reason}: {file} is {unknown} {");
}

#[test]
fn the_locale_chooses_the_language() {
    assert_eq!(Language::of_locale("pt_BR.UTF-8"), Language::Portuguese);
    assert_eq!(Language::of_locale("de-DE"), Language::English);
}

#[test]
fn the_first_variable_with_a_value_chooses_the_language_of_the_terminal() {
    let of = |values: [&str; 3]| {
        Language::of_environment(|name| {
            let place = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().position(|known| *known == name)?;
            Some(values[place].to_owned())
        })
    };
    for portuguese in [["pt_BR.UTF-8", "C", "C"], ["", "pt_PT", "en_US.UTF-8"], ["", "", "pt_BR"]] {
        assert_eq!(of(portuguese), Language::Portuguese, "{portuguese:?}");
    }
    for english in [["C", "pt_BR", "pt_BR"], ["", "POSIX", "pt_BR.UTF-8"], ["", "", "de_DE.UTF-8"], ["", "", ""]] {
        assert_eq!(of(english), Language::English, "{english:?}");
    }
    assert_eq!(Language::of_environment(|_| None), Language::English);
}

#[test]
fn a_fraction_is_typed_with_a_point_or_a_comma() {
    let typed = ["0.01", "0,01", " 1e-3 ", "−5", "12"].map(Language::typed);
    assert_eq!(typed, [Some(0.01), Some(0.01), Some(0.001), Some(-5.0), Some(12.0)]);
    assert_eq!(["", "1,2,3", "ten"].map(Language::typed), [None; 3]);
}

#[test]
fn words_are_found_without_their_accents() {
    assert_eq!(folded("Salvar os GRÁFICOS e alterações"), "salvar os graficos e alteracoes");
    assert_eq!(folded("cafe\u{301}"), folded("café"));
}
