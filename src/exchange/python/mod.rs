//! A folder with the network as ONNX and one short script that classifies photos with it.

use std::io;
use std::path::Path;

use super::{ExchangeError, ExportOptions, Exported, Layout, Model, onnx};
use crate::files::{self, WholeFolder};

/// From a photo to the network's numbers.
pub const PIXELS: &str = include_str!("pixels.py");

/// The script, without [`PIXELS`] in its place.
const CLASSIFY: &str = include_str!("classify.py");

/// What the script needs.
const REQUIREMENTS: &str = "numpy\nonnxruntime>=1.12\npillow\n";

/// Writes the folder.
///
/// # Errors
/// A network that is no ONNX file, or a folder that cannot be written.
pub fn export(model: &Model, out: &Path, options: ExportOptions) -> Result<Exported, ExchangeError> {
    let write = |source: io::Error| ExchangeError::Write { path: out.to_owned(), source };
    let folder = WholeFolder::create(out).map_err(write)?;
    let options = ExportOptions { layout: Layout::Nhwc, ..options };
    let exported = onnx::export(model, &folder.path().join("model.onnx"), options)?;
    for (name, text) in [("classify.py", script()), ("requirements.txt", REQUIREMENTS.to_owned())] {
        files::write(&folder.path().join(name), text.as_bytes()).map_err(write)?;
    }
    folder.finish().map_err(write)?;
    Ok(exported)
}

fn script() -> String {
    CLASSIFY.replace("# %pixels%\n", PIXELS)
}
