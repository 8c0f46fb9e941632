"""Personal data that free text should not hold, found by its shape.

A match says what it seems to be and where, never the text itself, so that a warning can be shown,
logged or recorded without repeating it.

Every pattern has a first character that can be told at once and a bounded length: no quantifier
stands around another unbounded one, so the time grows with the length of the text, whatever is
typed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

NHS_NUMBER = "an NHS number"
NATIONAL_INSURANCE = "a National Insurance number"
TELEPHONE = "a telephone number"
EMAIL = "an e-mail address"
POSTCODE = "a postcode"
VEHICLE = "a vehicle registration"
BIRTH = "a date of birth"
KINDS = (NHS_NUMBER, NATIONAL_INSURANCE, TELEPHONE, EMAIL, POSTCODE, VEHICLE, BIRTH)


@dataclass(frozen=True)
class Match:
    """`where` is the place in the text where it begins; of an e-mail address, of the character
    before the sign."""

    kind: str
    where: int


def find(text):
    """Every `Match` in `text`, in the order in which they stand there."""
    if not _HINT.search(text):
        return []
    likely = [shape for shape in _SHAPES if shape.hint.search(text)]
    plain = _CODES.sub(lambda code: " " * len(code.group()), text)
    found = [
        Match(shape.kind, where)
        for shape in likely
        for where in shape.places(text if shape.kind == EMAIL else plain)
    ]
    return sorted(found, key=lambda match: match.where)


def kinds_in(text):
    """The kinds of personal data in `text`, each once, in the order of `KINDS`."""
    found = {match.kind for match in find(text)}
    return [kind for kind in KINDS if kind in found]


#: Addresses of pages and numbers of publications hold digits in every order. A ten-digit ISBN has
#: the very check digit of an NHS number.
_CODES = re.compile(
    r"\b(?:https?://|www\.)\S+"
    r"|\b(?:ISBN|ISSN|DOI)(?:-1[03])?:?\s{0,3}[\dXx][\dXx./ -]{6,30}",
    re.IGNORECASE,
)

#: What may stand within a number that is written in groups.
_GAP = "[ \u00a0\u2009\u202f\u2011-]"
#: Neither inside a word, a reference, a decimal, a sum of money nor a path.
_START = r"(?<![\w£$€#+-])(?<!\d[.,/:])"
_END = r"(?![\w-])(?![.,/:]\d)"

_NHS = re.compile(rf"{_START}(\d{{3}})({_GAP}?)(\d{{3}})\2(\d{{4}}){_END}")


def _nhs_numbers(text):
    for found in _NHS.finditer(text):
        if _has_nhs_check_digit(found[1] + found[3] + found[4]):
            yield found.start()


def _has_nhs_check_digit(digits):
    """Modulus 11 over ten digits weighted 10 to 1. One digit ten times is nobody's number."""
    if len(set(digits)) == 1:
        return False
    return sum(weight * int(digit) for weight, digit in zip(range(10, 0, -1), digits)) % 11 == 0  # noqa: B905


#: The letters that HM Revenue and Customs gives out; the last one may not be left out here.
_NI = re.compile(
    rf"{_START}(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"(?P<gap>[ \u00a0]?)(?:\d\d ?){2}\d\d(?:[ \u00a0]?)[A-D]" + _END,
    re.IGNORECASE,
)

#: Mobile and geographic numbers. Those that begin 03, 08 or 09, and short ones such as 101, are of
#: services and never of a person.
_T = "[ \u00a0\u2009\u202f\u2011.-]"
_TELEPHONE = re.compile(
    r"(?<![\w£$€#-])(?<!\d[.,/:])"
    rf"(?:\(?(?:\+|00)44\)?{_T}?(?:\(0\){_T}?)?\(?|\(?0)"
    r"(?:"
    rf"7\d{{3}}\)?{_T}{{0,2}}(?:\d{{6}}|\d{{3}}{_T}\d{{3}}|\d\d{_T}\d\d{_T}\d\d)"
    rf"|7\d\d\)?{_T}{{0,2}}(?:\d{{7}}|\d{{3}}{_T}\d{{4}}|\d{{4}}{_T}\d{{3}})"
    rf"|7\d{_T}\d{{4}}{_T}\d{{4}}"
    rf"|1\d{{3}}\)?{_T}{{0,2}}(?:\d{{6}}|\d{{3}}{_T}\d{{3}}|\d\d{_T}\d\d{_T}\d\d)"
    rf"|1\d{{3}}\)?{_T}{{1,2}}\d{{5}}"
    rf"|1\d\d\)?{_T}{{0,2}}\d{{3}}{_T}?\d{{4}}"
    rf"|1\d{{4}}\)?{_T}{{1,2}}\d{{4,5}}"
    rf"|2\d\)?{_T}{{0,2}}(?:\d{{4}}{_T}?\d{{4}}|\d{{3}}{_T}\d{{5}})"
    r")(?!\w)(?![.,:-]\d)(?!/\d\d)"
)

#: The last character before the sign and what follows it: enough to tell, and quick.
_EMAIL = re.compile(r"[\w%+'-]@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.[A-Za-z]{2,24}")

