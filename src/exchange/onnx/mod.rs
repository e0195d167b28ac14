//! ONNX: opset 17, IR 8, which onnxruntime reads since 2022.
//!
//! The format: <https://github.com/onnx/onnx/blob/v1.12.0/docs/IR.md>, operators:
//! <https://github.com/onnx/onnx/blob/v1.12.0/docs/Operators.md>. Inside the graph pictures are `[batch, channels, height,
//! width]`, as ONNX's operators take them; weights are brought into ONNX's orders and back.

mod messages;
mod order;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use read::{decode, import};
pub use write::{encode, export};

/// The entries of the metadata.
const CLASSES: &str = "classes";
const PREPROCESSING: &str = "preprocessing";
