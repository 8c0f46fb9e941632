"""Delivery health (BRAG): derived from dates and evidence, never typed."""

from audit.words import Word


class Rating(Word):
    RED = "red", "red", "■", "Off track"
    AMBER = "amber", "amber", "▲", "At risk"
    GREEN = "green", "green", "●", "On track"
    BLUE = "blue", "blue", "✔", "Complete and verified"
    GREY = "grey", "grey", "○", "Not rated"


#: Worst first; lists sort by this and never by the alphabet.
SEVERITY = {
    Rating.RED: 4,
    Rating.AMBER: 3,
    Rating.GREEN: 2,
    Rating.BLUE: 1,
    Rating.GREY: 0,
}
