from datetime import date

import pytest
from django import forms

from bodies.forms import DayField


class Form(forms.Form):
    due_on = DayField(label="Due")


def typed(day, month, year):
    return Form({"due_on_day": day, "due_on_month": month, "due_on_year": year})


@pytest.mark.parametrize("month", ["5", "05", "May", "may", "MAY", " 5 "])
def test_day_takes_the_month_as_number_or_name(month):
    form = typed("27", month, "2022")

    assert form.is_valid()
    assert form.cleaned_data["due_on"] == date(2022, 5, 27)


def test_day_takes_the_29th_of_february_of_a_leap_year():
    assert typed("29", "2", "2024").is_valid()
    assert typed("29", "2", "2023").errors["due_on"] == [
        "29 2 2023 is not a real date. Enter one such as 27 5 2022"
    ]


@pytest.mark.parametrize("parts", [("27", "5", "22"), ("x", "5", "2022"), ("27", "Mai", "2022")])
def test_day_that_cannot_be_read_is_refused_with_an_example(parts):
    assert typed(*parts).errors["due_on"] == [
        f"{' '.join(parts)} is not a real date. Enter one such as 27 5 2022"
    ]


def test_day_says_which_part_is_missing():
    assert typed("27", "", "").errors["due_on"] == ["The date must include a month and a year"]
    assert typed("", "", "").errors["due_on"] == ["Enter a date"]


def test_day_may_come_in_one_value_as_an_address_carries_it():
    form = Form({"due_on": "2022-05-27"})

    assert form.is_valid()
    assert form.cleaned_data["due_on"] == date(2022, 5, 27)


def test_day_before_the_earliest_or_after_the_latest_is_refused():
    limited = DayField(earliest=date(2022, 5, 27), latest=lambda: date(2022, 7, 26))

    with pytest.raises(forms.ValidationError, match="must be 27 May 2022 or later"):
        limited.clean(["26", "5", "2022"])
    with pytest.raises(forms.ValidationError, match="must be 26 July 2022 or earlier"):
        limited.clean(["27", "7", "2022"])
    assert limited.clean(["26", "7", "2022"]) == date(2022, 7, 26)


def test_day_shows_again_what_was_typed():
    html = str(typed("31", "2", "2023")["due_on"])

    assert 'name="due_on_day" type="text" inputmode="numeric" value="31"' in html
    assert 'value="2023"' in html
    assert 'value="27"' in str(Form(initial={"due_on": date(2022, 5, 27)})["due_on"])


@pytest.mark.parametrize("year", ["1899", "2100", "9999"])
def test_day_in_a_year_that_nobody_can_mean_is_refused(year):
    assert typed("1", "1", year).errors["due_on"] == ["The year must be between 1900 and 2099"]
