"""Loading the reference case into an empty register."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Membership, User
from recommendations.models import (
    ProgressUpdate,
)
from reviews.models import Review

pytestmark = pytest.mark.django_db


def test_demonstration_accounts_are_roles_that_may_sign_in(client, monkeypatch, db):
    monkeypatch.setenv("DEMO_PASSWORD", "chosen-for-the-test")

    call_command("load_reference_case", demo_accounts=True, stdout=StringIO())

    assert client.login(username="syp.officer@example.org", password="chosen-for-the-test")
    assert sorted(Membership.objects.values_list("role", flat=True)) == [
        "admin",
        "auditor",
        "body-approver",
        "body-officer",
        "body-officer",
        "body-officer",
        "governance",
        "member",
    ]


def test_demonstration_accounts_keep_their_password_when_loaded_again(monkeypatch, db):
    monkeypatch.setenv("DEMO_PASSWORD", "chosen-for-the-test")
    call_command("load_reference_case", demo_accounts=True, stdout=StringIO())
    monkeypatch.delenv("DEMO_PASSWORD")

    out = StringIO()
    call_command("load_reference_case", demo_accounts=True, stdout=out)

    assert User.objects.get(email="member@example.org").check_password("chosen-for-the-test")
    assert "Password: as given before" in out.getvalue()


@pytest.mark.parametrize("day", [date(2025, 6, 1), date(2026, 2, 28)])
def test_invented_layer_can_lead_up_to_an_earlier_day(day, db):
    call_command("load_reference_case", with_invented_progress=True, today=day, stdout=StringIO())

    assert ProgressUpdate.objects.latest_first().first().effective_on <= day


def test_invented_layer_refuses_a_day_that_it_cannot_lead_up_to(db):
    with pytest.raises(CommandError, match="Give a day from 2025-06-01 to today"):
        call_command(
            "load_reference_case",
            with_invented_progress=True,
            today=date(2022, 6, 1),
            stdout=StringIO(),
        )

    assert not Review.objects.exists()
