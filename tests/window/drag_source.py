"""A small window to drag files from, as a file manager's.

Usage: drag_source.py FILE...
       drag_source.py --list TEXT    (the list of addresses as it is, for programs that write theirs otherwise)
"""

import pathlib
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

window = Gtk.Window(title="Drag source")
window.set_default_size(200, 120)
box = Gtk.EventBox()
box.add(Gtk.Label(label="Drag from here"))
box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
box.drag_source_add_uri_targets()
if sys.argv[1] == "--list":
    whole = sys.argv[2].encode()
    box.connect("drag-data-get", lambda _widget, _context, data, _info, _time: data.set(data.get_target(), 8, whole))
else:
    files = [pathlib.Path(name).resolve().as_uri() for name in sys.argv[1:]]
    box.connect("drag-data-get", lambda _widget, _context, data, _info, _time: data.set_uris(files))
window.add(box)
window.connect("destroy", Gtk.main_quit)
window.show_all()
Gtk.main()
