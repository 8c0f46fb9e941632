"""What verification finds once somebody has taken the triggers away, and that it finds nothing in
what the product wrote."""

import json
from io import StringIO
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from accounts.roles import Role
from audit import triggers
from audit.bulk import converter
from audit.models import COLUMNS, Entry, hash_of
from audit.record import Act, record
from audit.verify import verify
from audit.verifying.snapshot import one_moment, row
from recommendations.models import Theme
from tests import factories

pytestmark = pytest.mark.django_db
tampers = pytest.mark.tampers

HISTORY = "recommendations_historicaltheme"


@pytest.fixture
def themes():
    """Five themes, each with an entry, the third of which was renamed by the sixth entry."""
    officer = factories.UserFactory(role=Role.GOVERNANCE)
    before = Entry.objects.count()
    made = [
        record(Theme(slug=f"theme-{n}", name=f"Theme {n}"), Act(by=officer, reason="Wanted"))
        for n in range(1, 6)
    ]
    made[2].name = "Another name"
    record(made[2], Act(by=officer, reason="Better"))
    assert [(e.sequence - before, e.object_id) for e in of_themes()] == [
        *((n, thing.pk) for n, thing in enumerate(made, 1)),
        (6, made[2].pk),
    ]
    return made


def of_themes():
    return list(Entry.objects.filter(model="recommendations.theme").order_by("sequence"))


def tamper(sql, *parameters):
    triggers.lift()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        assert cursor.rowcount == 1


def told(verified):
    return [(finding.sequence, finding.what) for finding in verified.findings]


def test_an_empty_record_holds():
    assert verify().holds
    assert str(verify()) == "Verified: there are no entries."


def test_a_record_that_nobody_touched_holds(themes):
    verified = verify()

    assert (verified.holds, verified.findings, verified.first_bad) == (True, [], None)
    assert (verified.first, verified.last) == (1, Entry.objects.count())
    assert verified.entries == Entry.objects.count()
    assert verified.head == of_themes()[-1].hash


@tampers
def test_a_changed_value_of_history_is_found(themes):
    entry = of_themes()[1]
    tamper(f"UPDATE {HISTORY} SET name = 'x' WHERE history_id = %s", entry.history_id)

    verified = verify()

    assert verified.first_bad == entry.sequence
    assert told(verified)[0] == (
        entry.sequence,
        f"historical row {entry.history_id} of theme {entry.object_id} is not what was sealed.",
    )
    # The theme itself now says something else than its history.
    assert "name" in told(verified)[1][1]


@tampers
@pytest.mark.parametrize(
    "change", ["actor_label = 'Nobody'", "history_user_id = 0", "history_change_reason = 'Other'"]
)
def test_a_changed_actor_or_reason_of_history_is_found(themes, change):
    entry = of_themes()[3]
    tamper(f"UPDATE {HISTORY} SET {change} WHERE history_id = %s", entry.history_id)

    verified = verify()

    assert (verified.first_bad, verified.count) == (entry.sequence, 1)
    assert "is not what was sealed" in verified.findings[0].what


@tampers
@pytest.mark.parametrize("column", ["history_date", "effective_on"])
def test_a_changed_time_of_history_is_found(themes, column):
    entry = of_themes()[3]
    moment = "2020-01-01 00:00:00+00:00" if column == "history_date" else "2020-01-01"
    tamper(f"UPDATE {HISTORY} SET {column} = %s WHERE history_id = %s", moment, entry.history_id)

    verified = verify()

    assert (verified.first_bad, verified.count) == (entry.sequence, 1)


@tampers
@pytest.mark.parametrize(
    "change",
    [
        "reason = 'Other'",
        "actor_label = 'Nobody'",
        "actor_id = 0",
        "role = 'Auditor'",
        "verb = 'add'",
        "recorded_at = '2020-01-01 00:00:00+00:00'",
        "ref = 'another'",
    ],
)
def test_a_changed_entry_is_found(themes, change):
    sequence = of_themes()[5].sequence
    tamper(f"UPDATE audit_entry SET {change} WHERE sequence = %s", sequence)

    verified = verify()

    assert told(verified) == [(sequence, "what it says does not give its hash: it was changed.")]


