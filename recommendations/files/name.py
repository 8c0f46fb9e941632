"""What a file may be called."""

import unicodedata

from recommendations.files.refusal import Refused

LONGEST = 100

#: What some system does not allow in a name, or reads as more than a name.
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('<>:"|?*%;`', "-"))


def clean_name(name, kind):
    """`name` as it is kept and shown: one line that reads as it stands, with an ending that fits
    the kind. Raises `Refused` for a path."""
    if "/" in name or "\\" in name:
        raise Refused("The file’s name is a path. Choose the file itself.")
    name = unicodedata.normalize("NFC", name)
    # Marks of direction and of no width make a name read as another one.
    seen = "".join(c if unicodedata.category(c)[0] != "C" else "" for c in name)
    stem = " ".join(seen.translate(_NOT_IN_NAMES).split()).strip(". ")
    first, dot, ending = stem.rpartition(".")
    if dot and ending.casefold() in kind.endings:
        stem, ending = first.rstrip(". "), ending.casefold()
    else:
        ending = kind.endings[0]
    return f"{stem[: LONGEST - len(ending) - 1].rstrip('. ') or 'file'}.{ending}"
