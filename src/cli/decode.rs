//! `bigode decode`: photographs as the network sees them, as PNG files.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::experiment::Experiment;
use super::{Outcome, output};
use crate::config::PRESETS;
use crate::data::{DataError, Picture, Preprocessing, read_file};
use crate::files;
use crate::text::{Language, Localized as _};

/// The longest side that `--size` takes, in pixels.
const MAX_SIDE: usize = 10_000;

/// Letters that a file's name keeps of its photo's, at most.
const MAX_LETTERS: usize = 100;

/// The arguments of `bigode decode`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Photos
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The folder for the PNG files; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    experiment: Experiment,
    /// Height and width in pixels instead of the network's input
    #[arg(long, value_name = "HxW", value_parser = parse_size)]
    size: Option<(usize, usize)>,
}

/// Writes each photo that can be decoded and names it; the others are named with the reason, and the exit code is 1.
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    let mut preprocessing = Preprocessing::of(&args.experiment.read(PRESETS[0])?);
    if let Some((height, width)) = args.size {
        (preprocessing.height, preprocessing.width) = (height, width);
    }
    fs::create_dir_all(&args.out).map_err(|error| output::cannot_write(&args.out, error))?;
    files::remove_leftovers(&args.out);
    let mut names = Names::default();
    let mut code = ExitCode::SUCCESS;
    for file in &args.files {
        match pixels(file, &preprocessing) {
            Ok(pixels) => {
                let path = args.out.join(names.unused(file));
                let picture = Picture { height: preprocessing.height, width: preprocessing.width, rgb: pixels };
                let png = picture.to_png().map_err(|error| output::cannot_write(&path, error))?;
                output::write_into_folder(&path, &png)?;
                output::line(&format!("{}: {}", path.display(), file.display()))?;
            }
            Err(reason) => {
                output::warn(&reason.localized(language));
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}

fn pixels(file: &Path, preprocessing: &Preprocessing) -> Result<Vec<u8>, DataError> {
    let name = file.display().to_string();
    let bytes = read_file(file, &name)?;
    preprocessing.pixels(&bytes).map_err(|source| DataError::Decode { name, source })
}

/// Names that were given to files, in small letters: some file systems do not tell capitals apart.
#[derive(Debug, Default)]
struct Names(HashSet<String>);

impl Names {
    /// A photo's name without its extension and without what means something to a file system; with a number if
    /// that name is taken.
    fn unused(&mut self, file: &Path) -> String {
        let keep = |letter: char| if letter.is_alphanumeric() || "-_. ".contains(letter) { letter } else { '_' };
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let stem: String = stem.chars().map(keep).take(MAX_LETTERS).collect();
        let numbered = (2..).map(|number| format!("{stem}-{number}.png"));
        let mut candidates = std::iter::once(format!("{stem}.png")).chain(numbered);
        candidates.find(|name| self.0.insert(name.to_lowercase())).unwrap_or(stem)
    }
}

fn parse_size(text: &str) -> Result<(usize, usize), String> {
    let side = |side: &str| side.parse().ok().filter(|side| (1..=MAX_SIDE).contains(side));
    let sides = text.split_once('x').and_then(|(height, width)| Some((side(height)?, side(width)?)));
    sides.ok_or_else(|| format!("expected height and width from 1 to {MAX_SIDE}, as 128x128"))
}

#[cfg(test)]
mod tests {
    use super::{Names, parse_size};
    use std::path::Path;

    #[test]
    fn every_photograph_gets_a_name_of_its_own_inside_the_folder() {
        let mut names = Names::default();
        let mut name = |file: &str| names.unused(Path::new(file));
        assert_eq!(name("a/cat.1.jpg"), "cat.1.png");
        assert_eq!(name("b/cat.1.png"), "cat.1-2.png");
        assert_eq!(name("b/CAT.1.gif"), "CAT.1-3.png");
        assert_eq!(name("cat.1-2.jpg"), "cat.1-2-2.png");
        assert_eq!(name("../x:y*.bmp"), "x_y_.png");
        assert_eq!(name("cão.jpg"), "cão.png");
        assert!(name(&"x".repeat(300)).len() < 120);
    }

    #[test]
    fn a_size_is_two_sides_within_limits() {
        assert_eq!(parse_size("12x34"), Ok((12, 34)));
        for wrong in ["", "12", "12x", "0x5", "5x0", "-1x5", "10001x1", "3x4x5", "3X4"] {
            assert!(parse_size(wrong).is_err(), "{wrong}");
        }
    }
}
