//! Small pictures for galleries: those of the open data set, and on another thread those of evaluated photographs.

use std::io;
use std::sync::Arc;

use super::{Context, Worker};
use crate::config::Resize;
use crate::data::{Dataset, Picture, Preprocessing};
use crate::engine::threads::{Ended, Mailbox, mailbox};
use crate::engine::views::{Absent, EvaluatedPhotographs, ResultsView, ThumbnailsCommand, ThumbnailsEvent, WorkerKind};
use crate::shared_error::SharedError;

/// The longer side of a small picture, in pixels.
const SIDE: usize = 128;

struct OfDataset {
    generation: u64,
    indices: Vec<usize>,
}

struct OfResults {
    generation: u64,
    results: Arc<ResultsView>,
    photographs: Vec<usize>,
}

pub struct ThumbnailsWorker {
    of_dataset: Mailbox<OfDataset>,
    of_results: Mailbox<OfResults>,
}

impl Worker for ThumbnailsWorker {
    type Command = ThumbnailsCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (of_dataset, next) = mailbox(|_, _| true);
        let (outbox, datasets, newer) = (context.outbox.clone(), context.datasets.clone(), next.newer());
        context.spawn(WorkerKind::Thumbnails, next, move |OfDataset { generation, indices }| {
            let Some(dataset) = datasets.get(generation) else { return Ended::Cancelled };
            for index in indices {
                // What has left the screen need not be read: the newer request names what is still on it.
                if newer.waits() {
                    return Ended::Cancelled;
                }
                let picture = thumbnail(&dataset, index);
                outbox.send(ThumbnailsEvent::Dataset { generation, index, picture });
            }
            Ended::Done
        })?;
        let (of_results, next) = mailbox(|_, _| true);
        let (outbox, newer) = (context.outbox.clone(), next.newer());
        context.spawn(WorkerKind::EvaluatedThumbnails, next, move |job| {
            let OfResults { generation, results, photographs } = job;
            for photograph in photographs {
                if newer.waits() {
                    return Ended::Cancelled;
                }
                let picture = match &results.photographs {
                    Some(EvaluatedPhotographs { dataset, places }) => {
                        thumbnail(dataset, places.get(photograph).copied().unwrap_or(usize::MAX))
                    }
                    None => Err(Absent::Photograph.into()),
                };
                outbox.send(ThumbnailsEvent::Evaluated { generation, photograph, picture });
            }
            Ended::Done
        })?;
        Ok(Self { of_dataset, of_results })
    }

    fn send(&mut self, command: ThumbnailsCommand) -> Result<(), ThumbnailsCommand> {
        match command {
            ThumbnailsCommand::Dataset { generation, indices } => {
                self.of_dataset.post(OfDataset { generation, indices });
            }
            ThumbnailsCommand::Evaluated { generation, results, photographs } => {
                self.of_results.post(OfResults { generation, results, photographs });
            }
        }
        Ok(())
    }
}

/// A photograph of a data set, small.
fn thumbnail(dataset: &Dataset, index: usize) -> Result<Picture, SharedError> {
    if index >= dataset.photos.len() {
        return Err(Absent::Photograph.into());
    }
    Ok(fit(&dataset.decode(index, true)?, SIDE))
}

/// A picture made smaller so that its longer side has at most `side` pixels; smaller pictures stay as they are.
pub fn fit(picture: &Picture, side: usize) -> Picture {
    let longer = picture.height.max(picture.width);
    if longer <= side {
        return picture.clone();
    }
    let scaled = |pixels: usize| (pixels * side / longer).max(1);
    let (height, width) = (scaled(picture.height), scaled(picture.width));
    let smaller = Preprocessing { height, width, exif_orientation: false, resize: Resize::Area };
    Picture { height, width, rgb: smaller.apply(picture) }
}
