"""What is taken for personal data, and above all what is not."""

import json
import re
from datetime import date, time
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from audit import personal_data
from audit.personal_data import Match, find, kinds_in

FIXTURES = Path(settings.BASE_DIR) / "fixtures"

FOUND = {
    personal_data.NHS_NUMBER: ["943 476 5919", "9434765919", "943-476-5919", "NHS no. 9434765919"],
    personal_data.NATIONAL_INSURANCE: ["AB123456C", "AB 12 34 56 C", "ab123456c", "AB 123456 C"],
    personal_data.TELEPHONE: [
        "07700 900123", "07700900123", "07700 900 123", "0770 090 0123", "+44 7700 900123",
        "+447700900123", "0044 7700 900123", "(+44) 7700 900123", "(01632) 960123", "01632 960123",
        "01632-960123", "01632 96 01 23", "0114 496 0123", "020 7946 0123", "02079460123",
        "+44 (0)1632 960123", "+44(0)20 7946 0123", "Tel:01632960123", "01632 960123/4",
    ],
    personal_data.EMAIL: ["a.b@example.gov.uk", "<officer@example.org>", "jo.o'n@example.co.uk",
                          "https://example.org/?to=a@example.org"],
    personal_data.POSTCODE: ["S60 1AE", "S601AE", "s60 1ae", "SW1A 1AA", "W1A 0AX", "EC1A 1BB",
                             "M1 1AA", "DN12 4AB"],
    personal_data.VEHICLE: ["AB51 CDE", "AB51CDE", "A123 BCD", "A123BCD", "ABC 123D", "ABC123D",
                            "the car R4 SYP", "registration ABC 1D"],
    personal_data.BIRTH: [
        "born 3 March 2009", "born on 3rd March 2009", "DOB 03/03/2009", "D.O.B.: 3.3.09",
        "date of birth: 2009-03-03", "12/03/2009 (DOB)", "aged 14, born in Leeds on March 3, 2009",
        "3 March 2009, her date of birth",
    ],
}  # fmt: skip

NOT_FOUND = [
    # references, sections, publications, addresses
    "RSCP-2022-R4.3", "MOTION-2021-11-10.12", "OSMB-2022-05-27", "R4", "CSC-014", "R4 SYP",
    "R12 CSE", "Q3 SYP", "s.9FE", "s9FE", "Local Government Act 2000 s.9FE", "s100EA", "LGA 100A",
    "S106 SPD", "S151", "Schedule 12A", "SCHEDULE 12A", "SI 2012/2734", "S.I. 2012 No. 1020",
    "[2021] EWCA Civ 1234", "ISBN 0-306-40615-2", "ISBN 0306406152", "ISBN-10: 0306406152",
    "ISBN 978 0 306 40615 7", "9780306406157", "ISSN 0378-5955", "doi:10.1000/9434765919",
    "https://example.org/01632960123/9434765919?ref=S601AE",
    "550e8400-e29b-41d4-a716-446655440000", "UPRN 100050123456", "minute 47", "Minute 2021/47",
    # days and times
    "10 November 2021", "10 NOV 2021", "27/05/2022", "27.05.22", "2022-05-27T14:30:00", "14:30",
    "2.00 pm", "2pm", "01-02-2024 10:30", "01 02 2024 1030", "20211110", "07-11-2021", "2021/22",
    "2013-14", "Q3 2024", "Q3 2024/25", "FY24", "born since 1 April 2020", "Reborn on 3 March 2021",
    # amounts
    "£1,250,000", "£9434765919", "£07700900123", "GBP 100K", "12.5%", "0.9434765919", "1 in 10",
    "1 2 3 4 5 6 7 8 9 10 11", "9434765918", "0000000000", "1234567890",
    # services and other words
    "101", "111", "999", "116 000", "0300 123 4567", "0800 1111", "0808 800 5000", "CO2",
    "COVID-19", "ISO27001", "A630", "A630 AND", "MP3", "E1 2nd draft", "@council", "meet @ 2.30",
    "p. 21", "pp.12-14", "page 3", "WCAG 2.2", "SHA-256", "KPI 12B",
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts]
)
@pytest.mark.parametrize("sentence", ["{}", "Ask ({}) today.", "Noted, {}, and filed\nagain"])
def test_is_found_wherever_it_stands_in_a_sentence(kind, text, sentence):
    assert kinds_in(sentence.format(text)) == [kind]


