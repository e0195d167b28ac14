"""The real window from its first start to a resumed training: by keyboard and mouse, and files dropped through X11.

Usage: tests/window/run walk BIGODE OUT    (pictures of each stage are kept in OUT)
"""

import hashlib
import pathlib
import re
import subprocess
import sys

from after_training import compare, exclude, explain, find_near_duplicates, write_report
from desktop import HOME, Desktop, Failed, find, main, nodes, said, turn_screen_reader_on

RUNS = HOME / "Bigode/runs"
# The open run in the frame, and the title of a page, in both languages.
RUN = re.compile("^(Run|Treino): ")
PAGE = re.compile("^(Results|Resultados|Network|Rede)$")
# A card's text: the file's name, the class, its probability.
CARD = re.compile(r"^((cat|dog)\.\d+\.png): (cat|dog) (\d+)\s?%$")


def run(arguments):
    bigode, out = arguments
    with Desktop(bigode, out) as desktop:
        turn_screen_reader_on()
        train_by_keyboard(desktop)
        refuse_drops(desktop)
        files = draw(bigode)
        before = checksums(files)
        drop_and_predict(desktop, files)
        export(desktop, files)
        drop_lists(desktop, files)
        paste(desktop, files[0])
        exclude(desktop, RUNS)
        explain(desktop)
        write_report(desktop)
        restart(desktop, "walk-5-in-the-middle")
        find_near_duplicates(desktop)
        close_during_training(desktop)
        resume(desktop)
        compare(desktop, RUNS)
        is_remembered(desktop)
        if checksums(files) != before:
            raise Failed("the dropped files have changed")


def train_by_keyboard(desktop):
    desktop.start({"language": "Some(English)", "theme": "Dark"})
    desktop.see("Train on the drawings")
    desktop.picture("walk-1-first-start")
    desktop.tab_to("Train on the drawings")
    desktop.keys("Return")
    desktop.see(re.compile("^All 12 epochs are done|^A callback ended the training"), seconds=300)
    desktop.picture("walk-2-trained")
    print("trained the drawings by keyboard:", find(re.compile("^Accuracy after epoch")).name)


def draw(bigode):
    """Drawings that the network has not seen: the four after the 800 that it was trained on."""
    folder = HOME / "drawings"
    subprocess.run([bigode, "demo-data", folder, "--count", "804"], check=True, capture_output=True)
    return [folder / f"{kind}.{number}.png" for kind in ("cat", "dog") for number in (400, 401)]


def checksums(files):
    return [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]


def drop(desktop, *arguments, picture=None):
    """Drags something out of another program's window and drops it on this one."""
    source = subprocess.Popen([sys.executable, pathlib.Path(__file__).with_name("drag_source.py"), *arguments])
    desktop.processes.append(source)
    is_there = ["xdotool", "search", "--onlyvisible", "--name", "^Drag source$"]
    desktop.until("the drag source is there", lambda: subprocess.run(is_there, capture_output=True).stdout)
    desktop.mouse("mousemove", 1400, 160, "mousedown", 1)
    # A drag begins a little way from where the button went down.
    for x in range(1390, 600, -40):
        desktop.mouse("mousemove", "--sync", x, 300)
    desktop.see("Drop to open")
    if picture:
        desktop.picture(picture)
    desktop.mouse("mouseup", 1)
    desktop.until("the drag is over", lambda: not find("Drop to open"))
    source.terminate()
    source.wait()
    desktop.leave()


def refuse_drops(desktop):
    """What is refused is said, and one click dismisses it, however often that happens."""
    desktop.keys("ctrl+1")
    desktop.see("Data", role="label")
    damaged = HOME / "damaged.zip"
    damaged.write_bytes(b"no zip")
    for _ in range(2):
        drop(desktop, damaged)
        desktop.see(re.compile("^The photos could not be opened"))
        desktop.click(desktop.see("Dismiss"))
        desktop.until("it is dismissed", lambda: not find("Dismiss"))
    print("dismissed refused drops by one click each")


def drop_lists(desktop, files):
    """Lists that the toolkit alone would lose: line feeds, a host's name, a link, and one file that is gone."""
    link, gone = HOME / "link.png", HOME / "gone.png"
    link.symlink_to(files[0])
    addresses = [f"file://localhost{files[1]}", f"file://{link}", f"file://{gone}", "https://example.org/a.png"]
    desktop.keys("ctrl+6")
    drop(desktop, "--list", "\n".join(addresses))
    desktop.see(re.compile("^link.png: (cat|dog) "))
    desktop.see(re.compile("^gone.png: ✗ no prediction"))
    desktop.see(re.compile("no file on this computer"))
    desktop.click(desktop.see("Dismiss"))
    print("took a list with line feeds, a host, a link and a missing file, and said what is no file")


