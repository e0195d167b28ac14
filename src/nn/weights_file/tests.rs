use proptest::prelude::*;
use safetensors::SafeTensors;

use super::*;

fn view<'a>(name: &str, shape: &[usize], data: &'a [f32]) -> TensorView<'a> {
    TensorView { name: name.to_owned(), shape: shape.to_vec(), data, trainable: true }
}

fn metadata() -> BTreeMap<String, String> {
    [("classes", "[\"cat\",\"dog\"]"), ("format", "bigode")].map(|(k, v)| (k.to_owned(), v.to_owned())).into()
}

/// The bytes of a small file with two tensors.
fn small_file(folder: &Path) -> (PathBuf, Vec<u8>) {
    let path = folder.join("small.safetensors");
    let kernel = [1.0, -2.0, f32::MIN_POSITIVE, f32::MAX, -0.0, 1e-40];
    write(&path, &[view("dense/kernel", &[2, 3], &kernel), view("dense/bias", &[3], &[0.5; 3])], &metadata()).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    (path, bytes)
}

#[test]
fn other_programs_read_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (_, bytes) = small_file(folder.path());
    let file = SafeTensors::deserialize(&bytes).unwrap();
    let bias = file.tensor("dense/bias").unwrap();
    assert_eq!((bias.dtype(), bias.shape()), (Dtype::F32, &[3][..]));
    assert_eq!(bias.data(), 0.5_f32.to_le_bytes().repeat(3));
}

#[test]
fn what_other_programs_write_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.safetensors");
    let bytes: Vec<u8> = [1.5_f32, -2.5].iter().flat_map(|number| number.to_le_bytes()).collect();
    let tensor = safetensors::tensor::TensorView::new(Dtype::F32, vec![1, 2], &bytes).unwrap();
    safetensors::serialize_to_file([("kernel", tensor)], None, &path).unwrap();
    let expected = vec![("kernel".to_owned(), vec![1, 2], vec![1.5, -2.5])];
    assert_eq!(read(&path).unwrap(), WeightsFile { tensors: expected, metadata: BTreeMap::new() });
}

#[test]
fn writing_leaves_nothing_else_behind_and_replaces_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (path, first) = small_file(folder.path());
    write(&path, &[view("other", &[1], &[7.0])], &BTreeMap::new()).unwrap();
    assert_eq!(read(&path).unwrap().tensors, [("other".to_owned(), vec![1], vec![7.0])]);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(small_file(folder.path()).1, first, "equal arguments give equal bytes");
}

#[test]
fn what_cannot_be_written_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let (path, before) = small_file(folder.path());
    let twice = [view("same", &[1], &[1.0]), view("same", &[1], &[2.0])];
    let error = write(&path, &twice, &BTreeMap::new()).unwrap_err().to_string();
    assert!(error.contains("small.safetensors") && error.contains("two tensors \"same\""), "{error}");
    assert!(write(&path, &[view("wrong", &[2], &[1.0])], &BTreeMap::new()).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let error = write(&folder.path().join("no/such/x.safetensors"), &[], &BTreeMap::new()).unwrap_err().to_string();
    assert!(error.contains("x.safetensors"), "{error}");
}

#[test]
fn a_file_cut_off_at_any_byte_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let (path, bytes) = small_file(folder.path());
    for length in 0..bytes.len() {
        std::fs::write(&path, &bytes[..length]).unwrap();
        let error = read(&path).unwrap_err();
        assert!(matches!(error, FileError::Damaged { .. }), "{length}: {error}");
        assert!(error.to_string().contains("small.safetensors"), "{error}");
    }
    std::fs::write(&path, [&bytes[..], &[0]].concat()).unwrap();
    assert!(read(&path).unwrap_err().to_string().contains("damaged"));
}

#[test]
fn a_flipped_bit_anywhere_is_an_error_that_names_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (path, whole) = small_file(folder.path());
    for bit in 0..8 * whole.len() {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        std::fs::write(&path, bytes).unwrap();
        let error = read(&path).expect_err(&format!("bit {bit} is flipped"));
        assert!(error.to_string().contains("small.safetensors") && error.to_string().contains("damaged"), "{error}");
    }
    std::fs::write(&path, whole).unwrap();
    assert_eq!(read(&path).unwrap().metadata, metadata());
}

#[test]
fn the_checksum_is_the_blake3_of_the_file_while_its_digits_are_zeros() {
    let folder = tempfile::tempdir().unwrap();
    let (path, bytes) = small_file(folder.path());
    let (_, header) = SafeTensors::read_metadata(&bytes).unwrap();
    let entries = header.metadata().clone().unwrap();
    assert_eq!(entries["checksum_kind"], "blake3");
    let place = bytes.windows(64).position(|digits| digits == entries["checksum"].as_bytes()).unwrap();
    let mut zeroed = bytes.clone();
    zeroed[place..place + 64].fill(b'0');
    assert_eq!(blake3::hash(&zeroed).to_hex().as_str(), entries["checksum"]);
    assert_eq!(read_digested(&path).unwrap().1, blake3::hash(&bytes).to_hex().as_str());
}

