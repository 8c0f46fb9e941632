"""A workbook such as a council keeps: one flat line for each recommendation."""

import random

from openpyxl import Workbook

from benchmarks.words import Words

HEADINGS = (
    "Reference",
    "Title",
    "Recommendation",
    "Source review",
    "Owning body",
    "Lead officer",
    "Theme",
    "Priority",
    "Status",
    "Due date",
    "Progress update",
)


def write_workbook(path, lines, seed=2, changed=False):
    """None of its references is in a generated register; its review, bodies and themes are. When it
    is `changed`, every tenth line has another title than in the one that is not."""
    rng = random.Random(seed)
    words = Words(rng)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tracker")
    sheet.append(HEADINGS)
    for number in range(1, lines + 1):
        cells = line(number, rng, words)
        if changed and not number % 10:
            cells = (cells[0], f"{cells[1]}, again", *cells[2:])
        sheet.append(cells)
    book.save(path)


def line(number, rng, words):
    return (
        f"NEW-{number}",
        words.title(),
        words.paragraph(),
        "REV-1",
        f"Service {rng.randint(1, 8)}",
        "Head of service",
        f"Theme {rng.randint(1, 10)}",
        rng.choice(("High", "Medium", "Low")),
        rng.choice(("In progress", "Not started")),
        f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/2027",
        words.paragraph(),
    )
