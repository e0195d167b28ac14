use super::*;

fn places(text: &str) -> Vec<&str> {
    let mut names: Vec<_> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn check<P: Phrase + std::fmt::Debug>() {
    for &phrase in P::ALL {
        let (english, portuguese) = (phrase.english(), phrase.portuguese());
        assert!(!english.trim().is_empty() && !portuguese.trim().is_empty(), "{phrase:?} is empty");
        assert_eq!(places(english), places(portuguese), "{phrase:?} has other places in the other language");
        let forms = |text: &str| text.matches('|').count();
        assert_eq!(forms(english), forms(portuguese), "{phrase:?} has other forms in the other language");
    }
}

#[test]
fn every_phrase_exists_in_both_languages_with_the_same_places() {
    check::<ReportText>();
    check::<ShellText>();
    check::<DataText>();
    check::<AugmentationText>();
    check::<NetworkText>();
    check::<TrainingText>();
    check::<PredictionText>();
    check::<ResultsText>();
    check::<OverlayText>();
    check::<ComparisonText>();
    check::<ExplanationText>();
}

#[test]
fn numbers_follow_the_language() {
    assert_eq!(Language::English.integer(4000), "4,000");
    assert_eq!(Language::Portuguese.integer(12_942_786), "12.942.786");
    assert_eq!(Language::Portuguese.decimal(0.815, 3), "0,815");
    assert_eq!(Language::English.decimal(f64::NAN, 3), "–");
    assert_eq!(Language::English.short(f64::from(0.001_f32 * 0.5)), "0.0005");
    assert_eq!(Language::Portuguese.short(0.01), "0,01");
    assert_eq!(Language::English.magnitude(12_942_786), "12.9 M");
    assert_eq!(Language::duration(3723.2), "1:02:03");
}

#[test]
fn counts_take_the_right_form() {
    assert_eq!(Language::English.count(ShellText::Photographs, 1), "1 photograph");
    assert_eq!(Language::Portuguese.count(ShellText::Photographs, 4000), "4.000 fotos");
}

#[test]
fn the_locale_chooses_the_language() {
    assert_eq!(Language::of_locale("pt_BR.UTF-8"), Language::Portuguese);
    assert_eq!(Language::of_locale("de-DE"), Language::English);
}
