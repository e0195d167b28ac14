//! Networks that several workers ask for.

use super::*;
use crate::engine::model::Models;

const BEST: &str = "best.safetensors";

/// Two runs of one network with other weights.
fn two_runs(bench: &mut Bench) -> [PathBuf; 2] {
    [1, 2].map(|seed| bench.trained(RunConfig { seed, ..small(1) }))
}

#[test]
fn all_who_ask_for_a_runs_weights_share_one_network() {
    let mut bench = Bench::new();
    let run = bench.trained(small(1));
    let models = Models::new(1);
    let evaluated = models.of_run(&run, None).expect("the run");
    let explained = models.of_run(&run, Some(evaluated.classifier.digest())).expect("the run");
    let predicting = models.of_run(&run, None).expect("the run");
    assert!(Arc::ptr_eq(&evaluated, &explained) && Arc::ptr_eq(&evaluated, &predicting));
}

#[test]
fn weights_that_have_changed_on_disk_are_another_network() {
    let mut bench = Bench::new();
    let [run, other] = two_runs(&mut bench);
    let models = Models::new(1);
    let before = models.of_run(&run, None).expect("the run");
    std::fs::copy(other.join(BEST), run.join(BEST)).expect("the file can be replaced");
    let after = models.of_run(&run, None).expect("the run");
    assert_ne!(after.classifier.digest(), before.classifier.digest());
    let known = models.of_run(&run, Some(before.classifier.digest())).expect("it is still open");
    assert!(Arc::ptr_eq(&known, &before), "results are explained by the weights that they were evaluated with");
    let digest = before.classifier.digest().to_owned();
    drop((known, before));
    // The network that was asked for last stays open, so that the one before it is freed only now.
    models.of_run(&run, None).expect("the run");
    let instead = models.of_run(&run, Some(&digest)).expect("the run");
    assert!(Arc::ptr_eq(&instead, &after), "what is on disk by now is open already");
}

#[test]
fn a_network_that_nobody_needs_is_freed_before_another_is_opened() {
    let mut bench = Bench::new();
    let [first, second] = two_runs(&mut bench);
    let models = Models::new(1);
    let evaluated = Arc::downgrade(&models.of_run(&first, None).expect("the run"));
    assert!(evaluated.upgrade().is_some(), "the network that was asked for last stays open");
    models.of_run(&second, None).expect("the run");
    assert!(evaluated.upgrade().is_none());
    let held = models.of_run(&first, None).expect("the run");
    assert!(models.of_run(&bench.path("nowhere"), None).is_err());
    let again = models.of_run(&first, Some(held.classifier.digest())).expect("the run");
    assert!(Arc::ptr_eq(&held, &again), "what somebody holds is open after a failure, too");
}
