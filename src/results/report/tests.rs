use super::html::{base64, escaped};
use super::plot::{Line, Plot};
use crate::text::Language;

/// The test vectors of RFC 4648, chapter 10.
#[test]
fn base64_is_that_of_the_standard() {
    let vectors =
        [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")];
    for (text, encoded) in vectors {
        assert_eq!(base64(text.as_bytes()), encoded);
    }
}

#[test]
fn names_cannot_become_markup() {
    assert_eq!(escaped("<b>\"a\" & b"), "&lt;b&gt;&quot;a&quot; &amp; b");
}

#[test]
fn plots_of_anything_hold_numbers_only() {
    for points in [vec![], vec![(1.0, 0.5)], vec![(1.0, f64::NAN), (2.0, 1.0), (3.0, f64::INFINITY)]] {
        let lines = vec![Line { name: "training", class: "training", dashed: false, points }];
        let (title, description) = ("Loss".to_owned(), "0.5".to_owned());
        let plot = Plot { title, description, x: "epoch", shares: false, even: false, lines }.html(Language::English);
        assert!(!plot.contains("NaN") && !plot.contains("inf"), "{plot}");
        assert!(plot.ends_with("</figure>\n"));
    }
}
