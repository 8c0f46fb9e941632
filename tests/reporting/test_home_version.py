from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from accounts.roles import Role
from recommendations.workflow import action as workflow
from reporting.home.version import kept, register_version
from tests.factories import ActionFactory, UserFactory


@pytest.fixture(autouse=True)
def _nothing_kept_from_before():
    cache.clear()


@pytest.mark.django_db(transaction=True)
def test_version_changes_with_every_write():
    action = ActionFactory()
    before = register_version()

    workflow.start(action, by=UserFactory(role=Role.BODY_OFFICER, body=action.lead_body))

    assert register_version() != before


@pytest.mark.django_db(transaction=True)
def test_version_stays_while_nothing_is_written():
    ActionFactory()

    assert register_version() == register_version()


@pytest.mark.django_db(transaction=True)
def test_no_version_is_told_inside_a_transaction():
    with transaction.atomic():
        assert register_version() is None


@pytest.mark.django_db(transaction=True)
def test_page_shows_a_change_at_once(client):
    action = ActionFactory()
    client.force_login(UserFactory(role=Role.AUDITOR))
    assert "The only action has not started" in client.get("/").content.decode()

    workflow.start(action, by=UserFactory(role=Role.BODY_OFFICER, body=action.lead_body))

    assert "The only action is in progress" in client.get("/").content.decode()


@pytest.mark.django_db
def test_answer_is_made_once_for_each_question():
    reader, today = UserFactory(role=Role.AUDITOR), timezone.localdate()
    made = []

    def make():
        made.append(1)
        return len(made)

    assert kept("1", reader, today, make=make) == 1
    assert kept("1", reader, today, make=make) == 1
    assert kept("2", reader, today, make=make) == 2
    assert kept("2", reader, today + timedelta(days=1), make=make) == 3
    assert kept("2", UserFactory(role=Role.MEMBER), today, make=make) == 4
    assert kept(None, reader, today, make=make) == 5
