"""Calendar arithmetic: the periods of the law, working days, reporting cycles."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.clock import (
    Unit,
    add_months,
    add_working_days,
    arithmetic,
    cycle_start,
    end_of_month,
    is_working_day,
    last_day,
    period_words,
)
from recommendations.models.reference import sort_key

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
lengths = st.integers(1, 60)

PERIODS = [
    # Two months beginning with the day of receipt (Local Government Act 2000, section 9FE).
    (date(2022, 5, 27), 2, Unit.MONTHS, True, date(2022, 7, 26)),
    (date(2022, 5, 27), 2, Unit.MONTHS, False, date(2022, 7, 27)),
    (date(2022, 12, 31), 2, Unit.MONTHS, True, date(2023, 2, 28)),
    (date(2023, 12, 31), 2, Unit.MONTHS, True, date(2024, 2, 29)),
    (date(2023, 12, 30), 2, Unit.MONTHS, True, date(2024, 2, 29)),
    (date(2023, 12, 29), 2, Unit.MONTHS, True, date(2024, 2, 28)),
    (date(2022, 12, 29), 2, Unit.MONTHS, True, date(2023, 2, 28)),
    (date(2024, 1, 31), 1, Unit.MONTHS, False, date(2024, 2, 29)),
    (date(2026, 1, 1), 2, Unit.MONTHS, True, date(2026, 2, 28)),
    (date(2026, 1, 1), 12, Unit.MONTHS, True, date(2026, 12, 31)),
    (date(2024, 2, 29), 12, Unit.MONTHS, False, date(2025, 2, 28)),
    (date(2022, 5, 27), 56, Unit.DAYS, True, date(2022, 7, 21)),
    (date(2022, 5, 27), 56, Unit.DAYS, False, date(2022, 7, 22)),
    (date(2026, 3, 1), 1, Unit.DAYS, True, date(2026, 3, 1)),
    # Over the day on which the clocks go forward.
    (date(2026, 3, 28), 2, Unit.DAYS, False, date(2026, 3, 30)),
    # Over Easter and both bank holidays of May.
    (date(2026, 4, 2), 1, Unit.WORKING_DAYS, False, date(2026, 4, 7)),
    (date(2026, 5, 1), 10, Unit.WORKING_DAYS, False, date(2026, 5, 18)),
    (date(2026, 5, 1), 10, Unit.WORKING_DAYS, True, date(2026, 5, 15)),
    (date(2026, 5, 2), 1, Unit.WORKING_DAYS, True, date(2026, 5, 5)),
]


@pytest.mark.parametrize(("start", "length", "unit", "counted", "ends_on"), PERIODS)
def test_period_ends_on(start, length, unit, counted, ends_on):
    assert last_day(start, length, unit, counted) == ends_on


@given(days, lengths)
def test_period_beginning_with_a_day_ends_no_later_than_one_after_it(start, length):
    for unit in (Unit.MONTHS, Unit.DAYS):
        beginning, after = (last_day(start, length, unit, c) for c in (True, False))
        assert start <= beginning <= after
        assert (after - beginning).days in (0, 1)


@given(days, lengths, st.sampled_from(Unit), st.booleans())
def test_longer_period_never_ends_sooner(start, length, unit, counted):
    assert last_day(start, length, unit, counted) <= last_day(start, length + 1, unit, counted)


@given(days, lengths, st.sampled_from(Unit), st.booleans())
def test_period_that_starts_later_never_ends_sooner(start, length, unit, counted):
    later = start + timedelta(days=1)

    assert last_day(start, length, unit, counted) <= last_day(later, length, unit, counted)


@given(days, lengths)
def test_missing_day_is_the_last_of_its_month(start, months):
    same = add_months(start, months)
    last = end_of_month(start, months)

    assert last.day == monthrange(last.year, last.month)[1]
    if same is None:
        assert start.day > last.day
    else:
        assert (same.day, same.year, same.month) == (start.day, last.year, last.month)


@given(days, st.integers(-30, 30))
def test_months_there_and_back_lead_home(start, months):
    there = add_months(start, months)

    if there is not None:
        assert add_months(there, -months) == start


@given(days, st.integers(1, 40))
def test_working_days_there_and_back(start, count):
    end = add_working_days(start, count)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]

    assert is_working_day(end)
    assert sum(map(is_working_day, between)) == count
    if is_working_day(start):
        assert add_working_days(end, -count) == start


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 5, 15), True),
        (date(2026, 5, 16), False),
        (date(2026, 5, 17), False),
        (date(2026, 5, 4), False),
        (date(2026, 4, 3), False),
        (date(2026, 4, 6), False),
        (date(2026, 8, 31), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),
        (date(2022, 6, 3), False),
    ],
)
def test_working_days_of_england(day, worked):
    assert is_working_day(day) is worked


CYCLES = [
    (date(2026, 5, 15), 3, 0, date(2026, 4, 1)),
    (date(2026, 5, 15), 3, 1, date(2026, 1, 1)),
    (date(2026, 5, 15), 3, 2, date(2025, 10, 1)),
    (date(2026, 1, 1), 3, 0, date(2026, 1, 1)),
    (date(2025, 12, 31), 3, 0, date(2025, 10, 1)),
    (date(2026, 5, 15), 1, 5, date(2025, 12, 1)),
    (date(2026, 5, 15), 12, 1, date(2025, 1, 1)),
]


@pytest.mark.parametrize(("day", "months", "back", "begins"), CYCLES)
def test_cycle_begins_on(day, months, back, begins):
    assert cycle_start(day, months, back) == begins


@given(days, st.sampled_from([1, 2, 3, 4, 6, 12]), st.integers(0, 8))
def test_cycles_follow_one_another_without_gap(day, months, back):
    begins = cycle_start(day, months, back)

    assert begins.day == 1
    assert (begins.month - 1) % months == 0
    assert cycle_start(begins - timedelta(days=1), months) == cycle_start(day, months, back + 1)
    if back == 0:
        assert begins <= day < add_months(begins, months)


def test_arithmetic_is_told_as_a_sentence():
    assert arithmetic(date(2022, 5, 27), 2, Unit.MONTHS, True, date(2022, 7, 26)) == (
        "Received 27 May 2022. Two months beginning with that date ends on 26 July 2022."
    )
    assert arithmetic(date(2022, 5, 27), 28, Unit.DAYS, False, date(2022, 6, 24), "Sent") == (
        "Sent 27 May 2022. 28 days after that date ends on 24 June 2022."
    )


@pytest.mark.parametrize(
    ("length", "unit", "words"),
    [(1, Unit.MONTHS, "one month"), (12, Unit.DAYS, "twelve days"), (13, Unit.DAYS, "13 days"),
     (1, Unit.WORKING_DAYS, "one working day")],
)  # fmt: skip
def test_period_is_told_in_words(length, unit, words):
    assert period_words(length, unit) == words


def test_references_sort_as_people_count():
    refs = ["R10", "R2", "R2.10", "R2.9", "r1"]

    assert sorted(refs, key=sort_key) == ["r1", "R2", "R2.9", "R2.10", "R10"]
