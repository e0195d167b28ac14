//! Unusual and broken files: those that Pillow opens are used, the others are named.

use std::fs;

use crate::material::odd_files;
use crate::support::{Workplace, copy_folder};

/// A desktop's own file, which is left out without being named.
fn belongs_to_a_desktop(name: &str) -> bool {
    name.ends_with(".DS_Store")
}

#[test]
fn what_pillow_opens_is_labelled_and_the_rest_is_named() {
    let place = Workplace::new();
    place.drawings("data", 8);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    for (number, odd) in odd_files().iter().enumerate() {
        let folder = format!("odd{number}");
        copy_folder(&odd.folder, &place.path(&folder));
        let ended = place.succeed(&["predict", "run", &folder, "--csv", "labels.csv"]);
        let labelled = place.read("labels.csv");
        for (name, pillow) in &odd.files {
            assert_eq!(labelled.contains(&format!("{folder}/{name},")), !pillow.is_refused(), "{name}");
            let silent = !pillow.is_refused() || belongs_to_a_desktop(name);
            assert!(silent || ended.stderr.contains(name.as_str()), "{name} is not named: {}", ended.stderr);
        }
    }
}

#[test]
fn doctor_names_what_pillow_refuses() {
    for odd in odd_files() {
        let place = Workplace::new();
        copy_folder(&odd.folder, &place.path("odd"));
        let report = place.succeed(&["doctor", "odd", "--json"]).stdout;
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        let unusable = report["unusable"].as_array().expect("a list of unusable files");
        let named: Vec<&str> = unusable.iter().filter_map(|file| file["name"].as_str()).collect();
        for (name, pillow) in odd.files.iter().filter(|(name, _)| !belongs_to_a_desktop(name)) {
            assert_eq!(named.contains(&name.as_str()), pillow.is_refused(), "{name}: {named:?}");
        }
        let turned = odd.files.values().filter(|file| file.exif_orientation.is_some_and(|value| value > 1)).count();
        assert_eq!(report["exif_turned"], turned, "photos that EXIF turns");
    }
}

#[test]
fn training_with_odd_files_among_the_photographs_ends_well() {
    let place = Workplace::new();
    place.drawings("data", 20);
    let mut refused = Vec::new();
    for (set, odd) in odd_files().iter().enumerate() {
        for (number, (name, pillow)) in odd.files.iter().enumerate() {
            let extension = name.rsplit('.').next().unwrap_or_default();
            let label = if number % 2 == 0 { "cat" } else { "dog" };
            let new_name = format!("{label}.9{set}{number}.{extension}");
            fs::copy(odd.folder.join(name), place.path("data").join(&new_name)).expect("a copy");
            if pillow.is_refused() && !belongs_to_a_desktop(name) {
                refused.push(new_name);
            }
        }
    }
    let ended = place.train_tiny("data", "run", &["--epochs", "1"]);
    for name in refused {
        assert!(ended.stderr.contains(&name), "{name} is not named: {}", ended.stderr);
    }
}
