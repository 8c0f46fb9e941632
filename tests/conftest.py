from contextlib import contextmanager
from io import StringIO
from unittest import mock

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase

from audit import triggers
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _small_files_go_away(settings, tmp_path):
    """What a test uploads is kept nowhere."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def _thresholds_are_forgotten():
    """Thresholds are held in a cache, which a rolled-back test does not empty."""
    cache.clear()


@pytest.fixture
def as_role(client):
    """A function that signs a new person in: `as_role(Role.BODY_OFFICER, police)` returns the
    client, whose `person` is the one signed in."""

    def sign_in(role, body=None):
        client.person = UserFactory(role=role, body=body)
        client.force_login(client.person)
        return client

    return sign_in


@contextmanager
def _kept_for_a_module(blocker):
    """What is written inside stays for all tests of a module, each of which takes back its own.
    The connection that holds it stays open, though Django would close it after each test."""
    with blocker.unblock(), mock.patch.object(connection, "close"), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def reference_case(django_db_setup, django_db_blocker):
    with _kept_for_a_module(django_db_blocker):
        call_command("load_reference_case", stdout=StringIO())
        yield


@pytest.fixture(scope="module")
def invented_progress(django_db_setup, django_db_blocker):
    """The reference case, with the invented progress of the demonstration on top."""
    with _kept_for_a_module(django_db_blocker):
        call_command("load_reference_case", with_invented_progress=True, stdout=StringIO())
        yield


@pytest.fixture(autouse=True)
def _every_historical_row_is_sealed(request):
    """Whatever a test wrote, by whatever path, has exactly one entry for each historical row."""
    uses_database = request.node.get_closest_marker("django_db") or (
        {"db", "transactional_db"} & set(request.fixturenames)
    )
    if uses_database:
        # Asked for here, so that what the test wrote is looked at before it is taken back.
        request.getfixturevalue("_django_db_helper")
    yield
    tampers = request.node.get_closest_marker("tampers")
    if uses_database and not tampers and not connection.needs_rollback:
        assert unsealed() == []


def unsealed():
    """Models whose rows and entries differ in number."""
    questions = [
        f"SELECT '{model.instance_type._meta.label_lower}', (SELECT COUNT(*) FROM "
        f"{model._meta.db_table}), (SELECT COUNT(*) FROM audit_entry WHERE model = "
        f"'{model.instance_type._meta.label_lower}')"
        for model in triggers.history_models()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(questions))
        return [row for row in cursor.fetchall() if row[1] != row[2]]


_fixture_teardown = TransactionTestCase._fixture_teardown


def _emptying_is_allowed(self):
    """Tests that commit empty all tables afterwards, which the triggers would refuse. Emptying
    ends as a migration does, so they are put back."""
    triggers.lift()
    _fixture_teardown(self)


TransactionTestCase._fixture_teardown = _emptying_is_allowed
