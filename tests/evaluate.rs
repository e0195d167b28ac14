//! `bigode evaluate`, overlays and submissions: figures of a run, and decisions about its photographs.

use std::fs;

use serde_json::Value;

use crate::support::{TINY, Workplace};

fn trained() -> Workplace {
    let place = Workplace::new();
    place.drawings("data", 40);
    place.train_tiny("data", "run", &["--epochs", "2"]);
    place
}

fn json(place: &Workplace, arguments: &[&str]) -> Value {
    serde_json::from_str(&place.succeed(arguments).stdout).expect("JSON")
}

#[test]
fn figures_are_those_of_the_last_epoch_and_of_predict() {
    let place = trained();
    let own = json(&place, &["evaluate", "run", "--json", "--weights", "last"]);
    let history = place.read("run/history.csv");
    let last: Vec<f64> =
        history.lines().last().expect("a row").split(',').filter_map(|cell| cell.parse().ok()).collect();
    assert_eq!(own["count"], 8);
    assert!((own["accuracy"].as_f64().expect("a number") - last[4]).abs() < 1e-6, "{own} {history}");
    assert!((own["loss"].as_f64().expect("a number") - last[5]).abs() < 1e-4, "{own} {history}");

    let all = json(&place, &["evaluate", "run", "data", "--json", "--csv", "evaluated.csv"]);
    place.succeed(&["predict", "run", "data", "--csv", "labels.csv"]);
    let labels = place.read("labels.csv");
    let right = labels.lines().skip(1).filter(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        cells[0].starts_with(&format!("data/{}", cells[1]))
    });
    assert!((all["accuracy"].as_f64().expect("a number") - right.count() as f64 / 40.0).abs() < 1e-9);
    let keys: Vec<&String> = all.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["accuracy", "classes", "confusion", "count", "loss", "macro_average", "weighted_average"]);
    assert_eq!(all["classes"][1]["name"], "dog");
    assert_eq!(all["classes"][1]["support"], 20);
    assert_eq!(place.read("evaluated.csv").lines().count(), 41);
    assert!(place.succeed(&["evaluate", "run", "--set", "training"]).stdout.starts_with("32 photos"));
}

#[test]
fn a_test_set_is_held_back_from_training_and_evaluated_by_itself() {
    let place = Workplace::new();
    place.drawings("data", 40);
    place.drawings("held-back", 12);
    place.train_tiny("data", "run", &["--epochs", "1", "--test-fraction", "0.25"]);
    let sides = |side: &str| {
        let split = place.read("run/split.csv");
        split.lines().filter(|line| line.split(',').nth(1) == Some(side)).count()
    };
    assert_eq!((sides("training"), sides("validation"), sides("test")), (24, 6, 10));
    assert_eq!(json(&place, &["evaluate", "run", "--set", "test", "--json"])["count"], 10);
    assert_eq!(json(&place, &["evaluate", "run", "--json"])["count"], 6);
    assert!(place.read("run/config.ron").contains("test_share"));

    place.train_tiny("data", "other", &["--epochs", "1", "--test-data", "held-back"]);
    assert_eq!(json(&place, &["evaluate", "other", "--set", "test", "--json"])["count"], 12);
    place.train_tiny("data", "without", &["--epochs", "1"]);
    assert!(!place.read("without/config.ron").contains("test_"), "as before there were test sets");
    let none = place.fail(&["evaluate", "without", "--set", "test"]);
    assert!(none.contains("no test photos"), "{none}");
}

