"""Where an update for a meeting stands, before it is on record."""

from audit.words import Word


class Standing(Word):
    TO_DO = "to-do", "amber", "○", "To do"
    DRAFT = "draft", "blue", "▶", "Draft"
    RETURNED = "returned", "red", "■", "Returned"
    SUBMITTED = "submitted", "blue", "◐", "Waiting for approval"
    ON_RECORD = "on-record", "green", "✔", "On record"


#: Those that are kept. The others follow from whether there is an update.
KEPT = (Standing.DRAFT, Standing.SUBMITTED, Standing.RETURNED)