@tampers
def test_a_changed_entry_with_its_hash_made_anew_is_found_by_the_next(themes):
    entry = of_themes()[2]
    values = [getattr(entry, column) for column in COLUMNS]
    values[COLUMNS.index("reason")] = "Other"
    tamper(
        "UPDATE audit_entry SET reason = 'Other', hash = %s WHERE sequence = %s",
        hash_of(values[:-1]),
        entry.sequence,
    )

    verified = verify()

    assert (verified.first_bad, verified.count) == (entry.sequence + 1, 1)
    assert f"hash of entry {entry.sequence}" in verified.findings[0].what


@tampers
def test_a_changed_digest_is_found(themes):
    entry = of_themes()[2]
    tamper(f"UPDATE {HISTORY} SET name = 'x' WHERE history_id = %s", entry.history_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_entry SET digest = %s WHERE sequence = %s", ["f" * 64, entry.sequence]
        )

    assert verify().first_bad == entry.sequence


@tampers
def test_a_deleted_row_of_history_is_found(themes):
    entry = of_themes()[2]
    tamper(f"DELETE FROM {HISTORY} WHERE history_id = %s", entry.history_id)

    verified = verify()

    assert told(verified) == [
        (
            entry.sequence,
            f"there is no historical row {entry.history_id} of theme {entry.object_id}, "
            "which it seals.",
        )
    ]
    assert verified.unequal == [("recommendations.theme", 5, 6)]


@tampers
def test_a_deleted_entry_in_the_middle_is_found(themes):
    entry = of_themes()[2]
    tamper("DELETE FROM audit_entry WHERE sequence = %s", entry.sequence)

    verified = verify()

    assert told(verified) == [
        (entry.sequence, "it is missing."),
        (None, f"historical row {entry.history_id} of theme {entry.object_id} has no entry: "
               "it was put in."),
    ]  # fmt: skip
    assert verified.unequal == [("recommendations.theme", 6, 5)]


@tampers
def test_several_deleted_entries_are_one_gap(themes):
    first, second = of_themes()[1:3]
    tamper("DELETE FROM audit_entry WHERE sequence = %s", first.sequence)
    tamper("DELETE FROM audit_entry WHERE sequence = %s", second.sequence)

    assert told(verify())[0] == (
        first.sequence,
        f"it is missing, and all after it as far as {second.sequence}.",
    )


@tampers
def test_the_first_entries_deleted_are_found(themes):
    tamper("DELETE FROM audit_entry WHERE sequence = %s", 1)

    assert told(verify())[0] == (1, "it is missing.")


def copy_of_row(entry, **changed):
    """SQL that puts a copy of a historical row in, under the next number."""
    columns = [field.column for field in Theme.history.model._meta.concrete_fields]
    changed = {"history_id": str(entry.history_id + 1000), **changed}
    values = ", ".join(changed.get(column, column) for column in columns)
    return (
        f"INSERT INTO {HISTORY} ({', '.join(columns)}) "
        f"SELECT {values} FROM {HISTORY} WHERE history_id = %s"
    )


@tampers
def test_a_row_of_history_that_was_put_in_without_an_entry_is_found(themes):
    entry = of_themes()[-1]
    tamper(copy_of_row(entry), entry.history_id)

    verified = verify()

    assert (verified.holds, verified.first_bad) == (False, None)
    assert told(verified) == [
        (None, f"historical row {entry.history_id + 1000} of theme {entry.object_id} has no "
               "entry: it was put in.")
    ]  # fmt: skip
    assert verified.unequal == [("recommendations.theme", 7, 6)]


def put_in_entry(entry, *, sequence, previous_hash, history_id, seal=True):
    values = [getattr(entry, column) for column in COLUMNS]
    said = {"sequence": sequence, "previous_hash": previous_hash, "history_id": history_id}
    for column, value in said.items():
        values[COLUMNS.index(column)] = value
    if seal:
        values[-1] = hash_of(values[:-1])
    values[COLUMNS.index("recorded_at")] = converter(Entry._meta.get_field("recorded_at"))(
        entry.recorded_at
    )
    tamper(
        f"INSERT INTO audit_entry ({', '.join(COLUMNS)}) "
        f"VALUES ({', '.join(['%s'] * len(COLUMNS))})",
        *values,
    )


@tampers
def test_an_entry_that_was_put_in_at_the_end_is_found(themes):
    last = of_themes()[-1]
    put_in_entry(
        last,
        sequence=last.sequence + 1,
        previous_hash=last.hash,
        history_id=last.history_id + 1000,
    )

    verified = verify()

    assert verified.first_bad == last.sequence + 1
    assert "there is no historical row" in verified.findings[0].what


