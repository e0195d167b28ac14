//! `bigode predict`: files, folders and zips; the CSV; what is left out.

use std::fs::{self, File};
use std::io::Write as _;

use crate::support::Workplace;

/// Drawings, and a run trained on them.
fn trained() -> Workplace {
    let place = Workplace::new();
    place.drawings("data", 12);
    place.train_tiny("data", "run", &["--epochs", "1"]);
    place
}

/// The CSV's records, its header first.
fn table(place: &Workplace, name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(place.path(name)).expect("the CSV");
    reader.records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn csv_has_the_documented_columns() {
    let place = trained();
    place.succeed(&["predict", "run", "data", "./data/cat.0.png", "--csv", "labels.csv"]);
    let table = table(&place, "labels.csv");
    assert_eq!(table[0], ["filename", "label", "probability", "cat", "dog", "unlikeness"]);
    assert_eq!(table.len(), 1 + 12 + 1);
    assert_eq!(table[1][0], "data/cat.0.png");
    assert_eq!(table[13][0], "./data/cat.0.png");
    for row in &table[1..] {
        let [probability, cat, dog] = [2, 3, 4].map(|column| row[column].parse::<f64>().expect("a number"));
        assert!((cat + dog - 1.0).abs() < 1e-5);
        assert!((probability - cat.max(dog)).abs() < 1e-9);
        assert_eq!(row[1], if cat > dog { "cat" } else { "dog" });
    }
    assert_eq!(table[1][1..], table[13][1..], "the same photo has the same probabilities");
}

#[test]
fn folders_are_recursive_and_zips_are_entered() {
    let place = trained();
    fs::create_dir_all(place.path("more/test/deep")).expect("folders");
    fs::copy(place.path("data/cat.1.png"), place.path("more/test/deep/a.png")).expect("a copy");
    fs::copy(place.path("data/dog.1.png"), place.path("more/b.png")).expect("a copy");
    fs::write(place.path("more/.hidden.png"), "hidden").expect("a file");
    let mut zip = zip::ZipWriter::new(File::create(place.path("packed.zip")).expect("a zip"));
    zip.start_file("inner/c.png", zip::write::SimpleFileOptions::default()).expect("an entry");
    zip.write_all(&fs::read(place.path("data/cat.2.png")).expect("a drawing")).expect("its bytes");
    zip.finish().expect("a whole zip");

    place.succeed(&["predict", "run", "more", "packed.zip", "--csv", "labels.csv"]);
    let names: Vec<String> = table(&place, "labels.csv").into_iter().skip(1).map(|row| row[0].clone()).collect();
    assert_eq!(names, ["more/b.png", "more/test/deep/a.png", "packed.zip/inner/c.png"]);
}

#[test]
fn unreadable_files_are_named_and_left_out() {
    let place = trained();
    place.write("odd/broken.jpg", "no picture");
    place.write("odd/empty.png", "");
    fs::copy(place.path("data/cat.0.png"), place.path("odd/whole.png")).expect("a copy");
    let ended = place.succeed(&["predict", "run", "odd", "nowhere.jpg", "--csv", "labels.csv"]);
    for name in ["odd/broken.jpg", "odd/empty.png", "nowhere.jpg"] {
        assert!(ended.stderr.contains(name), "{name}: {}", ended.stderr);
    }
    assert_eq!(table(&place, "labels.csv").len(), 2);
}

#[test]
fn nothing_left_to_label_is_a_failure_and_leaves_no_file() {
    let place = trained();
    place.write("broken.jpg", "no picture");
    let sentence = place.fail(&["predict", "run", "broken.jpg", "nowhere.jpg", "--csv", "labels.csv"]);
    assert!(sentence.contains("no photo"), "{sentence}");
    assert!(!place.path("labels.csv").exists());
}

#[test]
fn results_go_to_standard_output() {
    let place = trained();
    let ended = place.succeed(&["predict", "run", "data/cat.0.png", "data/dog.0.png"]);
    let lines: Vec<&str> = ended.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ended.stdout);
    assert!(lines[0].contains("data/cat.0.png") && lines[1].contains("data/dog.0.png"));
}

