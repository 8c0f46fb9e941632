"""What can't be seen from inside is seen against anchors kept elsewhere."""

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from audit import triggers
from audit.backlog import seal_history_of
from audit.models import Entry
from audit.record import Act, record
from audit.verify import verify
from recommendations.models import Theme

pytestmark = pytest.mark.django_db
tampers = pytest.mark.tampers


def add(*slugs):
    for slug in slugs:
        record(Theme(slug=slug, name=slug), Act(reason="Wanted"))


@pytest.fixture
def file(tmp_path):
    """Three entries, anchored; two more, anchored again."""
    path = tmp_path / "anchors"
    add("a", "b", "c")
    anchor(path)
    add("d", "e")
    anchor(path)
    return path


def anchor(path):
    call_command("anchor_audit", to=str(path), stdout=StringIO())


def verified_against(path):
    out = StringIO()
    with suppress(SystemExit):
        call_command("verify_audit", anchor=[str(path)], json=True, stdout=out)
    return json.loads(out.getvalue())


def forget(sql, *parameters):
    triggers.lift()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def test_a_line_says_where_the_record_stands(file):
    lines = [json.loads(line) for line in file.read_text().splitlines()]

    assert [(line["sequence"], line["count"]) for line in lines] == [(3, 3), (5, 5)]
    assert lines[1]["hash"] == Entry.objects.get(sequence=5).hash
    assert lines[0]["time"].endswith("+00:00")


def test_what_went_on_since_holds(file):
    add("f")

    assert verified_against(file)["verified"]


@tampers
def test_a_tail_that_was_cut_off_is_seen(file):
    """With all that it sealed: from inside nothing is amiss."""
    forget("DELETE FROM audit_entry WHERE sequence > %s", 4)
    forget("DELETE FROM recommendations_historicaltheme WHERE slug = 'e'")
    forget("DELETE FROM recommendations_theme WHERE slug = 'e'")

    assert verify().holds
    answer = verified_against(file)
    assert (answer["verified"], answer["first_bad"], answer["count"]) == (False, 5, 1)


@tampers
def test_a_roll_back_that_went_on_differently_is_seen(file):
    forget("DELETE FROM audit_entry WHERE sequence > %s", 3)
    forget("DELETE FROM recommendations_historicaltheme WHERE slug IN ('d', 'e')")
    forget("DELETE FROM recommendations_theme WHERE slug IN ('d', 'e')")
    add("x", "y", "z")

    assert verify().holds
    answer = verified_against(file)
    assert (answer["verified"], answer["first_bad"], answer["count"]) == (False, 5, 1)


@tampers
def test_everything_calculated_anew_is_seen(file):
    forget("DELETE FROM audit_entry")
    forget("UPDATE recommendations_historicaltheme SET name = 'x', slug = 'x' WHERE slug = 'b'")
    forget("UPDATE recommendations_theme SET name = 'x', slug = 'x' WHERE slug = 'b'")
    seal_history_of([Theme.history.model])

    assert verify().holds
    answer = verified_against(file)
    assert (answer["verified"], answer["first_bad"], answer["count"]) == (False, 3, 2)


@tampers
def test_an_empty_record_is_not_what_was_anchored(file):
    forget("DELETE FROM audit_entry")
    forget("DELETE FROM recommendations_historicaltheme")
    forget("DELETE FROM recommendations_theme")

    assert verify().holds
    assert verified_against(file)["first_bad"] == 1


@tampers
def test_nothing_is_written_below_a_line_that_does_not_hold(file):
    before = file.read_text()
    forget("UPDATE audit_entry SET hash = %s WHERE sequence = 3", "a" * 64)

    with pytest.raises(CommandError, match="not what it was"):
        anchor(file)

    assert file.read_text() == before


def test_the_line_is_mailed_where_that_is_asked_for(settings, tmp_path):
    settings.AUDIT_ANCHOR_FILE = str(tmp_path / "anchors")
    settings.AUDIT_ANCHOR_MAIL = ["auditor@example.org"]
    add("a")

    call_command("anchor_audit", stdout=StringIO())

    (letter,) = mail.outbox
    assert letter.to == ["auditor@example.org"]
    assert Entry.objects.get().hash in letter.body
    assert (tmp_path / "anchors").read_text().strip() in letter.body


def test_somewhere_to_write_has_to_be_said():
    with pytest.raises(CommandError, match="AUDIT_ANCHOR_FILE"):
        call_command("anchor_audit")


@pytest.mark.parametrize("words", ["nonsense", "{}", '{"time": "x"}', "[]", "\x00"])
def test_a_file_that_is_no_file_of_anchors_is_refused(words, tmp_path):
    path = tmp_path / "anchors"
    path.write_text(words)

    with pytest.raises(CommandError, match="is no anchor"):
        call_command("verify_audit", anchor=[str(path)])


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="can't be read"):
        call_command("verify_audit", anchor=[str(tmp_path / "none")])
