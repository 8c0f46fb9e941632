"""A whole import is taken back: everything as it was, nothing lost, nothing half done."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry
from audit.record import Act, record
from audit.refusal import NotAllowed
from audit.verify import verify
from bodies.models import Body
from imports import workflow
from imports.models import ImportBatch, State
from imports.undoing import CantBeUndone, undo
from recommendations.lifecycle.action import Status
from recommendations.models import (
    Action,
    ActionContributor,
    DateChange,
    ProgressUpdate,
    Recommendation,
)
from recommendations.workflow import action as action_workflow
from recommendations.workflow import date_change as date_workflow
from recommendations.workflow.classification import classify
from tests.factories import (
    ActionFactory,
    BodyFactory,
    RecommendationFactory,
    UserFactory,
)
from tests.imports.conftest import text_file
from tests.imports.standing import stand

pytestmark = pytest.mark.django_db

HEADINGS = ["Reference", "Title", "Owner", "Priority", "Status", "Due date", "Progress update"]


@pytest.fixture
def governance():
    return UserFactory(role=Role.GOVERNANCE)


@pytest.fixture
def kept():
    """A register with an action that an import then changes in every way it can."""
    police = BodyFactory(short_name="Police")
    recommendation = RecommendationFactory(ref="R-1", title="Old title", lead_body=police)
    ActionFactory(
        ref="R-1.1",
        title="Old title",
        recommendation=recommendation,
        lead_body=police,
        in_progress=True,
        due_on=timezone.localdate() + timedelta(days=10),
    )


@pytest.fixture
def saved(kept, governance):
    return save(
        governance,
        ["R-1", "New title", "Police / Hub", "High", "Complete", "", "All done"],
        ["R-2", "Another", "Hub", "", "In progress", "31/03/2030", "Begun"],
        ["R-2.1", "Another, in parts", "Hub / Police", "", "In progress", "", ""],
    )


def save(by, *rows):
    data = text_file([HEADINGS, *rows], delimiter=",", encoding="utf-8")
    _, batch = workflow.save_file(file_name="register.csv", data=data, by=by)
    return batch


def test_undo_puts_back_and_takes_back_everything(kept, governance):
    before = stand()
    batch = save(
        governance,
        ["R-1", "New title", "Police / Hub", "High", "Complete", "", "All done"],
        ["R-2", "Another", "Hub", "", "In progress", "31/03/2030", "Begun"],
    )
    assert stand() != before

    undoing, _ = undo(batch, reason="The wrong file", by=governance)

    assert stand() == before
    assert (undoing.state, undoing.undoes, undoing.reason) == (
        State.SAVED,
        batch,
        "The wrong file",
    )
    assert not Recommendation.objects.visible_to(governance).filter(ref="R-2").exists()
    gone = Action.objects.get(ref="R-2.1")
    assert (gone.taken_back_with, gone.voided_by) == (undoing.pk, None)
    assert gone.history.count() == 2
    assert ActionContributor.everything.get(action__ref="R-1.1").taken_back_with == undoing.pk
    assert verify().holds


def test_undo_is_sealed_under_its_own_number_with_its_reason(saved, governance):
    undoing, _ = undo(saved, reason="The wrong file", by=governance)

    entries = Entry.objects.filter(batch=undoing.pk, ref="R-1.1")
    assert {(e.verb, e.actor_id, e.route) for e in entries} == {("undo", governance.pk, "import")}
    assert {e.reason for e in entries} == {f"Import {saved.pk} undone: The wrong file"}


def test_undo_of_the_undo_brings_everything_again(saved, governance):
    after = stand()
    undoing, _ = undo(saved, reason="The wrong file", by=governance)

    redo, _ = undo(undoing, reason="It was the right one", by=governance)

    assert stand() == after
    assert redo.undoes == undoing
    assert verify().holds


def test_undo_thrice_is_undone(kept, governance):
    before = stand()
    batch = save(governance, ["R-1", "New title", "Police / Hub", "", "Complete", "", "Done"])

    for number in range(3):
        batch, _ = undo(batch, reason=f"Time {number}", by=governance)

    assert stand() == before


def test_undo_puts_a_date_back_and_says_that_its_move_was_taken_back(kept, governance):
    before = stand()
    due = timezone.localdate() + timedelta(days=20)
    batch = save(governance, ["R-1", "", "", "", "", f"{due:%d/%m/%Y}", ""])
    change = DateChange.objects.get()

    undo(batch, reason="The wrong file", by=governance)

    assert stand() == before
    change.refresh_from_db()
    assert (change.status, change.action.times_moved) == ("taken-back", 0)


def test_imports_are_undone_in_the_reverse_order(kept, governance):
    before = stand()
    first = save(governance, ["R-1", "Second title", "", "", "", "", "One"])
    second = save(governance, ["R-1", "Third title", "", "", "", "", "Two"])

    with pytest.raises(CantBeUndone) as refused:
        undo(first, reason="Wrong", by=governance)
    undo(second, reason="Wrong", by=governance)
    undo(first, reason="Wrong", by=governance)

    day = timezone.localdate()
    assert [one.words for one in refused.value.plan.blocked if one.ref == "R-1"] == [
        f"R-1 was changed on {day.day} {day:%B %Y} by {governance} with import {second.pk}: title."
    ]
    assert stand() == before


def change_status(governance):
    action = Action.objects.get(ref="R-2.1")
    action_workflow.block(
        action, blocked_on_what="Money", unblocked_by_whom="Finance", by=governance
    )


def say_more(governance):
    action_workflow.post_update(Action.objects.get(ref="R-1.1"), done="More", by=governance)


def move_date(governance):
    day = timezone.localdate() + timedelta(days=2000)
    date_workflow.ask(Action.objects.get(ref="R-2.1"), new_due_on=day, reason="Late", by=governance)


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (change_status, "R-2.1 was changed on {day} by {who}: status, blocked on, who "
         "can unblock it."),
        (say_more, "R-1.1: a progress update was added on {day} by {who}."),
        (move_date, "R-2.1: a date change was added on {day} by {who}."),
    ],
)  # fmt: skip
def test_undo_is_refused_where_something_later_depends_on_it(saved, governance, happens, words):
    other = UserFactory(role=Role.GOVERNANCE)
    happens(other)
    before, entries = stand(), Entry.objects.count()

    with pytest.raises(CantBeUndone) as refused:
        undo(saved, reason="Wrong", by=governance)

    today = timezone.localdate()
    said = words.format(day=f"{today.day} {today:%B %Y}", who=other)
    assert said in [one.words for one in refused.value.plan.blocked]
    assert (stand(), Entry.objects.count()) == (before, entries)
    assert ImportBatch.objects.count() == 1


def test_what_does_not_depend_on_it_stays(kept, governance):
    batch = save(governance, ["R-1", "New title", "", "", "", "", "Said by the file"])
    action = Action.objects.get(ref="R-1.1")
    update = action_workflow.post_update(action, done="More", by=governance)
    things = [*Recommendation.objects.all(), *Action.objects.all()]
    classify(things, visibility="public", by=governance)

    undo(batch, reason="Wrong", by=governance)

    action.refresh_from_db()
    assert (action.title, action.visibility) == ("Old title", "public")
    assert action.last_update_on == update.effective_on
    assert list(ProgressUpdate.objects.standing()) == [update]


def test_what_was_entered_in_error_since_stays_out(saved, governance):
    from recommendations.workflow.classification import agree_to_void, ask_to_void

    item = ask_to_void(Recommendation.objects.get(ref="R-2"), reason="Twice", by=governance)
    agree_to_void(item, by=UserFactory(role=Role.GOVERNANCE))

    undoing, plan = undo(saved, reason="Wrong", by=governance)
    undo(undoing, reason="Right", by=governance)

    assert "R-2 was entered in error since, and stays out." in plan.stays
    assert not Recommendation.objects.standing().filter(ref="R-2").exists()


def test_names_that_cells_added_go_with_the_lines(saved, governance):
    undoing, plan = undo(saved, reason="Wrong", by=governance)

    assert plan.stays == []
    assert not Body.objects.filter(name="Hub").exists()
    hub = Body.everything.get(name="Hub")
    assert (hub.taken_back_with, hub.history.count()) == (undoing.pk, 2)


def use_the_body(governance):
    save(governance, ["R-9", "Nine", "Hub", "", "", "", ""])


def change_the_body(governance):
    body = Body.objects.get(name="Hub")
    body.about = "Who they are"
    record(body, Act(by=governance))


def be_restricted_to_it(governance):
    item = RecommendationFactory(ref="R-8")
    hub = Body.objects.get(name="Hub")
    classify([item], visibility="restricted", restricted_to=[hub], by=governance)
    classify([item], visibility="public", by=governance)


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (use_the_body, "a recommendation was added on {day} by {who}."),
        (change_the_body, "it was changed on {day} by {who}: about."),
        (be_restricted_to_it, "who may read a recommendation was told by its name."),
    ],
)
def test_name_that_a_cell_added_stays_where_it_is_in_use(saved, governance, happens, why):
    other = UserFactory(role=Role.GOVERNANCE)
    happens(other)

    _, plan = undo(saved, reason="Wrong", by=governance)

    today = timezone.localdate()
    why = why.format(day=f"{today.day} {today:%B %Y}", who=other)
    assert plan.stays == [f"The body Hub, which it added, stays, as it is in use: {why}"]
    assert Body.objects.filter(name="Hub").exists()
    assert not Recommendation.objects.standing().filter(ref="R-2").exists()


@pytest.mark.parametrize("why", ["undone", "waiting"])
def test_batch_that_is_undone_or_not_saved_is_refused(saved, governance, why):
    if why == "undone":
        undo(saved, reason="Wrong", by=governance)
    else:
        data = text_file([HEADINGS, ["R-9", "Nine"]], delimiter=",", encoding="utf-8")
        saved = workflow.preview(file_name="x.csv", data=data, by=governance)

    with pytest.raises(NotAllowed, match=r"undone already, by import|never saved"):
        undo(saved, reason="Wrong", by=governance)


def test_whoever_may_not_read_all_of_it_is_told_so_and_no_more(saved, governance):
    classify(
        [Recommendation.objects.get(ref="R-2")],
        visibility="restricted",
        restricted_to=[BodyFactory()],
        by=governance,
    )
    admin = UserFactory(role=Role.ADMIN)

    with pytest.raises(CantBeUndone) as refused:
        undo(saved, reason="Wrong", by=admin)

    (only,) = refused.value.plan.blocked
    assert "You may not read all of it" in only.words
    assert "R-2" not in only.words


def test_undo_takes_as_many_statements_for_thirty_lines_as_for_three(governance):
    def statements(prefix, number):
        rows = [[f"{prefix}-{n}", "T", "Hub / Police", "", "In progress", "31/03/2030", "Said"]
                for n in range(number)]  # fmt: skip
        batch = save(governance, *rows)
        with CaptureQueriesContext(connection) as captured:
            undo(batch, reason="Wrong", by=governance)
        return len(captured)

    save(governance, ["X-1", "T", "Hub / Police", "", "", "", ""])
    assert statements("A", 3) == statements("B", 30)
    assert Action.objects.standing().count() == 1
    assert Action.objects.get(ref="A-1.1").status == Status.IN_PROGRESS


def test_file_with_what_was_taken_back_says_how_to_have_it_again(saved, governance):
    undoing, _ = undo(saved, reason="Wrong", by=governance)
    data = text_file([HEADINGS, ["R-2", "Mended"]], delimiter=",", encoding="utf-8")

    plan = workflow.plan_file(file_name="x.csv", data=data, by=governance)

    assert [one.message for one in plan.errors] == [
        f"R-2 was taken back when its import was undone, by import {undoing.pk}. Undo import "
        f"{undoing.pk}: R-2 is then here again, and this file changes it."
    ]
