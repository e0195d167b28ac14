//! What follows from where the line between two classes is drawn, as curves for the screen and for paper.

use std::path::Path;

use egui_plot::PlotPoint;

use super::ResultsState;
use super::tables::tables;
use crate::app::texts::{Language, ResultsText};
use crate::charts::{Chart, Colour, Figure, Line, Marker, Series, paper};
use crate::results::{Cut, Cuts, Reliability, Temperature};

/// A curve has at most about so many points: a screen shows no more.
const POINTS: usize = 800;
/// Height of a chart on paper, in points.
const HEIGHT: u32 = 320;

/// The curves of two classes.
pub struct Curves {
    /// What they were computed from.
    pub of: (u32, Option<usize>, bool),
    /// Every line that changes something.
    pub cuts: Cuts,
    /// True over false positive rate.
    pub roc: Vec<PlotPoint>,
    /// Precision over recall.
    pub precision_recall: Vec<PlotPoint>,
}

impl Curves {
    fn new(of: (u32, Option<usize>, bool), cuts: Cuts) -> Self {
        let step = cuts.cuts.len().div_ceil(POINTS).max(1);
        let last = cuts.cuts.len().saturating_sub(1);
        let points = |point: &dyn Fn(&Cut) -> [f64; 2]| {
            let kept = cuts.cuts.iter().enumerate().filter(|(place, _)| place % step == 0 || *place == last);
            kept.map(|(_, cut)| PlotPoint::from(point(cut))).collect()
        };
        Self {
            of,
            roc: points(&|cut| [cuts.false_positive_rate(cut), cuts.recall(cut)]),
            precision_recall: points(&|cut| [cuts.recall(cut), cuts.precision(cut)]),
            cuts,
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
    /// Computes the curves anew where what they show has changed; none unless there are two classes.
    pub fn draw_curves(&mut self) {
        let of = (self.positive, self.epoch, self.calibrated);
        let Some(judgements) = self.figures().map(|figures| &figures.judgements) else { return };
        if self.curves.as_ref().is_none_or(|curves| curves.of != of) {
            self.curves = Cuts::of(judgements, self.positive).map(|cuts| Curves::new(of, cuts));
        }
    }

    /// The temperature, and the best weights' reliability before and after it; none where it is not known or an
    /// epoch is looked back at.
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
        let class = figures.judgements.classes().get(self.positive as usize).map_or("", String::as_str);
        let chart = |name: String, x_name: ResultsText, series: Vec<Series>| Chart {
            name,
            x_name: language.text(x_name).to_owned(),
            x: (0.0, 1.0),
            y: (0.0, 1.0),
            x_counts: false,
            height: HEIGHT,
            series,
            marks: Vec::new(),
        };
        let curve = |points: &[PlotPoint], line| series(points, paper::VALIDATION, line, Marker::None);
        let even =
            || series(&[PlotPoint::new(0, 0), PlotPoint::new(1, 1)], paper::TEXT_WEAK, Line::Dotted, Marker::None);
        let mut charts = Vec::new();
        if let Some(cuts) = Cuts::of(&figures.judgements, self.positive) {
            let curves = Curves::new((self.positive, self.epoch, self.calibrated), cuts);
            let name = |text| language.fill(text, &[("class", &class)]);
            charts.push(chart(
                name(ResultsText::RocOf),
                ResultsText::FalsePositiveRate,
                vec![even(), curve(&curves.roc, Line::Solid)],
            ));
            charts.push(chart(
                name(ResultsText::PrecisionRecallOf),
                ResultsText::Recall,
                vec![curve(&curves.precision_recall, Line::Solid)],
            ));
        }
        let diagram = |reliability: &Reliability, colour, line, marker| {
            series(&reliability_points(reliability), colour, line, marker)
        };
        let mut lines = vec![even()];
        match self.calibration() {
            Some((_, before, after)) => {
                let before = diagram(before, paper::VALIDATION, Line::Dashed, Marker::Diamond);
                let after = diagram(after, paper::BEST, Line::Solid, Marker::Circle);
                let named = |text, series| Series { name: language.text(text).to_owned(), ..series };
                lines.extend([named(ResultsText::AsTrained, before), named(ResultsText::Calibrated, after)]);
            }
            None => lines.push(diagram(&figures.reliability, paper::VALIDATION, Line::Dashed, Marker::Diamond)),
        }
        let name = language.text(ResultsText::Reliability).to_owned();
        charts.push(chart(name, ResultsText::Confidence, lines));
        Some(Figure {
            title: run_name(&results.run),
            note: language.count(ResultsText::Photographs, figures.judgements.len()),
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
