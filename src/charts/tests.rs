use super::ticks::{ticks, written};
use super::*;
use crate::config::Metric;
use crate::run::{CallbackEvent, EpochStats, RateChange, Verdict};

fn words() -> RunWords {
    RunWords {
        epoch: "Época",
        accuracy: "Acurácia",
        loss: "Perda",
        learning_rate: "Taxa de aprendizado",
        training: "treino",
        validation: "validação",
        best: "melhor época",
        lower_rate: "taxa reduzida",
        stop: "parada",
        decimal_point: ',',
    }
}

fn epochs(count: usize) -> Vec<EpochStats> {
    let epoch = |epoch: usize| EpochStats {
        epoch,
        loss: 1.0 / epoch as f64,
        accuracy: 1.0 - 0.5 / epoch as f64,
        val_loss: Some(if epoch == 3 { 0.2 } else { 0.9 }),
        val_accuracy: Some(0.6),
        learning_rate: 0.01,
        seconds: 1.0,
        images_per_second: 100.0,
    };
    (1..=count).map(epoch).collect()
}

fn figure(count: usize) -> Figure {
    let missing = CallbackEvent::InvalidLoss { epoch: 2, batch: 1 };
    of_run("Um treino".to_owned(), "predefinição <caderno>".to_owned(), &epochs(count), &[missing], &words())
}

#[test]
fn a_run_is_drawn_as_three_charts_with_its_best_epoch_named() {
    let figure = figure(5);
    let names: Vec<&str> = figure.charts.iter().map(|chart| chart.name.as_str()).collect();
    assert_eq!(names, ["Acurácia", "Perda", "Taxa de aprendizado"]);
    assert_eq!(figure.charts[1].series[0].points[1], (2.0, 0.5));
    for chart in &figure.charts {
        assert_eq!(chart.marks.len(), 1);
        assert_eq!((chart.marks[0].name.as_str(), chart.marks[0].at.as_slice()), ("melhor época: 3", &[3.0][..]));
    }
}

#[test]
fn lowered_rates_and_the_stop_are_marked_and_named() {
    let lowered = |epoch: usize, change: Option<RateChange>| CallbackEvent::ReduceLROnPlateau {
        epoch,
        monitor: Metric::ValLoss,
        value: 0.9,
        wait: 0,
        patience: 1,
        cooldown_left: 0,
        best: 0.2,
        change,
    };
    let evaluated = |epoch: usize, verdict: Verdict| CallbackEvent::EarlyStopping {
        epoch,
        monitor: Metric::ValLoss,
        value: 0.9,
        wait: 2,
        patience: 2,
        best: 0.2,
        best_epoch: 3,
        verdict,
    };
    let change = Some(RateChange { old: 0.01, new: 0.005 });
    let events = [
        lowered(2, None),
        lowered(4, change),
        evaluated(4, Verdict::Waiting),
        lowered(5, change),
        evaluated(5, Verdict::Stopped),
    ];
    let figure = of_run("Um treino".to_owned(), String::new(), &epochs(5), &events, &words());
    let svg = svg(&figure).expect("it can be drawn");
    for word in ["melhor época: 3", "taxa reduzida: 4, 5", "parada: 5"] {
        assert!(svg.contains(word), "{word} is missing");
    }
    assert_eq!(figure.charts[1].marks[1].at, [4.0, 5.0]);
}

#[test]
fn an_svg_contains_every_text_and_is_well_formed() {
    let svg = svg(&figure(5)).expect("it can be drawn");
    for word in ["Um treino", "&lt;caderno&gt;", "Acurácia", "validação", "melhor época: 3", "Época", "0,4", "50 %"]
    {
        assert!(svg.contains(word), "{word} is missing in\n{svg}");
    }
    assert!(svg.contains("width=\"960\"") && svg.contains("viewBox=\"0 0 3840 "), "it is shown in points");
    assert_eq!(svg.matches("<svg").count(), svg.matches("</svg>").count());
    assert!(!svg.contains("NaN"));
}

#[test]
fn a_png_has_a_white_background_and_the_colours_of_both_sides() {
    let bytes = png(&figure(5)).expect("it can be drawn");
    let picture = image::load_from_memory(&bytes).expect("it is a picture").to_rgb8();
    assert_eq!(picture.width(), 1920);
    assert_eq!(picture.get_pixel(2, 2).0, [255, 255, 255]);
    for colour in [paper::TRAINING, paper::VALIDATION, paper::BEST] {
        assert!(picture.pixels().any(|pixel| pixel.0 == colour), "{colour:?} is on it");
    }
}

#[test]
fn a_run_without_epochs_and_with_numbers_that_are_not_finite_is_drawn() {
    let mut strange = figure(0);
    assert!(strange.charts.iter().all(|chart| chart.series.is_empty() && chart.marks.is_empty()));
    svg(&strange).expect("axes alone");
    strange.charts[0].series.push(Series {
        name: "x".to_owned(),
        points: vec![(1.0, f64::NAN), (f64::INFINITY, 2.0), (2.0, 1e300), (3.0, -1e300)],
        colour: paper::STOP,
        line: Line::Dotted,
        marker: Marker::Square,
    });
    strange.charts[0].x = (5.0, 5.0);
    svg(&strange).expect("what is finite");
    png(&strange).expect("what is finite");
}

#[test]
fn ticks_are_round_numbers_within_the_axis() {
    assert_eq!(ticks(0.0, 1.0, 5, false).len(), 6);
    assert_eq!(ticks(1.0, 3.0, 12, true), [1.0, 2.0, 3.0]);
    assert_eq!(ticks(1.0, 50.0, 12, true), [5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0]);
    assert!(ticks(1.0, 1.0, 5, false).is_empty());
    assert_eq!(written(0.1 + 0.2, ','), "0,3");
    assert_eq!(written(0.0, '.'), "0");
    assert_eq!(written(5e-6, '.'), "5e-6");
}

#[test]
fn a_table_contains_its_texts_and_its_shades() {
    let cell = |text: &str, shade| Cell { text: text.to_owned(), shade };
    let long = "a class whose name is longer than any column of a table may ever be on this paper".to_owned();
    let full = Some((paper::STOP, 1.0));
    let table = Table {
        name: "Confusão".to_owned(),
        columns: vec!["gato".to_owned(), long.clone()],
        rows: vec![("gato".to_owned(), vec![cell("7 (70 %)", full), cell("<3>", None)]), (long, Vec::new())],
    };
    let with = |tables: Vec<Table>| Figure { tables, ..figure(2) };
    let svg = svg(&with(vec![table.clone()])).expect("it can be drawn");
    for word in ["Confusão", "gato", "7 (70 %)", "&lt;3&gt;", "a class whose", "…", "Acurácia"] {
        assert!(svg.contains(word), "{word} is missing");
    }
    assert!(!svg.contains("may ever be"), "what has no room is cut");
    let height = |tables| image::load_from_memory(&png(&with(tables)).expect("drawn")).expect("a picture").height();
    assert!(height(vec![table.clone()]) > height(Vec::new()));
    let picture = image::load_from_memory(&png(&with(vec![table])).expect("drawn")).expect("a picture").to_rgb8();
    assert!(picture.pixels().any(|pixel| pixel.0 == paper::STOP));
}