@tampers
def test_an_entry_that_was_put_in_unsealed_is_found(themes):
    last = of_themes()[-1]
    tamper(copy_of_row(last), last.history_id)
    put_in_entry(
        last,
        sequence=last.sequence + 1,
        previous_hash="a" * 64,
        history_id=last.history_id + 1000,
        seal=False,
    )

    verified = verify()

    assert verified.first_bad == last.sequence + 1
    assert "does not hold the hash" in verified.findings[0].what


@tampers
def test_an_entry_that_was_put_in_between_is_found(themes):
    """The later ones were moved up to make room."""
    entry = of_themes()[3]
    triggers.lift()
    with connection.cursor() as cursor:
        for later in reversed(of_themes()[4:]):
            cursor.execute(
                "UPDATE audit_entry SET sequence = sequence + 1 WHERE sequence = %s",
                [later.sequence],
            )
        cursor.execute(copy_of_row(entry), [entry.history_id])
    put_in_entry(
        entry,
        sequence=entry.sequence + 1,
        previous_hash=entry.hash,
        history_id=entry.history_id + 1000,
    )

    verified = verify()

    # Its digest is that of the row it was copied from; the next does not know it.
    assert verified.first_bad == entry.sequence + 1
    assert any(sequence == entry.sequence + 2 for sequence, _ in told(verified))


@tampers
def test_two_entries_that_changed_places_are_found(themes):
    first, second = of_themes()[1:3]
    moves = [(first.sequence, 10_000), (second.sequence, first.sequence), (10_000, second.sequence)]
    for old, new in moves:
        tamper("UPDATE audit_entry SET sequence = %s WHERE sequence = %s", new, old)

    verified = verify()

    assert verified.first_bad == first.sequence
    assert {sequence for sequence, _ in told(verified)} >= {first.sequence, second.sequence}


@tampers
def test_a_number_before_the_first_is_found(themes):
    entry = of_themes()[-1]
    tamper(copy_of_row(entry), entry.history_id)
    put_in_entry(entry, sequence=0, previous_hash="0" * 64, history_id=entry.history_id + 1000)

    assert verify().first_bad == 0


@tampers
def test_a_thing_that_was_changed_by_sql_is_found(themes):
    theme = themes[2]
    tamper("UPDATE recommendations_theme SET name = 'x' WHERE id = %s", theme.pk)

    assert told(verify()) == [
        (
            of_themes()[5].sequence,
            f"the theme {theme.pk} was changed since without history: name.",
        )
    ]


@tampers
def test_a_thing_that_was_deleted_by_sql_is_found(themes):
    theme = themes[0]
    tamper("DELETE FROM recommendations_theme WHERE id = %s", theme.pk)

    assert told(verify()) == [
        (of_themes()[0].sequence, f"the theme {theme.pk} was deleted without history.")
    ]


@tampers
def test_a_thing_that_was_put_in_by_sql_is_found(themes):
    tamper("INSERT INTO recommendations_theme (id, slug, name, version) VALUES (999, 'x', 'X', 1)")

    verified = verify()

    assert told(verified) == [(None, "the theme 999 has no history: it was put in.")]
    assert not verified.holds


@tampers
def test_a_thing_whose_deletion_was_undone_by_sql_is_found(themes):
    theme = themes[0]
    key = theme.pk
    theme.delete()
    assert verify().holds
    tamper(
        "INSERT INTO recommendations_theme (id, slug, name, version) "
        "VALUES (%s, 'theme-1', 'Theme 1', 1)",
        key,
    )

    assert told(verify()) == [
        (of_themes()[-1].sequence, f"the theme {key} was put in again without history.")
    ]


@tampers
def test_empty_and_null_are_not_the_same_in_a_thing(themes):
    """A foreign key that is taken away by SQL."""
    action = factories.ActionFactory(theme=themes[0])
    tamper("UPDATE recommendations_action SET theme_id = NULL WHERE id = %s", action.pk)

    assert "theme" in told(verify())[0][1]


def test_what_history_leaves_out_is_not_compared():
    person = factories.UserFactory()
    type(person).objects.filter(pk=person.pk).update(password="another")

    assert verify().holds


