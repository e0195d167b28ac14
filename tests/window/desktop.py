"""A desktop for the real window: a screen without a monitor, a window manager, a keyboard and a mouse.

What the window shows is read as a screen reader reads it, through AT-SPI: scripts wait until a name is there, and never
for a time.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import time
from dataclasses import dataclass

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

HOME = pathlib.Path(os.environ["HOME"])
SCREEN = (1600, 900)
# The window keeps its place and has no frame, so that a picture of it is the same everywhere.
WINDOW_MANAGER = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc"><theme><keepBorder>no</keepBorder></theme><applications>
  <application class="*"><decor>no</decor></application>
  <application title="Bigode"><position force="yes"><x>0</x><y>0</y></position></application>
  <application title="Drag source"><position force="yes"><x>1300</x><y>100</y></position></application>
</applications></openbox_config>
"""


# Fields that take letters, as AT-SPI calls them.
ENTRIES = ("entry", "text")


@dataclass(frozen=True)
class Node:
    """Something that a screen reader finds in the window; its box is x, y, width, height on the screen."""

    name: str
    role: str
    focused: bool
    box: tuple

    def middle(self):
        x, y, width, height = self.box
        return x + width // 2, y + height // 2


class Failed(Exception):
    """A sentence on what did not happen."""


class Desktop:
    """The screen and what belongs to it, from `with` to its end. Pictures of failures go to `out`."""

    def __init__(self, bigode, out):
        self.bigode, self.out = pathlib.Path(bigode).resolve(), pathlib.Path(out)
        self.out.mkdir(parents=True, exist_ok=True)
        self.processes, self.window, self.size = [], None, (1280, 800)

    def __enter__(self):
        size = f"{SCREEN[0]}x{SCREEN[1]}x24"
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp"]
        screen = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.processes.append(screen)
        os.environ["DISPLAY"] = f":{screen.stdout.readline().strip()}"
        settings = HOME / ".config/openbox/rc.xml"
        settings.parent.mkdir(parents=True)
        settings.write_text(WINDOW_MANAGER)
        self.processes.append(subprocess.Popen(["openbox", "--sm-disable"], stderr=subprocess.DEVNULL))
        self.until("the window manager is there", lambda: "WINDOW" in said("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"))
        self.leave()
        return self

    def __exit__(self, *_):
        for process in [self.window, *reversed(self.processes)]:
            if process and process.poll() is None:
                process.terminate()
                process.wait()
        Atspi.exit()

    def path(self, path):
        """Answers the window, which asks for a path by keyboard where no portal shows dialogs."""
        self.see(re.compile("^Where should it be saved|^Which path should be opened"), role="entry")
        self.type(str(path))
        self.keys("Return")

    def start(self, settings=None):
        """Starts the program; `settings` is what it will find as remembered: names, and values in RON."""
        if settings:
            file = HOME / ".local/share/bigode/app.ron"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(settings))
        with open(self.out / "window.log", "a") as log:
            self.window = subprocess.Popen([self.bigode], stdout=log, stderr=log, cwd=HOME)

    def ends(self, seconds=60):
        """Waits until the program has ended, and gives its exit code."""
        window, self.window = self.window, None
        try:
            code = window.wait(seconds)
        except subprocess.TimeoutExpired:
            window.kill()
            raise Failed(f"the program has not ended after {seconds} s") from None
        if "panicked at" in (log := (self.out / "window.log").read_text()):
            raise Failed(f"a part of the program has failed:\n{log}")
        return code

    def until(self, what, is_so, seconds=60):
        """Waits until something is so, and gives what `is_so` gave."""
        end = time.monotonic() + seconds
        while not (answer := is_so()):
            if self.window and self.window.poll() is not None:
                log = (self.out / "window.log").read_text()
                raise Failed(f"the program ended with {self.window.returncode} before {what}\n{log}")
            if time.monotonic() > end:
                self.picture("failed")
                there = "\n".join(f"  {node.role}: {node.name}" for node in nodes())
                raise Failed(f"after {seconds} s it is still not so that {what}; the window shows:\n{there}")
            time.sleep(0.05)
        return answer

    def see(self, name, role=None, seconds=60):
        """Waits until there is something with this name: the whole of it, or a compiled pattern found in it."""
        return self.until(f"{name!r} is there", lambda: find(name, role), seconds)

    def keys(self, *keys):
        """Presses keys, as `ctrl+k`."""
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "5", text], check=True)

    def tab_to(self, name):
        """Moves the keyboard by Tab until it is where this name is."""
        for _ in range(80):
            before = focused()
            if before and before.name == name:
                return
            self.keys("Tab")
            self.until("Tab moves the keyboard", lambda: focused() not in (before, None))
        raise Failed(f"Tab never comes to {name!r}")

    def command(self, name, letters=None):
        """Gives a command by the palette, found by these letters, without waiting for what it does."""
        self.keys("ctrl+k")
        self.until("the palette takes letters", lambda: (node := focused()) and node.role in ENTRIES)
        self.type(letters or name.rstrip("…"))
        self.see(name)
        self.keys("Return")

    def mouse(self, *commands):
        """Moves the mouse and presses its buttons, as xdotool's commands say."""
        subprocess.run(["xdotool", *map(str, commands)], check=True)

    def click(self, node):
        """Clicks."""
        self.mouse("mousemove", *node.middle(), "click", 1)
        self.leave()

    def leave(self):
        """Takes the mouse off the window."""
        self.mouse("mousemove", SCREEN[0] - 1, SCREEN[1] - 1)

    def resize(self, width, height):
        """Gives the window another size, in pixels."""
        self.size = (width, height)
        window = said("xdotool", "search", "--onlyvisible", "--name", "^Bigode$").split()[-1]
        self.mouse("windowsize", "--sync", window, width, height)

    def crop(self):
        return "x".join(map(str, self.size)) + "+0+0"

    def picture(self, name):
        """Keeps a picture of the window as it is: 1280 x 800 pixels, unless it was given another size."""
        path = self.out / f"{name}.png"
        subprocess.run(["import", "-window", "root", "-crop", self.crop(), "+repage", path], check=True)
        return path

    def still_picture(self, name):
        """The same, once the window has stopped changing."""
        last = [None]

        def same():
            before, last[0] = last[0], said("sh", "-c", f"import -window root -crop {self.crop()} rgb:- | md5sum")
            return before == last[0]

        self.until("the window is still", same)
        return self.picture(name)


