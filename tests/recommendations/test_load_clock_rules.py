"""The clocks that a register starts from."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from audit.record import Act, record
from recommendations.clock_rules import TO_START_FROM
from recommendations.models import ClockRule

pytestmark = pytest.mark.django_db


def load():
    told = StringIO()
    call_command("load_clock_rules", stdout=told)
    return told.getvalue()


@pytest.fixture(autouse=True)
def no_rules_yet():
    assert not ClockRule.objects.exists()


def test_adds_every_rule_with_who_and_why():
    load()

    assert ClockRule.objects.count() == len(TO_START_FROM)
    rule = ClockRule.objects.get(name="Executive: two months")
    assert rule.checked_on is None
    assert rule.history.get().actor_label == "command line"
    assert rule.history.get().history_change_reason == "To start from; to be confirmed"


def test_says_that_the_monitoring_officer_has_to_confirm_them():
    assert "has to be confirmed by the monitoring officer" in load()


def test_again_adds_nothing_and_leaves_what_was_changed():
    load()
    rule = ClockRule.objects.get(name="Health: 28 days")
    rule.name, rule.length = "Health scrutiny", 30
    record(rule, Act(label="Administrator"))

    assert "there already" in load()

    rule.refresh_from_db()
    assert (rule.name, rule.length) == ("Health scrutiny", 30)
    assert ClockRule.objects.count() == len(TO_START_FROM)


@pytest.mark.parametrize(
    ("name", "last_day"),
    [
        ("Executive: two months", date(2022, 7, 26)),
        ("Partner authority: must have regard", date(2022, 7, 26)),
        ("Crime and disorder: 28 days", date(2022, 6, 24)),
        ("Health: 28 days", date(2022, 6, 24)),
        ("Others: asked within 28 days", date(2022, 6, 24)),
    ],
)
def test_last_day_of_each(name, last_day):
    load()

    assert ClockRule.objects.get(name=name).last_day(date(2022, 5, 27)) == last_day
