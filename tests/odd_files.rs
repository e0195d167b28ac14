//! Unusual and broken files, found in the wild: those that Pillow opens are used, the others are named.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{Workplace, copy_folder, shared};

/// Each odd file that is here, and whether Pillow refuses it.
fn refused_by_pillow() -> Option<BTreeMap<String, bool>> {
    let folder = shared("data/odd")?;
    let mut files = BTreeMap::new();
    for record in csv::Reader::from_path(shared("data/ODD.csv")?).expect("ODD.csv").records() {
        let record = record.expect("a record");
        let name = record[0].trim_start_matches("derived/").to_owned();
        if folder.join(&name).exists() {
            files.insert(name, !record[10].is_empty());
        }
    }
    assert!(files.len() > 25, "ODD.csv names the files of odd");
    Some(files)
}

#[test]
fn what_pillow_opens_is_labelled_and_the_rest_is_named() {
    let Some(odd) = refused_by_pillow() else { return };
    let place = Workplace::new();
    place.drawings("data", 8);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    copy_folder(&shared("data/odd").expect("it is here"), &place.path("odd"));
    let ended = place.succeed(&["predict", "run", "odd", "--csv", "labels.csv"]);
    let labelled = place.read("labels.csv");
    for (name, refused) in &odd {
        let hidden = name.contains("__.");
        assert_eq!(labelled.contains(&format!("odd/{name},")), !refused, "{name}");
        assert!(!refused || hidden || ended.stderr.contains(name.as_str()), "{name} is not named: {}", ended.stderr);
    }
}

#[test]
fn doctor_names_what_pillow_refuses() {
    let Some(odd) = refused_by_pillow() else { return };
    let place = Workplace::new();
    copy_folder(&shared("data/odd").expect("it is here"), &place.path("odd"));
    let report = place.succeed(&["doctor", "odd", "--json"]).stdout;
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let unusable = report["unusable"].as_array().expect("a list of unusable files");
    let named: Vec<&str> = unusable.iter().filter_map(|file| file["name"].as_str()).collect();
    for (name, refused) in &odd {
        if !name.contains("__.") {
            assert_eq!(named.contains(&name.as_str()), *refused, "{name}: {named:?}");
        }
    }
}

#[test]
fn training_with_odd_files_among_the_photographs_ends_well() {
    let Some(odd) = refused_by_pillow() else { return };
    let place = Workplace::new();
    place.drawings("data", 20);
    let folder = shared("data/odd").expect("it is here");
    let mut refused = Vec::new();
    for (number, (name, is_refused)) in odd.iter().enumerate() {
        let extension = name.rsplit('.').next().unwrap_or_default();
        let label = if number % 2 == 0 { "cat" } else { "dog" };
        let new_name = format!("{label}.9{number}.{extension}");
        fs::copy(folder.join(name), place.path("data").join(&new_name)).expect("a copy");
        if *is_refused && extension != "DS_Store" {
            refused.push(new_name);
        }
    }
    let ended = place.train_tiny("data", "run", &["--epochs", "1"]);
    for name in refused {
        assert!(ended.stderr.contains(&name), "{name} is not named: {}", ended.stderr);
    }
}
