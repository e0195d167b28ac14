//! ROC, precision-recall and reliability curves, for the screen and for paper.

use std::path::Path;

use egui_plot::PlotPoint;

use super::ResultsState;
use super::tables::tables;
use crate::charts::{Chart, Colour, Figure, Line, Marker, Series, paper};
use crate::results::{OperatingPoint, Reliability, Temperature, ThresholdCurve};
use crate::text::{Language, ResultsText};

/// Points of a curve, at most about: a screen shows no more.
const POINTS: usize = 800;
/// Height of a chart on paper, in points.
const HEIGHT: u32 = 320;

/// The curves of a class against the rest.
pub struct Curves {
    /// The positive class, the epoch, and whether the probabilities are calibrated.
    pub of: (u32, Option<usize>, bool),
    /// All operating points.
    pub curve: ThresholdCurve,
    /// True positive rate over false positive rate.
    pub roc: Vec<PlotPoint>,
    /// Precision over recall.
    pub precision_recall: Vec<PlotPoint>,
}

impl Curves {
    fn new(of: (u32, Option<usize>, bool), curve: ThresholdCurve) -> Self {
        let step = curve.points.len().div_ceil(POINTS).max(1);
        let last = curve.points.len().saturating_sub(1);
        let points = |of: &dyn Fn(&OperatingPoint) -> [f64; 2]| {
            let kept = curve.points.iter().enumerate().filter(|(place, _)| place % step == 0 || *place == last);
            kept.map(|(_, point)| PlotPoint::from(of(point))).collect()
        };
        Self {
            of,
            roc: points(&|point| [curve.false_positive_rate(point), curve.recall(point)]),
            precision_recall: points(&|point| [curve.recall(point), curve.precision(point)]),
            curve,
        }
    }
}

/// Mean confidence and accuracy of the bins that hold photographs.
#[must_use]
pub fn reliability_points(reliability: &Reliability) -> Vec<PlotPoint> {
    let filled = reliability.bins.iter().filter(|bin| bin.count > 0);
    filled.map(|bin| PlotPoint::new(bin.confidence, bin.accuracy)).collect()
}

impl ResultsState {
    /// Computes the curves again where what they show has changed. There are none unless there are two classes or more.
    pub fn draw_curves(&mut self) {
        let of = (self.positive, self.epoch, self.calibrated);
        let Some(predictions) = self.figures().map(|figures| &figures.predictions) else { return };
        if self.curves.as_ref().is_none_or(|curves| curves.of != of) {
            self.curves = ThresholdCurve::of(predictions, self.positive).map(|curve| Curves::new(of, curve));
        }
    }

    /// The temperature, and the best weights' reliability before and after it; none where there is no temperature or an
    /// epoch is shown.
    #[must_use]
    pub fn calibration(&self) -> Option<(Temperature, &Reliability, &Reliability)> {
        let results = self.results().filter(|_| self.epoch.is_none())?;
        let (temperature, after) = results.calibrated.as_ref()?;
        Some((*temperature, &results.best.reliability, &after.reliability))
    }

    /// Each class's figures, the confusion matrix and the curves, to be saved.
    #[must_use]
    pub fn figure(&self, language: Language) -> Option<Figure> {
        let (results, figures) = (self.results()?, self.figures()?);
        let class = figures.predictions.classes().get(self.positive as usize).map_or("", String::as_str);
        let chart = |name: String, x_name: ResultsText, series: Vec<Series>| Chart {
            name,
            x_name: language.text(x_name).to_owned(),
            x: (0.0, 1.0),
            y: Some((0.0, 1.0)),
            y_percent: false,
            x_counts: false,
            height: HEIGHT,
            series,
            marks: Vec::new(),
        };
        let colour = paper::class(self.positive as usize);
        let line = |points: &[PlotPoint], line| series(points, colour, line, Marker::None);
        let even =
            || series(&[PlotPoint::new(0, 0), PlotPoint::new(1, 1)], paper::TEXT_WEAK, Line::Dotted, Marker::None);
        let mut charts = Vec::new();
        if let Some(curve) = ThresholdCurve::of(&figures.predictions, self.positive) {
            let curves = Curves::new((self.positive, self.epoch, self.calibrated), curve);
            let name = |text| language.fill(text, &[("class", &class)]);
            charts.push(chart(
                name(ResultsText::RocOf),
                ResultsText::FalsePositiveRate,
                vec![even(), line(&curves.roc, Line::Solid)],
            ));
            charts.push(chart(
                name(ResultsText::PrecisionRecallOf),
                ResultsText::Recall,
                vec![line(&curves.precision_recall, Line::Solid)],
            ));
        }
        let diagram = |reliability: &Reliability, line, marker| {
            series(&reliability_points(reliability), paper::TEXT, line, marker)
        };
        let mut lines = vec![even()];
        match self.calibration() {
            Some((_, before, after)) => {
                let before = diagram(before, Line::Dashed, Marker::Diamond);
                let after = diagram(after, Line::Solid, Marker::Circle);
                let named = |text, series| Series { name: language.text(text).to_owned(), ..series };
                lines.extend([named(ResultsText::AsTrained, before), named(ResultsText::Calibrated, after)]);
            }
            None => lines.push(diagram(&figures.reliability, Line::Dashed, Marker::Diamond)),
        }
        let name = language.text(ResultsText::Reliability).to_owned();
        charts.push(chart(name, ResultsText::Confidence, lines));
        Some(Figure {
            title: run_name(&results.run),
            note: language.count(ResultsText::Photographs, figures.predictions.len()),
            tables: tables(&figures.scores, language),
            charts,
            decimal_point: language.decimal_point(),
        })
    }
}

/// A run's name: its folder's.
#[must_use]
pub fn run_name(run: &Path) -> String {
    run.file_name().map_or_else(|| run.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn series(points: &[PlotPoint], colour: Colour, line: Line, marker: Marker) -> Series {
    let points = points.iter().map(|point| (point.x, point.y)).collect();
    Series { name: String::new(), points, colour, line, marker }
}
