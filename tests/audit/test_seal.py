"""Every historical row has one entry, chained in the order of the commits."""

import json
import os
import subprocess
import sys
from datetime import date
from hashlib import sha256
from itertools import pairwise

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from audit.canonical import content_of, list_as_text
from audit.models import COLUMNS, NOTHING_BEFORE, Entry, hash_of
from audit.record import Act, record, record_many_changed, record_many_new
from audit.refusal import NotAllowed
from audit.route import Route, coming_by
from audit.verb import verb
from audit.verify import verify
from imports.models import ImportBatch
from recommendations.models import Action, Theme
from recommendations.workflow import action as workflow
from tests import factories

pytestmark = pytest.mark.django_db


def entries():
    return list(Entry.objects.order_by("sequence"))


def test_entry_says_who_in_which_role_for_which_body_by_which_way_and_why():
    police = factories.BodyFactory(short_name="SYP")
    officer = factories.UserFactory(role=Role.BODY_OFFICER, body=police)

    theme = record(Theme(slug="training", name="Training"), Act(by=officer, reason="Asked for"))

    entry = entries()[-1]
    assert (entry.actor_id, entry.actor_label) == (officer.pk, officer.name)
    assert (entry.role, entry.body) == ("Body officer", "SYP")
    assert (entry.route, entry.verb) == (Route.COMMAND, "add")
    assert (entry.model, entry.object_id, entry.ref) == (
        "recommendations.theme",
        theme.pk,
        "training",
    )
    assert (entry.history_id, entry.reason) == (theme.history.get().history_id, "Asked for")


def test_each_entry_holds_the_hash_of_the_one_before_and_its_own():
    factories.ActionFactory(in_progress=True)

    chain = entries()

    assert [entry.sequence for entry in chain] == list(range(1, len(chain) + 1))
    assert chain[0].previous_hash == NOTHING_BEFORE
    for before, after in pairwise(chain):
        assert after.previous_hash == before.hash
    for values in Entry.objects.order_by("sequence").values_list(*COLUMNS):
        assert values[-1] == hash_of(values[:-1])


@pytest.mark.parametrize("many", [False, True])
def test_digest_is_of_the_row_as_the_database_gives_it_back(many):
    action = factories.ActionFactory(in_progress=True, implications=["finance", "legal"])
    if many:
        action.title = "Train everybody – “all” of them\nand write it down"
        record_many_changed([action], ["title"], Act(reason="Import"))
    content = content_of(Action.history.model)

    with connection.cursor() as cursor:
        columns = ", ".join(f'"{column}"' for column in content.columns)
        cursor.execute(
            f"SELECT {columns} FROM {Action.history.model._meta.db_table} ORDER BY history_id"
        )
        found = [content.digest(row) for row in cursor.fetchall()]

    sealed = Entry.objects.filter(model="recommendations.action").order_by("sequence")
    assert found == [entry.digest for entry in sealed]


def test_json_with_numbers_for_keys_is_digested_as_it_is_read_back():
    headings = {number: f"Column {number}" for number in (0, 2, 11)}

    record(
        ImportBatch(
            file_name="plan.csv", sha256="0" * 64, size=1, kind="flat", headings=headings,
            effective_on=timezone.localdate(), created_by_label="Somebody",
        ),
        Act(),
    )  # fmt: skip

    assert verify().holds


def test_columns_added_later_and_empty_change_no_digest():
    content = content_of(Theme.history.model)
    row = factories.ThemeFactory().history.get()
    values = [f.get_prep_value(getattr(row, f.attname)) for f in content.fields]
    before = content.digest(values)

    for empty in (None, ""):
        later = [empty if value in (None, "") else value for value in values]
        assert content.digest(later) == before


def test_a_verb_is_sealed_under_its_name_with_all_it_wrote():
    action = factories.ActionFactory()
    before = Entry.objects.count()

    workflow.post_update(action, done="Trained twelve people", by=None, status="in-progress")

    assert [(entry.model, entry.verb, entry.ref) for entry in entries()[before:]] == [
        ("recommendations.progressupdate", "post_update", action.ref),
        ("recommendations.action", "post_update", action.ref),
    ]


def test_what_is_taken_back_leaves_no_entry():
    before = Entry.objects.count()

    with pytest.raises(NotAllowed):
        _add_then_refuse()

    assert (Theme.history.count(), Entry.objects.count()) == (0, before)


