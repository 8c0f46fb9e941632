"""On PostgreSQL one role migrates and another serves: who breaks into the service can't change what
was recorded."""

from contextlib import contextmanager
from io import StringIO

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts.roles import Role
from audit import triggers
from audit.models import Entry
from audit.verify import verify
from recommendations.models import ProgressUpdate
from tests import factories

pytestmark = pytest.mark.django_db

SERVICE = "service_of_this_test"
postgres_alone = pytest.mark.skipif(
    "sqlite" in settings.DATABASES["default"]["ENGINE"], reason="Only PostgreSQL has roles."
)


@contextmanager
def serving():
    """Everything inside is done by the role that serves."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {SERVICE}")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


@pytest.fixture
def service():
    """A role that may do what `print_grants` says; taken back with the test."""
    out = StringIO()
    call_command("print_grants", role=SERVICE, stdout=out)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {SERVICE} NOLOGIN NOINHERIT")
        for statement in out.getvalue().splitlines():
            cursor.execute(statement)


@postgres_alone
def test_the_role_that_serves_serves_pages_and_writes(service, as_role):
    governance = as_role(Role.GOVERNANCE)
    action = factories.ActionFactory(in_progress=True)
    page = reverse("action_update", args=[action.ref])
    words = {"done": "Trained all", "status": "in-progress", "version": action.version}

    with serving():
        shown = [governance.get(address).status_code for address in ("/", page, "/audit/")]
        saved = governance.post(page, words)
        verified = governance.post("/audit/verify/")

    assert shown == [200, 200, 200]
    assert (saved.status_code, verified.status_code) == (302, 302)
    assert ProgressUpdate.objects.get().done == "Trained all"
    assert verify().holds


def refused(sql):
    with (
        serving(),
        pytest.raises(DatabaseError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert isinstance(refusal.value.__cause__, psycopg.errors.InsufficientPrivilege), sql


@postgres_alone
@pytest.mark.tampers
def test_the_role_that_serves_can_neither_change_the_record_nor_drop_its_triggers(service):
    factories.ThemeFactory()
    for table in ("audit_entry", "recommendations_historicaltheme"):
        trigger = triggers._names(table)[0]
        refused(f"DROP TRIGGER {trigger} ON {table}")
        refused(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        refused(f"DROP TABLE {table}")
        refused(f"TRUNCATE {table}")
    refused("CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NULL; END $$")  # fmt: skip
    refused("SET session_replication_role = replica")

    # And were the triggers not there, it would still not be let.
    triggers.lift()
    for table in triggers.sealed_tables():
        column = "hash" if table == "audit_entry" else "history_type"
        refused(f"UPDATE {table} SET {column} = 'x'")
        refused(f"DELETE FROM {table}")
        refused(f"TRUNCATE {table}")
    assert Entry.objects.exists()


def test_the_grants_are_for_postgresql():
    if connection.vendor == "sqlite":
        with pytest.raises(CommandError, match="PostgreSQL"):
            call_command("print_grants", role="tracker")
        return
    out = StringIO()
    call_command("print_grants", role='odd"name', stdout=out)
    granted = out.getvalue()
    assert 'GRANT SELECT, INSERT ON "audit_entry" TO "odd""name";' in granted
    assert 'GRANT SELECT, INSERT, UPDATE, DELETE ON "recommendations_action" TO' in granted
