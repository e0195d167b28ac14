//! Data sets: opened, examined, replaced.

use super::*;
use crate::config::Resize;
use crate::data::{Dataset, Picture, drawings};
use crate::shared_error::SharedError;

fn views(events: &[EngineEvent]) -> Vec<(u64, Arc<DatasetView>)> {
    let opened = events.iter().filter_map(|event| match event {
        EngineEvent::Dataset(DatasetEvent::Opened { generation, dataset }) => Some((*generation, Arc::clone(dataset))),
        _ => None,
    });
    opened.collect()
}

#[test]
fn a_data_set_is_opened_and_reported_once() {
    let mut bench = Bench::new();
    let events = bench.opened(7, DRAWINGS);
    let opened = views(&events);
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0].1.classes, ["cat", "dog"]);
    assert_eq!(opened[0].1.counts, [12, 12]);
    assert!(bench.woken.load(Ordering::Relaxed) >= events.len(), "each event wakes the window");
    bench.open(8, DataSource::Path(PathBuf::from("/nowhere/at/all")));
    bench.until(|event| matches!(event, EngineEvent::Dataset(DatasetEvent::Failed { generation: 8, .. })));
}

#[test]
fn an_unusable_photograph_is_named_with_its_own_index() {
    let mut bench = Bench::new();
    let folder = bench.path("mine");
    drawings::write(&folder, 12, 5).expect("the folder can be written");
    for name in ["cat.2.png", "dog.4.png", "dog.5.png"] {
        std::fs::write(folder.join(name), b"no picture").expect("the file can be written");
    }
    let events = bench.opened(1, DataSource::Path(folder));
    let (_, view) = views(&events).pop().expect("it is opened");
    let Some(EngineEvent::Dataset(DatasetEvent::Examined { unusable, .. })) = events.last() else {
        panic!("not examined: {events:?}")
    };
    let names: Vec<&str> = unusable.iter().map(|unusable| unusable.name.as_str()).collect();
    assert_eq!(names, ["cat.2.png", "dog.4.png", "dog.5.png"]);
    for unusable in unusable.iter() {
        assert_eq!(view.photos[unusable.index].0, unusable.name, "index {}", unusable.index);
    }
}

/// The small picture of a photograph, as the engine answers.
fn thumbnail(bench: &mut Bench, generation: u64, index: usize) -> Result<Picture, SharedError> {
    bench.send(ThumbnailsCommand::Dataset { generation, indices: vec![index] });
    let events = bench.until(|event| matches!(event, EngineEvent::Thumbnails(_)));
    let Some(EngineEvent::Thumbnails(ThumbnailsEvent::Dataset { generation: own, index: of, picture })) = events.last()
    else {
        panic!("no thumbnail: {events:?}")
    };
    assert_eq!((*own, *of), (generation, index));
    picture.clone()
}

#[test]
fn photographs_are_those_of_the_data_set_with_the_requested_number() {
    let sources = [DRAWINGS, DataSource::drawings(6, 9), DataSource::drawings(8, 11)];
    let mut bench = Bench::new();
    let mut held = Vec::new();
    for (number, source) in (1..).zip(&sources) {
        let opened = views(&bench.opened(number, source.clone()));
        assert_eq!(opened.len(), 1);
        assert_eq!((opened[0].0, &opened[0].1.source), (number, source));
        held.extend(opened);
    }
    let expected = |source: &DataSource, index: usize| {
        let dataset = Dataset::open(source).expect("drawings");
        let whole = dataset.decode(index, true).expect("a drawing");
        let side = whole.height.min(128);
        assert_eq!(whole.height, whole.width, "drawings are squares");
        let small = Preprocessing { height: side, width: side, exif_orientation: false, resize: Resize::Area };
        Picture { height: side, width: side, rgb: small.apply(&whole) }
    };
    // A data set is open as long as its view is held, whatever was opened after it.
    for (generation, index) in [(1, 3), (2, 3), (3, 7), (1, 20)] {
        let picture = thumbnail(&mut bench, generation, index).expect("a drawing");
        assert!(picture == expected(&sources[generation as usize - 1], index), "{index} of {generation}");
    }
    assert!(thumbnail(&mut bench, 2, 20).is_err(), "the second data set has six photos");

    held.remove(0);
    let split = |dataset| Preview::Split { dataset, data: DataConfig::default() };
    let table = Preview::Summary { network: NetworkConfig::default(), classes: 2 };
    for (generation, question) in [(1, split(1)), (2, table)] {
        bench.send(PreviewCommand { generation, question });
    }
    let is_table = |event: &EngineEvent| matches!(event, EngineEvent::Preview(PreviewEvent::Summary { .. }));
    let answers = bench.until(is_table);
    assert_eq!(answers.len(), 1, "the first data set is no longer open: {answers:?}");
}

#[test]
fn an_index_that_a_data_set_does_not_have_is_an_error() {
    let mut bench = Bench::new();
    let _held = bench.opened(1, DRAWINGS);
    let preprocessing = Preprocessing::of(&RunConfig::default());
    let config = crate::config::AugmentationConfig::default();
    bench.send(PreviewCommand { generation: 1, question: Preview::Photo { dataset: 1, index: 24, preprocessing } });
    let question = Preview::Augmentation { dataset: 1, index: 24, preprocessing, config, seed: 1, count: 1 };
    bench.send(PreviewCommand { generation: 2, question });
    let events = bench.until(|event| matches!(event, EngineEvent::Preview(PreviewEvent::Augmentation { .. })));
    assert!(
        matches!(
            events.as_slice(),
            [
                EngineEvent::Preview(PreviewEvent::Photo { photo: Err(_), .. }),
                EngineEvent::Preview(PreviewEvent::Augmentation { versions: Err(_), .. })
            ]
        ),
        "{events:?}"
    );
}
