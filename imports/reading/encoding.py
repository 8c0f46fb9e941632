"""From bytes to text. UTF-8 and UTF-16 prove themselves; of the older encodings the likelier one is
taken, and said, or none."""

import codecs
import re

from imports.reading.plausible import best_of
from imports.reading.refusal import Refused

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLDER = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
_SAVE = "Save it as “CSV UTF-8”, or as an Excel workbook (.xlsx), and try that file."
_NOT_TEXT = f"This is not text in an encoding that is known. {_SAVE}"
#: What is next to impossible in the older encodings: “â€™”, “Â£”, “Ã©”.
_UTF_8 = re.compile(rb"[\xc2\xc3][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def decoded(data):
    """The text, and sentences on what was assumed. Raises `Refused`."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _certain(data, encoding), []
    if b"\x00" in data:
        encoding = _utf_16_without_mark(data)
        return _certain(data, encoding), ["The file was read as UTF-16, which it does not say."]
    try:
        return _checked(data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        return _older(data, error.start)


def _certain(data, encoding):
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig":
            line = _line(data, error.start)
            raise Refused(
                f"The file says that it is UTF-8, but line {line} holds something else. {_SAVE}"
            ) from None
        raise Refused(_NOT_TEXT) from None


def _older(data, first_stray):
    if found := _UTF_8.search(data):
        stray, other = _line(data, first_stray), _line(data, found.start())
        if stray == other:
            raise Refused(_NOT_TEXT)
        raise Refused(
            f"The file mixes two encodings: line {other} is in UTF-8, line {stray} is not, so one "
            f"of them would be read wrongly. {_SAVE}"
        )
    encoding = best_of(data, _OLDER)
    if encoding is None:
        raise Refused(_NOT_TEXT)
    text = _checked(data.decode(encoding))
    return text, [
        f"The file does not say its encoding. It was read as {_OLDER[encoding]}, which makes "
        f"“{_word(text)}” of line {_line(data, first_stray)}. If that looks wrong, save the file "
        "as “CSV UTF-8” and import that."
    ]


def _word(text):
    """The first word that is not the same in every encoding."""
    return next(re.finditer(r"\w*[^\x00-\x7f]+\w*", text)).group()[:40]


def _line(data, position):
    return len(re.findall(rb"\r\n|\r|\n", data[:position])) + 1


def _checked(text):
    text = text.removeprefix("\ufeff")
    if "\x00" in text or len(_CONTROL.findall(text, 0, 4096)) > 4:
        raise Refused(_NOT_TEXT)
    return text


def _utf_16_without_mark(data):
    """English text in UTF-16 has its zeros at every second place."""
    return "utf-16-le" if data[1:400:2].count(0) > data[0:400:2].count(0) else "utf-16-be"
