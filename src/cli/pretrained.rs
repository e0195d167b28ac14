//! `bigode pretrained`: weights of other programs, added to those that come with this one.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use super::{Outcome, output};
use crate::config::PretrainedName;
use crate::exchange;
use crate::nn::pretrained::{self, Added};
use crate::text::{CliText, Language};

/// The subcommand's arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

/// What to do.
#[derive(Debug, Subcommand)]
enum Action {
    /// Add weights of timm, torchvision or Keras Applications to the networks that a training can begin with
    Add {
        /// A safetensors file of timm's `tf_efficientnet_lite0` or `efficientnet_lite0`, or of torchvision's `mobilenet_v2`, resnet18
        /// or resnet50; an HDF5 file (.h5) of Keras Applications' `MobileNetV2`
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Which network it is, where the tensors do not say it
        #[arg(long, value_name = "NAME", value_parser = name)]
        architecture: Option<PretrainedName>,
    },
    /// List the networks that a training can begin with
    List,
}

/// Adds a file's weights, or lists what is there.
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    let folder = pretrained::folder();
    match &args.action {
        Action::Add { file, architecture } => {
            let added = exchange::pretrained::add(file, *architecture, &folder)?;
            output::line(&language.fill(CliText::PretrainedAdded, &[("layer", &layer(&added))]))?;
        }
        Action::List => {
            output::line(&language.fill(CliText::PretrainedComes, &[("name", &"efficientnet_lite0")]))?;
            let all =
                pretrained::list(&folder).map_err(|source| pretrained::AddError::Read { path: folder, source })?;
            for added in all {
                let megabytes = language.decimal(added.bytes as f64 / 1e6, 1);
                output::line(&format!("{}  {megabytes} MB  {}", layer(&added), added.origin))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// As a configuration names it.
fn layer(added: &Added) -> String {
    let weights = added.network.weights.map_or_else(String::new, |digest| format!(", weights: \"{digest}\""));
    format!("Pretrained(name: {}{weights})", added.network.name.name())
}

/// Reads `--architecture`.
fn name(text: &str) -> Result<PretrainedName, String> {
    let known = || PretrainedName::ALL.map(PretrainedName::name).join(", ");
    PretrainedName::ALL
        .into_iter()
        .find(|name| name.name() == text)
        .ok_or_else(|| format!("it must be one of {}", known()))
}
