//! `bigode explain`: pictures of what a network's answer rests on.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, ensure};
use image::{ImageFormat, RgbImage};

use super::predict::WeightsArg;
use super::progress::Bar;
use super::{Outcome, output};
use crate::data::decode;
use crate::files::write_output;
use crate::nn::explain::{Activations, HeatMap, Occluder, convolutions, first_filters, grad_cam, occlusion_maps};
use crate::predict::{Classifier, Prediction};
use crate::results::pictures;

/// The covering square's side, as a share of the photograph's shorter side, and how many steps it takes over itself.
const OCCLUDER: (usize, usize) = (8, 2);

/// The arguments of `bigode explain`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The run's folder, as `bigode train` left it
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// A photograph
    #[arg(value_name = "PHOTO")]
    photo: PathBuf,
    /// The folder for the pictures; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Explain these classes instead of the two most probable
    #[arg(long, value_name = "CLASS")]
    class: Vec<String>,
    /// The layer of Grad-CAM, by its name in `bigode summary` [default: the last convolution]
    #[arg(long, value_name = "NAME")]
    layer: Option<String>,
    /// Which of the run's weights: those of the lowest validation loss, or those of the last epoch
    #[arg(long, value_enum, default_value_t = WeightsArg::Best)]
    weights: WeightsArg,
}

/// Writes the pictures and names each.
pub(crate) fn run(args: &Args) -> Outcome {
    let classifier = Classifier::open(&args.run, args.weights.into(), super::available_threads())?;
    let bytes = fs::read(&args.photo).with_context(|| format!("cannot read {}", args.photo.display()))?;
    let preprocessing = classifier.preprocessing();
    let picture = decode::decode(&bytes, preprocessing.exif_orientation)
        .with_context(|| format!("{} cannot be explained", args.photo.display()))?;
    let pixels = preprocessing.apply(&picture);
    let size = (picture.width as u32, picture.height as u32);
    let photograph = RgbImage::from_raw(size.0, size.1, picture.rgb).context("a picture has three bytes a pixel")?;
    let prediction = classifier.classify_pixels(&pixels)?;
    let classes = wanted_classes(args, &classifier, &prediction)?;
    let layer = wanted_layer(args, &classifier)?;
    fs::create_dir_all(&args.out).with_context(|| format!("cannot write {}", args.out.display()))?;

    let network = classifier.network();
    let x = classifier.input(&pixels);
    let activations = Activations::of(network, &x)?;
    let seen = RgbImage::from_raw(preprocessing.width as u32, preprocessing.height as u32, pixels);
    save(&args.out, "input.png", seen.as_ref(), "what the network sees")?;
    let named = |class: usize| (&classifier.classes()[class], file_part(classifier.classes(), class));
    if let Some((layer, layer_name)) = &layer {
        for class in classes.iter().copied() {
            let (name, file) = named(class);
            let percent = 100.0 * prediction.probabilities[class];
            let map = grad_cam(network, &activations, *layer, class);
            let heated = map.map(|map| pictures::heat_over(&photograph, &map.normalised()));
            let what = format!("Grad-CAM of {layer_name} for {name} ({percent:.1} %)");
            save(&args.out, &format!("grad-cam-{file}.png"), heated.as_ref(), &what)?;
        }
    }
    let side = (preprocessing.height.min(preprocessing.width) / OCCLUDER.0).max(1);
    let occluder = Occluder { side, stride: (side / OCCLUDER.1).max(1) };
    let bar = Bar::new("places covered");
    let maps = occlusion_maps(network, &x, &classes, occluder, &mut |done, all| bar.show(done, all));
    bar.clear();
    for (map, class) in maps?.unwrap_or_default().into_iter().zip(classes) {
        let (name, file) = named(class);
        let heat = map.over(preprocessing.height, preprocessing.width);
        let most = heat.values.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
        let scaled = HeatMap { values: heat.values.iter().map(|value| value / most.max(1e-6)).collect(), ..heat };
        let what = format!("occlusion for {name}: up to {:.1} points lost (orange) or won (blue)", 100.0 * most);
        let heated = pictures::differences_over(&photograph, &scaled);
        save(&args.out, &format!("occlusion-{file}.png"), Some(&heated), &what)?;
    }
    for (number, layer) in (1..).zip(&activations.layers) {
        let file = format!("layer-{number:02}-{}.png", layer.name);
        save(&args.out, &file, pictures::feature_maps(layer).as_ref(), &format!("what {} makes of it", layer.name))?;
    }
    let filters = first_filters(network).and_then(|filters| pictures::filters(&filters));
    save(&args.out, "filters.png", filters.as_ref(), "what the first convolution looks for")?;
    Ok(ExitCode::SUCCESS)
}

/// The classes by number: those that were named, or the two most probable.
fn wanted_classes(args: &Args, classifier: &Classifier, prediction: &Prediction) -> anyhow::Result<Vec<usize>> {
    let known = classifier.classes();
    if args.class.is_empty() {
        let mut order: Vec<usize> = (0..known.len()).collect();
        order.sort_by(|a, b| prediction.probabilities[*b].total_cmp(&prediction.probabilities[*a]));
        order.truncate(2);
        return Ok(order);
    }
    let find = |name: &String| {
        let found = known.iter().position(|class| class == name);
        found.with_context(|| format!("there is no class {name:?}; the classes are {}", known.join(", ")))
    };
    args.class.iter().map(find).collect()
}

/// Grad-CAM's layer; none where the network has no convolution and none was asked for.
fn wanted_layer(args: &Args, classifier: &Classifier) -> anyhow::Result<Option<(usize, String)>> {
    let convolutions = convolutions(classifier.network());
    let names = || convolutions.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ");
    let Some(wanted) = &args.layer else { return Ok(convolutions.last().cloned()) };
    let found = convolutions.iter().find(|(_, name)| name == wanted);
    ensure!(found.is_some(), "there is no convolution {wanted:?}; the convolutions are {}", names());
    Ok(found.cloned())
}

/// Letters of a class's name in a file's name, at most.
const LETTERS: usize = 40;

/// A class's name as part of a file's, with its number unless that says it all and no other class's does the same,
/// whatever their case.
fn file_part(classes: &[String], class: usize) -> String {
    let plain = |name: &String| -> String {
        name.chars().filter(|c| c.is_alphanumeric() || *c == '-' || *c == '_').take(LETTERS).collect()
    };
    let part = plain(&classes[class]);
    let alike = classes.iter().filter(|name| plain(name).to_lowercase() == part.to_lowercase()).count();
    if part == classes[class] && alike == 1 { part } else { format!("{part}.{class}") }
}

fn save(folder: &Path, name: &str, picture: Option<&RgbImage>, what: &str) -> anyhow::Result<()> {
    let Some(picture) = picture else { return Ok(()) };
    let path = folder.join(name);
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png)?;
    write_output(&path, bytes.get_ref()).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(output::line(&format!("{}: {what}", path.display()))?)
}

#[cfg(test)]
mod tests {
    use super::file_part;

    #[test]
    fn every_class_has_a_file_of_its_own() {
        let long = "x".repeat(300);
        let classes = ["ab", "a.b", "Gato", "gato", "cão", "../", &long].map(str::to_owned);
        let parts: Vec<String> = (0..classes.len()).map(|class| file_part(&classes, class)).collect();
        assert_eq!(parts[..6], ["ab.0", "ab.1", "Gato.2", "gato.3", "cão", ".5"]);
        assert_eq!(parts[6], format!("{}.6", "x".repeat(40)));
    }
}
