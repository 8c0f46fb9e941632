"""Undoing lines about bodies, meetings, motions, their points, reviews and what they found."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry
from audit.record import Act, record
from audit.verify import verify
from bodies.models import Body, FormerName, Meeting
from imports import workflow
from imports.undoing import CantBeUndone, plan_undo, undo
from motions.models import MotionPoint, PointAskedOf
from recommendations.models import Recommendation
from recommendations.workflow.classification import classify
from reviews.models import FindingBody
from tests.factories import (
    BodyFactory,
    FindingFactory,
    FormerNameFactory,
    MeetingFactory,
    MembershipFactory,
    MotionFactory,
    MotionPointFactory,
    RecommendationFactory,
    ReviewFactory,
    UpdateDraftFactory,
    UserFactory,
)
from tests.imports.conftest import text_file
from tests.imports.standing import stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def governance():
    return UserFactory(role=Role.GOVERNANCE)


@pytest.fixture(autouse=True)
def ground():
    """What the files below name and do not bring."""
    body = BodyFactory(slug="board", short_name="Board", name="The board", kind=Body.Kind.COMMITTEE)
    meeting = MeetingFactory(ref="C-2031", body=body)
    motion = MotionFactory(ref="M-1", title="Motion one", meeting=meeting)
    MotionPointFactory(ref="M-1-P9", motion=motion, number=9)
    FindingFactory(ref="REV-1-F9", title="It worked", review=ReviewFactory(ref="REV-1"))


#: Of each kind the headings, and the line with a number.
LINES = {
    "bodies": (
        ["Short name", "Name", "Former names"],
        lambda n: [f"WYP{n}", f"Western Police {n}", f"Old Police {n} (to 31/03/1974)"],
    ),
    "meetings": (["Body", "Date"], lambda n: ["Board", f"{n:02}/03/2031"]),
    "motions": (["Motion", "Meeting"], lambda n: [f"Safer streets {n}", "C-2031"]),
    "motion-points": (
        ["Motion", "No.", "Title", "Asked of"],
        lambda n: ["M-1", f"{10 + n}", f"Report {n}", "Board"],
    ),
    "reviews": (["Title", "Commissioned by"], lambda n: [f"Review {n} of it all", "Board"]),
    "findings": (
        ["Review", "Finding", "Type of finding", "Answers points", "Bodies"],
        lambda n: ["REV-1", f"It works {n}", "Assurance", "M-1-P9", "Board"],
    ),
}
FILES = {kind: (headings, line(1)) for kind, (headings, line) in LINES.items()}
#: Links alone, between things that stood before.
LINKS = {
    "findings": (
        ["Reference", "Finding", "Motion points", "Bodies"],
        ["REV-1-F9", "It worked", "M-1-P9", "Board"],
    ),
    "motion-points": (["Reference", "Asked of"], ["M-1-P9", "Board"]),
    "reviews": (["Reference", "Commissioned by"], ["REV-1", "Board"]),
    "bodies": (["Short name", "Former names"], ["Board", "Old board (to 31/03/2001)"]),
}
ALL = [(kind, file) for files in (FILES, LINKS) for kind, file in files.items()]
IDS = [*FILES, *(f"links of {kind}" for kind in LINKS)]


def bring(by, kind, rows):
    data = text_file(rows, delimiter=",", encoding="utf-8")
    plan, batch = workflow.save_file(file_name="x.csv", data=data, by=by, kind=kind)
    assert batch, [one.message for one in plan.errors]
    return batch


@pytest.mark.parametrize(("kind", "file"), ALL, ids=IDS)
def test_undo_takes_back_what_it_added_and_undoing_that_brings_it_again(governance, kind, file):
    before = stand()
    batch = bring(governance, kind, file)
    after = stand()
    assert len(after) > len(before)

    undoing, plan = undo(batch, reason="The wrong file", by=governance)

    assert stand() == before
    assert plan.stays == []
    redo, _ = undo(undoing, reason="It was right", by=governance)
    assert stand() == after
    undo(redo, reason="It was not", by=governance)
    assert stand() == before
    assert verify().holds


@pytest.mark.parametrize(("kind", "file"), ALL, ids=IDS)
def test_same_file_can_be_imported_again_once_it_was_undone(governance, kind, file):
    batch = bring(governance, kind, file)
    number = len(stand())
    undoing, _ = undo(batch, reason="Too early", by=governance)

    again = bring(governance, kind, file)

    assert len(stand()) == number
    assert verify().holds
    # What would come back has its place taken by now; the finding has another reference.
    if (kind, file) != ("findings", FILES["findings"]):
        with pytest.raises(CantBeUndone):
            undo(undoing, reason="Both", by=governance)
    undo(again, reason="Too early again", by=governance)
    undo(undoing, reason="Now", by=governance)
    assert len(stand()) == number


def test_one_that_would_come_back_says_what_has_its_name(governance):
    batch = bring(governance, "meetings", FILES["meetings"])
    undoing, _ = undo(batch, reason="Too early", by=governance)
    bring(governance, "meetings", FILES["meetings"])

    plan = plan_undo(undoing, by=governance)

    assert [one.words for one in plan.blocked] == [
        "BOARD-2031-03-01: a meeting with the same body, date and title has been added since.",
        "BOARD-2031-03-01: a meeting with the same reference has been added since.",
    ]


def test_link_that_was_added_again_is_named(governance):
    batch = bring(governance, "motion-points", LINKS["motion-points"])
    undoing, _ = undo(batch, reason="Too early", by=governance)
    PointAskedOf(point=MotionPoint.objects.get(), body=Body.objects.get()).save()

    plan = plan_undo(undoing, by=governance)

    assert [one.words for one in plan.blocked] == [
        "M-1-P9: “M-1-P9 asks Board” has been added again."
    ]


def lead(body, by):
    RecommendationFactory(lead_body=body)


def belong(body, by):
    MembershipFactory(body=body)


def be_changed(body, by):
    body.about = "Who they are"
    record(body, Act(by=by))


def be_called_otherwise(body, by):
    FormerNameFactory(body=body, name="Other police")


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (lead, "wyp1: a recommendation was added on {day} by somebody."),
        (belong, "wyp1: a membership was added on {day} by somebody."),
        (be_changed, "wyp1 was changed on {day} by {who}: about."),
        (be_called_otherwise, "wyp1: a former name was added on {day} by somebody."),
    ],
)
def test_undo_of_bodies_is_refused_where_one_is_in_use(governance, happens, words):
    batch = bring(governance, "bodies", FILES["bodies"])
    happens(Body.objects.get(short_name="WYP1"), governance)
    before, entries = stand(), Entry.objects.count()

    with pytest.raises(CantBeUndone) as refused:
        undo(batch, reason="Wrong", by=governance)

    today = timezone.localdate()
    said = words.format(day=f"{today.day} {today:%B %Y}", who=governance)
    assert [one.words for one in refused.value.plan.blocked] == [said]
    assert (stand(), Entry.objects.count()) == (before, entries)


def test_body_to_which_something_was_restricted_keeps_its_reference(governance):
    """Its successor in name would read old versions by it."""
    batch = bring(governance, "bodies", FILES["bodies"])
    item, wyp = RecommendationFactory(), Body.objects.get(short_name="WYP1")
    classify([item], visibility="restricted", restricted_to=[wyp], by=governance)
    classify([item], visibility="public", by=governance)

    plan = plan_undo(batch, by=governance)

    assert [one.words for one in plan.blocked] == [
        "wyp1: who may read a recommendation was told by its name."
    ]


def test_meeting_for_which_an_update_is_being_written_stays(governance):
    batch = bring(governance, "meetings", FILES["meetings"])
    UpdateDraftFactory(meeting=Meeting.objects.get(ref="BOARD-2031-03-01"))

    plan = plan_undo(batch, by=governance)

    assert [one.words for one in plan.blocked] == [
        "BOARD-2031-03-01: an update draft that goes with it was begun."
    ]


def test_line_does_not_come_back_to_what_is_gone(governance):
    """In whatever order imports are undone, nothing stands on what does not."""
    of_body = bring(governance, "bodies", FILES["bodies"])
    of_lines = bring(governance, "flat", [["Reference", "Title", "Owner"], ["R-1", "One", "WYP1"]])
    undoing, _ = undo(of_lines, reason="Wrong", by=governance)
    gone, _ = undo(of_body, reason="Wrong as well", by=governance)

    with pytest.raises(CantBeUndone) as refused:
        undo(undoing, reason="Not wrong", by=governance)

    assert {one.words for one in refused.value.plan.blocked} == {
        f"{ref}: WYP1 was taken back by import {gone.pk}. Undo import {gone.pk} first."
        for ref in ("R-1", "R-1.1")
    }
    undo(gone, reason="Not wrong", by=governance)
    undo(undoing, reason="Not wrong", by=governance)
    assert Recommendation.objects.standing().get().lead_body.short_name == "WYP1"


def test_value_is_not_put_back_where_what_it_names_is_gone(governance):
    record(item := RecommendationFactory(ref="R-1", title="One"), Act(by=governance))
    of_body = bring(governance, "bodies", FILES["bodies"])
    bring(governance, "recommendations", [["Reference", "Title", "Owner"], ["R-1", "One", "WYP1"]])
    away = bring(
        governance, "recommendations", [["Reference", "Title", "Owner"], ["R-1", "One", "Board"]]
    )
    gone, _ = undo(of_body, reason="Nothing stands on it any more", by=governance)

    plan = plan_undo(away, by=governance)

    item.refresh_from_db()
    assert item.lead_body.short_name == "Board"
    assert [one.words for one in plan.blocked] == [
        f"R-1: WYP1 was taken back by import {gone.pk}. Undo import {gone.pk} first."
    ]


def test_short_name_that_another_has_by_now_is_not_put_back(governance):
    head = ["Reference", "Short name", "Name"]
    batch = bring(governance, "bodies", [head, ["board", "Panel", "The board"]])
    BodyFactory(short_name="Board")

    plan = plan_undo(batch, by=governance)

    assert [one.words for one in plan.blocked] == [
        "board: a body with the same short name has been added since."
    ]


def test_admin_who_may_not_read_what_a_link_belongs_to_is_told_no_more(governance):
    batch = bring(governance, "findings", LINKS["findings"])
    finding = FindingBody.objects.get().finding
    classify([finding], visibility="restricted", restricted_to=[BodyFactory()], by=governance)

    plan = plan_undo(batch, by=UserFactory(role=Role.ADMIN))

    (only,) = plan.blocked
    assert "You may not read all of it" in only.words


def test_names_of_what_is_gone_are_nowhere_but_in_history(governance, client):
    batch = bring(governance, "bodies", FILES["bodies"])
    wyp = Body.objects.get(short_name="WYP1")
    undo(batch, reason="Wrong", by=governance)
    client.force_login(governance)

    assert client.get("/bodies/wyp1/").status_code == 404
    assert "Western Police" not in client.get("/bodies/").content.decode()
    page = client.get(f"/audit/record/bodies.body/{wyp.pk}/").content.decode()
    assert "Western Police" in page
    assert "Taken back" in page
    assert not FormerName.objects.exists()


@pytest.mark.parametrize("kind", LINES)
def test_undo_of_things_takes_as_many_statements_for_many_as_for_one(governance, kind):
    headings, line = LINES[kind]
    counted = []
    for numbers in ([1], range(2, 12)):
        batch = bring(governance, kind, [headings, *map(line, numbers)])
        with CaptureQueriesContext(connection) as captured:
            undo(batch, reason="Wrong", by=governance)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_points_that_were_taken_back_are_not_counted(governance, client):
    batch = bring(governance, "motion-points", FILES["motion-points"])
    undo(batch, reason="Wrong", by=governance)
    client.force_login(governance)

    (motion,) = client.get("/motions/").context["page"].object_list

    counted = motion.points_asked, motion.points_unanswered, motion.points_led_somewhere
    assert counted == (1, 1, 0)
    assert [point.ref for point in motion.points.all()] == ["M-1-P9"]
