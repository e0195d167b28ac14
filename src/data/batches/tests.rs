//! The loader: order, the same at any number of threads, bounds, errors.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::worker::ReadPixels;
use super::*;
use crate::config::{AugmentationConfig, Zoom};
use crate::data::DataError;
use crate::data::augment::Augmenter;

const PHOTOS: usize = 50;
const SIDE: usize = 6;

/// A photograph whose bytes depend on its index.
fn fill(index: usize, pixels: &mut [u8]) {
    for (i, pixel) in pixels.iter_mut().enumerate() {
        *pixel = (index * 31 + i * 7) as u8;
    }
}

fn loader(read: ReadPixels, threads: usize) -> Loader {
    let config = AugmentationConfig {
        rotation_range: 15.0,
        zoom_range: Zoom::Amount(0.2),
        horizontal_flip: true,
        ..AugmentationConfig::default()
    };
    let labels = Arc::new((0..PHOTOS as u32).map(|index| index % 3).collect());
    Loader::with_reader(read, labels, Arc::new(Augmenter::new(&config, SIDE, SIDE)), threads).unwrap()
}

fn good_reader() -> ReadPixels {
    Arc::new(|index, pixels| {
        fill(index, pixels);
        Ok(())
    })
}

fn everything() -> Vec<u32> {
    (0..PHOTOS as u32).collect()
}

#[test]
fn an_epoch_is_the_same_at_any_number_of_threads() {
    let epoch = |threads| {
        let loader = loader(good_reader(), threads);
        let order = shuffled(&everything(), 42, 3);
        let mode = Mode::Training { seed: 42, epoch: 3, size: (4, 5) };
        loader.pass(order, 8, mode).collect::<Result<Vec<Batch>, _>>().unwrap()
    };
    let one = epoch(1);
    assert_eq!(one, epoch(2));
    assert_eq!(one, epoch(7));
    assert_eq!(one.iter().map(Batch::len).collect::<Vec<_>>(), [8, 8, 8, 8, 8, 8, 2]);
    let indices: Vec<u32> = one.iter().flat_map(|batch| &batch.indices).map(|index| *index as u32).collect();
    assert_eq!(indices, shuffled(&everything(), 42, 3));
}

#[test]
fn recycled_memory_changes_nothing() {
    let loader = loader(good_reader(), 2);
    let mode = Mode::Training { seed: 1, epoch: 1, size: (SIDE, SIDE) };
    let first: Vec<Batch> = loader.pass(everything(), 7, mode).map(Result::unwrap).collect();
    first.iter().cloned().for_each(|batch| loader.recycle(batch));
    for (again, before) in loader.pass(everything(), 7, mode).zip(first) {
        let again = again.unwrap();
        assert_eq!(again, before);
        loader.recycle(again);
    }
}

#[test]
fn a_plain_pass_only_rescales() {
    let loader = loader(good_reader(), 2);
    for batch in loader.pass(vec![9, 4, 30], 2, Mode::Plain) {
        let batch = batch.unwrap();
        for (sample, (&index, &label)) in batch.x.chunks(SIDE * SIDE * 3).zip(batch.indices.iter().zip(&batch.labels)) {
            let mut pixels = [0; SIDE * SIDE * 3];
            fill(index, &mut pixels);
            assert_eq!(label, index as u32 % 3);
            assert!(sample.iter().zip(pixels).all(|(x, pixel)| (x - f32::from(pixel) / 255.0).abs() < 1e-6));
        }
    }
}

#[test]
fn no_more_batches_are_made_ahead_than_the_bound() {
    let reads = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&reads);
    let read: ReadPixels = Arc::new(move |index, pixels| {
        counted.fetch_add(1, Ordering::Relaxed);
        fill(index, pixels);
        Ok(())
    });
    let loader = loader(read, 2);
    let mut pass = loader.pass(everything(), 5, Mode::Plain);
    for returned in 1..=3 {
        pass.next().unwrap().unwrap();
        assert!(reads.load(Ordering::Relaxed) <= (returned + 4) * 5, "4 batches ahead of the {returned} returned");
    }
    drop(pass);
    drop(loader);
    assert!(reads.load(Ordering::Relaxed) <= 7 * 5, "a dropped pass is not finished");
}

#[test]
fn an_unreadable_photograph_ends_the_pass_and_not_the_loader() {
    let read: ReadPixels = Arc::new(|index, pixels| {
        fill(index, pixels);
        if index == 23 { Err(DataError::Worker(BatchFailure::WorkersGone)) } else { Ok(()) }
    });
    let loader = loader(read, 3);
    let results: Vec<_> = loader.pass(everything(), 10, Mode::Plain).collect();
    assert_eq!(results.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, true, false]);
    assert!(loader.pass((0..20).collect(), 10, Mode::Plain).all(|batch| batch.is_ok()));
}

#[test]
fn a_panic_arrives_as_an_error() {
    let read: ReadPixels = Arc::new(|index, _| if index == 0 { panic!("index 0 cannot be read") } else { Ok(()) });
    let loader = loader(read, 1);
    let error = loader.pass(everything(), 10, Mode::Plain).next().unwrap().unwrap_err();
    assert!(error.to_string().contains("index 0 cannot be read"), "{error}");
    assert!(loader.pass(vec![1, 2], 10, Mode::Plain).all(|batch| batch.is_ok()), "the worker continues");
}

#[test]
fn a_pass_over_no_photographs_has_no_batch() {
    assert_eq!(loader(good_reader(), 2).pass(Vec::new(), 4, Mode::Plain).count(), 0);
}

#[test]
fn each_epoch_has_its_own_order_of_the_same_photographs() {
    let indices: Vec<usize> = (100..200).collect();
    let first = shuffled(&indices, 42, 1);
    assert_eq!(first, shuffled(&indices, 42, 1));
    assert_ne!(first, shuffled(&indices, 42, 2));
    assert_ne!(first, shuffled(&indices, 43, 1));
    assert_ne!(first, indices);
    let mut sorted = first;
    sorted.sort_unstable();
    assert_eq!(sorted, indices);
}
