"""Pictures of each page and lesson from the real window, dark in English and light in Portuguese, compared with kept ones.

Usage: tests/window/run pictures BIGODE OUT            compare; what differs is kept in OUT beside the expected one
       tests/window/run pictures BIGODE OUT --update   keep today's pictures, which README.md shows
       tests/window/run pictures BIGODE OUT --lessons  the lessons alone; with --update, too
Only the built-in drawings and synthetic discs are shown, trained with a fixed seed.
"""

import pathlib
import re
import shutil
import subprocess

import classes
import kept
from desktop import HOME, Desktop, main, nodes, turn_screen_reader_on
from kept import MEASURED, STEADY, TRAINED
from lesson_pages import lessons, settled

RUNS = HOME / "Bigode/runs"


def run(arguments):
    bigode, out, *options = arguments
    out = pathlib.Path(out)
    pages = {}
    with Desktop(bigode, out) as desktop:
        turn_screen_reader_on()
        desktop.start({"language": "Some(English)", "theme": "Dark"})
        desktop.see("Train on the drawings")
        for page, tolerance in lessons(desktop) if "--lessons" in options else visit(desktop, bigode):
            # Dark in English, as it is, then light in Portuguese and back.
            for look, switch in (("dark", "Switch to English"), ("light", "Mudar para português")):
                name = f"{look}-{page}"
                pages[name] = tolerance
                settled(desktop)
                kept.hide_volatile(desktop.still_picture(name))
                desktop.keys("ctrl+d", "ctrl+l")
                desktop.see(switch)
    if "--update" in options:
        kept.keep(out, pages, is_all="--lessons" not in options)
    else:
        kept.compare(out, pages)


def visit(desktop, bigode):
    """Brings the window to one page after another."""
    yield "welcome", STEADY
    yield from lessons(desktop)
    desktop.keys("ctrl+1")
    desktop.command("Use the built-in drawings")
    desktop.see("800 shown")
    desktop.keys("Right")
    desktop.see(re.compile("^As the network sees it"))
    yield "data", STEADY
    desktop.keys("ctrl+2")
    desktop.see("Version 15")
    yield "augmentation", STEADY
    desktop.keys("ctrl+3")
    desktop.see("Network", role="label")
    yield "network", MEASURED
    desktop.keys("ctrl+Return")
    desktop.see(re.compile("^All 12 epochs are done|^A callback ended the training"), seconds=300)
    yield "training", TRAINED
    desktop.keys("ctrl+5")
    desktop.see(re.compile(" with Grad-CAM for "))
    yield "results", TRAINED
    desktop.click(desktop.see("Curves"))
    desktop.see(re.compile("^At threshold"))
    yield "curves", TRAINED
    desktop.click(desktop.see("Photos", role="toggle button"))
    desktop.click(desktop.see("Why this answer?"))
    desktop.click(desktop.see("Occlusion"))
    desktop.see(re.compile(r"on the whole photo\. Hiding rows"), seconds=120)
    yield "why", TRAINED
    desktop.keys("Escape")
    desktop.keys("ctrl+6")
    folder = HOME / "photographs"
    subprocess.run([bigode, "demo-data", folder, "--count", "10"], check=True, capture_output=True)
    desktop.keys("ctrl+shift+p")
    desktop.see("Which path should be opened?", role="entry")
    desktop.type(str(folder))
    desktop.keys("Return")
    card = re.compile(r"\.png: .* \d+")
    desktop.until("ten cards show a class", lambda: sum(bool(card.search(node.name)) for node in nodes()) >= 10)
    yield "prediction", TRAINED
    yield from narrow(desktop)
    yield from zoomed(desktop)
    few, many = ["apple", "banana", "cherry", "grapefruit", "watermelon"], [f"class_{n:04}" for n in range(1, 151)]
    for names, each in ((few, 100), (many, 16)):
        desktop.command("Open a run…")
        desktop.path(train(bigode, names, each))
        desktop.see(re.compile(f"^Run: {len(names)}-classes"))
        desktop.keys("ctrl+5")
        desktop.see(re.compile(f"^Confusion matrix of {len(names)} classes"))
        desktop.see(re.compile(" with Grad-CAM for "))
        yield f"matrix-{len(names)}", TRAINED
    yield from of_runs(desktop, bigode)
    yield from duplicates(desktop, bigode)


