//! What the results of an evaluation show, each in one line, with the lesson that explains it.

use super::Lesson;
use crate::results::Scores;
use crate::results::calibration::Reliability;
use crate::text::Language;
use crate::text::lessons::RemarkText as Text;

/// An evaluation.
#[derive(Debug, Clone, Copy)]
pub struct Evaluated<'a> {
    /// Its figures.
    pub scores: &'a Scores,
    /// How far confidence and accuracy agree.
    pub reliability: &'a Reliability,
    /// Whether the photos are new to the network.
    pub is_new: bool,
    /// Groups of equal photos that lie on several sides of the split, as far as they are known.
    pub duplicates: usize,
}

/// Something that results show.
#[derive(Debug, Clone, PartialEq)]
pub enum ResultRemark {
    /// The same photos trained and validated.
    Duplicates {
        /// Groups of equal photos.
        groups: usize,
    },
    /// Accuracy is that of guessing.
    NearGuessing {
        /// The accuracy.
        accuracy: f64,
        /// How many classes there are.
        classes: usize,
    },
    /// So few photos tell small differences from chance no more.
    FewPhotos {
        /// How many there are.
        count: usize,
        /// Half of the range in which the true accuracy lies, 19 times out of 20.
        margin: f64,
    },
    /// A class has far fewer photos than the others.
    SmallClass {
        /// The class.
        class: usize,
        /// Its photos.
        count: usize,
        /// Photos of a class on average.
        mean: f64,
    },
    /// A class is recognised far less often than the others.
    LowRecall {
        /// The class.
        class: usize,
        /// Its recall.
        recall: f64,
        /// The mean of the others.
        others: f64,
    },
    /// The network is surer, or less sure, than it is right.
    Miscalibrated {
        /// Mean probability of the predicted class.
        confidence: f64,
        /// The accuracy.
        accuracy: f64,
    },
}

/// Remarks at most: more would be read by nobody.
const MOST: usize = 3;
/// Accuracies this close to 1/classes, in shares of it, are those of guessing.
const GUESSING: f64 = 0.1;
/// An accuracy that is known no better than this says little about small differences.
const UNSURE: f64 = 0.06;
/// A class with fewer than this share of the mean count has few photos.
const SMALL: f64 = 0.25;
/// A recall this far below the others is remarked, from so many photos of the class on.
const FAR: f64 = 0.25;
const ENOUGH: usize = 5;
/// Confidence this far from accuracy is remarked.
const OFF: f64 = 0.1;

/// What an evaluation shows, the most important first.
#[must_use]
pub fn result_remarks(evaluated: Evaluated<'_>) -> Vec<ResultRemark> {
    let Evaluated { scores, reliability, is_new, duplicates } = evaluated;
    if scores.count == 0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    found.extend((is_new && duplicates > 0).then_some(ResultRemark::Duplicates { groups: duplicates }));
    let guessing = near_guessing(scores);
    let is_guessing = guessing.is_some();
    found.extend(guessing);
    found.extend(is_new.then(|| few_photos(scores)).flatten());
    found.extend(small_class(scores));
    // A network that guesses has no class that it knows, and no confidence to speak of.
    if !is_guessing {
        found.extend(low_recall(scores));
        found.extend(miscalibrated(scores, reliability));
    }
    found.truncate(MOST);
    found
}

/// Classes that have photos here.
fn present(scores: &Scores) -> impl Iterator<Item = (usize, usize, f64)> {
    let classes = scores.classes.iter().enumerate();
    classes.filter(|(_, class)| class.support > 0).map(|(place, class)| (place, class.support, class.recall))
}

fn near_guessing(scores: &Scores) -> Option<ResultRemark> {
    let classes = scores.classes.len();
    let guess = 1.0 / classes.max(1) as f64;
    let is_near = classes >= 2 && (scores.accuracy - guess).abs() <= GUESSING * guess;
    is_near.then_some(ResultRemark::NearGuessing { accuracy: scores.accuracy, classes })
}

