"""Plain text and CSV: words that no program would run."""

import re

from recommendations.files.markup import holds_markup
from recommendations.files.refusal import Refused

_NOT_TEXT = (
    "It can’t be told what this file is. Kept are PDF, Word (.docx), Excel (.xlsx), OpenDocument "
    "(.odt, .ods), PNG, JPEG, text and CSV."
)
_UTF_16 = "The text is in an encoding that is not kept. Save it as UTF-8, and choose that file."
_WEB_PAGE = "This is a web page or a drawing that can run scripts. Save it as a PDF or a picture."
_SCRIPT = "This is a script. Say in words what it shows, or save its result as text."
_COMMAND = (
    "A cell of this table would start a program in Excel. Take the formula out, and choose that "
    "file."
)

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SCRIPT_BEGINNING = re.compile(
    r"\s*+(#!|@echo\b|<%|\[internetshortcut\]|windows registry editor|regedit4|{\\rtf|"
    r"mime-version:)",
    re.IGNORECASE,
)
_STARTS_PROGRAM = re.compile(r"(?:^|[,;\t\"'])[ ]*[=+@-][^,;\t\n|]{0,60}\|[ ]*['\"]", re.MULTILINE)


def check_text(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(_UTF_16)
    text = _decoded(data)
    if _CONTROL.search(text):
        raise Refused(_NOT_TEXT)
    if holds_markup(data) or text.lstrip().startswith("<"):
        raise Refused(_WEB_PAGE)
    if _SCRIPT_BEGINNING.match(text):
        raise Refused(_SCRIPT)
    if _STARTS_PROGRAM.search(text):
        raise Refused(_COMMAND)


def _decoded(data):
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_NOT_TEXT)
