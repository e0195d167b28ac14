"""Lessons in the real window, by keyboard alone: opened from the index, answered, moved, on a projector, beside a run.

Usage: tests/window/run lessons BIGODE OUT    (pictures of each stage are kept in OUT)
"""

import math
import re
import subprocess

from desktop import HOME, Desktop, Failed, find, focused, main, nodes, turn_screen_reader_on
from lesson_pages import settled


def run(arguments):
    bigode, out = arguments
    with Desktop(bigode, out) as desktop:
        turn_screen_reader_on()
        desktop.start({"language": "Some(English)", "theme": "Dark"})
        desktop.see("Train on the drawings")
        desktop.keys("ctrl+7")
        answer_softmax(desktop)
        move_the_logits(desktop)
        lower_the_rate(desktop)
        blur_the_photo(desktop)
        count_the_weights(desktop)
        teach(desktop)
        see_the_whole_network(desktop)
        see_it_in_a_run(desktop, bigode)
        is_kept(desktop)


def open_lesson(desktop, number, title):
    """From the index, which is shown, by Tab and Enter."""
    desktop.tab_to(f"Lesson {number}: {title}")
    desktop.keys("Return")
    desktop.see(f"{number} · {title}")
    settled(desktop)


def back(desktop):
    """To the index."""
    desktop.keys("ctrl+7")
    desktop.see(re.compile("^Lesson 1: "))


def moved(desktop, slider, key, times):
    """Moves the slider of this name by a key."""
    desktop.tab_to(slider)
    desktop.keys(*[key] * times)


def share(name):
    """The share that a bar of the exercise says, in percent: the last one, after those of the user's network."""
    bars = [node.name for node in nodes() if re.fullmatch(rf"{name}: [\d.]+ %", node.name or "")]
    return bars and float(re.search(r"[\d.]+", bars[-1])[0])


def answer_softmax(desktop):
    open_lesson(desktop, 8, "Softmax")
    desktop.picture("lessons-1-asked")
    desktop.tab_to("Neither: 0 % cat and 0 % dog")
    desktop.keys("space")
    desktop.see("✗ Not this one.")
    desktop.see(re.compile("^There is no third output"))
    if find("✓ Right."):
        raise Failed("the right answer is told after a wrong one")
    desktop.tab_to("Cat or dog, in shares that add up to 100 %")
    desktop.keys("space")
    desktop.see("✓ Right.")
    desktop.picture("lessons-2-answered")
    print("answered a question wrong, then right")


def move_the_logits(desktop):
    """The shares follow the slider, and are those of softmax."""
    before = share("cat")
    moved(desktop, "logit of cat", "Left", 12)
    cat = desktop.until("the share of cat has changed", lambda: (now := share("cat")) != before and now)
    logit = float(re.search(r"e to the power of (−?[\d.]+) divided", spoken())[1].replace("−", "-"))
    expected = 100 * math.exp(logit) / (math.exp(logit) + 1)
    # The logit is told with one digit.
    if abs(cat - expected) > 2:
        raise Failed(f"softmax of {logit} and 0 is {expected:.2f} %, not {cat} %")
    print(f"moved a logit to {logit}: cat {cat} %")
    back(desktop)


def spoken():
    """The formulas as a screen reader reads them."""
    return " | ".join(node.name for node in nodes() if "divided by" in node.name or "equals" in node.name)


def lower_the_rate(desktop):
    """The path over the valley is that of the rate."""
    open_lesson(desktop, 10, "Gradient descent")
    desktop.see("The path comes down on one side.")
    desktop.see(re.compile("^One update lowers the loss most at η = "))
    moved(desktop, "Learning rate η", "Right", 120)
    desktop.see("The path swings from side to side.")
    desktop.picture("lessons-3-rate")
    print("moved the learning rate:", find(re.compile("^Update 1: ")).name)
    back(desktop)


