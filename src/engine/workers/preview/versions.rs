//! Augmented versions of a photograph, which is decoded once however often a slider moves.

use crate::config::AugmentationConfig;
use crate::data::augment::{Augmenter, SampleKey, Transform};
use crate::data::{Dataset, Picture, Preprocessing};
use crate::engine::views::{Absent, AugmentationView, VersionView};
use crate::shared_error::SharedError;

/// A photograph by its data set's number and its index there, and how the network sees it.
type Key = (u64, usize, Preprocessing);

/// The photograph whose versions were drawn last, as the network sees it: height x width x 3 bytes.
#[derive(Default)]
pub(super) struct LastPhotograph(Option<(Key, Vec<u8>)>);

impl LastPhotograph {
    /// The photograph's pixels, decoded only where it is another one than the last.
    pub(super) fn pixels(&mut self, photographs: &Dataset, key: Key) -> Result<&[u8], SharedError> {
        let (_, index, preprocessing) = key;
        if index >= photographs.photos.len() {
            return Err(Absent::Photograph.into());
        }
        let last = match self.0.take().filter(|(last, _)| *last == key) {
            Some(last) => last,
            None => (key, preprocessing.pixels(&photographs.read(index)?)?),
        };
        Ok(&self.0.insert(last).1)
    }
}

/// So many versions of a photograph of the network's input size.
pub(super) fn draw(
    pixels: &[u8],
    preprocessing: Preprocessing,
    config: &AugmentationConfig,
    key: SampleKey,
    count: usize,
) -> AugmentationView {
    let Preprocessing { height, width, .. } = preprocessing;
    let augmenter = Augmenter::new(config, height, width);
    let mut numbers = vec![0.0; augmenter.sample_len()];
    let versions = (0..count as u64).map(|epoch| {
        let transform = augmenter.draw(SampleKey { epoch, ..key });
        augmenter.apply(&transform, pixels, &mut numbers);
        let rgb = numbers.iter().map(|number| shown(*number, config.rescale)).collect();
        let matrix = flipped(augmenter.matrix(&transform), &transform, height, width);
        VersionView { transform, matrix, picture: Picture { height, width, rgb } }
    });
    let versions = versions.collect();
    AugmentationView { original: Picture { height, width, rgb: pixels.to_owned() }, versions }
}

/// The matrix with the flips, which come after it: a mirrored row or column is counted from the other side.
fn flipped(mut matrix: [[f64; 3]; 3], transform: &Transform, height: usize, width: usize) -> [[f64; 3]; 3] {
    let flips = [(transform.flip_vertical, 0, height), (transform.flip_horizontal, 1, width)];
    for (_, axis, side) in flips.into_iter().filter(|(is_on, ..)| *is_on) {
        for row in &mut matrix {
            row[2] += row[axis] * (side as f64 - 1.0);
            row[axis] = -row[axis];
        }
    }
    matrix
}

/// A number of the network's input as the gray level that it came from.
fn shown(number: f32, rescale: f64) -> u8 {
    let level = if rescale == 0.0 { 0.0 } else { f64::from(number) / rescale };
    level.round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::{DataSource, Form, Resize};

    const SEEN: Preprocessing = Preprocessing { height: 12, width: 9, exif_orientation: true, resize: Resize::Nearest };

    fn colour(picture: &Picture, row: usize, column: usize) -> &[u8] {
        &picture.rgb[(row * picture.width + column) * 3..][..3]
    }

    #[test]
    fn the_matrix_maps_each_pixel_to_the_pixel_of_the_same_colour() {
        let pixels: Vec<u8> = (0..12 * 9 * 3).map(|number| (number * 7 % 251) as u8).collect();
        let config = AugmentationConfig {
            form: Form::Corrected,
            horizontal_flip: true,
            vertical_flip: true,
            ..AugmentationConfig::default()
        };
        let drawn = draw(&pixels, SEEN, &config, SampleKey { seed: 3, epoch: 0, index: 0 }, 15);
        let flips = drawn.versions.iter().map(|version| version.transform);
        let kinds = flips.map(|drawn| (drawn.flip_horizontal, drawn.flip_vertical));
        assert_eq!(kinds.collect::<std::collections::HashSet<_>>().len(), 4, "each combination of flips occurs");
        for version in &drawn.versions {
            for (row, column) in (0..12).flat_map(|row| (0..9).map(move |column| (row, column))) {
                let at = |line: [f64; 3]| (line[0] * row as f64 + line[1] * column as f64 + line[2]).round() as usize;
                let (from_row, from_column) = (at(version.matrix[0]), at(version.matrix[1]));
                assert_eq!(
                    colour(&version.picture, row, column),
                    colour(&drawn.original, from_row, from_column),
                    "{row}, {column} of {:?}",
                    version.transform
                );
            }
        }
    }

    #[test]
    fn a_photograph_is_read_once_for_all_its_versions() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        crate::data::drawings::write(folder.path(), 2, 5).expect("the folder can be written");
        let open = |path: &Path| Dataset::open(&DataSource::Path(path.to_owned())).expect("drawings");
        let photographs = open(folder.path());
        let mut last = LastPhotograph::default();
        let pixels = last.pixels(&photographs, (1, 0, SEEN)).expect("a drawing").to_owned();
        for file in std::fs::read_dir(folder.path()).expect("a folder").flatten() {
            std::fs::remove_file(file.path()).expect("it can be removed");
        }
        assert_eq!(last.pixels(&photographs, (1, 0, SEEN)).ok(), Some(pixels.as_slice()));
        assert!(last.pixels(&photographs, (1, 1, SEEN)).is_err(), "another one is read");
        assert!(last.pixels(&photographs, (1, 0, SEEN)).is_err(), "and the first one is forgotten");
    }
}
