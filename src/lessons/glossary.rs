//! The terms of the pages: what each means, and the lesson that teaches it.

use super::Lesson;
use crate::text::Language;
use crate::text::lessons::{ParameterText, TermText};

/// What a term is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    /// A word of each language.
    Word(TermText),
    /// Keras's own name.
    Keras(&'static str),
}

macro_rules! terms {
    ($($term:ident: $kind:ident($name:expr), $meaning:expr => $lesson:ident;)+) => {
        /// A term of a page.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "a term's own sentences say what it means")]
        pub enum Glossed { $($term,)+ }

        impl Glossed {
            /// All terms.
            pub const ALL: [Self; [$(stringify!($term)),+].len()] = [$(Self::$term,)+];

            const fn naming(self) -> Name {
                match self { $(Self::$term => Name::$kind($name),)+ }
            }

            /// What it means, in two or three sentences.
            #[must_use]
            pub fn meaning(self, language: Language) -> &'static str {
                match self { $(Self::$term => language.text($meaning),)+ }
            }

            /// The lesson that teaches it.
            #[must_use]
            pub const fn lesson(self) -> Lesson {
                match self { $(Self::$term => Lesson::$lesson,)+ }
            }
        }
    };
}

terms! {
    Split: Word(TermText::SplitName), TermText::Split => Overfitting;
    Validation: Word(TermText::ValidationName), TermText::Validation => Overfitting;
    TestSet: Word(TermText::TestSetName), TermText::TestSet => Overfitting;
    Seed: Word(TermText::SeedName), TermText::Seed => Overfitting;
    Stratify: Word(TermText::StratifyName), TermText::Stratify => Overfitting;
    Augmentation: Word(TermText::AugmentationName), TermText::Augmentation => Overfitting;
    RotationRange: Keras("rotation_range"), ParameterText::RotationRange => Overfitting;
    WidthShiftRange: Keras("width_shift_range"), ParameterText::WidthShiftRange => Pooling;
    HeightShiftRange: Keras("height_shift_range"), ParameterText::HeightShiftRange => Pooling;
    ShearRange: Keras("shear_range"), ParameterText::ShearRange => Overfitting;
    ZoomRange: Keras("zoom_range"), ParameterText::ZoomRange => Overfitting;
    HorizontalFlip: Keras("horizontal_flip"), ParameterText::HorizontalFlip => Overfitting;
    VerticalFlip: Keras("vertical_flip"), ParameterText::VerticalFlip => Overfitting;
    BrightnessRange: Keras("brightness_range"), ParameterText::BrightnessRange => Pixels;
    ChannelShiftRange: Keras("channel_shift_range"), ParameterText::ChannelShiftRange => Pixels;
    RandomResizedCrop: Keras("random_resized_crop"), ParameterText::RandomResizedCrop => Overfitting;
    ColorJitter: Keras("color_jitter"), ParameterText::ColorJitter => Pixels;
    RandomErasing: Keras("random_erasing"), ParameterText::RandomErasing => Overfitting;
    FillMode: Keras("fill_mode"), ParameterText::FillMode => Overfitting;
    Conv2D: Keras("Conv2D"), TermText::Conv2D => Convolution;
    SeparableConv2D: Keras("SeparableConv2D"), ParameterText::SeparableConv2D => Sharing;
    DepthwiseConv2D: Keras("DepthwiseConv2D"), ParameterText::DepthwiseConv2D => Sharing;
    ZeroPadding2D: Keras("ZeroPadding2D"), ParameterText::ZeroPadding2D => Convolution;
    BatchNormalization: Keras("BatchNormalization"), TermText::Normalisation => TrainingMode;
    MaxPooling2D: Keras("MaxPooling2D"), TermText::Pooling => Pooling;
    AveragePooling2D: Keras("AveragePooling2D"), TermText::Pooling => Pooling;
    GlobalAveragePooling2D: Keras("GlobalAveragePooling2D"), ParameterText::GlobalPooling => Dense;
    GlobalMaxPooling2D: Keras("GlobalMaxPooling2D"), ParameterText::GlobalPooling => Dense;
    Dropout: Keras("Dropout"), TermText::Dropout => TrainingMode;
    Flatten: Keras("Flatten"), TermText::Flatten => Dense;
    Dense: Keras("Dense"), TermText::Dense => Dense;
    ActivationLayer: Keras("Activation"), ParameterText::ActivationLayer => Relu;
    Residual: Keras("Residual"), ParameterText::Residual => Fields;
    Pretrained: Keras("Pretrained"), ParameterText::Pretrained => Transfer;
    Activation: Word(TermText::ActivationName), TermText::Activation => Relu;
    Optimizer: Word(TermText::OptimizerName), TermText::Optimizer => Optimizers;
    Schedule: Word(TermText::ScheduleName), TermText::Schedule => GradientDescent;
    LearningRate: Word(TermText::LearningRateName), TermText::LearningRate => GradientDescent;
    Momentum: Keras("momentum"), TermText::Momentum => Optimizers;
    Nesterov: Keras("nesterov"), ParameterText::Nesterov => Optimizers;
    Rho: Keras("rho"), ParameterText::Rho => Optimizers;
    Beta1: Keras("beta_1"), ParameterText::Beta1 => Optimizers;
    Beta2: Keras("beta_2"), ParameterText::Beta2 => Optimizers;
    Epsilon: Keras("epsilon"), ParameterText::Epsilon => Optimizers;
    WeightDecay: Keras("weight_decay"), ParameterText::WeightDecay => Overfitting;
    UseEma: Keras("use_ema"), ParameterText::UseEma => Optimizers;
    BatchSize: Word(TermText::BatchSizeName), TermText::BatchSize => GradientDescent;
    Epoch: Word(TermText::EpochName), TermText::Epoch => Callbacks;
    LabelSmoothing: Keras("label_smoothing"), ParameterText::LabelSmoothing => CrossEntropy;
    ClassWeight: Keras("class_weight"), ParameterText::ClassWeight => CrossEntropy;
    ValidationFreq: Keras("validation_freq"), ParameterText::ValidationFreq => Overfitting;
    ProgressiveResizing: Keras("progressive_resizing"), ParameterText::ProgressiveResizing => Pixels;
    MirrorAveraging: Keras("mirror_averaging"), ParameterText::MirrorAveraging => Softmax;
    EarlyStopping: Keras("EarlyStopping"), TermText::EarlyStopping => Callbacks;
    ReduceLrOnPlateau: Keras("ReduceLROnPlateau"), TermText::ReduceLrOnPlateau => Callbacks;
    ModelCheckpoint: Keras("ModelCheckpoint"), TermText::ModelCheckpoint => Callbacks;
    CsvLogger: Keras("CSVLogger"), TermText::CsvLogger => Callbacks;
    TerminateOnNan: Keras("TerminateOnNaN"), TermText::TerminateOnNan => GradientDescent;
    Monitor: Keras("monitor"), ParameterText::Monitor => Callbacks;
    Patience: Keras("patience"), ParameterText::Patience => Callbacks;
    MinDelta: Keras("min_delta"), ParameterText::MinDelta => Callbacks;
    Mode: Keras("mode"), ParameterText::Mode => Callbacks;
    Baseline: Keras("baseline"), ParameterText::Baseline => Callbacks;
    RestoreBestWeights: Keras("restore_best_weights"), ParameterText::RestoreBestWeights => Callbacks;
    StartFromEpoch: Keras("start_from_epoch"), ParameterText::StartFromEpoch => Callbacks;
    Factor: Keras("factor"), ParameterText::Factor => Callbacks;
    Cooldown: Keras("cooldown"), ParameterText::Cooldown => Callbacks;
    MinLr: Keras("min_lr"), ParameterText::MinLr => Callbacks;
    Filepath: Keras("filepath"), ParameterText::Filepath => Callbacks;
    SaveBestOnly: Keras("save_best_only"), ParameterText::SaveBestOnly => Callbacks;
    InitialValueThreshold: Keras("initial_value_threshold"), ParameterText::InitialValueThreshold => Callbacks;
    Filename: Keras("filename"), ParameterText::Filename => Callbacks;
    Separator: Keras("separator"), ParameterText::Separator => Callbacks;
    Append: Keras("append"), ParameterText::Append => Callbacks;
    Loss: Word(TermText::LossName), TermText::Loss => CrossEntropy;
    Accuracy: Word(TermText::AccuracyName), TermText::Accuracy => CrossEntropy;
    Precision: Word(TermText::PrecisionName), TermText::Precision => CrossEntropy;
    Recall: Word(TermText::RecallName), TermText::Recall => CrossEntropy;
    F1: Word(TermText::F1Name), TermText::F1 => CrossEntropy;
    Confusion: Word(TermText::ConfusionName), TermText::Confusion => CrossEntropy;
    Calibration: Word(TermText::CalibrationName), TermText::Calibration => Softmax;
    Probability: Word(TermText::ProbabilityName), TermText::Probability => Softmax;
    Novelty: Word(TermText::NoveltyName), TermText::Novelty => Softmax;
    GradCam: Word(TermText::GradCamName), TermText::GradCam => Fields;
}