#[test]
fn a_csv_that_cannot_be_written_is_a_failure() {
    let place = trained();
    let sentence = place.fail(&["predict", "run", "data", "--csv", "no/such/folder/labels.csv"]);
    assert!(sentence.contains("labels.csv"), "{sentence}");
}

#[test]
fn best_and_last_weights_can_be_chosen() {
    let place = trained();
    place.succeed(&["predict", "run", "data", "--weights", "last"]);
    fs::remove_file(place.path("run/last.safetensors")).expect("the file");
    place.succeed(&["predict", "run", "data"]);
    let sentence = place.fail(&["predict", "run", "data", "--weights", "last"]);
    assert!(sentence.contains("last.safetensors"), "{sentence}");
}

#[test]
fn many_photographs_keep_their_order_across_batches() {
    let place = trained();
    let drawing = fs::read(place.path("data/dog.2.png")).expect("a drawing");
    for number in 0..150 {
        let bytes: &[u8] = if number % 7 == 0 { b"broken" } else { &drawing };
        place.write(&format!("many/{number:03}.png"), bytes);
    }
    let ended = place.succeed(&["predict", "run", "many", "--csv", "labels.csv"]);
    let names: Vec<String> = table(&place, "labels.csv").into_iter().skip(1).map(|row| row[0].clone()).collect();
    let expected: Vec<String> =
        (0..150).filter(|number| number % 7 != 0).map(|number| format!("many/{number:03}.png")).collect();
    assert_eq!(names, expected);
    assert_eq!(ended.stderr.lines().filter(|line| line.contains("many/")).count(), 22);
}

/// Rewrites the best weights of `run` with some of the metadata replaced and without a checksum, as a stranger's file.
fn with_metadata(place: &Workplace, replaced: &[(&str, &str)]) {
    let path = place.path("run/best.safetensors");
    let bytes = fs::read(&path).expect("the weights");
    let (_, header) = safetensors::SafeTensors::read_metadata(&bytes).expect("a header");
    let mut metadata = header.metadata().clone().expect("it has metadata");
    metadata.retain(|key, _| !key.starts_with("checksum"));
    metadata.extend(replaced.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())));
    let weights = safetensors::SafeTensors::deserialize(&bytes).expect("whole weights");
    let text = safetensors::serialize(weights.tensors(), Some(metadata)).expect("it can be written");
    fs::write(&path, text).expect("it can be written");
}

#[test]
fn weights_whose_metadata_disagree_are_refused_with_a_sentence() {
    let place = trained();
    let original = fs::read(place.path("run/best.safetensors")).expect("the weights");
    with_metadata(&place, &[]);
    place.succeed(&["predict", "run", "data/cat.0.png"]);

    let preprocessing =
        |height: &str| format!("(height:{height},width:16,exif_orientation:false,resize:nearest,rescale:1.0)");
    let network = |input: &str, layers: &str| {
        format!("(input:{input},layers:[{layers}Flatten(),Dense(units:classes,activation:softmax)])")
    };
    let normalisations = "BatchNormalization(),".repeat(200_000);
    let dropouts = "Dropout(rate:0.5),".repeat(200_000);
    let classes = (0..200_000).map(|class| format!(",\"{class}\"")).collect::<Vec<_>>().concat();
    for (key, text) in [
        ("preprocessing", preprocessing("64")),
        ("preprocessing", preprocessing("4000000000")),
        ("classes", "[\"cat\",\"dog\",\"bird\"]".to_owned()),
        ("classes", "[\"cat\"]".to_owned()),
        ("classes", format!("[\"cat\"{classes}]")),
        ("network", network("(16,16)", &normalisations)),
        ("network", network("(16,16)", &dropouts)),
        ("network", network("(16,16)", "Conv2D(filters:1000000,kernel_size:(15,15),activation:relu),")),
        ("network", network("(16,16)", "Flatten(),Dense(units:1000000,activation:relu),")),
        ("network", network("(8192,8192)", "")),
        ("network", "[".repeat(200_000)),
    ] {
        fs::write(place.path("run/best.safetensors"), &original).expect("it can be written");
        with_metadata(&place, &[(key, &text)]);
        let sentence = place.fail(&["predict", "run", "data/cat.0.png"]);
        assert!(sentence.contains("best.safetensors"), "{}: {sentence}", &text[..text.len().min(80)]);
    }
}