@verb
def _add_then_refuse():
    record(Theme(slug="a", name="A"), Act())
    raise NotAllowed("No.")


def test_a_step_that_is_taken_back_inside_another_leaves_no_entry_of_its_own():
    _add_and_try()

    assert [entry.ref for entry in entries()] == ["kept"]
    assert {entry.verb for entry in entries()} == {"_add_and_try"}


@verb
def _add_and_try():
    record(Theme(slug="kept", name="Kept"), Act())
    with pytest.raises(NotAllowed):
        _add_then_refuse()


def test_rows_in_bulk_are_chained_with_one_reading_and_one_insert(django_assert_max_num_queries):
    themes = [Theme(slug=f"t{n}", name=f"T{n}") for n in range(300)]

    with coming_by(Route.IMPORT, batch=7), django_assert_max_num_queries(10):
        record_many_new(themes, Act(reason="Import"))

    chain = entries()
    assert len(chain) == 300
    assert {(entry.route, entry.batch) for entry in chain} == {(Route.IMPORT, 7)}
    assert [entry.object_id for entry in chain] == [theme.pk for theme in themes]


def test_pages_and_the_administration_say_that_they_were_the_way(as_role, client):
    governance = as_role(Role.GOVERNANCE)
    action = factories.ActionFactory(in_progress=True)
    governance.post(
        reverse("action_update", args=[action.ref]),
        {"done": "Trained twelve people", "status": "in-progress", "version": action.version},
    )
    assert {e.route for e in Entry.objects.filter(verb="post_update")} == {Route.PAGE}

    administrator = as_role(Role.ADMIN)
    administrator.post(
        reverse("admin:recommendations_theme_add"),
        {"slug": "new", "name": "New", "reason": "Wanted", "version_read": "1"},
    )
    newest = entries()[-1]
    assert (newest.route, newest.ref, newest.reason) == (Route.ADMIN, "new", "Wanted")


_WRITER = """
import os, django
django.setup()
from audit.record import Act, record
from recommendations.models import Theme
for n in range(15):
    name = f"{os.getpid()}-{n}"
    record(Theme(slug=name, name=name), Act())
"""


@pytest.mark.django_db(transaction=True)
def test_processes_that_write_at_once_make_one_chain_in_the_order_of_their_commits():
    environment = {
        **os.environ,
        "DATABASE_URL": address_of_this_database(),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER], env=environment, cwd=settings.BASE_DIR)
        for _ in range(3)
    ]

    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]

    chain = entries()
    assert [entry.sequence for entry in chain] == list(range(1, 46))
    for before, after in pairwise(chain):
        assert after.previous_hash == before.hash
    # An entry's moment is taken in its turn, and a turn ends with the commit.
    assert [entry.recorded_at for entry in chain] == sorted(entry.recorded_at for entry in chain)


def address_of_this_database():
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return (
        f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
        f"/{given['NAME']}"
    )


def test_sealing_many_rows_in_one_transaction_takes_the_turn_once_and_keeps_it():
    with transaction.atomic():
        factories.ThemeFactory()
        factories.ThemeFactory()

    assert [entry.sequence for entry in entries()] == [1, 2]


def test_a_historical_row_is_sealed_once():
    factories.ThemeFactory()
    values = Entry.objects.values().get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(**{**values, "sequence": 2})


def test_digest_is_that_of_plain_json_with_its_keys_in_order_and_nothing_empty():
    columns = content_of(Action.history.model).columns
    said = {
        "title": '“Ünï” \\ "quoted"\n\u2028 100% 😀',
        "summary": "",
        "version": 0,
        "history_date": "2026-11-22 08:00:00",
        "due_on": date(2030, 3, 31),
        "implications": '["legal", "finance"]',
        "restricted_to": "",
        "void_reason": None,
    }
    values = [said.get(column) for column in columns]
    plain = {
        "due_on": "2030-03-31",
        "history_date": "2026-11-22 08:00:00.000000",
        "implications": ["legal", "finance"],
        "title": said["title"],
        "version": 0,
    }
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    assert set(said) <= set(columns)
    assert content_of(Action.history.model).digest(values) == sha256(text.encode()).hexdigest()


@given(
    st.lists(
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.text(),
            st.floats(allow_nan=False),
            st.dictionaries(st.text(), st.integers()),
        )
    )
)
def test_list_is_written_as_json_writes_it(values):
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert list_as_text(values) == text
