"""What the walk does with a trained network: exclusions, an explanation, the report, near-duplicates, two runs side by side."""

import re

from desktop import HOME, Failed, find

HEATED = re.compile(" with Grad-CAM for ")


def exclude(desktop, runs):
    """Excludes the worst photo, undoes that, and redoes it: each time on disk."""
    overlay = runs / "drawings-overlay.csv"

    def excluded():
        return overlay.exists() and sum(",exclude," in line for line in overlay.read_text().splitlines())

    desktop.keys("ctrl+5")
    desktop.see(HEATED, seconds=120)
    desktop.keys("x")
    desktop.until("the exclusion is on disk", lambda: excluded() == 1)
    desktop.see("Train again with these changes")
    desktop.keys("ctrl+z")
    desktop.until("the exclusion is undone on disk", lambda: not excluded())
    desktop.keys("ctrl+shift+z")
    desktop.until("the exclusion is on disk again", lambda: excluded() == 1)
    print("excluded a photo, undid that, and redid it")


def explain(desktop):
    desktop.click(desktop.see("Why this answer?"))
    desktop.click(desktop.see("Occlusion"))
    desktop.see(re.compile(r"on the whole photo\. Hiding rows"), seconds=120)
    desktop.picture("walk-4-explanation")
    desktop.keys("Escape")
    desktop.see("Why this answer?")
    print("explained a prediction, also by occlusion")


def write_report(desktop):
    report = HOME / "report.html"
    desktop.command("Write the run’s report…", letters="write report")
    desktop.path(report)
    desktop.until("the report is written", report.exists, seconds=120)
    if not (page := report.read_text()).startswith("<!doctype html>") or "drawings" not in page:
        raise Failed(f"{report} is no report: {page[:200]}")
    print(f"wrote a report of {len(page) // 1024} KiB")


def find_near_duplicates(desktop):
    desktop.keys("ctrl+1")
    desktop.command("Find duplicates")
    found = re.compile(r"^[\d,]+ pairs?$|^No duplicate photos\.$")
    desktop.see(found, seconds=120)
    print("looked for near-duplicates:", find(found).name)


def compare(desktop, runs):
    """A window that has just started knows the run that it resumed; the one before it is chosen."""
    desktop.command("Compare two runs")
    first = min(run.name for run in runs.iterdir() if run.is_dir())
    desktop.click(desktop.see("Before", role="combo box"))
    desktop.click(desktop.see(first, role="toggle button"))
    both = re.compile("^On the [0-9,]+ photos evaluated in both")
    desktop.see(both, seconds=120)
    desktop.picture("walk-7-compared")
    print("compared:", find(both).name)
