"""What is written leaves a row that says who, when it happened, when it was entered, and why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.record import Act, record, record_many_changed, record_many_new
from audit.refusal import NotAllowed, check
from recommendations.lifecycle.action import NEXT, Status
from recommendations.models import Action, Theme
from tests.factories import ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def test_record_keeps_who_when_and_why():
    person, day = UserFactory(), today() - timedelta(days=3)
    theme = Theme(slug="training", name="Training")

    record(theme, Act(by=person, reason="Asked for by members", effective_on=day))

    row = theme.history.get()
    assert (row.history_type, row.effective_on) == ("+", day)
    assert (row.history_user, row.actor_label) == (person, person.name)
    assert row.history_change_reason == "Asked for by members"
    assert timezone.localtime(row.history_date).date() == today()


def test_each_write_counts_the_version_up_and_adds_a_row():
    theme = ThemeFactory()

    for name in ("One", "Two"):
        theme.name = name
        record(theme, Act(reason=name))

    theme.refresh_from_db()
    assert theme.version == 3
    assert list(theme.history.order_by("history_id").values_list("name", flat=True))[1:] == [
        "One",
        "Two",
    ]


def test_act_of_a_command_has_a_label_in_place_of_a_person():
    theme = record(Theme(slug="a", name="A"), Act(label="Loaded from a file"))

    row = theme.history.get()
    assert (row.history_user, row.actor_label) == (None, "Loaded from a file")
    assert row.effective_on == today()


def test_act_speaks_for_one_save_only():
    theme = record(
        Theme(slug="a", name="A"),
        Act(label="Import", effective_on=today() - timedelta(days=30)),
    )

    theme.save()

    last = theme.history.latest()
    assert (last.actor_label, last.effective_on) == ("", today())


@pytest.mark.parametrize(("days", "late"), [(0, False), (14, False), (15, True)])
def test_more_than_a_fortnight_is_recorded_late(days, late):
    act = Act(effective_on=today() - timedelta(days=days))

    assert record(Theme(slug="a", name="A"), act).history.get().recorded_late is late


def test_many_new_rows_have_a_history_each(django_assert_max_num_queries):
    person, day = UserFactory(), today() - timedelta(days=40)
    themes = [Theme(slug=f"t{n}", name=f"T{n}") for n in range(50)]

    with django_assert_max_num_queries(10):
        made = record_many_new(themes, Act(by=person, reason="Import", effective_on=day))

    assert all(theme.pk for theme in made)
    rows = Theme.history.all()
    assert rows.count() == 50
    assert set(rows.values_list("effective_on", "actor_label", "history_change_reason")) == {
        (day, person.name, "Import")
    }


def test_many_new_rows_have_their_sort_key():
    action = Action(ref="R-10.2", title="Train", opened_on=today(), status_on=today())

    record_many_new([action], Act())

    assert Action.objects.get().sort_key == "r-000010.000002"


def test_many_changed_rows_count_up_and_have_a_history_each():
    themes = [ThemeFactory(), ThemeFactory()]
    for theme in themes:
        theme.name += " changed"

    record_many_changed(themes, ["name"], Act(reason="Import"))

    for theme in Theme.objects.all():
        assert (theme.version, theme.history.count()) == (2, 2)
        assert theme.history.latest().name == theme.name
        assert theme.history.latest().history_change_reason == "Import"


def test_nothing_to_write_writes_nothing():
    assert record_many_new([], Act()) == []
    assert record_many_changed([], ["name"], Act()) is None


def test_person_who_is_gone_still_has_a_name_in_the_record():
    person = UserFactory(name="Committee clerk")
    theme = record(Theme(slug="a", name="A"), Act(by=person))

    person.delete()

    row = theme.history.get()
    assert (row.history_user, row.actor_label) == (None, "Committee clerk")


@pytest.mark.parametrize(
    ("current", "new", "words"),
    [
        (
            Status.NOT_STARTED,
            Status.VERIFIED,
            "It is not started, which can become “in progress” or “cancelled”, not “verified”.",
        ),
        (Status.CANCELLED, Status.IN_PROGRESS, "It is cancelled, and nothing may follow that."),
    ],
)
def test_refusal_says_what_is_possible(current, new, words):
    with pytest.raises(NotAllowed) as refusal:
        check(NEXT, current, new)

    assert str(refusal.value) == words
