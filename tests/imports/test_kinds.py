"""Bodies, meetings, motions, their points, reviews and findings from a spreadsheet."""

import csv
import io
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from accounts.visibility import Visibility
from audit.models import Entry
from audit.verify import verify
from bodies.models import Body, FormerName, Meeting
from imports import workflow
from imports.models import ImportBatch, Outcome
from imports.planning import likely_kind
from imports.reading import Refused
from imports.undoing import undo
from imports.workflow import read_table
from motions.lifecycle import Answer
from motions.models import Motion, MotionPoint
from reviews.models import Finding, Review
from tests.factories import (
    BodyFactory,
    FindingBodyFactory,
    FindingFactory,
    FindingPointFactory,
    FormerNameFactory,
    MeetingFactory,
    MotionFactory,
    MotionPointFactory,
    ReviewFactory,
    UserFactory,
)
from tests.imports.conftest import text_file

pytestmark = pytest.mark.django_db

KINDS = ["bodies", "meetings", "motions", "motion-points", "reviews", "findings"]
MODELS = dict(zip(KINDS, [Body, Meeting, Motion, MotionPoint, Review, Finding], strict=True))
#: Columns that an import decides for itself, or that lead to what no import brings.
NOT_BROUGHT = {"Classified by", "Visibility", "Document"}


def exported(kind):
    text = io.StringIO()
    call_command("export_register", "--kind", kind, stdout=text)
    return text.getvalue().removeprefix("\ufeff")


def without(text, headings):
    """The lines of a CSV file with nothing in the columns `headings`."""
    head, *rows = csv.reader(io.StringIO(text))
    places = {place for place, heading in enumerate(head) if heading in headings}
    kept = [["" if i in places else cell for i, cell in enumerate(row)] for row in rows]
    return [head, *kept]


def bring(kind, rows, by=None, source="", save=True):
    """The plan of lines of `kind`, saved when it can be."""
    given = {"file_name": "file.csv", "data": text_file(rows, encoding="utf-8"), "by": by}
    if not save:
        return workflow.plan_file(kind=kind, source=source, **given)
    return workflow.save_file(kind=kind, source=source, **given)[0]


def words(plan):
    return [message.message for message in plan.errors]


def test_reference_case_is_read_back_as_no_change_and_builds_an_empty_register():
    with transaction.atomic():
        call_command("load_reference_case", stdout=io.StringIO())
        files = {kind: exported(kind) for kind in KINDS}
        for kind, text in files.items():
            given = {"file_name": "register.csv", "data": text.encode()}
            plan = workflow.plan_file(**given, kind=kind)
            assert likely_kind(read_table(text.encode())) == kind
            assert (kind, [row.ref for row in plan.rows if row.outcome != Outcome.UNCHANGED]) == (
                kind, []
            )  # fmt: skip
        transaction.set_rollback(True)
    assert not Body.objects.exists()

    for kind in KINDS:
        lines = without(files[kind], NOT_BROUGHT)
        plan = bring(kind, lines)
        assert (kind, words(plan)) == (kind, [])
        assert len(plan.rows) == len(lines) - 1

    for kind in KINDS:
        assert without(exported(kind), NOT_BROUGHT) == without(files[kind], NOT_BROUGHT)
    assert set(MotionPoint.objects.values_list("classified_by_label", flat=True)) <= {
        "", "Command line"
    }  # fmt: skip
    assert not Finding.objects.exclude(visibility=Visibility.NOT_CLASSIFIED).exists()


def test_changed_cells_change_what_is_known_and_an_empty_one_erases_nothing():
    board = BodyFactory(committee=True, short_name="OSMB", about="Scrutiny")
    meeting = MeetingFactory(ref="OSMB-1", body=board, place="Town hall")
    head = ["Ref", "Venue", "Date of meeting", "Title"]
    day = meeting.held_on.isoformat()

    plan = bring("meetings", [head, ["osmb-1", "Library", day, ""], ["", "", "", ""]])

    meeting.refresh_from_db()
    assert (meeting.place, meeting.version, meeting.title) == ("Library", 2, meeting.title)
    assert [vars(change) for change in plan.rows[0].changes] == [
        {"field": "Venue", "old": "Town hall", "new": "Library"}
    ]
    newest = meeting.history.latest("history_id")
    assert newest.history_change_reason == "Imported from file.csv, row 2"
    assert Entry.objects.filter(model="bodies.meeting").latest("sequence").ref == "OSMB-1"
    again = bring("meetings", [head, ["OSMB-1", "Library", day, ""]])
    assert again.counts[Outcome.UNCHANGED] == 1
    assert meeting.history.count() == 2


