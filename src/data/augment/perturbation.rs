//! A picture moved, blurred or brightened by hand, to see what a prediction depends on.

use image::{RgbImage, imageops};

use super::Warp;
use crate::config::FillMode;

/// How a picture is changed. Beyond its edge the pixels of the edge are repeated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Perturbation {
    /// To the right, as a share of the width.
    pub right: f32,
    /// Downwards, as a share of the height.
    pub down: f32,
    /// Clockwise, about the centre.
    pub degrees: f32,
    /// Above 1 the middle is enlarged.
    pub zoom: f32,
    /// Standard deviation of a Gaussian blur, in pixels.
    pub blur_pixels: f32,
    /// Factor of all colours, which are clipped at white.
    pub brightness: f32,
}

impl Default for Perturbation {
    fn default() -> Self {
        Self::NONE
    }
}

impl Perturbation {
    /// Changes nothing.
    pub const NONE: Self = Self { right: 0.0, down: 0.0, degrees: 0.0, zoom: 1.0, blur_pixels: 0.0, brightness: 1.0 };

    /// The changed picture, of the same `height` x `width` x 3 bytes as `pixels`.
    ///
    /// # Panics
    /// If `pixels` has another length.
    #[must_use]
    pub fn apply(&self, pixels: &[u8], height: usize, width: usize) -> Vec<u8> {
        assert_eq!(pixels.len(), height * width * 3, "a picture of {height} x {width} pixels");
        let mut changed = pixels.to_vec();
        if (self.right, self.down, self.degrees, self.zoom) != (0.0, 0.0, 0.0, 1.0) {
            let mut numbers = vec![0.0; pixels.len()];
            let warp = Warp { matrix: self.matrix(height, width), fill_mode: FillMode::Nearest, cval: 0.0 };
            warp.apply(pixels, (height, width), (height, width), &mut numbers);
            changed = numbers.iter().map(|level| level.round() as u8).collect();
        }
        if self.blur_pixels > 0.0
            && let Some(picture) = RgbImage::from_raw(width as u32, height as u32, changed.clone())
        {
            changed = imageops::blur(&picture, self.blur_pixels).into_raw();
        }
        if (self.brightness - 1.0).abs() > f32::EPSILON {
            for level in &mut changed {
                *level = (f32::from(*level) * self.brightness).round() as u8;
            }
        }
        changed
    }

    /// From the moved picture's (row, column, 1) to the original's: back from the shift, then turned and scaled back
    /// about the centre.
    fn matrix(&self, height: usize, width: usize) -> [[f64; 3]; 3] {
        let middle = |side: usize| (side as f64 - 1.0) / 2.0;
        let (y, x) = (middle(height), middle(width));
        let (sin, cos) = f64::from(self.degrees).to_radians().sin_cos();
        let scale = 1.0 / f64::from(self.zoom).max(1e-3);
        let (a, b) = (cos * scale, sin * scale);
        let (from_y, from_x) = (y + f64::from(self.down) * height as f64, x + f64::from(self.right) * width as f64);
        [[a, -b, y - a * from_y + b * from_x], [b, a, x - b * from_y - a * from_x], [0.0, 0.0, 1.0]]
    }
}

#[cfg(test)]
mod tests {
    use super::Perturbation;

    const SIDE: usize = 16;

    fn picture() -> Vec<u8> {
        (0..SIDE * SIDE * 3).map(|i| (i * 31 % 251) as u8).collect()
    }

    fn pixel(picture: &[u8], row: usize, column: usize) -> &[u8] {
        &picture[(row * SIDE + column) * 3..][..3]
    }

    #[test]
    fn no_perturbation_changes_nothing() {
        assert_eq!(Perturbation::NONE.apply(&picture(), SIDE, SIDE), picture());
    }

    #[test]
    fn shifts_go_right_and_down_and_repeat_the_edge() {
        let before = picture();
        let after = Perturbation { right: 0.25, down: 0.125, ..Perturbation::NONE }.apply(&before, SIDE, SIDE);
        for (row, column) in [(2, 4), (9, 11), (15, 15)] {
            assert_eq!(pixel(&after, row, column), pixel(&before, row - 2, column - 4));
        }
        assert_eq!(pixel(&after, 9, 1), pixel(&before, 7, 0));
    }

    #[test]
    fn a_quarter_turn_is_clockwise_and_a_zoom_is_about_the_centre() {
        let before = picture();
        let turned = Perturbation { degrees: 90.0, ..Perturbation::NONE }.apply(&before, SIDE, SIDE);
        // The top left becomes the top right.
        for (row, column) in [(1, 2), (7, 12), (14, 3)] {
            assert_eq!(pixel(&turned, column, SIDE - 1 - row), pixel(&before, row, column));
        }
        let smaller = Perturbation { zoom: 1.0 / 3.0, ..Perturbation::NONE }.apply(&before, SIDE, SIDE);
        // The centre is between pixels 7 and 8, so pixel 8 shows what was 1.5 pixels from the centre: pixel 9.
        assert_eq!(pixel(&smaller, 8, 8), pixel(&before, 9, 9));
    }

    #[test]
    fn brightness_is_clipped_at_white_and_a_blur_keeps_an_even_picture() {
        let brighter = Perturbation { brightness: 2.0, ..Perturbation::NONE }.apply(&[100; 12], 2, 2);
        assert_eq!(brighter, [200; 12]);
        assert_eq!(Perturbation { brightness: 3.0, ..Perturbation::NONE }.apply(&[100; 12], 2, 2), [255; 12]);
        assert_eq!(Perturbation { blur_pixels: 2.0, ..Perturbation::NONE }.apply(&[77; 300], 10, 10), [77; 300]);
        let before = picture();
        let blurred = Perturbation { blur_pixels: 3.0, ..Perturbation::NONE }.apply(&before, SIDE, SIDE);
        let spread = |bytes: &[u8]| bytes.iter().max().zip(bytes.iter().min()).map(|(a, b)| a - b);
        assert!(spread(&blurred) < spread(&before));
    }
}