def said(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def turn_screen_reader_on():
    """Says that a screen reader runs: from now on the window offers what it shows through AT-SPI."""
    value = GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True)))
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set", value, None, 0, 10_000, None)


def nodes():
    """All that a screen reader finds in the program's window, in its order."""
    found = []

    def walk(node):
        node.clear_cache()
        box = node.get_component_iface() and node.get_extents(Atspi.CoordType.SCREEN)
        place = (box.x, box.y, box.width, box.height) if box else (0, 0, 0, 0)
        has_keyboard = node.get_state_set().contains(Atspi.StateType.FOCUSED)
        found.append(Node(node.get_name() or "", node.get_role_name(), has_keyboard, place))
        for child in range(node.get_child_count()):
            walk(node.get_child_at_index(child))

    desktop = Atspi.get_desktop(0)
    try:
        desktop.clear_cache()
        for place in range(desktop.get_child_count()):
            program = desktop.get_child_at_index(place)
            if program.get_name().startswith("bigode"):
                for child in range(program.get_child_count()):
                    walk(program.get_child_at_index(child))
    except (GLib.Error, AttributeError):
        # Something left the window while it was being read.
        pass
    return found


def find(name, role=None):
    """The first with this name: the whole of it, or a compiled pattern found in it."""
    fits = name.search if isinstance(name, re.Pattern) else name.__eq__
    return next((node for node in nodes() if fits(node.name) and role in (None, node.role)), None)


def focused():
    """What has the keyboard."""
    return next((node for node in nodes() if node.focused and node.role != "frame"), None)


def main(run):
    """Runs a script's `run(arguments)` and ends with a sentence where it fails."""
    try:
        run(sys.argv[1:])
    except Failed as failure:
        sys.exit(f"FAILED: {failure}")
