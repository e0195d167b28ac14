//! Small pictures for the grid.

use std::io;
use std::thread::JoinHandle;

use super::absent::Absent;
use super::dataset::OpenedSlot;
use super::event::EngineEvent;
use super::mailbox::MailboxReceiver;
use super::outbox::Outbox;
use super::worker;
use crate::config::Resize;
use crate::data::{Dataset, Picture, Preprocessing};
use crate::shared_error::SharedError;

/// Photographs to show, the first ones first.
pub(super) struct Wanted {
    pub generation: u64,
    pub indices: Vec<usize>,
}

/// The longer side of a small picture, in pixels.
const SIDE: usize = 128;

pub(super) fn spawn(
    outbox: &Outbox,
    requests: MailboxReceiver<Wanted>,
    opened: OpenedSlot,
) -> io::Result<JoinHandle<()>> {
    let sender = outbox.clone();
    let newest = requests.peek();
    worker::spawn(worker::WorkerKind::Thumbnails, outbox.clone(), requests, move |wanted: Wanted| {
        let Some(dataset) = opened.get(wanted.generation) else { return };
        for index in wanted.indices {
            // What has left the screen is not worth reading: a newer wish names what is still on it.
            if newest.has_next() {
                return;
            }
            let picture = thumbnail(&dataset, index);
            sender.send(EngineEvent::Thumbnail { generation: wanted.generation, index, picture });
        }
    })
}

/// A photograph of a data set, small.
pub(super) fn thumbnail(dataset: &Dataset, index: usize) -> Result<Picture, SharedError> {
    if index >= dataset.photos.len() {
        return Err(Absent::Photograph.into());
    }
    Ok(fit(&dataset.decode(index, true)?, SIDE))
}

/// A picture made smaller so that its longer side has at most `side` pixels; smaller pictures stay as they are.
pub(super) fn fit(picture: &Picture, side: usize) -> Picture {
    let longer = picture.height.max(picture.width);
    if longer <= side {
        return picture.clone();
    }
    let scaled = |pixels: usize| (pixels * side / longer).max(1);
    let (height, width) = (scaled(picture.height), scaled(picture.width));
    let smaller = Preprocessing { height, width, exif_orientation: false, resize: Resize::Area };
    Picture { height, width, rgb: smaller.apply(picture) }
}