/// Half the interval of Agresti and Coull (1998), which holds for few photos and for accuracies near 1, too.
fn few_photos(scores: &Scores) -> Option<ResultRemark> {
    let n = scores.count as f64 + 4.0;
    let share = (scores.accuracy * scores.count as f64 + 2.0) / n;
    let margin = 1.96 * (share * (1.0 - share) / n).sqrt();
    (margin > UNSURE).then_some(ResultRemark::FewPhotos { count: scores.count, margin })
}

fn small_class(scores: &Scores) -> Option<ResultRemark> {
    let mean = scores.count as f64 / present(scores).count().max(1) as f64;
    let (class, count, _) = present(scores).min_by_key(|(_, count, _)| *count)?;
    ((count as f64) < SMALL * mean).then_some(ResultRemark::SmallClass { class, count, mean })
}

fn low_recall(scores: &Scores) -> Option<ResultRemark> {
    let known = || present(scores).filter(|(_, count, _)| *count >= ENOUGH);
    let (class, _, recall) = known().min_by(|(.., one), (.., other)| one.total_cmp(other))?;
    let rest: Vec<f64> = known().filter(|(other, ..)| *other != class).map(|(.., recall)| recall).collect();
    let others = rest.iter().sum::<f64>() / rest.len().max(1) as f64;
    (others - recall > FAR).then_some(ResultRemark::LowRecall { class, recall, others })
}

fn miscalibrated(scores: &Scores, reliability: &Reliability) -> Option<ResultRemark> {
    let sum: f64 = reliability.bins.iter().map(|bin| bin.confidence * bin.count as f64).sum();
    let confidence = sum / scores.count as f64;
    let accuracy = scores.accuracy;
    ((confidence - accuracy).abs() > OFF).then_some(ResultRemark::Miscalibrated { confidence, accuracy })
}

impl ResultRemark {
    /// The remark in one line; `name` gives a class's name as it is shown.
    #[must_use]
    pub fn sentence(&self, language: Language, name: impl Fn(usize) -> String) -> String {
        match *self {
            Self::Duplicates { groups } => language.count(Text::Duplicates, groups),
            Self::NearGuessing { accuracy, classes } => {
                let accuracy = language.accuracy(accuracy);
                language.fill(Text::NearGuessing, &[("accuracy", &accuracy), ("classes", &classes)])
            }
            Self::FewPhotos { count, margin } => {
                let (n, margin) = (language.integer(count), language.decimal(margin * 100.0, 0));
                language.fill(Text::FewPhotos, &[("n", &n), ("margin", &margin)])
            }
            Self::SmallClass { class, count, mean } => {
                let mean = language.decimal(mean, 0);
                let values: [(&str, &dyn std::fmt::Display); 2] = [("class", &name(class)), ("mean", &mean)];
                language.count_and_fill(Text::SmallClass, count, &values)
            }
            Self::LowRecall { class, recall, others } => {
                let (recall, others) = (language.percent(recall, 0), language.percent(others, 0));
                language.fill(Text::LowRecall, &[("class", &name(class)), ("recall", &recall), ("others", &others)])
            }
            Self::Miscalibrated { confidence, accuracy } => {
                let text = if confidence > accuracy { Text::TooSure } else { Text::TooUnsure };
                let (confidence, accuracy) = (language.percent(confidence, 0), language.percent(accuracy, 0));
                language.fill(text, &[("confidence", &confidence), ("accuracy", &accuracy)])
            }
        }
    }

