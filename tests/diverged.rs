//! A training whose loss is no longer a number says so, and its network is never evaluated as if it predicted something.

use crate::support::Workplace;

/// A learning rate that ends in NaN within an epoch.
const DIVERGING: &str = r#"(
    preset: "diverging",
    network: (
        input: (12, 12),
        layers: [
            Conv2D(filters: 4, kernel_size: 3, activation: relu),
            MaxPooling2D(),
            Flatten(),
            Dense(units: classes, activation: softmax),
        ],
    ),
    training: (optimizer: SGD(learning_rate: 1e30), batch_size: 8, epochs: 3),
    callbacks: [CALLBACKS],
)"#;

fn diverged(place: &Workplace, run: &str, callbacks: &str) -> (String, String) {
    place.write("diverging.ron", DIVERGING.replace("CALLBACKS", callbacks));
    let ended = place.succeed(&["train", "data", "--config", "diverging.ron", "--out", run]);
    (ended.stdout, ended.stderr)
}

#[test]
fn a_loss_that_is_not_a_number_is_reported_whatever_the_callbacks() {
    let place = Workplace::new();
    place.drawings("data", 24);
    let restoring = "EarlyStopping(patience: 1, restore_best_weights: true), ReduceLROnPlateau(patience: 1)";
    for (run, callbacks, epochs) in [("none", "", 3), ("stop", "TerminateOnNaN()", 1), ("restore", restoring, 2)] {
        let (stdout, stderr) = diverged(&place, run, callbacks);
        let reported = stderr.lines().filter(|line| line.starts_with("The loss of batch ")).count();
        assert_eq!(reported, 1, "{run}: {stderr}");
        assert!(stderr.contains("since epoch 1; train the network anew with a lower learning rate"), "{run}: {stderr}");
        assert!(stdout.contains("There is no best epoch") && !stdout.contains("Predict:"), "{run}: {stdout}");
        assert!(!stderr.contains("the best was") && !stderr.contains("are back"), "{run}: {stderr}");
        let events = place.read(&format!("{run}/events.ron"));
        assert_eq!(events.lines().filter(|line| line.starts_with("InvalidLoss(epoch:1,")).count(), 1, "{events}");
        assert_eq!(events.lines().filter(|line| line.starts_with("EpochEnded(")).count(), epochs, "{events}");
        assert!(place.path(run).join("last.safetensors").exists());
        assert!(!place.path(run).join("best.safetensors").exists(), "{run}: nothing is best");
    }
}

#[test]
fn a_network_that_predicts_no_numbers_has_no_figures() {
    let place = Workplace::new();
    place.drawings("data", 24);
    diverged(&place, "run", "");
    for command in [
        &["evaluate", "run"][..],
        &["evaluate", "run", "--weights", "last", "--json"],
        &["evaluate", "run", "data", "--weights", "last", "--csv", "file.csv"],
        &["evaluate", "run", "--weights", "last", "--calibrated"],
        &["predict", "run", "data"],
        &["predict", "run", "data", "--weights", "last", "--csv", "file.csv"],
        &["predict", "run", "data/cat.0.png", "--weights", "last", "--calibrated"],
        &["explain", "run", "data/cat.0.png", "--out", "pictures"],
        &["explain", "run", "data/cat.0.png", "--out", "pictures", "--weights", "last"],
    ] {
        let sentence = place.fail(command);
        let says = |part: &str| sentence.contains(part);
        assert!(says("the network's predictions are not numbers (NaN)") && says("lower learning rate"), "{sentence}");
        assert!(!place.path("file.csv").exists() && !place.path("pictures").exists(), "{command:?} left something");
    }
    let evaluated = place.run(&["evaluate", "run", "--json", "--weights", "last"]);
    assert!(evaluated.stdout.is_empty(), "{}", evaluated.stdout);

    let report = place.succeed(&["report", "run"]);
    assert!(report.stderr.contains("are not numbers (NaN)"), "{}", report.stderr);
    assert!(!report.stderr.contains("bigode report"), "photos elsewhere would not help: {}", report.stderr);
    let page = place.read("run/report.html");
    assert!(page.contains("are not numbers (NaN)") && page.contains("lower learning rate"));
    assert!(!page.contains("<dt>best epoch</dt>") && !page.contains("<dt>accuracy</dt>"), "no figure is one");
}

#[test]
fn a_diverged_run_can_be_resumed_and_reports_the_loss_only_once() {
    let place = Workplace::new();
    place.drawings("data", 24);
    diverged(&place, "run", "");
    place.succeed(&["train", "--resume", "run", "--epochs", "4"]);
    let events = place.read("run/events.ron");
    assert_eq!(events.lines().filter(|line| line.starts_with("InvalidLoss(")).count(), 1, "{events}");
    assert!(events.lines().last().expect("an end").contains("best:None,invalid_loss:Some(1)"), "{events}");
    let again = place.succeed(&["train", "--resume", "run"]);
    assert!(again.stdout.contains("There is no best epoch"), "{}", again.stdout);
}
