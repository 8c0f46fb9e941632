from datetime import date, datetime

import pytest

from imports.values.days import read_day
from imports.values.folding import fold
from imports.values.owners import Names
from imports.values.statuses import read_priority, read_status
from recommendations.lifecycle.action import Status


@pytest.mark.parametrize(
    ("cell", "on"),
    [
        ("31/03/2023", date(2023, 3, 31)),
        ("1/2/23", date(2023, 2, 1)),
        ("1/2/99", date(1999, 2, 1)),
        ("31.3.2023", date(2023, 3, 31)),
        ("2023-03-31", date(2023, 3, 31)),
        ("31st March 2023", date(2023, 3, 31)),
        ("Friday 31 March 2023", date(2023, 3, 31)),
        ("31-Mar-23", date(2023, 3, 31)),
        ("March 31, 2023", date(2023, 3, 31)),
        (date(2023, 3, 31), date(2023, 3, 31)),
        (datetime(2023, 3, 31, 12, 30), date(2023, 3, 31)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_day_is_read_as_people_write_it_day_first(cell, on):
    day = read_day(cell)

    assert (day.on, day.note, day.error) == (on, "", "")


@pytest.mark.parametrize(
    ("cell", "on"),
    [
        ("March 2023", date(2023, 3, 31)),
        ("Feb-24", date(2024, 2, 29)),
        ("by end of June 2024", date(2024, 6, 30)),
        ("12/2023", date(2023, 12, 31)),
        ("Q3 2024/25", date(2024, 12, 31)),
        ("Q4 2024-25", date(2025, 3, 31)),
        ("Q3 2024", date(2024, 9, 30)),
        ("by end of Quarter 1 2024", date(2024, 3, 31)),
        ("2024 Q4", date(2024, 12, 31)),
    ],
)
def test_day_of_a_month_or_quarter_is_its_last_and_is_said(cell, on):
    day = read_day(cell)

    assert day.on == on
    assert "is taken as its last day" in day.note


@pytest.mark.parametrize("cell", ["TBC", "Ongoing", "n/a", "As soon as possible"])
def test_day_that_is_none_is_kept_as_written(cell):
    day = read_day(cell)

    assert (day.on, day.words, day.note, day.error) == (None, cell, "", "")


@pytest.mark.parametrize("cell", ["Spring 2024", "2023", "31/3/2023 or 30/4/2023"])
def test_day_that_may_mean_several_is_kept_as_written_and_said(cell):
    day = read_day(cell)

    assert (day.on, day.words, day.error) == (None, cell, "")
    assert "Its words are kept." in day.note


@pytest.mark.parametrize(
    ("cell", "mend"),
    [
        ("31/02/2023", "Use a real one, such as 28/02/2023."),
        ("31st Sept 2023", "Use a real one, such as 30/09/2023."),
        ("05/31/2023", "Write the day first: 31/05/2023."),
        ("45016", "Format the column as dates, or write 31/03/2023."),
        ("31/03/1823", "Check the year and write it in full, such as 2023."),
        ("31/03/20223", "Write it day first, as 31/03/2023."),
    ],
)
def test_day_that_is_wrong_says_how_to_mend_it(cell, mend):
    day = read_day(cell)

    assert day.on is None
    assert day.error.endswith(mend)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("PROPOSED", Status.NOT_STARTED),
        ("Planned", Status.NOT_STARTED),
        ("In  progress", Status.IN_PROGRESS),
        ("On-going", Status.IN_PROGRESS),
        ("Complete", Status.REPORTED_COMPLETE),
        ("addressed", Status.REPORTED_COMPLETE),
        ("Closed", Status.REPORTED_COMPLETE),
        ("Verified", Status.REPORTED_COMPLETE),
    ],
)
def test_status_never_says_more_than_that_it_is_reported(words, status):
    assert read_status(words).status == status


def test_status_of_assurance_says_what_is_tracked():
    stated = read_status("Assurance sought")

    assert (stated.status, stated.kind) == (Status.NOT_STARTED, "assurance-sought")


def test_status_and_priority_that_are_not_known_list_the_known():
    with pytest.raises(ValueError, match="“Amber” is not a status we know"):
        read_status("Amber")
    with pytest.raises(ValueError, match="Use High, Medium or Low"):
        read_priority("whenever")


@pytest.mark.parametrize(
    ("cell", "owners"),
    [
        ("RMBC / SYP / MASH", ("RMBC", "SYP", "MASH")),
        ("RMBC, RSCP, SYP", ("RMBC", "RSCP", "SYP")),
        ("RSCP, SRP and RMBC", ("RSCP", "SRP", "RMBC")),
        ("RSCP, SRP, and RMBC", ("RSCP", "SRP", "RMBC")),
        ("RSCP\nSRP", ("RSCP", "SRP")),
        ("SYP & RMBC", ("SYP", "RMBC")),
        ("Adults, Housing and Health", ("Adults, Housing and Health",)),
        ("RMBC and Adults, Housing and Health", ("RMBC", "Adults, Housing and Health")),
        ("Adults, Housing and Health, RMBC and SYP", ("Adults, Housing and Health", "RMBC", "SYP")),
        ("RSCP, Schools and colleges and SYP", ("RSCP", "Schools and colleges", "SYP")),
        ("Youth / help.org and SYP", ("Youth / help.org", "SYP")),
        ("Roads and bridges", ("Roads and bridges",)),
        ("SYP, RMBC (lead)", ("RMBC", "SYP")),
        ("(RMBC)", ("RMBC",)),
        ("SYP, syp", ("SYP",)),
        ("TBC", ()),
    ],
)
def test_owners_are_divided_but_known_names_are_not(cell, owners):
    names = Names({"Adults, Housing and Health", "Schools and colleges", "Youth / help.org"})

    assert names.split(cell) == owners


def test_owners_of_one_cell_make_known_what_another_leaves_open():
    cells = ["Board and Parks and leisure", "Council\nParks and leisure", "Board"]
    names = Names(set())

    names.learn(cells)

    assert names.split(cells[0]) == ("Board", "Parks and leisure")


def test_fold_takes_names_written_differently_for_one():
    assert fold("Barnardo’s  Review, 2013") == fold("BARNARDOS REVIEW (2013)")
    assert fold("Housing & Health") == fold("housing and health")