impl Glossed {
    /// Of the data page.
    pub const DATA: &[Self] = &[Self::Split, Self::Validation, Self::TestSet, Self::Seed, Self::Stratify];
    /// Of the augmentation page.
    pub const AUGMENTATION: &[Self] = &[
        Self::Augmentation,
        Self::RotationRange,
        Self::WidthShiftRange,
        Self::HeightShiftRange,
        Self::ShearRange,
        Self::ZoomRange,
        Self::HorizontalFlip,
        Self::VerticalFlip,
        Self::BrightnessRange,
        Self::ChannelShiftRange,
        Self::RandomResizedCrop,
        Self::ColorJitter,
        Self::RandomErasing,
        Self::FillMode,
    ];
    /// The layers of the network page.
    pub const LAYERS: &[Self] = &[
        Self::Conv2D,
        Self::BatchNormalization,
        Self::MaxPooling2D,
        Self::AveragePooling2D,
        Self::GlobalAveragePooling2D,
        Self::Dropout,
        Self::Flatten,
        Self::Dense,
        Self::ActivationLayer,
        Self::Activation,
        Self::GlobalMaxPooling2D,
        Self::ZeroPadding2D,
        Self::DepthwiseConv2D,
        Self::SeparableConv2D,
        Self::Residual,
        Self::Pretrained,
    ];
    /// How the network page trains: the optimiser and what all optimisers have in common.
    pub const SETTINGS: &[Self] = &[
        Self::Optimizer,
        Self::Schedule,
        Self::LearningRate,
        Self::Momentum,
        Self::Nesterov,
        Self::Rho,
        Self::Beta1,
        Self::Beta2,
        Self::Epsilon,
        Self::WeightDecay,
        Self::UseEma,
        Self::BatchSize,
        Self::Epoch,
        Self::LabelSmoothing,
        Self::ValidationFreq,
        Self::ClassWeight,
        Self::ProgressiveResizing,
        Self::MirrorAveraging,
        Self::Seed,
    ];
    /// The callbacks of the network page and their parameters.
    pub const CALLBACKS: &[Self] = &[
        Self::EarlyStopping,
        Self::ReduceLrOnPlateau,
        Self::ModelCheckpoint,
        Self::CsvLogger,
        Self::TerminateOnNan,
        Self::Monitor,
        Self::Patience,
        Self::MinDelta,
        Self::Mode,
        Self::Baseline,
        Self::RestoreBestWeights,
        Self::StartFromEpoch,
        Self::Factor,
        Self::Cooldown,
        Self::MinLr,
        Self::Filepath,
        Self::SaveBestOnly,
        Self::InitialValueThreshold,
        Self::Filename,
        Self::Separator,
        Self::Append,
    ];
    /// Of the training page.
    pub const TRAINING: &[Self] = &[
        Self::Accuracy,
        Self::Loss,
        Self::Validation,
        Self::LearningRate,
        Self::Epoch,
        Self::EarlyStopping,
        Self::ReduceLrOnPlateau,
        Self::ModelCheckpoint,
        Self::CsvLogger,
        Self::TerminateOnNan,
    ];
    /// Of the results page.
    pub const RESULTS: &[Self] = &[
        Self::Validation,
        Self::Accuracy,
        Self::Loss,
        Self::Confusion,
        Self::Precision,
        Self::Recall,
        Self::F1,
        Self::Calibration,
        Self::GradCam,
    ];
    /// Of the prediction page.
    pub const PREDICTION: &[Self] = &[Self::Probability, Self::Calibration, Self::Novelty, Self::GradCam];