    /// The lesson that explains it.
    #[must_use]
    pub const fn lesson(&self) -> Lesson {
        match self {
            Self::Duplicates { .. } | Self::FewPhotos { .. } => Lesson::Overfitting,
            Self::NearGuessing { .. } => Lesson::GradientDescent,
            // The loss is a mean over photos: a class with few of them moves the weights little.
            Self::SmallClass { .. } | Self::LowRecall { .. } => Lesson::CrossEntropy,
            Self::Miscalibrated { .. } => Lesson::Softmax,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Predictions;

    /// Remarks on photos of two classes; each entry is a class, how many photos of it, how many of them are right, and
    /// how sure the network is of every answer.
    fn of(classes: &[(usize, usize)], sure: f32, is_new: bool, duplicates: usize) -> Vec<ResultRemark> {
        let names: Vec<String> = (0..classes.len()).map(|class| format!("class {class}")).collect();
        let rest = (1.0 - sure) / (classes.len() - 1) as f32;
        let (mut labels, mut probabilities) = (Vec::new(), Vec::new());
        for (class, (count, right)) in classes.iter().enumerate() {
            for photo in 0..*count {
                let predicted = if photo < *right { class } else { (class + 1) % classes.len() };
                labels.push(class as u32);
                probabilities.extend((0..classes.len()).map(|at| if at == predicted { sure } else { rest }));
            }
        }
        let photos = (0..labels.len()).map(|photo| photo.to_string()).collect();
        let predictions = Predictions::new(names, photos, labels, probabilities).expect("they fit");
        let (scores, reliability) = (Scores::of(&predictions), Reliability::of(&predictions));
        result_remarks(Evaluated { scores: &scores, reliability: &reliability, is_new, duplicates })
    }

    #[test]
    fn good_results_of_many_photos_are_not_remarked() {
        assert_eq!(of(&[(200, 186), (200, 190)], 0.95, true, 0), []);
    }

    #[test]
    fn an_accuracy_of_guessing_is_remarked_and_nothing_that_follows_from_it() {
        let found = of(&[(400, 400), (400, 0)], 0.99, true, 0);
        assert_eq!(found, [ResultRemark::NearGuessing { accuracy: 0.5, classes: 2 }]);
        assert_eq!(found[0].lesson(), Lesson::GradientDescent);
    }

    #[test]
    fn few_photos_leave_the_accuracy_open_even_if_all_are_right() {
        for classes in [[(10, 10), (10, 10)], [(10, 8), (10, 9)]] {
            assert!(matches!(of(&classes, 0.9, true, 0)[0], ResultRemark::FewPhotos { count: 20, .. }));
        }
        assert!(of(&[(10, 10), (10, 10)], 0.95, false, 0).is_empty(), "photos that trained say nothing of new ones");
    }

    #[test]
    fn a_class_with_few_photos_or_a_low_recall_is_named() {
        let found = of(&[(500, 490), (500, 490), (20, 20)], 0.95, true, 0);
        assert!(matches!(found[..], [ResultRemark::SmallClass { class: 2, count: 20, .. }]), "{found:?}");
        let found = of(&[(300, 295), (300, 180), (300, 295)], 0.86, true, 0);
        assert!(matches!(found[..], [ResultRemark::LowRecall { class: 1, .. }]), "{found:?}");
        assert_eq!(of(&[(400, 392), (3, 0)], 0.95, false, 0).len(), 1, "three photos tell no recall");
    }

    #[test]
    fn confidence_far_from_accuracy_is_remarked_on_either_side() {
        for sure in [0.99, 0.65] {
            let found = of(&[(300, 246), (300, 246)], sure, true, 0);
            assert!(matches!(found[..], [ResultRemark::Miscalibrated { .. }]), "{found:?}");
            assert_eq!(found[0].lesson(), Lesson::Softmax);
        }
    }

    #[test]
    fn photos_on_both_sides_come_first_and_only_with_photos_that_should_be_new() {
        assert_eq!(of(&[(200, 190), (200, 190)], 0.95, true, 3), [ResultRemark::Duplicates { groups: 3 }]);
        assert_eq!(of(&[(200, 190), (200, 190)], 0.95, false, 3), []);
    }

    #[test]
    fn they_are_sentences_with_all_numbers_in_both_languages() {
        let all = [
            ResultRemark::Duplicates { groups: 2 },
            ResultRemark::NearGuessing { accuracy: 0.5, classes: 2 },
            ResultRemark::FewPhotos { count: 20, margin: 0.2 },
            ResultRemark::SmallClass { class: 0, count: 3, mean: 40.0 },
            ResultRemark::LowRecall { class: 0, recall: 0.3, others: 0.9 },
            ResultRemark::Miscalibrated { confidence: 0.99, accuracy: 0.8 },
            ResultRemark::Miscalibrated { confidence: 0.6, accuracy: 0.8 },
        ];
        for language in [Language::English, Language::Portuguese] {
            for remark in &all {
                let sentence = remark.sentence(language, |_| "cat".to_owned());
                assert!(!sentence.contains('{'), "{sentence}");
            }
        }
    }
}
