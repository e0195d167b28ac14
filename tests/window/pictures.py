"""Pictures of each page from the real window, dark in English and light in Portuguese, compared with kept ones.

Usage: tests/window/run pictures BIGODE OUT           compare; what differs is kept in OUT beside the expected one
       tests/window/run pictures BIGODE OUT --update  keep today's pictures, which README.md shows
Only the built-in drawings are shown, trained with a fixed seed.
"""

import pathlib
import re
import subprocess

from desktop import HOME, Desktop, Failed, find, main, nodes, said, turn_screen_reader_on

KEPT = pathlib.Path(__file__).with_name("pictures")
# What another run or machine shows otherwise: times, speeds, folders. It is painted over before a picture is kept.
VOLATILE = re.compile(r"img/s|\d ms\b|/tmp/|\d{4}-\d\d-\d\d|\d:\d\d\b")
# Colours that are farther apart than this differ.
FUZZ = "12%"
# So much of a picture may differ: little where nothing is trained, more where times are shown that were measured, most
# where another processor rounds otherwise or a plot's axis settles a point beside.
STEADY, MEASURED, TRAINED = 0.0005, 0.002, 0.02


def run(arguments):
    bigode, out, *update = arguments
    out = pathlib.Path(out)
    pages = {}
    with Desktop(bigode, out) as desktop:
        turn_screen_reader_on()
        for page, tolerance in visit(desktop, bigode):
            # Dark in English, as it is, then light in Portuguese and back.
            for look, switch in (("dark", "Switch to English"), ("light", "Mudar para português")):
                name = f"{look}-{page}"
                pages[name] = tolerance
                hide_volatile(desktop.still_picture(name))
                desktop.keys("ctrl+d", "ctrl+l")
                desktop.see(switch)
    if update:
        keep(out, pages)
    else:
        compare(out, pages)


def visit(desktop, bigode):
    """Brings the window to one page after another."""
    desktop.start({"language": "Some(English)", "theme": "Dark"})
    desktop.see("Train on the drawings")
    yield "welcome", STEADY
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
    desktop.see(re.compile("^From a probability"))
    yield "curves", TRAINED
    desktop.keys("ctrl+6")
    folder = HOME / "photographs"
    subprocess.run([bigode, "demo-data", folder, "--count", "10"], check=True, capture_output=True)
    desktop.keys("ctrl+shift+p")
    desktop.see("Which path should be opened?", role="entry")
    desktop.type(str(folder))
    desktop.keys("Return")
    card = re.compile(r"\.png: .* \d+")
    desktop.until("ten cards show a class", lambda: sum(bool(card.search(node.name)) for node in nodes()) >= 10)
    desktop.click(desktop.see("Dismiss"))
    desktop.until("the notice is gone", lambda: not find("Dismiss"))
    yield "prediction", TRAINED


def hide_volatile(picture):
    """Paints over what changes from run to run, as far as its text shows that, and reduces the colours."""
    paint = []
    for node in nodes():
        if node.role == "label" and VOLATILE.search(node.name):
            x, y, width, height = node.box
            corner = said("convert", picture, "-format", f"%[pixel:p{{{x - 1},{y - 1}}}]", "info:")
            paint += ["-fill", corner, "-draw", f"rectangle {x},{y} {x + width},{y + height}"]
    subprocess.run(["convert", picture, *paint, "-dither", "None", "-colors", "200", f"PNG8:{picture}"], check=True)


def keep(out, pages):
    KEPT.mkdir(exist_ok=True)
    for old in KEPT.glob("*.png"):
        old.unlink()
    for name in pages:
        command = ["convert", out / f"{name}.png", "-strip", "-define", "png:compression-level=9", KEPT / f"{name}.png"]
        subprocess.run(command, check=True)
    print(f"kept {len(pages)} pictures, {sum(file.stat().st_size for file in KEPT.iterdir()) // 1024} KiB: {KEPT}")


def compare(out, pages):
    failed = []
    for name, tolerance in pages.items():
        kept, now = KEPT / f"{name}.png", out / f"{name}.png"
        differing = out / f"{name}.differs.png"
        command = ["compare", "-metric", "AE", "-fuzz", FUZZ, kept, now, differing]
        said = subprocess.run(command, capture_output=True, text=True)
        if said.returncode > 1:
            failed.append(f"{name}: {said.stderr.strip()}")
            continue
        share = float(said.stderr) / (1280 * 800)
        print(f"{name}: {share:.4%} differs, {tolerance:.2%} may")
        if share > tolerance:
            subprocess.run(["cp", kept, out / f"{name}.expected.png"], check=True)
            failed.append(f"{name}: {share:.2%} of the picture differs; look at {now}, {differing.name} and "
                          f"{name}.expected.png beside it")
        else:
            differing.unlink(missing_ok=True)
    if failed:
        raise Failed("\n".join([*failed, "If that is wanted: tests/window/run pictures BIGODE OUT --update"]))


main(run)