def test_body_is_known_by_any_name_and_lines_may_name_those_further_down():
    police = BodyFactory(short_name="SYP", name="South Yorkshire Police", police=True)
    FormerNameFactory(body=police, name="Yorkshire Constabulary", ends_on=date(1974, 3, 31))

    plan = bring(
        "bodies",
        [
            ["Short name", "Name", "Kind", "Part of", "Former names"],
            ["syp", "", "", "Policing North", ""],
            ["", "Yorkshire Constabulary", "Police", "", ""],
            ["PN", "Policing North", "Partnership group", "PH", "Police Club (to 31/03/2001)"],
            ["PH", "Policing Hub", "", "", ""],
        ],
    )

    assert words(plan) == [f"Row 2 is about {police.slug} too. Keep one of them."]
    plan = bring(
        "bodies",
        [
            ["Short name", "Name", "Kind", "Part of", "Former names"],
            ["syp", "", "", "Policing North", ""],
            ["PN", "Policing North", "Partnership group", "PH", "Police Club (to 31/03/2001)"],
            ["PH", "Policing Hub", "", "", ""],
        ],
    )
    assert words(plan) == []
    police.refresh_from_db()
    assert (str(police), str(police.part_of), str(police.part_of.part_of)) == ("SYP", "PN", "PH")
    assert police.part_of.kind == Body.Kind.GROUP
    assert FormerName.objects.get(name="Police Club").body == police.part_of
    assert [message.message for message in plan.warnings] == [
        "Its kind is not given, so it is kept as “Other”."
    ]


def test_motion_points_are_answered_by_whoever_imports_them_if_they_may():
    motion = MotionFactory(ref="M-1", meeting__ref="C-1")
    point = MotionPointFactory(motion=motion, number=1)
    rows = [
        ["Motion", "Point no.", "Agreed wording", "Title", "Outcome", "Response",
         "Page of the answer"],
        ["M-1", "1", "", "", "No comment", "It said nothing", "Review, page 4"],
        ["M-1", "2", "As it was", "Audit the cases", "", "", ""],
    ]  # fmt: skip
    admin, governance = UserFactory(role=Role.ADMIN), UserFactory(role=Role.GOVERNANCE)
    rows[1][4] = "no-comment"

    refused = bring("motion-points", rows, by=admin)
    assert words(refused) == ["Your role does not include saying how a point was answered."]
    plan = bring("motion-points", rows, by=governance)

    assert words(plan) == []
    point.refresh_from_db()
    assert (point.answer, point.answer_note) == (Answer.NO_COMMENT, "It said nothing")
    assert (point.classified_by, point.classified_by_label) == (governance, str(governance))
    second = MotionPoint.objects.get(ref="M-1.2")
    assert (second.published_words, second.answer) == ("As it was", Answer.NOT_ANSWERED)
    backwards = [["Reference", "Answer"], ["M-1.1", "Not answered"]]
    assert "can become" in words(bring("motion-points", backwards, by=governance))[0]


def test_references_are_proposed_and_lines_without_one_matched_by_text():
    MotionFactory(ref="M-1", meeting=MeetingFactory(ref="C-1", held_on=date(2021, 11, 10)))
    BodyFactory(short_name="OSMB", slug="osmb", committee=True)
    ReviewFactory(ref="RV-1")

    meetings = bring("meetings", [["Committee", "Date"], ["OSMB", "27/05/2022"]])
    motions = bring("motions", [["Motion", "Meeting"], ["Ask for a review", "C-1"]])
    head = ["Finding", "Kind", "Motion points"]
    row = ["Good joint work", "good practice", "M-1.1"]
    MotionPointFactory(motion=Motion.objects.get(ref="M-1"), number=1)
    findings = bring("findings", [head, row], source="RV-1")

    assert [plan.rows[0].ref for plan in (meetings, motions, findings)] == [
        "OSMB-2022-05-27", "MOTION-2021-11-10", "RV-1-F1"
    ]  # fmt: skip
    assert "RV-1-F1 is proposed" in findings.warnings[0].message
    assert Finding.objects.get().points.get().point.ref == "M-1.1"
    again = bring("findings", [head, row], source="RV-1")
    assert again.counts[Outcome.UNCHANGED] == 1
    assert "matched by text, with RV-1-F1" in again.warnings[0].message


