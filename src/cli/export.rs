//! `bigode export`: a run in a format of other programs.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::predict::WeightsArg;
use super::{Outcome, output};
use crate::exchange::{Compared, ExportOptions, Exported, Format, Layout, Naming, export};
use crate::text::{CliText, Language};
use crate::train;

/// The arguments of `bigode export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The run's folder, as `bigode train` left it; with webdataset also a folder, CSV or zip of labelled photos
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// The format: cluster, h5, keras, notebook, onnx, python, safetensors, tensorboard, webdataset or weights.h5
    #[arg(long, value_name = "FORMAT", value_parser = str::parse::<Format>)]
    to: Format,
    /// The file, or for some formats the folder, that is written
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// Which of the run's weights: those of the lowest validation loss, or those of the last epoch
    #[arg(long, value_enum, default_value_t = WeightsArg::Best)]
    weights: WeightsArg,
    /// With safetensors: whose names and orders the tensors have
    #[arg(long, value_enum, default_value_t = NamingArg::Keras)]
    names: NamingArg,
    /// With onnx: the order of a photo's axes
    #[arg(long, value_enum, default_value_t = LayoutArg::Nhwc)]
    layout: LayoutArg,
}

/// [`Naming`] on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum NamingArg {
    /// `conv2d/kernel` of height, width, in, out
    Keras,
    /// `conv2d.weight` of out, in, height, width
    Pytorch,
}

/// [`Layout`] on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum LayoutArg {
    /// Height, width, channels
    Nhwc,
    /// Channels, height, width
    Nchw,
}

/// Writes the file and says how far its answers lie from the run's.
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    train::remove_leftovers(&args.run);
    let options = ExportOptions {
        layout: match args.layout {
            LayoutArg::Nhwc => Layout::Nhwc,
            LayoutArg::Nchw => Layout::Nchw,
        },
        naming: match args.names {
            NamingArg::Keras => Naming::Keras,
            NamingArg::Pytorch => Naming::PyTorch,
        },
        language,
        threads: super::available_threads(),
    };
    let Exported { parity } = export(&args.run, args.to, args.weights.into(), &args.out, options)?;
    output::line(&language.fill(CliText::ExportWritten, &[("file", &args.out.display())]))?;
    if let Some(parity) = parity {
        let text = match parity.compared {
            Compared::Photos => CliText::ParityOnPhotos,
            Compared::Drawings => CliText::ParityOnDrawings,
        };
        let difference = format!("{:.1e}", parity.largest_difference);
        output::line(&language.count_and_fill(text, parity.pictures, &[("difference", &difference)]))?;
    }
    Ok(ExitCode::SUCCESS)
}