#[test]
fn a_test_set_is_evaluated_once_when_the_training_has_ended_and_told_apart() {
    let place = Workplace::new();
    place.drawings("data", 40);
    let ended = place.train_tiny("data", "run", &["--epochs", "2", "--test-fraction", "0.25"]);
    let line = ended.stdout.lines().find(|line| line.starts_with("Test set: ")).expect("it is said");
    assert!(line.ends_with("(10 photos, which neither trained the network nor chose its weights)"), "{line}");
    let figures = json(&place, &["evaluate", "run", "--set", "test", "--json"]);
    let accuracy = figures["accuracy"].as_f64().expect("a number");
    assert!(line.contains(&format!("accuracy {:.1} %", accuracy * 100.0)), "{line} {figures}");
    let listed = json(&place, &["runs", "run", "--json"]);
    assert_eq!((&listed[0]["test_photos"], &listed[0]["test_accuracy"]), (&figures["count"], &figures["accuracy"]));
    assert_eq!(listed[0]["test_loss"], figures["loss"]);

    place.succeed(&["report", "run"]);
    let report = place.read("run/report.html");
    let test = report.split_once("<h2>Test set</h2>").expect("a part of its own").1;
    assert!(test.contains(&format!("<p>10 photos: accuracy {:.1} %, loss ", accuracy * 100.0)), "{test}");
    assert!(test.contains("macro average"), "with the figures of each class");
    let photos = place.path("data");
    fs::rename(&photos, place.path("moved")).expect("it can be moved");
    place.succeed(&["report", "run"]);
    let without = place.read("run/report.html");
    assert!(
        without.contains("10 photos: accuracy") && without.contains("of the evaluation at the end of the training")
    );
    fs::rename(place.path("moved"), &photos).expect("it can be moved back");

    // What has not ended is not tested, and a run without a test set says nothing of one.
    let config = place.read("run/config.ron");
    place.train_tiny("data", "without", &["--epochs", "1"]);
    place.succeed(&["report", "without"]);
    assert!(!place.read("without/report.html").contains("Test set") && config.contains("test_share"));
    let events = place.read("run/events.ron");
    let unfinished: Vec<&str> = events.lines().filter(|line| !line.starts_with("RunEnded")).collect();
    place.write("run/events.ron", unfinished.join("\n") + "\n");
    place.succeed(&["report", "run"]);
    let unfinished = place.read("run/report.html");
    assert!(unfinished.contains("since the training has not ended") && !unfinished.contains("10 photos: accuracy"));
}

#[test]
fn photos_without_a_class_are_refused_or_left_out_and_counted() {
    let place = Workplace::new();
    place.drawings("data", 40);
    let rows = |unlabelled: usize| {
        let row = |number: usize| {
            let kind = if number.is_multiple_of(2) { "cat" } else { "dog" };
            let class = if number < unlabelled { "" } else { kind };
            format!("data/{kind}.{}.png,{class}\n", number / 2)
        };
        "filename,category\n".to_owned() + &(0..40).map(row).collect::<String>()
    };
    place.write("list.csv", rows(12));
    place.write("tiny.ron", TINY);
    let refused = place.fail(&["train", "list.csv", "--config", "tiny.ron", "--out", "refused"]);
    assert!(refused.contains("12 photos in") && refused.contains("--leave-out-unlabelled"), "{refused}");
    let doctor = place.succeed(&["doctor", "list.csv"]).stdout;
    assert!(doctor.contains("12 photos in"), "{doctor}");

    let ended = place.train_tiny("list.csv", "run", &["--epochs", "1", "--leave-out-unlabelled"]);
    assert!(
        ended.stderr.contains("Left out: 12 photos, data/cat.0.png among them: it has no class"),
        "{}",
        ended.stderr
    );
    assert_eq!(place.read("run/split.csv").lines().count(), 1 + 28);
    assert!(place.read("run/config.ron").contains("leave_out_unlabelled: true"));
    // The others are split as if these were not listed.
    let all = rows(12);
    let labelled: Vec<&str> = all.lines().filter(|row| !row.ends_with(',')).collect();
    place.write("labelled.csv", labelled.join("\n") + "\n");
    place.train_tiny("labelled.csv", "same", &["--epochs", "1"]);
    assert_eq!(place.read("run/split.csv"), place.read("same/split.csv"));
    assert!(!place.read("same/config.ron").contains("leave_out_unlabelled"), "as before there was the field");
    assert_eq!(json(&place, &["evaluate", "run", "--json"])["count"], 6);
    let resumed = place.succeed(&["train", "--resume", "run", "--epochs", "2"]);
    assert!(resumed.stderr.contains("Left out: 12 photos"), "{}", resumed.stderr);
}

