"""Rows of a sheet that are no lines of its table: headings again, totals, banners, sub-headings."""

import re
from dataclasses import dataclass

from imports.reading.sheet import as_text

_COULD_BE_REFERENCE = re.compile(r"^(?=.*\d)[\w./-]+$")
_NUMBER = re.compile(r"^£?[\d,.]+%?$")
_TOTAL = re.compile(r"^(grand |sub-?)?totals?\b", re.IGNORECASE)
_SUB_HEADING = "A sub-heading: "
#: What programs and policies have printed above and below each page.
_BANNER = re.compile(
    r"""
      (not\ protectively\ marked | unclassified | restricted | confidential | protect
       | official(\W*sensitive)?(\W*(personal|commercial|draft|locsen))?)
    | (page|sheet)\ \d+(\ (of|/)\ \d+)? | \d+\ of\ \d+ (\ pages)?
    | ((this\ )?(report|list|data|document)\ (was\ |is\ )?)?
      (produced|printed|generated|exported|extracted|downloaded|prepared|compiled|run)
      \ (by|on|at|from)\b.*
    | (last\ )?(updated|refreshed|saved)(\ (on|by|at)\b|:).*
    | (©|copyright\b|\(c\)\ ).*
    | \W*end\ of\ (report|table|list|document|sheet|register|file|page)\W*
    | [-–—=_*.\ ]{3,}
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class NoLine:
    words: str
    begins_section: bool = False


def what_it_is(row, header):
    """What a row is, if it is no line."""
    if _says_the_same(row, header):
        return NoLine("The headings again")
    filled = row.filled
    if _is_total(filled):
        return NoLine(f"A total: {as_text(filled[0])}")
    if all(isinstance(cell, str) and _BANNER.fullmatch(cell) for cell in filled):
        return NoLine(f"A banner or footer: {' '.join(filled)}")
    if _is_section(filled):
        return NoLine(f"{_SUB_HEADING}{filled[0]}", begins_section=True)
    return None


def footers(skipped, after):
    """Nothing stands under a sub-heading below the last line: it is a note or a signature."""
    return [
        (number, words.replace(_SUB_HEADING, "Under the table: ", 1))
        if number > after and words.startswith(_SUB_HEADING)
        else (number, words)
        for number, words in skipped
    ]


def _says_the_same(row, header):
    if row.cells == header.cells:
        return True
    # Cheap for lines: few begin like the headings.
    first, heading = as_text(row.filled[0]), as_text(header.filled[0])
    return first.casefold() == heading.casefold() and _folded(row) == _folded(header)


def _folded(row):
    return [" ".join(as_text(cell).casefold().split()) for cell in row.filled]


def _is_total(filled):
    return bool(_TOTAL.match(as_text(filled[0]))) and all(
        _NUMBER.match(as_text(cell)) for cell in filled[1:]
    )


def _is_section(filled):
    """One filled cell in a table of several columns is a sub-heading, not a line: unless it could
    be a reference, whose line is then shown to want the rest."""
    only = filled[0]
    return len(filled) == 1 and isinstance(only, str) and not _COULD_BE_REFERENCE.match(only)
