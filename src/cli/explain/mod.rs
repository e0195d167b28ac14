//! `bigode explain`: pictures that explain a network's prediction.

use std::fmt::Display;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use image::{ImageFormat, RgbImage};

use super::failure::Failure;
use super::predict::WeightsArg;
use super::progress::Bar;
use super::{Outcome, output};
use crate::data::{PNG_MEMORY, Picture, decode};
use crate::files;
use crate::memory::ensure_available;
use crate::nn::explain::{Activations, HeatMap, Occluder, convolutions, first_filters, grad_cam, occlusion_maps};
use crate::predict::{Classifier, Prediction};
use crate::results::pictures;
use crate::text::{CliText, Language, PredictionText};
use crate::train;

/// The covering square's side, as a share of the photo's shorter side, and how many steps it takes over itself.
const OCCLUDER: (usize, usize) = (8, 2);

/// The arguments of `bigode explain`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The run's folder, as `bigode train` left it
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// A photo
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
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    train::remove_leftovers(&args.run);
    let classifier = Classifier::open(&args.run, args.weights.into(), super::available_threads())?;
    if classifier.network().averages_mirrored() {
        output::warn(language.text(PredictionText::ExplainedUnmirrored));
    }
    let photo: [(&str, &dyn Display); 1] = [("file", &args.photo.display())];
    let bytes = files::read(&args.photo).map_err(|error| Failure::because(CliText::CannotRead, &photo, error))?;
    let preprocessing = classifier.preprocessing();
    let picture = decode::decode(&bytes, preprocessing.exif_orientation)
        .map_err(|error| Failure::because(CliText::CannotExplain, &photo, error))?;
    let pixels = preprocessing.apply(&picture);
    let photograph = image(picture);
    let prediction = classifier.classify_pixels(&pixels)?;
    let classes = wanted_classes(args, &classifier, &prediction)?;
    let layer = wanted_layer(args, &classifier)?;
    fs::create_dir_all(&args.out).map_err(|error| output::cannot_write(&args.out, error))?;
    files::remove_leftovers(&args.out);

    let save = |name: &str, picture: Option<&RgbImage>, what: &str| save(&args.out.join(name), picture, what);
    let network = classifier.network();
    let x = classifier.input(&pixels);
    let activations = Activations::of(network, &x)?;
    let seen = image(Picture { height: preprocessing.height, width: preprocessing.width, rgb: pixels });
    save("input.png", Some(&seen), language.text(CliText::InputPicture))?;
    let named = |class: usize| (&classifier.classes()[class], file_part(classifier.classes(), class));
    if let Some((layer, layer_name)) = &layer {
        for class in classes.iter().copied() {
            let (name, file) = named(class);
            let share = language.percent(f64::from(prediction.probabilities[class]), 1);
            let map = grad_cam(network, &activations, *layer, class);
            let heated = map.map(|map| pictures::heat_over(&photograph, &map.normalised()));
            let what = language.fill(CliText::GradCam, &[("layer", layer_name), ("class", name), ("share", &share)]);
            save(&format!("grad-cam-{file}.png"), heated.as_ref(), &what)?;
        }
    }
    let side = (preprocessing.height.min(preprocessing.width) / OCCLUDER.0).max(1);
    let occluder = Occluder { side, stride: (side / OCCLUDER.1).max(1) };
    let bar = Bar::new(language.text(CliText::BarCovered));
    let maps = occlusion_maps(network, &x, &classes, occluder, &mut |done, all| bar.show(done, all));
    bar.clear();
    for (map, class) in maps?.unwrap_or_default().into_iter().zip(classes) {
        let (name, file) = named(class);
        let heat = map.over(preprocessing.height, preprocessing.width);
        let most = heat.values.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
        let scaled = HeatMap { values: heat.values.iter().map(|value| value / most.max(1e-6)).collect(), ..heat };
        let points = language.decimal(f64::from(100.0 * most), 1);
        let what = language.fill(CliText::Occlusion, &[("class", name), ("points", &points)]);
        let heated = pictures::differences_over(&photograph, &scaled);
        save(&format!("occlusion-{file}.png"), Some(&heated), &what)?;
    }
    for (number, layer) in (1..).zip(&activations.layers) {
        let what = language.fill(CliText::FeatureMaps, &[("layer", &layer.name)]);
        save(&format!("layer-{number:02}-{}.png", layer.name), pictures::feature_maps(layer).as_ref(), &what)?;
    }
    let filters = first_filters(network).and_then(|filters| pictures::filters(&filters));
    save("filters.png", filters.as_ref(), language.text(CliText::FirstFilters))?;
    Ok(ExitCode::SUCCESS)
}

/// A decoded picture, which has three bytes a pixel.
fn image(Picture { height, width, rgb }: Picture) -> RgbImage {
    RgbImage::from_raw(width as u32, height as u32, rgb).unwrap_or_default()
}

/// The classes by number: those that were named, or the two most probable.
fn wanted_classes(args: &Args, classifier: &Classifier, prediction: &Prediction) -> Result<Vec<usize>, Failure> {
    let known = classifier.classes();
    if args.class.is_empty() {
        let mut order: Vec<usize> = (0..known.len()).collect();
        order.sort_by(|a, b| prediction.probabilities[*b].total_cmp(&prediction.probabilities[*a]));
        order.truncate(2);
        return Ok(order);
    }
    let find = |name: &String| {
        let found = known.iter().position(|class| class == name);
        let (name, classes) = (format!("{name:?}"), known.join(", "));
        found.ok_or_else(|| Failure::new(CliText::NoClass, &[("name", &name), ("classes", &classes)]))
    };
    args.class.iter().map(find).collect()
}

/// Grad-CAM's layer; none where the network has no convolution and none was asked for.
fn wanted_layer(args: &Args, classifier: &Classifier) -> Result<Option<(usize, String)>, Failure> {
    let convolutions = convolutions(classifier.network());
    let Some(wanted) = &args.layer else { return Ok(convolutions.last().cloned()) };
    let Some(found) = convolutions.iter().find(|(_, name)| name == wanted) else {
        let names = convolutions.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ");
        let name = format!("{wanted:?}");
        return Err(Failure::new(CliText::NoConvolution, &[("name", &name), ("names", &names)]));
    };
    Ok(Some(found.clone()))
}

/// Letters of a class's name in a file's name, at most.
const LETTERS: usize = 40;

/// A class's name as part of a file's, with its number unless the name needs no change and no other class has
/// the same one in another case.
fn file_part(classes: &[String], class: usize) -> String {
    let plain = |name: &String| -> String {
        name.chars().filter(|c| c.is_alphanumeric() || *c == '-' || *c == '_').take(LETTERS).collect()
    };
    let part = plain(&classes[class]);
    let alike = classes.iter().filter(|name| plain(name).to_lowercase() == part.to_lowercase()).count();
    if part == classes[class] && alike == 1 { part } else { format!("{part}.{class}") }
}

fn save(file: &Path, picture: Option<&RgbImage>, what: &str) -> Result<(), Failure> {
    let Some(picture) = picture else { return Ok(()) };
    ensure_available(PNG_MEMORY * picture.len())?;
    let mut bytes = Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, ImageFormat::Png)
        .map_err(|error| Failure::new(CliText::NotAPicture, &[("file", &file.display()), ("reason", &error)]))?;
    output::write_into_folder(file, bytes.get_ref())?;
    output::line(&format!("{}: {what}", file.display()))
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