@pytest.mark.parametrize("text", NOT_FOUND)
@pytest.mark.parametrize("sentence", ["{}", "See ({}) today.", "Noted, {}, and filed\nagain"])
def test_what_a_register_is_full_of_is_no_alarm(text, sentence):
    assert find(sentence.format(text)) == []


def test_a_match_says_what_and_where_and_never_repeats_it():
    assert find("Ring 07700 900123 or mail a@example.org") == [
        Match(personal_data.TELEPHONE, 5),
        Match(personal_data.EMAIL, 26),
    ]
    assert set(Match.__dataclass_fields__) == {"kind", "where"}


def strings(value):
    if isinstance(value, dict):
        yield from value
        value = value.values()
    if isinstance(value, str):
        yield value
    elif not isinstance(value, (int, float, type(None))):
        for one in value:
            yield from strings(one)


def texts_of(file):
    if file.suffix == ".json":
        return list(strings(json.loads(file.read_text())))
    if file.suffix == ".xlsx":
        book = load_workbook(file)
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        return [str(cell) for rows in sheets for row in rows for cell in row]
    return [file.read_bytes().decode("cp1252")]


@pytest.mark.parametrize(
    "file",
    sorted(one for one in FIXTURES.rglob("*.*") if one.is_file()),
    ids=lambda file: file.name,
)
def test_the_demonstration_and_the_samples_raise_no_alarm(file):
    texts = texts_of(file)

    assert any(texts)
    assert [text for text in texts if find(text)] == []


words = st.sampled_from(["", "See ", "As agreed in ", "Lead: SYP, "])
after = st.sampled_from(["", ".", " and others", ", page 12", " SYP", ")", " (CSE)", "; done"])
letters = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=6)
years = st.integers(1990, 2035)


@st.composite
def references(draw):
    parts = [draw(letters)]
    if draw(st.booleans()):
        parts.append(str(draw(years)))
    kind = draw(st.sampled_from(["R", "F", "A", "E", "D", "", "S"]))
    parts.append(f"{kind}{draw(st.integers(1, 300))}")
    dotted = [f".{draw(st.integers(1, 40))}" for _ in range(draw(st.integers(0, 2)))]
    return "-".join(parts) + "".join(dotted)


DAYS = ["%d/%m/%Y", "%-d/%-m/%y", "%Y-%m-%d", "%d.%m.%Y", "%-d %B %Y", "%d %b %y", "%B %Y",
        "%A %-d %B %Y", "%d-%m-%Y", "%Y%m%d", "%d %m %Y", "%-d %b"]  # fmt: skip
TIMES = ["%H:%M", "%-I.%M %p", "%-I%p", "%H%M", "%H:%M:%S", "%-I:%M%p"]


@st.composite
def days_and_times(draw):
    day = draw(st.dates(date(1990, 1, 1), date(2040, 1, 1))).strftime(draw(st.sampled_from(DAYS)))
    moment = draw(st.times(time(0), time(23, 59))).strftime(draw(st.sampled_from(TIMES)))
    return draw(st.sampled_from([day, moment, f"{day} {moment}", f"{moment}, {day}"]))


amounts = st.one_of(
    st.integers(0, 10**10).map(lambda n: f"£{n:,}"),
    st.integers(0, 1000).map(lambda n: f"{n / 10}%"),
    st.tuples(years, st.integers(0, 99)).map(lambda pair: f"{pair[0]}/{pair[1]:02}"),
    st.integers(1, 400).map(lambda n: f"p. {n}"),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
)


@given(words, st.one_of(references(), days_and_times(), amounts), after)
def test_no_reference_day_time_or_amount_is_an_alarm(before, thing, following):
    assert find(before + thing + following) == []


digits = st.integers(0, 9)


@st.composite
def nhs_numbers(draw):
    nine = draw(st.lists(digits, min_size=9, max_size=9))
    check = -sum(weight * digit for weight, digit in zip(range(10, 1, -1), nine, strict=True)) % 11
    if check == 10:
        nine[8] = (nine[8] + 1) % 10
        check = -sum(w * digit for w, digit in zip(range(10, 1, -1), nine, strict=True)) % 11
    number = "".join(map(str, [*nine, check]))
    gap = draw(st.sampled_from(["", " "]))
    return number, f"{number[:3]}{gap}{number[3:6]}{gap}{number[6:]}"


