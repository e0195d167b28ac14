//! Which lessons there are, in their order.

use serde::{Deserialize, Serialize};

use super::{
    Question, callbacks, convolution, cross_entropy, dense, fields, gradient_descent, optimizers, overfitting, pixels,
    pooling, relu, sharing, softmax, training_mode, transfer,
};
use crate::text::Language;
use crate::text::lessons::{
    CallbacksText, ConvolutionText, CrossEntropyText, DenseText, FieldsText, GradientDescentText, LectureText,
    OptimizersText, OverfittingText, PixelsText, PoolingText, ReluText, SharingText, SoftmaxText, TrainingModeText,
    TransferText,
};

/// A lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lesson {
    /// Images as numbers.
    Pixels,
    /// A kernel over a photo.
    Convolution,
    /// Local receptive fields and shared weights.
    Sharing,
    /// `ReLU`.
    Relu,
    /// Pooling.
    Pooling,
    /// Receptive fields and feature maps.
    Fields,
    /// Flatten and dense layers.
    Dense,
    /// Softmax.
    Softmax,
    /// The categorical cross-entropy.
    CrossEntropy,
    /// Gradient descent and the learning rate.
    GradientDescent,
    /// Momentum, `RMSprop` and Adam.
    Optimizers,
    /// Batch normalisation and dropout.
    TrainingMode,
    /// The split and overfitting.
    Overfitting,
    /// `EarlyStopping` and `ReduceLROnPlateau`.
    Callbacks,
    /// Transfer learning.
    Transfer,
}

impl Lesson {
    /// All lessons in order.
    pub const ALL: [Self; 15] = [
        Self::Pixels,
        Self::Convolution,
        Self::Sharing,
        Self::Relu,
        Self::Pooling,
        Self::Fields,
        Self::Dense,
        Self::Softmax,
        Self::CrossEntropy,
        Self::GradientDescent,
        Self::Optimizers,
        Self::TrainingMode,
        Self::Overfitting,
        Self::Callbacks,
        Self::Transfer,
    ];

    /// Its place among the lessons, from 1.
    #[must_use]
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|lesson| *lesson == self).map_or(1, |place| place + 1)
    }

    /// The lesson after this one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }

    /// The lesson before this one.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::ALL.get(self.number().checked_sub(2)?).copied()
    }

    /// Its name.
    #[must_use]
    pub fn title(self, language: Language) -> &'static str {
        match self {
            Self::Pixels => language.text(PixelsText::Title),
            Self::Convolution => language.text(ConvolutionText::Title),
            Self::Sharing => language.text(SharingText::Title),
            Self::Relu => language.text(ReluText::Title),
            Self::Pooling => language.text(PoolingText::Title),
            Self::Fields => language.text(FieldsText::Title),
            Self::Dense => language.text(DenseText::Title),
            Self::Softmax => language.text(SoftmaxText::Title),
            Self::CrossEntropy => language.text(CrossEntropyText::Title),
            Self::GradientDescent => language.text(GradientDescentText::Title),
            Self::Optimizers => language.text(OptimizersText::Title),
            Self::TrainingMode => language.text(TrainingModeText::Title),
            Self::Overfitting => language.text(OverfittingText::Title),
            Self::Callbacks => language.text(CallbacksText::Title),
            Self::Transfer => language.text(TransferText::Title),
        }
    }

    /// What it teaches, in one sentence.
    #[must_use]
    pub fn claim(self, language: Language) -> String {
        match self {
            Self::Pixels => language.text(PixelsText::Claim).to_owned(),
            Self::Convolution => language.text(ConvolutionText::Claim).to_owned(),
            Self::Sharing => sharing::claim(language),
            Self::Relu => language.text(ReluText::Claim).to_owned(),
            Self::Pooling => language.text(PoolingText::Claim).to_owned(),
            Self::Fields => language.text(FieldsText::Claim).to_owned(),
            Self::Dense => language.text(DenseText::Claim).to_owned(),
            Self::Softmax => language.text(SoftmaxText::Claim).to_owned(),
            Self::CrossEntropy => language.text(CrossEntropyText::Claim).to_owned(),
            Self::GradientDescent => language.text(GradientDescentText::Claim).to_owned(),
            Self::Optimizers => language.text(OptimizersText::Claim).to_owned(),
            Self::TrainingMode => language.text(TrainingModeText::Claim).to_owned(),
            Self::Overfitting => language.text(OverfittingText::Claim).to_owned(),
            Self::Callbacks => language.text(CallbacksText::Claim).to_owned(),
            Self::Transfer => language.text(TransferText::Claim).to_owned(),
        }
    }

    /// What the lecture's notebook says to it.
    #[must_use]
    pub fn lecture(self, language: Language) -> &'static str {
        language.text(match self {
            Self::Pixels => LectureText::Pixels,
            Self::Convolution => LectureText::Convolution,
            Self::Sharing => LectureText::Sharing,
            Self::Relu => LectureText::Relu,
            Self::Pooling => LectureText::Pooling,
            Self::Fields => LectureText::Fields,
            Self::Dense => LectureText::Dense,
            Self::Softmax => LectureText::Softmax,
            Self::CrossEntropy => LectureText::CrossEntropy,
            Self::GradientDescent => LectureText::GradientDescent,
            Self::Optimizers => LectureText::Optimizers,
            Self::TrainingMode => LectureText::TrainingMode,
            Self::Overfitting => LectureText::Overfitting,
            Self::Callbacks => LectureText::Callbacks,
            Self::Transfer => LectureText::Transfer,
        })
    }

    /// What it asks before it shows anything.
    #[must_use]
    pub fn question(self, language: Language) -> Question {
        match self {
            Self::Pixels => pixels::question(language),
            Self::Convolution => convolution::question(language),
            Self::Sharing => sharing::question(language),
            Self::Relu => relu::question(language),
            Self::Pooling => pooling::question(language),
            Self::Fields => fields::question(language),
            Self::Dense => dense::question(language),
            Self::Softmax => softmax::question(language),
            Self::CrossEntropy => cross_entropy::question(language),
            Self::GradientDescent => gradient_descent::question(language),
            Self::Optimizers => optimizers::question(language),
            Self::TrainingMode => training_mode::question(language),
            Self::Overfitting => overfitting::question(language),
            Self::Callbacks => callbacks::question(language),
            Self::Transfer => transfer::question(language),
        }
    }
}