def narrow(desktop):
    """The smallest window: all can be reached by scrolling."""
    desktop.resize(720, 480)
    for page, number in (("data", 1), ("training", 4), ("results", 5)):
        desktop.keys(f"ctrl+{number}")
        yield f"small-{page}", TRAINED
    desktop.resize(1280, 800)


def zoomed(desktop):
    """Everything twice as large."""
    desktop.keys(*["ctrl+plus"] * 10)
    for page, number in (("network", 3), ("results", 5)):
        desktop.keys(f"ctrl+{number}")
        yield f"zoomed-{page}", TRAINED
    desktop.keys("ctrl+0")


def of_runs(desktop, bigode):
    """The shelf with runs in several states, and two of them beside each other."""
    # The window's own runs have the time of now in their names.
    shutil.rmtree(RUNS)
    demo = ["train", "--demo", "--epochs"]
    for name, epochs in (("2026-01-05-093000-drawings", 3), ("2026-01-06-141500-drawings", 6)):
        subprocess.run([bigode, *demo, str(epochs), "--out", RUNS / name], check=True, capture_output=True)
        call(RUNS / name, f"{epochs} epochs")
    shutil.copytree(HOME / "5-classes", RUNS / "2026-01-04-180000-discs")
    call(RUNS / "2026-01-04-180000-discs", "discs in 5 colours")
    interrupted = RUNS / "2026-01-03-120000-discs"
    shutil.copytree(HOME / "150-classes", interrupted)
    events = (interrupted / "events.ron").read_text().splitlines(keepends=True)
    (interrupted / "events.ron").write_text("".join(line for line in events if not line.startswith("RunEnded")))
    call(interrupted, "discs in 150 colours", "to be resumed")
    (RUNS / "2026-01-02-080000-damaged").mkdir()
    (RUNS / "2026-01-02-080000-damaged/config.ron").write_text("(")
    desktop.keys("ctrl+r")
    desktop.command("Look for runs again")
    desktop.click(desktop.see(re.compile("^6 epochs, done")))
    desktop.see("Open this run")
    yield "shelf", TRAINED
    desktop.command("Compare two runs")
    for side, run in (("Before", "3 epochs"), ("After", "6 epochs")):
        desktop.click(desktop.see(side, role="combo box"))
        desktop.click(desktop.see(run, role="toggle button"))
    desktop.see(re.compile("^On the [0-9,]+ photos evaluated in both"), seconds=120)
    yield "comparison", TRAINED


def call(run, name, note=""):
    """Gives a run a name: that of its folder has a date, which is painted over."""
    (run / "notes.ron").write_text(f'(name: "{name}", note: "{note}")')


def duplicates(desktop, bigode):
    """Photos that occur twice, on several sides of the split."""
    folder = HOME / "twice"
    subprocess.run([bigode, "demo-data", folder, "--count", "60"], check=True, capture_output=True)
    for number in range(6):
        for kind in ("cat", "dog"):
            shutil.copy(folder / f"{kind}.{number}.png", folder / f"{kind}.{number + 100}.png")
    desktop.keys("ctrl+o")
    desktop.path(folder)
    desktop.see("72 shown")
    desktop.command("Find duplicates")
    desktop.see(re.compile(r"^[\d,]+ pairs?$"), seconds=120)
    yield "duplicates", STEADY


def train(bigode, names, each):
    """A run on so many synthetic photographs of each class."""
    folder, run, experiment = (HOME / f"{len(names)}-{what}" for what in ("photographs", "classes", "experiment.ron"))
    classes.write(folder, names, each)
    experiment.write_text(classes.EXPERIMENT)
    subprocess.run([bigode, "train", folder, "--config", experiment, "--out", run], check=True, capture_output=True)
    return run


main(run)