@given(words, nhs_numbers())
def test_every_nhs_number_is_found_and_none_with_another_check_digit(before, number):
    plain, written = number
    if len(plain) != 10 or len(set(plain)) == 1:
        return
    wrong = plain[:9] + str((int(plain[9]) + 1) % 10)

    assert personal_data.NHS_NUMBER in kinds_in(f"{before}{written} was asked.")
    assert personal_data.NHS_NUMBER not in kinds_in(f"{before}{wrong} was asked.")


VALID = {
    personal_data.NATIONAL_INSURANCE:
        r"[ACEHJLMOPRSTWXY][ACEHJLMPRSWXY]( ?)[0-9]{2}\1[0-9]{2}\1[0-9]{2}\1[A-D]",
    personal_data.TELEPHONE:
        r"(0|\+44 ?|0044 ?|\+44 ?\(0\) ?)(7[1-9][0-9]{2} ?[0-9]{6}|7[1-9][0-9]{2} [0-9]{3} [0-9]{3}"
        r"|1[2-9][0-9]{2} ?[0-9]{6}|1[2-9]1 [0-9]{3} [0-9]{4}|20 [0-9]{4} [0-9]{4})",
    personal_data.EMAIL: r"[a-z]{1,12}(\.[a-z]{1,12})?@[a-z]{2,12}\.(org|gov\.uk|com|nhs\.uk)",
    personal_data.POSTCODE:
        r"(S|DN|LS|M|B|NE|EH)([1-9]|[1-9][1-9]) ?[0-9][ABDEFGHJLNPQRSTUWXYZ]{2}"
        r"|(s|dn|ls)[1-9] [0-9][abd]{2}",
    personal_data.VEHICLE:
        r"[A-EGHJ-PR-Y][A-HJ-PR-Y](0[2-9]|[1-2][0-9]|[5-7][0-9]) ?[BCDGHJKL][A-HJ-PR-Y][BCDGHJK]"
        r"|[A-HJ-NPRTV-Y][1-9][0-9]{2} ?[BCDGHJK][A-HJ-PR-Y][BCDGHJK]"
        r"|[BCDGHJK][CDGHJK][BCDGHJK] ?[1-9][0-9]{2}[A-HJ-NPR-TV-Y]",
    personal_data.BIRTH:
        r"(born( on)?|DOB:?|date of birth( is)?) ([1-9]|1[0-9])(/|\.)0[1-9]\5(19|20)[0-9]{2}",
}  # fmt: skip
VALID_TEXTS = st.one_of(
    st.tuples(st.just(kind), st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True))
    for kind, pattern in VALID.items()
).filter(lambda pair: not personal_data._NOT_ON_PLATES & set(re.findall("[A-Z]+", pair[1])))


@given(words, VALID_TEXTS, st.sampled_from(["", ".", " was noted", ", today", ")"]))
def test_everything_of_a_valid_shape_is_found(before, valid, following):
    kind, text = valid

    assert kind in kinds_in(before + text + following)


@given(st.text(max_size=300))
def test_any_text_at_all_is_looked_through(text):
    assert set(kinds_in(text)) <= set(personal_data.KINDS)


@pytest.mark.parametrize("pattern", [
    one for one in vars(personal_data).values() if isinstance(one, re.Pattern)
], ids=lambda pattern: pattern.pattern[:30])  # fmt: skip
def test_no_pattern_repeats_what_repeats_without_end(pattern):
    """The one way in which looking through a long text could take more than its share of time."""
    assert list(endless(re._parser.parse(pattern.pattern, pattern.flags))) == []


def endless(parsed, within=False):
    """The repetitions without end that stand within another one."""
    for kind, value in parsed:
        repeats = str(kind) in ("MAX_REPEAT", "MIN_REPEAT")
        open_ended = repeats and value[1] == re._constants.MAXREPEAT
        if open_ended and within:
            yield value
        for inner in subpatterns(value):
            yield from endless(inner, within or open_ended)


def subpatterns(value):
    if isinstance(value, re._parser.SubPattern):
        yield value
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from subpatterns(one)
