//! Against numpy and scikit-learn.

use super::*;
use crate::data::testing::reference;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

fn indices(value: &Value) -> Vec<u32> {
    value.as_array().unwrap().iter().map(|v| v.as_u64().unwrap() as u32).collect()
}

fn sha256_of_u32_le(parts: &[&[u32]]) -> String {
    let mut hash = Sha256::new();
    for &index in parts.iter().copied().flatten() {
        hash.update(index.to_le_bytes());
    }
    hash.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[test]
fn numbers_are_numpys() {
    let reference = reference("keras_semantics.json");
    let expected = &reference["mt19937_seed42"];
    let mut words = Mt19937::new(42);
    for word in indices(&expected["u32"]) {
        assert_eq!(words.next_u32(), word);
    }
    let mut doubles = Mt19937::new(42);
    for double in expected["f64"].as_array().unwrap() {
        assert_eq!(doubles.next_f64().to_bits(), double.as_f64().unwrap().to_bits());
    }
}

#[test]
fn splits_are_scikit_learns() {
    let reference = reference("keras_semantics.json");
    for (n, expected) in reference["split_test20_seed42"].as_object().unwrap() {
        let split = train_test_split(n.parse().unwrap(), 0.2, 42).unwrap();
        if let Some(sha256) = expected.get("perm_sha256_le_u32") {
            assert_eq!(sha256_of_u32_le(&[&split.validation, &split.train]), sha256.as_str().unwrap());
            assert_eq!(split.train.len() as u64, expected["n_train"].as_u64().unwrap());
            assert_eq!(split.train[..8], indices(&expected["train_first8"]));
        } else {
            assert_eq!(split.train, indices(&expected["train"]), "n = {n}");
            assert_eq!(split.validation, indices(&expected["test"]), "n = {n}");
        }
    }
}

#[test]
fn kaggles_names_fall_where_the_notebook_puts_them() {
    let reference = reference("keras_semantics.json");
    let expected = &reference["kernel_split_lexicographic_names"];
    let mut names: Vec<String> =
        ["cat", "dog"].iter().flat_map(|class| (0..12_500).map(move |i| format!("{class}.{i}.jpg"))).collect();
    names.sort();
    let split = train_test_split(names.len(), 0.2, 42).unwrap();
    for (side, key) in [(&split.validation, "val"), (&split.train, "train")] {
        let first: Vec<&str> = side[..5].iter().map(|&i| names[i as usize].as_str()).collect();
        assert_eq!(serde_json::json!(first), expected[format!("{key}_first5")]);
        let cats = side.iter().filter(|&&i| names[i as usize].starts_with("cat")).count();
        assert_eq!(cats as u64, expected[format!("{key}_cats")].as_u64().unwrap());
    }
}

/// `train_test_split(range(n), test_size=share, random_state=seed, stratify=labels)` of scikit-learn 1.9.1, with
/// label(i) = (step i² + i / 3) mod classes; the sha256 is of train then validation as little-endian u32.
#[test]
fn stratified_splits_equal_those_of_scikit_learn() {
    let cases = [
        (12, 2, 1, 0.25, 42, "6dbfc3dfde142f2b978cb92205847958087895c13910da8f3dfcbef1b65dfcf1"),
        (23, 3, 1, 0.2, 42, "bab251e9e3b3cc9922003e88be5cb164f77b667038f4b32cc791dba8d4b8dad5"),
        (23, 3, 2, 0.35, 7, "c4e793cb72173d685f192bc7f9c59736203691fd66f5e64456d82f7cfde6a55b"),
        (50, 5, 1, 0.2, 0, "10cf39e251d306b725f0c40d7f18a3441968ae831cad266b085e9ddd1e3ae5ba"),
        (40, 4, 3, 0.5, 123_456_789, "58c8f4233f6d92c4ca42262ffc4d43559b66164a2f2062d2551c378198b79265"),
        (4000, 2, 1, 0.2, 42, "f7075d68a5cbf2b49ce18f3d9c32cefbb6fc3cd1bd8cae83bf870f8027df00a1"),
    ];
    for (n, classes, step, share, seed, sha256) in cases {
        let labels: Vec<u32> = (0..n).map(|i| (i * i * step + i / 3) % classes).collect();
        let split = stratified(&labels, share, seed).unwrap();
        assert_eq!(sha256_of_u32_le(&[&split.train, &split.validation]), sha256, "n = {n}, classes = {classes}");
    }
}

#[test]
fn a_stratified_split_keeps_the_shares() {
    let labels: Vec<u32> = (0..1000).map(|i| u32::from(i % 10 == 0)).collect();
    let split = stratified(&labels, 0.2, 1).unwrap();
    let rare = |side: &[u32]| side.iter().filter(|&&i| labels[i as usize] == 1).count();
    assert_eq!((rare(&split.train), rare(&split.validation)), (80, 20));
    let mut all = [split.train, split.validation].concat();
    all.sort_unstable();
    assert!(all.into_iter().eq(0..1000));
}

#[test]
fn impossible_splits_are_errors() {
    assert_eq!(train_test_split(10, 1.0, 42), Err(SplitError::Share(1.0)));
    assert_eq!(train_test_split(10, -0.1, 42), Err(SplitError::Share(-0.1)));
    assert!(matches!(train_test_split(10, f64::NAN, 42), Err(SplitError::Share(_))));
    assert_eq!(train_test_split(1, 0.2, 42), Err(SplitError::NothingToTrain { photos: 1, share: 0.2 }));
    assert_eq!(stratified(&[0, 0, 0, 1], 0.5, 42), Err(SplitError::SingleMember { class: 1 }));
    let few = SplitError::TooFewForClasses { classes: 3, side: 2 };
    assert_eq!(stratified(&[0, 0, 1, 1, 2, 2], 0.2, 42), Err(few));
}

#[test]
fn no_validation_share_leaves_all_to_train() {
    let split = train_test_split(7, 0.0, 42).unwrap();
    assert_eq!((split.train.len(), split.validation.len()), (7, 0));
    assert_eq!(stratified(&[0, 1], 0.0, 42).unwrap().train.len(), 2);
}

/// The test set split off first, then the validation set from the rest in its order, by scikit-learn 1.9.1 with
/// label(i) = (i² + i / 3) mod classes; the sha256 is of train, validation and test as little-endian u32.
#[test]
fn a_test_set_is_split_off_as_by_scikit_learn() {
    for (n, classes, test, validation, seed, stratify, sha256) in [
        (60, 2, 0.15, 0.3, 7, false, "1b694ce56e94037896e5d2cccc7d6878a9d6860acf74a7342d6cee87d238980b"),
        (60, 3, 0.2, 0.25, 7, true, "506990d9bba93d452e2e3b38ef6c7dfac9c26283de7e4d44ca215881f4285336"),
        (4000, 2, 0.1, 0.2, 42, false, "145b53b702d44b0180fe5575b8176e107bf5d869c32f96333d3f3b5f5cc27215"),
        (4000, 2, 0.1, 0.2, 42, true, "4afff67f306dbc7c658414ebc1c99e33dda7666718e12981dd6829bd846fa3e5"),
    ] {
        let photo = |i: u32| (format!("{i:04}.png"), Some((i * i + i / 3) % classes));
        let photos: Photos = (0..n).map(photo).collect();
        let data = DataConfig {
            validation_share: validation,
            test_share: test,
            split_seed: seed,
            stratify,
            ..DataConfig::default()
        };
        let split = Split::of(&photos, &data).unwrap();
        assert_eq!(sha256_of_u32_le(&[&split.train, &split.validation, &split.test]), sha256, "{data:?}");
        let mut all = [split.train, split.validation, split.test].concat();
        all.sort_unstable();
        assert!(all.into_iter().eq(0..n), "each photo has one side");
    }
}

#[test]
fn a_configuration_is_split_as_it_says() {
    let photo = |i: u32| (format!("{i:03}.png"), Some(u32::from(i.is_multiple_of(4))));
    let photos: Photos = (0..60).map(photo).collect();
    let labels: Vec<u32> = photos.iter().filter_map(|photo| photo.label).collect();
    let plain = DataConfig { validation_share: 0.3, split_seed: 7, ..DataConfig::default() };
    let by_class = DataConfig { stratify: true, ..plain.clone() };
    assert_eq!(Split::of(&photos, &plain), train_test_split(60, 0.3, 7));
    assert_eq!(Split::of(&photos, &by_class), stratified(&labels, 0.3, 7));
    let mut unlabelled = photos;
    unlabelled.set_label(3, None);
    assert_eq!(Split::of(&unlabelled, &by_class), train_test_split(60, 0.3, 7), "there is nothing to stratify by");
}