#[test]
fn photographs_that_have_moved_are_asked_for() {
    let place = trained();
    fs::rename(place.path("data"), place.path("moved")).expect("it can be moved");
    let sentence = place.fail(&["evaluate", "run"]);
    assert!(sentence.contains("bigode evaluate RUN_DIR DATA"), "{sentence}");
    let own = json(&place, &["evaluate", "run", "moved", "--set", "validation", "--json"]);
    assert_eq!(own["count"], 8);
    for file in fs::read_dir(place.path("moved")).expect("the folder").flatten() {
        fs::remove_file(file.path()).expect("it can be removed");
        let left = fs::read_dir(place.path("moved")).expect("the folder").count();
        if left == 4 {
            break;
        }
    }
    assert!(place.fail(&["evaluate", "run", "moved", "--set", "validation"]).contains("run's"));
}

#[test]
fn other_classes_are_refused_by_name() {
    let place = trained();
    fs::create_dir(place.path("others")).expect("a folder");
    for name in ["bird.1.png", "cat.1.png"] {
        fs::copy(place.path("data/cat.1.png"), place.path("others").join(name)).expect("a copy");
    }
    let sentence = place.fail(&["evaluate", "run", "others"]);
    assert!(sentence.contains("bird, cat") && sentence.contains("cat, dog"), "{sentence}");
    fs::remove_file(place.path("others/bird.1.png")).expect("it can be removed");
    let only_cats = json(&place, &["evaluate", "run", "others", "--json"]);
    assert_eq!(only_cats["classes"][1]["support"], 0);
}

#[test]
fn submissions_are_sorted_by_number() {
    let place = trained();
    fs::create_dir(place.path("test")).expect("a folder");
    for (from, to) in [("cat.1.png", "10.png"), ("dog.1.png", "9.png"), ("cat.2.png", "100.png")] {
        fs::copy(place.path("data").join(from), place.path("test").join(to)).expect("a copy");
    }
    place.write("test/3.png", "no picture");
    let ended = place.succeed(&["predict", "run", "test", "--submission", "submission.csv"]);
    assert!(ended.stderr.contains("3.png"), "{}", ended.stderr);
    place.succeed(&["predict", "run", "test", "--csv", "labels.csv"]);
    let labels = place.read("labels.csv");
    let expected: Vec<String> = ["9", "10", "100"]
        .map(|id| {
            let line = labels.lines().find(|line| line.starts_with(&format!("test/{id}.png"))).expect("its line");
            format!("{id},{}", u8::from(line.contains(",dog,")))
        })
        .to_vec();
    let submission = place.read("submission.csv");
    assert_eq!(submission.lines().collect::<Vec<_>>(), [&["id,label".to_owned()][..], &expected].concat());

    fs::copy(place.path("data/cat.1.png"), place.path("test/cat.png")).expect("a copy");
    let sentence = place.fail(&["predict", "run", "test", "--submission", "other.csv"]);
    assert!(sentence.contains("cat.png") && sentence.contains("number"), "{sentence}");
    fs::rename(place.path("test/cat.png"), place.path("test/09.png")).expect("it can be renamed");
    assert!(place.fail(&["predict", "run", "test", "--submission", "other.csv"]).contains("same id 9"));
    assert!(!place.path("other.csv").exists());
}

