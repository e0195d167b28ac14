"""The lessons' pages one after another: the index, each lesson before it is answered, and the closing page.

Without a run: what is shown of a network is that of the small one that learns the built-in drawings.
"""

import re

from desktop import find
from kept import STEADY, TRAINED

# What is said while something is still computed, in both languages.
BUSY = re.compile("being computed…|being asked…|so far…|sendo calculadas…|está respondendo…|até agora…")
COUNT = 15
# Lessons that show what a network has learnt.
OF_A_NETWORK = (2, 4, 6, 8, 9, 10, 12, 13)
# What is there once the photo of the lesson has been worked on.
WORKED = {1: "Numbers under the magnifier", 2: "The feature map", 4: "Before ReLU", 5: "Pooled map before the move",
          6: "The photo; the frame is", 12: "Pass 1: ", 13: "Duplicates across the split"}


def settled(desktop):
    """Waits until nothing is still being computed: a network gives way to all other programs."""
    desktop.until("all that is shown has been computed", lambda: not find(BUSY), seconds=300)


def lessons(desktop):
    """Brings the window to one lesson after another, by keyboard."""
    # Wide enough for what is moved beside the question.
    desktop.resize(1100, 760)
    desktop.keys("ctrl+7")
    desktop.see(re.compile("^Lesson 1: "))
    yield "lessons", STEADY
    desktop.tab_to(find(re.compile("^Lesson 1: ")).name)
    desktop.keys("Return")
    for number in range(1, COUNT + 1):
        desktop.see(re.compile(f"^{number} · "))
        desktop.see(re.compile(f"^{WORKED.get(number, '')}"), seconds=300)
        yield f"lesson-{number:02}", TRAINED if number in OF_A_NETWORK else STEADY
        desktop.keys("Right")
    desktop.see("The whole network on one photo")
    desktop.see(re.compile("^This photo is of the class"))
    yield "lesson-whole", TRAINED
    desktop.resize(1280, 800)
