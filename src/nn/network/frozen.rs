//! A network that begins with frozen layers of a pretrained one: each picture's features are all that training needs.

use super::{BatchOutcome, DropoutKey, Network};
use crate::memory::caught;
use crate::nn::error::NetworkError;
use crate::nn::folded::Folded;
use crate::nn::pretrained;
use crate::nn::shapes::Shape;

impl Network {
    /// The first layer that is not frozen.
    pub(super) fn first_trained(&self) -> usize {
        self.plan.get(self.frozen).map_or(0, |planned| planned.layers.start)
    }

    /// The shape of what training begins with: a picture, or its features.
    pub(super) fn trained_input(&self) -> Shape {
        self.layers.get(self.first_trained()).map_or(Shape::Row(0), |layer| layer.input)
    }

    /// The number of values of a picture's features; that of the picture itself where nothing is frozen.
    #[must_use]
    pub fn feature_len(&self) -> usize {
        self.trained_input().size()
    }

    /// Inference: what the frozen operations make of each picture, `[count, feature_len]`; the pictures themselves where
    /// nothing is frozen. A picture's features do not depend on the others.
    ///
    /// # Errors
    /// If `x` is not a whole number of pictures.
    pub fn features(&self, x: &[f32]) -> Result<Vec<f32>, NetworkError> {
        let count = self.check(x)?;
        if self.frozen == 0 { Ok(x.to_vec()) } else { Ok(self.run_frozen(x, count, false)?.0) }
    }

    /// What decides the features of a picture beside its pixels, in a few words: weights, layers, instruction set.
    #[must_use]
    pub fn features_key(&self) -> String {
        let frozen = self.first_trained();
        let name = self.layers.first().and_then(|layer| layer.pretrained);
        let digest = name.map_or_else(String::new, pretrained::digest);
        let layers: Vec<_> = self.layers[..frozen].iter().map(|layer| (&layer.config, layer.output)).collect();
        format!("{digest} {} {layers:?}", self.context.simd.name())
    }

    /// What the frozen operations make of each picture, and their last feature maps where `with_maps` asks for them.
    pub(super) fn run_frozen(
        &self,
        x: &[f32],
        count: usize,
        with_maps: bool,
    ) -> Result<(Vec<f32>, Vec<f32>), NetworkError> {
        let fold = || Folded::new(&self.context, &self.plan[..self.frozen], &self.layers, &self.parameters);
        Ok(caught(|| self.folded.get_or_init(fold).run(&self.context, x, count, with_maps))?)
    }

    /// The shape of the last feature maps of the frozen operations.
    pub(super) fn frozen_maps(&self) -> Shape {
        self.folded.get().map_or(Shape::Row(0), Folded::maps_shape)
    }

    /// Inference: the logits of rows of [`Network::features`], `[count, classes]`, of these pictures alone and not of their
    /// mirror images.
    ///
    /// # Errors
    /// If `features` are not a whole number of rows.
    pub fn logits_of_features(&self, features: &[f32]) -> Result<Vec<f32>, NetworkError> {
        let count = self.check_features(features)?;
        self.watched_logits(features, count, &mut |_, _, _| ())
    }

    fn check_features(&self, features: &[f32]) -> Result<usize, NetworkError> {
        let len = self.feature_len();
        if features.is_empty() || !features.len().is_multiple_of(len.max(1)) {
            return Err(NetworkError::BatchFeatures { numbers: features.len(), len });
        }
        Ok(features.len() / len)
    }

    /// As [`Network::train_batch`], on rows of [`Network::features`] of the pictures.
    ///
    /// # Errors
    /// As [`Network::train_batch`].
    pub fn train_features(
        &mut self,
        features: &[f32],
        labels: &[u32],
        learning_rate: f32,
        dropout: DropoutKey,
    ) -> Result<BatchOutcome, NetworkError> {
        let count = self.check_features(features)?;
        self.train_rows(features, count, labels, learning_rate, dropout, None)
    }
}