#[test]
fn an_overlay_relabels_and_excludes_and_leaves_the_split_of_all_others() {
    let place = trained();
    let before = place.read("run/split.csv");
    let file = |line: &str| line.split(',').next().expect("a name").to_owned();
    let on = |side: &str| -> Vec<String> { before.lines().filter(|line| line.contains(side)).map(file).collect() };
    let (training, validation) = (on(",training,"), on(",validation,"));
    let overlay = format!(
        "file,action,new_label\n{},relabel,dog\n{},exclude,\n{},exclude,\n{},doubtful,\ngone.png,exclude,\n",
        training[0], training[1], validation[0], training[2]
    );
    place.write("mine.csv", &overlay);
    let ended = place.train_tiny("data", "relabeled", &["--epochs", "2", "--overlay", "mine.csv"]);
    assert!(ended.stderr.contains("gone.png"), "{}", ended.stderr);
    assert!(ended.stderr.contains("Training on 31 photos") && ended.stderr.contains("validating on 7"));
    let after = place.read("relabeled/split.csv");
    for (before, after) in before.lines().zip(after.lines()) {
        let (before, after): (Vec<&str>, Vec<&str>) = (before.split(',').collect(), after.split(',').collect());
        assert_eq!(before[..2], after[..2]);
        let excluded = before[0] == training[1] || before[0] == validation[0];
        assert_eq!(after[3], if excluded { "excluded by the overlay" } else { before[3] });
        assert_eq!(after[2], if before[0] == training[0] { "dog" } else { before[2] });
    }
    assert_eq!(json(&place, &["evaluate", "relabeled", "--json"])["count"], 7);

    // A resumed run uses what it was started with, whatever became of the file.
    place.train_tiny("data", "cut", &["--epochs", "1", "--overlay", "mine.csv"]);
    place.write("mine.csv", "file,action,new_label\n");
    place.succeed(&["train", "--resume", "cut", "--epochs", "2"]);
    let best = |run: &str| fs::read(place.path(run).join("validation.safetensors")).expect("probabilities");
    assert_eq!(best("cut"), best("relabeled"));

    place.write("wrong.csv", "file,action,new_label\ncat.1.png,relabel,bird\n");
    let sentence = place.fail(&["train", "data", "--config", "tiny.ron", "--out", "no", "--overlay", "wrong.csv"]);
    assert!(sentence.contains("bird") && sentence.contains("cat, dog"), "{sentence}");
    assert!(!place.path("no").exists());
}

