//! What event files show as images: augmented photos and confusion matrices.

use std::ops::ControlFlow;
use std::path::Path;

use super::messages::Image;
use crate::charts::{self, Cell, Figure, Table, paper};
use crate::config::RunConfig;
use crate::data::augment::{Augmenter, SampleKey};
use crate::data::{Dataset, Picture, Preprocessing};
use crate::results::{Predictions, Scores};
use crate::run::{Side, read_split};
use crate::text::{Language, MatrixText};

/// Photos in a row and in a column.
const GRID: usize = 4;

/// Training photos of a run, before augmentation.
pub struct Photos {
    config: RunConfig,
    /// Each one's number in the data set, and its pixels.
    photos: Vec<(usize, Vec<u8>)>,
}

impl Photos {
    /// The first training photos of a run; none where they are no longer there.
    pub fn open(run: &Path, config: &RunConfig) -> Option<Self> {
        let dataset = Dataset::open_watched(config.data.source.as_ref()?, &mut |_| ControlFlow::Continue(())).ok()?;
        let rows = read_split(run).ok()?;
        let preprocessing = Preprocessing::of(config);
        let training = rows.iter().enumerate().filter(|(_, row)| row.side == Side::Training && row.left_out.is_empty());
        let same =
            training.filter(|(index, row)| dataset.photos.get(*index).is_some_and(|photo| photo.name == row.filename));
        let read = |(index, _)| Some((index, preprocessing.pixels(&dataset.read(index).ok()?).ok()?));
        let photos: Vec<_> = same.filter_map(read).take(GRID * GRID).collect();
        (!photos.is_empty()).then(|| Self { config: config.clone(), photos })
    }

    /// The photos as the network was given them in an epoch, counted from 1.
    pub fn augmented(&self, epoch: usize) -> Option<Image> {
        let (height, width) = self.config.network.input;
        let augmenter = Augmenter::new(&self.config.augmentation, height, width);
        let rescale = self.config.augmentation.rescale as f32;
        let rows = self.photos.len().div_ceil(GRID);
        let mut sheet = vec![255; rows * height * GRID * width * 3];
        let mut numbers = vec![0.0; augmenter.sample_len()];
        for (place, (index, pixels)) in self.photos.iter().enumerate() {
            let key = SampleKey { seed: self.config.seed, epoch: epoch as u64, index: *index as u64 };
            augmenter.apply(&augmenter.draw(key), pixels, &mut numbers);
            for (row, line) in numbers.chunks_exact(width * 3).enumerate() {
                let start = (((place / GRID) * height + row) * GRID + place % GRID) * width * 3;
                for (to, number) in sheet[start..][..width * 3].iter_mut().zip(line) {
                    *to = (number / rescale).round().clamp(0.0, 255.0) as u8;
                }
            }
        }
        image(&Picture { height: rows * height, width: GRID * width, rgb: sheet }.to_png().ok()?)
    }
}

/// The confusion matrix of predictions.
pub fn confusion(predictions: &Predictions, language: Language) -> Option<Image> {
    let scores = Scores::of(predictions);
    let names = || scores.classes.iter().map(|class| class.name.clone());
    let rows = scores.confusion.iter().enumerate().map(|(label, row)| {
        let cell = |(predicted, count): (usize, &usize)| {
            let colour = if label == predicted { paper::BEST } else { paper::STOP };
            Cell { text: language.integer(*count), shade: Some((colour, 0.4 * scores.share(label, predicted))) }
        };
        row.iter().enumerate().map(cell).collect()
    });
    let [label, predicted] = [MatrixText::Label, MatrixText::Predicted].map(|text| language.text(text));
    let title = language.text(MatrixText::Title).to_owned();
    let table =
        Table { name: format!("{label}, {predicted}"), columns: names().collect(), rows: names().zip(rows).collect() };
    let (tables, charts, note) = (vec![table], Vec::new(), String::new());
    let figure = Figure { title, note, tables, charts, decimal_point: language.decimal_point() };
    image(&charts::png(&figure).ok()?)
}

/// The image that a PNG is; its size stands in its first chunk.
fn image(png: &[u8]) -> Option<Image> {
    let length = |at: usize| Some(i32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    Some(Image { width: length(16)?, height: length(20)?, colorspace: 3, encoded: png.to_vec() })
}
