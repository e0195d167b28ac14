//! Drops under X11, by the XDND protocol: a window that is never seen stands in for the program's (`XdndProxy`), so that the
//! list of files arrives as it was sent.

use std::thread::Builder;

use crossbeam_channel::{Receiver, Sender, bounded};
use winit::raw_window_handle::{HasWindowHandle, RawWindowHandle};
use x11rb::connection::Connection as _;
use x11rb::errors::ReplyOrIdError;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, PropMode, Property, Window,
    WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use super::Dragged;

/// The version of XDND.
const VERSION: u32 = 5;
/// So much of a list is taken in: a hundred thousand files and more.
const LONGEST: usize = 64 << 20;
/// Events that wait for the window.
const WAITING: usize = 64;

x11rb::atom_manager! {
    Atoms: AtomsCookie {
        XdndProxy,
        XdndAware,
        XdndEnter,
        XdndPosition,
        XdndStatus,
        XdndLeave,
        XdndDrop,
        XdndFinished,
        XdndSelection,
        XdndTypeList,
        XdndActionCopy,
        INCR,
        ADDRESSES: b"text/uri-list",
        LIST: b"BIGODE_DROPPED",
    }
}

/// Lets a thread receive what is dragged over the window; `wake` is called after each event. Nothing where the window is
/// none of X11's.
pub fn receive(window: &impl HasWindowHandle, wake: impl Fn() + Send + 'static) -> Option<Receiver<Dragged>> {
    let window = match window.window_handle().ok()?.as_raw() {
        RawWindowHandle::Xlib(handle) => u32::try_from(handle.window).ok()?,
        RawWindowHandle::Xcb(handle) => handle.window.get(),
        _ => return None,
    };
    let (sender, receiver) = bounded(WAITING);
    let stand_in = StandIn::create(window).ok()?;
    // It waits for the X server until the program ends.
    let work = move || stand_in.work(&sender, &wake);
    Builder::new().name("bigode-drops".to_owned()).spawn(work).ok()?;
    Some(receiver)
}

/// A drag, from its entry to its end.
struct Drag {
    source: Window,
    target: Window,
    is_of_files: bool,
    is_shown: bool,
}

/// A list on its way, after a drop.
struct Transfer {
    source: Window,
    target: Window,
    list: Vec<u8>,
    in_parts: bool,
}

struct StandIn {
    connection: RustConnection,
    atoms: Atoms,
    id: Window,
    window: Window,
    drag: Option<Drag>,
    transfer: Option<Transfer>,
}

