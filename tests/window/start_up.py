"""How long the start takes: from the process's start to its first frame, and for the photographs of a large folder.

Usage: tests/window/run start_up BIGODE OUT [FOLDER]
Opens FOLDER, or else 25,000 names of the shared photographs where they lie beside the project and of drawings elsewhere.
Looks at the screen's pixels every few milliseconds, as a user would, and at the counts as a screen reader does; run
it while nothing else computes. It is a measurement: only a wait beyond PATIENCE is a failure.
"""

import itertools
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import time

import gi

gi.require_version("Gdk", "3.0")
from gi.repository import Gdk  # noqa: E402

from desktop import HOME, Desktop, Failed, find, main, turn_screen_reader_on

TIMES = 5
PHOTOGRAPHS = 25_000
SHARED = pathlib.Path(__file__).parent / "../../../shared/data/train"
# The longest wait that is no failure, in seconds.
PATIENCE = 30
# The middle of the window, as x, y, width, height: a page has writing there.
PAGE = (236, 100, 800, 300)
# A photograph has more colours than a page without one.
WRITTEN, PHOTOGRAPH = 20, 500


def run(arguments):
    bigode, out, *given = arguments
    folder = given[0] if given else gather(bigode)
    times = {}
    with Desktop(bigode, out) as desktop:
        Gdk.init([])
        for _ in range(TIMES):
            began = time.monotonic()
            desktop.start({"language": "Some(English)", "theme": "Dark"})
            times.setdefault("first frame", []).append(passed(began, lambda: colours(PAGE) > WRITTEN))
            desktop.keys("ctrl+q")
            desktop.ends()
        turn_screen_reader_on()
        for _ in range(TIMES):
            desktop.start({"language": "Some(English)", "theme": "Dark"})
            desktop.click(desktop.see("Or type a path", role="entry"))
            desktop.type(str(folder))
            began = time.monotonic()
            desktop.keys("Return")
            times.setdefault("counts", []).append(passed(began, lambda: find(re.compile("[1-9],?[0-9]* shown$"))))
            first = find(re.compile(r"^[a-z]+\.0\."), role="toggle button")
            times.setdefault("first thumbnail", []).append(passed(began, lambda: colours(first.box) > PHOTOGRAPH))
            desktop.picture("start-up")
            desktop.keys("ctrl+q")
            desktop.ends()
    for what, seconds in times.items():
        each = ", ".join(f"{time:.2f}" for time in seconds)
        print(f"{what}: median {statistics.median(seconds):.2f} s of {each}")


def gather(bigode):
    """A folder of 25,000 files of two classes: a few photographs under many names."""
    sources, folder = HOME / "sources", HOME / "photographs"
    if SHARED.is_dir():
        shutil.copytree(SHARED, sources)
    else:
        subprocess.run([bigode, "demo-data", sources, "--count", "1000"], check=True, capture_output=True)
    folder.mkdir()
    files = sorted(file for file in sources.iterdir() if file.suffix in (".jpg", ".png"))
    for number, file in enumerate(itertools.islice(itertools.cycle(files), PHOTOGRAPHS)):
        os.link(file, folder / f"{file.name.split('.')[0]}.{number}{file.suffix}")
    kind = "photographs" if SHARED.is_dir() else "drawings"
    print(f"{PHOTOGRAPHS} names of {len(files)} {kind}")
    return folder


def passed(began, is_so):
    """The seconds since then, once something is so."""
    while not is_so():
        if time.monotonic() - began > PATIENCE:
            raise Failed(f"more than {PATIENCE} s pass")
        time.sleep(0.002)
    return time.monotonic() - began


def colours(box):
    """How many colours the screen shows there."""
    pixels = Gdk.pixbuf_get_from_window(Gdk.get_default_root_window(), *box)
    row, step, data = pixels.get_rowstride(), pixels.get_n_channels(), pixels.get_pixels()
    places = (y * row + x * step for y in range(0, pixels.get_height(), 2) for x in range(0, pixels.get_width(), 2))
    return len({data[place:place + 3] for place in places})


main(run)
