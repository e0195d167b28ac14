//! The lessons as plain data: what each claims and asks, which answer is right, and its arithmetic. All numbers are
//! computed by the code that trains and predicts; nothing here paints.

pub mod bench;
pub mod callbacks;
mod catalogue;
pub mod composition;
pub mod convolution;
pub mod cross_entropy;
pub mod dense;
mod exercise;
pub mod fields;
pub mod formula;
pub mod glossary;
pub mod gradient_descent;
pub mod kernels;
pub mod leak;
pub mod optimizer_formulas;
pub mod optimizers;
pub mod overfitting;
pub mod own;
pub mod picture;
pub mod pixels;
pub mod pooling;
pub mod presets;
pub mod question;
pub mod recorded;
pub mod relu;
pub mod remarks;
pub mod result_remarks;
pub mod sharing;
pub mod softmax;
#[cfg(test)]
pub(crate) mod tests;
pub mod training_mode;
pub mod transfer;

pub use catalogue::Lesson;
pub use exercise::{Exercise, Worked};
pub use formula::{Formula, Term};
pub use question::{Answer, Question};