#[test]
fn half_a_checksum_is_damage_and_none_is_an_earlier_version() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("half.safetensors");
    let digits = "0".repeat(64);
    for (metadata, is_read) in [
        (r#"{"n":"3"}"#.to_owned(), true),
        (format!(r#"{{"checksum":"{digits}"}}"#), false),
        (r#"{"checksum_kind":"blake3"}"#.to_owned(), false),
        (r#"{"checksum":"","checksum_kind":"blake3"}"#.to_owned(), false),
        (format!(r#"{{"checksum":"{digits}","checksum_kind":"other"}}"#), false),
        (format!(r#"{{"checksum" : "{digits}","checksum_kind":"blake3"}}"#), false),
    ] {
        let header = format!(r#"{{"__metadata__":{metadata}}}"#);
        std::fs::write(&path, [&(header.len() as u64).to_le_bytes()[..], header.as_bytes()].concat()).unwrap();
        assert_eq!(read(&path).is_ok(), is_read, "{metadata}");
    }
}

#[test]
fn lies_in_the_header_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lying.safetensors");
    let tensor = |dtype: &str, shape: &str, from: u64, to: u64| {
        format!(r#"{{"dtype":"{dtype}","shape":{shape},"data_offsets":[{from},{to}]}}"#)
    };
    let huge = u64::MAX;
    let headers = [
        format!(r#"{{"a":{}}}"#, tensor("F32", "[3]", 0, 8)),
        format!(r#"{{"a":{}}}"#, tensor("F32", "[4]", 0, 16)),
        format!(r#"{{"a":{}}}"#, tensor("F64", "[1]", 0, 8)),
        format!(r#"{{"a":{}}}"#, tensor("F16", "[4]", 0, 8)),
        format!(r#"{{"a":{}}}"#, tensor("F32", "[1]", 4, 8)),
        format!(r#"{{"a":{}}}"#, tensor("F32", "[2]", 8, 0)),
        format!(r#"{{"a":{}}}"#, tensor("F32", &format!("[{huge}, 8]"), 0, 8)),
        format!(r#"{{"a":{}}}"#, tensor("F32", "[2]", huge - 7, huge)),
        format!(r#"{{"a":{},"b":{}}}"#, tensor("F32", "[2]", 0, 8), tensor("F32", "[1]", 4, 8)),
        "{}".to_owned(),
        "[]".to_owned(),
        "{\"a\":".to_owned(),
        r#"{"__metadata__":{"n":3}}"#.to_owned(),
    ];
    for header in headers {
        let length = (header.len() as u64).to_le_bytes();
        std::fs::write(&path, [&length[..], header.as_bytes(), &[0; 8]].concat()).unwrap();
        let error = read(&path).unwrap_err();
        assert!(matches!(error, FileError::Damaged { .. }), "{header}: {error}");
    }
    for length in [9, 1 << 20, 1 << 40, u64::MAX] {
        std::fs::write(&path, [&u64::to_le_bytes(length)[..], b"{}      "].concat()).unwrap();
        assert!(matches!(read(&path).unwrap_err(), FileError::Damaged { .. }), "{length}");
    }
}

#[test]
fn a_folder_or_a_missing_file_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    assert!(read(folder.path()).is_err());
    let error = read(&folder.path().join("best.safetensors")).unwrap_err();
    assert!(matches!(error, FileError::Read { .. }) && error.to_string().contains("best.safetensors"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn tensors_and_metadata_come_back_bit_for_bit(
        tensors in proptest::collection::btree_map("[a-zé/_0-9]{1,12}", (1..4_usize, 0..5_usize, any::<u32>()), 0..6),
        metadata in proptest::collection::btree_map("\\PC{0,8}", "\\PC{0,16}", 0..4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("random.safetensors");
        let owned: Vec<OwnedTensor> = tensors.iter().map(|(name, &(height, width, bits))| {
            let data = (0..height * width).map(|i| f32::from_bits(bits.wrapping_mul(2 * i as u32 + 1))).collect();
            (name.clone(), vec![height, width], data)
        }).collect();
        let views: Vec<_> = owned.iter().map(|(name, shape, data)| view(name, shape, data)).collect();
        write(&path, &views, &metadata).unwrap();
        let found = read(&path).unwrap();
        prop_assert_eq!(found.metadata, metadata);
        let bits = |tensors: &[OwnedTensor]| -> Vec<(String, Vec<usize>, Vec<u32>)> {
            let mut all: Vec<_> = tensors.iter()
                .map(|(name, shape, data)| (name.clone(), shape.clone(), data.iter().map(|n| n.to_bits()).collect()))
                .collect();
            all.sort();
            all
        };
        prop_assert_eq!(bits(&found.tensors), bits(&owned));
    }

    #[test]
    fn changed_bytes_never_panic(at in 0..1000_usize, value in any::<u8>()) {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut bytes) = small_file(folder.path());
        let at = at % bytes.len();
        bytes[at] = value;
        std::fs::write(&path, bytes).unwrap();
        let _ = read(&path);
    }

    #[test]
    fn any_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("any.safetensors");
        std::fs::write(&path, bytes).unwrap();
        prop_assert!(read(&path).is_err());
    }
}