@tampers
def test_the_first_by_sequence_is_named_first_and_the_rest_are_counted():
    for n in range(30):
        record(Theme(slug=f"t{n}", name=f"T{n}"), Act())
    triggers.lift()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {HISTORY} SET name = name || 'x'")
        cursor.execute("UPDATE recommendations_theme SET name = name || 'x'")

    verified = verify()

    assert [finding.sequence for finding in verified.findings] == list(range(1, 21))
    assert verified.count == 30


@tampers
def test_from_a_number_on_looks_at_its_link_and_at_nothing_before(themes):
    first, second, third = of_themes()[:3]
    tamper("UPDATE audit_entry SET reason = 'x' WHERE sequence = %s", first.sequence)

    assert verify(second.sequence).holds
    assert verify(second.sequence).first == second.sequence
    assert verify(first.sequence).first_bad == first.sequence

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_entry SET hash = %s WHERE sequence = %s", ["a" * 64, second.sequence]
        )
    assert verify(third.sequence).first_bad == third.sequence


def run(*arguments):
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_command_says_how_far_it_holds(themes):
    code, out, err = run()

    last = of_themes()[-1]
    assert (code, err) == (0, "")
    assert out == (
        f"Verified: {last.sequence} entries, unbroken from 1 to {last.sequence}. "
        f"Head hash {last.hash}\n"
    )


@tampers
def test_the_command_names_the_first_entry_that_does_not_fit(themes):
    entry = of_themes()[2]
    tamper("UPDATE audit_entry SET reason = 'x' WHERE sequence = %s", entry.sequence)

    code, out, err = run()

    assert code == 1
    assert out.splitlines()[0] == "NOT VERIFIED: the record is not what was written."
    assert out.splitlines()[1].strip().startswith(f"Entry {entry.sequence}: ")
    assert "no_update_audit_entry is missing" in err

    code, out, _ = run("--json")
    answer = json.loads(out)
    assert (code, answer["verified"], answer["first_bad"]) == (1, False, entry.sequence)
    assert answer["findings"][0]["sequence"] == entry.sequence


@tampers
def test_missing_triggers_are_a_warning_alone(themes):
    triggers.lift()

    code, out, err = run()

    assert code == 0
    assert out.startswith("Verified: ")
    assert err.count("Warning: the trigger") == len(triggers.missing())


def test_the_command_refuses_a_number_below_the_first():
    with pytest.raises(CommandError):
        call_command("verify_audit", "--from", "0")


def test_what_every_way_of_the_product_writes_holds(as_role, monkeypatch, tmp_path):
    monkeypatch.setenv("DEMO_PASSWORD", "open the register please")
    call_command("load_reference_case", with_invented_progress=True, demo_accounts=True)
    factories.ActionFactory(reported_complete=True)
    action = factories.ActionFactory(in_progress=True)
    governance = as_role(Role.GOVERNANCE)
    page = reverse("action_update", args=[action.ref])
    saved = governance.post(
        page, {"done": "Trained all", "status": "in-progress", "version": action.version}
    )
    file = tmp_path / "register.csv"
    file.write_text("Reference,Title,Due date\nNEW-1,A new one,1 May 2030\n")
    call_command("import_register", str(file), by=governance.person.email, stdout=StringIO())
    administration = as_role(Role.ADMIN)
    added = administration.post(
        reverse("admin:recommendations_theme_add"),
        {"slug": "new", "name": "New", "reason": "Wanted", "version_read": "1"},
    )
    call_command("load_clock_rules", stdout=StringIO())
    factories.ThemeFactory().delete()

    verified = verify()

    assert (saved.status_code, added.status_code) == (302, 302)
    assert verified.findings == []
    assert verified.holds
    routes = set(Entry.objects.values_list("route", flat=True))
    assert routes == {"page", "admin", "import", "command"}


@pytest.mark.django_db(transaction=True)
def test_it_reads_one_moment_and_leaves_the_connection_as_it_was(themes):
    assert verify().holds

    assert connection.get_autocommit()
    record(Theme(slug="after", name="After"), Act())
    assert verify().holds


@pytest.mark.django_db(transaction=True)
def test_others_go_on_writing_and_what_they_write_is_not_of_the_moment(themes):
    def write():
        try:
            record(Theme(slug="meanwhile", name="Meanwhile"), Act())
        finally:
            connection.close()

    def entries():
        return row("SELECT COUNT(*) FROM audit_entry")[0]

    with one_moment():
        before = entries()
        writer = Thread(target=write)
        writer.start()
        writer.join(timeout=15)
        assert not writer.is_alive()
        assert entries() == before

    assert entries() == before + 1
