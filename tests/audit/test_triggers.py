"""The database itself keeps the record from being changed or deleted."""

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from audit import triggers
from audit.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db


def refused(sql):
    refusal = pytest.raises(DatabaseError, match="never changed or deleted")
    with refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("table", triggers.sealed_tables())
def test_no_row_of_the_record_is_changed_or_deleted(table):
    factories.ThemeFactory()
    factories.ActionFactory()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        rows = cursor.fetchone()[0]
    if connection.vendor == "sqlite" and not rows:
        # SQLite asks its triggers row by row.
        assert set(triggers._names(table)).isdisjoint(triggers.missing())
        return
    column = "hash" if table == "audit_entry" else "history_change_reason"
    refused(f"UPDATE {table} SET {column} = 'x'")
    refused(f"DELETE FROM {table}")
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table} CASCADE")


def test_a_migration_leaves_every_trigger_in_place():
    assert triggers.missing() == []
    triggers.lift()
    assert len(triggers.missing()) == len(triggers.sealed_tables()) * len(triggers._events())

    call_command("migrate", verbosity=0)

    assert triggers.missing() == []


def test_the_system_check_names_a_trigger_that_is_missing():
    assert not _errors()
    name = triggers._names("audit_entry")[0]
    on = " ON audit_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{on}')

    assert [error.id for error in _errors()] == ["audit.W001"]
    assert name in str(_errors()[0])


def _errors():
    return [
        found
        for found in checks.run_checks(databases=["default"], tags=[checks.Tags.database])
        if found.id == "audit.W001"
    ]


@pytest.mark.parametrize("factory", [factories.UserFactory, factories.BodyFactory])
def test_deleting_a_person_or_a_body_leaves_the_history_whole(factory):
    thing = factory()
    before = list(type(thing).history.values_list("history_id", "history_user_id", "actor_label"))

    thing.delete()

    after = list(type(thing).history.values_list("history_id", "history_user_id", "actor_label"))
    assert set(before) <= set(after)
    assert Entry.objects.filter(model=type(thing)._meta.label_lower).count() == len(after)


def test_history_that_was_there_before_the_seal_is_sealed_once():
    factories.ActionFactory()
    triggers.lift()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")

    call_command("migrate", verbosity=0)

    assert set(Entry.objects.values_list("route", flat=True)) == {"before-the-seal"}
    count = Entry.objects.count()
    call_command("migrate", verbosity=0)
    assert Entry.objects.count() == count
