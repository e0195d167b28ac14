//! Photos as `WebDataset` shards: tar files of as many photos each, read from beginning to end by many machines.
//!
//! A sample is three members with one key: the photo as it is, its class's number, and what is known of it. Members carry no
//! dates and owners, so that equal photos give equal bytes. `dataset.json` has the counts, since tar files have no index.

use std::io::{self, BufWriter};
use std::ops::ControlFlow;
use std::path::Path;

use serde_json::json;

use crate::config::{DataConfig, DataSource};
use crate::data::Dataset;
use crate::data::batches::shuffled;
use crate::data::split::Split;
use crate::exchange::ExchangeError;
use crate::files::{self, WholeFile, WholeFolder};
use crate::run::{self, Side};

/// Bytes of a shard, about.
const SHARD_BYTES: u64 = 256 << 20;
/// Shards of each side at least, so that several processes have some of their own.
const LEAST_SHARDS: usize = 8;
/// Photos whose size is looked at.
const SAMPLE: usize = 200;
/// The seed of the photos' order.
const SEED: u64 = 0;

/// A photo by its place in the data set, with its label.
type Labelled = (usize, u32);

/// Writes the photos of a run, by its split and labels, or those of a folder, CSV or zip, split as by default, as shards in
/// a folder that is not there yet.
///
/// # Errors
/// Photos that cannot be read, or a folder that cannot be written.
pub fn export(source: &Path, out: &Path) -> Result<(), ExchangeError> {
    let (dataset, training, validation) = opened(source)?;
    let write = |error: io::Error| ExchangeError::Write { path: out.to_owned(), source: error };
    let folder = WholeFolder::create(out).map_err(write)?;
    let mut counts = serde_json::Map::new();
    for (part, name, photos) in [("training", "train", training), ("validation", "validation", validation)] {
        let places: Vec<usize> = (0..photos.len()).collect();
        let photos: Vec<Labelled> = shuffled(&places, SEED, 0).into_iter().map(|place| photos[place]).collect();
        let shards = shards(&dataset, &photos);
        for shard in 0..shards {
            let (from, to) = (photos.len() * shard / shards, photos.len() * (shard + 1) / shards);
            write_shard(&dataset, &photos[from..to], from, &folder.path().join(format!("{name}-{shard:06}.tar")))?;
        }
        counts.insert(part.to_owned(), json!({ "photos": photos.len(), "shards": shards }));
    }
    counts.insert("classes".to_owned(), json!(dataset.classes));
    let text = format!("{:#}\n", serde_json::Value::Object(counts));
    files::write(&folder.path().join("dataset.json"), text.as_bytes()).map_err(write)?;
    folder.finish().map_err(write)
}

/// The data set with its training and validation photos.
fn opened(source: &Path) -> Result<(Dataset, Vec<Labelled>, Vec<Labelled>), ExchangeError> {
    let proceed = &mut |_| ControlFlow::Continue(());
    if source.join(run::CONFIG).exists() {
        let config = run::read_config(source)?;
        let photos = config.data.source.ok_or_else(|| no_photos(source))?;
        let dataset = Dataset::open_watched(&photos, proceed)?;
        let rows = run::read_split(source)?;
        let same = rows.len() <= dataset.photos.len()
            && rows.iter().zip(dataset.photos.iter()).all(|(row, photo)| row.filename == photo.name);
        if !same {
            return Err(no_photos(source));
        }
        let side = |side: Side| {
            let rows = rows.iter().enumerate().filter(|(_, row)| row.side == side && row.left_out.is_empty());
            let label = |label: &str| dataset.classes.iter().position(|class| class == label);
            rows.filter_map(|(index, row)| Some((index, label(&row.label)? as u32))).collect::<Vec<_>>()
        };
        let (training, validation) = (side(Side::Training), side(Side::Validation));
        return Ok((dataset, training, validation));
    }
    let dataset = Dataset::open_watched(&DataSource::Path(source.to_owned()), proceed)?;
    dataset.require_classes()?;
    let split = Split::of(&dataset.photos, &DataConfig::default())?;
    let labelled = |side: &[u32]| -> Vec<Labelled> {
        let side = side.iter().map(|index| *index as usize);
        side.filter_map(|index| Some((index, dataset.photos.label(index)?))).collect()
    };
    let (training, validation) = (labelled(&split.train), labelled(&split.validation));
    Ok((dataset, training, validation))
}

fn no_photos(source: &Path) -> ExchangeError {
    ExchangeError::PhotosGone { run: source.to_owned() }
}

/// How many shards so many photos are spread over.
fn shards(dataset: &Dataset, photos: &[Labelled]) -> usize {
    let sample: Vec<usize> =
        photos.iter().take(SAMPLE).filter_map(|(index, _)| Some(dataset.read(*index).ok()?.len())).collect();
    let mean = sample.iter().sum::<usize>() as u64 / sample.len().max(1) as u64;
    let bytes = mean * photos.len() as u64;
    (bytes.div_ceil(SHARD_BYTES) as usize).max(LEAST_SHARDS).clamp(1, photos.len().max(1))
}

/// Writes one shard. Keys are the photos' places, so that no name of a photo is taken for a key and a field.
fn write_shard(dataset: &Dataset, photos: &[Labelled], first: usize, path: &Path) -> Result<(), ExchangeError> {
    let write = |source: io::Error| ExchangeError::Write { path: path.to_owned(), source };
    let file = WholeFile::create(path).map_err(write)?;
    let mut archive = tar::Builder::new(BufWriter::with_capacity(1 << 20, file));
    for (place, (index, label)) in (first..).zip(photos) {
        let name = dataset.photos.name(*index);
        let photo = dataset.read(*index)?;
        let ending = name.rsplit_once('.').map_or("jpg", |(_, ending)| ending).to_lowercase();
        let about = json!({ "filename": name, "label": dataset.classes.get(*label as usize), "index": index });
        for (ending, bytes) in [
            (ending.as_str(), photo.as_slice()),
            ("cls", label.to_string().as_bytes()),
            ("json", about.to_string().as_bytes()),
        ] {
            let mut header = tar::Header::new_ustar();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            archive.append_data(&mut header, format!("{place:09}.{ending}"), bytes).map_err(write)?;
        }
    }
    let buffer = archive.into_inner().map_err(write)?;
    buffer.into_inner().map_err(|error| write(error.into_error()))?.finish().map_err(write)
}
