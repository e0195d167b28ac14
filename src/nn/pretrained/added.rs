//! The folder of weights that users have added: one safetensors file each, by the names and in the orders of this program, named
//! by the digest of its tensors.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::{fs, io};

use crate::config::{PretrainedName, PretrainedNetwork, WeightsDigest};
use crate::memory::with_capacity;
use crate::nn::error::NetworkError;
use crate::nn::tensors::{OwnedTensor, TensorView};
use crate::nn::weights_file::{self, FileError, WeightsFile};

/// The environment variable that names another folder.
const OVERRIDE: &str = "BIGODE_PRETRAINED";

/// The ending of the files.
const ENDING: &str = "safetensors";

/// The entries of the metadata that name the network and the file that was added.
const NETWORK: &str = "network";
const ORIGIN: &str = "origin";

/// Weights that a user has added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The network and its weights.
    pub network: PretrainedNetwork,
    /// The name of the file that was added.
    pub origin: String,
    /// Bytes.
    pub bytes: u64,
}

/// The user's folder of added weights, or the folder in the environment variable `BIGODE_PRETRAINED`.
#[must_use]
pub fn folder() -> PathBuf {
    match std::env::var_os(OVERRIDE) {
        Some(folder) if !folder.is_empty() => folder.into(),
        _ => dirs::data_dir().unwrap_or_else(std::env::temp_dir).join("bigode").join("pretrained"),
    }
}

/// Keeps weights in the folder. Returns what they are; equal weights are kept once.
///
/// # Errors
/// If the folder cannot be written.
pub(super) fn keep(
    name: PretrainedName,
    origin: &str,
    tensors: &[OwnedTensor],
    folder: &Path,
) -> Result<Added, FileError> {
    let digest = digest_of(name, tensors);
    let path = path(folder, digest);
    let write = |source| FileError::Write { path: path.clone(), source };
    fs::create_dir_all(folder).map_err(write)?;
    let views: Vec<_> = tensors.iter().map(view).collect();
    let words = [(NETWORK, name.name()), (ORIGIN, origin)];
    let metadata: BTreeMap<String, String> =
        words.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    weights_file::write(&path, &views, &metadata)?;
    let bytes = fs::metadata(&path).map_err(write)?.len();
    Ok(Added { network: PretrainedNetwork { name, weights: Some(digest) }, origin: origin.to_owned(), bytes })
}

/// What is in the folder, by the networks' names; files that are damaged or something else are left out.
///
/// # Errors
/// If the folder cannot be read.
pub fn list(folder: &Path) -> io::Result<Vec<Added>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let added = |path: PathBuf| {
        let is_one = path.extension().is_some_and(|ending| ending == ENDING);
        let digest: WeightsDigest = path.file_stem()?.to_str()?.parse().ok()?;
        let WeightsFile { metadata, .. } = is_one.then(|| weights_file::read(&path).ok())??;
        let name =
            PretrainedName::ALL.into_iter().find(|name| metadata.get(NETWORK).is_some_and(|it| it == name.name()))?;
        let bytes = fs::metadata(&path).ok()?.len();
        let origin = metadata.get(ORIGIN).cloned().unwrap_or_default();
        Some(Added { network: PretrainedNetwork { name, weights: Some(digest) }, origin, bytes })
    };
    let mut all: Vec<Added> = entries.flatten().filter_map(|entry| added(entry.path())).collect();
    all.sort_by_key(|added| (added.network.name.name(), added.origin.clone(), added.network.to_string()));
    Ok(all)
}

/// Opened weights, which many networks may share.
#[derive(Debug)]
pub(super) struct Opened {
    path: PathBuf,
    tensors: HashMap<String, (Vec<usize>, Vec<f32>)>,
}

impl Opened {
    /// The elements of a tensor by its name and shape.
    pub(super) fn tensor(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, NetworkError> {
        let unlike = |problem: String| NetworkError::AddedPretrained { path: self.path.clone(), problem };
        let (found, data) = self.tensors.get(name).ok_or_else(|| unlike(format!("{name} is missing")))?;
        if found != shape {
            return Err(unlike(format!("{name} has the shape {found:?} instead of {shape:?}")));
        }
        let mut copy = with_capacity(data.len())?;
        copy.extend_from_slice(data);
        Ok(copy)
    }
}

/// Opens added weights. Those that are open somewhere are shared.
///
/// # Errors
/// If they are not there, damaged, or another network's.
pub(super) fn open(name: PretrainedName, digest: WeightsDigest, folder: &Path) -> Result<Arc<Opened>, NetworkError> {
    type Open = BTreeMap<(&'static str, [u8; 16]), Weak<Opened>>;
    static OPEN: Mutex<Open> = Mutex::new(BTreeMap::new());
    let mut all = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(opened) = all.get(&(name.name(), digest.0)).and_then(Weak::upgrade) {
        return Ok(opened);
    }
    let path = path(folder, digest);
    let unusable = |problem: String| NetworkError::AddedPretrained { path: path.clone(), problem };
    let WeightsFile { tensors, .. } = match weights_file::read(&path) {
        Err(FileError::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            return Err(NetworkError::NoPretrained { name: name.name(), digest, folder: folder.to_owned() });
        }
        read => read.map_err(|error| unusable(error.to_string()))?,
    };
    if digest_of(name, &tensors) != digest {
        return Err(unusable(format!("they are not the weights {digest} of {}", name.name())));
    }
    let tensors = tensors.into_iter().map(|(name, shape, data)| (name, (shape, data))).collect();
    let opened = Arc::new(Opened { path, tensors });
    all.insert((name.name(), digest.0), Arc::downgrade(&opened));
    Ok(opened)
}

fn path(folder: &Path, digest: WeightsDigest) -> PathBuf {
    folder.join(format!("{digest}.{ENDING}"))
}

fn view((name, shape, data): &OwnedTensor) -> TensorView<'_> {
    TensorView { name: name.clone(), shape: shape.clone(), data, trainable: false }
}

/// Of the network's name and all tensors, in any order.
fn digest_of(name: PretrainedName, tensors: &[OwnedTensor]) -> WeightsDigest {
    let mut hasher = blake3::Hasher::new();
    hasher.update(name.name().as_bytes());
    let sorted: BTreeMap<&str, &OwnedTensor> = tensors.iter().map(|tensor| (tensor.0.as_str(), tensor)).collect();
    for (name, (_, shape, data)) in sorted {
        hasher.update(format!("{name} {shape:?}").as_bytes());
        for numbers in data.chunks(1024) {
            let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
            hasher.update(&bytes);
        }
    }
    let mut half = [0; 16];
    half.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    WeightsDigest(half)
}
