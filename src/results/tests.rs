//! Figures against scikit-learn's (`reference/make.py` recorded them).

use serde_json::Value;

use super::{Order, Predictions, Reliability, Scores, ThresholdCurve};

const EXACT: f64 = 1e-9;

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|number| number.as_f64().unwrap_or(f64::INFINITY)).collect()
}

fn assert_close(what: &str, ours: &[f64], theirs: &[f64]) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert!(ours.to_bits() == theirs.to_bits() || (ours - theirs).abs() < EXACT, "{what}: {ours} and {theirs}");
    }
}

fn predictions(case: &Value) -> Predictions {
    let classes = (0..case["classes"].as_u64().expect("a number")).map(|class| class.to_string()).collect();
    let labels: Vec<u32> = numbers(&case["labels"]).into_iter().map(|label| label as u32).collect();
    let names = (0..labels.len()).map(|name| format!("{name}.png")).collect();
    let probabilities = numbers(&case["probabilities"]).into_iter().map(|value| value as f32).collect();
    Predictions::new(classes, names, labels, probabilities).expect("the lengths agree")
}

fn recorded() -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("reference/scores.json")).expect("the record is JSON");
    let Value::Array(cases) = file["cases"].clone() else { panic!("a list of cases") };
    assert!(cases.len() >= 7);
    cases
}

#[test]
fn figures_equal_those_of_scikit_learn() {
    for case in recorded() {
        let scores = Scores::of(&predictions(&case));
        assert_close("loss", &[scores.loss], &[case["loss"].as_f64().expect("a number")]);
        assert_close("accuracy", &[scores.accuracy], &[case["accuracy"].as_f64().expect("a number")]);
        let column = |of: fn(&super::ClassScore) -> f64| scores.classes.iter().map(of).collect::<Vec<_>>();
        assert_close("precision", &column(|class| class.precision), &numbers(&case["precision"]));
        assert_close("recall", &column(|class| class.recall), &numbers(&case["recall"]));
        assert_close("f1", &column(|class| class.f1), &numbers(&case["f1"]));
        let averages = [scores.macro_average, scores.weighted_average];
        let averages = averages.map(|average| [average.precision, average.recall, average.f1]);
        for (ours, theirs) in averages.iter().zip(case["averages"].as_array().expect("two rows")) {
            assert_close("averages", ours, &numbers(theirs));
        }
        assert_close("support", &column(|class| class.support as f64), &numbers(&case["support"]));
        for (ours, theirs) in scores.confusion.iter().zip(case["confusion"].as_array().expect("rows")) {
            let ours: Vec<f64> = ours.iter().map(|count| *count as f64).collect();
            assert_close("confusion", &ours, &numbers(theirs));
        }
    }
}

#[test]
fn curves_equal_those_of_scikit_learn() {
    let mut compared = 0;
    for case in recorded() {
        let of_each = case["one_against_rest"].as_array().expect("a list").iter().enumerate();
        let all = of_each.chain([(1, &case["two_classes"])]).filter(|(_, expected)| !expected.is_null());
        for (positive, expected) in all {
            curve_equals(&case, positive as u32, expected);
            compared += 1;
        }
    }
    assert!(compared >= 3 + 3 + 3 + 10, "{compared}");
}

fn curve_equals(case: &Value, positive: u32, expected: &Value) {
    let photographs = predictions(case);
    let curve = ThresholdCurve::of(&photographs, positive).expect("two classes or more");
    let column = |of: &dyn Fn(&super::OperatingPoint) -> f64| curve.points.iter().map(of).collect::<Vec<_>>();
    assert_close("thresholds", &column(&|point| point.threshold), &numbers(&expected["roc"]["thresholds"]));
    assert_close("fpr", &column(&|point| curve.false_positive_rate(point)), &numbers(&expected["roc"]["fpr"]));
    assert_close("tpr", &column(&|point| curve.recall(point)), &numbers(&expected["roc"]["tpr"]));
    assert_close("auc", &[curve.roc_auc().expect("both")], &[expected["auc"].as_f64().expect("a number")]);
    for point in &curve.points {
        let is_right = |(label, row): &(u32, &[f32])| {
            (f64::from(row[positive as usize]) >= point.threshold) == (*label == positive)
        };
        let share = photographs.rows().filter(is_right).count() as f64 / photographs.len() as f64;
        assert!((curve.accuracy(point) - share).abs() < EXACT);
    }
    // scikit-learn's precision-recall curve runs the other way.
    let backwards = |mut values: Vec<f64>| {
        values.reverse();
        values
    };
    assert_close("precision", &backwards(column(&|point| curve.precision(point))), &numbers(&expected["precision"]));
    assert_close("recall", &backwards(column(&|point| curve.recall(point))), &numbers(&expected["recall"]));
    let average = expected["average_precision"].as_f64().expect("a number");
    assert_close("average precision", &[curve.average_precision().expect("some")], &[average]);
}