WRONG = [
    ("bodies", ["Name", "Kind"], ["Trust", "Helth"], "Did you mean “Health”?"),
    ("bodies", ["Short name", "Part of"], ["B", "Nobody"], "“Nobody” is not a body the register"),
    ("bodies", ["Short name", "Part of"], ["Known", "Known"], "It would be part of itself"),
    ("bodies", ["Short name", "Founded", "Last day"], ["B", "1/2/2003", "1/2/2002"], "Its last"),
    ("bodies", ["Short name", "Former names"], ["B", "Old"], "Old name (to 31/03/2019)"),
    ("bodies", ["Ref", "Short name"], ["other", "Known"], "That is a name of"),
    ("meetings", ["Body", "Date"], ["Knwn", "1/2/2003"], "Did you mean “Known”?"),
    ("meetings", ["Body", "Date"], ["Known", "31/02/2003"], "is not a date"),
    ("meetings", ["Body", "Date"], ["Known", "March 2003"], "is not a whole date"),
    ("meetings", ["Ref", "Date"], ["NEW-1", "1/2/2003"], "It is not given"),
    ("meetings", ["Ref", "Papers"], ["C-1", "see the web"], "is not a web address"),
    ("motions", ["Title", "Meeting"], ["A motion", "C-9"], "“C-9” is not a meeting the"),
    ("motion-points", ["Motion", "Number", "Title"], ["M-1", "one", "T"], "not a number"),
    ("motion-points", ["Ref", "Number", "Title"], ["X.1", "1", "T"], "Name the motion"),
    ("motion-points", ["Ref", "Motion"], ["M-1.1", "M-2"], "and stays one"),
    ("motion-points", ["Ref", "Outcome"], ["M-1.1", "Perhaps"], "is not an answer we know"),
    ("motion-points", ["Ref", "Outcome"], ["M-1.1", "carried"], "on which page"),
    ("motion-points", ["Ref", "Motion", "Number", "Title"], ["M-1.9", "M-1", "1", "T"], "M-1.1"),
    ("reviews", ["Title", "Motion"], ["A review", "M-7"], "is not a motion the register knows"),
    ("findings", ["Title", "Kind"], ["Found", "Assurance"], "Name the review"),
    ("findings", ["Title", "Kind", "Review"], ["Found", "Praise", "RV-1"], "Use one of: Assurance"),
    ("findings", ["Ref", "Points"], ["F-1", "M-1.1; M-1.7"], "“M-1.7” is not a motion point"),
    ("findings", ["Ref", "Document"], ["F-1", "DOC-9"], "is not a document"),
]  # fmt: skip


@pytest.fixture
def known():
    body = BodyFactory(short_name="Known", slug="known", committee=True)
    BodyFactory(short_name="Other", slug="other")
    meeting = MeetingFactory(ref="C-1", body=body)
    MotionPointFactory(motion=MotionFactory(ref="M-1", meeting=meeting), number=1)
    MotionFactory(ref="M-2", meeting=meeting)
    finding = FindingFactory(ref="F-1", review=ReviewFactory(ref="RV-1"))
    FindingPointFactory(finding=finding, point=MotionPoint.objects.get())
    FindingBodyFactory(finding=finding, body=body)


@pytest.mark.parametrize(("kind", "head", "row", "says"), WRONG)
def test_what_is_wrong_is_said_beside_its_cell_and_nothing_is_saved(known, kind, head, row, says):
    entries = Entry.objects.count()

    plan = bring(kind, [head, row])

    assert [message for message in words(plan) if says in message], words(plan)
    assert {message.row for message in plan.errors} == {2}
    assert all(message.column[0].isupper() for message in plan.errors)
    assert Entry.objects.count() == entries


def test_loop_over_several_bodies_is_refused_on_each_line(known):
    rows = [["Short name", "Part of"], ["Known", "Other"], ["Other", "Known"]]
    said = words(bring("bodies", rows))
    assert said == ["It would be part of itself, by way of other bodies."] * 2


def test_finding_that_the_importer_may_not_read_is_not_told_of():
    hidden = FindingFactory(ref="F-9", exempt=True, title="Kestrel", summary="Kestrel")
    rows = [["Ref", "Title", "Kind", "Review"], ["F-9", "New", "Assurance", hidden.review.ref]]

    plan = bring("findings", rows, by=UserFactory(role=Role.ADMIN))

    assert words(plan) == [
        "The reference F-9 can’t be used by you. Ask governance, or choose another."
    ]
    assert "Kestrel" not in str([vars(row) for row in plan.rows])


