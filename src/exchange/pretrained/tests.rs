use super::*;
use crate::exchange::hdf5::Hdf5Writer;
use crate::nn::pretrained::list;

/// A network's tensors as `layer/variable`, of which the values do not matter here.
fn tensors() -> Vec<OwnedTensor> {
    let recorded = include_str!("../../nn/pretrained/reference/mobilenet_v2.json");
    let recorded: serde_json::Value = serde_json::from_str(recorded).unwrap();
    let rows: Vec<(String, String, Vec<usize>, u64)> = serde_json::from_value(recorded["tensors"].clone()).unwrap();
    let tensor = |(layer, kind, shape, seed): (String, String, Vec<usize>, u64)| {
        let count = shape.iter().product();
        (format!("{layer}/{kind}"), shape, vec![seed as f32 / 300.0; count])
    };
    rows.into_iter().map(tensor).collect()
}

/// The file as Keras Applications has it, or as Keras saves the whole model.
fn file(root: &str, tensors: &[OwnedTensor]) -> Vec<u8> {
    let mut layers: Vec<&str> = tensors.iter().filter_map(|(name, ..)| Some(name.split_once('/')?.0)).collect();
    layers.dedup();
    let mut writer = Hdf5Writer::new().texts(root, "layer_names", &layers);
    let at = |path: &str| if root.is_empty() { path.to_owned() } else { format!("{root}/{path}") };
    for layer in layers {
        let own: Vec<(String, &OwnedTensor)> = tensors
            .iter()
            .filter(|(name, ..)| name.split_once('/').is_some_and(|(of, _)| of == layer))
            .map(|tensor| {
                let kind = if layer.ends_with("depthwise") { "/depthwise_kernel" } else { &tensor.0[layer.len()..] };
                (format!("{layer}{kind}:0"), tensor)
            })
            .collect();
        let names: Vec<&str> = own.iter().map(|(name, _)| name.as_str()).collect();
        writer = writer.texts(&at(layer), "weight_names", &names);
        for (name, (_, shape, data)) in &own {
            writer = writer.tensor(&at(&format!("{layer}/{name}")), shape, data);
        }
    }
    writer.finish().unwrap()
}

/// A whole file with the weights of a `MobileNetV2` alone.
pub(crate) fn mobilenet_file() -> Vec<u8> {
    file("", &tensors())
}

#[test]
fn weights_of_keras_applications_are_read_with_and_without_their_network() {
    let place = tempfile::tempdir().unwrap();
    let (path, folder) = (place.path().join("mobilenet_v2.h5"), place.path().join("added"));
    let tensors = tensors();
    let expected = pretrained::add_tensors(&path, None, tensors.clone(), &place.path().join("other")).unwrap();
    for root in ["", OF_A_MODEL] {
        std::fs::write(&path, file(root, &tensors)).unwrap();
        assert_eq!(add(&path, None, &folder).unwrap(), expected);
    }
}

#[test]
fn a_file_that_holds_no_such_network_is_refused_with_a_sentence() {
    let place = tempfile::tempdir().unwrap();
    let (path, folder) = (place.path().join("weights.h5"), place.path().join("added"));
    let whole = tensors();
    let refused = |bytes: Vec<u8>, expected: &str| {
        std::fs::write(&path, bytes).unwrap();
        let found = add(&path, None, &folder).unwrap_err().to_string();
        assert!(found.contains("weights.h5") && found.contains(expected), "{found}");
        assert_eq!(list(&folder).unwrap(), []);
    };
    refused(file("", &whole[..2]), "holds no network that Bigode has");
    refused(file("", &whole[..whole.len() - 1]), "lacks Conv_1_bn/moving_variance");
    refused(Hdf5Writer::new().text("", "backend", "jax").finish().unwrap(), "layer_names");
    let bytes = file("", &whole);
    for cut in [8, 100, bytes.len() / 2] {
        std::fs::write(&path, &bytes[..cut]).unwrap();
        assert!(add(&path, None, &folder).is_err(), "cut after {cut} bytes");
        assert_eq!(list(&folder).unwrap(), []);
    }
    std::fs::write(&path, "no weights").unwrap();
    assert!(add(&path, None, &folder).unwrap_err().to_string().contains("no whole safetensors file"));
}
