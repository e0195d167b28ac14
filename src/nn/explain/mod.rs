//! Explanations of a prediction for one picture: every layer's activations, Grad-CAM, occlusion, filters, and the
//! computation of a single activation. Layers are not fused here, so that each has a result of its own.

mod activations;
mod backward;
mod field;
mod filters;
mod grad_cam;
mod occlusion;
mod origin;
mod path;
#[cfg(test)]
mod tests;

pub use activations::{Activation, Activations};
pub use field::{Field, receptive_fields};
pub use filters::{Filters, first_filters};
pub use grad_cam::{HeatMap, convolutions, grad_cam};
pub use occlusion::{Occluder, OcclusionMap, occlusion_map, occlusion_maps};
pub use origin::{source, trace};
pub use path::{OutputPath, SoftmaxNumbers, Step, Window, output_path};
