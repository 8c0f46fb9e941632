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
_NOT_WORDS = re.compile(r"[\W_]+")
#: The same in one step, for texts that have nothing but ASCII.
_FOLDED_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)} | {
    ord("'"): None
}


def fold(text):
    """“Barnardo’s  Review, 2013” and “BARNARDOS REVIEW 2013” have one key."""
    if text.isascii():
        return " ".join(text.replace("&", " and ").translate(_FOLDED_ASCII).split())
    text = unicodedata.normalize("NFKD", text).translate(_WITHOUT_ACCENTS).replace("’", "")
    plain = text.casefold().replace("'", "").replace("&", " and ")
    return " ".join(_NOT_WORDS.sub(" ", plain).split())


def same_text(one, other):
    """Whether two texts differ in more than blanks and line breaks."""
    return one == other or one.split() == other.split()
