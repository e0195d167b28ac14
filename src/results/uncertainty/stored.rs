//! An [`Uncertainty`] as tensors and metadata of a safetensors file.

use std::collections::BTreeMap;

use super::Uncertainty;
use crate::nn::OwnedTensor;
use crate::nn::weights_file::WeightsFile;
use crate::results::calibration::Temperature;
use crate::results::novelty::NoveltyDetector;
use crate::results::novelty::{Group, NormalDistribution};

const TEMPERATURE: &str = "temperature";
const THRESHOLD: &str = "familiarity/threshold";

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
        for (number, Group { distribution, scale }) in novelty.groups.iter().enumerate() {
            let name = |part: &str| format!("familiarity/{number}/{part}");
            tensors.push(row(name("mean"), distribution.mean.clone()));
            tensors.push(row(name("inverse_deviation"), distribution.inverse_deviation.clone()));
            tensors.push(row(name("whitening"), distribution.whitening.clone()));
            tensors.push(row(name("scale"), vec![scale.0, scale.1]));
        }
        tensors
    }

    /// What [`Self::metadata`] and [`Self::tensors`] wrote; `None` if it is not there or its lengths do not agree.
    pub(in crate::results) fn read(file: &WeightsFile) -> Option<Self> {
        let temperature: Temperature = ron::from_str(file.metadata.get(TEMPERATURE)?).ok()?;
        let tensors: BTreeMap<&str, &Vec<f32>> =
            file.tensors.iter().map(|(name, _, data)| (name.as_str(), data)).collect();
        let novelty = match tensors.get(THRESHOLD) {
            Some(threshold) => Some(NoveltyDetector { groups: groups(&tensors)?, threshold: *threshold.first()? }),
            None => None,
        };
        Some(Self { temperature, novelty })
    }
}

fn groups(tensors: &BTreeMap<&str, &Vec<f32>>) -> Option<Vec<Group>> {
    let part = |number: usize, part: &str| tensors.get(format!("familiarity/{number}/{part}").as_str()).copied();
    let mut groups = Vec::new();
    while let Some(mean) = part(groups.len(), "mean") {
        let number = groups.len();
        let (inverse, whitening) = (part(number, "inverse_deviation")?, part(number, "whitening")?);
        let size = mean.len();
        let &[median, spread] = part(number, "scale")?.as_slice() else { return None };
        if inverse.len() != size || whitening.len() != size * (size + 1) / 2 {
            return None;
        }
        let distribution =
            NormalDistribution { mean: mean.clone(), inverse_deviation: inverse.clone(), whitening: whitening.clone() };
        groups.push(Group { distribution, scale: (median, spread) });
    }
    Some(groups)
}
