//! `bigode import`: a network of another program becomes a run.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Outcome, output};
use crate::config::Resize;
use crate::exchange::{ImportOptions, PixelOverrides, Pixels, import};
use crate::text::{CliText, Language};

/// The arguments of `bigode import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A file that ends in .keras, .h5, .weights.h5, .onnx or .safetensors, or the folder that an exported project for many
    /// machines has written
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder of the new run; it is not there yet or empty
    #[arg(long, value_name = "RUN_DIR")]
    out: PathBuf,
    /// The classes' names in the order of the network's outputs, where the file has none
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    classes: Vec<String>,
    /// How photos become the network's input, where the file does not say it or says something else: any of
    /// scale=NUMBER (0.00392156862745098 for 1/255), resize=nearest or area, exif=true or false
    #[arg(long, value_name = "KEY=VALUE,...", value_parser = pixels, default_value = "", hide_default_value = true)]
    preprocessing: PixelOverrides,
    /// A run, or a configuration in RON, with the network of a file that holds weights alone
    #[arg(long, value_name = "RUN_DIR|FILE.ron")]
    network: Option<PathBuf>,
}

/// Makes the run and says what it is.
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    let options =
        ImportOptions { classes: args.classes.clone(), pixels: args.preprocessing, network: args.network.clone() };
    let imported = import(&args.file, &args.out, &options)?;
    if imported.pixels_are_assumed {
        let pixels = in_words(&imported.pixels);
        output::warn(&language.fill(CliText::ImportAssumed, &[("pixels", &pixels)]));
    }
    let (folder, classes) = (args.out.display(), imported.classes.join(", "));
    output::line(&language.fill(CliText::ImportedRun, &[("folder", &folder), ("classes", &classes)]))?;
    output::line(&language.fill(CliText::TrainImported, &[("folder", &folder)]))?;
    Ok(ExitCode::SUCCESS)
}

/// As `--preprocessing` takes it.
fn in_words(pixels: &Pixels) -> String {
    let interpolation = match pixels.interpolation {
        Resize::Nearest => "nearest",
        Resize::Area => "area",
    };
    format!("scale={},resize={interpolation},exif={}", pixels.scale, pixels.exif_orientation)
}

/// Reads `--preprocessing`.
fn pixels(text: &str) -> Result<PixelOverrides, String> {
    let mut pixels = PixelOverrides::default();
    for part in text.split(',').filter(|part| !part.is_empty()) {
        let (key, value) = part.split_once('=').ok_or_else(|| format!("{part} is not KEY=VALUE"))?;
        let wrong = || format!("{key} cannot be {value}");
        match key {
            "scale" => {
                let scale: f64 = value.parse().map_err(|_| wrong())?;
                pixels.scale = Some(Some(scale).filter(|scale| *scale > 0.0 && scale.is_finite()).ok_or_else(wrong)?);
            }
            "resize" => {
                pixels.interpolation = Some(match value {
                    "nearest" => Resize::Nearest,
                    "area" => Resize::Area,
                    _ => return Err(wrong()),
                });
            }
            "exif" => pixels.exif_orientation = Some(value.parse().map_err(|_| wrong())?),
            _ => return Err(format!("{key} is none of scale, resize and exif")),
        }
    }
    Ok(pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preprocessing_is_read_by_its_keys() {
        let read = pixels("scale=0.5,resize=area,exif=true").expect("it is valid");
        let expected =
            PixelOverrides { scale: Some(0.5), interpolation: Some(Resize::Area), exif_orientation: Some(true) };
        assert_eq!(read, expected);
        assert_eq!(pixels(""), Ok(PixelOverrides::default()));
        for wrong in ["scale", "scale=0", "scale=nan", "resize=bilinear", "exif=1", "size=3"] {
            assert!(pixels(wrong).is_err(), "{wrong}");
        }
    }
}