def test_review_that_all_lines_belong_to_is_for_findings_alone(known):
    with pytest.raises(Refused, match="belong to no review"):
        bring("bodies", [["Name", "Kind"], ["Trust", "Health"]], source="RV-1")
    with pytest.raises(Refused, match="is not a review the register knows"):
        bring("findings", [["Title", "Kind"], ["Found", "Assurance"]], source="RV-7")
    with pytest.raises(Refused, match="Name one “Reference” or “Short name” or “Name”"):
        bring("bodies", [["Kind", "Part of"], ["Police", ""]])


@pytest.mark.parametrize("kind", ["bodies", "findings"])
def test_many_lines_take_as_many_statements_as_a_few(known, kind):
    def rows(start, number):
        numbers = range(start, start + number)
        if kind == "bodies":
            return [["Name", "Part of"], *([f"Trust {n}", "Known"] for n in numbers)]
        head = ["Ref", "Title", "Kind", "Review", "Points", "Bodies"]
        row = ["Found", "Assurance", "RV-1", "M-1.1", "Known"]
        return [head, *([f"N-{n}", *row] for n in numbers)]

    def statements(*which):
        with CaptureQueriesContext(connection) as queries:
            assert bring(kind, rows(*which)).counts[Outcome.NEW] == which[1]
        return len(queries)

    assert statements(1, 12) == statements(100, 60)
    assert Review.objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_rows_lead_to_the_pages_of_what_they_are_about(known, client, kind):
    governance = UserFactory(role=Role.GOVERNANCE)
    batch = workflow.preview(
        file_name="register.csv", data=exported(kind).encode(), kind=kind, by=governance
    )
    client.force_login(governance)

    page = client.get(batch.get_absolute_url()).content.decode()

    things = MODELS[kind].objects.all()
    assert things
    for thing in things:
        assert f'href="{thing.get_absolute_url()}"' in page


def test_points_change_their_numbers_among_themselves():
    motion = MotionFactory(ref="M-7")
    for number in (1, 2, 3):
        MotionPointFactory(ref=f"M-7-P{number}", motion=motion, number=number)
    lines = [["Reference", "No."], ["M-7-P1", "2"], ["M-7-P2", "3"], ["M-7-P3", "1"]]

    plan = bring("motion-points", lines)

    assert words(plan) == []
    numbers = dict(MotionPoint.objects.values_list("ref", "number"))
    assert numbers == {"M-7-P1": 2, "M-7-P2": 3, "M-7-P3": 1}
    undo(ImportBatch.objects.get(), reason="As they were", by=UserFactory(role=Role.GOVERNANCE))
    numbers = dict(MotionPoint.objects.values_list("ref", "number"))
    assert numbers == {"M-7-P1": 1, "M-7-P2": 2, "M-7-P3": 3}
    assert verify().holds


@pytest.mark.parametrize("others", [1, 3])
def test_point_is_put_in_before_others_and_taken_out_again(others):
    """All that come after move on by one, and the new one has the number that the first had."""
    motion = MotionFactory(ref="M-7")
    before = {f"M-7-P{number}": number for number in range(1, others + 1)}
    for ref, number in before.items():
        MotionPointFactory(ref=ref, motion=motion, number=number)
    lines = [["Reference", "Motion", "No.", "Title"], ["M-7-NEW", "M-7", "1", "The first of all"]]
    lines += [[ref, "M-7", f"{number + 1}", ""] for ref, number in before.items()]

    plan = bring("motion-points", lines)

    assert words(plan) == []
    after = {"M-7-NEW": 1} | {ref: number + 1 for ref, number in before.items()}
    assert dict(MotionPoint.objects.values_list("ref", "number")) == after
    by = UserFactory(role=Role.GOVERNANCE)
    undoing, _ = undo(ImportBatch.objects.get(), reason="As they were", by=by)
    assert dict(MotionPoint.objects.values_list("ref", "number")) == before
    undo(undoing, reason="As in the file", by=by)
    assert dict(MotionPoint.objects.values_list("ref", "number")) == after
    assert verify().holds


def test_meetings_change_their_days_among_themselves():
    board = BodyFactory(committee=True, short_name="OSMB")
    for ref, day in (("X1", 1), ("X2", 2)):
        MeetingFactory(ref=ref, body=board, held_on=date(2030, 1, day), title="")
    head = ["Reference", "Body", "Date"]

    plan = bring("meetings", [head, ["X1", "OSMB", "02/01/2030"], ["X2", "OSMB", "01/01/2030"]])

    assert words(plan) == []
    assert [one.ref for one in Meeting.objects.soonest_first()] == ["X2", "X1"]
    assert not Meeting.everything.exclude(taken_back_with=None).exists()
