"""Names and headings as keys, so that case, punctuation and spacing do not matter."""

import re
import unicodedata


class _WithoutAccents(dict):
    """For `str.translate`: takes out the marks that stand apart once a letter is taken to pieces.
    Each character is looked up once."""

    def __missing__(self, code):
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_WITHOUT_ACCENTS = _WithoutAccents()
_NOT_WORDS = re.compile(r"[^\w]+")


def fold(text):
    """“Barnardo’s  Review, 2013” and “BARNARDOS REVIEW 2013” have one key."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_WITHOUT_ACCENTS).replace("’", "")
    plain = text.casefold().replace("'", "").replace("&", " and ")
    return _NOT_WORDS.sub(" ", plain).replace("_", " ").strip()


def same_text(one, other):
    """Whether two texts differ in more than blanks and line breaks."""
    return one == other or one.split() == other.split()
