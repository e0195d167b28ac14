//! Drawings of cats' and dogs' faces: data for a demonstration that needs no file and no licence but this program's.
//!
//! Cats have slit pupils and whiskers, and mostly pointed ears; dogs a broad muzzle, often a tongue, and mostly hanging
//! ears. Fur, markings, pose, light and background vary alike in both. As among real photographs, some faces are small,
//! cut off, covered or badly lit, and a few labels are wrong: a network makes mistakes, and there is something to relabel.

mod canvas;
mod cat;
mod colour;
mod cover;
mod dog;
mod exposure;
mod face;
mod sampler;
mod scene;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use rayon::prelude::*;

use super::{DataError, Photos, Picture};
use crate::files::{self, WholeFile};
use canvas::Canvas;
use sampler::Sampler;

/// The classes, in the order of their labels.
pub const CLASSES: [&str; 2] = ["cat", "dog"];

/// The drawings' height and width, in pixels.
pub const SIDE: usize = 160;

/// The drawings of a set of `count`, named as Kaggle names photographs, in byte order: half cats, half dogs, one more
/// cat if `count` is odd.
#[must_use]
pub fn photos(count: usize) -> Photos {
    let photo = |i: usize| {
        let label = i % CLASSES.len();
        (format!("{}.{}.png", CLASSES[label], i / CLASSES.len()), Some(label as u32))
    };
    (0..count).map(photo).collect::<Photos>().sorted()
}

/// The share of drawings that show the other animal than their label says.
const WRONG_LABELS: f32 = 0.03;

/// Draws a cat (label 0) or a dog (any other), or, seldom, the other one. The same seed and index give the same drawing.
#[must_use]
pub fn draw(label: u32, seed: u64, index: u64) -> Picture {
    let mut sampler = Sampler::new(seed, label, index);
    let is_cat = (label == 0) != sampler.chance(WRONG_LABELS);
    let side = SIDE as f32;
    let rgb = Canvas::new(SIDE as u32).map(|mut canvas| {
        scene::paint(&mut canvas, side, &mut sampler);
        let near = sampler.chance(0.95);
        let unit = side * if near { sampler.between(0.25, 0.37) } else { sampler.between(0.11, 0.2) };
        let away = if near { 0.09 } else { 0.25 };
        let centre = (side * (0.5 + sampler.about_zero(away)), side * (0.52 + sampler.about_zero(away)));
        canvas.set_frame(centre, sampler.about_zero(14.0), unit);
        let pose = if is_cat { cat::paint(&mut canvas, &mut sampler) } else { dog::paint(&mut canvas, &mut sampler) };
        cover::paint(&mut canvas, &pose, &mut sampler);
        let mut rgb = canvas.into_rgb();
        exposure::expose(&mut rgb, &mut sampler);
        rgb
    });
    Picture { height: SIDE, width: SIDE, rgb: rgb.unwrap_or_default() }
}

/// The PNG file of a drawing, by its name in [`photos`]; `None` for any other name. With `twice`,
/// two names that follow each other are of one drawing.
#[must_use]
pub fn png(name: &str, seed: u64, twice: bool) -> Option<Vec<u8>> {
    let (class, number) = name.strip_suffix(".png")?.split_once('.')?;
    let label = CLASSES.iter().position(|known| *known == class)?;
    let number: u64 = number.parse().ok()?;
    draw(label as u32, seed, if twice { number / 2 } else { number }).to_png().ok()
}

/// Writes the drawings of a set into a folder, which is made if it does not exist.
///
/// # Errors
/// If the folder or a file cannot be written, or a file of such a name exists: nothing is ever overwritten.
pub fn write(folder: &Path, count: usize, seed: u64) -> Result<(), DataError> {
    let failed = |path: &Path, source| DataError::Write { path: path.to_owned(), source };
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    files::remove_leftovers(folder);
    let photos = photos(count);
    if let Some(taken) = photos.iter().map(|photo| folder.join(photo.name)).find(|path| path.exists()) {
        return Err(DataError::AlreadyThere { path: taken });
    }
    let pool = rayon::ThreadPoolBuilder::new().thread_name(|number| format!("drawing-{number}")).build();
    let pool = pool.map_err(|error| DataError::Threads { source: io::Error::other(error) })?;
    pool.install(|| {
        (0..photos.len()).into_par_iter().try_for_each(|place| {
            let name = photos.name(place);
            let path = folder.join(name);
            let file = png(name, seed, false).unwrap_or_default();
            write_new(&path, &file).map_err(|error| failed(&path, error))
        })
    })
}

/// Writes a file whole or not at all, and never over another.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = WholeFile::create(path)?;
    file.write_all(bytes)?;
    file.finish_as_new()
}
