//! An [`Uncertainty`] as tensors and metadata of a safetensors file.

use std::collections::BTreeMap;

use super::Uncertainty;
use crate::nn::OwnedTensor;
use crate::nn::weights_file::WeightsFile;
use crate::results::calibration::Temperature;
use crate::results::novelty::{Group, Neighbours, NormalDistribution, NoveltyDetector, Reference};

const TEMPERATURE: &str = "temperature";
const THRESHOLD: &str = "familiarity/threshold";
/// The directions of a pretrained network's features.
const NEIGHBOURS: &str = "neighbours";

impl Uncertainty {
    /// Its metadata: the temperature in RON.
    pub(in crate::results) fn metadata(&self) -> Option<(String, String)> {
        Some((TEMPERATURE.to_owned(), ron::to_string(&self.temperature).ok()?))
    }

    /// Its tensors: those of the novelty detector.
    pub(in crate::results) fn tensors(&self) -> Vec<OwnedTensor> {
        let Some(novelty) = &self.novelty else { return Vec::new() };
        let row = |name: String, data: Vec<f32>| (name, vec![data.len()], data);
        let mut tensors = vec![row(THRESHOLD.to_owned(), vec![novelty.threshold])];
        for (number, Group { reference, scale }) in novelty.groups.iter().enumerate() {
            let name = |part: &str| format!("familiarity/{number}/{part}");
            match reference {
                Reference::Normal(distribution) => {
                    tensors.push(row(name("mean"), distribution.mean.clone()));
                    tensors.push(row(name("inverse_deviation"), distribution.inverse_deviation.clone()));
                    tensors.push(row(name("whitening"), distribution.whitening.clone()));
                }
                Reference::Neighbours(Neighbours { len, rows }) => {
                    let shape = vec![rows.len().checked_div(*len).unwrap_or(0), *len];
                    tensors.push((name(NEIGHBOURS), shape, rows.clone()));
                }
            }
            tensors.push(row(name("scale"), vec![scale.0, scale.1]));
        }
        tensors
    }

    /// What [`Self::metadata`] and [`Self::tensors`] wrote; `None` if it is not there or its lengths do not agree.
    pub(in crate::results) fn read(file: &WeightsFile) -> Option<Self> {
        let temperature: Temperature = ron::from_str(file.metadata.get(TEMPERATURE)?).ok()?;
        let tensors: BTreeMap<&str, &OwnedTensor> =
            file.tensors.iter().map(|tensor| (tensor.0.as_str(), tensor)).collect();
        let novelty = match tensors.get(THRESHOLD) {
            Some((.., threshold)) => {
                Some(NoveltyDetector { groups: groups(&tensors)?, threshold: *threshold.first()? })
            }
            None => None,
        };
        Some(Self { temperature, novelty })
    }
}

fn groups(tensors: &BTreeMap<&str, &OwnedTensor>) -> Option<Vec<Group>> {
    let part = |number: usize, part: &str| tensors.get(format!("familiarity/{number}/{part}").as_str()).copied();
    let data = |number: usize, name: &str| part(number, name).map(|(.., data)| data);
    let mut groups = Vec::new();
    while let Some((.., scale)) = part(groups.len(), "scale") {
        let number = groups.len();
        let reference = match part(number, NEIGHBOURS) {
            Some((_, shape, rows)) => {
                let &[_, len] = shape.as_slice() else { return None };
                Reference::Neighbours(Neighbours { len, rows: rows.clone() })
            }
            None => Reference::Normal(distribution(
                data(number, "mean")?,
                data(number, "inverse_deviation")?,
                data(number, "whitening")?,
            )?),
        };
        let &[median, spread] = scale.as_slice() else { return None };
        groups.push(Group { reference, scale: (median, spread) });
    }
    Some(groups)
}

fn distribution(mean: &[f32], inverse: &[f32], whitening: &[f32]) -> Option<NormalDistribution> {
    let size = mean.len();
    let fits = inverse.len() == size && whitening.len() == size * (size + 1) / 2;
    fits.then(|| NormalDistribution {
        mean: mean.to_vec(),
        inverse_deviation: inverse.to_vec(),
        whitening: whitening.to_vec(),
    })
}