def blur_the_photo(desktop):
    """Another kernel gives another map."""
    open_lesson(desktop, 2, "Convolution")
    edges = desktop.see(re.compile("^The feature map, ")).name
    desktop.tab_to("blur")
    desktop.keys("space")
    blurred = desktop.until("the map has changed", lambda: (map := find(re.compile("^The feature map, "))) and
                            map.name != edges and map.name)
    desktop.picture("lessons-4-blurred")
    print("chose another kernel:", blurred)
    back(desktop)


def count_the_weights(desktop):
    """Where the weights are is told once the question is answered."""
    open_lesson(desktop, 7, "Flatten and dense layers")
    if find(re.compile("12,845,568")):
        raise Failed("the numbers that the question asks for are told before it is answered")
    desktop.tab_to("Show me")
    desktop.keys("Return")
    desktop.see(re.compile(r"^dense: 12,845,568 weights \(99\.25 %\)$"))
    print("let an answer be shown:", find(re.compile("^dense: ")).name)
    back(desktop)


def teach(desktop):
    """On a projector, arrow keys lead on and back."""
    open_lesson(desktop, 1, "Images as numbers")
    desktop.keys("F11")
    desktop.see("Leave the full view (F11)")
    desktop.keys("Right")
    desktop.see("2 · Convolution")
    desktop.keys("Left")
    desktop.see("1 · Images as numbers")
    settled(desktop)
    desktop.picture("lessons-5-projector")
    if find("2 Augmentation"):
        raise Failed("the full view shows the steps")
    desktop.keys("Escape")
    desktop.see("Full view for a projector (F11)")
    print("shown on a projector, with arrow keys")
    back(desktop)


def see_the_whole_network(desktop):
    """The closing page leads to every lesson."""
    desktop.tab_to("The whole network on one photo")
    desktop.keys("Return")
    desktop.see(re.compile("^This photo is of the class cat"))
    missing = [number for number in range(1, 16) if not find(re.compile(f"^Lesson {number}: "))]
    if missing:
        raise Failed(f"the closing page has no way to the lessons {missing}")
    desktop.picture("lessons-6-whole")
    print("the whole network:", find(re.compile("^This photo is of")).name)
    back(desktop)


def see_it_in_a_run(desktop, bigode):
    """With a run, the lesson shows its curve and leads to it; a term there leads back to a lesson beside the page."""
    folder = HOME / "Bigode/runs/three-epochs"
    subprocess.run([bigode, "train", "--demo", "--epochs", "3", "--out", folder], check=True, capture_output=True)
    desktop.command("Open a run…")
    desktop.path(folder)
    desktop.see(re.compile("^Run: three-epochs"))
    desktop.keys("ctrl+7")
    desktop.until("the index is shown", lambda: find(re.compile("^Lesson 1: ")) or desktop.keys("ctrl+7"))
    open_lesson(desktop, 13, "Split and overfitting")
    desktop.see("The training curve is that of your run.")
    desktop.picture("lessons-7-own-run")
    desktop.tab_to("Go to training →")
    desktop.keys("Return")
    desktop.see("Training", role="label")
    desktop.tab_to("Terms of this page")
    desktop.keys("Return")
    desktop.see(re.compile("^Lesson: "))
    desktop.until("a way to a lesson has the keyboard",
                  lambda: ((node := focused()) and node.name.startswith("Lesson: ")) or desktop.keys("Tab"))
    desktop.keys("Return")
    desktop.see("Close the lesson")
    desktop.picture("lessons-8-beside")
    desktop.keys("Escape")
    desktop.until("the lesson is closed", lambda: not find("Close the lesson"))
    print("saw it in a run, and came back by a term")


def is_kept(desktop):
    """What was answered is known at the next start."""
    desktop.keys("ctrl+q")
    if (code := desktop.ends()) != 0:
        raise Failed(f"closed with code {code}")
    desktop.start()
    desktop.see("See the results")
    back(desktop)
    desktop.see(re.compile("2 of 15 answered"))
    desktop.keys("ctrl+q")
    desktop.ends()
    print("remembered what was answered")


main(run)
