//! Trainings on the features of a frozen pretrained network.

use super::resuming::equals_the_unbroken_one_stopped_after_every_batch;
use super::*;

/// The layers and the augmentation of the preset `transfer`, on the smallest pictures.
fn config(place: &Place) -> RunConfig {
    let mut config = place.config();
    let transfer = config::preset("transfer").expect("a preset");
    (config.network, config.augmentation) = (transfer.network, transfer.augmentation);
    config.network.input = (32, 32);
    config
}

/// Counts the photographs that go through the network before the epochs, and may stop there.
#[derive(Default)]
struct Counting {
    features: Vec<(usize, usize)>,
    stops: bool,
}

impl Observer for Counting {
    fn event(&mut self, _event: TrainEvent) {}

    fn features(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        self.features.push((done, total));
        if self.stops { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

fn begin(place: &Place, name: &str, observer: &mut Counting) -> Result<RunOutcome, TrainError> {
    let request = place.request(TrainJob::New { config: config(place), folder: place.run(name) }, 2);
    start(&request, &Control::default(), observer)
}

fn feature_files(place: &Place) -> Vec<PathBuf> {
    let entries = fs::read_dir(place.0.path().join("cache")).expect("a cache").flatten();
    let is_one = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "features");
    entries.map(|entry| entry.path()).filter(is_one).collect()
}

#[test]
fn a_frozen_run_stopped_after_every_batch_equals_the_unbroken_one() {
    let place = Place::new();
    equals_the_unbroken_one_stopped_after_every_batch(&place, &config(&place));
}

fn last_block_learns(place: &Place) -> RunConfig {
    let mut config = config(place);
    let config::LayerConfig::Pretrained { trainable, learning_rate_multiplier, .. } = &mut config.network.layers[0]
    else {
        panic!("the first layer")
    };
    (*trainable, *learning_rate_multiplier) = (config::Trainable::Last(1), 0.1);
    config.prediction.mirror_averaging = true;
    config
}

#[test]
fn a_run_whose_last_block_learns_equals_the_unbroken_one_stopped_after_every_batch() {
    let place = Place::new();
    let config = last_block_learns(&place);
    equals_the_unbroken_one_stopped_after_every_batch(&place, &config);
    assert_eq!(feature_files(&place).len(), 2, "what goes into the last block is kept");
}

#[test]
fn a_run_whose_last_block_learns_from_photos_that_vary_equals_the_unbroken_one_stopped_after_every_batch() {
    let place = Place::new();
    let mut config = last_block_learns(&place);
    config.augmentation.rotation_range = 10.0;
    equals_the_unbroken_one_stopped_after_every_batch(&place, &config);
    assert_eq!(feature_files(&place).len(), 0);
}

#[test]
fn each_photo_goes_through_the_frozen_network_once_as_it_is_and_once_mirrored() {
    let place = Place::new();
    let mut first = Counting::default();
    begin(&place, "first", &mut first).expect("it trains");
    assert_eq!(first.features, [(24, 24), (24, 24)]);
    assert_eq!(feature_files(&place).len(), 2);
    let mut second = Counting::default();
    begin(&place, "second", &mut second).expect("it trains");
    assert_eq!(second.features, [], "they are in the cache");
    assert_same(&place.run("second"), &place.run("first"), "from the cache");

    // A damaged file is made again.
    for path in feature_files(&place) {
        let mut bytes = fs::read(&path).expect("a file");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 4;
        fs::write(&path, bytes).expect("it can be written");
    }
    let mut third = Counting::default();
    begin(&place, "third", &mut third).expect("it trains");
    assert_eq!(third.features.len(), 2);
    assert_same(&place.run("third"), &place.run("first"), "made again");
}

#[test]
fn a_frozen_run_keeps_only_what_it_has_learned_and_says_what_it_began_with() {
    let place = Place::new();
    let control = Control::default();
    let mut recorder = Recorder::new(&control);
    place.begin("run", config(&place), &mut recorder).expect("it trains");
    let weights = weights_file::read(&place.run("run").join(BEST)).expect("weights");
    let names: Vec<&str> = weights.tensors.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["dense/kernel", "dense/bias"]);
    let Some(TrainEvent::RunStarted(info)) = recorder.events.first() else { panic!("{:?}", recorder.events) };
    assert!(info.notes.iter().any(|note| note.contains("was trained on ImageNet before, not from scratch")));
    let history = run::read_history(&place.run("run")).expect("a history");
    assert!(history[3].loss < history[0].loss, "it learns: {history:?}");
}

#[test]
fn a_stop_while_features_are_computed_leaves_no_run_and_no_half_file() {
    let place = Place::new();
    let stopped = begin(&place, "run", &mut Counting { stops: true, ..Counting::default() });
    assert!(matches!(stopped, Err(TrainError::StoppedWhileLoading)), "{stopped:?}");
    assert!(!place.run("run").exists());
    assert_eq!(feature_files(&place), [] as [PathBuf; 0]);
}