def drop_and_predict(desktop, files):
    desktop.keys("ctrl+6")
    desktop.see("↓ Drop photos or folders here")
    drop(desktop, *files, picture="walk-3-dragged")

    def answered():
        cards = [CARD.match(node.name) for node in nodes()]
        cards = {card[1]: card for card in cards if card}
        return cards if len(cards) == len(files) else None

    cards = desktop.until(f"{len(files)} cards show a class", answered)
    wrong = [card[0] for card in cards.values() if card[2] != card[3]]
    if wrong:
        raise Failed(f"the trained network takes drawings for the other class: {', '.join(wrong)}")
    desktop.picture("walk-4-predicted")
    print("dropped through X11 and predicted:", "; ".join(sorted(card[0] for card in cards.values())))


def paste(desktop, file):
    """A picture on the clipboard, as another program puts it there, is pasted by keys."""
    subprocess.run(["xclip", "-selection", "clipboard", "-t", "image/png", file], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    desktop.keys("ctrl+6", "ctrl+v")
    card = desktop.see(re.compile("^Pasted picture: (cat|dog) "))
    print("pasted:", card.name)


def export(desktop, files):
    """The window's table has the columns and the numbers of `bigode predict --csv`."""
    csv, other = HOME / "predictions.csv", HOME / "by-command-line.csv"
    desktop.command("Export the predictions as CSV…")
    desktop.path(csv)
    desktop.until("the predictions are written", csv.exists)
    lines = csv.read_text().splitlines()
    if lines[0] != "filename,label,probability,cat,dog,unlikeness" or len(lines) != len(files) + 1:
        raise Failed(f"the CSV of {len(files)} predictions is wrong: {lines}")
    (run,) = RUNS.iterdir()
    subprocess.run([desktop.bigode, "predict", run, *files, "--csv", other], check=True, capture_output=True)
    # How unlike the validation photos a photo is follows once these are evaluated.
    known = [line.rstrip(",") for line in sorted(lines)]
    if not all(theirs.startswith(ours) for ours, theirs in zip(known, sorted(other.read_text().splitlines()))):
        raise Failed(f"the CSV differs from the command line's: {lines}, {other.read_text()}")
    print("exported:", lines[1])


def close_during_training(desktop):
    before = set(RUNS.iterdir())
    desktop.keys("ctrl+Return")
    new = desktop.until("a second run begins", lambda: set(RUNS.iterdir()) - before)
    folder = new.pop()
    desktop.until("its first epoch is whole", lambda: epochs_of(folder) > 0, seconds=120)
    desktop.keys("ctrl+q")
    desktop.see("A training is running")
    desktop.picture("walk-5-asked")
    desktop.tab_to("Stop and close")
    desktop.keys("Return")
    code = desktop.ends()
    kept = epochs_of(folder)
    if code != 0 or not (folder / "checkpoint.safetensors").exists() or not 0 < kept < 8:
        raise Failed(f"closed with code {code} and {kept} epochs kept")
    print(f"closed during a training; {kept} of its epochs are kept")


def epochs_of(folder):
    """Whole epochs of a run on disk: lines below the header."""
    history = folder / "history.csv"
    return len(history.read_text().splitlines()) - 1 if history.exists() else 0


def resume(desktop):
    runs = set(RUNS.iterdir())
    desktop.start()
    # The window shows the run again that it was closed with.
    desktop.see(re.compile("^Run: "))
    desktop.see("Resume this run")
    desktop.picture("walk-6-offered")
    desktop.tab_to("Resume this run")
    desktop.keys("Return")
    desktop.see(re.compile("^All 12 epochs are done|^A callback ended the training"), seconds=300)
    desktop.picture("walk-7-resumed")
    if set(RUNS.iterdir()) != runs:
        raise Failed("resuming made another run")
    print("resumed at the next start")


def close(desktop):
    desktop.keys("ctrl+q")
    if (code := desktop.ends()) != 0:
        raise Failed(f"closed with code {code}")


def restart(desktop, stage):
    """Closes the window and starts it again: the open run, the page, the language and the theme are as they were."""
    desktop.see(RUN)
    desktop.see(PAGE, role="label")
    before = as_it_is(desktop, f"{stage}-before")
    close(desktop)
    desktop.start()
    desktop.see(RUN)
    desktop.see(PAGE, role="label")
    # A page is filled in while it is read again.
    desktop.until(f"everything is as it was: {before}", lambda: as_it_is(desktop, f"{stage}-after") == before)
    print("restarted and found as it was:", ", ".join(map(str, before)))


def as_it_is(desktop, name):
    """The open run and the page, in the window's language, and whether the theme is light."""
    picture = desktop.still_picture(name)
    light = float(said("convert", picture, "-colorspace", "gray", "-format", "%[fx:mean]", "info:")) > 0.5
    run, page = find(RUN), find(PAGE, role="label")
    return run and run.name, page and page.name, "light" if light else "dark"


def is_remembered(desktop):
    """Language, theme and page are those of the last window."""
    desktop.keys("ctrl+3", "ctrl+l", "ctrl+d")
    desktop.see("Rede", role="label")
    restart(desktop, "walk-8-remembered")
    if as_it_is(desktop, "walk-8-remembered-after")[1:] != ("Rede", "light"):
        raise Failed("language, page or theme are not those that were chosen")
    if find("Retomar este treino") or find("Interrompido:"):
        raise Failed("a training that has ended is offered again")
    close(desktop)
    print("started again with its language, theme and page")


main(run)
