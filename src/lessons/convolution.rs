//! A convolution by hand: a window of the photo times a kernel.

use super::bench::{self, Filter, Map, SHEET};
use super::kernels::Kernel;
use super::{Formula, Question};
use crate::config::Activation;
use crate::data::Picture;
use crate::nn::NetworkError;
use crate::nn::explain::{Activations, Step, output_path};
use crate::text::Language;
use crate::text::lessons::ConvolutionText as Text;

/// Height and width of the photo.
pub const PHOTO: usize = 64;

/// What is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Convolution {
    /// The filter that walks over the photo.
    pub filter: Filter,
    /// The window's first row, from 0.
    pub row: usize,
    /// The window's first column, from 0.
    pub column: usize,
    /// The sheet whose products are shown.
    pub sheet: usize,
}

impl Default for Convolution {
    fn default() -> Self {
        Self { filter: Kernel::VerticalEdges.filter(), row: 20, column: 24, sheet: 0 }
    }
}

/// What the filter makes of the photo.
#[derive(Debug, Clone, PartialEq)]
pub struct Convolved {
    /// The photo.
    pub picture: Picture,
    /// The feature map.
    pub map: Map,
    /// The window, a sheet for each channel.
    pub window: [[f32; SHEET]; 3],
    /// The filter.
    pub filter: Filter,
    /// The sum of all products and the bias.
    pub sum: f32,
}

impl Convolution {
    /// Runs the filter over a photo.
    ///
    /// # Errors
    /// As [`bench::network`].
    pub fn run(&self, picture: Picture) -> Result<Convolved, NetworkError> {
        let size = (picture.height, picture.width);
        let network = bench::network(size, &[bench::convolution(Activation::Linear)], &self.filter)?;
        let activations = Activations::of(&network, &bench::input(&picture))?;
        let (height, width) = (picture.height - 2, picture.width - 2);
        let (row, column) = (self.row.min(height - 1), self.column.min(width - 1));
        let mut window = [[0.0; SHEET]; 3];
        let mut sum = 0.0;
        if let Some(path) = output_path(&network, &activations, 0, row * width + column)
            && let Step::Convolution { window: seen, sum: total, .. } = path.step
        {
            for (place, value) in seen.values.iter().enumerate() {
                window[place % 3][place / 3] = *value;
            }
            sum = total;
        }
        let values = activations.layers.first().map(|layer| layer.values.clone()).unwrap_or_default();
        Ok(Convolved { picture, map: Map { height, width, values }, window, filter: self.filter, sum })
    }
}

impl Convolved {
    /// The products of a sheet.
    #[must_use]
    pub fn products(&self, sheet: usize) -> [f32; SHEET] {
        let mut products = self.window[sheet];
        products.iter_mut().zip(self.filter.sheets[sheet]).for_each(|(value, weight)| *value *= weight);
        products
    }

    /// What a sheet adds to the sum.
    #[must_use]
    pub fn of_sheet(&self, sheet: usize) -> f32 {
        self.products(sheet).iter().sum()
    }

    /// The sum over the window, and what the sheets add to it.
    #[must_use]
    pub fn formulas(&self, language: Language) -> [Formula; 2] {
        let number = |value: f32| Formula::Number(language.decimal(f64::from(value), 3).replace('-', "−"));
        let written = |value: f32| Some(language.decimal(f64::from(value), 3).replace('-', "−"));
        let at = |part| Formula::below(part, Formula::Sign("i"));
        let definition = Formula::row([
            Formula::term("y", 0, language.text(Text::Output), written(self.sum)),
            Formula::Sign("="),
            at(Formula::Sign("Σ")),
            at(Formula::term("x", 1, language.text(Text::Input), None)),
            Formula::Sign("·"),
            at(Formula::term("w", 2, language.text(Text::Weight), None)),
            Formula::Sign("+"),
            Formula::term("b", 3, language.text(Text::Bias), written(self.filter.bias)),
        ]);
        let added = [self.of_sheet(1), self.of_sheet(2), self.filter.bias];
        let mut filled = vec![number(self.of_sheet(0))];
        filled.extend(added.into_iter().flat_map(|value| Formula::added(language, value, 3)));
        filled.extend([Formula::Sign("="), number(self.sum)]);
        [definition, Formula::Row(filled)]
    }
}

/// The brightness of the wall in the question, as a byte: a fifth of white.
const WALL: u8 = 51;

/// What an edge kernel makes of an evenly lit wall, in hundredths.
fn of_wall() -> i32 {
    let wall = Picture { height: 8, width: 8, rgb: vec![WALL; 8 * 8 * 3] };
    let maps = bench::maps(&wall, &[bench::convolution(Activation::Linear)], &Kernel::VerticalEdges.filter());
    let value = maps.ok().and_then(|maps| maps.first()?.values.first().copied()).unwrap_or(f32::NAN);
    (value * 100.0).round() as i32
}

/// The lesson's question.
#[must_use]
pub fn question(language: Language) -> Question {
    let wall = bench::input(&Picture { height: 1, width: 1, rgb: vec![WALL; 3] })[0];
    let kernel = Kernel::VerticalEdges.weights();
    let total: f32 = kernel.iter().map(|weight| weight.abs()).sum::<f32>() * wall * 3.0;
    let hundredths = |value: f32| (value * 100.0).round() as i32;
    let written = |value: f32| language.decimal(f64::from(value), 2);
    let fill = |text: Text| {
        let (wall, total) = (written(wall), written(total));
        language.fill(text, &[("wall", &wall), ("total", &total)])
    };
    let answers = vec![
        (hundredths(wall), fill(Text::Same), fill(Text::SameReply)),
        (0, fill(Text::Zero), fill(Text::ZeroReply)),
        (hundredths(total), fill(Text::Total), fill(Text::TotalReply)),
    ];
    Question::new(fill(Text::Ask), &of_wall(), answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A step from 10 to 200 under Sobel's kernel: (200 - 10) times 1, 2 and 1.
    #[test]
    fn a_step_from_10_to_200_gives_760_on_each_sheet() {
        let pixels = [[10, 10, 200]; 3].concat();
        let rgb = pixels.iter().flat_map(|value| [*value as u8; 3]).collect();
        let picture = Picture { height: 3, width: 3, rgb };
        let convolution = Convolution { row: 0, column: 0, ..Convolution::default() };
        let convolved = convolution.run(picture).expect("a small network");
        assert!((convolved.of_sheet(0) * 255.0 - 760.0).abs() < 0.01);
        assert!((convolved.sum * 255.0 - 3.0 * 760.0).abs() < 0.1);
        assert!((convolved.map.values[0] - convolved.sum).abs() < 1e-4);
    }
}