#[test]
fn the_most_confused_pairs_come_first_by_count_or_by_share() {
    for case in recorded() {
        let scores = Scores::of(&predictions(&case));
        let wrong = scores.count - scores.confusion.iter().enumerate().map(|(class, row)| row[class]).sum::<usize>();
        for by_share in [false, true] {
            let pairs = scores.confused_pairs(by_share);
            assert_eq!(pairs.iter().map(|pair| pair.count).sum::<usize>(), wrong, "each mistake is in one pair");
            let key = |pair: &super::ConfusedPair| if by_share { pair.share } else { pair.count as f64 };
            assert!(pairs.is_sorted_by(|a, b| key(a) >= key(b)));
            for pair in pairs {
                assert!(pair.label != pair.predicted && pair.count == scores.confusion[pair.label][pair.predicted]);
                let support = numbers(&case["support"])[pair.label];
                assert!((pair.share - pair.count as f64 / support).abs() < EXACT);
            }
        }
    }
}

#[test]
fn the_reliability_diagram_equals_that_of_scikit_learn() {
    for case in recorded() {
        let predictions = predictions(&case);
        let Reliability { bins, error } = Reliability::of(&predictions);
        let counts: Vec<f64> = bins.iter().map(|bin| bin.count as f64).collect();
        assert_close("counts", &counts, &numbers(&case["bin_counts"]));
        let filled: Vec<_> = bins.iter().filter(|bin| bin.count > 0).collect();
        let (accuracy, confidence) = (numbers(&case["bin_accuracy"]), numbers(&case["bin_confidence"]));
        assert_close("accuracy", &filled.iter().map(|bin| bin.accuracy).collect::<Vec<_>>(), &accuracy);
        assert_close("confidence", &filled.iter().map(|bin| bin.confidence).collect::<Vec<_>>(), &confidence);
        let by_hand: f64 =
            filled.iter().map(|bin| bin.count as f64 * (bin.accuracy - bin.confidence).abs()).sum::<f64>();
        assert_close("calibration error", &[error], &[by_hand / predictions.len() as f64]);
    }
}

fn four() -> Predictions {
    let names = ["a", "b", "c", "d"].map(|name| format!("{name}.png")).to_vec();
    let classes = vec!["cat".to_owned(), "dog".to_owned()];
    let probabilities = vec![0.9, 0.1, 0.45, 0.55, 0.2, 0.8, 0.45, 0.55];
    Predictions::new(classes, names, vec![1, 0, 1, 0], probabilities).expect("the lengths agree")
}

#[test]
fn orders_put_the_photographs_to_review_first() {
    let predictions = four();
    assert_eq!(Order::Loss.of(&predictions), [0, 1, 3, 2]);
    assert_eq!(Order::Confidence.of(&predictions), [0, 2, 1, 3]);
    assert_eq!(Order::Uncertainty.of(&predictions), [1, 3, 2, 0]);
}

#[test]
fn predictions_that_are_no_numbers_come_first() {
    let names = ["a", "b", "c", "d", "e"].map(|name| format!("{name}.png")).to_vec();
    let classes = vec!["cat".to_owned(), "dog".to_owned()];
    let probabilities = vec![0.1, 0.9, f32::NAN, f32::NAN, 0.6, 0.4, 0.3, f32::NAN, 0.0, 1.0];
    let predictions = Predictions::new(classes, names, vec![0, 0, 0, 0, 0], probabilities).expect("the lengths agree");
    assert_eq!(Order::Loss.of(&predictions), [1, 3, 4, 0, 2]);
    assert_eq!(Order::Confidence.of(&predictions), [1, 3, 4, 0, 2]);
    assert_eq!(Order::Uncertainty.of(&predictions), [1, 3, 2, 0, 4]);
}

#[test]
fn a_threshold_predicts_what_is_at_least_as_probable() {
    let curve = ThresholdCurve::of(&four(), 1).expect("two classes");
    let predicted = |threshold: f64| {
        let point = curve.at(threshold);
        (point.true_positives, point.false_positives)
    };
    assert_eq!([0.9, 0.8, 0.6, 0.5, 0.0].map(predicted), [(0, 0), (1, 0), (1, 0), (1, 2), (2, 2)]);
    assert!((curve.accuracy(&curve.at(0.6)) - 0.75).abs() < EXACT);
}

#[test]
fn no_photographs_have_figures_without_a_panic() {
    let none = Predictions::new(vec!["cat".to_owned(), "dog".to_owned()], vec![], vec![], vec![]).expect("empty");
    let scores = Scores::of(&none);
    assert_eq!((scores.count, scores.classes.len()), (0, 2));
    assert!(scores.loss == 0.0 && scores.accuracy == 0.0);
    let curve = ThresholdCurve::of(&none, 1).expect("two classes");
    assert_eq!((curve.roc_auc(), curve.average_precision()), (None, None));
    assert!(Reliability::of(&none).error == 0.0);
    assert!(Predictions::new(vec!["cat".to_owned()], vec!["a".to_owned()], vec![1], vec![1.0]).is_none());
}
