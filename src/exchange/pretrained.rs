//! Weights of other programs to begin a training with: safetensors files of timm and torchvision, which `nn` reads, and HDF5 files
//! of Keras Applications.

use std::io::{self, Read as _};
use std::path::Path;

use super::bytes::{self, guarded};
use super::hdf5::Hdf5;
use super::{ExchangeError, Unreadable};
use crate::config::PretrainedName;
use crate::files;
use crate::nn::pretrained::{self, AddError, Added};
use crate::nn::tensors::OwnedTensor;

/// The endings of the files that can be added.
pub const ENDINGS: [&str; 3] = ["safetensors", "h5", "hdf5"];

/// The first bytes of every HDF5 file.
const SIGNATURE: &[u8] = b"\x89HDF\r\n\x1a\n";

/// Where the numbers lie in a file that has the network's configuration, too.
const OF_A_MODEL: &str = "model_weights";

/// Adds the weights in a file to the folder of pretrained networks. `architecture` is asked for where the tensors do not say it.
///
/// # Errors
/// If the file cannot be read or is damaged, or is not exactly one of the networks here; the folder is then unchanged. If it
/// cannot be written.
pub fn add(file: &Path, architecture: Option<PretrainedName>, folder: &Path) -> Result<Added, ExchangeError> {
    if !is_hdf5(file).map_err(|source| AddError::Read { path: file.to_owned(), source })? {
        return Ok(pretrained::add(file, architecture, folder)?);
    }
    let bytes = bytes::read(file)?;
    let tensors = guarded(file, || tensors(&Hdf5::open(bytes)?))?;
    Ok(pretrained::add_tensors(file, architecture, tensors, folder)?)
}

fn is_hdf5(path: &Path) -> io::Result<bool> {
    let mut start = Vec::new();
    files::open(path)?.take(SIGNATURE.len() as u64).read_to_end(&mut start)?;
    Ok(start == SIGNATURE)
}

/// All tensors, as `layer/kernel`.
fn tensors(file: &Hdf5) -> Result<Vec<OwnedTensor>, Unreadable> {
    let root = if file.has_group(OF_A_MODEL) { OF_A_MODEL } else { "" };
    let layers = file.texts(root, "layer_names").ok_or_else(|| Unreadable::Missing(format!("{root}/layer_names")))?;
    let mut all = Vec::new();
    for layer in layers {
        let group = if root.is_empty() { layer.clone() } else { format!("{root}/{layer}") };
        for name in file.texts(&group, "weight_names").unwrap_or_default() {
            let path = format!("{group}/{name}");
            let shape = file.shape(&path).ok_or_else(|| Unreadable::Missing(path.clone()))?;
            let data = file.tensor(&path, &shape)?;
            all.push((format!("{layer}/{}", kind(&name)), shape, data));
        }
    }
    Ok(all)
}

/// `kernel` of `block_1_depthwise/depthwise_kernel:0`.
fn kind(name: &str) -> &str {
    let last = name.rsplit('/').next().unwrap_or(name);
    match last.split(':').next().unwrap_or(last) {
        "depthwise_kernel" => "kernel",
        kind => kind,
    }
}

#[cfg(test)]
pub(crate) mod tests;