_AREAS = (
    "AB|AL|B|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|"
    "DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|"
    "LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|"
    "SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
#: A whole postcode. "s100EA" is a section of the Local Government Act 1972; "E1 2nd" counts.
_POSTCODE = re.compile(
    rf"{_START}(?=[A-Z]{{1,2}}\d)(?!S100E)(?:{_AREAS})\d[\dA-HJKMNPR-Y]?(?P<gap>[ \u00a0]{{0,2}})"
    r"(?-i:(?!\d(?:st|nd|rd|th|hr|yr|ft)\b))\d[ABD-HJLNP-UW-Z]{2}" + _END,
    re.IGNORECASE,
)

_PLATE = "[A-HJ-PR-Y]"
_YEAR_LETTER = "[A-HJ-NPR-TV-Y]"
#: Those of since 2001 ("AB51 CDE"), of 1983 to 2001 ("A123 BCD") and of 1963 to 1983 ("ABC 123D").
_VEHICLES = re.compile(
    rf"{_START}(?:"
    rf"(?P<now>{_PLATE}{{2}}(?:0[2-9]|[1-7]\d) ?(?P<now_word>{_PLATE}{{3}}))"
    rf"|(?P<prefix>{_YEAR_LETTER}(?P<prefix_number>[1-9]\d{{0,2}})(?P<gap> ?)"
    rf"(?P<prefix_word>{_PLATE}{{3}}))"
    rf"|(?P<suffix>(?P<suffix_word>{_PLATE}{{3}}) ?(?P<suffix_number>[1-9]\d{{0,2}}){_YEAR_LETTER})"
    rf"){_END}"
)
_ABOUT_A_VEHICLE = re.compile(
    r"\b(?:vehicles?|registrations?|registered|reg|vrms?|plates?|cars?|vans?|taxis?)\b",
    re.IGNORECASE,
)
#: In capitals, words and amounts have these shapes too: "A630 AND", "GBP 100K", "ACT 100A".
_NOT_ON_PLATES = frozenset(
    {
        "ACT", "ALL", "AND", "ANY", "ARE", "ART", "BUT", "CAN", "CAP", "DAY", "FOR", "HAD", "HAS",
        "HOW", "LAW", "LGA", "NEW", "NOR", "NOT", "NOW", "OLD", "ONE", "OUR", "OUT", "PER", "SAY",
        "SEC", "SEE", "SET", "THE", "TWO", "WAS", "WHO", "YET", "YES",
        "EUR", "GBP", "USD",
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    }
)  # fmt: skip


def _vehicles(text):
    for found in _VEHICLES.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        if not _is_a_word(found) and (_is_plain_plate(found) or _ABOUT_A_VEHICLE.search(before)):
            yield found.start()


def _is_a_word(found):
    """Only what stands apart is: "AA02HAD" is a plate, "A630 AND" is not."""
    if not found[0].strip().count(" "):
        return False
    words = (found["now_word"], found["prefix_word"], found["suffix_word"])
    return not _NOT_ON_PLATES.isdisjoint(words)


def _is_plain_plate(found):
    """Short numbers look like a reference before an acronym ("R4 SYP"), and "S106 SPD" like a
    section: those are plates only where the text is about a vehicle."""
    number = found["prefix_number"] or found["suffix_number"]
    if number is None:
        return True
    is_section = found["prefix"] and found["prefix"].startswith("S") and found["gap"]
    return len(number) == 3 and not is_section


_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    "Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = (
    r"(?:\d{1,2}[./ -]\d{1,2}[./ -](?:\d{4}|\d\d)|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{_MONTH},?[ -](?:\d{{4}}|\d\d)"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_BORN = r"(?:born|d\.?o\.?b\b\.?|date of birth|birth ?date|birthday)"
#: A word of birth with a whole date close after or before it. "Born since 1 April 2020" counts
#: people, and so is nobody's birthday.
_BIRTH = re.compile(
    rf"\b{_BORN}(?!\w)(?![^\d\n]{{0,30}}\b(?:since|after|before|between|from|until|by)\b)"
    rf"[^\d\n]{{0,30}}?\b{_DAY}(?!\d)"
    rf"|\b(?<!\d[./-]){_DAY}[^\w\n]{{1,4}}(?:is |was |as )?(?:his |her |their |the )?{_BORN}(?!\w)",
    re.IGNORECASE,
)


def _places(pattern):
    return lambda text: (found.start() for found in pattern.finditer(text))


@dataclass(frozen=True)
class _Shape:
    """`hint` is what no text can do without that holds something of the kind."""

    kind: str
    hint: re.Pattern
    places: Callable


_DIGITS = "[0-9]{2}[ \u00a0\u2009\u202f\u2011.()-]{0,3}[0-9]{2}"
_BORN_HINT = r"(?i:orn|irth|ob|\.o\.?b|o\.b)"
_SHAPES = (
    _Shape(NHS_NUMBER, re.compile(f"[0-9]{_DIGITS}"), _nhs_numbers),
    _Shape(NATIONAL_INSURANCE, re.compile(r"[0-9][ \u00a0]?[A-Da-d]\b"), _places(_NI)),
    _Shape(TELEPHONE, re.compile(f"[0-9]{_DIGITS}"), _places(_TELEPHONE)),
    _Shape(EMAIL, re.compile("@"), _places(_EMAIL)),
    _Shape(POSTCODE, re.compile(r"[0-9][A-Za-z]{2}\b"), _places(_POSTCODE)),
    _Shape(VEHICLE, re.compile("[0-9](?: [A-Z]{3}|[A-Z])"), _vehicles),
    _Shape(BIRTH, re.compile(f"[bBdD]{_BORN_HINT}"), _places(_BIRTH)),
)
#: All the hints in one, which begins with one of few characters: most texts are passed over at the
#: speed at which those are looked for. An import looks at every cell.
_HINT = re.compile(
    rf"[0-9@bBdD](?:(?<=@)|(?<=[0-9])(?:{_DIGITS}|[A-Za-z]|[ \u00a0](?:[A-Z]{{3}}|[A-Da-d]\b))"
    rf"|(?<=[bBdD]){_BORN_HINT})"
)