impl StandIn {
    fn create(window: Window) -> Result<Self, ReplyOrIdError> {
        let (connection, screen) = x11rb::connect(None).map_err(|_| ReplyOrIdError::IdsExhausted)?;
        let atoms = Atoms::new(&connection)?.reply()?;
        let root = connection.setup().roots[screen].root;
        let id = connection.generate_id()?;
        let values = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE).override_redirect(1);
        let (class, visual) = (WindowClass::INPUT_ONLY, x11rb::COPY_FROM_PARENT);
        connection.create_window(0, id, root, -1, -1, 1, 1, 0, class, visual, &values)?.check()?;
        for place in [id, window] {
            let (replace, kind) = (PropMode::REPLACE, AtomEnum::WINDOW);
            connection.change_property32(replace, place, atoms.XdndProxy, kind, &[id])?.check()?;
        }
        let aware = connection.change_property32(PropMode::REPLACE, id, atoms.XdndAware, AtomEnum::ATOM, &[VERSION])?;
        aware.check()?;
        Ok(Self { connection, atoms, id, window, drag: None, transfer: None })
    }

    /// Receives until the connection ends. Afterwards, drags are winit's again.
    fn work(mut self, sender: &Sender<Dragged>, wake: &impl Fn()) {
        while let Ok(event) = self.connection.wait_for_event() {
            let Ok(dragged) = self.take(&event) else { break };
            for event in dragged {
                if sender.send(event).is_err() {
                    break;
                }
                wake();
            }
        }
        let _gone = self.connection.delete_property(self.window, self.atoms.XdndProxy);
        let _gone = self.connection.flush();
    }

    fn take(&mut self, event: &Event) -> Result<Vec<Dragged>, ReplyOrIdError> {
        let atoms = self.atoms;
        match event {
            Event::ClientMessage(message) => {
                let data = message.data.as_data32();
                if message.type_ == atoms.XdndEnter {
                    self.enter(message.window, data)?;
                } else if message.type_ == atoms.XdndPosition {
                    return self.move_over(data[0]);
                } else if message.type_ == atoms.XdndLeave {
                    return Ok(self
                        .drag
                        .take()
                        .filter(|drag| drag.is_shown)
                        .map(|_| Dragged::Hovers(false))
                        .into_iter()
                        .collect());
                } else if message.type_ == atoms.XdndDrop {
                    return self.drop_it(data[0], data[2]);
                }
                Ok(Vec::new())
            }
            Event::SelectionNotify(notified) if notified.requestor == self.id => {
                if notified.property == u32::from(AtomEnum::NONE) {
                    return self.finish(false);
                }
                self.read()
            }
            Event::PropertyNotify(changed) if changed.window == self.id => {
                let is_part = self.transfer.as_ref().is_some_and(|transfer| transfer.in_parts);
                let is_new = changed.atom == atoms.LIST && changed.state == Property::NEW_VALUE;
                if is_part && is_new { self.read() } else { Ok(Vec::new()) }
            }
            _ => Ok(Vec::new()),
        }
    }

    fn enter(&mut self, target: Window, data: [u32; 5]) -> Result<(), ReplyOrIdError> {
        let source = data[0];
        let is_of_files = if data[1] & 1 == 0 {
            data[2..].contains(&self.atoms.ADDRESSES)
        } else {
            let types =
                self.connection.get_property(false, source, self.atoms.XdndTypeList, AtomEnum::ATOM, 0, 1024)?;
            types.reply().is_ok_and(|types| {
                types.value32().is_some_and(|mut types| types.any(|kind| kind == self.atoms.ADDRESSES))
            })
        };
        self.drag = Some(Drag { source, target, is_of_files, is_shown: false });
        Ok(())
    }

    fn move_over(&mut self, source: Window) -> Result<Vec<Dragged>, ReplyOrIdError> {
        let Some(drag) = self.drag.as_mut().filter(|drag| drag.source == source) else { return Ok(Vec::new()) };
        let appears = drag.is_of_files && !std::mem::replace(&mut drag.is_shown, drag.is_of_files);
        let (target, accepted) = (drag.target, drag.is_of_files);
        let action = if accepted { self.atoms.XdndActionCopy } else { 0 };
        self.tell(source, self.atoms.XdndStatus, [target, u32::from(accepted), 0, 0, action])?;
        Ok(if appears { vec![Dragged::Hovers(true)] } else { Vec::new() })
    }

    fn drop_it(&mut self, source: Window, time: u32) -> Result<Vec<Dragged>, ReplyOrIdError> {
        let Some(drag) = self.drag.take().filter(|drag| drag.source == source) else { return Ok(Vec::new()) };
        self.transfer = Some(Transfer { source, target: drag.target, list: Vec::new(), in_parts: false });
        if drag.is_of_files {
            let Atoms { XdndSelection: selection, ADDRESSES: kind, LIST: list, .. } = self.atoms;
            self.connection.convert_selection(self.id, selection, kind, list, time)?;
            self.connection.flush()?;
        } else {
            self.finish(false)?;
        }
        Ok(if drag.is_shown { vec![Dragged::Hovers(false)] } else { Vec::new() })
    }

    /// Reads the list, or the next part of it; an empty part is the end.
    fn read(&mut self) -> Result<Vec<Dragged>, ReplyOrIdError> {
        let Some(transfer) = &mut self.transfer else { return Ok(Vec::new()) };
        let longest = (LONGEST / 4) as u32;
        let part = self.connection.get_property(true, self.id, self.atoms.LIST, AtomEnum::ANY, 0, longest)?.reply()?;
        if part.type_ == self.atoms.INCR && !transfer.in_parts {
            transfer.in_parts = true;
            return Ok(Vec::new());
        }
        let is_last = part.value.is_empty() || !transfer.in_parts;
        if transfer.list.len() + part.value.len() <= LONGEST {
            transfer.list.extend(part.value);
        }
        if is_last { self.finish(true) } else { Ok(Vec::new()) }
    }

    /// Tells the source that the drop is over, and passes on the list.
    fn finish(&mut self, succeeded: bool) -> Result<Vec<Dragged>, ReplyOrIdError> {
        let Some(Transfer { source, target, list, .. }) = self.transfer.take() else { return Ok(Vec::new()) };
        let action = if succeeded { self.atoms.XdndActionCopy } else { 0 };
        self.tell(source, self.atoms.XdndFinished, [target, u32::from(succeeded), action, 0, 0])?;
        Ok(if succeeded { vec![Dragged::Dropped(list)] } else { Vec::new() })
    }

    fn tell(&self, source: Window, kind: u32, data: [u32; 5]) -> Result<(), ReplyOrIdError> {
        let message = ClientMessageEvent::new(32, source, kind, data);
        self.connection.send_event(false, source, EventMask::NO_EVENT, message)?;
        Ok(self.connection.flush()?)
    }
}