#[test]
fn an_explanation_is_a_folder_of_pictures() {
    let place = trained();
    let ended = place.succeed(&["explain", "run", "data/cat.1.png", "--out", "why"]);
    let expected = [
        "input.png",
        "grad-cam-cat.png",
        "grad-cam-dog.png",
        "occlusion-cat.png",
        "occlusion-dog.png",
        "layer-01-conv2d.png",
        "layer-06-dense.png",
        "filters.png",
    ];
    for file in expected {
        let bytes = fs::read(place.path("why").join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(bytes.starts_with(b"\x89PNG") && ended.stdout.contains(file), "{file}: {}", ended.stdout);
    }
    let only =
        place.succeed(&["explain", "run", "data/cat.1.png", "--out", "only", "--class", "dog", "--layer", "conv2d"]);
    assert!(!only.stdout.contains("cat.png:") && only.stdout.contains("conv2d for dog"), "{}", only.stdout);
    assert!(place.fail(&["explain", "run", "data/cat.1.png", "--out", "w", "--class", "bird"]).contains("cat, dog"));
    assert!(place.fail(&["explain", "run", "data/cat.1.png", "--out", "w", "--layer", "dense"]).contains("conv2d"));
    place.write("broken.png", "no picture");
    assert!(place.fail(&["explain", "run", "broken.png", "--out", "w"]).contains("broken.png"));
}

#[test]
fn a_report_is_one_file() {
    let place = trained();
    place.succeed(&["report", "run"]);
    let html = place.read("run/report.html");
    for part in ["<svg", "Confusion", "Most confident mistakes", "preset: &quot;tiny&quot;", "<html lang=\"en\">"] {
        assert!(html.contains(part), "{part}");
    }
    // The green of the second class, not the orange of the validation photos.
    let roc = html.split("<figure>").find(|figure| figure.contains("ROC")).expect("its curve");
    assert!(roc.contains("#5A7300") && !roc.contains("#B35900"), "{roc}");
    assert!(!html.contains("http") && !html.contains("<script") && !html.contains("url("), "it is offline");
    assert_eq!(html.matches("<img ").count(), html.matches("<img alt=\"").count(), "each picture has a description");
    place.succeed(&["report", "run", "--language", "pt", "--out", "relatorio.html"]);
    let html = place.read("relatorio.html");
    assert!(
        html.contains("<html lang=\"pt-BR\">")
            && html.contains("Matriz de confusão")
            && !html.contains("Most confident")
    );
    fs::rename(place.path("data"), place.path("moved")).expect("it can be moved");
    let whole = place.read("run/report.html");
    place.succeed(&["report", "run", "moved", "--out", "moved.html"]);
    assert_eq!(place.read("moved.html"), whole, "the same photos elsewhere");
    let ended = place.succeed(&["report", "run", "--out", "later.html"]);
    assert!(ended.stderr.contains("not in the report"), "{}", ended.stderr);
    assert!(ended.stderr.contains("bigode report RUN_DIR DATA"), "{}", ended.stderr);
    let html = place.read("later.html");
    for part in ["Not evaluated for this report", "not where they were", "the training kept", "Confusion"] {
        assert!(html.contains(part), "{part}");
    }
    assert!(!html.contains("<img "));

    // A run that was stopped in its first epoch, and whose last event was being written.
    for file in ["best.safetensors", "validation.safetensors"] {
        fs::remove_file(place.path("run").join(file)).expect("it can be removed");
    }
    let events = place.read("run/events.ron");
    place.write("run/events.ron", &events[..events.len() - 9]);
    place.write("run/history.csv", "nonsense");
    place.succeed(&["report", "run", "--language", "pt", "--out", "menos.html"]);
    let html = place.read("menos.html");
    for part in ["não tem melhores pesos", "history.csv falta ou", "events.ron está cortada", "Início após"] {
        assert!(html.contains(part), "{part}");
    }
    assert!(!html.contains("cannot"), "no English reason");
    assert!(place.fail(&["report", "run", "--out", "no/such/folder/report.html"]).contains("report.html"));
}

#[test]
fn calibration_changes_probabilities_and_no_label() {
    let place = trained();
    let plain = json(&place, &["evaluate", "run", "--json"]);
    let calibrated = json(&place, &["evaluate", "run", "--json", "--calibrated"]);
    assert_eq!(plain["confusion"], calibrated["confusion"]);
    assert_ne!(plain["loss"], calibrated["loss"], "{plain} {calibrated}");
    fs::remove_dir_all(place.path("run/results")).expect("it can be removed");
    let first = place.succeed(&["predict", "run", "data", "--csv", "plain.csv"]);
    assert!(first.stderr.contains("are evaluated first"), "{}", first.stderr);
    let then = place.succeed(&["predict", "run", "data", "--calibrated", "--csv", "calibrated.csv"]);
    assert!(!then.stderr.contains("are evaluated first"), "{}", then.stderr);
    let labels = |name: &str| -> Vec<String> {
        place.read(name).lines().map(|line| line.split(',').take(2).collect::<Vec<_>>().join(",")).collect()
    };
    assert_eq!(labels("plain.csv"), labels("calibrated.csv"));
    fs::rename(place.path("data"), place.path("moved")).expect("it can be moved");
    let before = place.read("plain.csv").replace("data/", "moved/");
    place.succeed(&["predict", "run", "moved", "--csv", "later.csv"]);
    assert_eq!(place.read("later.csv"), before, "the calibration is kept with the run");
    fs::remove_dir_all(place.path("run/results")).expect("it can be removed");
    let ended = place.succeed(&["predict", "run", "moved", "--csv", "later.csv"]);
    assert!(ended.stderr.contains("are not told"), "{}", ended.stderr);
    let sentence = place.fail(&["predict", "run", "moved", "--csv", "later.csv", "--calibrated"]);
    assert!(sentence.contains("validation photos"), "{sentence}");
}

#[test]
fn submissions_need_plain_numbers() {
    let place = trained();
    for (name, accepted) in [
        ("7.png", true),
        ("007.png", true),
        ("1.2.png", false),
        ("-3.png", false),
        ("+3.png", false),
        ("1e3.png", false),
        ("99999999999999999999.png", false),
    ] {
        fs::create_dir(place.path("one")).expect("a folder");
        fs::copy(place.path("data/cat.1.png"), place.path("one").join(name)).expect("a copy");
        let arguments = ["predict", "run", "one", "--submission", "s.csv"];
        if accepted {
            place.succeed(&arguments);
            assert!(place.read("s.csv").starts_with("id,label\n7,"), "{name}");
        } else {
            let sentence = place.fail(&arguments);
            assert!(sentence.contains(name) && sentence.contains("number"), "{name}: {sentence}");
        }
        fs::remove_dir_all(place.path("one")).expect("it can be removed");
    }
}