    /// Its name.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self.naming() {
            Name::Word(word) => language.text(word),
            Name::Keras(name) => name,
        }
    }

    /// The term that Keras calls so: a layer, a callback or a parameter.
    #[must_use]
    pub fn of_keras(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|term| matches!(term.naming(), Name::Keras(known) if known == name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGES: [&[Glossed]; 8] = [
        Glossed::DATA,
        Glossed::AUGMENTATION,
        Glossed::LAYERS,
        Glossed::SETTINGS,
        Glossed::CALLBACKS,
        Glossed::TRAINING,
        Glossed::RESULTS,
        Glossed::PREDICTION,
    ];

    #[test]
    fn every_term_is_explained_in_two_or_three_sentences_in_both_languages() {
        for term in Glossed::ALL {
            for language in [Language::English, Language::Portuguese] {
                let sentences = term.meaning(language).matches(['.', ';', ':']).count();
                assert!((2..=5).contains(&sentences), "{term:?} has {sentences} sentences");
                assert!(!term.name(language).is_empty());
            }
        }
    }

    #[test]
    fn every_term_is_on_a_page_and_none_twice_on_one() {
        for page in PAGES {
            for (place, term) in page.iter().enumerate() {
                assert!(!page[..place].contains(term), "{term:?} is there twice");
            }
        }
        for term in Glossed::ALL {
            assert!(PAGES.iter().any(|page| page.contains(&term)), "{term:?} is on no page");
        }
    }
}
