"""Names and headings as keys, so that case, punctuation and spacing do not matter."""

import re
import unicodedata

_NOT_WORDS = re.compile(r"[^\w]+")


def fold(text):
    """“Barnardo’s  Review, 2013” and “BARNARDOS REVIEW 2013” have one key."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.replace("’", "").replace("'", "").replace("&", " and ")
    return _NOT_WORDS.sub(" ", plain).replace("_", " ").strip()


def same_text(one, other):
    """Whether two texts differ in more than blanks and line breaks."""
    return one == other or one.split() == other.split()
